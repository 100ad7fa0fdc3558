"""Results of any format, written in the columns that anyone can read."""

import csv
import io
from collections.abc import Iterator

from outside.columns.column_names import OPTIONAL, WANTED, ColumnKind
from outside.results import OutsideContest, OutsidePrecinct, OutsideResults
from tabulate.csv_rows import spreadsheet_cell


def columns_of(results: OutsideResults) -> str:
    """The CSV, with its heading and LF line ends; what `read_columns` reads to the same figures.

    A report of a whole county has one precinct without a name; it is written as COUNTY.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(WANTED + OPTIONAL)
    for precinct in results.precincts:
        name = precinct.name or "COUNTY"
        for row in _of_precinct(precinct, results.groups):
            writer.writerow([spreadsheet_cell(cell) for cell in _cells(name, precinct.code, row)])
    return out.getvalue()


_Row = tuple[OutsideContest | None, str, str, ColumnKind, int, str]
"""Contest, choice, its party, kind, votes, group."""


def _of_precinct(precinct: OutsidePrecinct, groups: tuple[str, ...]) -> Iterator[_Row]:
    for kind, figure in (
        (ColumnKind.REGISTERED, precinct.registered),
        (ColumnKind.BALLOTS_CAST, precinct.ballots_cast),
        (ColumnKind.BLANK_BALLOTS, precinct.blank_cast),
    ):
        if figure is not None:
            yield None, "", "", kind, figure, ""
    for group, votes in zip(groups, precinct.by_group or (), strict=False):
        yield None, "", "", ColumnKind.BALLOTS_CAST, votes, group
    for contest in precinct.contests:
        if contest.ballots is not None:
            yield contest, "", "", ColumnKind.BALLOTS_WITH_CONTEST, contest.ballots, ""
        for row in contest.rows:
            kind = ColumnKind(row.kind.value)
            name = row.name if kind in (ColumnKind.CHOICE, ColumnKind.WRITE_IN) else ""
            yield contest, name, row.party, kind, row.total, ""
            for group, votes in zip(groups, row.by_group or (), strict=False):
                yield contest, name, row.party, kind, votes, group


def _cells(name: str, code: str, row: _Row) -> list[str]:
    contest, choice, party, kind, votes, group = row
    of_contest = ["", "", "", "", ""]
    if contest is not None:
        place = "" if contest.place == 1 else str(contest.place)
        seats = "" if contest.seats is None else str(contest.seats)
        of_contest = [contest.title, seats, contest.district, contest.party, place]
    title, seats, district, contest_party, place = of_contest
    return [name, title, choice, kind.value, str(votes), group, code, party, seats, district, contest_party, place]
