"""The second look on its pages: for one person alone, with a finding for each difference, sealed with the results."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from canvass.accounts.roles import Role
from canvass.cli import run
from canvass.errors import ExitCode
from tabulate.board.outside.record_entries import DifferenceFinding
from tabulate.ledger.fold import fold
from tests.canvass.outside.compared_county import (
    BY,
    ComparedCounty,
    records_taken,
)
from tests.canvass.web.browsing import Pages, check_axe, check_fits, picture
from tests.canvass.web.served_records import live_address, make_accounts, site_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.canvass.web.served_records import Site

EA = Role.ELECTION_ADMINISTRATOR
PAGE = "/office/second-look/"
WINDOWS: list[tuple[int, Any, tuple[str, ...]]] = [
    (1280, "light", ()),
    (1280, "dark", ("color-contrast",)),
    (320, "light", ("color-contrast", "target-size")),
]


@pytest.fixture
def site(taken: ComparedCounty) -> Iterator[Site]:
    """The record, served, after the polls."""
    assert run(["close-polls", str(taken.record), *BY]) == ExitCode.DONE
    with site_of(taken.record) as served:
        make_accounts()
        yield served


def _difference(site: Site) -> str:
    text = site.client(EA).get(PAGE).content.decode()
    (address,) = {part.split('"')[0] for part in text.split('href="')[1:] if part.startswith(f"{PAGE}")} - {PAGE}
    return address


def test_the_administrator_alone_sees_the_second_look(site: Site) -> None:
    address = _difference(site)
    for path in (PAGE, address, f"{address}contest/1/", f"{address}contest-seen/1/", f"{address}sheet/2/"):
        for role in Role:
            answer = site.client(role).get(path)
            assert (answer.status_code == 200) is (role is EA), (path, role)
    assert site.client(EA).get(f"{address}contest/1/").headers["Content-Type"].startswith("image/")
    for strange in ("nothing/1/", "sheet/3/", "contest/9/"):
        assert site.client(EA).get(f"{address}{strange}").status_code == 404


def test_a_finding_is_an_entry_and_a_later_one_takes_its_place(site: Site, taken: ComparedCounty) -> None:
    client, address = site.client(EA), _difference(site)
    assert client.post(address, {"finding": "a miracle"}).status_code == 422
    for finding in (DifferenceFinding.OPEN, DifferenceFinding.CANVASS):
        answer = client.post(address, {"finding": finding.value, "note": " seen on the paper "})
        assert answer.status_code == 302
    found = fold(site.record.outlines()).board.office.records.found
    ((key, contest),) = found
    assert (key, contest) == (taken.altered, taken.election.contests[0].id)
    assert found[key, contest][1].finding is DifferenceFinding.CANVASS
    assert found[key, contest][1].note == "seen on the paper"
    assert "Canvass is right" in client.get(f"{PAGE}?contest={contest}").content.decode()
    gone = address.replace(f"/{records_taken_at(site)}/", "/1/")
    assert client.get(gone).status_code == 404


def records_taken_at(site: Site) -> int:
    found = fold(site.record.outlines()).board.office.records.taken
    assert found is not None
    return found[0]


def test_the_pages_can_be_read_by_everyone(site: Site, browser: Browser) -> None:
    with live_address() as address:
        pages = Pages(browser, site, address)
        for width, scheme, rules in WINDOWS:
            page = pages.page_as(EA, viewport={"width": width, "height": 900}, color_scheme=scheme)
            for name, path in (("list", PAGE), ("one", _difference(site))):
                page.goto(path)
                page.wait_for_load_state("networkidle")
                picture(page, f"second-look-{name}-{width}-{scheme}")
                check_fits(page)
                check_axe(page, *rules)
        for context in browser.contexts:
            context.close()


def test_a_page_shows_nothing_while_results_are_sealed(taken: ComparedCounty) -> None:
    with site_of(taken.record) as site:
        make_accounts()
        answer = site.client(EA).get(PAGE)
        assert "sealed" in answer.content.decode().lower()
        assert taken.altered not in answer.content.decode()
        (number, _) = records_taken(taken).taken or (0, None)
        assert site.client(EA).get(f"{PAGE}{number}/1/contest/1/").status_code == 404
