"""Ballot styles whose prints differ in the code of their timing marks alone: told by it where it is seen surely."""

from dataclasses import replace
from functools import cache

import cv2
import numpy as np
import pypdfium2
import pytest
from numpy.typing import NDArray

from imaging.layout import CardId, Layouts, MeasuredCard
from imaging.learning.blank import keep_print
from imaging.measured.identity import MatchedImage, find_pages, identify
from imaging.sheets import ReadSheet, Reason, ReasonCode, UnreadSheet
from test_ballots.vendors.drawing import PrintedSide, draw_pages
from tests.imaging.measured_ballots import BY_NAME, fill, image, layouts, lie, measured_card, press, read, scan

Gray = NDArray[np.uint8]
Code = tuple[frozenset[int], ...]

SILVERBOW = BY_NAME["silverbow"]
DPI = 200
USUAL: Code = tuple(page.bottom_marks or frozenset() for page in press(SILVERBOW).election.layouts.cards[0].pages)
ROW_IN, FIRST_IN, PITCH_IN = 10.5, 0.125, 0.25
"""Where the row with the code is, its first column, and how far its columns are apart."""


def _code(front: set[int] | None = None, back: set[int] | None = None) -> Code:
    """The usual code with the marks of these columns where it has none, and without those where it has one."""
    return USUAL[0] ^ frozenset(front or ()), USUAL[1] ^ frozenset(back or ())


ONE_MOVED, TWO_MOVED_BACK, BOTH_SIDES = _code({11, 10}), _code(None, {13, 14, 22, 23}), _code({11, 10}, {11, 10})
ONE_MORE = _code({30})


@cache
def _pages(code: Code, blot_in: float | None = None) -> tuple[Gray, ...]:
    """The blank with this code, all else being equal; with a blot as large as a mark, so far down beside its print."""
    sides = [PrintedSide("1", "Alder", number, 2, None, marks) for number, marks in enumerate(code, 1)]
    document = pypdfium2.PdfDocument(draw_pages(SILVERBOW, press(SILVERBOW).styles[0], sides))
    drawn = [page.render(scale=DPI / 72, grayscale=True).to_numpy() for page in document]
    pages = [np.array(page.reshape(page.shape[:2]), np.uint8) for page in drawn]
    if blot_in is not None:
        cv2.rectangle(pages[0], (1000, round(blot_in * DPI)), (1037, round(blot_in * DPI) + 12), 0, cv2.FILLED)
    return tuple(pages)


@cache
def _card(code: Code, name: str, blot_in: float | None = None) -> MeasuredCard:
    blanks = [keep_print(page, DPI) for page in _pages(code, blot_in)]
    pages = tuple(replace(p, blank=blank) for p, blank in zip(measured_card(SILVERBOW).pages, blanks, strict=True))
    return MeasuredCard(CardId(name), pages)


def _front(card: MeasuredCard) -> MeasuredCard:
    return replace(card, pages=card.pages[:1])


def _fronts(*codes: Code) -> Layouts:
    return layouts(*(_front(_card(code, f"style {number}")) for number, code in enumerate(codes, 1)))


def _read_as(known: Layouts, *grays: Gray) -> str | None:
    reading = read(known, *grays)
    if isinstance(reading, ReadSheet):
        return str(reading.card)
    assert isinstance(reading, UnreadSheet)
    assert {reason.code for reason in reading.reasons} <= {ReasonCode.UNKNOWN_CARD, ReasonCode.POSITION_UNCERTAIN}
    return None


def _at(column: int) -> tuple[int, int]:
    """The middle of a place in the row with the code, x and y in pixels."""
    return round((FIRST_IN + column * PITCH_IN) * DPI), round(ROW_IN * DPI)


def _scanned(gray: Gray, dpi: float, turn_deg: float, dust: int, seed: int = 1) -> Gray:
    rng = np.random.default_rng(seed)
    seen = scan(gray, DPI, lie(measured_card(SILVERBOW).pages[0], dpi, turn_deg, shift_in=(0.02, -0.015)))
    for _ in range(dust):
        at = int(rng.integers(seen.shape[1])), int(rng.integers(seen.shape[0]))
        cv2.circle(seen, at, int(rng.integers(1, 3)), int(rng.choice([0, 90, 255])), cv2.FILLED)
    return np.clip(seen + rng.normal(0, 4, seen.shape), 0, 255).astype(np.uint8)


@pytest.mark.parametrize("other", [ONE_MOVED, TWO_MOVED_BACK, BOTH_SIDES], ids=["front", "two of the back", "both"])
def test_styles_whose_marks_differ_are_told_apart(other):
    cards = [_card(USUAL, "usual"), _card(other, "other")]
    for code, name in ((USUAL, "usual"), (other, "other")):
        front, back = _pages(code)
        marked = fill(front, cards[0].pages[0].targets, DPI, {2, 5})
        assert _read_as(layouts(*cards), marked, back) == name


@pytest.mark.parametrize(
    ("dpi", "turn_deg", "dust"), [(200, 1.0, 0), (200, -0.6, 40), (300, 0.4, 40), (150, 0.2, 0), (200, 180.5, 0)]
)
def test_they_are_told_apart_however_they_are_scanned(dpi, turn_deg, dust):
    known = _fronts(USUAL, ONE_MOVED)
    for number, code in enumerate((USUAL, ONE_MOVED), 1):
        assert _read_as(known, _scanned(_pages(code)[0], dpi, turn_deg, dust)) == f"style {number}"


def test_one_of_several_is_told_from_every_other():
    codes = USUAL, ONE_MOVED, _code({16, 17}), _code({11, 10, 16, 17})
    known = _fronts(*codes)
    assert [_read_as(known, _pages(code)[0]) for code in codes] == [f"style {number}" for number in (1, 2, 3, 4)]


def test_a_style_without_a_mark_of_its_own_is_not_guessed():
    known = _fronts(USUAL, ONE_MORE)
    assert _read_as(known, _pages(ONE_MORE)[0]) == "style 2"
    reading = read(known, _pages(USUAL)[0])
    assert isinstance(reading, UnreadSheet)
    assert [reason.code for reason in reading.reasons] == [ReasonCode.UNKNOWN_CARD]
    assert "the timing marks in which style 1 and style 2 differ" in reading.reasons[0].detail


def _stroke(gray: Gray, column: int, thick: int, level: int = 40) -> Gray:
    x, y = _at(column)
    return np.asarray(cv2.line(gray.copy(), (x - 35, y + 9), (x + 30, y - 8), level, thick), np.uint8)


def _blot(gray: Gray, column: int) -> Gray:
    return np.asarray(cv2.ellipse(gray.copy(), _at(column), (20, 7), 0, 0, 360, 20, cv2.FILLED), np.uint8)


def _without(gray: Gray, column: int, level: int = 255) -> Gray:
    x, y = _at(column)
    gone = gray.copy()
    gone[y - 10 : y + 11, x - 22 : x + 23] = level
    return gone


def _cut(gray: Gray, level: int) -> Gray:
    gone = gray.copy()
    gone[_at(0)[1] - 12 :] = level
    return gone


def _torn(gray: Gray) -> Gray:
    x, y = _at(14)
    corner = np.array([(0, y - 60), (x, gray.shape[0]), (0, gray.shape[0])], np.int32)
    return np.asarray(cv2.fillPoly(gray.copy(), [corner], 255), np.uint8)


DAMAGED = {
    "a stroke over its mark": lambda gray: _stroke(gray, 11, 12),
    "a pencil stroke over its mark's place and the other's": lambda gray: _stroke(_stroke(gray, 11, 30), 10, 30, 130),
    "a stroke where the other has a mark": lambda gray: _stroke(gray, 10, 5),
    "a blot where the other has a mark": lambda gray: _blot(gray, 10),
    "its mark lost": lambda gray: _without(gray, 11),
    "its mark lost, and a blot where the other has one": lambda gray: _blot(_without(gray, 11), 10),
    "its mark faded": lambda gray: _without(gray, 11, 170),
    "cut off below": lambda gray: gray[: _at(0)[1] - 4].copy(),
    "a white edge below": lambda gray: _cut(gray, 255),
    "a black edge below": lambda gray: _cut(gray, 0),
    "a corner torn off": _torn,
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_where_the_marks_are_not_seen_for_certain_no_style_is_guessed(damage):
    seen = DAMAGED[damage](_pages(USUAL)[0])
    assert _read_as(_fronts(USUAL, ONE_MOVED), seen) is None


@pytest.mark.parametrize("seed", range(12))
def test_no_sheet_is_read_by_the_wrong_style(seed):
    rng = np.random.default_rng(seed)
    other = (ONE_MOVED, ONE_MORE, _code({11, 10, 22, 23}))[seed % 3]
    columns = sorted(USUAL[0] ^ other[0])
    true = seed // 3 % 2
    gray = _pages((USUAL, other)[true])[0].copy()
    for _ in range(int(rng.integers(1, 4))):
        x, y = _at(int(rng.choice(columns)))
        at = int(x + rng.normal(0, 8)), int(y + rng.normal(0, 5))
        if rng.random() < 0.5:
            size = int(rng.integers(6, 28)), int(rng.integers(3, 12))
            cv2.ellipse(gray, at, size, float(rng.uniform(0, 20)), 0, 360, int(rng.choice([20, 120, 255])), cv2.FILLED)
        else:
            to = int(at[0] + rng.normal(0, 40)), int(at[1] + rng.normal(0, 20))
            cv2.line(gray, at, to, int(rng.choice([30, 110])), int(rng.integers(2, 16)))
    seen = _scanned(gray, float(rng.choice([200, 200, 300])), float(rng.uniform(-1, 1)), 20, seed)
    assert _read_as(_fronts(USUAL, other), seen) in {None, f"style {true + 1}"}


def test_print_that_both_blanks_have_tells_no_style_where_it_is_missed_for_one():
    """Ink at the marks moves the one blank's landmarks aside, and words near them seem to be missing."""
    known = _fronts(USUAL, ONE_MOVED)
    (page,) = find_pages([image(_pages(USUAL)[0])], known).pages
    (usual, mine), (moved, theirs) = page.pages
    told = identify([MatchedImage(page.printed, ((usual, replace(mine, missing=9)), (moved, theirs)))], known)
    assert not isinstance(told, Reason)
    assert told.card.card == "style 1"


@pytest.mark.parametrize("down_in", [9.0, ROW_IN - 0.03])
def test_a_blot_on_one_blank_makes_no_other_style(down_in):
    """Neither where no mark stands nor in the row of the code: the sheet of a blank with a blot has none."""
    known = layouts(_front(_card(USUAL, "clean")), _front(_card(USUAL, "with a blot", down_in)))
    assert _read_as(known, _pages(USUAL)[0]) is None


def test_a_page_that_only_just_is_not_found_still_has_to_be_told_from_the_other():
    known = _fronts(USUAL, ONE_MOVED)
    (page,) = find_pages([image(_pages(USUAL)[0])], known).pages
    (usual, mine), (moved, theirs) = page.pages
    alone = identify([MatchedImage(page.printed, ((moved, theirs),))], known)
    assert not isinstance(alone, Reason)
    nearly = MatchedImage(page.printed, ((usual, replace(mine, found=0.58)), (moved, theirs)))
    assert isinstance(identify([nearly], known), Reason)
