"""Pictures that lie over cells of a workbook. Electionware leaves a write-in's cell empty under its picture."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring, iterparse

from outside.errors import OutsideFileError
from outside.limits import checked_entries

_BOOK = "xl/workbook.xml"
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}sheet"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_ANCHORS = (f"{_DRAWING}twoCellAnchor", f"{_DRAWING}oneCellAnchor")
_DAMAGE = (
    DefusedXmlException,
    EOFError,
    LookupError,
    OSError,
    ParseError,
    RuntimeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)
_MOST_ROWS = 1_048_576


def anchored_pictures(content: bytes, sheet: str) -> frozenset[tuple[int, int]]:
    """The cells (row, column), from 0, of the sheet of this name over which a picture is anchored.

    Of other workbooks than xlsx there are none. Raises OutsideFileError for parts that are damaged.
    """
    entries = {entry.filename for entry in checked_entries(content)} if content.startswith(b"PK") else set()
    if _BOOK not in entries:
        return frozenset()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            drawings = _drawings_of(book, entries, sheet)
            return frozenset(place for drawing in drawings for place in _anchors(book, drawing))
    except _DAMAGE:
        raise OutsideFileError(
            "pictures over cells that cannot be read", "a workbook as it was exported", "Export it again.", "drawings"
        ) from None


def _drawings_of(book: zipfile.ZipFile, entries: set[str], sheet: str) -> list[str]:
    targets = _relations(book, entries, _BOOK)
    ids = [one.get(_ID, "") for one in _root(book, _BOOK).iter(_SHEET) if one.get("name") == sheet]
    parts = [targets[one][1] for one in ids if one in targets]
    return [
        target
        for part in parts
        for kind, target in _relations(book, entries, part).values()
        if kind.endswith("/drawing") and target in entries
    ]


def _relations(book: zipfile.ZipFile, entries: set[str], part: str) -> dict[str, tuple[str, str]]:
    """What a part refers to, by its id: the kind and the entry."""
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations not in entries:
        return {}
    return {
        one.get("Id", ""): (one.get("Type", ""), _entry(folder, one.get("Target", "")))
        for one in _root(book, relations)
    }


def _entry(folder: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))


def _root(book: zipfile.ZipFile, name: str) -> Element:
    root: Element = fromstring(book.read(name))
    return root


def _anchors(book: zipfile.ZipFile, drawing: str) -> Iterator[tuple[int, int]]:
    with book.open(drawing) as part:
        for _, element in iterparse(part):
            if element.tag in _ANCHORS:
                if element.find(f"{_DRAWING}pic") is not None:
                    yield _place(element)
                element.clear()


def _place(anchor: Element) -> tuple[int, int]:
    row = int(anchor.findtext(f"{_DRAWING}from/{_DRAWING}row", ""))
    column = int(anchor.findtext(f"{_DRAWING}from/{_DRAWING}col", ""))
    if not (0 <= row < _MOST_ROWS and 0 <= column < _MOST_ROWS):
        raise ValueError
    return row, column
