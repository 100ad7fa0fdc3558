"""The timing-mark grid as it lies on one page image: grid coordinates to pixels.

Only coordinates are transformed, never the image. Pixels are (row, col); grid coordinates are (row, column) of the
upright page, also where the image stands upside down or lies on its side.
"""

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Grid:
    """The left and right borders' marks, row by row of the upright page.

    left, right              float64 (N, 2), centres in pixels (row, col)
    left_found, right_found  bool (N,), False where the place was inferred from its neighbours
    """

    columns: int
    left: NDArray[np.float64]
    right: NDArray[np.float64]
    left_found: NDArray[np.bool_]
    right_found: NDArray[np.bool_]
    bottom_marks: frozenset[int]
    """The columns in which the bottom row shows a mark: the card code."""
    turned: bool
    """True where the image stands upside down; not where it lies on its side."""

    ends: NDArray[np.float64] = field(init=False, repr=False, compare=False)
    """float64 (N, 4): left and right side by side."""
    row_vector_px: NDArray[np.float64] = field(init=False, repr=False, compare=False)
    """float64 (2,): from one row to the next, in pixels, over the whole page."""
    column_vector_px: NDArray[np.float64] = field(init=False, repr=False, compare=False)
    """float64 (2,): from one column to the next, in pixels, over the whole page."""
    pitch_px: float = field(init=False, compare=False)
    """The mean distance of neighbouring columns."""

    def __post_init__(self) -> None:
        """Work out once what every target's place needs."""
        down = (self.left[-1] - self.left[0] + self.right[-1] - self.right[0]) / (2 * (self.rows - 1))
        across = (self.right - self.left).sum(axis=0) / (self.rows * (self.columns - 1))
        object.__setattr__(self, "ends", np.concatenate([self.left, self.right], axis=1))
        object.__setattr__(self, "row_vector_px", down)
        object.__setattr__(self, "column_vector_px", across)
        object.__setattr__(self, "pitch_px", math.hypot(*across.tolist()))

    @property
    def rows(self) -> int:
        """How many timing-mark rows the page shows."""
        return len(self.left)

    @property
    def down_axis(self) -> int:
        """Which of (row, col) of the image runs down the page: 0, or 1 where the image lies on its side."""
        down, across = np.abs(self.row_vector_px).tolist()
        return 0 if down >= across else 1

    @property
    def missing_marks(self) -> int:
        """Border marks that were inferred."""
        return 2 * self.rows - int(np.count_nonzero(self.left_found) + np.count_nonzero(self.right_found))

    def to_px(self, rows: NDArray[np.float64], columns: NDArray[np.float64]) -> NDArray[np.float64]:
        """Map grid places (float64 (N,) each) to pixels: float64 (N, 2), (row, col).

        Raises ValueError for rows that the page does not have.
        """
        if rows.size and not 0 <= rows.min() <= rows.max() <= self.rows - 1:
            raise ValueError(f"the page has rows 0 to {self.rows - 1}")
        above = np.minimum(rows.astype(np.int64), self.rows - 2)
        ends = self.ends[above]
        ends += (self.ends[above + 1] - ends) * (rows - above)[:, None]
        mapped: NDArray[np.float64] = ends[:, :2]
        mapped += (ends[:, 2:] - mapped) * (columns / (self.columns - 1))[:, None]
        return mapped

    def doubt_px(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """How far a place in these rows may be off because border marks near it are missing: float64 (N,), pixels.

        An inferred mark is off by as much as the paper's feed was uneven: a sixteenth of the pitch a missing row is
        what uneven feeds show, and where the paper slipped, the marks on both sides of the gap are so much farther
        apart than their neighbours are.
        """
        if self.missing_marks == 0:
            return np.zeros(len(rows))
        left, right = (
            _inferred_doubt(places[:, self.down_axis], found, self.pitch_px)
            for places, found in ((self.left, self.left_found), (self.right, self.right_found))
        )
        nearest = np.clip(np.rint(rows).astype(np.int64), 0, self.rows - 1)
        doubt: NDArray[np.float64] = np.maximum(left, right)[nearest]
        return doubt


def to_px64(places_px: NDArray[np.float64]) -> NDArray[np.int64]:
    """Pixels to the kernels' 1/64 pixels, rounded: int64, same shape, C order."""
    return np.ascontiguousarray(np.rint(places_px * 64).astype(np.int64))


def as_pairs(places_px: NDArray[np.float64]) -> tuple[tuple[float, float], ...]:
    """Places (float64 (N, 2), (row, col)) as a record holds them."""
    return tuple(map(tuple, places_px.tolist()))


def _inferred_doubt(rows_px: NDArray[np.float64], found: NDArray[np.bool_], pitch_px: float) -> NDArray[np.float64]:
    """How far each mark of a border may be off, 0 for those that were found: float64 (N,), pixels."""
    rows, there = np.arange(len(found)), found.nonzero()[0]
    if there.size == 0:
        return np.full(len(found), len(found) * pitch_px / 16)
    doubt: NDArray[np.float64] = np.abs(rows[:, None] - there).min(axis=1) * pitch_px / 16
    for above, below in zip(there[:-1].tolist(), there[1:].tolist(), strict=True):
        if below - above > 1:
            inferred, gap = rows[above + 1 : below], below - above
            slipped = abs(rows_px[below] - rows_px[above] - gap * _step_beside(rows_px, found, above, below))
            farther = np.maximum(inferred - above, below - inferred) / gap
            doubt[inferred] = np.maximum(doubt[inferred], slipped * farther)
    return doubt


def _step_beside(rows_px: NDArray[np.float64], found: NDArray[np.bool_], above: int, below: int) -> float:
    """The mean distance of neighbouring marks just above and just below a gap of a border, or over all of it."""
    beside = [
        float(rows_px[row + 1] - rows_px[row])
        for row in (above - 1, below)
        if 0 <= row < len(found) - 1 and found[row] and found[row + 1]
    ]
    return sum(beside) / len(beside) if beside else float(rows_px[-1] - rows_px[0]) / (len(found) - 1)
