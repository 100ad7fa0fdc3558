"""What counts of rare events prove: exact upper bounds, and whether errors lean to a place of the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import erfc, exp, lgamma, log, log1p, sqrt

import numpy as np
from numpy.typing import NDArray

CONFIDENCE = 0.95
FEWEST_CLUSTERS = 10
"""The test of a place needs so many shares in which something was flagged at all."""


def upper_bound(events: int, trials: int, confidence: float = CONFIDENCE) -> float:
    """The exact one-sided upper confidence bound of a rate: events of trials.

    C. J. Clopper and E. S. Pearson, "The use of confidence or fiducial limits illustrated in the case of the binomial",
    Biometrika 26 (1934), 404-413. 1 where nothing was tried.
    """
    if events >= trials:
        return 1.0
    low, high = events / trials, 1.0
    for _ in range(200):
        middle = (low + high) / 2
        if _at_most(events, trials, middle) > 1 - confidence:
            low = middle
        else:
            high = middle
    return high


def _at_most(events: int, trials: int, rate: float) -> float:
    """The chance of at most so many events, each trial at this rate (0 < rate < 1)."""
    if rate <= 0.0 or rate >= 1.0:
        return 1.0 if rate <= 0.0 else 0.0
    ways = lgamma(trials + 1)
    return sum(
        exp(ways - lgamma(k + 1) - lgamma(trials - k + 1) + k * log(rate) + (trials - k) * log1p(-rate))
        for k in range(events + 1)
    )


@dataclass(frozen=True, slots=True)
class PlaceTest:
    """Whether what is flagged leans to a cell of the page."""

    flagged: int
    looked_at: int
    clusters: int
    """Shares with anything flagged."""
    z: tuple[float, ...]
    """For each cell how far it lies from what its shares' rates let expect, in standard errors; 0 where unknown."""

    @property
    def p_value(self) -> float | None:
        """Of the cell farthest off, times the number of cells (Bonferroni); None where there is too little to test."""
        if self.clusters < FEWEST_CLUSTERS:
            return None
        return min(1.0, len(self.z) * erfc(max(abs(z) for z in self.z) / sqrt(2)))


def compare_places(flagged: Sequence[NDArray[np.int64]], looked_at: Sequence[NDArray[np.int64]]) -> PlaceTest:
    """Compare each cell with its shares' own rates. Each sequence has an array (cells,) a share.

    Flags of one sheet come together, so a share, not a position, is what counts as one observation: each cell's excess
    is summed over the shares and divided by the root of the sum of their squares.
    """
    counts, sizes = np.array(flagged, np.float64), np.array(looked_at, np.float64)
    seen = counts.sum(axis=1) > 0
    counts, sizes = counts[seen], sizes[seen]
    rates = counts.sum(axis=1, keepdims=True) / sizes.sum(axis=1, keepdims=True)
    excess = counts - sizes * rates
    spread = np.sqrt((excess**2).sum(axis=0))
    z = np.divide(excess.sum(axis=0), spread, out=np.zeros_like(spread), where=spread > 0)
    total = int(np.array(flagged).sum()), int(np.array(looked_at).sum())
    return PlaceTest(*total, int(seen.sum()), tuple(float(value) for value in z))
