"""Ways in which a page may lie: how many of its targets each of them puts on places that look like targets."""

import numpy as np
from numpy.typing import NDArray

from kernels.checks import check_array
from kernels.compiled import compiled

UNIT_BITS = 20
"""Turns, shifts and places are integers, each in so small a part of a pixel or an inch: two to the 20th of them."""
WHOLE = 65536
"""What a place adds to the score of a way that surely puts it on a target."""
BEHIND = -1
"""The score of a way that is so far behind that nothing more is asked of it."""


def score_ways(
    share: NDArray[np.int32], ways: NDArray[np.int64], places: NDArray[np.int64], lead: int
) -> NDArray[np.int64]:
    """Add up, for each way, what `share` has at the pixels on which it puts the places; off the image it is 0.

    A way takes (y, x) to (row, col) = (turn_down * y - turn_right * x + row, turn_right * y + turn_down * x + col),
    rounded to the nearest pixel.

    share    int32 (H, W), 0 to WHOLE, as much as one place adds
    ways     int64 (W, 4): turn_down, turn_right, row, col, in 1/2^20
    places   int64 (N, 2): (y, x), in 1/2^20
    lead     from 0: ways that are behind the best by more are BEHIND
    returns  int64 (W,)
    """
    check_array(share, np.int32, (None, None))
    check_array(ways, np.int64, (None, 4))
    check_array(places, np.int64, (None, 2))
    if lead < 0:
        raise ValueError("expected a lead of at least 0")
    scores = np.empty(len(ways), np.int64)
    _score_ways(share, ways, places, lead, scores)
    return scores


@compiled("void(int32[:, ::1], int64[:, ::1], int64[:, ::1], int64, int64[::1])")
def _score_ways(share, ways, places, lead, scores):  # type: ignore[no-untyped-def]
    height, width = share.shape
    count = places.shape[0]
    half = np.int64(1) << (2 * UNIT_BITS - 1)
    best = np.int64(0)
    for i in range(ways.shape[0]):
        down, right = ways[i, 0], ways[i, 1]
        row_shift, col_shift = (ways[i, 2] << UNIT_BITS) + half, (ways[i, 3] << UNIT_BITS) + half
        score = np.int64(0)
        # once all that is left cannot bring a way near the best it is given up
        for k in range(count):
            if score + WHOLE * (count - k) < best - lead:
                break
            y, x = places[k, 0], places[k, 1]
            row = (down * y - right * x + row_shift) >> (2 * UNIT_BITS)
            col = (right * y + down * x + col_shift) >> (2 * UNIT_BITS)
            if 0 <= row < height and 0 <= col < width:
                score += share[row, col]
        scores[i] = score
        best = max(best, score)
    for i in range(ways.shape[0]):
        if scores[i] < best - lead:
            scores[i] = BEHIND
