"""Races, recount classes and margins by office and territory, with the figures that the law was held against."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.audit_json import JSON
from audit.contests import AuditContest, Category
from audit.eligibility import bar_of, eligibility
from audit.errors import Refused
from audit.events.before import ExemptionNoticed, ResultsPublished
from audit.exemption import CloseContest, ContestCount, Totals, close_contests
from audit.opening import rules_of
from audit.recounts import RecountClass, class_is_told, class_of, margin_of, within_201, within_211
from audit.rules import MCA_2021, MCA_2023, RuleSetId
from tabulate.definitions import parse_definition
from tabulate.election import ContestKind, ContestScope
from tabulate.offices import Numbering, Office, Purpose, Territory, territories_of
from tests.audit.audits import E_DAY, HASH, Audit, contest, opened
from tests.tabulate.definitions_data import as_bytes, canvass_document

A, B, C = RecountClass.ONE_COUNTY_OFFICE, RecountClass.WIDER_OFFICE, RecountClass.LOCAL_ISSUE
D, E = RecountClass.STATEWIDE_ISSUE, RecountClass.MULTI_COUNTY_ISSUE
RETENTION, ISSUE = ContestKind.RETENTION, ContestKind.ISSUE


def of(
    office: Office | None,
    territory: Territory,
    kind: ContestKind = ContestKind.CANDIDATE,
    nonpartisan: bool = False,
    nominated: int | None = None,
    precinct_committee: bool = False,
) -> AuditContest:
    purpose = Purpose(office, territory, nonpartisan, nominated=nominated, precinct_committee=precinct_committee)
    choices = ("yes", "no") if kind is not ContestKind.CANDIDATE else ("ash", "birch")
    return replace(contest("one", None, kind, choices), purpose=purpose)


def drawn_as(one: AuditContest) -> Category | None:
    start = replace(opened(), contests=(one,))
    start = replace(start, precincts=tuple(replace(each, contests=(one.id,)) for each in start.precincts))
    found = eligibility(start.contests, start.precincts, MCA_2023, countywide_requested=True)
    return next((each.category for each in found.lists if each.contests), None)


STATEWIDE, FEDERAL, LEGISLATIVE = Category.STATEWIDE_RACE, Category.FEDERAL_RACE, Category.LEGISLATIVE_RACE
RACES = [
    (Office.PRESIDENT, Territory.STATE, FEDERAL, B),
    (Office.US_SENATOR, Territory.STATE, FEDERAL, B),
    (Office.US_REPRESENTATIVE, Territory.STATE, FEDERAL, B),
    (Office.US_REPRESENTATIVE, Territory.COUNTIES, FEDERAL, B),
    (Office.GOVERNOR, Territory.STATE, STATEWIDE, B),
    (Office.SUPERINTENDENT, Territory.STATE, STATEWIDE, B),
    (Office.CLERK_OF_THE_SUPREME_COURT, Territory.STATE, STATEWIDE, B),
    (Office.CHIEF_JUSTICE, Territory.STATE, STATEWIDE, B),
    (Office.JUSTICE, Territory.STATE, STATEWIDE, B),
    (Office.PUBLIC_SERVICE_COMMISSIONER, Territory.COUNTIES, None, B),
    (Office.DISTRICT_JUDGE, Territory.COUNTIES, None, B),
    (Office.DISTRICT_JUDGE, Territory.COUNTY, Category.COUNTYWIDE_RACE, B),
    (Office.STATE_SENATOR, Territory.DISTRICT, LEGISLATIVE, B),
    (Office.STATE_REPRESENTATIVE, Territory.COUNTIES, LEGISLATIVE, B),
    (Office.JUSTICE_OF_THE_PEACE, Territory.COUNTY, Category.COUNTYWIDE_RACE, A),
    (Office.SHERIFF, Territory.COUNTY, Category.COUNTYWIDE_RACE, A),
    (Office.COUNTY_ATTORNEY, Territory.COUNTIES, None, B),
    (Office.COUNTY_COMMISSIONER, Territory.DISTRICT, None, A),
    (Office.CITY_JUDGE, Territory.MUNICIPALITY, None, A),
    (Office.MUNICIPAL_OFFICE, Territory.MUNICIPALITY, None, A),
    (Office.SPECIAL_DISTRICT, Territory.COUNTIES, None, B),
    (Office.SPECIAL_DISTRICT, Territory.DISTRICT, None, A),
    (Office.SCHOOL, Territory.COUNTIES, None, B),
    (Office.PRECINCT_COMMITTEE, Territory.PRECINCT, None, A),
    (Office.OTHER, Territory.STATE, STATEWIDE, B),
]


@pytest.mark.parametrize(("office", "territory", "category", "recount_class"), RACES)
def test_repair_a10_each_office_is_drawn_and_recounted_as_the_law_has_it(
    office: Office, territory: Territory, category: Category | None, recount_class: RecountClass
) -> None:
    one = of(office, territory)
    assert territory in territories_of(office)
    assert drawn_as(one) is category
    assert class_of(one) is recount_class
    assert class_is_told(one)


def test_repair_a10_a_statewide_race_is_a_candidate_s_office_of_the_whole_state_that_is_not_federal() -> None:
    federal = {Office.PRESIDENT, Office.US_SENATOR, Office.US_REPRESENTATIVE}
    for office in Office:
        for territory in Territory:
            for kind in ContestKind:
                found = drawn_as(of(office, territory, kind))
                legislative = office in (Office.STATE_SENATOR, Office.STATE_REPRESENTATIVE)
                wanted = kind is ContestKind.CANDIDATE and territory is Territory.STATE
                assert (found is STATEWIDE) == (wanted and office not in federal and not legislative)


def test_repair_a10_a_justice_of_the_peace_has_the_ten_votes() -> None:
    found = margin_of((500, 490))
    assert found is not None
    assert (found.margin, found.votes) == (10, 990)
    justice = of(Office.JUSTICE_OF_THE_PEACE, Territory.COUNTY)
    assert within_201(found, class_of(justice))
    assert not within_201(found, class_of(of(Office.DISTRICT_JUDGE, Territory.COUNTY)))
    eleven = margin_of((501, 490))
    assert eleven is not None
    assert not within_201(eleven, class_of(justice))


def test_repair_a10_a_justice_of_the_peace_is_kept_or_not_with_the_ten_votes() -> None:
    kept = of(Office.JUSTICE_OF_THE_PEACE, Territory.COUNTY, RETENTION)
    (close,) = close_contests((count_of(kept, (490, 500)),))
    assert (close.margin, close.within_201, bar_of(kept) is not None) == (10, True, True)
    assert class_of(of(Office.JUSTICE, Territory.STATE, RETENTION)) is B
    assert class_of(of(Office.DISTRICT_JUDGE, Territory.COUNTY, RETENTION)) is B
    by_scope = contest("one", ContestScope.COUNTY, RETENTION)
    assert class_of(by_scope) is A, "what a scope can tell, it tells"


@pytest.mark.parametrize(
    ("territory", "recount_class"),
    [(Territory.STATE, D), (Territory.COUNTIES, E)]
    + [(one, C) for one in Territory if one not in (Territory.STATE, Territory.COUNTIES)],
)
def test_repair_a10_an_issue_s_class_is_by_where_it_is_voted_on(
    territory: Territory, recount_class: RecountClass
) -> None:
    issue = of(None, territory, ISSUE)
    assert class_of(issue) is recount_class
    assert not class_of(issue).office
    assert (drawn_as(issue) is Category.STATEWIDE_ISSUE) == (territory is Territory.STATE)


def test_repair_a10_a_hospital_levy_of_two_counties_has_no_ten_votes() -> None:
    levy = of(None, Territory.COUNTIES, ISSUE)
    five = margin_of((1_204, 1_199))
    seven, nine = margin_of((1_205, 1_198)), margin_of((500, 491))
    assert five is not None
    assert seven is not None
    assert nine is not None
    assert within_201(five, class_of(levy))
    assert not within_201(seven, class_of(levy))
    assert not within_211(seven, class_of(levy))
    assert not within_201(nine, class_of(levy))


def test_repair_a10_a_scope_says_when_it_does_not_tell_the_class() -> None:
    told = {scope: class_is_told(contest("one", scope)) for scope in (*ContestScope, None)}
    assert [scope for scope, is_told in told.items() if not is_told] == [
        ContestScope.JUDICIAL,
        ContestScope.LOCAL,
        None,
    ]
    assert not class_is_told(contest("one", ContestScope.STATEWIDE, ISSUE))


def test_repair_a10_the_rules_are_federal_where_a_federal_office_is_voted_for() -> None:
    election = parse_definition(as_bytes(canvass_document()))
    first = election.contests[0]

    def rules(*purposes: Purpose, day: date = date(2026, 11, 3)) -> RuleSetId:
        contests = tuple(replace(first, scope=None, purpose=purpose) for purpose in purposes)
        return rules_of(replace(election, contests=contests, date=day)).id

    sheriff, justice = Purpose(Office.SHERIFF, Territory.COUNTY), Purpose(Office.JUSTICE, Territory.STATE)
    assert rules(sheriff, justice) is RuleSetId.NONFEDERAL
    assert rules(sheriff, Purpose(Office.US_REPRESENTATIVE, Territory.COUNTIES)) is RuleSetId.MCA_2023
    assert rules(sheriff, Purpose()) is RuleSetId.MCA_2023, "in doubt it is audited"
    assert rules(Purpose(Office.US_SENATOR, Territory.STATE), day=date(2025, 11, 4)) is RuleSetId.NONFEDERAL


def test_repair_a10_an_audit_of_before_has_no_purpose_and_keeps_its_bytes() -> None:
    old = contest("psc-1", ContestScope.STATEWIDE)
    written = JSON.write(old)
    assert "purpose" not in written
    assert JSON.read(AuditContest, written) == old
    assert drawn_as(old) is STATEWIDE, "as it was drawn then"
    numbered = replace(of(None, Territory.STATE, ISSUE), purpose=Purpose(numbering=Numbering("I-188")))
    for new in (of(Office.JUSTICE, Territory.STATE, nonpartisan=True, nominated=2), numbered):
        assert JSON.read(AuditContest, JSON.write(new)) == new
    assert '"purpose":{"office":"governor","territory":"state"}' in JSON.write(of(Office.GOVERNOR, Territory.STATE))


def test_repair_a10_the_rules_of_2021_draw_a_court_s_seat_too() -> None:
    seat = of(Office.JUSTICE, Territory.STATE, nonpartisan=True)
    found = eligibility((seat,), opened().precincts, MCA_2021).of(STATEWIDE)
    assert found is not None
    assert found.contests == (seat,)


def count_of(one: AuditContest, votes: tuple[int, ...], others: int = 0) -> ContestCount:
    purpose = one.purpose
    return ContestCount(
        one.id,
        one.title,
        Totals.COUNTY,
        class_of(one),
        one.seats,
        votes,
        others,
        purpose.precinct_committee,
        purpose.nominated,
        purpose.votes_per_elector,
    )


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
