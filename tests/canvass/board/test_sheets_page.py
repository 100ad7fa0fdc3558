"""The page *Sheets*: which papers to find, for who scans; and a batch withdrawn by the administrator."""

import pytest

from canvass.accounts.roles import Role
from canvass.deciding.decisions import Deciding
from tabulate.board.batches.withdrawn_batches import BatchWithdrawn
from tests.canvass.board.decks import BATCH
from tests.canvass.web.browsing import Pages, check_axe, check_fits, picture
from tests.canvass.web.served_records import Site

OPERATOR, ADMINISTRATOR, JUDGE = Role.SCANNER_OPERATOR, Role.ELECTION_ADMINISTRATOR, Role.COUNTING_BOARD_MEMBER


def test_who_scans_finds_what_was_set_aside_by_its_file(board_pages: Pages) -> None:
    page = board_pages.page_as(OPERATOR)
    page.goto("/")
    page.get_by_role("link", name="Sheets").click()
    rows = page.locator("main tbody tr")
    shown = rows.count()
    assert shown == Deciding(board_pages.site.record).questions.ballots_waiting()
    file = rows.first.locator("td").nth(1).inner_text().split(",")[0]
    page.get_by_label("File").fill(file.upper())
    page.get_by_role("button", name="Show").click()
    assert rows.count() == 1
    assert page.get_by_label("File").input_value() == file.upper()
    assert page.get_by_role("button", name="Withdraw the batch").count() == 0
    check_fits(page)
    check_axe(page)
    picture(page, "board-sheets")


def test_the_list_is_a_file_too_and_what_is_asked_parts_it(board_pages: Pages) -> None:
    page = board_pages.page_as(OPERATOR)
    page.goto("/board/sheets/?state=all")
    everything = page.locator("main tbody tr").count()
    page.goto("/board/sheets/?state=all&asked=overvote")
    assert 0 < page.locator("main tbody tr").count() < everything
    address = page.get_by_role("link", name="CSV").get_attribute("href")
    found = page.request.get(f"{page.url.partition('?')[0]}{address}")
    assert found.headers["content-type"].startswith("text/csv")
    assert found.text().count("overvote") >= page.locator("main tbody tr").count()
    paper = page.request.get(f"{page.url.partition('?')[0]}?state=all&form=pdf")
    assert paper.body().startswith(b"%PDF")


@pytest.mark.parametrize(
    "typed", ["state=gone", "batch=none", "asked=%3Cscript%3E", "page=-1", "page=99999999999", "form=exe"]
)
def test_an_address_that_asks_for_nothing_there_is_shows_what_is_set_aside(board_pages: Pages, typed: str) -> None:
    page = board_pages.page_as(OPERATOR)
    found = page.goto(f"/board/sheets/?{typed}")
    assert found is not None
    assert found.status == 200
    assert page.locator("main tbody tr").count() == Deciding(board_pages.site.record).questions.ballots_waiting()


def test_a_batch_is_withdrawn_once_it_was_said_that_none_of_it_counts(board_pages: Pages) -> None:
    page = board_pages.page_as(ADMINISTRATOR)
    page.goto("/board/sheets/")
    page.locator("form[action$='withdraw/']").get_by_label("Batch").select_option(BATCH)
    page.get_by_label("Reason").fill("the folder was counted under a wrong name")
    page.get_by_role("button", name="Withdraw the batch").click()
    assert Deciding(board_pages.site.record).state().withdrawn == {}
    page.locator("form[action$='withdraw/']").get_by_label("Batch").select_option(BATCH)
    page.get_by_label("Reason").fill("the folder was counted under a wrong name")
    page.get_by_label("None of its sheets is to count").check()
    page.get_by_role("button", name="Withdraw the batch").click()
    said = page.locator("main").inner_text()
    assert f"Batch {BATCH} is withdrawn." in said
    assert "counted under a wrong name. None of its sheets counts." in said
    shown = page.locator("main tbody tr td:first-child").all_inner_texts()
    assert BATCH not in shown
    check_fits(page)
    check_axe(page)
    picture(page, "board-batch-withdrawn")
    page.goto("/status/")
    assert "withdrawn" in page.locator("main").inner_text()


def test_only_the_administrator_withdraws_and_judges_see_no_list(board_site: Site) -> None:
    said = {"batch": BATCH, "reason": "mine", "sure": "on"}
    for role in set(Role) - {ADMINISTRATOR}:
        assert board_site.client(role).post("/board/sheets/withdraw/", said).status_code in (403, 404), role
    assert board_site.client().post("/board/sheets/withdraw/", said).status_code in (302, 403, 404)
    assert board_site.client(ADMINISTRATOR, enforce_csrf=True).post("/board/sheets/withdraw/", said).status_code == 403
    assert board_site.client(JUDGE).get("/board/sheets/").status_code in (403, 404)
    assert Deciding(board_site.record).state().withdrawn == {}


def test_a_batch_that_is_withdrawn_is_offered_no_more(board_pages: Pages) -> None:
    Deciding(board_pages.site.record).enter(BatchWithdrawn(BATCH, "twice", "Ada Clerk"))
    page = board_pages.page_as(ADMINISTRATOR)
    page.goto(f"/board/sheets/?state=all&batch={BATCH}")
    assert page.locator("main tbody tr").first.locator("td").nth(2).inner_text() == "withdrawn"
    choices = page.locator("form[action$='withdraw/'] option").all_inner_texts()
    assert BATCH not in choices
