"""How a step of people's is taken: read, checked by the fold's own rules and written while nobody else can write.

So a stale page, a second judge at once, or a board that was replaced meanwhile is refused, with nothing written.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from canvass.deciding.allowed import check_entry
from canvass.deciding.canvass_allowed import check_canvass, check_court
from canvass.deciding.custody_allowed import check_come, check_container
from canvass.deciding.held_to_register import held_to_register, register_of_record
from canvass.deciding.outside_allowed import check_outside
from canvass.deciding.recounts_allowed import check_recount
from canvass.errors import RefusedError
from tabulate.board.boards import BoardAppointed
from tabulate.board.county.canvass_entries import CanvassEntry
from tabulate.board.county.certificate_entries import CertificateEntry
from tabulate.board.county.court_entries import CourtEntry
from tabulate.board.custody.container_entries import ContainerEntry
from tabulate.board.custody.retention_entries import RetentionEntry
from tabulate.board.errors import NotAllowed
from tabulate.board.intake.intake_state import IntakeEntry, check_intake
from tabulate.board.office.audit_costs import AuditCostEntry
from tabulate.board.office.candidates_died import DeathEntry, check_on_ballot
from tabulate.board.office.elections_cancelled import CancelledEntry, check_cancelled
from tabulate.board.office.local_policies import LocalPoliciesAdopted
from tabulate.board.office.qualified_electors import QualifiedElectorsStated, check_of_bond
from tabulate.board.outside.outside_entries import OutsideEntry
from tabulate.board.recount.recount_entries import RecountEntry
from tabulate.board.state import BoardEntry
from tabulate.hours import MONTANA_TIME

if TYPE_CHECKING:
    from canvass.record.store import Record
    from canvass.record.work.replay import Replay


@contextmanager
def step_of(record: "Record") -> "Iterator[Replay]":
    """Hold the ledger while a step is taken, with the boards' state of this moment. Raises RefusedError."""
    with refusals(), record.writing():
        yield replay_of(record)


def write(record: "Record", replay: "Replay", entry: BoardEntry, now: datetime) -> int:
    """Within `step_of`: check an entry by what the election allows and by the fold's own rules, and append it.

    Returns its number. Raises NotAllowed or RefusedError.
    """
    replay.load(entry.about)
    if isinstance(entry, BoardAppointed):
        entry = _held(record, replay, entry, now)
    if isinstance(entry, ContainerEntry):
        check_container(entry, record, replay, now)
    if isinstance(entry, RecountEntry):
        check_recount(entry, record.election, replay, now)
    if isinstance(entry, CanvassEntry | CertificateEntry):
        check_canvass(entry, record.election, now)
    if isinstance(entry, CourtEntry):
        check_court(entry, record.election, now)
    if isinstance(entry, RetentionEntry):
        check_come(entry.at, "held or lifted", now)
    if isinstance(entry, AuditCostEntry | LocalPoliciesAdopted | DeathEntry):
        check_come(entry.at, "entered", now)
    if isinstance(entry, DeathEntry):
        check_on_ballot(entry, record.election)
    if isinstance(entry, QualifiedElectorsStated):
        check_come(entry.at, "entered", now)
        check_of_bond(entry, record.election)
    if isinstance(entry, CancelledEntry):
        check_come(entry.at, "entered", now)
        check_cancelled(entry, record.election)
    if isinstance(entry, IntakeEntry):
        check_come(entry.at, "entered", now)
        check_intake(entry, replay.state.office.intake, record.election)
    if isinstance(entry, OutsideEntry):
        check_outside(entry, record.election, replay.state.declared)
    people = partial(register_of_record, record, replay.state.office.people)
    check_entry(entry, record.election, replay, now, people)
    number = record.head().number + 1
    replay.state.apply(number, entry)
    record.append([entry])
    return number


def _held(record: "Record", replay: "Replay", entry: BoardAppointed, now: datetime) -> BoardAppointed:
    """The board with what the register of people has of its judges, where the record took one. Raises RefusedError."""
    register = register_of_record(record, replay.state.office.people)
    if register is None:
        return entry
    return held_to_register(entry, register, record.election, now.astimezone(MONTANA_TIME).date())


def replay_of(record: "Record") -> "Replay":
    """The boards' state of this moment, read as it is asked for."""
    from canvass.record.work.replay import Replay

    return Replay(record.alias)


@contextmanager
def refusals() -> Iterator[None]:
    """Tell what is not allowed as a RefusedError, in words for whoever asked."""
    try:
        yield
    except NotAllowed as refused:
        raise RefusedError(str(refused)) from None
