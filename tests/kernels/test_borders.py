"""A border is found whole, also beside columns of pen marks, and its rows are where its marks are.

So it is where the paper slipped; a mark that a fold halved is put in line.
"""

import numpy as np
import pytest

from kernels.borders import trace_border
from kernels.columns import RIGHT

ROWS, PITCH, HIGH = 30, 50, 12


def rows_of(tops, heights):
    bars = np.array([[top, top + high, 10, 40] for top, high in zip(tops, heights, strict=True)], np.int32)
    index, places = trace_border(bars, RIGHT, np.array([0], np.int64), 5 * 1024, 15 * 1024, (40 * 1024, 65 * 1024))
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


def test_a_border_is_found_whole_whose_slope_lies_between_two_of_those_tried():
    step = 5
    for sixteenths in range(17):
        tops = 36 * np.arange(65)
        edges = 40 + np.rint(sixteenths / 16 * step / 1024 * tops).astype(int)
        bars = np.stack([tops, tops + 9, edges - 27, edges], axis=1).astype(np.int32)
        slopes = np.arange(-120, 121, step)
        index, _ = trace_border(bars, RIGHT, slopes, 2489, 6220, (17_000, 44_000))
        assert index.tolist() == list(range(65))


@pytest.mark.parametrize("seed", range(20))
def test_a_column_of_pen_marks_with_more_bars_than_the_border_is_not_taken_for_it(seed):
    """A cross leaves several bars, at heights of its own."""
    rng = np.random.default_rng(seed)
    tops = even_tops()
    border = np.repeat(np.stack([tops, tops + HIGH, np.full(ROWS, 10), np.full(ROWS, 40)], axis=1), 3, axis=0)
    pens = np.repeat(tops, 8) + rng.integers(-12, 20, 8 * ROWS)
    right = 140 + rng.integers(-3, 4, len(pens))
    crosses = np.stack([pens, pens + rng.integers(6, 18, len(pens)), right - 15, right], axis=1)
    bars = np.concatenate([border, crosses])
    bars = bars[np.argsort(bars[:, 0], kind="stable")].astype(np.int32)
    index, places = trace_border(bars, RIGHT, np.array([0], np.int64), 5 * 1024, 9 * 1024, (25 * 1024, 65 * 1024))
    assert index.tolist() == list(range(ROWS))
    np.testing.assert_array_equal(places[:, 1], 40 * 1024)
