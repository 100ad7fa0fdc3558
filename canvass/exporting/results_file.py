"""Results as one table for spreadsheets, as a page and a command show them: by contest, precinct or method."""

from collections.abc import Iterator

from canvass.exporting.figures_by_row import NamedRows
from canvass.exporting.names_shown import name_shown
from canvass.exporting.public_figures import FiguresStated
from canvass.exporting.result_tables import Row, rows_by_precinct, rows_of_whole
from canvass.reporting.methods import MethodContest, MethodLine
from canvass.reporting.results import Breakdown
from tabulate.election import Election
from tabulate.totals.results import Results

_METHODS = (
    "election_date",
    "county_fips",
    "contest_id",
    "contest",
    "choice",
    "precinct_id",
    "precinct",
    "hand_marked",
    "device_printout",
    "snapshot",
    "status",
    "at",
)


def results_rows(
    election: Election, totals: Results, by: Breakdown, methods: tuple[MethodContest, ...], stated: FiguresStated
) -> list[Row]:
    """The table with its head: `canvass export results` has the same columns. What is suppressed is left out."""
    rows = NamedRows(election, totals)
    match by:
        case Breakdown.CONTEST:
            return list(rows_of_whole(rows, stated))
        case Breakdown.PRECINCT:
            return list(rows_by_precinct(rows, stated))
        case Breakdown.METHOD:
            return [_METHODS, *(row for one in methods for row in _by_method(one, rows, stated))]


def _by_method(one: MethodContest, rows: NamedRows, stated: FiguresStated) -> Iterator[Row]:
    for line in one.tables:
        place = _place(line, is_whole=line is one.whole)
        for choice, marked, device in _figures(line, write_ins=one.contest.write_ins > 0):
            yield (
                *(stated.election_date, stated.fips, name_shown(one.contest.id), rows.titles[one.contest.id]),
                *(name_shown(choice), *place, marked, device, stated.snapshot, stated.status, stated.at),
            )


def _place(line: MethodLine, *, is_whole: bool) -> tuple[str, str]:
    if is_whole:
        return "ALL", "all precincts"
    return name_shown(str(line.precinct or "")), name_shown(line.name or "precinct not stated")


def _figures(line: MethodLine, *, write_ins: bool) -> Iterator[tuple[str, int, int]]:
    marked, device = line.hand_marked, line.device
    yield from line.votes
    if write_ins:
        yield "Write-ins", marked.write_ins, device.write_ins
    yield "UNDERVOTES", marked.undervotes, device.undervotes
    yield "WAITING", marked.waiting, device.waiting
    yield "SHEETS", marked.sheets, device.sheets
