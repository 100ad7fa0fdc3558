"""A page by itself says which side of which card it is, or that nothing is on it, or nothing that can be relied on."""

from dataclasses import replace

import numpy as np
import pytest

from imaging.layout import CardId
from imaging.looking import UNKNOWN, look_at
from imaging.pages import SeenPage, Shows
from imaging.sheets import ImageSource, UnreadablePage
from tests.imaging.drawn_pages import Lie, Page, draw_page, layouts, one_sided, page_layout, scanned, two_sided
from tests.imaging.printouts.drawn_printouts import printout

CARD = two_sided()
LIE = Lie(pitch_px=35)
PAPER = np.full((1400, 1200), 245, np.uint8)


def seen(page: Page, *cards: str) -> SeenPage:
    known = {"two": CARD, "one": one_sided("one"), "another": replace(CARD, card=CardId("another"))}
    (image,) = scanned(page).pages
    return look_at(image, layouts(*(known[card] for card in cards)))


@pytest.mark.parametrize("turned", [False, True])
def test_a_side_is_known_whichever_way_up(turned: bool) -> None:
    lie = replace(LIE, turned=turned)
    assert seen(draw_page(lie, CARD.pages[0]), "two") == SeenPage(Shows.FRONT, CARD.card)
    assert seen(draw_page(lie, CARD.pages[1]), "two") == SeenPage(Shows.BACK, CARD.card)


def test_what_has_no_other_side_is_whole_and_an_empty_page_is_nothing() -> None:
    assert seen(draw_page(LIE, page_layout()), "one") == SeenPage(Shows.WHOLE, CardId("one"))
    assert seen(printout(), "two") == SeenPage(Shows.WHOLE)
    assert seen(PAPER, "two") == SeenPage(Shows.NOTHING)


def test_what_two_cards_may_be_and_what_is_no_page_is_not_known() -> None:
    assert seen(draw_page(LIE, CARD.pages[0]), "two", "another") == UNKNOWN
    stripes = PAPER.copy()
    stripes[::40, ::3] = 20
    stripes[::41] = 20
    assert seen(stripes, "two") == UNKNOWN
    assert seen(255 - draw_page(LIE, CARD.pages[0]), "two") == UNKNOWN
    assert look_at(UnreadablePage(ImageSource("1.png", 1, ""), "damaged"), layouts(CARD)) == UNKNOWN
