"""The printed outlines of measured targets as points, and what of them is measured as inside."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from imaging.layout import TargetShape

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class PrintedForm:
    """An outline to its stroke's middle, its stroke, and which form of such a share of its inside is clear."""

    shape: TargetShape
    width_in: float
    height_in: float
    stroke_in: float
    inside: TargetShape
    share: float = 1.0


Forms = tuple[PrintedForm, ...]


def form_points(shape: TargetShape, width: float, height: float, count: int) -> Floats:
    """`count` evenly spaced points on an outline around (0, 0): float64 (count, 2), (row, column), in its own unit."""
    fine = 16 * count
    match shape:
        case TargetShape.OVAL:
            angle = np.arange(fine) * 2 * np.pi / fine
            outline = np.stack([-np.cos(angle) * height / 2, np.sin(angle) * width / 2], axis=1)
        case TargetShape.ROUNDED:
            outline = _round_ended(width, height, fine)
        case TargetShape.BOX | TargetShape.ARROW:
            corners = np.array([[-height, -width], [-height, width], [height, width], [height, -width]]) / 2
            outline = _along(corners, fine)
    return _along(outline, count)


def _round_ended(width: float, height: float, count: int) -> Floats:
    radius = min(width, height) / 2
    down, across = height / 2 - radius, width / 2 - radius
    angle = np.arange(count) * 2 * np.pi / count
    rows, cols = -np.cos(angle), np.sin(angle)
    return np.stack([rows * radius + np.sign(rows) * down, cols * radius + np.sign(cols) * across], axis=1)


def _along(corners: Floats, count: int) -> Floats:
    """`count` evenly spaced points along a closed line through the corners."""
    closed = np.concatenate([corners, corners[:1]])
    lengths = np.hypot(*np.diff(closed, axis=0).T)
    reached = np.concatenate([[0.0], np.cumsum(lengths)])
    at = np.arange(count) * reached[-1] / count
    return np.stack([np.interp(at, reached, closed[:, axis]) for axis in (0, 1)], axis=1)
