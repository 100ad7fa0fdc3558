"""The board's races, drawn once for all counties and taken by each: 13-17-505(1)(a)."""

import json
import random
from dataclasses import replace
from datetime import date

import pytest

from audit.audit_json import JSON
from audit.contests import AuditContest, Category
from audit.edition import CURRENT_EDITION
from audit.errors import PublicationAltered, PublicationError, Refused
from audit.events.selecting import ListFrozen, SelectionAnnounced, StateRacesTaken
from audit.lists import lists_of
from audit.publication import publish, replay
from audit.report import county_report
from audit.rules import NONFEDERAL
from audit.selection import ListItem, NumberedList
from audit.state_lists import state_lists
from audit.state_races import (
    STATE_CATEGORIES,
    StateList,
    StateRoll,
    StateSelection,
    drawn_lists,
    published,
    read_published,
)
from audit.statewide import drawn_apart, statewide_report
from tabulate.election import ContestId, ContestScope
from tabulate.offices import Office, Purpose, Territory
from tests.audit.audits import E_DAY, SELECTION_DAY, Audit, contest, opened

BOARD = "the board of state canvassers"
OTHER_DISTRICT = contest("representative-2", ContestScope.FEDERAL)


def county(name: str, *more: AuditContest, without: str = "") -> Audit:
    start = opened(6)
    kept = tuple(one for one in start.contests if one.id != without)
    contests = (*kept, *more)
    precincts = tuple(
        replace(one, contests=(*(c for c in one.contests if c != without), *(c.id for c in more)))
        for one in start.precincts
    )
    return Audit(replace(start, county=name, contests=contests, precincts=precincts))


ASPEN, BIRCH = county("Aspen"), county("Birch", OTHER_DISTRICT, without="representative")


def rolled(numbered: NumberedList, seed: int = 3) -> StateList:
    dice, rolls = random.Random(seed), ()
    one = StateList(numbered, numbered.sha256(), rolls)
    selection = StateSelection(ASPEN.state.rules.id, E_DAY, (), (one,), SELECTION_DAY, BOARD)
    while not drawn_lists(selection)[0].draw.complete:
        one = replace(one, rolls=(*one.rolls, StateRoll((dice.randrange(10),), "the state auditor")))
        selection = replace(selection, lists=(one,))
    return one


def board(*counties: Audit, seed: int = 3) -> StateSelection:
    lists = state_lists([one.state for one in counties])
    names = tuple(one.state.opened.county for one in counties)
    drawn = tuple(rolled(one, seed) for one in lists)
    return StateSelection(counties[0].state.rules.id, E_DAY, names, drawn, SELECTION_DAY, BOARD)


def taking(selection: StateSelection, on: date = SELECTION_DAY) -> StateRacesTaken:
    return StateRacesTaken(selection, selection.sha256(), on)


def sample_of(audit: Audit, drawn: Category) -> list[str]:
    found = audit.state.selection.of(drawn.value)
    assert found is not None
    return [item.id for item in found.sample]


def own(audit: Audit, seed: int = 1) -> Audit:
    """Precincts and what is left are drawn in the county."""
    dice = random.Random(seed)
    taken = {one.numbered.drawn for one in audit.state.selection.lists}
    for numbered in (one for one in audit.lists() if one.drawn not in taken):
        audit.freeze(numbered)
        audit.roll_out(numbered.drawn, dice)
    return audit


def test_repair_c7_the_lists_hold_every_county_s_contests_once() -> None:
    lists = {one.drawn: one for one in state_lists([ASPEN.state, BIRCH.state])}
    assert set(lists) == {category.value for category in STATE_CATEGORIES}
    federal = [item.id for item in lists[Category.FEDERAL_RACE.value].items]
    assert federal == ["senator", "representative", "representative-2"]
    assert lists[Category.FEDERAL_RACE.value].needed == 2
    assert [item.id for item in lists[Category.STATEWIDE_RACE.value].items] == ["governor", "secretary"]


def test_repair_c7_two_counties_that_take_the_selection_audit_the_same_races() -> None:
    selection = board(ASPEN, BIRCH)
    done = [own(county("Aspen").publish_results(), 1), own(county("Birch", OTHER_DISTRICT).publish_results(), 2)]
    for audit in done:
        audit.do(taking(selection))
    first, second = done
    for category in STATE_CATEGORIES:
        assert sample_of(first, category) == sample_of(second, category)
    first.do(SelectionAnnounced(SELECTION_DAY, BOARD))
    drawn = {unit.unit.contest for unit in first.state.units}
    assert set(sample_of(first, Category.STATEWIDE_RACE)) <= drawn
    assert ContestId("representative-2") not in drawn, "it is on no ballot of the county"


def test_repair_c7_what_the_board_drew_takes_the_place_of_what_the_county_drew() -> None:
    audit = own(county("Aspen").publish_results())
    before = audit.state.selection
    audit.do(taking(board(ASPEN, BIRCH)))
    assert audit.state.selection.precincts == before.precincts
    assert audit.state.selection.of(Category.LEGISLATIVE_RACE.value) == before.of(Category.LEGISLATIVE_RACE.value)
    taken = audit.state.selection.of(Category.FEDERAL_RACE.value)
    assert taken is not None
    assert taken.numbered.county == "Montana"
    own_list = next(one for one in audit.lists() if one.drawn == Category.FEDERAL_RACE.value)
    assert "The board of state canvassers drew the federal races" in str(
        audit.refusal(ListFrozen(own_list, own_list.sha256(), SELECTION_DAY))
    )


def test_repair_c7_a_county_s_published_audit_does_the_board_s_rolls_again() -> None:
    audit = own(county("Aspen").publish_results().do(taking(board(ASPEN, BIRCH))))
    text = publish(audit.events)
    assert replay(text).state.state_races == audit.state.state_races
    document = json.loads(text)
    (event,) = [one for one in document["events"] if one["name"] == "state races taken"]
    event["body"]["selection"]["lists"][0]["rolls"] = []
    with pytest.raises(PublicationAltered):
        replay(json.dumps(document))


def test_repair_c7_the_file_is_read_letter_for_letter() -> None:
    selection = board(ASPEN, BIRCH)
    text = published(selection)
    assert read_published(text) == selection
    spoiled = [
        text.replace("\n", "", 1),
        text.replace(BOARD, "somebody", 1).replace("  ", " ", 1),
        text.replace('"needed": 2', '"needed": 1', 1),
        text.replace('"faces": [\n', '"faces": [\n9,', 1),
    ]
    for one in spoiled:
        with pytest.raises(PublicationError):
            read_published(one)
    for one in ("", "{}", "[1]", text.replace('"format": 1', '"format": 2')):
        with pytest.raises(PublicationError):
            read_published(one)
    unrolled = replace(selection, lists=tuple(replace(one, rolls=()) for one in selection.lists))
    with pytest.raises(PublicationAltered, match="not complete"):
        read_published(published(unrolled))


def test_repair_c7_another_selection_than_the_hash_says_is_refused() -> None:
    audit = county("Aspen")
    event = taking(board(ASPEN, BIRCH))
    assert "has the hash" in str(audit.refusal(replace(event, sha256="ab" * 32)))
    other = replace(event.selection, announced_by="somebody")
    assert "has the hash" in str(audit.refusal(replace(event, selection=other)))


def spoiled(selection: StateSelection, **changes: object) -> StateRacesTaken:
    changed: StateSelection = replace(selection, **changes)  # type: ignore[arg-type]
    return taking(changed)


def test_repair_c7_what_is_not_this_county_s_selection_is_refused_by_its_section() -> None:
    audit, selection = county("Aspen"), board(ASPEN, BIRCH)
    first = selection.lists[0]
    short = replace(first.numbered, items=first.numbered.items[1:], needed=1)
    stranger = replace(first.numbered, items=(*first.numbered.items, ListItem("auditor", "Auditor")))
    refusals = {
        "13-17-505": spoiled(selection, announced_on=date(2024, 11, 20)),
        "of 2022-11-08": spoiled(selection, election_date=date(2022, 11, 8)),
        "Nobody is named": spoiled(selection, announced_by=" "),
        "no list of statewide races": spoiled(selection, lists=selection.lists[1:]),
        "leaves out": spoiled(selection, lists=(rolled(short), *selection.lists[1:])),
        "may not be drawn": spoiled(selection, lists=(rolled(stranger), *selection.lists[1:])),
        "not complete": spoiled(selection, lists=(first, replace(selection.lists[1], rolls=()), selection.lists[2])),
        "is of another election": spoiled(selection, lists=(*selection.lists[:2], _of_another_day(selection.lists[2]))),
        "draws legislative race": spoiled(selection, lists=(*selection.lists, _legislative(first))),
        "A rehearsal's list": spoiled(selection, lists=(*selection.lists, _rehearsed(first))),
    }
    for words, event in refusals.items():
        told = str(audit.refusal(event))
        assert words in told
    late = taking(selection, date(2024, 11, 12))
    assert "before the board announced" in str(audit.refusal(late))


def _of_another_day(one: StateList) -> StateList:
    numbered = replace(one.numbered, election_date=date(2022, 11, 8))
    return StateList(numbered, numbered.sha256(), one.rolls)


def _legislative(one: StateList) -> StateList:
    numbered = replace(one.numbered, drawn=Category.LEGISLATIVE_RACE.value)
    return StateList(numbered, numbered.sha256(), ())


def _rehearsed(one: StateList) -> StateList:
    numbered = replace(one.numbered, rehearsal=True, drawn=Category.LEGISLATIVE_RACE.value)
    return StateList(numbered, numbered.sha256(), ())


def test_repair_c7_it_is_taken_once_and_before_the_announcement() -> None:
    event = taking(board(ASPEN, BIRCH))
    audit = county("Aspen").do(event)
    assert "is taken" in str(audit.refusal(event))
    announced = county("Aspen").publish_results().select()
    assert "It stands" in str(announced.refusal(event))


def test_repair_c7_a_nonfederal_audit_takes_nothing() -> None:
    audit = Audit(replace(opened(6, NONFEDERAL)))
    assert "13-17-510" in str(audit.refusal(taking(board(ASPEN, BIRCH))))
    with pytest.raises(Refused, match="13-17-510"):
        state_lists([audit.state])


def test_repair_c7_counties_that_contradict_each_other_make_no_list() -> None:
    renamed = replace(contest("governor", ContestScope.STATEWIDE), title="Governor of Montana")
    purpose = Purpose(Office.PUBLIC_SERVICE_COMMISSIONER, Territory.COUNTIES)
    district = replace(contest("governor", None), purpose=purpose)
    for other, words in ((renamed, '"Governor" in Aspen'), (district, "says otherwise")):
        with pytest.raises(Refused, match=words):
            state_lists([ASPEN.state, county("Cedar", other, without="governor").state])
    with pytest.raises(Refused, match="more than once"):
        state_lists([ASPEN.state, ASPEN.state])
    later = Audit(replace(opened(6), county="Dawn", election_date=date(2026, 11, 3)))
    with pytest.raises(Refused, match="2 elections"):
        state_lists([ASPEN.state, later.state])


def test_repair_c7_the_list_of_counties_tells_where_they_drew_apart() -> None:
    selection = board(ASPEN, BIRCH)
    together = [
        county_report(own(county(name).publish_results().do(taking(selection)), seed).state)
        for seed, name in enumerate(("Aspen", "Cedar"))
    ]
    assert drawn_apart(together) == ()
    more = contest("treasurer", ContestScope.STATEWIDE)
    apart = [county_report(own(county(f"County {seed}", more).publish_results(), seed).state) for seed in range(1, 9)]
    assert drawn_apart(apart) == (Category.STATEWIDE_RACE,)
    assert statewide_report(apart).precincts == 48
    assert drawn_apart(apart[:1]) == ()


def draw_what_is_left(audit: Audit, seed: int) -> Audit:
    """As the record's own meeting goes: precincts first, then whatever list is known by then."""
    dice = random.Random(seed)
    while left := [one for one in lists_of(audit.state) if audit.state.selection.of(one.drawn) is None]:
        audit.freeze(left[0]).roll_out(left[0].drawn, dice)
    return audit


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("first", [True, False])
def test_repair_c7_it_is_taken_before_the_precincts_are_drawn_or_after(seed: int, first: bool) -> None:
    start = replace(ASPEN.state.opened, edition=CURRENT_EDITION)
    audit = Audit(start).publish_results()
    selection = board(ASPEN, BIRCH, seed=seed + 3)
    if first:
        audit.do(taking(selection))
    draw_what_is_left(audit, seed)
    if not first:
        audit.do(taking(selection))
    audit.do(SelectionAnnounced(SELECTION_DAY, BOARD))
    for category in STATE_CATEGORIES:
        drawn = {one.numbered.drawn: [item.id for item in one.sample] for one in drawn_lists(selection)}
        assert sample_of(audit, category) == drawn[category.value]
    counted = {unit.unit.contest for unit in audit.state.units}
    assert counted & {"house-1", "house-2"}, "the county's own legislative race is on a drawn precinct's ballot"
    assert replay(publish(audit.events)).state.units == audit.state.units


def test_repair_c7_an_audit_of_before_draws_as_it_drew() -> None:
    audit = county("Aspen").publish_results().select()
    assert audit.state.state_races is None
    assert "state races" not in "".join(JSON.write(event) for event in audit.events)
