"""The random-sample audit, step by step as 13-17-503 to 13-17-509 have it: `fold(events) -> AuditState`.

`STEPS` is the whole of it: what may happen, the section that says so, and the step that takes it. Each step first
refuses, with the rule's number, what may not happen at that point.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeVar

from audit.errors import Refused
from audit.events import AuditEvent
from audit.events.before import (
    AuditOpened,
    CanvassSet,
    CommitteeAppointed,
    CountywideRaceRequested,
    ExemptionNoticed,
    MemberReplaced,
    OathTaken,
    ResultsPublished,
)
from audit.events.certifying import AuditCertified, AuditPublished
from audit.events.consequences import (
    CauseFound,
    MachineApproved,
    MachineBarredElsewhere,
    MachineExamined,
    VendorConsulted,
)
from audit.events.counting import (
    BoxesCorrected,
    BoxesOpened,
    MachineFiguresTaken,
    MarksMade,
    MarkStruck,
    OutsideReportChosen,
    SheetEntered,
    TallyStarted,
)
from audit.events.selecting import DiceRolled, ListFrozen, SelectionAnnounced, StateRacesTaken
from audit.state import AuditState
from audit.steps import before, certifying, consequences, counting, selecting

Event = TypeVar("Event", bound=AuditEvent)


class When(Enum):
    """When in an audit something may happen."""

    FIRST = "before anything else"
    OPEN = "until the certificate, where the county is not exempt"
    ALWAYS = "after the certificate too, and in an exempt county"


@dataclass(frozen=True, slots=True)
class Step:
    """What may happen, when, by which section of the law, and the function that takes it or refuses it."""

    section: str
    event: type[Any]
    take: Callable[[Any, Any], AuditState]
    when: When


def _step(
    section: str, event: type[Event], take: Callable[[AuditState, Event], AuditState], when: When = When.OPEN
) -> Step:
    """A row of the table; the function must take just that kind of event."""
    return Step(section, event, take, when)


STEPS = (
    _step("13-17-503", AuditOpened, before.open_audit, When.FIRST),
    # The committee is appointed and sworn.
    _step("13-17-504(1)", CommitteeAppointed, before.appoint),
    _step("13-17-504(3)", OathTaken, before.swear),
    _step("13-17-504(1)", MemberReplaced, before.replace_member),
    _step("13-15-401", CanvassSet, before.set_canvass),
    # The unofficial results are public; a notice may exempt the county.
    _step("13-17-503(1)", ResultsPublished, before.publish_results),
    _step("13-17-503(5)", ExemptionNoticed, before.exempt),
    _step("13-17-510", CountywideRaceRequested, before.request_countywide),
    # Precincts and contests are drawn in public.
    _step("13-17-505(1)(a)", StateRacesTaken, selecting.take_state_races),
    _step("13-17-505", ListFrozen, selecting.freeze),
    _step("ARM 44.3.1719", DiceRolled, selecting.roll),
    _step("13-17-505", SelectionAnnounced, selecting.announce),
    # The sealed packages are opened, for the audit only.
    _step("13-17-503(2)", OutsideReportChosen, counting.choose_report),
    _step("13-1-303(1)(b)", BoxesOpened, counting.open_boxes),
    _step("13-1-303(1)(b)", BoxesCorrected, counting.correct_boxes),
    _step("13-17-503(2)", MachineFiguresTaken, counting.take_figures),
    # One member reads, every other records; sheets that differ mean the whole count again, equal ones lock it.
    _step("13-17-506(2)(a)", TallyStarted, counting.start_tally),
    _step("13-17-506(2)(a)", MarksMade, counting.mark),
    _step("13-17-506(2)(a)", MarkStruck, counting.strike),
    _step("13-17-506(2)(b)", SheetEntered, counting.enter),
    # Over the threshold: the cause is found; a machine is barred, and more precincts are counted, once.
    _step("13-17-507(2)", CauseFound, consequences.find_cause),
    # The committee certifies, and the results are public.
    _step("13-17-506(2)(c)", AuditCertified, certifying.certify),
    _step("13-17-507(4)", AuditPublished, certifying.publish, When.ALWAYS),
    # A machine is barred until it is cleared.
    _step("13-17-507(2)(a)", MachineBarredElsewhere, consequences.bar_elsewhere, When.ALWAYS),
    _step("13-17-509(2)", MachineExamined, consequences.examine, When.ALWAYS),
    _step("13-17-509(2)", VendorConsulted, consequences.consult, When.ALWAYS),
    _step("13-17-509(2)", MachineApproved, consequences.approve, When.ALWAYS),
)
"""Every kind of event in the order of the statute. A new kind is a row here."""

_STEP_OF = {step.event: step for step in STEPS}


def fold(events: Iterable[AuditEvent]) -> AuditState | None:
    """The audit after these events; None without any. Raises Refused and DiceError at the first that may not happen."""
    state = None
    for event in events:
        state = apply(state, event)
    return state


def apply(state: AuditState | None, event: AuditEvent) -> AuditState:
    """The audit after one event more. Raises Refused and DiceError; the state given stays as it was."""
    step = _STEP_OF[type(event)]
    if state is None and step.when is not When.FIRST:
        raise Refused("13-17-503(1)", "No audit is open.", "Open the audit first.")
    if state is not None and step.when is When.OPEN:
        _check_not_over(state)
    return step.take(state, event)


def _check_not_over(state: AuditState) -> None:
    if state.certified is not None:
        raise Refused("13-17-506(2)(c)", "The audit is certified.", "Nothing is added to it.")
    if state.exemption is not None:
        raise Refused("13-17-503(5)", "The county is exempt: its notice is filed.", "There is no audit to go on with.")
