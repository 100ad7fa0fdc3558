"""Marks in line: the straight line that most places share, and which bars lie where a row of marks should be."""

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
    for i in range(lines.shape[0]):
        pitch = lines[i, 3]
        if pitch <= 0:
            continue
        ends = lines[i, 2] * first_place, lines[i, 2] * (((places - 1) << 10) + first_place)
        # a bar this far above or below the whole line is near none of its places
        highest = lines[i, 0] + (min(ends) >> 10) - pitch // 5 - 1
        lowest = lines[i, 0] + (max(ends) >> 10) + pitch // 5 + 1
        for j in range(bars.shape[0]):
            row = (bars[j, 0] + bars[j, 1] - 1) * 32
            if row < highest or row > lowest:
                continue
            col = (bars[j, 2] + bars[j, 3] - 1) * 32
            along = ((col - lines[i, 1]) << 10) // pitch - first_place
            place = (along + 512) >> 10
            if place < 0 or place >= places or 4 * abs(along - (place << 10)) > 1024:
                continue
            line_row = lines[i, 0] + ((lines[i, 2] * ((place << 10) + first_place)) >> 10)
            if 5 * abs(row - line_row) <= pitch:
                marked[i, place] = True


def straightest_line(
    places_px64: NDArray[np.int64], slopes_px1024: NDArray[np.int64], near_px64: int
) -> NDArray[np.bool_]:
    """Tell which places lie on the steep straight line that most of them share.

    Each slope sorts the places into bins, `near_px64` wide, by where its line through them crosses the first place's
    row. Two neighbouring bins together are a line; of equally full ones the first slope's leftmost is taken. A place is
    on the line if it lies within 1.3 bins of the mean of those in its two bins.

    places_px64    int64 (N, 2), (row, col) in 1/64 px
    slopes_px1024  int64 (S,): columns a row in 1/1024 px
    near_px64      the width of a bin in 1/64 px, at least 1
    returns        bool (N,)
    """
    check_array(places_px64, np.int64, (None, 2))
    check_array(slopes_px1024, np.int64, (None,))
    if near_px64 < 1:
        raise ValueError(f"expected a bin of at least 1/64 pixel, found {near_px64}")
    on_line = np.zeros(len(places_px64), np.bool_)
    if len(places_px64) and len(slopes_px1024):
        _straightest_line(places_px64, slopes_px1024, near_px64, on_line)
    return on_line


@njit("void(int64[:, ::1], int64[::1], int64, boolean[::1])", cache=True, nogil=True)
def _straightest_line(places, slopes, near, on_line):  # type: ignore[no-untyped-def]
    count = places.shape[0]
    first_row = places[0, 0]
    crossings = np.empty(count, np.int64)
    bins = np.zeros(64, np.int64)
    best, best_slope, best_start = np.int64(0), np.int64(0), np.int64(0)
    for i in range(slopes.size):
        least = np.int64(0)
        most = np.int64(0)
        for j in range(count):
            crossing = places[j, 1] - ((slopes[i] * (places[j, 0] - first_row)) >> 10)
            crossings[j] = crossing
            least = crossing if j == 0 else min(least, crossing)
            most = crossing if j == 0 else max(most, crossing)
        needed = (most - least) // near + 2
        if bins.size < needed:
            bins = np.zeros(2 * needed, np.int64)
        bins[:needed] = 0
        for j in range(count):
            bins[(crossings[j] - least) // near] += 1
        for k in range(needed - 1):
            if bins[k] + bins[k + 1] > best:
                best, best_slope, best_start = bins[k] + bins[k + 1], slopes[i], least + k * near
    total, members = np.int64(0), np.int64(0)
    for j in range(count):
        crossings[j] = places[j, 1] - ((best_slope * (places[j, 0] - first_row)) >> 10)
        if best_start <= crossings[j] < best_start + 2 * near:
            total += crossings[j] - best_start
            members += 1
    middle = best_start + total // members
    for j in range(count):
        on_line[j] = 10 * abs(crossings[j] - middle) < 13 * near
