"""Marks across the page: at which places on the lines between two borders a bar lies."""

import numpy as np
from numpy.typing import NDArray

from kernels.checks import check_array
from kernels.columns import BAR_COLUMNS, BOTTOM, LEFT, RIGHT, TOP
from kernels.compiled import compiled

CELL_BITS = 14
"""Bars are looked for in cells of 16 pixels, in which few lie even where all is speckled."""
MANY = 1000
"""Fewer bars are gone through for each line, which is quicker than looking into cells for each place."""


def marks_between(
    bars: NDArray[np.int32],
    lefts_px1024: NDArray[np.int64],
    rights_px1024: NDArray[np.int64],
    span: int,
    first_place: int,
    places: int,
    least: int = 0,
    facing: NDArray[np.int64] | None = None,
) -> NDArray[np.bool_]:
    """For each line from a left place to a right one, tell at which of its evenly spaced places a bar lies.

    A bar lies at a place if its centre is within a quarter of the pitch along the line and a fifth of it across. Lines
    on which bars lie at fewer than `least` places are told as if none lay there: they are given up early.

    bars           int32 (B, 4), TOP to RIGHT of `columns`, half open, in px
    lefts_px1024   int64 (L, 2), (row, col) in 1/1024 px
    rights_px1024  int64 (R, 2)
    span           the whole line's length in 1/1024 pitch
    first_place    where the first place lies, in 1/1024 pitch from the line's start; the others follow a pitch apart
    least          of places on a line
    facing         int64 (L, 2): the right places, half open, to which lines from each left place are looked at; all
                   where it is None
    returns        bool (L, R, places); False all along a line that is not looked at, or not from left to right
    """
    check_array(bars, np.int32, (None, BAR_COLUMNS))
    check_array(lefts_px1024, np.int64, (None, 2))
    check_array(rights_px1024, np.int64, (None, 2))
    if span < 1 or places < 0:
        raise ValueError("expected a span of at least 1 and no negative number of places")
    lefts, rights = len(lefts_px1024), len(rights_px1024)
    if facing is None:
        facing = np.array([[0, rights]] * lefts, np.int64).reshape(lefts, 2)
    check_array(facing, np.int64, (lefts, 2))
    if facing.size and (facing.min() < 0 or facing.max() > rights):
        raise ValueError(f"expected right places 0 to {rights}, found {facing.min()} to {facing.max()}")
    marked = np.zeros((lefts, rights, places), np.bool_)
    if len(bars) < MANY:
        _marks_of_few(bars, lefts_px1024, rights_px1024, facing, span, first_place, marked)
        marked[np.count_nonzero(marked, axis=2) < least] = False
    else:
        _marks_of_many(bars, lefts_px1024, rights_px1024, facing, span, first_place, least, marked)
    return marked


@compiled("int64[:, ::1](int32[:, ::1])")
def _centres_of(bars):  # type: ignore[no-untyped-def]
    """The bars' centres: int64 (B, 2), (row, col) in 1/1024 px."""
    centres = np.empty((bars.shape[0], 2), np.int64)
    for k in range(bars.shape[0]):
        centres[k, 0] = (np.int64(bars[k, TOP]) + bars[k, BOTTOM] - 1) * 512
        centres[k, 1] = (np.int64(bars[k, LEFT]) + bars[k, RIGHT] - 1) * 512
    return centres


@compiled("void(int32[:, ::1], int64[:, ::1], int64[:, ::1], int64[:, ::1], int64, int64, boolean[:, :, ::1])")
def _marks_of_few(bars, lefts, rights, facing, span, first_place, marked):  # type: ignore[no-untyped-def]
    count, places = bars.shape[0], marked.shape[2]
    centres = _centres_of(bars)
    for i in range(lefts.shape[0]):
        for j in range(facing[i, 0], facing[i, 1]):
            down = ((rights[j, 0] - lefts[i, 0]) << 10) // span
            pitch = ((rights[j, 1] - lefts[i, 1]) << 10) // span
            if pitch <= 0:
                continue
            ends = down * first_place, down * (((places - 1) << 10) + first_place)
            # a bar this far above or below the whole line is near none of its places
            highest = lefts[i, 0] + (min(ends) >> 10) - pitch // 5 - 1
            lowest = lefts[i, 0] + (max(ends) >> 10) + pitch // 5 + 1
            for k in range(count):
                if centres[k, 0] < highest or centres[k, 0] > lowest:
                    continue
                along = ((centres[k, 1] - lefts[i, 1]) << 10) // pitch - first_place
                place = (along + 512) >> 10
                if place < 0 or place >= places or 4 * abs(along - (place << 10)) > 1024:
                    continue
                line_row = lefts[i, 0] + ((down * ((place << 10) + first_place)) >> 10)
                if 5 * abs(centres[k, 0] - line_row) <= pitch:
                    marked[i, j, place] = True


@compiled("int64(int64, int64, int64)")
def _cell_of(place, first, cells):  # type: ignore[no-untyped-def]
    """Which row or column of cells a row or column is in; the nearest one outside of all."""
    return min(max((place - first) >> CELL_BITS, 0), cells - 1)


@compiled("Tuple((int64[:, ::1], int64[::1], int64[::1]))(int32[:, ::1])")
def _in_cells(bars):  # type: ignore[no-untyped-def]
    """The bars' centres in order of their cells, where each cell's begin, and how the cells lie.

    centres   int64 (B, 2), (row, col) in 1/1024 px
    begins    int64 (cells + 1,)
    lie       int64 (4,): first row and column in 1/1024 px, rows and columns of cells
    """
    count = bars.shape[0]
    centres, sorted_centres = _centres_of(bars), np.empty((count, 2), np.int64)
    lie = np.ones(4, np.int64)
    if count:
        for axis in range(2):
            lie[axis] = centres[:, axis].min()
            lie[2 + axis] = ((centres[:, axis].max() - lie[axis]) >> CELL_BITS) + 1
    begins = np.zeros(lie[2] * lie[3] + 1, np.int64)
    cell_of = np.empty(count, np.int64)
    for k in range(count):
        cell_of[k] = _cell_of(centres[k, 0], lie[0], lie[2]) * lie[3] + _cell_of(centres[k, 1], lie[1], lie[3])
        begins[cell_of[k] + 1] += 1
    for cell in range(lie[2] * lie[3]):
        begins[cell + 1] += begins[cell]
    ends = begins.copy()
    for k in range(count):
        sorted_centres[ends[cell_of[k]]] = centres[k]
        ends[cell_of[k]] += 1
    return sorted_centres, begins, lie


@compiled("boolean(int64[:, ::1], int64, int64, int64, int64, int64, int64)")
def _lies_there(centres, first, last, row, line_col, along, pitch):  # type: ignore[no-untyped-def]
    """Whether one of these bars lies at a place: its row, the column where its line begins, how far along it is."""
    for k in range(first, last):
        beside = ((centres[k, 1] - line_col) << 10) // pitch - along
        if 4 * abs(beside) <= 1024 and 5 * abs(centres[k, 0] - row) <= pitch:
            return True
    return False


@compiled("boolean(int64[:, ::1], int64[::1], int64[::1], int64, int64, int64, int64)")
def _is_marked(centres, begins, lie, row, line_col, along, pitch):  # type: ignore[no-untyped-def]
    """Whether a bar lies at a place, looked for in the cells around it."""
    col, beside = line_col + ((along * pitch) >> 10), pitch // 4 + (pitch >> 10) + 2
    first, last = _cell_of(col - beside, lie[1], lie[3]), _cell_of(col + beside, lie[1], lie[3])
    for down in range(_cell_of(row - pitch // 5, lie[0], lie[2]), _cell_of(row + pitch // 5, lie[0], lie[2]) + 1):
        cells = down * lie[3]
        if _lies_there(centres, begins[cells + first], begins[cells + last + 1], row, line_col, along, pitch):
            return True
    return False


@compiled("void(int32[:, ::1], int64[:, ::1], int64[:, ::1], int64[:, ::1], int64, int64, int64, boolean[:, :, ::1])")
def _marks_of_many(bars, lefts, rights, facing, span, first_place, least, marked):  # type: ignore[no-untyped-def]
    centres, begins, lie = _in_cells(bars)
    for i in range(lefts.shape[0]):
        for j in range(facing[i, 0], facing[i, 1]):
            down = ((rights[j, 0] - lefts[i, 0]) << 10) // span
            pitch = ((rights[j, 1] - lefts[i, 1]) << 10) // span
            may_miss = marked.shape[2] - least
            for place in range(marked.shape[2] if pitch > 0 and len(centres) else 0):
                along = (place << 10) + first_place
                row = lefts[i, 0] + ((down * along) >> 10)
                marked[i, j, place] = _is_marked(centres, begins, lie, row, lefts[i, 1], along, pitch)
                may_miss -= not marked[i, j, place]
                if may_miss < 0:
                    marked[i, j] = False
                    break
