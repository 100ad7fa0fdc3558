"""Cast vote records in CSV, row by row, with the row's number."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from outside.errors import OutsideFileError
from tabulate.csv_rows import csv_fault

EXPORT_AGAIN = "The file is cut off, or was changed: export it again."
_GUARDED = re.compile(r'="?([^"]*)"?')
_MOST_CELLS = 20_000


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row that is not empty."""

    number: int
    """From 1, as a spreadsheet numbers it."""
    cells: tuple[str, ...]
    """Without blanks at their ends, and without what guards figures from spreadsheets: ="0012"."""


def table_rows(text: str) -> Iterator[TableRow]:
    """The rows of a CSV. Raises OutsideFileError for quotes that do not close, and for too many cells."""
    for number, row in enumerate(raw_rows(text), 1):
        if len(row) > _MOST_CELLS:
            found = f"{len(row):,} cells"
            raise OutsideFileError(found, f"at most {_MOST_CELLS:,}", EXPORT_AGAIN, f"row {number}")
        if any(row):
            yield TableRow(number, tuple([_plain(cell) for cell in row]))


def raw_rows(text: str, delimiter: str = ",") -> Iterator[list[str]]:
    """The cells of each row, as they stand. Raises OutsideFileError for quotes that do not close, with their line."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=delimiter)
    begun = 1
    try:
        for row in reader:
            yield row
            begun = reader.line_num + 1
    except csv.Error as error:
        raise OutsideFileError(csv_fault(error), "CSV", EXPORT_AGAIN, f"line {begun:,}") from None


def _plain(cell: str) -> str:
    guarded = _GUARDED.fullmatch(cell) if cell.startswith("=") else None
    return (guarded[1] if guarded else cell).strip()


def check_width(row: TableRow, width: int) -> None:
    """Raise OutsideFileError for a row with another number of cells than the heading."""
    if len(row.cells) != width:
        raise uneven_row(row.cells, width, f"row {row.number}")


def uneven_row(cells: tuple[str, ...], width: int, where: str) -> OutsideFileError:
    """What stops a row with another number of cells than the heading."""
    found = f"{len(cells)} cells ({','.join(cells)[:80]!r})"
    return OutsideFileError(found, f"{width}, as in the heading", EXPORT_AGAIN, where)
