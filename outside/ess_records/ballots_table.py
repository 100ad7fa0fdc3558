"""Electionware's Ballots table: precinct, batch, tabulator and status of each record, and no votes.

Its columns of exceptions tell of votes, so they are not read: precinct, style and batch may be known before the
pictures are read, and nothing else.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import repeat

from outside.cast_vote_records import OutsideCastVoteRecords, OutsideRecord
from outside.errors import OutsideFileError
from outside.ess_records.described_rows import described_records
from outside.ess_records.record_grid import GridRow, RecordGrid, heading_of, record_grid
from outside.ess_records.vote_columns import DESCRIBING
from outside.figures import printed_figure
from outside.findings import FindingKind, OutsideFinding
from outside.formats import OutsideFormat
from outside.opening import ContentKind, OpenedFile
from outside.records.record_checks import each_record_once
from outside.records.record_tables import EXPORT_AGAIN, uneven_row
from outside.source import OutsideSource, source_files

_TOTAL = re.compile(r"Total\s*:?\s*([\d,]+)", re.IGNORECASE)
_EXCEPTIONS = ("original ballot exception", "remaining ballot exception")
_EXCEPTION_WORDS = frozenset(
    {"", "blank", "blank ballot", "crossover", "overvote", "undervote", "unreadable", "write-in"}
)
_TABULATOR = re.compile(r"\d{7,10}|[0-9A-F]{16}", re.IGNORECASE)


def is_ballots_table(file: OpenedFile) -> bool:
    """Whether the heading names the cast vote record, and nothing that is a contest."""
    heading = heading_of(file) if file.kind in (ContentKind.TEXT, ContentKind.WORKBOOK) else None
    return heading is not None and all(name in DESCRIBING for name in heading if name)


def read_ballots_table(files: tuple[OpenedFile, ...]) -> OutsideCastVoteRecords:
    """The records, without votes. Raises OutsideFileError, by row."""
    grids = [record_grid((file,)) for file in files]
    parts = [_part(file, grid) for file, grid in zip(files, grids, strict=True)]
    records, repeated = each_record_once(one for described, _ in parts for one in described)
    without = [file.file.name for file, (_, total) in zip(files, parts, strict=True) if total is None]
    return OutsideCastVoteRecords(_source(files, grids[0]), (), records, (*repeated, *_without_total(without)))


def _part(file: OpenedFile, grid: RecordGrid) -> tuple[list[OutsideRecord], int | None]:
    """The records of one file, and its printed total where it has one."""
    columns = {name.lower(): column for column, name in enumerate(grid.heading) if name}
    try:
        rows, total = _rows_and_total(grid)
        if total is not None and total != len(rows):
            found = f"{len(rows):,} rows under a total of {total:,}"
            raise OutsideFileError(found, "as many", EXPORT_AGAIN, "the last rows")
        if total is None and grid.open_ends:
            where = grid.open_ends[0].where
            raise OutsideFileError(
                "a last line without an end, and no row `Total`", "a whole file", EXPORT_AGAIN, where
            )
        fitted = tuple(_fitted(row, grid.heading) for row in rows)
        return list(described_records(fitted, columns, repeat((), len(fitted)))), total
    except OutsideFileError as error:
        raise error.of(file.file.name) from None


def _rows_and_total(grid: RecordGrid) -> tuple[list[GridRow], int | None]:
    rows, total = [], None
    for row in grid.rows:
        printed = _TOTAL.fullmatch(row.cells[0])
        if printed is None or any(row.cells[1:]):
            if total is not None:
                raise OutsideFileError("a row below the total", "nothing", EXPORT_AGAIN, row.where)
            rows.append(row)
        else:
            total = printed_figure(printed[1], row.where)
    return rows, total


def _without_total(names: list[str]) -> Iterator[OutsideFinding]:
    for name in names:
        words = "no row `Total` closes the table: whether rows are missing at its end cannot be told"
        yield OutsideFinding(FindingKind.RECORDS, name, words)


def _fitted(row: GridRow, heading: tuple[str, ...]) -> GridRow:
    """The row with a cell for each column. Commas between exceptions may stand outside of quotes, and behind a row.

    Raises OutsideFileError where not exactly one way leads there.
    """
    if len(row.cells) == len(heading):
        return row
    tabulator = next((place for place, name in enumerate(heading) if name.lower() == "tabulator cvr"), None)
    ways = {
        cells
        for cells in _ways_to_fit(row.cells, heading)
        if tabulator is None or not cells[tabulator] or _TABULATOR.fullmatch(cells[tabulator])
    }
    if len(ways) != 1:
        raise uneven_row(row.cells, len(heading), row.where)
    return replace(row, cells=ways.pop())


def _ways_to_fit(cells: tuple[str, ...], heading: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    surplus = len(cells) - len(heading)
    if surplus < 0:
        if not any(heading[surplus:]):
            yield (*cells, *[""] * -surplus)
        return
    if not any(cells[len(heading) :]):
        yield cells[: len(heading)]
    places = [place for place, name in enumerate(heading) if name.lower() in _EXCEPTIONS]
    if places and places == list(range(places[0], places[0] + len(places))):
        start, end = places[0], places[-1] + 1 + surplus
        if all(cell.lower() in _EXCEPTION_WORDS for cell in cells[start:end]):
            yield (*cells[:start], *[""] * len(places), *cells[end:])


def _source(files: tuple[OpenedFile, ...], grid: RecordGrid) -> OutsideSource:
    """Above the heading stand `Ballots`, the election's code, county and state, and the day."""
    above = [row.cells[0] if row.cells else "" for row in grid.above]
    code, county, day = above[1:4] if len(above) >= 4 and above[0] == "Ballots" else ("", "", "")
    form = OutsideFormat.ESS_BALLOTS_TABLE
    return OutsideSource(
        form, source_files(file.file for file in files), form.system, county=county, election=code, election_date=day
    )
