"""In which order dice named the precincts of a contest, each time with the same chance for all that were left.

Only these may be reckoned with. A precinct that came in otherwise, such as one drawn for another race that it votes on,
is left out.
"""

from audit.contests import Unit
from audit.further import escalation_name, is_for_category
from audit.selection import PRECINCTS, DrawnList, ListItem
from audit.state import AuditState
from tabulate.election import ContestId, PrecinctId


def in_dice_order(state: AuditState, contest: ContestId) -> tuple[PrecinctId, ...]:
    """The precincts that have the contest: the sample, then further ones and reserves, as they were drawn."""
    precincts = state.selection.of(PRECINCTS)
    if precincts is None:
        return ()
    having = {one.id for one in state.opened.precincts if contest in one.contests}
    named: dict[PrecinctId, None] = {}
    for numbered, drawn in _drawn_lists(state, precincts, contest):
        listed = {PrecinctId(item.id) for item in numbered.numbered.items}
        if having - named.keys() <= listed:
            named |= dict.fromkeys(one for item in drawn if (one := PrecinctId(item.id)) in having)
    return tuple(named)


def _drawn_lists(
    state: AuditState, precincts: DrawnList, contest: ContestId
) -> list[tuple[DrawnList, tuple[ListItem, ...]]]:
    further = [(one, one.sample) for one in state.selection.lists if is_for_category(one.numbered.drawn)]
    escalated = state.selection.of(escalation_name(contest))
    last = [] if escalated is None else [(escalated, escalated.sample)]
    return [(precincts, precincts.sample), *further, (precincts, precincts.reserves), *last]


def counted_in_order(state: AuditState, contest: ContestId) -> tuple[PrecinctId, ...]:
    """Of these the first ones, as far as their counts are locked without a gap."""
    audited = {one.unit: one for one in state.units}
    found: list[PrecinctId] = []
    for precinct in in_dice_order(state, contest):
        one = audited.get(Unit(precinct, contest))
        if one is None or one.manual is None:
            break
        found.append(precinct)
    return tuple(found)
