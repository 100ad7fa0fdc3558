"""The record's state as it is now: folded once, and then carried on by the entries that came since."""

from collections.abc import Callable
from threading import Lock
from typing import TypeVar

from canvass.record.store import Record
from tabulate.ledger import EMPTY, Head
from tabulate.ledger_fold import RecordState, fold

Answer = TypeVar("Answer")


class CurrentState:
    """A record's folded state, shared by the threads of one process."""

    def __init__(self, record: Record) -> None:
        """Folds nothing before it is asked."""
        self._record = record
        self._lock = Lock()
        self._head: Head = EMPTY
        self._state: RecordState | None = None

    def read(self, compute: Callable[[RecordState], Answer]) -> Answer:
        """What `compute` makes of the present state. It must not keep the state, which goes on to change."""
        with self._lock:
            return compute(self._present())

    def _present(self) -> RecordState:
        head = self._record.head()
        if self._state is None or head != self._head:
            self._state, self._head = fold(self._record.outlines()), head
        return self._state
