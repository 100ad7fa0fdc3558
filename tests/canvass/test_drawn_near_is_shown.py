"""The picture of a contest shows what is drawn around its ovals, as far as no other contest's ovals stand there."""

import pytest

from canvass.board.pictures.contest_areas import contest_areas
from imaging.layout import CardLayout
from tests.tabulate.elections import contest, election_of

SHERIFF, LEVY = contest("sheriff", ["ames", "burke"]), contest("levy", ["for", "against"])
ELECTION = election_of([SHERIFF, LEVY])
HALF_A_RING = 1.8
"""In pitches: a ring is up to 0.9 inch wide."""


@pytest.mark.parametrize("asked", [SHERIFF, LEVY])
def test_a_ring_around_an_oval_is_in_the_picture(asked):
    (card,) = ELECTION.cards
    layout = ELECTION.layout_of(card)
    assert isinstance(layout, CardLayout)
    (area,) = contest_areas(ELECTION, card, asked.id)
    own = [one for one in layout.pages[0].targets if card.meanings[one.number - 1].contest == asked.id]
    others = [one for one in layout.pages[0].targets if one not in own]
    for target in own:
        assert area.box.left <= target.column - HALF_A_RING
        assert area.box.right >= target.column + HALF_A_RING
    assert not [one for one in others if area.box.top <= one.row <= area.box.bottom]
