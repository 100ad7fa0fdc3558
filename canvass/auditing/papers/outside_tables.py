"""What the audit's report says where machine figures are another system's: its report or records, the county's word."""

from collections.abc import Iterator

from audit.outside_reports import Coverage, OutsideReport, RecordsCounted
from audit.report import CountyReport, UnitReport
from canvass.reporting.tables import Table, columns_of


def outside_tables(report: CountyReport) -> Iterator[Table]:
    """The tables; none where every figure is of own batches or of a hand count."""
    units = [(unit, unit.outside) for unit in report.units if unit.outside is not None]
    if not units:
        return
    if reports := [(unit, one) for unit, one in units if one.records is None]:
        yield _reports(reports)
    if records := [(unit, one, one.records) for unit, one in units if one.records is not None]:
        yield from _records(records)
    if gaps := tuple(_gaps(units)):
        note = "None of it is taken for nought."
        yield Table("What the report does not tell", note, columns_of("Precinct", "Contest", "What", "So"), gaps)
    apart = tuple(
        (unit.precinct_name, unit.contest_title, line.name, line.machine if one.write_ins_told else None, line.manual)
        for unit, one in units
        for line in unit.apart
    )
    if apart:
        because = dict.fromkeys(one.not_compared_because for unit, one in units if unit.apart)
        columns = columns_of("Precinct", "Contest", "Row", "#Other system", "#Manual")
        yield Table("Shown and not compared", f"Because {'; '.join(because)}.", columns, apart)


def _reports(units: list[tuple[UnitReport, OutsideReport]]) -> Table:
    """One report: the audit compares with no other than the one that was made public."""
    rows = {
        unit.precinct: (
            unit.precinct_name,
            Coverage.PRECINCT.value,
            ", ".join(one.groups) or "not told",
            ", ".join(one.machines),
            one.added_by_hand,
        )
        for unit, one in units
    }
    _, report = units[0]
    note = (
        f"The machines' count of these precincts is another system's report: {report.name}, "
        f"{report.label or 'without a label'}, SHA-256 {' '.join(report.sha256s)}. It does not tell which machine "
        "counted, nor which votes people added by hand: both are as the county says. Such ballots are in both counts."
    )
    heads = ("Precinct", "Covers", "Groups", "Machines", "#Added by hand")
    return Table("Report of another system", note, columns_of(*heads), tuple(rows.values()))


def _records(units: list[tuple[UnitReport, OutsideReport, RecordsCounted]]) -> Iterator[Table]:
    """Records as the first count, held to the report that was made public: every figure that differs is listed."""
    rows = {
        (unit.precinct, records.changed_by_people): (
            unit.precinct_name,
            ", ".join(records.chosen.batches) or "not told",
            ", ".join(one.machines),
            one.added_by_hand,
            records.changed_by_people,
        )
        for unit, one, records in units
    }
    report = units[0][1]
    note = (
        f"The machines' count of these precincts is the sum of the system's cast vote records: {_taken(units)}. "
        f"The report that was made public is held to them: {report.name}, "
        f"{report.label or 'without a label'}, SHA-256 {' '.join(report.sha256s)}."
    )
    heads = ("Precinct", "Batches", "Machines", "#Added by hand", "#Changed by people")
    yield Table("Cast vote records of another system", note, columns_of(*heads), tuple(rows.values()))
    differs = tuple(
        (unit.precinct_name, unit.contest_title, line.row, line.report, line.records, records.chosen.because)
        for unit, _, records in units
        for line in records.differences
    )
    none = "They agree in every figure that the report tells of these contests."
    yield Table(
        "Where report and records differ",
        "Both are the other system's. The committee's count is compared with the records." if differs else none,
        columns_of("Precinct", "Contest", "Row", "#Report", "#Records", "Why, as the county says"),
        differs,
    )


def _taken(units: list[tuple[UnitReport, OutsideReport, RecordsCounted]]) -> str:
    """Each taking of records; where there are several, with the precincts that each of them counted."""
    precincts: dict[str, dict[str, None]] = {}
    for unit, _, records in units:
        name = f"{records.chosen.name}, content {records.chosen.content_sha256}"
        precincts.setdefault(name, {})[unit.precinct_name] = None
    if len(precincts) == 1:
        return next(iter(precincts))
    return "; ".join(f"{name} ({', '.join(counted)})" for name, counted in precincts.items())


def _gaps(units: list[tuple[UnitReport, OutsideReport]]) -> Iterator[tuple[str, str, str, str]]:
    for unit, one in units:
        where = unit.precinct_name, unit.contest_title
        if one.records is not None and not one.told_apart:
            yield *where, "overvotes of every record", "what no vote uses is shown as undervotes"
        elif not one.ballots_told:
            yield *where, "on how many ballots the contest is", "the committee's head count stands for it"
        elif not one.told_apart:
            yield *where, "overvotes, or all of what adds up", "what no vote uses is shown as undervotes"
