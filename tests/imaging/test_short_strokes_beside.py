"""Small crosses beside ovals, opposite the names, are asked about; what stands there beside many ovals is print."""

import numpy as np
import pytest

from tests.imaging.drawn_pages import Lie, around, degraded, draw_line, draw_page, page_layout
from tests.imaging.drawn_readings import targets_read
from tests.imaging.test_drawn_near import TARGETS, asked

LIE = Lie(pitch_px=50.0, skew_deg=0.4)
HALF_WIDTH = 0.36


def crosses(numbers, size, away, width=0.05):
    """A page with crosses, so large and so far beyond the outline, left of some ovals."""
    page = draw_page(LIE, page_layout(), {})
    middle, half = -(HALF_WIDTH + away + size / 2), size / 2
    for number in numbers:
        for slope in (-1, 1):
            line = ((-half * slope, middle - half), (half * slope, middle + half))
            draw_line(page, LIE, around(TARGETS[number - 1], *line), width, 55)
    return degraded(page, noise=3, blur_px=0.6)


@pytest.mark.parametrize("away", [0.5, 0.7])
def test_a_cross_smaller_than_an_oval_on_the_side_opposite_the_name_is_asked_about(away):
    """0.065 inch large."""
    numbers = np.random.default_rng(3).choice(len(TARGETS), 2, replace=False) + 1
    for number in numbers.tolist():
        seen = targets_read(crosses([number], 0.26, away))
        assert [other for other, target in seen.items() if asked(target)] == [number]


def test_what_stands_there_beside_many_ovals_is_print():
    assert not any(map(asked, targets_read(crosses(range(1, len(TARGETS) + 1, 2), 0.4, 0.4)).values()))


def test_dust_there_is_not_asked_about():
    assert not any(map(asked, targets_read(crosses([2], 0.06, 0.4, 0.03)).values()))
