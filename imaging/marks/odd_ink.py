"""Ink around a target where the page's other targets have none: print stands beside many targets alike, ink does not.

Around each target the same window of the image is looked at, as many rows and columns for each.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from imaging.marks.target_ink import Integers
from imaging.sheets.registered import PlacedForm, PlacedTargets, RegisteredPage
from kernels.spreading import inked_windows, widen_ink

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Pixels = NDArray[np.uint8]
Part = tuple[slice, slice]
"""Some rows and columns of a window."""

OWN_PITCHES = 0.1
"""What lies so near to the outline, beyond it, belongs to the mark; so far within it is the mark for certain."""
USUAL_SHARE = 0.12
"""Of the page's other targets: what so many of them have there, and two where there are eight, is print."""
NEAR_PITCHES = 0.06
"""Print lies a little otherwise beside each target."""
MOST_ONE_SIDED_PERCENT = 60
"""Ink lies to one side where the square of the mean way out is more of the mean square: one arm, a name, a swipe."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Windows of a page, alike around each target: how far they reach, rows and columns; and in how many of them is
    ink at each place, or near it, as far as that was looked at: int64 (H, W)."""

    page: RegisteredPage
    reach: tuple[int, int]
    near_px: int
    seen: Integers

    def odd_ink(self, target: int) -> Bools:
        """Which pixels around a target, of those looked at, are inked where few of the others have any: bool (H, W)."""
        others = len(self.page.placed.centres_px) - 1
        least = max(2.0 if others >= 8 else 1.0, USUAL_SHARE * others)
        own = window(self.page, self.page.placed.centres_px[target], self.reach)
        return np.asarray((own != 0) & (self.seen - widen_ink(own, self.near_px, self.near_px) < least))


def look_around(page: RegisteredPage, reach: tuple[int, int], part: Part | None = None) -> Surroundings:
    """Look around a page's targets, so many rows and columns to either side, or at a part of these windows only."""
    near_px = round(NEAR_PITCHES * page.placed.pitch_px)
    shape = 2 * reach[0] + 1, 2 * reach[1] + 1
    looked = tuple(
        slice(max(own.start - near_px, 0), min(own.stop + near_px, size))
        for own, size in zip(part or (slice(0, shape[0]), slice(0, shape[1])), shape, strict=True)
    )
    seen = np.zeros(shape, np.int64)
    corners = np.rint(page.placed.centres_px).astype(np.int64) - reach + [own.start for own in looked]
    seen[looked] = inked_windows(page.gray, corners, seen[looked].shape, page.levels.ink_level, near_px)
    return Surroundings(page, reach, near_px, seen)


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


def at_outline(page: RegisteredPage, target: int, shape: tuple[int, ...], beyond_pitches: float) -> tuple[slice, slice]:
    """The rows and columns of a target's window that are within its outline, or so far beyond it."""
    rows, cols = reach_px(page.placed, (page.placed.forms[target],), beyond_pitches, beyond_pitches)
    row, col = shape[0] // 2, shape[1] // 2
    return slice(max(row - rows, 0), row + rows + 1), slice(max(col - cols, 0), col + cols + 1)


def others_near(
    page: RegisteredPage, target: int, shape: tuple[int, ...], beyond_pitches: float
) -> Iterator[tuple[int, Part]]:
    """The other targets near a target's window, with the rows and columns within each outline, or so far beyond it."""
    placed, middle = page.placed, np.array(shape) // 2
    away = np.rint(placed.centres_px - placed.centres_px[target]).astype(int)
    for i in (np.abs(away) <= 2 * middle).all(axis=1).nonzero()[0].tolist():
        if i != target:
            rows, cols = reach_px(placed, (placed.forms[i],), beyond_pitches, beyond_pitches)
            row, col = (away[i] + middle).tolist()
            yield (
                i,
                (slice(max(row - rows, 0), max(row + rows + 1, 0)), slice(max(col - cols, 0), max(col + cols + 1, 0))),
            )


def inside_of(page: RegisteredPage, target: int, inked: Pixels) -> Pixels:
    """The ink of a target's window that is well inside its outline: uint8 (H, W), 0 or 1."""
    inside, place = np.zeros_like(inked), at_outline(page, target, inked.shape, -OWN_PITCHES)
    inside[place] = inked[place]
    return inside


def is_one_sided(out: Bools) -> bool:
    """Whether pixels of a window, bool (H, W), lie to one side of its middle."""
    down, right = (places - size // 2 for places, size in zip(out.nonzero(), out.shape, strict=True))
    mean = int(down.sum()) ** 2 + int(right.sum()) ** 2
    return bool(100 * mean > MOST_ONE_SIDED_PERCENT * down.size * int((down * down + right * right).sum()))
