"""Over the threshold: the cause, escalation, and the standing of machines (13-17-507(2), (3), 13-17-509(2))."""

from dataclasses import replace

from audit import machines
from audit.committee import check_at_work
from audit.edition import AuditEdition
from audit.errors import Refused
from audit.events.consequences import (
    CauseFound,
    CauseOfDiscrepancy,
    MachineApproved,
    MachineBarredElsewhere,
    MachineExamined,
    VendorConsulted,
)
from audit.state import AuditState, Stage
from audit.steps.selecting import units_in
from tabulate.election import ContestId, PrecinctId

_RULE = "13-17-507(2)"


def find_cause(state: AuditState, event: CauseFound) -> AuditState:
    """13-17-507(2): the finding; a machine is barred, and three more precincts are counted, once.

    The reserves follow at once. What they do not give is drawn by dice in public, and follows then.
    """
    stage = _check_finding(state, event)
    found = replace(state, findings=(*state.findings, event))
    because = f"The audit of {state.contest(event.contest).title} found on {event.on} that it caused a discrepancy."
    for machine in event.machines:
        found = replace(found, machines=machines.bar(found.machines, machine, because))
    if not event.machines or stage is Stage.ESCALATION:
        # The law knows no second escalation (13-17-507(3)).
        return found
    if state.opened.edition is AuditEdition.FIRST:
        precincts = _in_the_order_of_the_list(state, event.contest)
    else:
        precincts = found.escalation_of(event.contest).certain
    more = [state.precinct(precinct) for precinct in precincts]
    return replace(found, units=(*found.units, *units_in(found, more, (event.contest,), Stage.ESCALATION)))


def _check_finding(state: AuditState, finding: CauseFound) -> Stage:
    """The stage this finding is for. Raises Refused where nothing is over, or the finding is incomplete."""
    stage = next((stage for contest, stage in state.awaiting_cause if contest == finding.contest), None)
    if stage is None:
        found = f"No discrepancy of contest {finding.contest} waits for its cause."
        raise Refused(_RULE, found, "A cause is found once all sheets are locked and the threshold is exceeded.")
    _check_finders(state, finding)
    if not finding.evidence.strip():
        raise Refused(_RULE, "The finding names no evidence.", "Say on what evidence it rests.")
    _check_machines(state, finding, stage)
    return stage


def _check_finders(state: AuditState, finding: CauseFound) -> None:
    for member in finding.found_by:
        check_at_work(state.committee, member)
    if 2 * len(set(finding.found_by)) <= len(state.committee.members):
        found = f"{len(set(finding.found_by))} of {len(state.committee.members)} members are no majority."
        raise Refused(_RULE, found, "A majority of the committee finds the cause.")
    if not finding.secretary_of_state_informed:
        raise Refused(_RULE, "The secretary of state is not informed.", "Inform the office, then record it.")


def _check_machines(state: AuditState, finding: CauseFound, stage: Stage) -> None:
    if finding.cause is not CauseOfDiscrepancy.MACHINE:
        if finding.machines:
            raise Refused(_RULE, f"A {finding.cause.value} bars no machine.", "Name no machine, or another cause.")
        return
    if not finding.machines:
        raise Refused("13-17-507(2)(a)", "The machine involved is not named.", "Name it; it is barred.")
    known = {
        machine
        for unit in state.units_of(finding.contest, stage)
        if unit.figures is not None
        for machine in unit.figures.machines
    }
    for machine in finding.machines:
        if machine not in known:
            found = f"The machine {machine} counted none of these ballots; {', '.join(sorted(known))} did."
            raise Refused("13-17-507(2)(a)", found, "Name a machine that did.")


def _in_the_order_of_the_list(state: AuditState, contest: ContestId) -> tuple[PrecinctId, ...]:
    """The further precincts of an audit of the first edition: reserves in order, then others as the list has them.

    Only precincts that have the contest on a ballot can be audited for it. Later audits roll for the others.
    """
    drawn = state.selection.precincts
    reserves = [PrecinctId(item.id) for item in drawn.reserves] if drawn is not None else []
    audited = {one.unit.precinct for one in state.units if one.unit.contest == contest}
    in_order = dict.fromkeys([*reserves, *(precinct.id for precinct in state.opened.precincts)])
    remaining = [
        precinct for precinct in in_order if precinct not in audited and contest in state.precinct(precinct).contests
    ]
    return tuple(remaining[: state.rules.escalation_precincts])


def bar_elsewhere(state: AuditState, event: MachineBarredElsewhere) -> AuditState:
    """13-17-507(2)(a): what an earlier election's audit barred stays barred here."""
    because = f"The audit of {event.election} barred it."
    return replace(state, machines=machines.bar(state.machines, event.machine, because))


def examine(state: AuditState, event: MachineExamined) -> AuditState:
    """13-17-509(2): a computer software expert's report. Clearance may come after the certificate, and long after."""
    return replace(state, machines=machines.examine(state.machines, event.machine, event.examination))


def consult(state: AuditState, event: VendorConsulted) -> AuditState:
    """13-17-509(2): a vendor was consulted."""
    return replace(state, machines=machines.consult(state.machines, event.machine, event.consultation))


def approve(state: AuditState, event: MachineApproved) -> AuditState:
    """13-17-509(2): the secretary of state approves, and the machine may count again."""
    return replace(state, machines=machines.approve(state.machines, event.machine, event.approval))
