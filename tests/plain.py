"""Plain twins of the kernels: the same answers from what the docstrings say, slowly and without tricks."""

from itertools import product

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


def longest_chain(places: Places, pitch: int) -> tuple[Places, Places]:
    chains: list[tuple[int, list[int], list[int]]] = []
    for i in range(len(places)):
        best = (1000, [i], [0])
        for j in reversed(range(i)):
            step = step_score(int(places[i]) - int(places[j]), pitch)
            if step is not None and chains[j][0] + step[1] > best[0]:
                score, members, steps = chains[j]
                best = (score + step[1], [*members, i], [*steps, steps[-1] + step[0]])
        chains.append(best)
    _, members, steps = max(chains, key=lambda chain: chain[0], default=(0, [], []))
    return np.array(members, np.int64), np.array(steps, np.int64)


def bars_on_lines(bars: NDArray[np.int32], lines_px64: Places, first_place: int, places: int) -> NDArray[np.bool_]:
    marked = np.zeros((len(lines_px64), places), np.bool_)
    for i, (start_row, start_col, down, pitch) in enumerate(lines_px64.tolist()):
        for top, bottom, left, right in bars.tolist():
            row, col = (top + bottom - 1) * 32, (left + right - 1) * 32
            for place in range(places):
                if pitch <= 0:
                    continue
                along = (col - start_col) * 1024 // pitch - first_place
                line_row = start_row + down * (place * 1024 + first_place) // 1024
                beside = along - place * 1024
                near_along = -512 <= beside < 512 and abs(beside) <= 256
                marked[i, place] |= near_along and 5 * abs(row - line_row) <= pitch
    return marked


def straightest_line(places_px64: Places, slopes_px1024: Places, near_px64: int) -> NDArray[np.bool_]:
    if 0 in (len(places_px64), len(slopes_px1024)):
        return np.zeros(len(places_px64), np.bool_)
    best: tuple[int, list[int], list[int]] = (0, [], [])
    for slope in slopes_px1024.tolist():
        crossings = [col - slope * (row - int(places_px64[0, 0])) // 1024 for row, col in places_px64.tolist()]
        bins = [(crossing - min(crossings)) // near_px64 for crossing in crossings]
        for first in range(max(bins) + 1):
            members = [c for c, number in zip(crossings, bins, strict=True) if number in (first, first + 1)]
            if len(members) > best[0]:
                best = (len(members), members, crossings)
    _, members, crossings = best
    middle = min(members) + sum(c - min(members) for c in members) // len(members)
    return np.array([10 * abs(crossing - middle) < 13 * near_px64 for crossing in crossings])


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
    return np.array(found, np.int32).reshape(-1, 5)


def _locate_outline(
    page: Page,
    outline: list[tuple[int, int]],
    inner: list[tuple[int, int]],
    reach: int,
    paper: int,
    most: int,
) -> tuple[int, int, int, int, int]:
    def darkness(points: list[tuple[int, int]], shift: tuple[int, int]) -> int:
        levels = (int(page[row + shift[0], col + shift[1]]) for row, col in points)
        return sum(min(max(paper - level, 0), most) for level in levels)

    height, width = page.shape
    for row, col in [*outline, *inner]:
        if not (reach <= row < height - reach and reach <= col < width - reach):
            return 0, 0, -1, -1, -1
    shifts = [(r, c) for r in range(-reach, reach + 1) for c in range(-reach, reach + 1)]
    values = [darkness(outline, shift) for shift in shifts]
    value, shift = min(zip(values, shifts, strict=True), key=_darkest_then_nearest)
    return *shift, value, darkness(inner, shift), sum(values) // len(values)


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


def stadium_ink(
    page: Page,
    centres_px64: Places,
    to_unit: Places,
    core: tuple[int, int],
    radius: int,
    reach_px: tuple[int, int],
    ink_level: int,
) -> NDArray[np.int64]:
    (along_row, along_col), (across_row, across_col) = to_unit.tolist()
    counts = []
    for centre_row, centre_col in centres_px64.tolist():
        cells: dict[tuple[int, ...], list[bool]] = {}
        places: list[tuple[int, int]] = []
        for (row, col), level in np.ndenumerate(page):
            beyond_reach = abs(row - nearest_px(centre_row)) > reach_px[0]
            if beyond_reach or abs(col - nearest_px(centre_col)) > reach_px[1]:
                continue
            down, right = row * 64 - centre_row, col * 64 - centre_col
            along = (along_row * down + along_col * right) // 1024
            across = (across_row * down + across_col * right) // 1024
            if max(abs(along) - core[0], 0) ** 2 + max(abs(across) - core[1], 0) ** 2 > radius**2:
                continue
            cell = tuple(
                parts * (place + half + radius) // (2 * (half + radius) + 1)
                for parts, place, half in ((4, along, core[0]), (3, across, core[1]))
            )
            cells.setdefault(cell, []).append(int(level) <= ink_level)
            if level <= ink_level:
                places.append((row, col))
        inked_cells = sum(any(inked) and 10 * sum(inked) >= len(inked) for inked in cells.values())
        moments = [_moment(places, 0, 0), _moment(places, 1, 1), _moment(places, 0, 1)]
        counts.append((len(places), sum(map(len, cells.values())), inked_cells, *moments))
    return np.array(counts, np.int64).reshape(-1, 6)


def _moment(places: list[tuple[int, int]], one: int, other: int) -> int:
    products = sum(place[one] * place[other] for place in places)
    return len(places) * products - sum(place[one] for place in places) * sum(place[other] for place in places)


def box_ink(page: Page, corners_px64: Places, ink_level: int) -> NDArray[np.int32]:
    counts = np.zeros((len(corners_px64), 2), np.int32)
    for i, ((top, left), top_right, bottom_left) in enumerate(corners_px64.tolist()):
        across_row, across_col = top_right[0] - top, top_right[1] - left
        down_row, down_col = bottom_left[0] - top, bottom_left[1] - left
        area = down_row * across_col - down_col * across_row
        for (row, col), level in np.ndenumerate(page):
            r, c = row * 64 - top, col * 64 - left
            # how far down and across the box the pixel lies, as shares of `area`
            down, across = r * across_col - c * across_row, c * down_row - r * down_col
            if area < 0:
                down, across = -down, -across
            if 0 <= down < abs(area) and 0 <= across < abs(area):
                counts[i] += (int(level) <= ink_level, 1)
    return counts


def crossing_lines(page: Page, boxes_px: NDArray[np.int32], run_px: int, ink_level: int) -> NDArray[np.int32]:
    inked = page.astype(int) <= ink_level
    return np.array([_inked_on_lines(inked, tuple(box), run_px) for box in boxes_px.tolist()], np.int32).reshape(-1)


def _inked_on_lines(inked: NDArray[np.bool_], box: tuple[int, int, int, int], run: int) -> int:
    top, bottom, left, right = box
    # the run beyond the box, and one pixel more to look at beside a line
    if min(top, left) - run < 1 or bottom + run >= inked.shape[0] - 1 or right + run >= inked.shape[1] - 1:
        return 0
    on_line = np.zeros((bottom - top, right - left), bool)
    for col in range(left, right):
        on_line[:, col - left] |= _runs_on(inked[:, col - 1 : col + 2].T, top, bottom, run)
    for row in range(top, bottom):
        on_line[row - top] |= _runs_on(inked[row - 1 : row + 2], left, right, run)
    return int((on_line & inked[top:bottom, left:right]).sum())


def _runs_on(three_lines: NDArray[np.bool_], first: int, last: int, run: int) -> bool:
    inked = [any(across) for across in three_lines.T.tolist()]
    before, after = inked[first - run : first], inked[last : last + run]
    return 4 * sum(before) >= 3 * run and 4 * sum(after) >= 3 * run


def ink_pictures(
    page: Page,
    centres_px64: Places,
    to_cells: Places,
    half_window: tuple[int, int],
    reach_px: tuple[int, int],
    paper_level: int,
    ink_level: int,
) -> NDArray[np.int64]:
    matrix = to_cells.tolist()
    pictures = np.zeros((len(centres_px64), 48), np.int64)
    for picture, (at_row, at_col) in zip(pictures, centres_px64.tolist(), strict=True):
        pixels = []
        for row, col in product(range(page.shape[0]), range(page.shape[1])):
            near = abs(row - ((at_row + 32) >> 6)) <= reach_px[0] and abs(col - ((at_col + 32) >> 6)) <= reach_px[1]
            offset = 64 * row - at_row, 64 * col - at_col
            down, across = ((line[0] * offset[0] + line[1] * offset[1]) >> 10 for line in matrix)
            if near and abs(down) <= half_window[0] and abs(across) <= half_window[1]:
                pixels.append((down, across, int(page[row, col])))
        inked = sorted(level for _, _, level in pixels if level <= ink_level)
        if inked:
            share_out(pixels, max(paper_level - inked[(len(inked) - 1) // 2], 1), half_window, paper_level, picture)
    return pictures


def share_out(
    pixels: list[tuple[int, int, int]],
    depth: int,
    half_window: tuple[int, int],
    paper_level: int,
    picture: NDArray[np.int64],
) -> None:
    weighed = []
    for down, across, level in pixels:
        weight = min(max(256 * (4 * (paper_level - level) - depth) // (2 * depth), 0), 256)
        inside = min(half_window[0] - abs(down), half_window[1] - abs(across), 65536)
        weighed.append((down, across, weight * inside // 65536))
    mass = sum(weight for _, _, weight in weighed)
    if not mass:
        return
    # the middles of the picture's first row and column
    top = sum(weight * down for down, _, weight in weighed) // mass - 5 * 32768
    left = sum(weight * across for _, across, weight in weighed) // mass - 7 * 32768
    for down, across, weight in weighed:
        y, x = (down - top) // 256, (across - left) // 256
        for row, col in product(range(6), range(8)):
            picture[8 * row + col] += weight * max(0, 256 - abs(y - 256 * row)) * max(0, 256 - abs(x - 256 * col))


def alike_sheets(
    own: Places, own_targets: Places, sketches: Places, starts: Places, targets: Places, least_permille: int
) -> Places:
    mine = {mark >> 48: mark for mark in own.tolist()}
    found = []
    for sheet, words in enumerate(targets.tolist()):
        marks = sketches[starts[sheet] : starts[sheet + 1]].tolist()
        shared = sum(bin(a & b).count("1") for a, b in zip(own_targets.tolist(), words, strict=True))
        if shared == 0 or 3 * shared < 2 * max(len(mine), len(marks)):
            continue
        equal = [48 - bin((mark ^ mine[mark >> 48]) % 2**48).count("1") for mark in marks if mark >> 48 in mine]
        so_far = [(sum(equal[:n]), 48 * n) for n in range(4, len(equal) + 1)]
        if any(1000 * agree < (least_permille - 120) * bits for agree, bits in so_far):
            continue
        if 1000 * sum(equal) >= least_permille * 48 * len(equal):
            found.append(sheet)
    return np.array(found, np.int64)
