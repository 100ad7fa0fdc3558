"""The selection in public, as events: 13-17-505, ARM 44.3.1719."""

import random
from dataclasses import replace
from datetime import date

import pytest

from audit.contests import Category
from audit.coverage import Container
from audit.errors import DiceError
from audit.events.before import CountywideRaceRequested
from audit.events.counting import BoxesOpened
from audit.events.selecting import DiceRolled, ListFrozen, SelectionAnnounced
from audit.random_sample import apply
from audit.rules import MCA_2021
from audit.selection import PRECINCTS, ListItem, NumberedList
from audit.state import Phase
from tests.audit.audits import BALLOT, SELECTION_DAY, Audit, opened

ANNOUNCED = SelectionAnnounced(SELECTION_DAY, "the secretary of state")


def at_the_meeting(precincts: int = 65) -> Audit:
    return Audit(opened(precincts)).appoint().publish_results()


def frozen(numbered: NumberedList, on: date = SELECTION_DAY) -> ListFrozen:
    return ListFrozen(numbered, numbered.sha256(), on)


def rolled(number: int, faces: tuple[int, ...], by: str = "the secretary of state") -> DiceRolled:
    return DiceRolled(PRECINCTS, False, number, faces, by)


def test_every_roll_is_kept_also_the_rejected_ones_with_who_rolled() -> None:
    audit = at_the_meeting()
    audit.freeze(audit.lists()[0]).roll(PRECINCTS, (6, 5), (6, 6), (0, 1), (6, 5))
    drawn = audit.state.selection.precincts
    assert drawn is not None
    assert [item.name for item in drawn.sample] == ["Precinct 65", "Precinct 1"]
    assert [str(one.taken or one.why) for one in drawn.draw.outcomes] == [
        "sample",
        "out of range",
        "sample",
        "already chosen",
    ]
    assert drawn.rollers == ("the secretary of state",) * 4


def test_drawn_contests_are_counted_where_they_are_on_a_ballot() -> None:
    audit = at_the_meeting().select()
    state = audit.state
    precincts = state.selection.precincts
    assert precincts is not None
    assert len(precincts.sample) == 7
    assert len(precincts.reserves) == 3
    for one in state.units:
        assert one.unit.contest in state.precinct(one.unit.precinct).contests
    houses = [one.unit for one in state.units if one.unit.contest.startswith("house")]
    assert len(houses) == 7, "each drawn precinct lies in one house district"
    assert state.phase is Phase.SELECTED


def test_no_roll_before_the_list_is_published_with_its_hash() -> None:
    assert at_the_meeting().refusal(rolled(1, (6, 5))).rule == "ARM 44.3.1719"


def test_a_list_with_another_hash_is_refused() -> None:
    audit = at_the_meeting()
    assert audit.refusal(ListFrozen(audit.lists()[0], "0" * 64, SELECTION_DAY)).rule == "ARM 44.3.1719"


def test_a_frozen_list_stays_frozen() -> None:
    audit = at_the_meeting()
    audit.freeze(audit.lists()[0])
    assert audit.refusal(frozen(audit.lists()[0])).rule == "ARM 44.3.1719"


@pytest.mark.parametrize("number", [0, 1, 3, 17])
def test_a_roll_out_of_order_is_refused(number: int) -> None:
    audit = at_the_meeting()
    audit.freeze(audit.lists()[0]).roll(PRECINCTS, (6, 5))
    refused = audit.refusal(rolled(number, (0, 1)))
    assert refused.rule == "ARM 44.3.1719"
    assert "roll 2 is next" in str(refused)


@pytest.mark.parametrize("faces", [(1, 11), (11,), (6,), (6, 5, 1), (-1, 5), ()])
def test_a_roll_no_dice_can_show_is_refused(faces: tuple[int, ...]) -> None:
    audit = at_the_meeting()
    audit.freeze(audit.lists()[0])
    with pytest.raises(DiceError):
        apply(audit.state, rolled(1, faces))


def test_a_roll_by_nobody_is_refused() -> None:
    audit = at_the_meeting()
    audit.freeze(audit.lists()[0])
    assert audit.refusal(rolled(1, (6, 5), by=" ")).rule == "ARM 44.3.1719"


def test_no_roll_after_everything_is_drawn() -> None:
    audit = at_the_meeting(2)
    audit.freeze(audit.lists()[0])
    assert audit.refusal(rolled(1, (2,))).rule == "ARM 44.3.1719"


def test_no_selection_before_the_unofficial_results() -> None:
    audit = Audit(opened()).appoint()
    assert audit.refusal(frozen(audit.lists()[0])).rule == "13-17-503(1)"


def test_repair_c11_a_late_county_keeps_nobody_from_selecting_on_the_last_day() -> None:
    audit, last = Audit(opened(2)).appoint(), date(2024, 11, 14)
    for numbered in audit.lists():
        audit.do(frozen(numbered, last)).roll_out(numbered.drawn, random.Random(1))
    audit.do(SelectionAnnounced(last, "the board of state canvassers"))
    boxes = BoxesOpened(audit.first_unit.precinct, (Container("seal", ("a",)),), ("ann",), last)
    assert audit.refusal(boxes).rule == "13-17-503(1)"
    assert audit.publish_results().do(boxes).state.boxes


@pytest.mark.parametrize("day", [date(2024, 11, 5), date(2024, 11, 11), date(2024, 11, 15), date(2024, 12, 1)])
def test_no_selection_outside_the_window(day: date) -> None:
    audit = at_the_meeting()
    refused = audit.refusal(frozen(audit.lists()[0], day))
    assert refused.rule == "13-17-505"
    assert "2024-11-12 to 2024-11-14" in str(refused)


@pytest.mark.parametrize("day", [date(2024, 11, 12), date(2024, 11, 13), date(2024, 11, 14)])
def test_a_selection_on_each_day_of_the_window(day: date) -> None:
    audit = at_the_meeting()
    audit.do(frozen(audit.lists()[0], day))
    assert audit.state.selection.precincts is not None


def test_the_precincts_list_is_the_official_one_and_no_other() -> None:
    audit = at_the_meeting()
    official = audit.lists()[0]
    for other in (
        replace(official, items=official.items[1:]),
        replace(official, items=official.items[::-1]),
        replace(official, needed=1),
        replace(official, reserves_needed=0),
        replace(official, county="Little Sky"),
        replace(official, election_date=date(2022, 11, 8)),
    ):
        assert audit.refusal(frozen(other)).rule == "13-17-505"


def contest_list_of(audit: Audit, category: Category) -> NumberedList:
    return next(one for one in audit.lists() if one.drawn == category.value)


def test_a_list_with_a_contest_that_may_not_be_drawn_is_refused() -> None:
    audit = at_the_meeting()
    honest = contest_list_of(audit, Category.STATEWIDE_RACE)
    with_unopposed = replace(honest, items=(*honest.items, ListItem("auditor", "Auditor")))
    refused = audit.refusal(frozen(with_unopposed))
    assert refused.rule == "13-17-503(4)"
    assert "Auditor" in str(refused)


def test_a_list_that_leaves_out_an_eligible_contest_is_refused() -> None:
    audit = at_the_meeting()
    honest = contest_list_of(audit, Category.FEDERAL_RACE)
    assert audit.refusal(frozen(replace(honest, items=honest.items[:1]))).rule == "13-17-505"


def test_a_list_that_draws_too_few_or_repeats_itself_is_refused() -> None:
    audit = at_the_meeting()
    honest = contest_list_of(audit, Category.FEDERAL_RACE)
    assert audit.refusal(frozen(replace(honest, needed=1))).rule == "13-17-503(3)"
    twice = replace(honest, items=(*honest.items, honest.items[0]))
    assert audit.refusal(frozen(twice)).rule == "ARM 44.3.1719"
    assert audit.refusal(frozen(replace(honest, drawn="dog catchers"))).rule == "13-17-503(3)"


def test_a_legislative_list_may_name_the_whole_state_s_districts() -> None:
    audit = at_the_meeting()
    honest = contest_list_of(audit, Category.LEGISLATIVE_RACE)
    elsewhere = tuple(ListItem(f"house-{number}", f"House {number}") for number in range(3, 101))
    audit.freeze(replace(honest, items=(*honest.items, *elsewhere)))
    audit.roll(honest.drawn, (0, 2), (0, 0))
    drawn = audit.state.selection.of(honest.drawn)
    assert drawn is not None
    assert [item.id for item in drawn.sample] == ["house-2", "house-100"]


def test_the_announcement_waits_for_every_list() -> None:
    audit = at_the_meeting()
    assert audit.refusal(ANNOUNCED).rule == "13-17-505"
    for numbered in audit.lists():
        assert audit.refusal(ANNOUNCED).rule == "13-17-505"
        audit.freeze(numbered)
    refused = audit.refusal(ANNOUNCED)
    assert "precincts is not complete" in str(refused)


def test_a_list_that_was_frozen_is_drawn_also_where_the_county_has_no_such_contest() -> None:
    without = tuple(one for one in BALLOT if not one.id.startswith("house"))
    audit = Audit(replace(opened(2), contests=without)).appoint().publish_results().select_all_but_announce()
    elsewhere = tuple(ListItem(f"house-{number}", f"House {number}") for number in range(3, 101))
    state_list = NumberedList("legislative race", "Big Sky", date(2024, 11, 5), False, 2, 0, elsewhere)
    audit.freeze(state_list)
    assert "legislative race is not complete" in str(audit.refusal(ANNOUNCED))
    audit.roll("legislative race", (0, 1), (0, 2)).do(ANNOUNCED)


def test_after_the_announcement_nothing_is_drawn_again() -> None:
    audit = at_the_meeting(12).select()
    for event in (ANNOUNCED, frozen(audit.lists()[0]), rolled(99, (0, 1))):
        assert audit.refusal(event).rule == "13-17-505"


def test_a_countywide_race_is_drawn_when_the_commissioners_ask() -> None:
    audit = at_the_meeting(12).do(CountywideRaceRequested("the commissioners", date(2024, 11, 1))).select()
    assert "commissioner" in [one.unit.contest for one in audit.state.units]
    later = at_the_meeting(12).select()
    assert later.refusal(CountywideRaceRequested("the commissioners", date(2024, 11, 14))).rule == "13-17-505"
    old = Audit(opened(rules=MCA_2021, day=date(2020, 11, 3)))
    assert old.refusal(CountywideRaceRequested("the commissioners", date(2020, 11, 1))).rule == "13-17-510"


def test_a_rehearsal_can_be_held_any_time_and_again_and_selects_nothing() -> None:
    audit = Audit(opened(65))
    for _ in range(2):
        numbered = audit.lists(rehearsal=True)[0]
        assert numbered.heading.startswith("REHEARSAL, NOT THE SELECTION")
        audit.freeze(numbered).roll(PRECINCTS, (6, 5), (0, 1), rehearsal=True)
    assert audit.state.selection.lists == ()
    assert audit.state.units == ()
    drawn = audit.state.rehearsal.precincts
    assert drawn is not None
    assert drawn.draw.sample == (65, 1)


def test_a_rehearsal_s_list_and_rolls_are_never_taken_for_the_real_ones() -> None:
    audit = at_the_meeting()
    rehearsed, real = audit.lists(rehearsal=True)[0], audit.lists()[0]
    assert rehearsed.sha256() != real.sha256()
    assert replace(rehearsed, rehearsal=False) == real
    audit.freeze(rehearsed)
    assert audit.refusal(rolled(1, (6, 5))).rule == "ARM 44.3.1719"
    assert audit.refusal(ListFrozen(real, rehearsed.sha256(), SELECTION_DAY)).rule == "ARM 44.3.1719"
    audit.freeze(real)
    audit.roll(PRECINCTS, (0, 1), rehearsal=True)
    drawn = audit.state.selection.precincts
    assert drawn is not None
    assert drawn.draw.outcomes == ()
