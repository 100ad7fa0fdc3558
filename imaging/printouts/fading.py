"""Print that a worn printer or a copier left faint is made darker, so that it is not taken for dust."""

import cv2
import numpy as np
from numpy.typing import NDArray

Gray = NDArray[np.uint8]

_FAINTEST = 18
"""Gray levels below the paper beside it, smoothed: less is the paper's own unevenness."""
_FAINT, _MOST_GAIN = 75.0, 3.0
"""Gray levels by which print is darker than paper, edges included, where it is not faint; by how much it is made so."""
_STEP_PX = 8
_LETTER, _AROUND, _LONGEST_STROKE = 0.02, 0.04, 0.03
"""As shares of the width: what is broader than a letter's strokes and is a shadow; how far around print its darkness is
measured; and how long its strokes are at most, the upright ones of a heading's large letters twice as much."""
_LEAST_PRINT = 26
"""Gray levels: less is a stain or what shines through."""
_LEAST_SHARE = 0.01
"""Of the area around: less ink is dust."""


def without_fading(white: Gray) -> Gray:
    """The page (uint8 (H, W), paper 255) with faint print as dark as other print; what is not faint stays as it is."""
    depth = _depth(white)
    gain = _gain(depth)
    if gain.max(initial=1.0) <= 1.05:
        return white
    gains = cv2.resize(gain, white.shape[::-1], interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.subtract(white, np.minimum((gains - 1) * depth, 255).astype(np.uint8)), np.uint8)


def _depth(white: Gray) -> Gray:
    """How much darker each pixel is than the paper about it; nothing where a whole area is dark."""
    side = max(5, int(_LETTER * white.shape[1])) | 1
    return np.asarray(cv2.morphologyEx(white, cv2.MORPH_BLACKHAT, np.ones((side, side), np.uint8)), np.uint8)


def _gain(depth: Gray) -> NDArray[np.float32]:
    """How many times darker to make the print, for every 8 by 8 pixels."""
    height, width = depth.shape
    smooth = cv2.GaussianBlur(depth, (3, 3), 0)
    ink = np.asarray(smooth > _FAINTEST).astype(np.uint8)
    # rules, and what is left of folds and of the bed, say nothing about the letters
    longest = max(3, int(_LONGEST_STROKE * width))
    across = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, longest), np.uint8))
    down = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((2 * longest, 1), np.uint8))
    ink[(across > 0) | (down > 0)] = 0
    size = (max(1, width // _STEP_PX), max(1, height // _STEP_PX))
    share = cv2.resize(ink.astype(np.float32), size, interpolation=cv2.INTER_AREA)
    inked = cv2.resize((smooth * ink).astype(np.float32), size, interpolation=cv2.INTER_AREA)
    around = (max(3, int(_AROUND * width / _STEP_PX)) | 1,) * 2
    share, inked = cv2.blur(share, around), cv2.blur(inked, around)
    level = inked / np.maximum(share, 1e-6)
    gain = np.clip(_FAINT / np.maximum(level, 1), 1, _MOST_GAIN)
    return np.asarray(np.where((share >= _LEAST_SHARE) & (level >= _LEAST_PRINT), gain, 1), np.float32)
