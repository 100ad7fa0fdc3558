"""Ink that hangs together: runs along rows that make one piece, and what is reached from somewhere on."""

import numpy as np
from numpy.typing import NDArray

from kernels import columns
from kernels.checks import check_array, check_page
from kernels.compiled import compiled

ROW, START, END, FIRST, NEXT, LAST = 0, 1, 2, 3, 4, 5
RUN_COLUMNS = 6
"""Of a run along a row: its row and columns, half open; the first run that hangs together with it, or one before; of
the same piece the next one and, for a first one, the last so far."""


@compiled("int64(int32[:, ::1], int64)")
def _first_of(runs, i):  # type: ignore[no-untyped-def]
    """The first of the runs that are known to hang together with a run."""
    while runs[i, FIRST] != i:
        runs[i, FIRST] = runs[runs[i, FIRST], FIRST]
        i = np.int64(runs[i, FIRST])
    return i


@compiled("void(int32[:, ::1], int64, int64, int64)")
def _join(runs, i, above, last_above):  # type: ignore[no-untyped-def]
    """Join a run with those of the row above that it touches, also at corners."""
    while above < last_above and runs[above, START] <= runs[i, END]:
        if runs[above, END] >= runs[i, START]:
            one, other = _first_of(runs, i), _first_of(runs, above)
            runs[max(one, other), FIRST] = min(one, other)
        above += 1


@compiled("int64(uint8[:, ::1], int64[::1], int32[:, ::1])")
def find_runs(inked, in_rows, runs):  # type: ignore[no-untyped-def]
    """The runs along rows of pixels that are inked and on no line, and which hang together: how many runs there are."""
    count = above = np.int64(0)
    cols = inked.shape[1]
    for row in range(inked.shape[0]):
        last_above, line, start = count, inked[row], np.int64(-1)
        for col in range(cols if in_rows[row] else 0):
            if line[col] == 1:
                if start < 0:
                    start = np.int64(col)
                if col + 1 < cols:
                    continue
                end = np.int64(cols)
            elif start < 0:
                continue
            else:
                end = np.int64(col)
            runs[count, ROW], runs[count, START], runs[count, END], runs[count, FIRST] = row, start, end, count
            while above < last_above and runs[above, END] < start:
                above += 1
            _join(runs, count, above, last_above)
            count += 1
            start = np.int64(-1)
        above = last_above
    return count


@compiled("void(int32[:, ::1], int64, int64[:, ::1])")
def gather_pieces(runs, count, pieces):  # type: ignore[no-untyped-def]
    """Link each piece's runs, in the place of its first one, and tell its pixels and bounds there."""
    for i in range(count):
        first, row, start, end = _first_of(runs, i), runs[i, ROW], runs[i, START], runs[i, END]
        runs[i, NEXT] = -1
        piece = pieces[first]
        if first == i:
            piece[columns.PIECE_PIXELS], piece[columns.PIECE_TOP] = 0, row
            piece[columns.PIECE_LEFT], piece[columns.PIECE_RIGHT] = start, end
        else:
            runs[runs[first, LAST], NEXT] = i
        runs[first, LAST] = i
        piece[columns.PIECE_PIXELS] += end - start
        piece[columns.PIECE_BOTTOM] = row + 1
        piece[columns.PIECE_LEFT] = min(piece[columns.PIECE_LEFT], start)
        piece[columns.PIECE_RIGHT] = max(piece[columns.PIECE_RIGHT], end)


def hanging_together(inked: NDArray[np.uint8], seeds: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Find the inked pixels that hang together with a seed: from pixel to pixel that touch, also at corners.

    inked    uint8 (H, W), not 0 where a pixel is inked
    seeds    uint8 (H, W), not 0 where to begin; a seed that is not inked begins nothing
    returns  uint8 (H, W), 1 where a pixel is found
    """
    check_page(inked)
    check_array(seeds, np.uint8, inked.shape)
    found = np.zeros_like(inked)
    hang_together(inked, seeds, np.empty(inked.size, np.int64), found)
    return found


@compiled("int64(uint8[:, ::1], int64, int64, int64[::1], int64, uint8[:, ::1])")
def _find(inked, row, col, waiting, count, found):  # type: ignore[no-untyped-def]
    """Note a pixel, once, if it is inked; how many wait then."""
    if not inked[row, col] or found[row, col]:
        return count
    found[row, col] = 1
    waiting[count] = row * inked.shape[1] + col
    return count + 1


@compiled("void(uint8[:, ::1], uint8[:, ::1], int64[::1], uint8[:, ::1])")
def hang_together(inked, seeds, waiting, found):  # type: ignore[no-untyped-def]
    """Find the inked pixels that hang together with a seed; `waiting` has room for all of them."""
    rows, cols = inked.shape
    count = np.int64(0)
    for row in range(rows):
        for col in range(cols):
            if seeds[row, col]:
                count = _find(inked, row, col, waiting, count, found)
    while count > 0:
        count -= 1
        row, col = waiting[count] // cols, waiting[count] % cols
        for below in range(max(row - 1, 0), min(row + 2, rows)):
            for beside in range(max(col - 1, 0), min(col + 2, cols)):
                count = _find(inked, below, beside, waiting, count, found)
