"""Every kernel gives exactly what its plain twin gives, whatever it is given."""

from itertools import pairwise

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kernels.bars import find_bars
from kernels.chains import longest_chain
from kernels.histogram import gray_histogram
from kernels.lines import bars_on_lines, straightest_line
from kernels.outlines import clear_distances, locate_outlines
from kernels.prints import locate_prints
from tests import plain
from tests.kernels.random_pages import ANY_LEVEL, ANY_PAGE, LEVELS, pages, places, px64

BLACK_PIXEL = np.zeros((1, 1), np.uint8)
ORIGIN = np.zeros((1, 2), np.int64)
WHITE_PIXEL = np.full((1, 1), 255, np.uint8)
RANGES = st.tuples(st.integers(-5, 40), st.integers(-5, 45))
SIZES = st.tuples(st.integers(1, 8), st.integers(0, 16))
ANYWHERE = places(4, px64(-12, 45), px64(-12, 50))
NEARBY = places(6, px64(-4, 4), px64(-6, 6), least=1)
IN_HERE = places(4, px64(0, 20), px64(0, 25))


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
def places_in_a_row(draw):
    """Places about a pitch apart, some missing, some beside, some twice, and a pitch that may be a little wrong."""
    pitch = draw(st.integers(1, 400))
    index = draw(st.lists(st.integers(0, 14), max_size=12))
    beside = st.integers(-(pitch // 2), pitch // 2)
    spaced = [pitch * i + draw(beside) for i in index]
    return np.sort(np.array(spaced + draw(st.lists(st.integers(-500, 3000), max_size=3)), np.int64)), pitch


@given(places_in_a_row())
@example((np.array([7], np.int64), 1))
@example((np.empty(0, np.int64), 3))
def test_longest_chain_is_the_twins_chain(spaced):
    found, wanted = longest_chain(*spaced), plain.longest_chain(*spaced)
    np.testing.assert_array_equal(found[0], wanted[0])
    np.testing.assert_array_equal(found[1], wanted[1])


@given(places_in_a_row())
def test_longest_chain_is_worth_as_much_as_the_best_of_all_chains(spaced):
    positions, pitch = spaced

    def worth(members):
        steps = [plain.step_score(int(b - a), pitch) for a, b in pairwise(members)]
        worths = [step[1] for step in steps if step is not None]
        return 1000 + sum(worths) if len(worths) == len(steps) else None

    every: list[list[int]] = [[]]
    for place in positions[:9]:
        every += [[*chain, place] for chain in every]
    best = max((value for chain in every if chain and (value := worth(chain)) is not None), default=None)
    members, steps = longest_chain(positions[:9].copy(), pitch)
    assert best == (worth(positions[members]) if len(members) else None)
    assert list(steps[:1]) in ([], [0])


@given(
    places(5, *[st.integers(-5, 60)] * 4),
    places(4, px64(-10, 60), px64(-10, 60), px64(-3, 3), px64(-2, 12)),
    st.integers(-1024, 2048),
    st.integers(0, 8),
)
def test_bars_on_lines_sees_the_twins_bars(bars, lines, first_place, count):
    arguments = (bars.astype(np.int32), lines, first_place, count)
    np.testing.assert_array_equal(bars_on_lines(*arguments), plain.bars_on_lines(*arguments))


@given(st.integers(-300, 300), st.integers(-240, 240), st.integers(0, 6), st.integers(30, 90))
def test_bars_on_lines_sees_a_bar_where_it_is_near_enough_and_nowhere_else(along, across, place, pitch):
    width, height = 15, 9
    left, top = 200 + place * pitch + along * pitch // 1024, 300 + across * pitch // 1024
    bars = np.array([[top, top + height, left, left + width]], np.int32)
    line = np.array([[64 * 304, 64 * 207, 0, 64 * pitch]], np.int64)
    seen = bars_on_lines(bars, line, 0, 7)[0]
    off_along, off_across = abs(left - 200 - place * pitch), abs(top - 300)
    assert seen.sum() == (4 * off_along <= pitch and 5 * off_across <= pitch)
    assert seen.sum() == seen[place]


@given(
    places(9, st.integers(-3000, 9000), st.integers(-900, 900)),
    places(4, st.integers(-130, 130), least=1).map(np.ravel),
    st.integers(1, 300),
)
def test_straightest_line_is_the_twins_line(marks, slopes, near):
    found = straightest_line(marks, slopes, near)
    np.testing.assert_array_equal(found, plain.straightest_line(marks, slopes, near))
    assert found.any() or len(marks) == 0 or near < 5


@given(st.integers(-110, 110), st.integers(0, 2**31))
def test_straightest_line_finds_a_border_among_other_bars(slope, seed):
    rng = np.random.default_rng(seed)
    rows = np.arange(40) * 3200
    border = np.stack([rows, 9000 + slope * rows // 1024 + rng.integers(-20, 21, 40)], axis=1)
    others = rng.integers((0, 0), (128000, 30000), (60, 2))
    order = rng.permutation(100)
    found = straightest_line(np.concatenate([border, others])[order], np.arange(-120, 121, 5), 220)
    assert found[order < 40].all()
    assert found[order >= 40].mean() < 0.2


@given(ANY_PAGE, ANYWHERE, places(4, px64(-4, 4), px64(-4, 4), px64(-2, 2), px64(-2, 2)), ANY_LEVEL, st.integers(0, 40))
@example(BLACK_PIXEL, ORIGIN, np.zeros((1, 4), np.int64), 0, 1)
def test_clear_distances_are_the_twins(page, centres, rays, dark_level, most_steps):
    arguments = (page, centres, rays, dark_level, most_steps)
    np.testing.assert_array_equal(clear_distances(*arguments), plain.clear_distances(*arguments))


@settings(max_examples=150)
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
    assert found.tolist()[:4] == [down, right, 40 * 220, 0]


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
