"""The QR code of a measured page: read where it stands, on the whole page only if nothing is read there."""

from collections.abc import Iterator

import numpy as np
import zxingcpp
from numpy.typing import NDArray

from imaging.layout import BoxIn, PageCode
from imaging.measured.page_map import PageMap
from imaging.page_codes import read_page_code
from imaging.printouts.decoding import LONGEST_PAYLOAD, Decoder, bounded, zbar_symbols, zxing_symbols
from imaging.sheets import Symbology

MARGIN_IN = 0.2
CORNER_SHARES = (0.2, 0.25)
"""Of the longer and the shorter side of a page: so far from a corner a page's code is looked for first."""
DEVICE_CODE = b"VX"
"""So begin the codes of device printouts: no page's."""
QR_CODES = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)


def codes_on(gray: NDArray[np.uint8], decode: Decoder = zxing_symbols) -> frozenset[bytes]:
    """What the QR codes on a page (uint8 (H, W)) hold."""
    image, _ = bounded(gray)
    return _of_pages(
        symbol.payload for symbol in decode(image) if symbol.payload is not None and symbol.symbology is Symbology.QR
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
    for read in (_qr_codes, _qr_codes_by_zbar):
        found = read(crop)
        if len(found) == 1:
            return read_page_code(min(found))
    return None


def code_anywhere(gray: NDArray[np.uint8]) -> PageCode | None:
    """The page's only code, wherever it stands (uint8 (H, W)); None where none or several are read.

    Pages have their codes in their corners. What else stands on a page whose corners hold one is not looked for.
    """
    image, _ = bounded(gray)
    found = frozenset(payload for corner in _corners(image) for payload in _qr_codes(corner)) or _qr_codes(image)
    return read_page_code(min(found)) if len(found) == 1 else None


def _corners(image: NDArray[np.uint8]) -> Iterator[NDArray[np.uint8]]:
    """The four corners of a page, the last first: most pages have their code there."""
    longer, shorter = (share * size for share, size in zip(CORNER_SHARES, sorted(image.shape)[::-1], strict=True))
    upright = image.shape[0] >= image.shape[1]
    high, wide = (round(size) for size in ((longer, shorter) if upright else (shorter, longer)))
    for rows in (slice(image.shape[0] - high, None), slice(high)):
        for cols in (slice(image.shape[1] - wide, None), slice(wide)):
            yield np.ascontiguousarray(image[rows, cols])


def _qr_codes(image: NDArray[np.uint8]) -> frozenset[bytes]:
    """What zxing-cpp reads when it looks for QR codes alone: a third of the time that it takes for bars, too."""
    found = zxingcpp.read_barcodes(image, formats=QR_CODES, try_rotate=True, try_downscale=False, try_invert=False)
    payloads = (bytes(code.bytes) for code in found if code.valid)
    return _of_pages(payload for payload in payloads if 0 < len(payload) <= LONGEST_PAYLOAD)


def _qr_codes_by_zbar(image: NDArray[np.uint8]) -> frozenset[bytes]:
    return codes_on(image, zbar_symbols)


def _of_pages(payloads: Iterator[bytes]) -> frozenset[bytes]:
    return frozenset(payload for payload in payloads if not payload.startswith(DEVICE_CODE))
