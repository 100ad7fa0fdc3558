"""Where places of the upright page lie on an image: inches to pixels.

One affine map, and around it the shifts of the landmarks that were found: paper is fed unevenly, and no plane map
follows that. Only coordinates are transformed.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

PITCH_IN = 0.25
"""What is measured in timing-mark pitches elsewhere is measured in quarter inches here."""
NEIGHBOURS = 10
NEAR_IN = 0.35
"""Landmarks nearer than this say most about a place."""
STRETCH = 0.012
"""How much the paper's feed may have changed per inch from the nearest landmark."""


@dataclass(frozen=True, slots=True)
class PageMap:
    """The map of one image.

    affine     float64 (2, 3): takes (y, x, 1) in inches to (row, col) in pixels
    places_in  float64 (N, 2), (y, x): the landmarks that were found
    shifts_px  float64 (N, 2): how far each lies from where the affine map has it
    """

    affine: Floats
    places_in: Floats
    shifts_px: Floats

    @property
    def down_px(self) -> Floats:
        """float64 (2,): an inch down the page, in pixels (row, col)."""
        return self.affine[:, 0]

    @property
    def across_px(self) -> Floats:
        """float64 (2,): an inch across the page, in pixels (row, col)."""
        return self.affine[:, 1]

    @property
    def px_per_in(self) -> float:
        """The mean of both."""
        return float(np.hypot(*self.down_px) + np.hypot(*self.across_px)) / 2

    def plain(self, places_in: Floats) -> Floats:
        """Map places (float64 (N, 2), (y, x) in inches) by the affine map alone."""
        return places_in @ self.affine[:, :2].T + self.affine[:, 2]

    def to_px(self, places_in: Floats) -> Floats:
        """Map places (float64 (N, 2), (y, x) in inches) to pixels, float64 (N, 2), (row, col)."""
        shifts, _ = self._shifts(places_in)
        return self.plain(places_in) + shifts

    def doubt_px(self, places_in: Floats) -> Floats:
        """How far each place may be off: its landmarks' disagreement, and their distance. float64 (N,)."""
        _, doubt = self._shifts(places_in)
        return doubt

    def _shifts(self, places_in: Floats) -> tuple[Floats, Floats]:
        if len(self.places_in) == 0:
            return np.zeros((len(places_in), 2)), np.full(len(places_in), np.inf)
        apart = np.sqrt(((places_in[:, None, :] - self.places_in[None, :, :]) ** 2).sum(axis=2))
        count = min(NEIGHBOURS, len(self.places_in))
        nearest = np.argpartition(apart, count - 1, axis=1)[:, :count]
        distance = np.take_along_axis(apart, nearest, axis=1)
        weight = 1.0 / (distance**2 + NEAR_IN**2)
        weight /= weight.sum(axis=1, keepdims=True)
        shifts = self.shifts_px[nearest]
        mean = (weight[:, :, None] * shifts).sum(axis=1)
        spread = np.sqrt((weight * ((shifts - mean[:, None, :]) ** 2).sum(axis=2)).sum(axis=1))
        return mean, spread + STRETCH * distance.min(axis=1) * self.px_per_in


def fit_map(places_in: Floats, places_px: Floats) -> PageMap:
    """The affine map nearest to these landmarks (at least 3 not in line), and their shifts from it."""
    ones = np.concatenate([places_in, np.ones((len(places_in), 1))], axis=1)
    keep = np.ones(len(ones), bool)
    affine = np.zeros((2, 3))
    for _ in range(3):
        affine = np.linalg.lstsq(ones[keep], places_px[keep], rcond=None)[0].T
        away = np.hypot(*(ones @ affine.T - places_px).T)
        keep = away <= max(1.0, 3.0 * float(np.median(away)))
    return PageMap(affine, places_in, places_px - ones @ affine.T)


def consistent(page_map: PageMap, tolerance_px: float) -> NDArray[np.bool_]:
    """Which landmarks shift as their neighbours do, within the tolerance: bool (N,)."""
    places, shifts = page_map.places_in, page_map.shifts_px
    apart = ((places[:, None, :] - places[None, :, :]) ** 2).sum(axis=2)
    np.fill_diagonal(apart, np.inf)
    count = min(8, len(places) - 1)
    if count < 2:
        return np.ones(len(places), bool)
    nearest = np.argpartition(apart, count - 1, axis=1)[:, :count]
    usual = np.median(shifts[nearest], axis=1)
    agrees: NDArray[np.bool_] = np.hypot(*(shifts - usual).T) <= tolerance_px
    return agrees
