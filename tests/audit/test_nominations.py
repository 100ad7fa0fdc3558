"""Margins where a primary nominates several, and precinct committees, whose ties are no ground: A9.3, A11."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.contests import AuditContest
from audit.eligibility import bar_of
from audit.errors import Refused
from audit.events.before import ExemptionNoticed, ResultsPublished
from audit.exemption import CloseContest, close_contests
from tabulate.election import ContestScope
from tabulate.offices import Office, Purpose, Territory
from tabulate.recounts.margins import margin_of
from tests.audit.audits import E_DAY, HASH, Audit, contest, opened
from tests.audit.contests_by_office import count_of, of


def close(one: AuditContest, votes: tuple[int, ...], others: int = 0) -> CloseContest | None:
    return next(iter(close_contests((count_of(one, votes, others),))), None)


JUSTICE_NOMINATED = of(Office.JUSTICE_OF_THE_PEACE, Territory.COUNTY, nonpartisan=True, nominated=2)


def test_repair_a11_the_third_of_a_nonpartisan_primary_is_defeated() -> None:
    far = margin_of((500, 499, 100), nominated=2)
    assert far is not None
    assert far.margin == 399
    assert close(JUSTICE_NOMINATED, (500, 499, 100)) is None
    found = close(JUSTICE_NOMINATED, (600, 301, 300))
    assert found is not None
    assert (found.margin, found.votes, found.within_201) == (1, 1_201, True)
    even = close(JUSTICE_NOMINATED, (600, 300, 300))
    assert even is not None
    assert (even.margin, even.tie) == (0, True)


def test_repair_a11_the_order_of_the_names_says_nothing() -> None:
    found = close(JUSTICE_NOMINATED, (300, 600, 301))
    assert found is not None
    assert found.margin == 1


def test_repair_a11_two_for_two_places_defeat_nobody() -> None:
    assert margin_of((500, 499), nominated=2) is None
    two = replace(JUSTICE_NOMINATED, choices=JUSTICE_NOMINATED.choices[:2])
    assert bar_of(two) == ("nobody on the ballot is opposed", "13-17-503(4)")
    third = contest("x", None, choices=("cedar",)).choices
    assert bar_of(replace(two, choices=(*two.choices, *third))) is None


def test_repair_a11_the_votes_are_divided_only_where_an_elector_has_several() -> None:
    wide = of(Office.JUSTICE, Territory.STATE, nonpartisan=True, nominated=2)
    at_the_limit, over = close(wide, (4_000, 2_003, 1_998, 1_999)), close(wide, (4_000, 2_020, 1_900))
    assert at_the_limit is not None
    assert at_the_limit.within_201, "4 of 10,000: the limit is 25, halved it were 12.5"
    assert over is None
    bonded = close(wide, (4_000, 2_020, 1_980, 2_000))
    assert bonded is not None
    assert (bonded.within_201, bonded.margin) == (True, 20)


def test_repair_a11_four_are_nominated_for_two_seats_and_the_votes_divided_by_four() -> None:
    council = replace(of(Office.MUNICIPAL_OFFICE, Territory.MUNICIPALITY, nonpartisan=True, nominated=4), seats=2)
    found = margin_of((900, 800, 700, 650, 639, 100), 2, 0, 4, None)
    assert found is not None
    assert (found.margin, Fraction(found.votes, found.seats)) == (11, Fraction(3_789, 4))
    assert close(council, (900, 800, 700, 650, 639, 100)) is None
    assert close(council, (900, 800, 700, 650, 640, 100)) is not None


def test_repair_a11_a_partisan_primary_nominates_one() -> None:
    assert margin_of((500, 499, 100), nominated=1) == margin_of((500, 499, 100))


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=8), st.integers(1, 4), st.integers(1, 8))
def test_repair_a11_the_last_who_is_nominated_stands_against_the_first_who_is_not(
    votes: list[int], seats: int, nominated: int
) -> None:
    found = margin_of(votes, seats, nominated=nominated)
    if len(votes) <= nominated:
        assert found is None
        return
    ranked = sorted(votes, reverse=True)
    assert found is not None
    assert found.margin == ranked[nominated - 1] - ranked[nominated]
    assert found.seats == (1 if seats == 1 else nominated)


COMMITTEE = of(Office.PRECINCT_COMMITTEE, Territory.PRECINCT, precinct_committee=True)


def test_repair_a9_3_a_precinct_committee_s_tie_is_no_ground() -> None:
    assert close(COMMITTEE, (12, 12)) is None
    beside = of(Office.SHERIFF, Territory.COUNTY)
    found = close_contests((count_of(COMMITTEE, (12, 12)), count_of(beside, (12, 12))))
    assert [one.tie for one in found] == [True]


def test_repair_a9_3_a_notice_that_names_one_exempts_no_county() -> None:
    start = replace(opened(), contests=(*opened().contests, COMMITTEE))
    audit = Audit(start)
    audit.do(ResultsPublished(E_DAY, HASH, 800))
    with pytest.raises(Refused, match=r"13-17-503\(5\)\(b\).*precinct committee"):
        audit.do(ExemptionNoticed("a tie", COMMITTEE.id, "Ann Field", E_DAY, HASH))
    assert audit.state.exemption is None


def test_repair_a9_3_a_scope_may_stand_beside_it() -> None:
    older = replace(contest("one", ContestScope.LOCAL), purpose=Purpose(precinct_committee=True))
    assert close(older, (12, 12)) is None
    assert close(contest("one", ContestScope.LOCAL), (12, 12)) is not None
