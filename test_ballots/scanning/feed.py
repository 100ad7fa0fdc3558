"""How the paper ran through the scanner: the map from places on the paper to pixels of the image, and back.

Places are (down, right) in inches on the upright paper; pixels are (row, col) from 0 at the first pixel's centre.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, radians, sin

import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
Places = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Feed:
    """One page's way through the scanner. All zero: a plain scan, the image is the paper."""

    skew_deg: float = 0.0
    """Clockwise."""
    shear: float = 0.0
    """Along the feed: inches down for each inch to the right."""
    stretch: float = 0.0
    """Along the feed, over the whole page: 0.01 is one percent longer."""
    local_stretch: float = 0.0
    """The feed's speed rises and falls by this share over the page."""
    local_phase: float = 0.0
    slip_in: float = 0.0
    """The paper slips once: from there on everything comes so much later, and what lay there is smeared."""
    slip_at: float = 0.5
    """Where it slips, as a share of the paper's height."""
    turned: bool = False
    """Fed upside down."""


@dataclass(frozen=True, slots=True)
class Window:
    """What the image shows, in inches: how far beyond the outermost timing marks on each side; negative cuts marks."""

    top: float
    left: float
    bottom: float
    right: float


@dataclass(frozen=True, slots=True)
class PrintedArea:
    """The box around the outer edges of all timing marks on the paper, in inches."""

    top: float
    left: float
    bottom: float
    right: float


class Transform:
    """The map of one scan. Built from the paper's size, the feed and the window."""

    def __init__(
        self, size_in: tuple[float, float], dpi: float, feed: Feed, area: PrintedArea, window: Window | None = None
    ) -> None:
        """`size_in` is (height, width) of the paper. Without a window the image shows as much as the paper has."""
        self.dpi = dpi
        self.feed = feed
        self._height, self._width = size_in
        shown = window or Window(area.top, area.left, self._height - area.bottom, self._width - area.right)
        rim = self._turn_free(_rim(area))
        low, high = rim.min(axis=0), rim.max(axis=0)
        self._origin = low - (shown.top, shown.left)
        extent = high - self._origin + (shown.bottom, shown.right)
        self.shape_px = (round(float(extent[0]) * dpi), round(float(extent[1]) * dpi))

    def to_px(self, places_in: Places | Sequence[tuple[float, float]]) -> Places:
        """Where places on the paper, (N, 2) inches, come to lie in the image: (N, 2) rows and columns in pixels."""
        placed = (self._turn_free(np.asarray(places_in, float)) - self._origin) * self.dpi - 0.5
        return np.asarray(np.array(self.shape_px) - 1.0 - placed if self.feed.turned else placed, np.float64)

    def warp(self, page: Image, background: int) -> Image:
        """Scan a page image of the same dpi: (H, W) or (H, W, 3). Outside the paper is `background`."""
        if self.feed.local_stretch or self.feed.slip_in:
            page = self._locally_stretched(page)
        rows, columns = self.shape_px
        matrix = self._matrix()
        border = (background,) * 3
        if not (self.feed.skew_deg or self.feed.shear or self.feed.stretch) and _is_whole(matrix):
            scanned = _shifted(page, matrix, (rows, columns), background)
        else:
            warped = cv2.warpAffine(page, matrix, (columns, rows), None, cv2.INTER_LINEAR, cv2.BORDER_CONSTANT, border)
            scanned = np.asarray(warped, np.uint8)
        return np.asarray(cv2.flip(scanned, -1), np.uint8) if self.feed.turned else scanned

    def _speed_moved(self, down: NDArray[np.float64]) -> NDArray[np.float64]:
        """Where uneven speed and slip put a distance from the top; without slip the page's length stays the same."""
        reach = self.feed.local_stretch * self._height / (2 * pi)
        phase = self.feed.local_phase
        moved = down + reach * (np.sin(2 * pi * down / self._height + phase) - sin(phase))
        slipped = moved + self.feed.slip_in * (down > self.feed.slip_at * self._height)
        return np.asarray(slipped, np.float64)

    def _turn_free(self, places: Places) -> Places:
        """Inches on the paper to inches of the scanner's bed, before any turn."""
        down = self._speed_moved(places[:, 0]) * (1 + self.feed.stretch) - self._height / 2
        right = places[:, 1] - self._width / 2
        down = down + self.feed.shear * right
        c, s = cos(radians(self.feed.skew_deg)), sin(radians(self.feed.skew_deg))
        return np.stack([right * s + down * c, right * c - down * s], axis=1)

    def _matrix(self) -> NDArray[np.float64]:
        """Affine part, from page pixels (x, y) to image pixels (x, y)."""
        c, s = cos(radians(self.feed.skew_deg)), sin(radians(self.feed.skew_deg))
        lengthened = 1 + self.feed.stretch
        linear = np.array([[c - self.feed.shear * s, -s * lengthened], [s + self.feed.shear * c, c * lengthened]])
        centre_in = np.array([self._width / 2, self._height / 2 / lengthened])
        offset = (-linear @ centre_in - self._origin[::-1]) * self.dpi
        half = linear @ np.array([0.5, 0.5]) - 0.5
        return np.hstack([linear, (offset + half)[:, None]])

    def _locally_stretched(self, page: Image) -> Image:
        """Move whole rows as the uneven speed does."""
        rows = np.arange(page.shape[0])
        fine = np.linspace(0, self._height, 4096)
        source = np.interp((rows + 0.5) / self.dpi, self._speed_moved(fine), fine) * self.dpi - 0.5
        source = np.clip(source, 0, page.shape[0] - 1)
        first = np.minimum(source.astype(np.int64), page.shape[0] - 2)
        weight = np.rint((source - first) * 256).astype(np.uint16)
        weight = weight.reshape((-1,) + (1,) * (page.ndim - 1))
        mixed = page[first] * (256 - weight) + page[first + 1] * weight
        return np.asarray((mixed + 128) >> 8, np.uint8)


def _rim(area: PrintedArea) -> Places:
    """Places along the area's edge, close enough to find how far it reaches after any feed."""
    t = np.linspace(0, 1, 33)
    down = area.top + (area.bottom - area.top) * t
    right = area.left + (area.right - area.left) * t
    sides = [np.stack([down, np.full_like(t, edge)], axis=1) for edge in (area.left, area.right)]
    sides += [np.stack([np.full_like(t, edge), right], axis=1) for edge in (area.top, area.bottom)]
    return np.vstack(sides)


def _is_whole(matrix: NDArray[np.float64]) -> bool:
    return bool(np.abs(matrix[:, 2] - np.rint(matrix[:, 2])).max() < 0.02)


def _shifted(page: Image, matrix: NDArray[np.float64], shape: tuple[int, int], background: int) -> Image:
    """The page moved by whole pixels."""
    right, down = (int(v) for v in np.rint(matrix[:, 2]))
    scanned = np.full(shape + page.shape[2:], background, np.uint8)
    top, left = max(down, 0), max(right, 0)
    bottom, end = min(down + page.shape[0], shape[0]), min(right + page.shape[1], shape[1])
    scanned[top:bottom, left:end] = page[top - down : bottom - down, left - right : end - right]
    return scanned
