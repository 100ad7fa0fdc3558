"""`canvass serve` on a folder that is not there, as a real process: one address from the first page to Home."""

from __future__ import annotations

import re
from collections.abc import Mapping
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from django.test.client import encode_multipart

from tests.canvass.front_desk.desk import ANN, PASSWORD
from tests.canvass.night.the_night import served_folder

if TYPE_CHECKING:
    from tests.canvass.conftest import County

_FORM, _FILES = "application/x-www-form-urlencoded", "multipart/form-data; boundary=parted"


class PlainBrowser:
    """Just enough of one: cookies, forms and their marks."""

    def __init__(self, address: str) -> None:
        self._place, self._cookies = urlsplit(address), dict[str, str]()

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = _FORM) -> tuple[int, str]:
        """The status, and where it leads or what it says."""
        connection = HTTPConnection(str(self._place.hostname), self._place.port, timeout=120)
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        try:
            connection.request(method, path, body, {"Cookie": cookies, "Content-Type": kind})
            answer = connection.getresponse()
            for one in answer.headers.get_all("Set-Cookie") or []:
                name, _, value = one.split(";")[0].partition("=")
                self._cookies[name] = value
            return answer.status, answer.headers.get("Location") or answer.read().decode()
        finally:
            connection.close()

    def send(self, path: str, said: Mapping[str, str], files: Mapping[str, object] | None = None) -> tuple[int, str]:
        """Fill in the form of a page."""
        _, text = self.ask("GET", path)
        marks = {
            name: found[1]
            for name in ("csrfmiddlewaretoken", "mark")
            if (found := re.search(f'name="{name}" value="([^"]*)"', text))
        }
        if files is not None:
            return self.ask("POST", path, encode_multipart("parted", {**marks, **files}), _FILES)
        return self.ask("POST", path, urlencode({**marks, **said}).encode())


def test_the_same_address_leads_from_an_empty_folder_to_the_administrator_s_home_page(
    county: County, tmp_path: Path
) -> None:
    folder = tmp_path / "general-2026"
    with served_folder(folder, county.scans) as invited:
        clerk, stranger = PlainBrowser(invited), PlainBrowser(invited)
        assert stranger.ask("GET", "/")[0] == 403
        assert clerk.ask("GET", urlsplit(invited).path) == (302, "/")
        assert stranger.ask("GET", urlsplit(invited).path)[0] == 403, "good once"
        with county.definition.open("rb") as definition:
            assert clerk.send("/", {}, {"definition": definition}) == (302, "/election/")
        assert clerk.send("/election/", ANN) == (302, "/accounts/sign-in/")
        assert clerk.send("/accounts/sign-in/", {"name": "afield", "password": PASSWORD}) == (302, "/")
        assert "You are signed in as Ann Field" in clerk.ask("GET", "/")[1]
        assert 'value="scans"' in clerk.ask("GET", "/scans/")[1]
        assert stranger.ask("GET", "/")[0] == 200, "everybody sees the election now"
        assert stranger.ask("GET", "/election/")[0] == 404
    assert sorted(one.name for one in tmp_path.iterdir()) == ["general-2026"]
