"""Twin of what follows the ink inside places through windows around them, pixel by pixel."""

import numpy as np
from numpy.typing import NDArray

from kernels.beyond import BEYOND, ON_LINE
from tests.plain.pieces import hanging_together
from tests.plain.spreading import take_window, widen_ink, within

Page = NDArray[np.uint8]
Places = NDArray[np.int64]


def ink_beyond(
    page: Page,
    centres_px: Places,
    reaches_px: Places,
    away_px: Places,
    others_px: Places,
    is_barred: NDArray[np.bool_],
    ways_px: tuple[int, int, int, int, int],
    ink_level: int,
) -> Page:
    rows, cols, *ways = ways_px
    shape = 2 * rows + 1, 2 * cols + 1
    found = np.zeros((len(centres_px), *shape), np.uint8)
    for i, (row, col) in enumerate(centres_px.tolist()):
        inked = take_window(page, [row - rows, col - cols], shape, ink_level)
        boxes = [
            _box(shape, *away, *other) for away, other in zip(away_px[i].tolist(), others_px.tolist(), strict=True)
        ]
        near = (np.abs(away_px[i]) <= (2 * rows, 2 * cols)).all(axis=1)
        barred, all_others = (
            np.logical_or.reduce(
                [np.zeros(shape, np.bool_), *(box for box, one in zip(boxes, some, strict=True) if one)]
            )
            for some in (near & is_barred, near)
        )
        found[i] = _followed(inked, within(shape, reaches_px[i, 0].tolist()), barred, ways)
        found[i][within(shape, reaches_px[i, 1].tolist()) | all_others] = 0
    return found


def _followed(inked: Page, inside: NDArray[np.bool_], barred: NDArray[np.bool_], ways: list[int]) -> Page:
    along_rows, along_cols, bridge_px = ways
    lines = inked & (_lines(inked, along_rows) | _lines(inked.T, along_cols).T)
    through = hanging_together(lines, lines * inside)
    free = (inked & ~lines | through) * ~barred | inked * inside
    found = hanging_together(widen_ink(free, bridge_px, bridge_px), inked * inside) & free
    return np.where(through, ON_LINE, BEYOND).astype(np.uint8) * found


def _lines(inked: Page, half_px: int) -> Page:
    near = np.pad(widen_ink(inked, 1, 0), ((0, 0), (half_px, half_px)), constant_values=1)
    middles = [near[:, col : col + 2 * half_px + 1].all(axis=1) for col in range(inked.shape[1])]
    return widen_ink(np.stack(middles, axis=1).astype(np.uint8), 1, half_px)


def _box(shape: tuple[int, int], down: int, right: int, row_reach: int, col_reach: int) -> NDArray[np.bool_]:
    rows, cols = np.indices(shape)
    row, col = shape[0] // 2 + down, shape[1] // 2 + right
    return np.asarray((abs(rows - row) <= row_reach) & (abs(cols - col) <= col_reach))
