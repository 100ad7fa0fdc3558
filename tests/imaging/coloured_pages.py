"""Drawn pages in colour: paper, print and inks of any colour, as files of every kind keep them."""

from dataclasses import dataclass
from functools import partial

import cv2
import numpy as np
from numpy.typing import NDArray

from imaging.pages import LIMITS
from imaging.pages.formats import HEAD_BYTES, MemoryBytes, open_document, tell_format
from imaging.sheets import ImageSource, PageImage, ScannedSheet
from tests.imaging.drawn_pages import PAPER, Lie, Page, Stroke, draw_line, mark

Rgb = NDArray[np.uint8]
WHITE = (238, 238, 238)
HIGHLIGHTERS = {
    "yellow": (255, 250, 90),
    "pale yellow": (255, 255, 170),
    "green": (170, 255, 130),
    "orange": (255, 200, 110),
    "pink": (255, 165, 205),
    "light blue": (165, 220, 255),
    "violet": (220, 190, 255),
}


@dataclass(frozen=True, slots=True)
class Saved:
    """How a page is saved: as JPEG of a quality, its colours at half of its scale or at its own, or as PNG."""

    quality: int | None = 85
    subsampled: bool = True

    def data(self, rgb: Rgb) -> bytes:
        if self.quality is None:
            return bytes(cv2.imencode(".png", rgb[:, :, ::-1])[1])
        sampling = cv2.IMWRITE_JPEG_SAMPLING_FACTOR_420 if self.subsampled else cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444
        options = [cv2.IMWRITE_JPEG_QUALITY, self.quality, cv2.IMWRITE_JPEG_SAMPLING_FACTOR, sampling]
        return bytes(cv2.imencode(".jpg", rgb[:, :, ::-1], options)[1])


def on_paper(page: Page, paper: tuple[int, int, int] = WHITE) -> Rgb:
    """A gray page printed on paper of this colour."""
    levels = np.arange(256)[:, None] * np.array(paper) / PAPER
    return np.asarray(np.clip(np.rint(levels), 0, 255).astype(np.uint8)[page])


def ink_over(rgb: Rgb, where: Page, ink: tuple[int, int, int], through: bool = True) -> None:
    """Lay an ink where a canvas is drawn on (not 255): what is below shows through it, or is covered."""
    rows, cols = (np.flatnonzero((where < 255).any(axis=axis)) for axis in (1, 0))
    part = slice(rows[0], rows[-1] + 1), slice(cols[0], cols[-1] + 1)
    share = (255 - where[part][:, :, None].astype(np.float64)) / 255
    below = rgb[part]
    inked = below * np.array(ink) / 255 if through else np.broadcast_to(np.array(ink, float), below.shape)
    rgb[part] = np.clip(np.rint(below * (1 - share) + inked * share), 0, 255).astype(np.uint8)


def strokes(page: Page, lie: Lie, target, stroke: Stroke, width: float = 0.16) -> Page:
    """A canvas with one target marked on it."""
    canvas = np.full_like(page, 255)
    mark(canvas, lie, target, stroke, width, 0)
    return canvas


def swipe(page: Page, lie: Lie, places, width: float) -> Page:
    """A canvas with a broad line through places of the grid, (row, column) each."""
    canvas = np.full_like(page, 255)
    draw_line(canvas, lie, np.array(places, float), width, 0)
    return canvas


def noisy(rgb: Rgb, sigma: float, seed: int = 3) -> Rgb:
    """Noise of the sensor, in each channel by itself."""
    noise = np.random.default_rng(seed).normal(0, sigma, rgb.shape)
    return np.clip(np.rint(rgb + noise), 0, 255).astype(np.uint8)


def image_of(data: bytes) -> PageImage:
    """The page of a file's bytes, decoded as a scan is."""
    document = open_document(MemoryBytes(data), tell_format(data[:HEAD_BYTES]), LIMITS)
    decoded = document.decode(1)
    chroma = partial(document.chroma, 1, decoded.gray.shape) if decoded.coloured else None
    return PageImage(ImageSource("1.jpg", 1, "1" * 64), decoded.gray, decoded.bitonal, decoded.dpi, chroma)


def scanned_in_colour(rgb: Rgb, saved: Saved | None = None) -> ScannedSheet:
    """A sheet of one page."""
    return ScannedSheet(1, (image_of((saved or Saved()).data(rgb)),))
