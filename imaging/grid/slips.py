"""Where the paper slipped in the scanner: rows of timing marks farther apart than those around them.

A target beside a slip may be cut by it: what lay there is smeared, and its outline fits in two places. A target between
two rows of marks may lie on either side of the slip.
"""

import numpy as np
from numpy.typing import NDArray

from imaging.geometry import Grid
from imaging.ink_levels import InkLevels

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

FEWEST_ROWS = 6
LEAST_SLIP_PITCHES = 0.06
LEAST_INFERRED_PITCHES = 0.1
"""Missing marks alone leave less doubt, but for three and more in a row."""
BESIDE_SLIP_PITCHES = 0.02
"""An outline beside a slip may be drawn out by as much as this and still be found."""
CUT_PITCHES = 0.3
"""An outline reaches so far from its row at most: a slip that begins farther away does not cut it."""
EDGE_SHARE = 0.75
"""The points of an outline farther from its middle than this share of the farthest are its upper and lower edge."""


def slips_px(grid: Grid) -> Floats | None:
    """How much farther apart than those around them two neighbouring rows of marks are: float64 (rows - 1,).

    Both borders must say so. None where nothing slipped, as is usual.
    """
    least = LEAST_SLIP_PITCHES * grid.pitch_px
    borders = (grid.left[:, grid.down_axis], grid.right[:, grid.down_axis])
    for rows in borders:
        if grid.rows < FEWEST_ROWS or np.abs(rows[2:] - 2 * rows[1:-1] + rows[:-2]).max() <= least:
            return None
    left, right = (_out_of_line(np.diff(border)) for border in borders)
    slips = np.where(left * right > 0, np.minimum(np.abs(left), np.abs(right)), 0.0)
    slips[slips <= least] = 0.0
    return slips if slips.any() else None


def _out_of_line(steps: Floats) -> Floats:
    """How much longer each step is than the median of the five around it."""
    around = np.lib.stride_tricks.sliding_window_view(np.pad(steps, 2, mode="reflect"), 5)
    longer: Floats = steps - np.median(around, axis=1)
    return longer


def slip_doubt(grid: Grid, rows: Floats, inferred_px: Floats) -> tuple[Floats, Bools | None]:
    """What a slip adds to the doubt about places in these rows of the grid, float64 (N,), and which lie beside one.

    inferred_px   float64 (N,): the doubt that missing marks leave; most of it where the paper slipped between them
    returns       the doubt, float64 (N,), and bool (N,); None where nothing slipped
    """
    slips = slips_px(grid)
    if slips is None and grid.missing_marks == 0:
        return inferred_px, None
    beside = inferred_px > LEAST_INFERRED_PITCHES * grid.pitch_px
    if slips is None:
        return inferred_px, beside
    above = np.clip(np.floor(rows).astype(np.int64), 0, len(slips) - 1)
    part = rows - above
    between = np.where((part > 0) & (part < 1), np.maximum(part, 1 - part), 0.0)
    near = np.abs(rows[:, None] - np.arange(len(slips)) - 0.5) < 0.5 + CUT_PITCHES
    return inferred_px + slips[above] * between, beside | (near & (slips > 0)).any(axis=1)


def has_both_edges(
    gray: NDArray[np.uint8], levels: InkLevels, centres_px: Floats, outline_px: Floats, down_axis: int
) -> Bools:
    """Which outlines are printed above their middles as darkly as below, half at least, beyond what is inside.

    outline_px   float64 (M, 2): an outline's points relative to its centre, in pixels
    down_axis    the grid's
    returns      bool (N,)
    """
    beside = outline_px[:, down_axis]
    edges = (beside < EDGE_SHARE * beside.min(), beside > EDGE_SHARE * beside.max())
    inside = _darkness(gray, levels, centres_px, outline_px / 2)
    dark = [_darkness(gray, levels, centres_px, outline_px[edge]) - inside for edge in edges]
    return np.asarray(np.minimum(*dark) >= np.maximum(*dark) / 2)


def _darkness(gray: NDArray[np.uint8], levels: InkLevels, centres_px: Floats, points_px: Floats) -> Floats:
    places = np.rint(centres_px[:, None, :] + points_px).astype(np.int64)
    rows, cols = (np.clip(places[..., axis], 0, gray.shape[axis] - 1) for axis in (0, 1))
    darkness: Floats = np.clip(levels.paper - gray[rows, cols].astype(np.float64), 0, None).mean(axis=1)
    return darkness
