"""Whether a page is proved blank: paper with nothing on it but dust, folds, holes, and what shines through.

A page on which no ballot was found is taken for an empty back only where this proves it. Print and writing are strokes
darker than the paper right beside them. A black bed, a shadow, a hole and tinted paper are no strokes.
"""

from dataclasses import dataclass
from itertools import pairwise

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
MOST_UNPROVED_PIECES = 150
"""Of more pieces, however faint, it is proved that they shine through: a faint ballot has many hundreds."""
LEAST_LIKENESS = 0.6
"""What shines through is so like the other side's print in a mirror, as a correlation."""
LEAST_GAIN = 0.04
"""And by so much more than it is like that print itself: two ballots may be alike either way."""
SHIFT_PX = 24
"""By so much the two sides' images may lie apart."""
TILES = 4, 3
"""The likeness is that of so many parts down and across: the sides may lie askew."""
BLUR_PX = 1.5

Floats = NDArray[np.float32]


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
    if len(_pieces(strokes, strokes).letters_px) > MOST_UNPROVED_PIECES and not _shines_through(depth, strokes, behind):
        return False
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


def _shines_through(depth: Gray, strokes: Bools, behind: Gray) -> bool:
    """Whether what is on the page is the other side's print, seen through the paper, however it was turned."""
    parts = _parts(strokes.shape)
    own, weights = _softened(depth), [float(np.count_nonzero(strokes[part])) for part in parts]

    def likeness(print_: Gray) -> float:
        wide = _softened(np.pad(print_, SHIFT_PX))
        return float(np.average([_likeness(own[part], wide, part) for part in parts], weights=weights))

    mirrored = max(likeness(behind[:, ::-1]), likeness(behind[::-1]))
    if mirrored < LEAST_LIKENESS:
        return False
    return mirrored >= LEAST_GAIN + max(likeness(behind), likeness(behind[::-1, ::-1]))


Part = tuple[slice, slice]


def _parts(shape: tuple[int, ...]) -> list[Part]:
    """The parts of a page: slices of its rows and columns."""
    rows, cols = (np.linspace(0, size, count + 1).astype(int) for size, count in zip(shape, TILES, strict=True))
    return [(slice(*down), slice(*across)) for down in pairwise(rows) for across in pairwise(cols)]


def _likeness(part: Floats, wide: Floats, at: Part) -> float:
    """The highest correlation of a part with what lies within SHIFT_PX of its place."""
    near = wide[at[0].start : at[0].stop + 2 * SHIFT_PX, at[1].start : at[1].stop + 2 * SHIFT_PX]
    return float(np.nan_to_num(cv2.matchTemplate(near, part, cv2.TM_CCOEFF_NORMED)).max())


def _softened(depth: Gray) -> Floats:
    return np.asarray(cv2.GaussianBlur(depth.astype(np.float32), (0, 0), BLUR_PX), np.float32)


@dataclass(frozen=True, slots=True)
class _Pieces:
    """Connected strokes: how large those are that may be letters, and how many are longer."""

    letters_px: NDArray[np.int64]
    lines: int


def _pieces(strokes: Bools, unexplained: Bools) -> _Pieces:
    """The pieces of which at least half is not explained."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(strokes.astype(np.uint8), connectivity=8)
    left, top, width, height, area = stats.T
    inside = (left > 0) & (top > 0) & (left + width < strokes.shape[1]) & (top + height < strokes.shape[0])
    longest = np.maximum(width, height)
    own = 2 * np.bincount(labels[unexplained], minlength=count) > area
    letters = inside & (longest >= DUST_PX) & (longest < LINE_PX) & own
    letters[0] = False
    return _Pieces(area[letters].astype(np.int64), int(np.count_nonzero((longest[1:] >= LINE_PX) & own[1:])))


def _holds_letters(strokes: Bools, unexplained: Bools) -> bool:
    """Whether there are more pieces than dust and damage make, larger ones or more lines, not half of it explained."""
    found = _pieces(strokes, unexplained)
    many = len(found.letters_px) > MOST_PIECES or found.letters_px.sum() > MOST_STROKES_PX
    return found.lines > MOST_LINES or bool(many)
