"""Twins of what makes ink wider and follows it, pixel by pixel."""

import numpy as np
from numpy.typing import NDArray

from tests.plain.pieces import hanging_together

Page = NDArray[np.uint8]


def widen_ink(inked: Page, down_px: int, across_px: int) -> Page:
    wide = np.zeros_like(inked)
    for row, col in np.argwhere(inked).tolist():
        wide[max(row - down_px, 0) : row + down_px + 1, max(col - across_px, 0) : col + across_px + 1] = 1
    return wide


def take_window(page: Page, corner: list[int], shape: tuple[int, ...], ink_level: int) -> Page:
    rows, cols = (range(first, first + count) for first, count in zip(corner, shape, strict=True))
    on_page = [[0 <= row < len(page) and 0 <= col < page.shape[1] for col in cols] for row in rows]
    return np.array(
        [
            [on and page[row, col] <= ink_level for on, col in zip(line, cols, strict=True)]
            for line, row in zip(on_page, rows, strict=True)
        ],
        np.uint8,
    )


def inked_windows(
    page: Page, corners_px: NDArray[np.int64], shape: tuple[int, int], ink_level: int, wider_px: int
) -> NDArray[np.int64]:
    windows = [take_window(page, corner, shape, ink_level) for corner in corners_px.tolist()]
    return np.asarray(np.sum([widen_ink(one, wider_px, wider_px) for one in windows], axis=0, dtype=np.int64))


def ink_runs_out(
    page: Page, centres_px: NDArray[np.int64], reaches_px: NDArray[np.int64], bridge_px: int, ink_level: int
) -> NDArray[np.bool_]:
    return np.array(
        [
            _runs_out(take_window(page, corner, tuple(2 * window + 1), ink_level), inside, near, bridge_px)
            for corner, (inside, near, _), window in zip(
                (centres_px - reaches_px[:, 2]).tolist(), reaches_px.tolist(), reaches_px[:, 2], strict=True
            )
        ],
        np.bool_,
    )


def _runs_out(inked: Page, inside: list[int], near: list[int], bridge_px: int) -> bool:
    found = hanging_together(widen_ink(inked, bridge_px, bridge_px), inked * within(inked.shape, inside))
    return bool((found & inked & ~within(inked.shape, near)).any())


def within(shape: tuple[int, ...], reach: list[int]) -> NDArray[np.bool_]:
    rows, cols = np.indices(shape)
    return np.asarray((abs(rows - shape[0] // 2) <= reach[0]) & (abs(cols - shape[1] // 2) <= reach[1]))
