"""Which bars lie where a row of marks should have them."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from kernels.checks import check_array


def bars_on_lines(
    bars: NDArray[np.int32], lines_px64: NDArray[np.int64], first_place: int, places: int
) -> NDArray[np.bool_]:
    """For each line of evenly spaced places, tell at which of them a bar lies.

    A bar lies at a place if its centre is within a quarter of the pitch along the line and a fifth of it across.

    bars         int32 (B, 4): top, bottom, left, right, half open, in px
    lines_px64   int64 (L, 4): where the line starts (row, col) and the vector from one place to the next, in 1/64 px;
                 columns grow along the line
    first_place  where the first place lies, in 1/1024 pitch from the line's start
    returns      bool (L, places)
    """
    check_array(bars, np.int32, (None, 4))
    check_array(lines_px64, np.int64, (None, 4))
    marked = np.zeros((len(lines_px64), places), np.bool_)
    _bars_on_lines(bars, lines_px64, first_place, marked)
    return marked


@njit("void(int32[:, ::1], int64[:, ::1], int64, boolean[:, ::1])", cache=True, nogil=True)
def _bars_on_lines(bars, lines, first_place, marked):  # type: ignore[no-untyped-def]
    places = marked.shape[1]
    for j in range(bars.shape[0]):
        row = (bars[j, 0] + bars[j, 1] - 1) * 32
        col = (bars[j, 2] + bars[j, 3] - 1) * 32
        for i in range(lines.shape[0]):
            pitch = lines[i, 3]
            if pitch <= 0:
                continue
            along = ((col - lines[i, 1]) << 10) // pitch - first_place
            place = (along + 512) >> 10
            if place < 0 or place >= places or 4 * abs(along - (place << 10)) > 1024:
                continue
            line_row = lines[i, 0] + ((lines[i, 2] * ((place << 10) + first_place)) >> 10)
            if 5 * abs(row - line_row) <= pitch:
                marked[i, place] = True
