"""What counts as ink is measured on each page, and does not depend on where the print happens to lie."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imaging.geometry import Grid
from imaging.grid.timing_marks import find_grid
from imaging.ink_levels import LEAST_CONTRAST, measure_ink_levels
from tests.imaging.drawn_pages import PAPER, PRINT, Flaws, Lie, draw_page, page_layout


@given(st.integers(120, 255), st.integers(0, 60))
def test_paper_and_print_are_told_apart(paper, print_level):
    page = np.full((600, 480), paper, np.uint8)
    page[40:70, 40:-40] = print_level
    levels = measure_ink_levels(page)
    assert (levels.paper, levels.darkest, levels.contrast) == (paper, print_level, paper - print_level)
    assert levels.darkest <= levels.print_level < levels.ink_level < levels.paper


@pytest.mark.parametrize("level", [0, 1, 128, 254, 255])
@pytest.mark.parametrize("shape", [(1, 1), (1, 3000), (3000, 1), (500, 400)])
def test_a_page_of_one_level_has_no_contrast(level, shape):
    levels = measure_ink_levels(np.full(shape, level, np.uint8))
    assert levels.paper == levels.darkest == level
    assert levels.contrast < LEAST_CONTRAST


@given(st.floats(28, 70), st.floats(0.45, 1.5))
def test_a_page_with_little_but_timing_marks_is_not_blank_at_any_pitch(pitch_px, margin):
    few = page_layout(places=[(10, 5), (12, 5), (14, 5)])
    lie = Lie(pitch_px=pitch_px, margin=margin)
    page = draw_page(lie, few, flaws=Flaws(text=False))
    levels = measure_ink_levels(page)
    assert levels.paper == PAPER
    assert levels.darkest == PRINT
    assert isinstance(find_grid(page, levels, 34), Grid)
