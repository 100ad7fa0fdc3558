"""ES&S cast vote records: one row for each sheet of paper, one column for each vote."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from outside.cast_vote_records import CardContest, OutsideCastVoteRecords, OutsideRecord, VotesInContest
from outside.errors import OutsideFileError
from outside.ess_records.described_rows import described_records
from outside.ess_records.record_grid import GridRow, RecordGrid, heading_of, record_grid
from outside.ess_records.vote_cells import votes_of
from outside.ess_records.vote_columns import DESCRIBING, ColumnUse, ContestColumns, column_use, named
from outside.findings import FindingKind, OutsideFinding
from outside.formats import OutsideFormat
from outside.opening import ContentKind, OpenedFile
from outside.records.card_contests import contests_lacking
from outside.records.record_checks import each_record_once
from outside.source import OutsideSource, source_files

_MARKERS = frozenset({"undervote", "overvote", "write-in:"})
_TABLES = (ContentKind.TEXT, ContentKind.WORKBOOK)


def is_ess_records(file: OpenedFile) -> bool:
    """Whether the heading names the cast vote record, and contests beside what describes it."""
    heading = heading_of(file) if file.kind in _TABLES else None
    return heading is not None and any(name not in DESCRIBING for name in heading if name)


def read_ess_records(files: tuple[OpenedFile, ...]) -> OutsideCastVoteRecords:
    """The records of one export. Raises OutsideFileError, by row."""
    grid = record_grid(files)
    ends = tuple(_ends_found(grid))
    use = column_use(grid)
    if not use.contests:
        raise OutsideFileError("no votes in any column", "columns of contests", "Export the cast vote records again.")
    records, repeated = each_record_once(described_records(grid.rows, use.describing, _votes(grid, use)))
    source = OutsideSource(
        OutsideFormat.ESS_CVR, source_files(file.file for file in files), OutsideFormat.ESS_CVR.system
    )
    contests = tuple(_contest(one) for one in use.contests)
    findings = (
        *ends,
        *repeated,
        *_columns_found(use),
        *_pictures_found(grid, use),
        *_gaps(records, contests, all(file.workbook is not None for file in files)),
    )
    return OutsideCastVoteRecords(source, contests, records, findings)


def _contest(columns: ContestColumns) -> CardContest:
    if columns.ranked:
        return CardContest(columns.title, 1, ranks=len(columns.columns))
    return CardContest(columns.title, len(columns.columns))


def _votes(grid: RecordGrid, use: ColumnUse) -> Iterator[tuple[VotesInContest, ...]]:
    readers = [CellsReader(place, one) for place, one in enumerate(use.contests)]
    pictures = {
        row: frozenset(place[2] for place in places)
        for row, places in groupby(sorted(grid.pictures), key=lambda place: place[:2])
    }
    none: frozenset[int] = frozenset()
    for row in grid.rows:
        over = pictures.get((row.file, row.number), none)
        votes = [reader.votes(row, over) for reader in readers]
        yield tuple([one for one in votes if one is not None])


class CellsReader:
    """Reads the cells of one contest. Equal cells have equal votes, so each kind of row is read once."""

    def __init__(self, place: int, contest: ContestColumns) -> None:
        """`place` is the contest's among the records' contests."""
        self._place, self._contest = place, contest
        self._pick = itemgetter(*contest.columns)
        self._known: dict[str | tuple[str, ...], VotesInContest | None] = {}

    def votes(self, row: GridRow, pictured: frozenset[int]) -> VotesInContest | None:
        """The votes of a row; None where the contest is not on the card. Raises OutsideFileError."""
        cells = self._pick(row.cells)
        if pictured and not pictured.isdisjoint(self._contest.columns):
            return self._read(row, tuple(column in pictured for column in self._contest.columns))
        if cells not in self._known:
            self._known[cells] = self._read(row, (False,) * len(self._contest.columns))
        return self._known[cells]

    def _read(self, row: GridRow, pictured: tuple[bool, ...]) -> VotesInContest | None:
        cells = tuple(row.cells[column] for column in self._contest.columns)
        try:
            return votes_of(self._place, cells, pictured, self._contest.ranked)
        except OutsideFileError as error:
            where = f"{row.where}, {self._contest.title}"
            raise OutsideFileError(error.found, error.expected, error.remedy, where) from None


def _ends_found(grid: RecordGrid) -> Iterator[OutsideFinding]:
    """What a last line without an end may mean. Raises OutsideFileError where its last cell is the start of another."""
    if not grid.open_ends:
        return
    ends = {id(row) for row in grid.open_ends}
    seen = {cell for row in grid.rows for cell in (row.cells[:-1] if id(row) in ends else row.cells)} | _MARKERS
    for last in grid.open_ends:
        end = last.cells[-1]
        others = [row.cells[-1] for row in grid.rows if row is not last]
        if end in seen if end else others and not any(others):
            continue
        if end and any(one.startswith(end) for one in seen):
            found = f"a last cell {end!r} that seems cut off"
            raise OutsideFileError(found, "a whole file", "Copy or export it again.", last.where)
        words = f"the last line has no end, and its last cell, {end!r}, is like no other: the file may be cut off"
        yield OutsideFinding(FindingKind.RECORDS, last.where, words)


def _columns_found(use: ColumnUse) -> Iterator[OutsideFinding]:
    if use.unused:
        words = f"taken for no contests, and not used: {named(use.unused)}"
        yield OutsideFinding(FindingKind.NOT_READ, "columns", words)


def _pictures_found(grid: RecordGrid, use: ColumnUse) -> Iterator[OutsideFinding]:
    contests = {column for one in use.contests for column in one.columns}
    rows = {(row.file, row.number) for row in grid.rows}
    elsewhere = [place for place in sorted(grid.pictures) if place[:2] not in rows or place[2] not in contests]
    if elsewhere:
        words = f"{len(elsewhere):,} pictures lie over no contest of a record, and are not used"
        yield OutsideFinding(FindingKind.NOT_READ, f"row {elsewhere[0][1]}", words)


def _gaps(
    records: tuple[OutsideRecord, ...], contests: tuple[CardContest, ...], pictures: bool
) -> Iterator[OutsideFinding]:
    """Contests that some sheets lack while others of the same style and with the same contests have them."""
    for place, lacking in sorted(contests_lacking(records).items()):
        words = (
            f"no vote in {lacking:,} of {len(records):,} records, though other sheets of their ballot styles have it"
        )
        why = "" if pictures else ": a write-in that was exported as a picture looks so in CSV"
        yield OutsideFinding(FindingKind.RECORDS, contests[place].title, words + why)
