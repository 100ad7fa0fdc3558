"""Whose a tie is to break, by the office (W22, W23): the officer, the section and how."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tabulate.election import ContestKind
from tabulate.offices import Office, Purpose, Territory
from tabulate.recounts.ties import TieBreaker, TieBroken, tie_breaker
from tests.tabulate.recounts.positions import COUNCIL, LOCAL_LEVY, position


def breaker(purpose: Purpose, nominates: bool = False) -> TieBreaker:
    return tie_breaker(position(purpose, 1, 1).contest, nominates)


@pytest.mark.parametrize(
    ("office", "officer", "section"),
    [
        (Office.STATE_REPRESENTATIVE, "the governor", "13-16-503"),
        (Office.STATE_SENATOR, "the governor", "13-16-503"),
        (Office.JUSTICE, "the governor", "13-16-503"),
        (Office.DISTRICT_JUDGE, "the governor", "13-16-503"),
        (Office.US_REPRESENTATIVE, "the governor", "13-16-502"),
        (Office.US_SENATOR, "the governor", "13-16-502"),
        (Office.GOVERNOR, "the legislature", "13-16-504"),
        (Office.STATE_AUDITOR, "the legislature", "13-16-504"),
        (Office.COUNTY_COMMISSIONER, "the senior district judge of the county", "13-16-505"),
        (Office.SHERIFF, "the county commissioners", "13-16-506"),
        (Office.JUSTICE_OF_THE_PEACE, "the county commissioners", "13-16-506"),
        (Office.MUNICIPAL_OFFICE, "the governing body of the subdivision", "13-16-507"),
        (Office.CITY_JUDGE, "the governing body of the subdivision", "13-16-507"),
        (Office.SPECIAL_DISTRICT, "the governing body of the subdivision", "13-16-507"),
        (Office.SCHOOL, "the trustees of the school district", "20-20-418"),
        (Office.PRECINCT_COMMITTEE, "the county central committee of the party", "13-38-201(4)(d)"),
    ],
)
def test_w22_each_office_has_its_officer(office: Office, officer: str, section: str) -> None:
    found = breaker(Purpose(office, Territory.COUNTY))
    assert (found.officer, found.section) == (officer, section)


def test_every_office_has_an_answer_and_a_nomination_is_drawn_by_lot() -> None:
    for office in Office:
        found = breaker(Purpose(office, Territory.COUNTY), nominates=True)
        lot = office is not Office.PRECINCT_COMMITTEE
        assert (found.how is TieBroken.LOT) is lot
        assert breaker(Purpose(office, Territory.COUNTY)).section
    assert breaker(Purpose(Office.SHERIFF, Territory.COUNTY), nominates=True).officer == "the election administrator"
    assert breaker(Purpose(Office.GOVERNOR, Territory.STATE), nominates=True).officer == "the secretary of state"


def test_w23_an_issue_fails_and_what_no_section_says_is_said_to_be_unsaid() -> None:
    assert breaker(LOCAL_LEVY).how is TieBroken.FAILS
    retention = replace(position(COUNCIL, 1, 1).contest, kind=ContestKind.RETENTION)
    assert tie_breaker(retention, nominates=False).how is TieBroken.NOT_SAID
    assert breaker(Purpose(Office.PRESIDENT, Territory.STATE)).how is TieBroken.NOT_SAID
