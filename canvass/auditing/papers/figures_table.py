"""The report's figures as one table: a line for each row of each tally sheet, with all that tells it from others.

Spreadsheets and other programs take it as it is. Rolls, rules and certificate stand in the report's other forms.
"""

import csv
import io
from collections.abc import Iterator

from audit.report import CountyReport, UnitReport
from canvass.auditing.papers.report_tables import written_name
from canvass.reporting.tables import Cell
from tabulate.csv_rows import spreadsheet_cell

HEAD = (
    "county",
    "election_date",
    "precinct",
    "precinct_name",
    "contest",
    "contest_title",
    "stage",
    "state",
    "row",
    "machine",
    "manual",
    "difference",
    "canvass_uses",
    "machines",
    "ballots_cast",
    "ballots_by_machine",
    "ballots_by_hand",
    "ballots_in_excess",
    "rounds",
)


def figures_csv(report: CountyReport) -> str:
    """The table as CSV. A count that is not locked has one line, without figures."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEAD)
    for unit in report.units:
        writer.writerows([_written(cell) for cell in row] for row in _rows(report, unit))
    return text.getvalue()


def _rows(report: CountyReport, unit: UnitReport) -> Iterator[tuple[Cell, ...]]:
    where = (report.county, report.election_date.isoformat(), unit.precinct, unit.precinct_name)
    what = (unit.contest, unit.contest_title, unit.stage.value, unit.phase.value)
    uses = "manual" if unit.differs else "both, equal"
    ballots = (unit.ballots_cast, unit.machine_ballots, unit.manual_ballots, unit.excess, unit.rounds)
    machines = "; ".join(unit.machines)
    lines = [(line.name, line) for line in unit.choices]
    lines += [(written_name(line.name), line) for line in unit.write_ins]
    for name, line in lines:
        yield (*where, *what, name, line.machine, line.manual, line.difference, uses, machines, *ballots)
    if not lines:
        yield (*where, *what, None, None, None, None, None, machines, *ballots)


def _written(cell: Cell) -> str | int:
    """Empty where there is nothing; what a spreadsheet would compute is quoted."""
    return "" if cell is None else spreadsheet_cell(cell) if isinstance(cell, str) else cell
