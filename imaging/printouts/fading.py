"""Print that a worn printer or a copier left faint is made darker, so that it is not taken for dust."""

import cv2
import numpy as np
from numpy.typing import NDArray

Gray = NDArray[np.uint8]

_FAINTEST = 18
"""Gray levels below paper, smoothed: less is the paper's own unevenness."""
_FAINT, _MOST_GAIN = 90.0, 4.0
"""Gray levels by which print is darker than paper, edges included, where it is not faint; by how much it is made so."""
_STEP_PX = 8
_AROUND, _LONGEST_STROKE = 0.04, 0.03
"""How far around print its darkness is measured, and how long its strokes are at most, as shares of the width."""
_LEAST_SHARE = 0.01
"""Of the area around: less ink is dust."""


def without_fading(white: Gray) -> Gray:
    """The page (uint8 (H, W), paper 255) with faint print as dark as other print; what is not faint stays as it is."""
    gain = _gain(white)
    if gain.max(initial=1.0) <= 1.05:
        return white
    gain = cv2.resize(gain, white.shape[::-1], interpolation=cv2.INTER_LINEAR)
    depth = np.minimum((255 - white.astype(np.float32)) * gain, 255)
    return np.asarray(np.rint(255 - depth), np.uint8)


def _gain(white: Gray) -> NDArray[np.float32]:
    """How many times darker to make the print, for every 8 by 8 pixels."""
    height, width = white.shape
    depth = np.asarray(255 - cv2.GaussianBlur(white, (3, 3), 0), np.uint8)
    ink = np.asarray(depth > _FAINTEST).astype(np.uint8)
    # rules, and what is left of folds, say nothing about the letters
    ink -= cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, max(3, int(_LONGEST_STROKE * width))), np.uint8))
    size = (max(1, width // _STEP_PX), max(1, height // _STEP_PX))
    share = cv2.resize(ink.astype(np.float32), size, interpolation=cv2.INTER_AREA)
    inked = cv2.resize((depth * ink).astype(np.float32), size, interpolation=cv2.INTER_AREA)
    around = (max(3, int(_AROUND * width / _STEP_PX)) | 1,) * 2
    share, inked = cv2.blur(share, around), cv2.blur(inked, around)
    level = inked / np.maximum(share, 1e-6)
    return np.where(share >= _LEAST_SHARE, np.clip(_FAINT / np.maximum(level, 1), 1, _MOST_GAIN), 1).astype(np.float32)
