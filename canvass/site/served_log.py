"""The log of a server: which pages were asked for and how it went. It names nobody, and holds no vote.

A page is named by what it is (`board:review`), never by its address, which may hold a name. What people typed and what
they were told is in no line.
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from canvass import VERSION
from canvass.errors import disk_errors

_MOST_BYTES, _KEPT_FILES = 10_000_000, 10
_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})
# No child of a logger that Django sets up: Django would take its file away when it does so again.
log = logging.getLogger("served")
log.propagate = False
_OFF = logging.CRITICAL + 1
log.setLevel(_OFF)


@contextmanager
def logging_to(file: Path | None) -> Iterator[None]:
    """Write the log into a file while entered; into none for None. Raises EnvironmentFault.

    At 10 MB the file is put aside as FILE.1, and so on to FILE.10; what is older is dropped.
    """
    if file is None:
        yield
        return
    with disk_errors(file):
        handler = RotatingFileHandler(file, maxBytes=_MOST_BYTES, backupCount=_KEPT_FILES, encoding="utf-8")
    form = logging.Formatter("{asctime} {levelname} {message}", "%Y-%m-%dT%H:%M:%SZ", style="{")
    form.converter = time.gmtime
    handler.setFormatter(form)
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.info("begun by Canvass %s", VERSION)
    try:
        yield
    finally:
        log.info("ended")
        log.setLevel(_OFF)
        log.removeHandler(handler)
        handler.close()


class ServedLogMiddleware:
    """A line for each request: method, page, status, milliseconds."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """As Django calls it."""
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and note how it went."""
        if not log.isEnabledFor(logging.ERROR):
            return self._get_response(request)
        began = time.monotonic()
        response = self._get_response(request)
        page = request.resolver_match.view_name if request.resolver_match else "-"
        level = logging.ERROR if response.status_code >= 500 else logging.INFO
        method = request.method if request.method in _METHODS else "-"
        log.log(level, "%s %s %d %d ms", method, page, response.status_code, (time.monotonic() - began) * 1000)
        return response


class FaultKindMiddleware:
    """A line for what stopped a page: the kind of fault, since its words may name somebody. Stands innermost."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """As Django calls it."""
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Note the kind, and leave the answer to others."""
        if not isinstance(exception, Http404 | PermissionDenied):
            log.error("%s", type(exception).__name__)
