"""The selection in public: lists frozen, dice rolled, announced (13-17-505, ARM 44.3.1719)."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from audit import selection
from audit.calendar import check_results_public, check_selection_day
from audit.contests import AuditPrecinct, Unit
from audit.edition import AuditEdition
from audit.eligibility import EligibleList, precinct_list
from audit.errors import Refused
from audit.events.selecting import DiceRolled, ListFrozen, SelectionAnnounced, StateRacesTaken
from audit.further import escalation_name, is_escalation
from audit.lists import drawn_statewide, eligible_lists, lists_of, where_counted
from audit.selection import PRECINCTS, NumberedList, Selection
from audit.state import AuditState, Stage, UnitState
from audit.state_races import STATE_CATEGORIES, StateSelection, drawn_lists
from tabulate.election import ContestId, PrecinctId

_STATE_RULE = "13-17-505(1)(a)"


def freeze(state: AuditState, event: ListFrozen) -> AuditState:
    """Freeze and publish a numbered list. Rehearsals may be frozen at any time, and again."""
    numbered = event.numbered
    if not numbered.rehearsal:
        _check_time_to_freeze(state, event)
    if (numbered.county, numbered.election_date) != (state.opened.county, state.opened.election_date):
        raise Refused("13-17-505", "The list is of another county or election.", "Freeze this county's list.")
    if state.state_races is not None and not numbered.rehearsal and _of_the_state(numbered.drawn):
        found = f"The board of state canvassers drew the {numbered.drawn}s for all counties."
        raise Refused(_STATE_RULE, found, "Draw what is left.")
    if numbered.drawn == PRECINCTS:
        _check_precinct_list(state, numbered)
    elif state.opened.edition is AuditEdition.FIRST or drawn_statewide(state, numbered):
        _check_contest_list(state, numbered)
    else:
        _check_expected_list(state, numbered)
    if numbered.rehearsal:
        return replace(state, rehearsal=selection.freeze(_rehearsed(state, numbered), numbered, event.sha256))
    frozen = replace(state, selection=selection.freeze(state.selection, numbered, event.sha256))
    return _with_escalated(frozen, numbered.drawn)


def _rehearsed(state: AuditState, numbered: NumberedList) -> Selection:
    """Precincts rehearsed again begin everything again: what else is drawn follows from them."""
    again = numbered.drawn == PRECINCTS and state.opened.edition is not AuditEdition.FIRST
    return Selection(rehearsal=True) if again else state.rehearsal


def _check_time_to_freeze(state: AuditState, event: ListFrozen) -> None:
    if not is_escalation(event.numbered.drawn):
        _check_time_to_select(state, event.on)
    elif state.announced is None or event.on < state.announced.on:
        found = "Further precincts are drawn for a contest once a machine was found at fault."
        raise Refused("13-17-507(2)(b)", found, "Draw the sample first.")


def _check_time_to_select(state: AuditState, on: date) -> None:
    if state.results is None:
        check_results_public(state.calendar, on)
    if state.announced is not None:
        raise Refused("13-17-505", "The selection is announced.", "It stands.")
    if not state.opened.rehearsal:
        check_selection_day(state.calendar, on)


def _check_precinct_list(state: AuditState, numbered: NumberedList) -> None:
    opened = state.opened
    expected = precinct_list(opened.precincts, state.rules, opened.county, opened.election_date, numbered.rehearsal)
    if numbered != expected:
        raise Refused(
            "13-17-505",
            "The list is not the county's official list of precincts, in its order, with "
            f"{expected.needed} to draw and {expected.reserves_needed} in reserve.",
            "Freeze the official list.",
        )


def _check_expected_list(state: AuditState, numbered: NumberedList) -> None:
    """13-17-503(3)(b): drawn from what is on a drawn precinct's ballot, so that it is counted somewhere."""
    expected = next((one for one in lists_of(state, numbered.rehearsal) if one.drawn == numbered.drawn), None)
    if expected is None:
        found = f"There is no list of {numbered.drawn} to draw from now."
        raise Refused("13-17-503(3)", found, "Draw the precincts first, then the contests on their ballots.")
    if numbered == expected:
        return
    outside = [item.name for item in numbered.items if item not in expected.items]
    if outside:
        found = f"{', '.join(outside)} may not be drawn from the list of {numbered.drawn}."
        raise Refused("13-17-503(3)", found, "List what may be drawn and is on a drawn precinct's ballot.")
    missing = [item.name for item in expected.items if item not in numbered.items]
    left_out = f"The list leaves out {', '.join(missing)}." if missing else "The list is in another order."
    found = f"{left_out} It has {numbered.needed} to draw; {expected.needed} are required."
    raise Refused("13-17-505", found, "Freeze the list as it is published.")


def _check_contest_list(state: AuditState, numbered: NumberedList) -> None:
    """A list of every contest of its category: of an audit of the first edition, or drawn once for the whole state."""
    one = next((each for each in eligible_lists(state) if each.category.value == numbered.drawn), None)
    if one is None:
        raise Refused("13-17-503(3)", f"The rules draw no {numbered.drawn}.", "Draw what the rules name.")
    named = [item.id for item in numbered.items]
    ours = {contest.id for contest in state.opened.contests}
    may = {contest.id for contest in one.contests}
    forbidden = [item.name for item in numbered.items if item.id in ours - may]
    if forbidden:
        found = f"{', '.join(forbidden)} may not be drawn as a {numbered.drawn}."
        raise Refused("13-17-503(4)", found, "Leave it off the list.")
    missing = may - set(named)
    if missing:
        raise Refused("13-17-505", f"The list leaves out {', '.join(sorted(missing))}.", "List all that are eligible.")
    # Contests of other counties may stand in a list that is drawn for the whole state.
    if numbered.needed != min(one.required, len(named)) or numbered.reserves_needed:
        found = f"The list has {numbered.needed} to draw; {one.required} are required, of {len(named)}."
        raise Refused("13-17-503(3)", found, "Draw as many as the rules say, or all there are.")


def roll(state: AuditState, event: DiceRolled) -> AuditState:
    """One roll of the dice."""
    rolled = (event.drawn, event.roll_number, event.faces, event.rolled_by)
    if event.rehearsal:
        return replace(state, rehearsal=selection.roll(state.rehearsal, *rolled))
    if state.announced is not None and not is_escalation(event.drawn):
        raise Refused("13-17-505", "The selection is announced.", "No more dice are rolled.")
    return _with_escalated(replace(state, selection=selection.roll(state.selection, *rolled)), event.drawn)


def _with_escalated(state: AuditState, drawn: str) -> AuditState:
    """With what an escalation's dice added, once all of it is drawn."""
    contest = next((one for one in state.escalated if escalation_name(one) == drawn), None)
    found = state.selection.of(drawn)
    if contest is None or found is None or not found.draw.complete:
        return state
    more = [state.precinct(PrecinctId(item.id)) for item in found.sample]
    return replace(state, units=(*state.units, *units_in(state, more, (contest,), Stage.ESCALATION)))


def announce(state: AuditState, event: SelectionAnnounced) -> AuditState:
    """The selection is complete: what was drawn is to be audited."""
    _check_time_to_select(state, event.on)
    frozen = [one.numbered.drawn for one in state.selection.lists]
    for drawn in (*(one.drawn for one in lists_of(state)), *frozen):
        found = state.selection.of(drawn)
        if found is None or not found.draw.complete:
            raise Refused("13-17-505", f"The drawing of {drawn} is not complete.", "Draw it, roll by roll.")
    if not event.announced_by.strip():
        raise Refused("13-17-505", "Nobody is named as announcing it.", "Name who does.")
    announced = replace(state, announced=event)
    units = units_in(announced, _sample(announced), _drawn_contests(announced), Stage.SAMPLE)
    announced = replace(announced, units=(*units, *_units_beyond_the_sample(announced)))
    if state.opened.edition is not AuditEdition.FIRST:
        _check_every_category(announced)
    return announced


def _check_every_category(state: AuditState) -> None:
    """13-17-503(3)(b): the audit must include a race of each category, so one that is counted nowhere is not enough."""
    on_ballots = {contest for precinct in state.opened.precincts for contest in precinct.contests}
    for one in eligible_lists(state):
        drawn = state.selection.of(one.category.value)
        if not one.needed or (drawn is not None and drawn_statewide(state, drawn.numbered)):
            continue
        ours = {contest.id for contest in one.contests} & on_ballots
        if ours and not ours & set(state.audited_contests):
            found = f"No {one.category.value} that was drawn is on a drawn precinct's ballot."
            raise Refused("13-17-503(3)(b)", found, "Draw on, until one is.")


def _units_beyond_the_sample(state: AuditState) -> Iterator[UnitState]:
    """Each category's own further precincts, with what was drawn of that category."""
    if state.opened.edition is AuditEdition.FIRST:
        return
    for one in eligible_lists(state):
        drawn = state.selection.of(one.category.value)
        if drawn is not None and not drawn_statewide(state, drawn.numbered):
            yield from _units_of_category(state, one, tuple(ContestId(item.id) for item in drawn.sample))


def _units_of_category(state: AuditState, one: EligibleList, drawn: tuple[ContestId, ...]) -> tuple[UnitState, ...]:
    further = where_counted(state, one, state.selection).precincts
    return units_in(state, map(state.precinct, further), drawn, Stage.SAMPLE)


def _sample(state: AuditState) -> tuple[AuditPrecinct, ...]:
    drawn = state.selection.precincts
    return tuple(state.precinct(PrecinctId(item.id)) for item in drawn.sample) if drawn is not None else ()


def _drawn_contests(state: AuditState) -> tuple[ContestId, ...]:
    """Those on this county's ballots, in the order drawn."""
    ours = {contest.id for contest in state.opened.contests}
    drawn = (item.id for one in state.selection.contest_lists for item in one.sample)
    return tuple(dict.fromkeys(ContestId(contest) for contest in drawn if contest in ours))


def units_in(
    state: AuditState, precincts: Iterable[AuditPrecinct], contests: tuple[ContestId, ...], stage: Stage
) -> tuple[UnitState, ...]:
    """A contest is counted in every drawn precinct where it is on a ballot."""
    return tuple(
        UnitState(Unit(precinct.id, contest), stage)
        for precinct in precincts
        for contest in contests
        if contest in precinct.contests
    )


def take_state_races(state: AuditState, event: StateRacesTaken) -> AuditState:
    """What the board drew takes the place of what the county drew of the same kinds, until the announcement."""
    selection = event.selection
    if state.announced is not None:
        raise Refused("13-17-505", "The selection is announced.", "It stands.")
    if not state.rules.federal:
        raise Refused("13-17-510", f"Under {state.rules.title} the state draws nothing.", "Draw in the county.")
    if state.state_races is not None:
        raise Refused(_STATE_RULE, "The board's selection is taken.", "Go on with it.")
    _check_same(state, event)
    lists = drawn_lists(selection)
    _check_lists(state, selection)
    if not all(one.draw.complete for one in lists):
        raise Refused(_STATE_RULE, "The board's drawing is not complete.", "Take the selection once it is announced.")
    kept = tuple(one for one in state.selection.lists if not _of_the_state(one.numbered.drawn))
    return replace(state, selection=Selection(rehearsal=False, lists=(*kept, *lists)), state_races=event)


def _of_the_state(drawn: str) -> bool:
    """Whether a list is of what the board draws, or of further precincts for it."""
    return drawn.endswith(tuple(category.value for category in STATE_CATEGORIES))


def _check_same(state: AuditState, event: StateRacesTaken) -> None:
    selection, opened = event.selection, state.opened
    if selection.sha256() != event.sha256:
        found = f"The board's selection has the hash {selection.sha256()}, not {event.sha256}."
        raise Refused(_STATE_RULE, found, "Take the file that was published.")
    if (selection.election_date, selection.rules) != (opened.election_date, opened.rules):
        found = f"The board's selection is of {selection.election_date}, under {selection.rules.value}."
        raise Refused(_STATE_RULE, found, f"Take that of {opened.election_date}, under {opened.rules.value}.")
    if not selection.announced_by.strip():
        raise Refused("13-17-505", "Nobody is named as announcing the board's selection.", "Name who did.")
    check_selection_day(state.calendar, selection.announced_on)
    if event.on < selection.announced_on:
        found = f"{event.on} is before the board announced its selection, on {selection.announced_on}."
        raise Refused("13-17-505", found, "Check the day.")


def _check_lists(state: AuditState, selection: StateSelection) -> None:
    eligible = {one.category: one for one in eligible_lists(state)}
    given = {one.numbered.drawn: one.numbered for one in selection.lists}
    for category in STATE_CATEGORIES:
        here = eligible.get(category)
        if here is not None and here.needed and category.value not in given:
            found = f"The board's selection has no list of {category.plural}, and the county's ballots have some."
            raise Refused(_STATE_RULE, found, "Ask the secretary of state for the whole selection.")
    for drawn, numbered in given.items():
        if numbered.election_date != selection.election_date:
            found = f"The list of {drawn} is of another election, {numbered.election_date}."
            raise Refused(_STATE_RULE, found, "Ask the secretary of state for the right one.")
        if drawn not in {category.value for category in STATE_CATEGORIES}:
            those = ", ".join(category.plural for category in STATE_CATEGORIES)
            raise Refused(_STATE_RULE, f"The board's selection draws {drawn}.", f"It draws {those} for all counties.")
        _check_contest_list(state, numbered)
