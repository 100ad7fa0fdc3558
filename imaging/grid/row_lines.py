"""Rows of timing marks across the page: which pairs of border rows have marks on the line between them.

The top row has a mark in every column, the bottom row those of the card code, the others none. So the rows say which
end of the page is up, and which row of the left border belongs to which of the right one.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from imaging.grid.borders import Border, Ints, MarkSizes
from imaging.ink_levels import InkLevels
from kernels.bars import find_bars
from kernels.lines import marks_between

MOST_OVERHANG_ROWS = 4
"""How many corner rows may be missing from the end of a border."""
BESIDE = 2
"""Lines from a row of one border to one so far out of step on the other tell whether a row was lost or gained."""
MOST_OUT_OF_SQUARE = 0.1
"""Rows of marks run square to the borders, but for a feed's shear: at most so far down for each pixel across."""
FIRST_PLACE = round(0.625 * 1024)
"""The centre of the first column after the corner lies so far, in 1/1024 pitch, from the corner mark's inner edge."""


@dataclass(frozen=True, slots=True)
class RowLines:
    """Lines between rows of the left border and rows of the right one, near one end of the page.

    marked   bool (L, R, columns - 2): in which columns, corners apart, the line from the left border's row
             `first_left + i` to the right border's row `first_right + j` shows a mark
    seen     in how many
    """

    first_left: int
    first_right: int
    marked: NDArray[np.bool_]
    seen: list[list[int]]

    @property
    def most(self) -> int:
        """The most marks that a line shows."""
        return max(map(max, self.seen))

    def best(self) -> tuple[int, int]:
        """The left and the right index of the first line that shows most."""
        most = self.most
        i = next(i for i, seen in enumerate(self.seen) if most in seen)
        return self.first_left + i, self.first_right + self.seen[i].index(most)

    def at(self, left_index: int, right_index: int) -> int:
        """The marks on one line."""
        return self.seen[left_index - self.first_left][right_index - self.first_right]

    def columns(self, left_index: int, right_index: int) -> list[int] | None:
        """The columns, corners apart, in which one line shows a mark; None for a line that was not looked at."""
        i, j = left_index - self.first_left, right_index - self.first_right
        if not (0 <= i < self.marked.shape[0] and 0 <= j < self.marked.shape[1]):
            return None
        return _columns(self.marked[i, j])

    def shifted(self, shift: int) -> dict[int, int]:
        """Marks by left index, of the lines whose right index is `shift` more."""
        offset = self.first_left + shift - self.first_right
        return {
            self.first_left + i: seen[i + offset] for i, seen in enumerate(self.seen) if 0 <= i + offset < len(seen)
        }


def _columns(marked: NDArray[np.bool_]) -> list[int]:
    """The numbers of the columns with a mark: bool (columns - 2,), the corners apart."""
    return [column + 1 for column, seen in enumerate(marked.tolist()) if seen]


def _drift(border: Border) -> float:
    """How far a border runs to the right for each pixel down."""
    (first_row, first_col), (last_row, last_col) = border.places_px1024[[0, -1]].tolist()
    return float((last_col - first_col) / (last_row - first_row))


@dataclass(frozen=True, slots=True)
class BorderedPage:
    """A page, its borders, and what a mark may measure on it: where marks between the borders are looked for."""

    gray: NDArray[np.uint8]
    levels: InkLevels
    sizes: MarkSizes
    left: Border
    right: Border
    columns: int

    def row_lines(self, at_end: bool) -> RowLines:
        """Every pair of border rows near one end of the page."""
        count = 2 * MOST_OVERHANG_ROWS + 1
        first_left = (self.left.last if at_end else 0) - MOST_OVERHANG_ROWS
        first_right = (self.right.last if at_end else 0) - MOST_OVERHANG_ROWS
        lefts, rights = self.left.places(first_left, count)[0], self.right.places(first_right, count)[0]
        marked = self._marks_between(lefts, rights)
        return RowLines(first_left, first_right, marked, marked.sum(axis=2).tolist())

    def all_lines(self, least: int) -> RowLines | None:
        """Lines of border rows, and of rows beyond their ends; None where no line shows so many marks.

        They are those with so many marks, and all in step with the one that shows most, or `BESIDE` rows out of step.
        """
        beyond = MOST_OVERHANG_ROWS
        lefts, rights = (border.places(-beyond, border.last + 1 + 2 * beyond)[0] for border in (self.left, self.right))
        # on a speckled page most borders are none: lines askew are not looked at, and the others given up early
        bars = self._bars_between(lefts, rights)
        marked = self._on_lines(bars, lefts, rights, least, self._square(lefts, rights))
        if least and not marked.any():
            return None
        full = RowLines(-beyond, -beyond, marked, marked.sum(axis=2).tolist())
        top, right_top = full.best()
        in_step = np.arange(len(lefts))[:, None] + np.array([-BESIDE, BESIDE + 1]) + (right_top - top)
        marked |= self._on_lines(bars, lefts, rights, facing=np.clip(in_step, 0, len(rights)))
        return RowLines(-beyond, -beyond, marked, marked.sum(axis=2).tolist())

    def _square(self, lefts: Ints, rights: Ints) -> Ints:
        """Which right places lie across from each left one, as far as a row may run askew: int64 (L, 2), half open."""
        across = float(rights[:, 1].mean() - lefts[:, 1].mean())
        middle, askew = across * (_drift(self.left) + _drift(self.right)) / 2, across * MOST_OUT_OF_SQUARE
        ends = lefts[:, :1] - middle + np.array([-askew, askew])
        facing: Ints = np.searchsorted(rights[:, 0], ends).astype(np.int64)
        return facing

    def marks_in_row(self, left: Ints, right: Ints) -> list[int]:
        """The columns, corners apart, in which a mark lies on the line between two places, int64 (1, 2) each."""
        return _columns(self._marks_between(left, right)[0, 0])

    def _marks_between(self, lefts: Ints, rights: Ints) -> NDArray[np.bool_]:
        """Bool (L, R, columns - 2): where, corners apart, lines between places show marks."""
        return self._on_lines(self._bars_between(lefts, rights), lefts, rights)

    def _bars_between(self, lefts: Ints, rights: Ints) -> NDArray[np.int32]:
        """What may be marks between two borders: int32 (B, 4), as `find_bars` has them."""
        margin = 0.3 * self.sizes.least_pitch
        rows = [*lefts[:, 0].tolist(), *rights[:, 0].tolist()]
        band = int(min(rows) / 1024 - margin), int(max(rows) / 1024 + margin) + 1
        across = int(lefts[:, 1].min()) // 1024, int(rights[:, 1].max()) // 1024 + 1
        sizes = self.sizes
        return find_bars(self.gray, self.levels.print_level, sizes.scan_step, band, across, sizes.width, sizes.height)

    def _on_lines(
        self, bars: NDArray[np.int32], lefts: Ints, rights: Ints, least: int = 0, facing: Ints | None = None
    ) -> NDArray[np.bool_]:
        """Bool (L, R, columns - 2): at which places, corners apart, bars lie on lines: `least` or none."""
        # between inner edges lie columns - 1 pitches less one mark's width, three quarters of a pitch
        span = 1024 * (self.columns - 1) - 768
        return marks_between(bars, lefts, rights, span, FIRST_PLACE, self.columns - 2, least, facing)
