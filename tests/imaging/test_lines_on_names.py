"""A name that a hand underlines, strikes out or boxes by straight lines is asked about; the form's lines are not."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.imaging.drawn_pages import (
    PRINT,
    Lie,
    around,
    degraded,
    draw_line,
    draw_page,
    page_layout,
)
from tests.imaging.drawn_readings import targets_read
from tests.soak import examples

LIE = Lie()
LAYOUT = page_layout()
TARGETS = LAYOUT.targets
NUMBERS = st.integers(1, len(TARGETS))
WIDTHS = st.floats(0.03, 0.2)
LEVELS = st.integers(20, 110)
SLOPES = st.floats(-0.065, 0.065)
NAME = 0.8, 6.2
"""Where names begin and end, beside their targets."""


@pytest.fixture(scope="module")
def printed():
    return draw_page(LIE, LAYOUT)


def asked(page, layout=LAYOUT, blur_px=0.6):
    seen = targets_read(degraded(page, noise=3, blur_px=blur_px), layout)
    return [number for number, target in seen.items() if target.nearby is not None]


def drawn(page, number, *lines, width=0.05, level=55):
    page = page.copy()
    for line in lines:
        draw_line(page, LIE, around(TARGETS[number - 1], *line), width, level)
    return page


def along(start, long, down, slope):
    return ((down - slope * long / 2, start), (down + slope * long / 2, start + long))


def test_names_alone_are_not_asked_about(printed):
    assert asked(printed) == []


@settings(max_examples=examples(12), deadline=None)
@given(NUMBERS, st.floats(0.6, 2.5), st.floats(1.3, 4.5), st.floats(0.27, 0.42), SLOPES, WIDTHS, LEVELS)
def test_a_name_underlined(printed, number, start, long, down, slope, width, level):
    """0.3 to 1.1 inch: pitches are a quarter inch."""
    assert asked(drawn(printed, number, along(start, long, down, slope), width=width, level=level)) == [number]


@settings(max_examples=examples(4), deadline=None)
@given(NUMBERS, st.floats(-0.8, 0.8), st.floats(0.4, 0.55), SLOPES)
def test_a_name_underlined_on_a_page_that_lies_head_down(number, skew_deg, down, slope):
    lie = Lie(turned=True, skew_deg=skew_deg)
    page = draw_page(lie, LAYOUT)
    draw_line(page, lie, around(TARGETS[number - 1], *along(1.0, 3.0, down, slope)), 0.05)
    assert asked(page) == [number]


@settings(max_examples=examples(10), deadline=None)
@given(NUMBERS, st.floats(0.05, 0.3), st.floats(-0.03, 0.08), st.floats(-0.03, 0.03), st.booleans(), LEVELS)
def test_a_name_struck_out_once_or_twice(printed, number, more, down, slope, twice, level):
    long = NAME[1] - NAME[0] + 2 * more
    lines = [along(NAME[0] - more, long, down + apart, slope) for apart in ((-0.09, 0.09) if twice else (0.0,))]
    assert asked(drawn(printed, number, *lines, level=level)) == [number]


@settings(max_examples=examples(6), deadline=None)
@given(NUMBERS, st.floats(0.3, 0.45), st.floats(0.05, 0.3), LEVELS)
def test_a_name_in_a_box_of_straight_lines(printed, number, half, more, level):
    left, right = NAME[0] - 0.1, NAME[1] + more
    box = ((-half, left), (-half, right), (half, right), (half, left), (-half, left))
    assert number in asked(drawn(printed, number, box, level=level))


@settings(max_examples=examples(6), deadline=None)
@given(NUMBERS, st.floats(1.6, 3), st.floats(-0.05, 0.05), SLOPES)
def test_a_stroke_from_the_oval_to_the_name(printed, number, long, down, slope):
    assert asked(drawn(printed, number, along(0.5, long, down, slope))) == [number]


@settings(max_examples=examples(6), deadline=None)
@given(st.floats(0.25, 0.6), st.floats(2, 6), st.integers(1, 2), NUMBERS)
def test_a_rule_under_many_names_is_print_but_a_second_line_under_one_is_not(down, long, every, number):
    page = draw_page(LIE, LAYOUT)
    for target in TARGETS[::every]:
        draw_line(page, LIE, around(target, *along(0.75, long, down, 0.0)), 0.03, PRINT)
    assert asked(page) == []
    assert asked(drawn(page, number, along(0.7, 5.0, 0.02, 0.02))) == [number]


@settings(max_examples=examples(6), deadline=None)
@given(st.floats(0.3, 0.6), st.floats(2.5, 6), st.sets(NUMBERS, min_size=2, max_size=4))
def test_lines_to_write_on_without_a_known_area_are_not_asked_about(down, long, numbers):
    page = draw_page(LIE, LAYOUT)
    for number in numbers:
        draw_line(page, LIE, around(TARGETS[number - 1], *along(1.9, long, down, 0.0)), 0.03, PRINT)
    assert asked(page) == []


def test_a_known_line_to_write_on_is_not_asked_about():
    layout = page_layout(write_ins=frozenset({4}))
    assert asked(draw_page(LIE, layout), layout) == []


@settings(max_examples=examples(8), deadline=None)
@given(NUMBERS, st.floats(-0.4, 0.6), st.floats(-0.06, 0.06), st.integers(20, 150), st.floats(0.2, 1))
def test_a_fold_through_names_is_not_asked_about(printed, number, down, slope, level, share):
    """It may be broken: a scanner's light shows only a part of it dark."""
    page = printed.copy()
    rng = np.random.default_rng(round(1000 * share))
    for start in range(-34, 34):
        if rng.random() < 0.6 + 0.4 * share:
            draw_line(
                page, LIE, around(TARGETS[number - 1], *along(start, 1, down + slope * start, slope)), 0.05, level
            )
    named = set(asked(page))
    # through an outline a fold is asked about as before
    row = TARGETS[number - 1].row
    beside = {one.number for one in TARGETS if abs(one.row - row) <= 3}
    assert named <= beside
    crossed = {one.number for one in TARGETS if abs(_fold_row(number, one, down, slope)) < 0.45}
    assert named <= crossed


def _fold_row(number, target, down, slope):
    own = TARGETS[number - 1]
    return own.row + down + slope * (target.column - own.column + 0.5) - target.row


@settings(max_examples=examples(4), deadline=None)
@given(st.floats(0.55, 1.0), st.sampled_from(["Sheriff", "County Treasurer", "Justice 4"]), st.sampled_from([4, 9, 16]))
def test_a_heading_underlined_in_print_is_not_asked_about(lower, words, number):
    """A rule across the column stands under the heading of the next contest, and above its first name."""
    page = draw_page(LIE, LAYOUT)
    row, col = LIE.to_px([TARGETS[number].row - 0.9], [TARGETS[number].column - 0.5])[0]
    cv2.putText(page, words, (round(col), round(row)), cv2.FONT_HERSHEY_SIMPLEX, 0.6, PRINT, 2, cv2.LINE_AA)
    line = along(-0.6, 8.5, -lower, 0.0)
    assert asked(drawn(page, number + 1, line, width=0.03, level=PRINT)) == []


@settings(max_examples=examples(4), deadline=None)
@given(NUMBERS, st.floats(1, 6), st.integers(20, 120))
def test_a_streak_down_the_page_is_not_asked_about(printed, number, aside, level):
    assert asked(drawn(printed, number, ((-60.0, aside), (60.0, aside)), level=level)) == []
