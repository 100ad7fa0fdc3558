"""What the nearest neighbours of a place say about it: by how much things near it are usually shifted."""

import numpy as np
from numpy.typing import NDArray

from kernels.checks import check_array
from kernels.columns import NEIGHBOUR_COLUMNS, SPREAD_FOUR_TIMES, USUAL_COLS_TWICE, USUAL_ROWS_TWICE
from kernels.compiled import compiled

NEIGHBOURS = 5


def neighbour_shifts(
    places: NDArray[np.int64], shifts: NDArray[np.int64], known: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """The median shift of each place's five nearest neighbours whose shift is known, itself apart.

    Of equally near ones the first are taken; where fewer are known, those.

    places   int64 (N, 2), (row, col)
    shifts   int64 (N, 2), (row, col), in a unit of their own
    known    bool (N,), at least two of them True
    returns  int64 (N, 3), USUAL_ROWS_TWICE to SPREAD_FOUR_TIMES of `columns`: twice the median shift (row, col), and
             four times the median of the neighbours' distances from it, along the row or the column, whichever is more
    """
    check_array(places, np.int64, (None, 2))
    check_array(shifts, np.int64, (len(places), 2))
    check_array(known, np.bool_, (len(places),))
    if len(places) and np.count_nonzero(known) < 2:
        raise ValueError("expected at least two places whose shifts are known")
    usual = np.empty((len(places), NEIGHBOUR_COLUMNS), np.int64)
    _neighbour_shifts(places, shifts, known, usual)
    return usual


@compiled("int64(int64[::1], int64)")
def _twice_median(values, count):  # type: ignore[no-untyped-def]
    for i in range(1, count):
        value = values[i]
        j = i
        while j > 0 and values[j - 1] > value:
            values[j] = values[j - 1]
            j -= 1
        values[j] = value
    return values[(count - 1) // 2] + values[count // 2]


@compiled("void(int64[:, ::1], int64[:, ::1], boolean[::1], int64[:, ::1])")
def _neighbour_shifts(places, shifts, known, usual):  # type: ignore[no-untyped-def]
    nearest = np.empty(NEIGHBOURS, np.int64)
    apart = np.empty(NEIGHBOURS, np.int64)
    values = np.empty(NEIGHBOURS, np.int64)
    for i in range(places.shape[0]):
        count = 0
        for j in range(places.shape[0]):
            if j == i or not known[j]:
                continue
            down, across = places[j, 0] - places[i, 0], places[j, 1] - places[i, 1]
            distance = down * down + across * across
            if count == NEIGHBOURS and distance >= apart[count - 1]:
                continue
            k = min(count, NEIGHBOURS - 1)
            while k > 0 and apart[k - 1] > distance:
                apart[k], nearest[k] = apart[k - 1], nearest[k - 1]
                k -= 1
            apart[k], nearest[k] = distance, j
            count = min(count + 1, NEIGHBOURS)
        for axis in range(2):
            for k in range(count):
                values[k] = shifts[nearest[k], axis]
            usual[i, USUAL_ROWS_TWICE + axis] = _twice_median(values, count)
        for k in range(count):
            down = abs(2 * shifts[nearest[k], 0] - usual[i, USUAL_ROWS_TWICE])
            values[k] = max(down, abs(2 * shifts[nearest[k], 1] - usual[i, USUAL_COLS_TWICE]))
        usual[i, SPREAD_FOUR_TIMES] = _twice_median(values, count)
