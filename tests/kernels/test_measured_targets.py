"""Targets are measured exactly as the plain twin measures them, and what is measured is what it is called."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernels import columns
from kernels.targets import measure_targets
from kernels.writing import follow_strokes
from tests import plain
from tests.kernels.random_pages import ANY_LEVEL, ANY_PAGE, LEVELS, pages, places, px64
from tests.soak import examples

ANYWHERE = places(4, px64(-12, 45), px64(-12, 50))
SCALES = st.integers(-(2**18), 2**18)
UPRIGHT = (0, 2**20, 2**20, 0)


@st.composite
def streaked_pages(draw):
    """Pages with long thin lines, up, across, a little aslant, with gaps."""
    page = draw(pages())
    for _ in range(draw(st.integers(1, 5))):
        row, col = draw(st.integers(0, page.shape[0] - 1)), draw(st.integers(0, page.shape[1] - 1))
        gap, level, drift = draw(st.integers(1, 6)), draw(LEVELS), draw(st.integers(-2, 2))
        down = draw(st.booleans())
        for along in range(page.shape[0] if down else page.shape[1]):
            place = (along, col + along * drift // 16) if down else (row + along * drift // 16, along)
            if (gap == 1 or along % gap) and 0 <= place[0] < page.shape[0] and 0 <= place[1] < page.shape[1]:
                page[place] = level
    return page


forms = st.tuples(
    *[SCALES] * 4,
    st.integers(0, 2**28),
    st.sampled_from([0, 0, 2**25, 2**27]),
    st.integers(1, 2**28),
    st.integers(0, 14),
    st.integers(0, 14),
    st.sampled_from([0, 30, 400, 1001]),
    st.integers(0, 8),
    ANY_LEVEL,
)


@settings(max_examples=examples(200))
@given(st.one_of(ANY_PAGE, streaked_pages()), ANYWHERE, st.tuples(forms, forms), LEVELS)
def test_measure_targets_sees_what_the_twin_sees(page, centres, two_forms, paper_level):
    form_of = np.arange(len(centres)) % 2
    arguments = (page, centres, form_of, np.array(two_forms, np.int64), paper_level)
    np.testing.assert_array_equal(measure_targets(*arguments), plain.measure_targets(*arguments))


def measure(page, half_px, radius_px=0, centre=(15, 20), ink_level=99, run=0, closer=0):
    """Measure one upright form: half its core's rows and columns, and its radius, in pixels."""
    reach = [half + radius_px + 1 for half in half_px]
    core = half_px[1] << 26, half_px[0] << 26, max(1, radius_px << 26)
    form = np.array([[*UPRIGHT, *core, *reach, closer, run, ink_level]], np.int64)
    centres = np.array([centre], np.int64) * 64
    return measure_targets(page, centres, np.zeros(1, np.int64), form, 200)[0].tolist()


@given(st.integers(0, 6), st.integers(0, 6), st.integers(0, 8), st.integers(0, 9))
def test_a_form_with_hardly_a_rounding_is_a_slice_of_the_page(half_rows, half_cols, down, right):
    page = np.random.default_rng(down * 10 + right).integers(0, 256, (31, 41)).astype(np.uint8)
    row, col = 8 + down, 10 + right
    inked, pixels, darkness, *_ = measure(page, (half_rows, half_cols), centre=(row, col))
    part = page[row - half_rows : row + half_rows + 1, col - half_cols : col + half_cols + 1].astype(int)
    assert (inked, pixels, darkness) == ((part <= 99).sum(), part.size, (200 - part).sum())


def test_on_black_paper_every_pixel_of_a_form_is_inked_and_on_white_paper_none():
    black = measure(np.zeros((31, 41), np.uint8), (0, 6), 7)
    white = measure(np.full((31, 41), 255, np.uint8), (0, 6), 7)
    assert black[columns.INKED] == black[columns.PIXELS] == white[columns.PIXELS] > 0
    assert black[columns.CELLS] == 0b1111_1111_1111
    assert black[columns.RUNS] == [15, 15, 27, 27]
    assert white[columns.INKED] == 0
    assert white[columns.INK_DARKNESS :] == [0] * 13


def test_runs_cells_and_moments_tell_a_line_from_a_cross():
    line, cross = np.full((31, 41), 200, np.uint8), np.full((31, 41), 200, np.uint8)
    line[15, 10:31] = 20
    for offset in range(-6, 7):
        cross[15 + offset, 20 + offset] = cross[15 + offset, 20 - offset] = 20
    one, two = measure(line, (7, 10)), measure(cross, (7, 10))
    assert one[columns.RUNS] == [1, 1, 21, 21]
    assert one[columns.MOMENTS] == [0, 21 * 770, 0]
    assert two[columns.RUNS] == [13, 25, 13, 25]
    assert two[columns.ROW_MOMENT] == two[columns.COL_MOMENT] > 0
    assert two[columns.BOTH_MOMENT] == 0


@pytest.mark.parametrize("drift", [0, 1, 2])
def test_lines_that_run_on_explain_their_ink_and_a_filled_form_or_a_short_stroke_does_not(drift):
    streak, fold = np.full((61, 61), 230, np.uint8), np.full((61, 61), 230, np.uint8)
    for along in range(61):
        streak[along, 28 + along * drift // 20] = fold[29 + along * drift // 20, along] = 40
    both, filled, stroke = np.minimum(streak, fold), np.full((61, 61), 230, np.uint8), np.full((61, 61), 230, np.uint8)
    filled[22:39, 18:43] = 40
    stroke[20:41, 30] = 40
    where = {"half_px": (6, 10), "centre": (30, 30), "run": 12}
    assert measure(streak, **where)[columns.LINES] == [13, 0]
    assert measure(fold, **where)[columns.LINES] == [0, 21]
    assert sum(measure(both, **where)[columns.LINES]) == 13 + 21 - 1
    assert measure(filled, **where)[columns.LINES] == measure(stroke, **where)[columns.LINES] == [0, 0]


@given(
    st.one_of(ANY_PAGE, streaked_pages()),
    places(3, px64(0, 28), px64(0, 36), st.integers(-70, 70), st.integers(-70, 70)),
    st.integers(0, 4),
    st.integers(0, 40),
    ANY_LEVEL,
)
def test_follow_strokes_goes_as_far_as_the_twin(page, starts_and_steps, gap, most, ink_level):
    starts, steps = (np.ascontiguousarray(part) for part in np.split(starts_and_steps, 2, axis=1))
    arguments = (page, starts, steps, gap, most, ink_level)
    np.testing.assert_array_equal(follow_strokes(*arguments), plain.follow_strokes(*arguments))


def test_a_stroke_is_followed_over_a_small_gap_and_no_farther():
    page = np.full((9, 60), 230, np.uint8)
    page[4, 10:30] = page[4, 33:40] = page[4, 50:] = 40
    start, step = np.array([[4 * 64, 20 * 64]], np.int64), np.array([[0, 64]], np.int64)
    assert follow_strokes(page, start, step, 3, 50, 100).tolist() == [[20, 11]]
    assert follow_strokes(page, start, step, 0, 50, 100).tolist() == [[10, 11]]
    assert follow_strokes(page, start, step, 3, 5, 100).tolist() == [[5, 5]]
