"""A page's colour without its light, at half of the page's scale: what of an ink gray cannot show.

It is had only where somebody asks for it, since it costs as much as the gray page. Red, green and blue come as the
decoders give them, at the page's scale or at half of it, stored as the file stores them.
"""

import numpy as np
from numpy.typing import NDArray

from imaging.pages.formats.raster import Orientation, upright

Rgb = NDArray[np.uint8]
"""(H, W, 3): red, green, blue."""
Chroma = NDArray[np.uint8]
"""(2, H, W) uint8 in C order: blue and red against the light, as JPEG has them; 128 where there is no colour."""
NO_COLOUR = 128


def chroma_of(rgb: Rgb, orientation: Orientation, page_shape: tuple[int, int], halved: bool = False) -> Chroma:
    """The colour of a page whose gray pixels, upright, have that shape: half as high and wide, rounded up.

    `halved` says that `rgb` is at half of the page's scale already.
    """
    height, width = (-(-side // 2) for side in page_shape)
    planes = [upright(plane, orientation) for plane in _planes(rgb if halved else _halved(rgb))]
    rows, cols = (np.arange(size) * have // size for size, have in zip((height, width), planes[0].shape, strict=True))
    return np.ascontiguousarray(np.stack([plane[np.ix_(rows, cols)] for plane in planes]))


def rgb_of_cmyk(inks: NDArray[np.uint8]) -> Rgb:
    """(H, W, 4) uint8 cyan, magenta, yellow, black, 255 being full ink, to red, green, blue."""
    light = (255 - inks[:, :, :3].astype(np.uint16)) * (255 - inks[:, :, 3:].astype(np.uint16))
    return ((light + 127) // 255).astype(np.uint8)


def rgb_of_samples(samples: NDArray[np.uint8]) -> Rgb:
    """(H, W), (H, W, 2) gray and alpha, (H, W, 3) or (H, W, 4) with alpha; what is transparent lies over white."""
    if samples.ndim == 2 or samples.shape[2] <= 2:
        gray = samples if samples.ndim == 2 else samples[:, :, 0]
        return np.repeat(gray[:, :, None], 3, axis=2)
    if samples.shape[2] == 3:
        return samples
    share = samples[:, :, 3:].astype(np.uint16)
    return ((samples[:, :, :3] * share + 255 * (255 - share) + 127) // 255).astype(np.uint8)


def _halved(rgb: Rgb) -> Rgb:
    """The means of two by two pixels; the last row and column count twice where they are single."""
    height, width, _ = rgb.shape
    even = np.pad(rgb, ((0, height % 2), (0, width % 2), (0, 0)), mode="edge") if height % 2 or width % 2 else rgb
    rows = even[0::2].astype(np.uint16) + even[1::2]
    return ((rows[:, 0::2] + rows[:, 1::2] + 2) >> 2).astype(np.uint8)


def _planes(rgb: Rgb) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Blue and red against the light, in whole numbers: JPEG's weights, in 1/65536."""
    red, green, blue = (rgb[:, :, channel].astype(np.int32) for channel in range(3))
    half = (NO_COLOUR << 16) + (1 << 15)
    of_blue = (32768 * blue - 11059 * red - 21709 * green + half) >> 16
    of_red = (32768 * red - 27439 * green - 5329 * blue + half) >> 16
    return np.clip(of_blue, 0, 255).astype(np.uint8), np.clip(of_red, 0, 255).astype(np.uint8)
