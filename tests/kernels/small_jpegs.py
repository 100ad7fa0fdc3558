"""Small pictures in colour as JPEG, and their streams as the kernel takes them."""

from typing import Any
from unittest.mock import patch

import cv2
import numpy as np
from numpy.typing import NDArray

from imaging.pages.formats import jpeg, jpeg_planes

FINE, ACROSS, HALF = (
    cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444,
    cv2.IMWRITE_JPEG_SAMPLING_FACTOR_422,
    cv2.IMWRITE_JPEG_SAMPLING_FACTOR_420,
)
Rgb = NDArray[np.uint8]


def coloured_picture(height: int, width: int, seed: int = 5, strength: float = 60.0) -> Rgb:
    """Paper with noise, soft spots of any colour, and sharp bars of black."""
    rng = np.random.default_rng(seed)
    spots = cv2.resize(rng.normal(0, strength, (4, 5, 3)), (width, height), interpolation=cv2.INTER_LINEAR)
    rgb = 215 + spots + rng.normal(0, 4, (height, width, 3))
    rgb[height // 3 : height // 2, width // 4 :: 9] = 20
    return np.clip(np.rint(rgb), 0, 255).astype(np.uint8)


def jpeg_of(rgb: Rgb, quality: int, sampling: int = HALF, optimize: bool = False, restart: int = 0) -> bytes:
    options = [cv2.IMWRITE_JPEG_QUALITY, quality, cv2.IMWRITE_JPEG_SAMPLING_FACTOR, sampling]
    options += [cv2.IMWRITE_JPEG_OPTIMIZE, int(optimize), cv2.IMWRITE_JPEG_RST_INTERVAL, restart]
    return bytes(cv2.imencode(".jpg", rgb[:, :, ::-1], options)[1])


def stream_of(data: bytes) -> tuple[Any, ...]:
    """What `chroma_planes` is asked of a file."""
    with patch.object(jpeg_planes, "chroma_planes", return_value=np.empty((2, 0, 0), np.uint8)) as asked:
        assert jpeg_planes.colour_planes(data, jpeg._segments(data)) is None
    return tuple(asked.call_args.args)
