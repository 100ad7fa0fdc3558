"""Ink around a target where the page's other targets have none: print stands beside many targets alike, ink does not.

Around each target the same window of the image is looked at, as many rows and columns for each.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from imaging.marks.target_ink import Integers
from imaging.sheets.registered import PlacedForm, PlacedTargets, RegisteredPage

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Pixels = NDArray[np.uint8]

USUAL_SHARE = 0.12
"""Of the page's other targets: what so many of them have there, and two where there are eight, is print."""
NEAR_PITCHES = 0.06
"""Print lies a little otherwise beside each target."""
MOST_ONE_SIDED_PERCENT = 60
"""Ink lies to one side where the square of the mean way out is more of the mean square: one arm, a name, a swipe."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The windows around a page's targets, uint8 (N, H, W), 1 where inked; the same with all ink a little wider; and
    how many windows have such ink at each place: int64 (H, W)."""

    windows: Pixels
    widened: Pixels
    seen: Integers

    def odd_ink(self, target: int) -> Bools:
        """Which pixels around a target are inked where few of the others have any: bool (H, W)."""
        others = len(self.windows) - 1
        least = max(2.0 if others >= 8 else 1.0, USUAL_SHARE * others)
        return np.asarray((self.windows[target] != 0) & (self.seen - self.widened[target] < least))


def look_around(page: RegisteredPage, down_pitches: float, across_pitches: float) -> Surroundings:
    """Look so far beyond the outlines of a page's targets, above and below, and to either side."""
    reach = reach_px(page.placed, page.placed.forms, down_pitches, across_pitches)
    windows = np.stack([window(page, centre, reach) for centre in page.placed.centres_px])
    widened = np.stack([widen(one, round(NEAR_PITCHES * page.placed.pitch_px)) for one in windows])
    return Surroundings(windows, widened, widened.sum(axis=0, dtype=np.int64))


def reach_px(
    placed: PlacedTargets, forms: tuple[PlacedForm, ...], down_pitches: float, across_pitches: float
) -> tuple[int, int]:
    """How many rows and columns of the image it is from a centre to so far beyond the largest form, however it lies."""
    down = max(form.height for form in forms) / 2 + down_pitches
    across = max(form.width for form in forms) / 2 + across_pitches
    (down_row, down_col), (across_row, across_col) = placed.row_vector_px.tolist(), placed.column_vector_px.tolist()
    rows, cols = abs(down_row) * down + abs(across_row) * across, abs(down_col) * down + abs(across_col) * across
    return round(rows), round(cols)


def window(page: RegisteredPage, centre_px: Floats, reach: tuple[int, int]) -> Pixels:
    """Which pixels around a centre are inked: uint8, 0 or 1; off the page none is."""
    row, col = np.rint(centre_px).astype(int).tolist()
    inked = np.zeros((2 * reach[0] + 1, 2 * reach[1] + 1), np.uint8)
    top, left = row - reach[0], col - reach[1]
    part = page.gray[max(top, 0) : max(top + len(inked), 0), max(left, 0) : max(left + inked.shape[1], 0)]
    inside = inked[max(-top, 0) :, max(-left, 0) :]
    inside[: part.shape[0], : part.shape[1]] = part <= page.levels.ink_level
    return inked


def around_middle(shape: tuple[int, ...], reach: tuple[int, int]) -> tuple[slice, slice]:
    """The rows and columns of a window that are so near to its middle."""
    row, col = shape[0] // 2, shape[1] // 2
    return slice(max(row - reach[0], 0), row + reach[0] + 1), slice(max(col - reach[1], 0), col + reach[1] + 1)


def widen(inked: Pixels, by_px: int) -> Pixels:
    """1 within so many pixels of what is not 0, along rows and columns, of a window (H, W) of 0 and 1."""
    return widen_along(widen_along(inked, 0, by_px), 1, by_px)


def widen_along(inked: Pixels, axis: int, by_px: int) -> Pixels:
    """1 within so many pixels of what is not 0, along one axis, of a window (H, W) of 0 and 1."""
    around = [(0, 0), (0, 0)]
    around[axis] = (by_px + 1, by_px)
    before = np.swapaxes(np.cumsum(np.pad(inked, around), axis, dtype=np.int32), 0, axis)
    near = before[2 * by_px + 1 :] > before[: -2 * by_px - 1]
    return np.ascontiguousarray(np.swapaxes(near, 0, axis)).view(np.uint8)


def is_one_sided(out: Bools) -> bool:
    """Whether pixels of a window, bool (H, W), lie to one side of its middle."""
    down, right = (places - size // 2 for places, size in zip(out.nonzero(), out.shape, strict=True))
    mean = int(down.sum()) ** 2 + int(right.sum()) ** 2
    return bool(100 * mean > MOST_ONE_SIDED_PERCENT * down.size * int((down * down + right * right).sum()))
