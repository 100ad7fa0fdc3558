"""A voter's sign that leaves the oval clean is asked about: on the name, beyond a printed line, too light for ink."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imaging.sheets import Mark
from tests.imaging.drawn_pages import (
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
TARGETS = page_layout().targets
PRINTED = draw_page(LIE, page_layout())
RULE_ASIDE = -0.62
"""A rule down each column stands so far beside its outlines, on the clean side."""
for _target in TARGETS:
    draw_line(PRINTED, LIE, around(_target, (-1.6, RULE_ASIDE), (1.6, RULE_ASIDE)), 0.04, 25)
NUMBERS = st.integers(1, len(TARGETS))
INKS = st.sampled_from([20, 60, 105])


def read(page, blur_px=0.6, noise=3.0):
    return targets_read(degraded(page, noise=noise, blur_px=blur_px))


def asked(seen):
    return [number for number, one in seen.items() if one.mark is not Mark.UNMARKED or one.nearby is not None]


def drawn(number, *lines, width=0.07, level=55):
    page = PRINTED.copy()
    for line in lines:
        draw_line(page, LIE, around(TARGETS[number - 1], *line), width, level)
    return page


def test_the_page_itself_is_not_asked_about():
    assert asked(read(PRINTED)) == []


@settings(max_examples=examples(8), deadline=None)
@given(NUMBERS, st.floats(3, 6.5), st.floats(1.0, 1.5), st.floats(0.45, 0.8), st.floats(-0.1, 0.1), INKS)
def test_a_ring_around_the_name_alone(number, wide, high, near, turn, level):
    angles = np.linspace(0.2, 0.2 + 1.95 * np.pi, 80)
    middle = near + wide / 2
    down = high / 2 * np.sin(angles) + turn * np.cos(angles)
    ring = tuple(zip(down, middle + wide / 2 * np.cos(angles), strict=True))
    assert number in asked(read(drawn(number, ring, level=level)))


@settings(max_examples=examples(8), deadline=None)
@given(NUMBERS, st.floats(0.9, 1.5), st.floats(0.5, 0.75), st.floats(0.9, 1.4), INKS)
def test_a_cross_over_the_name(number, near, high, wide, level):
    far = near + 2 * wide * high
    lines = ((-high, near), (high, far)), ((high, near), (-high, far))
    assert number in asked(read(drawn(number, *lines, level=level)))


@settings(max_examples=examples(10), deadline=None)
@given(NUMBERS, st.floats(0.9, 1.15), st.floats(-0.15, 0.15), st.floats(0.36, 0.42), st.booleans(), INKS)
def test_a_cross_or_a_tick_beyond_a_printed_line(number, away, down, size, cross, level):
    middle = -away
    if cross:
        lines: list[tuple[tuple[float, float], ...]] = [
            ((down - size, middle - size), (down + size, middle + size)),
            ((down + size, middle - size), (down - size, middle + size)),
        ]
    else:
        lines = [((down, middle - size), (down + size, middle - size / 2), (down - size, middle + 0.6 * size))]
    assert number in asked(read(drawn(number, *lines, width=0.09, level=level)))


@settings(max_examples=examples(10), deadline=None)
@given(
    NUMBERS,
    st.floats(-0.06, 0.06),
    st.floats(-0.15, 0.15),
    st.floats(0, np.pi),
    st.floats(0.02, 0.09),
    st.integers(110, 160),
)
def test_a_light_dot_or_short_stroke_inside(number, down, across, angle, half, level):
    """Too light to be ink by the page's level, or nearly so."""
    step = half * np.sin(angle), half * np.cos(angle)
    line = ((down - step[0], across - step[1]), (down + step[0], across + step[1]))
    assert asked(read(drawn(number, line, width=0.09, level=level))) == [number]


@settings(max_examples=examples(8), deadline=None)
@given(NUMBERS, st.floats(-0.2, 0.2), st.floats(-0.05, 0.05), st.booleans(), st.integers(120, 170))
def test_a_light_fold_or_streak_across_outlines_is_none(number, aside, slope, across, level):
    ends = [(aside + slope * reach, reach) for reach in (-60.0, 60.0)]
    line = ends if across else [(col, row) for row, col in ends]
    seen = read(drawn(number, line, width=0.06, level=level))
    assert [n for n, one in seen.items() if one.mark is Mark.MARKED] == []


@pytest.mark.parametrize("noise", [6.0, 9.0])
def test_noise_is_no_stroke(noise):
    assert asked(read(PRINTED, noise=noise)) == []
