"""Every base page in a real Chromium: axe finds nothing, nothing is wider than its window, and no script is needed."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page

from canvass import clock
from canvass.accounts.roles import Role
from tabulate.board.polls import PollsClosed
from tests.canvass.web.browsing import Pages, check_axe, check_cards, check_fits, check_paper, picture
from tests.canvass.web.served_records import PASSWORD, account_name

PUBLIC = [
    "/",
    "/status/",
    "/results/",
    "/results/?by=precinct",
    "/results/?by=method",
    "/accounts/sign-in/",
    "/guides/counting-board-member/",
    "/nowhere/",
]
GUIDE = "/guides/election-administrator/"
ADMINISTRATOR = [
    "/",
    "/results/",
    "/accounts/",
    "/accounts/add/",
    "/accounts/2/",
    "/accounts/password/",
    "/events/",
    "/calendar/",
]
WINDOWS: dict[str, dict[str, Any]] = {
    "desk": {"viewport": {"width": 1280, "height": 900}},
    # As wide as 1280 px shown at 400%, which WCAG 2.2 asks for (1.4.10), and as a small telephone.
    "telephone": {"viewport": {"width": 320, "height": 700}},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
}


@pytest.fixture(autouse=True)
def polls_closed(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = pages.site.served.election.polls_close + timedelta(hours=1)
    monkeypatch.setattr(clock, "now", lambda: moment)
    pages.site.record.append([PollsClosed("election-administrator-1")])


def name_of(address: str) -> str:
    return address.strip("/").replace("/", "-").replace("?", "-").replace("=", "-") or "home"


@pytest.mark.parametrize("window", WINDOWS)
def test_every_page_can_be_read_by_everyone(pages: Pages, window: str) -> None:
    for role, addresses in (
        (None, PUBLIC),
        (Role.ELECTION_ADMINISTRATOR, ADMINISTRATOR),
        (Role.OBSERVER, ["/accounts/"]),
    ):
        page = pages.page_as(role, **WINDOWS[window])
        for address in addresses:
            page.goto(address)
            picture(page, f"{window}-{(role or 'public').replace(' ', '-')}-{name_of(address)}")
            check_fits(page)
            check_cards(page)
            # What else axe looks at is the same in each window.
            check_axe(page, *([] if window == "desk" else ["color-contrast", "target-size"]))


def test_contests_in_a_row_stand_at_one_height_and_the_forms_apart_from_them(pages: Pages) -> None:
    page = pages.page_as(Role.ELECTION_ADMINISTRATOR, viewport={"width": 1280, "height": 900})
    page.goto("/results/")
    boxes = [one.bounding_box() for one in page.locator(".contests > .card").all()]
    contests = [box for box in boxes if box is not None]
    leftmost = min(box["x"] for box in contests)
    rows = [box["y"] for box in contests if box["x"] == leftmost]
    assert 1 < len(rows) < len(contests)
    assert {box["y"] for box in contests} == set(rows)
    release = page.locator(".contests + .card").bounding_box()
    assert release is not None
    assert release["y"] - max(box["y"] + box["height"] for box in contests) > 10


def test_on_a_telephone_the_head_is_low_and_the_pages_open_and_close_without_a_script(pages: Pages) -> None:
    telephone: dict[str, Any] = {"viewport": {"width": 320, "height": 700}, "java_script_enabled": False}
    page = pages.page_as(Role.ELECTION_ADMINISTRATOR, **telephone)
    page.goto("/")
    head = page.locator(".masthead").bounding_box()
    assert head is not None
    assert head["height"] < 180
    accounts = page.get_by_role("navigation", name="Pages").get_by_role("link", name="Accounts")
    assert not accounts.is_visible()
    page.get_by_role("link", name="Pages", exact=True).click()
    assert accounts.is_visible()
    page.get_by_role("link", name="Close the list of pages").click()
    assert not accounts.is_visible()
    page.get_by_role("link", name="Pages", exact=True).click()
    accounts.click()
    assert page.get_by_role("heading", name="Accounts", level=1).is_visible()
    check_fits(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_is_white_whatever_the_screen(pages: Pages, scheme: Any) -> None:
    page = pages.page_as(Role.ELECTION_ADMINISTRATOR, color_scheme=scheme)
    page.emulate_media(media="print")
    for address in ("/results/", "/events/", GUIDE):
        page.goto(address)
        picture(page, f"print-{scheme}-{name_of(address)}")
        colours = page.evaluate(
            "[document.body, document.querySelector('.masthead'), document.querySelector('main')]"
            ".map(e => getComputedStyle(e).backgroundColor + getComputedStyle(e).color)"
        )
        assert set(colours) == {"rgb(255, 255, 255)rgb(0, 0, 0)", "rgba(0, 0, 0, 0)rgb(0, 0, 0)"}
        assert not page.get_by_role("navigation").first.is_visible()
        check_paper(page)


@pytest.mark.parametrize("window", WINDOWS)
def test_the_section_of_a_guides_line_stands_within_its_line(pages: Pages, window: str) -> None:
    page = pages.page_as(None, **WINDOWS[window])
    page.goto(GUIDE)
    below = page.locator(".check-list li:has(.section)").evaluate_all(
        "all => all.map(one => one.querySelector('.section').getBoundingClientRect().bottom"
        " - one.getBoundingClientRect().bottom)"
    )
    assert len(below) > 8
    assert max(below) < 0


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.innerText || document.activeElement.name"))


def test_by_keyboard_alone_and_without_scripts_somebody_signs_in_and_out(pages: Pages) -> None:
    desk: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"}
    page = pages.page_as(None, **desk, java_script_enabled=False)
    page.goto("/status/")
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to the page"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
    # Whoever opens the sign-in page came to type a name: the field has the focus at once.
    page.goto("/accounts/sign-in/?next=/events/")
    assert focused(page) == "name"
    width = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert width == "3px"
    page.keyboard.type(account_name(Role.ELECTION_ADMINISTRATOR))
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Event log").wait_for()
    page.get_by_role("button", name="Sign out").focus()
    page.keyboard.press("Enter")
    page.get_by_text("You are signed out.").wait_for()
    picture(page, "signed-out")


def test_wrong_fields_are_told_beside_them_and_to_screen_readers(pages: Pages) -> None:
    page = pages.page_as(Role.ELECTION_ADMINISTRATOR)
    page.goto("/accounts/add/")
    page.get_by_label("Sign-in name").fill("ann")
    page.get_by_label("Full name").fill("<script>document.title = 'taken'</script>")
    page.get_by_label("New password", exact=True).fill("short")
    page.get_by_label("New password, again").fill("short")
    page.get_by_role("button", name="Add the account").click()
    field = page.get_by_label("New password", exact=True)
    assert field.get_attribute("aria-invalid") == "true"
    described = str(field.get_attribute("aria-describedby")).split()
    texts = [page.locator(f"#{one}").inner_text() for one in described]
    assert any("too short" in text for text in texts)
    assert "taken" not in page.title()
    picture(page, "wrong-fields")
    check_axe(page)
