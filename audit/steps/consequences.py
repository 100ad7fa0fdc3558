"""Over the threshold: the cause, escalation, and the standing of machines (13-17-507(2), (3), 13-17-509(2))."""

from dataclasses import replace
from typing import assert_never

from audit import machines
from audit.calendar import day_of
from audit.events import CauseFound, MachineApproved, MachineBarredElsewhere, MachineExamined, VendorConsulted
from audit.findings import check_finding, escalated_precincts
from audit.state import AuditState, Stage
from audit.steps.selecting import units_in


def find_cause(state: AuditState, event: CauseFound) -> AuditState:
    """13-17-507(2): the finding; a machine is barred, and three more precincts are counted, once."""
    stage = check_finding(state, event)
    found = replace(state, findings=(*state.findings, event))
    because = f"The audit of {state.contest(event.contest).title} found on {event.on} that it caused a discrepancy."
    for machine in event.machines:
        found = replace(found, machines=machines.bar(found.machines, machine, because))
    if not event.machines or stage is Stage.ESCALATION:
        # The law knows no second escalation (13-17-507(3)).
        return found
    more = [state.precinct(precinct) for precinct in escalated_precincts(state, event.contest)]
    return replace(found, units=(*found.units, *units_in(found, more, (event.contest,), Stage.ESCALATION)))


def change_standing(
    state: AuditState, event: MachineExamined | VendorConsulted | MachineApproved | MachineBarredElsewhere
) -> AuditState:
    """Clearance may come after the certificate, and long after."""
    match event:
        case MachineExamined():
            day_of(event.examination.on)
            standing = machines.examine(state.machines, event.machine, event.examination)
        case VendorConsulted():
            day_of(event.consultation.on)
            standing = machines.consult(state.machines, event.machine, event.consultation)
        case MachineApproved():
            day_of(event.approval.on)
            standing = machines.approve(state.machines, event.machine, event.approval)
        case MachineBarredElsewhere():
            because = f"The audit of {event.election} barred it."
            standing = machines.bar(state.machines, event.machine, because)
        case _:
            assert_never(event)
    return replace(state, machines=standing)
