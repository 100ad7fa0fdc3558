"""Count inked pixels inside targets and boxes that lie askew on the page."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from kernels.checks import check_array, check_page


def stadium_ink(
    page: NDArray[np.uint8],
    centres_px64: NDArray[np.int64],
    to_unit: NDArray[np.int64],
    core: tuple[int, int],
    radius: int,
    reach_px: tuple[int, int],
    ink_level: int,
) -> NDArray[np.int64]:
    """Count the inked pixels in a rounded box around each centre, and tell how they spread.

    A rounded box is what lies within the radius of its core, itself a box: with a core that is a line it is a stadium
    (a box with round ends), with one that is a point a circle, or, since the matrix may stretch, an ellipse.

    For the cells its bounding box is cut in four along and three across; a cell is inked if at least a tenth of its
    pixels inside the form are. The moments are those of the n inked pixels about their mean: n times the sum of squares
    less the square of the sum, so that a moment over n squared is a variance.

    centres_px64  int64 (N, 2), (row, col) in 1/64 px
    to_unit       int64 (2, 2): 2**20 times the matrix that takes a (row, col) offset in px to (along, across) in the
                  caller's unit
    core          half the core's length along and across, in 1/65536 unit
    radius        of the rounding, in 1/65536 unit
    reach_px      no pixel of the form is farther from its centre than so many rows and columns
    ink_level     a pixel at or below it is inked
    returns       int64 (N, 6): inked pixels, pixels, inked cells out of 12; the moments of the inked pixels' rows, of
                  their columns, and of both, in px; pixels off the page are not counted
    """
    check_page(page)
    check_array(centres_px64, np.int64, (None, 2))
    check_array(to_unit, np.int64, (2, 2))
    if min(core) < 0 or radius < 1:
        raise ValueError("expected a core of at least 0 and a radius of at least 1")
    counts = np.zeros((len(centres_px64), 6), np.int64)
    _stadium_ink(page, centres_px64, to_unit, *core, radius, *reach_px, ink_level, counts)
    return counts


@njit(
    "void(uint8[:, ::1], int64[:, ::1], int64[:, ::1], int64, int64, int64, int64, int64, int64, int64[:, ::1])",
    cache=True,
    nogil=True,
)
def _stadium_ink(page, centres, to_unit, half_length, half_depth, radius, row_reach, col_reach, ink_level, counts):  # type: ignore[no-untyped-def]
    height, width = page.shape
    cell_ink = np.empty(12, np.int64)
    cell_size = np.empty(12, np.int64)
    for i in range(centres.shape[0]):
        cell_ink[:] = 0
        cell_size[:] = 0
        rows = cols = rows_squared = cols_squared = rows_cols = np.int64(0)
        centre_row = (centres[i, 0] + 32) >> 6
        centre_col = (centres[i, 1] + 32) >> 6
        for row in range(max(0, centre_row - row_reach), min(height, centre_row + row_reach + 1)):
            for col in range(max(0, centre_col - col_reach), min(width, centre_col + col_reach + 1)):
                row_offset = (row << 6) - centres[i, 0]
                col_offset = (col << 6) - centres[i, 1]
                along = (to_unit[0, 0] * row_offset + to_unit[0, 1] * col_offset) >> 10
                across = (to_unit[1, 0] * row_offset + to_unit[1, 1] * col_offset) >> 10
                beyond = max(abs(along) - half_length, 0)
                aside = max(abs(across) - half_depth, 0)
                if beyond * beyond + aside * aside <= radius * radius:
                    cell = min(4 * (along + half_length + radius) // (2 * (half_length + radius) + 1), 3)
                    cell += 4 * min(3 * (across + half_depth + radius) // (2 * (half_depth + radius) + 1), 2)
                    cell_size[cell] += 1
                    if page[row, col] <= ink_level:
                        cell_ink[cell] += 1
                        down, right = row - centre_row, col - centre_col
                        rows += down
                        cols += right
                        rows_squared += down * down
                        cols_squared += right * right
                        rows_cols += down * right
        for cell in range(12):
            counts[i, 0] += cell_ink[cell]
            counts[i, 1] += cell_size[cell]
            if cell_ink[cell] > 0 and 10 * cell_ink[cell] >= cell_size[cell]:
                counts[i, 2] += 1
        inked = counts[i, 0]
        counts[i, 3] = inked * rows_squared - rows * rows
        counts[i, 4] = inked * cols_squared - cols * cols
        counts[i, 5] = inked * rows_cols - rows * cols


def box_ink(
    page: NDArray[np.uint8],
    corners_px64: NDArray[np.int64],
    ink_level: int,
) -> NDArray[np.int32]:
    """Count the inked pixels in parallelograms.

    corners_px64  int64 (N, 3, 2): top left, top right and bottom left corner, (row, col) in 1/64 px
    returns       int32 (N, 2): inked pixels and pixels; pixels off the page count as neither
    """
    check_page(page)
    check_array(corners_px64, np.int64, (None, 3, 2))
    counts = np.zeros((len(corners_px64), 2), np.int32)
    _box_ink(page, corners_px64, ink_level, counts)
    return counts


@njit("UniTuple(int64, 2)(int64, int64, int64, int64, int64)", cache=True, nogil=True)
def _span(slope, start, area, first, last):  # type: ignore[no-untyped-def]
    """The part of [first, last) in which 0 <= start + slope * i < area."""
    if slope == 0:
        return (first, last) if 0 <= start < area else (first, first)
    if slope > 0:
        low, high = -(start // slope), (area - 1 - start) // slope
    else:
        low, high = -((area - 1 - start) // -slope), start // -slope
    return max(first, low), min(last, high + 1)


@njit("void(uint8[:, ::1], int64[:, :, ::1], int64, int32[:, ::1])", cache=True, nogil=True)
def _box_ink(page, corners, ink_level, counts):  # type: ignore[no-untyped-def]
    height, width = page.shape
    for i in range(corners.shape[0]):
        row0, col0 = corners[i, 0, 0], corners[i, 0, 1]
        across_row, across_col = corners[i, 1, 0] - row0, corners[i, 1, 1] - col0
        down_row, down_col = corners[i, 2, 0] - row0, corners[i, 2, 1] - col0
        area = down_row * across_col - down_col * across_row
        if area == 0:
            continue
        sign = 1 if area > 0 else -1
        area = abs(area)
        far_row = row0 + across_row + down_row
        first_row = min(row0, row0 + across_row, row0 + down_row, far_row) >> 6
        last_row = (max(row0, row0 + across_row, row0 + down_row, far_row) >> 6) + 1
        for row in range(max(0, first_row), min(height, last_row + 1)):
            r = (row << 6) - row0
            # both coordinates are linear in the column, so the row meets the box in one run
            down, down_step = sign * (r * across_col + col0 * across_row), -sign * 64 * across_row
            across, across_step = sign * (-col0 * down_row - r * down_col), sign * 64 * down_row
            first_col, last_col = _span(down_step, down, area, 0, width)
            first_col, last_col = _span(across_step, across, area, first_col, last_col)
            inked = 0
            for col in range(first_col, last_col):
                inked += page[row, col] <= ink_level
            counts[i, 0] += inked
            counts[i, 1] += max(0, last_col - first_col)
