"""Open pages keep up with the record: cheaply, without a look that counts as work, and beside whoever is typing."""

from dataclasses import replace
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from canvass import clock
from canvass.accounts.roles import Role
from canvass.web.live.live_marks import RENEWING
from tabulate.board.office.totals_released import TotalsReleased
from tabulate.board.polls import PollsClosed
from tabulate.ledger.entries import Access, AccessRecorded, BatchOpened
from tests.canvass.web.browsing import Pages
from tests.canvass.web.served_records import Site

OBSERVER, ADMINISTRATOR = Role.OBSERVER, Role.ELECTION_ADMINISTRATOR
LOOK = AccessRecorded("ann", OBSERVER.value, Access.TOTALS_SEEN, "results by contest")


def mark(site: Site, of: str, known: str = "") -> tuple[int, str]:
    answer = site.client().get(f"/now/?of={of}", headers={"if-none-match": known})
    assert answer.content == b""
    return answer.status_code, answer["ETag"]


def opened(site: Site, batch: str) -> BatchOpened:
    before = site.record.batch_opened("AB-001")
    assert before is not None
    return replace(before, batch=batch)


def test_a_mark_is_another_once_something_happened_and_not_once_somebody_looked(site: Site) -> None:
    status, before = mark(site, "count")
    assert status == 200
    assert mark(site, "count", before) == (304, before)
    assert mark(site, "count", f'"x", {before}')[0] == 304
    site.record.append([LOOK])
    assert mark(site, "count", before) == (304, before)
    site.record.append([LOOK, opened(site, "AB-002"), LOOK])
    status, after = mark(site, "count", before)
    assert (status, after != before) == (200, True)
    assert mark(site, "count", after)[0] == 304


def test_who_looks_at_released_totals_is_not_asked_to_look_again_before_the_next_release(site: Site) -> None:
    _, before = mark(site, "released")
    site.record.append([opened(site, "AB-002")])
    assert mark(site, "released", before)[0] == 304
    site.record.append([PollsClosed("ada"), TotalsReleased(complete=False, with_held=False, released_by="ada")])
    assert mark(site, "released", before)[0] == 200


@pytest.mark.parametrize("of", ["", "votes", "count/../x", "%00", "x" * 3000])
def test_nothing_else_has_a_mark(site: Site, of: str) -> None:
    assert site.client().get(f"/now/?of={of}").status_code == 404


def test_a_page_that_renews_itself_keeps_nobody_signed_in(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    client, began = site.client(ADMINISTRATOR), clock.now()
    for minutes in (10, 20, 29):
        monkeypatch.setattr(clock, "now", lambda: began + timedelta(minutes=minutes))  # noqa: B023
        assert client.get("/status/", headers={RENEWING: "yes"}).status_code == 200
    monkeypatch.setattr(clock, "now", lambda: began + timedelta(minutes=31))
    assert client.get("/accounts/", headers={RENEWING: "yes"}).status_code == 302


def next_look(page: Page) -> None:
    """The script's next question, at once."""
    with page.expect_response(lambda answer: "/now/" in answer.url):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_the_status_renews_itself_beside_what_is_typed_and_never_takes_the_focus(pages: Pages) -> None:
    for number in range(2, 10):
        pages.site.record.append([opened(pages.site, f"AB-00{number}")])
    page = pages.page_as(OBSERVER)
    page.goto("/status/")
    search = page.get_by_role("searchbox")
    search.fill("AB-0")
    page.evaluate("document.querySelector('[data-live=batches] .table-scroll').scrollLeft = 3")
    pages.site.record.append([opened(pages.site, "AB-NEW")])
    next_look(page)
    expect(page.get_by_role("rowheader", name="AB-NEW")).to_be_visible()
    assert search.input_value() == "AB-0"
    expect(search).to_be_focused()
    page.get_by_role("region", name="Batches").focus()
    pages.site.record.append([opened(pages.site, "AB-LATER")])
    next_look(page)
    expect(page.get_by_role("region", name="Batches")).to_be_focused()
    assert page.get_by_role("rowheader", name="AB-LATER").count() == 0, "it is not renewed under somebody's fingers"
    search.focus()
    next_look(page)
    expect(page.get_by_role("rowheader", name="AB-LATER")).to_be_visible()
    assert page.locator("footer").inner_text().startswith(f"Ledger entry {pages.site.record.head().number}")


def test_a_page_that_could_not_be_renewed_is_renewed_at_the_next_look(pages: Pages) -> None:
    page = pages.page_as(OBSERVER)
    page.goto("/status/")
    page.route("**/status/", lambda route: route.fulfill(status=503))
    pages.site.record.append([opened(pages.site, "AB-NEW")])
    with page.expect_response(lambda answer: answer.status == 503):
        next_look(page)
    page.unroute("**/status/")
    next_look(page)
    expect(page.get_by_role("rowheader", name="AB-NEW")).to_be_visible()


def test_figures_of_those_at_work_are_looked_at_only_by_somebody(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = pages.site.served.election.polls_close + timedelta(hours=1)
    monkeypatch.setattr(clock, "now", lambda: moment)
    pages.site.record.append([PollsClosed("ada")])
    page = pages.page_as(ADMINISTRATOR)
    page.goto("/results/")
    looks = len(pages.site.accesses(Access.TOTALS_SEEN))
    pages.site.record.append([opened(pages.site, "AB-002")])
    next_look(page)
    expect(page.get_by_role("status")).to_contain_text("There are newer figures. Load the page anew.")
    assert len(pages.site.accesses(Access.TOTALS_SEEN)) == looks


def test_a_list_in_which_a_hand_or_a_readers_place_is_does_not_jump_and_a_page_can_be_held_still(pages: Pages) -> None:
    page = pages.page_as(OBSERVER, viewport={"width": 900, "height": 500})
    page.goto("/status/")
    batches = page.get_by_role("rowheader")
    page.evaluate("window.read = document.querySelector('[data-live=batches] tbody th')")

    def another(name: str) -> None:
        pages.site.record.append([opened(pages.site, name)])
        next_look(page)

    batches.get_by_text("AB-001").hover()
    another("AA-HAND")
    page.wait_for_timeout(300)
    assert batches.get_by_text("AA-HAND").count() == 0, "a hand is in the list"
    page.mouse.move(5, 5)
    page.get_by_role("button", name="Hold it still").focus()
    before = page.evaluate("document.activeElement.getBoundingClientRect().top")
    next_look(page)
    expect(batches.get_by_text("AA-HAND")).to_be_visible()
    assert page.evaluate("read.isConnected && read.innerText") == "AB-001", "who hears the list loses no place in it"
    assert abs(page.evaluate("document.activeElement.getBoundingClientRect().top") - before) < 2
    page.keyboard.press("Enter")
    another("AA-HELD")
    expect(page.get_by_text("This page is held still. There is something newer.")).to_be_visible()
    assert batches.get_by_text("AA-HELD").count() == 0
    page.reload()
    page.get_by_role("button", name="Let it keep up").click()
    another("AA-LAST")
    expect(batches.get_by_text("AA-LAST")).to_be_visible()
    assert page.locator("[data-live] [role=alert], [data-live] [aria-live]").count() == 0, "nothing interrupts a reader"
