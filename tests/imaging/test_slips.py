"""Where the paper slips, what lay there is smeared: a target beside it is placed right, or refused."""

import numpy as np
import pytest

from imaging.geometry import Grid
from imaging.grid.registration import register_page
from imaging.grid.sideways import find_sideways
from imaging.grid.slips import slips_px
from imaging.grid.timing_marks import find_grid
from imaging.ink_levels import measure_ink_levels
from imaging.sheets import Refusal
from tests.imaging.drawn_pages import OUTLINE, Lie, draw_page, page_layout

A200 = Lie(pitch_px=50)
LAYOUT = page_layout()
ROW_PX = 12
"""Rows of pixels from one place where the paper slips to the next that is tried."""


def smeared(page, row, height_px):
    """The scanner saw this row of the paper again and again while the paper stood still."""
    return np.insert(page, row, np.repeat(page[row : row + 1], height_px, axis=0), axis=0)


def registered(page):
    levels = measure_ink_levels(page)
    grid = find_grid(page, levels, 34)
    assert isinstance(grid, Grid), grid
    found = register_page(page, levels, grid, LAYOUT, OUTLINE)
    assert found is not None
    return grid, found


@pytest.mark.parametrize("height_px", [4, 8, 13])
def test_targets_beside_a_slip_lie_where_they_are_stated_or_are_refused(height_px):
    page = draw_page(A200, LAYOUT)
    true = A200.to_px([target.row for target in LAYOUT.targets], [target.column for target in LAYOUT.targets])
    seen = refused = 0
    for row in range(round(true[:, 0].min()) - 30, round(true[:, 0].max()) + 30, ROW_PX):
        _, found = registered(smeared(page, row, height_px))
        moved = true + np.stack([height_px * (true[:, 0] > row), np.zeros(len(true))], axis=1)
        apart = np.hypot(*(found.centres_px - moved).T)
        for distance, error, why, place in zip(apart, found.errors_px, found.refused, true[:, 0], strict=True):
            # the middle of an oval that the slip runs through is where one wants it to be
            assert why is not None or distance <= error + height_px * (abs(place - row) < 13)
        seen += len(apart)
        refused += sum(why is not None for why in found.refused)
    assert seen > 0
    assert refused < 0.03 * seen


def test_a_slip_is_seen_where_it_is_and_a_marks_own_unevenness_is_none():
    page = draw_page(A200, LAYOUT)
    grid, _ = registered(page)
    assert slips_px(grid) is None
    place = round(float(A200.to_px([20.5], [0.0])[0, 0]))
    slipped, _ = registered(smeared(page, place, 10))
    found = slips_px(slipped)
    assert found is not None
    assert np.flatnonzero(found).tolist() == [20]
    assert abs(found[20] - 10) < 1


def test_between_marks_that_are_missing_where_the_paper_slipped_a_place_may_be_off_by_the_slip():
    places = np.stack([50.0 * np.arange(41), np.full(41, 30.0)], axis=1)
    places[20:, 0] += 16
    places[19, 0] = (places[18, 0] + places[20, 0]) / 2
    found = np.ones(41, np.bool_)
    found[19] = False
    grid = Grid(34, places, places + np.array([0, 1650]), found, found, frozenset(), turned=False)
    assert grid.doubt_px(np.array([19.0]))[0] >= 8
    assert grid.doubt_px(np.array([18.0]))[0] == 0


def test_an_outline_that_a_slip_drew_out_is_not_taken_for_a_whole_one():
    page = draw_page(A200, LAYOUT)
    target = LAYOUT.targets[4]
    middle = round(float(A200.to_px([target.row], [target.column])[0, 0]))
    _, found = registered(smeared(page, middle, 12))
    assert found.refused[4] in (Refusal.NOT_PRINTED, Refusal.UNCERTAIN)


@pytest.mark.parametrize("quarters", [1, 3])
def test_a_slip_is_seen_on_a_page_that_lies_on_its_side(quarters):
    page = draw_page(A200, LAYOUT)
    row = round(float(A200.to_px([20.5], [0.0])[0, 0]))
    slipped = smeared(page, row, 10)
    _, upright = registered(slipped)
    turned = np.ascontiguousarray(np.rot90(slipped, quarters))
    levels = measure_ink_levels(turned)
    grid = find_sideways(turned, lambda page: find_grid(page, levels, 34))
    assert isinstance(grid, Grid), grid
    found = slips_px(grid)
    assert found is not None
    assert np.flatnonzero(found).tolist() == [20]
    sideways = register_page(turned, levels, grid, LAYOUT, OUTLINE)
    assert sideways is not None
    assert sideways.refused == upright.refused
