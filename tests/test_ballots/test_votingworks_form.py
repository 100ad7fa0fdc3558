"""A simulated election as a VotingWorks definition: the same contests and places, without outlines and card codes."""

from dataclasses import replace

import pytest

from tabulate.definitions import parse_definition
from tabulate.election import Election
from test_ballots.definition import election_of
from test_ballots.random_elections import random_plan
from test_ballots.votingworks_form import votingworks_bytes


def written(seed: int) -> tuple[Election, Election]:
    """A random election as our definition has it, and as the other form does."""
    own, definition = election_of(random_plan(seed, 40))
    return own, parse_definition(votingworks_bytes(definition))


@pytest.mark.parametrize("seed", [26, 4, 1])
def test_the_other_form_has_the_same_targets_with_the_same_meanings(seed: int) -> None:
    own, theirs = written(seed)
    assert [card.meanings for card in theirs.cards] == [card.meanings for card in own.cards]
    assert [contest.title for contest in theirs.contests] == [contest.title for contest in own.contests]


def test_the_other_form_says_neither_the_outline_nor_the_card_code() -> None:
    own, theirs = written(26)
    (one,), (other,) = own.layouts.cards, theirs.layouts.cards
    assert one.outline is not None
    assert other.outline is None
    assert [page.bottom_marks for page in other.pages] == [None] * len(one.pages)
    assert [replace(target, blank_ink_permille=0) for page in other.pages for target in page.targets] == [
        target for page in one.pages for target in page.targets
    ]
