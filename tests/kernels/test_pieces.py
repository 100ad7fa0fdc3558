"""Ink near places is taken apart as the plain twin takes it apart; printed lines are left out, what touches is one."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kernels import columns
from kernels.pieces import pieces_near
from kernels.runs import hanging_together
from tests import plain
from tests.kernels.random_pages import ANY_LEVEL, ANY_PAGE, LEVELS, places
from tests.kernels.test_measured_targets import ANYWHERE, forms, streaked_pages
from tests.soak import examples

REACH = st.tuples(st.integers(0, 14), st.integers(0, 18))
UPRIGHT = (0, 2**20, 2**20, 0)


@settings(max_examples=examples(80), deadline=None)
@given(
    st.one_of(ANY_PAGE, streaked_pages()),
    ANYWHERE,
    st.tuples(forms, forms, forms),
    st.tuples(REACH, REACH),
    st.tuples(st.integers(1, 12), st.integers(1, 12)),
    st.tuples(ANY_LEVEL, LEVELS),
    places(2, st.integers(-3, 30), st.integers(-3, 40)),
    st.integers(0, 3),
    st.booleans(),
)
def test_pieces_are_the_twins(page, centres, zones, reaches, runs, levels, others, other_reach, slanted):
    every = np.tile(np.array(zones, np.int64), (len(centres), 1, 1)).reshape(-1, 3, columns.FORM_COLUMNS)
    arguments = (page, centres, every, reaches, runs, levels, others, other_reach, slanted)
    np.testing.assert_array_equal(pieces_near(*arguments), plain.pieces_near(*arguments))


@settings(max_examples=examples(80), deadline=None)
@given(st.integers(1, 12), st.integers(1, 12), st.integers(0, 10**6), st.floats(0.2, 0.8))
def test_what_hangs_together_is_the_twins(rows, cols, seed, share):
    random = np.random.default_rng(seed)
    inked = (random.random((rows, cols)) < share).astype(np.uint8)
    seeds = (random.random((rows, cols)) < 0.1).astype(np.uint8)
    np.testing.assert_array_equal(hanging_together(inked, seeds), plain.hanging_together(inked, seeds))


def square(half_px):
    return (*UPRIGHT, half_px << 26, half_px << 26, 1, half_px + 1, half_px + 1, 0, 0, 99)


def pieces(page, slanted=False, others=()):
    zones = np.array([[square(6), square(9), square(14)]], np.int64)
    ways = ((30, 40), (30, 40)), (50, 50), (99, 230)
    places = np.array(others, np.int64).reshape(-1, 2)
    found = pieces_near(page, np.array([[40 * 64, 60 * 64]], np.int64), zones, *ways, places, 3, slanted)[0]
    return found[found[:, columns.PIECE_PIXELS] > 0]


def paper():
    return np.full((80, 120), 230, np.uint8)


def test_a_stroke_from_the_place_outwards_is_one_piece_with_the_pixels_it_has_in_each_zone():
    page = paper()
    page[40, 60:80] = 20
    (piece,) = pieces(page)
    assert piece[[columns.PIECE_TOP, columns.PIECE_BOTTOM]].tolist() == [40, 41]
    assert piece[[columns.PIECE_LEFT, columns.PIECE_RIGHT]].tolist() == [60, 80]
    zones = [columns.PIECE_PIXELS, columns.AT_PLACE, columns.BEYOND, columns.CLOSE]
    assert piece[zones].tolist() == [20, 7, 10, 5]


def test_lines_are_left_out_and_slanted_ones_where_that_is_asked():
    page = paper()
    page[20, :] = page[:, 90] = 20
    assert len(pieces(page)) == 0
    for col in range(120):
        page[30 + col // 12, col] = 20
    assert len(pieces(page)) > 0
    assert len(pieces(page, slanted=True)) == 0


def test_a_piece_that_lies_on_another_place_says_so():
    page = paper()
    page[40, 50:60] = page[50, 50:60] = 20
    found = pieces(page, others=[(50, 55)])
    assert sorted(found[:, columns.AT_OTHERS].tolist()) == [0, 7]


def test_of_many_pieces_the_largest_are_told():
    page = paper()
    page[20:60:3, 30:90:3] = 20
    page[40:44, 59:63] = 20
    found = pieces(page)
    assert len(found) == 48
    assert found[:, columns.PIECE_PIXELS].max() >= 16
