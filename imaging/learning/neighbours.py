"""What is printed around an outline: the nearest text on both sides, up to a column's rule, and letters close by."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from imaging.ink_levels import LITTLE_PRINT, measure_ink_levels
from imaging.layout import BoxIn
from imaging.learning.outlines import ClosedOutline

LETTER_GAP_SHARE = 0.2
"""Of its height: a letter's neighbour is so close."""
LETTER_HEIGHTS = (0.6, 1.8)
"""Of a letter's neighbours, seen from its own: a small letter is two thirds of a capital."""
BAR_FILL = 0.85
"""Print that fills its box so far is a timing mark, not a word."""
TEXT_HEIGHT_IN = 0.3
"""Taller print is a rule or a picture, not text."""
RULE_IN, RULE_WIDTH_IN = 0.38, 0.08
"""A rule down the page is so long, and no wider."""
_SLACK_IN = 0.012
_SAME_PLACE_IN = 0.03

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class PrintedPieces:
    """Pieces of print, in inches: float64 (N,) each."""

    left: Floats
    top: Floats
    right: Floats
    bottom: Floats


@dataclass(frozen=True, slots=True)
class PagePieces:
    """The print of a page that may be text, and the rules down it."""

    text: PrintedPieces
    rules: PrintedPieces


@dataclass(frozen=True, slots=True)
class OutlineNeighbours:
    """The gaps to the nearest text, in inches, and whether a piece of the outline's size adjoins it."""

    left_in: float
    right_in: float
    lettered: bool


def printed_pieces(gray: NDArray[np.uint8], dpi: float) -> PagePieces:
    """The pieces of print of an upright page (uint8 (H, W))."""
    levels = measure_ink_levels(gray, LITTLE_PRINT)
    dark = np.asarray(gray < levels.paper - max(14, levels.contrast // 3), np.uint8)
    left, top, width, height, area = _boxes(dark)
    speck = area < max(2, (0.01 * dpi) ** 2)
    # its edges lie between pixels
    bar = (area > BAR_FILL * (width - 1) * (height - 1)) & (width > 0.06 * dpi) & (height > 0.03 * dpi)
    return PagePieces(_in_inches(left, top, width, height, ~speck & ~bar, dpi), _rules(dark, dpi))


def rules_down(gray: NDArray[np.uint8], dpi: float) -> tuple[BoxIn, ...]:
    """The rules down an upright page (uint8 (H, W)): they part columns."""
    levels = measure_ink_levels(gray, LITTLE_PRINT)
    rules = _rules(np.asarray(gray < levels.paper - max(14, levels.contrast // 3), np.uint8), dpi)
    edges = (rules.top.tolist(), rules.left.tolist(), rules.bottom.tolist(), rules.right.tolist())
    return tuple(BoxIn(*box) for box in zip(*edges, strict=True))


def _rules(dark: NDArray[np.uint8], dpi: float) -> PrintedPieces:
    # a rule one pixel wide that leans by one pixel is whole in neither column
    wide = cv2.dilate(dark, np.ones((1, 3), np.uint8))
    down = np.asarray(cv2.morphologyEx(wide, cv2.MORPH_OPEN, np.ones((round(RULE_IN * dpi), 1), np.uint8)), np.uint8)
    # a dark heading across the page would join the rules that run down from it
    broad = cv2.morphologyEx(down, cv2.MORPH_OPEN, np.ones((1, round(RULE_WIDTH_IN * dpi) + 3), np.uint8))
    left, top, width, height, _ = _boxes(down * np.asarray(broad == 0, np.uint8))
    return _in_inches(left + 1, top, width - 2, height, height >= RULE_IN * dpi, dpi)


def _boxes(dark: NDArray[np.uint8]) -> Floats:
    """Left, top, width, height and area of each piece: float64 (5, N)."""
    _, _, counted, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    return np.asarray(counted[1:], np.float64).T.reshape(5, -1)


def _in_inches(
    left: Floats, top: Floats, width: Floats, height: Floats, kept: NDArray[np.bool_], dpi: float
) -> PrintedPieces:
    left, top, width, height = (edge[kept] / dpi for edge in (left, top, width, height))
    return PrintedPieces(left, top, left + width, top + height)


def look_beside(outline: ClosedOutline, pieces: PagePieces, outlines: Sequence[ClosedOutline]) -> OutlineNeighbours:
    """What stands beside one of the outlines; what a rule parts from it does not."""
    text = pieces.text
    top, bottom = outline.y_in - outline.height_in / 2, outline.y_in + outline.height_in / 2
    left, right = outline.x_in - outline.width_in / 2, outline.x_in + outline.width_in / 2
    level = (text.top < bottom - 0.1 * outline.height_in) & (text.bottom > top + 0.1 * outline.height_in)
    level &= text.bottom - text.top < TEXT_HEIGHT_IN
    to_left = _gaps(level, left - text.right)
    to_right = _gaps(level, text.left - right)
    passes = (pieces.rules.top < top) & (pieces.rules.bottom > bottom)
    rule_left = float(_gaps(passes, left - pieces.rules.right).min(initial=np.inf))
    rule_right = float(_gaps(passes, pieces.rules.left - right).min(initial=np.inf))
    to_left = np.where(to_left <= rule_left, to_left, np.inf)
    to_right = np.where(to_right <= rule_right, to_right, np.inf)
    # an o is as tall as an n, and stands on a line with an l or hangs from one with a p
    heights = (text.bottom - text.top) / outline.height_in
    tall = (heights > LETTER_HEIGHTS[0]) & (heights < LETTER_HEIGHTS[1])
    tall &= np.minimum(np.abs(text.bottom - bottom), np.abs(text.top - top)) < 0.15 * outline.height_in
    beside = np.minimum(to_left, to_right) < LETTER_GAP_SHARE * outline.height_in
    return OutlineNeighbours(
        left_in=float(to_left.min(initial=np.inf)),
        right_in=float(to_right.min(initial=np.inf)),
        lettered=bool((tall & beside).any() or _in_turned_text(outline, text, outlines)),
    )


def _in_turned_text(outline: ClosedOutline, text: PrintedPieces, outlines: Sequence[ClosedOutline]) -> bool:
    """Whether a piece as wide as the outline stands close above or below it: a letter of a line that runs down.

    Another outline is none: two answers stand as close.
    """
    left, right = outline.x_in - outline.width_in / 2, outline.x_in + outline.width_in / 2
    wide = np.abs(text.right - text.left - outline.width_in) < 0.25 * outline.width_in
    wide &= np.minimum(np.abs(text.left - left), np.abs(text.right - right)) < 0.15 * outline.width_in
    above = outline.y_in - outline.height_in / 2 - text.bottom
    below = text.top - outline.y_in - outline.height_in / 2
    gap = np.where(np.maximum(above, below) > -_SLACK_IN, np.maximum(above, below), np.inf)
    letters = np.flatnonzero(wide & (gap < 0.35 * outline.height_in))
    middles = [((text.left[i] + text.right[i]) / 2, (text.top[i] + text.bottom[i]) / 2) for i in letters]
    return any(
        all(abs(other.x_in - x) > _SAME_PLACE_IN or abs(other.y_in - y) > _SAME_PLACE_IN for other in outlines)
        for x, y in middles
    )


def _gaps(among: NDArray[np.bool_], gaps: Floats) -> Floats:
    return np.asarray(np.where(among & (gaps > -_SLACK_IN), gaps, np.inf).clip(min=0))
