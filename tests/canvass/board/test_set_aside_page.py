"""The page of a hand count: a ballot is set aside, three judges decide it, and its votes join both tally sheets."""

import re

from playwright.sync_api import Page

from canvass.accounts.roles import Role
from canvass.deciding.decisions import Deciding
from tabulate.board.by_hand.hand_counts import HandCountOpened
from tests.canvass.web.browsing import Pages, check_axe, check_fits, picture
from tests.canvass.web.served_records import account_name

JUDGE = Role.COUNTING_BOARD_MEMBER
ADDRESS = "/board/hand-counts/one/?count=P1"
SHERIFF = "sheriff"


def test_repair_B12_a_ballot_set_aside_is_decided_on_the_page_and_joins_both_sheets(board_pages: Pages) -> None:
    site = board_pages.site
    contest = next(one for one in site.record.election.contests if one.id == SHERIFF)
    one, two, three = (account_name(JUDGE, number) for number in (1, 2, 3))
    precinct = next(style.precincts[0] for style in site.record.election.ballot_styles if contest.id in style.contests)
    Deciding(site.record).enter(HandCountOpened("P1", precinct, 3, (), (one, two), three, "the clerk", "1"))
    page = board_pages.page_as(JUDGE, 1)
    page.goto(ADDRESS)
    page.get_by_role("checkbox", name=contest.title, exact=True).check()
    page.get_by_label("What is not according to the instructions").fill("The name is circled.")
    page.get_by_role("button", name="Set the ballot aside").click()
    assert "write the number 1 on it" in page.locator("body").inner_text()
    assert page.get_by_role("button", name="Open again").is_visible(), "it may have been the wrong contest"
    check_fits(page)
    check_axe(page)
    for number in (1, 2, 3):
        page = board_pages.page_as(JUDGE, number)
        page.goto(ADDRESS)
        assert "2 of 3)" not in page.locator("main").inner_text(), "nobody sees another's decision"
        place = 1 if number == 3 else 0
        form = page.locator("form", has=page.get_by_role("heading", name="Decide number 1"))
        form.get_by_label(contest.choices[place].name).check()
        form.get_by_role("button", name="Record my decision on number 1").click()
        assert "Your decision on number 1 is in." in page.locator("body").inner_text()
    said = page.get_by_role("region", name="The numbered list").inner_text()
    assert f"{contest.title}: {contest.choices[0].name} (2 of 3)" in said
    picture(page, "board-set-aside")
    for number in (1, 2):
        enter_sheet(board_pages.page_as(JUDGE, number), contest.id)
    figures = site.served.state.read(lambda state: state.board.hand_counts["P1"].settled)
    assert [(one.ballots, one.figures[0].votes) for one in figures] == [(3, 3)]
    check_axe(page)


def enter_sheet(page: Page, contest: str) -> None:
    """Both recorders tally two ballots, for the first choice."""
    page.goto(f"{ADDRESS}&contest={contest}")
    for field in page.locator(".figures-form input.figure").all():
        name = field.get_attribute("name") or ""
        field.fill("2" if re.fullmatch("ballots|votes_0", name) else "0")
    page.get_by_role("button", name="Enter my tally sheet").click()
