"""Targets whose outlines strokes cross: ink only adds to an outline, so it lies where all of its line is dark.

Only where nobody but a ruler told the places: there the outline is looked for farther away than a pen's ink allows.
"""

import numpy as np
from numpy.typing import NDArray

from imaging.ink_levels import InkLevels
from imaging.measured.forms import Forms, form_points
from imaging.measured.page_map import PageMap
from imaging.outlines import MOST_LIGHT_SHARE, OUTLINE_POINTS

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

MOST_APART_IN = 0.012
"""Where the line may lie all over such places that are farther apart, something larger is dark, and tells no place."""
FEW = 6
"""Every sixth point of the line tells most places where it does not lie."""
LEAST_CLEAR = 0.2
"""Of the inside is clear: with less it may be a fill's edge that is dark."""


def crossed_centres(
    gray: NDArray[np.uint8], levels: InkLevels, forms: Forms, page_map: PageMap, expected_px: Floats, reach_in: float
) -> tuple[Floats, Bools]:
    """How far from each expected place, float64 (N, 2), a crossed outline lies, and where one lies at all."""
    shifts, found = np.zeros_like(expected_px), np.zeros(len(expected_px), bool)
    reach = max(2, round(reach_in * page_map.px_per_in))
    ways = np.stack(np.meshgrid(*2 * [np.arange(-reach, reach + 1)], indexing="ij"), axis=-1).reshape(-1, 2)
    to_px = page_map.affine[:, :2].T
    points = {
        form: form_points(form.shape, form.width_in, form.height_in, OUTLINE_POINTS) @ to_px for form in set(forms)
    }
    dark = gray <= levels.print_level
    for i, (form, place) in enumerate(zip(forms, expected_px, strict=True)):
        likely = ways[_share_around(dark, place, points[form][::FEW], reach) >= 1 - 2 * MOST_LIGHT_SHARE]
        light = 1 - _share(dark, place + likely, points[form])
        whole = likely[light <= MOST_LIGHT_SHARE]
        if len(whole) == 0:
            continue
        best = likely[light <= light.min() + 1e-9]
        found[i] = np.ptp(whole, axis=0).max() <= MOST_APART_IN * page_map.px_per_in + 2
        found[i] &= _share(dark, place + best.mean(axis=0)[None], points[form] / 2)[0] <= 1 - LEAST_CLEAR
        shifts[i] = best.mean(axis=0)
    return np.where(found[:, None], shifts, 0.0), found


def _share(dark: Bools, places_px: Floats, points_px: Floats) -> Floats:
    """How many of the points around each place, float64 (W, 2), are dark, as a share of them: float64 (W,)."""
    at = np.rint(places_px[:, None] + points_px[None]).astype(np.int64)
    rows, cols = (np.clip(at[..., axis], 0, dark.shape[axis] - 1) for axis in (0, 1))
    return np.asarray(dark[rows, cols].mean(axis=1), np.float64)


def _share_around(dark: Bools, place_px: Floats, points_px: Floats, reach: int) -> Floats:
    """The same around a place, float64 (2,), and all others of whole pixels up to `reach` from it: float64 (W,)."""
    side = 2 * reach + 1
    count = np.zeros((side, side), np.int64)
    for row, col in (np.rint(place_px + points_px).astype(np.int64) - reach).tolist():
        if 0 <= row <= dark.shape[0] - side and 0 <= col <= dark.shape[1] - side:
            count += dark[row : row + side, col : col + side]
            continue
        rows, cols = (
            np.clip(at + np.arange(side), 0, size - 1) for at, size in zip((row, col), dark.shape, strict=True)
        )
        count += dark[np.ix_(rows, cols)]
    return np.asarray(count.ravel() / len(points_px), np.float64)
