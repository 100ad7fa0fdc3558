"""Ink made wider: what lies within so many pixels of ink, in one window and, added up, in alike windows of a page."""

import numpy as np
from numpy.typing import NDArray

from kernels.checks import check_array, check_page
from kernels.compiled import compiled


def widen_ink(inked: NDArray[np.uint8], down_px: int, across_px: int) -> NDArray[np.uint8]:
    """Widen ink along columns, and that along rows: 1 within so many pixels of a 1.

    inked    uint8 (H, W), 0 or 1
    returns  uint8 (H, W), 0 or 1
    """
    check_page(inked)
    if down_px < 0 or across_px < 0:
        raise ValueError("expected at least 0 pixels")
    wide = np.zeros_like(inked)
    widen(inked, down_px, across_px, wide)
    return wide


def inked_windows(
    page: NDArray[np.uint8], corners_px: NDArray[np.int64], shape: tuple[int, int], ink_level: int, wider_px: int
) -> NDArray[np.int64]:
    """Count in how many windows, all of one shape, ink lies within `wider_px` along rows and columns.

    What is off the page, or outside a window, is no ink of it.

    corners_px  int64 (N, 2): the first row and column of each window, at least one
    shape       how many rows and columns a window has
    ink_level   a pixel at or below it is inked
    returns     int64 (H, W), of that shape
    """
    check_page(page)
    check_array(corners_px, np.int64, (None, 2))
    if len(corners_px) == 0 or min(shape) < 1 or wider_px < 0:
        raise ValueError("expected at least one window with pixels, and ink no less wide than it is")
    seen = np.zeros(shape, np.int64)
    _inked_windows(page, corners_px, ink_level, wider_px, seen)
    return seen


@compiled("void(uint8[::1], uint8[::1], uint8[::1])")
def _join(one, other, both):  # type: ignore[no-untyped-def]
    for place in range(both.size):
        both[place] = one[place] | other[place]


@compiled("void(uint8[::1], uint8[::1])")
def _copy(line, copied):  # type: ignore[no-untyped-def]
    for place in range(line.size):
        copied[place] = line[place]


@compiled("uint8[::1](uint8[::1], int64, int64)")
def _stretched(one, reach, unit):  # type: ignore[no-untyped-def]
    """Where a 1 lies at a place, or at one of the next `reach` ones, a `unit` apart; the last places are not told."""
    other = np.empty_like(one)
    # what lies in a stretch, and in one of the same length right behind it, lies in one twice as long
    done = 1
    while done <= reach:
        step = min(done, reach + 1 - done)
        _join(one, one[step * unit :], other[: one.size - (done + step - 1) * unit])
        one, other = other, one
        done += step
    return one


@compiled("void(uint8[:, ::1], int64, uint8[:, ::1])")
def _widen_across(inked, by_px, wide):  # type: ignore[no-untyped-def]
    """What is 1 in a window, wider by so many columns."""
    rows, cols = inked.shape
    # all rows in one, with room on either side: no stretch that begins in a row reaches into the next
    room = cols + 2 * by_px
    lines = np.zeros(rows * room, np.uint8)
    for row in range(rows):
        _copy(inked[row], lines[row * room + by_px : row * room + by_px + cols])
    found = _stretched(lines, 2 * by_px, 1)
    for row in range(rows):
        _copy(found[row * room : row * room + cols], wide[row])


@compiled("void(uint8[:, ::1], int64, uint8[:, ::1])")
def _widen_down(inked, by_px, wide):  # type: ignore[no-untyped-def]
    """What is 1 in a window, wider by so many rows."""
    cols = inked.shape[1]
    lines = np.zeros(inked.size + 2 * by_px * cols, np.uint8)
    _copy(inked.ravel(), lines[by_px * cols : by_px * cols + inked.size])
    _copy(_stretched(lines, 2 * by_px, cols)[: inked.size], wide.ravel())


@compiled("void(uint8[:, ::1], int64, int64, uint8[:, ::1])")
def widen(inked, down_px, across_px, wide):  # type: ignore[no-untyped-def]
    """What is 1 in a window, wider by so many rows, and that by so many columns."""
    if down_px == 0:
        _widen_across(inked, across_px, wide)
    elif across_px == 0:
        _widen_down(inked, down_px, wide)
    else:
        lines = np.empty_like(inked)
        _widen_across(inked, across_px, lines)
        _widen_down(lines, down_px, wide)


@compiled("void(uint8[:, ::1], int64, int64, int64, uint8[:, ::1])")
def take_window(page, top, left, ink_level, inked):  # type: ignore[no-untyped-def]
    """Which pixels of a window are inked, 1 or 0; none off the page."""
    height, width = page.shape
    first, last = min(max(-left, 0), inked.shape[1]), max(min(width - left, inked.shape[1]), 0)
    for row in range(inked.shape[0]):
        line = inked[row]
        line[:] = 0
        if 0 <= top + row < height and first < last:
            part, pixels = line[first:last], page[top + row, left + first : left + last]
            for col in range(part.size):
                part[col] = pixels[col] <= ink_level


@compiled("void(uint8[:, ::1], int64[:, ::1], int64, int64, int64[:, ::1])")
def _inked_windows(page, corners, ink_level, wider_px, seen):  # type: ignore[no-untyped-def]
    inked, wide = np.empty(seen.shape, np.uint8), np.empty(seen.shape, np.uint8)
    # in 32 bits: twice as many are added side by side
    counts = np.zeros(seen.shape, np.int32)
    for i in range(corners.shape[0]):
        take_window(page, corners[i, 0], corners[i, 1], ink_level, inked)
        widen(inked, wider_px, wider_px, wide)
        for row in range(seen.shape[0]):
            line, more = counts[row], wide[row]
            for col in range(line.size):
                line[col] = np.int32(line[col] + more[col])
    seen[:] = counts
