"""The grid that two borders make together, once it is known which of their rows belong to the page."""

from dataclasses import dataclass

import numpy as np

from imaging.geometry import Grid
from imaging.grid.row_lines import BorderedPage

MOST_MISSING_SHARE = 1 / 3
"""A border with more of its marks missing, and more than four, is none: noise has chains like that."""


@dataclass(frozen=True, slots=True)
class NoGrid:
    """Why no grid was found, for the clerk."""

    detail: str


@dataclass(frozen=True, slots=True)
class PageRows:
    """The rows of the image: the left border's indices of the first and last, and how the right border's differ.

    code   the columns, corners apart, in which the row with the card code shows a mark; None where that row lies
           farther from the end of a border than was looked
    """

    first: int
    last: int
    shift: int
    turned: bool
    code: list[int] | None

    @property
    def count(self) -> int:
        """How many rows the page has."""
        return self.last - self.first + 1

    @property
    def foot(self) -> int:
        """The left border's index of the row with the card code."""
        return self.first if self.turned else self.last


def joined_grid(page: BorderedPage, rows: PageRows) -> Grid | NoGrid:
    """The grid between the borders of a page, row by row; none where a border lacks too many of its marks."""
    left_inner, found_left = page.left.places(rows.first, rows.count)
    right_inner, found_right = page.right.places(rows.first + rows.shift, rows.count)
    missing = rows.count - min(np.count_nonzero(found_left), np.count_nonzero(found_right))
    if missing > max(4, MOST_MISSING_SHARE * rows.count):
        return NoGrid(f"{missing} of the {rows.count} timing marks of one border are missing")
    foot = slice(rows.foot - rows.first, rows.foot - rows.first + 1)
    marked = page.marks_in_row(left_inner[foot], right_inner[foot]) if rows.code is None else rows.code
    marked += [column for column, found in ((0, found_left), (page.columns - 1, found_right)) if found[foot][0]]
    left, right = left_inner / 1024, right_inner / 1024
    # half a mark's width, 0.1875 of 0.25 inch, from the inner edges to the centres
    half_width = 0.375 * float((right - left)[:, 1].sum()) / (rows.count * (page.columns - 1.75))
    left[:, 1] -= half_width + 0.5
    right[:, 1] += half_width - 0.5
    if not rows.turned:
        return Grid(page.columns, left, right, found_left, found_right, frozenset(marked), turned=False)
    left, right = np.ascontiguousarray(right[::-1]), np.ascontiguousarray(left[::-1])
    found_left, found_right = np.ascontiguousarray(found_right[::-1]), np.ascontiguousarray(found_left[::-1])
    marks = frozenset(page.columns - 1 - column for column in marked)
    return Grid(page.columns, left, right, found_left, found_right, marks, turned=True)
