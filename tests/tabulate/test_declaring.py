"""What the county declares of a contest, proclaims or certifies, and what is the state's (W7, 13-15-405)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tabulate.board.county.canvass_terms import CanvassAct
from tabulate.county_canvass.declaring import ContestResult, NotTheCountys, act_on, result_of
from tabulate.election import Contest, ContestKind, ContestScope
from tabulate.offices import Office, Purpose, Territory, territories_of
from tabulate.recounts.rights import PositionTotals, VotesFor, line_of
from tests.tabulate.elections import contest


def office(of: Office | None, territory: Territory | None, **purpose: object) -> Contest:
    stated = Purpose(of, territory, **purpose)  # type: ignore[arg-type]
    kind = ContestKind.ISSUE if of is None else ContestKind.CANDIDATE
    return replace(contest("one", ("a", "b")), kind=kind, scope=None, purpose=stated)


def result(of: Contest, votes: dict[str, int], written_in: tuple[str, ...] = ()) -> ContestResult:
    act = act_on(of)
    assert isinstance(act, CanvassAct)
    line = line_of(PositionTotals(of, tuple(VotesFor(name, name, number) for name, number in votes.items())))
    return result_of(line, act, names_written_in=frozenset(written_in))


W7 = [
    (Office.JUSTICE_OF_THE_PEACE, Territory.COUNTY, CanvassAct.SUPREME_COURT),
    (Office.CITY_JUDGE, Territory.MUNICIPALITY, CanvassAct.SUPREME_COURT),
    (Office.MUNICIPAL_OFFICE, Territory.MUNICIPALITY, CanvassAct.GOVERNING_BODY),
    (Office.SHERIFF, Territory.COUNTY, CanvassAct.DECLARATION),
    (Office.COUNTY_COMMISSIONER, Territory.DISTRICT, CanvassAct.DECLARATION),
    (Office.PRECINCT_COMMITTEE, Territory.PRECINCT, CanvassAct.DECLARATION),
    (Office.SPECIAL_DISTRICT, Territory.COUNTY, CanvassAct.GOVERNING_BODY),
    (Office.SCHOOL, Territory.DISTRICT, CanvassAct.GOVERNING_BODY),
    (None, Territory.COUNTY, CanvassAct.PROCLAMATION),
    (None, Territory.MUNICIPALITY, CanvassAct.GOVERNING_BODY),
]


@pytest.mark.parametrize(("of", "territory", "act"), W7)
def test_w7_each_contest_has_its_document(of: Office | None, territory: Territory, act: CanvassAct) -> None:
    assert act_on(office(of, territory)) is act


def test_w7_the_legislature_the_senator_and_i_188_are_the_states_alone() -> None:
    house = act_on(office(Office.STATE_REPRESENTATIVE, Territory.COUNTY))
    assert isinstance(house, NotTheCountys)
    assert "the legislature" in house.why
    assert "13-15-501" in house.why
    for of, territory in ((Office.US_SENATOR, Territory.STATE), (None, Territory.STATE), (None, Territory.COUNTIES)):
        assert isinstance(act_on(office(of, territory)), NotTheCountys)


@pytest.mark.parametrize("of", Office)
def test_no_office_of_several_counties_and_none_of_the_legislature_is_declared_by_one_county(of: Office) -> None:
    for territory in territories_of(of):
        found = act_on(office(of, territory))
        states = territory.wider or of in (
            Office.STATE_SENATOR,
            Office.STATE_REPRESENTATIVE,
            Office.DISTRICT_JUDGE,
            Office.PRESIDENT,
            Office.US_SENATOR,
            Office.US_REPRESENTATIVE,
        )
        assert isinstance(found, NotTheCountys) is states


def test_where_a_definition_does_not_tell_whose_a_contest_is_nobody_declares_it() -> None:
    for scope in (None, ContestScope.JUDICIAL, ContestScope.LOCAL):
        found = act_on(replace(contest("one", ("a", "b")), scope=scope))
        assert isinstance(found, NotTheCountys)
        assert not found.of_the_state
        assert "state its office and territory" in found.why
    assert act_on(contest("one", ("a", "b"))) is CanvassAct.DECLARATION, "its scope is the county"


def test_the_highest_is_elected_and_a_judge_is_certified_to_the_supreme_court() -> None:
    found = result(office(Office.JUSTICE_OF_THE_PEACE, Territory.COUNTY), {"Kay": 640, "Lou": 611})
    assert (found.act, found.names, found.section) == (CanvassAct.SUPREME_COURT, ("Kay",), "13-15-405(5)")
    assert found.said == "Kay has the highest number of votes and is elected (13-1-103)."


def test_w3_two_are_elected_to_two_seats() -> None:
    council = replace(office(Office.MUNICIPAL_OFFICE, Territory.MUNICIPALITY), seats=2)
    found = result(council, {"X": 470, "Y": 448, "Z": 437})
    assert (found.names, found.section) == (("X", "Y"), "13-15-405(3)")
    assert "X and Y have the highest number of votes and are elected" in found.said


def test_a_tie_is_certified_to_the_administrator_and_nobody_is_declared() -> None:
    found = result(office(Office.SHERIFF, Territory.COUNTY), {"Elm": 40, "Fir": 40, "Oak": 3})
    assert (found.act, found.names) == (CanvassAct.TIE, ("Elm", "Fir"))
    assert "13-15-405(4), 13-16-203" in found.said
    issue = result(office(None, Territory.COUNTY), {"For": 7, "Against": 7})
    assert issue.act is CanvassAct.TIE


def test_two_are_nominated_for_a_nonpartisan_seat() -> None:
    primary = office(Office.JUSTICE_OF_THE_PEACE, Territory.COUNTY, nonpartisan=True, nominated=2)
    found = result(primary, {"A": 600, "B": 301, "C": 300})
    assert found.names == ("A", "B")
    assert "are nominated (13-14-117)" in found.said


def test_somebody_written_in_at_a_primary_is_not_declared_nominated() -> None:
    primary = office(Office.SHERIFF, Territory.COUNTY, party="r", nominated=1)
    found = result(primary, {"Wren (write-in)": 41, "Elm": 3}, ("Wren (write-in)",))
    assert (found.names, "is nominated" in found.said) == ((), False)
    assert "13-10-204" in found.said
    general = result(office(Office.SHERIFF, Territory.COUNTY), {"Wren (write-in)": 41, "Elm": 3}, ("Wren (write-in)",))
    assert "is elected (13-1-103)" in general.said
    assert "accepts within 10 days (13-15-111)" in general.said


def test_a_party_elects_its_committee_at_a_primary() -> None:
    committee = office(Office.PRECINCT_COMMITTEE, Territory.PRECINCT, party="r", precinct_committee=True)
    assert "is elected" in result(committee, {"A": 4, "B": 1}).said


def test_who_has_no_vote_is_not_declared_and_an_issue_names_its_answer() -> None:
    assert result(office(Office.CORONER, Territory.COUNTY), {"A": 0}).names == ()
    issue = result(office(None, Territory.COUNTY), {"For": 12, "Against": 7})
    assert (issue.act, issue.names) == (CanvassAct.PROCLAMATION, ("For",))
