"""Votes for candidates who died after the ballots were printed, by W30 and W31: whose they are, and their sums."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest

from canvass.canvassing.certificate_lines import entitled_by
from canvass.canvassing.report_figures import joined_in
from canvass.correcting.deceased import deaths_shown
from tabulate.board.office.candidates_died import CandidatesDied, TicketPlace
from tabulate.editions.joined import FurtherEdition, join
from tabulate.state_canvass.county_package import package_text, read_package
from tabulate.state_canvass.state_declaring import state_result
from tabulate.state_canvass.state_figures import state_figures
from tests.canvass.canvassing.canvassed_counties import one_contest
from tests.canvass.canvassing.deceased_county import GOVERNOR, SHERIFF, canvassed, corrected, died, figures, named, said
from tests.canvass.canvassing.sent_packages import package_from
from tests.tabulate.split_precincts import contest

ELECTION, FILED = date(2026, 11, 3), date(2026, 11, 30)
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


@pytest.mark.parametrize(("others", "corrected_votes"), [(12, 4), (14, 4), (10, 9), (14, 14)])
def test_w31_before_the_name_is_certified_the_state_declares_nobody_whoever_has_most_votes(
    others: int, corrected_votes: int
) -> None:
    election = corrected(GOVERNOR, "new", "others")
    death = died("governor", "smith-jones", TicketPlace.GOVERNOR, "Smith")
    votes = {"P1": {"smith-jones": 10, "others": others}, "P2": {"new": corrected_votes}}
    sent = package_from(canvassed(election, "governor", votes, death)[0])
    (found,) = state_figures((sent,)).contests
    result = state_result(found, ELECTION, FILED, recounted=False)
    assert result.names == ()
    assert "Votes for Smith-Jones count for the ticket as it is after the death (13-15-106(2), (3))" in result.said
    assert "canvass deceased successor" in result.said


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
