"""Ink is made wider, counted in alike windows and followed out of places as the plain twins do it."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kernels.beyond import BEYOND, ON_LINE, ink_beyond
from kernels.reaching import ink_runs_out
from kernels.spreading import inked_windows, widen_ink
from tests import plain
from tests.kernels.random_pages import ANY_LEVEL, ANY_PAGE, places
from tests.soak import examples

CENTRES = places(3, st.integers(-9, 36), st.integers(-9, 44), least=1)

NO_PLACES, NONE = np.zeros((0, 2), np.int64), np.zeros(0, np.bool_)


@settings(max_examples=examples(80), deadline=None)
@given(st.integers(1, 12), st.integers(1, 12), st.integers(0, 10**6), st.integers(0, 14), st.integers(0, 14))
def test_wider_ink_is_the_twins(rows, cols, seed, down, across):
    inked = (np.random.default_rng(seed).random((rows, cols)) < 0.1).astype(np.uint8)
    np.testing.assert_array_equal(widen_ink(inked, down, across), plain.widen_ink(inked, down, across))


@settings(max_examples=examples(60), deadline=None)
@given(ANY_PAGE, CENTRES, st.tuples(st.integers(1, 19), st.integers(1, 23)), ANY_LEVEL, st.integers(0, 4))
def test_counts_of_inked_windows_are_the_twins(page, corners, shape, level, wider):
    arguments = (page, corners, shape, level, wider)
    np.testing.assert_array_equal(inked_windows(*arguments), plain.inked_windows(*arguments))


@settings(max_examples=examples(60), deadline=None)
@given(ANY_PAGE, CENTRES, st.lists(st.integers(-2, 11), min_size=4, max_size=4), st.integers(0, 2), ANY_LEVEL)
def test_what_runs_out_of_places_is_the_twins(page, centres, ways, bridge, level):
    reaches = np.array([[[ways[0], ways[1]], [ways[2], ways[3]], [8, 11]]] * len(centres), np.int64)
    arguments = (page, centres, reaches, bridge, level)
    np.testing.assert_array_equal(ink_runs_out(*arguments), plain.ink_runs_out(*arguments))


OTHERS = st.lists(st.tuples(st.integers(-40, 40), st.integers(-50, 50), st.booleans()), max_size=4)
WAYS = st.tuples(st.integers(0, 9), st.integers(0, 12), st.integers(0, 6), st.integers(0, 6), st.integers(0, 2))


@settings(max_examples=examples(80), deadline=None)
@given(ANY_PAGE, CENTRES, OTHERS, WAYS, ANY_LEVEL, st.integers(-1, 4))
def test_what_lies_beyond_places_is_the_twins(page, centres, others, ways, level, inside):
    reaches = np.array([[[inside, inside + 1], [2, 4]]] * len(centres), np.int64)
    away = np.array([[other[:2] for other in others]] * len(centres), np.int64).reshape(len(centres), -1, 2)
    boxes, barred = np.full((len(others), 2), 3, np.int64), np.array([other[2] for other in others], np.bool_)
    arguments = (page, centres, reaches, away, boxes, barred, ways, level)
    np.testing.assert_array_equal(ink_beyond(*arguments), plain.ink_beyond(*arguments))


def test_a_stroke_is_followed_beyond_its_place_and_a_rule_beside_it_is_not():
    page = np.full((60, 90), 230, np.uint8)
    page[26:40, 45:47] = 20
    page[40, :] = 20
    reaches = np.array([[[4, 6], [6, 8]]], np.int64)
    (found,) = ink_beyond(
        page, np.array([[30, 45]]), reaches, NO_PLACES[None], NO_PLACES, NONE, (20, 30, 20, 12, 0), 99
    )
    assert (found[27, 30:32] == BEYOND).all()
    assert not found[28:].any()
    page[30, :] = 20
    (found,) = ink_beyond(
        page, np.array([[30, 45]]), reaches, NO_PLACES[None], NO_PLACES, NONE, (20, 30, 20, 12, 0), 99
    )
    assert (found[20, :20] == ON_LINE).all()


def test_a_stroke_with_a_small_gap_runs_out_and_one_with_a_large_gap_does_not():
    page = np.full((60, 90), 230, np.uint8)
    page[30, 40:70] = 20
    reaches = np.array([[[4, 6], [10, 16], [20, 30]]], np.int64)
    for gap, runs_out in ((0, True), (2, True), (6, False)):
        torn = page.copy()
        torn[30, 55 : 55 + gap] = 230
        assert ink_runs_out(torn, np.array([[30, 45]], np.int64), reaches, 1, 99).tolist() == [runs_out]
