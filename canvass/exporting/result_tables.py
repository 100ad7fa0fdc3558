"""The released totals as tables for spreadsheets: votes of every choice in every row, and ballots by row."""

from collections.abc import Iterator

from canvass.exporting.csv_files import spreadsheet_bytes
from canvass.exporting.export_folder import ExportFile
from canvass.exporting.figures_by_row import LineKind, NamedRows, row_key
from canvass.exporting.names_shown import name_shown
from canvass.exporting.public_figures import PublicFigures, ballots_of
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

Row = tuple[str | int, ...]


def results_tables(figures: PublicFigures) -> tuple[ExportFile, ...]:
    """`results.csv` and `turnout.csv`."""
    rows = NamedRows(figures)
    return (
        ExportFile("results.csv", spreadsheet_bytes([_RESULTS, *_results(figures, rows)])),
        ExportFile("turnout.csv", spreadsheet_bytes([_TURNOUT, *_turnout(figures, rows)])),
    )


def _results(figures: PublicFigures, rows: NamedRows) -> Iterator[Row]:
    for whole in rows.contests:
        for row, part in rows.carrying(whole):
            place = (_id(row), rows.precincts[row_key(row)], part.sheets)
            for choice in _choices(rows, whole, part):
                contest = (name_shown(whole.contest), rows.titles[whole.contest], whole.seats)
                *named, votes = choice
                yield (*_election(figures), *contest, *named, *place, votes, *_release(figures))


def _choices(rows: NamedRows, whole: ContestTotals, part: ContestTotals) -> Iterator[Row]:
    for line in rows.lines(whole, part):
        write_in = "no" if line.kind is LineKind.PRINTED else "yes"
        yield name_shown(line.key), line.name, line.party, write_in, line.votes
    yield "UNDERVOTES", "UNDERVOTES", "", "no", part.undervotes
    yield "OVERVOTES", "OVERVOTES", "", "no", part.overvotes


def _turnout(figures: PublicFigures, rows: NamedRows) -> Iterator[Row]:
    for row in rows.rows:
        place = (_id(row), rows.precincts[row_key(row)], ballots_of(row))
        yield (*_election(figures), *place, *_release(figures))


def _election(figures: PublicFigures) -> tuple[str, str]:
    return figures.election.date.isoformat(), figures.fips


def _release(figures: PublicFigures) -> tuple[int, str, str]:
    return figures.number, figures.status, figures.at.isoformat()


def _id(row: PrecinctTotals) -> str:
    return _POOLED if row.precinct in ROWS_OF_ALL else name_shown(row_key(row))
