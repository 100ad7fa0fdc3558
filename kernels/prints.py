"""Where pieces of known print lie: points that must be dark against points that must be clear."""

import numpy as np
from numpy.typing import NDArray

from kernels import columns
from kernels.checks import check_array, check_page
from kernels.compiled import compiled

NONE = -(2**62)
"""Less than any likeness."""


def locate_prints(
    page: NDArray[np.uint8],
    centres_px64: NDArray[np.int64],
    dark_px64: NDArray[np.int64],
    clear_px64: NDArray[np.int64],
    reach_px: int,
    step_px: int,
    paper_level: int,
    most_darkness: int,
) -> NDArray[np.int32]:
    """Find each piece of print near where it is expected.

    The shift is looked for, within `reach_px` both ways, in steps of `step_px` first and pixel by pixel around the best
    of these, that makes the dark points darkest and the clear points lightest. Of equal ones the first found counts.
    Darkness is `paper_level` less the pixel, from 0 to `most_darkness`; off the page it is 0.

    centres_px64  int64 (N, 2), (row, col) in 1/64 px
    dark_px64     int64 (N, P, 2), offsets of the points that must be dark
    clear_px64    int64 (N, P, 2), offsets of the points that must be clear
    returns       int32 (N, 8), SHIFT_ROWS to DARK_POINTS of `columns`: the shift's rows and columns; the sum of the
                  dark points' darkness less the clear points' there, and a pixel above, below, left and right of there;
                  the dark points' darkness there
    """
    check_page(page)
    check_array(centres_px64, np.int64, (None, 2))
    check_array(dark_px64, np.int64, (len(centres_px64), None, 2))
    check_array(clear_px64, np.int64, dark_px64.shape)
    if dark_px64.shape[1] == 0 or reach_px < 0 or step_px < 1:
        raise ValueError("expected points, a reach of at least 0 and a step of at least 1")
    found = np.zeros((len(centres_px64), columns.PRINT_COLUMNS), np.int32)
    _locate_prints(page, centres_px64, dark_px64, clear_px64, reach_px, step_px, paper_level, most_darkness, found)
    return found


@compiled("int64(uint8[:, ::1], int64[:, ::1], int64[:, ::1], int64, int64, int64, int64, int64)")
def _likeness(page, dark, clear, row_shift, col_shift, paper, most, beaten):  # type: ignore[no-untyped-def]
    """The clear points only take away: where the dark ones give no more than `beaten`, they are not looked at."""
    height, width = page.shape
    total = np.int64(0)
    for k in range(dark.shape[0]):
        row, col = dark[k, 0] + row_shift, dark[k, 1] + col_shift
        if 0 <= row < height and 0 <= col < width:
            total += min(max(paper - np.int64(page[row, col]), 0), most)
    if total <= beaten:
        return total
    for k in range(clear.shape[0]):
        row, col = clear[k, 0] + row_shift, clear[k, 1] + col_shift
        if 0 <= row < height and 0 <= col < width:
            total -= min(max(paper - np.int64(page[row, col]), 0), most)
    return total


@compiled(
    "void(uint8[:, ::1], int64[:, ::1], int64[:, :, ::1], int64[:, :, ::1], int64, int64, int64, int64, int32[:, ::1])"
)
def _locate_prints(page, centres, dark_px64, clear_px64, reach, step, paper, most, found):  # type: ignore[no-untyped-def]
    points = dark_px64.shape[1]
    dark = np.empty((points, 2), np.int64)
    clear = np.empty((points, 2), np.int64)
    for i in range(centres.shape[0]):
        for k in range(points):
            for axis in range(2):
                dark[k, axis] = (centres[i, axis] + dark_px64[i, k, axis] + 32) >> 6
                clear[k, axis] = (centres[i, axis] + clear_px64[i, k, axis] + 32) >> 6
        best = np.int64(NONE)
        best_row, best_col = 0, 0
        for row_shift in range(-reach, reach + 1, step):
            for col_shift in range(-reach, reach + 1, step):
                likeness = _likeness(page, dark, clear, row_shift, col_shift, paper, most, best)
                if likeness > best:
                    best, best_row, best_col = likeness, row_shift, col_shift
        coarse_row, coarse_col = best_row, best_col
        for row_shift in range(max(-reach, coarse_row - step + 1), min(reach, coarse_row + step - 1) + 1):
            for col_shift in range(max(-reach, coarse_col - step + 1), min(reach, coarse_col + step - 1) + 1):
                likeness = _likeness(page, dark, clear, row_shift, col_shift, paper, most, best)
                if likeness > best:
                    best, best_row, best_col = likeness, row_shift, col_shift
        found[i, columns.SHIFT_ROWS], found[i, columns.SHIFT_COLS] = best_row, best_col
        found[i, columns.LIKENESS] = best
        found[i, columns.ABOVE] = _likeness(page, dark, clear, best_row - 1, best_col, paper, most, NONE)
        found[i, columns.BELOW] = _likeness(page, dark, clear, best_row + 1, best_col, paper, most, NONE)
        found[i, columns.LEFT_OF] = _likeness(page, dark, clear, best_row, best_col - 1, paper, most, NONE)
        found[i, columns.RIGHT_OF] = _likeness(page, dark, clear, best_row, best_col + 1, paper, most, NONE)
        found[i, columns.DARK_POINTS] = _likeness(page, dark, clear[:0], best_row, best_col, paper, most, NONE)
