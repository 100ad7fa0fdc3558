"""Which ballot a sheet is, told by its page codes; never by a guess."""

from dataclasses import replace

import numpy as np
import pytest
import segno

from imaging.layout import CardLayout, GridBox, Side
from imaging.sheets import ReadSheet, ReasonCode
from tests.imaging.drawn_pages import PAPER, TARGET_PLACES, draw_page, layouts, page_layout, two_sided
from tests.imaging.identity_makers import A200, assert_set_aside, read

PREFIX = "CV1/0123456789/"
CODE_BOX = GridBox(top=36.5, left=29.0, bottom=39.5, right=32.0)


def coded_card(number, prefix=PREFIX):
    """A card whose pages carry codes; every card has its targets at the same places."""
    card = two_sided(f"card {number}")
    coded = [replace(page, bottom_marks=None, code_box=CODE_BOX) for page in card.pages]
    return CardLayout(
        card.card, tuple(replace(page, code=f"{prefix}{number}/1/{i}") for i, page in enumerate(coded, 1))
    )


def stamp(page, lie, text, box=CODE_BOX):
    """Print a QR code in a box of the grid."""
    modules = np.array([list(row) for row in segno.make_qr(text, error="m").matrix], np.uint8)
    corners = lie.to_px([box.top, box.bottom], [box.left, box.right])
    top, left = np.rint(corners.min(axis=0)).astype(int)
    size_px = int(np.abs(corners[1] - corners[0]).min()) // len(modules)
    picture = np.kron(np.where(modules == 1, 20, PAPER), np.ones((size_px, size_px))).astype(np.uint8)
    if lie.turned:
        picture = picture[::-1, ::-1]
    page[top : top + len(picture), left : left + len(picture)] = picture


def coded_page(layout, lie=A200, code=None, votes=None):
    page = draw_page(lie, layout, votes)
    stamp(page, lie, code or layout.code)
    return page


CODED = layouts(coded_card(1), coded_card(2), code_prefix=PREFIX)


@pytest.mark.parametrize("turned", [False, True], ids=["upright", "turned"])
@pytest.mark.parametrize("swapped", [False, True], ids=["front first", "back first"])
def test_the_page_codes_tell_the_card_and_the_sides(swapped, turned):
    lie = replace(A200, turned=turned)
    card = CODED.cards[1]
    front, back = (coded_page(page, lie) for page in card.pages)
    reading = read(*((back, front) if swapped else (front, back)), election=CODED, images_per_sheet=2)
    assert isinstance(reading, ReadSheet), reading.reasons
    assert reading.card == "card 2"
    assert [page.side for page in reading.pages] == [Side.FRONT, Side.BACK]
    assert [page.source.file for page in reading.pages] == (["2.png", "1.png"] if swapped else ["1.png", "2.png"])


def test_one_readable_code_is_enough_for_the_sheet():
    front, back = CODED.cards[0].pages
    plain_back = draw_page(A200, back)
    reading = read(coded_page(front), plain_back, election=CODED, images_per_sheet=2)
    assert isinstance(reading, ReadSheet), reading.reasons
    assert reading.card == "card 1"
    assert len(reading.pages) == 2


def test_a_code_that_was_printed_elsewhere_on_the_page_is_still_read():
    layout = CODED.cards[0].pages[0]
    page = draw_page(A200, layout)
    stamp(page, A200, layout.code, GridBox(1.0, 9.0, 4.0, 12.0))
    reading = read(page, election=CODED)
    assert isinstance(reading, ReadSheet), reading.reasons


def test_a_sheet_of_another_election_is_set_aside_as_such():
    other = coded_page(CODED.cards[0].pages[0], code="CV1/FFFFFFFFFF/1/1/1")
    assert_set_aside(read(other, election=CODED), ReasonCode.OTHER_ELECTION, "CV1/FFFFFFFFFF/1/1/1", PREFIX)


def test_a_code_of_this_election_that_names_no_style_is_set_aside():
    unknown = coded_page(CODED.cards[0].pages[0], code=f"{PREFIX}7/1/1")
    assert_set_aside(read(unknown, election=CODED), ReasonCode.UNKNOWN_CARD, f"{PREFIX}7/1/1")


def test_a_page_with_two_page_codes_is_set_aside():
    page = coded_page(CODED.cards[0].pages[0])
    both = GridBox(CODE_BOX.top - 4, CODE_BOX.left, CODE_BOX.bottom, CODE_BOX.right)
    election = layouts(
        *(replace(c, pages=tuple(replace(p, code_box=both) for p in c.pages)) for c in CODED.cards), code_prefix=PREFIX
    )
    stamp(page, A200, CODED.cards[1].pages[0].code, GridBox(32.5, 29.0, 35.5, 32.0))
    assert_set_aside(read(page, election=election), ReasonCode.UNKNOWN_CARD, "several page codes")


def test_a_page_without_its_code_is_set_aside():
    assert_set_aside(read(draw_page(A200, CODED.cards[0].pages[0]), election=CODED), ReasonCode.UNKNOWN_CARD, "QR")


def test_a_code_of_some_other_family_is_no_page_code():
    strange = coded_page(CODED.cards[0].pages[0], code="see our pages on the web")
    assert_set_aside(read(strange, election=CODED), ReasonCode.UNKNOWN_CARD, "no page code")


def test_a_known_code_on_a_page_with_other_targets_is_not_believed():
    moved = page_layout(places=[(row + 1.4, column + 1.5) for row, column in TARGET_PLACES[:-3]], code=None)
    page = coded_page(moved, code=CODED.cards[0].pages[0].code)
    assert_set_aside(read(page, election=CODED), ReasonCode.UNKNOWN_CARD, "targets")


def test_pages_of_different_ballots_are_set_aside():
    front, back = coded_page(CODED.cards[0].pages[0]), coded_page(CODED.cards[1].pages[1])
    assert_set_aside(read(front, back, election=CODED, images_per_sheet=2), ReasonCode.PAGES_DISAGREE, f"{PREFIX}2/1/2")


def test_the_same_side_twice_is_set_aside():
    front = coded_page(CODED.cards[0].pages[0])
    assert_set_aside(read(front, front, election=CODED, images_per_sheet=2), ReasonCode.SIDE_TWICE)


def test_three_printed_pages_are_no_sheet_of_two():
    front, back = (coded_page(page) for page in CODED.cards[0].pages)
    assert_set_aside(
        read(front, back, front, election=CODED, images_per_sheet=2), ReasonCode.PAGES_DISAGREE, "3 images"
    )
