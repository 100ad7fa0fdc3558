"""Precincts are drawn first, and races of those on their ballots (13-17-503): A6, W48."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.contests import AuditPrecinct, Category
from audit.eligibility import contest_list, eligibility, precinct_list
from audit.events.selecting import ListFrozen
from audit.further import category_name
from audit.lists import lists_of
from audit.publication import publish, replay
from audit.report import county_report
from audit.rules import MCA_2021, MCA_2023, RULE_SETS, RuleSet
from audit.selection import PRECINCTS, ListItem, NumberedList
from tabulate.election import ContestId, ContestScope, PrecinctId
from tests.audit.audits import BALLOT, SELECTION_DAY, Audit, contest, opened
from tests.audit.drawn_audits import HOUSE_1, HOUSE_2, announced, begun, draw, faces, mended

LEGISLATIVE = Category.LEGISLATIVE_RACE.value


def counted_of(audit: Audit, *contests: ContestId) -> list[tuple[str, str]]:
    return [(one.unit.precinct, one.unit.contest) for one in audit.state.units if one.unit.contest in contests]


@pytest.fixture
def old_law(monkeypatch: pytest.MonkeyPatch) -> RuleSet:
    """The quotas of 2021 under the date of the tests: one race of each kind, one precinct."""
    changed = replace(MCA_2023, quotas=MCA_2021.quotas, share_percent=5, minimum_precincts=1)
    monkeypatch.setitem(RULE_SETS, MCA_2023.id, changed)
    return changed


@pytest.mark.usefixtures("old_law")
def test_W48_twelve_precincts_and_p4_drawn_leave_house_2_alone_to_draw_from() -> None:
    audit = draw(begun(mended()), first=[faces(4, 12)])
    found = audit.state.selection.of(LEGISLATIVE)
    assert found is not None
    assert [item.id for item in found.numbered.items] == [HOUSE_2]
    assert found.draw.outcomes == ()
    announced(audit)
    assert counted_of(audit, HOUSE_1, HOUSE_2) == [("p4", HOUSE_2)]
    assert not [one for one in county_report(audit.state).shortfalls if one.category == LEGISLATIVE]


def test_W48_under_the_rule_of_two_of_each_two_different_races_are_counted() -> None:
    audit = announced(draw(begun(mended()), first=[faces(4, 12), faces(1, 12)]))
    assert counted_of(audit, HOUSE_1, HOUSE_2) == [("p4", HOUSE_2), ("p1", HOUSE_1)]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_W48_two_precincts_of_one_district_have_another_precinct_drawn_for_the_other_race(seed: int) -> None:
    audit = draw(begun(mended()), first=[faces(4, 12), faces(6, 12)], seed=seed)
    name = category_name(Category.LEGISLATIVE_RACE, 1)
    further = audit.state.selection.of(name)
    assert further is not None
    assert [item.id for item in further.numbered.items] == ["p1", "p3", "p5", "p7", "p9", "p11"]
    assert further.draw.outcomes
    announced(audit)
    (item,) = further.sample
    assert counted_of(audit, HOUSE_1, HOUSE_2) == [("p4", HOUSE_2), ("p6", HOUSE_2), (item.id, HOUSE_1)]
    assert {one.unit.contest for one in audit.state.units if one.unit.precinct == item.id} == {HOUSE_1}


def test_W48_a_county_of_one_precinct_works_and_says_what_it_is_short_of() -> None:
    audit = announced(draw(begun(mended(1))))
    assert counted_of(audit, HOUSE_1, HOUSE_2) == [("p1", HOUSE_1)]
    (short,) = [one for one in county_report(audit.state).shortfalls if one.category == LEGISLATIVE]
    assert (short.required, short.counted) == (2, 1)


@pytest.mark.usefixtures("old_law")
def test_repair_A6_where_the_drawn_precincts_race_is_unopposed_another_precinct_is_drawn() -> None:
    lonely = contest("house-2", ContestScope.LEGISLATIVE, choices=("elm",))
    ballot = tuple(lonely if one.id == HOUSE_2 else one for one in BALLOT)
    audit = announced(draw(begun(mended(contests=ballot)), first=[faces(4, 12)]))
    ((place, race),) = counted_of(audit, HOUSE_1, HOUSE_2)
    assert race == HOUSE_1
    assert int(place[1:]) % 2 == 1


@pytest.mark.usefixtures("old_law")
def test_repair_A6_a_list_of_the_whole_county_or_before_the_precincts_is_refused() -> None:
    audit = begun(mended())
    state = audit.state
    lists = eligibility(state.opened.contests, state.opened.precincts, state.rules).lists
    houses = next(one for one in lists if one.category is Category.LEGISLATIVE_RACE)
    both = contest_list(houses, state.opened.county, state.opened.election_date)
    early = audit.refusal(ListFrozen(both, both.sha256(), SELECTION_DAY))
    assert (early.rule, "Draw the precincts first" in str(early)) == ("13-17-503(3)", True)
    draw(audit, first=[faces(4, 12)], upto=LEGISLATIVE)
    refused = audit.refusal(ListFrozen(both, both.sha256(), SELECTION_DAY))
    assert (refused.rule, "House-1" in str(refused)) == ("13-17-503(3)", True)


@pytest.mark.usefixtures("old_law")
def test_repair_A6_what_the_state_drew_for_all_counties_may_be_on_no_drawn_ballot_and_is_stated_short() -> None:
    audit = begun(mended())
    draw(audit, first=[faces(4, 12)], upto=LEGISLATIVE)
    items = (ListItem(HOUSE_1, "House-1"), ListItem(HOUSE_2, "House-2"), ListItem("house-99", "House-99"))
    listed = NumberedList(LEGISLATIVE, "Big Sky", audit.state.opened.election_date, False, 1, 0, items)
    audit.freeze(listed).roll(LEGISLATIVE, (3,))
    announced(draw(audit))
    assert counted_of(audit, HOUSE_1, HOUSE_2) == []
    (short,) = [one for one in county_report(audit.state).shortfalls if one.category == LEGISLATIVE]
    assert (short.required, short.eligible, short.counted) == (1, 2, 0)


def test_repair_A6_an_audit_of_the_first_edition_goes_on_as_it_was_opened() -> None:
    audit = Audit(opened(12)).begin(first=[faces(4, 12), faces(6, 12)])
    listed = audit.state.selection.of(LEGISLATIVE)
    assert listed is not None
    assert [item.id for item in listed.numbered.items] == [HOUSE_1, HOUSE_2]
    assert all(one.counted is None for one in county_report(audit.state).shortfalls)


def test_repair_A6_a_rehearsal_begins_with_the_precincts_and_again_with_them() -> None:
    audit = Audit(mended())
    (first, *more) = lists_of(audit.state, rehearsal=True)
    assert (first.drawn, more) == (PRECINCTS, [])
    for _ in range(2):
        audit.freeze(first)
        assert [one.numbered.drawn for one in audit.state.rehearsal.lists] == [PRECINCTS]
        for number in (4, 1, 2, 3, 5):
            audit.roll(PRECINCTS, faces(number, 12), rehearsal=True)
        for numbered in lists_of(audit.state, rehearsal=True)[1:]:
            audit.freeze(numbered)
    assert len(audit.state.rehearsal.lists) > 1


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.integers(0, 3), min_size=1, max_size=14),
    st.lists(st.booleans(), min_size=4, max_size=4),
    st.integers(0, 999),
)
def test_repair_A6_every_category_that_can_be_counted_is_whatever_is_drawn(
    districts: list[int], opposed: list[bool], seed: int
) -> None:
    """Property: as many different races are counted as the rules ask, or as are opposed in the county."""
    houses = [
        contest(f"house-{n}", ContestScope.LEGISLATIVE, choices=("ash", "birch") if opposed[n] else ("ash",))
        for n in range(4)
    ]
    others = tuple(one for one in BALLOT if not one.id.startswith("house"))
    everywhere = tuple(one.id for one in others)
    precincts = tuple(
        AuditPrecinct(PrecinctId(f"p{n}"), f"Precinct {n}", (*everywhere, ContestId(f"house-{district}")))
        for n, district in enumerate(districts, 1)
    )
    start = mended(contests=(*others, *houses), precincts=precincts)
    audit = announced(draw(begun(start), seed=seed))
    possible = {district for district in districts if opposed[district]}
    races = {one.unit.contest for one in audit.state.units if one.unit.contest.startswith("house")}
    assert len(races) == min(2, len(possible))
    assert replay(publish(audit.events)).report == county_report(audit.state)


def test_repair_B8_the_list_of_precincts_is_that_of_the_county(old_law: RuleSet) -> None:
    start = mended()
    listed = precinct_list(start.precincts, old_law, start.county, start.election_date)
    assert lists_of(Audit(start).state) == (listed,)
