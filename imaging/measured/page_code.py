"""The QR code of a page whose print was found: read where the blank has it, on the whole page only if that fails."""

import numpy as np
from numpy.typing import NDArray

from imaging.layout import BoxIn, PageCode
from imaging.measured.page_map import PageMap
from imaging.page_codes import read_page_code
from imaging.printouts.decoding import Decoder, bounded, zbar_symbols, zxing_symbols
from imaging.sheets import Symbology

MARGIN_IN = 0.2
DEVICE_CODE = b"VX"
"""So begin the codes of device printouts: no page's."""


def codes_on(gray: NDArray[np.uint8], decode: Decoder = zxing_symbols) -> frozenset[bytes]:
    """What the QR codes on a page (uint8 (H, W)) hold."""
    image, _ = bounded(gray)
    return frozenset(
        symbol.payload
        for symbol in decode(image)
        if symbol.payload is not None
        and symbol.symbology is Symbology.QR
        and not symbol.payload.startswith(DEVICE_CODE)
    )


def code_place(gray: NDArray[np.uint8], dpi: float) -> BoxIn | None:
    """Where the only QR code of a blank's picture (uint8 (H, W)) stands; None where it has none, or several."""
    image, factor = bounded(gray)
    boxes = [symbol.box for symbol in zxing_symbols(image) if symbol.symbology is Symbology.QR]
    if len(boxes) != 1:
        return None
    scale = factor * dpi
    (box,) = boxes
    return BoxIn(box.top / scale, box.left / scale, box.bottom / scale, box.right / scale)


def code_at(gray: NDArray[np.uint8], page_map: PageMap, place: BoxIn) -> PageCode | None:
    """The code at the blank's place for it, read by zxing-cpp or else by zbar; None where neither reads just one."""
    corners = np.array(
        [[row, col] for row in (place.top_in, place.bottom_in) for col in (place.left_in, place.right_in)]
    )
    places_px = page_map.to_px(corners)
    margin = MARGIN_IN * page_map.px_per_in
    low = np.maximum(places_px.min(axis=0) - margin, 0).astype(int)
    high = np.maximum(places_px.max(axis=0) + margin, 0).astype(int)
    crop = np.ascontiguousarray(gray[low[0] : high[0], low[1] : high[1]])
    if min(crop.shape) < 8:
        return None
    for decode in (zxing_symbols, zbar_symbols):
        found = codes_on(crop, decode)
        if len(found) == 1:
            return read_page_code(min(found))
    return None


def code_anywhere(gray: NDArray[np.uint8]) -> PageCode | None:
    """The page's only code, wherever it stands (uint8 (H, W)); None where none or several are read."""
    found = codes_on(gray)
    return read_page_code(min(found)) if len(found) == 1 else None
