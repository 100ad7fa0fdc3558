"""Plain twins of the kernels that measure the ink of targets and write-in areas."""

from itertools import product

import numpy as np
from numpy.typing import NDArray

from kernels import columns
from tests.plain.marks import dark_runs
from tests.plain.outlines import nearest_px
from tests.plain.records import record

Page = NDArray[np.uint8]
Places = NDArray[np.int64]


def measure_targets(
    page: Page, centres_px64: Places, form_of: Places, forms: Places, paper_level: int
) -> NDArray[np.int64]:
    gray = page.astype(int)
    seen = [
        _measure_target(gray <= forms[form, columns.INK_LEVEL], paper_level - gray, centre, forms[form].tolist())
        for centre, form in zip(centres_px64.tolist(), form_of.tolist(), strict=True)
    ]
    return np.array(seen, np.int64).reshape(-1, columns.TARGET_COLUMNS)


def _measure_target(inked: NDArray[np.bool_], darker: Places, centre: list[int], form: list[int]) -> list[int]:
    half_length, half_depth, radius = form[columns.HALF_LENGTH], form[columns.HALF_DEPTH], form[columns.RADIUS]
    inside = np.zeros(inked.shape, bool)
    cells: dict[int, list[bool]] = {}
    for row, col in product(range(inked.shape[0]), range(inked.shape[1])):
        if abs(row - nearest_px(centre[0])) > form[columns.ROW_REACH]:
            continue
        if abs(col - nearest_px(centre[1])) > form[columns.COL_REACH]:
            continue
        down, right = row * 64 - centre[0], col * 64 - centre[1]
        along = form[columns.ALONG_BY_ROW] * down + form[columns.ALONG_BY_COL] * right
        across = form[columns.ACROSS_BY_ROW] * down + form[columns.ACROSS_BY_COL] * right
        if max(abs(along) - half_length, 0) ** 2 + max(abs(across) - half_depth, 0) ** 2 > radius**2:
            continue
        inside[row, col] = True
        quarter, third = (half_length + radius) // 2, (half_depth + radius) // 3
        cell = sum(along >= edge for edge in (-quarter, 0, quarter))
        cells.setdefault(cell + 4 * sum(across >= edge for edge in (-third, third)), []).append(inked[row, col])
    ink = inside & inked
    seen = {
        columns.INKED: int(ink.sum()),
        columns.PIXELS: int(inside.sum()),
        columns.DARKNESS: int(darker[inside].sum()),
    }
    if ink.any() and 1000 * seen[columns.INKED] >= form[columns.CLOSER_PERMILLE] * seen[columns.PIXELS]:
        seen[columns.CELLS] = sum(1 << cell for cell, of in cells.items() if any(of) and 10 * sum(of) >= len(of))
        seen |= _closer(ink, darker)
        down_lines, across_lines = _on_lines(inked, inside, form[columns.LINE_RUN_PX])
        seen |= {columns.DOWN_LINES: down_lines, columns.ACROSS_LINES: across_lines}
    return record(columns.TARGET_COLUMNS, seen)


def _closer(ink: NDArray[np.bool_], darker: Places) -> dict[int, int]:
    """How the ink lies, by column."""
    places = [(int(row), int(col)) for row, col in np.argwhere(ink)]
    return {
        columns.INK_DARKNESS: int(darker[ink].sum()),
        columns.ROW_MOMENT: _moment(places, 0, 0),
        columns.COL_MOMENT: _moment(places, 1, 1),
        columns.BOTH_MOMENT: _moment(places, 0, 1),
        columns.INKED_ROWS: int(ink.any(axis=1).sum()),
        columns.ROW_RUNS: sum(map(_runs, ink)),
        columns.INKED_COLS: int(ink.any(axis=0).sum()),
        columns.COL_RUNS: sum(map(_runs, ink.T)),
        columns.ROW_SUM: sum(row for row, _ in places),
        columns.COL_SUM: sum(col for _, col in places),
    }


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
    on_line = near_lines(area, (wide + 1) // 2) | near_lines(samples.T, len(samples)).T[above : above + deep]
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


def near_lines(inked: NDArray[np.bool_], least_length: int) -> NDArray[np.bool_]:
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
