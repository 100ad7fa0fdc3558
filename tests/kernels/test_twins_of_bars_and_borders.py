"""Kernels of bars, borders and places beside each other give exactly what their plain twins give."""

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from kernels.bars import find_bars
from kernels.border_places import border_places
from kernels.borders import trace_border
from kernels.columns import LEFT, RIGHT
from kernels.histogram import gray_histogram
from kernels.lines import MANY, marks_between
from kernels.neighbours import neighbour_shifts
from tests import plain
from tests.kernels.random_pages import ANY_LEVEL, ANY_PAGE, BLACK_PIXEL, places
from tests.soak import examples

WHITE_PIXEL = np.full((1, 1), 255, np.uint8)
RANGES = st.tuples(st.integers(-5, 40), st.integers(-5, 45))
SIZES = st.tuples(st.integers(1, 8), st.integers(0, 16))


@given(ANY_PAGE, st.integers(1, 40), st.integers(1, 40))
@example(BLACK_PIXEL, 1, 1)
@example(WHITE_PIXEL, 31, 7)
def test_gray_histogram_counts_the_levels_of_every_nth_pixel_of_every_nth_row(page, row_step, col_step):
    counts = gray_histogram(page, row_step, col_step)
    np.testing.assert_array_equal(counts, plain.gray_histogram(page, row_step, col_step))
    assert counts.sum() == -(-page.shape[0] // row_step) * -(-page.shape[1] // col_step)


@given(ANY_PAGE, ANY_LEVEL, st.integers(1, 6), RANGES, RANGES, SIZES, SIZES)
@example(BLACK_PIXEL, 0, 1, (0, 1), (0, 1), (1, 1), (1, 1))
def test_find_bars_finds_the_twins_bars(page, dark_level, row_step, rows, columns, width, height):
    arguments = (page, dark_level, row_step, rows, columns, width, height)
    found = find_bars(*arguments)
    assert found.dtype == np.int32
    np.testing.assert_array_equal(found, plain.find_bars(*arguments))


@given(st.integers(1, 5), st.integers(1, 6), st.integers(0, 20), st.integers(0, 20))
def test_find_bars_meets_each_bar_once_a_scanned_row(height, width, top, left):
    page = np.full((26, 27), 200, np.uint8)
    page[top : top + height, left : left + width] = 30
    found = find_bars(page, 100, 1, (0, 26), (0, 27), (1, 9), (1, 9))
    assert found.tolist() == [[top, top + height, left, left + width]] * height


def test_find_bars_returns_more_bars_than_it_first_makes_room_for():
    page = np.full((200, 200), 255, np.uint8)
    page[::2, ::2] = 0
    found = find_bars(page, 0, 1, (0, 200), (0, 200), (1, 1), (1, 1))
    assert len(found) == 100 * 100
    np.testing.assert_array_equal(found[-1], [198, 199, 198, 199])


@st.composite
def borders(draw):
    """Bars about a pitch apart on a line, some missing, some beside, some twice, some elsewhere."""
    pitch, slope = draw(st.integers(20, 60)), draw(st.floats(-0.12, 0.12))
    uneven = st.integers(-(pitch // 4), pitch // 4)
    bars = []
    for row in draw(st.lists(st.integers(0, 20), min_size=6, max_size=24)):
        top = pitch * row + draw(st.sampled_from([0, 0, 1, draw(uneven)]))
        right = round(100 + slope * top) + draw(st.sampled_from([0, 0, 0, 1, draw(uneven)]))
        bars.append((top, top + 9, right - 20, right))
    anywhere = st.tuples(st.integers(0, 900), st.integers(0, 900), st.integers(0, 300), st.integers(0, 300))
    bars += draw(st.lists(anywhere, max_size=6))
    return np.array(draw(st.permutations(bars)), np.int32).reshape(-1, 4), pitch


SLOPES = np.arange(-120, 121, 20)


@settings(max_examples=examples(50))
@given(borders(), st.sampled_from([LEFT, RIGHT]), st.integers(1, 9000))
@example((np.empty((0, 4), np.int32), 30), LEFT, 1)
def test_trace_border_follows_the_twins_border(drawn, edge, near):
    bars, pitch = drawn
    arguments = (bars, edge, SLOPES, near, pitch * 300, (pitch * 512, pitch * 2048))
    for found, wanted in zip(trace_border(*arguments), plain.trace_border(*arguments), strict=True):
        np.testing.assert_array_equal(found, wanted)


@given(st.integers(-110, 110), st.integers(0, 2**31), st.sets(st.integers(1, 38), max_size=4))
def test_trace_border_finds_a_border_among_other_bars_and_numbers_its_marks(slope, seed, missing):
    rng = np.random.default_rng(seed)
    index = np.array([row for row in range(40) if row not in missing])
    rows = 50 * index
    edges = 140 + slope * rows // 1024
    border = np.stack([rows, rows + 12, edges - 36, edges], axis=1)
    others = rng.integers((0, 0), (2000, 400), (60, 2))
    other_bars = np.stack([others[:, 0], others[:, 0] + 12, others[:, 1] - 36, others[:, 1]], axis=1)
    bars = rng.permutation(np.concatenate([border, other_bars])).astype(np.int32)
    found, places = trace_border(bars, RIGHT, np.arange(-120, 121, 5), 3520, 10_000, (30_000, 70_000))
    assert np.isin(index, found).mean() > 0.9
    there = np.isin(found, index)
    near = np.abs(places[there] - 1024 * np.stack([50 * found + 5, 140 + slope * 50 * found // 1024], axis=1)[there])
    assert (near[:, 0] < 25 * 1024).all()
    assert (near[:, 1] < 6 * 1024).all()


def test_trace_border_gives_an_edge_that_stands_out_its_neighbours_place():
    rows = 50 * np.arange(20, dtype=np.int32)
    bars = np.stack([rows, rows + 12, np.full_like(rows, 60), np.full_like(rows, 100)], axis=1)
    bars[7, RIGHT] = 104
    index, places = trace_border(bars, RIGHT, np.array([0], np.int64), 4000, 10_000, (30_000, 70_000))
    assert index.tolist() == list(range(20))
    assert np.abs(places[:, 1] - 100 * 1024).max() < 1024


@st.composite
def known_rows(draw):
    index = sorted(draw(st.sets(st.integers(0, 30), min_size=2, max_size=12)))
    places = draw(places_near(len(index)))
    return np.array(index, np.int64), places


def places_near(count):
    return hnp.arrays(np.int64, (count, 2), elements=st.integers(-(2**21), 2**21))


@given(known_rows(), st.integers(-9, 40), st.integers(0, 12))
def test_border_places_are_the_twins_places(border, first, count):
    arguments = (*border, first, count)
    for found, wanted in zip(border_places(*arguments), plain.border_places(*arguments), strict=True):
        np.testing.assert_array_equal(found, wanted)


@given(st.integers(-500, 500), st.integers(-500, 500), st.sets(st.integers(0, 30), min_size=2), st.integers(-9, 40))
def test_border_places_of_an_even_border_lie_on_its_line(down, right, marked, row):
    index = np.array(sorted(marked), np.int64)
    places, found = border_places(index, np.stack([down * index, right * index], axis=1), row, 1)
    assert places.tolist() == [[down * row, right * row]]
    assert found.tolist() == [row in marked]


LINE_ENDS = places(
    3, st.integers(-9, 60).map(lambda px: 1024 * px + 300), st.integers(-9, 90).map(lambda px: 1024 * px)
)


def facing_of(lefts: int, rights: int):
    """Which right places lines from each left one are looked at to: some of them, none, or not said."""
    ends = st.tuples(st.integers(0, rights), st.integers(0, rights))
    pairs = st.lists(ends, min_size=lefts, max_size=lefts)
    return st.none() | pairs.map(lambda some: np.array(some, np.int64).reshape(lefts, 2))


@given(
    places(5, *[st.integers(-5, 60)] * 4),
    LINE_ENDS,
    LINE_ENDS,
    st.integers(1, 9000),
    st.integers(-1024, 2048),
    st.integers(0, 8),
    st.integers(0, 4),
    st.data(),
)
def test_marks_between_sees_the_twins_bars(bars, lefts, rights, span, first_place, count, least, data):
    facing = data.draw(facing_of(len(lefts), len(rights)))
    arguments = (bars.astype(np.int32), lefts, rights, span, first_place, count, least, facing)
    np.testing.assert_array_equal(marks_between(*arguments), plain.marks_between(*arguments))


@settings(max_examples=examples(10))
@given(
    st.integers(0, 10**6),
    LINE_ENDS,
    st.integers(-40, 700),
    st.integers(900, 9000),
    st.integers(-1024, 2048),
    st.integers(0, 9),
    st.data(),
)
def test_marks_between_sees_the_twins_bars_where_all_is_speckled(seed, lefts, right_px, span, first_place, least, data):
    tops_lefts = np.random.default_rng(seed).integers(-20, [120, 700], (MANY, 2))
    bars = np.hstack([tops_lefts, tops_lefts + np.random.default_rng(seed + 1).integers(1, 30, (MANY, 2))])
    bars = np.ascontiguousarray(bars[:, [0, 2, 1, 3]].astype(np.int32))
    rights = np.ascontiguousarray(lefts[::-1] + np.array([0, right_px * 1024]))
    facing = data.draw(facing_of(len(lefts), len(rights)))
    arguments = (bars, lefts, rights, span, first_place, 8, least, facing)
    np.testing.assert_array_equal(marks_between(*arguments), plain.marks_between(*arguments))


@given(st.integers(-300, 300), st.integers(-240, 240), st.integers(0, 6), st.integers(30, 90))
def test_marks_between_sees_a_bar_where_it_is_near_enough_and_nowhere_else(along, across, place, pitch):
    width, height = 15, 9
    left, top = 200 + place * pitch + along * pitch // 1024, 300 + across * pitch // 1024
    bars = np.array([[top, top + height, left, left + width]], np.int32)
    ends = 1024 * np.array([[304, 207], [304, 207 + 7 * pitch]], np.int64)
    seen = marks_between(bars, ends[:1], ends[1:], 7 * 1024, 0, 7)[0, 0]
    off_along, off_across = abs(left - 200 - place * pitch), abs(top - 300)
    assert seen.sum() == (4 * off_along <= pitch and 5 * off_across <= pitch)
    assert seen.sum() == seen[place]


@st.composite
def shifted_places(draw):
    count = draw(st.integers(0, 9))
    near = hnp.arrays(np.int64, (count, 2), elements=st.integers(-40, 40))
    known = draw(hnp.arrays(np.bool_, count))
    known[:2] = True
    return 64 * draw(near), draw(near), known


@given(shifted_places().filter(lambda drawn: len(drawn[0]) != 1))
def test_neighbour_shifts_are_the_twins(drawn):
    np.testing.assert_array_equal(neighbour_shifts(*drawn), plain.neighbour_shifts(*drawn))


def test_a_place_is_shifted_as_its_nearest_neighbours_are_whatever_the_others_say():
    places_px64 = 64 * np.array([[row, 0] for row in range(0, 1000, 100)], np.int64)
    shifts = np.array([[3, -2]] * 5 + [[-9, 9]] * 5, np.int64)
    said = neighbour_shifts(places_px64, shifts, np.ones(10, np.bool_))
    assert said[0].tolist() == [6, -4, 0]
    assert said[9].tolist() == [-18, 18, 0]
