"""Plain twins of the kernels: the same answers from what the docstrings say, slowly and without tricks."""

from itertools import pairwise, product

import numpy as np
from numpy.typing import NDArray

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
                    bars.append((top, bottom, left, right))
                    break
    return np.array(bars, np.int32).reshape(-1, 4)


def step_score(gap: int, pitch: int) -> tuple[int, int] | None:
    """The whole pitches between two neighbours of a chain, and what the step is worth; None where it is no step."""
    whole = (2 * gap + pitch) // (2 * pitch)
    unevenness = 1000 * abs(gap - whole * pitch) // pitch
    if not 1 <= whole <= 5 or unevenness > 300:
        return None
    return whole, 1000 - unevenness - 350 * (whole - 1)


def _longest_chain(places: list[int], pitch: int) -> tuple[list[int], list[int]]:
    chains: list[tuple[int, list[int], list[int]]] = []
    for i in range(len(places)):
        best = (1000, [i], [0])
        for j in reversed(range(i)):
            step = step_score(places[i] - places[j], pitch)
            if step is not None and chains[j][0] + step[1] > best[0]:
                score, members, steps = chains[j]
                best = (score + step[1], [*members, i], [*steps, steps[-1] + step[0]])
        chains.append(best)
    _, members, steps = max(chains, key=lambda chain: chain[0], default=(0, [], []))
    return members, steps


def marks_between(
    bars: NDArray[np.int32],
    lefts_px1024: Places,
    rights_px1024: Places,
    span: int,
    first_place: int,
    places: int,
) -> NDArray[np.bool_]:
    marked = np.zeros((len(lefts_px1024), len(rights_px1024), places), np.bool_)
    for i, j in product(range(len(lefts_px1024)), range(len(rights_px1024))):
        (start_row, start_col), end = lefts_px1024[i].tolist(), rights_px1024[j].tolist()
        down, pitch = (end[0] - start_row) * 1024 // span, (end[1] - start_col) * 1024 // span
        for top, bottom, left, right in bars.tolist():
            row, col = (top + bottom - 1) * 512, (left + right - 1) * 512
            for place in range(places):
                if pitch <= 0:
                    continue
                along = (col - start_col) * 1024 // pitch - first_place
                line_row = start_row + down * (place * 1024 + first_place) // 1024
                beside = along - place * 1024
                near_along = -512 <= beside < 512 and abs(beside) <= 256
                marked[i, j, place] |= near_along and 5 * abs(row - line_row) <= pitch
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
    places = [((bar[0] + bar[1] - 1) * 512, bar[edge] * 1024) for bar in bars.tolist()]
    if len(places) < 8 or len(slopes_px1024) == 0:
        return nothing
    marks = _merged(sorted(_on_straightest_line(places, slopes_px1024.tolist(), near_px1024), key=_row), apart_px1024)
    gaps = sorted(b[0] - a[0] for a, b in pairwise(marks) if gaps_px1024[0] < b[0] - a[0] < gaps_px1024[1])
    pitch = (gaps[(len(gaps) - 1) // 2] + gaps[len(gaps) // 2]) // 2 if len(gaps) >= 4 else 0
    if pitch < 1:
        return nothing
    members, index = _longest_chain([row for row, _ in marks], pitch)
    if len(members) < 8:
        return nothing
    rows, edges = zip(*(marks[member] for member in members), strict=True)
    pitch = (rows[-1] - rows[0]) // index[-1]
    steady = _steady_edges(index, list(edges), 6 * pitch // 100)
    return np.array(index, np.int64), np.stack([np.array(rows, np.int64), np.array(steady, np.int64)], axis=1)


def _row(place: tuple[int, int]) -> int:
    return place[0]


def _on_straightest_line(places: list[tuple[int, int]], slopes: list[int], near: int) -> list[tuple[int, int]]:
    best: tuple[int, list[int], list[int]] = (0, [], [])
    for slope in slopes:
        crossings = [col - slope * (row - places[0][0]) // 1024 for row, col in places]
        bins = [(crossing - min(crossings)) // near for crossing in crossings]
        for first in range(max(bins) + 1):
            members = [c for c, number in zip(crossings, bins, strict=True) if number in (first, first + 1)]
            if len(members) > best[0]:
                start = min(crossings) + first * near
                best = (len(members), [c - start for c in members], [c - start for c in crossings])
    _, members, crossings = best
    middle = sum(members) // len(members)
    return [place for place, c in zip(places, crossings, strict=True) if 10 * abs(c - middle) < 13 * near]


def _merged(places: list[tuple[int, int]], apart: int) -> list[tuple[int, int]]:
    marks: list[list[tuple[int, int]]] = []
    for place in places:
        if marks and place[0] - marks[-1][-1][0] <= apart:
            marks[-1].append(place)
        else:
            marks.append([place])
    return [(sum(row for row, _ in mark) // len(mark), sum(col for _, col in mark) // len(mark)) for mark in marks]


def _steady_edges(index: list[int], edges: list[int], tolerance: int) -> list[int]:
    count = len(index)
    own = [edge - edges[0] for edge in edges]
    covariance = count * sum(i * edge for i, edge in zip(index, own, strict=True)) - sum(index) * sum(own)
    slope = covariance * 1024 // (count * sum(i * i for i in index) - sum(index) ** 2)
    drift = [slope * i // 1024 for i in index]
    level = [edge - part for edge, part in zip(edges, drift, strict=True)]
    mirrored = [*level[4:0:-1], *level, *level[-2:-6:-1]]
    usual = [sorted(mirrored[i : i + 9])[4] for i in range(count)]
    return [
        edge if abs(here - near) <= tolerance else near + part
        for edge, here, near, part in zip(edges, level, usual, drift, strict=True)
    ]


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
        usual.append([*middle, _twice_median(beside)])
    return np.array(usual, np.int64).reshape(-1, 3)


def _twice_median(values: list[int]) -> int:
    ordered = sorted(values)
    return ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]


def nearest_px(px64: int) -> int:
    return (px64 + 32) // 64


def clear_distances(
    page: Page, centres_px64: Places, rays_px64: Places, dark_level: int, most_steps: int
) -> NDArray[np.int32]:
    steps = np.full((len(centres_px64), len(rays_px64)), -1, np.int32)
    for i, (centre_row, centre_col) in enumerate(centres_px64.tolist()):
        for j, (row, col, row_step, col_step) in enumerate(rays_px64.tolist()):
            for step in range(most_steps):
                r = nearest_px(centre_row + row + step * row_step)
                c = nearest_px(centre_col + col + step * col_step)
                if not (0 <= r < page.shape[0] and 0 <= c < page.shape[1]):
                    break
                if int(page[r, c]) <= dark_level:
                    steps[i, j] = step
                    break
    return steps


def locate_outlines(
    page: Page,
    centres_px64: Places,
    outline_px64: Places,
    inner_px64: Places,
    reach_px: int,
    paper_level: int,
    most_darkness: int,
) -> NDArray[np.int32]:
    found = []
    for centre in centres_px64.tolist():
        outline = [(nearest_px(centre[0] + row), nearest_px(centre[1] + col)) for row, col in outline_px64.tolist()]
        inner = [(nearest_px(centre[0] + row), nearest_px(centre[1] + col)) for row, col in inner_px64.tolist()]
        found.append(_locate_outline(page, outline, inner, reach_px, paper_level, most_darkness))
    return np.array(found, np.int32).reshape(-1, 7)


def _locate_outline(
    page: Page,
    outline: list[tuple[int, int]],
    inner: list[tuple[int, int]],
    reach: int,
    paper: int,
    most: int,
) -> tuple[int, ...]:
    def darkness(points: list[tuple[int, int]], shift: tuple[int, int]) -> int:
        levels = (int(page[row + shift[0], col + shift[1]]) for row, col in points)
        return sum(min(max(paper - level, 0), most) for level in levels)

    height, width = page.shape
    for row, col in [*outline, *inner]:
        if not (reach <= row < height - reach and reach <= col < width - reach):
            return 0, 0, -1, -1, -1, 0, 0
    shifts = [(r, c) for r in range(-reach, reach + 1) for c in range(-reach, reach + 1)]
    values = [darkness(outline, shift) for shift in shifts]
    value, shift = min(zip(values, shifts, strict=True), key=_darkest_then_nearest)
    tried = dict(zip(shifts, values, strict=True))
    around = sum(values) // len(values)
    level = (3 * value + around) // 4
    middles = [
        _middle_of_peak([tried[row, shift[1]] for row in range(-reach, reach + 1)], shift[0] + reach, level),
        _middle_of_peak([tried[shift[0], col] for col in range(-reach, reach + 1)], shift[1] + reach, level),
    ]
    return *shift, value, darkness(inner, shift), around, *middles


def _middle_of_peak(values: list[int], best: int, level: int) -> int:
    low = max((k for k in range(best + 1) if values[k] <= level), default=None)
    high = min((k for k in range(best, len(values)) if values[k] <= level), default=None)
    if low is None or high is None or low == high:
        return 0
    before = 64 * (low - best) + 64 * (level - values[low]) // (values[low + 1] - values[low])
    after = 64 * (high - best) - 64 * (level - values[high]) // (values[high - 1] - values[high])
    return (before + after) // 2


def _darkest_then_nearest(shifted: tuple[int, tuple[int, int]]) -> tuple[int, int]:
    value, (row, col) = shifted
    return -value, row * row + col * col


def locate_prints(
    page: Page,
    centres_px64: Places,
    dark_px64: NDArray[np.int64],
    clear_px64: NDArray[np.int64],
    reach_px: int,
    step_px: int,
    paper_level: int,
    most_darkness: int,
) -> NDArray[np.int32]:
    found = []
    for centre, dark, clear in zip(centres_px64.tolist(), dark_px64.tolist(), clear_px64.tolist(), strict=True):
        likeness = {
            shift: sum(
                sign * _darkness_at(page, centre, point, shift, paper_level, most_darkness)
                for sign, points in ((1, dark), (-1, clear))
                for point in points
            )
            for shift in product(range(-reach_px - 1, reach_px + 2), repeat=2)
        }
        coarse = max(product(range(-reach_px, reach_px + 1, step_px), repeat=2), key=lambda shift: likeness[shift])
        around = [[at for at in range(near - step_px + 1, near + step_px) if abs(at) <= reach_px] for near in coarse]
        row, col = max([coarse, *product(*around)], key=lambda shift: likeness[shift])
        beside = [(row, col), (row - 1, col), (row + 1, col), (row, col - 1), (row, col + 1)]
        dark_there = sum(_darkness_at(page, centre, point, (row, col), paper_level, most_darkness) for point in dark)
        found.append((row, col, *(likeness[shift] for shift in beside), dark_there))
    return np.array(found, np.int32).reshape(-1, 8)


def _darkness_at(
    page: Page, centre: list[int], point: list[int], shift: tuple[int, ...], paper_level: int, most_darkness: int
) -> int:
    row, col = (nearest_px(centre[axis] + point[axis]) + shift[axis] for axis in (0, 1))
    if not (0 <= row < page.shape[0] and 0 <= col < page.shape[1]):
        return 0
    return min(max(paper_level - int(page[row, col]), 0), most_darkness)


def measure_targets(
    page: Page, centres_px64: Places, form_of: Places, forms: Places, paper_level: int
) -> NDArray[np.int64]:
    gray = page.astype(int)
    seen = [
        _measure_target(gray <= forms[form, 11], paper_level - gray, tuple(centre), tuple(forms[form, :11].tolist()))
        for centre, form in zip(centres_px64.tolist(), form_of.tolist(), strict=True)
    ]
    return np.array(seen, np.int64).reshape(-1, 16)


def _measure_target(
    inked: NDArray[np.bool_], darker: Places, centre: tuple[int, ...], form: tuple[int, ...]
) -> tuple[int, ...]:
    along_row, along_col, across_row, across_col, *half, radius, row_reach, col_reach, permille, run = form
    inside = np.zeros(inked.shape, bool)
    cells: dict[int, list[bool]] = {}
    for row, col in product(range(inked.shape[0]), range(inked.shape[1])):
        if abs(row - nearest_px(centre[0])) > row_reach or abs(col - nearest_px(centre[1])) > col_reach:
            continue
        down, right = row * 64 - centre[0], col * 64 - centre[1]
        along, across = along_row * down + along_col * right, across_row * down + across_col * right
        if max(abs(along) - half[0], 0) ** 2 + max(abs(across) - half[1], 0) ** 2 > radius**2:
            continue
        inside[row, col] = True
        quarter, third = (half[0] + radius) // 2, (half[1] + radius) // 3
        cell = sum(along >= edge for edge in (-quarter, 0, quarter))
        cells.setdefault(cell + 4 * sum(across >= edge for edge in (-third, third)), []).append(inked[row, col])
    ink = inside & inked
    counts = int(ink.sum()), int(inside.sum()), int(darker[inside].sum())
    if not ink.any() or 1000 * counts[0] < permille * counts[1]:
        return *counts, *[0] * 13
    bits = sum(1 << cell for cell, of in cells.items() if any(of) and 10 * sum(of) >= len(of))
    places = [(int(row), int(col)) for row, col in np.argwhere(ink)]
    moments = [_moment(places, *axes) for axes in ((0, 0), (1, 1), (0, 1))]
    runs = [count for lines in (ink, ink.T) for count in (int(lines.any(axis=1).sum()), sum(map(_runs, lines)))]
    return (
        *counts,
        int(darker[ink].sum()),
        bits,
        *moments,
        *runs,
        *_on_lines(inked, inside, run),
        *map(sum, zip(*places, strict=True)),
    )


def _runs(line: NDArray[np.bool_]) -> int:
    return len(dark_runs(line))


def _moment(places: list[tuple[int, int]], one: int, other: int) -> int:
    products = sum(place[one] * place[other] for place in places)
    return len(places) * products - sum(place[one] for place in places) * sum(place[other] for place in places)


def _on_lines(inked: NDArray[np.bool_], inside: NDArray[np.bool_], run: int) -> tuple[int, int]:
    if run == 0:
        return 0, 0
    down = _on_lines_down(inked, inside, run)
    across = _on_lines_down(inked.T, inside.T, run).T
    return int((down & inside & inked).sum()), int((across & ~down & inside & inked).sum())


def _on_lines_down(inked: NDArray[np.bool_], inside: NDArray[np.bool_], run: int) -> NDArray[np.bool_]:
    rows, cols = (np.flatnonzero(inside.any(axis=axis)).tolist() for axis in (1, 0))
    top, bottom, left, right = rows[0], rows[-1] + 1, cols[0], cols[-1] + 1
    middle = (top + bottom) // 2
    wide = np.pad(inked, run + 200)
    beside = wide | np.roll(wide, 1, axis=1) | np.roll(wide, -1, axis=1)
    found = np.zeros(inked.shape, bool)
    for drift in range(-8, 9, 2):
        strays = (bottom - top) * abs(drift) // 128 + 1
        for first in range(left - strays, right + strays):
            line = [(row, first + ((row - middle) * drift + 32) // 64) for row in range(top - run, bottom + run)]
            near = [bool(beside[row + run + 200, col + run + 200]) for row, col in line]
            if max(near[:run].count(False), near[-run:].count(False)) <= run // 4:
                on_it = [place for place in line[run:-run] if left <= place[1] < right]
                found[[row for row, _ in on_it], [col for _, col in on_it]] = True
    return found


def follow_strokes(
    page: Page, starts_px64: Places, steps_px64: Places, gap_px: int, most_px: int, ink_level: int
) -> NDArray[np.int32]:
    inked = {(int(row), int(col)) for row, col in np.argwhere(page.astype(int) <= ink_level)}
    reached = []
    for start, step in zip(starts_px64.tolist(), steps_px64.tolist(), strict=True):
        for sign in (1, -1):
            last = 0
            for number in range(1, most_px + 1):
                row, col = (nearest_px(start[axis] + sign * number * step[axis]) for axis in (0, 1))
                if inked & {(row, col), (row - 1, col), (row + 1, col), (row, col - 1), (row, col + 1)}:
                    last = number
                if number - last > gap_px:
                    break
            reached.append(last)
    return np.array(reached, np.int32).reshape(-1, 2)


def stroke_cells(page: Page, corners_px64: Places, cell_px: int, least_cells: int, ink_level: int) -> NDArray[np.int64]:
    inked = page.astype(int) <= ink_level
    counts = [_strokes_of(inked, np.array(corners), cell_px, least_cells) for corners in corners_px64.tolist()]
    return np.array(counts, np.int64).reshape(-1, 2)


def _strokes_of(inked: NDArray[np.bool_], corners: Places, cell_px: int, least_cells: int) -> tuple[int, int]:
    across, down = corners[1] - corners[0], corners[2] - corners[0]
    wide, deep = (int(np.hypot(*edge) / 64 + 0.5) for edge in (across, down))
    if not wide or not deep:
        return 0, 0
    above = deep // 2
    samples = np.zeros((deep + 2 * above, wide), bool)
    for i, j in np.ndindex(samples.shape):
        place = corners[0] + down * (2 * (i - above) + 1) // (2 * deep) + across * (2 * j + 1) // (2 * wide)
        row, col = (nearest_px(int(part)) for part in place)
        samples[i, j] = 0 <= row < inked.shape[0] and 0 <= col < inked.shape[1] and inked[row, col]
    area = samples[above : above + deep]
    on_line = _near_lines(area, (wide + 1) // 2) | _near_lines(samples.T, len(samples)).T[above : above + deep]
    free = area & ~on_line
    cells = {
        (i, j)
        for i, j in product(range(-(-deep // cell_px)), range(-(-wide // cell_px)))
        if free[i * cell_px : (i + 1) * cell_px, j * cell_px : (j + 1) * cell_px].sum() >= max(2, cell_px**2 // 8)
    }
    sizes = []
    while cells:
        stroke, fresh = set(), {cells.pop()}
        while fresh:
            stroke |= fresh
            fresh = {one for one in cells if any(max(abs(one[0] - i), abs(one[1] - j)) <= 1 for i, j in fresh)}
            cells -= fresh
        sizes.append(len(stroke))
    return sum(size for size in sizes if size >= least_cells), int((area & on_line).sum())


def _near_lines(inked: NDArray[np.bool_], least_length: int) -> NDArray[np.bool_]:
    """What lies on, or beside, a line from left to right."""
    rows, cols = inked.shape
    padded = np.pad(inked, ((1, 1), (0, 0)))
    near = padded[:-2] | padded[1:-1] | padded[2:]
    found = np.zeros_like(inked)
    for drift in range(-8, 9):
        strays = cols * abs(drift) // 128 + 1
        for first in range(-strays, rows + strays):
            line = [(first + ((col - cols // 2) * drift + 32) // 64, col) for col in range(cols)]
            line = [(row, col) for row, col in line if 0 <= row < rows]
            if len(line) < least_length or 4 * sum(near[place] for place in line) < 3 * len(line):
                continue
            for row, col in line:
                found[max(0, row - 1) : row + 2, col] = True
    return found
