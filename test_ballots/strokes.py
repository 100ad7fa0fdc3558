"""Strokes of a pen on paper, in inches: laid on a page image, and measured where they cross an oval.

Points are (N, 2): down and right from the upper left corner of the paper.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

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


def ink_share(oval: Oval, strokes: Sequence[Stroke]) -> float:
    """The share of the oval's inside that the strokes cover, 0 to 1, whatever their ink."""
    return ink_shares([oval], strokes)[0]


def ink_shares(ovals: Sequence[Oval], strokes: Sequence[Stroke]) -> list[float]:
    """The same for each of many ovals."""
    if not strokes or not ovals:
        return [0.0] * len(ovals)
    near = _near(ovals, strokes)
    return [
        _covered(oval, [strokes[int(i)] for i in np.flatnonzero(own)]) if own.any() else 0.0
        for oval, own in zip(ovals, near, strict=True)
    ]


def _covered(oval: Oval, near: Sequence[Stroke]) -> float:
    scale = _MEASURE_DPI
    top, left = oval.down_in - oval.half_height_in, oval.right_in - oval.half_width_in
    size = ceil(2 * oval.half_height_in * scale), ceil(2 * oval.half_width_in * scale)
    mask = np.zeros(size, np.uint8)
    for stroke in near:
        _trace(mask, stroke, scale, top * scale, left * scale)
    inside, inside_px = _stadium(size)
    return float(cv2.countNonZero(cv2.bitwise_and(mask, inside))) / inside_px


def _near(ovals: Sequence[Oval], strokes: Sequence[Stroke]) -> NDArray[np.bool_]:
    """Which strokes' bounding boxes meet which ovals': bool (ovals, strokes)."""
    reach = np.array([[stroke.width_in / 2 + 0.01] for stroke in strokes])
    low = np.array([stroke.points_in.min(axis=0) for stroke in strokes]) - reach
    high = np.array([stroke.points_in.max(axis=0) for stroke in strokes]) + reach
    centre = np.array([(oval.down_in, oval.right_in) for oval in ovals])
    half = np.array([(oval.half_height_in, oval.half_width_in) for oval in ovals])
    meet = (low < (centre + half)[:, None]) & (high > (centre - half)[:, None])
    return np.asarray(meet.all(axis=2))


@lru_cache(64)
def _stadium(size: tuple[int, int]) -> tuple[Image, float]:
    """The inside of a stadium that fills a box of (rows, columns), 255 on 0, and how many pixels it has."""
    rows, columns = size
    radius = rows / 2
    down = np.arange(rows)[:, None] + 0.5 - radius
    right = np.abs(np.arange(columns)[None, :] + 0.5 - columns / 2)
    beyond = np.maximum(right - (columns / 2 - radius), 0)
    inside = (down**2 + beyond**2 <= radius**2).astype(np.uint8) * np.uint8(255)
    inside.flags.writeable = False
    return inside, float(np.count_nonzero(inside))


def smooth(corners: Points, steps: int) -> Points:
    """A smooth path through the corners (Catmull-Rom), `steps` points a corner."""
    ends = np.concatenate([[2 * corners[0] - corners[1]], corners, [2 * corners[-1] - corners[-2]]])
    a, b, c, d = (ends[first : first + len(corners) - 1, None] for first in range(4))
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    pieces = 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
    return np.concatenate([pieces.reshape(-1, 2), corners[-1:]])
