"""A server killed in the midst of an entry: what a member marked is there when it comes back, and once."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from django.conf import settings

from audit.committee import MemberId
from canvass.auditing.audit_log import AuditLog
from canvass.record import open_record
from tests.canvass.web.audit_site import EA, MEMBER, audited_site
from tests.canvass.web.served_records import account_name
from tests.canvass.web.test_audit_pages import begun

CANVASS = [sys.executable, "-c", "from canvass.cli import main; main()"]
BEN = account_name(MEMBER, 2)


class Browser:
    """Just enough of one: a session, and the form's own token."""

    def __init__(self, address: str, cookie: str) -> None:
        self._place, self._cookie = urlsplit(address), cookie

    def _ask(self, method: str, path: str, body: str = "") -> tuple[str, str]:
        connection = HTTPConnection(str(self._place.hostname), self._place.port or 80, timeout=30)
        headers = {"Cookie": self._cookie, "Content-Type": "application/x-www-form-urlencoded"}
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text, cookies = answer.read().decode(), answer.headers.get_all("Set-Cookie") or []
        connection.close()
        return text, "; ".join(cookie.split(";")[0] for cookie in cookies)

    def mark(self, after: int, choice: str) -> None:
        path = "/audit/counts/1/marks/"
        page, cookies = self._ask("GET", path)
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert found, page[:500]
        before, self._cookie = self._cookie, f"{self._cookie}; {cookies}"
        self._ask("POST", path, urlencode({"csrfmiddlewaretoken": found[1], "after": after, "choice": choice}))
        self._cookie = before


@contextmanager
def killed_at_the_end(directory: Path) -> Iterator[str]:
    """A server that gets no chance to stop cleanly."""
    command = [*CANVASS, "serve", str(directory), "--port", "0"]
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as server:
        assert server.stdout
        found = re.search(r"at (http://\S+)/", server.stdout.readline())
        assert found
        yield found[1]
        server.send_signal(signal.SIGKILL)


def marks_in(directory: Path) -> list[tuple[str, ...]]:
    with open_record(directory) as record:
        state = AuditLog(record).state
        assert state is not None
        return [call.choices for call in state.units[0].rounds[0].marks_of(MemberId(BEN))]


def test_every_mark_made_before_the_kill_is_there_and_none_twice(tmp_path: Path) -> None:
    directory = tmp_path / "record"
    with audited_site(directory) as site:
        AuditLog(site.record).add(lambda state: begun(state, site))
        site.client(EA).post("/audit/counts/1/start/", {"reader": account_name(MEMBER), "round_number": "1"})
        session = site.session_of(site.account(MEMBER, 2))
        cookie = f"{settings.SESSION_COOKIE_NAME}={session}"
    with killed_at_the_end(directory) as address:
        browser = Browser(address, cookie)
        for after, choice in enumerate(["ash", "birch", "ash"]):
            browser.mark(after, choice)
    assert marks_in(directory) == [("ash",), ("birch",), ("ash",)]
    with killed_at_the_end(directory) as address:
        browser = Browser(address, cookie)
        browser.mark(2, "ash")
        browser.mark(3, "cedar")
    assert marks_in(directory) == [("ash",), ("birch",), ("ash",), ("cedar",)]
