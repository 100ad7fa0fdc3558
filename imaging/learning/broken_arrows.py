"""Broken arrows on a blank: a tail, a gap and a head in line, alike down a column. They are found, and not learned."""

import cv2
import numpy as np
from numpy.typing import NDArray

from imaging.ink_levels import LITTLE_PRINT, measure_ink_levels

TAIL_WIDTHS_IN, TAIL_HEIGHTS_IN = (0.08, 0.8), (0.03, 0.16)
GAPS_IN = 0.2, 0.65
"""How wide gaps are, with room for those that somebody prints wider or narrower than most."""
TAIL_FILL = 0.88
"""A tail fills its bounds, up to the pixels at their edges."""
HEAD_FILLS, HEAD_HIGHER = (0.3, 0.85), 1.25
"""A head fills less of its bounds, and is higher than its tail."""
SAME_AXIS_IN, SAME_SIZE_IN = 0.025, 0.03
LEAST_ALIKE = 2
"""A single one may be a drawing."""

Floats = NDArray[np.float64]


def broken_arrows(gray: NDArray[np.uint8], dpi: float) -> Floats:
    """The gaps of broken arrows on an upright page (uint8 (H, W)): float64 (N, 4), y, x, height and width in inches."""
    levels = measure_ink_levels(gray, LITTLE_PRINT)
    dark = np.asarray(gray <= levels.print_level, np.uint8)
    _, _, counted, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    left, top, width, height, area = counted[1:].astype(np.float64).T
    fill = area / (width * height)
    width, height, left, top = width / dpi, height / dpi, left / dpi, top / dpi
    tails = (width >= TAIL_WIDTHS_IN[0]) & (width <= TAIL_WIDTHS_IN[1]) & (fill >= TAIL_FILL)
    tails &= (height >= TAIL_HEIGHTS_IN[0]) & (height <= TAIL_HEIGHTS_IN[1]) & (width > height)
    heads = (fill >= HEAD_FILLS[0]) & (fill <= HEAD_FILLS[1]) & (width >= TAIL_WIDTHS_IN[0]) & (height <= 0.5)
    found = []
    for tail in np.flatnonzero(tails).tolist():
        right_of, left_of = left - left[tail] - width[tail], left[tail] - left - width
        gap = np.maximum(right_of, left_of)
        fits = heads & (gap >= GAPS_IN[0]) & (gap <= GAPS_IN[1]) & (height >= HEAD_HIGHER * height[tail])
        fits &= height <= 5 * height[tail]
        fits &= np.abs(top + height / 2 - top[tail] - height[tail] / 2) <= SAME_AXIS_IN
        for head in np.flatnonzero(fits).tolist():
            begins = left[tail] + width[tail] if right_of[head] > 0 else left[head] + width[head]
            place = top[tail] + height[tail] / 2, begins + gap[head] / 2, height[tail], gap[head]
            if _is_clear(dark, place, dpi):
                found.append(place)
    return _alike(np.array(found, np.float64).reshape(-1, 4))


def _is_clear(dark: NDArray[np.uint8], place: tuple[float, float, float, float], dpi: float) -> bool:
    """Whether nothing is printed in a gap."""
    y, x, height, width = place
    rows = slice(max(0, round((y - height / 2) * dpi)), round((y + height / 2) * dpi))
    cols = slice(max(0, round((x - width / 2) * dpi) + 2), round((x + width / 2) * dpi) - 2)
    return not dark[rows, cols].any()


def _alike(gaps: Floats) -> Floats:
    """Those that stand in a column with others of the same size."""
    same = np.abs(gaps[:, None, 1:] - gaps[None, :, 1:]).max(axis=2) <= SAME_SIZE_IN
    return np.asarray(gaps[same.sum(axis=1) >= LEAST_ALIKE])
