"""A simulated scanner: a marked page goes in, the image as scanned comes out, with the map between them.

The order is that of the world: paper and what happened to it, then its way through the feed, then the camera.
"""

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from test_ballots.scanning.degradation import Degradation, Edge, Fold
from test_ballots.scanning.feed import PrintedArea, Transform, Window

Image = NDArray[np.uint8]
Box = tuple[float, float, float, float]
_TILE = 1024
_STRIP = 32
"""Rows that the processor's cache holds while they are worked on."""
_HOLE_RADIUS_IN = 0.125


@dataclass(frozen=True, slots=True)
class PageToScan:
    """A page as it goes into the scanner."""

    image: Image
    """(H, W) gray or (H, W, 3) red, green, blue, at `dpi`."""
    dpi: float
    size_in: tuple[float, float]
    """Height and width of the paper."""
    area: PrintedArea
    lost_boxes: tuple[Box, ...] = ()
    """Where timing marks are damaged: top, left, bottom, right in inches."""
    other_side: Image | None = None
    """(H, W) gray, upright: what may shine through."""


def scan(page: PageToScan, degradation: Degradation, rng: np.random.Generator) -> tuple[Image, Transform]:
    """Scan one page. Returns the image and where places of the paper lie in it."""
    transform = Transform(page.size_in, page.dpi, degradation.feed, page.area, window_of(page, degradation))
    paper = _paper(page, degradation, rng)
    scanned = transform.warp(paper, degradation.background)
    return _camera(scanned, page.dpi, degradation, rng), transform


def window_of(page: PageToScan, degradation: Degradation) -> Window:
    """What the image shows: the paper's margins, less at the cut edge, more where there is a band."""
    area, (height, width) = page.area, page.size_in
    margins = {
        Edge.TOP: area.top,
        Edge.LEFT: area.left,
        Edge.BOTTOM: height - area.bottom,
        Edge.RIGHT: width - area.right,
    }
    if degradation.band_edge is not None:
        margins[degradation.band_edge] += degradation.band_in
    if degradation.cut_edge is not None:
        margins[degradation.cut_edge] = -degradation.cut_in
    return Window(margins[Edge.TOP], margins[Edge.LEFT], margins[Edge.BOTTOM], margins[Edge.RIGHT])


def _paper(page: PageToScan, degradation: Degradation, rng: np.random.Generator) -> Image:
    """What happened to the sheet itself."""
    image = page.image
    for top, left, bottom, right in page.lost_boxes:
        rows, columns = _span(top, bottom, page.dpi), _span(left, right, page.dpi)
        image[rows, columns] = 255
    if degradation.bleed and page.other_side is not None:
        shine = ((255 - page.other_side[:, ::-1]) * np.float32(degradation.bleed)).astype(np.uint8)
        image = np.asarray(cv2.subtract(image, _as_deep(shine, image)), np.uint8)
    if degradation.paper_gray < 255:
        darker = np.rint(np.arange(256) * (degradation.paper_gray / 255)).astype(np.uint8)
        image = np.asarray(cv2.LUT(image, darker), np.uint8)
    if degradation.mottle:
        image = _mottled(image, page.dpi, degradation.mottle, rng)
    for fold in degradation.folds:
        _fold(image, fold, page.dpi)
    for down, right in degradation.holes:
        centre = (round(right * page.dpi), round(down * page.dpi))
        cv2.circle(image, centre, round(_HOLE_RADIUS_IN * page.dpi), (degradation.background,) * 3, -1)
    _dust(image, degradation.dust, page.dpi, rng)
    return image


def _camera(image: Image, dpi: float, degradation: Degradation, rng: np.random.Generator) -> Image:
    """What the glass and the sensor do to the image."""
    sigma_px = degradation.blur_in * dpi
    if sigma_px > 0.25:
        image = np.asarray(cv2.GaussianBlur(image, (0, 0), sigma_px), np.uint8)
    if degradation.noise >= 0.5:
        image = _noisy(image, degradation.noise, rng)
    if (degradation.contrast, degradation.brightness, degradation.gamma) != (1.0, 0.0, 1.0):
        image = np.asarray(cv2.LUT(image, _tone_curve(degradation)), np.uint8)
    for streak in degradation.streaks:
        left = round(streak.across * (image.shape[1] - 1))
        width = min(streak.width_px, max(1, round(0.02 * dpi)))
        part = image[:, left : left + width]
        np.minimum(part, np.uint8(streak.gray), out=part)
    return image


def _tone_curve(degradation: Degradation) -> NDArray[np.uint8]:
    level = (np.arange(256) / 255) ** degradation.gamma * 255
    level = (level - 127.5) * degradation.contrast + 127.5 + degradation.brightness
    return np.rint(np.clip(level, 0, 255)).astype(np.uint8)


def _span(start_in: float, end_in: float, dpi: float) -> slice:
    return slice(max(0, round(start_in * dpi) - 1), max(0, round(end_in * dpi) + 1))


def _as_deep(gray: Image, image: Image) -> Image:
    """A gray image with as many channels as `image`."""
    return gray if image.ndim == 2 else np.repeat(gray[:, :, None], 3, axis=2)


def _mottled(image: Image, dpi: float, spread: float, rng: np.random.Generator) -> Image:
    height, width = image.shape[:2]
    coarse = rng.normal(0, spread, (max(4, round(height / dpi * 4)), max(4, round(width / dpi * 4))))
    corners = np.clip(coarse, -40, 40).astype(np.float32)
    patches = np.asarray(cv2.resize(corners, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)
    return _changed(image, *_lighter_and_darker(patches))


def _lighter_and_darker(change: NDArray[np.float32]) -> tuple[Image, Image]:
    """A change of gray levels, rounded, in two: what it adds and what it takes. Bytes are many times as fast."""
    lighter, darker = np.empty(change.shape, np.uint8), np.empty(change.shape, np.uint8)
    for top in range(0, len(change), _STRIP):
        strip = change[top : top + _STRIP]
        lighter[top : top + _STRIP] = cv2.convertScaleAbs(np.maximum(strip, 0))
        darker[top : top + _STRIP] = cv2.convertScaleAbs(np.minimum(strip, 0))
    return lighter, darker


def _changed(image: Image, lighter: Image, darker: Image) -> Image:
    """The image that much lighter and darker, which no pixel is both, between black and white."""
    return np.asarray(cv2.subtract(cv2.add(image, _as_deep(lighter, image)), _as_deep(darker, image)), np.uint8)


@lru_cache(maxsize=1)
def _noise_tile() -> NDArray[np.float32]:
    """Normal noise, drawn once; each page takes it from another place."""
    return np.random.default_rng(20261103).standard_normal((_TILE, _TILE)).astype(np.float32)


def _noisy(image: Image, spread: float, rng: np.random.Generator) -> Image:
    down, right = (int(v) for v in rng.integers(_TILE, size=2))
    height, width = image.shape[:2]
    lighter, darker = _lighter_and_darker(np.roll(_noise_tile(), (down, right), (0, 1)) * np.float32(spread))
    noisy = np.empty_like(image)
    for top in range(0, height, _TILE):
        for left in range(0, width, _TILE):
            part = image[top : top + _TILE, left : left + _TILE]
            own = slice(part.shape[0]), slice(part.shape[1])
            noisy[top : top + _TILE, left : left + _TILE] = _changed(part, lighter[own], darker[own])
    return noisy


def _fold(image: Image, fold: Fold, dpi: float) -> None:
    """A line about 0.012 inch wide with a softer neighbourhood."""
    columns = np.arange(image.shape[1])
    middle = (fold.down_in + fold.tilt * columns / dpi) * dpi
    reach = max(1.0, 0.012 * dpi)
    first = int(max(0, np.floor(middle.min() - 3 * reach)))
    last = int(min(image.shape[0], np.ceil(middle.max() + 3 * reach)))
    if first >= last:
        return
    away = (np.arange(first, last)[:, None] - middle[None, :]) / reach
    change = np.rint(np.exp(-(away**2)) * fold.change).astype(np.int16)
    part = image[first:last]
    part[:] = np.clip(part.astype(np.int16) + (change if image.ndim == 2 else change[:, :, None]), 0, 255)


def _dust(image: Image, specks: int, dpi: float, rng: np.random.Generator) -> None:
    """Specks up to 0.012 inch wide, most of them dark."""
    if not specks:
        return
    downs, rights = rng.uniform(0, 1, (2, specks))
    sizes, grays = rng.uniform(0.003, 0.012, specks) * dpi, rng.choice([30, 80, 120, 255], specks)
    for down, right, size, gray in zip(downs, rights, sizes, grays, strict=True):
        top, left = int(down * (image.shape[0] - 4)), int(right * (image.shape[1] - 4))
        side = max(1, round(float(size)))
        image[top : top + side, left : left + side] = gray
