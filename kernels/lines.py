"""Marks across the page: at which places on the lines between two borders a bar lies."""

import numpy as np
from numpy.typing import NDArray

from kernels.checks import check_array
from kernels.columns import BAR_COLUMNS, BOTTOM, LEFT, RIGHT, TOP
from kernels.compiled import compiled


def marks_between(
    bars: NDArray[np.int32],
    lefts_px1024: NDArray[np.int64],
    rights_px1024: NDArray[np.int64],
    span: int,
    first_place: int,
    places: int,
) -> NDArray[np.bool_]:
    """For each line from a left place to a right one, tell at which of its evenly spaced places a bar lies.

    A bar lies at a place if its centre is within a quarter of the pitch along the line and a fifth of it across.

    bars           int32 (B, 4), TOP to RIGHT of `columns`, half open, in px
    lefts_px1024   int64 (L, 2), (row, col) in 1/1024 px
    rights_px1024  int64 (R, 2)
    span           the whole line's length in 1/1024 pitch
    first_place    where the first place lies, in 1/1024 pitch from the line's start; the others follow a pitch apart
    returns        bool (L, R, places); False all along a line that does not run from left to right
    """
    check_array(bars, np.int32, (None, BAR_COLUMNS))
    check_array(lefts_px1024, np.int64, (None, 2))
    check_array(rights_px1024, np.int64, (None, 2))
    if span < 1 or places < 0:
        raise ValueError("expected a span of at least 1 and no negative number of places")
    marked = np.zeros((len(lefts_px1024), len(rights_px1024), places), np.bool_)
    _marks_between(bars, lefts_px1024, rights_px1024, span, first_place, marked)
    return marked


@compiled("void(int32[:, ::1], int64[:, ::1], int64[:, ::1], int64, int64, boolean[:, :, ::1])")
def _marks_between(bars, lefts, rights, span, first_place, marked):  # type: ignore[no-untyped-def]
    count, places = bars.shape[0], marked.shape[2]
    rows = np.empty(count, np.int64)
    cols = np.empty(count, np.int64)
    for k in range(count):
        rows[k] = (np.int64(bars[k, TOP]) + bars[k, BOTTOM] - 1) * 512
        cols[k] = (np.int64(bars[k, LEFT]) + bars[k, RIGHT] - 1) * 512
    for i in range(lefts.shape[0]):
        for j in range(rights.shape[0]):
            down = ((rights[j, 0] - lefts[i, 0]) << 10) // span
            pitch = ((rights[j, 1] - lefts[i, 1]) << 10) // span
            if pitch <= 0:
                continue
            ends = down * first_place, down * (((places - 1) << 10) + first_place)
            # a bar this far above or below the whole line is near none of its places
            highest = lefts[i, 0] + (min(ends) >> 10) - pitch // 5 - 1
            lowest = lefts[i, 0] + (max(ends) >> 10) + pitch // 5 + 1
            for k in range(count):
                if rows[k] < highest or rows[k] > lowest:
                    continue
                along = ((cols[k] - lefts[i, 1]) << 10) // pitch - first_place
                place = (along + 512) >> 10
                if place < 0 or place >= places or 4 * abs(along - (place << 10)) > 1024:
                    continue
                line_row = lefts[i, 0] + ((down * ((place << 10) + first_place)) >> 10)
                if 5 * abs(rows[k] - line_row) <= pitch:
                    marked[i, j, place] = True
