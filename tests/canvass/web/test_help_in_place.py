"""Help stands beside every page: its purpose, its keys, its words, its sections of law; nothing typed is lost to it."""

import pytest
from django.template import Engine
from playwright.sync_api import expect

from canvass.accounts.roles import Role
from canvass.library.known_words import library
from canvass.library.page_help import help_of
from canvass.web.checks import every_pattern
from tests.canvass.web.browsing import Pages, check_axe, check_fits, picture
from tests.canvass.web.served_records import Site

ADMINISTRATOR = Role.ELECTION_ADMINISTRATOR


def test_the_help_of_a_page_is_made_of_what_the_page_says() -> None:
    halts = help_of("board/halts")
    assert halts is not None
    assert halts.title == "Halts"
    assert halts.purpose.startswith("Anyone on the board, or the administrator, may halt a machine")
    assert [one.section for one in halts.sections] == ["13-15-209"]
    assert {"Reason", "Sheet"} <= {one.word for one in halts.words}
    review = help_of("board/review")
    assert review is not None
    assert ("u", "undo") in [(one.key, one.does) for one in review.keys]
    boards = help_of("board/boards")
    assert boards is not None
    assert [(one.document, one.heading) for one in boards.guides] == [("docs/board.md", "1. Appoint a board")]


@pytest.mark.parametrize(
    "name",
    ["board/nowhere", "web/base", "../secret-key", "board/../web/base", "board/halts.html", "", "a/b/c", "%00/a"],
)
def test_there_is_no_help_of_what_is_no_page(name: str) -> None:
    assert help_of(name) is None


def test_addresses_that_anyone_makes_up_are_not_remembered() -> None:
    assert help_of("board/halts") is not None
    (loader,) = Engine.get_default().template_loaders
    before = len(loader.get_template_cache)
    assert before > 0
    assert {help_of(f"board/nowhere{number}") for number in range(20)} == {None}
    assert len(loader.get_template_cache) == before


def test_every_page_leads_to_its_help_without_a_script_and_without_an_account(site: Site) -> None:
    clerk, anyone, seen = site.client(ADMINISTRATOR), site.client(), set()
    for address in (
        "",
        "status/",
        "board/halts/",
        "board/boards/",
        "accounts/",
        "calendar/",
        "office/court/",
        "help/law/",
    ):
        page = clerk.get(f"/{address}").content.decode()
        link = page.partition('<a href="/help/')[2].partition('"')[0]
        answer = anyone.get(f"/help/{link}")
        assert (answer.status_code, "<h1>Help: " in answer.content.decode()) == (200, True), address
        seen.add(link)
    assert len(seen) > 7
    assert any(address.startswith("help/") for address, _ in every_pattern())
    assert anyone.get("/help/board/nowhere/").status_code == 404


def test_the_glossary_and_the_law_are_served_whole_each_line_under_its_own_name(site: Site) -> None:
    for address, known in (("/help/glossary/", library().words), ("/help/law/", library().sections)):
        page = site.client().get(address).content.decode()
        anchors = [one.anchor for one in known]
        assert len(anchors) == len(set(anchors)) > 100
        assert all(f'<div id="{one}">' in page for one in anchors)


def test_help_and_the_law_open_over_the_page_by_a_key_and_by_a_link_and_what_is_typed_stays(pages: Pages) -> None:
    page = pages.page_as(ADMINISTRATOR, viewport={"width": 1280, "height": 900})
    page.goto("/board/halts/")
    reason = page.get_by_label("Reason")
    reason.fill("The figures jump.")
    reason.press("End")
    page.keyboard.type(" Why?")
    help_, here = page.get_by_role("dialog", name="Help"), page.url
    expect(help_).not_to_be_visible()
    page.get_by_role("link", name="13-15-209").first.click()
    expect(help_.locator(".looked-up")).to_contain_text("13-15-209")
    check_axe(page)
    picture(page, "help-law")
    page.keyboard.press("Escape")
    expect(help_).not_to_be_visible()
    page.locator("h1").click()
    page.keyboard.press("?")
    expect(help_.get_by_role("heading", name="Help: Halts")).to_be_visible()
    page.set_viewport_size({"width": 320, "height": 700})
    check_axe(page, "color-contrast", "target-size")
    check_fits(page)
    picture(page, "help-telephone")
    help_.get_by_role("link", name="Documents").click()
    help_.get_by_role("link", name="The counting board", exact=True).click()
    expect(help_.get_by_role("heading", name="The counting board", level=1)).to_be_visible()
    help_.get_by_role("img").first.scroll_into_view_if_needed()
    help_.get_by_role("img").first.evaluate("one => one.decode()")
    check_axe(page, "color-contrast", "target-size", "scrollable-region-focusable")
    check_fits(page)
    picture(page, "help-document-telephone")
    help_.get_by_role("link", name="Glossary").click()
    expect(help_.get_by_role("heading", name="Glossary")).to_be_visible()
    help_.get_by_role("button", name="Close").click()
    assert (page.url, reason.input_value()) == (here, "The figures jump. Why?")
