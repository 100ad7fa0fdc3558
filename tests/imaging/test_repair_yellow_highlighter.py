"""Ink that only colour shows is asked about; the colours of paper and print are not."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imaging.marks.colour import coloured
from imaging.reader import read_sheet
from imaging.sheets import Doubt, Mark, Nearby, ReadSheet
from tests.imaging.coloured_pages import (
    HIGHLIGHTERS,
    WHITE,
    Saved,
    ink_over,
    noisy,
    on_paper,
    scanned_in_colour,
    strokes,
    swipe,
)
from tests.imaging.drawn_pages import Lie, Stroke, draw_page, layouts, mark, one_sided, page_layout
from tests.soak import examples

LIE = Lie(pitch_px=40)
LAYOUT = page_layout()
TARGETS = LAYOUT.targets
VOTED = {2: Stroke.FILL, 15: Stroke.CROSS, 30: Stroke.CHECK}
DRAWN = draw_page(LIE, LAYOUT, VOTED)
ASKED = 8
EXPECTED = coloured._expected
SHOWN = TARGETS[ASKED - 1]
PAPERS = {"white": WHITE, "bright": (255, 255, 255), "yellow": (250, 240, 170), "pink": (250, 205, 215)}
SAVED = [Saved(90, subsampled=False), Saved(75), Saved(50), Saved(None)]
OF_A_FILE = pytest.mark.parametrize("saved", SAVED, ids=["fine", "usual", "coarse", "PNG"])


def read(rgb, saved=None):
    reading = read_sheet(scanned_in_colour(rgb, saved), layouts(one_sided()), 1)
    assert isinstance(reading, ReadSheet), reading
    return {target.number: target for target in reading.targets}


def asked(targets):
    """What is asked about, besides the dark marks; these are marked."""
    assert all(targets[number].mark is Mark.MARKED for number in VOTED)
    return {number for number, one in targets.items() if one.mark is Mark.AMBIGUOUS or one.nearby is not None}


def marked_with(ink, stroke=Stroke.FILL, paper=WHITE, width=0.16):
    rgb = on_paper(DRAWN, paper)
    ink_over(rgb, strokes(DRAWN, LIE, SHOWN, stroke, width), ink)
    return rgb


@pytest.mark.parametrize("name", HIGHLIGHTERS)
def test_a_fill_of_every_highlighter_is_asked_about(name):
    targets = read(marked_with(HIGHLIGHTERS[name]))
    assert targets[ASKED].mark is Mark.AMBIGUOUS
    assert asked(targets) == {ASKED}


@OF_A_FILE
@pytest.mark.parametrize("stroke", [Stroke.FILL, Stroke.CROSS, Stroke.CHECK])
def test_fills_crosses_and_ticks_are_asked_about_however_the_scan_is_saved(stroke, saved):
    targets = read(marked_with(HIGHLIGHTERS["yellow"], stroke), saved)
    assert (targets[ASKED].mark, targets[ASKED].doubt) == (Mark.AMBIGUOUS, Doubt.COLOUR)
    assert asked(targets) == {ASKED}


@pytest.mark.parametrize("paper", PAPERS)
def test_a_highlighter_is_seen_on_paper_of_any_colour_and_the_paper_is_not_asked_about(paper):
    assert asked(read(on_paper(DRAWN, PAPERS[paper]))) == set()
    assert asked(read(marked_with((150, 235, 255), paper=PAPERS[paper]))) == {ASKED}


VISIBLE = st.tuples(*[st.integers(60, 255)] * 3).filter(lambda ink: 255 - min(ink) >= 60 and max(ink) - min(ink) >= 60)
"""Inks that take at least 60 of 255 levels of one of the three colours, and of another at least so many less."""


@settings(max_examples=examples(24), deadline=None, suppress_health_check=list(HealthCheck))
@given(
    ink=VISIBLE,
    paper=st.sampled_from(list(PAPERS.values())),
    saved=st.sampled_from(SAVED),
    stroke=st.sampled_from([Stroke.FILL, Stroke.FILL, Stroke.CROSS]),
    sigma=st.sampled_from([0.0, 2.0]),
)
def test_no_ink_that_is_plainly_coloured_is_passed_over(ink, paper, saved, stroke, sigma):
    """On yellow paper a yellow that takes no more blue than the paper is no ink to see: its colour has to show."""
    rgb = marked_with(ink, stroke, paper)
    taken = [level * (255 - share) / 255 for level, share in zip(paper, ink, strict=True)]
    targets = read(noisy(rgb, sigma) if sigma else rgb, saved)
    if max(taken) >= 60 and max(taken) - min(taken) >= 50:
        assert targets[ASKED].mark is not Mark.UNMARKED
    assert asked(targets) - {ASKED} == set()


@OF_A_FILE
@pytest.mark.parametrize("paper", PAPERS)
def test_noise_on_paper_of_any_colour_is_not_asked_about(paper, saved):
    assert asked(read(noisy(on_paper(DRAWN, PAPERS[paper]), 6.0), saved)) == set()


@pytest.mark.parametrize("ink", [(255, 175, 175), (165, 205, 255)], ids=["red", "blue"])
@pytest.mark.parametrize("voted", [(), (ASKED,)], ids=["empty", "with a highlighter's mark"])
def test_ovals_printed_in_a_colour_that_scanners_drop_are_not_asked_about(ink, voted):
    """The outline is printed in gray as well, or no oval would be found; all insides are tinted."""
    rgb = on_paper(DRAWN)
    tinted = np.full_like(DRAWN, 255)
    for target in TARGETS:
        mark(tinted, LIE, target, Stroke.FILL, level=0)
    ink_over(rgb, tinted, ink)
    for number in voted:
        ink_over(rgb, strokes(DRAWN, LIE, TARGETS[number - 1], Stroke.FILL), HIGHLIGHTERS["yellow"])
    assert asked(read(rgb)) == set(voted)


@pytest.mark.parametrize("tint", [(255, 235, 150), (200, 225, 255), (255, 215, 225)], ids=["yellow", "blue", "pink"])
@pytest.mark.parametrize("knocked_out", [False, True], ids=["tinted ovals", "white ovals"])
def test_a_contest_on_a_tint_of_its_own_is_not_asked_about_and_ink_on_it_is(tint, knocked_out):
    rgb = on_paper(DRAWN)
    top, bottom = SHOWN.row - 5, SHOWN.row + 5
    ink_over(rgb, swipe(DRAWN, LIE, [((top + bottom) / 2, 2.5), ((top + bottom) / 2, 11)], bottom - top), tint)
    if knocked_out:
        for target in TARGETS:
            if abs(target.row - SHOWN.row) < 5 and target.column == SHOWN.column and target.number not in VOTED:
                ink_over(rgb, strokes(DRAWN, LIE, target, Stroke.FILL), WHITE, through=False)
    assert asked(read(rgb)) == set()
    ink_over(rgb, strokes(DRAWN, LIE, SHOWN, Stroke.FILL), (140, 255, 140) if tint[2] < 200 else (255, 250, 90))
    assert asked(read(rgb)) == {ASKED}


@pytest.mark.parametrize("tint", [(255, 247, 215), (225, 238, 255)], ids=["yellow", "blue"])
def test_rows_that_are_tinted_by_turns_are_not_asked_about_and_ink_on_them_is(tint):
    rgb = on_paper(DRAWN)
    for row in sorted({target.row for target in TARGETS})[::2]:
        ink_over(rgb, swipe(DRAWN, LIE, [(row, 2.5), (row, 32)], 1.4), tint)
    assert asked(read(rgb)) == set()
    for number, ink in ((7, (150, 255, 140)), (9, HIGHLIGHTERS["pink"]), (ASKED, HIGHLIGHTERS["yellow"])):
        ink_over(rgb, strokes(DRAWN, LIE, TARGETS[number - 1], Stroke.FILL), ink)
    assert asked(read(rgb)) == {7, ASKED, 9}


@pytest.mark.parametrize(
    "lie",
    [Lie(pitch_px=36, skew_deg=1.0), Lie(pitch_px=75, turned=True), Lie(pitch_px=50, skew_deg=-0.7, waves=0.1)],
    ids=["144 dpi, askew", "300 dpi, upside down", "200 dpi, an uneven feed"],
)
def test_a_highlighter_is_seen_however_large_and_askew_the_page_lies(lie):
    page = draw_page(lie, LAYOUT, VOTED)
    rgb = on_paper(page)
    ink_over(rgb, strokes(page, lie, SHOWN, Stroke.CROSS), HIGHLIGHTERS["yellow"])
    assert asked(read(rgb)) == {ASKED}


@pytest.mark.parametrize("name", ["yellow", "green", "pink"])
def test_a_highlighter_drawn_over_a_name_is_asked_about_where_the_contest_has_votes_left(name):
    rgb = on_paper(DRAWN)
    row = SHOWN.row
    ink_over(rgb, swipe(DRAWN, LIE, [(row, SHOWN.column + 0.9), (row, SHOWN.column + 5)], 0.7), HIGHLIGHTERS[name])
    targets = read(rgb)
    assert (targets[ASKED].mark, targets[ASKED].nearby) == (Mark.UNMARKED, Nearby.COLOUR)
    assert asked(targets) == {ASKED}


def test_a_highlighter_over_oval_and_name_together_is_asked_about():
    rgb = on_paper(DRAWN)
    ink_over(rgb, swipe(DRAWN, LIE, [(SHOWN.row, SHOWN.column - 0.8), (SHOWN.row, 9)], 0.8), HIGHLIGHTERS["yellow"])
    assert read(rgb)[ASKED].mark is Mark.AMBIGUOUS


def test_a_mark_in_ink_that_gray_shows_is_read_as_before():
    targets = read(marked_with((30, 50, 170)))
    assert (targets[ASKED].mark, targets[ASKED].doubt) == (Mark.MARKED, None)


def test_a_pages_colour_is_not_decoded_where_gray_shows_no_trace():
    sheet = scanned_in_colour(noisy(on_paper(DRAWN), 2.0))
    object.__setattr__(sheet.pages[0], "chroma", lambda: pytest.fail("the colour was decoded"))
    reading = read_sheet(sheet, layouts(one_sided()), 1)
    assert isinstance(reading, ReadSheet)
    assert asked({target.number: target for target in reading.targets}) == set()


@pytest.mark.parametrize("far", [8, 9])
def test_a_page_of_which_no_pixel_departs_from_its_paper_is_not_searched(far, monkeypatch):
    """Every place is held to paper's colour among others: so nothing is lost where none departs from it."""
    searched = []

    def expected(*given):
        searched.append(given)
        return EXPECTED(*given)

    monkeypatch.setattr(coloured, "_expected", expected)
    sheet = scanned_in_colour(marked_with(HIGHLIGHTERS["yellow"]))
    height, width = DRAWN.shape
    planes = np.full((2, (height + 1) // 2, (width + 1) // 2), 128, np.uint8)
    planes[0, 1::2, 1::2] = 128 - far
    object.__setattr__(sheet.pages[0], "chroma", lambda: planes)
    reading = read_sheet(sheet, layouts(one_sided()), 1)
    assert isinstance(reading, ReadSheet)
    assert bool(searched) is (far > 8)


def test_where_the_colour_cannot_be_had_what_gray_shows_a_trace_of_is_asked_about():
    sheet = scanned_in_colour(marked_with(HIGHLIGHTERS["yellow"]))
    object.__setattr__(sheet.pages[0], "chroma", lambda: None)
    reading = read_sheet(sheet, layouts(one_sided()), 1)
    assert isinstance(reading, ReadSheet)
    assert {one.number for one in reading.targets if one.doubt is Doubt.COLOUR} == {ASKED}


def test_grays_that_are_kept_as_colours_are_read_as_grays():
    gray = draw_page(LIE, LAYOUT, VOTED)
    ink_over(rgb := np.repeat(gray[:, :, None], 3, axis=2), strokes(gray, LIE, SHOWN, Stroke.FILL), (225, 225, 225))
    assert read(rgb)[ASKED].doubt is not Doubt.COLOUR
