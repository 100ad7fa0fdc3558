"""The canvass's page with another system's count: the judges' reading of its write-ins is entered there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from canvass.accounts.roles import Role
from tests.canvass.canvassing.counted_elsewhere import CountedElsewhere
from tests.canvass.web.browsing import Pages, check_axe, check_fits, picture
from tests.canvass.web.served_records import live_address, make_accounts, site_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HEADING = "Write-ins of another system's count"


def test_a_clerk_enters_whom_the_judges_read_and_others_may_not(tmp_path: Path, browser: Browser) -> None:
    CountedElsewhere(tmp_path / "record").record.close()
    with site_of(tmp_path / "record") as site:
        make_accounts()
        observer = site.client(Role.OBSERVER)
        assert observer.post("/canvass/write-ins/", {"place": "0"}).status_code == 403
        with live_address() as address:
            clerk = Pages(browser, site, address).page_as(
                Role.ELECTION_ADMINISTRATOR, viewport={"width": 1280, "height": 900}
            )
            clerk.goto("/canvass/")
            card = clerk.get_by_role("region", name=HEADING)
            assert "Sheriff, North: 1 of 1 write-in unread" in card.inner_text()
            picture(clerk, "canvass-write-ins")
            check_fits(clerk)
            check_axe(clerk)
            before = site.record.head().number
            card.get_by_label("For nobody who declared").fill("2")
            card.get_by_label("Judges who read them").fill("Ada\nBea\nCal")
            card.get_by_role("button", name="Enter whom the judges read").click()
            assert "at most the 1 write-ins" in clerk.locator("main").inner_text()
            card.get_by_label("For nobody who declared").fill("1")
            card.get_by_label("Judges who read them").fill("Ada\nBea\nCal")
            card.get_by_role("button", name="Enter whom the judges read").click()
            assert clerk.get_by_text("The write-ins are named.").is_visible()
            assert "Sheriff, North: read" in card.inner_text()
            assert any(entry.kind == "outside write-ins named" for entry in site.record.outlines())
            assert site.record.head().number > before
            clerk.context.close()
