"""Targets are placed by their printed outlines, whose size may be known or is measured on the page."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imaging.clear_insides import commonest
from imaging.geometry import Grid
from imaging.grid.forms import stadium_points
from imaging.grid.registration import LEAST_FIT, GridRegistration, may_fit, register_page
from imaging.grid.timing_marks import find_grid
from imaging.ink_levels import measure_ink_levels
from imaging.layout import Outline
from tests.imaging.drawn_pages import (
    OUTLINE,
    PAPER,
    TARGET_PLACES,
    Flaws,
    Lie,
    Stroke,
    degraded,
    draw_page,
    page_layout,
)
from tests.soak import examples

LAYOUT = page_layout()
TARGETS = LAYOUT.targets


def register(page, outline=None, layout=LAYOUT):
    levels = measure_ink_levels(page)
    grid = find_grid(page, levels, layout.columns)
    assert isinstance(grid, Grid), grid.detail
    registered = register_page(page, levels, grid, layout, outline)
    assert isinstance(registered, GridRegistration)
    return registered


def errors_px(registered, lie, layout=LAYOUT):
    drawn = lie.to_px([t.row for t in layout.targets], [t.column for t in layout.targets])
    return np.hypot(*(registered.centres_px - drawn).T)


@pytest.mark.parametrize("skew_deg", [0.0, 1.5, -4.0])
@pytest.mark.parametrize("pitch_px", [35, 50, 75, 100, 150], ids=lambda px: f"{4 * px} dpi")
def test_an_outline_that_nobody_described_is_measured_to_its_stroke_s_middle(pitch_px, skew_deg):
    lie = Lie(pitch_px=pitch_px, skew_deg=skew_deg)
    registered = register(draw_page(lie, LAYOUT, {5: Stroke.FILL}))
    assert registered.outline.width == pytest.approx(OUTLINE.width, abs=0.03)
    assert registered.outline.height == pytest.approx(OUTLINE.height, abs=0.03)
    assert errors_px(registered, lie).max() < max(1.5, 0.015 * pitch_px)
    assert registered.why_uncertain is None


def test_text_right_beside_the_outlines_does_not_change_their_size():
    lie = Lie(pitch_px=50)
    page = draw_page(lie, LAYOUT, flaws=Flaws(text=False))
    for target in TARGETS:
        row, col = (round(place) for place in lie.to_px([target.row], [target.column + 0.48])[0])
        for letter in range(0, 120, 9):
            page[row - 8 : row + 9, col + letter : col + letter + 3] = 30
    registered = register(page)
    assert registered.outline.width == pytest.approx(OUTLINE.width, abs=0.03)
    assert registered.outline.height == pytest.approx(OUTLINE.height, abs=0.03)
    assert errors_px(registered, lie).max() < 1.5


BESIDE = st.floats(-0.1, 0.1)


@settings(max_examples=examples(25))
@given(BESIDE, BESIDE, st.sets(st.integers(1, 33), max_size=25), st.sampled_from([None, OUTLINE]), st.booleans())
def test_outlines_printed_beside_their_places_are_found_and_filled_ones_with_them(down, right, filled, outline, turned):
    lie = Lie(pitch_px=50, turned=turned)
    printed = replace(LAYOUT, targets=tuple(replace(t, row=t.row + down, column=t.column + right) for t in TARGETS))
    page = draw_page(lie, printed, dict.fromkeys(filled, Stroke.FILL))
    registered = register(degraded(page, noise=4, blur_px=0.6), outline)
    errors = errors_px(registered, lie, printed)
    assert errors.max() < 2.0
    assert (errors <= registered.errors_px + 1.0).all()
    assert registered.fit == 1
    assert registered.why_uncertain is None


def test_every_printed_outline_is_seen_and_none_where_there_is_only_paper():
    lie = Lie(pitch_px=50)
    page = draw_page(lie, LAYOUT, flaws=Flaws(text=False))
    assert register(page).outlined == register(page).fit == 1
    bare = draw_page(lie, replace(LAYOUT, targets=()))
    registered = register(bare, OUTLINE)
    assert registered.outlined == registered.fit == 0
    assert not registered.fits


def test_a_page_with_half_of_the_outlines_does_not_fit():
    lie = Lie(pitch_px=50)
    half = replace(LAYOUT, targets=TARGETS[::2])
    registered = register(draw_page(lie, half, flaws=Flaws(text=False)), OUTLINE)
    assert 0.4 < registered.fit < 0.6
    assert not registered.fits


def test_where_no_outline_can_be_seen_the_error_is_said_to_be_larger():
    lie = Lie(pitch_px=50)
    page = draw_page(lie, LAYOUT)
    seen = register(page, OUTLINE).errors_px
    for target in TARGETS:
        row, col = (round(place) for place in lie.to_px([target.row], [target.column])[0])
        page[row - 30 : row + 31, col - 40 : col + 41] = PAPER
    assert (register(page, OUTLINE).errors_px > seen).all()


def test_a_layout_with_rows_the_page_does_not_have_is_not_placed():
    page = draw_page(Lie(pitch_px=35), LAYOUT)
    levels = measure_ink_levels(page)
    grid = find_grid(page, levels, 34)
    assert isinstance(grid, Grid)
    long = replace(LAYOUT, targets=(*TARGETS, replace(TARGETS[0], number=34, row=41.5)))
    assert register_page(page, levels, grid, long, None) is None


def test_a_page_that_is_wanted_only_if_it_fits_is_placed_as_any_other_and_else_given_up():
    page = draw_page(Lie(pitch_px=35), LAYOUT, {5: Stroke.FILL, 7: Stroke.CROSS})
    levels = measure_ink_levels(page)
    grid = find_grid(page, levels, 34)
    assert isinstance(grid, Grid)
    other = page_layout(places=[(row + 1.5, column) for row, column in TARGET_PLACES])
    for layout, fits in ((LAYOUT, True), (other, False)):
        whole = register_page(page, levels, grid, layout, OUTLINE)
        assert isinstance(whole, GridRegistration)
        assert whole.fits == fits
        wanted = register_page(page, levels, grid, layout, OUTLINE, only_if_it_fits=True)
        assert (wanted is not None) == fits
        assert wanted is None or (wanted.centres_px == whole.centres_px).all()


@given(st.floats(0.1, 2), st.floats(0.1, 2), st.integers(1, 80))
def test_the_points_of_a_stadium_lie_on_it(width, height, count):
    width = max(width, height)
    points = stadium_points(Outline(width, height), count)
    assert points.shape == (count, 2)
    beyond = np.maximum(np.abs(points[:, 1]) - (width - height) / 2, 0)
    np.testing.assert_allclose(np.hypot(points[:, 0], beyond), height / 2, atol=1e-9)


@settings(max_examples=examples(150), deadline=None)
@given(st.lists(st.tuples(st.integers(8, 30), st.integers(0, 14)), max_size=60), st.sampled_from([37.3, 50.0, 100.0]))
def test_the_commonest_size_has_most_others_near_it_and_is_the_middle_of_those_alike(steps, pitch_px):
    sizes = np.array([one / pitch_px + other / pitch_px for one, other in steps] + [np.nan])
    usable = [size for size in sizes.tolist() if 0.2 < size < 0.8]
    found = commonest(sizes, 0.2, 0.8)
    if len(usable) < 4:
        assert found is None
        return
    near = [sum(abs(size - other) < 0.03 for other in usable) for size in usable]
    first = usable[near.index(max(near))]
    assert found == float(np.median([size for size in usable if abs(size - first) < 0.04]))


def test_a_layout_may_fit_where_it_does_and_not_where_its_targets_are_not_printed():
    page = draw_page(Lie(pitch_px=50), LAYOUT, {3: Stroke.FILL, 9: Stroke.CHECK})
    levels = measure_ink_levels(page)
    grid = find_grid(page, levels, LAYOUT.columns)
    assert isinstance(grid, Grid)
    moved = page_layout(places=[(row + 1.5, column) for row, column in TARGET_PLACES])
    for layout in (LAYOUT, moved, page_layout(places=[])):
        registered = register_page(page, levels, grid, layout, OUTLINE)
        assert isinstance(registered, GridRegistration)
        assert may_fit(page, levels, grid, layout, OUTLINE) == (registered.fit >= LEAST_FIT) == (layout is not moved)
    longer = replace(LAYOUT, targets=(*TARGETS[:-1], replace(TARGETS[-1], row=grid.rows + 3.0)))
    assert not may_fit(page, levels, grid, longer, OUTLINE)
