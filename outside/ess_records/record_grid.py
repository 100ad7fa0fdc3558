"""The heading and the rows of an export, from CSV or a workbook, and which cells lie under pictures."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from outside.errors import OutsideFileError
from outside.ess_records.anchored_pictures import anchored_pictures
from outside.opening import OpenedFile
from outside.records.record_tables import raw_rows
from outside.workbooks import Workbook, cell_text

KEY = "cast vote record"
MARKED_SHEET = "Marked Sheet"
_LOOKED_AT_ROWS = 12
_HEAD_CHARACTERS = 1 << 20
_MOST_CELLS = 4_000
_AGAIN = "Export it again; do not change it by hand."


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row that is not empty."""

    file: str
    """The part's name, where the export has several."""
    number: int
    """As a spreadsheet numbers it, from 1."""
    cells: tuple[str, ...]
    """Without blanks at their ends."""

    @property
    def where(self) -> str:
        """The row for people."""
        return ", ".join(part for part in (self.file, f"row {self.number}") if part)


Place = tuple[str, int, int]
"""A part's name, a row as numbered, and a column, from 0."""


@dataclass(frozen=True, slots=True)
class RecordGrid:
    """An export as a table. Large ones come in parts with one heading."""

    above: tuple[GridRow, ...]
    """What stands above the heading of the first part."""
    heading: tuple[str, ...]
    rows: tuple[GridRow, ...]
    pictures: frozenset[Place]
    """The cells under pictures."""
    open_ends: tuple[GridRow, ...]
    """Last rows of parts whose last line has no end, as in a file that was cut off."""


def record_grid(files: tuple[OpenedFile, ...]) -> RecordGrid:
    """The table whose heading names the cast vote record. Raises OutsideFileError where there is none."""
    parts = []
    for file in files:
        try:
            parts.append(_part(file, file.file.name if len(files) > 1 else ""))
        except OutsideFileError as error:
            raise error.of(file.file.name) from None
    return RecordGrid(
        parts[0].above,
        parts[0].heading,
        tuple(row for part in parts for row in part.rows),
        frozenset().union(*(part.pictures for part in parts)),
        tuple(row for part in parts for row in part.open_ends),
    )


def _part(opened: OpenedFile, name: str) -> RecordGrid:
    if opened.workbook is None:
        rows = (tuple(map(str.strip, row)) for row in raw_rows(opened.text, _delimiter(opened.text)))
        return _grid(name, rows, frozenset(), not opened.text.endswith(("\n", "\r")))
    sheet = _record_sheet(opened.workbook)
    anchored = anchored_pictures(opened.content, opened.workbook.names[sheet])
    pictures = frozenset((name, row + 1, column) for row, column in anchored)
    return _grid(name, _sheet_rows(opened.workbook, sheet), pictures, False)


def heading_of(opened: OpenedFile) -> tuple[str, ...] | None:
    """The heading, in small letters; None where no row near the top names the cast vote record."""
    head = head_of(opened)
    return tuple(cell.lower() for cell in head[-1]) if head else None


def head_of(opened: OpenedFile) -> tuple[tuple[str, ...], ...]:
    """What stands above the heading, and the heading; nothing where no row near the top names the cast vote record."""
    head = []
    for row in _head_rows(opened):
        head.append(row)
        if _is_heading(row):
            return tuple(head)
    return ()


def _head_rows(opened: OpenedFile) -> Iterator[tuple[str, ...]]:
    if opened.workbook is None:
        lines = io.StringIO("\n".join(opened.text[:_HEAD_CHARACTERS].splitlines()[:_LOOKED_AT_ROWS]))
        try:
            rows = csv.reader(lines, delimiter=_delimiter(opened.text))
            yield from (tuple(map(str.strip, row)) for row in rows)
        except csv.Error:
            return
    else:
        for sheet in range(len(opened.workbook.names)):
            yield from (tuple(map(cell_text, row)) for row in opened.workbook.rows(sheet, _LOOKED_AT_ROWS))


def _record_sheet(workbook: Workbook) -> int:
    """The sheet that holds the records: the one with Electionware's name, or the only one with their heading."""
    if MARKED_SHEET in workbook.names:
        return workbook.names.index(MARKED_SHEET)
    found = [
        sheet
        for sheet in range(len(workbook.names))
        if any(_is_heading(tuple(map(cell_text, row))) for row in workbook.rows(sheet, _LOOKED_AT_ROWS))
    ]
    if len(found) != 1:
        raise OutsideFileError(
            f"{len(found)} sheets with a column Cast Vote Record", "one", "Keep the sheet that was exported."
        )
    return found[0]


def _delimiter(text: str) -> str:
    """A comma, or what parts the cells of the heading where a spreadsheet saved it in another way."""
    found = re.search(rf"^.*{KEY}.*$", text[:_HEAD_CHARACTERS], re.IGNORECASE | re.MULTILINE)
    return max(",;\t", key=found[0].count) if found else ","


def _sheet_rows(workbook: Workbook, sheet: int) -> Iterator[tuple[str, ...]]:
    """Equal cells are kept once: a hundred thousand rows name few choices."""
    kept: dict[str, str] = {}
    for row in workbook.rows(sheet):
        texts = [cell.strip() if isinstance(cell, str) else cell_text(cell) for cell in row]
        yield tuple([kept.setdefault(text, text) for text in texts])


def _grid(name: str, rows: Iterator[tuple[str, ...]], pictures: frozenset[Place], ends_open: bool) -> RecordGrid:
    numbered = enumerate(rows, 1)
    above: list[GridRow] = []
    heading: tuple[str, ...] | None = None
    for number, cells in numbered:
        if _is_heading(cells):
            heading = cells
            break
        above.append(GridRow(name, number, cells))
        if number >= _LOOKED_AT_ROWS:
            break
    if heading is None:
        raise OutsideFileError("no column Cast Vote Record", "a heading that names it", _AGAIN, "row 1")
    if len(heading) > _MOST_CELLS:
        raise OutsideFileError(f"{len(heading):,} columns", f"at most {_MOST_CELLS:,}", _AGAIN, "the heading")
    below = tuple(GridRow(name, number, cells) for number, cells in numbered if any(cells))
    return RecordGrid(tuple(above), _with_last_commas(heading, below), below, pictures, below[-1:] if ends_open else ())


def _with_last_commas(heading: tuple[str, ...], rows: tuple[GridRow, ...]) -> tuple[str, ...]:
    """The heading, longer by the empty cells that end every row alike."""
    widths = {len(row.cells) for row in rows}
    if len(widths) != 1 or (more := widths.pop() - len(heading)) <= 0 or any(any(row.cells[-more:]) for row in rows):
        return heading
    return (*heading, *[""] * more)


def _is_heading(cells: tuple[str, ...]) -> bool:
    return any(cell.lower() == KEY for cell in cells)
