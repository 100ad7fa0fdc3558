"""Whether a school bond passes, by W42 and around every limit of 20-9-428."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabulate.county_canvass.issue_answers import IssueVotes
from tabulate.county_canvass.school_bonds import bond_result
from tabulate.offices import BondElection

ALONE, QUALIFIED = BondElection.ALONE, 1_000


@pytest.mark.parametrize(
    ("in_favor", "against", "passes"),
    [
        (201, 199, True),
        (200, 200, False),
        (240, 159, True),
        (239, 160, False),
        (181, 120, True),
        (180, 121, False),
        (300, 0, False),
        (0, 0, False),
        (1_000, 0, True),
    ],
)
def test_w42_the_turnout_decides_what_a_bond_takes(in_favor: int, against: int, passes: bool) -> None:
    found = bond_result(ALONE, QUALIFIED, IssueVotes(in_favor, against), in_favor + against)
    assert found.passes is passes
    assert found.word == ("approved" if passes else "rejected")
    assert f"{in_favor:,} for, {against:,} against" in found.said


def test_w42_the_shares_are_said_and_none_reads_as_the_limit_that_it_missed() -> None:
    said = bond_result(ALONE, QUALIFIED, IssueVotes(240, 159), 399).said
    assert "399 of 1,000 qualified electors voted (39.90%)" in said
    assert "60.15% are for it. The bond is approved (20-9-428)" in said
    assert "(39.99%)" in bond_result(ALONE, 100_000, IssueVotes(39_999, 0), 39_999).said
    assert "59.99% are for it" in bond_result(ALONE, 100_000, IssueVotes(20_999, 14_001), 35_000).said


@pytest.mark.parametrize("held", [one for one in BondElection if one is not ALONE])
def test_w42_by_mail_or_with_another_election_a_majority_is_enough(held: BondElection) -> None:
    assert bond_result(held, QUALIFIED, IssueVotes(2, 1), 3).passes
    assert not bond_result(held, QUALIFIED, IssueVotes(300, 300), 600).passes
    assert f"Held {held}: a majority passes it" in bond_result(held, QUALIFIED, IssueVotes(2, 1), 3).said


@given(st.integers(1, 5_000), st.integers(0, 3_000), st.integers(0, 3_000))
def test_whole_numbers_say_what_exact_fractions_say(qualified: int, in_favor: int, against: int) -> None:
    voted = in_favor + against
    turnout = Fraction(voted, qualified)
    if turnout >= Fraction(2, 5):
        passes = in_favor > against
    else:
        passes = turnout > Fraction(3, 10) and Fraction(in_favor, voted) >= Fraction(3, 5)
    assert bond_result(ALONE, qualified, IssueVotes(in_favor, against), in_favor + against).passes is passes


def test_w42_a_ballot_that_is_blank_on_the_bond_is_an_elector_who_voted_and_no_vote() -> None:
    """By votes alone 39.9% voted, and 60% were asked; with one blank ballot it is 40%, and a majority passes."""
    assert not bond_result(ALONE, QUALIFIED, IssueVotes(201, 198), 399).passes
    assert bond_result(ALONE, QUALIFIED, IssueVotes(201, 198), 400).passes
    assert bond_result(ALONE, QUALIFIED, IssueVotes(60, 40), 301).passes
    assert not bond_result(ALONE, QUALIFIED, IssueVotes(0, 0), 301).passes
