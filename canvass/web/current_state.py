"""The record's state as it is now: folded once, and then carried on by the entries that came since."""

from collections.abc import Callable, Iterator
from threading import Lock
from typing import TypeVar

from django.db import connections

from canvass.errors import RecordError
from canvass.record.store import Record
from tabulate.ledger.chain import EMPTY, Head
from tabulate.ledger.entries import Entry
from tabulate.ledger.fold import carry_on, fold
from tabulate.ledger.state import RecordState

Answer = TypeVar("Answer")


class CurrentState:
    """A record's folded state, shared by the threads of one process: no request pays for the whole record again."""

    def __init__(self, record: Record) -> None:
        """Folds nothing before it is asked."""
        self._record = record
        self._lock = Lock()
        self._head: Head = EMPTY
        self._shown: Head = EMPTY
        """The newest head that was on the disk when it was read: every later ledger goes through it."""
        self._state: RecordState | None = None

    def read(self, compute: Callable[[RecordState], Answer]) -> Answer:
        """What `compute` makes of the present state.

        It must not keep the state, which goes on to change, nor append to the record, for which others may wait.
        Raises LedgerBroken or NewerLedger, RecordError where the ledger is another one than was shown before.
        """
        with self._lock:
            return compute(self._present())

    def _present(self) -> RecordState:
        self._check_ledger()
        state, self._state = self._state, None
        if state is None or not self._record.holds(self._head):
            self._head = EMPTY
            state = fold(self._outlines())
        else:
            carry_on(state, self._outlines())
        self._state = state
        if not connections[self._record.alias].in_atomic_block:  # What is written there may yet be taken back.
            self._shown = self._head
        return state

    def _check_ledger(self) -> None:
        """An older copy of the database that is put back under a running server is no record of what was shown."""
        if self._shown != EMPTY and not self._record.holds(self._shown):
            raise RecordError(
                f"The ledger of {self._record.directory} no longer holds entry {self._shown.number} "
                f"{self._shown.hash}, which these pages have shown. An older copy was put back, or another ledger. "
                "Nothing is shown or taken from it. Keep the directory as it is for the inquiry, and restore the last "
                "good copy; then start the pages anew."
            )

    def _outlines(self) -> Iterator[Entry]:
        """What came since, noting how far; an error on the way leaves no state behind, and the next asks anew."""
        for row in self._record.chained_after(self._head):
            self._head = Head(row.number, row.hash)
            yield row.outline()
