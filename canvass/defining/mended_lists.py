"""The lines of a list in which something is wrong, as a table; and the list with cells of them mended."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from canvass.defining.list_files import table_of
from canvass.errors import InputError
from tabulate.csv_rows import CsvTable, plain_cell, spreadsheet_text
from tabulate.errors import Problem

_WHERE = re.compile(r"line (\d+)(?:, column (.+))?", re.DOTALL)
_MOST_LINES = 40

CellPlace = tuple[int, int]
"""A line, as a spreadsheet numbers its rows, and a column from 0."""


@dataclass(frozen=True, slots=True)
class CellOfLine:
    """A cell of a line in which something is wrong."""

    line: int
    place: int
    heading: str
    text: str
    wrong: tuple[str, ...]
    """What is wrong with it, a sentence each."""

    @property
    def field(self) -> str:
        """What its field on the page is called."""
        return f"cell-{self.line}-{self.place}"


@dataclass(frozen=True, slots=True)
class LineToMend:
    """A line in which something is wrong."""

    line: int
    cells: tuple[CellOfLine, ...]
    wrong: tuple[str, ...]
    """What is wrong with the whole of it."""


@dataclass(frozen=True, slots=True)
class LinesToMend:
    """The lines in which something is wrong, under the list's own headings."""

    headings: tuple[str, ...]
    lines: tuple[LineToMend, ...]
    more: int = 0
    """Lines that are shown once these are mended."""


def lines_shown(content: bytes, problems: Iterable[Problem]) -> LinesToMend | None:
    """What of a list can be mended cell by cell; None where it is no table, or nothing of that kind is wrong."""
    table = table_of(content)
    said: dict[int, list[tuple[str, str]]] = {}
    for problem in problems:
        if found := _WHERE.fullmatch(problem.field):
            sentence = f"Found {problem.found}; expected {problem.expected}. {problem.remedy}"
            said.setdefault(int(found[1]), []).append((found[2] or "", sentence))
    if table is None or not said:
        return None
    rows = {1: table.heading, **{row.line: row.cells for row in table.rows}}
    headings = tuple(heading or f"column {place}" for place, heading in enumerate(table.heading, 1))
    lines = [_line(line, headings, rows[line], said[line]) for line in sorted(said) if line in rows]
    return LinesToMend(headings, tuple(lines[:_MOST_LINES]), len(lines[_MOST_LINES:])) if lines else None


def _line(line: int, headings: tuple[str, ...], cells: tuple[str, ...], said: list[tuple[str, str]]) -> LineToMend:
    places = {heading.lower(): place for place, heading in enumerate(headings)}
    of_cell = [(places.get(column.lower()), sentence) for column, sentence in said]
    shown = tuple(
        CellOfLine(line, place, headings[place], plain_cell(text), tuple(one for at, one in of_cell if at == place))
        for place, text in enumerate(cells)
    )
    return LineToMend(line, shown, tuple(one for at, one in of_cell if at is None))


def mended(content: bytes, cells: Mapping[CellPlace, str]) -> bytes:
    """The list as CSV with these cells in the place of what stood there. Raises InputError, naming the place."""
    table = table_of(content)
    if table is None:
        raise InputError("The list is no table any more. Give the file once more. Nothing was changed.")
    rows = _rows(table)
    for (line, place), text in cells.items():
        if not (1 <= line <= len(rows) and 0 <= place < len(rows[line - 1])):
            raise InputError(f"The list has no cell in line {line}, column {place + 1}. Nothing was changed.")
        rows[line - 1][place] = text.strip()
    new = spreadsheet_text([[plain_cell(cell) for cell in row] for row in rows]).encode()
    if table_of(new) is None:
        raise InputError(
            "With these cells it would be no table: two columns may have one name, or a cell may have no heading. "
            "Nothing was changed."
        )
    return new


def _rows(table: CsvTable) -> list[list[str]]:
    """Every row at its line, also empty ones."""
    last = max((row.line for row in table.rows), default=1)
    rows = [[*table.heading], *([""] * len(table.heading) for _ in range(last - 1))]
    for row in table.rows:
        rows[row.line - 1] = [*row.cells]
    return rows
