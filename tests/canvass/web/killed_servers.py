"""Real servers in processes of their own, which get no chance to stop cleanly; and just enough of a browser."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

CANVASS = [sys.executable, "-c", "from canvass.cli import main; main()"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said."""

    status: int
    text: str
    location: str
    cookies: str
    """Those it set, as a browser sends them back."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session at a server, and the forms' own tokens."""

    address: str
    cookie: str

    def get(self, path: str) -> Answer:
        """Open a page."""
        return self._ask("GET", path)

    def post(self, page: str, fields: Mapping[str, str | Sequence[str]], to: str | None = None) -> Answer:
        """Open `page` and send its form, to `to` or itself; of several values each."""
        opened = self.get(page)
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', opened.text)
        assert found, opened.text[:500]
        body = urlencode({"csrfmiddlewaretoken": found[1], **fields}, doseq=True)
        return self._ask("POST", to or page, body, f"{self.cookie}; {opened.cookies}")

    def _ask(self, method: str, path: str, body: str = "", cookie: str | None = None) -> Answer:
        place = urlsplit(self.address)
        connection = HTTPConnection(str(place.hostname), place.port or 80, timeout=30)
        headers = {"Cookie": cookie or self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            cookies = "; ".join(one.split(";")[0] for one in answer.headers.get_all("Set-Cookie") or [])
            return Answer(answer.status, answer.read().decode(), answer.headers.get("Location", ""), cookies)
        finally:
            connection.close()


@dataclass(frozen=True, slots=True)
class Server:
    """`canvass serve` in a process of its own."""

    address: str
    process: "subprocess.Popen[str]"

    def kill(self) -> None:
        """SIGKILL: nothing is finished, flushed or closed."""
        self.process.kill()
        self.process.wait()


@contextmanager
def killed_at_the_end(directory: Path) -> Iterator[Server]:
    """Serve a record until it is killed, here at the latest."""
    command = [*CANVASS, "serve", str(directory), "--port", "0"]
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        try:
            assert process.stdout
            found = re.search(r"at (http://\S+)/", process.stdout.readline())
            assert found
            yield Server(found[1], process)
        finally:
            process.kill()
