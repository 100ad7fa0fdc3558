"""A county's report as plain tables: what PDF and HTML print, and CSV writes, figure for figure."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from audit.dice import text_of
from audit.report import CountyReport, ReadingLine, UnitReport
from audit.rules import Measure
from audit.selection import DrawnList


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the report; every row is as long as the head."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def tables(report: CountyReport) -> tuple[Table, ...]:
    """The whole report, in the order of the statute; tables without rows too."""
    return (
        _about(report),
        Table(
            "Rules in force",
            ("parameter", "value", "section"),
            tuple((one.name, one.value, one.section) for one in report.parameters),
        ),
        Table(
            "Contests that may not be drawn",
            ("contest", "why", "section"),
            tuple((one.title, one.why, one.section) for one in report.not_eligible),
        ),
        Table(
            "Fewer than the rules ask for",
            ("kind", "required", "eligible"),
            tuple((one.category, str(one.required), str(one.eligible)) for one in report.shortfalls),
        ),
        Table(
            "Selection",
            ("list", "number", "name", "drawn as", "SHA-256 of the list"),
            tuple(row for one in report.lists for row in _drawn(one)),
        ),
        Table(
            "Rolls of the dice",
            ("list", "roll", "dice", "number", "selects", "rolled by"),
            tuple(row for one in report.lists for row in _rolls(one)),
        ),
        Table(
            "Counts",
            ("precinct", "contest", "choice", "machine", "manual", "difference", "rounds", "stage", "machines"),
            tuple(row for unit in report.units for row in _counts(unit)),
        ),
        Table(
            "Ballots",
            ("precinct", "contest", "cast", "machine", "manual", "listed", "unaccounted"),
            tuple(_ballots(unit) for unit in report.units),
        ),
        Table(
            "Ballots listed one by one",
            ("precinct", "contest", "batch", "sheet", "what became of it", "reason"),
            tuple(
                (unit.precinct_name, unit.contest_title, one.batch, str(one.sheet), one.treatment.value, one.reason)
                for unit in report.units
                for one in unit.listed
            ),
        ),
        Table(
            "Discrepancy, every reading",
            ("contest", "stage", "ballots cast in", "ballots", "threshold", "D1", "D2", "D3", "over", "decides"),
            tuple(_reading(line) for line in report.readings),
        ),
        Table(
            "Causes found",
            ("contest", "cause", "machines", "found by", "evidence", "on"),
            tuple(
                (one.contest, one.cause.value, ", ".join(one.machines), ", ".join(one.found_by), one.evidence, one.on)
                for one in report.findings
            ),
        ),
        Table(
            "Machines barred",
            ("machine", "why", "still missing"),
            tuple((one.machine, one.barred_because, "; ".join(one.missing) or "cleared") for one in report.machines),
        ),
    )


def _about(report: CountyReport) -> Table:
    rows = (
        ("county", report.county),
        ("election", f"{report.election_title}, {report.election_date}"),
        ("definition, SHA-256", report.definition_sha256),
        ("state of the audit", report.phase.value),
        ("committee", ", ".join(report.committee)),
        ("secretary", report.secretary),
        ("exempt", "no" if report.exemption is None else f"yes: {report.exemption.reason}"),
        ("certified on", str(report.certified_on or "not certified")),
    )
    return Table("Random-sample audit", ("", ""), rows)


def _drawn(one: DrawnList) -> Iterator[tuple[str, ...]]:
    drawn = one.numbered
    for kind, numbers in (("sample", one.draw.sample), ("reserve", one.draw.reserves)):
        for number in numbers:
            yield drawn.drawn, str(number), drawn.items[number - 1].name, kind, one.sha256


def _rolls(one: DrawnList) -> Iterator[tuple[str, ...]]:
    for number, (roll, roller) in enumerate(zip(one.draw.outcomes, one.rollers, strict=True), 1):
        selects = roll.taken.value if roll.taken is not None else f"nothing: {roll.why}"
        yield one.numbered.drawn, str(number), text_of(roll.faces), str(roll.number), selects, roller


def _counts(unit: UnitReport) -> Iterator[tuple[str, ...]]:
    after = (str(unit.rounds), unit.stage.value, ", ".join(unit.machines))
    if not unit.choices:
        yield unit.precinct_name, unit.contest_title, unit.phase.value, "", "", "", *after
    for line in unit.choices:
        figures = (str(line.machine), str(line.manual), f"{line.difference:+d}" if line.difference else "0")
        yield unit.precinct_name, unit.contest_title, line.name, *figures, *after


def _ballots(unit: UnitReport) -> tuple[str, ...]:
    figures = (unit.ballots_cast, unit.machine_ballots, unit.manual_ballots)
    shown = tuple("" if figure is None else str(figure) for figure in figures)
    unaccounted = "" if unit.unaccounted is None else str(unit.unaccounted)
    return unit.precinct_name, unit.contest_title, *shown, str(len(unit.listed)), unaccounted


def _reading(line: ReadingLine) -> tuple[str, ...]:
    where = line.base.value if line.precinct is None else f"{line.base.value} {line.precinct}"
    over = ", ".join(Measure(one).value.upper() for one in line.over) or "no"
    figures = (str(line.ballots), line.threshold, str(line.d1), str(line.d2), str(line.d3))
    return line.contest_title, line.stage.value, where, *figures, over, "yes" if line.decides else "no"


def report_csv(report: CountyReport) -> str:
    """The tables as CSV: each has its title and its head, and an empty line after it."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    for table in tables(report):
        rows.writerow([table.title])
        rows.writerow(table.head)
        rows.writerows([[_harmless(cell) for cell in row] for row in table.rows])
        rows.writerow([])
    return out.getvalue()


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; numbers with a sign stay numbers."""
    is_number = cell[1:].isdigit() and cell[:1] in "+-"
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@") and not is_number else cell
