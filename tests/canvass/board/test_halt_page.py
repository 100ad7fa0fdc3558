"""The page of halts: judges vote, the choice follows from their votes, and the machine is barred (13-15-209)."""

from canvass.accounts.roles import Role
from canvass.deciding.decisions import Deciding
from tabulate.board.batches.halts import CountHalted
from tests.canvass.board.decks import BATCH
from tests.canvass.web.browsing import Pages, check_axe, check_fits, picture

JUDGE, ADMINISTRATOR = Role.COUNTING_BOARD_MEMBER, Role.ELECTION_ADMINISTRATOR
DOUBT = "A majority of the board thinks that it may be faulty"


def test_repair_A8_a_doubt_is_recorded_only_with_the_judges_votes_and_bars_the_machine(board_pages: Pages) -> None:
    record = board_pages.site.record
    opened = record.batch_opened(BATCH)
    assert opened is not None
    Deciding(record).enter(CountHalted(opened.machine, "the administrator", "The figures jump."))
    for number, expected in ((1, "no such majority of board 1, 2"), (2, ""), (4, ""), (5, "")):
        page = board_pages.page_as(JUDGE, number)
        page.goto("/board/halts/")
        page.get_by_label("The system may not function").check()
        page.get_by_label("Yes").check()
        page.get_by_role("button", name="Record my vote").click()
        assert "Your vote is recorded." in page.locator("body").inner_text()
        check_fits(page)
        if expected:
            assert expected in end_by_doubt(board_pages)
    assert "The choice is recorded." in end_by_doubt(board_pages)
    page = board_pages.page_as(ADMINISTRATOR)
    page.goto("/board/halts/")
    said = page.locator("main").inner_text()
    assert f"Barred from this count until a test that it passed is recorded: {opened.machine}." in said
    assert "Judges on: the system may not function" in said
    check_fits(page)
    check_axe(page)
    picture(page, "board-halt-doubt")
    assert Deciding(record).state().halting.barring(opened.machine) is not None


def end_by_doubt(board_pages: Pages) -> str:
    """What is said when the administrator ends the halt by the board's doubt, with every batch named."""
    page = board_pages.page_as(ADMINISTRATOR)
    page.goto("/board/halts/")
    check_axe(page)
    page.get_by_label(DOUBT).check()
    page.get_by_label("Count the affected batches by hand").check()
    for batch in page.locator("input[name$='-batches']").all():
        batch.check()
    page.get_by_label("Chosen by").fill("Judge 1, Judge 2")
    page.get_by_label("Reason", exact=True).fill("The board does not trust it.")
    page.get_by_role("button", name="Record the choice").click()
    assert "Record this choice?" in page.locator("main").inner_text()
    check_axe(page)
    check_fits(page)
    picture(page, "board-halt-choice-asked")
    page.get_by_role("button", name="Record the choice").click()
    return str(page.locator("body").inner_text())
