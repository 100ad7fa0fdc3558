"""Pictures for the review page, cut from the scans as stored and encoded for browsers. Nothing is ever painted over.

What the reader saw is drawn only on demand, by `imaging.overlay`, on a picture of its own.
"""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from canvass.board.pictures.contest_areas import Area, PixelBox, box_px
from canvass.errors import EnvironmentFault, RecordError
from canvass.reading.again import stored_page
from canvass.web.pictures import Picture
from imaging.overlay import draw_overlay, quarter_turns
from imaging.pages import PlannedSheet, load_sheet
from imaging.sheets import ImageSource, PageImage, PageReading, ReadSheet, UnreadablePage

if TYPE_CHECKING:
    from canvass.record.images import ImageStore

WHOLE_PX = 1700
"""A whole page is not sent wider than this."""
_QUALITY = 88
GRAY_WITHIN = 3
"""Colours that are no farther from none than this are grays as JPEG keeps them."""
_KEPT = 6
"""Decoded pages kept: those of a ballot and the next one, so that a contest's picture costs no second decoding."""

Gray = NDArray[np.uint8]
"""(H, W), or (H, W, 3) in colour."""


def whole_page(images: "ImageStore", source: ImageSource, quarters: int) -> Picture | None:
    """The page after so many quarter turns against the clock; None where its file cannot be read as a picture.

    Raises RecordError where it was altered.
    """
    loaded = _decoded(images.place(source.sha256, source.file), source)
    if not isinstance(loaded, PageImage):
        return None
    return _encode(_no_wider(_turned(_in_colour(loaded), quarters)), lossless=loaded.bitonal)


def contest_on_page(images: "ImageStore", page: PageReading, area: Area) -> Picture | None:
    """A part of the page at the scan's own resolution."""
    loaded = _decoded(images.place(page.source.sha256, page.source.file), page.source)
    if not isinstance(loaded, PageImage):
        return None
    upright = _turned(_in_colour(loaded), quarter_turns(page))
    return _encode(_cut(upright, box_px(area, page, *upright.shape[:2])), lossless=loaded.bitonal)


def contest_as_seen(images: "ImageStore", page: PageReading, reading: ReadSheet, area: Area) -> Picture | None:
    """The same part with what the reader saw drawn over it."""
    drawn = _drawn(images, page, reading)
    if drawn is None:
        return None
    height, width = drawn.shape[0] - round(page.pitch_px), drawn.shape[1]
    return _encode(_cut(drawn, box_px(area, page, height, width)), lossless=False)


def page_as_seen(images: "ImageStore", page: PageReading, reading: ReadSheet) -> Picture | None:
    """The whole page with what the reader saw drawn over it."""
    drawn = _drawn(images, page, reading)
    return None if drawn is None else _encode(_no_wider(drawn), lossless=False)


def _drawn(images: "ImageStore", page: PageReading, reading: ReadSheet) -> Gray | None:
    loaded = _decoded(images.place(page.source.sha256, page.source.file), page.source)
    return draw_overlay(loaded.gray, page, reading.targets) if isinstance(loaded, PageImage) else None


@lru_cache(maxsize=_KEPT)
def _decoded(place: Path, source: ImageSource) -> PageImage | UnreadablePage:
    loaded = load_sheet(PlannedSheet(1, (stored_page(place, source),))).sheet.pages[0]
    if loaded.source.sha256 not in ("", source.sha256):
        raise RecordError(
            f"The stored image {place} is not the one that was counted: its SHA-256 is {loaded.source.sha256}. Keep it "
            "as it is, put the original file back from the last good copy, and run `canvass verify --images`."
        )
    return loaded


def _in_colour(page: PageImage) -> Gray:
    """The page's pixels: (H, W), or (H, W, 3) blue, green and red where the scan shows any colour."""
    chroma = page.chroma() if page.chroma is not None else None
    if chroma is None or np.abs(chroma.astype(np.int16) - 128).max() <= GRAY_WITHIN:
        return page.gray
    size = page.gray.shape[1], page.gray.shape[0]
    blue, red = (cv2.resize(plane, size, interpolation=cv2.INTER_LINEAR) for plane in chroma)
    return np.asarray(cv2.cvtColor(cv2.merge([page.gray, red, blue]), cv2.COLOR_YCrCb2BGR), np.uint8)


def _turned(picture: Gray, quarters: int) -> Gray:
    return np.rot90(picture, quarters)


def _cut(picture: Gray, box: PixelBox) -> Gray:
    return picture[box.top : box.bottom, box.left : box.right]


def _no_wider(picture: Gray) -> Gray:
    height, width = picture.shape[:2]
    if width <= WHOLE_PX:
        return picture
    size = WHOLE_PX, round(height * WHOLE_PX / width)
    return np.asarray(cv2.resize(np.ascontiguousarray(picture), size, interpolation=cv2.INTER_AREA), np.uint8)


def _encode(picture: Gray, lossless: bool) -> Picture:
    ending, options = (".png", []) if lossless else (".jpg", [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    encoded, content = cv2.imencode(ending, np.ascontiguousarray(picture), options)
    if not encoded:
        raise EnvironmentFault("A picture of a ballot could not be encoded. Reload the page.")
    return Picture(content.tobytes(), "image/png" if lossless else "image/jpeg")
