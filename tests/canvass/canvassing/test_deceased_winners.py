"""Who is declared where a candidate with the most votes died before the election, by W32."""

from __future__ import annotations

from dataclasses import replace

import pytest

from canvass.canvassing.certificate_lines import entitled_by, why_none
from tabulate.board.county.canvass_terms import CanvassAct
from tabulate.board.county.entitling import AppointedAfterTie
from tabulate.board.office.candidates_died import CandidatesDied, DeathStruck
from tabulate.county_canvass.certified_people import entitled
from tabulate.county_canvass.declaring import result_of
from tabulate.election import ContestId
from tabulate.recounts.rights import PositionTotals, VotesFor, line_of
from tests.canvass.canvassing.canvassed_counties import one_contest
from tests.canvass.canvassing.deceased_county import AT, SHERIFF, canvassed, corrected, died, said
from tests.tabulate.split_precincts import contest

W32 = {"P1": {"ash": 300, "birch": 250}, "P2": {"alder": 120}}


def test_w32_a_dead_winner_is_said_to_be_one_and_nobody_has_a_certificate() -> None:
    election = corrected(SHERIFF, "alder", "birch")
    found, one = canvassed(election, "sheriff", W32, died("sheriff", "ash"))
    result = said(one)
    assert result.names == ()
    assert result.said.startswith("Ash has the highest number of votes, and died on 2026-10-20, before the election")
    assert "the next in votes is not" in result.said
    assert entitled_by(found, one) == ()
    assert "died before the election (13-15-106)" in why_none(found, one)


def test_w32_of_two_seats_the_one_who_lives_is_declared() -> None:
    council = contest(
        "council", None, ["ash", "birch", "cole"], office="county commissioner", territory="one county", seats=2
    )
    election = CandidatesDied().after(died("council", "ash")).applied(one_contest(council, "P1"))
    votes = tuple(VotesFor(name, name.title(), number) for name, number in (("ash", 50), ("birch", 40), ("cole", 10)))
    line = line_of(PositionTotals(election.contests[0], votes))
    result = result_of(line, CanvassAct.DECLARATION, names_written_in=frozenset())
    assert result.names == ("Birch",)
    assert "Ash has the highest number of votes, and died" in result.said
    assert [each.person.name for each in entitled(line, frozenset())] == ["Birch"]


NONPARTISAN = contest(
    "judge", None, ["ash", "birch", "cole", "dunn"], office="justice of the peace", territory="one county"
) | {"nonpartisan": True, "nominated": 2}


@pytest.mark.parametrize(
    ("votes", "names"),
    [
        ({"ash": 50, "birch": 40, "cole": 30, "dunn": 20}, ("Birch", "Cole")),
        ({"ash": 50, "birch": 40, "cole": 30, "dunn": 30}, ("Birch",)),
        ({"birch": 50, "cole": 40, "ash": 30, "dunn": 20}, ("Birch", "Cole")),
    ],
)
def test_w32_in_a_nonpartisan_primary_the_next_in_rank_is_nominated_where_nobody_is_equal(
    votes: dict[str, int], names: tuple[str, ...]
) -> None:
    election = one_contest(NONPARTISAN, "P1")
    found, one = canvassed(election, "judge", {"P1": votes}, died("judge", "ash"))
    assert said(one).names == names
    assert tuple(each.person.name for each in entitled_by(found, one)) == names


def test_w32_next_in_rank_who_was_written_in_is_not_said_to_be_nominated() -> None:
    election = CandidatesDied().after(died("judge", "ash")).applied(one_contest(NONPARTISAN, "P1"))
    votes = (VotesFor("ash", "Ash", 50), VotesFor("birch", "Birch", 40), VotesFor("write-in:Wren", "Wren", 30))
    line = line_of(PositionTotals(election.contests[0], votes))
    result = result_of(line, CanvassAct.DECLARATION, names_written_in=frozenset({"Wren"}))
    assert result.names == ("Birch",)
    assert "nominated: Wren" not in result.said
    assert "Next in rank of votes, written in: Wren (13-14-118(1)). Whether that nominates follows" in result.said


def test_w32_next_in_rank_with_equal_votes_are_said_to_be_equal_and_whoever_is_above_them_is_nominated() -> None:
    election = one_contest(NONPARTISAN, "P1")
    votes = {"ash": 50, "birch": 40, "cole": 30, "dunn": 30}
    _, one = canvassed(election, "judge", {"P1": votes}, died("judge", "ash"))
    assert said(one).names == ("Birch",)
    assert "Next in rank have an equal number of votes: Cole and Dunn (13-14-118(1))" in said(one).said
    assert "the next in votes is not" not in said(one).said, "it is not known who is next"
    of_three = NONPARTISAN | {"choices": contest("judge", None, ["ash", "birch", "cole", "dunn", "eve"])["choices"]}
    dead = died("judge", "ash"), died("judge", "birch")
    votes = {"ash": 50, "birch": 40, "cole": 30, "dunn": 20, "eve": 20}
    _, one = canvassed(one_contest(of_three, "P1"), "judge", {"P1": votes}, *dead)
    assert said(one).names == ("Cole",)
    assert said(one).said.count("nominated: Cole (13-14-118(1))") == 1
    assert "equal number of votes: Dunn and Eve" in said(one).said


def test_a_lot_that_fell_on_the_deceased_makes_no_certificate_and_leaves_who_is_above_the_tie() -> None:
    election = CandidatesDied().after(died("judge", "ash")).applied(one_contest(NONPARTISAN, "P1"))
    votes = tuple(VotesFor(name, name.title(), number) for name, number in (("ash", 30), ("birch", 40), ("cole", 30)))
    line = line_of(PositionTotals(election.contests[0], votes))
    assert [each.choice for each in line.tied] == ["ash", "cole"]
    for drawn, names in (("ash", ["Birch"]), ("cole", ["Birch", "Cole"])):
        assert [each.person.name for each in entitled(line, frozenset(), drawn=(drawn,))] == names


def test_a_tie_that_ended_with_the_deceased_says_why_there_is_no_certificate() -> None:
    found, one = canvassed(
        one_contest(SHERIFF, "P1"), "sheriff", {"P1": {"ash": 30, "birch": 30}}, died("sheriff", "ash")
    )
    for who, why in (("ash", "Ash, drawn or appointed after the tie, died before the election"), ("birch", "")):
        named_ = AppointedAfterTie(9, AT, "the county commissioners", "13-16-506", "2026-11-20", (who,))
        ended = replace(found, counts=replace(found.counts, ties_ended={ContestId("sheriff"): named_}))
        assert why_none(ended, one).startswith(why)
        assert [each.person.name for each in entitled_by(ended, one)] == ([] if why else ["Birch"])


def test_a_death_that_was_struck_changes_nothing() -> None:
    election = corrected(SHERIFF, "alder", "birch")
    struck = DeathStruck("sheriff", "ash", "another Ash", AT, "clerk")
    _, one = canvassed(election, "sheriff", W32, died("sheriff", "ash"), struck)
    assert said(one).names == ("Ash",)
