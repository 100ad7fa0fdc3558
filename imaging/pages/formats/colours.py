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


def chroma_of(rgb: Rgb, orientation: Orientation, page_shape: tuple[int, int], halved: bool = False) -> Chroma:
    """The colour of a page whose gray pixels, upright, have that shape: half as high and wide, rounded up.

    `halved` says that `rgb` is at half of the page's scale already.
    """
    height, width = (-(-side // 2) for side in page_shape)
    planes = [upright(plane, orientation) for plane in _planes(rgb if halved else _halved(rgb))]
    found = np.stack(planes)
    if found.shape[1:] == (height, width):
        return found
    rows, cols = (np.arange(size) * have // size for size, have in zip((height, width), found.shape[1:], strict=True))
    return np.ascontiguousarray(found[:, rows][:, :, cols])


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
    import cv2

    height, width, _ = rgb.shape
    even = np.pad(rgb, ((0, height % 2), (0, width % 2), (0, 0)), mode="edge") if height % 2 or width % 2 else rgb
    size = even.shape[1] // 2, even.shape[0] // 2
    return np.asarray(cv2.resize(np.ascontiguousarray(even), size, interpolation=cv2.INTER_AREA), np.uint8)


def _planes(rgb: Rgb) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Blue and red against the light, as JPEG weights them."""
    import cv2

    _, red, blue = cv2.split(cv2.cvtColor(np.ascontiguousarray(rgb), cv2.COLOR_RGB2YCrCb))
    return np.asarray(blue, np.uint8), np.asarray(red, np.uint8)
