"""A bare second image is an empty back only where it is proved blank; what anybody would see on it sets it aside."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imaging.blank_pages import is_blank
from imaging.reader import read_sheet
from imaging.sheets import ReadSheet, ReasonCode, UnreadSheet
from tests.imaging.drawn_pages import (
    Flaws,
    Lie,
    Page,
    Stroke,
    degraded,
    draw_page,
    layouts,
    one_sided,
    page_layout,
    scanned,
)
from tests.soak import examples

LIE = Lie(pitch_px=50)
ONE = layouts(one_sided())
FRONT = draw_page(LIE, page_layout(), dict.fromkeys(range(1, 30, 3), Stroke.FILL))
UNMARKED = draw_page(LIE, page_layout())
OTHER = draw_page(LIE, page_layout(places=[(row, column) for column in (9, 20) for row in range(6, 30, 4)]))
SHAPE = FRONT.shape
NO_MARKS = Flaws(missing=frozenset((row, column) for row in range(41) for column in (0, 33)))


def paper(level: int = 245) -> Page:
    return np.full(SHAPE, level, np.uint8)


def showing_through(share: float, down: int = 0, right: int = 0) -> Page:
    """The front, mirrored, so much of it, and not quite where it lies."""
    shine = np.roll((255 - FRONT[:, ::-1]) * share, (down, right), (0, 1))
    return np.asarray(np.clip(245 - shine, 0, 255), np.uint8)


def soaked(share: float) -> Page:
    """Its marks have come through the paper; its print has not."""
    marks = UNMARKED.astype(int) - FRONT
    return np.asarray(np.clip(245 - marks[:, ::-1] * share, 0, 255), np.uint8)


def on_a_bed(level: int) -> Page:
    page = paper()
    page[:, :70], page[-160:] = level, level
    return page


def punched() -> Page:
    page = paper()
    for right in (500, 1100):
        cv2.circle(page, (right, 40), 25, (0,), -1)
    return page


def stapled() -> Page:
    page = paper()
    cv2.line(page, (60, 90), (150, 60), (60,), 4)
    cv2.line(page, (63, 97), (153, 67), (190,), 9)
    return page


def folded() -> Page:
    page = paper()
    cv2.line(page, (0, 730), (SHAPE[1], 741), (190,), 3)
    return page


def dusty(specks: int, seed: int = 3) -> Page:
    page, rng = paper(), np.random.default_rng(seed)
    for row, col in zip(rng.integers(0, SHAPE[0], specks), rng.integers(0, SHAPE[1], specks), strict=True):
        page[row : row + 2, col : col + 2] = rng.choice([30, 90, 140])
    return page


def shaded() -> Page:
    return np.clip(np.linspace(250, 150, SHAPE[1])[None, :].repeat(SHAPE[0], 0), 0, 255).astype(np.uint8)


def streaked() -> Page:
    page = paper()
    page[:, 600:602], page[:, 1300:1304] = 120, 60
    return page


def written(*lines: str, level: int = 60, size: float = 1.0) -> Page:
    page = paper()
    for number, line in enumerate(lines):
        cv2.putText(page, line, (120, 300 + 60 * number), cv2.FONT_HERSHEY_SIMPLEX, size, (level,), 2, cv2.LINE_AA)
    return page


def ruled() -> Page:
    page = paper()
    page[60::60] = 40
    return page


def torn() -> Page:
    page = FRONT.copy()
    cv2.fillPoly(page, [np.array([[0, 0], [900, 0], [0, 900]])], (0,))
    return page


def faint(page: Page, share: float) -> Page:
    """Print of so little ink, or lit too much, that its strokes are as pale as what shines through."""
    return np.asarray(np.clip(245 - (255 - page.astype(float)) * share, 0, 255), np.uint8)


def askew(page: Page, degrees: float) -> Page:
    turn = cv2.getRotationMatrix2D((SHAPE[1] / 2, SHAPE[0] / 2), degrees, 1)
    return np.asarray(cv2.warpAffine(page, turn, SHAPE[::-1], borderValue=(245,)), np.uint8)


BLANK = {
    "paper": paper(),
    "tinted paper": paper(150),
    "paper that is darker to one side": shaded(),
    "noise of the scanner": degraded(paper(), noise=9),
    "the front shines through": showing_through(0.12),
    "the front shines through, elsewhere": showing_through(0.12, 25, -18),
    "the front shines through, heavily and askew": askew(showing_through(0.18, 4, 9), 1.5),
    "the front shines through, turned over its short edge": showing_through(0.15)[::-1, ::-1],
    "the marks soak through": soaked(0.4),
    "a black bed": on_a_bed(0),
    "a gray bed": on_a_bed(120),
    "punched holes": punched(),
    "a staple and its shadow": stapled(),
    "a fold": folded(),
    "dust": dusty(200),
    "dirty glass": streaked(),
    "black and white": degraded(dusty(120), bitonal=True),
}
SEEN_AS_BALLOTS = {"a ballot", "the same ballot", "a ballot scanned too bright", "a ballot that lies crosswise"}
"""Two pages with timing marks disagree before anybody asks whether one is blank."""
NOT_BLANK = {
    "a ballot": OTHER,
    "the same ballot": FRONT,
    "a torn ballot": torn(),
    "an inverted ballot": 255 - OTHER,
    "a ballot that lies crosswise": np.ascontiguousarray(np.rot90(OTHER)),
    "a ballot scanned too bright": np.clip(OTHER.astype(int) // 4 + 190, 0, 255).astype(np.uint8),
    "a faint ballot": faint(OTHER, 0.16),
    "a faint ballot upside down": faint(OTHER[::-1, ::-1], 0.12),
    "a faint ballot of the same print": degraded(faint(UNMARKED, 0.16), noise=3),
    "a faint ballot without its timing marks": faint(draw_page(LIE, page_layout(), flaws=NO_MARKS), 0.14),
    "a ballot without its timing marks": draw_page(LIE, page_layout(), flaws=NO_MARKS),
    "two lines of print": written("Shall the levy be renewed for ten years?", "YES   NO"),
    "small print": written("Printed by the county of Park, ballot 3 of 12, turn over", size=0.6),
    "a black image": paper(0),
    "a form of nothing but lines": ruled(),
}


@pytest.mark.parametrize("name", BLANK)
def test_paper_and_what_happens_to_it_is_an_empty_back(name: str) -> None:
    assert is_blank(BLANK[name], FRONT)
    for pages in ((FRONT, BLANK[name]), (BLANK[name], FRONT)):
        assert isinstance(read_sheet(scanned(*pages), ONE, 2), ReadSheet)


@pytest.mark.parametrize("name", NOT_BLANK)
def test_what_is_printed_or_cannot_be_seen_is_no_empty_back(name: str) -> None:
    assert not is_blank(NOT_BLANK[name], FRONT)
    assert not is_blank(NOT_BLANK[name])


@pytest.mark.parametrize("name", [name for name in NOT_BLANK if name not in SEEN_AS_BALLOTS])
def test_a_sheet_with_such_an_image_is_set_aside_and_the_image_named(name: str) -> None:
    for pages in ((FRONT, NOT_BLANK[name]), (NOT_BLANK[name], FRONT)):
        reading = read_sheet(scanned(*pages), ONE, 2)
        assert isinstance(reading, UnreadSheet)
        assert reading.reasons[0].code is ReasonCode.PAGES_DISAGREE
        assert f"{'2' if pages[0] is FRONT else '1'}.png, page 1, is not the empty back" in reading.reasons[0].detail


@given(
    st.floats(0, 0.12),
    st.integers(-30, 30),
    st.integers(-30, 30),
    st.floats(0, 8),
    st.integers(0, 150),
    st.integers(0, 1000),
    st.booleans(),
)
@settings(max_examples=examples(12), deadline=None)
def test_show_through_dust_and_noise_together_leave_a_back_empty_and_hide_no_print(
    shine: float, down: int, right: int, noise: float, specks: int, seed: int, bitonal: bool
) -> None:
    page = np.minimum(showing_through(shine, down, right), dusty(specks, seed))
    assert is_blank(degraded(page, noise, bitonal=bitonal, seed=seed), FRONT)
    printed = np.minimum(page, written("Shall the levy be renewed for ten years?", "YES   NO"))
    assert not is_blank(degraded(printed, noise, bitonal=bitonal, seed=seed), FRONT)
