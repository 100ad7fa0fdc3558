"""Targets whose outline has a gap: what looks like the targets found and stands in a column or row with them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from imaging.ink_levels import LITTLE_PRINT, measure_ink_levels
from imaging.learning.outlines import ClosedOutline

LOOKED_AT_DPI = 200
AROUND_IN = 0.03
LEAST_ALIKE = 0.72
"""Correlation with the middle one of the targets found."""
LEAST_CLEAR = 0.9
"""Of the inside that is as light as theirs."""
SAME_COLUMN_IN = 0.025
SAME_ROW_IN = 0.02
MOST_EXAMPLES = 25

Gray = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class PageAlike:
    """An upright page, uint8 (H, W), at `LOOKED_AT_DPI`; the level below which it is print."""

    gray: Gray
    ink_level: int

    @classmethod
    def of(cls, gray: Gray, dpi: float) -> "PageAlike":
        """The page made as large or small as it is looked at."""
        way = cv2.INTER_AREA if dpi > LOOKED_AT_DPI else cv2.INTER_CUBIC
        factor = LOOKED_AT_DPI / dpi
        scaled = gray if factor == 1 else cv2.resize(gray, None, fx=factor, fy=factor, interpolation=way)
        return cls(np.asarray(scaled, np.uint8), measure_ink_levels(gray, LITTLE_PRINT).ink_level)


def find_alike(
    page: PageAlike, members: Sequence[ClosedOutline], known: Sequence[ClosedOutline]
) -> list[ClosedOutline]:
    """Find outlines like the members (of one size, at least two) elsewhere than the known ones."""
    width, height = (float(np.median([getattr(one, side) for one in members])) for side in ("width_in", "height_in"))
    example = _example(page, members, width, height)
    if example is None or min(np.array(page.gray.shape) - example.shape) < 1:
        return []
    alike = cv2.matchTemplate(page.gray, example, cv2.TM_CCOEFF_NORMED)
    typical = sorted(members, key=lambda one: one.likeness)[len(members) // 2]
    taken = list(known)
    found: list[ClosedOutline] = []
    for row, col in _peaks(np.asarray(alike, np.float32), example.shape):
        x_in = (col + example.shape[1] / 2) / LOOKED_AT_DPI
        y_in = (row + example.shape[0] / 2) / LOOKED_AT_DPI
        one = replace(typical, x_in=x_in, y_in=y_in, width_in=width, height_in=height, alone=True)
        if _in_line_with(one, members) and not _stands_on(one, taken) and _is_clear(page, row, col, example):
            taken.append(one)
            found.append(one)
    return found


def _example(page: PageAlike, members: Sequence[ClosedOutline], width_in: float, height_in: float) -> Gray | None:
    """The middle one, pixel by pixel, of the members: what stands beside only some of them is not in it."""
    half = [max(2, round((size / 2 + AROUND_IN) * LOOKED_AT_DPI)) for size in (height_in, width_in)]
    size = 2 * half[1] + 1, 2 * half[0] + 1
    several = sorted(members, key=lambda one: -one.likeness)[:MOST_EXAMPLES]
    cut = [
        cv2.getRectSubPix(page.gray, size, (one.x_in * LOOKED_AT_DPI - 0.5, one.y_in * LOOKED_AT_DPI - 0.5))
        for one in several
    ]
    middle = np.median(np.stack(cut), axis=0).astype(np.uint8)
    return middle if np.ptp(middle) > 8 else None


def _peaks(alike: NDArray[np.float32], size: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """Row and column of each place that is more alike than all around it, the most alike first."""
    around = cv2.dilate(alike, np.ones((max(3, size[0] // 2 * 2 + 1), max(3, size[1] // 2 * 2 + 1)), np.uint8))
    rows, cols = np.nonzero((alike >= around) & (alike >= LEAST_ALIKE))
    order = np.argsort(-alike[rows, cols])
    yield from zip(rows[order].tolist(), cols[order].tolist(), strict=True)


def _in_line_with(one: ClosedOutline, members: Sequence[ClosedOutline]) -> bool:
    return any(
        abs(one.x_in - other.x_in) <= SAME_COLUMN_IN or abs(one.y_in - other.y_in) <= SAME_ROW_IN for other in members
    )


def _stands_on(one: ClosedOutline, others: Sequence[ClosedOutline]) -> bool:
    return any(
        abs(one.x_in - other.x_in) < (one.width_in + other.width_in) / 2
        and abs(one.y_in - other.y_in) < (one.height_in + other.height_in) / 2
        for other in others
    )


def _is_clear(page: PageAlike, row: int, col: int, example: Gray) -> bool:
    """Whether no print stands where the example has none, inside."""
    height, width = example.shape
    quarter = slice(height // 3, height - height // 3), slice(width // 4, width - width // 4)
    inside = page.gray[row : row + height, col : col + width][quarter]
    return bool(np.mean(inside > page.ink_level) >= LEAST_CLEAR)
