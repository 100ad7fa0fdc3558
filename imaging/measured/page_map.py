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
NEIGHBOURS = 12
NEAR_IN = 0.35
"""Landmarks nearer than this say most about a place."""
FLATNESS = 0.02
"""How much a plane through the landmarks' shifts is held flat, against their spread in square inches."""
STEEPNESS = 0.06
"""By so much per inch may shifts differ between neighbours: a feed uneven by a twentieth."""
MOST_SLACK_IN = 0.03
APART_IN = 0.05
"""Landmarks nearer to each other show the same print, and do not bear each other out."""
STRETCH = 0.012
"""How much the paper's feed may have changed per inch from the nearest landmark, besides what it changes there."""


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
        return self.to_px_in_doubt(places_in)[0]

    def to_px_in_doubt(self, places_in: Floats) -> tuple[Floats, Floats]:
        """The places in pixels, and how far each may be off: its landmarks' disagreement, and their distance, (N,)."""
        shifts, doubt = self._shifts(places_in)
        return self.plain(places_in) + shifts, doubt

    def shifts_by_others(self) -> Floats:
        """What the shift of each landmark would be by its neighbours alone: float64 (N, 2), pixels."""
        shifts, _ = self._shifts(self.places_in, apart_in=APART_IN)
        return shifts

    def _shifts(self, places_in: Floats, apart_in: float = 0.0) -> tuple[Floats, Floats]:
        """The shift of each place by a plane through its nearest landmarks' shifts, and the doubt.

        Landmarks nearer than `apart_in` are not asked.
        """
        if len(self.places_in) == 0:
            return np.zeros((len(places_in), 2)), np.full(len(places_in), np.inf)
        nearest, distance = _nearest(places_in, self.places_in, min(NEIGHBOURS, len(self.places_in)))
        weight = 1.0 / (distance**2 + NEAR_IN**2)
        weight[distance < apart_in] = 0.0
        weight /= np.maximum(weight.sum(axis=1, keepdims=True), 1e-12)
        apart = self.places_in[nearest] - places_in[:, None, :]
        shifts = self.shifts_px[nearest]
        planes = np.concatenate([np.ones((*distance.shape, 1)), apart], axis=2)
        weighted = planes * weight[:, :, None]
        normal = weighted.transpose(0, 2, 1) @ planes + np.diag([0.0, FLATNESS, FLATNESS])
        plane = np.linalg.solve(normal, weighted.transpose(0, 2, 1) @ shifts)
        away = ((planes @ plane - shifts) ** 2).sum(axis=2)
        spread = np.sqrt((weight * away).sum(axis=1))
        steepness = STRETCH * self.px_per_in + np.sqrt((plane[:, 1:, :] ** 2).sum(axis=(1, 2)))
        return plane[:, 0, :], spread + steepness * distance.min(axis=1)


def _nearest(places_in: Floats, among_in: Floats, count: int) -> tuple[NDArray[np.int64], Floats]:
    """The nearest `count` of the others to each place, and how far they are: int64 and float64 (N, count)."""
    down, across = (places_in[:, None, axis] - among_in[None, :, axis] for axis in (0, 1))
    apart = np.hypot(down, across)
    nearest = np.argpartition(apart, count - 1, axis=1)[:, :count]
    return nearest, np.take_along_axis(apart, nearest, axis=1)


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
    count = min(8, len(places) - 1)
    if count < 2:
        return np.ones(len(places), bool)
    nearest, distance = _nearest(places, places, count + 1)
    others = np.where(distance[:, :, None] < APART_IN, np.nan, shifts[nearest])
    slack = STEEPNESS * page_map.px_per_in * np.minimum(np.median(distance, axis=1), MOST_SLACK_IN / STEEPNESS)
    rough = np.hypot(*(shifts - _medians(others)).T) <= tolerance_px + slack
    if rough.sum() < 3:
        return np.asarray(rough, bool)
    kept = np.flatnonzero(rough)
    usual = PageMap(page_map.affine, places[kept], shifts[kept])
    agrees = np.zeros(len(places), bool)
    agrees[kept] = np.hypot(*(shifts[kept] - usual.shifts_by_others()).T) <= tolerance_px
    return agrees


def _medians(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Over the second axis of float64 (N, M, 2), without what is NaN; infinite where all is: float64 (N, 2)."""
    ordered = np.sort(values, axis=1)  # NaN comes last
    count = np.count_nonzero(~np.isnan(ordered), axis=1)[:, None]
    low, high = (np.take_along_axis(ordered, np.maximum(count - behind, 0) // 2, axis=1)[:, 0] for behind in (1, 0))
    return np.asarray(np.where(count[:, 0] == 0, np.inf, (low + high) / 2), np.float64)
