"""Take away what stands on a page beside its print: dust, rests of rules, slivers of the scanner's bed.

A recogniser takes them for letters. What could be of a letter stays: a full stop, a hyphen and the dot of an i stand by
letters, and a rest of a rule does not stand where a line of print can.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

Gray = NDArray[np.uint8]
Stats = NDArray[np.int32]

INK = 205
"""Gray levels below are print, on a page whose paper is white."""
_SPECK, _LARGE_SPECK = 0.25, 0.6
"""The side of the largest speck, as a share of the small letters' height: beside letters, and far from any."""
_FAR = 2.5
"""Times the small letters' height: so far from a letter stands nothing that belongs to it."""
_FLAT, _NARROW = 0.45, 0.5
"""How high a rest of a rule, how wide a sliver is at most."""
_AT_THE_RULE = 0.6
"""How far from a rule its rests lie."""


def without_specks(white: Gray, x_height_px: float) -> Gray:
    """The page (uint8 (H, W), paper 255) without dust that stands alone."""
    labels, stats = _pieces(white)
    sides = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT])
    small = stats[:, cv2.CC_STAT_AREA] <= (_SPECK * x_height_px) ** 2
    large = ~small & (sides <= _LARGE_SPECK * x_height_px)
    small[0] = large[0] = False
    letters = ~(small | large)
    letters[0] = False
    # a full stop and the dot of an i are as small, and stand by their letters
    small &= ~_near(labels, small, letters | large, x_height_px)
    large &= ~_near(labels, large, letters, _FAR * x_height_px)
    return _whitened(white, labels, small | large)


def without_rests_of_rules(region: Gray, x_height_px: float) -> Gray:
    """What lies between two rules (uint8 (H, W), paper 255), without their rests and without slivers at its sides."""
    labels, stats = _pieces(region)
    height, width = region.shape
    left, top = stats[:, cv2.CC_STAT_LEFT], stats[:, cv2.CC_STAT_TOP]
    across, down = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    reach = _AT_THE_RULE * x_height_px
    at_a_rule = (top + down <= reach) | (top >= height - reach)
    rests = at_a_rule & (down <= _FLAT * x_height_px)
    at_a_side = (left <= 1) | (left + across >= width - 1)
    slivers = at_a_side & (across <= _NARROW * x_height_px)
    gone = rests | slivers
    gone[0] = False
    return _whitened(region, labels, gone)


def _pieces(white: Gray) -> tuple[NDArray[np.int32], Stats]:
    dark = np.asarray(white < INK).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    return np.asarray(labels, np.int32), np.asarray(stats, np.int32)


def _near(
    labels: NDArray[np.int32], which: NDArray[np.bool_], others: NDArray[np.bool_], reach_px: float
) -> NDArray[np.bool_]:
    """Which of the pieces come so near to one of the others, half the reach to each side."""
    near = np.zeros(which.shape, np.bool_)
    if which.any():
        side = int(reach_px) | 1
        around = cv2.dilate(others[labels].astype(np.uint8), np.ones((side, side), np.uint8)) > 0
        near[np.unique(labels[which[labels] & around])] = True
    return near


def _whitened(white: Gray, labels: NDArray[np.int32], gone: NDArray[np.bool_]) -> Gray:
    if not gone.any():
        return white
    grown = cv2.dilate(gone[labels].astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    return np.asarray(np.where(grown, np.uint8(255), white), np.uint8)
