"""A click that leads to another page is over when that page stands, on busy cores too."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

FORM = """<title>One</title><form action="/two" method="post"><input name="word" required value="x">
<button>Send</button></form><a href="/two">Go</a><a href="#below">Below</a><script>
const busy = (ms) => { const end = performance.now() + ms; while (performance.now() < end); };
for (const kind of ["mousedown", "keydown"]) addEventListener(kind, () => setTimeout(() => busy(300), 0));
</script>"""


def opened(browser: Browser, **window: Any) -> Page:
    page = browser.new_context(base_url="http://nowhere.example", **window).new_page()
    page.route("**/one", lambda route: route.fulfill(body=FORM, content_type="text/html"))
    page.route("**/two", lambda route: route.fulfill(body="<title>Two</title>There", content_type="text/html"))
    page.goto("/one")
    return page


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("name", ["Send", "Go"])
def test_the_next_look_after_a_click_sees_the_page_that_it_leads_to(browser: Browser, name: str, script: bool) -> None:
    page = opened(browser, java_script_enabled=script)
    page.get_by_text(name).click()
    assert page.evaluate("document.body.innerText") == "There"


def test_a_key_that_sends_a_form_waits_as_well(browser: Browser) -> None:
    page = opened(browser)
    page.locator("input").focus()
    page.keyboard.press("Enter")
    assert page.title() == "Two"


def test_what_leads_nowhere_is_not_waited_for(browser: Browser) -> None:
    page = opened(browser)
    page.get_by_text("Below").click()
    page.locator("input").fill("")
    page.get_by_text("Send").click()
    assert page.title() == "One"
