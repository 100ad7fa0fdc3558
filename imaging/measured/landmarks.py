"""Landmarks: pieces of a blank's print whose place can be told to a fraction of a pixel.

A landmark is the size of half a word. It is kept as points that are dark on the blank and points close by that are
clear, so that it can be looked for at any resolution and turn, and so that a pen beside it does little harm.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from imaging.ink_levels import InkLevels
from imaging.layout import BoxIn, MeasuredTarget

Floats = NDArray[np.float64]

HALF_HEIGHT_IN, HALF_WIDTH_IN = 0.09, 0.18
POINTS = 40
"""Dark ones and as many clear ones."""
CELL_IN = 0.45
"""At most one landmark a cell of the page, so that they stand everywhere."""
MOST_LANDMARKS = 120
"""Besides those that stand beside targets."""
DARK_SHARE, CLEAR_SHARE = 0.6, 0.12
"""Of the page's contrast: darker points are print, lighter ones are clear."""
CLEAR_WITHIN_IN = 0.035
"""Clear points are taken so near the print: they tell its edge."""
SOLID_IN = 0.05
APART_IN = 0.12
LEAST_CORNER_SHARE = 0.08
"""Of the strongest corner: weaker ones lie on a rule, along which they could slide."""
LEAST_CROSSING_SHARE = 0.02
"""Near a target weaker ones are taken, where thin rules cross: better than none."""
NEAR_TARGET_IN = 0.5
LEAST_LETTER_SHARE = 0.2
"""Of the strongest corner: weaker ones are crossing rules, not letters of a name."""
RULE_IN = 0.25
"""What is dark across for so long is a rule, and no letter."""
AROUND_TARGET_IN = 0.06
BESIDE_IN, PIECE_IN = 1.5, 0.375
"""The name of a choice stands within so much of its target; it is looked at in pieces."""


@dataclass(frozen=True, slots=True)
class Landmarks:
    """Landmarks of one page, in inches.

    places_in  float64 (N, 2), (y, x)
    dark_in    float64 (N, P, 2), offsets of points that are dark
    clear_in   float64 (N, P, 2), offsets of points that are clear
    beside     int64 (N,): the index of the target beside which it stands as part of a name, or -1
    """

    places_in: Floats
    dark_in: Floats
    clear_in: Floats
    beside: NDArray[np.int64]


def find_landmarks(
    gray: NDArray[np.uint8], levels: InkLevels, dpi: float, targets: tuple[MeasuredTarget, ...]
) -> Landmarks:
    """Choose the landmarks of a blank (uint8 (H, W)): those beside the targets first, then all over the page."""
    darkness = np.asarray(np.clip((levels.paper - gray.astype(np.float32)) / max(1, levels.contrast), 0, 1), np.float32)
    corners = _corners(darkness, dpi)
    strongest = float(np.quantile(corners, 0.995))
    fixed = corners >= LEAST_CROSSING_SHARE * strongest
    margin_rows, margin_cols = int(HALF_HEIGHT_IN * dpi) + 2, int(HALF_WIDTH_IN * dpi) + 2
    fixed[:margin_rows] = fixed[-margin_rows:] = False
    fixed[:, :margin_cols] = fixed[:, -margin_cols:] = False
    for target in targets:
        _rows_cols(fixed, _around(target), dpi)[...] = False
    strength = np.where(fixed & (corners >= LEAST_CORNER_SHARE * strongest), corners, 0).astype(np.float32)
    clear_near = _clear_near(darkness, dpi)
    chosen: list[tuple[int, int, int]] = []
    rules = _near_solid(darkness, dpi) | (corners < LEAST_LETTER_SHARE * strongest)
    lettered = np.where(rules, 0, strength).astype(np.float32)
    for i, target in enumerate(targets):
        chosen += [(row, col, i) for row, col in _beside(lettered, target, dpi)]
    chosen += [(row, col, -1) for row, col in _spread(strength, dpi)]
    weaker = np.where(fixed, corners, 0).astype(np.float32)
    chosen += [(row, col, -1) for target in targets for row, col in _around_it(weaker, target, dpi)]
    chosen = _apart(chosen, APART_IN * dpi)
    return _points(darkness, clear_near, chosen, dpi)


def _corners(darkness: NDArray[np.float32], dpi: float) -> NDArray[np.float32]:
    """How well the print around each pixel is fixed in its weakest direction: float32 (H, W)."""
    size = (2 * int(HALF_WIDTH_IN * dpi) + 1, 2 * int(HALF_HEIGHT_IN * dpi) + 1)
    down = cv2.Sobel(darkness, cv2.CV_32F, 0, 1, ksize=3)
    across = cv2.Sobel(darkness, cv2.CV_32F, 1, 0, ksize=3)
    yy, xx, xy = (cv2.boxFilter(product, -1, size) for product in (down * down, across * across, down * across))
    middle, half = (yy + xx) / 2, np.sqrt(((yy - xx) / 2) ** 2 + xy**2)
    return np.asarray(middle - half, np.float32)


def _clear_near(darkness: NDArray[np.float32], dpi: float) -> NDArray[np.bool_]:
    dark = (darkness > DARK_SHARE).astype(np.uint8)
    side = 2 * max(1, round(CLEAR_WITHIN_IN * dpi)) + 1
    near = cv2.dilate(dark, np.ones((side, side), np.uint8))
    return np.asarray((near > 0) & (darkness < CLEAR_SHARE))


def _near_solid(darkness: NDArray[np.float32], dpi: float) -> NDArray[np.bool_]:
    """Where a landmark would hold print thicker than any letter's stroke, such as a timing mark: bool (H, W)."""
    dark = (darkness > DARK_SHARE).astype(np.uint8)
    side = max(3, round(SOLID_IN * dpi))
    solid = cv2.erode(dark, np.ones((side, side), np.uint8))
    around = np.ones((2 * int(HALF_HEIGHT_IN * dpi) + side, 2 * int(HALF_WIDTH_IN * dpi) + side), np.uint8)
    return np.asarray(cv2.dilate(solid, around) > 0)


def _around(target: MeasuredTarget) -> BoxIn:
    """What a landmark's middle must keep out of, so that no pen in the target covers it."""
    down = target.height_in / 2 + AROUND_TARGET_IN + HALF_HEIGHT_IN / 2
    across = target.width_in / 2 + AROUND_TARGET_IN + HALF_WIDTH_IN
    return BoxIn(target.y_in - down, target.x_in - across, target.y_in + down, target.x_in + across)


def _rows_cols(page: NDArray[np.generic], box: BoxIn, dpi: float) -> NDArray[np.generic]:
    """The part of a page's array inside a box."""
    top, left = max(0, round(box.top_in * dpi)), max(0, round(box.left_in * dpi))
    return page[top : max(top, round(box.bottom_in * dpi)), left : max(left, round(box.right_in * dpi))]


def _beside(strength: NDArray[np.float32], target: MeasuredTarget, dpi: float) -> list[tuple[int, int]]:
    """The strongest places level with a target, piece by piece of the print to its left and to its right."""
    found = []
    half = max(target.height_in / 2, HALF_HEIGHT_IN)
    for side in (-1, 1):
        near = target.x_in + side * (target.width_in / 2 + AROUND_TARGET_IN + HALF_WIDTH_IN)
        for piece in range(round(BESIDE_IN / PIECE_IN)):
            from_in, to_in = near + side * piece * PIECE_IN, near + side * (piece + 1) * PIECE_IN
            box = BoxIn(target.y_in - half, min(from_in, to_in), target.y_in + half, max(from_in, to_in))
            found += _strongest(strength, box, dpi)
    return found


def _around_it(strength: NDArray[np.float32], target: MeasuredTarget, dpi: float) -> list[tuple[int, int]]:
    """The strongest places near a target, to its left and to its right: at most one each."""
    found = []
    for left_in, right_in in (
        (target.x_in - 2 * NEAR_TARGET_IN, target.x_in),
        (target.x_in, target.x_in + NEAR_TARGET_IN),
    ):
        box = BoxIn(target.y_in - NEAR_TARGET_IN / 2, left_in, target.y_in + NEAR_TARGET_IN / 2, right_in)
        found += _strongest(strength, box, dpi)
    return found


def _strongest(strength: NDArray[np.float32], box: BoxIn, dpi: float) -> list[tuple[int, int]]:
    """The strongest place in a box, if any is."""
    part = _rows_cols(strength, box, dpi)
    if part.size == 0 or part.max() <= 0:
        return []
    row, col = np.unravel_index(int(np.argmax(part)), part.shape)
    return [(int(row) + max(0, round(box.top_in * dpi)), int(col) + max(0, round(box.left_in * dpi)))]


def _spread(strength: NDArray[np.float32], dpi: float) -> list[tuple[int, int]]:
    """The strongest place of each cell, the strongest cells first."""
    cell = max(8, round(CELL_IN * dpi))
    found = []
    for top in range(0, strength.shape[0], cell):
        for left in range(0, strength.shape[1], cell):
            part = strength[top : top + cell, left : left + cell]
            at = int(np.argmax(part))
            row, col = np.unravel_index(at, part.shape)
            if part[row, col] > 0:
                found.append((-float(part[row, col]), top + int(row), left + int(col)))
    return [(row, col) for _, row, col in sorted(found)[:MOST_LANDMARKS]]


def _apart(chosen: list[tuple[int, int, int]], apart_px: float) -> list[tuple[int, int, int]]:
    """The places without those that are nearly at an earlier one's: they would show the same print."""
    kept: list[tuple[int, int, int]] = []
    for place in chosen:
        if all((place[0] - row) ** 2 + (place[1] - col) ** 2 >= apart_px**2 for row, col, _ in kept):
            kept.append(place)
    return kept


def _points(
    darkness: NDArray[np.float32], clear_near: NDArray[np.bool_], chosen: list[tuple[int, int, int]], dpi: float
) -> Landmarks:
    half_rows, half_cols = int(HALF_HEIGHT_IN * dpi), int(HALF_WIDTH_IN * dpi)
    lettering = darkness - ruled(darkness, dpi)
    places, darks, clears, beside = [], [], [], []
    for row, col, target in chosen:
        top, left = row - half_rows, col - half_cols
        window = slice(top, row + half_rows + 1), slice(left, col + half_cols + 1)
        dark = np.argwhere((darkness if target < 0 else lettering)[window] > DARK_SHARE)
        clear = np.argwhere(clear_near[window])
        if min(len(dark), len(clear)) < POINTS // 2:
            continue
        middle = np.array([half_rows, half_cols])
        places.append(((row + 0.5) / dpi, (col + 0.5) / dpi))
        darks.append((_evenly(dark) - middle) / dpi)
        clears.append((_evenly(clear) - middle) / dpi)
        beside.append(target)
    return Landmarks(
        np.array(places, np.float64).reshape(-1, 2),
        np.array(darks, np.float64).reshape(-1, POINTS, 2),
        np.array(clears, np.float64).reshape(-1, POINTS, 2),
        np.array(beside, np.int64),
    )


def ruled(darkness: NDArray[np.float32], dpi: float) -> NDArray[np.float32]:
    """What of an upright page's darkness (float32 (H, W), 0 is paper) is rules: they stand beside any name."""
    along = np.ones((1, max(3, round(RULE_IN * dpi))), np.uint8)
    rules = cv2.morphologyEx(darkness, cv2.MORPH_OPEN, along)
    return np.minimum(darkness, cv2.dilate(rules, np.ones((3, 1), np.uint8)))


def _evenly(points: NDArray[np.int64]) -> NDArray[np.int64]:
    """POINTS of the points, evenly over them."""
    return points[(np.arange(POINTS) * len(points)) // POINTS]
