"""Plain twins of the kernels that look at levels and colours in forms."""

from itertools import product

import numpy as np
from numpy.typing import NDArray

from kernels import columns
from tests.plain.outlines import nearest_px

Page = NDArray[np.uint8]
Places = NDArray[np.int64]


def level_quantiles(
    page: Page, centres_px64: Places, form_of: Places, forms: Places, step_px: int, permilles: Places
) -> Places:
    found = []
    for centre, form in zip(centres_px64.tolist(), form_of.tolist(), strict=True):
        inside = _inside((page.shape[0], page.shape[1]), centre, forms[form].tolist())
        seen = sorted(int(page[row, col]) for row, col in inside if row % step_px == 0 and col % step_px == 0)
        found.append([_quantile(seen, permille) for permille in permilles.tolist()])
    return np.array(found, np.int64).reshape(len(centres_px64), len(permilles))


def departing_pixels(
    first: Page, second: Page, centres_px64: Places, form_of: Places, forms: Places, colours: Places, most_apart: int
) -> Places:
    found = []
    for place, (centre, form) in enumerate(zip(centres_px64.tolist(), form_of.tolist(), strict=True)):
        inside = _inside((first.shape[0], first.shape[1]), centre, forms[form].tolist())
        expected = [colour for colour in colours[place].tolist() if colour[0] >= 0]
        departing = [
            pixel
            for pixel in inside
            if all(
                abs(int(first[pixel]) - one) > most_apart or abs(int(second[pixel]) - other) > most_apart
                for one, other in expected
            )
        ]
        found.append([len(departing), len(inside)])
    return np.array(found, np.int64).reshape(-1, 2)


def _quantile(levels: list[int], permille: int) -> int:
    return next((level for n, level in enumerate(levels, start=1) if 1000 * n >= permille * len(levels)), -1)


def _inside(shape: tuple[int, int], centre: list[int], form: list[int]) -> list[tuple[int, int]]:
    half_length, half_depth, radius = form[columns.HALF_LENGTH], form[columns.HALF_DEPTH], form[columns.RADIUS]
    inside = []
    for row, col in product(range(shape[0]), range(shape[1])):
        if abs(row - nearest_px(centre[0])) > form[columns.ROW_REACH]:
            continue
        if abs(col - nearest_px(centre[1])) > form[columns.COL_REACH]:
            continue
        down, right = row * 64 - centre[0], col * 64 - centre[1]
        along = form[columns.ALONG_BY_ROW] * down + form[columns.ALONG_BY_COL] * right
        across = form[columns.ACROSS_BY_ROW] * down + form[columns.ACROSS_BY_COL] * right
        if max(abs(along) - half_length, 0) ** 2 + max(abs(across) - half_depth, 0) ** 2 <= radius**2:
            inside.append((row, col))
    return inside
