"""Pages of a county with precinct parts: what officials enter and see there, and what the public does not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from canvass.accounts.roles import Role
from tabulate.board.office.electors_voting import ElectorsVoting
from tabulate.board.office.totals_released import TotalsReleased
from tests.canvass.precinct_parts.split_county import electors
from tests.canvass.web.browsing import Pages, check_axe, check_fits, picture
from tests.canvass.web.served_records import Site, live_address

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def test_repair_noun2_no_public_page_shows_a_part(served: Site) -> None:
    """Not to the public, nor on the pages of those at work; also where the address asks for it."""
    served.record.append([electors("P2-A", 21), TotalsReleased(True, False, "clerk")])
    assert "P2" in served.client().get("/results/released/?by=precinct").content.decode()
    for role in (None, Role.OBSERVER, Role.SECRETARY_OF_STATE):
        for address in ("/", "/results/", "/results/released/", "/status/"):
            for by in ("", "?by=part", "?by=district", "?by=precinct", "?by=method"):
                text = served.client(role).get(address + by, follow=True).content.decode()
                assert "P2-A" not in text
                assert "by part" not in text.casefold()


def test_repair_noun2_the_administrator_enters_electors_voting_on_a_page(served: Site) -> None:
    client = served.client(Role.ELECTION_ADMINISTRATOR)
    assert "/board/electors/" in client.get("/board/reconciliation/").content.decode()
    said = {"part": "P2-A", "electors": "20", "source": "pollbook"}
    text = client.post("/board/electors/enter/", said, follow=True).content.decode()
    assert "The number is entered." in text
    assert '<strong class="differs">1</strong>' in text, "21 ballots of 20 electors"
    for wrong in ({"part": "P2"}, {"electors": "many"}, {"source": "transmittal of the batch"}, {"part": ""}):
        head = served.record.head()
        client.post("/board/electors/enter/", {**said, **wrong}, follow=True)
        assert served.record.head() == head


def test_repair_noun2_a_file_of_electors_is_read_on_the_page_whole_or_not(served: Site, tmp_path: Path) -> None:
    client = served.client(Role.ELECTION_ADMINISTRATOR)
    for content, said in (
        (b"part,electors\nP1,3\nP9,4\n", "Line 3"),
        (b"part,electors\nP1,3,4\n", "Line 2: found more cells"),
        (b"part,electors\nP1,3\nP3,4\n", "2 numbers"),
    ):
        file = tmp_path / "electors.csv"
        file.write_bytes(content)
        with file.open("rb") as opened:
            form = {"file": opened, "source": "pollbook"}
            assert said in client.post("/board/electors/file/", form, follow=True).content.decode()
    assert [one.part for one in served.record.entries() if isinstance(one, ElectorsVoting)] == ["P1", "P3"]


def test_repair_noun2_the_page_of_electors_can_be_read_by_everyone(served: Site, browser: Browser) -> None:
    served.record.append([electors("P2-A", 20)])
    with live_address() as address:
        page = Pages(browser, served, address).page_as(
            Role.ELECTION_ADMINISTRATOR, viewport={"width": 360, "height": 700}
        )
        page.goto("/board/electors/")
        assert page.locator("tbody tr").count() == 4
        page.get_by_label("Precinct part", exact=True).select_option("P2-B")
        page.get_by_label("Electors voting", exact=True).fill("13")
        page.get_by_role("button", name="Enter").click()
        assert "13" in page.locator("tbody tr").nth(2).inner_text()
        check_fits(page)
        check_axe(page)
        picture(page, "electors-voting")
