"""A decoded page and the few operations that make any raster gray and upright."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

Gray = NDArray[np.uint8]
CM_PER_INCH = 2.54


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page as it comes out of its file."""

    gray: Gray
    """(H, W) uint8, C order, 0 is black; only 0 and 255 where `bitonal`."""
    bitonal: bool
    """True where the file keeps one bit a pixel, black or white."""
    dpi: float | None
    """What the file says, the mean of both directions."""


class Orientation(IntEnum):
    """The eight orientations of the TIFF and EXIF tag 274: where the stored image's first row and column belong."""

    UPRIGHT = 1
    MIRRORED = 2
    TURNED_180 = 3
    FLIPPED = 4
    TRANSPOSED = 5
    TURN_RIGHT = 6
    TRANSVERSED = 7
    TURN_LEFT = 8


def orientation_from(value: int) -> Orientation:
    """The orientation of a tag's value; what is not one of the eight counts as upright."""
    return Orientation(value) if 1 <= value <= 8 else Orientation.UPRIGHT


def upright(gray: Gray, orientation: Orientation) -> Gray:
    """Turn a stored image as its file asks. (H, W) uint8 to (H, W) or (W, H) uint8 in C order."""
    match orientation:
        case Orientation.UPRIGHT:
            turned = gray
        case Orientation.MIRRORED:
            turned = gray[:, ::-1]
        case Orientation.TURNED_180:
            turned = gray[::-1, ::-1]
        case Orientation.FLIPPED:
            turned = gray[::-1]
        case Orientation.TRANSPOSED:
            turned = gray.T
        case Orientation.TURN_RIGHT:
            turned = np.rot90(gray, -1)
        case Orientation.TRANSVERSED:
            turned = gray[::-1, ::-1].T
        case Orientation.TURN_LEFT:
            turned = np.rot90(gray, 1)
    return np.ascontiguousarray(turned)


def to_eight_bits(samples: NDArray[np.uint8] | NDArray[np.uint16]) -> NDArray[np.uint8]:
    """Samples of 16 bits cut to their upper 8; samples of 8 bits as they are."""
    if samples.dtype == np.uint16:
        return (samples >> 8).astype(np.uint8)
    return samples.astype(np.uint8, copy=False)


def gray_of_samples(samples: NDArray[np.uint8]) -> Gray:
    """(H, W), (H, W, 2) gray and alpha, (H, W, 3) RGB or (H, W, 4) RGBA to gray; transparent is over white."""
    if samples.ndim == 2:
        return np.ascontiguousarray(samples)
    channels = samples.shape[2]
    colour = samples[:, :, 0] if channels <= 2 else luminance(samples[:, :, :3])
    if channels in (2, 4):
        return over_white(np.ascontiguousarray(colour), samples[:, :, -1])
    return np.ascontiguousarray(colour)


def luminance(rgb: NDArray[np.uint8]) -> Gray:
    """(H, W, 3) uint8 RGB to (H, W) gray, weighted 0.299, 0.587, 0.114 as JPEG does."""
    import cv2

    gray = cv2.cvtColor(np.ascontiguousarray(rgb), cv2.COLOR_RGB2GRAY)
    return np.asarray(gray, dtype=np.uint8)


def over_white(gray: Gray, alpha: Gray) -> Gray:
    """Lay a page with straight (not premultiplied) alpha over white paper."""
    share = alpha.astype(np.uint16)
    mixed = (gray.astype(np.uint16) * share + 255 * (255 - share) + 127) // 255
    return mixed.astype(np.uint8)


def gray_of_cmyk(inks: NDArray[np.uint8]) -> Gray:
    """(H, W, 4) uint8 cyan, magenta, yellow, black, 255 being full ink, to gray."""
    paper = 255 - luminance(inks[:, :, :3])
    light = paper.astype(np.uint16) * (255 - inks[:, :, 3].astype(np.uint16))
    return ((light + 127) // 255).astype(np.uint8)


def gray_of_bits(bits: NDArray[np.uint8], one_is_black: bool) -> Gray:
    """Samples 0 and 1 to 0 and 255, in C order; in the same memory where they lie so."""
    gray = np.ascontiguousarray(bits)
    # Modulo 256, 0 - 1 is 255 and 1 - 1 is 0, and 0 - 1 is 255 again.
    return np.subtract(gray, np.uint8(1), out=gray) if one_is_black else np.negative(gray, out=gray)


def mean_dpi(across: float, down: float) -> float | None:
    """One figure for both directions; None where either is not between 10 and 10,000 and so says nothing."""
    if not (10 <= across <= 10_000 and 10 <= down <= 10_000):
        return None
    return (across + down) / 2
