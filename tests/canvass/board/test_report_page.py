"""The page of the report of a difference asks for its board and for all its judges' names (13-15-201(3))."""

from canvass.accounts.roles import Role
from canvass.deciding.decisions import Deciding
from tabulate.board.reconciliation_entries import DifferenceReported, ExpectedFrom, sheets_expected
from tests.canvass.board.decks import BATCH
from tests.canvass.board.test_faults import said
from tests.canvass.web.browsing import Pages, check_axe, check_fits, picture
from tests.canvass.web.served_records import Site


def test_repair_B3_a_report_without_all_judges_of_its_board_is_refused_and_with_them_it_is_entered(
    board_pages: Pages,
) -> None:
    page = board_pages.page_as(Role.COUNTING_BOARD_MEMBER)
    for names in ("Judge 1", "Judge 1, Judge 2, Judge 3"):
        page.goto("/board/reconciliation/")
        card = page.get_by_role("region", name="Report a difference")
        card.get_by_label("Of").select_option(f"batch:{BATCH}")
        card.get_by_label("Ballots missing").fill("2")
        card.get_by_label("Ballots in excess").fill("0")
        card.get_by_label("Reasons, as far as known").fill("Two envelopes were empty.")
        card.get_by_label("Board").select_option("1")
        card.get_by_label("Signed by").fill(names)
        check_fits(page)
        check_axe(page)
        card.get_by_role("button", name="Enter the report").click()
        said = page.locator("main").inner_text() + page.locator("body").inner_text()
        assert ("none of Judge 2, Judge 3" in said) is (names == "Judge 1")
    assert "The report is entered" in said
    page.goto("/board/reconciliation/report/")
    assert "Judge 1, Judge 2, Judge 3" in page.locator("main").inner_text()
    check_axe(page)
    picture(page, "board-signed-report")


def test_a_report_of_another_difference_than_the_record_shows_is_refused(board_site: Site) -> None:
    found = board_site.served.state.read(lambda state: state.batches[BATCH].sheets)
    Deciding(board_site.record).enter(sheets_expected(BATCH, found + 2, ExpectedFrom.TRANSMITTAL, "administrator"))
    client = board_site.client(Role.COUNTING_BOARD_MEMBER)
    sent = {
        "subject": f"batch:{BATCH}",
        "reasons": "Two are lost.",
        "board": "1",
        "signed_by": "Judge 1, Judge 2, Judge 3",
    }

    def told(**figures: str) -> str:
        return said(client, client.post("/board/reconciliation/difference/", {**sent, **figures}))

    assert "The record shows another difference: 2 missing" in told(missing="3")
    assert "The record shows another difference: 2 missing" in told(excess="2")
    assert "Say how many are missing, or how many are in excess" in told(missing="0", excess="")
    assert "The report is entered" in told(missing="2", excess="")
    reported = [one for one in board_site.record.entries() if isinstance(one, DifferenceReported)]
    assert [(one.missing, one.excess) for one in reported] == [(2, 0)]
