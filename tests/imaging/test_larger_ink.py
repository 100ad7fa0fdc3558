"""How far a mark's ink may go on beyond its target before people are asked whether it is part of a stamp or a rule."""

from functools import cache

import numpy as np
import pytest

from imaging.family import PrintedImage
from imaging.geometry import Grid
from imaging.grid.registration import GridRegistration, register_page
from imaging.grid.timing_marks import find_grid
from imaging.ink_levels import measure_ink_levels
from imaging.marks.odd_ink import look_around
from imaging.sheets import Mark, PageImage
from tests.imaging.drawn_pages import (
    TARGET_PLACES,
    Lie,
    Page,
    Stroke,
    around,
    degraded,
    draw_line,
    draw_page,
    mark,
    page_layout,
    scanned,
)
from tests.imaging.drawn_readings import targets_read

LIE = Lie()
LAYOUT = page_layout(places=[*TARGET_PLACES, (21.0, 1.6)])
CROSS = (((-0.2, -0.3), (0.2, 0.3)), ((0.2, -0.3), (-0.2, 0.3)))

Line = tuple[tuple[float, float], ...]


@cache
def _printed() -> Page:
    return draw_page(LIE, LAYOUT)


def _mark(number: int, *lines: Line, width: float = 0.07, stroke: Stroke | None = None) -> Mark:
    """How a target is read that is drawn on with these lines, (row, column) in pitches from its centre."""
    page, target = _printed().copy(), LAYOUT.targets[number - 1]
    if stroke is not None:
        mark(page, LIE, target, stroke)
    for line in lines:
        draw_line(page, LIE, around(target, *line), 0.08 if line in CROSS else width)
    return targets_read(degraded(page, noise=2, blur_px=0.5), LAYOUT)[number].mark


@pytest.mark.parametrize("width", [0.2, 0.3])
@pytest.mark.parametrize("line", [((-3.0, 0.05), (0.5, 0.05)), ((0.03, -0.45), (0.03, 3.0))])
def test_a_bar_that_ends_just_beside_an_oval_is_no_vote(width, line):
    """It runs on as lines do, but to one side: a rule, or the stroke that strikes out a name."""
    assert _mark(5, line, width=width) is not Mark.MARKED


def test_a_printed_rule_that_a_cross_touches_is_none_of_its_ink():
    assert _mark(5, *CROSS, ((0.0, -0.1), (0.6, -0.5)), ((0.6, -1.4), (0.6, 1.4))) is Mark.MARKED


def test_a_timing_mark_that_a_cross_runs_into_is_none_of_its_ink():
    assert _mark(len(LAYOUT.targets), *CROSS, ((0.0, -0.1), (0.0, -1.3)), width=0.12) is Mark.MARKED


def test_a_cross_with_long_arms_up_and_down_is_a_vote():
    assert _mark(5, *CROSS, ((-1.05, -0.1), (1.05, 0.1)), width=0.04) is Mark.MARKED


def test_a_cross_with_an_arm_that_runs_out_far_is_a_vote():
    assert _mark(5, *CROSS, ((0.0, 0.0), (-1.5, -0.5)), width=0.05) is Mark.MARKED


def test_a_fill_that_runs_out_far_to_one_side_is_a_vote():
    assert _mark(5, ((0.0, 0.0), (-1.2, -1.6)), width=0.14, stroke=Stroke.FILL) is Mark.MARKED


def test_a_fill_that_runs_out_to_both_sides_is_a_vote():
    lines = ((0.0, 0.0), (-0.9, -1.2)), ((0.0, 0.0), (0.9, -1.2))
    assert _mark(5, *lines, width=0.08, stroke=Stroke.FILL) is Mark.MARKED


def test_a_large_letter_around_an_oval_is_asked_about():
    """Most of it lies above and below, where no other target has any ink, though it does not go on far."""
    beams = ((-1.1, -0.6), (-1.1, 0.6)), ((1.1, -0.6), (1.1, 0.6))
    assert _mark(5, *CROSS, ((-1.1, 0.0), (1.1, 0.0)), *beams, width=0.09) is not Mark.MARKED


def test_what_is_odd_in_a_part_of_the_windows_is_odd_in_all_of_them():
    gray = _printed().copy()
    for target in LAYOUT.targets[2:5]:
        for line in CROSS:
            draw_line(gray, LIE, around(target, *line), 0.07)
    levels = measure_ink_levels(gray)
    grid = find_grid(gray, levels, LAYOUT.columns)
    assert isinstance(grid, Grid)
    registration = register_page(gray, levels, grid, LAYOUT, None)
    (image,) = scanned(gray).pages
    assert isinstance(registration, GridRegistration)
    assert isinstance(image, PageImage)
    page = registration.registered(PrintedImage(image, levels))
    whole = look_around(page, (40, 60))
    for part in ((slice(0, 81), slice(0, 121)), (slice(0, 30), slice(70, 121)), (slice(33, 34), slice(50, 80))):
        some = look_around(page, (40, 60), part)
        for place in range(len(LAYOUT.targets)):
            np.testing.assert_array_equal(some.odd_ink(place)[part], whole.odd_ink(place)[part])
    assert whole.odd_ink(2).any()
