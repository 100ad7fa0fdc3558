"""Strokes of a pen on paper, in inches: laid on a page image, and measured where they cross an oval.

Points are (N, 2): down and right from the upper left corner of the paper.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor

import cv2
import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Image = NDArray[np.uint8]
_MEASURE_DPI = 1440
_SHIFT = 4
_LARGE_PX = 1_500_000


@dataclass(frozen=True, slots=True)
class Ink:
    """What a pen leaves: its colour as red, green, blue, and how much of the paper it covers (0 to 1)."""

    red: int
    green: int
    blue: int
    cover: float = 1.0

    @property
    def gray(self) -> int:
        """The luminance."""
        return round(0.299 * self.red + 0.587 * self.green + 0.114 * self.blue)


@dataclass(frozen=True, slots=True)
class Stroke:
    """One movement of the pen on the paper."""

    points_in: Points
    width_in: float
    ink: Ink


@dataclass(frozen=True, slots=True)
class Oval:
    """A printed target on the paper: its centre and half sizes, in inches."""

    down_in: float
    right_in: float
    half_width_in: float
    half_height_in: float


def lay_on(page: Image, strokes: Iterable[Stroke], dpi: float) -> None:
    """Lay the strokes on a page image in place. `page` is (H, W) gray or (H, W, 3) red, green, blue; uint8."""
    for stroke in strokes:
        _lay_one(page, stroke, dpi)


def _lay_one(page: Image, stroke: Stroke, dpi: float) -> None:
    reach = stroke.width_in / 2 * dpi + 2
    low = np.floor(stroke.points_in.min(axis=0) * dpi - reach).astype(int)
    high = np.ceil(stroke.points_in.max(axis=0) * dpi + reach).astype(int)
    top, left = max(int(low[0]), 0), max(int(low[1]), 0)
    bottom, right = min(int(high[0]), page.shape[0]), min(int(high[1]), page.shape[1])
    if top >= bottom or left >= right:
        return
    finer = 4 if (bottom - top) * (right - left) * 16 < _LARGE_PX else 2
    mask = np.zeros(((bottom - top) * finer, (right - left) * finer), np.uint8)
    _trace(mask, stroke, dpi * finer, top * finer, left * finer)
    cover = cv2.resize(mask, (right - left, bottom - top), interpolation=cv2.INTER_AREA).astype(np.float32)
    cover *= stroke.ink.cover / 255
    part = page[top:bottom, left:right]
    if page.ndim == 2:
        part[:] = _darkened(part, cover, stroke.ink.gray)
    else:
        for channel, value in enumerate((stroke.ink.red, stroke.ink.green, stroke.ink.blue)):
            part[:, :, channel] = _darkened(part[:, :, channel], cover, value)


def _darkened(part: Image, cover: NDArray[np.float32], value: int) -> Image:
    """Ink over paper; never lighter than what was there."""
    inked = part + (np.float32(value) - part) * cover
    return np.minimum(part, np.rint(inked).astype(np.uint8))


def _trace(mask: Image, stroke: Stroke, px_per_in: float, top_px: float, left_px: float) -> None:
    """Draw the stroke's path, 255 on 0."""
    pixels = (stroke.points_in * px_per_in - (top_px, left_px) - 0.5)[:, ::-1]
    fixed = np.rint(pixels * (1 << _SHIFT)).astype(np.int32).reshape(-1, 1, 2)
    thickness = max(1, round(stroke.width_in * px_per_in))
    cv2.polylines(mask, [fixed], False, 255, thickness, cv2.LINE_8, _SHIFT)


def ink_share(oval: Oval, strokes: Iterable[Stroke]) -> float:
    """The share of the oval's inside that the strokes cover, 0 to 1, whatever their ink."""
    scale = _MEASURE_DPI
    top, left = oval.down_in - oval.half_height_in, oval.right_in - oval.half_width_in
    size = ceil(2 * oval.half_height_in * scale), ceil(2 * oval.half_width_in * scale)
    near = [stroke for stroke in strokes if _near(oval, stroke)]
    if not near:
        return 0.0
    mask = np.zeros(size, np.uint8)
    for stroke in near:
        _trace(mask, stroke, scale, top * scale, left * scale)
    inside = _stadium(size)
    return float(np.count_nonzero(mask[inside])) / float(np.count_nonzero(inside))


def _near(oval: Oval, stroke: Stroke) -> bool:
    """Whether the stroke's bounding box meets the oval's."""
    reach = stroke.width_in / 2 + 0.01
    low, high = stroke.points_in.min(axis=0) - reach, stroke.points_in.max(axis=0) + reach
    down = low[0] < oval.down_in + oval.half_height_in and high[0] > oval.down_in - oval.half_height_in
    return bool(down and low[1] < oval.right_in + oval.half_width_in and high[1] > oval.right_in - oval.half_width_in)


def _stadium(size: tuple[int, int]) -> NDArray[np.bool_]:
    """The inside of a stadium that fills a box of (rows, columns)."""
    rows, columns = size
    radius = rows / 2
    down = np.arange(rows)[:, None] + 0.5 - radius
    right = np.abs(np.arange(columns)[None, :] + 0.5 - columns / 2)
    beyond = np.maximum(right - (columns / 2 - radius), 0)
    return np.asarray(down**2 + beyond**2 <= radius**2)


def smooth(corners: Points, steps: int) -> Points:
    """A smooth path through the corners (Catmull-Rom), `steps` points a corner."""
    ends = np.vstack([2 * corners[0] - corners[1], corners, 2 * corners[-1] - corners[-2]])
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    pieces = []
    for first in range(floor(len(corners) - 1)):
        a, b, c, d = ends[first : first + 4]
        pieces.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3))
    return np.vstack([*pieces, corners[-1:]])
