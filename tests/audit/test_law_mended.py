"""What the law asks of the selection and the escalation, with the figures that showed the faults: A6, B8, W48, W50."""

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.certification import what_is_missing
from audit.contests import AuditContest, AuditPrecinct, Category
from audit.edition import AuditEdition
from audit.eligibility import contest_list, eligibility, precinct_list
from audit.events.before import AuditOpened
from audit.events.consequences import CauseOfDiscrepancy
from audit.events.selecting import DiceRolled, ListFrozen, SelectionAnnounced
from audit.further import category_name, escalation_name
from audit.lists import lists_of
from audit.publication import publish, replay
from audit.report import county_report
from audit.rules import MCA_2021, MCA_2023, RULE_SETS, RuleSet
from audit.selection import PRECINCTS, ListItem, NumberedList
from audit.state import Phase, Stage
from audit.statewide import statewide_report
from tabulate.election import ContestId, ContestScope, PrecinctId
from tests.audit.audits import BALLOT, E_DAY, SELECTION_DAY, Audit, contest, opened, precinct

HOUSE_1, HOUSE_2 = ContestId("house-1"), ContestId("house-2")
LEGISLATIVE = Category.LEGISLATIVE_RACE.value
OFFICIAL = "the board of state canvassers"


def mended(
    count: int = 12,
    contests: tuple[AuditContest, ...] = BALLOT,
    precincts: tuple[AuditPrecinct, ...] | None = None,
) -> AuditOpened:
    start = opened(count)
    where = start.precincts if precincts is None else precincts
    return replace(start, edition=AuditEdition.SECOND, contests=contests, precincts=where)


def begun(start: AuditOpened) -> Audit:
    return Audit(start).appoint().publish_results()


def draw(audit: Audit, first: Sequence[tuple[int, ...]] = (), seed: int = 1, upto: str = "") -> Audit:
    """Freeze each list when it is known, and roll it out; the precincts' rolls begin with `first`."""
    dice = random.Random(seed)
    while due := [one for one in lists_of(audit.state) if audit.state.selection.of(one.drawn) is None]:
        numbered = due[0]
        if numbered.drawn == upto:
            return audit
        audit.freeze(numbered)
        if numbered.drawn == PRECINCTS:
            audit.roll(PRECINCTS, *first)
        audit.roll_out(numbered.drawn, dice)
    return audit


def announced(audit: Audit) -> Audit:
    return audit.do(SelectionAnnounced(SELECTION_DAY, OFFICIAL))


def counted_of(audit: Audit, *contests: ContestId) -> list[tuple[str, str]]:
    return [(one.unit.precinct, one.unit.contest) for one in audit.state.units if one.unit.contest in contests]


def faces(number: int, count: int) -> tuple[int, ...]:
    return (number % 10,) if count <= 10 else divmod(number % 100, 10)


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


FIVE = (2, 4, 6, 8, 10)


def house_of_five(total: int = 12, votes_in: Sequence[int] = FIVE) -> tuple[AuditPrecinct, ...]:
    """House district 1 votes in some precincts of the county, district 2 in the others."""
    return tuple(
        replace(precinct(n), contests=(*precinct(2).contests[:-1], HOUSE_1 if n in votes_in else HOUSE_2))
        for n in range(1, total + 1)
    )


def over_in_house_1(sample: Sequence[int], reserves: Sequence[int], votes_in: Sequence[int] = FIVE) -> Audit:
    """House-1 is over the threshold in the sample, by a machine."""
    start = mended(precincts=house_of_five(votes_in=votes_in))
    audit = begun(start)
    rolls = [faces(number, 12) for number in (*sample, *reserves)]
    announced(draw(audit, first=rolls))
    (unit, *_) = [one.unit for one in audit.state.units if one.unit.contest == HOUSE_1]
    votes = audit.usual_votes(HOUSE_1)
    audit.prepare(unit).tally(unit, [votes[0] + 10, votes[1]]).count_all()
    return audit


def test_W50_the_reserve_comes_first_and_the_two_that_remain_follow_without_a_roll() -> None:
    """The district votes in 5 of 12 precincts; 2 are audited and 1 is a reserve: the other 2 are all that remain."""
    audit = over_in_house_1(sample=(2, 4), reserves=(6, 1, 3))
    audit.find(HOUSE_1)
    added = [one.unit.precinct for one in audit.state.units_of(HOUSE_1, Stage.ESCALATION)]
    assert added == ["p6", "p8", "p10"]
    assert audit.state.awaiting_dice == ()
    assert audit.state.phase is Phase.ESCALATED
    audit.count_all().certify()


def test_W50_where_more_remain_than_are_needed_dice_decide_and_every_roll_is_kept() -> None:
    """The district votes in 7 of 12: 2 are audited, 1 is a reserve, and 2 of the other 4 are drawn."""
    audit = over_in_house_1(sample=(2, 4), reserves=(6, 1, 3), votes_in=(*FIVE, 11, 12))
    audit.find(HOUSE_1)
    assert [one.unit.precinct for one in audit.state.units_of(HOUSE_1, Stage.ESCALATION)] == ["p6"]
    assert audit.state.awaiting_dice == (HOUSE_1,)
    (numbered,) = [one for one in lists_of(audit.state) if audit.state.selection.of(one.drawn) is None]
    assert numbered.drawn == escalation_name(HOUSE_1)
    assert [item.id for item in numbered.items] == ["p8", "p10", "p11", "p12"]
    assert (numbered.needed, numbered.reserves_needed) == (2, 0)
    assert any("are not all drawn" in line for line in what_is_missing(audit.state))
    audit.freeze(numbered).roll(numbered.drawn, (7,), (4,), (4,), (1,))
    assert [one.unit.precinct for one in audit.state.units_of(HOUSE_1, Stage.ESCALATION)] == ["p6", "p12", "p8"]
    found = audit.state.selection.of(numbered.drawn)
    assert found is not None
    assert [(roll.number, roll.taken is not None) for roll in found.draw.outcomes] == [
        (7, False),
        (4, True),
        (4, False),
        (1, True),
    ]
    audit.count_all().certify()
    replayed = replay(publish(audit.events))
    assert replayed.report == county_report(audit.state)
    (line,) = statewide_report([replayed.report]).counties
    assert "Precinct 8" not in line.contests


def test_repair_B8_an_escalation_is_measured_only_once_all_of_it_is_drawn_and_counted() -> None:
    audit = over_in_house_1(sample=(2, 4), reserves=(6, 1, 3), votes_in=(*FIVE, 11, 12))
    audit.find(HOUSE_1).count_all()
    assert audit.state.measurement(HOUSE_1, Stage.ESCALATION) is None
    assert audit.state.phase is Phase.ESCALATED
    assert audit.refusal(audit.certificate()).rule == "13-17-506(2)(c)"


def test_repair_B8_the_list_is_of_those_that_remain_and_of_no_other_contest() -> None:
    audit = over_in_house_1(sample=(2, 4), reserves=(6, 1, 3), votes_in=(*FIVE, 11, 12))
    before = NumberedList(escalation_name(HOUSE_1), "Big Sky", E_DAY, False, 2, 0, (ListItem("p8", "Precinct 8"),))
    assert audit.refusal(ListFrozen(before, before.sha256(), SELECTION_DAY)).rule == "13-17-503(3)"
    audit.find(HOUSE_1)
    (right,) = [one for one in lists_of(audit.state) if audit.state.selection.of(one.drawn) is None]
    for wrong in (
        replace(right, items=right.items[:-1]),
        replace(right, items=right.items[::-1]),
        replace(right, needed=3),
        replace(right, items=(*right.items, ListItem("p1", "Precinct 1"))),
    ):
        assert audit.refusal(ListFrozen(wrong, wrong.sha256(), SELECTION_DAY)).rule in ("13-17-505", "13-17-503(3)")
    rolled = DiceRolled(PRECINCTS, False, 6, (1, 1), OFFICIAL)
    assert audit.refusal(rolled).rule == "13-17-505"


@settings(max_examples=40, deadline=None)
@given(st.sets(st.integers(1, 12), min_size=3), st.permutations(range(1, 13)), st.integers(0, 999))
def test_repair_B8_three_more_or_all_that_remain_reserves_first_and_nobody_twice(
    votes_in: set[int], order: list[int], seed: int
) -> None:
    """Property over districts and draws: the sample, then reserves in order, then by dice among the rest."""
    sample, reserves = order[:2], order[2:5]
    carriers = [number for number in order if number in votes_in]
    if not set(sample) & votes_in or carriers == sorted(set(range(1, 13))):
        return
    start = mended(precincts=house_of_five(votes_in=tuple(votes_in)))
    audit = begun(start)
    rolls = [faces(number, 12) for number in (*sample, *reserves)]
    announced(draw(audit, first=rolls))
    units = [one.unit for one in audit.state.units if one.unit.contest == HOUSE_1]
    votes = audit.usual_votes(HOUSE_1)
    audit.prepare(units[0]).tally(units[0], [votes[0] + 10, votes[1]]).count_all().find(HOUSE_1)
    draw(audit, seed=seed)
    added = [one.unit.precinct for one in audit.state.units_of(HOUSE_1, Stage.ESCALATION)]
    audited = {unit.precinct for unit in units}
    remaining = {f"p{number}" for number in votes_in} - audited
    ready = [f"p{number}" for number in reserves if f"p{number}" in remaining]
    assert len(added) == len(set(added)) == min(3, len(remaining))
    assert set(added) <= remaining
    assert added[: len(ready)] == ready[:3]
    assert audit.state.awaiting_dice == ()


def test_repair_B8_an_audit_of_the_first_edition_takes_the_list_in_its_order() -> None:
    start = replace(opened(12), precincts=house_of_five(votes_in=(*FIVE, 11, 12)))
    audit = Audit(start).begin(first=[faces(number, 12) for number in (2, 4, 6, 1, 3)])
    (unit, *_) = [one.unit for one in audit.state.units if one.unit.contest == HOUSE_1]
    votes = audit.usual_votes(HOUSE_1)
    audit.prepare(unit).tally(unit, [votes[0] + 10, votes[1]]).count_all().find(HOUSE_1)
    assert [one.unit.precinct for one in audit.state.units_of(HOUSE_1, Stage.ESCALATION)] == ["p6", "p8", "p10"]
    assert audit.state.awaiting_dice == ()


def test_repair_B8_a_finding_that_names_no_machine_draws_nothing() -> None:
    audit = over_in_house_1(sample=(2, 4), reserves=(6, 1, 3), votes_in=(*FIVE, 11, 12))
    audit.find(HOUSE_1, CauseOfDiscrepancy.USER)
    assert (audit.state.escalated, audit.state.awaiting_dice) == ((), ())
    audit.count_all().certify()


def test_repair_B8_the_list_of_precincts_is_that_of_the_county(old_law: RuleSet) -> None:
    start = mended()
    listed = precinct_list(start.precincts, old_law, start.county, start.election_date)
    assert lists_of(Audit(start).state) == (listed,)
