"""The printed outlines of targets on a grid: as points, and as large as a page shows them."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from imaging.clear_insides import commonest
from imaging.geometry import Grid, to_px64
from imaging.ink_levels import InkLevels
from imaging.layout import Outline
from kernels.outlines import clear_distances

Floats = NDArray[np.float64]

RAYS_ASIDE = (-0.08, -0.04, 0.0, 0.04, 0.08)
OUTSIDE_PITCHES = np.array([0.62, 0.46])
"""Outlines end before so many pitches from their centres, across and down."""


@lru_cache(256)
def stadium_points(outline: Outline, count: int) -> Floats:
    """`count` evenly spaced points on a stadium around (0, 0): float64 (count, 2), (row, column) in grid units.

    The array is the same one at every call and cannot be written to.
    """
    radius = outline.height / 2
    straight = max(0.0, outline.width - outline.height)
    length = 2 * straight + 2 * np.pi * radius
    points = np.array([_stadium_point(i * length / count, straight, radius) for i in range(count)])
    points.flags.writeable = False
    return points


def _stadium_point(along: float, straight: float, radius: float) -> tuple[float, float]:
    arc = np.pi * radius
    if along < straight:
        return -radius, along - straight / 2
    if along < straight + arc:
        angle = (along - straight) / radius
        return -radius * np.cos(angle), straight / 2 + radius * np.sin(angle)
    if along < 2 * straight + arc:
        return radius, straight / 2 - (along - straight - arc)
    angle = (along - 2 * straight - arc) / radius
    return radius * np.cos(angle), -straight / 2 - radius * np.sin(angle)


def measure_outline(gray: NDArray[np.uint8], levels: InkLevels, grid: Grid, expected_px: Floats) -> Outline | None:
    """The size that most targets' outlines have on a page (uint8 (H, W)); None where too few can be measured.

    Rays go from inside and outside each expected place, float64 (N, 2), up, down, left and right.
    """
    if len(expected_px) == 0:
        return None
    across, down = grid.column_vector_px, grid.row_vector_px
    centres, pitch = to_px64(expected_px), grid.pitch_px
    faint = levels.paper - max(24, levels.contrast // 4)

    def steps(rays: Floats) -> Floats:
        """float64 (N, 2 axes, 2 ends, rays aside each other), in pitches; NaN where nothing was met."""
        met = clear_distances(gray, centres, to_px64(rays), faint, int(0.7 * pitch)).astype(np.float64)
        met[met < 0] = np.nan
        return (met / pitch).reshape(len(expected_px), 2, 2, len(RAYS_ASIDE))

    inner = steps(_rays(across, down, outward=True))
    stroke = OUTSIDE_PITCHES[:, None, None] - inner - steps(_rays(across, down, outward=False))
    sizes = inner.sum(axis=2)
    width, height = commonest(sizes[:, 0], 0.45, 1.1), commonest(sizes[:, 1], 0.25, 0.75)
    if width is None or height is None:
        return None
    # half a stroke at either end, to its middle
    between = commonest(stroke, -0.01, 0.12) or 0.0
    return Outline(width + between, height + between)


def _rays(across: Floats, down: Floats, outward: bool) -> Floats:
    """Rays to the left, right, top and bottom of an outline, a pixel a step: float64 (20, 4)."""
    axes, aside = np.stack([across, down]), np.stack([down, across])
    signs = np.array([-1, 1])[:, None]
    units = signs * axes[:, None] / np.hypot(axes[:, 0], axes[:, 1])[:, None, None]
    starts = np.zeros_like(units) if outward else signs * OUTSIDE_PITCHES[:, None, None] * axes[:, None]
    rays = np.empty((2, 2, len(RAYS_ASIDE), 4))
    rays[..., :2] = starts[:, :, None] + np.array(RAYS_ASIDE)[:, None] * aside[:, None, None]
    rays[..., 2:] = (units if outward else -units)[:, :, None]
    return rays.reshape(-1, 4)
