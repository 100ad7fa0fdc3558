"""The audit's events in a record's ledger, and the state they come to: folded once, then carried on by what came since.

An event is decided by the audit's own steps first, at the ledger's end and while nobody else may write; only then is it
written. So two people who press a button at the same moment are answered one after the other, by the same rules.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock
from typing import TYPE_CHECKING

from audit.errors import AuditError, Refused
from audit.events import AuditEvent, read, write
from audit.random_sample import apply
from audit.state import AuditState
from canvass.errors import RecordError
from tabulate.ledger.entries import AuditRecorded, Entry

if TYPE_CHECKING:
    from canvass.record.store import Record

_PAGE_ROWS = 200


class Turn:
    """One person's turn at the ledger's end: what is taken follows the audit as it stands, and nobody comes between."""

    def __init__(self, state: AuditState | None) -> None:
        """`state` is the audit before the turn; None where none is open."""
        self._state = state
        self.events: list[AuditEvent] = []
        """What was taken so far."""
        self.written = False
        """Whether anything is in the ledger: only once a turn that took something has ended without a refusal."""

    @property
    def state(self) -> AuditState:
        """The audit with what was taken so far. Raises Refused where none is open."""
        if self._state is None:
            raise Refused("13-17-503(1)", "No audit is open.", "Open the audit first.")
        return self._state

    @property
    def open(self) -> bool:
        """Whether there is an audit."""
        return self._state is not None

    def take(self, *events: AuditEvent) -> None:
        """Let these happen, one after the other. Raises Refused and DiceError where one may not."""
        for event in events:
            self._state = apply(self._state, event)
            self.events.append(event)


def event_in(entry: Entry) -> AuditEvent | None:
    """The audit's event that an entry records; None for every other entry."""
    return read(entry.event, entry.body) if isinstance(entry, AuditRecorded) else None


class AuditLog:
    """The audit of one record. Safe to use from several threads of one process."""

    def __init__(self, record: "Record") -> None:
        """Reads nothing before it is asked."""
        self.record = record
        # Whoever has the turn may still look at the audit.
        self._lock = RLock()
        self._last = 0
        self._events: list[AuditEvent] = []
        self._state: AuditState | None = None

    @property
    def state(self) -> AuditState | None:
        """The audit as it stands; None where none is open. Raises RecordError for events that do not follow."""
        with self._lock:
            self._catch_up()
            return self._state

    @property
    def events(self) -> tuple[AuditEvent, ...]:
        """Every event, in order."""
        with self._lock:
            self._catch_up()
            return tuple(self._events)

    @contextmanager
    def turn(self) -> Iterator[Turn]:
        """Hold the ledger's end for the block; what it took is written when it ends, all of it.

        Whatever is raised inside, a refusal too, leaves no entry.
        """
        with self._lock, self.record.writing():
            self._catch_up()
            turn = Turn(self._state)
            yield turn
            if turn.events:
                self.record.append([AuditRecorded(*write(event)) for event in turn.events])
        turn.written = bool(turn.events)

    def take(self, *events: AuditEvent) -> AuditState:
        """A turn for events that are known before it: all are written, or none. Returns the state after them.

        Raises Refused and DiceError where one may not happen.
        """
        with self.turn() as turn:
            turn.take(*events)
        return turn.state

    def _catch_up(self) -> None:
        for number, event in reversed(list(self._newer())):
            try:
                self._state = apply(self._state, event)
            except AuditError as error:
                raise RecordError(
                    f"Entry {number} of the ledger, an event of the audit, may not stand where it stands. {error} Keep "
                    "the record as it is for the inquiry, and compare with the last good copy of its directory."
                ) from error
            self._events.append(event)
            self._last = number

    def _newer(self) -> Iterator[tuple[int, AuditEvent]]:
        """The events after the last one known, newest first."""
        before: int | None = None
        # One row first: nearly always nothing is new.
        while rows := self.record.newest_of_kind("audit", before, 1 if before is None else _PAGE_ROWS):
            for row in rows:
                if row.number <= self._last:
                    return
                entry = row.entry()
                assert isinstance(entry, AuditRecorded)
                yield row.number, read(entry.event, entry.body)
            before = rows[-1].number
