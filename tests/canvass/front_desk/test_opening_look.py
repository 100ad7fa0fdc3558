"""The pages on which an election is opened, in Chromium: light, dark and narrow."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.core.wsgi import get_wsgi_application

from canvass.front_desk.opening_now import OpeningPlace
from canvass.site.serving import ServingPlace, handing, running_application
from tests.canvass.front_desk.desk import desk_of
from tests.canvass.web.browsing import check_axe, check_fits, picture

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

    from canvass.record.store import Record
    from tests.canvass.conftest import County


def look(page: Page, name: str) -> None:
    """Dark and narrow, then light and wide."""
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 320, "height": 700})
    check_fits(page)
    check_axe(page)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1100, "height": 800})
    check_axe(page)
    picture(page, f"opening-{name}")


def test_every_page_can_be_read_by_everybody_at_every_width(
    new_record: Callable[[str], Record], county: County, browser: Browser, tmp_path: Path
) -> None:
    new_record("record")
    with desk_of(OpeningPlace.RECORDS_BELOW, tmp_path) as desk:
        application = handing(get_wsgi_application(), desk.handed)
        with running_application(ServingPlace("127.0.0.1", 0), 4, application) as address:
            context = browser.new_context(base_url=address)
            page = context.new_page()
            page.goto("/")
            look(page, "refused")
            cookies = [{"name": name, "value": one.value, "url": address} for name, one in desk.client.cookies.items()]
            context.add_cookies(cookies)  # type: ignore[arg-type]
            page.goto("/")
            page.get_by_label("Election definition").set_input_files(
                {"name": "wrong.json", "mimeType": "application/json", "buffer": b"[]"}
            )
            page.get_by_role("button", name="Check the files").click()
            look(page, "files-refused")
            page.get_by_label("Election definition").set_input_files(county.definition)
            page.get_by_role("button", name="Check the files").click()
            page.get_by_label("Name of the record").fill("../elsewhere")
            page.get_by_role("button", name="Open the election").click()
            page.evaluate("document.querySelector('form').noValidate = true")
            page.get_by_role("button", name="Open the election").click()
            look(page, "election-refused")
            page.get_by_role("link", name="Choose other files").click()
            page.get_by_role("button", name="Serve record").click()
            look(page, "first-account")
            context.close()
