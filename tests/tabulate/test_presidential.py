"""Votes for president are for a party's electors: a replaced ticket's are added, an independent's not (13-25-102)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabulate.board.errors import NotAllowed
from tabulate.election import Contest, ContestId, ContestKind
from tabulate.offices import Office, Purpose, Territory
from tabulate.recounts.rights import PositionTotals, VotesFor, line_of
from tabulate.state_canvass.county_package import PackagedChoice
from tabulate.state_canvass.presidential import (
    check_tickets,
    electors_declared,
    electors_result,
    elects_electors,
)
from tabulate.state_canvass.state_declaring import StateAct
from tabulate.state_canvass.state_figures import StateContest, StatePlace, StateRow
from tabulate.state_canvass.state_steps import PresidentialTicket, TicketsNamed

PURPOSE = Purpose(Office.PRESIDENT, Territory.STATE)
CONTEST = Contest(ContestId("president"), "President", ContestKind.CANDIDATE, None, None, 1, (), 0, purpose=PURPOSE)


def state_contest(**votes: int) -> StateContest:
    choices = tuple(PackagedChoice(name, name.title(), write_in=False) for name in votes)
    total = StateRow(StatePlace.STATE, "State, total", None, tuple(votes.values()), 0, 0)
    found = tuple(VotesFor(name, name.title(), number) for name, number in votes.items())
    return StateContest(CONTEST, choices, ("Pine",), (), total, line_of(PositionTotals(CONTEST, found)))


def ticket(choice: str, party: str, *electors: str, replaced_by: str = "") -> PresidentialTicket:
    return PresidentialTicket(choice, party, electors, replaced_by)


def named(*tickets: PresidentialTicket) -> TicketsNamed:
    return TicketsNamed("president", tickets, "2026-11-30T10:00-07:00", "Dee")


SMITH = ticket("smith", "Blue", replaced_by="kay")
KAY = ticket("kay", "Blue", "Ann", "Bo")
BIRCH = ticket("birch", "Red", "Cy", "Di")
OLD, NEW = ticket("old", "", "Ed", "Flo"), ticket("new", "", "Gus", "Hal")
VOTES = {"smith": 5_000, "kay": 3_000, "birch": 7_000, "old": 4_000, "new": 4_500}


def test_a_replaced_ticket_of_the_same_party_is_added_and_an_independents_is_not() -> None:
    step, contest = named(SMITH, KAY, BIRCH, OLD, NEW), state_contest(**VOTES)
    check_tickets(step, contest)
    found = electors_result(contest, step)
    assert {one.ticket.choice: one.votes for one in found.groups} == {
        "kay": 8_000,
        "birch": 7_000,
        "old": 4_000,
        "new": 4_500,
    }
    said = electors_declared(found, recounted=False)
    assert (said.act, said.names) == (StateAct.DECLARATION, ("Ann", "Bo"))
    assert "8,000 votes (3,000 for Kay and 5,000 for Smith" in said.said


def test_votes_without_electors_elect_nobody() -> None:
    contest, step = state_contest(**VOTES), named(BIRCH)
    found = electors_result(contest, step)
    assert (found.elected is not None, len(found.without)) == (True, 4)
    ahead = electors_result(state_contest(birch=10, wren=11), step)
    said = electors_declared(ahead, recounted=False)
    assert (ahead.elected, said.names) == (None, ())
    assert "no electors are certified" in said.said


def test_equal_sums_are_a_tie() -> None:
    found = electors_result(state_contest(smith=10, kay=20, birch=30), named(SMITH, KAY, BIRCH))
    assert found.elected is None
    assert electors_declared(found, recounted=True).act is StateAct.TIE


WRONG = [
    ((), "the tickets, each once"),
    ((KAY, KAY), "the tickets, each once"),
    ((replace(KAY, choice="zoe"),), "tickets of the ballot"),
    ((SMITH,), "another ticket in the place of smith"),
    ((replace(SMITH, replaced_by="smith"),), "another ticket in the place of smith"),
    ((replace(SMITH, replaced_by="birch"), KAY, BIRCH), "a replaced ticket of the same party"),
    ((replace(OLD, electors=(), replaced_by="new"), NEW), "a replaced ticket of the same party"),
    ((SMITH, replace(KAY, replaced_by="birch", electors=()), replace(BIRCH, party="Blue")), "which stands"),
    ((replace(SMITH, electors=("Ann",)), KAY), "electors with the ticket that stands alone"),
    ((KAY, replace(BIRCH, electors=("Cy",))), "as many electors for each ticket"),
    ((KAY, replace(BIRCH, party="Blue")), "one ticket of a party"),
    ((replace(KAY, electors=()),), "at least one (13-25-101)"),
    ((replace(KAY, electors=("Ann", "ANN ")),), "names of electors and parties"),
    ((replace(KAY, electors=("Ann", "ANN")),), "each elector of kay once"),
]


@pytest.mark.parametrize(("tickets", "words"), WRONG)
def test_what_may_not_stand_together_is_refused(tickets: tuple[PresidentialTicket, ...], words: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        check_tickets(named(*tickets), state_contest(**VOTES))
    assert words in str(refused.value)


@pytest.mark.parametrize(
    ("purpose", "elects"),
    [
        (PURPOSE, True),
        (replace(PURPOSE, party="d", nominated=1), False),
        (replace(PURPOSE, office=Office.US_SENATOR), False),
    ],
)
def test_a_preference_primary_elects_no_electors(purpose: Purpose, elects: bool) -> None:
    assert elects_electors(replace(CONTEST, purpose=purpose)) is elects


@given(st.lists(st.integers(0, 30), min_size=5, max_size=5), st.booleans())
def test_no_vote_is_lost_or_counted_twice_whoever_was_replaced(numbers: list[int], replaced: bool) -> None:
    contest = state_contest(**dict(zip(VOTES, numbers, strict=True)))
    step = named(*([SMITH, KAY] if replaced else [KAY]), BIRCH, OLD, NEW)
    found = electors_result(contest, step)
    assert sum(one.votes for one in found.groups) + sum(one.votes for one in found.without) == sum(numbers)
    best = max([one.votes for one in found.groups] + [one.votes for one in found.without])
    if found.elected is not None:
        assert found.elected.votes == best > 0
