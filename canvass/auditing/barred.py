"""A machine that an audit barred is used in no other election until it is cleared (13-17-507(2)(a), 13-17-509(2)).

In the election whose audit barred it, ballots that are found may still be scanned on it.
"""

from collections.abc import Collection
from enum import Enum
from typing import TYPE_CHECKING

from audit.errors import AuditError, Refused
from audit.events import AuditEvent
from audit.events.consequences import MachineApproved, MachineBarredElsewhere
from audit.machines import check_may_count
from audit.publication import replay_real
from audit.state import AuditState
from canvass.deciding.decisions import Deciding
from canvass.errors import InputError
from canvass.record.audit_log import AuditLog
from tabulate.board.office.machines_taken import MachineRegisterTaken, MachineStanding
from tabulate.election import Election
from tabulate.ledger.batch_state import BatchState
from tabulate.ledger.state import RecordState

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
    bar = _bar_of(taken, machine, election)
    if isinstance(bar, MachineStanding):
        raise InputError(
            f"13-17-507(2)(a): The machine {machine} is barred by the audit of {bar.barred_by}. Missing: "
            f"{'; '.join(bar.missing)}. Nothing was counted. Count on another machine, or by hand; or record in the "
            "county's register what clears it (13-17-509(2)), and take the register anew."
        )
    if bar is NotInUse.NOT_IN_USE:
        raise InputError(
            f"13-17-502(3): The county's register of machines has no {machine!r} in use. Nothing was counted. Check "
            "the name; or enter the machine in the register, and take it anew with canvass machines take."
        )


class NotInUse(Enum):
    """The register has no such machine in use."""

    NOT_IN_USE = "not in use"


def _bar_of(taken: MachineRegisterTaken, machine: str, election: str) -> MachineStanding | NotInUse | None:
    """What keeps a machine from counting by the register: another election's bar, or that it is not in use."""
    found = next((one for one in taken.machines if one.machine == machine), None)
    if found is not None and found.barred_by not in ("", election):
        return found
    return NotInUse.NOT_IN_USE if found is None or not found.in_use else None


def counted_though_barred(
    election: Election, counted: RecordState, events: tuple[AuditEvent, ...], drawn: Collection[str] = ()
) -> tuple[str, ...]:
    """What an audit is to know of machines that counted here and may not have: a sentence each, then what follows.

    By the register as the record took it last, and by what the audit took over of earlier ones. `drawn` are precincts.
    """
    lines = []
    for machine, batches in _by_machine(counted).items():
        if why := _why_barred(election, counted, events, machine):
            where = sorted({precinct for batch in batches for precinct, _ in batch.places if precinct is not None})
            names = ", ".join(election.precinct_name(one) for one in where) or "not stated"
            of_these = [election.precinct_name(one) for one in where if one in drawn]
            told = f" Drawn of these: {', '.join(of_these) or 'none'}." if drawn else ""
            counts = ", ".join(batch.opened.batch for batch in batches)
            lines.append(f"{why} It counted batches {counts} here, of precincts {names}.{told}")
    return (*lines, _WHAT_FOLLOWS) if lines else ()


def named_though_barred(
    election: Election, counted: RecordState, events: tuple[AuditEvent, ...], machines: Collection[str]
) -> tuple[str, ...]:
    """The same of machines that the county names beside another system's report, which no batch tells."""
    lines = [why for machine in machines if (why := _why_barred(election, counted, events, machine))]
    return (*lines, _WHAT_FOLLOWS) if lines else ()


_WHAT_FOLLOWS = (
    "The draw stays by lot: no precinct is left out or put in for that (13-17-503(3)(a), 13-17-505). Where one is "
    "drawn, the manual count is definitive (13-17-507(1)). Halt the machine to have the other ballots counted anew, by "
    "hand or on another machine (13-15-209)."
)


def _by_machine(counted: RecordState) -> dict[str, list[BatchState]]:
    """The batches with sheets, but for test decks and withdrawn ones, by machine."""
    batches: dict[str, list[BatchState]] = {}
    for _, batch in counted.batches_kept():
        if batch.sheets and not batch.test:
            batches.setdefault(batch.opened.machine, []).append(batch)
    return batches


def _why_barred(election: Election, counted: RecordState, events: tuple[AuditEvent, ...], machine: str) -> str:
    taken, title = counted.board.office.machines, f"{election.title}, {election.date.isoformat()}"
    bar = _bar_of(taken, machine, title) if taken is not None else None
    if isinstance(bar, MachineStanding):
        missing = "; ".join(bar.missing)
        return f"13-17-507(2)(a): The machine {machine} is barred by the audit of {bar.barred_by}. Missing: {missing}."
    if machine in _barred_elsewhere(events):
        return f"13-17-507(2)(a): The machine {machine} is barred by an earlier election's audit, taken over here."
    return f"13-17-502(3): The county's register has no machine {machine!r} in use." if bar is not None else ""


def barred_in(published: str, sha256: str, state: AuditState) -> list[MachineBarredElsewhere]:
    """The machines that an earlier election's published audit of this county leaves barred, not yet barred here.

    Raises PublicationError for a file that does not prove itself, Refused for one of another county.
    """
    replayed = replay_real(published)
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
