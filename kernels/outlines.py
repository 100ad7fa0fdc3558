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
    step_px: int,
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
    step_px        at first only every so many pixels, then every pixel around the best of those; more than the
                   stroke's width could step over it
    returns        int32 (N, 5): row and col shift in px; darkness of the outline's points there, of the inner points
                   there, and of the outline's points over all first shifts (each a sum over M, K and M points, the last
                   the mean of the sums); darkness -1 where the search would leave the page
    """
    check_page(page)
    check_array(centres_px64, np.int64, (None, 2))
    check_array(outline_px64, np.int64, (None, 2))
    check_array(inner_px64, np.int64, (None, 2))
    if len(outline_px64) == 0 or reach_px < 0 or step_px < 1:
        raise ValueError("expected an outline with points, a reach of at least 0 and a step of at least 1")
    found = np.zeros((len(centres_px64), 5), np.int32)
    _locate_outlines(page, centres_px64, outline_px64, inner_px64, reach_px, step_px, paper_level, most_darkness, found)
    return found


@njit("int64(uint8[:, ::1], int64[::1], int64[::1], int64, int64, int64, int64)", cache=True, nogil=True)
def _darkness(page, rows, cols, row_shift, col_shift, paper, most):  # type: ignore[no-untyped-def]
    darkness = 0
    for k in range(rows.size):
        # signed, also where the kernel is not compiled: paper can be darker than the pixel
        below = paper - np.int64(page[rows[k] + row_shift, cols[k] + col_shift])
        darkness += min(max(below, 0), most)
    return darkness


@njit(
    "void(uint8[:, ::1], int64[:, ::1], int64[:, ::1], int64[:, ::1], int64, int64, int64, int64, int32[:, ::1])",
    cache=True,
    nogil=True,
)
def _locate_outlines(page, centres, outline, inner, reach, step, paper, most, found):  # type: ignore[no-untyped-def]
    height, width = page.shape
    points = outline.shape[0]
    rows = np.empty(points, np.int64)
    cols = np.empty(points, np.int64)
    for i in range(centres.shape[0]):
        first_row, last_row, first_col, last_col = height, 0, width, 0
        for k in range(points):
            rows[k] = (centres[i, 0] + outline[k, 0] + 32) >> 6
            cols[k] = (centres[i, 1] + outline[k, 1] + 32) >> 6
            first_row = min(first_row, rows[k])
            last_row = max(last_row, rows[k])
            first_col = min(first_col, cols[k])
            last_col = max(last_col, cols[k])
        for k in range(inner.shape[0]):
            row = (centres[i, 0] + inner[k, 0] + 32) >> 6
            col = (centres[i, 1] + inner[k, 1] + 32) >> 6
            first_row, last_row = min(first_row, row), max(last_row, row)
            first_col, last_col = min(first_col, col), max(last_col, col)
        off_page = first_row < reach or first_col < reach
        if off_page or last_row + reach >= height or last_col + reach >= width:
            found[i, 2] = -1
            found[i, 3] = -1
            found[i, 4] = -1
            continue
        best = np.int64(-1)
        best_row, best_col = 0, 0
        total, tried = 0, 0
        for row_shift in range(-reach, reach + 1, step):
            for col_shift in range(-reach, reach + 1, step):
                darkness = _darkness(page, rows, cols, row_shift, col_shift, paper, most)
                total += darkness
                tried += 1
                nearer = row_shift * row_shift + col_shift * col_shift < best_row * best_row + best_col * best_col
                if darkness > best or (darkness == best and nearer):
                    best, best_row, best_col = darkness, row_shift, col_shift
        coarse_row, coarse_col = best_row, best_col
        for row_shift in range(max(-reach, coarse_row - step + 1), min(reach, coarse_row + step - 1) + 1):
            for col_shift in range(max(-reach, coarse_col - step + 1), min(reach, coarse_col + step - 1) + 1):
                darkness = _darkness(page, rows, cols, row_shift, col_shift, paper, most)
                nearer = row_shift * row_shift + col_shift * col_shift < best_row * best_row + best_col * best_col
                if darkness > best or (darkness == best and nearer):
                    best, best_row, best_col = darkness, row_shift, col_shift
        found[i, 0], found[i, 1] = best_row, best_col
        inside = 0
        for k in range(inner.shape[0]):
            row = ((centres[i, 0] + inner[k, 0] + 32) >> 6) + found[i, 0]
            col = ((centres[i, 1] + inner[k, 1] + 32) >> 6) + found[i, 1]
            inside += min(max(paper - np.int64(page[row, col]), 0), most)
        found[i, 2] = best
        found[i, 3] = inside
        found[i, 4] = total // tried
