"""An oval filled whole and evenly by a light pencil is a vote; no other gray in an oval is."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imaging.reader import read_sheet
from imaging.sheets import Cause, Doubt, Mark, ReadSheet, Shape
from tests.imaging.drawn_pages import (
    PAPER,
    Lie,
    Stroke,
    around,
    degraded,
    draw_line,
    draw_page,
    layouts,
    mark,
    one_sided,
    page_layout,
    scanned,
    two_sided,
)
from tests.soak import examples

A200 = Lie(pitch_px=50)
TARGETS = page_layout().targets
LIGHT = [PAPER - 55, PAPER - 70, PAPER - 100]
"""From a quarter of the contrast to where ink begins."""


def read(page):
    reading = read_sheet(scanned(page), layouts(one_sided()), 1)
    assert isinstance(reading, ReadSheet), reading
    return {target.number: target for target in reading.targets}


def jpeg(page, quality):
    _, data = cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_GRAYSCALE), np.uint8)


def darkened(page, middle, half_height, half_width, by, lie=A200):
    """A box of the page, in pitches, so many gray levels darker; what is darker already stays."""
    (top, left), (bottom, right) = np.rint(
        lie.to_px(
            [middle.row - half_height, middle.row + half_height],
            [middle.column - half_width, middle.column + half_width],
        )
    ).astype(int)
    box = page[max(top, 0) : bottom, max(left, 0) : right]
    np.minimum(box, PAPER - by, out=box)


@pytest.mark.parametrize("level", LIGHT)
@pytest.mark.parametrize("pitch_px", [36, 50, 75], ids=["144 dpi", "200 dpi", "300 dpi"])
def test_a_light_pencils_whole_fill_is_marked_however_it_was_scanned(pitch_px, level):
    lie = Lie(pitch_px=pitch_px, skew_deg=0.7)
    page = draw_page(lie, page_layout())
    mark(page, lie, TARGETS[3], Stroke.FILL, level=level)
    for scan in (page, degraded(page, noise=6, blur_px=0.8), jpeg(degraded(page, noise=4), 40)):
        seen = read(scan)
        assert (seen[4].mark, seen[4].shape) == (Mark.MARKED, Shape.FILLED)
        assert 1000 * seen[4].ink_px >= 800 * seen[4].target_px
        assert all(target.mark is Mark.UNMARKED for number, target in seen.items() if number != 4)


@pytest.mark.parametrize("by", [10, 20, 30, 40, 55, 70])
@pytest.mark.parametrize("offset", [(0.0, 0.25), (0.15, 0.0), (0.1, 0.15)], ids=["half", "lower half", "corner"])
def test_gray_in_a_part_of_an_oval_is_no_vote(by, offset):
    page = draw_page(A200, page_layout())
    middle = replace(TARGETS[3], row=TARGETS[3].row + offset[0], column=TARGETS[3].column + offset[1])
    mark(page, A200, middle, Stroke.FILL, level=PAPER - by)
    row, col = (round(place) for place in A200.to_px([TARGETS[3].row], [TARGETS[3].column])[0])
    clean = page[row - 40 : row + 40, col - 40 : col + 40]
    assert (clean < PAPER).any()
    assert read(degraded(page, noise=4))[4].mark is not Mark.MARKED


@pytest.mark.parametrize("by", [45, 60, 80])
@pytest.mark.parametrize(
    ("half_height", "half_width"),
    [(0.6, 0.8), (0.24, 60), (60, 0.38), (0.45, 0.45), (3.0, 5.0)],
    ids=["smear", "fold's shadow", "streak's shadow", "thumb", "tinted box"],
)
def test_gray_that_does_not_end_with_the_outline_is_no_vote(half_height, half_width, by):
    page = draw_page(A200, page_layout())
    darkened(page, TARGETS[15], half_height, half_width, by)
    seen = read(degraded(page, noise=4))
    assert [number for number, target in seen.items() if target.mark is Mark.MARKED] == []


@pytest.mark.parametrize("left", [10, 20, 30])
def test_what_an_eraser_leaves_is_no_vote(left):
    page = draw_page(A200, page_layout())
    for target in TARGETS[:9]:
        mark(page, A200, target, Stroke.FILL, level=PAPER - left)
        smear = np.full_like(page, PAPER)
        draw_line(smear, A200, around(target, (-0.4, -0.5), (0.4, 0.5), (-0.3, 0.4)), 0.2, PAPER - left // 2)
        np.minimum(page, smear, out=page)
    assert all(target.mark is not Mark.MARKED for target in read(degraded(page, noise=4)).values())


def test_ovals_printed_with_a_tint_are_no_votes():
    page = draw_page(A200, page_layout())
    for target in TARGETS:
        mark(page, A200, target, Stroke.FILL, level=PAPER - 60)
    assert all(target.mark is not Mark.MARKED for target in read(page).values())


def test_a_halftone_around_and_in_the_ovals_is_no_vote():
    page = draw_page(A200, page_layout())
    dots = np.full_like(page, PAPER)
    dots[::4, ::4] = dots[1::4, ::4] = dots[::4, 1::4] = 60
    top, bottom = (round(float(A200.to_px([row], [4.0])[0, 0])) for row in (10.0, 25.0))
    page[top:bottom, 110:1500] = np.minimum(page, dots)[top:bottom, 110:1500]
    seen = read(degraded(page, blur_px=1.0))
    assert [number for number, target in seen.items() if target.mark is Mark.MARKED] == []


@pytest.mark.parametrize("dark", [1, 2, 3, 7])
def test_a_light_fill_among_dark_ones_is_asked_about_for_it_may_be_erased(dark):
    page = draw_page(A200, page_layout(), dict.fromkeys(range(1, 1 + dark), Stroke.FILL))
    mark(page, A200, TARGETS[20], Stroke.FILL, level=PAPER - 60)
    seen = read(page)
    assert (seen[21].mark, seen[21].doubt) == (Mark.AMBIGUOUS, Doubt.ODD)
    assert {number for number, target in seen.items() if target.mark is Mark.MARKED} == set(range(1, 1 + dark))


@pytest.mark.parametrize("by", [45, 60, 80, 110])
def test_a_dark_dot_on_gray_is_no_light_fill(by):
    page = draw_page(A200, page_layout())
    mark(page, A200, TARGETS[20], Stroke.FILL, level=PAPER - by // 2)
    draw_line(page, A200, around(TARGETS[20], (0.0, -0.03), (0.0, 0.03)), 0.12)
    assert read(page)[21].mark is not Mark.MARKED


def test_a_voter_who_fills_every_oval_lightly_has_voted_in_each():
    page = draw_page(A200, page_layout())
    voted = set(range(1, 33, 3))
    for number in voted:
        mark(page, A200, TARGETS[number - 1], Stroke.FILL, level=PAPER - 60 - number)
    seen = read(degraded(page, noise=4))
    assert {number for number, target in seen.items() if target.mark is Mark.MARKED} == voted
    assert all(target.mark is not Mark.AMBIGUOUS for target in seen.values())


def test_a_light_fill_with_dark_ink_behind_it_may_shine_through_and_is_no_vote():
    card = two_sided()
    lie = Lie(pitch_px=50)
    number, target = next((one.number, one) for one in card.pages[0].targets if one.row == 20)
    front, back = draw_page(lie, card.pages[0], {1: Stroke.FILL}), draw_page(lie, card.pages[1], {40: Stroke.FILL})
    mark(front, lie, target, Stroke.FILL, level=PAPER - 60)
    mark(back, lie, replace(target, column=33 - target.column + 0.1), Stroke.FILL)
    reading = read_sheet(scanned(front, back), layouts(card), 2)
    assert isinstance(reading, ReadSheet), reading
    seen = {one.number: one for one in reading.targets}
    assert (seen[number].mark, seen[number].cause) == (Mark.AMBIGUOUS, Cause.BLEED)


@pytest.mark.parametrize("by", [26, 32, 40])
@pytest.mark.parametrize("noise", [0, 4])
def test_a_fill_too_light_to_count_is_asked_about_and_empty_ovals_beside_it_are_not(by, noise):
    """From an eighth of the contrast on, where it is whole, even, and ends with the outline."""
    page = draw_page(A200, page_layout())
    mark(page, A200, TARGETS[12], Stroke.FILL, level=PAPER - by)
    seen = read(degraded(page, noise=noise, blur_px=0.5))
    assert (seen[13].mark, seen[13].doubt) == (Mark.AMBIGUOUS, Doubt.LIGHT)
    assert [n for n, target in seen.items() if n != 13 and target.mark is not Mark.UNMARKED] == []


@settings(max_examples=examples(16), deadline=None)
@given(st.integers(1, len(TARGETS)), st.integers(26, 190), st.floats(0, 5), st.floats(0.3, 0.9), st.integers(0, 99))
def test_a_whole_fill_of_any_darkness_is_counted_or_asked_about(number, by, noise, blur, seed):
    page = draw_page(A200, page_layout())
    mark(page, A200, TARGETS[number - 1], Stroke.FILL, level=PAPER - by)
    seen = read(degraded(page, noise=noise, blur_px=blur, seed=seed))
    assert seen[number].mark is not Mark.UNMARKED
    assert [n for n, target in seen.items() if n != number and target.mark is not Mark.UNMARKED] == []


@settings(max_examples=examples(16), deadline=None)
@given(st.floats(0, 9), st.integers(0, 30), st.booleans(), st.integers(0, 99))
def test_empty_ovals_of_gray_mottled_paper_are_not_asked_about(noise, mottle, compressed, seed):
    """Patches a quarter inch wide, up to thirty levels darker than the rest."""
    page = draw_page(A200, page_layout())
    patches = np.random.default_rng(seed).uniform(0, mottle, (page.shape[0] // 50, page.shape[1] // 50))
    shade = cv2.resize(patches.astype(np.float32), page.shape[::-1], interpolation=cv2.INTER_CUBIC)
    scan = degraded(np.clip(page - shade, 0, 255).astype(np.uint8), noise=noise, seed=seed)
    seen = read(jpeg(scan, 50) if compressed else scan)
    assert [n for n, target in seen.items() if target.mark is not Mark.UNMARKED] == []
