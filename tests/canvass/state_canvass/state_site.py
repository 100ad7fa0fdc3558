"""The folder of a state's canvass served within a test, with accounts of every role, and two counties' packages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings

from canvass.accounts.roles import Role
from canvass.site.settings import STATE_PAGES
from canvass.state_canvassers.served_state import serve_state
from tests.canvass.state_canvass.counties_sent import begun
from tests.canvass.web.served_records import Site, make_accounts

if TYPE_CHECKING:
    from django.test import Client

    from canvass.web.served import Served


@contextmanager
def state_site(folder: Path, begin: Callable[[Path], None] = begun) -> Iterator[Site]:
    """A canvass, of two counties where nothing else is said; the site has its directory, and no record."""
    begin(folder)
    with override_settings(ROOT_URLCONF=STATE_PAGES.urls), serve_state(folder):
        make_accounts()
        yield Site(folder, cast("Served", None))


STATE, OBSERVER = Role.SECRETARY_OF_STATE, Role.OBSERVER
BOARD = {"member_0": "Ann Ash", "member_1": "Bo Birch", "member_2": "Cy Cole", "secretary": "Dee Day"}
FILED = {"filed_on": "2026-11-30", "at": "2026-11-30T10:00"}
SURE = {"sure": "yes"}


def zipped(*contents: bytes) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(f"county-{number}.zip", content) for number, content in enumerate(contents, 1)]


def shown(client: Client, step: str = "counties/", **said: Any) -> str:
    """The page; after a step, with what it says of it."""
    answer = client.post(f"/{step}", said, follow=True) if said else client.get(f"/{step}")
    assert answer.status_code == 200, (step, answer.status_code)
    return " ".join(answer.content.decode().replace("&#x27;", "'").split())


def declared(client: Client, **said: Any) -> str:
    """Once more asked, and sure."""
    asked = shown(client, "results/declare/", **said)
    mark = re.search(r'name="shown" value="([0-9a-f]{64})"', asked)
    return shown(client, "results/declare/", **said, **SURE, shown=mark[1] if mark else "")


def steps(site: Site) -> bytes:
    return (site.directory / "steps.jsonl").read_bytes()
