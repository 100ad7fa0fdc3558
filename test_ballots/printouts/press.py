"""Prints a printout as a device's thermal printer does: rendered, faded in bands, with dead heating elements."""

from dataclasses import dataclass

import cv2
import numpy as np
import pypdfium2
from numpy.typing import NDArray

Image = NDArray[np.uint8]
_ELEMENTS_PER_IN = 203


@dataclass(frozen=True, slots=True)
class PrinterHabits:
    """Chances, for each printout, of what worn printers do."""

    fading: float = 0.5
    most_faded_gray: int = 150
    """The gray that black print fades to, at the worst."""
    dead_elements: float = 0.3
    most_dead_elements: int = 3
    photocopy: float = 0.0
    empty_back: float = 0.5
    """The scanner took both sides."""


FRESH_PRINTER = PrinterHabits(fading=0.0, dead_elements=0.0, empty_back=0.0)
WORN_PRINTER = PrinterHabits(photocopy=0.1)


@dataclass(frozen=True, slots=True)
class PrinterWear:
    """What befell one printout in the printer."""

    faded_gray: int = 0
    """The gray of the palest print; 0: black everywhere."""
    bands: float = 0.0
    """How many pale bands there are down the page."""
    phase: float = 0.0
    slant: float = 0.0
    """Bands that a side of the page has more of: -1 to 1."""
    dead_columns_in: tuple[float, ...] = ()
    """From the left edge: a white line as wide as a heating element, through all print."""
    photocopied: bool = False


def draw_wear(habits: PrinterHabits, width_in: float, rng: np.random.Generator) -> PrinterWear:
    """Draw one printout's wear. Takes as many numbers from the generator whatever happens."""
    fades, dies, copied = rng.random(3)
    gray = int(rng.integers(60, habits.most_faded_gray + 1))
    bands, phase, slant = rng.uniform(0.5, 5.0), rng.uniform(0, 2 * np.pi), rng.uniform(-1, 1)
    dead = rng.uniform(0.02, 0.98, habits.most_dead_elements) * width_in
    count = int(rng.integers(1, habits.most_dead_elements + 1))
    return PrinterWear(
        gray if fades < habits.fading else 0,
        float(bands),
        float(phase),
        float(slant),
        tuple(sorted(round(float(place), 3) for place in dead[:count])) if dies < habits.dead_elements else (),
        bool(copied < habits.photocopy),
    )


def render(pdf: bytes, dpi: float) -> Image:
    """The first page of a PDF as (H, W) gray, 0 is black."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        picture = document[0].render(scale=dpi / 72, grayscale=True).to_numpy()
        return np.array(picture.reshape(picture.shape[:2]), np.uint8)
    finally:
        document.close()


def print_out(pdf: bytes, dpi: float, wear: PrinterWear) -> Image:
    """Print a PDF's first page on a worn printer: (H, W) gray."""
    page = render(pdf, dpi)
    if wear.faded_gray:
        page = _faded(page, wear)
    for place in wear.dead_columns_in:
        left = round(place * dpi)
        page[:, left : left + max(1, round(dpi / _ELEMENTS_PER_IN))] = 255
    return _photocopied(page, dpi) if wear.photocopied else page


def _faded(page: Image, wear: PrinterWear) -> Image:
    """Print that is black here and gray there, in soft bands."""
    height, width = page.shape
    down = np.linspace(0, 2 * np.pi * wear.bands, height, dtype=np.float32)[:, None] + np.float32(wear.phase)
    across = np.linspace(-1, 1, width, dtype=np.float32)[None, :] * np.float32(wear.slant)
    share = np.clip(0.5 + 0.5 * np.sin(down + across) + 0.25 * across, 0, 1)
    paleness = share * np.float32(wear.faded_gray / 255)
    return np.asarray(np.rint(page + (255 - page.astype(np.float32)) * paleness), np.uint8)


def _photocopied(page: Image, dpi: float) -> Image:
    """A copier's optics and hard contrast."""
    soft = np.asarray(cv2.GaussianBlur(page, (0, 0), 0.003 * dpi), np.float32)
    return np.asarray(np.rint(np.clip((soft - 128) * 2.2 + 140, 15, 250)), np.uint8)
