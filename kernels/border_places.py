"""Where the rows of a border lie, also those that show no bar.

Places are (row, col) in 1/1024 px here, as in `borders`.
"""

import numpy as np
from numpy.typing import NDArray

from kernels.checks import check_array
from kernels.compiled import compiled

Places = NDArray[np.int64]

MEAN_STEP_ROWS = 6
"""Beyond its ends a border goes on at the mean step of its outermost marks, so many steps between them."""


def border_places(index: Places, places_px1024: Places, first: int, count: int) -> tuple[Places, NDArray[np.bool_]]:
    """Where a border's rows lie that are `first`, first + 1, ... pitches from its first mark, marked or not.

    Between marks a place is interpolated; beyond the ends the border goes on at the mean step of its outermost marks.

    index          int64 (M,), ascending, at least two
    places_px1024  int64 (M, 2), (row, col)
    returns        int64 (count, 2), in 1/1024 px, and bool (count,), where there is a mark
    """
    check_array(index, np.int64, (None,))
    check_array(places_px1024, np.int64, (len(index), 2))
    if len(index) < 2 or count < 0:
        raise ValueError("expected a border of at least two marks and a count of at least 0")
    extended, marked = np.empty((count, 2), np.int64), np.zeros(count, np.bool_)
    _border_places(index, places_px1024, first, extended, marked)
    return extended, marked


@compiled("void(int64[::1], int64[:, ::1], int64, int64[:, ::1], boolean[::1])")
def _border_places(index, places, first, extended, marked):  # type: ignore[no-untyped-def]
    last = index.size - 1
    reach = min(last, MEAN_STEP_ROWS)
    above = 0
    for i in range(extended.shape[0]):
        wanted = first + i
        while above < last - 1 and index[above + 1] <= wanted:
            above += 1
        origin, start, end = above, above, above + 1
        if wanted < index[0]:
            origin, start, end = 0, 0, reach
        elif wanted >= index[last]:
            origin, start, end = last, last - reach, last
        marked[i] = wanted in (index[above], index[above + 1])
        for axis in range(2):
            step = (places[end, axis] - places[start, axis]) * (wanted - index[origin])
            extended[i, axis] = places[origin, axis] + step // (index[end] - index[start])
