"""Where a page lies that fills its image: a few landmarks are looked for near where they then are.

Most scans are of the size of their paper, and paper is fed to a fifth of an inch and upright, or upside down. What lies
otherwise is found by the corners of its print (`features`), which takes several times as long.
"""

import numpy as np
from numpy.typing import NDArray

from imaging.layout import MeasuredPage
from imaging.measured.page_map import PageMap, fit_map

Floats = NDArray[np.float64]

FEW_LANDMARKS = 8
REACH_IN = 0.2
TOGETHER_IN = 0.05
"""So far landmarks may lie from one similarity: an uneven feed."""
LEAST_TOGETHER = 5
FAR_APART_IN = 2.0
"""Two landmarks nearer to each other than this do not tell the turn."""


def filling(shape: tuple[int, ...], layout: MeasuredPage, turned: bool) -> PageMap | None:
    """The map of a page that fills an image (H, W), upright or upside down; None where the image lies otherwise."""
    if (shape[0] < shape[1]) != (layout.height_in < layout.width_in):
        return None
    size_px, size_in = np.array(shape, np.float64), np.array([layout.height_in, layout.width_in])
    scale = np.diag((-1.0 if turned else 1.0) * size_px / size_in)
    middle = (size_px - 1) / 2 - scale @ (size_in / 2)
    return PageMap(np.concatenate([scale, middle[:, None]], axis=1), np.zeros((1, 2)), np.zeros((1, 2)))


def lying_together(places_in: Floats, places_px: Floats, px_per_in: float) -> PageMap | None:
    """The map of most of these landmarks, float64 (N, 2) each; None where too few lie as one similarity has them."""
    of, to = (places @ np.array([1.0, 1j]) for places in (places_in, places_px))
    first, second = np.triu_indices(len(of), 1)
    far = np.abs(of[second] - of[first]) >= FAR_APART_IN
    first, second = first[far], second[far]
    if len(first) == 0:
        return None
    turn = (to[second] - to[first]) / (of[second] - of[first])
    shift = to[first] - turn * of[first]
    together = np.abs(turn[:, None] * of + shift[:, None] - to) <= TOGETHER_IN * px_per_in
    most = together[int(np.argmax(np.count_nonzero(together, axis=1)))]
    if np.count_nonzero(most) < LEAST_TOGETHER or not _spread(places_in[most]):
        return None
    return fit_map(places_in[most], places_px[most])


def _spread(places_in: Floats) -> bool:
    """Whether places reach out down and across, so that they tell a map."""
    return bool(places_in.std(axis=0).min() >= FAR_APART_IN / 4)
