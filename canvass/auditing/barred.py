"""A machine that an audit barred counts nothing until it is cleared (13-17-507(2)(a), 13-17-509(2))."""

from typing import TYPE_CHECKING

from audit.errors import AuditError, Refused
from audit.events.consequences import MachineBarredElsewhere
from audit.machines import check_may_count
from audit.publication import replay
from audit.state import AuditState
from canvass.errors import InputError
from canvass.record.audit_log import AuditLog

if TYPE_CHECKING:
    from canvass.record.store import Record


def check_machine(record: "Record", machine: str) -> None:
    """Refuse a count on a barred machine. Raises InputError with the rule's number."""
    state = AuditLog(record).state
    if state is None:
        return
    try:
        check_may_count(state.machines, machine)
    except AuditError as error:
        raise InputError(f"{error} Nothing was counted.") from None


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
