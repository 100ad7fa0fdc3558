"""The audit's report, and the list of all counties, as tables: every form of them is made from these, cell by cell."""

from collections.abc import Iterator
from dataclasses import replace

from audit.contests import Category
from audit.report import ChoiceLine, CountyReport, ShortfallLine, UnitReport
from audit.selection import DrawnList, RollOutcome
from audit.statewide import CountyLine, StatewideReport
from canvass.auditing.papers.outside_tables import outside_tables
from canvass.auditing.papers.titles_cut import titles_in_full, with_short_titles
from canvass.console.text import plural
from canvass.reporting.tables import Cell, Document, Table, columns_of

REHEARSED = "REHEARSAL. This is not the audit."
"""On every page of a rehearsal's papers."""


def county_document(report: CountyReport, sha256: str) -> Document:
    """The county's report; `sha256` is the hash that the committee signs, or signed."""
    return Document(
        "Random-sample audit: " + ("certification" if report.certified_on else "report"),
        (
            f"{report.election_title} of {report.election_date}, {report.county}",
            f"Under 13-17-503 to 13-17-509, MCA, rule set {report.rules.value}. State: {report.phase.value}.",
            f"Certified on {report.certified_on}." if report.certified_on else "Not certified.",
            f"Definition {report.definition_sha256}",
            f"Report {sha256}",
        ),
        (*_county_tables(with_short_titles(report)), *titles_in_full(report)),
        (*report.committee, f"{report.secretary}, secretary") if report.committee else (),
    )


def _county_tables(report: CountyReport) -> Iterator[Table]:
    if report.exemption is not None:
        found = report.exemption
        row = (str(found.on), found.filed_by, found.reason, found.notice_sha256)
        yield Table("Exemption notice", "13-17-503(5)", columns_of("Filed on", "By", "Reason", "SHA-256"), (row,))
    yield _selected(report)
    yield _units(report)
    yield _figures(report)
    yield from outside_tables(report)
    yield _readings(report)
    if report.findings:
        yield _findings(report)
    if report.machines:
        yield _machines(report)
    yield _listed(report)
    yield from map(_rolls, report.lists)
    yield _left_off(report)
    rows = tuple((one.heading, one.value, one.section) for one in report.parameters)
    yield Table("Rules in force", "", columns_of("Parameter", "Value", "Section"), rows)


def _selected(report: CountyReport) -> Table:
    rows = [
        (one.numbered.drawn, what, number, one.numbered.items[number - 1].name)
        for one in report.lists
        for what, numbers in (("sample", one.draw.sample), ("reserve", one.draw.reserves))
        for number in numbers
    ]
    note = "In the order drawn. Numbers are places in the list that was frozen before the first roll (13-17-505)."
    return Table("What was selected", note, columns_of("List", "For", "#Number", "Name"), tuple(rows))


def _units(report: CountyReport) -> Table:
    rows = [
        (
            unit.precinct_name,
            unit.contest_title,
            unit.stage.value,
            unit.phase.value,
            unit.rounds,
            _machines_of(unit),
            unit.ballots_cast,
            unit.machine_ballots,
            unit.manual_ballots,
            unit.unaccounted,
            unit.excess,
        )
        for unit in report.units
    ]
    columns = columns_of(
        "Precinct",
        "Contest",
        "Stage",
        "State",
        "#Rounds",
        "Machines",
        "#Ballots cast",
        "#By machine",
        "#By hand",
        "#Unaccounted",
        "#In excess",
    )
    note = (
        "One contest in one precinct each (13-17-506(2)). Figures stand here once the manual count is locked. In "
        "excess: ballots found beyond those of the record and the poll book; that heap was counted again."
    )
    return Table("What was counted", note, columns, tuple(rows))


def _figures(report: CountyReport) -> Table:
    rows = [
        (unit.precinct_name, unit.contest_title, line.name, line.machine, line.manual, line.difference, _holds(unit))
        for unit in report.units
        for line in (*unit.choices, *map(by_name, unit.write_ins))
    ]
    columns = columns_of("Precinct", "Contest", "Choice", "#Machine", "#Manual", "#Difference", "Canvass uses")
    note = (
        "Any difference makes the manual count definitive for the canvass (13-17-507(1)). Write-in ovals are compared "
        "with the machine; valid write-in votes, by person, with machine and board. These alone go into the canvass."
    )
    return Table("Both counts", note, columns, tuple(rows))


def _machines_of(unit: UnitReport) -> str:
    return "no machine involved" if unit.without_machine else ", ".join(unit.machines)


def written_name(name: str) -> str:
    """Somebody's row of valid write-in votes, labelled as write-ins are (13-15-404)."""
    return f"{name} (write-in)"


def by_name(line: ChoiceLine) -> ChoiceLine:
    """Somebody's line of valid write-in votes, so labelled."""
    return replace(line, name=written_name(line.name))


def _holds(unit: UnitReport) -> str:
    return "manual" if unit.differs else "both, equal"


def _readings(report: CountyReport) -> Table:
    names = {unit.precinct: unit.precinct_name for unit in report.units}
    rows = [
        (
            line.contest_title,
            line.stage.value,
            line.base.value,
            names.get(line.precinct, "all together") if line.precinct is not None else "all together",
            line.ballots,
            line.threshold,
            line.d1,
            line.d2,
            line.d3,
            ", ".join(measure.value.upper() for measure in line.over) or "no",
            "yes" if line.decides else "shown only",
        )
        for line in report.readings
    ]
    columns = columns_of(
        "Contest",
        "Stage",
        "Ballots cast of",
        "Precinct",
        "#Ballots",
        "#Threshold",
        "#D1",
        "#D2",
        "#D3",
        "Over",
        "Decides",
    )
    note = (
        "D1: the largest difference of one choice; D2: the fewest ballots that explain all; D3: all differences added. "
        "Over: strictly more than the greater of five ballots and 0.5% (13-17-507(2)). Nothing is netted."
    )
    return Table("Discrepancies measured", note, columns, tuple(rows))


def _findings(report: CountyReport) -> Table:
    titles = {unit.contest: unit.contest_title for unit in report.units}
    rows = tuple(
        (one.on, titles[one.contest], one.cause.value, ", ".join(one.machines), ", ".join(one.found_by), one.evidence)
        for one in report.findings
    )
    return Table(
        "Causes found",
        "13-17-507(2)",
        columns_of("On", "Contest", "Due to", "Machines barred", "Found by", "Evidence"),
        rows,
    )


def _machines(report: CountyReport) -> Table:
    rows = tuple(
        (one.machine, "barred" if one.barred else "cleared", one.barred_because, "; ".join(one.missing) or "nothing")
        for one in report.machines
    )
    note = "A barred machine counts in no election until all three are recorded (13-17-507(2)(a), 13-17-509(2))."
    return Table("Machines", note, columns_of("Machine", "Standing", "Because", "Missing"), rows)


def _listed(report: CountyReport) -> Table:
    rows = [
        (
            unit.precinct_name,
            unit.contest_title,
            one.batch,
            one.sheet,
            one.treatment.value,
            one.reason,
            "" if one.copy_batch is None else f"{one.copy_batch}, sheet {one.copy_sheet}",
        )
        for unit in report.units
        for one in unit.listed
    ]
    note = "Left out of both counts, or counted by their copy (13-17-503(2), 13-15-206)."
    columns = columns_of("Precinct", "Contest", "Batch", "#Sheet", "Treatment", "Set aside for", "Copy")
    return Table("Ballots listed one by one", note, columns, tuple(rows))


def _rolls(one: DrawnList) -> Table:
    rows = tuple(
        (number, " ".join(map(str, roll.faces)), roll.number, _taken(one, roll), roller)
        for number, (roll, roller) in enumerate(zip(one.draw.outcomes, one.rollers, strict=True), 1)
    )
    count = len(one.numbered.items)
    note = f"{count} on the list, {one.numbered.needed} drawn, {one.numbered.reserves_needed} in reserve. {one.sha256}"
    columns = columns_of("#Roll", "Dice", "#Number", "Selects", "Rolled by")
    return Table(f"Rolls: {one.numbered.drawn}", note, columns, rows)


def _taken(one: DrawnList, roll: RollOutcome) -> str:
    if roll.taken is None:
        return f"nothing: {roll.why.value if roll.why else ''}"
    return f"{one.numbered.items[roll.number - 1].name} ({roll.taken.value})"


def _left_off(report: CountyReport) -> Table:
    rows = [(one.title, one.why, one.section) for one in report.not_eligible]
    rows += [
        (category.plural, _fewer(one), category.section)
        for one in report.shortfalls
        for category in (Category(one.category),)
    ]
    return Table("Contests that could not be drawn", "", columns_of("Contest", "Why", "Section"), tuple(rows))


def _fewer(one: ShortfallLine) -> str:
    counted = "" if one.counted is None else f", {one.counted} on a drawn precinct's ballot"
    return f"{one.required} are required, {one.eligible} on the ballot{counted}"


def statewide_document(report: StatewideReport) -> Document:
    """The list of all counties (13-17-505, 13-17-507(4))."""
    columns = columns_of(
        "County",
        "State",
        "#Precincts",
        "Drawn",
        "Reserves",
        "Contests",
        "#Counts",
        "#Locked",
        "#Differing",
        "Over the threshold",
        "Machines barred",
    )
    counties = _counted(len(report.counties), "county", "counties")
    differing = _counted(report.units_that_differ, "count differs", "counts differ")
    lines = (
        f"Election of {report.election_date}, rule set {report.rules.value}",
        f"{counties}, {plural(report.precincts, 'precinct')}: {report.precincts_drawn} drawn, "
        f"{report.reserves_drawn} in reserve; {differing} from the machines'.",
        f"Unfinished: {', '.join(report.unfinished) or 'none'}.",
    )
    rows = tuple(map(_county_row, report.counties))
    return Document("Random-sample audits of all counties", lines, (Table("Counties", "", columns, rows),))


def _counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _county_row(line: CountyLine) -> tuple[Cell, ...]:
    return (
        line.county,
        line.phase.value,
        line.precincts,
        ", ".join(line.sample),
        ", ".join(line.reserves),
        ", ".join(line.contests),
        line.units,
        line.units_locked,
        line.units_that_differ,
        ", ".join(line.contests_over),
        ", ".join(line.machines_barred),
    )


def reading_tables(report: CountyReport) -> tuple[Table, ...]:
    """What was counted and every reading, without the figures; with short titles."""
    short = with_short_titles(report)
    return (_units(short), *outside_tables(short), _readings(short))
