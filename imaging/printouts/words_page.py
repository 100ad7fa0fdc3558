"""Make a page ready for reading its words: upright, set level, paper white and print dark."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from imaging.printouts.streaks import without_streaks

Gray = NDArray[np.uint8]

STEEPEST_DEG = 6.0
_COARSE_WIDTH_PX, _FINE_WIDTH_PX = 600, 1600
_BED_STEP = 8
_DARK = 175
_RIM, _RIM_DARK, _RIM_LINE = 0.012, 205, 0.5
"""How far from an edge its rim reaches, as a share of the page; what is dark there; a line, by its dark share."""


@dataclass(frozen=True, slots=True)
class WordsPage:
    """A page for reading: uint8 (H, W), paper 255; turned by `skew_deg` about its centre from the upright image."""

    gray: Gray
    skew_deg: float


def words_page(gray: Gray, turned: bool) -> WordsPage:
    """Prepare a page image (uint8 (H, W)); `turned` where it stands upside down. The size stays the same."""
    upright = np.ascontiguousarray(gray[::-1, ::-1]) if turned else gray
    white = without_rim(on_white(without_surround(upright)))
    skew = skew_deg(white)
    if abs(skew) < 0.05:
        return WordsPage(white, 0.0)
    matrix = cv2.getRotationMatrix2D((white.shape[1] / 2, white.shape[0] / 2), skew, 1.0)
    level = cv2.warpAffine(white, matrix, white.shape[::-1], flags=cv2.INTER_CUBIC, borderValue=255.0)
    # a printer's dead element leaves a white line down the paper, level only now
    return WordsPage(without_streaks(np.asarray(level, np.uint8)), skew)


def without_surround(gray: Gray) -> Gray:
    """The page (uint8 (H, W)) with a dark scanner bed around the paper as light as the paper."""
    height, width = gray.shape
    small = cv2.resize(gray, (max(1, width // _BED_STEP), max(1, height // _BED_STEP)), interpolation=cv2.INTER_AREA)
    paper = int(np.median(small))
    dark = np.asarray(small < 0.6 * paper).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=4)
    rim = np.unique(np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]]))
    beds = [number for number in rim.tolist() if number and stats[number, cv2.CC_STAT_AREA] >= max(small.shape)]
    if not beds:
        return gray
    mask = cv2.dilate(np.isin(labels, beds).astype(np.uint8), np.ones((3, 3), np.uint8))
    bed = cv2.resize(mask, (width, height), interpolation=cv2.INTER_NEAREST) > 0
    return np.asarray(np.where(bed, np.uint8(paper), gray), np.uint8)


def on_white(gray: Gray) -> Gray:
    """The page divided by its paper: what is as light as the paper around it becomes 255."""
    height, width = gray.shape
    small = cv2.resize(gray, (max(1, width // 8), max(1, height // 8)), interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((5, 5), np.uint8)), 9)
    least = int(np.percentile(paper, 50)) // 3
    paper = np.maximum(cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR), max(least, 1))
    return np.asarray(cv2.divide(gray, paper, scale=255.0), np.uint8)


def without_rim(white: Gray) -> Gray:
    """The page on white (uint8 (H, W)) without what is dark along its very edge: slivers of the bed, a streak there."""
    cleared = white.copy()
    for quarters in range(4):
        _clear_left_rim(np.rot90(cleared, quarters))
    return cleared


def _clear_left_rim(page: Gray) -> None:
    rim = page[:, : max(4, int(_RIM * page.shape[1]))]
    dark = np.asarray(rim < _RIM_DARK)
    lines = np.flatnonzero(dark.mean(axis=0) > _RIM_LINE)
    if lines.size:
        dark[:, : lines[-1] + 1] = True
    from_edge = np.logical_and.accumulate(dark, axis=1).astype(np.uint8)
    # the bed's edge is soft
    rim[cv2.dilate(from_edge, np.ones((1, 5), np.uint8)) > 0] = 255


def skew_deg(white: Gray) -> float:
    """How far the print of a page on white (uint8 (H, W)) is turned clockwise, to 6 degrees; 0 where there is none.

    The rows of print and the rules stand out most sharply when looked along them.
    """
    rough = _sharpest(white, _COARSE_WIDTH_PX, np.arange(-STEEPEST_DEG, STEEPEST_DEG + 0.01, 0.25))
    return _sharpest(white, _FINE_WIDTH_PX, rough + np.arange(-0.25, 0.26, 0.05))


def _sharpest(white: Gray, width_px: int, angles_deg: NDArray[np.float64]) -> float:
    factor = min(1.0, width_px / white.shape[1])
    small = cv2.resize(white, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    dark = np.asarray(small < _DARK)
    rows, cols = np.nonzero(dark)
    if rows.size < 50:
        return 0.0
    best, best_score = 0.0, -1.0
    for angle in sorted(angles_deg.tolist(), key=abs):
        along = np.rint(rows - np.tan(np.radians(angle)) * cols).astype(np.int64)
        profile = np.bincount(along - int(along.min())).astype(np.float64)
        score = float(np.square(np.diff(profile)).sum())
        if score > best_score:
            best, best_score = float(angle), score
    return best
