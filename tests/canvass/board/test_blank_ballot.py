"""A ballot without any mark is decided in a few seconds; a click is never lost; with a script and without."""

import pytest
from playwright.sync_api import Page

from canvass.accounts.roles import Role
from canvass.deciding.decisions import Deciding
from canvass.record.work.queue import QueueFilter
from tabulate.board.places import SheetName
from tabulate.questions import Question
from tests.canvass.web.browsing import Pages, check_axe, picture
from tests.canvass.web.served_records import Site

JUDGE = Role.COUNTING_BOARD_MEMBER


def blank(site: Site) -> SheetName:
    ballots = Deciding(site.record).questions.page(QueueFilter(question=Question.UNMARKED_BALLOT)).ballots
    return max(ballots, key=lambda one: len(Deciding(site.record).ballot(one.name).ballot.contests_in_question)).name


def open_blank(pages: Pages, number: int = 1, script: bool = True) -> tuple[Page, SheetName]:
    page = pages.page_as(JUDGE, number) if script else pages.page_as(JUDGE, number, java_script_enabled=False)
    name = blank(pages.site)
    page.goto(f"/board/ballots/{name.batch}/{name.sheet}/decide/")
    return page, name


def chosen(page: Page) -> list[str]:
    found: list[str] = page.locator("input[data-key]:checked").evaluate_all("all => all.map(one => one.value)")
    return found


def test_one_key_says_no_vote_everywhere_and_undo_takes_all_of_it_back(board_pages: Pages) -> None:
    page, name = open_blank(board_pages)
    contests = len(Deciding(board_pages.site.record).ballot(name).ballot.contests_in_question)
    assert contests > 1
    page.keyboard.press(",")
    assert chosen(page) == ["none"] * contests
    page.keyboard.press("u")
    assert chosen(page) == []
    page.keyboard.press(",")
    assert "Everything is answered" in page.locator("[data-progress]").inner_text()
    picture(page, "board-blank-ballot")
    height = page.evaluate("document.documentElement.scrollHeight")
    assert height < 270 * contests, f"{height} px for {contests} contests"
    check_axe(page)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    (decision,) = Deciding(board_pages.site.record).ballot(name).ballot.decisions
    assert [ruled.votes for ruled in decision.contests] == [()] * contests


def test_what_was_chosen_before_stays(board_pages: Pages) -> None:
    page, _ = open_blank(board_pages)
    page.keyboard.press("1")
    (first,) = chosen(page)
    page.get_by_role("button", name="No vote in any contest").click()
    assert (chosen(page)[0], set(chosen(page)[1:])) == (first, {"none"})


def test_without_a_script_the_button_fills_the_form_and_decides_nothing(board_pages: Pages) -> None:
    page, name = open_blank(board_pages, script=False)
    page.get_by_role("button", name="No vote in any contest").click()
    assert set(chosen(page)) == {"none"}
    assert Deciding(board_pages.site.record).ballot(name).ballot.decisions == []
    page.get_by_role("button", name="Confirm my decision").click()
    assert len(Deciding(board_pages.site.record).ballot(name).ballot.decisions) == 1


def test_enter_in_a_field_sends_what_was_chosen_and_fills_in_nothing(board_pages: Pages) -> None:
    page, name = open_blank(board_pages, script=False)
    page.locator("details.objection summary").click()
    first = page.locator("#decision button").first
    assert first.get_attribute("value") == "decide"
    page.locator("input[data-key]").first.check()
    page.locator("input[data-key]").first.press("Enter")
    assert len(chosen(page)) == 1
    assert "still to be answered" in page.locator("main").inner_text()
    assert Deciding(board_pages.site.record).ballot(name).ballot.decisions == []


@pytest.mark.parametrize("height", [600, 760, 900])
def test_a_click_on_a_circle_of_another_contest_is_never_lost(board_pages: Pages, height: int) -> None:
    page, _ = open_blank(board_pages)
    page.set_viewport_size({"width": 1280, "height": height})
    contests = page.locator("[data-contest] fieldset[data-several]")
    for place in range(min(contests.count(), 6)):
        circle = contests.nth(place).locator("input[data-key]").first
        circle.scroll_into_view_if_needed()
        box = circle.bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.mouse.down()
        page.wait_for_timeout(60)
        page.mouse.up()
        assert circle.is_checked(), place
