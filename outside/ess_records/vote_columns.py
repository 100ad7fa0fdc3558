"""Which columns of an export describe the record, and which are contests. Columns are known by name, in any order."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby, pairwise

from outside.errors import OutsideFileError
from outside.ess_records.record_grid import RecordGrid
from outside.ess_records.vote_cells import CellKind, is_marker, vote_cell
from outside.records.record_tables import uneven_row

DESCRIBING = frozenset(
    {
        "adjudicated by",
        "audit number",
        "ballot status",
        "ballot style",
        "ballot type",
        "batch",
        "batch id",
        "batch name",
        "cast vote record",
        "county",
        "counting group",
        "election",
        "election id",
        "language",
        "machine",
        "machine id",
        "machine serial",
        "original ballot exception",
        "page",
        "party",
        "poll place",
        "poll place id",
        "polling place",
        "precinct",
        "precinct id",
        "precinct name",
        "precinct part",
        "precinct portion",
        "precinct split",
        "remaining ballot exception",
        "reporting group",
        "results report",
        "serial number",
        "sheet",
        "sheet number",
        "tabulator",
        "tabulator cvr",
        "type",
        "vote center",
        "write-in type",
    }
)
"""Names, in small letters, of columns that are no contests, as exports of several versions have them."""

_RANKS = (
    re.compile(r"(?P<before>.*?)\s*\bChoice (?P<rank>\d{1,2})\b(?:\s*\(\d+\))?(?P<after>.*)", re.IGNORECASE),
    re.compile(r"(?P<before>.*?)\s*\b(?P<rank>\d{1,2})(?:st|nd|rd|th) Choice\b(?P<after>.*)", re.IGNORECASE),
)
_LETTER = re.compile(r"[^\W\d_]")
_MOST_NAMED = 5
_FEW = 20


@dataclass(frozen=True, slots=True)
class ContestColumns:
    """The columns of one contest: one for each vote, or for each rank."""

    title: str
    columns: tuple[int, ...]
    ranked: bool = False


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """What each column was taken for."""

    describing: dict[str, int]
    """The column of each name, in small letters, that describes the record."""
    contests: tuple[ContestColumns, ...]
    """Those with a filled cell somewhere."""
    unused: tuple[str, ...]
    """Names of columns that are neither, and hold something."""
    empty: tuple[str, ...]
    """Names of columns in which every cell is empty, as contests of other districts are."""


def column_use(grid: RecordGrid) -> ColumnUse:
    """Tell contests from what describes the record. Raises OutsideFileError where nobody can."""
    values = _values(grid)
    names = [name.lower() for name in grid.heading]
    _check_names(grid.heading)
    describing = {name: column for column, name in enumerate(names) if name in DESCRIBING}
    filled = {column for column, found in enumerate(values) if found} | {column for _, _, column in grid.pictures}
    start = _first_contest(names, values)
    end = max((column for column, name in enumerate(names) if name or column in filled), default=-1)
    unused, contests = set[int](), list[int]()
    for column, name in enumerate(names[: end + 1]):  # Behind the last one stand nothing but commas.
        if name in DESCRIBING:
            continue
        if name and column in filled and not _is_contest(column, start, values[column], len(grid.rows)):
            unused.add(column)
        else:
            contests.append(column)
    groups = _groups(grid, contests)
    return ColumnUse(
        describing,
        tuple(group for group in groups if filled & set(group.columns)),
        tuple(grid.heading[column] for column in sorted(unused)),
        tuple(group.title for group in groups if not filled & set(group.columns)),
    )


def _values(grid: RecordGrid) -> list[set[str]]:
    """What stands in each column. Raises OutsideFileError for a row with more or fewer cells than the heading."""
    values: list[set[str]] = [set() for _ in grid.heading]
    width = len(values)
    adders = [found.add for found in values]
    for row in grid.rows:
        if len(row.cells) != width:
            raise uneven_row(row.cells, width, row.where)
        for add, cell in zip(adders, row.cells, strict=True):
            add(cell)
    for found in values:
        found.discard("")
    return values


def _check_names(heading: tuple[str, ...]) -> None:
    names = [name.lower() for name in heading]
    twice = sorted({name for name in names if name in DESCRIBING and names.count(name) > 1})
    if twice:
        remedy = "Keep the file as it was exported."
        raise OutsideFileError(f"two columns {twice[0]!r}", "each of these once", remedy, "the heading")


def _first_contest(names: list[str], values: list[set[str]]) -> int:
    """Where contests begin: behind the last describing column that no contest stands before for certain."""
    certain = [
        column
        for column, found in enumerate(values)
        if names[column] not in DESCRIBING and any(is_marker(value) for value in found)
    ]
    end = min(certain, default=len(names))
    return max((column for column in range(end) if names[column] in DESCRIBING), default=-1) + 1


def _is_contest(column: int, start: int, found: set[str], rows: int) -> bool:
    """Whether a column of unknown name that holds something holds votes: names few in number, made of letters."""
    if any(is_marker(value) for value in found):
        return True
    if column < start or not any(_LETTER.search(value) for value in found):
        return all(vote_cell(value).kind is CellKind.HIDDEN for value in found) and column >= start
    return rows < _FEW or len(found) <= rows // 2


def _groups(grid: RecordGrid, columns: Iterable[int]) -> list[ContestColumns]:
    """Columns with an empty heading, and those with the same one, are further votes of the contest before them."""
    groups: list[ContestColumns] = []
    for column in columns:
        title = " ".join(grid.heading[column].split())
        last = groups[-1] if groups and groups[-1].columns[-1] == column - 1 else None
        if not title and last is None:
            where = f"column {column + 1}"
            raise OutsideFileError("votes in a column without a name", "its contest", "Export it again.", where)
        if last is not None and (not title or (title == last.title and not _two_contests(grid, last.columns, column))):
            groups[-1] = ContestColumns(last.title, (*last.columns, column))
        else:
            groups.append(ContestColumns(title, (column,)))
    return _with_ranks(groups)


def _two_contests(grid: RecordGrid, columns: tuple[int, ...], column: int) -> bool:
    """Whether a column of the same name is another contest: their choices differ, or only one of them is there."""
    first, further = set[str](), set[str]()
    for row in grid.rows:
        one, other = (vote_cell(row.cells[place]) for place in (columns[-1], column))
        if (one.kind is CellKind.EMPTY) is not (other.kind is CellKind.EMPTY):
            return True
        if (one.kind is CellKind.OVERVOTE) is not (other.kind is CellKind.OVERVOTE):
            return True
        if one.kind is other.kind is CellKind.CHOICE and one.name == other.name:
            return True
        first |= {one.name} if one.kind is CellKind.CHOICE else set()
        further |= {other.name} if other.kind is CellKind.CHOICE else set()
    return bool(first and further and not first & further)


@dataclass(frozen=True, slots=True)
class _Rank:
    title: str
    rank: int


def _rank_of(title: str) -> _Rank | None:
    for form in _RANKS:
        if found := form.fullmatch(title):
            return _Rank(" ".join(f"{found['before']} {found['after']}".split()), int(found["rank"]))
    return None


def _with_ranks(groups: list[ContestColumns]) -> list[ContestColumns]:
    """Columns `Mayor Choice 1 (45)`, `Mayor Choice 2 (50)` and so on are one contest, ranked."""
    joined: list[ContestColumns] = []
    for _, run in groupby(_runs(groups), key=lambda pair: pair[0]):
        members = [group for _, group in run]
        ranks = [_rank_of(group.title) for group in members]
        if len(members) > 1 and ranks[0] is not None:
            columns = tuple(column for group in members for column in group.columns)
            joined.append(ContestColumns(ranks[0].title, columns, ranked=True))
        else:
            joined += members
    return joined


def _runs(groups: list[ContestColumns]) -> list[tuple[int, ContestColumns]]:
    """Each group with the number of its run: the ranks of one contest, in order, one beside the other."""
    number, numbered = 0, []
    for before, group in pairwise([None, *groups]):
        assert group is not None
        one, other = (None if before is None else _rank_of(before.title)), _rank_of(group.title)
        follows = (
            before is not None
            and one is not None
            and other is not None
            and (one.title, one.rank + 1, before.columns[-1] + 1) == (other.title, other.rank, group.columns[0])
            and len(before.columns) == len(group.columns) == 1
        )
        number += not follows
        numbered.append((number, group))
    return numbered


def named(columns: tuple[str, ...]) -> str:
    """Some of the names, and how many more there are."""
    more = len(columns) - _MOST_NAMED
    return ", ".join(columns[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
