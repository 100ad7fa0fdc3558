"""Whether a page is proved blank: paper with nothing on it but dust, folds, holes, and what shines through.

A page on which no ballot was found is taken for an empty back only where this proves it. Print and writing are strokes
darker than the paper right beside them. A black bed, a shadow, a hole and tinted paper are no strokes.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from kernels.histogram import gray_histogram

Gray = NDArray[np.uint8]
Bools = NDArray[np.bool_]

LONG_SIDE_PX = 1100
"""Pages are made about so small: 100 pixels an inch of a letter page, where letters still hold together."""
STROKE_PX = 9
"""What is wider than so much of the small page, a tenth of an inch, is no stroke."""
LEAST_PAPER = 90
LEAST_PAPER_SHARE = 0.25
"""So much of the image is at least that bright, or what it shows is not paper: inverted, black, or not lit."""
FAINT = 16
"""A stroke is darker than the paper around it by so many gray levels, and by more where the paper is rough."""
SHINING_SHARE = 0.2
"""What shines through is at most so dark, as a share of the paper's own level, and a third as deep as the print that
shines."""
SOAKING_SHARE = 0.35
"""A pen that soaks through leaves at most that, and only behind what it wrote."""
SOAKING_REACH_PX = 11
"""How far from there, as the two sides' images may lie."""
DUST_PX = 4
"""Smaller pieces are dust."""
LINE_PX = 200
"""Longer pieces are folds, streaks and edges: no letters."""
MOST_LINES = 12
MOST_PIECES = 20
MOST_STROKES_PX = 700
"""On a blank page: staples, crumbs and a broken fold have fewer pieces and pixels, a line of print or writing has
more."""


def is_blank(page: Gray, other: Gray | None = None) -> bool:
    """Whether a page (uint8 (H, W)) is proved to be blank; `other` is what may shine through, its paper's other side.

    False also of an image that shows no paper: one that is black, or inverted.
    """
    small = _made_small(page)
    paper = _level(small, 1 - LEAST_PAPER_SHARE)
    if paper < LEAST_PAPER:
        return False
    depth = _depth(small)
    strokes = depth > max(FAINT, 2.5 * _level(depth, 0.5) + FAINT / 2)
    if np.count_nonzero(strokes) <= MOST_STROKES_PX:
        return True
    if other is None:
        return not _holds_letters(strokes, strokes)
    size = (small.shape[1], small.shape[0])
    behind = _depth(np.asarray(cv2.resize(other, size, interpolation=cv2.INTER_AREA), np.uint8))
    strokes &= depth > min(SHINING_SHARE * paper, _depth_of_print(behind) / 3)
    return not _holds_letters(strokes, strokes & ~((depth < SOAKING_SHARE * paper) & _near_mirrored(behind)))


def _level(image: Gray, share: float) -> int:
    """The gray level that so large a share of an image's pixels are below, from a sample of them."""
    counts = np.cumsum(gray_histogram(image, 8, 8))
    return int(np.searchsorted(counts, share * counts[-1], side="right"))


def _made_small(page: Gray) -> Gray:
    factor = max(1, round(max(page.shape) / LONG_SIDE_PX))
    if factor == 1:
        return page
    size = (max(1, page.shape[1] // factor), max(1, page.shape[0] // factor))
    return np.asarray(cv2.resize(page, size, interpolation=cv2.INTER_AREA), np.uint8)


def _depth(small: Gray) -> Gray:
    """By how much each pixel is darker than the paper beside it, where something narrow lies on it."""
    return np.asarray(cv2.morphologyEx(small, cv2.MORPH_BLACKHAT, np.ones((STROKE_PX, STROKE_PX), np.uint8)), np.uint8)


def _depth_of_print(depth: Gray) -> float:
    """How deep most strokes of a printed page are; 0 where it has none."""
    strokes = depth[depth > FAINT]
    return float(np.percentile(strokes, 75)) if strokes.size else 0.0


def _near_mirrored(behind: Gray) -> Bools:
    """What lies near the other side's strokes, through the paper, however it was turned: bool (H, W)."""
    strokes = (behind > FAINT).astype(np.uint8)
    near = np.asarray(cv2.dilate(strokes, np.ones((2 * SOAKING_REACH_PX + 1,) * 2, np.uint8))) > 0
    return np.asarray(near[:, ::-1] | near[::-1])


def _holds_letters(strokes: Bools, unexplained: Bools) -> bool:
    """Whether there are more pieces than dust and damage make, larger ones or more lines, not half of it explained."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(strokes.astype(np.uint8), connectivity=8)
    left, top, width, height, area = stats.T
    inside = (left > 0) & (top > 0) & (left + width < strokes.shape[1]) & (top + height < strokes.shape[0])
    longest = np.maximum(width, height)
    own = 2 * np.bincount(labels[unexplained], minlength=count) > area
    letters = inside & (longest >= DUST_PX) & (longest < LINE_PX) & own
    letters[0] = False
    if np.count_nonzero((longest[1:] >= LINE_PX) & own[1:]) > MOST_LINES:
        return True
    return bool(np.count_nonzero(letters) > MOST_PIECES or area[letters].sum() > MOST_STROKES_PX)
