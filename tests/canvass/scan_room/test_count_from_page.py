"""A count from the operator's page: a process of its own that stops, dies, goes on, and loses nothing."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from canvass import clock
from canvass.accounts.roles import Role
from canvass.starting.counts_started import COUNTS, CountsStarted, CountStands, StartedCount
from canvass.web.served import serve_record
from tests.canvass.conftest import SHEETS
from tests.canvass.counts import sheets_of
from tests.canvass.web.browsing import Pages, check_axe, check_fits, picture
from tests.canvass.web.served_records import Site, live_address, make_accounts, site_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

    from canvass.record.store import Record

OPERATOR, CLERK = Role.SCANNER_OPERATOR, Role.ELECTION_ADMINISTRATOR
LONGEST_S = 300


@pytest.fixture
def room(new_record: Callable[[str], Record], scans: Path) -> Iterator[Site]:
    """A record in which nothing is counted, and a folder that may be."""
    record = new_record("record")
    record.close()
    with serve_record(record.directory):
        make_accounts()
    with site_of(record.directory, (scans.resolve(),)) as site:
        yield site


@pytest.fixture
def operator(room: Site, browser: Browser) -> Iterator[Page]:
    with live_address() as address:
        yield Pages(browser, room, address).page_as(OPERATOR, viewport={"width": 1280, "height": 900})
        for context in browser.contexts:
            context.close()


def newest(site: Site) -> StartedCount:
    return CountsStarted(site.directory).all()[0]


def signalled(site: Site, what: signal.Signals) -> None:
    """The process of the newest count gets a signal."""
    file = site.directory / COUNTS / str(newest(site).number) / "running"
    os.kill(int(file.read_text()), what)


def ended(site: Site) -> StartedCount:
    until = time.monotonic() + LONGEST_S
    while (found := newest(site)).standing is CountStands.RUNNING:
        assert time.monotonic() < until, found.story
        time.sleep(0.05)
    return found


def fill_in(page: Page, expected: int) -> None:
    page.goto("/scans/")
    page.get_by_label("Folder of scans").select_option(index=1)
    page.get_by_label("Batch", exact=True).first.fill("AB-001")
    page.get_by_label("Scanner", exact=True).fill("left scanner")
    page.get_by_label("Sheets, as counted by hand").fill(str(expected))
    page.get_by_role("button", name="Start the count").click()


def test_the_operator_starts_watches_stops_and_goes_on_and_every_sheet_has_one_entry(
    room: Site, operator: Page
) -> None:
    fill_in(operator, SHEETS + 1)
    signalled(room, signal.SIGSTOP)
    assert room.client(OPERATOR).get("/scans/1/")["Refresh"] == "3; url=?by-itself"
    operator.goto("/scans/1/?still")
    assert "The count goes on when you leave it" in operator.locator("main").inner_text()
    check_axe(operator)
    picture(operator, "scan-room-running")
    operator.goto("/scans/")
    assert operator.get_by_role("button", name="Start the count").count() == 0, "one count at a time"
    operator.get_by_role("link", name="Watch it").click()
    operator.get_by_role("button", name="Stop the count").click()
    signalled(room, signal.SIGCONT)
    assert ended(room).standing is CountStands.STOPPED

    operator.goto("/scans/1/")
    operator.get_by_role("button", name="Go on counting").click()
    signalled(room, signal.SIGKILL)
    assert ended(room).standing is CountStands.DIED
    operator.goto("/scans/2/")
    operator.get_by_role("button", name="Go on counting").click()
    assert ended(room).standing is CountStands.DONE, newest(room).story

    operator.goto("/scans/3/")
    text = operator.locator("main").inner_text()
    assert f"{SHEETS} sheets in = " in text
    assert f"expected {SHEETS + 1} sheets, found {SHEETS}" in text
    assert "Where the paper goes" in text
    check_axe(operator)
    check_fits(operator)
    picture(operator, "scan-room-ended")
    operator.goto("/scans/")
    check_axe(operator)
    check_fits(operator)
    picture(operator, "scan-room")
    assert len(sheets_of(room.record)) == SHEETS
    assert [one for one in _candidates(room) if one in text] == [], "never a vote"


def _candidates(site: Site) -> list[str]:
    names = {choice.name for contest in site.served.election.contests for choice in contest.choices}
    assert len(names) > 20
    return [name for name in names if len(name) > 5]


def test_nobody_else_counts_from_a_page_and_no_folder_but_an_allowed_one_whatever_is_sent(room: Site) -> None:
    said = {"folder": "scans", "batch": "AB-001", "machine": "left scanner"}
    for role in (None, *(one for one in Role if one not in (OPERATOR, CLERK))):
        client = room.client(role)
        for answer in (client.get("/scans/"), client.get("/scans/1/"), client.post("/scans/start/", said)):
            assert answer.status_code in (302, 403), role
    client = room.client(OPERATOR)
    for folder in ("..", "record", "/etc", "scans/../record", "", "scans/%2e%2e", "scans/"):
        assert client.post("/scans/start/", said | {"folder": folder}).status_code == 400, folder
    for field, wrong in (
        ("expected", "-1"),
        ("expected", "1e3"),
        ("batch", ""),
        ("machine", " "),
        ("kind", "x"),
        ("precinct", "x"),
    ):
        answer = client.post("/scans/start/", said | {field: wrong})
        assert (answer.status_code, "field-error" in answer.content.decode()) == (400, True), field
    assert client.get("/scans/7/").status_code == 404
    assert CountsStarted(room.directory).all() == []


def test_where_no_folder_is_allowed_the_page_says_who_allows_one(site: Site) -> None:
    text = site.client(OPERATOR).get("/scans/").content.decode()
    assert "canvass serve RECORD --scans FOLDER" in text
    assert "Start the count" not in text
    assert "Count scans" in site.client(OPERATOR).get("/").content.decode()


def test_a_number_is_entered_where_nobody_said_one_and_never_changed_here(site: Site) -> None:
    client = site.client(OPERATOR)
    assert "not stated" in client.get("/scans/").content.decode()
    text = client.post("/scans/expect/", {"batch": "AB-001", "sheets": "11"}, follow=True).content.decode()
    assert "Batch AB-001 is to have 11 sheets." in text
    assert '<strong class="differs">+1</strong>' in text
    client.post("/scans/expect/", {"batch": "AB-001", "sheets": "12"})
    assert '<strong class="differs">+1</strong>' in client.get("/scans/").content.decode()
    assert "(+1)" in site.client().get("/status/").content.decode()


def test_a_page_that_is_loaded_anew_by_itself_keeps_nobody_signed_in(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, signed_in = site.client(OPERATOR), clock.now()
    for minutes, address, status in ((20, "/scans/?by-itself", 200), (31, "/scans/?by-itself", 302)):
        monkeypatch.setattr(clock, "now", lambda later=minutes: signed_in + timedelta(minutes=later))
        assert client.get(address).status_code == status, minutes
    worked = site.client(OPERATOR)
    signed_in = clock.now()
    for minutes in (20, 40):
        monkeypatch.setattr(clock, "now", lambda later=minutes: signed_in + timedelta(minutes=later))
        assert worked.get("/scans/").status_code == 200, minutes
