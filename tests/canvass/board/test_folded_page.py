"""The page of ballots folded together: named as a set, and decided as a set once every batch is finished (C13)."""

from canvass.accounts.roles import Role
from canvass.deciding.decisions import Deciding
from canvass.verifying.ledger import verify_ledger
from tabulate.board.places import Place, SheetName
from tabulate.board.reconciliation_entries import BallotsExpected, ExpectedFrom
from tests.canvass.board.decks import BATCH
from tests.canvass.web.browsing import Pages, check_axe, check_fits, picture

JUDGE = Role.COUNTING_BOARD_MEMBER
SHEETS = (SheetName(BATCH, 10), SheetName(BATCH, 11))


def test_repair_B10_three_judges_reject_both_and_the_excess_is_the_reconciliation_s(board_pages: Pages) -> None:
    site = board_pages.site
    work, election = Deciding(site.record), site.record.election
    work.enter(*(BallotsExpected(one.id, None, 5, ExpectedFrom.POLLBOOK, "the clerk") for one in election.precincts))
    page = board_pages.page_as(JUDGE, 1)
    page.goto("/board/folded/")
    page.get_by_label("The ballots").fill("\n".join(f"{one.batch} {one.sheet}" for one in SHEETS))
    page.get_by_role("button", name="Lay them aside together").click()
    assert "laid aside until the count is complete" in page.locator("body").inner_text()
    assert [work.ballot(one).place for one in SHEETS] == [Place.LAID_ASIDE] * 2
    check_fits(page)
    check_axe(page)
    for number in (1, 2, 3):
        page = board_pages.page_as(JUDGE, number)
        page.goto("/board/folded/")
        page.get_by_label("Marked by one elector: all rejected").check()
        page.get_by_role("button", name="Record my decision").click()
        assert "Your decision on the ballots folded together is in." in page.locator("body").inner_text()
    assert "Marked by one elector: rejected" in page.locator("main").inner_text()
    picture(page, "board-folded")
    check_axe(page)
    assert [work.ballot(one).place for one in SHEETS] == [Place.REJECTED] * 2
    assert verify_ledger(site.record).problems == []
