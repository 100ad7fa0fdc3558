"""Real browsers in tests: the system's Chromium, pages signed in as a role, axe, and pictures for people to look at."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, Page, sync_playwright

from canvass.accounts.roles import Role
from tests.canvass.web.arriving import patient_hands
from tests.canvass.web.served_records import Site

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PICTURES = "CANVASS_PICTURES"
"""Names the folder in which `picture` keeps what it sees; without it, it keeps nothing."""


def chromium() -> str:
    """Where the system's Chromium is."""
    names = [os.environ.get("CANVASS_CHROMIUM"), "chromium", "chromium-browser", "google-chrome"]
    found = next((place for name in names if name and (place := shutil.which(name))), None)
    assert found, "The pages' tests need Chromium. Install it (apt-get install chromium), or name it: CANVASS_CHROMIUM"
    return found


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Chromium, until it is left. Its driver lives in an event loop, beside which Django may work all the same."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as driver, patient_hands():
        browser = driver.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()
            os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE")


@dataclass(frozen=True)
class Pages:
    """Opens pages at a live server, each in a browser context of its own, as different computers would."""

    browser: Browser
    site: Site
    address: str

    def page_as(self, role: Role | None = None, number: int = 1, **context: Any) -> Page:
        """A page signed in as a role (or not). Further arguments are Playwright's: `viewport`, `color_scheme`, ..."""
        opened = self.browser.new_context(base_url=self.address, **context)
        if role is not None:
            key = self.site.session_of(self.site.account(role, number))
            opened.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": self.address}])
        return opened.new_page()


_MOVES = """document.getAnimations()
  .some(one => one.playState === "running" && one.effect.getComputedTiming().endTime < 5000)"""


def check_axe(page: Page, *rules: str) -> None:
    """No rule that axe knows is broken on this page; where `rules` are named, none of these."""
    while page.evaluate(_MOVES):  # a color on its way to another is read by nobody
        page.wait_for_timeout(20)
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = {"type": "rule", "values": list(rules)}
    found = Axe().run(page, options=options)
    assert found.violations_count == 0, found.generate_report()


_IDS_GIVEN_TWICE = """() => [...document.querySelectorAll("[id]")].map(one => one.id)
  .filter((id, at, all) => all.indexOf(id) < at)"""


def check_fits(page: Page) -> None:
    """Nothing makes the page wider than its window, and no id is given twice: a label would name another's field."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} is {wide} px wider than its window"
    twice = page.evaluate(_IDS_GIVEN_TWICE)
    assert twice == [], f"{page.url} gives ids to two: {twice}"


_OUT_OF_LINE = """() => [...document.querySelectorAll("main *")]
  .filter(one => getComputedStyle(one).display === "grid")
  .flatMap(grid => [...grid.children].filter(one => one.matches(".card")))
  .map(one => [one, one.getBoundingClientRect()])
  .filter(([one, box], at, all) => at > 0 && all[at - 1][0].parentElement === one.parentElement)
  .map(([one, box]) => [one, box, one.previousElementSibling.getBoundingClientRect()])
  .filter(([one, box, before]) => box.left > before.left && box.top !== before.top)
  .map(([one]) => one.innerText.slice(0, 40))"""


def check_cards(page: Page) -> None:
    """Cards that stand beside each other stand at one height."""
    assert page.evaluate(_OUT_OF_LINE) == []


def check_paper(page: Page) -> None:
    """Nothing that leads on or is pressed is printed; asked of a page in the medium of print."""
    printed = page.locator(".no-print:visible").evaluate_all("all => all.map(one => one.outerHTML.slice(0, 120))")
    assert printed == [], f"{page.url} prints {printed}"


def picture(page: Page, name: str) -> None:
    """Keep a picture of the whole page, where somebody wants to look."""
    if folder := os.environ.get(PICTURES):
        page.screenshot(path=Path(folder, f"{name}.png"), full_page=True)
