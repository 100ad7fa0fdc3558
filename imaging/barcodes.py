"""Read a page's QR code: from a crop at its known place first, from the whole page last."""

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


def read_page_codes(gray: NDArray[np.uint8], grid: Grid, places: Iterable[GridBox]) -> frozenset[str]:
    """Read the texts of the QR codes on a page (uint8 (H, W)).

    The crops at the known `places` are tried by zxing-cpp, then by pyzbar; then the whole page likewise. The first
    of these that yields anything is the answer; it can hold several texts.
    """
    crops = [crop for place in places if (crop := _crop(gray, grid, place)) is not None]
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
    corners = grid.to_px(rows, np.array([place.left, place.right, place.left, place.right], np.float64))
    margin = MARGIN_PITCHES * grid.pitch_px
    low = np.maximum(np.floor(corners.min(axis=0) - margin), 0).astype(int)
    high = np.ceil(corners.max(axis=0) + margin).astype(int)
    crop = np.ascontiguousarray(gray[low[0] : high[0], low[1] : high[1]])
    return crop if crop.size else None


def _decode_zxing(image: NDArray[np.uint8]) -> list[str]:
    found = zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    return [code.text for code in found if code.text and len(code.text) <= LONGEST_CODE]


def _decode_zbar(image: NDArray[np.uint8]) -> list[str]:
    try:
        from pyzbar import pyzbar
    except ImportError:  # the system's libzbar0 is not installed: the second reader is missing, the first one stands
        return []
    found = pyzbar.decode(image, symbols=[pyzbar.ZBarSymbol.QRCODE])
    texts = [code.data.decode("utf-8", errors="replace") for code in found]
    return [text for text in texts if text and len(text) <= LONGEST_CODE]
