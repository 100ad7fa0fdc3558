"""A border's rows are where its marks are, also where the paper slipped; a mark that a fold halved is put in line."""

import numpy as np
import pytest

from kernels.borders import trace_border

ROWS, PITCH, HIGH = 30, 50, 12


def rows_of(tops, heights):
    bars = np.array([[top, top + high, 10, 40] for top, high in zip(tops, heights, strict=True)], np.int32)
    index, places = trace_border(bars, 3, np.array([0], np.int64), 5 * 1024, 15 * 1024, (40 * 1024, 65 * 1024))
    assert index.tolist() == list(range(ROWS))
    return places[:, 0] / 1024


def even_tops():
    return PITCH * np.arange(ROWS) + 24


@pytest.mark.parametrize("first", range(1, ROWS))
def test_every_row_stays_where_it_is_below_and_above_a_slip_of_the_paper(first):
    tops = even_tops() + 13 * (np.arange(ROWS) >= first)
    np.testing.assert_array_equal(rows_of(tops, [HIGH] * ROWS), tops + (HIGH - 1) / 2)


@pytest.mark.parametrize("halved", range(1, ROWS - 1))
def test_a_mark_of_which_a_fold_took_half_is_put_between_its_neighbours(halved):
    tops, heights = even_tops(), np.full(ROWS, HIGH)
    tops[halved] += 7
    heights[halved] -= 7
    np.testing.assert_allclose(rows_of(tops, heights), even_tops() + (HIGH - 1) / 2, atol=1)
