"""PDF pages to gray. A page that is one picture gives that picture's own pixels; any other page is drawn at 300 dpi.

The picture is taken out as it is stored and decoded as if it were a file of its own: DCT as JPEG, CCITT as TIFF, Flate
with PNG prediction as PNG. Pictures in other packings (JBIG2, JPEG 2000, odd colour spaces) are unpacked by PDFium at
their own size. The page's /Rotate is followed. A picture stretched by more than 5% in one direction is drawn.
"""

import re
import struct
import threading
from dataclasses import dataclass

import numpy as np
import pikepdf

from imaging.pages.formats.byte_sources import ByteSource, FirstBytes
from imaging.pages.formats.colours import Chroma, chroma_of
from imaging.pages.formats.errors import UnreadableScanError
from imaging.pages.formats.limits import Limits, check_page_count, check_page_size
from imaging.pages.formats.pdf_content import Box, check_content_size, check_drawable, inherited, only_picture
from imaging.pages.formats.pdf_filters import packed_bytes
from imaging.pages.formats.pdf_pictures import decode_picture, paints_black, picture_chroma, plain_picture
from imaging.pages.formats.pdfium import PdfiumDocument
from imaging.pages.formats.raster import Decoded, Orientation, mean_dpi

DRAWN_DPI = 300
_ENCRYPTED = "the PDF is encrypted (it asks for a password): save it without a password or scan the sheets again"
_BROKEN = "the PDF is damaged or ends early ({error}): scan the sheets again or print it to a new PDF"
_STREAM = re.compile(r"(?:stream )?<_io\.[^>]*>:? ?")
"""What the library calls a file that has no name."""
_CHUNK_BYTES = 1 << 20
_HEADER, _END = b"%PDF-1.7\n", b"%%EOF"
_OBJECT = re.compile(rb"\d[\s\x00]+obj\b")
_BEGINS_LATER_PART = re.compile(rb"[\s\x00]*(?:\d|xref)")
"""What stands behind a document's end where its changes begin: an object, of which but the number may be there."""
_LONGEST_OBJECT_WORD = 1024
_BAD_OBJECTS = (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, RuntimeError)
"""What the PDF library raises where an object of the file is not of the kind that belongs there."""


_TURNED = (Orientation.UPRIGHT, Orientation.TURN_RIGHT, Orientation.TURNED_180, Orientation.TURN_LEFT)
"""By how many quarters to the right."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a page shows: `image` is its only picture, None where the page has to be drawn."""

    box: Box
    unit: float
    turns: int
    image: pikepdf.Object | None
    dpi: float | None


class PdfDocument:
    """A PDF whose pages have been counted. Safe to use from several threads, one at a time reading the file."""

    def __init__(self, source: ByteSource, limits: Limits) -> None:
        """Open the document. Raises UnreadableScanError."""
        self._limits = limits
        self._lock = threading.Lock()
        self._drawing: PdfiumDocument | None = None
        try:
            self._source, self._pdf = _opened(source)
            self._pages = _all_pages(self._pdf)
        except pikepdf.PasswordError as error:
            raise UnreadableScanError(_ENCRYPTED) from error
        except _BAD_OBJECTS as error:
            raise UnreadableScanError(_BROKEN.format(error=_brief(error))) from error
        check_page_count(len(self._pages), limits)

    @property
    def page_count(self) -> int:
        """Pages in the file."""
        return len(self._pages)

    def is_picture(self, page: int) -> bool:
        """Whether the page is one picture, and no words of a program's. Raises UnreadableScanError."""
        try:
            with self._lock:
                shown = self._pages[page - 1]
                check_content_size(shown)
                return _shown(shown).image is not None
        except _BAD_OBJECTS as error:
            raise UnreadableScanError(_BROKEN.format(error=_brief(error))) from error

    def decode(self, page: int) -> Decoded:
        """The page of that number, from 1, to gray and upright. Raises UnreadableScanError."""
        try:
            return self._decode(page)
        except _BAD_OBJECTS as error:
            raise UnreadableScanError(_BROKEN.format(error=_brief(error))) from error

    def chroma(self, page: int, page_shape: tuple[int, int]) -> Chroma:
        """The colour of a page that was decoded to gray of that shape. Raises UnreadableScanError."""
        try:
            return self._chroma(page, page_shape)
        except _BAD_OBJECTS as error:
            raise UnreadableScanError(_BROKEN.format(error=_brief(error))) from error

    def _decode(self, number: int) -> Decoded:
        with self._lock:
            page = self._pages[number - 1]
            check_content_size(page)
            shown = _shown(page)
            if shown.image is None:
                return self._draw(number, page, shown)
            check_page_size(int(shown.image.Width), int(shown.image.Height), self._limits)
            is_stencil = bool(shown.image.get("/ImageMask", False))
            if is_stencil and not paints_black(page):
                return self._draw(number, page, shown)
            picture = plain_picture(shown.image)
            if picture is None:
                _check_codestream(shown.image, self._limits)
                check_drawable(page, self._limits.page_px)
                gray = self._pdfium().picture(number)
                bitonal = is_stencil or int(shown.image.get("/BitsPerComponent", 8)) == 1
                if is_stencil:
                    # PDFium gives where a stencil paints.
                    gray = np.bitwise_not(gray, out=gray)
        if picture is not None:
            gray, bitonal = decode_picture(picture, self._limits), picture.bits == 1
        coloured = not bitonal if picture is None else picture.channels > 1
        return Decoded(np.ascontiguousarray(np.rot90(gray, -shown.turns)), bitonal, shown.dpi, coloured)

    def _chroma(self, number: int, page_shape: tuple[int, int]) -> Chroma:
        """Of a page that `decode` has checked, and found to be coloured."""
        with self._lock:
            shown = _shown(self._pages[number - 1])
            picture = None if shown.image is None else plain_picture(shown.image)
            if picture is None:
                if shown.image is None or bool(shown.image.get("/ImageMask", False)):
                    return chroma_of(self._pdfium().draw_colours(number, DRAWN_DPI), Orientation.UPRIGHT, page_shape)
                return chroma_of(self._pdfium().picture_colours(number), _TURNED[shown.turns], page_shape)
        return picture_chroma(picture, _TURNED[shown.turns], page_shape)

    def _draw(self, number: int, page: pikepdf.Object, shown: _Shown) -> Decoded:
        per_point, box = DRAWN_DPI / 72 * shown.unit, shown.box
        check_page_size(round((box[2] - box[0]) * per_point), round((box[3] - box[1]) * per_point), self._limits)
        check_drawable(page, self._limits.page_px)
        return Decoded(self._pdfium().draw(number, DRAWN_DPI), False, float(DRAWN_DPI), coloured=True)

    def _pdfium(self) -> PdfiumDocument:
        if self._drawing is None:
            self._drawing = PdfiumDocument(self._source)
        return self._drawing


def _shown(page: pikepdf.Object) -> _Shown:
    box = _visible_box(page)
    turns = int(inherited(page, "/Rotate") or 0) // 90 % 4
    unit = float(page.get("/UserUnit", 1))
    placed = only_picture(page, box)
    if placed is None:
        return _Shown(box, unit, turns, None, None)
    dpi_across = int(placed.image.Width) * 72 / (placed.width_pt * unit)
    dpi_down = int(placed.image.Height) * 72 / (placed.height_pt * unit)
    image = placed.image if 0.95 < dpi_across / dpi_down < 1.05 else None
    return _Shown(box, unit, turns, image, mean_dpi(dpi_across, dpi_down))


def _opened(source: ByteSource) -> tuple[ByteSource, pikepdf.Pdf]:
    """The document, and the part of the file that holds it. A password that only forbids changes is not asked for."""
    # Told before anything is opened: the library finds the earlier document where its changes are short.
    end = _end_of_document(source)
    try:
        return source, _open(source)
    except pikepdf.PasswordError:
        raise
    except _BAD_OBJECTS:
        if end is None:
            raise
        shorter = FirstBytes(source, end)
        try:
            return shorter, _open(shorter)
        except _BAD_OBJECTS:
            # Places in the file may be counted from what was put before the document, not from the document.
            before = source.read(0, 1024).find(_HEADER[:5])
            if before < len(_HEADER):
                raise
            begun = FirstBytes(source, end, head=_HEADER.ljust(before, b"\n"))
            return begun, _open(begun)


def _open(source: ByteSource) -> pikepdf.Pdf:
    # Never recovered: the library would pass over pages that it cannot find.
    return pikepdf.open(source.open(), suppress_warnings=True, attempt_recovery=False)


def _end_of_document(source: ByteSource) -> int | None:
    """Where a document ends, by its mark of the end; None where it has none.

    A document may be followed by its changes. Where those end early, what stands before them is not what was scanned:
    raises UnreadableScanError.
    """
    tail, objects_follow = b"", False
    for start in range((source.size - 1) // _CHUNK_BYTES * _CHUNK_BYTES, -1, -_CHUNK_BYTES):
        # The chunk after goes along, for a word may lie in both.
        tail = source.read(start, _CHUNK_BYTES) + tail[:_LONGEST_OBJECT_WORD]
        end = tail.rfind(_END)
        objects_follow = objects_follow or _OBJECT.search(tail, max(end, 0)) is not None
        if end >= 0:
            if objects_follow or _BEGINS_LATER_PART.match(tail, end + len(_END)):
                raise UnreadableScanError(_BROKEN.format(error="its last changes are not whole"))
            return start + end + len(_END)
    return None


def _all_pages(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """Every page. The library passes over pages it cannot make out; the count in the file tells."""
    pages: list[pikepdf.Object] = [page.obj for page in pdf.pages]
    stated = int(pdf.Root.Pages.get("/Count", -1))
    if stated != len(pages):
        raise UnreadableScanError(
            f"the PDF says it has {stated} pages and {len(pages)} can be found: scan the sheets again or print it to a "
            "new PDF"
        )
    return pages


def _visible_box(page: pikepdf.Object) -> Box:
    """The crop box within the media box, in points. A page without one is a letter page, as PDFium has it."""
    media = _box(inherited(page, "/MediaBox")) or (0.0, 0.0, 612.0, 792.0)
    crop = _box(inherited(page, "/CropBox")) or media
    left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    return (left, bottom, right, top) if left < right and bottom < top else media


def _box(value: pikepdf.Object | None) -> Box | None:
    if not isinstance(value, pikepdf.Array) or len(value) != 4:
        return None
    x, y, u, v = (float(number) for number in list(value))
    return (min(x, u), min(y, v), max(x, u), max(y, v)) if x != u and y != v else None


def _check_codestream(image: pikepdf.Object, limits: Limits) -> None:
    """JPEG 2000 states its size inside; it must be within the limits too."""
    data, filters = packed_bytes(image)
    at = data.find(b"\xff\x51")
    if filters and filters[-1][0] == "/JPXDecode" and at >= 0 and len(data) >= at + 14:
        width, height = struct.unpack(">LL", data[at + 6 : at + 14])
        check_page_size(width, height, limits)


def _brief(error: BaseException) -> str:
    text = _STREAM.sub("", str(error)).splitlines()
    return text[0][:200] if text else type(error).__name__
