"""Find the timing marks around the printed area and make the grid of them.

The left and right borders have a mark in every row, the top row one in every column, the bottom row only those of the
card code: this tells up from down. Nothing is assumed about resolution or paper: the pitch follows from how many
columns the card has. Marks are found in strips.
"""

import numpy as np
from numpy.typing import NDArray

from imaging.geometry import Grid
from imaging.grid.borders import Border, MarkSizes, find_border
from imaging.grid.joined import NoGrid, PageRows, joined_grid
from imaging.grid.row_lines import BorderedPage
from imaging.ink_levels import InkLevels
from kernels.columns import LEFT, RIGHT

STRIP_SHARES = (0.09, 0.13, 0.3)
"""The borders are looked for in these shares of the page's width, from either edge: where they are on most pages, which
costs least; on those that lie askew; then also farther in, where 80% prints have them."""
FEWEST_ROWS = 8
LEAST_FULL_ROW_SHARE = 0.7
"""The top row is known by this share of its marks between the corners."""


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
    return joined_grid(page, rows)


def _find_rows(page: BorderedPage) -> PageRows | NoGrid:
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
    return PageRows(first, last, shift, turned, others.columns(foot, foot + shift))


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
