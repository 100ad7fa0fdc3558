"""An election is asked for its parts by their ids, and is compared, copied and kept as if it laid nothing ready."""

import copy
import pickle
from dataclasses import replace

import pytest

from imaging.layout import CardId, Layouts, MarkThresholds, MeasuredCard
from tabulate.election import BallotStyleId, Card, ContestId, PrecinctId
from tabulate.errors import UnknownId
from tests.tabulate.elections import CARD, contest, election_of

ELECTION = election_of([contest("sheriff", ("ash", "birch"), write_ins=1), contest("clerk", ("cedar",))])
SHERIFF, CLERK = ELECTION.contests


def test_each_part_is_found_by_its_id() -> None:
    assert ELECTION.contest(CLERK.id) is ELECTION.find_contest("clerk") is CLERK
    assert ELECTION.precinct(PrecinctId("north")) is ELECTION.precincts[0]
    assert ELECTION.ballot_style(BallotStyleId("style")) is ELECTION.ballot_styles[0]
    assert ELECTION.card(CARD) is ELECTION.find_card(CARD) is ELECTION.cards[0]
    assert ELECTION.contests_of(ELECTION.ballot_styles[0]) == (SHERIFF, CLERK)
    assert ELECTION.precinct_name("north") == "North"


def test_what_the_election_itself_must_have_is_missed_with_a_sentence() -> None:
    stranger = Card(CardId("stranger"), None, BallotStyleId("style"), ())
    asks = (
        (lambda: ELECTION.contest(ContestId("mayor")), "contest 'mayor'"),
        (lambda: ELECTION.precinct(PrecinctId("mars")), "precinct 'mars'"),
        (lambda: ELECTION.ballot_style(BallotStyleId("9")), "ballot style '9'"),
        (lambda: ELECTION.card(CardId("stranger")), "card 'stranger'"),
        (lambda: ELECTION.layout_of(stranger), "layout of card 'stranger'"),
    )
    for ask, words in asks:
        with pytest.raises(UnknownId) as missed:
            ask()
        assert str(missed.value) == f"'General Election' has no {words}: it belongs to another definition."


def test_what_comes_from_outside_may_be_anything() -> None:
    for id_ in ("mayor", "", None, "north"):
        assert ELECTION.find_contest(id_) is None
        assert ELECTION.find_card(id_) is None
    assert ELECTION.precinct_name("mars") == "mars"


def test_a_choice_is_found_by_its_id_and_a_write_in_line_is_none() -> None:
    assert SHERIFF.choice("birch") is SHERIFF.choices[1]
    assert [SHERIFF.choice(id_) for id_ in ("write-in-0", "write-in:ANN", "cedar")] == [None] * 3
    assert list(SHERIFF.names.items()) == [("ash", "Ash"), ("birch", "Birch")]


def test_the_layout_of_a_card_is_found_whichever_kind_it_is() -> None:
    measured = MeasuredCard(CardId("measured"), ())
    card = Card(measured.card, None, BallotStyleId("style"), ())
    layouts = replace(ELECTION.layouts, measured=(measured,))
    both = replace(ELECTION, cards=(*ELECTION.cards, card), layouts=layouts)
    assert both.layout_of(card) is measured
    assert both.layout_of(both.cards[0]) is ELECTION.layouts.cards[0]
    assert layouts.printed == (*ELECTION.layouts.cards, measured)
    assert Layouts((), MarkThresholds()).of(CARD) is None


def test_a_replaced_part_is_found_and_the_former_is_not() -> None:
    mayor = replace(SHERIFF, id=ContestId("mayor"))
    changed = replace(ELECTION, contests=(mayor,))
    assert changed.find_contest("mayor") is mayor
    assert changed.find_contest("sheriff") is None


def test_equal_elections_are_equal_hash_alike_and_survive_copying() -> None:
    again = election_of([SHERIFF, CLERK])
    copies = (again, copy.deepcopy(ELECTION), pickle.loads(pickle.dumps(ELECTION)))
    for other in copies:
        assert other == ELECTION
        assert hash(other) == hash(ELECTION)
        assert other.contest(CLERK.id) is other.contests[1]
        assert repr(other) == repr(ELECTION)
    assert "_index" not in repr(ELECTION)
    assert replace(ELECTION, title="Special Election") != ELECTION
