"""CSV as spreadsheets save it: read with suspicion, and written so that no cell becomes a formula.

Every CSV file that people hand to Canvass is read here. One that could be meant in two ways is refused.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tabulate.errors import Problem, TabulateError

_SAVE_AGAIN = "Save the table again as CSV UTF-8."
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_MEGABYTE = 1 << 20
_FORMULA = re.compile("'*[=+@\t\r\n\uff1d\uff0b\uff0d\uff20-]")
"""What a spreadsheet computes begins so, also with the wide signs of East Asian fonts (OWASP, "CSV Injection")."""
_QUOTED = re.compile("'" + _FORMULA.pattern)
_WHOLE_NUMBER = re.compile("[+-]?[0-9]+")
_LINE_END = re.compile("[\r\n]")
_MOST_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Accepted:
    """What is read as a table: the most that it holds, and how else than in UTF-8 and with commas it may be saved."""

    content_bytes: int = 2 * _MEGABYTE
    rows: int = 5_000
    columns: int = 100
    cell_characters: int = 5_000
    delimiters: str = ","
    """The heading shows which."""
    utf_16: bool = False
    """With its mark."""
    silent: bool = False
    """Of people: a first line may be somebody's own, where the heading was lost, so no message shows a cell of it."""


USUAL = Accepted()
"""Lists that people type."""


class CsvRefused(TabulateError):  # noqa: N818  (said as such)
    """A file that is no CSV, or not in one way alone; nothing of it was used."""

    def __init__(self, found: str, expected: str, remedy: str = _SAVE_AGAIN, line: int | None = None) -> None:
        """`line` is where, as a spreadsheet numbers its rows."""
        self.problem = Problem("" if line is None else f"line {line}", found, expected, remedy)
        super().__init__(str(self.problem))

    @property
    def sentence(self) -> str:
        """The problem as a message begins with it."""
        said = str(self.problem)
        return said[:1].upper() + said[1:]


@dataclass(frozen=True, slots=True)
class CsvRow:
    """One row that is not empty."""

    line: int
    """As a spreadsheet numbers its rows: the heading is 1."""
    cells: tuple[str, ...]
    """One for each column, without blanks at its ends."""
    _places: Mapping[str, int] = field(repr=False)

    def __getitem__(self, column: str) -> str:
        """The cell of a column by its name in small letters; empty where the file has no such column."""
        place = self._places.get(column)
        return "" if place is None else self.cells[place]


@dataclass(frozen=True, slots=True)
class CsvTable:
    """A file's heading and rows."""

    heading: tuple[str, ...]
    """As it stands there. No name stands twice, whatever its letters' case; those of empty columns may be empty."""
    rows: tuple[CsvRow, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The names in small letters, without empty ones."""
        return tuple(name.lower() for name in self.heading if name)


def rows_of(content: bytes, accepted: Accepted = USUAL, check: Callable[[CsvTable], None] = lambda _: None) -> CsvTable:
    """The rows of a CSV file.

    `check` is given the table without its rows, and raises what it likes where the columns are not the wanted ones: so
    a title above the heading is blamed, and not the row below it.

    Raises CsvRefused, naming the line, for other encodings, zero bytes, broken quotes, a column named twice, cells
    without a heading, and for more than is accepted.
    """
    lines = _lines(_text(content, accepted), accepted)
    heading = tuple(next(lines, []))
    _check_heading(heading, accepted)
    below = list(lines)
    check(CsvTable(heading, ()))
    places = {name.lower(): place for place, name in enumerate(heading) if name}
    rows = (CsvRow(line, _fitted(line, cells, heading), places) for line, cells in enumerate(below, 2) if any(cells))
    return CsvTable(heading, tuple(rows))


def _text(content: bytes, accepted: Accepted) -> str:
    if len(content) > accepted.content_bytes:
        most = accepted.content_bytes
        size = f"{most:,} bytes" if most % _MEGABYTE else f"{most // _MEGABYTE} megabytes"
        raise CsvRefused(f"more than {size}", f"rows that fit into {size}", "Name the file that holds the table.")
    encoding = "UTF-16" if accepted.utf_16 and content.startswith(_UTF_16) else "UTF-8"
    try:
        text = content.decode("utf-8-sig" if encoding == "UTF-8" else encoding)
    except UnicodeDecodeError as error:
        raise CsvRefused(f"another encoding: byte {error.start + 1} is not {encoding}", "a table in UTF-8") from None
    if "\0" in text:
        raise CsvRefused("a zero byte, which is no text", "a table of text")
    return text


def _lines(text: str, accepted: Accepted) -> Iterator[list[str]]:
    heading = _LINE_END.split(text, maxsplit=1)[0]
    delimiter = max(accepted.delimiters, key=heading.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True, strict=True)
    line = 0
    try:
        for line, row in enumerate(reader, 1):
            if line > accepted.rows + 1:
                raise CsvRefused(f"more than {accepted.rows:,} rows", "no more", "Name the file that holds the table.")
            if any(len(cell) > accepted.cell_characters for cell in row):
                found = f"a cell of more than {accepted.cell_characters:,} characters"
                raise CsvRefused(found, "shorter ones", "Shorten it.", line)
            yield [cell.strip() for cell in row]
    except csv.Error as error:
        raise CsvRefused(
            f"a table that is not CSV: line {line + 1} cannot be read ({csv_fault(error)})", "CSV"
        ) from None


def csv_fault(error: csv.Error) -> str:
    """What in a table is not CSV, in words for people; the library's own are for programmers."""
    if "field limit" in str(error):
        return f"a cell of more than {csv.field_size_limit():,} characters: most likely quotes that do not close"
    return "quotes that do not close, or close before their cell ends"


def _check_heading(heading: tuple[str, ...], accepted: Accepted) -> None:
    if len(heading) > accepted.columns:
        raise CsvRefused(f"{len(heading):,} columns", f"at most {accepted.columns}", "Keep those that are needed.", 1)
    names = [name.lower() for name in heading if name]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        which = "" if accepted.silent else f" {', '.join(twice)}"
        found = f"two columns{which or ' of one name'}: nobody can tell which one counts"
        raise CsvRefused(found, "each column once", "Remove one of the two.", 1)


def _fitted(line: int, cells: list[str], heading: tuple[str, ...]) -> tuple[str, ...]:
    """A cell for each column. `P01,1,143` is not 1: a figure with a comma stands in quotes."""
    named = sum(map(bool, heading))
    under = [cell for cell, name in zip(cells, heading, strict=False) if not name]
    if any(under) or any(cells[len(heading) :]):
        remedy = "Put a cell with a comma in quotes, or name its column."
        found = f"more cells than line 1 names (it reads {','.join(heading)[:_MOST_SHOWN]!r})"
        raise CsvRefused(found, "1 cell" if named == 1 else f"{named} cells", remedy, line)
    return (*cells[: len(heading)], *[""] * (len(heading) - len(cells)))


def spreadsheet_cell(cell: str) -> str:
    """A cell as a spreadsheet may open it: with an apostrophe before all that it would compute but whole numbers."""
    return f"'{cell}" if _FORMULA.match(cell) and not _WHOLE_NUMBER.fullmatch(cell) else cell


def spreadsheet_text(rows: Iterable[Sequence[str | int]]) -> str:
    """A table for spreadsheets: no cell becomes a formula, and lines end as RFC 4180 has it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([[spreadsheet_cell(cell) if isinstance(cell, str) else cell for cell in row] for row in rows])
    return text.getvalue()


def plain_cell(cell: str) -> str:
    """What `spreadsheet_cell` was given."""
    return cell[1:] if _QUOTED.match(cell) else cell
