"""Printed outlines of targets: how large they are, and where exactly they lie."""

import numpy as np
from numpy.typing import NDArray

from kernels import columns
from kernels.checks import check_array, check_page
from kernels.compiled import compiled

MOST_POINTS = 128
"""The darkness of four neighbouring pixels lies in one word, 16 bits each: one addition serves four shifts. So many of
the darkest pixels add up to less than 2 to the 15th, and no sum reaches into the next."""


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


@compiled("void(uint8[:, ::1], int64[:, ::1], int64[:, ::1], int64, int64, int32[:, ::1])")
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
    outline_px64   int64 (M, 2): points on the outline relative to its centre, 1 to 128
    inner_px64     int64 (K, 2): points well inside it
    reach_px       shifts of up to so many whole pixels up, down, left and right are tried
    returns        int32 (N, 7), SHIFT_ROWS to MIDDLE_COLS of `columns`: row and col shift in px; darkness of the
                   outline's points there, of the inner points there, and of the outline's points over all shifts (each
                   a sum over M, K and M points, the last the mean of the sums), -1 where the search would leave the
                   page; then how far from that shift, row and col in 1/64 px, the middle lies between the places on
                   both sides where the darkness of the outline's points has fallen a quarter of the way to its mean
                   over all shifts; 0 where it does not fall so far
    """
    check_page(page)
    check_array(centres_px64, np.int64, (None, 2))
    check_array(outline_px64, np.int64, (None, 2))
    check_array(inner_px64, np.int64, (None, 2))
    if not 1 <= len(outline_px64) <= MOST_POINTS or reach_px < 0:
        raise ValueError(f"expected an outline of 1 to {MOST_POINTS} points and a reach of at least 0")
    found = np.zeros((len(centres_px64), columns.OUTLINE_COLUMNS), np.int32)
    _locate_outlines(page, centres_px64, outline_px64, inner_px64, reach_px, paper_level, most_darkness, found)
    return found


@compiled("void(uint8[:, ::1], int64, int64, int64, int64, int64[:, ::1])")
def _pack_darkness(page, first_row, first_col, paper, most, packed):  # type: ignore[no-untyped-def]
    cols = packed.shape[1]
    darkness = np.zeros(cols + 3, np.int64)
    right, second, third = darkness[1:], darkness[2:], darkness[3:]
    for row in range(packed.shape[0]):
        line = page[first_row + row, first_col : first_col + cols]
        for col in range(cols):
            # signed, also where the kernel is not compiled: paper can be darker than the pixel
            darkness[col] = min(max(paper - np.int64(line[col]), 0), most)
        words = packed[row]
        for col in range(cols):
            words[col] = darkness[col] | right[col] << 16 | second[col] << 32 | third[col] << 48


@compiled("void(int64[::1], int64, int64[::1], int64[:, ::1])")
def _sum_shifted(packed, stride, starts, sums):  # type: ignore[no-untyped-def]
    shifts = sums.shape[0]
    for row in range(shifts):
        for col in range(0, shifts, 4):
            shift = row * stride + col
            total = np.int64(0)
            for k in range(starts.size):
                total += packed[starts[k] + shift]
            for beside in range(min(4, shifts - col)):
                sums[row, col + beside] = (total >> (16 * beside)) & 0xFFFF


@compiled("int64(int64[::1], int64, int64)")
def _middle_of_peak(sums, best, level):  # type: ignore[no-untyped-def]
    # how far on either side, in 1/64 px, the sums fall to the level; between two shifts along a straight line
    last = sums.size - 1
    low, high = best, best
    while low >= 0 and sums[low] > level:
        low -= 1
    while high <= last and sums[high] > level:
        high += 1
    if low < 0 or high > last or low == high:
        return 0
    before = 64 * (low - best) + 64 * (level - sums[low]) // (sums[low + 1] - sums[low])
    after = 64 * (high - best) - 64 * (level - sums[high]) // (sums[high - 1] - sums[high])
    return (before + after) // 2


@compiled("void(int64[:, ::1], int32[::1])")
def _take_darkest(sums, found):  # type: ignore[no-untyped-def]
    shifts = sums.shape[0]
    reach = shifts // 2
    best, best_row, best_col, total = np.int64(-1), 0, 0, np.int64(0)
    for row in range(shifts):
        for col in range(shifts):
            darkness = sums[row, col]
            total += darkness
            if darkness < best:
                continue
            near = (row - reach) ** 2 + (col - reach) ** 2
            if darkness > best or near < (best_row - reach) ** 2 + (best_col - reach) ** 2:
                best, best_row, best_col = darkness, row, col
    found[columns.SHIFT_ROWS], found[columns.SHIFT_COLS] = best_row - reach, best_col - reach
    found[columns.ON_OUTLINE], found[columns.AROUND] = best, total // (shifts * shifts)
    # a stroke wider than a pixel is as dark anywhere on it: its middle lies between where the darkness ends
    level = (3 * best + total // (shifts * shifts)) // 4
    found[columns.MIDDLE_ROWS] = _middle_of_peak(sums[:, best_col].copy(), best_row, level)
    found[columns.MIDDLE_COLS] = _middle_of_peak(sums[best_row], best_col, level)


@compiled("void(uint8[:, ::1], int64[:, ::1], int64[:, ::1], int64[:, ::1], int64, int64, int64, int32[:, ::1])")
def _locate_outlines(page, centres, outline, inner, reach, paper, most, found):  # type: ignore[no-untyped-def]
    height, width = page.shape
    on_outline, points = outline.shape[0], outline.shape[0] + inner.shape[0]
    rows = np.empty(points, np.int64)
    cols = np.empty(points, np.int64)
    starts = np.empty(on_outline, np.int64)
    shifts = 2 * reach + 1
    sums = np.empty((shifts, shifts), np.int64)
    for i in range(centres.shape[0]):
        for k in range(points):
            point = outline[k] if k < on_outline else inner[k - on_outline]
            rows[k] = ((centres[i, 0] + point[0] + 32) >> 6) - reach
            cols[k] = ((centres[i, 1] + point[1] + 32) >> 6) - reach
        top, left = rows.min(), cols.min()
        bottom, right = rows.max() + shifts, cols.max() + shifts
        if top < 0 or left < 0 or bottom > height or right > width:
            found[i, columns.ON_OUTLINE] = found[i, columns.ON_INNER] = found[i, columns.AROUND] = -1
            continue
        stride = right - left
        # the last words of the last row are asked for beyond it, for shifts that are not taken
        packed = np.zeros((bottom - top + 1, stride), np.int64)
        _pack_darkness(page, top, left, paper, most, packed[: bottom - top])
        for k in range(on_outline):
            starts[k] = (rows[k] - top) * stride + cols[k] - left
        _sum_shifted(packed.ravel(), stride, starts, sums)
        _take_darkest(sums, found[i])
        inside = np.int64(0)
        for k in range(on_outline, points):
            shifted_row, shifted_col = rows[k] + found[i, columns.SHIFT_ROWS], cols[k] + found[i, columns.SHIFT_COLS]
            word = packed[shifted_row - top + reach, shifted_col - left + reach]
            inside += word & 0xFFFF
        found[i, columns.ON_INNER] = inside
