"""What levels lie in forms on a page, and how many pixels of two colour planes depart from the colours around them."""

import numpy as np
from numpy.typing import NDArray

from kernels import columns
from kernels.checks import check_array, check_page
from kernels.compiled import compiled
from kernels.targets import check_forms, form_run

LEVELS = 256


def level_quantiles(
    page: NDArray[np.uint8],
    centres_px64: NDArray[np.int64],
    form_of: NDArray[np.int64],
    forms: NDArray[np.int64],
    step_px: int,
    permilles: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Find the levels that so many per mille of the pixels in a form around each centre do not exceed.

    centres_px64, form_of, forms   as `measure_targets` takes them
    step_px                        every so many rows, and columns, a pixel is looked at; at least 1
    permilles                      int64 (K,), from 1 to 1000
    returns                        int64 (N, K): the least such level; -1 where no pixel of the page is looked at
    """
    check_page(page)
    check_forms(centres_px64, form_of, forms)
    check_array(permilles, np.int64, (None,))
    if step_px < 1:
        raise ValueError(f"expected a step of at least 1, found {step_px}")
    if len(permilles) and not 1 <= permilles.min() <= permilles.max() <= 1000:
        raise ValueError("expected shares of 1 to 1000 per mille")
    found = np.full((len(centres_px64), len(permilles)), -1, np.int64)
    _level_quantiles(page, centres_px64, form_of, forms, step_px, permilles, found)
    return found


def departing_pixels(
    first: NDArray[np.uint8],
    second: NDArray[np.uint8],
    centres_px64: NDArray[np.int64],
    form_of: NDArray[np.int64],
    forms: NDArray[np.int64],
    colours: NDArray[np.int64],
    most_apart: int,
) -> NDArray[np.int64]:
    """Count the pixels in a form around each centre whose colour is none of those that are expected there.

    first, second                  uint8 (H, W): two measures of colour
    centres_px64, form_of, forms   as `measure_targets` takes them
    colours                        int64 (N, C, 2): what is expected in each form; below 0 where nothing is
    most_apart                     a pixel departs from a colour where one of its measures is farther away than this
    returns                        int64 (N, 2), INKED and PIXELS of `columns`: the pixels that depart from each of
                                   the colours, and all pixels; nothing is counted off the page
    """
    check_page(first)
    check_array(second, np.uint8, first.shape)
    check_forms(centres_px64, form_of, forms)
    check_array(colours, np.int64, (len(centres_px64), None, 2))
    found = np.zeros((len(centres_px64), 2), np.int64)
    _departing_pixels(first, second, centres_px64, form_of, forms, colours, most_apart, found)
    return found


@compiled("UniTuple(int64, 4)(int64[::1], int64[::1], int64, int64)")
def _bounds(centre, form, height, width):  # type: ignore[no-untyped-def]
    """The rows and columns, half open, outside of which no pixel of the page is in the form."""
    row, col = (centre[0] + 32) >> 6, (centre[1] + 32) >> 6
    row_reach, col_reach = form[columns.ROW_REACH], form[columns.COL_REACH]
    return (
        max(0, row - row_reach),
        min(height, row + row_reach + 1),
        max(0, col - col_reach),
        min(width, col + col_reach + 1),
    )


@compiled("UniTuple(int64, 2)(int64[::1], int64[::1], int64, int64, int64, int64, int64)")
def _run_in_row(centre, form, row, first_col, last_col, left, right):  # type: ignore[no-untyped-def]
    down = (row << 6) - centre[0]
    along = form[columns.ALONG_BY_ROW] * down - form[columns.ALONG_BY_COL] * centre[1]
    across = form[columns.ACROSS_BY_ROW] * down - form[columns.ACROSS_BY_COL] * centre[1]
    return form_run(form, along, across, first_col, last_col, left, right)


@compiled("void(uint8[:, ::1], int64[:, ::1], int64[::1], int64[:, ::1], int64, int64[::1], int64[:, ::1])")
def _level_quantiles(page, centres, form_of, forms, step, permilles, found):  # type: ignore[no-untyped-def]
    counts = np.empty(LEVELS, np.int64)
    for i in range(centres.shape[0]):
        form = forms[form_of[i]]
        first_row, last_row, first_col, last_col = _bounds(centres[i], form, page.shape[0], page.shape[1])
        if first_row >= last_row or first_col >= last_col:
            continue
        counts[:] = 0
        pixels = np.int64(0)
        left = (centres[i, 1] + 32) >> 6
        right = left + 1
        for row in range(first_row + (-first_row) % step, last_row, step):
            start, end = _run_in_row(centres[i], form, row, first_col, last_col, left, right)
            if start == end:
                continue
            left, right = start, end
            for col in range(start + (-start) % step, end, step):
                counts[page[row, col]] += 1
                pixels += 1
        if pixels == 0:
            continue
        for k in range(permilles.size):
            level = seen = np.int64(0)
            while True:
                seen += counts[level]
                if 1000 * seen >= permilles[k] * pixels:
                    break
                level += 1
            found[i, k] = level


@compiled(
    "void(uint8[:, ::1], uint8[:, ::1], int64[:, ::1], int64[::1], int64[:, ::1], int64[:, :, ::1], int64, "
    "int64[:, ::1])"
)
def _departing_pixels(first, second, centres, form_of, forms, colours, most_apart, found):  # type: ignore[no-untyped-def]
    for i in range(centres.shape[0]):
        form = forms[form_of[i]]
        first_row, last_row, first_col, last_col = _bounds(centres[i], form, first.shape[0], first.shape[1])
        if first_row >= last_row or first_col >= last_col:
            continue
        left = (centres[i, 1] + 32) >> 6
        right = left + 1
        for row in range(first_row, last_row):
            start, end = _run_in_row(centres[i], form, row, first_col, last_col, left, right)
            if start == end:
                continue
            left, right = start, end
            found[i, columns.PIXELS] += end - start
            for col in range(start, end):
                here, there = np.int64(first[row, col]), np.int64(second[row, col])
                departs = True
                for k in range(colours.shape[1]):
                    if colours[i, k, 0] < 0:
                        continue
                    if max(abs(here - colours[i, k, 0]), abs(there - colours[i, k, 1])) <= most_apart:
                        departs = False
                        break
                found[i, columns.INKED] += departs
