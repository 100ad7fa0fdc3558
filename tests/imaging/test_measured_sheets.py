"""Sheets of measured cards as a whole: their pages in order, their marks, and every ground for setting one aside."""

from dataclasses import replace

import numpy as np
import pytest

from imaging.layout import Layouts, MeasuredCard, MeasuredPage, PageCode
from imaging.overlay import draw_overlay
from imaging.sheets import ReadSheet, ReasonCode, UnreadSheet
from tests.imaging.measured_ballots import BY_NAME, blank, fill, layouts, marked_numbers, measured_card, read

COTTONWOOD, JUNIPER, SILVERBOW = BY_NAME["cottonwood"], BY_NAME["juniper"], BY_NAME["silverbow"]


def _without_blank(card: MeasuredCard) -> MeasuredCard:
    return replace(card, pages=tuple(replace(page, blank=None) for page in card.pages))


def _with_codes(card: MeasuredCard, *codes: PageCode | None) -> MeasuredCard:
    return replace(card, pages=tuple(replace(p, code=code) for p, code in zip(card.pages, codes, strict=True)))


def _reasons(reading: object) -> set[ReasonCode]:
    assert isinstance(reading, UnreadSheet), reading
    return {reason.code for reason in reading.reasons}


def _marked(card: MeasuredCard, numbers: set[int]) -> list[np.ndarray]:
    return [fill(blank(COTTONWOOD, 0, i), page.targets, 200, numbers) for i, page in enumerate(card.pages)]


def test_pages_are_put_in_order_whatever_order_they_come_in():
    card = measured_card(COTTONWOOD)
    front, back = _marked(card, {2, 7, 25})
    for offered in ((front, back), (back, front)):
        reading = read(layouts(card), *offered)
        assert marked_numbers(reading) == {2, 7, 25}
        assert isinstance(reading, ReadSheet)
        assert [page.side for page in reading.pages] == [page.side for page in card.pages]
        assert [target.number for target in reading.targets] == list(range(1, 31))


@pytest.mark.parametrize("name", ["silverbow", "two", "sweetgrass"])
def test_ballots_with_and_without_timing_marks_are_read_by_their_print(name):
    card = measured_card(BY_NAME[name])
    numbers = {target.number for page in card.pages for target in page.targets if target.number % 3 == 0}
    grays = [fill(blank(BY_NAME[name], 0, i), page.targets, 200, numbers) for i, page in enumerate(card.pages)]
    assert marked_numbers(read(layouts(card), *grays)) == numbers


def test_of_two_styles_with_the_same_names_in_another_order_the_right_one_is_read():
    cards = [measured_card(JUNIPER, style) for style in (0, 1)]
    for style in (0, 1):
        reading = read(layouts(*cards), blank(JUNIPER, style, 0))
        assert isinstance(reading, ReadSheet), reading
        assert reading.card == cards[style].card


def test_two_styles_that_nothing_tells_apart_are_not_guessed():
    card = measured_card(JUNIPER)
    twin = replace(card, card=measured_card(JUNIPER, 1).card)
    assert _reasons(read(layouts(card, twin), blank(JUNIPER, 0, 0))) == {ReasonCode.UNKNOWN_CARD}


def test_a_code_tells_apart_what_the_print_does_not():
    card = measured_card(COTTONWOOD)
    said = [page.code for page in card.pages]
    assert all(code is not None and code.page == number for number, code in enumerate(said, 1))
    other = [None if code is None else replace(code, precinct_index=7) for code in said]
    twin = replace(_with_codes(card, *other), card=measured_card(JUNIPER).card)
    reading = read(layouts(twin, card), *_marked(card, {4}))
    assert isinstance(reading, ReadSheet), reading
    assert reading.card == card.card


def test_a_page_whose_code_is_of_no_card_is_refused():
    card = measured_card(COTTONWOOD)
    wrong = _with_codes(card, *(replace(page.code, style_index=9) for page in card.pages if page.code))
    assert _reasons(read(layouts(wrong), *_marked(card, set()))) == {ReasonCode.UNKNOWN_CARD}


def test_a_page_of_another_election_is_said_to_be_one():
    card = measured_card(COTTONWOOD)
    wrong = _with_codes(card, *(replace(page.code, election="0" * 20) for page in card.pages if page.code))
    assert _reasons(read(layouts(wrong), *_marked(card, set()))) == {ReasonCode.OTHER_ELECTION}


def test_the_same_page_twice_is_said():
    front = blank(COTTONWOOD, 0, 0)
    assert _reasons(read(layouts(measured_card(COTTONWOOD)), front, front)) == {ReasonCode.SIDE_TWICE}


def test_pages_of_two_ballots_are_not_put_together():
    cards = [measured_card(COTTONWOOD, style) for style in (0, 1)]
    reading = read(layouts(*cards), blank(COTTONWOOD, 0, 0), blank(COTTONWOOD, 1, 1))
    assert _reasons(reading) == {ReasonCode.PAGES_DISAGREE}


def test_pages_of_two_sheets_of_one_ballot_are_not_put_together():
    card = measured_card(COTTONWOOD)
    sheets = [replace(card, card=measured_card(COTTONWOOD, i).card, pages=(card.pages[i],)) for i in (0, 1)]
    assert _reasons(read(layouts(*sheets), *_marked(card, set()))) == {ReasonCode.PAGES_DISAGREE}
    assert marked_numbers(read(layouts(*sheets), _marked(card, {28})[1])) == {28}


def test_a_missing_page_is_said():
    card = measured_card(COTTONWOOD)
    empty = np.full((2200, 1700), 250, np.uint8)
    assert _reasons(read(layouts(card), blank(COTTONWOOD, 0, 0), empty)) == {ReasonCode.BLANK_PAGE}
    assert _reasons(read(layouts(card), blank(COTTONWOOD, 0, 0), blank(SILVERBOW, 0, 1))) == {ReasonCode.UNKNOWN_CARD}


def test_the_empty_back_of_a_one_sided_card_may_be_scanned():
    empty = np.full((2800, 1700), 250, np.uint8)
    assert marked_numbers(read(layouts(measured_card(JUNIPER)), blank(JUNIPER, 0, 0), empty)) == set()


def test_pages_are_found_by_their_targets_where_nothing_else_is_known():
    card = _without_blank(measured_card(COTTONWOOD))
    numbers = {1, 5, 9, 22}
    assert marked_numbers(read(layouts(card), *_marked(card, numbers))) == numbers


def test_targets_that_could_lie_two_ways_are_not_guessed():
    page = measured_card(COTTONWOOD).pages[0]
    column = [target for target in page.targets if abs(target.x_in - page.targets[0].x_in) < 0.05]
    apart_in = column[1].y_in - column[0].y_in
    run = [target for i, target in enumerate(column) if abs(target.y_in - column[0].y_in - i * apart_in) < 0.02]
    assert len(run) >= 3
    only: MeasuredPage = replace(page, blank=None, code=None, targets=tuple(run[:-1]))
    card = MeasuredCard(measured_card(COTTONWOOD).card, (only,))
    reading = read(Layouts((), layouts().thresholds, measured=(card,)), blank(COTTONWOOD, 0, 0))
    assert isinstance(reading, UnreadSheet)


def test_a_page_on_its_side_is_drawn_upright():
    card = measured_card(JUNIPER)
    gray = np.ascontiguousarray(np.rot90(blank(JUNIPER, 0, 0)))
    reading = read(layouts(card), gray)
    assert isinstance(reading, ReadSheet), reading
    (page,) = reading.pages
    picture = draw_overlay(gray, page, reading.targets)
    assert picture.shape[0] > picture.shape[1]
    target = reading.targets[3]
    expected = card.pages[0].targets[3]
    row, col = round(expected.y_in * 200), round(expected.x_in * 200)
    assert len(np.unique(picture[row - 30 : row + 30, col - 40 : col + 40].reshape(-1, 3), axis=0)) > 2
    assert target.number == expected.number
