"""Take the ink near places apart into pieces that hang together, printed lines and the paper's own left out."""

import numpy as np
from numpy.typing import NDArray

from kernels import columns
from kernels.checks import check_array, check_page
from kernels.compiled import compiled
from kernels.runs import END, FIRST, NEXT, ROW, RUN_COLUMNS, START, find_runs, gather_pieces
from kernels.writing import flag_lines

MOST_PIECES = 48
"""So many pieces of a place are told, the largest; a window holds no more letters than that."""
ZONES = 3
"""Forms of each place: what counts as on it, its margin, and what is close to it."""


def pieces_near(
    page: NDArray[np.uint8],
    centres_px64: NDArray[np.int64],
    zones: NDArray[np.int64],
    reaches_px: tuple[tuple[int, int], tuple[int, int]],
    line_runs_px: tuple[int, int],
    levels: tuple[int, int],
    others_px: NDArray[np.int64],
    other_reach_px: int,
    slanted_lines: bool,
) -> NDArray[np.int64]:
    """Find the pieces of ink in a window around each centre: inked pixels that touch, also at corners.

    Left out are pixels on lines, or beside them: runs along a row, or a column, of pixels that are inked or have an
    inked one beside the run. With `slanted_lines` also those on lines right across the window, as `stroke_cells` finds
    them.

    centres_px64     int64 (N, 2), (row, col) in 1/64 px
    zones            int64 (N, 3, 12), ALONG_BY_ROW to RADIUS of `columns`, forms as of `measure_targets`: pixels in
                     the first are at the place, outside the second beyond it, between second and third close to it
    reaches_px       how many rows up and down, and columns to either side, is near a centre, and a window reaches
    line_runs_px     from which length on a run along a row, and along a column, is a line
    levels           the level at or below which a pixel is inked, and that of paper, from which darkness counts
    others_px        int64 (K, 2): (row, col) of other places, around each of which a square reaches `other_reach_px`
    returns          int64 (N, 48, 13), PIECE_PIXELS to AT_OTHERS of `columns`: the largest pieces that come near the
                     centre; 0 where none is left
    """
    check_page(page)
    check_array(centres_px64, np.int64, (None, 2))
    check_array(zones, np.int64, (len(centres_px64), ZONES, columns.FORM_COLUMNS))
    check_array(others_px, np.int64, (None, 2))
    near_px, window_px = reaches_px
    if min(*near_px, *window_px, other_reach_px) < 0 or min(line_runs_px) < 1:
        raise ValueError("expected reaches of at least 0 pixels and line runs of at least 1")
    found = np.zeros((len(centres_px64), MOST_PIECES, columns.PIECE_COLUMNS), np.int64)
    ways = np.array([*window_px, *line_runs_px, *levels, other_reach_px, slanted_lines, *near_px, 0], np.int64)
    _pieces_near(page, centres_px64, zones, ways, others_px, found)
    return found


@compiled("void(uint8[:, ::1], int64, int64, int64, uint8[:, ::1], int64[::1], int64[::1])")
def _ink_of(page, top, left, ink_level, inked, in_rows, in_cols):  # type: ignore[no-untyped-def]
    """Which pixels of a window are inked, and how many in each row and column."""
    in_cols[:] = 0
    for row in range(inked.shape[0]):
        line, pixels = inked[row], page[top + row, left : left + inked.shape[1]]
        for col in range(line.size):
            line[col] = pixels[col] <= ink_level
        count = np.int32(0)
        for col in range(line.size):
            count = np.int32(count + line[col])
        in_rows[row] = count
        if count:
            for col in range(line.size):
                in_cols[col] += line[col]


@compiled("void(uint8[:, :], int64[::1], int64, uint8)")
def _flag_runs(inked, in_rows, least_px, flag):  # type: ignore[no-untyped-def]
    """Flag the pixels on runs along the second axis; bit 0 says that a pixel is inked."""
    rows, cols = inked.shape
    for row in range(rows):
        above, below = max(row - 1, 0), min(row + 1, rows - 1)
        if in_rows[above] + in_rows[row] + in_rows[below] < least_px:
            continue
        start = 0
        while start + least_px <= cols:
            # looked at from its end: where a pixel is clear, no run reaches over it, and what is before it is passed by
            col = start + least_px - 1
            while col >= start and (inked[row, col] | inked[above, col] | inked[below, col]) & 1:
                col -= 1
            if col >= start:
                start = col + 1
                continue
            col = start + least_px
            while col < cols and (inked[row, col] | inked[above, col] | inked[below, col]) & 1:
                col += 1
            for beside in range(above, below + 1):
                for place in range(start, col):
                    inked[beside, place] |= flag
            start = col + 1


@compiled("boolean(int64[::1], int64, int64)")
def _inside(form, down64, right64):  # type: ignore[no-untyped-def]
    if abs(down64) > form[columns.ROW_REACH] << 6 or abs(right64) > form[columns.COL_REACH] << 6:
        return False
    along = form[columns.ALONG_BY_ROW] * down64 + form[columns.ALONG_BY_COL] * right64
    across = form[columns.ACROSS_BY_ROW] * down64 + form[columns.ACROSS_BY_COL] * right64
    beyond = max(abs(along) - form[columns.HALF_LENGTH], 0)
    aside = max(abs(across) - form[columns.HALF_DEPTH], 0)
    return beyond * beyond + aside * aside <= form[columns.RADIUS] ** 2


@compiled("UniTuple(int64, 2)(int64[::1], int64, int64, int64, int64)")
def _part_inside(form, down64, centre_col64, start, end):  # type: ignore[no-untyped-def]
    """The columns of a run that are inside a form, half open: forms are convex, so that it is one part, or none."""
    reach64 = form[columns.COL_REACH] << 6
    if abs(down64) > form[columns.ROW_REACH] << 6:
        return start, start
    start = max(start, (centre_col64 - reach64 + 63) >> 6)
    end = min(end, ((centre_col64 + reach64) >> 6) + 1)
    while start < end and not _inside(form, down64, (start << 6) - centre_col64):
        start += 1
    while start < end and not _inside(form, down64, ((end - 1) << 6) - centre_col64):
        end -= 1
    return start, max(start, end)


@compiled("boolean(int64[::1], int64, int64, int64[::1])")
def _is_near(piece, row, col, ways):  # type: ignore[no-untyped-def]
    """Whether the bounds of a piece come near a centre."""
    near_rows = piece[columns.PIECE_TOP] <= row + ways[8] and piece[columns.PIECE_BOTTOM] > row - ways[8]
    return near_rows and piece[columns.PIECE_LEFT] <= col + ways[9] and piece[columns.PIECE_RIGHT] > col - ways[9]


@compiled("void(int64[:, ::1], int64[::1], int64, int64, int64, int64[::1])")
def _zones_of_run(zones, centre, row, start, end, piece):  # type: ignore[no-untyped-def]
    down64, pixels = (row << 6) - centre[0], end - start
    start, end = _part_inside(zones[2], down64, centre[1], start, end)
    piece[columns.CLOSE] += end - start
    start, end = _part_inside(zones[1], down64, centre[1], start, end)
    piece[columns.CLOSE] -= end - start
    piece[columns.BEYOND] += pixels - (end - start)
    start, end = _part_inside(zones[0], down64, centre[1], start, end)
    piece[columns.AT_PLACE] += end - start


@compiled(
    "void(uint8[:, ::1], int32[:, ::1], int64, int64, int64, int64[::1], int64[:, ::1], int64[::1], int64[:, ::1], "
    "int64[::1])"
)
def _describe(page, runs, i, top, left, centre, zones, ways, others, piece):  # type: ignore[no-untyped-def]
    """Tell of a piece, whose runs are linked from the first on, what its pixels and bounds do not."""
    rows_sum = cols_sum = rows_squared = cols_squared = both = np.int64(0)
    piece[columns.PIECE_DARKNESS] = piece[columns.AT_PLACE] = piece[columns.BEYOND] = 0
    piece[columns.CLOSE] = piece[columns.AT_OTHERS] = 0
    while i >= 0:
        row, start, end = np.int64(runs[i, ROW]), np.int64(runs[i, START]), np.int64(runs[i, END])
        i = np.int64(runs[i, NEXT])
        levels = np.int64(0)
        for level in page[top + row, left + start : left + end]:
            levels += level
        piece[columns.PIECE_DARKNESS] += ways[5] * (end - start) - levels
        in_run = (end - start) * (start + end - 1) // 2
        cols_squared += ((end - 1) * end * (2 * end - 1) - (start - 1) * start * (2 * start - 1)) // 6
        rows_sum += (end - start) * row
        rows_squared += (end - start) * row * row
        cols_sum += in_run
        both += row * in_run
        _zones_of_run(zones, centre, top + row, left + start, left + end, piece)
        for k in range(ways[10]):
            if abs(top + row - others[k, 0]) <= ways[6]:
                first, last = others[k, 1] - ways[6] - left, others[k, 1] + ways[6] + 1 - left
                piece[columns.AT_OTHERS] += max(min(last, end) - max(first, start), 0)
    pixels = piece[columns.PIECE_PIXELS]
    piece[columns.PIECE_ROW_MOMENT] = pixels * rows_squared - rows_sum * rows_sum
    piece[columns.PIECE_COL_MOMENT] = pixels * cols_squared - cols_sum * cols_sum
    piece[columns.PIECE_BOTH_MOMENT] = pixels * both - rows_sum * cols_sum
    piece[columns.PIECE_TOP] += top
    piece[columns.PIECE_BOTTOM] += top
    piece[columns.PIECE_LEFT] += left
    piece[columns.PIECE_RIGHT] += left


@compiled("boolean(uint8[:, ::1], int64[::1], int32[:, ::1], int64[:, ::1], int64, int64, int64[::1])")
def _flag_slanted(inked, in_rows, runs, pieces, row, col, ways):  # type: ignore[no-untyped-def]
    """Flag the pixels on lines where pieces come near a centre, whether any is; no ink is left in rows without them."""
    rows, cols = inked.shape
    top, bottom, left, right = rows, 0, cols, 0
    for first in range(pieces.shape[0]):
        piece = pieces[first]
        if runs[first, FIRST] == first and _is_near(piece, row, col, ways):
            top, bottom = min(top, piece[columns.PIECE_TOP]), max(bottom, piece[columns.PIECE_BOTTOM])
            left, right = min(left, piece[columns.PIECE_LEFT]), max(right, piece[columns.PIECE_RIGHT])
    if top >= bottom:
        return False
    in_rows[:top] = 0
    in_rows[bottom:] = 0
    across = flag_lines(inked, top, bottom, (cols + 1) // 2, 2)
    down = flag_lines(inked.T, left, right, (rows + 1) // 2, 4)
    return across or down


@compiled("int64[:, ::1](uint8[:, ::1], int64[::1], int32[:, ::1])")
def _find_pieces(inked, in_rows, runs):  # type: ignore[no-untyped-def]
    count = find_runs(inked, in_rows, runs)
    pieces = np.empty((count, columns.PIECE_COLUMNS), np.int64)
    gather_pieces(runs, count, pieces)
    return pieces


@compiled("int64(int64[:, ::1])")
def _smallest(pieces):  # type: ignore[no-untyped-def]
    least = 0
    for i in range(pieces.shape[0]):
        if pieces[i, columns.PIECE_PIXELS] < pieces[least, columns.PIECE_PIXELS]:
            least = i
    return least


@compiled("int64(int64[:, ::1], int64[::1], int64[::1], int64[:, ::1])")
def _others_near(all_others, box, ways, others):  # type: ignore[no-untyped-def]
    """Which other places reach into a window (top, bottom, left, right, half open): how many."""
    count = 0
    for k in range(all_others.shape[0]):
        r, c = all_others[k, 0], all_others[k, 1]
        if box[0] - ways[6] <= r < box[1] + ways[6] and box[2] - ways[6] <= c < box[3] + ways[6]:
            others[count, 0], others[count, 1] = r, c
            count += 1
    return count


@compiled("void(uint8[:, ::1], int64[:, ::1], int64[:, :, ::1], int64[::1], int64[:, ::1], int64[:, :, ::1])")
def _pieces_near(page, centres, zones, ways, all_others, found):  # type: ignore[no-untyped-def]
    others = np.empty_like(all_others)
    runs = np.empty(((2 * ways[0] + 1) * (ways[1] + 1), RUN_COLUMNS), np.int32)
    box = np.empty(4, np.int64)
    for i in range(centres.shape[0]):
        row, col = (centres[i, 0] + 32) >> 6, (centres[i, 1] + 32) >> 6
        top, bottom = max(row - ways[0], 0), min(row + ways[0] + 1, page.shape[0])
        left, right = max(col - ways[1], 0), min(col + ways[1] + 1, page.shape[1])
        if top >= bottom or left >= right:
            continue
        inked = np.empty((bottom - top, right - left), np.uint8)
        in_rows, in_cols = np.empty(len(inked), np.int64), np.empty(inked.shape[1], np.int64)
        _ink_of(page, top, left, ways[4], inked, in_rows, in_cols)
        _flag_runs(inked, in_rows, ways[2], 2)
        _flag_runs(inked.T, in_cols, ways[3], 4)
        pieces = _find_pieces(inked, in_rows, runs)
        if ways[7] and _flag_slanted(inked, in_rows, runs, pieces, row - top, col - left, ways):
            pieces = _find_pieces(inked, in_rows, runs)
        box[0], box[1], box[2], box[3] = top, bottom, left, right
        ways[10] = _others_near(all_others, box, ways, others)
        for first in range(len(pieces)):
            if runs[first, FIRST] != first or not _is_near(pieces[first], row - top, col - left, ways):
                continue
            least = _smallest(found[i])
            if pieces[first, columns.PIECE_PIXELS] > found[i, least, columns.PIECE_PIXELS]:
                _describe(page, runs, first, top, left, centres[i], zones[i], ways, others, pieces[first])
                found[i, least] = pieces[first]
