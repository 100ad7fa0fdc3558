"""A decoded page and the few operations that make any raster gray and upright."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from imaging.pages.formats.limits import Limits, check_page_size

Gray = NDArray[np.uint8]
CM_PER_INCH = 2.54
_DEPTHS = (8, 10, 12, 14)
"""Bits of a sample that scanners have, where they have not 16."""
_SPARSE = 997
"""Of so many samples one tells that a page uses the whole range, as most do."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page as it comes out of its file."""

    gray: Gray
    """(H, W) uint8, C order, 0 is black; only 0 and 255 where `bitonal`."""
    bitonal: bool
    """True where the file keeps one bit a pixel, black or white."""
    dpi: float | None
    """What the file says, the mean of both directions; the larger where pixels were not square."""
    coloured: bool = False
    """True where the file keeps colours, though all of them may be grays."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """Dots per inch along the stored rows and columns."""

    across: float
    down: float

    @property
    def mean(self) -> float:
        """One figure for both directions."""
        return (self.across + self.down) / 2


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


def finished(
    gray: Gray,
    bitonal: bool,
    orientation: Orientation,
    resolution: Resolution | None,
    limits: Limits,
    coloured: bool = False,
) -> Decoded:
    """A stored image with square pixels, turned as its file asks. Raises UnreadableScanError where too large."""
    if resolution is None:
        return Decoded(upright(gray, orientation), bitonal, None, coloured)
    square = with_square_pixels(gray, resolution, limits)
    dpi = resolution.mean if square is gray else max(resolution.across, resolution.down)
    return Decoded(upright(square, orientation), bitonal, dpi, coloured)


def with_square_pixels(gray: Gray, resolution: Resolution, limits: Limits) -> Gray:
    """Rows or columns repeated where a direction has fewer dots per inch, as in faxes (204 x 98).

    The image as it is where the two differ by at most 5%, or by more than four times, which no scanner does.
    """
    ratio = resolution.across / resolution.down
    if 0.95 < ratio < 1.05 or not 0.25 <= ratio <= 4:
        return gray
    height, width = gray.shape
    wanted = round(height * ratio) if ratio > 1 else round(width / ratio)
    check_page_size(*((width, wanted) if ratio > 1 else (wanted, height)), limits)
    square: Gray = np.take(
        gray, np.arange(wanted) * (height if ratio > 1 else width) // wanted, axis=0 if ratio > 1 else 1
    )
    return square


def to_eight_bits(samples: NDArray[np.uint8] | NDArray[np.uint16], used_bits: int | None = 16) -> NDArray[np.uint8]:
    """Samples of 16 bits cut to the upper 8 of those that are used; samples of 8 bits as they are.

    `used_bits` is what the file states, None where the samples tell: scanners have 8, 10, 12 or 14 bits, and no paper
    is so dark that it uses a quarter of the range. A statement that a sample belies counts as 16.
    """
    if samples.dtype != np.uint16:
        return samples.astype(np.uint8, copy=False)
    depths = _DEPTHS if used_bits is None else (used_bits,)
    is_full = used_bits == 16 or int(samples.reshape(-1)[::_SPARSE].max()) >> max(depths) > 0
    most = 0xFFFF if is_full else int(samples.max())
    shift = next((depth - 8 for depth in depths if 8 <= depth <= 16 and most >> depth == 0), 8)
    return (samples >> shift).astype(np.uint8)


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
    resolution = resolution_of(across, down)
    return None if resolution is None else resolution.mean


def resolution_of(across: float, down: float) -> Resolution | None:
    """Both directions; None where either is not between 10 and 10,000 and so says nothing."""
    return Resolution(across, down) if 10 <= across <= 10_000 and 10 <= down <= 10_000 else None
