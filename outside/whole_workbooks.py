"""Workbooks that are what was packed, and whose sheets fit into memory: looked through before a library opens them."""

import io
import re
import zipfile
from collections.abc import Iterator

from outside.errors import OutsideFileError
from outside.limits import BROKEN_ARCHIVE, LIMITS, OutsideLimits, checked_entries

_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,7})([0-9]{1,10})["']""")
"""Where a sheet says that a cell stands: r="B7"."""
_CHUNK_BYTES = 1 << 20
_OVERLAP_BYTES = 64
_BOOK = "xl/workbook.xml"


def check_workbook(content: bytes, limits: OutsideLimits = LIMITS) -> None:
    """Raise OutsideFileError for a workbook that is damaged, of another kind, or has a cell far out of reach.

    A library makes room for every cell up to the last one, so that one cell can fill a computer.
    """
    entries = checked_entries(content)
    if _BOOK not in {entry.filename for entry in entries}:
        raise OutsideFileError("a workbook of another kind", "xlsx or xls", "Save it as an Excel workbook (.xlsx).")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for entry in entries:
                _check_extent(_chunks(archive, entry), entry.filename, limits)
    except BROKEN_ARCHIVE:
        raise OutsideFileError(
            "a file whose content was changed or damaged", "a whole one", "Download or export it again."
        ) from None


def _chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The content of an entry piece by piece, each with the end of the one before; its sum is checked at the end."""
    end = b""
    with archive.open(entry) as file:
        while chunk := file.read(_CHUNK_BYTES):
            yield end + chunk
            end = chunk[-_OVERLAP_BYTES:]


def _check_extent(chunks: Iterator[bytes], name: str, limits: OutsideLimits) -> None:
    width = height = 0
    for chunk in chunks:
        places = _PLACE.findall(chunk)
        if places:
            width = max(width, *map(_column, {column for column, _ in places}))
            height = max(height, *map(int, {row for _, row in places}))
    if width * height > limits.sheet_cells:
        raise OutsideFileError(
            f"a sheet of {width:,} columns and {height:,} rows",
            f"at most {limits.sheet_cells:,} cells",
            "Delete what stands far below or right of the figures, and save it again.",
            name[:80],
        )


def _column(letters: bytes) -> int:
    """The number of a column, from 1: A, B, ..., Z, AA."""
    number = 0
    for letter in letters.upper():
        number = 26 * number + letter - 64
    return number
