"""Kernels of outlines, prints and rings give exactly what their plain twins give."""

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kernels import columns
from kernels.outlines import clear_distances, locate_outlines
from kernels.prints import locate_prints
from kernels.rings import light_points, longest_dark_runs
from tests import plain
from tests.kernels.random_pages import ANY_LEVEL, ANY_PAGE, BLACK_PIXEL, LEVELS, pages, places, px64
from tests.soak import examples

ORIGIN = np.zeros((1, 2), np.int64)
ANYWHERE = places(4, px64(-12, 45), px64(-12, 50))
NEARBY = places(6, px64(-4, 4), px64(-6, 6), least=1)
IN_HERE = places(4, px64(0, 20), px64(0, 25))


@given(ANY_PAGE, ANYWHERE, places(4, px64(-4, 4), px64(-4, 4), px64(-2, 2), px64(-2, 2)), ANY_LEVEL, st.integers(0, 40))
@example(BLACK_PIXEL, ORIGIN, np.zeros((1, 4), np.int64), 0, 1)
def test_clear_distances_are_the_twins(page, centres, rays, dark_level, most_steps):
    arguments = (page, centres, rays, dark_level, most_steps)
    np.testing.assert_array_equal(clear_distances(*arguments), plain.clear_distances(*arguments))


@settings(max_examples=examples(150))
@given(
    st.one_of(ANY_PAGE, pages(40, 60)),
    st.one_of(ANYWHERE, IN_HERE),
    NEARBY,
    places(4, px64(-2, 2), px64(-3, 3)),
    st.integers(0, 5),
    LEVELS,
    LEVELS,
)
@example(BLACK_PIXEL, np.zeros((1, 2), np.int64), np.zeros((1, 2), np.int64), np.zeros((0, 2), np.int64), 0, 255, 255)
def test_locate_outlines_finds_the_twins_shifts(page, centres, outline, inner, reach, paper, most):
    arguments = (page, centres, outline, inner, reach, paper, most)
    np.testing.assert_array_equal(locate_outlines(*arguments), plain.locate_outlines(*arguments))


@given(st.integers(-4, 4), st.integers(-4, 4))
def test_locate_outlines_finds_how_far_a_ring_was_printed_from_its_place(down, right):
    angles = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    ring = np.rint(np.stack([9 * np.sin(angles), 14 * np.cos(angles)], axis=1)).astype(np.int64)
    page = np.full((60, 80), 240, np.uint8)
    page[30 + down + ring[:, 0], 40 + right + ring[:, 1]] = 20
    centres = np.array([[30 * 64, 40 * 64]], np.int64)
    found = locate_outlines(page, centres, ring * 64, ring * 16, 5, 240, 220)[0]
    assert found[columns.SHIFT].tolist() == [down, right]
    assert found[columns.ON_OUTLINE] == 40 * 220
    assert found[columns.ON_INNER] == 0
    assert np.abs(found[columns.MIDDLE]).max() <= 16


@given(st.integers(-24, 24), st.integers(-24, 24))
def test_locate_outlines_finds_a_ring_that_lies_between_pixels_to_a_sixth_of_one(down_px64, right_px64):
    rows, cols = np.mgrid[0:60, 0:80]
    apart = np.hypot(rows - 30 - down_px64 / 64, cols - 40 - right_px64 / 64) - 14
    page = (240 - 220 * np.clip(1.5 - np.abs(apart), 0, 1)).astype(np.uint8)
    angles = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    ring = np.rint(64 * 14 * np.stack([np.sin(angles), np.cos(angles)], axis=1)).astype(np.int64)
    found = locate_outlines(page, np.array([[30 * 64, 40 * 64]], np.int64), ring, ring[:1] // 4, 5, 240, 220)[0]
    assert np.abs(64 * found[:2] + found[5:] - [down_px64, right_px64]).max() <= 11


PIECE = places(8, px64(-5, 5), px64(-5, 5), least=8)


@given(ANY_PAGE, ANYWHERE, PIECE, PIECE, st.integers(0, 4), st.integers(1, 3), LEVELS, st.integers(0, 255))
def test_locate_prints_finds_what_the_twin_finds(page, centres, dark, clear, reach, step, paper, most):
    pieces = [np.tile(piece[None], (len(centres), 1, 1)) for piece in (dark, clear)]
    arguments = (page, centres, *pieces, reach, step, paper, most)
    found = locate_prints(*arguments)
    assert found.dtype == np.int32
    np.testing.assert_array_equal(found, plain.locate_prints(*arguments))


@given(st.integers(-4, 4), st.integers(-4, 4))
def test_locate_prints_finds_how_far_a_letter_was_printed_from_its_place(down, right):
    letter = np.zeros((9, 7), bool)
    letter[:, 1] = letter[8, 1:6] = True
    page = np.full((40, 40), 230, np.uint8)
    page[16 + down : 25 + down, 17 + right : 24 + right][letter] = 30
    dark, clear = (64 * np.ascontiguousarray(np.argwhere(p)[None, :9].astype(np.int64)) for p in (letter, ~letter))
    found = locate_prints(page, np.array([[16 * 64, 17 * 64]], np.int64), dark, clear, 5, 1, 230, 200)[0]
    assert found[:3].tolist() == [down, right, 9 * 200]
    assert (found[3:7] < found[2]).all()
    assert found[7] == 9 * 200


@given(ANY_PAGE, ANYWHERE, places(9, px64(-8, 8), px64(-8, 8)), ANY_LEVEL)
@example(BLACK_PIXEL, ORIGIN, ORIGIN, 0)
def test_longest_dark_runs_are_the_twins(page, centres, ring, dark_level):
    arguments = (page, centres, ring, dark_level)
    np.testing.assert_array_equal(longest_dark_runs(*arguments), plain.longest_dark_runs(*arguments))


@given(ANY_PAGE, ANYWHERE, places(9, px64(-8, 8), px64(-8, 8)), ANY_LEVEL)
@example(BLACK_PIXEL, ORIGIN, ORIGIN + 64, 0)
@example(BLACK_PIXEL, ORIGIN, ORIGIN - 128, 0)
def test_light_points_are_the_twins(page, centres, ring, dark_level):
    arguments = (page, centres, ring, dark_level)
    np.testing.assert_array_equal(light_points(*arguments), plain.light_points(*arguments))


def test_a_dark_run_goes_on_from_the_last_point_of_a_ring_to_the_first():
    page = np.full((20, 20), 255, np.uint8)
    page[:10] = 0
    around = 64 * np.array([[-5, 0], [-4, 4], [0, 5], [4, 4], [5, 0], [4, -4], [0, -5], [-4, -4]], np.int64)
    centre = 64 * np.array([[9, 9]], np.int64)
    assert longest_dark_runs(page, centre, around, 100).tolist() == [5]
    assert longest_dark_runs(page, centre, np.roll(around, 3, axis=0), 100).tolist() == [5]
    assert longest_dark_runs(page, centre, around, 255).tolist() == [8]
