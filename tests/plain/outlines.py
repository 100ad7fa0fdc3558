"""Plain twins of the kernels that find printed outlines and other print."""

from itertools import product

import numpy as np
from numpy.typing import NDArray

from kernels import columns
from tests.plain.records import record

Page = NDArray[np.uint8]
Places = NDArray[np.int64]


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
    return np.array(found, np.int32).reshape(-1, columns.OUTLINE_COLUMNS)


def _locate_outline(
    page: Page,
    outline: list[tuple[int, int]],
    inner: list[tuple[int, int]],
    reach: int,
    paper: int,
    most: int,
) -> list[int]:
    def darkness(points: list[tuple[int, int]], shift: tuple[int, int]) -> int:
        levels = (int(page[row + shift[0], col + shift[1]]) for row, col in points)
        return sum(min(max(paper - level, 0), most) for level in levels)

    height, width = page.shape
    for row, col in [*outline, *inner]:
        if not (reach <= row < height - reach and reach <= col < width - reach):
            unseen = dict.fromkeys((columns.ON_OUTLINE, columns.ON_INNER, columns.AROUND), -1)
            return record(columns.OUTLINE_COLUMNS, unseen)
    shifts = [(r, c) for r in range(-reach, reach + 1) for c in range(-reach, reach + 1)]
    values = [darkness(outline, shift) for shift in shifts]
    value, shift = min(zip(values, shifts, strict=True), key=_darkest_then_nearest)
    tried = dict(zip(shifts, values, strict=True))
    around = sum(values) // len(values)
    level = (3 * value + around) // 4
    down = [tried[row, shift[1]] for row in range(-reach, reach + 1)]
    across = [tried[shift[0], col] for col in range(-reach, reach + 1)]
    return record(
        columns.OUTLINE_COLUMNS,
        {
            columns.SHIFT_ROWS: shift[0],
            columns.SHIFT_COLS: shift[1],
            columns.ON_OUTLINE: value,
            columns.ON_INNER: darkness(inner, shift),
            columns.AROUND: around,
            columns.MIDDLE_ROWS: _middle_of_peak(down, shift[0] + reach, level),
            columns.MIDDLE_COLS: _middle_of_peak(across, shift[1] + reach, level),
        },
    )


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
        seen = {
            columns.SHIFT_ROWS: row,
            columns.SHIFT_COLS: col,
            columns.LIKENESS: likeness[row, col],
            columns.ABOVE: likeness[row - 1, col],
            columns.BELOW: likeness[row + 1, col],
            columns.LEFT_OF: likeness[row, col - 1],
            columns.RIGHT_OF: likeness[row, col + 1],
            columns.DARK_POINTS: sum(
                _darkness_at(page, centre, point, (row, col), paper_level, most_darkness) for point in dark
            ),
        }
        found.append(record(columns.PRINT_COLUMNS, seen))
    return np.array(found, np.int32).reshape(-1, columns.PRINT_COLUMNS)


def _darkness_at(
    page: Page, centre: list[int], point: list[int], shift: tuple[int, ...], paper_level: int, most_darkness: int
) -> int:
    row, col = (nearest_px(centre[axis] + point[axis]) + shift[axis] for axis in (0, 1))
    if not (0 <= row < page.shape[0] and 0 <= col < page.shape[1]):
        return 0
    return min(max(paper_level - int(page[row, col]), 0), most_darkness)


def longest_dark_runs(page: Page, centres_px64: Places, ring_px64: Places, dark_level: int) -> Places:
    longest = []
    for centre in centres_px64.tolist():
        dark = [_pixel_near(page, centre, point) <= dark_level for point in ring_px64.tolist()]
        around = "".join("x" if one else " " for one in dark + dark)
        longest.append(min(len(dark), max(map(len, around.split()), default=0)))
    return np.array(longest, np.int64)


def light_points(page: Page, centres_px64: Places, ring_px64: Places, dark_level: int) -> NDArray[np.bool_]:
    dark = np.zeros((page.shape[0] + 2, page.shape[1] + 2), bool)
    dark[1:-1, 1:-1] = page <= dark_level
    light = np.ones((len(centres_px64), len(ring_px64)), bool)
    for (i, centre), (k, point) in product(enumerate(centres_px64.tolist()), enumerate(ring_px64.tolist())):
        row, col = (nearest_px(centre[axis] + point[axis]) + 1 for axis in (0, 1))
        light[i, k] = not dark[max(row - 1, 0) : max(row + 2, 0), max(col - 1, 0) : max(col + 2, 0)].any()
    return light


def _pixel_near(page: Page, centre: list[int], point: list[int]) -> int:
    places = [nearest_px(centre[axis] + point[axis]) for axis in (0, 1)]
    row, col = (sorted((0, place, page.shape[axis] - 1))[1] for axis, place in enumerate(places))
    return int(page[row, col])
