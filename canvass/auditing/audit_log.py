"""The audit's events in a record's ledger, and the state they come to: folded once, then carried on by what came since.

An event is decided by the audit's own steps first, at the ledger's end and while nobody else may write; only then is it
written. So two people who press a button at the same moment are answered one after the other, by the same rules.
"""

from collections.abc import Callable, Iterator, Sequence
from threading import Lock
from typing import TYPE_CHECKING

from audit.errors import AuditError
from audit.events import AuditEvent, read, write
from audit.random_sample import apply
from audit.state import AuditState
from canvass.errors import RecordError
from tabulate.ledger.entries import AuditRecorded

if TYPE_CHECKING:
    from canvass.record.store import Record

Decide = Callable[[AuditState | None], Sequence[AuditEvent]]
_PAGE_ROWS = 200


class AuditLog:
    """The audit of one record. Safe to use from several threads of one process."""

    def __init__(self, record: "Record") -> None:
        """Reads nothing before it is asked."""
        self.record = record
        self._lock = Lock()
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

    def add(self, decide: Decide) -> AuditState:
        """Write the events that `decide` makes of the present state, all or none, and return the state after them.

        Raises Refused and DiceError where one may not happen; nothing is written then.
        """
        with self._lock, self.record.writing():
            self._catch_up()
            state, fresh = self._state, tuple(decide(self._state))
            for event in fresh:
                state = apply(state, event)
            self.record.append([AuditRecorded(*write(event)) for event in fresh])
        assert state is not None
        return state

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
