"""A stamp across empty ovals is never counted, and a voter's mark that runs out of its oval is not taken for one."""

from functools import cache

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imaging.sheets import Doubt, Mark, ReadSheet, TargetReading
from test_ballots.vendors.designs import DESIGNS, Design
from tests.imaging.drawn_pages import (
    Lie,
    Page,
    Stroke,
    around,
    degraded,
    draw_line,
    draw_page,
    mark,
    page_layout,
)
from tests.imaging.drawn_readings import targets_read
from tests.imaging.measured_ballots import Gray, blank, fill, layouts, measured_card, read
from tests.imaging.stamps_drawn import STAMPS, Stamp, stamped
from tests.soak import examples

LIE = Lie()
TARGETS = page_layout().targets
NUMBERS = st.integers(1, len(TARGETS))
LEARNED = DESIGNS[:2]


@cache
def _grid_page() -> Page:
    return degraded(draw_page(LIE, page_layout()), noise=3, blur_px=0.6)


def _read_learned(design: Design, front: Gray) -> dict[int, TargetReading]:
    card = measured_card(design)
    rest = [blank(design, 0, page) for page in range(1, len(card.pages))]
    reading = read(layouts(card), front, *rest)
    assert isinstance(reading, ReadSheet), reading
    return {target.number: target for target in reading.targets}


def _marked(seen: dict[int, TargetReading]) -> list[int]:
    return [number for number, target in seen.items() if target.mark is Mark.MARKED]


@settings(max_examples=examples(40), deadline=None, derandomize=True)
@given(NUMBERS, STAMPS)
def test_a_stamp_across_empty_ovals_beside_timing_marks_is_no_vote(number, stamp):
    target = TARGETS[number - 1]
    (place,) = LIE.to_px([target.row], [target.column]).tolist()
    assert _marked(targets_read(stamped(_grid_page(), tuple(place), 200, stamp))) == []


@settings(max_examples=examples(24), deadline=None, derandomize=True)
@given(st.sampled_from(LEARNED), st.floats(0, 0.999), STAMPS)
def test_a_stamp_across_empty_ovals_of_a_learned_blank_is_no_vote(design, which, stamp):
    targets = measured_card(design).pages[0].targets
    target = targets[int(which * len(targets))]
    at = target.y_in * 200, target.x_in * 200
    assert _marked(_read_learned(design, stamped(blank(design, 0, 0), at, 200, stamp))) == []


@pytest.mark.parametrize("kind", ["double ring", "heavy words", "words"])
def test_people_are_told_that_it_may_be_a_stamp(kind):
    doubts = []
    for seed in range(6):
        (place,) = LIE.to_px([TARGETS[16].row], [TARGETS[16].column]).tolist()
        doubts.append(
            targets_read(stamped(_grid_page(), tuple(place), 200, Stamp(kind, 20.0, 60, False, seed)))[17].doubt
        )
    assert doubts.count(Doubt.LETTERS) >= 2


@settings(max_examples=examples(12), deadline=None)
@given(NUMBERS, st.floats(0.3, 1.4), st.floats(-0.8, 0.8), st.sampled_from([0.07, 0.1]))
def test_a_fill_whose_last_stroke_runs_out_is_a_vote(number, right, down, width):
    page = _grid_page().copy()
    mark(page, LIE, TARGETS[number - 1], Stroke.FILL)
    draw_line(page, LIE, around(TARGETS[number - 1], (0.0, 0.0), (down, -right)), width)
    seen = targets_read(page)
    assert _marked(seen) == [number]


@settings(max_examples=examples(12), deadline=None)
@given(NUMBERS, st.floats(0.68, 0.72), st.floats(-0.1, 0.1))
def test_a_fill_beside_the_bar_of_a_heading_is_a_vote(number, away, down):
    """A heading of the next column is printed beside this target alone, and the fill runs out above and below."""
    page = _grid_page().copy()
    mark(page, LIE, TARGETS[number - 1], Stroke.FILL)
    draw_line(page, LIE, around(TARGETS[number - 1], (-0.5, 0.1), (0.5, -0.1)), 0.1)
    for row in np.linspace(-0.5, 0.5, 11).tolist():
        draw_line(page, LIE, around(TARGETS[number - 1], (row + down, -away), (row + down, -1.5)), 0.12)
    assert targets_read(page)[number].mark is Mark.MARKED


@settings(max_examples=examples(12), deadline=None)
@given(NUMBERS, st.floats(0.25, 0.5), st.floats(0.3, 0.55), st.sampled_from([0.07, 0.09]))
def test_a_cross_that_runs_out_of_its_oval_is_a_vote(number, high, wide, width):
    page = _grid_page().copy()
    for side in (1, -1):
        draw_line(page, LIE, around(TARGETS[number - 1], (-high, -side * wide), (high, side * wide)), width)
    assert _marked(targets_read(page)) == [number]


@pytest.mark.parametrize(("high", "wide"), [(0.5, 0.3), (0.5, 0.5), (0.55, 0.3)])
def test_a_cross_twice_as_high_as_its_oval_is_a_vote(high, wide):
    page = _grid_page().copy()
    for side in (1, -1):
        draw_line(page, LIE, around(TARGETS[5], (-high, -side * wide), (high, side * wide)), 0.07)
    assert _marked(targets_read(page)) == [6]


@settings(max_examples=examples(12), deadline=None)
@given(NUMBERS, st.floats(0.35, 0.7), st.floats(0.3, 0.7), st.sampled_from([0.07, 0.09]))
def test_a_check_whose_arm_runs_out_of_its_oval_is_a_vote(number, up, right, width):
    page = _grid_page().copy()
    draw_line(page, LIE, around(TARGETS[number - 1], (-0.03, -0.25), (0.16, -0.08), (-up, right)), width)
    assert _marked(targets_read(page)) == [number]


_CROSS = ((-0.35, -0.3), (0.35, 0.3)), ((0.35, -0.3), (-0.35, 0.3))
_CHECK = (((-0.03, -0.25), (0.16, -0.08), (-0.6, 0.5)),)
_CLOSE = page_layout(places=[(row, column) for column in (4.0, 14.0, 24.0) for row in range(5, 37)])
"""As close as rows of timing marks allow."""


@settings(max_examples=examples(12), deadline=None)
@given(NUMBERS, st.sampled_from([_CROSS, _CHECK]), st.floats(0.68, 0.75), st.floats(-0.6, 0.6))
def test_a_cross_or_a_check_beside_the_bar_of_the_next_columns_heading_is_a_vote(number, lines, away, down):
    """The bar is printed beside this target alone, across the rule between the columns."""
    page = _grid_page().copy()
    for line in lines:
        draw_line(page, LIE, around(TARGETS[number - 1], *line), 0.08)
    for row in np.linspace(-0.5, 0.5, 11).tolist():
        draw_line(page, LIE, around(TARGETS[number - 1], (row + down, -away), (row + down, -1.5)), 0.12)
    assert _marked(targets_read(page)) == [number]


@pytest.mark.parametrize("lines", [_CROSS, _CHECK])
@pytest.mark.parametrize("width", [0.06, 0.09])
def test_crosses_and_checks_of_ovals_close_together_are_votes_each(lines, width):
    page = draw_page(LIE, _CLOSE)
    voted = [5, 6, 7, 40, 41, 42]
    for number in voted:
        for line in lines:
            draw_line(page, LIE, around(_CLOSE.targets[number - 1], *line), width)
    assert _marked(targets_read(degraded(page, noise=3, blur_px=0.6), _CLOSE)) == voted


@settings(max_examples=examples(24), deadline=None, derandomize=True)
@given(st.integers(1, len(_CLOSE.targets)), STAMPS)
def test_a_stamp_across_ovals_close_together_is_no_vote(number, stamp):
    target = _CLOSE.targets[number - 1]
    (place,) = LIE.to_px([target.row], [target.column]).tolist()
    page = degraded(draw_page(LIE, _CLOSE), noise=3, blur_px=0.6)
    assert _marked(targets_read(stamped(page, tuple(place), 200, stamp), _CLOSE)) == []


@pytest.mark.parametrize("stroke", [Stroke.FILL, Stroke.CROSS])
def test_a_neighbours_fill_is_no_part_of_a_mark(stroke):
    """Two marked ovals with a swipe from one to the other are two votes."""
    places = [(row + down, column) for column in (4, 14, 24) for row in range(5, 38, 6) for down in (0.0, 1.4)]
    layout = page_layout(places=places)
    page = draw_page(LIE, layout, {5: stroke, 6: Stroke.FILL})
    draw_line(page, LIE, around(layout.targets[4], (0.0, 0.0), (0.7, 0.4), (1.4, 0.1)), 0.07)
    assert _marked(targets_read(page, layout)) == [5, 6]


def test_fills_on_a_learned_blank_are_votes():
    design = LEARNED[0]
    targets = measured_card(design).pages[0].targets
    voted = {target.number for target in targets[::3]}
    front = fill(blank(design, 0, 0), targets, 200, voted)
    assert set(_marked(_read_learned(design, np.asarray(cv2.GaussianBlur(front, (0, 0), 0.6), np.uint8)))) == voted
