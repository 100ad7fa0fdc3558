"""What was worked out from the whole record, kept as long as nothing but accesses is written to it."""

from threading import Lock

from canvass.record.store import Record
from tabulate.ledger.chain import Head
from tabulate.ledger.entries import AccessRecorded


class KeptAnswers:
    """One answer by its name; shared by the threads of one process."""

    def __init__(self) -> None:
        """Nothing is kept yet."""
        self._lock = Lock()
        self._kept: dict[str, tuple[Head, object]] = {}

    def find(self, record: Record, name: str) -> object | None:
        """The answer, if it is still what the record says; else None."""
        with self._lock:
            head, answer = self._kept.get(name, (None, None))
            if head is None or not record.holds(head):
                return None
            for row in record.chained_after(head):
                if row.kind != AccessRecorded.kind:
                    return None
                head = Head(row.number, row.hash)
            self._kept[name] = (head, answer)
            return answer

    def keep(self, name: str, head: Head, answer: object) -> None:
        """Keep what was worked out at this place of the ledger."""
        with self._lock:
            self._kept[name] = (head, answer)
