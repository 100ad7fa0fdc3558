"""Plain twins of the kernels that find timing marks and what lies beside them."""

from itertools import pairwise, product

import numpy as np
from numpy.typing import NDArray

from kernels.columns import (
    BAR_COLUMNS,
    BOTTOM,
    LEFT,
    NEIGHBOUR_COLUMNS,
    RIGHT,
    SPREAD_FOUR_TIMES,
    TOP,
    USUAL_COLS_TWICE,
    USUAL_ROWS_TWICE,
)
from tests.plain.records import record

Page = NDArray[np.uint8]
Places = NDArray[np.int64]


def gray_histogram(page: Page, row_step: int, col_step: int) -> Places:
    return np.bincount(page[::row_step, ::col_step].ravel(), minlength=256).astype(np.int64)


def dark_runs(dark: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Every run of True in a line, [start, end)."""
    edges = np.diff(np.concatenate([[0], dark.astype(np.int8), [0]]))
    return list(zip(np.flatnonzero(edges == 1).tolist(), np.flatnonzero(edges == -1).tolist(), strict=True))


def find_bars(
    page: Page,
    dark_level: int,
    row_step: int,
    rows: tuple[int, int],
    columns: tuple[int, int],
    width_px: tuple[int, int],
    height_px: tuple[int, int],
) -> NDArray[np.int32]:
    dark = page.astype(int) <= dark_level
    first_row, last_row = max(0, rows[0]), min(page.shape[0], rows[1])
    first_col, last_col = max(0, columns[0]), min(page.shape[1], columns[1])
    bars = []
    for row in range(first_row + row_step // 2, last_row, row_step):
        for start, end in dark_runs(dark[row, first_col : max(first_col, last_col)]):
            left, right = first_col + start, first_col + end
            if not width_px[0] <= right - left <= width_px[1]:
                continue
            for part in (2, 1, 3):
                column = dark[:, left + (right - left) * part // 4]
                top, bottom = next((t, b) for t, b in [*dark_runs(column), (row, row)] if t <= row < b or t == b)
                if bottom > top and height_px[0] <= bottom - top <= height_px[1]:
                    bars.append(record(BAR_COLUMNS, {TOP: top, BOTTOM: bottom, LEFT: left, RIGHT: right}))
                    break
    return np.array(bars, np.int32).reshape(-1, BAR_COLUMNS)


def step_score(gap: int, pitch: int) -> tuple[int, int] | None:
    """The whole pitches between two neighbours of a chain, and what the step is worth; None where it is no step."""
    whole = (2 * gap + pitch) // (2 * pitch)
    unevenness = 1000 * abs(gap - whole * pitch) // pitch
    if not 1 <= whole <= 5 or unevenness > 300:
        return None
    return whole, 1000 - unevenness - 350 * (whole - 1)


def _longest_chain(places: list[int], pitch: int) -> tuple[int, list[int], list[int]]:
    chains: list[tuple[int, list[int], list[int]]] = []
    for i in range(len(places)):
        best = (1000, [i], [0])
        for j in reversed(range(i)):
            step = step_score(places[i] - places[j], pitch)
            if step is not None and chains[j][0] + step[1] > best[0]:
                score, members, steps = chains[j]
                best = (score + step[1], [*members, i], [*steps, steps[-1] + step[0]])
        chains.append(best)
    return max(chains, key=lambda chain: chain[0], default=(0, [], []))


def marks_between(
    bars: NDArray[np.int32],
    lefts_px1024: Places,
    rights_px1024: Places,
    span: int,
    first_place: int,
    places: int,
    least: int = 0,
    facing: NDArray[np.int64] | None = None,
) -> NDArray[np.bool_]:
    marked = np.zeros((len(lefts_px1024), len(rights_px1024), places), np.bool_)
    for i, j in product(range(len(lefts_px1024)), range(len(rights_px1024))):
        if facing is not None and not facing[i, 0] <= j < facing[i, 1]:
            continue
        (start_row, start_col), end = lefts_px1024[i].tolist(), rights_px1024[j].tolist()
        down, pitch = (end[0] - start_row) * 1024 // span, (end[1] - start_col) * 1024 // span
        for bar in bars.tolist():
            row, col = (bar[TOP] + bar[BOTTOM] - 1) * 512, (bar[LEFT] + bar[RIGHT] - 1) * 512
            for place in range(places):
                if pitch <= 0:
                    continue
                along = (col - start_col) * 1024 // pitch - first_place
                line_row = start_row + down * (place * 1024 + first_place) // 1024
                beside = along - place * 1024
                near_along = -512 <= beside < 512 and abs(beside) <= 256
                marked[i, j, place] |= near_along and 5 * abs(row - line_row) <= pitch
    marked[marked.sum(axis=2) < least] = False
    return marked


def trace_border(
    bars: NDArray[np.int32],
    edge: int,
    slopes_px1024: Places,
    near_px1024: int,
    apart_px1024: int,
    gaps_px1024: tuple[int, int],
) -> tuple[Places, Places]:
    nothing = np.empty(0, np.int64), np.empty((0, 2), np.int64)
    places = [((bar[TOP] + bar[BOTTOM] - 1) * 512, bar[edge] * 1024) for bar in bars.tolist()]
    if len(places) < 8 or len(slopes_px1024) == 0:
        return nothing
    best: tuple[int, list[tuple[int, int]], list[int]] = (0, [], [])
    for _ in range(3):
        if len(places) < 8:
            break
        line, places = _straightest_line(places, slopes_px1024.tolist(), near_px1024)
        marks = _merged(sorted(line, key=_row), apart_px1024)
        counts, members, index = _longest_chain_of(marks, gaps_px1024)
        if len(members) < 8:
            continue
        if counts > best[0]:
            best = (counts, [marks[member] for member in members], index)
        if _unevenness(counts, index) <= 60 * (len(index) - 1):
            break
    _, chain, index = best
    if not chain:
        return nothing
    rows, edges = zip(*chain, strict=True)
    pitch = (rows[-1] - rows[0]) // index[-1]
    steady = _steady_edges(index, list(edges), 6 * pitch // 100)
    in_line = _steady_rows(index, list(rows), pitch, 6 * pitch // 100)
    return np.array(index, np.int64), np.array([in_line, steady], np.int64).T


def _longest_chain_of(marks: list[tuple[int, int]], limits: tuple[int, int]) -> tuple[int, list[int], list[int]]:
    gaps = sorted(b[0] - a[0] for a, b in pairwise(marks) if limits[0] < b[0] - a[0] < limits[1])
    pitch = (gaps[(len(gaps) - 1) // 2] + gaps[len(gaps) // 2]) // 2 if len(gaps) >= 4 else 0
    return _longest_chain([row for row, _ in marks], pitch) if pitch >= 1 else (0, [], [])


def _unevenness(counts: int, index: list[int]) -> int:
    return 1000 * len(index) - 350 * (index[-1] - len(index) + 1) - counts


def _row(place: tuple[int, int]) -> int:
    return place[0]


def _straightest_line(
    places: list[tuple[int, int]], slopes: list[int], near: int
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The places on it, and the others."""
    down = [row - places[0][0] for row, _ in places]
    best: tuple[int, list[bool], list[int]] = (0, [], [])
    for slope in slopes:
        crossings = [col - slope * row // 1024 for row, (_, col) in zip(down, places, strict=True)]
        bins = [(crossing - min(crossings)) // near for crossing in crossings]
        for first in range(max(bins) + 1):
            members = [number in (first, first + 1) for number in bins]
            if sum(members) > best[0]:
                best = (sum(members), members, [c - min(crossings) - first * near for c in crossings])
    count, members, crossings = best
    rows = [row // 1024 for row in down]
    own = [(row, c) for row, c, member in zip(rows, crossings, members, strict=True) if member]
    all_rows, all_crossings = sum(row for row, _ in own), sum(c for _, c in own)
    covariance = count * sum(row * c for row, c in own) - all_rows * all_crossings
    apart = count * sum(row * row for row, _ in own) - all_rows**2
    slope = covariance * 1024 // apart if apart > 0 else 0
    middle = (all_crossings - slope * all_rows // 1024) // count
    on_line = [10 * abs(c - slope * row // 1024 - middle) < 13 * near for row, c in zip(rows, crossings, strict=True)]
    line = [place for place, on in zip(places, on_line, strict=True) if on]
    return line, [place for place, on in zip(places, on_line, strict=True) if not on]


def _merged(places: list[tuple[int, int]], apart: int) -> list[tuple[int, int]]:
    marks: list[list[tuple[int, int]]] = []
    for place in places:
        if marks and place[0] - marks[-1][-1][0] <= apart:
            marks[-1].append(place)
        else:
            marks.append([place])
    return [(sum(row for row, _ in mark) // len(mark), sum(col for _, col in mark) // len(mark)) for mark in marks]


def _steady_edges(index: list[int], values: list[int], tolerance: int) -> list[int]:
    count = len(index)
    own = [value - values[0] for value in values]
    covariance = count * sum(i * value for i, value in zip(index, own, strict=True)) - sum(index) * sum(own)
    slope = covariance * 1024 // (count * sum(i * i for i in index) - sum(index) ** 2)
    drift = [slope * i // 1024 for i in index]
    level = [value - part for value, part in zip(values, drift, strict=True)]
    mirrored = [*level[4:0:-1], *level, *level[-2:-6:-1]]
    usual = [sorted(mirrored[i : i + 9])[4] for i in range(count)]
    return [
        value if abs(here - near) <= tolerance else near + part
        for value, here, near, part in zip(values, level, usual, drift, strict=True)
    ]


def _steady_rows(index: list[int], rows: list[int], pitch: int, tolerance: int) -> list[int]:
    steady = list(rows)
    for i in range(1, len(rows) - 1):
        above = rows[i - 1] + pitch * (index[i] - index[i - 1])
        below = rows[i + 1] - pitch * (index[i + 1] - index[i])
        stands_out = abs(rows[i] - above) > tolerance and abs(rows[i] - below) > tolerance
        if stands_out and abs(above - below) <= tolerance:
            steady[i] = (above + below) // 2
    return steady


def border_places(index: Places, places_px1024: Places, first: int, count: int) -> tuple[Places, NDArray[np.bool_]]:
    known, last = index.tolist(), len(index) - 1
    reach = min(last, 6)
    extended = []
    for wanted in range(first, first + count):
        if wanted < known[0]:
            origin, start, end = 0, 0, reach
        elif wanted >= known[-1]:
            origin, start, end = last, last - reach, last
        else:
            origin = max(i for i in range(last) if known[i] <= wanted)
            start, end = origin, origin + 1
        step = (places_px1024[end] - places_px1024[start]) * (wanted - known[origin])
        extended.append(places_px1024[origin] + step // (known[end] - known[start]))
    marked = [wanted in known for wanted in range(first, first + count)]
    return np.array(extended, np.int64).reshape(-1, 2), np.array(marked, np.bool_)


def neighbour_shifts(places: Places, shifts: Places, known: NDArray[np.bool_]) -> Places:
    usual = []
    for i, place in enumerate(places):
        others = [j for j in np.flatnonzero(known).tolist() if j != i]
        near = sorted(others, key=lambda j: int(((places[j] - place) ** 2).sum()))[:5]
        middle = [_twice_median([int(shifts[j, axis]) for j in near]) for axis in (0, 1)]
        beside = [max(abs(2 * int(shifts[j, axis]) - middle[axis]) for axis in (0, 1)) for j in near]
        said = {USUAL_ROWS_TWICE: middle[0], USUAL_COLS_TWICE: middle[1], SPREAD_FOUR_TIMES: _twice_median(beside)}
        usual.append(record(NEIGHBOUR_COLUMNS, said))
    return np.array(usual, np.int64).reshape(-1, NEIGHBOUR_COLUMNS)


def _twice_median(values: list[int]) -> int:
    ordered = sorted(values)
    return ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]
