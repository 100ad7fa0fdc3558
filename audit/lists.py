"""Which numbered lists a selection is made of, as far as it has got (13-17-505).

In an audit of the first edition all are frozen together. Since then the precincts are drawn first, and the races of a
category from those on a drawn precinct's ballot: what is drawn is counted somewhere (13-17-503(3)(b)).
"""

from collections.abc import Iterator
from dataclasses import replace

from audit.contests import Category
from audit.edition import AuditEdition
from audit.eligibility import EligibleList, contest_list, eligibility, precinct_list
from audit.further import CategoryPrecincts, category_precincts
from audit.selection import NumberedList, Selection
from audit.state import AuditState


def lists_of(state: AuditState, rehearsal: bool = False) -> tuple[NumberedList, ...]:
    """Every list the rules name that is known by now and has anything on it, in the order in which they are frozen."""
    return (_precincts(state, rehearsal), *_of_contests(state, rehearsal), *_of_escalations(state, rehearsal))


def _precincts(state: AuditState, rehearsal: bool) -> NumberedList:
    opened = state.opened
    return precinct_list(opened.precincts, state.rules, opened.county, opened.election_date, rehearsal)


def eligible_lists(state: AuditState) -> tuple[EligibleList, ...]:
    """The contests that may be drawn, by category."""
    opened = state.opened
    return eligibility(opened.contests, opened.precincts, state.rules, state.countywide_requested).lists


def _of_contests(state: AuditState, rehearsal: bool) -> Iterator[NumberedList]:
    opened, selection = state.opened, state.rehearsal if rehearsal else state.selection
    for one in eligible_lists(state):
        if state.opened.edition is AuditEdition.FIRST:
            if one.needed:
                yield contest_list(one, opened.county, opened.election_date, rehearsal)
        elif (frozen := selection.of(one.category.value)) is not None and drawn_statewide(state, frozen.numbered):
            yield frozen.numbered
        elif (drawn := selection.precincts) is not None and drawn.draw.complete:
            yield from _after_the_precincts(state, one, where_counted(state, one, selection), rehearsal)


def _after_the_precincts(
    state: AuditState, one: EligibleList, where: CategoryPrecincts, rehearsal: bool
) -> Iterator[NumberedList]:
    yield from where.lists
    if where.settled and where.contests:
        opened = state.opened
        yield contest_list(replace(one, contests=where.contests), opened.county, opened.election_date, rehearsal)


def where_counted(state: AuditState, one: EligibleList, selection: Selection) -> CategoryPrecincts:
    """On which drawn precincts' ballots the races of a category are."""
    blank = _precincts(state, selection.rehearsal)
    return category_precincts(blank, one.category, one.contests, one.needed, state.opened.precincts, selection)


def drawn_statewide(state: AuditState, numbered: NumberedList) -> bool:
    """Whether it is the state's list, or contests of other counties stand on it: drawn once for all counties."""
    ours = {contest.id for contest in state.opened.contests}
    elsewhere = numbered.county != state.opened.county or any(item.id not in ours for item in numbered.items)
    return numbered.drawn in set(Category) and elsewhere


def _of_escalations(state: AuditState, rehearsal: bool) -> Iterator[NumberedList]:
    if rehearsal:
        return
    for contest in state.escalated:
        if (numbered := state.escalation_of(contest).numbered) is not None:
            yield numbered
