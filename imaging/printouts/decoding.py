"""Two independent decoders of QR and Code 128, zxing-cpp and zbar, behind one face. Neither knows of the other.

What a decoder is given is bounded (`bounded`), and so is what is taken from it: the number of symbols and their
length. Nothing here keeps time, so that the same image always gives the same symbols.
"""

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from imaging.sheets import Symbology

try:
    from pyzbar import wrapper as zbar
except ImportError:  # the system's libzbar0 is not installed: the second decoder is missing, the first one stands
    zbar = None

Gray = NDArray[np.uint8]

MOST_PX = 16_000_000
"""A letter page at 400 dpi. Larger images are made smaller before a decoder sees them."""
MOST_SYMBOLS = 16
"""More symbols than this on one image are not a printout's; the rest is not taken."""
LONGEST_PAYLOAD = 2953
"""Bytes in the largest QR code there is (version 40, level L)."""
_ZBAR_BINARY = 4
"""zbar's setting "do not turn bytes into text" (since 0.23.1), for which pyzbar has no name."""
_LEAST_ROWS = 2
"""So many scanned rows say the same of a Code 128: along one row alone, timing marks and dust read as one at times."""
_ZBAR_GRAY = int.from_bytes(b"Y800", "little")


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels of the image, half open."""

    top: float
    left: float
    bottom: float
    right: float

    @property
    def centre(self) -> tuple[float, float]:
        """(row, col)."""
        return (self.top + self.bottom) / 2, (self.left + self.right) / 2

    def grown(self, down_px: float, across_px: float) -> "Box":
        """The box with a margin all around."""
        return Box(self.top - down_px, self.left - across_px, self.bottom + down_px, self.right + across_px)

    def moved(self, factor: float, down_px: float = 0.0, across_px: float = 0.0) -> "Box":
        """The box `factor` times as large, then moved."""
        top, left, bottom, right = self.top * factor, self.left * factor, self.bottom * factor, self.right * factor
        return Box(top + down_px, left + across_px, bottom + down_px, right + across_px)

    def holds(self, place: tuple[float, float]) -> bool:
        """Whether the place (row, col) is inside."""
        return self.top <= place[0] < self.bottom and self.left <= place[1] < self.right

    def joined(self, other: "Box") -> "Box":
        """The smallest box that holds both."""
        return Box(
            min(self.top, other.top),
            min(self.left, other.left),
            max(self.bottom, other.bottom),
            max(self.right, other.right),
        )


@dataclass(frozen=True, slots=True)
class Symbol:
    """One symbol as one decoder saw it. `payload` is None where it saw the symbol but could not read it."""

    symbology: Symbology
    payload: bytes | None
    box: Box
    turn_deg: float
    """How far the reading direction is turned clockwise from left-to-right: -180 to 180."""

    def moved(self, factor: float, down_px: float = 0.0, across_px: float = 0.0) -> "Symbol":
        """The symbol with its box moved."""
        return replace(self, box=self.box.moved(factor, down_px, across_px))


Decoder = Callable[[Gray], list[Symbol]]


def bounded(gray: Gray) -> tuple[Gray, float]:
    """The image (uint8 (H, W)), made smaller if it has too many pixels, and the factor."""
    if gray.size <= MOST_PX:
        return np.ascontiguousarray(gray), 1.0
    factor = (MOST_PX / gray.size) ** 0.5
    return np.asarray(cv2.resize(gray, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), np.uint8), factor


_ZXING_FORMATS = zxingcpp.BarcodeFormats((zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.Code128))


def zxing_symbols(gray: Gray) -> list[Symbol]:
    """What zxing-cpp sees on an image (uint8 (H, W)), symbols it could not read too, from the top down."""
    found = zxingcpp.read_barcodes(
        gray, formats=_ZXING_FORMATS, try_rotate=True, try_downscale=False, try_invert=False, return_errors=True
    )
    return _taken(symbol for code in found if (symbol := _zxing_symbol(code)) is not None)


def _zxing_symbol(code: Any) -> Symbol | None:
    symbology = Symbology.CODE_128 if code.format == zxingcpp.BarcodeFormat.Code128 else Symbology.QR
    if not code.valid and symbology is not Symbology.QR:
        return None  # any row of print has bars that begin like a Code 128
    place = code.position
    corners = [(c.y, c.x) for c in (place.top_left, place.top_right, place.bottom_left, place.bottom_right)]
    (from_row, from_col), (to_row, to_col) = corners[0], corners[1]
    turn = float(np.degrees(np.arctan2(to_row - from_row, to_col - from_col)))
    return Symbol(symbology, bytes(code.bytes) if code.valid else None, _around(corners), turn)


def zbar_symbols(gray: Gray) -> list[Symbol]:
    """What zbar reads on an image (uint8 (H, W)), from the top down; nothing where zbar is not installed."""
    if zbar is None:
        return []
    scanner, image = zbar.zbar_image_scanner_create(), zbar.zbar_image_create()
    try:
        for symbology in zbar.ZBarSymbol:
            wanted = symbology in (zbar.ZBarSymbol.QRCODE, zbar.ZBarSymbol.CODE128)
            zbar.zbar_image_scanner_set_config(scanner, symbology, zbar.ZBarConfig.CFG_ENABLE, int(wanted))
        exact = zbar.zbar_image_scanner_set_config(scanner, zbar.ZBarSymbol.QRCODE, _ZBAR_BINARY, 1) == 0
        pixels = gray.tobytes()
        zbar.zbar_image_set_format(image, _ZBAR_GRAY)
        zbar.zbar_image_set_size(image, gray.shape[1], gray.shape[0])
        zbar.zbar_image_set_data(image, ctypes.cast(ctypes.c_char_p(pixels), ctypes.c_void_p), len(pixels), None)
        zbar.zbar_scan_image(scanner, image)
        return _taken(_zbar_found(image, exact))
    finally:
        zbar.zbar_image_destroy(image)
        zbar.zbar_image_scanner_destroy(scanner)


def _zbar_found(image: Any, exact: bool) -> Iterator[Symbol]:
    """The symbols zbar found. An old zbar (not `exact`) garbles QR bytes beyond ASCII: such are not taken."""
    symbol = zbar.zbar_image_first_symbol(image)
    while symbol:
        payload = ctypes.string_at(
            zbar.zbar_symbol_get_data(symbol), min(zbar.zbar_symbol_get_data_length(symbol), LONGEST_PAYLOAD + 1)
        )
        kind = symbol.contents.type
        qr = kind == zbar.ZBarSymbol.QRCODE
        if qr or (kind == zbar.ZBarSymbol.CODE128 and zbar.zbar_symbol_get_quality(symbol) >= _LEAST_ROWS):
            points = [
                (zbar.zbar_symbol_get_loc_y(symbol, i), zbar.zbar_symbol_get_loc_x(symbol, i))
                for i in range(zbar.zbar_symbol_get_loc_size(symbol))
            ]
            quarter = zbar.zbar_symbol_get_orientation(symbol) if zbar.zbar_symbol_get_orientation else 0
            turn = {1: 90.0, 2: 180.0, 3: -90.0}.get(quarter, 0.0)
            if points and (exact or not qr or payload.isascii()):
                yield Symbol(Symbology.QR if qr else Symbology.CODE_128, payload, _around(points), turn)
        symbol = zbar.zbar_symbol_next(symbol)


def _around(points: list[tuple[int, int]]) -> Box:
    rows, cols = [row for row, _ in points], [col for _, col in points]
    return Box(min(rows), min(cols), max(rows) + 1, max(cols) + 1)


def _taken(found: Iterator[Symbol]) -> list[Symbol]:
    """Symbols that could be a printout's, in an order that does not depend on the decoder's."""
    fit = [s for s in found if s.payload is None or 0 < len(s.payload) <= LONGEST_PAYLOAD]
    fit.sort(key=lambda s: (s.payload is None, s.box.top, s.box.left, s.symbology, s.payload or b""))
    return fit[:MOST_SYMBOLS]


DECODERS: dict[str, Decoder] = {"zbar": zbar_symbols, "zxing": zxing_symbols}
"""By the names under which they stand in the record."""
