"""Three more precincts, or all that remain: reserves first, then dice among the others (13-17-505): B8, W50."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from audit.certification import what_is_missing
from audit.contests import AuditPrecinct
from audit.events.consequences import CauseOfDiscrepancy
from audit.events.selecting import DiceRolled, ListFrozen
from audit.further import escalation_name
from audit.lists import lists_of
from audit.publication import publish, replay
from audit.report import county_report
from audit.selection import PRECINCTS, ListItem, NumberedList
from audit.state import Phase, Stage
from audit.statewide import statewide_report
from tests.audit.audits import E_DAY, SELECTION_DAY, Audit, opened, precinct
from tests.audit.drawn_audits import HOUSE_1, HOUSE_2, OFFICIAL, announced, begun, draw, faces, mended

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
