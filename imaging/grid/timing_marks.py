"""Find the timing marks around the printed area and make the grid of them.

The left and right borders have a mark in every row, the top row one in every column, the bottom row only those of the
card code: this tells up from down. Nothing is assumed about resolution or paper: the pitch follows from how many
columns the card has. Marks are found in strips.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from imaging.geometry import Grid
from imaging.grid.borders import Border, MarkSizes, find_border
from imaging.grid.row_lines import BorderedPage
from imaging.ink_levels import InkLevels
from kernels.columns import LEFT, RIGHT

STRIP_SHARES = (0.09, 0.13, 0.3)
"""The borders are looked for in these shares of the page's width, from either edge: where they are on most pages, which
costs least; on those that lie askew; then also farther in, where 80% prints have them."""
FEWEST_ROWS = 8
LEAST_FULL_ROW_SHARE = 0.7
"""The top row is known by this share of its marks between the corners."""
MOST_MISSING_SHARE = 1 / 3
"""A border with more of its marks missing, and more than four, is none: noise has chains like that."""


@dataclass(frozen=True, slots=True)
class NoGrid:
    """Why no grid was found, for the clerk."""

    detail: str


@dataclass(frozen=True, slots=True)
class _Rows:
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
        return self.last - self.first + 1

    @property
    def foot(self) -> int:
        """The left border's index of the row with the card code."""
        return self.first if self.turned else self.last


def find_grid(gray: NDArray[np.uint8], levels: InkLevels, columns: int) -> Grid | NoGrid:
    """Find the grid of a page (uint8 (H, W)) whose cards have `columns` timing-mark columns."""
    for share in STRIP_SHARES:
        strip = int(share * gray.shape[1])
        grid = _find_grid_in_strips(gray, levels, columns, strip)
        if isinstance(grid, Grid) and _within_strips(grid, strip, gray.shape):
            break
    return grid


def _within_strips(grid: Grid, strip: int, shape: tuple[int, ...]) -> bool:
    """Whether the borders' lines stay in their strips from the image's first row to its last: no mark lies beyond."""
    height, width = shape
    left, right = (grid.right, grid.left) if grid.turned else (grid.left, grid.right)
    inner = grid.pitch_px / 2
    return all(
        _col_at(left, row) + inner < strip and _col_at(right, row) - inner >= width - strip for row in (0, height - 1)
    )


def _col_at(border_px: NDArray[np.float64], row: float) -> float:
    """Where the straight line from a border's first mark to its last crosses a row of the image."""
    (first_row, first_col), (last_row, last_col) = border_px[0].tolist(), border_px[-1].tolist()
    return float(first_col + (row - first_row) * (last_col - first_col) / (last_row - first_row))


def _find_grid_in_strips(gray: NDArray[np.uint8], levels: InkLevels, columns: int, strip: int) -> Grid | NoGrid:
    """Find the grid whose borders lie in strips so many pixels wide along the left and right edges of the image."""
    width = gray.shape[1]
    sizes = MarkSizes(least_pitch=0.56 * width / columns, most_pitch=width / (columns - 1.3))
    left = find_border(gray, levels, sizes, (0, strip), RIGHT)
    right = find_border(gray, levels, sizes, (width - strip, width), LEFT)
    if left is None or right is None:
        side = "left" if left is None else "right"
        return NoGrid(f"no column of timing marks was found near the {side} edge of the image")
    spacing = (right.mean_edge_px - left.mean_edge_px) / (columns - 1.75)
    if not 0.8 < spacing / ((left.pitch_px + right.pitch_px) / 2) < 1.25:
        return NoGrid("the timing marks near the left and right edges do not belong to the same grid")
    pitches = sorted((spacing, left.pitch_px, right.pitch_px))
    sizes = MarkSizes(0.9 * pitches[0], 1.1 * pitches[-1])
    return _join_borders(BorderedPage(gray, levels, sizes, left, right, columns))


def _join_borders(page: BorderedPage) -> Grid | NoGrid:
    rows = _find_rows(page)
    if isinstance(rows, NoGrid):
        return rows
    if rows.count < FEWEST_ROWS:
        return NoGrid(f"only {rows.count} rows of timing marks were found")
    return _grid(page, rows)


def _find_rows(page: BorderedPage) -> _Rows | NoGrid:
    upper, lower = page.row_lines(at_end=False), page.row_lines(at_end=True)
    turned = lower.most > upper.most
    full, others = (lower, upper) if turned else (upper, lower)
    between = page.columns - 2
    if full.most < LEAST_FULL_ROW_SHARE * between:
        return NoGrid(
            f"no full row of {page.columns} timing marks was found at the top or the bottom: "
            f"{full.most} of {between} between the corners at best"
        )
    if full.most == others.most:
        return NoGrid("the top and the bottom row of timing marks cannot be told apart")
    left_index, right_index = full.best()
    shift = right_index - left_index
    in_line = others.shifted(shift)
    at_corners = others.at(0, 0) if turned else others.at(page.left.last, page.right.last)
    if not in_line or at_corners >= max(in_line.values()) + 3:
        return NoGrid("the left and the right border show different numbers of timing marks")
    foot = _foot(page.left, page.right, shift, in_line, turned)
    first, last = (foot, left_index) if turned else (left_index, foot)
    return _Rows(first, last, shift, turned, others.columns(foot, foot + shift))


def _foot(left: Border, right: Border, shift: int, others: dict[int, int], turned: bool) -> int:
    """The left index of the row with the card code, given the marks that rows at that end show by left index.

    One beyond the last marks of both borders (their corners are missing) is a row too.
    """
    if turned:
        first = min(0, -shift)
        return _most_marked({i: seen for i, seen in others.items() if i < first}, first)
    last = max(left.last, right.last - shift)
    return _most_marked({i: seen for i, seen in others.items() if i > last}, last)


def _most_marked(seen: dict[int, int], otherwise: int) -> int:
    """The index of the line that shows most marks, at least two."""
    best = max(seen, key=seen.__getitem__, default=otherwise)
    return best if seen.get(best, 0) >= 2 else otherwise


def _grid(page: BorderedPage, rows: _Rows) -> Grid | NoGrid:
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
