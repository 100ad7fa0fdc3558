"""Timing marks: solid bars by themselves. Which a blank has, and whether one is where it should be on an image.

A mark is seen where all of it is dark and all around it is clear, so that a pen's stroke is none. That one is missing
is seen where its whole place is clear. What is neither is unknown.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from imaging.ink_levels import InkLevels
from imaging.measured.name_match import upright_piece

Floats = NDArray[np.float64]

LEAST_SIDE_IN, MOST_SIDE_IN = 0.045, 0.35
"""A narrower bar is a letter's stroke or a rule, a longer one a heading."""
LEAST_FILLED = 0.85
"""Of its box is print: a letter's is less."""
PRINT_SHARE = 0.5
"""Of the page's contrast: darker points of a blank are print."""
ALONE_IN = 0.03
"""So far around a mark nothing else is printed."""
EDGE_IN, AROUND_IN, MARGIN_IN = 0.012, 0.022, 0.015
"""So far inside of its edge a mark is dark, so far outside the paper is clear; and so far around a missing one."""
DARK_SHARE, CLEAR_SHARE = 0.6, 0.25
"""Of the page's contrast: darker points are a mark's, lighter ones are clear; what lies between is neither."""
LEAST_DARK, LEAST_AROUND, LEAST_CLEAR = 0.95, 0.9, 0.97
"""Of a mark's inside and of the points around it; and of the place of a mark that is missing."""
POINTS_AN_INCH, PIECE_DPI = 150, 300
FEW, LEAST_LIKELY = 7, 0.9
"""Every seventh point tells most places where a mark is not."""


@dataclass(frozen=True, slots=True)
class SolidMarks:
    """The timing marks of one page, in inches.

    places_in  float64 (N, 2), (y, x) of the centres
    sizes_in   float64 (N, 2), height and width
    """

    places_in: Floats
    sizes_in: Floats


def find_solid_marks(gray: NDArray[np.uint8], levels: InkLevels, dpi: float) -> SolidMarks:
    """Find the timing marks of an upright blank (uint8 (H, W))."""
    dark = np.asarray(gray < levels.paper - PRINT_SHARE * levels.contrast, np.uint8)
    _, _, counted, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    left, top, width, height, area = np.asarray(counted[1:], np.int64).T.reshape(5, -1)
    short, long = np.minimum(width, height), np.maximum(width, height)
    marks = (short >= LEAST_SIDE_IN * dpi) & (long <= MOST_SIDE_IN * dpi) & (area >= LEAST_FILLED * width * height)
    margin = round(ALONE_IN * dpi)
    for one in np.flatnonzero(marks):
        rows = slice(max(0, top[one] - margin), top[one] + height[one] + margin)
        cols = slice(max(0, left[one] - margin), left[one] + width[one] + margin)
        marks[one] = np.count_nonzero(dark[rows, cols]) == area[one]
    corner, size = (np.stack(edges, axis=1)[marks] / dpi for edges in ((top, left), (height, width)))
    return SolidMarks(corner + size / 2, size)


def lie_on_marks(marks: SolidMarks, points_in: Floats) -> NDArray[np.bool_]:
    """Which points, float64 (..., 2), (y, x), lie on a mark: bool (...)."""
    on = np.zeros(points_in.shape[:-1], bool)
    for place, size in zip(marks.places_in, marks.sizes_in, strict=True):
        on |= (np.abs(points_in - place) <= size / 2).all(axis=-1)
    return on


@dataclass(frozen=True, slots=True)
class MarksOnImage:
    """An image (uint8 (H, W)) on which timing marks should be.

    places_px  float64 (N, 2), (row, col): where they should be
    to_px      float64 (2, 2): takes (y, x) in inches to (row, col) in pixels
    """

    gray: NDArray[np.uint8]
    levels: InkLevels
    marks: SolidMarks
    places_px: Floats
    to_px: Floats

    @property
    def px_per_in(self) -> float:
        """The mean of both ways."""
        return float(np.hypot(*self.to_px).mean())

    def shift_of(self, mark: int, moved_px: Floats, reach_in: float) -> Floats | None:
        """How far from its place a mark is seen, float64 (2,), looked for at `moved_px` from it and around; or None."""
        reach = int(np.ceil(reach_in * self.px_per_in))
        ways = np.stack(np.meshgrid(*2 * [np.arange(-reach, reach + 1)], indexing="ij"), axis=-1).reshape(-1, 2)
        height, width = self.marks.sizes_in[mark]
        box = _box(height - 2 * EDGE_IN, width - 2 * EDGE_IN)
        likely = self._levels_at(mark, moved_px, ways, box[::FEW])
        if likely is None:
            return None
        ways = ways[(likely <= self._level(DARK_SHARE)).mean(axis=1) >= LEAST_LIKELY]
        inside = self._levels_at(mark, moved_px, ways, box)
        around = self._levels_at(mark, moved_px, ways, _frame(height + 2 * AROUND_IN, width + 2 * AROUND_IN))
        if inside is None or around is None:
            return None
        dark = (inside <= self._level(DARK_SHARE)).mean(axis=1)
        clear = (around >= self._level(CLEAR_SHARE)).mean(axis=1)
        seen = (dark >= LEAST_DARK) & (clear >= LEAST_AROUND)
        if not seen.any():
            return None
        best = seen & (dark + clear >= (dark + clear)[seen].max() - 1e-9)
        return np.asarray(moved_px + ways[best].mean(axis=0), np.float64)

    def piece(self, mark: int, moved_px: Floats, more_in: float = 0.0) -> NDArray[np.float32]:
        """A mark's place, moved by so much, the clear paper around it and so much more: upright, float32 (h, w)."""
        half_in = self.marks.sizes_in[mark] / 2 + ALONE_IN + more_in
        return upright_piece(self.gray, self.to_px, self.places_px[mark] + moved_px, half_in, PIECE_DPI)

    def is_clear(self, mark: int, moved_px: Floats) -> bool:
        """Whether a mark's whole place, moved by so much, is clear paper."""
        height, width = self.marks.sizes_in[mark]
        box = _box(height + 2 * MARGIN_IN, width + 2 * MARGIN_IN)
        found = self._levels_at(mark, moved_px, np.zeros((1, 2), np.int64), box)
        return found is not None and bool((found >= self._level(CLEAR_SHARE)).mean() >= LEAST_CLEAR)

    def _level(self, share: float) -> float:
        return self.levels.paper - share * self.levels.contrast

    def _levels_at(
        self, mark: int, moved_px: Floats, ways: NDArray[np.int64], points_in: Floats
    ) -> NDArray[np.uint8] | None:
        """The gray at points around a mark's place, moved by each of the ways: uint8 (W, P); None beyond the image."""
        at = np.rint(self.places_px[mark] + moved_px + points_in @ self.to_px.T).astype(np.int64)
        if len(ways) == 0:
            return None
        low, high = at.min(axis=0) + ways.min(axis=0), at.max(axis=0) + ways.max(axis=0)
        if low.min() < 0 or (high >= self.gray.shape).any():
            return None
        row = np.array([self.gray.shape[1], 1])
        return np.asarray(np.take(self.gray, (ways @ row)[:, None] + (at @ row)[None]), np.uint8)


def _box(height: float, width: float) -> Floats:
    """Points all over a rectangle around (0, 0): float64 (P, 2)."""
    sides = [np.linspace(-size / 2, size / 2, max(2, round(size * POINTS_AN_INCH) + 1)) for size in (height, width)]
    return np.stack(np.meshgrid(*sides, indexing="ij"), axis=-1).reshape(-1, 2)


def _frame(height: float, width: float) -> Floats:
    """Points all along the edges of a rectangle around (0, 0): float64 (P, 2)."""
    points = _box(height, width)
    on_edge = np.isclose(np.abs(points), np.array([height, width]) / 2).any(axis=1)
    return np.asarray(points[on_edge], np.float64)
