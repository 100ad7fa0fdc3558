"""A border of a page: bars on one steep straight line, evenly spaced.

Places are (row, col) in 1/1024 px here: means of several bars are finer than 1/64.
"""

import numpy as np
from numpy.typing import NDArray

from kernels.checks import check_array
from kernels.columns import BAR_COLUMNS, BOTTOM, LEFT, RIGHT, TOP
from kernels.compiled import compiled

Places = NDArray[np.int64]

FEWEST_MARKS = 8
"""A shorter chain is no border."""
MOST_LINES = 3
MOST_UNEVEN_PERMILLE = 60
"""A chain less even, in the mean, is a column of pen marks: a border's steps are half as uneven at the worst feed."""
MOST_STEPS = 5
"""A chain may miss up to four marks in a row."""


def trace_border(
    bars: NDArray[np.int32],
    edge: int,
    slopes_px1024: Places,
    near_px1024: int,
    apart_px1024: int,
    gaps_px1024: tuple[int, int],
) -> tuple[Places, Places]:
    """Find the longest evenly spaced chain of bars among those on a straight line that most of them share.

    The line. Each slope sorts the bars into bins, `near_px1024` wide, by where its line through their edges crosses the
    first bar's row; two neighbouring bins together are a line, and of equally full ones the first slope's leftmost is
    taken. On the line are the bars within 1.3 bins of the straight line that fits those in its two bins best.
    The marks. Bars on the line whose rows lie within `apart_px1024` of the one before are one mark, at their mean.
    The chain. The pitch is the median of the gaps between neighbouring marks within `gaps_px1024`, of which there must
    be four. A step from one mark of the chain to the next is within 0.3 pitch of one to five whole pitches; every mark
    counts for the chain, every miss and every unevenness against it. Where its steps are off by more than 0.06 pitch in
    the mean, the line that most other bars share is tried too, up to three in all; the chain that counts most is taken.
    The edges. One that stands out from its neighbours' line by more than 0.06 pitch (a pen stroke that runs into a
    mark) is replaced by it.
    The rows. One that lies more than 0.06 pitch from where both its neighbours have it, though they agree within that
    (a fold that takes half of a mark away), is put between them; where the paper slipped they do not agree.

    bars           int32 (B, 4), TOP to RIGHT of `columns`, half open, in px
    edge           which edge counts: LEFT or RIGHT
    slopes_px1024  int64 (S,): columns a row in 1/1024 px
    returns        int64 (M,), the marks' numbers in pitches from the first (0, 1, 2, ...), and int64 (M, 2), their
                   middle rows and edges, in 1/1024 px; both empty where there is no chain of eight
    """
    check_array(bars, np.int32, (None, BAR_COLUMNS))
    check_array(slopes_px1024, np.int64, (None,))
    if edge not in (LEFT, RIGHT) or near_px1024 < 1 or apart_px1024 < 0:
        raise ValueError("expected the left or right edge, a bin of at least 1/1024 px and no negative distance")
    index = np.empty(len(bars), np.int64)
    places = np.empty((len(bars), 2), np.int64)
    marks = 0
    if len(bars) >= FEWEST_MARKS and len(slopes_px1024):
        limits = np.array([edge, near_px1024, apart_px1024, *gaps_px1024], np.int64)
        marks = _trace_border(bars, slopes_px1024, limits, index, places)
    return index[:marks].copy(), places[:marks].copy()


@compiled("int64(int64[:, ::1], int64[::1], int64, int64[:, ::1])")
def _take_straightest_line(places, slopes, near, line):  # type: ignore[no-untyped-def]
    # into `line`; the others move up in `places`
    count = places.shape[0]
    first_row = places[0, 0]
    crossings = np.empty(count, np.int64)
    bins = np.zeros(64, np.int64)
    best, best_slope, best_start = np.int64(0), np.int64(0), np.int64(0)
    # a division by `near`, exact for the places of any page
    per_bin = (np.int64(1) << 40) // near + 1
    for i in range(slopes.size):
        least = places[0, 1]
        most = places[0, 1]
        for j in range(count):
            crossing = places[j, 1] - ((slopes[i] * (places[j, 0] - first_row)) >> 10)
            crossings[j] = crossing
            least = min(least, crossing)
            most = max(most, crossing)
        needed = (((most - least) * per_bin) >> 40) + 2
        if bins.size < needed:
            bins = np.zeros(2 * needed, np.int64)
        bins[:needed] = 0
        for j in range(count):
            bins[((crossings[j] - least) * per_bin) >> 40] += 1
        for k in range(needed - 1):
            if bins[k] + bins[k + 1] > best:
                best, best_slope, best_start = bins[k] + bins[k + 1], slopes[i], least + k * near
    # of the line's own members: how many, and for their own slope
    members = down = across = down_squared = both = np.int64(0)
    for j in range(count):
        row = (places[j, 0] - first_row) >> 10
        crossings[j] = places[j, 1] - ((best_slope * (places[j, 0] - first_row)) >> 10) - best_start
        if 0 <= crossings[j] < 2 * near:
            members += 1
            down += row
            across += crossings[j]
            down_squared += row * row
            both += row * crossings[j]
    apart = members * down_squared - down * down
    slope = ((members * both - down * across) << 10) // apart if apart > 0 else np.int64(0)
    middle = (across - ((slope * down) >> 10)) // members
    kept = 0
    for j in range(count):
        drift = (slope * ((places[j, 0] - first_row) >> 10)) >> 10
        if 10 * abs(crossings[j] - drift - middle) < 13 * near:
            line[kept, 0], line[kept, 1] = places[j, 0], places[j, 1]
            kept += 1
        else:
            places[j - kept, 0], places[j - kept, 1] = places[j, 0], places[j, 1]
    return kept


@compiled("int64(int64[:, ::1], int64, int64)")
def _merge_marks(places, count, apart):  # type: ignore[no-untyped-def]
    # nearly in order already
    for i in range(1, count):
        row, col = places[i, 0], places[i, 1]
        j = i
        while j > 0 and places[j - 1, 0] > row:
            places[j, 0], places[j, 1] = places[j - 1, 0], places[j - 1, 1]
            j -= 1
        places[j, 0], places[j, 1] = row, col
    marks, start = 0, 0
    for i in range(1, count + 1):
        if i < count and places[i, 0] - places[i - 1, 0] <= apart:
            continue
        row, col = places[start:i, 0].sum() // (i - start), places[start:i, 1].sum() // (i - start)
        places[marks, 0], places[marks, 1] = row, col
        marks += 1
        start = i
    return marks


@compiled("int64(int64[:, ::1], int64, int64, int64)")
def _median_gap(places, marks, least, most):  # type: ignore[no-untyped-def]
    gaps = np.empty(marks, np.int64)
    count = 0
    for i in range(1, marks):
        gap = places[i, 0] - places[i - 1, 0]
        if least < gap < most:
            gaps[count] = gap
            count += 1
    if count < FEWEST_MARKS // 2:
        return 0
    ordered = np.sort(gaps[:count])
    return (ordered[(count - 1) // 2] + ordered[count // 2]) // 2


@compiled("UniTuple(int64, 2)(int64[:, ::1], int64, int64, int64[::1])")
def _keep_longest_chain(places, marks, pitch, index):  # type: ignore[no-untyped-def]
    # its length, and what it counts
    score = np.empty(marks, np.int64)
    before = np.empty(marks, np.int64)
    step = np.zeros(marks, np.int64)
    best = 0
    for i in range(marks):
        score[i] = 1000
        before[i] = -1
        for j in range(i - 1, -1, -1):
            gap = places[i, 0] - places[j, 0]
            k = (2 * gap + pitch) // (2 * pitch)
            if k > MOST_STEPS:
                break
            unevenness = 1000 * abs(gap - k * pitch) // pitch
            if k < 1 or unevenness > 300:
                continue
            candidate = score[j] + 1000 - unevenness - 350 * (k - 1)
            if candidate > score[i]:
                score[i], before[i], step[i] = candidate, j, k
        if score[i] > score[best]:
            best = i
    length = 0
    i = best
    while i >= 0:
        length += 1
        i = before[i]
    members = np.empty(length, np.int64)
    i = best
    for place in range(length - 1, -1, -1):
        members[place] = i
        i = before[i]
    total = np.int64(0)
    for place in range(length):
        total += step[members[place]]
        index[place] = total
        places[place, 0], places[place, 1] = places[members[place], 0], places[members[place], 1]
    return length, score[best]


@compiled("void(int64[::1], int64[:, ::1], int64, int64)")
def _steady_edges(index, places, marks, tolerance):  # type: ignore[no-untyped-def]
    sums = np.zeros(4, np.int64)
    for i in range(marks):
        edge = places[i, 1] - places[0, 1]
        sums[0] += index[i]
        sums[1] += edge
        sums[2] += index[i] * index[i]
        sums[3] += index[i] * edge
    slope_px2_20 = ((marks * sums[3] - sums[0] * sums[1]) << 10) // (marks * sums[2] - sums[0] * sums[0])
    level = np.empty(marks, np.int64)
    for i in range(marks):
        level[i] = places[i, 1] - ((slope_px2_20 * index[i]) >> 10)
    around = np.empty(9, np.int64)
    for i in range(marks):
        for k in range(9):
            # beyond the ends the neighbours inside stand in
            j = abs(i + k - 4)
            value = level[j if j < marks else 2 * (marks - 1) - j]
            place = k
            while place > 0 and around[place - 1] > value:
                around[place] = around[place - 1]
                place -= 1
            around[place] = value
        if abs(level[i] - around[4]) > tolerance:
            places[i, 1] = around[4] + ((slope_px2_20 * index[i]) >> 10)


@compiled("void(int64[::1], int64[:, ::1], int64, int64, int64)")
def _steady_rows(index, places, marks, pitch, tolerance):  # type: ignore[no-untyped-def]
    before = places[0, 0]
    for i in range(1, marks - 1):
        row = places[i, 0]
        above = before + pitch * (index[i] - index[i - 1])
        below = places[i + 1, 0] - pitch * (index[i + 1] - index[i])
        if min(abs(row - above), abs(row - below)) > tolerance >= abs(above - below):
            places[i, 0] = (above + below) // 2
        before = row


@compiled("int64(int32[:, ::1], int64[::1], int64[::1], int64[::1], int64[:, ::1])")
def _trace_border(bars, slopes, limits, index, places):  # type: ignore[no-untyped-def]
    edge, near, apart, least_gap, most_gap = limits
    left = bars.shape[0]
    pool, line, numbers = np.empty_like(places), np.empty_like(places), np.empty_like(index)
    for i in range(left):
        # in 64 bits also where the kernel is not compiled
        pool[i, 0] = (np.int64(bars[i, TOP]) + bars[i, BOTTOM] - 1) * 512
        pool[i, 1] = np.int64(bars[i, edge]) * 1024
    marks, best, tried = 0, np.int64(0), 0
    while left >= FEWEST_MARKS and tried < MOST_LINES:
        tried += 1
        on_line = _take_straightest_line(pool[:left], slopes, near, line)
        left -= on_line
        count = _merge_marks(line, on_line, apart)
        pitch = _median_gap(line, count, least_gap, most_gap)
        if pitch < 1:
            continue
        length, counts = _keep_longest_chain(line, count, pitch, numbers)
        if length < FEWEST_MARKS:
            continue
        if counts > best:
            marks, best = length, counts
            index[:marks], places[:marks] = numbers[:marks], line[:marks]
        unevenness = 1000 * length - 350 * (numbers[length - 1] - length + 1) - counts
        if unevenness <= MOST_UNEVEN_PERMILLE * (length - 1):
            break
    if marks == 0:
        return 0
    pitch = (places[marks - 1, 0] - places[0, 0]) // index[marks - 1]
    _steady_edges(index, places, marks, 6 * pitch // 100)
    _steady_rows(index, places, marks, pitch, 6 * pitch // 100)
    return marks
