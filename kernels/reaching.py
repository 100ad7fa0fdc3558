"""Whether ink inside a place hangs together with any that is away from it."""

import numpy as np
from numpy.typing import NDArray

from kernels.checks import check_array, check_page
from kernels.compiled import compiled
from kernels.runs import hang_together
from kernels.spreading import take_window, widen


def ink_runs_out(
    page: NDArray[np.uint8],
    centres_px: NDArray[np.int64],
    reaches_px: NDArray[np.int64],
    bridge_px: int,
    ink_level: int,
) -> NDArray[np.bool_]:
    """Tell around which centres ink that is inside hangs together, over gaps too, with any that is away.

    centres_px  int64 (N, 2), (row, col)
    reaches_px  int64 (N, 3, 2): how many rows up and down, and columns to either side, reach what is inside, what is
                not yet away, and the window that is looked at; pixels off the page are not inked
    bridge_px   pixels hang together that touch, also at corners, once each is so much wider along rows and columns
    ink_level   a pixel at or below it is inked
    returns     bool (N,)
    """
    check_page(page)
    check_array(centres_px, np.int64, (None, 2))
    check_array(reaches_px, np.int64, (len(centres_px), 3, 2))
    if bridge_px < 0 or (reaches_px[:, 2] < 0).any():
        raise ValueError("expected windows and bridges of at least 0 pixels")
    out = np.zeros(len(centres_px), np.bool_)
    _ink_runs_out(page, centres_px, reaches_px, bridge_px, ink_level, out)
    return out


@compiled("boolean(uint8[:, ::1], uint8[:, ::1], int64[::1])")
def _any_beyond(inked, found, reach):  # type: ignore[no-untyped-def]
    """Whether any pixel that is inked and found lies farther from the middle of a window."""
    rows, cols = inked.shape
    first, last = cols // 2 - reach[1], cols // 2 + reach[1] + 1
    for row in range(rows):
        within = abs(row - rows // 2) <= reach[0]
        for col in range(cols):
            if inked[row, col] & found[row, col] and not (within and first <= col < last):
                return True
    return False


@compiled("void(uint8[:, ::1], int64[:, ::1], int64[:, :, ::1], int64, int64, boolean[::1])")
def _ink_runs_out(page, centres, reaches, bridge_px, ink_level, out):  # type: ignore[no-untyped-def]
    for i in range(centres.shape[0]):
        inside, near, window = reaches[i, 0], reaches[i, 1], reaches[i, 2]
        inked = np.empty((2 * window[0] + 1, 2 * window[1] + 1), np.uint8)
        take_window(page, centres[i, 0] - window[0], centres[i, 1] - window[1], ink_level, inked)
        wide, found = np.empty_like(inked), np.zeros_like(inked)
        seeds = np.zeros_like(inked)
        for row in range(max(window[0] - inside[0], 0), min(window[0] + inside[0] + 1, inked.shape[0])):
            for col in range(max(window[1] - inside[1], 0), min(window[1] + inside[1] + 1, inked.shape[1])):
                seeds[row, col] = inked[row, col]
        widen(inked, bridge_px, bridge_px, wide)
        hang_together(wide, seeds, np.empty(inked.size, np.int64), found)
        out[i] = _any_beyond(inked, found, near)
