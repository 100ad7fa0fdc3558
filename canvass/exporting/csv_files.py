"""CSV as Excel, and programs that read what Excel saves, open it."""

import codecs
from collections.abc import Iterable, Sequence

from tabulate.csv_rows import spreadsheet_text


def spreadsheet_bytes(rows: Iterable[Sequence[str | int]]) -> bytes:
    """A table for spreadsheets: no cell becomes a formula; with the byte order mark where a letter is not ASCII."""
    content = spreadsheet_text(rows).encode()
    return content if content.isascii() else codecs.BOM_UTF8 + content


def unmarked_bytes(rows: Iterable[Sequence[str | int]]) -> bytes:
    """The same for programs that would take the byte order mark for a part of the first heading."""
    return spreadsheet_text(rows).encode()
