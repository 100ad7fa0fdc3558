"""Workbooks (xlsx, xls, ods): names of sheets and cells, as values. Formulas are never computed."""

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import python_calamine

from outside.errors import OutsideFileError

Cell = str | int | float | bool | date | time | datetime | timedelta
"""As calamine gives it; an empty cell is an empty text."""

_DAMAGED = ("a workbook that is damaged, cut off or under a password", "a whole one without a password")
_AGAIN = "Download or export it again."


class Workbook:
    """An open workbook."""

    def __init__(self, content: bytes) -> None:
        """Open it; its entries must have been checked. Raises OutsideFileError."""
        try:
            self._workbook = python_calamine.load_workbook(io.BytesIO(content))
        except (python_calamine.CalamineError, OSError):
            raise OutsideFileError(*_DAMAGED, _AGAIN) from None
        self._sheets: dict[int, python_calamine.CalamineSheet] = {}
        """Those that were asked for: a sheet is parsed once, however often its first rows are looked at."""

    @property
    def names(self) -> tuple[str, ...]:
        """The sheets' names in their order."""
        return tuple(self._workbook.sheet_names)

    def rows(self, sheet: int, most: int | None = None) -> Iterator[list[Cell]]:
        """The rows of a sheet (from 0), from A1 on, at most so many. Raises OutsideFileError."""
        try:
            if sheet not in self._sheets:
                self._sheets[sheet] = self._workbook.get_sheet_by_index(sheet)
            yield from self._sheets[sheet].to_python(skip_empty_area=False, nrows=most)
        except (python_calamine.CalamineError, OSError):
            where = f"sheet {sheet + 1}"
            raise OutsideFileError(*_DAMAGED, _AGAIN, where) from None


def cell_text(cell: Cell) -> str:
    """A cell as people read it: whole numbers without a point, no blanks at its ends."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell).strip()
