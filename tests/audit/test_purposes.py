"""Categories of the audit and recount classes by office and territory: A10."""

from dataclasses import replace
from datetime import date

import pytest

from audit.audit_json import JSON
from audit.contests import AuditContest, Category
from audit.eligibility import bar_of, eligibility
from audit.exemption import close_contests
from audit.opening import rules_of
from audit.rules import MCA_2021, MCA_2023, RuleSetId
from tabulate.definitions import parse_definition
from tabulate.election import ContestKind, ContestScope
from tabulate.offices import Numbering, Office, Purpose, Territory, territories_of
from tabulate.recounts.classes import RecountClass, class_is_told, class_of
from tabulate.recounts.margins import margin_of, within_201, within_211
from tests.audit.audits import contest, opened
from tests.audit.contests_by_office import count_of, of
from tests.tabulate.definitions_data import as_bytes, canvass_document

A, B, C = RecountClass.ONE_COUNTY_OFFICE, RecountClass.WIDER_OFFICE, RecountClass.LOCAL_ISSUE
D, E = RecountClass.STATEWIDE_ISSUE, RecountClass.MULTI_COUNTY_ISSUE
RETENTION, ISSUE = ContestKind.RETENTION, ContestKind.ISSUE


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
