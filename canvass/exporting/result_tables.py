"""Totals as tables for spreadsheets: votes of every choice in every row, and ballots by row."""

from collections.abc import Iterator

from canvass.exporting.csv_files import spreadsheet_bytes
from canvass.exporting.export_folder import ExportFile
from canvass.exporting.figures_by_row import LineKind, NamedRows, row_key
from canvass.exporting.names_shown import name_shown
from canvass.exporting.public_figures import FiguresStated, PublicFigures, ballots_of
from tabulate.publication.released import ROWS_OF_ALL
from tabulate.totals.results import ContestTotals, PrecinctTotals

_RESULTS = (
    "election_date",
    "county_fips",
    "contest_id",
    "contest",
    "seats",
    "choice_id",
    "choice",
    "party",
    "write_in",
    "precinct_id",
    "precinct",
    "ballots",
    "votes",
    "snapshot",
    "status",
    "at",
)
_TURNOUT = ("election_date", "county_fips", "precinct_id", "precinct", "ballots", "snapshot", "status", "at")
_POOLED = "POOLED"
"""Stands for a row that is no precinct."""
_ALL = "ALL"
"""Stands for all precincts."""

Row = tuple[str | int, ...]


def results_tables(figures: PublicFigures) -> tuple[ExportFile, ...]:
    """`results.csv` and `turnout.csv`."""
    rows = NamedRows(figures.election, figures.released.totals)
    return (
        ExportFile("results.csv", spreadsheet_bytes(rows_by_precinct(rows, figures.stated))),
        ExportFile("turnout.csv", spreadsheet_bytes([_TURNOUT, *_turnout(rows, figures.stated)])),
    )


def rows_by_precinct(rows: NamedRows, stated: FiguresStated) -> Iterator[Row]:
    """A head, then one line a choice in every row of the figures."""
    yield _RESULTS
    for whole in rows.contests:
        for row, part in rows.carrying(whole):
            yield from _lines(rows, stated, whole, part, (_id(row), rows.precincts[row_key(row)]))


def rows_of_whole(rows: NamedRows, stated: FiguresStated) -> Iterator[Row]:
    """A head, then one line a choice for all precincts together."""
    yield _RESULTS
    for whole in rows.contests:
        yield from _lines(rows, stated, whole, whole, (_ALL, "all precincts"))


def _lines(
    rows: NamedRows, stated: FiguresStated, whole: ContestTotals, part: ContestTotals, place: tuple[str, str]
) -> Iterator[Row]:
    contest = (name_shown(whole.contest), rows.titles[whole.contest], whole.seats)
    for choice in _choices(rows, whole, part):
        *named, votes = choice
        yield (*_election(stated), *contest, *named, *place, part.sheets, votes, *_release(stated))


def _choices(rows: NamedRows, whole: ContestTotals, part: ContestTotals) -> Iterator[Row]:
    for line in rows.lines(whole, part):
        write_in = "no" if line.kind is LineKind.PRINTED else "yes"
        yield name_shown(line.key), line.name, line.party, write_in, line.votes
    yield "UNDERVOTES", "UNDERVOTES", "", "no", part.undervotes
    yield "OVERVOTES", "OVERVOTES", "", "no", part.overvotes
    if whole.waiting:
        yield "WAITING", "WAITING", "", "no", whole.seats * part.waiting


def _turnout(rows: NamedRows, stated: FiguresStated) -> Iterator[Row]:
    for row in rows.rows:
        place = (_id(row), rows.precincts[row_key(row)], ballots_of(row))
        yield (*_election(stated), *place, *_release(stated))


def _election(stated: FiguresStated) -> tuple[str, str]:
    return stated.election_date, stated.fips


def _release(stated: FiguresStated) -> tuple[int | str, str, str]:
    return stated.snapshot, stated.status, stated.at


def _id(row: PrecinctTotals) -> str:
    return _POOLED if row.precinct in ROWS_OF_ALL else name_shown(row_key(row))
