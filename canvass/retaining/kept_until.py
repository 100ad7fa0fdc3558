"""How the keeping of a record stands on a day: from when its ballots may be disposed of, and what holds them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from audit.opening import is_federal
from audit.state import AuditState
from canvass.deciding.custody_allowed import audit_open
from canvass.record.audit_log import AuditLog
from tabulate.board.custody.kept_containers import KeptContainer
from tabulate.board.custody.retention import Retention
from tabulate.calendar.retaining import disposed_from, months_kept
from tabulate.election import Election
from tabulate.ledger.chain import Head
from tabulate.ledger.fold import fold
from tabulate.ledger.state import RecordState

if TYPE_CHECKING:
    from canvass.record.store import Record


@dataclass(frozen=True, slots=True)
class KeptUntil:
    """Everything that is kept, on one day."""

    election: Election
    federal: bool
    day: date
    """On which it is asked."""
    held: tuple[str, ...]
    """What stops disposal, in words."""
    retention: Retention
    containers: tuple[KeptContainer, ...]
    head: Head

    @property
    def months(self) -> int:
        """As long as the law says."""
        return months_kept(self.federal)

    @property
    def first(self) -> date:
        """The first day of disposal, where nothing holds."""
        return disposed_from(self.election.date, self.federal)

    @property
    def may_be_disposed_of(self) -> bool:
        """Whether that day has come, and nothing holds."""
        return self.day >= self.first and not self.held

    @property
    def still_there(self) -> tuple[KeptContainer, ...]:
        """The containers that were not disposed of."""
        return tuple(one for one in self.containers if one.disposed is None)

    @property
    def in_short(self) -> str:
        """For a line."""
        if self.may_be_disposed_of:
            return f"It may be disposed of since {self.first}."
        return f"Kept until {self.first} at least." if self.day < self.first else f"Held: {'; '.join(self.held)}."

    @property
    def said(self) -> str:
        """Whether it may, in a sentence."""
        if self.day < self.first:
            return (
                f"Everything is kept until {self.first:%A} {self.first} at least: {self.months} months (13-1-303(1))."
            )
        if self.held:
            return f"The months were over on {self.first}. Everything is kept: {'; '.join(self.held)} (13-1-303(1)(c))."
        return f"Since {self.first} it may be disposed of by the plan for the retention of records (13-1-303(1))."


def kept_until(record: "Record", day: date) -> KeptUntil:
    """How it stands by the whole ledger."""
    return kept_by(record.election, fold(record.outlines()), AuditLog(record).state, record.head(), day)


def kept_by(election: Election, state: RecordState, audit: AuditState | None, head: Head, day: date) -> KeptUntil:
    """By a state at a place of the ledger."""
    office, recounts = state.board.office, state.board.recounts
    held = (*office.held_by(recounts.open_names), *_audit(audit))
    containers = tuple(office.custody.containers.values())
    return KeptUntil(election, is_federal(election), day, held, office.retention, containers, head)


def _audit(audit: AuditState | None) -> Iterator[str]:
    if (found := audit_open(audit)) is not None:
        yield found
