"""Coarse pictures of the ink at targets, the same however the paper was scanned: what tells one sheet from another."""

import numpy as np
from numpy.typing import NDArray

from kernels.checks import check_array, check_page
from kernels.compiled import compiled

PICTURE_ROWS = 6
PICTURE_COLS = 8


def ink_pictures(
    page: NDArray[np.uint8],
    centres_px64: NDArray[np.int64],
    to_cells: NDArray[np.int64],
    half_window: tuple[int, int],
    reach_px: tuple[int, int],
    paper_level: int,
    ink_level: int,
) -> NDArray[np.int64]:
    """Picture the ink in a window around each centre, in 6 x 8 square cells around the ink's own middle.

    A pixel's weight is 0 where it is as light as paper and 256 where it is as dark as this target's ink: it rises from
    a quarter to three quarters of the way down to the middle level of the window's inked pixels. So pencil and felt
    pen, gray and bitonal images give the same picture, and a blurred edge lies where the sharp one does. Each pixel is
    shared among the four cells whose middles are nearest, and weighs less in the last cell before the window's edge, so
    that a picture does not change by leaps.

    centres_px64  int64 (N, 2), (row, col) in 1/64 px
    to_cells      int64 (2, 2): 2**20 times the matrix that takes a (row, col) offset in px to (down, across) in cells
    half_window   half the window's height and width, in 1/65536 cell
    reach_px      no pixel of the window is farther from its centre than so many rows and columns
    paper_level   the paper's gray level; a pixel at or below `ink_level` is inked
    returns       int64 (N, 48): for each cell, row by row, the sum over pixels of weight times share, the share in
                  1/65536; zeros where the window has no inked pixel on the page
    """
    check_page(page)
    check_array(centres_px64, np.int64, (None, 2))
    check_array(to_cells, np.int64, (2, 2))
    if min(half_window) < 0 or min(reach_px) < 0:
        raise ValueError("expected a window and a reach of at least 0")
    if not 0 <= ink_level <= paper_level <= 255:
        raise ValueError("expected an ink level from 0 to the paper's, and that at most 255")
    pictures = np.zeros((len(centres_px64), PICTURE_ROWS * PICTURE_COLS), np.int64)
    _ink_pictures(page, centres_px64, to_cells, *half_window, *reach_px, paper_level, ink_level, pictures)
    return pictures


@compiled(
    "int64(uint8[:, ::1], int64, int64, int64[:, ::1], int64, int64, int64, int64, int64, int64, int64[:, ::1], "
    "int64[::1])"
)
def _in_window(  # type: ignore[no-untyped-def]
    page, at_row, at_col, to_cells, half_down, half_across, row_reach, col_reach, faintest, ink_level, seen, levels
):
    """List the window's pixels at or below `faintest`: place down and across in 1/65536 cell, and gray level.

    Counts the levels of those that are inked.
    """
    height, width = page.shape
    middle_row, middle_col = (at_row + 32) >> 6, (at_col + 32) >> 6
    first_col = max(0, middle_col - col_reach)
    levels[:] = 0
    count = 0
    for row in range(max(0, middle_row - row_reach), min(height, middle_row + row_reach + 1)):
        rows, cols = (row << 6) - at_row, (first_col << 6) - at_col
        down = to_cells[0, 0] * rows + to_cells[0, 1] * cols
        across = to_cells[1, 0] * rows + to_cells[1, 1] * cols
        for col in range(first_col, min(width, middle_col + col_reach + 1)):
            level = np.int64(page[row, col])
            if level <= faintest and abs(down >> 10) <= half_down and abs(across >> 10) <= half_across:
                seen[count, 0], seen[count, 1], seen[count, 2] = down >> 10, across >> 10, level
                count += 1
                if level <= ink_level:
                    levels[level] += 1
            down += to_cells[0, 1] << 6
            across += to_cells[1, 1] << 6
    return count


@compiled("int64(int64[::1], int64)")
def _middle_ink(levels, ink_level):  # type: ignore[no-untyped-def]
    """The level of the middle one of the inked pixels; -1 where none is."""
    inked = levels[: ink_level + 1].sum()
    below = 0
    for level in range(ink_level + 1):
        below += levels[level]
        if 2 * below >= inked and inked > 0:
            return level
    return -1


@compiled("UniTuple(int64, 3)(int64[:, ::1], int64, int64[::1], int64, int64)")
def _weigh(seen, count, weights, half_down, half_across):  # type: ignore[no-untyped-def]
    """Put weights in the place of gray levels, and pixels without any last.

    Returns how many have a weight, and the first cell's place down and across around the weights' middle.
    """
    weighed = mass = downs = acrosses = np.int64(0)
    for i in range(count):
        weight = weights[seen[i, 2]]
        if weight > 0:
            down, across = seen[i, 0], seen[i, 1]
            weight = weight * min(half_down - abs(down), half_across - abs(across), 65536) >> 16
            seen[weighed, 0], seen[weighed, 1], seen[weighed, 2] = down, across, weight
            weighed += 1
            mass += weight
            downs += weight * down
            acrosses += weight * across
    if mass == 0:
        return np.int64(0), downs, acrosses
    # cells have a rim of one
    return weighed, downs // mass - (PICTURE_ROWS + 1) * 32768, acrosses // mass - (PICTURE_COLS + 1) * 32768


@compiled("void(int64[:, ::1], int64, int64, int64, int64[:, ::1])")
def _share_out(seen, count, top, left, cells):  # type: ignore[no-untyped-def]
    """Share each pixel's weight among the cells around it, which have a rim of one."""
    cells[:] = 0
    for i in range(count):
        down, across, weight = (seen[i, 0] - top) >> 8, (seen[i, 1] - left) >> 8, seen[i, 2]
        row, col = down >> 8, across >> 8
        if 0 <= row <= PICTURE_ROWS and 0 <= col <= PICTURE_COLS:
            down, across = down & 255, across & 255
            lower, upper = weight * down, weight * (256 - down)
            cells[row, col] += upper * (256 - across)
            cells[row, col + 1] += upper * across
            cells[row + 1, col] += lower * (256 - across)
            cells[row + 1, col + 1] += lower * across


@compiled("void(uint8[:, ::1], int64[:, ::1], int64[:, ::1], int64, int64, int64, int64, int64, int64, int64[:, ::1])")
def _ink_pictures(  # type: ignore[no-untyped-def]
    page, centres, to_cells, half_down, half_across, row_reach, col_reach, paper, ink_level, pictures
):
    seen = np.empty(((2 * row_reach + 1) * (2 * col_reach + 1), 3), np.int64)
    levels = np.empty(256, np.int64)
    weights = np.empty(256, np.int64)
    cells = np.empty((PICTURE_ROWS + 2, PICTURE_COLS + 2), np.int64)
    # a target's ink is at the ink level or darker: what is less than a quarter of the way down to that weighs nothing
    faintest = paper - (paper - ink_level) // 4
    for i in range(centres.shape[0]):
        row, col = centres[i, 0], centres[i, 1]
        count = _in_window(
            page, row, col, to_cells, half_down, half_across, row_reach, col_reach, faintest, ink_level, seen, levels
        )
        ink = _middle_ink(levels, ink_level)
        if ink < 0:
            continue
        depth = max(paper - ink, 1)
        for level in range(256):
            weights[level] = min(max(256 * (4 * (paper - level) - depth) // (2 * depth), 0), 256)
        weighed, top, left = _weigh(seen, count, weights, half_down, half_across)
        _share_out(seen, weighed, top, left, cells)
        for row in range(PICTURE_ROWS):
            for col in range(PICTURE_COLS):
                pictures[i, row * PICTURE_COLS + col] = cells[row + 1, col + 1]
