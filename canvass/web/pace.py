"""How often one address may make the ledger grow without being signed in: a loop must not fill the disk.

Refused sign-ins and anonymous looks at totals are entries of the ledger. One computer may cause so many a minute; then
it is told to wait, and nothing is written.
"""

from collections import deque
from threading import Lock
from time import monotonic

from django.http import HttpRequest

PER_MINUTE = 60
_MINUTE_S = 60.0
_MOST_ADDRESSES = 10_000


class Pace:
    """Counts what each address did in the last minute, in this process."""

    def __init__(self, per_minute: int = PER_MINUTE) -> None:
        """Nobody did anything yet."""
        self._per_minute = per_minute
        self._lock = Lock()
        self._done: dict[str, deque[float]] = {}

    def allows(self, request: HttpRequest) -> bool:
        """Whether the address of this request may do it once more; if so, it is counted."""
        address, moment = str(request.META.get("REMOTE_ADDR", "")), monotonic()
        with self._lock:
            if len(self._done) > _MOST_ADDRESSES:
                self._done.clear()
            done = self._done.setdefault(address, deque())
            while done and done[0] < moment - _MINUTE_S:
                done.popleft()
            if len(done) >= self._per_minute:
                return False
            done.append(moment)
            return True
