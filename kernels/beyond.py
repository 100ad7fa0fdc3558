"""What hangs together with the ink inside a place and lies beyond it, printed lines beside the place left out."""

import numpy as np
from numpy.typing import NDArray

from kernels.checks import check_array, check_page
from kernels.compiled import compiled
from kernels.runs import hang_together
from kernels.spreading import take_window, widen

BEYOND, ON_LINE = 1, 2
"""What is said of a pixel that is found: on a line it is one that runs through the place."""
_INK, _LINE = 1, 2


def ink_beyond(
    page: NDArray[np.uint8],
    centres_px: NDArray[np.int64],
    reaches_px: NDArray[np.int64],
    away_px: NDArray[np.int64],
    others_px: NDArray[np.int64],
    is_barred: NDArray[np.bool_],
    ways_px: tuple[int, int, int, int, int],
    ink_level: int,
) -> NDArray[np.uint8]:
    """Follow the ink inside each place through a window around it; pixels off the page are not inked.

    Left out are pixels on lines, or beside them, that do not hang together with the place: runs along a row, or a
    column, of pixels that are inked or have an inked one beside the run. A run that reaches the window's edge counts
    as half a line longer there.

    centres_px  int64 (N, 2), (row, col)
    reaches_px  int64 (N, 2, 2): how many rows up and down, and columns to either side, are inside a place, and its own
    away_px     int64 (N, K, 2): how far K other places are from each centre; those farther than twice the window's
                reach do not count
    others_px   int64 (K, 2): how many rows and columns around their middles belong to them: nothing is found there
    is_barred   bool (K,): through which of them no ink is followed
    ways_px     how many rows and columns a window reaches; half of how long lines are along a row, and along a column;
                and pixels hang together that touch, also at corners, once each is so much wider along rows and columns
    ink_level   a pixel at or below it is inked
    returns     uint8 (N, H, W): BEYOND or ON_LINE where a pixel is found, else 0
    """
    check_page(page)
    check_array(centres_px, np.int64, (None, 2))
    check_array(reaches_px, np.int64, (len(centres_px), 2, 2))
    check_array(others_px, np.int64, (None, 2))
    check_array(away_px, np.int64, (len(centres_px), len(others_px), 2))
    check_array(is_barred, np.bool_, (len(others_px),))
    if min(ways_px) < 0:
        raise ValueError("expected windows, lines and bridges of at least 0 pixels")
    found = np.zeros((len(centres_px), 2 * ways_px[0] + 1, 2 * ways_px[1] + 1), np.uint8)
    _ink_beyond(
        page, centres_px, reaches_px, away_px, others_px, is_barred, np.array(ways_px, np.int64), ink_level, found
    )
    return found


@compiled("void(uint8[:, :], int64)")
def _flag_lines(inked, half_px):  # type: ignore[no-untyped-def]
    """Flag the pixels on lines along the second axis, and beside them."""
    rows, cols = inked.shape
    for row in range(rows):
        above, below = max(row - 1, 0), min(row + 1, rows - 1)
        start = 0
        while start < cols:
            # looked at from its end: where a pixel is clear, no line reaches over it
            end = min(start + half_px, cols - 1)
            while end >= start and (inked[above, end] | inked[row, end] | inked[below, end]) & _INK:
                end -= 1
            if end >= start:
                start = end + 1
                continue
            end = min(start + half_px + 1, cols)
            while end < cols and (inked[above, end] | inked[row, end] | inked[below, end]) & _INK:
                end += 1
            at_edges = np.int64(start == 0) + np.int64(end == cols)
            if end - start + half_px * at_edges > 2 * half_px:
                for beside in range(above, below + 1):
                    for col in range(start, end):
                        inked[beside, col] |= _LINE
            start = end + 1


@compiled("void(uint8[:, ::1], int64, int64, int64, int64, uint8)")
def _fill(window, row, col, row_reach, col_reach, value):  # type: ignore[no-untyped-def]
    """Make a box of a window, around a middle, one value."""
    for line in range(max(row - row_reach, 0), min(row + row_reach + 1, window.shape[0])):
        for place in range(max(col - col_reach, 0), min(col + col_reach + 1, window.shape[1])):
            window[line, place] = value


@compiled("void(uint8[:, ::1], int64[::1], uint8, uint8[:, ::1])")
def _take_inside(inked, reach, flags, seeds):  # type: ignore[no-untyped-def]
    """The pixels around a window's middle that have all these flags: 1, all others 0."""
    row, col = inked.shape[0] // 2, inked.shape[1] // 2
    seeds[:] = 0
    for line in range(max(row - reach[0], 0), min(row + reach[0] + 1, inked.shape[0])):
        for place in range(max(col - reach[1], 0), min(col + reach[1] + 1, inked.shape[1])):
            seeds[line, place] = inked[line, place] & flags == flags


@compiled("void(uint8[:, ::1], uint8[:, ::1])")
def _take_lines(inked, lines):  # type: ignore[no-untyped-def]
    for row in range(inked.shape[0]):
        for col in range(inked.shape[1]):
            lines[row, col] = inked[row, col] == _INK | _LINE


@compiled(
    "void(uint8[:, ::1], int64[:, ::1], int64[:, :, ::1], int64[:, :, ::1], int64[:, ::1], boolean[::1], int64[::1], "
    "int64, uint8[:, :, ::1])"
)
def _ink_beyond(page, centres, reaches, away, others, is_barred, ways, ink_level, found):  # type: ignore[no-untyped-def]
    rows, cols = found.shape[1], found.shape[2]
    inked, seeds, lines = (
        np.empty((rows, cols), np.uint8),
        np.empty((rows, cols), np.uint8),
        np.empty((rows, cols), np.uint8),
    )
    through, free, wide = (
        np.empty((rows, cols), np.uint8),
        np.empty((rows, cols), np.uint8),
        np.empty((rows, cols), np.uint8),
    )
    waiting = np.empty(rows * cols, np.int64)
    for i in range(centres.shape[0]):
        take_window(page, centres[i, 0] - ways[0], centres[i, 1] - ways[1], ink_level, inked)
        _flag_lines(inked, ways[2])
        _flag_lines(inked.T, ways[3])
        _take_lines(inked, lines)
        _take_inside(lines, reaches[i, 0], 1, seeds)
        through[:] = 0
        hang_together(lines, seeds, waiting, through)
        for row in range(rows):
            for col in range(cols):
                free[row, col] = (inked[row, col] == _INK) | through[row, col]
        for k in range(others.shape[0]):
            if is_barred[k] and abs(away[i, k, 0]) <= 2 * ways[0] and abs(away[i, k, 1]) <= 2 * ways[1]:
                _fill(free, away[i, k, 0] + ways[0], away[i, k, 1] + ways[1], others[k, 0], others[k, 1], 0)
        _take_inside(inked, reaches[i, 0], _INK, seeds)
        for row in range(rows):
            for col in range(cols):
                free[row, col] |= seeds[row, col]
        widen(free, ways[4], ways[4], wide)
        hang_together(wide, seeds, waiting, found[i])
        for row in range(rows):
            for col in range(cols):
                found[i, row, col] &= free[row, col]
                found[i, row, col] += found[i, row, col] & through[row, col]
        _fill(found[i], ways[0], ways[1], reaches[i, 1, 0], reaches[i, 1, 1], 0)
        for k in range(others.shape[0]):
            if abs(away[i, k, 0]) <= 2 * ways[0] and abs(away[i, k, 1]) <= 2 * ways[1]:
                _fill(found[i], away[i, k, 0] + ways[0], away[i, k, 1] + ways[1], others[k, 0], others[k, 1], 0)
