"""The printed outline is never ink, and what is no outline is no place to vote: letters, rules and stamps."""

from dataclasses import replace
from functools import cache

import cv2
import numpy as np
import pytest

from imaging.layout import CardLayout, Layouts, PageLayout
from imaging.reader import read_sheet
from imaging.sheets import Doubt, Mark, PageImage, ReadSheet, Refusal, ScannedSheet, TargetReading
from tests.imaging import drawn_pages
from tests.imaging.drawn_pages import Lie, Stroke, draw_page, one_sided, page_layout, scanned
from tests.imaging.golden.cases import Case, simulated
from tests.imaging.measured_ballots import Gray, read
from tests.imaging.outlined_pages import PLACES_IN, Drawn, Print, draw_out, draw_outlined, outlined_layouts

FILLED = {2, 5, 11, 17}
PRINTS = [
    *(Print(drawn, stroke) for drawn in Drawn for stroke in (0.012, 0.03)),
    Print(Drawn.OVAL, 0.04),
    Print(Drawn.BOX, 0.04),
    Print(Drawn.OVAL, 0.006, level=140),
    Print(Drawn.CIRCLE, 0.006, level=140),
    Print(Drawn.OVAL, 0.027, dpi=300),
]


def _readings(how: Print, off_in: float) -> dict[int, TargetReading]:
    reading = read(outlined_layouts(how, off_in), draw_outlined(how, FILLED))
    assert isinstance(reading, ReadSheet), reading
    return {target.number: target for target in reading.targets}


@pytest.mark.parametrize("how", PRINTS, ids=str)
def test_an_outline_of_any_stroke_and_shape_is_no_ink(how):
    marks = {number: target.mark for number, target in _readings(how, 0.01).items()}
    assert marks == {n: Mark.MARKED if n in FILLED else Mark.UNMARKED for n in range(1, len(PLACES_IN) + 1)}


@pytest.mark.parametrize("drawn", Drawn)
def test_no_vote_comes_of_places_that_are_off_as_far_as_a_ruler_may_be(drawn):
    how = Print(drawn, 0.03)
    for number, target in _readings(how, 0.03).items():
        assert target.mark in ((Mark.MARKED, Mark.AMBIGUOUS) if number in FILLED else (Mark.UNMARKED, Mark.AMBIGUOUS))
        true_px = np.array(PLACES_IN[number - 1]) * how.dpi - 0.375  # drawn four times as large
        away_px = np.hypot(*(np.array([target.centre_row_px, target.centre_col_px]) - true_px))
        assert target.refused is not None or away_px <= target.error_px, "the place lies within its stated error"


@pytest.mark.parametrize(
    "how", [Print(Drawn.BOX, 0.0035, 140), Print(Drawn.ROUND_CORNERS, 0.006, 110, dpi=150)], ids=str
)
def test_gray_hairlines_are_found_where_a_ruler_told_their_places(how):
    marks = {number: target.mark for number, target in _readings(how, 0.03).items()}
    assert marks == {n: Mark.MARKED if n in FILLED else Mark.UNMARKED for n in range(1, len(PLACES_IN) + 1)}


@pytest.mark.parametrize("stretch", [0.9, 1.1])
@pytest.mark.parametrize("drawn", [Drawn.OVAL, Drawn.STADIUM, Drawn.CIRCLE])
def test_a_thin_outline_that_the_feed_draws_out_or_presses_together_is_still_one(drawn, stretch):
    how = Print(drawn, 0.005, dpi=300)
    page = draw_outlined(how, FILLED)
    for number in (7, 12):
        page = draw_out(page, how, number, stretch)
    reading = read(outlined_layouts(how), page)
    assert isinstance(reading, ReadSheet), reading
    marks = {target.number: target.mark for target in reading.targets}
    assert marks == {n: Mark.MARKED if n in FILLED else Mark.UNMARKED for n in marks}


def test_thick_outlines_beside_timing_marks_are_no_ink(monkeypatch):
    monkeypatch.setattr(drawn_pages, "STROKE", 0.13)
    page = draw_page(Lie(pitch_px=75), page_layout(), {3: Stroke.FILL, 9: Stroke.FILL})
    reading = read_sheet(scanned(page), drawn_pages.layouts(one_sided(outline=drawn_pages.OUTLINE)), 1)
    assert isinstance(reading, ReadSheet), reading
    assert {t.number for t in reading.targets if t.mark is Mark.MARKED} == {3, 9}
    assert {t.number for t in reading.targets if t.mark is Mark.AMBIGUOUS} == set()


@cache
def _office() -> tuple[Case, ReadSheet]:
    case = next(case for case in simulated() if case.name == "office 1")
    reading = read_sheet(case.sheet, case.layouts, case.images_per_sheet)
    assert isinstance(reading, ReadSheet), reading
    return case, reading


def _moved(layouts: Layouts, card: CardLayout, number: int, column: float, row: float) -> Layouts:
    """The layouts with one place of a card elsewhere."""
    pages = tuple(
        PageLayout(
            page.side,
            page.columns,
            page.rows,
            tuple(replace(t, column=column, row=row) if t.number == number else t for t in page.targets),
            page.bottom_marks,
            page.code,
            page.code_box,
        )
        for page in card.pages
    )
    return replace(layouts, cards=tuple(replace(c, pages=pages) if c.card == card.card else c for c in layouts.cards))


def test_a_place_on_letters_rules_and_borders_is_asked_about_and_never_counted():
    case, whole = _office()
    card = next(card for card in case.layouts.cards if card.card == whole.card)
    rng, refused = np.random.default_rng(7), 0
    for _ in range(40):
        page = card.pages[int(rng.integers(len(card.pages)))]
        target = page.targets[int(rng.integers(len(page.targets)))]
        column, row = rng.uniform(1, page.columns - 2), rng.uniform(1, max(t.row for t in page.targets))
        if any(abs(t.column - column) < 1.2 and abs(t.row - row) < 1 for t in page.targets):
            continue
        reading = read_sheet(case.sheet, _moved(case.layouts, card, target.number, column, row), 2)
        assert isinstance(reading, ReadSheet), reading
        seen = next(t for t in reading.targets if t.number == target.number)
        assert seen.mark is Mark.AMBIGUOUS, (target.number, column, row)
        refused += seen.refused is Refusal.NOT_PRINTED
    assert refused >= 20


def _stamped(gray: Gray, at: tuple[float, float], pitch_px: float, rng: np.random.Generator) -> Gray:
    """The page with a stamp of two lines in a frame, a letter of which lies here."""
    height = int(rng.uniform(0.5, 0.8) * pitch_px)
    size, thick = cv2.getFontScaleFromHeight(cv2.FONT_HERSHEY_DUPLEX, height), max(2, height // 6)
    lines = ("OFFICIAL BALLOT", "LARKSPUR COUNTY")
    wide = cv2.getTextSize(lines[1], cv2.FONT_HERSHEY_DUPLEX, size, thick)[0][0]
    stamp = np.zeros((4 * height, wide + 2 * height), np.uint8)
    for i, line in enumerate(lines):
        place = (height, round((1.5 + 1.6 * i) * height))
        cv2.putText(stamp, line, place, cv2.FONT_HERSHEY_DUPLEX, size, 255, thick, cv2.LINE_AA)
    rows, cols = np.nonzero(stamp[height // 2 : round(1.5 * height), wide // 4 : 3 * wide // 4])
    chosen = int(rng.integers(len(rows)))
    letter = (wide // 4 + int(cols[chosen]), height // 2 + int(rows[chosen]))
    cv2.rectangle(stamp, (3, 3), (stamp.shape[1] - 4, stamp.shape[0] - 4), 255, thick)
    turn = cv2.getRotationMatrix2D((float(letter[0]), float(letter[1])), rng.uniform(-12, 12), 1)
    move = np.array([[0, 0, at[1] - letter[0]], [0, 0, at[0] - letter[1]]])
    shown = cv2.warpAffine(stamp, turn + move, gray.shape[::-1]) / 255
    return np.asarray(np.minimum(gray, 255 - (255 - rng.uniform(30, 110)) * shown), np.uint8)


def test_letters_of_a_stamp_across_empty_targets_are_no_vote():
    case, whole = _office()
    empty = [t for t in whole.targets if t.mark is Mark.UNMARKED and t.side is whole.pages[0].side]
    rng, asked = np.random.default_rng(3), 0
    for target in rng.permutation(np.array(empty, object))[:12]:
        front, back = case.sheet.pages
        assert isinstance(front, PageImage)
        at = (target.centre_row_px, target.centre_col_px)
        gray = _stamped(front.gray, at, whole.pages[0].pitch_px, rng)
        reading = read_sheet(ScannedSheet(1, (replace(front, gray=gray), back)), case.layouts, 2)
        assert isinstance(reading, ReadSheet), reading
        marks = {t.number: t for t in reading.targets}
        votes = {t.number for t in whole.targets if t.mark is Mark.MARKED}
        assert {number for number, t in marks.items() if t.mark is Mark.MARKED} <= votes
        asked += marks[target.number].doubt is Doubt.LETTERS
    assert asked >= 3
