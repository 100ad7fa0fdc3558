"""The kernels of fingerprints give exactly what their plain twins give, and refuse what makes no sense."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernels.fingerprints import ink_pictures
from kernels.sketches import alike_sheets, targets_and_heads
from tests import plain
from tests.kernels.random_pages import ANY_PAGE, places, px64

PAGE = np.full((30, 40), 220, np.uint8)
PAGE[8:20, 10:30] = 40
CELL_PX = 2
TO_CELLS = np.array([[2**20 // CELL_PX, 0], [0, 2**20 // CELL_PX]], np.int64)
CENTRE = np.array([[14 * 64, 20 * 64]], np.int64)
MATRICES = st.lists(st.integers(-(2**20), 2**20), min_size=4, max_size=4).map(
    lambda numbers: np.array(numbers, np.int64).reshape(2, 2)
)
LENGTHS = st.integers(0, 700_000)


HALF, REACH, LEVELS = (280_000, 370_000), (12, 14), (220, 150)


def pictures(page=PAGE, centres=CENTRE, half=HALF, reach=REACH, levels=LEVELS):
    return ink_pictures(page, centres, TO_CELLS, half, reach, *levels)


@given(
    ANY_PAGE,
    places(4, px64(-12, 45), px64(-12, 50)),
    MATRICES,
    st.tuples(LENGTHS, LENGTHS),
    st.tuples(st.integers(0, 9), st.integers(0, 9)),
    st.integers(0, 255),
    st.integers(0, 255),
)
def test_ink_pictures_are_the_twins(page, centres, matrix, half, reach, one, other):
    arguments = (page, centres, matrix, half, reach, max(one, other), min(one, other))
    np.testing.assert_array_equal(ink_pictures(*arguments), plain.ink_pictures(*arguments))


def test_a_full_cell_holds_all_its_pixels_weights():
    assert pictures()[0].max() == pytest.approx(256 * 65536 * CELL_PX**2, rel=0.02)


def test_a_picture_moves_with_its_ink():
    moved = CENTRE + 64 * np.array([3, -2])
    np.testing.assert_array_equal(pictures(), pictures(np.roll(PAGE, (3, -2), (0, 1)), moved))


def test_a_lighter_pen_on_darker_paper_gives_the_same_picture():
    lighter = np.where(PAGE == 40, 120, 200).astype(np.uint8)
    np.testing.assert_array_equal(pictures(), pictures(lighter, levels=(200, 168)))


def test_a_window_without_ink_or_off_the_page_gives_nothing():
    assert not pictures(np.full_like(PAGE, 220)).any()
    assert not pictures(centres=CENTRE + 64 * 500).any()


@st.composite
def decks(draw):
    """Some sheets, each with marks at some of 60 targets, and one that is asked about: not seldom one of them."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    sheets = []
    for _ in range(draw(st.integers(0, 8))):
        numbers = np.sort(rng.permutation(draw(st.sampled_from((6, 60))))[: draw(st.integers(0, 6))])
        sheets.append(numbers.astype(np.int64) << 48 | rng.integers(0, 2**48, len(numbers)))
    own = sheets[draw(st.integers(0, len(sheets) - 1))].copy() if sheets else np.array([5 << 48 | 9], np.int64)
    flips = draw(st.lists(st.integers(0, 47), max_size=30))
    if len(own):
        own ^= np.bitwise_xor.reduce(np.int64(1) << np.array([0, 0, *flips], np.int64))
    return own, sheets, draw(st.integers(400, 1000))


def words_of(marks):
    words = [0, 0]
    for mark in marks.tolist():
        word, bit = divmod(mark >> 48, 48)
        words[word] |= 1 << bit
    return words


@given(decks())
def test_alike_sheets_are_the_twins(deck):
    own, sheets, least = deck
    starts = np.cumsum([0, *map(len, sheets)])
    targets = np.array([words_of(sheet) for sheet in sheets], np.int64).reshape(-1, 2)
    sketches = np.concatenate([np.empty(0, np.int64), *sheets])
    _, heads = targets_and_heads(sketches, starts, 2)
    arguments = (own, np.array(words_of(own), np.int64), sketches, starts, targets, heads, least)
    np.testing.assert_array_equal(alike_sheets(*arguments), plain.alike_sheets(*arguments))


@given(decks(), st.integers(1, 3))
def test_targets_and_heads_are_the_twins(deck, words):
    _, sheets, _ = deck
    starts = np.cumsum([0, *map(len, sheets)])
    sketches = np.concatenate([np.empty(0, np.int64), *sheets])
    for found, expected in zip(
        targets_and_heads(sketches, starts, words), plain.targets_and_heads(sketches, starts, words), strict=True
    ):
        np.testing.assert_array_equal(found, expected)


def test_a_sheet_of_the_same_targets_is_found_by_head_and_marks_as_by_marks_alone():
    """Signs that agree just enough, one fewer, and one mark in four that does not agree."""
    rng = np.random.default_rng(3)
    own = np.arange(6) << 48 | rng.integers(0, 2**48, 6)
    sheets = []
    for flips in range(110):
        flipped = rng.permutation(192 if flips % 2 else 288)[:flips]
        sheets.append(own.copy())
        for place in flipped.tolist():
            sheets[-1][place // 48] ^= 1 << place % 48
    starts = 6 * np.arange(len(sheets) + 1)
    targets = np.array([words_of(sheet) for sheet in sheets], np.int64)
    sketches = np.concatenate(sheets)
    _, heads = targets_and_heads(sketches, starts, 2)
    for least in (600, 640, 700, 755):
        arguments = (own, targets[0], sketches, starts, targets, heads, least)
        found = alike_sheets(*arguments)
        np.testing.assert_array_equal(found, plain.alike_sheets(*arguments))
        assert 40 < len(found) < len(sheets)


@pytest.mark.parametrize(
    "wrong",
    [
        {"half": (-1, 5)},
        {"reach": (-1, 3)},
        {"levels": (150, 151)},
        {"levels": (256, 100)},
        {"page": PAGE.astype(np.int16)},
        {"centres": CENTRE.astype(np.float64)},
    ],
)
def test_ink_pictures_refuse_what_makes_no_sense(wrong):
    with pytest.raises(ValueError, match="expected"):
        pictures(**wrong)


@pytest.mark.parametrize(
    ("starts", "targets"),
    [([0, 3], 1), ([1, 0], 1), ([-1, 1], 1), ([0, 1], 2)],
    ids=["long", "back", "before", "count"],
)
def test_alike_sheets_refuse_what_makes_no_sense(starts, targets):
    marks = np.array([1, 2], np.int64)
    words = np.zeros((targets, 1), np.int64)
    heads = np.zeros((targets, 3), np.uint64)
    with pytest.raises(ValueError, match="expected"):
        alike_sheets(marks, words[0], marks, np.array(starts, np.int64), words, heads, 600)


def test_targets_and_heads_refuse_what_makes_no_sense():
    marks = np.array([1, 2], np.int64)
    for starts, words in (([0, 3], 1), ([1, 0], 1), ([-1, 1], 1), ([], 1), ([0, 2], 0)):
        with pytest.raises(ValueError, match="expected"):
            targets_and_heads(marks, np.array(starts, np.int64), words)
