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

    def __init__(self, per_minute: int = PER_MINUTE, proxied: bool = False) -> None:
        """Nobody did anything yet. Where `proxied`, the proxy in front says who calls."""
        self._per_minute = per_minute
        self._proxied = proxied
        self._lock = Lock()
        self._done: dict[str, deque[float]] = {}

    def allows(self, request: HttpRequest) -> bool:
        """Whether the address of this request may do it once more; if so, it is counted."""
        address, moment = self._address(request), monotonic()
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

    def _address(self, request: HttpRequest) -> str:
        """The last address of X-Forwarded-For is the proxy's own word; those before it are the caller's."""
        said = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
        return said if self._proxied and said else str(request.META.get("REMOTE_ADDR", ""))
