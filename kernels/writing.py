"""Strokes of the pen: how much of an area's ink lies in them, unlike dust, and how far they run on."""

import numpy as np
from numpy.typing import NDArray

from kernels.checks import check_array, check_page
from kernels.compiled import compiled

MOST_DRIFT = 8
"""In 1/64 px a pixel, the most that a line across or down an area may drift: an eighth."""


def stroke_cells(
    page: NDArray[np.uint8],
    corners_px64: NDArray[np.int64],
    cell_px: int,
    least_cells: int,
    ink_level: int,
) -> NDArray[np.int64]:
    """Count the cells of strokes in parallelograms, lines across and through them left out.

    An area is sampled about once a pixel, from its top left, and so is as much again as half its depth above it and
    below. A sample is on a line where three quarters of those along the line are inked or have an inked one above or
    below (for lines down: beside): across the whole area, as folds and printed rules lie, or down all that was sampled,
    as a scanner's streaks do. Lines may drift by an eighth of their length; one that leaves the area at its top or its
    foot must lie in it for half its width. What is inked and on no line fills cells, squares of `cell_px` samples a
    side: a cell is inked that holds at least one sample in eight, and two. Inked cells that touch, also at corners, are
    one stroke.

    corners_px64  int64 (N, 3, 2): top left, top right and bottom left corner, (row, col) in 1/64 px
    least_cells   smaller strokes are not counted: dust
    ink_level     a pixel at or below it is inked; off the page none is
    returns       int64 (N, 2): cells of all strokes that count, and samples on lines
    """
    check_page(page)
    check_array(corners_px64, np.int64, (None, 3, 2))
    if cell_px < 1 or least_cells < 1:
        raise ValueError("expected cells of at least 1 pixel, and strokes of at least 1 cell")
    counts = np.zeros((len(corners_px64), 2), np.int64)
    for corners, count in zip(corners_px64, counts, strict=True):
        wide, deep = (int(np.hypot(*(corners[edge] - corners[0])) / 64 + 0.5) for edge in (1, 2))
        if wide and deep:
            above = deep // 2
            samples = np.zeros((2 * above + deep, wide), np.uint8)
            _sample(page, corners, deep, above, ink_level, samples)
            count[:] = _count_strokes(samples, above, cell_px, least_cells)
    return counts


@compiled("void(uint8[:, ::1], int64[:, ::1], int64, int64, int64, uint8[:, ::1])")
def _sample(page, corners, deep, above, ink_level, samples):  # type: ignore[no-untyped-def]
    rows, cols = samples.shape
    across_row, across_col = corners[1, 0] - corners[0, 0], corners[1, 1] - corners[0, 1]
    down_row, down_col = corners[2, 0] - corners[0, 0], corners[2, 1] - corners[0, 1]
    aside = np.empty((cols, 2), np.int64)
    for j in range(cols):
        aside[j, 0], aside[j, 1] = across_row * (2 * j + 1) // (2 * cols), across_col * (2 * j + 1) // (2 * cols)
    for i in range(rows):
        down = 2 * (i - above) + 1
        first_row = corners[0, 0] + down_row * down // (2 * deep) + 32
        first_col = corners[0, 1] + down_col * down // (2 * deep) + 32
        for j in range(cols):
            row, col = (first_row + aside[j, 0]) >> 6, (first_col + aside[j, 1]) >> 6
            if 0 <= row < page.shape[0] and 0 <= col < page.shape[1] and page[row, col] <= ink_level:
                samples[i, j] = 1


@compiled("void(uint8[:, :], int64, uint8[::1])")
def _take_row(samples, row, taken):  # type: ignore[no-untyped-def]
    for col in range(taken.size):
        taken[col] = samples[row, col]


@compiled("boolean(uint8[:, :], int64, int64, int64, int32[:, ::1])")
def _count_near(samples, first_row, last_row, least_length, before):  # type: ignore[no-untyped-def]
    """How many samples before each place of these rows are inked or have one beside them; whether lines may run there.

    The rows are half open.
    """
    rows, cols = samples.shape
    in_column, near = np.zeros(cols, np.uint8), np.empty(cols, np.uint8)
    # three rows side by side: where samples lie turned, each of them is far from the next
    three = np.empty((3, cols), np.uint8)
    _take_row(samples, max(first_row - 1, 0), three[(first_row + 2) % 3])
    _take_row(samples, min(first_row, rows - 1), three[first_row % 3])
    for row in range(first_row, last_row):
        _take_row(samples, min(row + 1, rows - 1), three[(row + 1) % 3])
        one, two, other = three[0], three[1], three[2]
        for col in range(cols):
            near[col] = (one[col] | two[col] | other[col]) & 1
        for col in range(cols):
            in_column[col] |= near[col]
        count, line = np.int32(0), before[row]
        for col in range(cols):
            line[col] = count
            count = np.int32(count + near[col])
        line[cols] = count
    return 4 * in_column.sum() >= 3 * least_length


@compiled("int64(int64[::1], int64[::1], int64)")
def _find_steps(shifts, starts, drift):  # type: ignore[no-untyped-def]
    """Where along a line each stretch on one row starts, the end last, and its shift: how many there are."""
    cols = starts.size - 1
    middle, steps = cols // 2, 0
    for along in range(cols):
        shift = ((along - middle) * drift + 32) >> 6
        if steps == 0 or shift != shifts[steps - 1]:
            shifts[steps], starts[steps] = shift, along
            steps += 1
    starts[steps] = cols
    return steps


@compiled("UniTuple(int64, 2)(int32[:, ::1], int64[::1], int64[::1], int64, int64, int64)")
def _line_at(before, shifts, starts, steps, aside, least_length):  # type: ignore[no-untyped-def]
    """From where to where a line lies in the window, both 0 where it is too short or not inked for three quarters."""
    rows, cols = before.shape[0], before.shape[1] - 1
    first, last, light = cols, 0, np.int64(0)
    for i in range(steps):
        place = aside + shifts[i]
        if not 0 <= place < rows:
            continue
        start, end = starts[i], starts[i + 1]
        first, last = min(first, start), end
        light += end - start - (before[place, end] - before[place, start])
        if 4 * light > cols:
            return 0, 0
    if last - first < least_length or 4 * light > last - first:
        return 0, 0
    return first, last


@compiled("boolean(uint8[:, :], int64, int64, int64, uint8)")
def flag_lines(samples, first_row, last_row, least_length, flag):  # type: ignore[no-untyped-def]
    """Flag the samples on lines along the second axis; bit 0 says that a sample is inked. Whether any is on a line.

    Outside of these rows, half open, some may be left without their flag.
    """
    rows, cols = samples.shape
    before = np.empty((rows, cols + 1), np.int32)
    reach = 2 * ((cols * MOST_DRIFT >> 7) + 1) + 1
    if not _count_near(samples, max(first_row - reach, 0), min(last_row + reach, rows), least_length, before):
        return False
    any_line = False
    shifts, starts = np.empty(cols, np.int64), np.empty(cols + 1, np.int64)
    for drift in range(-MOST_DRIFT, MOST_DRIFT + 1):
        strays = (cols * abs(drift) >> 7) + 1
        steps = _find_steps(shifts, starts, drift)
        for aside in range(max(first_row - 1, 0) - strays, min(last_row + 1, rows) + strays):
            first, last = _line_at(before, shifts, starts, steps, aside, least_length)
            any_line |= first < last
            for along in range(first, last):
                place = aside + (((along - cols // 2) * drift + 32) >> 6)
                for beside in range(max(place - 1, 0), min(place + 2, rows)):
                    samples[beside, along] |= flag
    return any_line


@compiled("UniTuple(int64, 2)(uint8[:, ::1], int64, int64, int64)")
def _count_strokes(samples, above, cell_px, least_cells):  # type: ignore[no-untyped-def]
    rows, cols = samples.shape
    area = samples[above : rows - above]
    flag_lines(area, 0, len(area), (cols + 1) // 2, 2)
    flag_lines(samples.T, 0, cols, rows, 4)
    down, across = -(-len(area) // cell_px), -(-cols // cell_px)
    cells = np.zeros((down, across), np.int64)
    on_lines = np.int64(0)
    for i in range(len(area)):
        for j in range(cols):
            if area[i, j] == 1:
                cells[i // cell_px, j // cell_px] += 1
            elif area[i, j] & 1:
                on_lines += 1
    least = max(2, cell_px * cell_px // 8)
    found = np.int64(0)
    stack = np.empty((down * across, 2), np.int64)
    for i in range(down):
        for j in range(across):
            if cells[i, j] < least:
                continue
            cells[i, j] = 0
            stack[0, 0], stack[0, 1] = i, j
            waiting, size = 1, 0
            while waiting:
                waiting -= 1
                size += 1
                row, col = stack[waiting, 0], stack[waiting, 1]
                for r in range(max(0, row - 1), min(down, row + 2)):
                    for c in range(max(0, col - 1), min(across, col + 2)):
                        if cells[r, c] >= least:
                            cells[r, c] = 0
                            stack[waiting, 0], stack[waiting, 1] = r, c
                            waiting += 1
            if size >= least_cells:
                found += size
    return found, on_lines


def follow_strokes(
    page: NDArray[np.uint8],
    starts_px64: NDArray[np.int64],
    steps_px64: NDArray[np.int64],
    gap_px: int,
    most_px: int,
    ink_level: int,
) -> NDArray[np.int32]:
    """Say how far ink runs on from each start, one step after another, forwards and backwards.

    A step is on the ink where its pixel, or one next to it (beside, above or below), is inked; off the page none is.

    starts_px64, steps_px64   int64 (N, 2), (row, col) in 1/64 px
    gap_px                    the ink ends where more than so many steps in a row are not on it
    most_px                   how many steps to go at most
    returns                   int32 (N, 2): the last step that is on the ink, forwards and backwards; 0 if none is
    """
    check_page(page)
    check_array(starts_px64, np.int64, (None, 2))
    check_array(steps_px64, np.int64, (len(starts_px64), 2))
    if gap_px < 0 or most_px < 0:
        raise ValueError("expected a gap and a way of at least 0 pixels")
    reached = np.zeros((len(starts_px64), 2), np.int32)
    _follow_strokes(page, starts_px64, steps_px64, gap_px, most_px, ink_level, reached)
    return reached


@compiled("boolean(uint8[:, ::1], int64, int64, int64)")
def _inked(page, row, col, ink_level):  # type: ignore[no-untyped-def]
    return 0 <= row < page.shape[0] and 0 <= col < page.shape[1] and page[row, col] <= ink_level


@compiled("void(uint8[:, ::1], int64[:, ::1], int64[:, ::1], int64, int64, int64, int32[:, ::1])")
def _follow_strokes(page, starts, steps, gap, most, ink_level, reached):  # type: ignore[no-untyped-def]
    for i in range(starts.shape[0]):
        for side in range(2):
            sign = 1 - 2 * side
            for step in range(1, most + 1):
                row = (starts[i, 0] + sign * step * steps[i, 0] + 32) >> 6
                col = (starts[i, 1] + sign * step * steps[i, 1] + 32) >> 6
                beside = _inked(page, row, col - 1, ink_level) or _inked(page, row, col + 1, ink_level)
                upright = _inked(page, row - 1, col, ink_level) or _inked(page, row + 1, col, ink_level)
                if _inked(page, row, col, ink_level) or beside or upright:
                    reached[i, side] = step
                elif step - reached[i, side] > gap:
                    break
