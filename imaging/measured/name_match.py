"""Whether print that its landmarks do not show is there after all: compared with the blank's picture, piece by piece.

Small letters fade where they are scanned coarsely, and an uneven feed draws pieces apart from each other. So a piece is
held beside the blank at the page's own resolution, by its correlation, which no fading changes, and farther away.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from imaging.measured.landmarks import HALF_HEIGHT_IN, HALF_WIDTH_IN, RULE_IN, ruled
from imaging.measured.page_map import PageMap

Floats = NDArray[np.float64]

REACH_IN = 0.045
LEAST_ALIKE = 0.85
"""The same print has 0.86 and more, other words in its place less than 0.8."""
BLUR_PX = 0.6
"""A black and white scan has ragged edges."""
MARGIN_PX = 4
LEAST_SPREAD = 8.0
"""Gray levels, standard deviation: a piece with less is no print, and like nothing."""


def is_there(
    gray: NDArray[np.uint8], page_map: PageMap, picture: NDArray[np.uint8], picture_dpi: float, places_in: Floats
) -> NDArray[np.bool_]:
    """Which pieces of a blank's picture around these places, float64 (N, 2), (y, x), the page shows: bool (N,).

    gray, picture   uint8 (H, W), each of its own resolution
    """
    dpi = min(picture_dpi, page_map.px_per_in)
    alike = [_likeness(gray, page_map, picture, picture_dpi, place, dpi) for place in places_in]
    return np.array(alike, np.float64).reshape(-1) >= LEAST_ALIKE


def _likeness(
    gray: NDArray[np.uint8],
    page_map: PageMap,
    picture: NDArray[np.uint8],
    picture_dpi: float,
    place_in: Floats,
    dpi: float,
) -> float:
    half = np.array([HALF_HEIGHT_IN, HALF_WIDTH_IN])
    printed = _lettering(picture, np.diag([picture_dpi, picture_dpi]), place_in * picture_dpi - 0.5, half, dpi)
    seen = _lettering(gray, page_map.affine[:, :2], page_map.to_px(place_in[None])[0], half + REACH_IN, dpi)
    if min(float(printed.std()), float(seen.std())) < LEAST_SPREAD:
        return 0.0
    return float(cv2.matchTemplate(seen, printed, cv2.TM_CCOEFF_NORMED).max())


def _lettering(
    image: NDArray[np.uint8], to_px: Floats, centre_px: Floats, half_in: Floats, dpi: float
) -> NDArray[np.float32]:
    """A piece of an image with its rules made as light as its paper: they stand beside every name."""
    # a letter that the piece's edge cuts is no rule: what is beside the piece is looked at, too
    beside = np.array([0.0, RULE_IN])
    piece = upright_piece(image, to_px, centre_px, half_in + beside, dpi)
    darkness = np.asarray(float(piece.max()) - piece, np.float32)
    light = np.asarray(piece + ruled(darkness, dpi), np.float32)
    cut = round(float(half_in[1] + RULE_IN) * dpi) - round(float(half_in[1]) * dpi)
    return np.ascontiguousarray(light[:, cut:-cut])


def upright_piece(
    image: NDArray[np.uint8], to_px: Floats, centre_px: Floats, half_in: Floats, dpi: float
) -> NDArray[np.float32]:
    """The image around a place, so far up, down and to both sides, upright and at so many dots an inch: float32 (h, w).

    image      uint8 (H, W)
    to_px      float64 (2, 2), takes (y, x) in inches to (row, col) in pixels
    centre_px  float64 (2,), (row, col)
    half_in    float64 (2,), how far up and down, and to both sides
    """
    rows, cols = (np.arange(-round(size * dpi), round(size * dpi) + 1) / dpi for size in half_in.tolist())
    down, across = np.meshgrid(rows, cols, indexing="ij")
    places = np.stack([down, across], axis=-1) @ to_px.T + centre_px
    low = np.clip(np.floor(places.min(axis=(0, 1))) - MARGIN_PX, 0, np.array(image.shape)).astype(int)
    high = np.clip(np.ceil(places.max(axis=(0, 1))) + MARGIN_PX, 0, np.array(image.shape)).astype(int)
    part = image[low[0] : high[0], low[1] : high[1]]
    if part.size == 0:
        return np.zeros(places.shape[:2], np.float32)
    # a scanner sees the mean of what a pixel covers
    sigma = BLUR_PX * max(1.0, float(np.hypot(*to_px[:, 1])) / dpi)
    rows_cols = (places - low).astype(np.float32)
    blurred = cv2.GaussianBlur(part, (0, 0), sigma).astype(np.float32)
    return np.asarray(cv2.remap(blurred, rows_cols[..., 1], rows_cols[..., 0], cv2.INTER_LINEAR), np.float32)
