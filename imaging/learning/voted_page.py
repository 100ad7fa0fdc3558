"""The words beside the targets of a voted page: the page stood upright by where it was read, its marks left out."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from imaging.layout import BoxIn, MeasuredTarget
from imaging.learning.learned import PrintedWord
from imaging.printouts.recognition import recognise_words
from imaging.printouts.words_page import on_white
from imaging.sheets import PageReading, TargetReading

Gray = NDArray[np.uint8]

_SHOWN_DPI = 300
_WIDTH_IN, _HEIGHT_IN = 0.19, 0.13
"""A target's, where only its middle is known: it decides how far from it a name begins."""
_CLEAR_IN = 0.06
"""Marks run so far beyond an outline."""
_BETWEEN_IN = 0.12
"""White between the strips that are read together."""
_LEAST_CONFIDENCE = 30


@dataclass(frozen=True, slots=True)
class VotedPage:
    """A page that was read, upright: uint8 (H, W), `dpi` pixels an inch, and its targets in inches, in their order."""

    upright: Gray
    dpi: float
    numbers: tuple[int, ...]
    targets: tuple[MeasuredTarget, ...]

    @property
    def width_in(self) -> float:
        """Of the part of the page that holds its targets' words."""
        return int(self.upright.shape[1]) / self.dpi

    @property
    def height_in(self) -> float:
        """Likewise."""
        return int(self.upright.shape[0]) / self.dpi


def voted_page(gray: Gray, lie: PageReading, targets: Sequence[TargetReading]) -> VotedPage:
    """Stand a page image (uint8 (H, W)) upright by the corners it was found at. `targets` are the page's own."""
    dpi = 4 * lie.pitch_px
    top_left, top_right, bottom_left = (np.array(place) for place in (lie.left_px[0], lie.right_px[0], lie.left_px[-1]))
    width, height = (math.dist(top_left, corner) for corner in (top_right, bottom_left))
    corners = np.array([place[::-1] for place in (top_left, top_right, bottom_left)], np.float32)
    to_upright = cv2.getAffineTransform(corners, np.array([(0, 0), (width, 0), (0, height)], np.float32))
    size = (max(1, round(width)), max(1, round(height)))
    upright = cv2.warpAffine(gray, to_upright, size, flags=cv2.INTER_LINEAR, borderValue=255)
    places = np.array([(one.centre_col_px, one.centre_row_px, 1.0) for one in targets]).reshape(-1, 3) @ to_upright.T
    return VotedPage(
        on_white(np.asarray(upright, np.uint8)),
        dpi,
        tuple(one.number for one in targets),
        tuple(
            MeasuredTarget(number, x / dpi, y / dpi, _WIDTH_IN, _HEIGHT_IN)
            for number, (x, y) in enumerate(places.tolist(), start=1)
        ),
    )


def words_beside_targets(page: VotedPage, boxes: Sequence[BoxIn]) -> tuple[PrintedWord, ...]:
    """The words in each of the boxes beside the page's targets, all of them read in one go, at their own places.

    Empty where nothing is printed there or Tesseract is missing.
    """
    strips = [_strip(page, box) for box in boxes]
    kept = [strip for strip in strips if min(strip.shape, default=0) > 4]
    if not kept:
        return ()
    between = round(_BETWEEN_IN * page.dpi)
    pile = np.full((sum(strip.shape[0] + between for strip in kept), max(s.shape[1] for s in kept)), 255, np.uint8)
    tops: list[tuple[int, BoxIn, Gray]] = []
    top = 0
    for strip, box in zip(strips, boxes, strict=True):
        if min(strip.shape, default=0) > 4:
            pile[top : top + strip.shape[0], : strip.shape[1]] = strip
            tops.append((top, box, strip))
            top += strip.shape[0] + between
    words = recognise_words(pile, _SHOWN_DPI / page.dpi, scattered=False)
    return tuple(
        PrintedWord(
            word.text,
            BoxIn(
                box.top_in + (word.top_px - top) / page.dpi,
                box.left_in + word.left_px / page.dpi,
                box.top_in + (word.bottom_px - top) / page.dpi,
                box.left_in + word.right_px / page.dpi,
            ),
        )
        for word in words
        for top, box, strip in tops
        if top <= (word.top_px + word.bottom_px) / 2 < top + strip.shape[0]
        and word.confidence >= _LEAST_CONFIDENCE
        and any(character.isalnum() for character in word.text)
    )


def clear_of_marks(box: BoxIn, target: MeasuredTarget) -> BoxIn:
    """The box beside a target without the margin that marks run over into."""
    if box.left_in >= target.x_in:
        return BoxIn(box.top_in, box.left_in + _CLEAR_IN, box.bottom_in, box.right_in)
    return BoxIn(box.top_in, box.left_in, box.bottom_in, box.right_in - _CLEAR_IN)


def _strip(page: VotedPage, box: BoxIn) -> Gray:
    top, left, bottom, right = (
        max(0, round(place * page.dpi)) for place in (box.top_in, box.left_in, box.bottom_in, box.right_in)
    )
    return page.upright[top:bottom, left:right]
