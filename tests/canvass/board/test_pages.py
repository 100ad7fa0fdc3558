"""Every page of the board: who may see it, how many queries it costs, whether everyone can read it."""

from typing import Any

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Page

from canvass.accounts.roles import Role
from imaging.overlay import LEGEND, REFUSED_WORDS, WRITING_WORDS
from tests.canvass.board.busy import make_busy
from tests.canvass.board.decks import BATCH, BoardDeck
from tests.canvass.web.browsing import Pages, check_axe, check_fits, picture
from tests.canvass.web.served_records import Site

JUDGE, ADMINISTRATOR = Role.COUNTING_BOARD_MEMBER, Role.ELECTION_ADMINISTRATOR
BOTH = {JUDGE, ADMINISTRATOR}
BALLOT = f"/board/ballots/{BATCH}/6"
PAGES: dict[str, set[Role]] = {
    "/board/": BOTH,
    "/board/decided/": BOTH,
    "/board/write-ins/?contest=commissioner": BOTH,
    "/board/boards/": {ADMINISTRATOR},
    "/board/machines/": {ADMINISTRATOR},
    "/board/containers/": {ADMINISTRATOR},
    "/board/polls/": BOTH,
    "/board/halts/": BOTH,
    "/board/folded/": BOTH,
    "/board/hand-counts/": BOTH,
    "/board/hand-counts/one/?count=P1": BOTH,
    "/board/transfers/": BOTH,
    "/board/transfers/one/?number=T-1": BOTH,
    "/board/reconciliation/": BOTH,
    "/board/reconciliation/report/": BOTH,
    "/board/electors/": {ADMINISTRATOR},
    "/board/suggest/?contest=commissioner&typed=frost": {JUDGE},
    f"{BALLOT}/": BOTH,
    f"{BALLOT}/?seen=1": BOTH,
    f"{BALLOT}/decide/": {JUDGE},
    f"{BALLOT}/pictures/page-1": BOTH,
    f"{BALLOT}/pictures/page-1-seen": BOTH,
}
STEPS: dict[str, set[Role]] = {
    "/board/next/": {JUDGE},
    "/board/sitting/": {JUDGE},
    "/board/sitting/end/": {JUDGE},
    "/board/object/": BOTH,
    "/board/write-ins/alike/": {JUDGE},
    "/board/write-ins/declare/": {ADMINISTRATOR},
    "/board/boards/": {ADMINISTRATOR},
    "/board/boards/dismiss/": {ADMINISTRATOR},
    "/board/boards/mode/": {ADMINISTRATOR},
    "/board/machines/software/": {ADMINISTRATOR},
    "/board/polls/close/": {ADMINISTRATOR},
    "/board/halts/": BOTH,
    "/board/halts/1/vote/": {JUDGE},
    "/board/halts/1/test/": {ADMINISTRATOR},
    "/board/halts/1/end/": {ADMINISTRATOR},
    "/board/hand-counts/": BOTH,
    "/board/hand-counts/one/?count=P1": BOTH,
    "/board/hand-counts/set-aside/?count=P1": {JUDGE},
    "/board/hand-counts/set-aside/1/?count=P1": {JUDGE},
    "/board/hand-counts/reopen/?count=P1": BOTH,
    "/board/folded/": BOTH,
    "/board/folded/1/": {JUDGE},
    "/board/transfers/": BOTH,
    "/board/transfers/pair/": BOTH,
    "/board/reconciliation/expect/": {ADMINISTRATOR},
    "/board/reconciliation/file/": {ADMINISTRATOR},
    "/board/electors/enter/": {ADMINISTRATOR},
    "/board/electors/file/": {ADMINISTRATOR},
    "/board/reconciliation/difference/": BOTH,
    f"{BALLOT}/decide/": {JUDGE},
    f"{BALLOT}/leave/": {JUDGE},
    f"{BALLOT}/ask/": {JUDGE, ADMINISTRATOR, Role.SCANNER_OPERATOR},
    f"{BALLOT}/reopen/": BOTH,
}


@pytest.fixture
def busy_site(board_site: Site) -> Site:
    """With a transfer and a hand count begun, and a container open."""
    make_busy(board_site)
    return board_site


def test_the_page_of_containers_says_first_what_is_open_and_which_seals_were_not_whole(busy_site: Site) -> None:
    shown = busy_site.client(ADMINISTRATOR).get("/board/containers/").content.decode()
    assert "CONTAINER P1-5 IS OPEN TOO LONG: since 2026-10-01 21:40 MDT" in shown
    assert "SEALS WERE NOT WHOLE when it was opened: 10421" in shown
    assert "<td>2026-10-01 21:40 MDT</td><td>opened for court order, DV-26-14. torn</td>" in shown


def test_each_page_is_seen_by_its_roles_and_no_other(busy_site: Site) -> None:
    for role in (None, *Role):
        client = busy_site.client(role)
        for address, roles in PAGES.items():
            status = client.get(address).status_code
            expected = 302 if role is None else 200 if role in roles else 403
            assert status == expected, f"{role} at {address}"


def test_each_step_is_taken_by_its_roles_and_no_other(busy_site: Site) -> None:
    before = busy_site.record.head()
    for role in (None, *Role):
        client = busy_site.client(role)
        for address, roles in STEPS.items():
            if role in roles:
                continue
            assert client.post(address, {}).status_code == (302 if role is None else 403), f"{role} at {address}"
    written = [row.kind for row in busy_site.record.chained_after(before)]
    assert set(written) == {"access"}, "a refused step wrote more than that it was refused"


def test_forged_forms_are_refused(board_site: Site) -> None:
    for role, steps in ((JUDGE, STEPS), (ADMINISTRATOR, STEPS)):
        client = board_site.client(role, enforce_csrf=True)
        head = board_site.record.head()
        for address, roles in steps.items():
            if role in roles:
                assert client.post(address, {"board": "1"}).status_code == 403
        assert board_site.record.head() == head


@pytest.mark.parametrize(
    ("window", "role"),
    [("desk", JUDGE), ("dark", ADMINISTRATOR), ("telephone", JUDGE), ("zoomed", ADMINISTRATOR)],
)
def test_everyone_can_read_every_page(busy_site: Site, pages_of_busy_site: Pages, window: str, role: Role) -> None:
    windows: dict[str, dict[str, Any]] = {
        "desk": {"viewport": {"width": 1280, "height": 900}},
        "telephone": {"viewport": {"width": 320, "height": 700}},
        "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
        "zoomed": {"viewport": {"width": 320, "height": 225}, "device_scale_factor": 4},
    }
    page = pages_of_busy_site.page_as(role, **windows[window])
    for address, roles in PAGES.items():
        if role in roles and "/pictures/" not in address and "/suggest/" not in address:
            page.goto(address)
            picture(page, f"board-{window}-{role.name.lower()}-{address.strip('/').replace('/', '-').split('?')[0]}")
            check_fits(page)
            if window in ("desk", "dark"):
                check_axe(page)
    if role is ADMINISTRATOR:
        page.set_viewport_size({"width": 320, "height": 700})
        page.goto("/board/boards/")
        check_fits(page)


@pytest.fixture
def pages_of_busy_site(busy_site: Site, board_pages: Pages) -> Pages:
    """The same site behind a live server."""
    assert board_pages.site is busy_site
    return board_pages


def test_what_is_printed_has_the_report_and_no_forms(pages_of_busy_site: Pages) -> None:
    page = pages_of_busy_site.page_as(ADMINISTRATOR)
    page.emulate_media(media="print")
    page.goto("/board/reconciliation/report/")
    assert page.get_by_role("heading", name="Report under 13-15-201(3)").is_visible()
    assert page.locator(".signatures li").count() >= 4
    assert not page.locator("nav").first.is_visible()
    page.goto("/board/reconciliation/")
    assert not page.locator("form").first.is_visible()


def test_queries_do_not_grow_with_the_record(deck: BoardDeck, board_site: Site) -> None:
    """Each page twice: with what is there, and with ballots decided and entries added."""
    counted = [f"{BALLOT}/decide/", f"{BALLOT}/", "/board/", "/board/decided/", f"{BALLOT}/pictures/page-1"]
    client = board_site.client(JUDGE)
    client.get("/board/")
    before = {address: _queries(board_site, client, address) for address in counted}
    for sheet in range(8, 20):
        board_site.client(ADMINISTRATOR).post(
            f"/board/ballots/{BATCH}/{sheet}/ask/", {"question": "folded together", "note": ""}
        )
    after = {address: _queries(board_site, client, address) for address in counted}
    assert all(queries > 0 for queries in before.values())
    assert after == before


def _queries(site: Site, client: Any, address: str) -> int:
    site.served.state.read(lambda state: None)  # what came since is taken up once, by whichever page is first
    with CaptureQueriesContext(connections[site.record.alias]) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_pictures_are_kept_by_the_browser_and_by_nobody_else(board_site: Site) -> None:
    client, address = board_site.client(JUDGE), f"{BALLOT}/pictures/page-1"
    first = client.get(address)
    assert first["Content-Type"] == "image/jpeg"
    assert "private" in first["Cache-Control"]
    assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 304
    other = board_site.client(Role.OBSERVER)
    assert other.get(address, headers={"if-none-match": first["ETag"]}).status_code == 403
    for name in ("page-0", "page-9", "page-x", "contest-none-1", "line-x", "../../secret-key", "page-1/../page-2"):
        assert client.get(f"{BALLOT}/pictures/{name}").status_code == 404, name


def test_a_ballot_that_is_not_there_is_a_page_that_is_not_there(board_site: Site) -> None:
    client = board_site.client(JUDGE)
    for address in ("/board/ballots/nowhere/1/", f"/board/ballots/{BATCH}/999999/decide/", "/board/transfers/one/"):
        assert client.get(address).status_code == 404


def test_the_reader_can_be_seen_at_work_and_names_are_suggested(board_pages: Pages) -> None:
    page: Page = board_pages.page_as(JUDGE, viewport={"width": 1280, "height": 900})
    page.goto(f"{BALLOT}/decide/")
    image = page.locator("img[data-seen]").first
    plain = image.get_attribute("src")
    page.keyboard.press("o")
    assert image.get_attribute("src") == image.get_attribute("data-seen")
    page.keyboard.press("o")
    assert image.get_attribute("src") == plain


def test_the_colours_of_what_the_reader_saw_are_said_beside_the_picture_where_its_legend_is_small(site: Site) -> None:
    def said(address: str) -> str:
        page = site.client(ADMINISTRATOR).get(address).content.decode()
        _, found, rest = page.partition("<figcaption data-seen-words")
        assert found
        return rest.partition("</figcaption>")[0]

    shown = said("/board/ballots/AB-001/1/?seen=1")
    for words in (*LEGEND, REFUSED_WORDS, WRITING_WORDS):
        assert f": {words}." in shown
    assert " hidden" not in shown
    assert said("/board/ballots/AB-001/1/").startswith(" hidden>")
