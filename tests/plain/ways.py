"""The plain twin of the kernel that adds up what ways of a page to lie put its targets on."""

from fractions import Fraction
from math import floor

import numpy as np
from numpy.typing import NDArray

UNIT = Fraction(1, 1 << 20)


def score_ways(
    share: NDArray[np.int32], ways: NDArray[np.int64], places: NDArray[np.int64], lead: int
) -> NDArray[np.int64]:
    scores = []
    for way in ways.tolist():
        down, right, row_shift, col_shift = (UNIT * part for part in way)
        score = 0
        for place in places.tolist():
            y, x = (UNIT * part for part in place)
            row = floor(down * y - right * x + row_shift + Fraction(1, 2))
            col = floor(right * y + down * x + col_shift + Fraction(1, 2))
            if 0 <= row < share.shape[0] and 0 <= col < share.shape[1]:
                score += int(share[row, col])
        scores.append(score)
    best = max(scores, default=0)
    return np.array([score if score >= best - lead else -1 for score in scores], np.int64)
