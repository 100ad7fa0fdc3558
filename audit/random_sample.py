"""The random-sample audit, step by step as 13-17-503 to 13-17-509 have it: `fold(events) -> AuditState`.

Each step first refuses, with the rule's number, what may not happen at that point. The order of the steps:

    13-17-504          the committee is appointed and sworn
    13-17-503(1)       the unofficial results are public
    13-17-503(5)       a notice may exempt the county
    13-17-505          precincts and contests are drawn in public
    13-1-303(1)(b)     the sealed packages are opened, for the audit only
    13-17-506(2)(a)    one member reads, every other records
    13-17-506(2)(b)    sheets that differ: the whole count of that unit again
    13-17-507(1)       equal sheets: the manual count is definitive, and locked
    13-17-507(2)       over the threshold: the cause is found; a machine is barred, and more precincts are counted, once
    13-17-506(2)(c)    the committee certifies
    13-17-507(4)       the results are public
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import assert_never

from audit.calendar import day_of
from audit.certification import check_certificate, check_publication
from audit.dice import dice_for
from audit.errors import Refused
from audit.events import (
    AuditCertified,
    AuditEvent,
    AuditOpened,
    AuditPublished,
    BoxesOpened,
    CanvassSet,
    CauseFound,
    CommitteeAppointed,
    CountywideRaceRequested,
    DiceRolled,
    ExemptionNoticed,
    ListFrozen,
    MachineApproved,
    MachineBarredElsewhere,
    MachineExamined,
    MachineFiguresTaken,
    MarksMade,
    MarkStruck,
    MemberReplaced,
    OathTaken,
    ResultsPublished,
    SelectionAnnounced,
    SheetEntered,
    TallyStarted,
    VendorConsulted,
)
from audit.rules import RULE_SETS, rules_for
from audit.state import AuditState
from audit.steps import before, consequences, counting, selecting


def fold(events: Iterable[AuditEvent]) -> AuditState | None:
    """The audit after these events; None without any. Raises Refused and DiceError at the first that may not happen."""
    state = None
    for event in events:
        state = apply(state, event)
    return state


def apply(state: AuditState | None, event: AuditEvent) -> AuditState:
    """The audit after one event more. Raises Refused and DiceError; the state given stays as it was."""
    if isinstance(event, AuditOpened):
        return _open(state, event)
    if state is None:
        raise Refused("13-17-503(1)", "No audit is open.", "Open the audit first.")
    if isinstance(event, MachineExamined | VendorConsulted | MachineApproved | MachineBarredElsewhere):
        return consequences.change_standing(state, event)
    if isinstance(event, AuditPublished):
        return replace(state, published=check_publication(state, event))
    _check_running(state)
    return _step(state, event)


def _open(state: AuditState | None, event: AuditOpened) -> AuditState:
    """13-17-503, 13-17-510: the rules of that election date."""
    if state is not None:
        raise Refused("13-17-503(1)", "The audit of this election is open.", "Go on with it.")
    rules = RULE_SETS[event.rules]
    in_force = rules_for(day_of(event.election_date), rules.federal)
    if in_force.id is not event.rules:
        found = f"The rules {event.rules.value} are not those of {event.election_date}."
        raise Refused("13-17-503(1)", found, f"Open the audit under {in_force.id.value}.")
    if not event.precincts:
        raise Refused("13-17-503(3)", "The county has no precincts.", "Check the definition.")
    if not event.policy.measures or not event.policy.bases:
        raise Refused("13-17-507(2)", "The policy names no reading that decides.", "Name at least one.")
    dice_for(len(event.precincts))
    return AuditState(event)


def _check_running(state: AuditState) -> None:
    if state.certified is not None:
        raise Refused("13-17-506(2)(c)", "The audit is certified.", "Nothing is added to it.")
    if state.exemption is not None:
        raise Refused("13-17-503(5)", "The county is exempt: its notice is filed.", "There is no audit to go on with.")


def _step(
    state: AuditState,
    event: CommitteeAppointed
    | OathTaken
    | MemberReplaced
    | ResultsPublished
    | ExemptionNoticed
    | CountywideRaceRequested
    | ListFrozen
    | DiceRolled
    | SelectionAnnounced
    | BoxesOpened
    | MachineFiguresTaken
    | TallyStarted
    | MarksMade
    | MarkStruck
    | SheetEntered
    | CauseFound
    | CanvassSet
    | AuditCertified,
) -> AuditState:
    match event:
        case CommitteeAppointed():
            return before.appoint(state, event)
        case OathTaken():
            return before.swear(state, event)
        case MemberReplaced():
            return before.replace_member(state, event)
        case ResultsPublished():
            return before.publish_results(state, event)
        case ExemptionNoticed():
            return before.exempt(state, event)
        case CountywideRaceRequested():
            return before.request_countywide(state, event)
        case ListFrozen():
            return selecting.freeze(state, event)
        case DiceRolled():
            return selecting.roll(state, event)
        case SelectionAnnounced():
            return selecting.announce(state, event)
        case BoxesOpened():
            return counting.open_boxes(state, event)
        case MachineFiguresTaken():
            return counting.take_figures(state, event)
        case TallyStarted():
            return counting.start_tally(state, event)
        case MarksMade():
            return counting.mark(state, event)
        case MarkStruck():
            return counting.strike(state, event)
        case SheetEntered():
            return counting.enter(state, event)
        case CauseFound():
            return consequences.find_cause(state, event)
        case CanvassSet():
            return before.set_canvass(state, event)
        case AuditCertified():
            return replace(state, certified=check_certificate(state, event))
        case _:
            assert_never(event)
