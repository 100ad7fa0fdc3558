"""The administrator sees the county's register of machines as the record took it (B7)."""

from audit.events.consequences import MachineBarredElsewhere
from audit.machine_register import MachineEntered, begun, read_register, with_events
from canvass.accounts.roles import Role
from canvass.auditing.machine_register import take_register
from tests.canvass.web.browsing import Pages, check_axe, check_fits, picture


def test_repair_b7_the_page_shows_the_register_and_what_bars_a_machine(board_pages: Pages) -> None:
    page = board_pages.page_as(Role.ELECTION_ADMINISTRATOR)
    page.goto("/board/machines/")
    assert "taken no register" in page.locator("main").inner_text()
    check_axe(page)
    record = board_pages.site.record
    machines = [MachineEntered(name, "Scan Works 200", "cd" * 32, "2026-09-01") for name in ("left", "right")]
    bar = MachineBarredElsewhere("left", "the primary, 2024-06-04", "ab" * 32)
    text = with_events(begun(record.election.county), [*machines, bar])
    take_register(record, read_register(text), "clerk")
    page.reload()
    rows = page.locator("tbody tr").all_inner_texts()
    assert ["barred by the audit of the primary, 2024-06-04" in row for row in rows] == [True, False]
    assert "approval by the secretary of state" in rows[0]
    assert "may count" in rows[1]
    check_fits(page)
    check_axe(page)
    picture(page, "machines")
