"""Printed outlines of targets: how large they are, and where exactly they lie."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from kernels.checks import check_array, check_page


def clear_distances(
    page: NDArray[np.uint8],
    centres_px64: NDArray[np.int64],
    rays_px64: NDArray[np.int64],
    dark_level: int,
    most_steps: int,
) -> NDArray[np.int32]:
    """Walk from each centre along each ray and count the steps to the first dark pixel.

    centres_px64  int64 (N, 2), (row, col) in 1/64 px
    rays_px64     int64 (R, 4): where the ray starts, relative to the centre, and its step, both (row, col) in 1/64 px
    returns       int32 (N, R): steps, or -1 where nothing dark was met within `most_steps` or the page ended
    """
    check_page(page)
    check_array(centres_px64, np.int64, (None, 2))
    check_array(rays_px64, np.int64, (None, 4))
    steps = np.empty((len(centres_px64), len(rays_px64)), np.int32)
    _clear_distances(page, centres_px64, rays_px64, dark_level, most_steps, steps)
    return steps


@njit("void(uint8[:, ::1], int64[:, ::1], int64[:, ::1], int64, int64, int32[:, ::1])", cache=True, nogil=True)
def _clear_distances(page, centres, rays, dark_level, most_steps, steps):  # type: ignore[no-untyped-def]
    height, width = page.shape
    for i in range(centres.shape[0]):
        for j in range(rays.shape[0]):
            row = centres[i, 0] + rays[j, 0]
            col = centres[i, 1] + rays[j, 1]
            steps[i, j] = -1
            for step in range(most_steps):
                r = (row + 32) >> 6
                c = (col + 32) >> 6
                if r < 0 or c < 0 or r >= height or c >= width:
                    break
                if page[r, c] <= dark_level:
                    steps[i, j] = step
                    break
                row += rays[j, 2]
                col += rays[j, 3]


def locate_outlines(
    page: NDArray[np.uint8],
    centres_px64: NDArray[np.int64],
    outline_px64: NDArray[np.int64],
    inner_px64: NDArray[np.int64],
    reach_px: int,
    paper_level: int,
    most_darkness: int,
) -> NDArray[np.int32]:
    """Shift an outline's points over the page near each centre and find where they are darkest.

    A pixel's darkness is how far it lies below `paper_level`, at most `most_darkness`. Of equally dark shifts the one
    nearest to the centre is taken.

    centres_px64   int64 (N, 2), (row, col) in 1/64 px
    outline_px64   int64 (M, 2): points on the outline relative to its centre
    inner_px64     int64 (K, 2): points well inside it
    reach_px       shifts of up to so many whole pixels up, down, left and right are tried
    returns        int32 (N, 5): row and col shift in px; darkness of the outline's points there, of the inner points
                   there, and of the outline's points over all shifts (each a sum over M, K and M points, the last the
                   mean of the sums); darkness -1 where the search would leave the page
    """
    check_page(page)
    check_array(centres_px64, np.int64, (None, 2))
    check_array(outline_px64, np.int64, (None, 2))
    check_array(inner_px64, np.int64, (None, 2))
    if len(outline_px64) == 0 or reach_px < 0:
        raise ValueError("expected an outline with points and a reach of at least 0")
    found = np.zeros((len(centres_px64), 5), np.int32)
    _locate_outlines(page, centres_px64, outline_px64, inner_px64, reach_px, paper_level, most_darkness, found)
    return found


@njit("void(uint8[:, ::1], int64, int64, int64, int64, int32[:, ::1])", cache=True, nogil=True)
def _darken(page, first_row, first_col, paper, most, patch):  # type: ignore[no-untyped-def]
    for row in range(patch.shape[0]):
        for col in range(patch.shape[1]):
            # signed, also where the kernel is not compiled: paper can be darker than the pixel
            below = np.int32(paper) - np.int32(page[first_row + row, first_col + col])
            patch[row, col] = min(max(below, np.int32(0)), np.int32(most))


@njit(
    "void(uint8[:, ::1], int64[:, ::1], int64[:, ::1], int64[:, ::1], int64, int64, int64, int32[:, ::1])",
    cache=True,
    nogil=True,
)
def _locate_outlines(page, centres, outline, inner, reach, paper, most, found):  # type: ignore[no-untyped-def]
    height, width = page.shape
    points = outline.shape[0] + inner.shape[0]
    rows = np.empty(points, np.int64)
    cols = np.empty(points, np.int64)
    shifts = 2 * reach + 1
    sums = np.empty((shifts, shifts), np.int32)
    for i in range(centres.shape[0]):
        for k in range(points):
            point = outline[k] if k < outline.shape[0] else inner[k - outline.shape[0]]
            rows[k] = ((centres[i, 0] + point[0] + 32) >> 6) - reach
            cols[k] = ((centres[i, 1] + point[1] + 32) >> 6) - reach
        top, left = rows.min(), cols.min()
        bottom, right = rows.max() + shifts, cols.max() + shifts
        if top < 0 or left < 0 or bottom > height or right > width:
            found[i, 2:] = -1
            continue
        patch = np.empty((bottom - top, right - left), np.int32)
        _darken(page, top, left, paper, most, patch)
        sums[:] = 0
        # a point adds a whole square of shifts at once: row by row, side by side in memory
        for k in range(outline.shape[0]):
            row_in_patch, col_in_patch = rows[k] - top, cols[k] - left
            for row in range(shifts):
                darkness = patch[row_in_patch + row, col_in_patch : col_in_patch + shifts]
                for col in range(shifts):
                    sums[row, col] += darkness[col]
        best, best_row, best_col, total = np.int64(-1), 0, 0, np.int64(0)
        for row in range(shifts):
            for col in range(shifts):
                total += sums[row, col]
                near = (row - reach) ** 2 + (col - reach) ** 2
                nearer = near < (best_row - reach) ** 2 + (best_col - reach) ** 2
                if sums[row, col] > best or (sums[row, col] == best and nearer):
                    best, best_row, best_col = np.int64(sums[row, col]), row, col
        inside = np.int64(0)
        for k in range(outline.shape[0], points):
            inside += patch[rows[k] - top + best_row, cols[k] - left + best_col]
        found[i, 0], found[i, 1] = best_row - reach, best_col - reach
        found[i, 2], found[i, 3], found[i, 4] = best, inside, total // (shifts * shifts)
