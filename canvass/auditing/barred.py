"""A machine that an audit barred is used in no other election until it is cleared (13-17-507(2)(a), 13-17-509(2)).

In the election whose audit barred it, ballots that are found may still be scanned on it.
"""

from typing import TYPE_CHECKING

from audit.errors import AuditError, Refused
from audit.events import AuditEvent
from audit.events.consequences import MachineApproved, MachineBarredElsewhere
from audit.machines import check_may_count
from audit.publication import replay
from audit.state import AuditState
from canvass.deciding.decisions import Deciding
from canvass.errors import InputError
from canvass.record.audit_log import AuditLog
from tabulate.board.office.machines_taken import MachineRegisterTaken

if TYPE_CHECKING:
    from canvass.record.store import Record


def check_machine(record: "Record", machine: str) -> None:
    """Refuse a count, or a test, on a machine that another election's audit bars, or that the register does not have.

    Raises InputError with the rule's number.
    """
    log = AuditLog(record)
    state = log.state
    if state is not None and machine in _barred_elsewhere(log.events):
        try:
            check_may_count(state.machines, machine)
        except AuditError as error:
            raise InputError(f"{error} Nothing was counted.") from None
    taken = Deciding(record).state().office.machines
    if taken is not None:
        _check_register(taken, machine, f"{record.election.title}, {record.election.date.isoformat()}")


def _barred_elsewhere(events: tuple[AuditEvent, ...]) -> set[str]:
    """The machines that earlier elections' audits bar; what this one's audit found bars nothing here."""
    barred: set[str] = set()
    for event in events:
        if isinstance(event, MachineBarredElsewhere):
            barred.add(event.machine)
        elif isinstance(event, MachineApproved):
            barred.discard(event.machine)
    return barred


def _check_register(taken: MachineRegisterTaken, machine: str, election: str) -> None:
    found = next((one for one in taken.machines if one.machine == machine), None)
    if found is not None and found.barred_by not in ("", election):
        raise InputError(
            f"13-17-507(2)(a): The machine {machine} is barred by the audit of {found.barred_by}. Missing: "
            f"{'; '.join(found.missing)}. Nothing was counted. Count on another machine, or by hand; or record in the "
            "county's register what clears it (13-17-509(2)), and take the register anew."
        )
    if found is None or not found.in_use:
        raise InputError(
            f"13-17-502(3): The county's register of machines has no {machine!r} in use. Nothing was counted. Check "
            "the name; or enter the machine in the register, and take it anew with canvass machines take."
        )


def barred_in(published: str, sha256: str, state: AuditState) -> list[MachineBarredElsewhere]:
    """The machines that an earlier election's published audit of this county leaves barred, not yet barred here.

    Raises PublicationError for a file that does not prove itself, Refused for one of another county.
    """
    replayed = replay(published)
    there = replayed.state.opened
    if there.county != state.opened.county:
        found = f"The file is of {there.county}; this record is of {state.opened.county}."
        raise Refused("13-17-507(2)(a)", found, "Give this county's file.")
    known = {one.machine for one in state.machines if one.barred}
    election = f"{there.election_title}, {there.election_date}"
    return [
        MachineBarredElsewhere(one.machine, election, sha256)
        for one in replayed.state.machines
        if one.barred and one.machine not in known
    ]
