"""Ink that a scanner's streak or a fold explains: thin dark lines that run on far beyond the target."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from kernels.checks import check_array, check_page


def crossing_lines(
    page: NDArray[np.uint8],
    boxes_px: NDArray[np.int32],
    run_px: int,
    ink_level: int,
) -> NDArray[np.int32]:
    """Count the inked pixels of each box that lie on a line crossing it and running on beyond it on both sides.

    A column of the box is such a line where at least three quarters of the `run_px` pixels above the box and of those
    below it are inked, a pixel to the left or right counting too, since a line may lie a little askew; likewise a row
    of the box.

    boxes_px   int32 (N, 4): top, bottom, left, right, half open; `run_px` beyond them must lie on the page, else
               nothing is found
    returns    int32 (N,): inked pixels of the box that lie on such lines
    """
    check_page(page)
    check_array(boxes_px, np.int32, (None, 4))
    if run_px < 1 or (boxes_px[:, 0] > boxes_px[:, 1]).any() or (boxes_px[:, 2] > boxes_px[:, 3]).any():
        raise ValueError("expected boxes whose top and left come first, and a run of at least 1 pixel")
    counts = np.zeros(len(boxes_px), np.int32)
    _crossing_lines(page, boxes_px, run_px, ink_level, counts)
    return counts


@njit("int64(uint8[:, ::1], int64, int64, int64, int64, int64, int64, int64)", cache=True, nogil=True)
def _inked_on_line(page, row, col, row_step, col_step, first, last, ink_level):  # type: ignore[no-untyped-def]
    inked = 0
    for along in range(first, last):
        r = row + along * row_step
        c = col + along * col_step
        here = page[r, c] <= ink_level
        beside = page[r - col_step, c - row_step] <= ink_level or page[r + col_step, c + row_step] <= ink_level
        if here or beside:
            inked += 1
    return inked


@njit("void(uint8[:, ::1], int32[:, ::1], int64, int64, int32[::1])", cache=True, nogil=True)
def _crossing_lines(page, boxes, run, ink_level, counts):  # type: ignore[no-untyped-def]
    height, width = page.shape
    enough = (3 * run + 3) // 4
    for i in range(boxes.shape[0]):
        top, bottom, left, right = boxes[i, 0], boxes[i, 1], boxes[i, 2], boxes[i, 3]
        off_page = top - run < 1 or left - run < 1
        if off_page or bottom + run >= height - 1 or right + run >= width - 1:
            continue
        on_line = np.zeros((bottom - top, right - left), np.uint8)
        for col in range(left, right):
            above = _inked_on_line(page, top - run, col, 1, 0, 0, run, ink_level)
            if above < enough:
                continue
            if _inked_on_line(page, bottom, col, 1, 0, 0, run, ink_level) >= enough:
                on_line[:, col - left] = 1
        for row in range(top, bottom):
            before = _inked_on_line(page, row, left - run, 0, 1, 0, run, ink_level)
            if before < enough:
                continue
            if _inked_on_line(page, row, right, 0, 1, 0, run, ink_level) >= enough:
                on_line[row - top, :] = 1
        inked = 0
        for row in range(top, bottom):
            for col in range(left, right):
                if on_line[row - top, col - left] == 1 and page[row, col] <= ink_level:
                    inked += 1
        counts[i] = inked
