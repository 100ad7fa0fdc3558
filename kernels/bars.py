"""Find small dark bars, such as timing marks, by their runs."""

import numpy as np
from numpy.typing import NDArray

from kernels.checks import check_page
from kernels.columns import BAR_COLUMNS, BOTTOM, LEFT, RIGHT, TOP
from kernels.compiled import compiled


def find_bars(
    page: NDArray[np.uint8],
    dark_level: int,
    row_step: int,
    rows: tuple[int, int],
    columns: tuple[int, int],
    width_px: tuple[int, int],
    height_px: tuple[int, int],
) -> NDArray[np.int32]:
    """Find dark bars by scanning every `row_step`-th row of a part of the page.

    A bar is a dark run, `width_px` (least, most) wide, that is dark for `height_px` (least, most) rows at its middle
    or, where a hole or a streak spoils the middle, at one of its quarters. A bar is reported once for each scanned
    row that meets it.

    page        uint8 (H, W)
    dark_level  a pixel at or below it is dark
    rows        the rows to scan, [first, last)
    columns     the columns to scan, [first, last)
    returns     int32 (N, 4), TOP to RIGHT of `columns`: rows and columns, half open, ordered by scanned row and column
    """
    check_page(page)
    if row_step < 1 or width_px[0] < 1:
        raise ValueError("expected a row step and a least width of at least 1")
    part = (max(0, rows[0]), min(page.shape[0], rows[1]), max(0, columns[0]), min(page.shape[1], columns[1]))
    limits = np.array([*part, *width_px, *height_px], np.int64)
    capacity = 4096
    while True:
        bars = np.empty((capacity, BAR_COLUMNS), np.int32)
        found = _find_bars(page, dark_level, row_step, limits, bars)
        if found <= capacity:
            return bars[:found].copy()
        capacity = found


@compiled("int64(uint8[:, ::1], int64, int64, int64, int64, int64)")
def _touch(page, first_row, last_row, row_step, first_col, last_col):  # type: ignore[no-untyped-def]
    """Read a pixel of every 64 bytes; their sum, which is never below 0."""
    total = np.int64(0)
    for row in range(first_row, last_row, row_step):
        for col in range(first_col, last_col, 64):
            total += page[row, col]
    return total


@compiled("int64(uint8[:, ::1], int64, int64, int64[::1], int32[:, ::1])")
def _find_bars(page, dark_level, row_step, limits, bars):  # type: ignore[no-untyped-def]
    first_row, last_row, first_col, last_col, least_width, most_width, least_height, most_height = limits
    # all its memory is asked for at once: between the branches below, each line of it would be waited for in turn
    found = min(_touch(page, first_row + row_step // 2, last_row, row_step, first_col, last_col), 0)
    for row in range(first_row + row_step // 2, last_row, row_step):
        col = first_col
        while col < last_col:
            # step by the least width: a run that long cannot be stepped over
            if page[row, col] > dark_level:
                col += least_width
                continue
            left = col
            while left > first_col and page[row, left - 1] <= dark_level:
                left -= 1
            right = col + 1
            while right < last_col and page[row, right] <= dark_level:
                right += 1
            width = right - left
            if least_width <= width <= most_width:
                for quarter in (2, 1, 3):
                    probe = left + width * quarter // 4
                    top = row
                    while top > 0 and row - top <= most_height and page[top - 1, probe] <= dark_level:
                        top -= 1
                    bottom = row + 1
                    while bottom < page.shape[0] and bottom - row <= most_height and page[bottom, probe] <= dark_level:
                        bottom += 1
                    if least_height <= bottom - top <= most_height:
                        if found < bars.shape[0]:
                            bars[found, TOP] = top
                            bars[found, BOTTOM] = bottom
                            bars[found, LEFT] = left
                            bars[found, RIGHT] = right
                        found += 1
                        break
            col = right + least_width
    return found
