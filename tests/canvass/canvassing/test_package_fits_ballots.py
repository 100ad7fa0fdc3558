"""The state asks where a county's votes do not fit its electors or its ballots, and never where they do (13-15-504)."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tabulate.county_canvass.canvassed import PlaceKind
from tabulate.ledger.entries import BatchClosed
from tabulate.precinct_parts import parts_of
from tabulate.state_canvass.county_package import CountyPackage, PackagedCheck, PackagedContest, PackagedSource
from tabulate.state_canvass.package_checks import faults_of
from tabulate.state_canvass.state_figures import state_figures
from tests.canvass.canvassing.canvassed_counties import (
    ELECTORS,
    by_hand,
    county,
    declared,
    scanned,
    standing,
    whole_county,
)
from tests.canvass.canvassing.sent_packages import package_from, sealed
from tests.soak import examples
from tests.tabulate.split_precincts import Cast, counties, elected, electors, sheets


@pytest.fixture(scope="module")
def package() -> CountyPackage:
    return package_from(standing(county(), whole_county(county())))


def asked(package: CountyPackage) -> list[str]:
    """What the state asks of a package that was sealed anew."""
    return [f"{one.where}: {one.found}" for one in faults_of(sealed(package))]


def with_contest(package: CountyPackage, changed: PackagedContest) -> CountyPackage:
    return replace(
        package, contests=tuple(changed if one.contest == changed.contest else one for one in package.contests)
    )


@st.composite
def sent(draw: st.DrawFn) -> CountyPackage:
    """A random county whose every ballot is an elector's who voted there."""
    election = elected(draw(counties()))
    parts, cast = parts_of(election), list[Cast]()
    voting = Counter({part.id: 0 for part in parts.parts})
    for card in election.cards:
        own = election.contests_of(election.ballot_style(card.ballot_style))
        votes = [(str(one.id), str(draw(st.sampled_from(one.choices)).id)) for one in own if draw(st.booleans())]
        cast.append(Cast(card.ballot_style, str(card.precinct), tuple(votes), draw(st.integers(0, 4))))
        voting[parts.of_ballot(card.precinct, card.ballot_style).parts[0]] += cast[-1].times
    counted = sheets(election, "A", cast)
    closed = BatchClosed("A", len(counted) - 1, len(counted) - 1, 0, 0)
    return package_from(standing(election, [*counted, closed, *electors({str(one): voting[one] for one in voting})]))


@given(sent())
@settings(max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_a_county_counted_is_never_asked_about(found: CountyPackage) -> None:
    assert faults_of(found) == ()


def test_a_package_without_the_county_s_row_of_electors_is_named_and_so_are_two(package: CountyPackage) -> None:
    *others, row = package.electors
    assert row.kind == "county"
    for electors_voting, words in (
        (others, "no row of the county's electors"),
        ([*package.electors, replace(row, electors=9)], "2 rows of the county's electors"),
        ([*package.electors, row], "2 rows of the county's electors"),
        ([*others, replace(row, electors=None)], "No figure is told"),
    ):
        wrong = sealed(replace(package, electors=tuple(electors_voting)))
        assert any(words in one for one in asked(wrong)), words
        assert state_figures([wrong]).electors[0].electors is None, "none of two is taken, and no gap is nought"
    twice = replace(package, electors=(package.electors[0], *package.electors))
    assert "electors voting, precinct P1: It stands there 2 times." in asked(twice)


def test_electors_of_a_contest_of_the_whole_state_are_those_who_voted(package: CountyPackage) -> None:
    senator = package.contests[0]
    for electors_voting, words in (
        (1_361, "1,361 electors had the contest, and 1,362 voted there: all of them vote on it."),
        (1_363, "1,363 electors had the contest, and 1,362 voted there."),
    ):
        row = replace(senator.county, electors=electors_voting)
        found = asked(with_contest(package, replace(senator, places=(*senator.places[:-1], row))))
        assert f"Senator, county Big Sky: {words}" in found
        assert any("P1, P2, P3 make 1,362, and it has" in one for one in found)


def test_a_district_has_the_electors_of_its_portion(package: CountyPackage) -> None:
    house = package.contests[1]
    at = next(place for place, one in enumerate(house.places) if one.kind is PlaceKind.DISTRICT)
    row = replace(house.places[at], electors=825)
    changed = replace(house, places=(*house.places[:at], row, *house.places[at + 1 :]))
    assert asked(with_contest(package, changed)) == [
        "House-45, district House District 45: 825 electors had the contest, and 826 voted there: all of them vote on "
        "it."
    ]


@pytest.mark.parametrize("more", [1, -1, 1_000])
def test_votes_that_do_not_fit_the_ballots_are_asked_about_in_every_row(package: CountyPackage, more: int) -> None:
    """The same in every row, so that parts still make the precinct, and precincts the county."""
    senator = package.contests[0]
    places = tuple(
        replace(one, undervotes=(one.undervotes or 0) + more) if one.precinct in ("P1", "") else one
        for one in senator.places
    )
    found = asked(with_contest(package, replace(senator, places=places)))
    assert {one.partition(":")[0] for one in found} >= {"Senator, precinct P1", "Senator, county Big Sky"}
    assert all("ballots have room for" in one for one in found if "district" not in one)


def test_what_the_board_settled_or_a_recount_changed_is_not_asked_again(package: CountyPackage) -> None:
    senator = package.contests[0]
    at = next(place for place, one in enumerate(senator.places) if one.name == "P1")
    more = [
        replace(one, undervotes=(one.undervotes or 0) + 1) if place == at or one.kind is PlaceKind.COUNTY else one
        for place, one in enumerate(senator.places)
    ]
    changed = with_contest(package, replace(senator, places=tuple(more)))
    assert any("room for" in one for one in asked(changed))
    settled = PackagedCheck("P1", "(2) as many ballots as electors voting", "One ballot more.", "Explained. Ann: one.")
    assert asked(replace(changed, checks=(settled,))) == []
    source = PackagedSource("P1", "A", 310, 0, 0, None, 310, 310)
    assert asked(with_contest(changed, replace(changed.contests[0], sources=(source,)))) == []


def test_ballots_that_are_not_told_by_part_have_room_for_the_votes_of_each_part() -> None:
    """P2's house districts counted by hand: nobody tells which part a ballot is of, and the contest tells it."""
    others = [entry for part in ("P1", "P3") for entry in scanned(county(), part)]
    hand = by_hand("P2", "house-45", {"c": 102, "d": 100}, 12, 0, None)
    found = package_from(standing(county(), [declared(), *others, *hand, *electors(ELECTORS)]))
    rows = {row.place: row.ballots for row in found.electors}
    assert (rows["P2-A"], rows["P2-A + P2-B"]) == (0, 214)
    (house,) = (one for one in found.contests if one.contest == "house-45")
    about = [one for one in asked(found) if one.startswith("House-45")]
    assert about == []
    more = tuple(replace(one, undervotes=(one.undervotes or 0) + 1) for one in house.places)
    too_many = asked(with_contest(found, replace(house, places=more)))
    assert any("precinct part P2-A" in one and "214 ballots have room for 214" in one for one in too_many)


def test_in_a_primary_a_contest_need_not_be_on_every_ballot_and_never_has_more_votes_than_room(
    package: CountyPackage,
) -> None:
    """An elector votes one party's ballot, or none; judges stand on a ballot of their own."""
    senator = package.contests[0]
    fewer = tuple(replace(one, undervotes=(one.undervotes or 0) - 1) for one in senator.places)
    more = tuple(replace(one, undervotes=(one.undervotes or 0) + 10) for one in senator.places)
    primary = replace(package, date="2026-06-02")
    said = "Votes, undervotes and overvotes make"
    assert any(said in one for one in asked(with_contest(package, replace(senator, places=fewer))))
    assert not any(said in one for one in asked(with_contest(primary, replace(senator, places=fewer))))
    assert any(said in one for one in asked(with_contest(primary, replace(senator, places=more))))
    by_party = with_contest(package, replace(senator, places=fewer, party="R"))
    assert not any(said in one for one in asked(by_party))
    assert asked(replace(package, date="soon")) == []
