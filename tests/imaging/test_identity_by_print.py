"""Which ballot a sheet is, told by its card code and by what is printed on it; never by a guess."""

from dataclasses import replace

import pytest

from imaging.layout import CardId, CardLayout, Outline, Side
from imaging.sheets import Mark, ReadSheet, ReasonCode, UnreadSheet
from tests.imaging import drawn_pages
from tests.imaging.drawn_pages import (
    BACK_CODE,
    BACK_PLACES,
    FRONT_CODE,
    TARGET_PLACES,
    Flaws,
    Lie,
    Stroke,
    draw_page,
    layouts,
    one_sided,
    page_layout,
    two_sided,
)
from tests.imaging.identity_makers import A140, A200, assert_set_aside, read

CARD_CODES = [frozenset({0, 33, *columns}) for columns in [(3, 8, 20), (5, 11, 12, 25), (6, 16, 28, 30)]]
PRINTED_ALIKE = layouts(*(one_sided(f"card {i}", page_layout(code=code)) for i, code in enumerate(CARD_CODES, 1)))
"""Three cards with targets at the same places; only the bottom row tells them apart."""


@pytest.mark.parametrize("turned", [False, True], ids=["upright", "turned"])
@pytest.mark.parametrize("card", PRINTED_ALIKE.cards, ids=lambda card: card.card)
def test_the_card_code_tells_cards_apart_that_are_printed_alike(card, turned):
    reading = read(draw_page(replace(A140, turned=turned), card.pages[0]), election=PRINTED_ALIKE)
    assert isinstance(reading, ReadSheet), reading.reasons
    assert reading.card == card.card


@pytest.mark.parametrize("column", sorted(CARD_CODES[0] - {0, 33}))
def test_a_card_code_with_one_mark_missing_is_still_known(column):
    flaws = Flaws(missing=frozenset({(40, column)}))
    reading = read(draw_page(A140, PRINTED_ALIKE.cards[0].pages[0], flaws=flaws), election=PRINTED_ALIKE)
    assert isinstance(reading, ReadSheet), reading.reasons
    assert reading.card == "card 1"


def test_the_corners_tell_nothing_and_may_be_missing():
    flaws = Flaws(missing=frozenset({(40, 0), (40, 33)}))
    reading = read(draw_page(A140, PRINTED_ALIKE.cards[2].pages[0], flaws=flaws), election=PRINTED_ALIKE)
    assert isinstance(reading, ReadSheet), reading.reasons
    assert reading.card == "card 3"


def test_a_damaged_card_code_that_could_be_two_cards_is_set_aside():
    near = [frozenset({0, 33, 5, 9}), frozenset({0, 33, 5, 14})]
    election = layouts(*(one_sided(f"card {i}", page_layout(code=code)) for i, code in enumerate(near, 1)))
    for card in election.cards:
        whole = read(draw_page(A140, card.pages[0]), election=election)
        assert isinstance(whole, ReadSheet)
        assert whole.card == card.card
    damaged = draw_page(A140, page_layout(code=frozenset({0, 33, 5})))
    assert_set_aside(read(damaged, election=election), ReasonCode.UNKNOWN_CARD)


def test_a_damaged_card_code_is_that_of_the_one_card_that_needs_a_single_damage():
    alike = [frozenset({0, 33, 5, 9}), frozenset({0, 33, 5, 9, 14})]
    election = layouts(*(one_sided(f"card {i}", page_layout(code=code)) for i, code in enumerate(alike, 1)))
    reading = read(draw_page(A140, page_layout(code=frozenset({0, 33, 9}))), election=election)
    assert isinstance(reading, ReadSheet), reading.reasons
    assert reading.card == "card 1"


def test_an_unknown_card_code_is_set_aside_and_named():
    stranger = draw_page(A140, page_layout(code=frozenset({0, 2, 33, 13, 17, 19})))
    assert_set_aside(read(stranger, election=PRINTED_ALIKE), ReasonCode.UNKNOWN_CARD, "2,13,17,19")


@pytest.mark.parametrize("swapped", [False, True], ids=["front first", "back first"])
def test_pages_in_either_order_are_put_right_by_their_card_codes(swapped):
    card = two_sided()
    front = draw_page(A140, card.pages[0], {3: Stroke.FILL})
    back = draw_page(A140, card.pages[1], {40: Stroke.FILL})
    reading = read(*((back, front) if swapped else (front, back)), election=layouts(card), images_per_sheet=2)
    assert isinstance(reading, ReadSheet), reading.reasons
    assert [page.side for page in reading.pages] == [Side.FRONT, Side.BACK]
    assert [target.number for target in reading.targets if target.mark is Mark.MARKED] == [3, 40]
    assert [target.number for target in reading.targets] == list(range(1, 34 + len(BACK_PLACES)))


@pytest.mark.parametrize("turned", [(True, False), (False, True), (True, True)])
def test_each_page_may_be_fed_upside_down_on_its_own(turned):
    card = two_sided()
    votes = [{3: Stroke.FILL}, {40: Stroke.FILL}]
    pages = [
        draw_page(replace(A140, turned=over), page, marks)
        for page, over, marks in zip(card.pages, turned, votes, strict=True)
    ]
    reading = read(*pages, election=layouts(card), images_per_sheet=2)
    assert isinstance(reading, ReadSheet), reading.reasons
    assert tuple(page.turned for page in reading.pages) == turned
    assert [target.number for target in reading.targets if target.mark is Mark.MARKED] == [3, 40]


def test_two_fronts_are_not_a_sheet():
    front = draw_page(A140, two_sided().pages[0])
    reading = read(front, front, election=layouts(two_sided()), images_per_sheet=2)
    assert isinstance(reading, UnreadSheet)


def test_the_front_of_one_card_and_the_back_of_another_are_not_a_sheet():
    codes = [(CARD_CODES[0], frozenset({0, 33, 9, 10, 21})), (CARD_CODES[1], frozenset({0, 33, 18, 19, 24}))]
    cards = [
        CardLayout(CardId(f"card {i}"), (page_layout(code=front), page_layout(Side.BACK, BACK_PLACES, 34, back)))
        for i, (front, back) in enumerate(codes, 1)
    ]
    front, back = draw_page(A140, cards[0].pages[0]), draw_page(A140, cards[1].pages[1])
    reading = read(front, back, election=layouts(*cards), images_per_sheet=2)
    assert isinstance(reading, UnreadSheet)


def test_a_single_back_is_read_as_the_back():
    card = two_sided()
    reading = read(draw_page(A140, card.pages[1], {36: Stroke.FILL}), election=layouts(card))
    assert isinstance(reading, ReadSheet), reading.reasons
    assert [page.side for page in reading.pages] == [Side.BACK]
    assert [target.number for target in reading.targets if target.mark is Mark.MARKED] == [36]
    assert {target.number for target in reading.targets} == {target.number for target in card.pages[1].targets}


UNCODED = layouts(*(one_sided(f"style {i}", page_layout(code=None)) for i in (1, 2)))


def test_styles_that_nothing_tells_apart_are_set_aside_until_one_is_named():
    page = draw_page(A140, UNCODED.cards[0].pages[0], {8: Stroke.FILL})
    assert_set_aside(read(page, election=UNCODED), ReasonCode.UNKNOWN_CARD, "style 1", "style 2", "--ballot-style")
    named = layouts(UNCODED.cards[1])
    reading = read(page, election=named)
    assert isinstance(reading, ReadSheet), reading.reasons
    assert reading.card == "style 2"
    assert [target.number for target in reading.targets if target.mark is Mark.MARKED] == [8]


def test_styles_without_codes_are_told_apart_by_where_their_targets_are():
    other = page_layout(places=[(row + 1.3, column + 2) for row, column in TARGET_PLACES[:-3]], code=None)
    election = layouts(UNCODED.cards[0], one_sided("elsewhere", other))
    for card in election.cards:
        reading = read(draw_page(A140, card.pages[0], dict.fromkeys(range(1, 12), Stroke.FILL)), election=election)
        assert isinstance(reading, ReadSheet), reading.reasons
        assert reading.card == card.card


def test_a_layout_with_rows_the_page_does_not_have_never_fits():
    long = page_layout(places=[*TARGET_PLACES, (50.0, 4.0)], code=FRONT_CODE)
    assert_set_aside(
        read(draw_page(A140, page_layout()), election=layouts(one_sided(layout=long))), ReasonCode.UNKNOWN_CARD
    )


@pytest.mark.parametrize("rows", [None, 20, 53])
def test_the_rows_a_definition_states_do_not_matter(rows):
    layout = replace(page_layout(), rows=rows)
    reading = read(draw_page(A140, page_layout(), {2: Stroke.FILL}), election=layouts(one_sided(layout=layout)))
    assert isinstance(reading, ReadSheet), reading.reasons
    assert reading.pages[0].rows == 41
    assert [target.number for target in reading.targets if target.mark is Mark.MARKED] == [2]


def test_marks_on_another_ballot_s_page_are_never_counted_through_a_back_without_targets():
    empty_back = replace(page_layout(Side.BACK, [], 34, None), targets=())
    card = CardLayout(CardId("card"), (page_layout(code=None), empty_back))
    stranger = page_layout(places=[(row + 1.4, column + 1.5) for row, column in TARGET_PLACES[:-3]], code=BACK_CODE)
    page = draw_page(A140, stranger, dict.fromkeys(range(1, 20), Stroke.FILL))
    assert isinstance(read(page, election=layouts(card)), UnreadSheet)


def test_a_side_without_targets_does_not_tell_how_large_the_outlines_of_the_other_are(monkeypatch):
    """It fits every image; were the usual outlines looked for then, a style with nearly the same targets would win."""
    monkeypatch.setattr(drawn_pages, "OUTLINE", Outline(0.5, 0.3))
    elsewhere = [*((row + 1.5, column) for row, column in TARGET_PLACES[:6]), *TARGET_PLACES[6:]]
    bare, election = page_layout(places=[], code=None), []
    for card, places in (("nearly", elsewhere), ("printed", TARGET_PLACES)):
        election.append(CardLayout(CardId(card), (replace(bare), page_layout(Side.BACK, places, code=None))))
    # at a pitch of its own: drawn pages are kept by all but the outlines' size
    reading = read(draw_page(Lie(pitch_px=41.5), election[1].pages[1]), election=layouts(*election))
    assert isinstance(reading, ReadSheet), reading.reasons
    assert reading.card == "printed"


def test_a_side_with_another_cards_own_code_is_not_this_cards_damaged_one():
    """The backs' card codes differ in one column alone, as a damaged mark would; the fronts' in several."""
    first = two_sided("first")
    front, back = first.pages
    other_front = replace(front, bottom_marks=FRONT_CODE ^ {6, 12, 18, 24})
    other_back = replace(back, bottom_marks=BACK_CODE ^ {20})
    election = layouts(first, CardLayout(CardId("other"), (other_front, other_back)))
    one_paper = read(draw_page(A200, front), draw_page(A200, back), election=election, images_per_sheet=2)
    assert isinstance(one_paper, ReadSheet)
    assert one_paper.card == "first"
    mixed = read(draw_page(A200, front), draw_page(A200, other_back), election=election, images_per_sheet=2)
    assert_set_aside(mixed, ReasonCode.PAGES_DISAGREE)
    damaged = replace(back, bottom_marks=BACK_CODE - {15})
    still = read(draw_page(A200, front), draw_page(A200, damaged), election=election, images_per_sheet=2)
    assert isinstance(still, ReadSheet)
    assert still.card == "first"
