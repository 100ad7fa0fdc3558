"""Measure a page's targets, and boxes beside them, all in one call: rounded boxes that lie askew on the page."""

import numpy as np
from numpy.typing import NDArray

from kernels import columns
from kernels.checks import check_array, check_page
from kernels.compiled import compiled


def measure_targets(
    page: NDArray[np.uint8],
    centres_px64: NDArray[np.int64],
    form_of: NDArray[np.int64],
    forms: NDArray[np.int64],
    paper_level: int,
) -> NDArray[np.int64]:
    """Count the inked pixels in a rounded box around each centre; where there is ink enough, tell how it lies.

    A rounded box is what lies within the radius of its core, itself a box: with a core that is a line it is a stadium
    (a box with round ends), with one that is a point a circle, or, since the matrix may stretch, an ellipse.

    For the cells its bounding box is cut in four along and three across; a cell is inked if at least a tenth of its
    pixels inside the form are. The moments are those of the n inked pixels about their mean: n times the sum of squares
    less the square of the sum, so that a moment over n squared is a variance. A run is a piece of a row, or of a
    column, all inked, inside the form.

    A line, up and down the page or from side to side, is one that crosses the form and runs on beyond its pixels on
    both sides: at least three quarters of the pixels of both runs are inked, or have an inked one beside them. It may
    drift by up to an eighth of its length.

    centres_px64     int64 (N, 2), (row, col) in 1/64 px
    form_of          int64 (N,), each target's form
    forms            int64 (F, 12), ALONG_BY_ROW to INK_LEVEL of `columns`: 2**20 times the matrix, row by row, that
                     takes a (row, col) offset in px to (along, across) in the caller's unit; half the core's length
                     along and across, and the radius, in 2**-26 unit; how many rows and columns no pixel of the form
                     is farther away; the share of ink, per mille, from which on it is looked at closer; how long the
                     runs of lines are, 0 for no lines; the level at or below which a pixel is inked
    paper_level      darkness is counted from here, below 0 where lighter
    returns          int64 (N, 16), INKED to COL_SUM of `columns`: inked pixels; pixels; their darkness, added up;
                     then, 0 if not looked at closer: darkness of the inked pixels; inked cells, one bit each, 1 << (4
                     * across + along); moments of the inked pixels' rows, of their columns, and of both, in px; rows
                     with ink, runs in rows; columns with ink, runs in columns; inked pixels on lines down the page,
                     and on lines across it that are on none down; the inked pixels' rows, and their columns, added
                     up. Nothing is counted off the page.
    """
    check_page(page)
    check_forms(centres_px64, form_of, forms)
    seen = np.zeros((len(centres_px64), columns.TARGET_COLUMNS), np.int64)
    if len(seen):
        _measure_targets(page, centres_px64, form_of, forms, paper_level, seen)
    return seen


def check_forms(centres_px64: NDArray[np.int64], form_of: NDArray[np.int64], forms: NDArray[np.int64]) -> None:
    """Raise ValueError unless these are places and their forms, as `measure_targets` takes them."""
    check_array(centres_px64, np.int64, (None, 2))
    check_array(form_of, np.int64, (len(centres_px64),))
    check_array(forms, np.int64, (None, columns.FORM_COLUMNS))
    if not len(form_of):
        return
    if form_of.min() < 0 or form_of.max() >= len(forms):
        raise ValueError("expected every place to have one of the forms")
    if forms[:, columns.HALF_LENGTH : columns.INK_LEVEL].min() < 0 or forms[:, columns.RADIUS].min() < 1:
        raise ValueError("expected a core, a reach, a share and a run of at least 0 and a radius of at least 1")


@compiled("int64(int64, int64, int64, int64)")
def _beyond(along, across, half_length, half_depth):  # type: ignore[no-untyped-def]
    """How far a place is from the core, squared."""
    beyond = max(abs(along) - half_length, 0)
    aside = max(abs(across) - half_depth, 0)
    return beyond * beyond + aside * aside


@compiled("UniTuple(int64, 2)(uint8[::1], int64)")
def _sum_run(pixels, ink_level):  # type: ignore[no-untyped-def]
    # in 32 bits: twice as many side by side, and a row has no more
    inked = levels = np.int32(0)
    for i in range(pixels.size):
        inked = np.int32(inked + (pixels[i] <= ink_level))
        levels = np.int32(levels + pixels[i])
    return np.int64(inked), np.int64(levels)


@compiled("UniTuple(int64, 2)(int64[::1], int64, int64, int64, int64, int64, int64)")
def form_run(form, along, across, first, last, left, right):  # type: ignore[no-untyped-def]
    """Which of the columns [first, last) are inside: one run, as the form is convex. Looked for near [left, right).

    `along` and `across` are those of column 0.
    """
    along_step, across_step = form[columns.ALONG_BY_COL] << 6, form[columns.ACROSS_BY_COL] << 6
    length, depth, limit = form[columns.HALF_LENGTH], form[columns.HALF_DEPTH], form[columns.RADIUS] ** 2
    col = min(max(left, first), last - 1)
    here = _beyond(along + along_step * col, across + across_step * col, length, depth)
    if here > limit:
        col += 1
        step = 1 if _beyond(along + along_step * col, across + across_step * col, length, depth) < here else -1
        col += step - 1
        while first <= col < last:
            there = _beyond(along + along_step * col, across + across_step * col, length, depth)
            if there <= limit or there >= here:
                break
            here = there
            col += step
        if (
            not first <= col < last
            or _beyond(along + along_step * col, across + across_step * col, length, depth) > limit
        ):
            return first, first
    left = col
    while left > first:
        place = left - 1
        if _beyond(along + along_step * place, across + across_step * place, length, depth) > limit:
            break
        left = place
    right = min(max(right - 1, col), last - 1)
    while right > col and _beyond(along + along_step * right, across + across_step * right, length, depth) > limit:
        right -= 1
    right += 1
    while right < last and _beyond(along + along_step * right, across + across_step * right, length, depth) <= limit:
        right += 1
    return left, right


@compiled("void(uint8[:, ::1], int64[::1], int64[::1], int64, int64[::1], int64[:, ::1], boolean[:, ::1], int64[::1])")
def _look_closer(page, centre, form, paper_level, box, runs, before, seen):  # type: ignore[no-untyped-def]
    """`before` (2, columns) is scratch: whether the pixel above is inked, and whether any above was."""
    first_row, last_row, first_col = box[columns.TOP], box[columns.BOTTOM], box[columns.LEFT]
    ink_level = form[columns.INK_LEVEL]
    cell_ink = np.zeros(12, np.int64)
    cell_size = np.zeros(12, np.int64)
    before[:] = False
    darkness = rows = cols = rows_squared = cols_squared = rows_cols = np.int64(0)
    middle_row, middle_col = (centre[0] + 32) >> 6, (centre[1] + 32) >> 6
    quarter = (form[columns.HALF_LENGTH] + form[columns.RADIUS]) // 2
    third = (form[columns.HALF_DEPTH] + form[columns.RADIUS]) // 3
    for row in range(first_row, last_row):
        start, end = runs[row - first_row, 0], runs[row - first_row, 1]
        before[0, : start - first_col] = False
        before[0, end - first_col :] = False
        left = any_ink = False
        for col in range(start, end):
            down64, right64 = (row << 6) - centre[0], (col << 6) - centre[1]
            along = form[columns.ALONG_BY_ROW] * down64 + form[columns.ALONG_BY_COL] * right64
            across = form[columns.ACROSS_BY_ROW] * down64 + form[columns.ACROSS_BY_COL] * right64
            cell = 0 if across < -third else 4 if across < third else 8
            cell += 0 if along < -quarter else 1 if along < 0 else 2 if along < quarter else 3
            cell_size[cell] += 1
            here = page[row, col] <= ink_level
            if here:
                cell_ink[cell] += 1
                darkness += paper_level - np.int64(page[row, col])
                down, right = row - middle_row, col - middle_col
                rows += down
                cols += right
                rows_squared += down * down
                cols_squared += right * right
                rows_cols += down * right
                seen[columns.ROW_RUNS] += not left
                seen[columns.INKED_COLS] += not before[1, col - first_col]
                seen[columns.COL_RUNS] += not before[0, col - first_col]
                before[1, col - first_col] = any_ink = True
            left = here
            before[0, col - first_col] = here
        seen[columns.INKED_ROWS] += any_ink
    for cell in range(12):
        if cell_ink[cell] > 0 and 10 * cell_ink[cell] >= cell_size[cell]:
            seen[columns.CELLS] |= np.int64(1) << cell
    inked = seen[columns.INKED]
    seen[columns.INK_DARKNESS] = darkness
    seen[columns.ROW_MOMENT] = inked * rows_squared - rows * rows
    seen[columns.COL_MOMENT] = inked * cols_squared - cols * cols
    seen[columns.BOTH_MOMENT] = inked * rows_cols - rows * cols
    seen[columns.ROW_SUM], seen[columns.COL_SUM] = rows + inked * middle_row, cols + inked * middle_col


@compiled("boolean(uint8[:, ::1], int64, int64, boolean, int64)")
def _inked(page, along, aside, down, ink_level):  # type: ignore[no-untyped-def]
    """Whether a pixel, so far along a line that goes down or across the page, is inked; off the page none is."""
    row, col = (along, aside) if down else (aside, along)
    return 0 <= row < page.shape[0] and 0 <= col < page.shape[1] and page[row, col] <= ink_level


@compiled("boolean(uint8[:, ::1], int64, int64, int64, int64, int64, boolean, int64)")
def _runs_on(page, start, end, middle, aside, drift, down, ink_level):  # type: ignore[no-untyped-def]
    """Whether three quarters of the pixels of a line's run [start, end) are inked, or have one beside that is."""
    missing = (end - start) // 4
    for along in range(start, end):
        place = aside + (((along - middle) * drift + 32) >> 6)
        near = _inked(page, along, place, down, ink_level) or _inked(page, along, place - 1, down, ink_level)
        if not (near or _inked(page, along, place + 1, down, ink_level)):
            missing -= 1
            if missing < 0:
                return False
    return True


@compiled("boolean(uint8[:, ::1], int64, int64, int64, int64, boolean, int64)")
def _may_run_on(page, start, end, first, last, down, ink_level):  # type: ignore[no-untyped-def]
    """Whether there is any ink in three quarters of the lines across a run: without it, no line runs there."""
    missing = (end - start) // 4
    for along in range(start, end):
        aside = first
        while aside < last and not _inked(page, along, aside, down, ink_level):
            aside += 1
        if aside == last:
            missing -= 1
            if missing < 0:
                return False
    return True


@compiled("void(uint8[:, ::1], int64[::1], boolean, int64, int64, uint8, uint8[:, ::1])")
def _find_lines(page, box, down, run, ink_level, flag, on_lines):  # type: ignore[no-untyped-def]
    """Flag the pixels of a box (top, bottom, left, right, half open) that lie on lines down, or across, the page."""
    start, end, first, last = box[columns.TOP], box[columns.BOTTOM], box[columns.LEFT], box[columns.RIGHT]
    if not down:
        start, end, first, last = first, last, start, end
    middle = (start + end) // 2
    most = (run + end - start) // 8 + 4
    if not _may_run_on(page, start - run, start, first - most, last + most, down, ink_level):
        return
    if not _may_run_on(page, end, end + run, first - most, last + most, down, ink_level):
        return
    for drift in range(-8, 9, 2):
        strays = ((end - start) * abs(drift) >> 7) + 1
        for aside in range(first - strays, last + strays):
            if not _runs_on(page, start - run, start, middle, aside, drift, down, ink_level):
                continue
            if not _runs_on(page, end, end + run, middle, aside, drift, down, ink_level):
                continue
            for along in range(start, end):
                place = aside + (((along - middle) * drift + 32) >> 6)
                if first <= place < last:
                    row, col = (along, place) if down else (place, along)
                    on_lines[row - box[columns.TOP], col - box[columns.LEFT]] |= flag


@compiled("void(uint8[:, ::1], int64[:, ::1], int64, int64, int64[::1], uint8[:, ::1], int64[::1])")
def _explain(page, runs, first_row, last_row, form, on_lines, seen):  # type: ignore[no-untyped-def]
    run, ink_level = form[columns.LINE_RUN_PX], form[columns.INK_LEVEL]
    top, bottom, left, right = last_row, first_row, page.shape[1], 0
    for row in range(first_row, last_row):
        start, end = runs[row - first_row, 0], runs[row - first_row, 1]
        if start < end:
            top, bottom = min(top, row), max(bottom, row + 1)
            left, right = min(left, start), max(right, end)
    on_lines[: bottom - top, : right - left] = 0
    box = np.array([top, bottom, left, right])
    _find_lines(page, box, True, run, ink_level, 1, on_lines)
    _find_lines(page, box, False, run, ink_level, 2, on_lines)
    for row in range(top, bottom):
        for col in range(runs[row - first_row, 0], runs[row - first_row, 1]):
            flags = on_lines[row - top, col - left]
            if flags and page[row, col] <= ink_level:
                seen[columns.DOWN_LINES if flags & 1 else columns.ACROSS_LINES] += 1


@compiled("void(uint8[:, ::1], int64[:, ::1], int64[::1], int64[:, ::1], int64, int64[:, ::1])")
def _measure_targets(page, centres, form_of, forms, paper_level, seen):  # type: ignore[no-untyped-def]
    height, width = page.shape
    runs = np.empty((2 * forms[:, columns.ROW_REACH].max() + 1, 2), np.int64)
    before = np.empty((2, 2 * forms[:, columns.COL_REACH].max() + 1), np.bool_)
    on_lines = np.empty((len(runs), before.shape[1]), np.uint8)
    box = np.empty(columns.BAR_COLUMNS, np.int64)
    for i in range(centres.shape[0]):
        form = forms[form_of[i]]
        row_reach, col_reach = form[columns.ROW_REACH], form[columns.COL_REACH]
        centre_row, centre_col = (centres[i, 0] + 32) >> 6, (centres[i, 1] + 32) >> 6
        first_row, last_row = max(0, centre_row - row_reach), min(height, centre_row + row_reach + 1)
        first_col, last_col = max(0, centre_col - col_reach), min(width, centre_col + col_reach + 1)
        if first_row >= last_row or first_col >= last_col:
            continue
        left, right = centre_col, centre_col + 1
        inked = pixels = levels = np.int64(0)
        for row in range(first_row, last_row):
            # written out: a loop of its own, called for each row, is much slower
            down = (row << 6) - centres[i, 0]
            along = form[columns.ALONG_BY_ROW] * down - form[columns.ALONG_BY_COL] * centres[i, 1]
            across = form[columns.ACROSS_BY_ROW] * down - form[columns.ACROSS_BY_COL] * centres[i, 1]
            start, end = form_run(form, along, across, first_col, last_col, left, right)
            runs[row - first_row, 0], runs[row - first_row, 1] = start, end
            if start == end:
                continue
            left, right = start, end
            pixels += end - start
            inked_here, levels_here = _sum_run(page[row, start:end], form[columns.INK_LEVEL])
            inked += inked_here
            levels += levels_here
        seen[i, columns.INKED], seen[i, columns.PIXELS] = inked, pixels
        seen[i, columns.DARKNESS] = paper_level * pixels - levels
        if inked > 0 and 1000 * inked >= form[columns.CLOSER_PERMILLE] * pixels:
            box[0], box[1], box[2], box[3] = first_row, last_row, first_col, last_col
            _look_closer(page, centres[i], form, paper_level, box, runs, before, seen[i])
            if form[columns.LINE_RUN_PX] > 0:
                _explain(page, runs, first_row, last_row, form, on_lines, seen[i])
