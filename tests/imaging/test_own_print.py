"""A side whose page code cannot be read never takes its meaning from the other side, where ballot styles differ."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from imaging.layout import CardId, Layouts
from imaging.reader import read_sheet
from imaging.sheets import ReadSheet, ReasonCode, UnreadSheet
from tabulate.election import Election, TargetMeaning
from test_ballots.counties import small_county
from test_ballots.definition import election_of
from test_ballots.press import Press
from tests.imaging.drawn_pages import Page, scanned

DPI = 120


@cache
def press() -> Press:
    return Press(election_of(small_county())[0])


def election() -> Election:
    return press().election


def page(card: int, side: int, crossed_out: bool = False) -> Page:
    image = press().raster(card, side, DPI).copy()
    layout = election().layouts.cards[card].pages[side]
    if crossed_out and layout.code_box is not None:
        box = layout.code_box
        top, left = press().place_in(card, box.top, box.left)
        bottom, right = press().place_in(card, box.bottom, box.right)
        rows, cols = (slice(round(a * DPI) - 2, round(b * DPI) + 2) for a, b in ((top, bottom), (left, right)))
        image[rows, cols] = 40
    return image


def meant(card: int, side: int) -> list[TargetMeaning]:
    layout = election().layouts.cards[card].pages[side]
    return [election().cards[card].meanings[target.number - 1] for target in layout.targets]


def meant_as(reading: ReadSheet, side: int) -> list[TargetMeaning]:
    card = next(i for i, card in enumerate(election().cards) if card.id == reading.card)
    return meant(card, side)


def two_sided() -> list[int]:
    return [i for i, card in enumerate(election().layouts.cards) if len(card.pages) == 2]


@pytest.mark.parametrize("side", [0, 1])
def test_a_crossed_out_side_beside_another_ballots_is_read_as_itself_or_set_aside(side: int) -> None:
    cards, aside = two_sided(), 0
    assert len(cards) > 2
    for own in cards:
        for other in cards[:4]:
            pages = [page(other, 0), page(other, 1)]
            pages[side] = page(own, side, crossed_out=True)
            reading = read_sheet(scanned(*pages), election().layouts, 2)
            if isinstance(reading, ReadSheet):
                assert meant_as(reading, side) == meant(own, side), (own, other)
            else:
                assert isinstance(reading, UnreadSheet)
                assert reading.reasons[0].code in {ReasonCode.UNKNOWN_CARD, ReasonCode.PAGES_DISAGREE}
                aside += 1
    assert aside


def only(*cards: int) -> Layouts:
    return replace(election().layouts, cards=tuple(election().layouts.cards[i] for i in cards))


@pytest.mark.parametrize("side", [0, 1])
def test_a_crossed_out_side_is_read_where_no_other_style_is_printed_so(side: int) -> None:
    pages = [page(0, 0), page(0, 1)]
    pages[side] = page(0, side, crossed_out=True)
    reading = read_sheet(scanned(*pages), only(0), 2)
    assert isinstance(reading, ReadSheet)
    assert reading.card == election().layouts.cards[0].card


def test_pages_that_mean_the_same_are_alike_whatever_their_codes() -> None:
    first, other = only(0).cards[0], CardId("the same, in another precinct")
    again = replace(first, card=other, pages=tuple(replace(one, code=f"{one.code}-again") for one in first.pages))
    pages = [page(0, 0, crossed_out=True), page(0, 1)]
    assert isinstance(read_sheet(scanned(*pages), replace(only(0), cards=(first, again)), 2), ReadSheet)
    apart = replace(again, pages=tuple(replace(one, sense=99) for one in again.pages))
    reading = read_sheet(scanned(*pages), replace(only(0), cards=(first, apart)), 2)
    assert isinstance(reading, UnreadSheet)
    assert [reason.code for reason in reading.reasons] == [ReasonCode.UNKNOWN_CARD]


def test_a_page_with_a_code_is_never_asked_for_its_print() -> None:
    pages = [page(0, 0), page(0, 1)]
    reading = read_sheet(scanned(*pages), election().layouts, 2)
    assert isinstance(reading, ReadSheet)
    assert np.array_equal([target.number for target in reading.targets], range(1, len(reading.targets) + 1))
