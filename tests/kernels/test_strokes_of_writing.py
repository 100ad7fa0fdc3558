"""Strokes of handwriting are counted as the plain twin counts them; lines, streaks and dust are none."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kernels.writing import stroke_cells
from tests import plain
from tests.kernels.random_pages import ANY_LEVEL, ANY_PAGE, px64
from tests.kernels.test_measured_targets import streaked_pages
from tests.soak import examples

AREA = np.array([[[10 * 64, 20 * 64], [10 * 64, 180 * 64], [40 * 64, 20 * 64]]], np.int64)
"""160 pixels wide and 30 deep."""

corners = st.lists(
    st.tuples(*[px64(-4, 30)] * 6).map(lambda drawn: np.array(drawn, np.int64).reshape(3, 2)), max_size=2
).map(lambda drawn: np.array(drawn, np.int64).reshape(-1, 3, 2))


@settings(max_examples=examples(60))
@given(st.one_of(ANY_PAGE, streaked_pages()), corners, st.integers(1, 5), st.integers(1, 6), ANY_LEVEL)
def test_stroke_cells_are_the_twins(page, areas, cell_px, least_cells, ink_level):
    arguments = (page, areas, cell_px, least_cells, ink_level)
    np.testing.assert_array_equal(stroke_cells(*arguments), plain.stroke_cells(*arguments))


def paper():
    return np.full((50, 200), 230, np.uint8)


def strokes(page):
    return stroke_cells(page, AREA, 4, 5, 99).tolist()[0]


def initial(page, col):
    """A letter of an upright and two bars, 16 pixels high."""
    page[16:32, col : col + 2] = 20
    page[16:18, col : col + 12] = page[24:26, col : col + 9] = 20


def test_an_initial_is_a_stroke_and_clean_paper_has_none():
    page = paper()
    assert strokes(page) == [0, 0]
    initial(page, 60)
    cells, on_lines = strokes(page)
    assert cells >= 8
    assert on_lines == 0


def test_folds_rules_and_streaks_are_no_strokes_and_hide_none():
    page = paper()
    for col in range(200):
        page[36, col] = page[14 + col // 20, col] = 40
    page[:, 100:103] = 40
    cells, on_lines = strokes(page)
    assert cells == 0
    assert on_lines >= 160
    initial(page, 130)
    assert strokes(page)[0] >= 5


def test_dust_is_no_stroke():
    page = paper()
    page[12:38:6, 22:178:12] = 20
    page[13:38:6, 22:178:12] = 20
    page[20:23, 90:93] = 20
    assert strokes(page)[0] == 0
