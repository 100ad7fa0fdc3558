"""Notice of a recount by pages: the secretary of state gives it, and a county's administrator takes it in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from canvass.accounts.roles import Role
from canvass.state_canvass.state_folder import canvass_in
from tabulate.board.polls import PollsClosed
from tabulate.ledger.fold import fold
from tabulate.state_canvass.county_package import CountyPackage
from tests.canvass.canvassing.canvassed_counties import county, standing, whole_county
from tests.canvass.canvassing.sent_packages import as_file, package_from
from tests.canvass.recount_by_hand.counted_by_hand import STATEMENT, hd45, make_record
from tests.canvass.state_canvass.counties_sent import pine
from tests.canvass.state_canvass.state_site import (
    BOARD,
    FILED,
    OBSERVER,
    STATE,
    SURE,
    declared,
    shown,
    state_site,
    steps,
    zipped,
)
from tests.canvass.web.browsing import Pages, check_axe, check_fits, picture
from tests.canvass.web.served_records import Site, live_address, make_accounts, site_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ADMINISTRATOR = Role.ELECTION_ADMINISTRATOR
ASKED = {
    "recount": "R-1",
    "ground": "petition",
    "petitioner": "c",
    "statement": STATEMENT,
    "verified_before": "Nan Notary",
    "filed_on": "2026-12-01",
    "notice_on": "2026-12-02",
    "last_day": "as-it-falls",
}


@pytest.fixture(scope="module")
def big_sky() -> CountyPackage:
    return package_from(standing(county(), whole_county(county())))


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with state_site(tmp_path / "state") as served:
        yield served


def given(client: Any, **said: str) -> str:
    """Asked once more, and sure."""
    asked = shown(client, "recounts/2/", **said)
    mark = re.search(r'name="shown" value="([0-9a-f]{64})"', asked)
    return shown(client, "recounts/2/", **said, **SURE, shown=mark[1] if mark else "")


def test_notice_is_given_taken_in_and_looked_at(
    site: Site, big_sky: CountyPackage, browser: Browser, tmp_path: Path
) -> None:
    dee = site.client(STATE)
    assert "The board has not declared" in shown(dee, "recounts/")
    assert dee.get("/recounts/2/").status_code == 404
    shown(dee, "counties/receive/", packages=zipped(as_file(big_sky), as_file(pine(big_sky))))
    declared(dee, **BOARD, **FILED)
    assert "D 1,609" in shown(dee, "recounts/")
    assert "C, 3 votes behind" in shown(dee, "recounts/")
    before = steps(site)
    for said, words in (
        ({"petitioner": "d"}, "Select a valid choice"),
        ({"petitioner": ""}, "who petitions (13-16-201)"),
        ({"bond": "100"}, "no bond (13-16-201)"),
        ({"filed_on": "2026-12-06", "notice_on": "2026-12-06"}, "within five days of the canvass"),
        ({"ground": "tie"}, "no petition: a tie needs none"),
        ({"ground": "court order"}, "Select a valid choice"),
        ({"statement": "<script>alert(1)</script>"}, "a petition that says under oath"),
        ({"recount": "R\x001"}, "Null characters are not allowed"),
    ):
        answer = dee.post("/recounts/2/", ASKED | said | SURE)
        page = answer.content.decode().replace("&#x27;", "'")
        assert words in page, words
        assert "<script>alert" not in page
    assert steps(site) == before
    assert "Give these counties notice?" in shown(dee, "recounts/2/", **ASKED)
    assert steps(site) == before
    assert "The counties have notice" in given(dee, **ASKED)
    page = shown(site.client(OBSERVER), "recounts/")
    assert ("R-1" in page, "/recounts/2/" in page) == (True, False)
    assert site.client(OBSERVER).get("/recounts/2/").status_code == 403
    assert site.client(OBSERVER).get("/recounts/notices/1/1/").content.startswith(b"%PDF")
    assert {dee.get(f"/recounts/notices/{one}/").status_code for one in ("1/3", "2/1", "0/1", "1/0")} == {404}
    sent = dee.get("/recounts/notices/1/1/?form=json").content
    assert b'"county":"Big Sky"' in sent
    line = canvass_in(site.directory).head
    with live_address() as address:
        pages = Pages(browser, site, address)
        seen = pages.page_as(STATE, viewport={"width": 320, "height": 900})
        for where, name in (("/recounts/", "state-recounts"), ("/recounts/2/", "state-give-notice")):
            seen.goto(where)
            look(seen, f"{name}-320")
        for context in browser.contexts:
            context.close()
    (tmp_path / "notice.json").write_bytes(sent)
    assert line in sent.decode()


def look(page: Any, name: str) -> None:
    picture(page, name)
    check_fits(page)
    check_axe(page)


NOTICE = (
    '{"canvassed_on":"2026-11-30","contest":"house-45","county":"Big Sky","date":"2026-11-03","election":"General '
    'Election","elsewhere":[{"choice":"c","votes":1204},{"choice":"d","votes":1211}],"filed_on":"2026-11-30","format":'
    '"canvass-recount-notice/1","ground":"petition","here":[{"choice":"c","votes":402},{"choice":"d","votes":398}],'
    '"notice_on":"2026-12-01","petition":{"bond_cents":0,"petitioner":"c","signatures":[],"statement":"a recount will '
    'change the result, a recount of the votes","verified_before":"Nan Notary"},"precincts":["P1","P2"],"recount":'
    f'"R-1","step":"{"ab" * 32}","title":"House-45"}}'
)


def test_a_county_takes_the_notice_in_by_its_page(tmp_path: Path, browser: Browser) -> None:
    one = hd45(territory="several counties") | {"id": "house-45"}
    votes = {"P1": {"house-45": (300, 298, 14)}, "P2": {"house-45": (102, 100, 12)}}
    record = make_record(tmp_path / "record", [one], votes, day="2026-11-03")
    file = tmp_path / "notice.json"
    file.write_text(NOTICE, "ascii")
    with site_of(record) as county_site:
        county_site.record.append([PollsClosed("clerk")])
        make_accounts()
        client = county_site.client(ADMINISTRATOR)
        for content, words in ((b"\xff\xfe", "is no notice"), (NOTICE.replace("Big Sky", "Pine").encode(), "to Pine")):
            sent = SimpleUploadedFile("n.json", content)
            answer = client.post("/recounts/noticed/", {"file": sent, "notice_on": "2026-12-02"})
            assert (answer.status_code, words in answer.content.decode()) == (422, True), words
        assert "may be left empty" not in client.get("/recounts/noticed/").content.decode()
        assert "Choose the file." in client.post("/recounts/noticed/", {"notice_on": "2026-12-02"}).content.decode()
        assert county_site.client(OBSERVER).get("/recounts/noticed/").status_code == 403
        with live_address() as address:
            page = Pages(browser, county_site, address).page_as(ADMINISTRATOR, viewport={"width": 320, "height": 900})
            page.goto("/recounts/file/")
            page.get_by_role("link", name="take the notice in").click()
            look(page, "recount-noticed-320")
            page.locator("input[type=file]").set_input_files(file)
            page.get_by_label("The day of the notice to the board").fill("2026-12-02")
            page.get_by_role("button", name="Take it in").press("Enter")
            assert page.get_by_text("c 1,204; d 1,211").is_visible()
            look(page, "recount-noticed-asked-320")
            page.get_by_role("button", name="File the recount").press("Enter")
            assert page.get_by_text("The recount is filed by the notice.").is_visible()
            for context in browser.contexts:
                context.close()
        (kept,) = fold(county_site.record.outlines()).board.recounts.recounts.values()
    assert (kept.filed.noticed_by, kept.filed.notice_on) == ("ab" * 32, "2026-12-02")
