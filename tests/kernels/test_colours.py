"""Levels and colours in forms are told exactly as the plain twins tell them, and are what they are called."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernels import columns
from kernels.colours import departing_pixels, level_quantiles
from tests import plain
from tests.kernels.random_pages import ANY_PAGE, LEVELS
from tests.kernels.test_measured_targets import ANYWHERE, UPRIGHT, forms
from tests.soak import examples

PERMILLES = st.lists(st.integers(1, 1000), max_size=3)
EXPECTED = st.lists(st.tuples(st.one_of(LEVELS, st.just(-1)), LEVELS), min_size=1, max_size=3)
SLICE = np.array([[*UPRIGHT, 3 << 26, 2 << 26, 1, 3, 4, 0, 0, 0]], np.int64)
"""Five rows and seven columns."""
HERE, ONE = np.array([[64 * 6, 64 * 8]], np.int64), np.zeros(1, np.int64)


@settings(max_examples=examples(150))
@given(ANY_PAGE, ANYWHERE, st.tuples(forms, forms), st.integers(1, 5), PERMILLES)
def test_level_quantiles_finds_what_the_twin_finds(page, centres, two_forms, step, permilles):
    form_of = np.arange(len(centres)) % 2
    arguments = (page, centres, form_of, np.array(two_forms, np.int64), step, np.array(permilles, np.int64))
    np.testing.assert_array_equal(level_quantiles(*arguments), plain.level_quantiles(*arguments))


@settings(max_examples=examples(150))
@given(ANY_PAGE, ANYWHERE, st.tuples(forms, forms), EXPECTED, st.integers(0, 255))
def test_departing_pixels_counts_what_the_twin_counts(page, centres, two_forms, expected, most_apart):
    other = np.ascontiguousarray(page[::-1, ::-1])
    colours = np.ascontiguousarray(np.tile(np.array(expected, np.int64), (len(centres), 1, 1)))
    form_of = np.arange(len(centres)) % 2
    arguments = (page, other, centres, form_of, np.array(two_forms, np.int64), colours, most_apart)
    np.testing.assert_array_equal(departing_pixels(*arguments), plain.departing_pixels(*arguments))


def test_quantiles_of_a_slice_are_those_of_its_pixels():
    page = np.random.default_rng(3).integers(0, 256, (14, 20)).astype(np.uint8)
    part = np.sort(page[4:9, 5:12].ravel())
    found = level_quantiles(page, HERE, ONE, SLICE, 1, np.array([1, 500, 1000], np.int64))
    assert found.tolist() == [[part[0], part[17], part[-1]]]


def test_a_pixel_departs_only_where_no_expected_colour_is_near_it():
    planes = np.full((2, 14, 20), 128, np.uint8)
    planes[0, 5:7, 6:9], planes[1, 8, 5:12] = 60, 190
    none, paper = (-1, 0), (128, 128)

    def departing(*expected):
        found = departing_pixels(planes[0], planes[1], HERE, ONE, SLICE, np.array([expected], np.int64), 12)
        assert found[0, columns.PIXELS] == 35
        return found[0, columns.INKED]

    assert departing(none) == 35
    assert departing(paper) == 13
    assert departing(paper, none) == 13
    assert departing(paper, (72, 128)) == 7
    assert departing(paper, (60, 128), (128, 190)) == 0


@pytest.mark.parametrize(("step", "permille"), [(0, 500), (1, 0), (1, 1001)])
def test_steps_and_shares_that_mean_nothing_are_refused(step, permille):
    page = np.zeros((14, 20), np.uint8)
    with pytest.raises(ValueError, match="expected"):
        level_quantiles(page, HERE, ONE, SLICE, step, np.array([permille], np.int64))
