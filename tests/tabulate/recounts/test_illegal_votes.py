"""Illegal votes count where they bring a winner below somebody who did not win (13-36-211, 13-36-212; W24)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabulate.election import Contest, ContestId, ContestKind
from tabulate.recounts.illegal_votes import NotAmongThem, without_illegal
from tabulate.recounts.rights import PositionTotals, VotesFor

CONTEST = Contest(ContestId("office"), "Office", ContestKind.CANDIDATE, None, None, 1, (), 0)


def totals(*votes: int, seats: int = 1) -> PositionTotals:
    named = tuple(VotesFor(f"c{place}", f"C{place}", number) for place, number in enumerate(votes))
    return PositionTotals(replace(CONTEST, seats=seats), named)


def test_seven_and_one_bring_the_first_below_the_second_w24() -> None:
    found = without_illegal(totals(1_204, 1_199), {"c0": 7, "c1": 1})
    assert [one.legal for one in found.rows] == [1_197, 1_198]
    assert [(one.winner.votes.choice, one.others[0].votes.choice) for one in found.below] == [("c0", "c1")]
    assert [one.choice for one in found.declared] == ["c1"]


def test_equal_is_not_below_w24() -> None:
    found = without_illegal(totals(1_204, 1_199), {"c0": 5})
    assert [one.legal for one in found.rows] == [1_199, 1_199]
    assert (found.below, found.declared, found.tied) == ((), (), ())


def test_of_several_seats_the_last_winner_alone_is_below() -> None:
    found = without_illegal(totals(470, 448, 437, seats=2), {"c1": 12})
    assert [one.winner.votes.choice for one in found.below] == ["c1"]
    assert [one.choice for one in found.declared] == ["c2"]


def test_two_who_are_equal_at_the_top_are_both_told_and_nobody_is_declared() -> None:
    found = without_illegal(totals(100, 90, 90), {"c0": 20})
    assert [one.votes.choice for one in found.below[0].others] == ["c1", "c2"]
    assert ([one.choice for one in found.tied], found.declared) == (["c1", "c2"], ())


def test_before_a_recount_of_a_tie_nobody_has_won() -> None:
    found = without_illegal(totals(90, 90), {"c0": 20})
    assert (found.before.winners, found.below) == ((), ())


@pytest.mark.parametrize(("illegal", "words"), [({"c0": 11}, "11 of them cannot be"), ({"cx": 1}, "cx is none of")])
def test_what_cannot_be_among_the_votes_is_refused(illegal: dict[str, int], words: str) -> None:
    with pytest.raises(NotAmongThem, match=words):
        without_illegal(totals(10, 3), illegal)


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=2, max_size=6),
    st.integers(1, 3),
)
def test_a_winner_is_below_exactly_where_somebody_who_lost_has_more_legal_votes(
    pairs: list[tuple[int, int]], seats: int
) -> None:
    votes = [max(pair) for pair in pairs]
    illegal = {f"c{place}": min(pair) for place, pair in enumerate(pairs)}
    found = without_illegal(totals(*votes, seats=seats), illegal)
    legal = {f"c{place}": max(pair) - min(pair) for place, pair in enumerate(pairs)}
    won = {one.choice for one in found.before.winners}
    expected = {one for one in won if any(legal[one] < legal[other] for other in legal if other not in won)}
    assert {one.winner.votes.choice for one in found.below} == expected
    assert all(one.choice not in won for one in found.declared)
    for one in found.declared:
        assert sum(1 for other in legal.values() if other > legal[one.choice]) < seats, "they are among the highest"
    assert bool(found.declared or found.tied) or not found.below or not any(legal.values()), "or nobody has a vote"
