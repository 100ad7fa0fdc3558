"""The longest evenly spaced chain among places on a line."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from kernels.checks import check_array

MOST_STEPS = 5
"""A chain may miss up to four members in a row."""


def longest_chain(places: NDArray[np.int64], pitch: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Find the chain of places that are about a whole number of pitches apart.

    Each step between neighbours is within 0.3 pitch of one to five whole pitches (so the pitch may drift); every
    member counts for the chain, every miss and every unevenness against it.

    places   int64 (N,), ascending
    pitch    in the same unit, at least 1
    returns  int64 (M,) indices into `places`, ascending, and int64 (M,) the steps from the first member (0, 1, 2, ...)
    """
    check_array(places, np.int64, (None,))
    if pitch < 1:
        raise ValueError(f"expected a pitch of at least 1, found {pitch}")
    if places.size == 0:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    members = np.empty(places.size, np.int64)
    steps = np.empty(places.size, np.int64)
    length = _longest_chain(places, pitch, members, steps)
    return members[:length].copy(), steps[:length].copy()


@njit("int64(int64[::1], int64, int64[::1], int64[::1])", cache=True, nogil=True)
def _longest_chain(places, pitch, members, steps):  # type: ignore[no-untyped-def]
    count = places.size
    score = np.empty(count, np.int64)
    before = np.empty(count, np.int64)
    step = np.zeros(count, np.int64)
    best = 0
    for i in range(count):
        score[i] = 1000
        before[i] = -1
        for j in range(i - 1, -1, -1):
            gap = places[i] - places[j]
            k = (2 * gap + pitch) // (2 * pitch)
            if k > MOST_STEPS:
                break
            unevenness = 1000 * abs(gap - k * pitch) // pitch
            if k < 1 or unevenness > 300:
                continue
            candidate = score[j] + 1000 - unevenness - 350 * (k - 1)
            if candidate > score[i]:
                score[i] = candidate
                before[i] = j
                step[i] = k
        if score[i] > score[best]:
            best = i
    length = 0
    i = best
    while i >= 0:
        length += 1
        i = before[i]
    i = best
    for place in range(length - 1, -1, -1):
        members[place] = i
        steps[place] = step[i]
        i = before[i]
    total = 0
    for place in range(length):
        if place > 0:
            total += steps[place]
        steps[place] = total
    return length
