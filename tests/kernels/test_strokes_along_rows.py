"""Strokes along rows are found as the plain twin finds them, and a drawn one where it was drawn."""

import cv2
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kernels import columns
from kernels.row_strokes import row_strokes
from tests import plain
from tests.kernels.random_pages import ANY_LEVEL, ANY_PAGE, pages, places, px64
from tests.soak import examples

REACHES = st.builds(
    lambda top, rows, first, samples, more, back: (
        top,
        top + rows,
        first,
        first + samples,
        first - back,
        first + samples + more,
    ),
    st.integers(-9, 3),
    st.integers(0, 60),
    st.integers(-2, 6),
    st.integers(0, 30),
    st.integers(20, 40),
    st.integers(1, 20),
)
SIZES = st.tuples(st.integers(2, 20), st.integers(1, 3), st.integers(1, 9), st.integers(1, 9), st.integers(1, 4))


@settings(max_examples=examples(60), deadline=None)
@given(
    st.one_of(ANY_PAGE, pages(50, 60)),
    places(3, px64(-8, 40), px64(-8, 50)),
    st.tuples(st.integers(-5, 5), st.integers(5, 64), st.sampled_from([-1, 1])),
    REACHES,
    SIZES,
    ANY_LEVEL,
    st.integers(1, 3),
)
def test_strokes_along_rows_are_the_twins(page, centres, across, reach, sizes, level, most):
    arguments = (page, centres, across, reach, sizes, level, most)
    np.testing.assert_array_equal(row_strokes(*arguments), plain.row_strokes(*arguments))


@given(st.integers(20, 90), st.integers(60, 150), st.integers(-6, 30), st.floats(-0.07, 0.07), st.integers(2, 9))
def test_a_drawn_stroke_is_found_from_end_to_end(start, long, down, slope, width):
    page = np.full((160, 320), 240, np.uint8)
    last_down = round(down + slope * long)
    cv2.line(page, (40 + start, 60 + down), (40 + start + long, 60 + last_down), 30, width)
    found = row_strokes(
        page,
        np.array([[60 * 64, 40 * 64]], np.int64),
        (0, 64, 1),
        (-30, 60, 20, 240, -20, 279),
        (27, 4, 50, 14, 5),
        150,
        2,
    )[0]
    ends = found[0, [columns.STROKE_START, columns.STROKE_START_DOWN, columns.STROKE_END, columns.STROKE_END_DOWN]]
    assert np.abs(ends - [start, down, start + long, last_down]).max() <= width
    assert found[0, columns.STROKE_OWN] == 1000
    assert found[0, columns.STROKE_BARE] == 1
    assert not found[1].any()
