"""Broken arrows: a printed tail and head, and the gap between them that a voter joins by a line.

A target's place and size are the gap's: from the tail's end to the head's beginning, as high as the tail is. Which end
is the head does not matter.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from imaging.ink_levels import InkLevels

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

END_IN = 0.1
"""So much of the tail and of the head is looked at, from the gap on."""
HEAD_IN = 0.2
"""So far above and below the gap's middle ends are looked at: heads are higher than tails."""
TAIL_HEIGHTS = (0.6, 1.6)
"""A tail's height, in those of the layout."""
GAP_SLACK_IN = 0.05
"""So much wider or narrower than the layout's a printed gap may be: somebody measured it."""
SAME_EDGE_IN, SAME_EDGE_SHARE = 0.008, 0.1
"""An end's edge lies where so many of the rows across it begin, to so much: a pen's line hides it in the others."""
LEAST_END_DARK = 0.7
"""Of an end's pixels beside the edge."""
LEAST_COLUMNS = 0.4
"""Of the columns that are looked at show the tail."""


@dataclass(frozen=True, slots=True)
class PrintedGap:
    """A gap as a page shows it, in inches from where it was looked for: its middle (down, across) and its size."""

    down_in: float
    across_in: float
    width_in: float
    height_in: float


def upright_places(centre_px: Floats, vectors_px: Floats, half: tuple[float, float]) -> Floats:
    """Places around a centre, a pixel apart: float64 (H, W, 2), (row, col).

    vectors_px   float64 (2, 2): a unit down and a unit across, in pixels
    half         half the height and half the width, in units
    """
    px = float(np.hypot(*vectors_px[1]))
    rows, cols = (int(np.ceil(size * px)) for size in half)
    down, across = np.mgrid[-rows : rows + 1, -cols : cols + 1] / px
    return np.asarray(centre_px + down[..., None] * vectors_px[0] + across[..., None] * vectors_px[1])


def dark_at(gray: NDArray[np.uint8], places_px: Floats, level: int) -> Bools:
    """Which of the places, float64 (H, W, 2), are at or below a level; none is beyond the image: bool (H, W)."""
    rows, cols = np.moveaxis(np.rint(places_px).astype(np.int64), -1, 0)
    on_page = (rows >= 0) & (rows < gray.shape[0]) & (cols >= 0) & (cols < gray.shape[1])
    values = gray[rows.clip(0, gray.shape[0] - 1), cols.clip(0, gray.shape[1] - 1)]
    return np.asarray(on_page & (values <= level))


def find_gap(
    gray: NDArray[np.uint8],
    levels: InkLevels,
    centre_px: Floats,
    vectors_px: Floats,
    size_in: tuple[float, float],
    reach_in: float,
) -> PrintedGap | None:
    """The gap near a place on an image (uint8 (H, W)), with a pen's line across it or not; None where none is seen.

    vectors_px   float64 (2, 2): an inch down and an inch across, in pixels
    size_in      the gap's height and width
    """
    width = size_in[1]
    px = float(np.hypot(*vectors_px[1]))
    half = HEAD_IN + reach_in, width / 2 + END_IN + reach_in + GAP_SLACK_IN
    dark = dark_at(gray, upright_places(centre_px, vectors_px, half), levels.print_level)
    tail = _tail(dark, px, size_in, reach_in)
    if tail is None:
        return None
    middle, tall = tail
    rows = dark[round(middle - 0.45 * tall) : round(middle + 0.45 * tall) + 1]
    centre = dark.shape[1] // 2
    left, right = _edge(rows[:, centre::-1], px), _edge(rows[:, centre:], px)
    if left is None or right is None:
        return None
    gap = (left + right) / px
    away = (middle - dark.shape[0] // 2) / px, (right - left) / 2 / px
    if abs(gap - width) > GAP_SLACK_IN or max(map(abs, away)) > reach_in:
        return None
    return PrintedGap(*away, gap, tall / px)


def _tail(dark: Bools, px: float, size_in: tuple[float, float], reach_in: float) -> tuple[float, float] | None:
    """The middle row of the arrow's tail, and how high it is, in pixels; by both ends where both are as high."""
    height, width = size_in[0] * px, size_in[1] * px
    away = width / 2 + GAP_SLACK_IN * px / 2
    found = []
    for side in (-1, 1):
        cols = dark.shape[1] // 2 + side * np.arange(round(away), round(away + END_IN * px))
        runs = [run for col in cols.tolist() if (run := _run_across(dark[:, col], height, reach_in * px)) is not None]
        if len(runs) >= LEAST_COLUMNS * len(cols):
            found.append(np.median(np.array(runs), axis=0))
    if not found:
        return None
    # a head's slope may pass for a higher tail
    return float(np.mean([middle for middle, _ in found])), float(min(tall for _, tall in found))


def _run_across(column: Bools, height_px: float, reach_px: float) -> tuple[float, float] | None:
    """The middle and the length of the run of a column that is as high as a tail, nearest to the middle."""
    changes = np.flatnonzero(np.diff(np.concatenate([[False], column, [False]]).astype(np.int8)))
    starts, ends = changes[::2], changes[1::2]
    lengths, middles = ends - starts, (starts + ends - 1) / 2
    away = np.abs(middles - len(column) // 2)
    fits = (lengths >= TAIL_HEIGHTS[0] * height_px) & (lengths <= TAIL_HEIGHTS[1] * height_px + 1) & (away <= reach_px)
    if not fits.any():
        return None
    nearest = int(np.argmin(np.where(fits, away, np.inf)))
    return float(middles[nearest]), float(lengths[nearest])


def _edge(rows: Bools, px: float) -> float | None:
    """How far from the gap's middle an end begins: `rows` lead outward; None where too little of its edge shows."""
    begins = np.where(rows.any(axis=1), rows.argmax(axis=1), rows.shape[1])
    least, near = max(2.0, SAME_EDGE_SHARE * len(rows)), max(1.0, SAME_EDGE_IN * px)
    for edge in np.unique(begins[begins < rows.shape[1]])[::-1].tolist():
        alike = np.abs(begins - edge) <= near
        end = rows[:, edge + 1 : round(edge + END_IN / 2 * px)]
        if np.count_nonzero(alike) >= least and end.size and end.mean() >= LEAST_END_DARK:
            return float(np.median(begins[alike]))
    return None
