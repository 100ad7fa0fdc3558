"""The QR code of a page whose grid was found: read where the layouts have it, on the whole page only if that fails."""

import math
from collections.abc import Iterable

import numpy as np
import zxingcpp
from numpy.typing import NDArray

from imaging.geometry import Grid
from imaging.layout import GridBox

MARGIN_PITCHES = 1.0
"""How far around its known place a code is looked for: its quiet zone, and what the grid may be off."""
LONGEST_CODE = 512
"""Longer texts are not page codes of ours; they are not even compared."""
QR_CODES = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)


def read_page_codes(gray: NDArray[np.uint8], grid: Grid, places: Iterable[GridBox]) -> frozenset[str]:
    """Read the texts of the QR codes on a page (uint8 (H, W)).

    The crops at the known `places` are tried by zxing-cpp with one threshold, then with every means it has, then by
    pyzbar; then the whole page by the last two. The first of these that yields anything is the answer; it can hold
    several texts.
    """
    crops = [crop for place in places if (crop := _crop(gray, grid, place)) is not None]
    plainly = frozenset(text for crop in crops for text in _decode_plainly(crop))
    if plainly:
        return plainly
    for images in (crops, [gray]):
        for decode in (_decode_zxing, _decode_zbar):
            texts = frozenset(text for image in images for text in decode(image))
            if texts:
                return texts
    return frozenset()


def _crop(gray: NDArray[np.uint8], grid: Grid, place: GridBox) -> NDArray[np.uint8] | None:
    rows = np.array([place.top, place.top, place.bottom, place.bottom], np.float64)
    if rows.max() > grid.rows - 1:
        return None
    corners = grid.to_px(rows, np.array([place.left, place.right, place.left, place.right], np.float64)).tolist()
    margin = MARGIN_PITCHES * grid.pitch_px
    low = [max(math.floor(min(places) - margin), 0) for places in zip(*corners, strict=True)]
    high = [max(math.ceil(max(places) + margin), 0) for places in zip(*corners, strict=True)]
    crop = np.ascontiguousarray(gray[low[0] : high[0], low[1] : high[1]])
    return crop if crop.size else None


def _decode_plainly(image: NDArray[np.uint8]) -> list[str]:
    """What a clean code needs: half the time, which every page pays."""
    return _texts(
        zxingcpp.read_barcodes(
            image,
            formats=QR_CODES,
            try_rotate=False,
            try_downscale=False,
            try_invert=False,
            binarizer=zxingcpp.Binarizer.GlobalHistogram,
        )
    )


def _decode_zxing(image: NDArray[np.uint8]) -> list[str]:
    return _texts(zxingcpp.read_barcodes(image, formats=QR_CODES))


def _texts(found: Iterable[zxingcpp.Barcode]) -> list[str]:
    return [code.text for code in found if code.text and len(code.text) <= LONGEST_CODE]


def _decode_zbar(image: NDArray[np.uint8]) -> list[str]:
    try:
        from pyzbar import pyzbar
    except ImportError:  # the system's libzbar0 is not installed: the second reader is missing, the first one stands
        return []
    found = pyzbar.decode(image, symbols=[pyzbar.ZBarSymbol.QRCODE])
    texts = [code.data.decode("utf-8", errors="replace") for code in found]
    return [text for text in texts if text and len(text) <= LONGEST_CODE]
