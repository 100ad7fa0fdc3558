"""Targets of which a pen left no outline to see: filled solid, they are as large as it, and lie where it does.

Only where nobody but a ruler told the places: a blank tells them better than a pen does.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from imaging.ink_levels import InkLevels
from imaging.layout import TargetShape
from imaging.measured.crossed import crossed_centres
from imaging.measured.forms import Forms
from imaging.measured.page_map import PageMap

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

AROUND_IN = 0.06
"""So far beyond the form and the reach a fill is looked at."""
SIZES = (0.8, 1.35)
"""Of the form's width and of its height: what a fill that hides it has."""
LEAST_SOLID = 0.75
"""Of an ellipse as wide and as high as the fill must be inked: names and rules are not solid."""
ENDS = (0.01, 0.99)
"""Between these shares of its pixels a fill lies: single strokes run out of it."""


def hidden_centres(
    gray: NDArray[np.uint8],
    levels: InkLevels,
    forms: Forms,
    page_map: PageMap,
    expected_px: Floats,
    reach_in: float,
    asked: Bools,
) -> tuple[Floats, Bools]:
    """How far from each expected place, float64 (N, 2), a filled or crossed target lies, and where one does.

    Only those `asked` about, bool (N,), are looked for: it takes a while, and most outlines are mostly seen.
    """
    shifts, found = np.zeros_like(expected_px), np.zeros(len(expected_px), bool)
    own = _of(forms, asked)
    shifts[asked], found[asked] = _solid_centres(gray, levels, own, page_map, expected_px[asked], reach_in)
    left = asked & ~found & [form.shape is not TargetShape.ARROW for form in forms]
    if left.any():
        rest = _of(forms, left)
        shifts[left], found[left] = crossed_centres(gray, levels, rest, page_map, expected_px[left], reach_in)
    return shifts, found


def _of(forms: Forms, some: Bools) -> Forms:
    return tuple(form for form, is_one in zip(forms, some.tolist(), strict=True) if is_one)


def _solid_centres(
    gray: NDArray[np.uint8], levels: InkLevels, forms: Forms, page_map: PageMap, expected_px: Floats, reach_in: float
) -> tuple[Floats, Bools]:
    """How far from each expected place, float64 (N, 2), the middle of a solid fill lies, and where one lies at all."""
    shifts, found = np.zeros_like(expected_px), np.zeros(len(expected_px), bool)
    to_in = np.linalg.inv(page_map.affine[:, :2]).T
    for i, (form, place) in enumerate(zip(forms, expected_px, strict=True)):
        reach_px = (max(form.width_in, form.height_in) / 2 + reach_in + AROUND_IN) * page_map.px_per_in
        places = _piece(gray, levels, place, round(reach_px))
        if len(places) == 0 or form.shape is TargetShape.ARROW:
            continue
        away = (places - place) @ to_in
        low, high = np.quantile(away, ENDS, axis=0)
        size, middle = high - low, (low + high) / 2
        ink_in = len(places) / page_map.px_per_in**2
        outer = np.array([form.height_in, form.width_in]) + form.stroke_in
        fits = ((size >= SIZES[0] * outer) & (size <= SIZES[1] * outer)).all()
        found[i] = fits and np.hypot(*middle) <= reach_in and ink_in >= LEAST_SOLID * np.pi / 4 * size.prod()
        shifts[i] = middle @ page_map.affine[:, :2].T
    return np.where(found[:, None], shifts, 0.0), found


def _piece(gray: NDArray[np.uint8], levels: InkLevels, place_px: Floats, reach_px: int) -> NDArray[np.int64]:
    """The pixels of the ink that hangs together at a place, within so much of it: int64 (M, 2), (row, col)."""
    row, col = np.rint(place_px).astype(int).tolist()
    top, left = max(row - reach_px, 0), max(col - reach_px, 0)
    inked = (gray[top : max(row + reach_px + 1, 0), left : max(col + reach_px + 1, 0)] <= levels.ink_level).astype(
        np.uint8
    )
    if not (0 <= row - top < inked.shape[0] and 0 <= col - left < inked.shape[1]):
        return np.zeros((0, 2), np.int64)
    _, pieces = cv2.connectedComponents(inked, connectivity=4)
    own = pieces[row - top, col - left]
    if own == 0:
        return np.zeros((0, 2), np.int64)
    return np.asarray(np.argwhere(pieces == own) + np.array([top, left]), np.int64)
