"""Workbooks that are what was packed, and whose sheets fit into memory: looked through before a library opens them."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import IO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from outside.errors import OutsideFileError
from outside.limits import BROKEN_ARCHIVE, LIMITS, OutsideLimits, checked_entries

_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,7})([0-9]{1,10})["']""")
"""Where a sheet says that a cell stands: r="B7"."""
_CHUNK_BYTES = 1 << 20
_OVERLAP_BYTES = 64
_BOOK, _OPEN_DOCUMENT = "xl/workbook.xml", "content.xml"
_LONG_NUMBER, _FAR = 12, 10**12


def check_workbook(content: bytes, limits: OutsideLimits = LIMITS) -> None:
    """Raise OutsideFileError for a workbook that is damaged, of another kind, or has a cell far out of reach.

    A library makes room for every cell up to the last one, so that one cell can fill a computer.
    """
    entries = checked_entries(content)
    names = {entry.filename for entry in entries}
    if names.isdisjoint((_BOOK, _OPEN_DOCUMENT)):
        raise OutsideFileError(
            "a workbook of another kind", "xlsx, ods or xls", "Save it as an Excel workbook (.xlsx)."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for entry in entries:
                _check_extent(_chunks(archive, entry), entry.filename, limits)
            if _BOOK not in names:
                with archive.open(_OPEN_DOCUMENT) as file:
                    _check_open_document(file, limits)
    except (*BROKEN_ARCHIVE, ParseError, DefusedXmlException):
        raise OutsideFileError(
            "a file whose content was changed or damaged", "a whole one", "Download or export it again."
        ) from None


def _check_open_document(file: IO[bytes], limits: OutsideLimits) -> None:
    """An OpenDocument sheet says how often a cell, a row or a blank stands there: few bytes may be many cells."""
    width = height = empty_rows = characters = 0
    for event, element in iterparse(file, events=("start", "end"), forbid_dtd=True):
        name = element.tag.rpartition("}")[2]
        if event == "start" and name == "table":
            width = height = empty_rows = 0
        elif event == "end" and name == "table-row":
            own, times = _filled_width(element), _repeated(element, "rows")
            height, empty_rows = (height + empty_rows + times, 0) if own else (height, empty_rows + times)
            width = max(width, own)
            _check_cells(width, height, _OPEN_DOCUMENT, limits)
            characters += times * sum(_characters(cell) * _repeated(cell, "columns") for cell in element)
            _check_characters(characters, _OPEN_DOCUMENT, limits)
            element.clear()


def _filled_width(row: Element) -> int:
    """The columns of a row up to the last one in which something stands."""
    width = filled = 0
    for cell in row:
        width += _repeated(cell, "columns")
        if any(name.endswith("}value-type") for name in cell.attrib) or "".join(cell.itertext()).strip():
            filled = width
    return filled


def _characters(cell: Element) -> int:
    """What a cell holds at most: its text with blanks that are told by their number, and the text in its attributes."""
    blanks = sum(_number(one, "c") for one in cell.iter() if one.tag.endswith("}s"))
    told = sum(len(text) for name, text in cell.attrib.items() if name.endswith("}string-value"))
    return blanks + told + len("".join(cell.itertext()).strip())


def _repeated(element: Element, what: str) -> int:
    return _number(element, f"number-{what}-repeated")


def _number(element: Element, attribute: str) -> int:
    """A number as the library reads it, with a plus or without; 1 where none is told."""
    text = next((text for name, text in element.attrib.items() if name.endswith(f"}}{attribute}")), "1")
    digits = text.removeprefix("+")
    if not digits.isdecimal():
        return 1
    return int(digits) if len(digits) < _LONG_NUMBER else _FAR


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
    _check_cells(width, height, name, limits)


def _check_cells(width: int, height: int, name: str, limits: OutsideLimits) -> None:
    if width * height > limits.sheet_cells:
        raise OutsideFileError(
            f"a sheet of {width:,} columns and {height:,} rows",
            f"at most {limits.sheet_cells:,} cells",
            "Delete what stands far below or right of the figures, and save it again.",
            name[:80],
        )


def _check_characters(characters: int, name: str, limits: OutsideLimits) -> None:
    if characters > limits.text_bytes:
        raise OutsideFileError(
            f"a workbook of {characters:,} characters",
            f"at most {limits.text_bytes:,}",
            "Delete repeated rows, and long rows of blanks in cells, and save it again.",
            name[:80],
        )


def _column(letters: bytes) -> int:
    """The number of a column, from 1: A, B, ..., Z, AA."""
    number = 0
    for letter in letters.upper():
        number = 26 * number + letter - 64
    return number
