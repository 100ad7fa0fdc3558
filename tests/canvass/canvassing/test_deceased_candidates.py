"""Candidates who died after the ballots were printed, by W30 to W32, in the canvass: figures, winners, certificates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import permutations
from typing import Any

import pytest

from canvass.canvassing.certificate_lines import entitled_by, why_none
from canvass.canvassing.county_standing import CountyStanding
from canvass.canvassing.declarations import ToDeclare, all_to_declare
from canvass.canvassing.report_figures import joined_in
from canvass.correcting.deceased import deaths_shown
from tabulate.board.county.canvass_terms import CanvassAct
from tabulate.board.errors import NotAllowed
from tabulate.board.office.candidates_died import (
    CandidateDied,
    CandidatesDied,
    DeathEntry,
    DeathStruck,
    SuccessorNamed,
    TicketPlace,
    check_on_ballot,
)
from tabulate.county_canvass.certified_people import entitled
from tabulate.county_canvass.declaring import ContestResult, result_of
from tabulate.editions.joined import FurtherEdition, join
from tabulate.election import Election
from tabulate.ledger.entries import Entry
from tabulate.recounts.rights import PositionTotals, VotesFor, line_of
from tabulate.state_canvass.county_package import package_text, read_package
from tabulate.state_canvass.state_declaring import state_result
from tabulate.state_canvass.state_figures import state_figures
from tests.canvass.canvassing.canvassed_counties import MET, by_hand, contest_of, one_contest, standing
from tests.canvass.canvassing.sent_packages import package_from
from tests.tabulate.split_precincts import contest

Json = dict[str, Any]
ELECTION, FILED = date(2026, 11, 3), date(2026, 11, 30)
AT = "2026-10-25T09:00-06:00"


def corrected(office: Json, *choices: str) -> Election:
    """One office in two editions of the ballots: another one's name stands in the second."""
    second = office | {"choices": contest(office["id"], None, list(choices))["choices"]}
    first, other = (one_contest(one, "P1", "P2", "P3") for one in (office, second))
    return join(first, [FurtherEdition(other)])


def died(of: str, choice: str, place: TicketPlace = TicketPlace.ALONE, name: str = "") -> CandidateDied:
    return CandidateDied(of, choice, name or choice.title(), place, "2026-10-20", "2026-09-15", AT, "clerk")


def named(of: str, choice: str, name: str, printed_as: str = "") -> SuccessorNamed:
    return SuccessorNamed(of, choice, printed_as, name, "the central committee", "2026-10-24", AT, "clerk")


def canvassed(
    election: Election, of: str, votes: Mapping[str, Mapping[str, int]], *deaths: Entry
) -> tuple[CountyStanding, ToDeclare]:
    counted = [
        entry for place, own in votes.items() for entry in by_hand(place, of, dict(sorted(own.items())), 0, 0, None)
    ]
    found = standing(election, [MET, *deaths, *counted])
    (shown,) = all_to_declare(found)
    return found, shown


def figures(found: CountyStanding, of: str) -> dict[str, int | None]:
    one = contest_of(found, of)
    return {choice.name: votes for choice, votes in zip(one.choices, one.county.votes, strict=True)}


def said(one: ToDeclare) -> ContestResult:
    assert isinstance(one.result, ContestResult)
    return one.result


SHERIFF = contest("sheriff", None, ["ash", "birch"], office="sheriff", territory="one county")
W30 = {"P1": {"ash": 140, "birch": 160}, "P2": {"alder": 260, "birch": 205}}


def test_w30_votes_for_the_deceased_and_for_the_successor_stand_apart_and_birch_is_elected() -> None:
    election = corrected(SHERIFF, "alder", "birch")
    found, one = canvassed(election, "sheriff", W30, died("sheriff", "ash"), named("sheriff", "ash", "Alder", "alder"))
    assert figures(found, "sheriff") == {"Ash (deceased; edition 1)": 140, "Birch": 365, "Alder (edition 2)": 260}
    assert said(one).names == ("Birch",)
    assert [each.person.name for each in entitled_by(found, one)] == ["Birch"]
    assert joined_in(one.canvassed) == ()


def test_w30_whoever_wins_is_named_as_printed_without_the_edition() -> None:
    election = corrected(SHERIFF, "alder", "birch")
    votes = {"P1": {"ash": 140, "birch": 160}, "P2": {"alder": 500, "birch": 5}}
    _, one = canvassed(election, "sheriff", votes, died("sheriff", "ash"))
    assert said(one).names == ("Alder",)


GOVERNOR = contest("governor", None, ["smith-jones", "others"], office="governor", territory="state")


@pytest.mark.parametrize(
    ("place", "who", "successor"),
    [(TicketPlace.GOVERNOR, "Smith", "Jones and Kay"), (TicketPlace.LIEUTENANT, "Jones", "Smith and Kay")],
)
def test_w31_votes_for_a_ticket_of_which_one_died_count_for_the_ticket_as_it_then_is(
    place: TicketPlace, who: str, successor: str
) -> None:
    election = corrected(GOVERNOR, "new", "others")
    votes = {"P1": {"smith-jones": 10_000, "others": 13_000}, "P2": {"new": 4_000, "others": 500}}
    deaths = died("governor", "smith-jones", place, who), named("governor", "smith-jones", successor, "new")
    found, one = canvassed(election, "governor", votes, *deaths)
    assert [(each.choice, each.votes) for each in one.line.winners] == [("new", 14_000)]
    assert one.line.margin == 500
    assert one.line.total_vote == 27_500
    ticket = next(name for name in figures(found, "governor") if name.startswith("Smith-Jones"))
    assert ticket == f"Smith-Jones ({who} deceased; counts for {successor}; edition 1)"
    assert figures(found, "governor")[ticket] == 10_000, "every row has the votes that were cast on it"
    assert joined_in(one.canvassed) == (
        f"10,000 votes for Smith-Jones count for {successor} (13-15-106(2), (3)): together 14,000.",
    )


def test_w31_without_corrected_ballots_the_printed_ticket_counts_for_the_ticket_as_it_then_is() -> None:
    election = one_contest(GOVERNOR, "P1")
    deaths = (
        died("governor", "smith-jones", TicketPlace.GOVERNOR, "Smith"),
        named("governor", "smith-jones", "Jones and Kay"),
    )
    _, one = canvassed(election, "governor", {"P1": {"smith-jones": 14, "others": 13}}, *deaths)
    assert [(each.name, each.votes) for each in one.line.winners] == [("Jones and Kay", 14)]


def test_w31_the_state_adds_the_ticket_up_over_counties_of_which_one_corrected_no_ballots() -> None:
    deaths = (
        died("governor", "smith-jones", TicketPlace.GOVERNOR, "Smith"),
        named("governor", "smith-jones", "Jones and Kay", "new"),
    )
    votes = {"P1": {"smith-jones": 10_000, "others": 13_000}, "P2": {"new": 4_000, "others": 500}}
    one, _ = canvassed(corrected(GOVERNOR, "new", "others"), "governor", votes, *deaths)
    other, _ = canvassed(one_contest(GOVERNOR, "P1"), "governor", {"P1": {"smith-jones": 3, "others": 2}}, deaths[0])
    sent = replace(package_from(other), county="Pine")
    read = read_package(package_text(package_from(one)))
    assert read == package_from(one), "a death goes over in the package"
    unprinted, _ = canvassed(
        one_contest(GOVERNOR, "P1"),
        "governor",
        {"P1": {"smith-jones": 1}},
        deaths[0],
        named("governor", "smith-jones", "Jones and Kay"),
    )
    third = replace(package_from(unprinted), county="Cedar")
    for packages in permutations((read, sent, third)):
        (found,) = state_figures(packages).contests
        assert [(each.choice, each.votes) for each in found.line.winners] == [("new", 14_004)]
        assert state_result(found, ELECTION, FILED, recounted=False).names == ("New",)


def test_w31_before_the_name_is_certified_the_ticket_s_votes_stay_where_they_were_cast() -> None:
    election = corrected(GOVERNOR, "new", "others")
    death = died("governor", "smith-jones", TicketPlace.GOVERNOR, "Smith")
    votes = {"P1": {"smith-jones": 10, "others": 12}, "P2": {"new": 4}}
    found, one = canvassed(election, "governor", votes, death)
    assert [each.name for each in one.line.winners] == ["Others"]
    assert "Smith-Jones (Smith deceased; edition 1)" in figures(found, "governor")


def test_w31_of_two_deaths_one_after_another_every_vote_counts_for_the_last_ticket() -> None:
    second, third = (
        one_contest(GOVERNOR | {"choices": contest("governor", None, [ticket, "others"])["choices"]}, "P1", "P2", "P3")
        for ticket in ("jones-kay", "kay-lee")
    )
    election = join(one_contest(GOVERNOR, "P1", "P2", "P3"), [FurtherEdition(second), FurtherEdition(third)])
    deaths = (
        died("governor", "smith-jones", TicketPlace.GOVERNOR, "Smith"),
        named("governor", "smith-jones", "Jones and Kay", "jones-kay"),
        died("governor", "jones-kay", TicketPlace.GOVERNOR, "Jones"),
    )
    votes = {"P1": {"smith-jones": 50, "others": 60}, "P2": {"jones-kay": 20}, "P3": {"kay-lee": 7}}
    for printed_as, winner, parts in (("kay-lee", "kay-lee", "77."), ("", "jones-kay", "70.")):
        _, one = canvassed(
            election, "governor", votes, *deaths, named("governor", "jones-kay", "Kay and Lee", printed_as)
        )
        assert [(each.choice, each.votes) for each in one.line.winners] == [(winner, int(parts[:-1]))]
        assert joined_in(one.canvassed) == (
            f"50 votes for Smith-Jones count for Kay and Lee (13-15-106(2), (3)): together {parts}",
            f"20 votes for Jones-Kay count for Kay and Lee (13-15-106(2), (3)): together {parts}",
        )
        known = CandidatesDied()
        for entry in (*deaths, named("governor", "jones-kay", "Kay and Lee", printed_as)):
            known = known.after(entry)
        listed = [each.lines[-1] for each in deaths_shown(election, known)]
        assert listed == ["Votes cast for the ticket count for Kay and Lee (13-15-106(2), (3))."] * 2


def test_votes_for_a_ticket_do_not_go_round() -> None:
    known = CandidatesDied()
    for entry in (
        died("governor", "smith-jones", TicketPlace.GOVERNOR, "Smith"),
        named("governor", "smith-jones", "Jones and Kay", "new"),
        died("governor", "new", TicketPlace.GOVERNOR, "Jones"),
    ):
        known = known.after(entry)
    known.check(named("governor", "new", "Kay and Lee", "others"))
    with pytest.raises(NotAllowed, match="was not followed by this one"):
        known.check(named("governor", "new", "Smith and Jones", "smith-jones"))


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


def test_a_death_that_was_struck_changes_nothing() -> None:
    election = corrected(SHERIFF, "alder", "birch")
    struck = DeathStruck("sheriff", "ash", "another Ash", AT, "clerk")
    _, one = canvassed(election, "sheriff", W32, died("sheriff", "ash"), struck)
    assert said(one).names == ("Ash",)


def changed(entry: CandidateDied, **fields: Any) -> CandidateDied:
    return CandidateDied(**{name: getattr(entry, name) for name in CandidateDied.__slots__} | fields)


REFUSED: list[tuple[DeathEntry, str]] = [
    (changed(died("sheriff", "ash"), died_on="2026-11-03"), "before election day"),
    (changed(died("sheriff", "ash"), choice="zoe"), "printed on a ballot"),
    (changed(died("sheriff", "ash"), contest="mayor"), "printed on a ballot"),
    (died("sheriff", "ash", TicketPlace.GOVERNOR), "no place on a ticket"),
    (named("sheriff", "ash", "Alder", "ash"), "another candidate"),
    (named("sheriff", "ash", "Alder", "nobody"), "another candidate"),
]


@pytest.mark.parametrize(("entry", "words"), REFUSED)
def test_what_no_ballot_and_no_day_bears_out_is_refused(entry: DeathEntry, words: str) -> None:
    with pytest.raises(NotAllowed, match=words):
        check_on_ballot(entry, corrected(SHERIFF, "alder", "birch"))


def test_of_a_ticket_it_is_said_who_died() -> None:
    with pytest.raises(NotAllowed, match="which of the ticket died"):
        check_on_ballot(died("governor", "smith-jones"), corrected(GOVERNOR, "new", "others"))


OUT_OF_ORDER: list[tuple[DeathEntry, str]] = [
    (died("sheriff", "ash"), "not entered yet"),
    (changed(died("sheriff", "birch"), printed_on="2026-10-21"), "had been printed"),
    (changed(died("sheriff", "birch"), died_on="2026-10-26"), "day of death"),
    (changed(died("sheriff", "birch"), name=" \u200b"), "names and words"),
    (named("sheriff", "birch", "Cole"), "whose death is entered"),
    (DeathStruck("sheriff", "birch", "error", AT, "clerk"), "whose death is entered"),
]


@pytest.mark.parametrize(("entry", "words"), OUT_OF_ORDER)
def test_what_cannot_follow_is_refused(entry: DeathEntry, words: str) -> None:
    known = CandidatesDied().after(died("sheriff", "ash"))
    with pytest.raises(NotAllowed, match=words):
        known.check(entry)
