"""The parameter tables of the reference (3.1): by version, by date, by number of precincts."""

from datetime import date

import pytest

from audit.contests import Category
from audit.errors import Refused
from audit.rules import MCA_2021, MCA_2023, NONFEDERAL, RULE_SETS, RuleSet, RuleSetId, parameters, rules_for

FEDERAL = (Category.STATEWIDE_RACE, Category.FEDERAL_RACE, Category.LEGISLATIVE_RACE, Category.STATEWIDE_ISSUE)


def quotas(rules: RuleSet) -> dict[Category, int]:
    return {quota.category: quota.contests for quota in rules.quotas}


def test_the_rules_of_2009_to_2021() -> None:
    assert (MCA_2021.share_percent, MCA_2021.minimum_precincts, MCA_2021.reserves) == (5, 1, 3)
    assert quotas(MCA_2021) == dict.fromkeys(FEDERAL, 1)
    assert MCA_2021.hand_count_counties_exempt
    assert MCA_2021.close_contest_exempts
    assert (MCA_2021.selection_first_day, MCA_2021.selection_last_day) == (7, 9)


def test_the_rules_of_2023() -> None:
    assert (MCA_2023.share_percent, MCA_2023.minimum_precincts, MCA_2023.reserves) == (10, 2, 3)
    assert quotas(MCA_2023) == dict.fromkeys(FEDERAL, 2) | {Category.COUNTYWIDE_RACE: 1}
    assert [quota.category for quota in MCA_2023.quotas if quota.on_request] == [Category.COUNTYWIDE_RACE]
    assert not MCA_2023.hand_count_counties_exempt
    assert MCA_2023.close_contest_exempts
    assert (MCA_2023.selection_first_day, MCA_2023.selection_last_day) == (7, 9)


def test_the_optional_nonfederal_audit() -> None:
    assert (NONFEDERAL.minimum_precincts, NONFEDERAL.reserves) == (1, 1)
    assert quotas(NONFEDERAL) == {Category.LOCAL_RACE: 2, Category.LOCAL_ISSUE: 2}
    assert not NONFEDERAL.close_contest_exempts
    assert NONFEDERAL.selection_first_day is None
    assert not NONFEDERAL.federal


SPANS = [(1, 1, 1), (2, 2, 2), (3, 3, 2), (4, 4, 2), (5, 20, 2), (21, 30, 3), (31, 40, 4), (41, 50, 5), (51, 60, 6)]


@pytest.mark.parametrize(("first", "last", "needed"), [*SPANS, (61, 70, 7)])
def test_precincts_needed_under_the_rules_of_2023(first: int, last: int, needed: int) -> None:
    assert {MCA_2023.precincts_needed(count) for count in range(first, last + 1)} == {needed}


@pytest.mark.parametrize(("count", "reserves"), [(1, 0), (2, 0), (3, 1), (4, 2), (5, 3), (20, 3), (65, 3)])
def test_reserves_under_the_rules_of_2023(count: int, reserves: int) -> None:
    assert MCA_2023.reserves_needed(count) == reserves


@pytest.mark.parametrize(("first", "last", "needed"), [(1, 20, 1), (21, 40, 2), (41, 60, 3), (61, 80, 4)])
def test_precincts_needed_under_the_rules_of_2021(first: int, last: int, needed: int) -> None:
    assert {MCA_2021.precincts_needed(count) for count in range(first, last + 1)} == {needed}


@pytest.mark.parametrize("count", range(1, 12))
def test_the_nonfederal_audit_takes_one_precinct(count: int) -> None:
    assert NONFEDERAL.precincts_needed(count) == 1
    assert NONFEDERAL.reserves_needed(count) == min(1, count - 1)


@pytest.mark.parametrize("rules", RULE_SETS.values())
def test_the_sample_is_never_less_than_its_share(rules: RuleSet) -> None:
    for count in range(1, 1001):
        needed = rules.precincts_needed(count)
        assert 100 * needed >= rules.share_percent * count
        assert needed + rules.reserves_needed(count) <= count


DATES = [
    (date(2010, 11, 2), RuleSetId.MCA_2021),
    (date(2020, 11, 3), RuleSetId.MCA_2021),
    (date(2022, 11, 8), RuleSetId.MCA_2021),
    (date(2024, 6, 4), RuleSetId.MCA_2023),
    (date(2024, 11, 5), RuleSetId.MCA_2023),
    (date(2026, 11, 3), RuleSetId.MCA_2023),
    (date(2023, 11, 7), RuleSetId.NONFEDERAL),
    (date(2025, 11, 4), RuleSetId.NONFEDERAL),
]


@pytest.mark.parametrize(("day", "expected"), DATES)
def test_the_election_date_chooses_the_rules(day: date, expected: RuleSetId) -> None:
    assert rules_for(day).id is expected


SPECIAL = [date(2024, 5, 7), date(2024, 11, 12), date(2026, 9, 15), date(2024, 6, 11)]


@pytest.mark.parametrize("day", SPECIAL)
def test_repair_c1_a_day_on_which_no_federal_election_falls_has_the_optional_audit(day: date) -> None:
    assert rules_for(day) is NONFEDERAL
    assert rules_for(day, federal=True) is MCA_2023


def test_repair_c12_several_races_and_issues_are_named_in_plain_words() -> None:
    names = {one.name: one.heading for one in parameters(NONFEDERAL)}
    assert names["race of a nonfederal audits"] == "races of a nonfederal audit"
    assert names["issue of a nonfederal audits"] == "issues of a nonfederal audit"
    assert names["committee"] == "committee"


def test_repair_c6_who_selects_is_who_the_law_names() -> None:
    assert MCA_2023.selector == "the board of state canvassers"
    assert NONFEDERAL.selector == "the county commissioners"


def test_the_change_of_2023_falls_on_its_day() -> None:
    assert rules_for(date(2023, 4, 18), federal=True) is MCA_2021
    assert rules_for(date(2023, 4, 19), federal=True) is MCA_2023


@pytest.mark.parametrize("day", [date(2008, 11, 4), date(2021, 11, 2), date(2009, 9, 30)])
def test_an_election_without_an_audit_in_law_is_said_to_have_none(day: date) -> None:
    with pytest.raises(Refused, match="13-17-503"):
        rules_for(day)


@pytest.mark.parametrize("rules", RULE_SETS.values())
def test_every_parameter_is_listed_with_its_section(rules: RuleSet) -> None:
    listed = parameters(rules)
    assert len({one.name for one in listed}) == len(listed) >= 18
    assert all(one.value and one.section for one in listed)


def test_no_two_federal_rule_sets_are_in_force_on_one_day() -> None:
    assert MCA_2021.last_election is not None
    assert MCA_2021.last_election < MCA_2023.first_election
