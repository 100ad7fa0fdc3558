"""How much of a ring around a place is dark without a gap, and how many of its points are light.

What is larger than the place darkens a long part of it; where an outline is printed none of its points is light.
"""

import numpy as np
from numpy.typing import NDArray

from kernels.checks import check_array, check_page
from kernels.compiled import compiled


def longest_dark_runs(
    page: NDArray[np.uint8], centres_px64: NDArray[np.int64], ring_px64: NDArray[np.int64], dark_level: int
) -> NDArray[np.int64]:
    """Count the neighbouring points of a ring around each centre that are all dark: of its longest run.

    The last point is a neighbour of the first. A point off the page is taken for the nearest one on it.

    centres_px64  int64 (N, 2), (row, col) in 1/64 px
    ring_px64     int64 (M, 2): points relative to the centre, in order around it
    dark_level    a pixel at or below it is dark
    returns       int64 (N,), 0 to M
    """
    check_page(page)
    check_array(centres_px64, np.int64, (None, 2))
    check_array(ring_px64, np.int64, (None, 2))
    longest = np.zeros(len(centres_px64), np.int64)
    _longest_dark_runs(page, centres_px64, ring_px64, dark_level, longest)
    return longest


@compiled("void(uint8[:, ::1], int64[:, ::1], int64[:, ::1], int64, int64[::1])")
def _longest_dark_runs(page, centres, ring, dark_level, longest):  # type: ignore[no-untyped-def]
    height, width = page.shape
    points = ring.shape[0]
    for i in range(centres.shape[0]):
        run = 0
        # twice around: a run may begin before the first point
        for k in range(2 * points):
            point = k if k < points else k - points
            row = min(max((centres[i, 0] + ring[point, 0] + 32) >> 6, 0), height - 1)
            col = min(max((centres[i, 1] + ring[point, 1] + 32) >> 6, 0), width - 1)
            run = run + 1 if page[row, col] <= dark_level else 0
            longest[i] = max(longest[i], min(run, points))


def light_points(
    page: NDArray[np.uint8], centres_px64: NDArray[np.int64], ring_px64: NDArray[np.int64], dark_level: int
) -> NDArray[np.bool_]:
    """Tell which points of a ring around each centre have no dark pixel under them, nor beside them on eight sides.

    centres_px64  int64 (N, 2), (row, col) in 1/64 px
    ring_px64     int64 (M, 2): points relative to the centre
    dark_level    a pixel at or below it is dark; nothing off the page is
    returns       bool (N, M)
    """
    check_page(page)
    check_array(centres_px64, np.int64, (None, 2))
    check_array(ring_px64, np.int64, (None, 2))
    light = np.zeros((len(centres_px64), len(ring_px64)), np.bool_)
    _light_points(page, centres_px64, ring_px64, dark_level, light)
    return light


@compiled("boolean(uint8[:, ::1], int64, int64, int64)")
def _dark_near(page, row, col, dark_level):  # type: ignore[no-untyped-def]
    if 0 <= row < page.shape[0] and 0 <= col < page.shape[1] and page[row, col] <= dark_level:
        return True
    for r in range(max(row - 1, 0), min(row + 2, page.shape[0])):
        for c in range(max(col - 1, 0), min(col + 2, page.shape[1])):
            if page[r, c] <= dark_level:
                return True
    return False


@compiled("void(uint8[:, ::1], int64[:, ::1], int64[:, ::1], int64, boolean[:, ::1])")
def _light_points(page, centres, ring, dark_level, light):  # type: ignore[no-untyped-def]
    for i in range(centres.shape[0]):
        for k in range(ring.shape[0]):
            row, col = (centres[i, 0] + ring[k, 0] + 32) >> 6, (centres[i, 1] + ring[k, 1] + 32) >> 6
            light[i, k] = not _dark_near(page, row, col, dark_level)
