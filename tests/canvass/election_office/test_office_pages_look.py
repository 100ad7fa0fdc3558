"""The election office's pages in a browser: light, dark and narrow, by keyboard, without a script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from canvass.accounts.roles import Role
from tests.canvass.election_office.pages_typed import ADOPTED, BEGUN, FIR, HELD, HOME, JUDGED, SURE, day, kinds, sent
from tests.canvass.election_office.test_deaths_pages import DIED, NUMBER
from tests.canvass.election_office.test_log_pages import filled, filled_by_mail
from tests.canvass.web.browsing import Pages, check_axe, check_fits, picture
from tests.canvass.web.served_records import live_address

if TYPE_CHECKING:
    from django.test import Client
    from playwright.sync_api import Browser

    from tests.canvass.web.served_records import Site

EA = Role.ELECTION_ADMINISTRATOR
NAMES = (
    "court/",
    "court/1/",
    "court/begin/",
    "court/2/judge/",
    "court/what-if/2/?illegal_0=12&illegal_1=1",
    "retention/",
    "retention/hold/",
    "policies/",
    "deceased/",
    "deceased/enter/",
    f"deceased/{NUMBER}/successor/",
)
LOGS = ("absentee/", "provisional/", "electronic/", "mail/", "requests/", "absentee/take/", "logs/provisional/strike/")
"""Each log with its tables filled, and its two forms that others have not: of a file, of a line."""
WINDOWS: list[tuple[int, Any, tuple[str, ...]]] = [
    (1280, "light", ()),
    (1280, "dark", ("color-contrast",)),
    (320, "light", ("color-contrast", "target-size")),
]


def test_the_pages_can_be_read_by_everyone(office: Site, clerk: Client, browser: Browser) -> None:
    sent(clerk, "court/begin/", **BEGUN)
    sent(clerk, "court/1/judge/", **JUDGED, **SURE)
    sent(clerk, "court/begin/", **(BEGUN | {"case": "DV-26-119", "about": FIR}), **SURE)
    sent(clerk, "retention/hold/", **HELD)
    sent(clerk, "policies/adopt/", **ADOPTED)
    sent(clerk, "deceased/enter/", **DIED, **SURE)
    with live_address() as address:
        pages = Pages(browser, office, address)
        for width, scheme, rules in WINDOWS:
            page = pages.page_as(EA, viewport={"width": width, "height": 900}, color_scheme=scheme)
            for name in NAMES:
                page.goto(f"{HOME}{name}")
                picture(page, f"office-{name.partition('?')[0].replace('/', '-')}{width}-{scheme}")
                check_fits(page)
                check_axe(page, *rules)
        for context in browser.contexts:
            context.close()


def test_the_logs_can_be_read_by_everyone(
    office: Site, clerk: Client, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(clerk)
    for place in ("mail_views", "log_tasks"):
        monkeypatch.setattr(f"canvass.election_office.logs.{place}.may_be_by_mail", lambda _: True)
    monkeypatch.setattr("tabulate.board.intake.mail_election.may_be_by_mail", lambda _: True)
    filled_by_mail(clerk)
    with live_address() as address:
        pages = Pages(browser, office, address)
        for width, scheme, rules in WINDOWS[::2]:
            page = pages.page_as(EA, viewport={"width": width, "height": 900}, color_scheme=scheme)
            for name in LOGS:
                page.goto(f"{HOME}{name}")
                picture(page, f"office-{name.replace('/', '-')}{width}-{scheme}")
                check_fits(page)
                if not rules:
                    check_axe(page)
        for context in browser.contexts:
            context.close()


def test_a_judgment_is_entered_by_keyboard_and_without_a_script(office: Site, clerk: Client, browser: Browser) -> None:
    sent(clerk, "court/begin/", **BEGUN)
    with live_address() as address:
        pages = Pages(browser, office, address)
        page = pages.page_as(EA, java_script_enabled=False, viewport={"width": 320, "height": 900})
        page.goto("/")
        page.get_by_role("link", name="Actions in court").press("Enter")
        page.get_by_role("link", name="DV-26-118").press("Enter")
        page.get_by_role("link", name="Enter a judgment").press("Enter")
        page.get_by_label("What the judgment says").select_option("declares")
        page.get_by_label("Whom the court declares").select_option("fir")
        page.get_by_label("Illegal votes for Elm").fill("12")
        page.get_by_label("The judgment's day").fill(day(8))
        file: Any = {"name": "judgment.pdf", "mimeType": "application/pdf", "buffer": b"The court finds for Fir."}
        page.get_by_label("The judgment's file").set_input_files(file)
        page.get_by_role("button", name="Enter it").press("Enter")
        assert page.get_by_text("Nothing is written yet").is_visible()
        picture(page, "office-judgment-asked-again-320")
        page.get_by_role("button", name="Enter the judgment").press("Enter")
        assert page.get_by_text("The judgment is entered.").is_visible()
        for context in browser.contexts:
            context.close()
    assert kinds(office, "court action") == ["court action begun", "court action judged"]
