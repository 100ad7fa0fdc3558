"""Rows that are printed on a strong tint are no ink, and ink on them is: a band is broader than pens, and straight."""

import cv2
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imaging.sheets import Doubt, Mark, Nearby
from tests.imaging.coloured_pages import HIGHLIGHTERS, Saved, ink_over, noisy, on_paper, strokes, swipe
from tests.imaging.drawn_pages import Lie, Stroke, draw_page
from tests.imaging.test_repair_yellow_highlighter import (
    ASKED,
    DRAWN,
    LAYOUT,
    LIE,
    SHOWN,
    TARGETS,
    VOTED,
    asked,
    read,
)
from tests.soak import examples

TINTS = {"yellow": (255, 235, 120), "blue": (170, 205, 255), "pink": (255, 190, 205), "green": (180, 240, 180)}
ROWS = sorted({target.row for target in TARGETS})


def band(rgb, row, left, right, height, tint, lie=LIE):
    """A printed band with square ends."""
    where = np.full(rgb.shape[:2], 255, np.uint8)
    top, bottom = row - height / 2, row + height / 2
    corners = lie.to_px([top, top, bottom, bottom], [left, right, right, left])[:, ::-1]
    cv2.fillConvexPoly(where, np.rint(16 * corners).astype(np.int32), 0, cv2.LINE_AA, 4)
    ink_over(rgb, where, tint)


def with_one_row(tint, height=1.4):
    rgb = on_paper(DRAWN)
    band(rgb, SHOWN.row, SHOWN.column - 1, SHOWN.column + 8.3, height, tint)
    return rgb


@pytest.mark.parametrize(
    ("tint", "height"), list(zip(TINTS.values(), (1.1, 1.4, 2.4, 1.1), strict=True)), ids=list(TINTS)
)
def test_a_single_row_on_a_strong_tint_is_not_asked_about(tint, height):
    assert asked(read(with_one_row(tint, height), Saved(75))) == set()


@pytest.mark.parametrize("tint", [TINTS["yellow"], TINTS["green"]], ids=["yellow", "green"])
def test_rows_on_a_strong_tint_by_turns_are_not_asked_about_and_ink_on_them_is(tint):
    rgb = on_paper(DRAWN)
    for row in ROWS[::2]:
        band(rgb, row, 3, 31, 1.4, tint)
    assert asked(read(rgb, Saved(80))) == set()
    ink = HIGHLIGHTERS["pink" if tint is TINTS["green"] else "green"]
    ink_over(rgb, strokes(DRAWN, LIE, TARGETS[6], Stroke.FILL), ink)
    ink_over(rgb, swipe(DRAWN, LIE, [(TARGETS[8].row, 3.2), (TARGETS[8].row, 10)], 0.75), ink)
    assert asked(read(rgb)) >= {7, 9}


@pytest.mark.parametrize("gray", [190])
def test_a_row_on_gray_is_not_asked_about_and_a_light_fill_on_it_is(gray):
    rgb = with_one_row((gray,) * 3)
    assert asked(read(noisy(rgb, 2.0))) == set()
    ink_over(rgb, strokes(DRAWN, LIE, SHOWN, Stroke.FILL), (220, 220, 220))
    assert asked(read(rgb)) == {ASKED}


@pytest.mark.parametrize("lie", [Lie(pitch_px=36, skew_deg=1.0), Lie(pitch_px=56, skew_deg=-0.6, turned=True)])
def test_a_tinted_row_is_known_however_large_and_askew_the_page_lies(lie):
    page = draw_page(lie, LAYOUT, VOTED)
    rgb = on_paper(page)
    band(rgb, SHOWN.row, 3, 12.3, 1.3, TINTS["yellow"], lie)
    assert asked(read(rgb)) == set()
    ink_over(rgb, strokes(page, lie, SHOWN, Stroke.FILL), HIGHLIGHTERS["light blue"])
    assert asked(read(rgb)) == {ASKED}


def by_hand(length, width, slope, wobble, seed):
    """A stroke over oval and name as a hand draws it."""
    rng = np.random.default_rng(seed)
    across = np.linspace(SHOWN.column - 0.8, SHOWN.column - 0.8 + length, 12)
    down = SHOWN.row + slope * (across - across.mean()) + np.cumsum(rng.normal(0, wobble, 12))
    return swipe(DRAWN, LIE, list(zip(down, across, strict=True)), width)


@settings(max_examples=examples(6), deadline=None, suppress_health_check=list(HealthCheck))
@given(
    ink=st.sampled_from(list(HIGHLIGHTERS.values())),
    length=st.floats(2, 11),
    width=st.floats(0.45, 0.8),
    slope=st.floats(-0.03, 0.03),
    saved=st.sampled_from([Saved(40), Saved(75), Saved(90, subsampled=False)]),
    tint=st.sampled_from([None, *TINTS.values()]),
    seed=st.integers(0, 9),
)
def test_a_stroke_over_oval_and_name_is_no_printed_band(ink, length, width, slope, saved, tint, seed):
    rgb = on_paper(DRAWN)
    if tint is not None:
        band(rgb, SHOWN.row, SHOWN.column - 1.5, SHOWN.column + 8.3, 1.4, tint)
    before = rgb.copy()
    ink_over(rgb, by_hand(length, width, slope, 0.02, seed), ink)
    taken = np.abs(rgb.astype(int) - before).max()
    if taken >= 60:
        one = read(rgb, saved)[ASKED]
        assert one.mark is not Mark.UNMARKED or one.nearby is not None


def test_two_strokes_side_by_side_are_no_printed_band():
    rgb = on_paper(DRAWN)
    for seed, down in enumerate((-0.3, 0.3)):
        where = by_hand(9, 0.7, 0.01, 0.02, seed)
        ink_over(rgb, np.roll(where, round(down * LIE.pitch_px), axis=0), HIGHLIGHTERS["yellow"])
    one = read(rgb)[ASKED]
    assert (one.mark, one.doubt) == (Mark.AMBIGUOUS, Doubt.COLOUR)


def test_a_band_behind_a_name_alone_is_asked_about():
    rgb = on_paper(DRAWN)
    band(rgb, SHOWN.row, SHOWN.column + 0.5, SHOWN.column + 6, 0.8, HIGHLIGHTERS["yellow"])
    assert read(rgb)[ASKED].nearby is Nearby.COLOUR
