"""The state's place: all counties at a glance, and what they send taken at once, audits among it (13-15-501)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from audit.publication import publish
from canvass.cli import run
from canvass.errors import ExitCode
from canvass.state_canvass.receiving_each.audit_files import receive_audit
from tabulate.state_canvass.counties_of_montana import COUNTIES
from tests.audit.audits import WHOLE
from tests.canvass.canvassing.canvassed_counties import county, standing, whole_county
from tests.canvass.canvassing.sent_packages import as_file, package_from, sealed
from tests.canvass.state_canvass.counties_sent import pine, state
from tests.canvass.state_canvass.state_site import OBSERVER, STATE, shown, state_site, steps
from tests.canvass.web.browsing import Pages, check_axe, check_fits, picture
from tests.canvass.web.served_records import Site, live_address

if TYPE_CHECKING:
    from playwright.sync_api import Browser

AUDIT = publish(WHOLE)
REPORT = json.loads(AUDIT)["report"]
DAY, AUDITED = REPORT["election_date"], REPORT["county"]
OTHERS = COUNTIES[:55]
BY = ("--by", "Dee Day")


def begun_with_all(folder: Path) -> None:
    counties = (word for one in (AUDITED, *OTHERS) for word in ("--county", one))
    state(folder, "open", "--election", "General Election", "--date", DAY, *counties, *BY)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with state_site(tmp_path / "state", begun_with_all) as served:
        yield served


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What 56 counties sent, with an audit, one of another day, and what lay there by chance."""
    place = tmp_path_factory.mktemp("sent")
    like = replace(pine(package_from(standing(county(), whole_county(county())))), date=DAY)
    for number, name in enumerate((AUDITED, *OTHERS), 1):
        (place / f"{number:02}.zip").write_bytes(as_file(sealed(replace(like, county=name, seal=None))))
    (place / "audit.json").write_text(AUDIT)
    (place / "notes.txt").write_text("call Carter")
    return place


def test_the_files_of_all_counties_are_taken_at_once_and_seen_at_a_glance(
    site: Site, browser: Browser, folder: Path
) -> None:
    with live_address() as address:
        pages = Pages(browser, site, address)
        page = pages.page_as(STATE, viewport={"width": 1280, "height": 900})
        page.goto("/counties/")
        picture(page, "state-nothing-in")
        page.locator("#packages_folder").set_input_files(folder)
        page.get_by_role("button", name="Receive").click()
        rows = page.get_by_role("table").locator("tbody tr")
        assert rows.count() == 58
        assert rows.first.inner_text().split("\t")[0] == "notes.txt", "what is refused stands first"
        assert rows.filter(has_text="refused").count() == 1
        check_axe(page)
        picture(page, "state-received")
        page.get_by_role("link", name="To the counties").click()
        audited = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=AUDITED, exact=True))
        assert "certified" in audited.inner_text()
        assert page.locator("dl.figures").inner_text().split("\n")[:2] == ["of 56 counties in", "56"]
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 900})
            check_fits(page)
            check_axe(page, *(() if width > 320 else ("color-contrast", "target-size")))
            picture(page, f"state-all-in-{width}")
        page.goto("/audits/")
        assert AUDITED in page.get_by_role("main").inner_text()
        check_fits(page)
        check_axe(page)
        picture(page, "state-audits")
        for context in browser.contexts:
            context.close()
    assert steps(site).count(b"\n") == 1 + 56 + 1
    assert site.client(OBSERVER).get("/audits/audits.pdf").content.startswith(b"%PDF")
    assert site.client(OBSERVER).get("/audits/audits.exe").status_code == 404
    assert run(["verify", str(site.directory)]) == 0
    assert "certified" in shown(site.client(OBSERVER)), "who observes sees all of it"


def test_an_audit_is_believed_once_it_was_replayed_and_a_later_file_takes_its_place(site: Site) -> None:
    dee, before = site.client(STATE), steps(site)
    altered = AUDIT.replace('"ballots": 600', '"ballots": 601', 1)
    assert altered != AUDIT
    for name, content, words in (
        ("altered.json", altered, "altered"),
        ("none.json", "{}", "is no published audit"),
        ("labelled.json", AUDIT, "a label is of a package"),
    ):
        (site.directory / name).write_text(content)
        with (site.directory / name).open("rb") as file:
            label = {"label": "41:" + "0" * 64} if name == "labelled.json" else {}
            assert words in shown(dee, "counties/receive/", packages=[file], **label), name
    assert steps(site) == before
    first = receive_audit(site.directory, "a", publish(WHOLE[:-1]).encode(), f"{DAY}T21:00-07:00", "dee")
    again = receive_audit(site.directory, "b", AUDIT.encode(), f"{DAY}T22:00-07:00", "dee")
    once_more = receive_audit(site.directory, "b", AUDIT.encode(), f"{DAY}T23:00-07:00", "dee")
    assert (first.new, again.new, once_more.new) == (True, True, False)
    assert f"The published audit of {AUDITED} came in" in shown(dee)
    (kept,) = (one for one in (site.directory / "audits").iterdir() if one.read_text() == AUDIT)
    kept.write_text(altered)
    assert dee.get("/counties/").status_code == 503
    assert run(["verify", str(site.directory)]) == 4


def test_a_folder_is_taken_by_command_and_what_is_refused_is_said(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "state"
    begun_with_all(place)
    assert state(place, "take", folder, tmp_path / "nowhere", *BY) == ExitCode.WRONG_INPUT
    assert (place / "steps.jsonl").read_bytes().count(b"\n") == 1, "nothing before all are seen"
    some = [folder / name for name in ("01.zip", "02.zip", "audit.json")]
    assert state(place, "take", *some, *BY) == ExitCode.DONE
    assert f"audit.json: {AUDITED}: taken: certified, replayed" in capsys.readouterr().out
    assert state(place, "take", folder, *BY) == ExitCode.WAITING
    said = capsys.readouterr()
    assert "01.zip: " in said.out
    assert "notes.txt: refused: notes.txt is no file that a county sends" in said.err
    assert (place / "steps.jsonl").read_bytes().count(b"\n") == 1 + 56 + 1
