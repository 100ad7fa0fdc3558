"""The plain twin of the kernel that finds strokes along rows."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BAND_ROWS = 44


@dataclass(frozen=True)
class Beside:
    """A page seen from a place: columns along its row, rows down from the row's line."""

    page: NDArray[np.uint8]
    row: int
    col: int
    rise: int
    way: int
    level: int

    def inked(self, along, down):
        row, col = self.row + down + ((along * self.rise + 32768) >> 16), self.col + along * self.way
        on_page = 0 <= row < self.page.shape[0] and 0 <= col < self.page.shape[1]
        return bool(on_page and self.page[row, col] <= self.level)

    def near(self, along, down):
        return any(self.inked(along, down + beside) for beside in (-1, 0, 1))


def row_strokes(page, centres_px64, across_px, reach_px, sizes_px, ink_level, most):
    rows, cols, way = across_px
    found = np.zeros((len(centres_px64), most, 7), np.int64)
    for i, (row, col) in enumerate(((centres_px64 + 32) >> 6).tolist()):
        beside = Beside(page, row, col, (rows * way << 16) // cols, way, ink_level)
        for k, stroke in enumerate(_strokes(beside, reach_px, sizes_px, most)):
            found[i, k] = stroke
    return found


def _strokes(beside, reach_px, sizes_px, most):
    first_down, last_down, first_along, last_sample, back, last = reach_px
    spacing, stray, least, highest, bare = sizes_px
    found: list[list[int]] = []
    for band in range(first_down, last_down + 1, BAND_ROWS):
        for along in range(first_along, last_sample + 1, spacing):
            downs = range(band, min(band + BAND_ROWS, last_down + 1))
            for group in _touching([down for down in downs if _leads_on(beside, along, down, spacing)]):
                down = group[len(group) // 2]
                if len(found) == most or any(
                    abs(down - _at(one, along)) <= highest for one in found if one[0] <= along <= one[2]
                ):
                    continue
                end, end_down, after = _follow(beside, along, down, 1, last, stray)
                start, start_down, before = _follow(beside, along, down, -1, back, stray)
                if end - start + 1 >= least:
                    stroke = [start, start_down, end, end_down, before + after + 1, 0, 0]
                    if back < start and end < last:
                        stroke[5:] = _around(beside, stroke, highest, bare)
                    found.append(stroke)
    return found


def _touching(downs):
    groups: list[list[int]] = []
    for down in downs:
        if groups and groups[-1][-1] == down - 1:
            groups[-1].append(down)
        else:
            groups.append([down])
    return groups


def _leads_on(beside, along, down, spacing):
    if not beside.inked(along, down):
        return False
    drifts = min(-(-9 * spacing // 100), 5)
    places = [spacing * part // parts for parts in (2, 4, 8, 16) for part in range(1, parts, 2)]
    return any(
        beside.inked(along + spacing, down + drift)
        and all(beside.near(along + place, down + drift * place // spacing) for place in places)
        for drift in range(-drifts, drifts + 1)
    )


def _follow(beside, along, down, step, end, stray):
    last, last_down, inked, gap, there = along, down, 0, 0, down
    for place in range(along + step, end + step, step):
        next_down = next((there + aside for aside in (0, 1, -1) if beside.inked(place, there + aside)), None)
        if next_down is None:
            gap += 1
            if gap > 2:
                break
            continue
        there = next_down
        if abs(there - down) - stray > 0.09 * abs(place - along):
            break
        last, last_down, inked, gap = place, there, inked + 1, 0
    return last, last_down, inked


def _at(stroke, along):
    start, first, end, last = stroke[:4]
    return first + (last - first) * (along - start) // max(end - start, 1)


def _around(beside, stroke, highest, bare):
    seen = [_column(beside, along, _at(stroke, along), highest) for along in range(stroke[0], stroke[2] + 1)]
    own = sum(is_own for is_own, _ in seen[::4])
    bares = "".join(str(int(is_bare)) for _, is_bare in seen)
    return 1000 * own // len(seen[::4]), int("1" * bare in bares)


def _column(beside, along, down, highest):
    """Whether a stroke's ink is not too high, and whether there is no other."""
    start = next((down + aside for aside in (0, -1, 1, -2, 2) if beside.inked(along, down + aside)), None)
    if start is None:
        return False, False
    foot = start
    while foot - start <= highest and beside.inked(along, foot + 1):
        foot += 1
    top = start
    while start - top <= highest and beside.inked(along, top - 1):
        top -= 1
    if foot - top >= highest:
        return False, False
    others = [*range(top - highest, top), *range(foot + 1, foot + highest + 1)]
    return True, not any(beside.inked(along, other) for other in others)
