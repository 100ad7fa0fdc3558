"""Pending write-ins, side by side: each contest says how many wait, and the page opens where some do."""

from canvass.accounts.roles import Role
from canvass.deciding.decisions import Deciding
from tests.canvass.web.browsing import Pages, check_axe, check_fits, picture


def test_each_contest_says_how_many_write_ins_wait_and_the_first_that_has_some_is_open(board_pages: Pages) -> None:
    questions = Deciding(board_pages.site.record).questions
    contests = [contest for contest in board_pages.site.record.election.contests if contest.write_ins]
    waiting = {contest: len(questions.pending_lines(contest.id)) for contest in contests}
    assert 0 < sum(waiting.values()) == questions.lines_waiting().total()
    page = board_pages.page_as(Role.COUNTING_BOARD_MEMBER)
    page.goto("/board/write-ins/")
    tabs = page.get_by_label("Contests").get_by_role("link").all_inner_texts()
    said = [f"{one.title} {number} waiting" if number else one.title for one, number in waiting.items()]
    assert [" ".join(tab.split()) for tab in tabs] == said
    first = next(contest for contest, number in waiting.items() if number)
    assert page.get_by_role("heading", name=first.title).is_visible()
    assert page.locator(".crops li").count() == waiting[first]
    check_axe(page)
    picture(page, "board-write-ins")
    page.set_viewport_size({"width": 320, "height": 700})
    check_fits(page)
