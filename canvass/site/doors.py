"""One address, and behind it other pages after a while: whoever comes in between waits, and is not turned away."""

from collections.abc import Callable, Iterable
from threading import Event
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

_LONGEST_WAIT_S = 60.0


class Doors:
    """An application that leads to first pages until they are done, and then to others."""

    def __init__(self, first: "WSGIApplication", done: Callable[[], bool]) -> None:
        """`done` says whether nobody is led to the first pages any more."""
        self._first, self._done = first, done
        self._then: WSGIApplication | None = None
        self._open = Event()

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """PEP 3333."""
        if not self._done():
            return self._first(environ, start_response)
        self._open.wait(_LONGEST_WAIT_S)
        return (self._then or _not_yet)(environ, start_response)

    def lead_to(self, then: "WSGIApplication | None") -> None:
        """Let everybody in to these pages from now on; to none where the work ends."""
        self._then = then
        self._open.set()


def _not_yet(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
    start_response("503 Service Unavailable", [("Content-Type", "text/plain; charset=utf-8"), ("Retry-After", "5")])
    return [b"The election is being opened. Load this page again; the terminal says more.\n"]
