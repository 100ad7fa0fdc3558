"""Follow strokes of ink: how far they run on."""

import numpy as np
from numpy.typing import NDArray

from kernels.checks import check_array, check_page
from kernels.compiled import compiled


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
