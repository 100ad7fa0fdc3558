"""The page of machines asks on what ground other software counts than was tested, and records the answer (F6)."""

from dataclasses import replace

from canvass.accounts.roles import Role
from canvass.counting.batches import BatchRequest, new_batch
from canvass.reading.self_test import run_self_test
from canvass.reading.tested_software import software_of_machine
from tabulate.ledger.entries import BatchKind
from tests.canvass.web.browsing import Pages, check_axe, check_fits, picture


def test_repair_F6_the_administrator_answers_on_the_page_of_machines(board_pages: Pages) -> None:
    record = board_pages.site.record
    for machine, digest in (("left", "ef" * 32), ("right", "")):
        opened = new_batch(record.election, BatchRequest(f"T-{machine}", machine, BatchKind.TEST), run_self_test())
        record.append([replace(opened, software_sha256=digest or opened.software_sha256)])
    page = board_pages.page_as(Role.ELECTION_ADMINISTRATOR)
    page.goto("/board/machines/")
    table = page.get_by_role("region", name="Software")
    left, right = (table.get_by_role("row").filter(has_text=f"T-{name}") for name in ("left", "right"))
    assert "differs the files of Canvass or its libraries" in " ".join(left.inner_text().split())
    assert "as tested" in right.inner_text()
    check_fits(page)
    check_axe(page)
    picture(page, "machines-software")
    left.get_by_label("Ground").fill("Directive 9 of the secretary of state")
    left.get_by_role("button", name="Let it count").click()
    assert "left may count" in page.locator("body").inner_text()
    assert "Directive 9 of the secretary of state" in left.inner_text()
    found = software_of_machine(record, "left")
    assert found is not None
    assert (found.asks, found.answer is not None) == (False, True)
    check_axe(page)
