"""A target that cannot be measured is refused by itself: its contest waits for people, and every other one is read."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from imaging.geometry import Grid
from imaging.grid.registration import register_page
from imaging.grid.timing_marks import find_grid
from imaging.ink_levels import measure_ink_levels
from imaging.reader import read_sheet
from imaging.refusals import most_are_refused, off_image
from imaging.sheets import Doubt, Mark, ReadSheet, ReasonCode, Refusal, UnreadSheet
from tests.imaging.drawn_pages import (
    OUTLINE,
    PAPER,
    Flaws,
    Lie,
    Stroke,
    degraded,
    draw_page,
    layouts,
    one_sided,
    page_layout,
    scanned,
)

A200 = Lie(pitch_px=50)
LAYOUT = page_layout()
VOTED = {1: Stroke.FILL, 8: Stroke.CHECK, 20: Stroke.CROSS, 33: Stroke.FILL}


def read(page):
    return read_sheet(scanned(page), layouts(one_sided()), 1)


def place(number, lie=A200):
    target = LAYOUT.targets[number - 1]
    return tuple(round(px) for px in lie.to_px([target.row], [target.column])[0])


def assert_all_but(page, refused, why):
    """These targets alone are refused, for this reason; every other one is read as it was drawn."""
    reading = read(page)
    assert isinstance(reading, ReadSheet), reading
    found = {target.number: target for target in reading.targets}
    assert {number for number, target in found.items() if target.refused} == set(refused)
    for number, target in found.items():
        if number in refused:
            assert (target.refused, target.mark, target.doubt) == (why, Mark.AMBIGUOUS, Doubt.POSITION)
            assert (target.ink_px, target.target_px, target.writing) == (0, 0, False)
        else:
            assert target.mark is (Mark.MARKED if number in VOTED else Mark.UNMARKED)


@pytest.mark.parametrize("number", [5, 8, 20])
def test_an_oval_under_a_paper_patch_is_refused_and_no_other(number):
    page = draw_page(A200, LAYOUT, VOTED)
    row, col = place(number)
    page[row - 22 : row + 23, col - 28 : col + 29] = PAPER
    assert_all_but(page, {number}, Refusal.NOT_PRINTED)


@pytest.mark.parametrize("beside", [(0, 0), (6, 8), (-9, 4)])
def test_an_oval_under_a_punched_hole_before_a_black_bed_is_refused_and_is_no_vote(beside):
    page = draw_page(A200, LAYOUT, VOTED)
    row, col = place(12)
    cv2.circle(page, (col + beside[1], row + beside[0]), 30, 5, -1)
    assert_all_but(page, {12}, Refusal.COVERED)


def test_ovals_under_a_black_band_are_refused():
    page = draw_page(A200, LAYOUT, VOTED)
    row, _ = place(3)
    under = {target.number for target in LAYOUT.targets if abs(place(target.number)[0] - row) < 5}
    assert under & set(VOTED) != under
    page[row - 40 : row + 41, 70:-70] = 12
    assert_all_but(page, under, Refusal.COVERED)


def test_a_page_most_of_whose_ovals_are_gone_is_set_aside_whole():
    page = draw_page(A200, LAYOUT, {})
    for target in LAYOUT.targets[: len(LAYOUT.targets) * 2 // 3]:
        row, col = place(target.number)
        page[row - 30 : row + 31, col - 30 : col + 31] = 12
    reading = read(page)
    assert isinstance(reading, UnreadSheet)
    assert reading.reasons[0].code is ReasonCode.POSITION_UNCERTAIN
    assert "targets could not be placed" in reading.reasons[0].detail


def test_most_is_more_than_half():
    assert not most_are_refused(())
    assert not most_are_refused((Refusal.COVERED, None))
    assert most_are_refused((Refusal.COVERED, None, Refusal.OFF_IMAGE))


def test_an_oval_that_the_image_does_not_hold_whole_is_off_it():
    centres = np.array([[5.0, 50.0], [4.0, 50.0], [50.0, 92.0], [94.0, 50.0], [95.0, 50.0]])
    assert off_image(centres, np.array([5.0, 8.0]), (100, 100)).tolist() == [False, True, True, False, True]


def lies(count, seed):
    rng = np.random.default_rng(seed)
    for _ in range(count):
        yield (
            rng,
            Lie(
                pitch_px=float(rng.choice([36, 50, 75])),
                skew_deg=rng.uniform(-3, 3),
                shear=rng.uniform(-0.01, 0.01),
                stretch=rng.uniform(0.95, 1.05),
                waves=float(rng.choice([0, 0.2])),
                turned=bool(rng.integers(2)),
            ),
        )


def test_a_stated_error_is_hardly_ever_exceeded_and_outlines_are_found_between_pixels():
    beyond, errors = [], []
    for rng, lie in lies(24, 11):
        down, right = rng.uniform(-0.1, 0.1, 2)
        printed = replace(
            LAYOUT, targets=tuple(replace(t, row=t.row + down, column=t.column + right) for t in LAYOUT.targets)
        )
        strokes = [Stroke.FILL, Stroke.SCRIBBLE, Stroke.CROSS, Stroke.DASH]
        votes = {t.number: strokes[rng.integers(4)] for t in LAYOUT.targets if rng.random() < 0.3}
        missing = frozenset((int(rng.integers(1, 40)), int(rng.choice([0, 33]))) for _ in range(3))
        page = degraded(draw_page(lie, printed, votes, Flaws(missing=missing)), noise=6, blur_px=rng.uniform(0, 1))
        levels = measure_ink_levels(page)
        grid = find_grid(page, levels, 34)
        assert isinstance(grid, Grid), grid
        registered = register_page(page, levels, grid, LAYOUT, OUTLINE)
        assert registered is not None
        true = lie.to_px([t.row for t in printed.targets], [t.column for t in printed.targets])
        apart = np.hypot(*(registered.centres_px - true).T)
        beyond.append(apart > registered.errors_px)
        errors.append(apart[[t.number not in votes for t in LAYOUT.targets]])
    assert np.concatenate(beyond).mean() <= 0.001
    assert np.median(np.concatenate(errors)) < 0.25


SLIPS = [*range(1, 41, 6), 39]


@pytest.mark.parametrize("turned", [False, True], ids=["upright", "turned"])
@pytest.mark.parametrize("row", SLIPS)
def test_paper_that_slipped_half_a_row_is_read_right_or_not_at_all(row, turned):
    lie = Lie(pitch_px=50, slip_row=row, turned=turned)
    reading = read(draw_page(lie, LAYOUT, VOTED))
    if isinstance(reading, ReadSheet):
        for target in reading.targets:
            wanted = Mark.MARKED if target.number in VOTED else Mark.UNMARKED
            assert target.mark in (wanted, Mark.AMBIGUOUS)
    else:
        assert isinstance(reading, UnreadSheet)


@pytest.mark.parametrize("row", SLIPS)
@pytest.mark.parametrize("side", ["left", "right"])
def test_half_a_row_more_in_one_border_alone_is_read_right_or_not_at_all(row, side):
    """As where one side of the paper was pulled: its marks lie half a pitch lower from there on."""
    page = draw_page(A200, LAYOUT, VOTED)
    slipped = draw_page(replace(A200, slip_row=row), LAYOUT, VOTED)
    height, half = page.shape[0], page.shape[1] // 2
    pulled = np.full((slipped.shape[0], page.shape[1]), PAPER, np.uint8)
    pulled[:height] = page
    pulled[:, :60] = slipped[:, :60] if side == "left" else pulled[:, :60]
    pulled[:, -60:] = slipped[:, -60:] if side == "right" else pulled[:, -60:]
    assert half > 60
    reading = read(pulled)
    if isinstance(reading, ReadSheet):
        for target in reading.targets:
            wanted = Mark.MARKED if target.number in VOTED else Mark.UNMARKED
            assert target.mark in (wanted, Mark.AMBIGUOUS)


@pytest.mark.parametrize("skew_deg", [-2.0, 2.0])
@pytest.mark.parametrize("pitch_px", [36, 50, 75])
def test_marks_that_merge_with_a_black_band_beside_and_above_the_paper(pitch_px, skew_deg):
    lie = Lie(pitch_px=pitch_px, skew_deg=skew_deg, margin=0.8)
    page = draw_page(lie, LAYOUT, VOTED)
    top = round(lie.to_px([0.0], [0.0])[0, 0])
    edge = round(lie.to_px([20.0], [0.0])[0, 1] - 0.3 * pitch_px)
    page[:, :edge] = 6
    page[: max(0, min(top, round(lie.to_px([0.0], [33.0])[0, 0])) - pitch_px // 5)] = 6
    reading = read(page)
    if isinstance(reading, ReadSheet):
        for target in reading.targets:
            wanted = Mark.MARKED if target.number in VOTED else Mark.UNMARKED
            assert target.mark in (wanted, Mark.AMBIGUOUS)
