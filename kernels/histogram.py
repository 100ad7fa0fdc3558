"""How often each gray level occurs, on a sample of pixels."""

import numpy as np
from numpy.typing import NDArray

from kernels.checks import check_page
from kernels.compiled import compiled


def gray_histogram(page: NDArray[np.uint8], row_step: int, col_step: int) -> NDArray[np.int64]:
    """Count the gray levels of every `col_step`-th pixel of every `row_step`-th row.

    page                uint8 (H, W)
    row_step, col_step  at least 1
    returns             int64 (256,), pixels
    """
    check_page(page)
    if row_step < 1 or col_step < 1:
        raise ValueError(f"expected steps of at least 1, found {row_step} and {col_step}")
    counts = np.zeros(256, np.int64)
    _gray_histogram(page, row_step, col_step, counts)
    return counts


@compiled("void(uint8[:, ::1], int64, int64, int64[::1])")
def _gray_histogram(page, row_step, col_step, counts):  # type: ignore[no-untyped-def]
    # four tables, since neighbours are often alike and would wait for each other's store
    tables = np.zeros((4, 256), np.int64)
    rows, cols = page.shape
    whole = -(-cols // col_step) // 4 * 4 * col_step
    for row in range(0, rows, row_step):
        for col in range(0, whole, 4 * col_step):
            tables[0, page[row, col]] += 1
            tables[1, page[row, col + col_step]] += 1
            tables[2, page[row, col + 2 * col_step]] += 1
            tables[3, page[row, col + 3 * col_step]] += 1
        for col in range(whole, cols, col_step):
            tables[0, page[row, col]] += 1
    for level in range(256):
        counts[level] = tables[0, level] + tables[1, level] + tables[2, level] + tables[3, level]
