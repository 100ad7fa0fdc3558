"""The columns that anyone can write, read: one row for each figure, long form, with or without groups."""

from collections.abc import Iterable
from dataclasses import dataclass

from outside.columns.column_names import OF_PRECINCT, OPTIONAL, WANTED, ColumnKind
from outside.errors import OutsideFileError
from outside.figures import printed_figure
from outside.formats import OutsideFormat
from outside.opening import ContentKind, OpenedFile
from outside.results import OutsideContest, OutsidePrecinct, OutsideResults, OutsideRow, OutsideRowKind
from outside.source import OutsideSource, source_files
from tabulate.csv_rows import Accepted, CsvRefused, CsvRow, CsvTable, plain_cell, rows_of
from tabulate.printable import prints, shown
from tabulate.whole_numbers import whole_number

_ACCEPTED = Accepted(
    content_bytes=256 << 20, rows=2_000_000, columns=20, cell_characters=1_000, delimiters=",;\t", utf_16=True
)
_MOST_SEATS = 99
_HELP = "docs/outside.md shows the columns and the kinds."


def is_columns(file: OpenedFile) -> bool:
    """Whether the heading has the five columns that every such file has."""
    if file.kind is not ContentKind.TEXT:
        return False
    first = next(iter(file.first_lines(1)), "")
    names = {name.strip(' "').lower() for mark in ",;\t" for name in first.split(mark)}
    return set(WANTED) <= names


@dataclass(frozen=True, slots=True)
class _Line:
    """One row, understood."""

    line: int
    precinct: tuple[str, str]
    """Code and name."""
    contest: tuple[str, str, str, int | None, int]
    """Title, district, party, seats, place."""
    choice: tuple[str, str]
    """Name and party."""
    kind: ColumnKind
    votes: int
    group: str


def read_columns(files: tuple[OpenedFile, ...]) -> OutsideResults:
    """The results that one file of columns says. Raises OutsideFileError, naming the line."""
    (file,) = files
    lines = [_line(row) for row in _table(file.text).rows]
    groups = tuple(dict.fromkeys(line.group for line in lines if line.group))
    named = dict.fromkeys(line.precinct for line in lines)
    source = OutsideSource(OutsideFormat.COLUMNS, source_files([file.file]), OutsideFormat.COLUMNS.system)
    by_precinct: dict[tuple[str, str], list[_Line]] = {name: [] for name in named}
    for line in lines:
        by_precinct[line.precinct].append(line)
    precincts = tuple(_precinct(name, some, groups) for name, some in by_precinct.items())
    return OutsideResults(source, groups, precincts)


def _table(text: str) -> CsvTable:
    try:
        table = rows_of(text.encode("utf-8"), _ACCEPTED, _check_columns)
    except CsvRefused as refused:
        problem = refused.problem
        raise OutsideFileError(problem.found, problem.expected, problem.remedy, problem.field) from None
    if not table.rows:
        raise OutsideFileError("a heading without rows", "a row for each figure", _HELP)
    return table


def _check_columns(table: CsvTable) -> None:
    if strange := [name for name in table.columns if name not in WANTED + OPTIONAL]:
        raise OutsideFileError(
            f"the column {shown(strange[0])!r}", f"only {', '.join(WANTED + OPTIONAL)}", _HELP, "line 1"
        )


def _line(row: CsvRow) -> _Line:
    where = f"line {row.line}"
    cells = {name: plain_cell(row[name]) for name in WANTED + OPTIONAL}
    if bad := next((name for name, cell in cells.items() if not prints(cell)), None):
        raise OutsideFileError(f"{shown(cells[bad])!r} in {bad}", "letters that can be printed", _HELP, where)
    kind = _kind(cells["kind"], where)
    title = cells["contest"]
    if not cells["precinct"] or bool(title) is (kind in OF_PRECINCT):
        expected = "a precinct and no contest" if kind in OF_PRECINCT else "a precinct and a contest"
        raise OutsideFileError(f"{title[:80]!r} as contest of {cells['precinct'][:80]!r}", expected, _HELP, where)
    named = kind in (ColumnKind.CHOICE, ColumnKind.WRITE_IN)
    if not cells["choice"] if kind is ColumnKind.CHOICE else bool(cells["choice"]) and not named:
        expected = "a name" if named else "none, since the kind says all"
        raise OutsideFileError(f"the choice {cells['choice'][:80]!r} for {kind.value}", expected, _HELP, where)
    seats = _small(cells["seats"], f"{where}, seats")
    place = _small(cells["place"], f"{where}, place") or 1
    return _Line(
        row.line,
        (cells["code"], cells["precinct"]),
        (title, cells["district"], cells["contest party"], seats, place),
        (cells["choice"], cells["party"]),
        kind,
        printed_figure(cells["votes"], f"{where}, votes"),
        cells["group"],
    )


def _kind(text: str, where: str) -> ColumnKind:
    try:
        return ColumnKind(" ".join(text.lower().split()))
    except ValueError:
        known = ", ".join(ColumnKind)
        raise OutsideFileError(f"the kind {text[:40]!r}", f"one of {known}", _HELP, where) from None


def _small(text: str, where: str) -> int | None:
    if not text:
        return None
    number = whole_number(text, _MOST_SEATS)
    if not number:
        raise OutsideFileError(f"{text[:40]!r}", f"a whole number from 1 to {_MOST_SEATS}", _HELP, where)
    return number


@dataclass(frozen=True, slots=True)
class _Figure:
    """A total and its groups."""

    total: int
    by_group: tuple[int, ...] | None


def _figure(lines: list[_Line], groups: tuple[str, ...]) -> _Figure:
    """What the rows of one figure say together: its total, its groups, or both."""
    by_group: dict[str, int] = {}
    for line in lines:
        if line.group in by_group:
            raise OutsideFileError(
                "the same figure a second time",
                "each figure once",
                "Remove one of the two, or tell two contests of one title apart by the column place.",
                f"line {line.line}",
            )
        by_group[line.group] = line.votes
    total = by_group.pop("", None)
    if by_group and (missing := [group for group in groups if group not in by_group]):
        where = f"line {lines[0].line}"
        remedy = "Write a row for it, with 0 where there was none."
        raise OutsideFileError(f"no figure for the group {missing[0]!r}", "one for each group", remedy, where)
    told = tuple(by_group[group] for group in groups) if by_group else None
    return _Figure(sum(by_group.values()) if total is None else total, told)


def _precinct(name: tuple[str, str], lines: list[_Line], groups: tuple[str, ...]) -> OutsidePrecinct:
    of_precinct = {
        kind: _figure(some, groups) for kind in sorted(OF_PRECINCT) if (some := [x for x in lines if x.kind is kind])
    }
    cast = of_precinct.get(ColumnKind.BALLOTS_CAST)
    contests = dict.fromkeys(line.contest for line in lines if line.kind not in OF_PRECINCT)
    by_contest: dict[tuple[str, str, str, int | None, int], list[_Line]] = {key: [] for key in contests}
    for line in lines:
        if line.kind not in OF_PRECINCT:
            by_contest[line.contest].append(line)
    return OutsidePrecinct(
        name=name[1],
        code=name[0],
        contests=tuple(_contest(some, groups) for some in by_contest.values()),
        ballots_cast=None if cast is None else cast.total,
        blank_cast=_total(of_precinct.get(ColumnKind.BLANK_BALLOTS)),
        registered=_total(of_precinct.get(ColumnKind.REGISTERED)),
        by_group=None if cast is None else cast.by_group,
    )


def _total(figure: _Figure | None) -> int | None:
    return None if figure is None else figure.total


def _contest(lines: list[_Line], groups: tuple[str, ...]) -> OutsideContest:
    title, district, party, seats, place = lines[0].contest
    ballots = [line for line in lines if line.kind is ColumnKind.BALLOTS_WITH_CONTEST]
    rows = tuple(_rows((line for line in lines if line.kind is not ColumnKind.BALLOTS_WITH_CONTEST), groups))
    told = _figure(ballots, groups).total if ballots else None
    return OutsideContest(title, rows, seats, district, party, place, ballots=told)


def _rows(lines: Iterable[_Line], groups: tuple[str, ...]) -> Iterable[OutsideRow]:
    by_row: dict[tuple[ColumnKind, tuple[str, str]], list[_Line]] = {}
    for line in lines:
        by_row.setdefault((line.kind, line.choice), []).append(line)
    for (kind, (name, party)), some in by_row.items():
        figure = _figure(some, groups)
        yield OutsideRow(name, OutsideRowKind(kind.value), figure.total, figure.by_group, party)
