"""The state's pages: the table of counties, packages by upload, report, declarations (W8); hostile forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from canvass.cli import run
from tabulate.offices import Office
from tabulate.state_canvass.county_package import CountyPackage
from tests.canvass.canvassing.canvassed_counties import county, standing, whole_county
from tests.canvass.canvassing.sent_packages import as_file, package_from, sealed
from tests.canvass.state_canvass.counties_sent import contest, pine
from tests.canvass.state_canvass.state_site import BOARD, FILED, STATE, SURE, declared, shown, state_site, steps, zipped
from tests.canvass.web.browsing import Pages, check_axe, check_fits, picture
from tests.canvass.web.served_records import Site, live_address

if TYPE_CHECKING:
    from django.test import Client
    from playwright.sync_api import Browser

SCRIPT = "<script>alert(1)</script>"
NUMBERS = {"i-188": (1_300, 1_100), "ca-116": (1_200, 1_200)}


@pytest.fixture(scope="module")
def big_sky() -> CountyPackage:
    return package_from(standing(county(), whole_county(county())))


@pytest.fixture(scope="module")
def files(big_sky: CountyPackage) -> tuple[bytes, bytes]:
    """Of both counties."""
    return as_file(big_sky), as_file(pine(big_sky))


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with state_site(tmp_path / "state") as served:
        yield served


@pytest.fixture
def dee(site: Site) -> Client:
    return site.client(STATE)


def answers(page: str) -> dict[str, str]:
    """Of each file: the county, and what became of it."""
    row = r'<th scope="row">([^<]+)</th><td>[^<]*</td><td>([^<]*)</td><td><span class="tag [a-z]+">([^<]*)</span>'
    return {name: f"{county} {answer}".strip() for name, county, answer in re.findall(row, page)}


def recounted(package: CountyPackage, votes: tuple[int, int]) -> bytes:
    """The county's file with what a recount of its part of HD 45 found."""
    names, office = package.contests[1].choices, Office.STATE_REPRESENTATIVE
    house = contest("house-45", names, votes, package.county, office=office)
    return as_file(sealed(replace(package, contests=(package.contests[0], house, *package.contests[2:]))))


def test_the_guides_lead_to_the_state_s_own_pages(dee: Client) -> None:
    assert 'href="/guides/" aria-current="page">Guides' in shown(dee, "guides/")
    page = shown(dee, "guides/secretary-of-state/")
    assert '<a href="/counties/">Receive the packages' in page
    assert re.search(r'<a href="/audits/">Take in the counties.{1,8} published audits', page)


def test_w8_from_two_packages_to_the_declaration_by_pages(
    site: Site, dee: Client, files: tuple[bytes, bytes], big_sky: CountyPackage
) -> None:
    page = shown(dee)
    assert ">2</dd>" in page, "both are missing"
    assert "NOT COMPLETE" in shown(dee, "results/")
    assert answers(shown(dee, "counties/receive/", packages=zipped(files[0]))) == {"county-1.zip": "Big Sky taken"}
    page = shown(dee, "counties/receive/", packages=zipped(*files))
    assert answers(page) == {"county-1.zip": "Big Sky there already", "county-2.zip": "Pine taken"}
    page = shown(dee)
    assert page.count('<span class="tag done">in</span>') == 2
    assert "1,362" in page, "electors voting in Big Sky"
    report = dee.get("/results/report/?form=json").json()
    house = next(one for one in report["contests"] if one["contest"] == "house-45")
    assert house["state"]["votes"] == [1_606, 1_609]
    for form, first in (("pdf", b"%PDF"), ("csv", b"Report of the state canvass"), ("html", b"<!doctype html>")):
        assert dee.get(f"/results/report/?form={form}").content.startswith(first)
    before = steps(site)
    asked = shown(dee, "results/declare/", **BOARD, **FILED)
    for words in ("Does the board declare this?", "D has the highest number of votes", "Ann Ash, state auditor"):
        assert words in asked
    for stale in ("", "0" * 64):
        again = shown(dee, "results/declare/", **BOARD, **FILED, **SURE, shown=stale)
        assert "Does the board declare this?" in again, "what was shown is not so now: it is asked anew"
    assert steps(site) == before, "nothing is written before somebody is sure"
    page = declared(dee, **BOARD, **FILED)
    assert "The results are declared" in page
    assert "Declared by the packages that are in, filed on 2026-11-30" in page
    assert dee.get("/results/2/?form=json").json()["names"] == ["D"]
    assert dee.get("/results/2/").content.startswith(b"%PDF")
    assert dee.get("/results/99/").status_code == 404
    corrected = as_file(pine(big_sky, **{"i-188": NUMBERS["i-188"]}))
    assert "say that it takes the other" in shown(dee, "counties/receive/", packages=zipped(corrected))
    shown(dee, "counties/receive/", packages=zipped(corrected), replace="on")
    assert "2 packages" in shown(dee)
    assert "THE DECLARATION IS SUPERSEDED" in shown(dee, "results/")
    assert dee.get("/results/2/").status_code == 404, "no document by other packages"
    assert run(["state", "check", str(site.directory)]) == 1, "the command sees what the pages did"
    shown(dee, "counties/receive/", packages=zipped(recounted(pine(big_sky), (1_209, 1_200))), replace="on")
    page = declared(dee, **BOARD, **FILED)
    assert "the board declared D (step" in page, "the board reconvened"
    assert "that declaration is void, with every certificate by it (13-16-419)" in page


def test_a_tie_is_certified_and_after_its_recount_ticked(site: Site, dee: Client, big_sky: CountyPackage) -> None:
    equal = recounted(pine(big_sky), (1_204, 1_208))
    shown(dee, "counties/receive/", packages=zipped(as_file(big_sky), equal))
    assert "Ties that a recount has left" in shown(dee, "results/")
    page = declared(dee, **BOARD, **FILED)
    assert "The secretary of state proceeds as if a petition for a recount were filed (13-16-203)" in page
    page = declared(dee, **BOARD, **FILED, recounted=["house-45"])
    assert "The recount has left it" in page
    before = steps(site)
    assert "not one of the available choices" in shown(
        dee, "results/declare/", **BOARD, **FILED, **SURE, recounted=["zed"]
    )
    assert steps(site) == before


def test_what_does_not_add_up_or_belong_is_named_and_nothing_is_half_entered(
    site: Site, dee: Client, big_sky: CountyPackage, files: tuple[bytes, bytes]
) -> None:
    before = steps(site)
    seal = big_sky.seal
    assert seal is not None
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"packages": []}, "No file came"),
        ({"packages": zipped(b"")}, "is no file that a county sends"),
        ({"packages": zipped(b"no zip")}, "Nothing was written"),
        ({"packages": [SimpleUploadedFile(f"{SCRIPT}.zip", b"no zip")]}, "Nothing was written"),
        ({"packages": zipped(files[0]), "label": f"{seal.number}:{'0' * 64}"}, "the envelope's label says"),
        ({"packages": zipped(files[0]), "label": SCRIPT}, "the envelope's label says"),
        ({"packages": zipped(files[0]), "label": "a\x00b"}, "Null characters are not allowed"),
        ({"packages": zipped(*files), "label": f"{seal.number}:{seal.hash}"}, "A label is of one package"),
        ({"packages": zipped(files[0]), "at": "noon"}, "is no hour"),
        ({"packages": zipped(as_file(replace(big_sky, election="Primary Election")))}, "is of another election"),
        ({"packages": zipped(as_file(replace(big_sky, county="Larch")))}, "none of the 2 counties"),
    ]
    for said, words in wrong:
        page = shown(dee, "counties/receive/", **{"x": "1", **said})
        assert words in page, words
        assert SCRIPT not in page
        assert steps(site) == before
    too_many = dee.post("/counties/receive/", {"packages": zipped(*([b"x"] * 201))})
    assert (too_many.status_code, steps(site) == before) == (400, True)
    label = f"{seal.number}:{seal.hash}"
    page = shown(dee, "counties/receive/", packages=zipped(files[0]), label=label)
    assert answers(page) == {"county-1.zip": "Big Sky taken"}
    sent = pine(big_sky)
    house = sent.contests[1]
    places = (replace(house.places[0], votes=(1_211, 1_204)), *house.places[1:])
    altered = replace(sent, contests=(sent.contests[0], replace(house, places=places), *sent.contests[2:]))
    page = shown(dee, "counties/receive/", packages=zipped(as_file(altered)))
    assert answers(page) == {"county-1.zip": "Pine taken, and does not add up"}
    assert "House-45, precinct P1" in page
    page = shown(dee)
    assert '<span class="tag stopped">does not add up</span> 3 places' in page
    assert "compared" in page
    assert "The board declares once the returns of every county are in and add up" in shown(
        dee, "results/declare/", **BOARD, **FILED, **SURE
    )


def test_hostile_declarations_write_nothing(site: Site, dee: Client, files: tuple[bytes, bytes]) -> None:
    shown(dee, "counties/receive/", packages=zipped(*files))
    before = steps(site)
    for said, words in (
        ({"member_1": ""}, "This field is required"),
        ({"member_1": "B\x00"}, "Null characters are not allowed"),
        ({"member_1": "B\u202eo"}, "no paper shows"),
        ({"secretary": "x" * 201}, "at most 200 characters"),
        ({"filed_on": "soon"}, "is no day"),
        ({"at": "soon"}, "is no hour"),
    ):
        page = declared(dee, **(BOARD | FILED | said))
        assert words in page, said
    assert SCRIPT not in shown(dee, "results/declare/", **(BOARD | FILED | {"secretary": SCRIPT}))
    assert steps(site) == before


def test_a_folder_that_was_altered_while_it_is_served_is_said_and_not_served(
    site: Site, dee: Client, files: tuple[bytes, bytes]
) -> None:
    shown(dee, "counties/receive/", packages=zipped(*files))
    package = next((site.directory / "packages").iterdir())
    package.write_bytes(package.read_bytes() + b"x")
    answer = dee.get("/counties/")
    assert (answer.status_code, "was altered or is lost" in answer.content.decode()) == (503, True)


def test_the_pages_can_be_read_by_everyone_and_a_package_is_sent_by_keyboard(
    site: Site, browser: Browser, tmp_path: Path, files: tuple[bytes, bytes]
) -> None:
    places = [tmp_path / f"county-{number}.zip" for number in (1, 2)]
    for place, content in zip(places, files, strict=True):
        place.write_bytes(content)
    with live_address() as address:
        pages = Pages(browser, site, address)
        page = pages.page_as(STATE, viewport={"width": 320, "height": 900})
        page.goto("/counties/")
        page.locator("#packages_packages").set_input_files(places[0])
        page.get_by_role("button", name="Receive").press("Enter")
        look(page, "state-received-320")
        page.get_by_role("link", name="To the counties").click()
        look(page, "state-counties-320")
        page.locator("#packages_packages").set_input_files(places)
        page.get_by_role("button", name="Receive").press("Enter")
        page.goto("/results/")
        look(page, "state-results-320")
        for name, typed in BOARD.items():
            page.locator(f"#declare_{name}").fill(typed * 20 + "W" * 40)
        page.get_by_role("button", name="Declare the results").press("Enter")
        assert page.get_by_text("Nothing is written yet.").is_visible()
        look(page, "state-asked-320")
        dark = pages.page_as(STATE, viewport={"width": 1280, "height": 900}, color_scheme="dark")
        for name in ("counties", "results"):
            dark.goto(f"/{name}/")
            look(dark, f"state-{name}-dark", "color-contrast")
        for context in browser.contexts:
            context.close()


def look(page: Any, name: str, *rules: str) -> None:
    picture(page, name)
    check_fits(page)
    check_axe(page, *rules)


def test_of_many_files_each_is_taken_or_refused_for_itself(
    site: Site, dee: Client, files: tuple[bytes, bytes], big_sky: CountyPackage
) -> None:
    other = as_file(pine(big_sky, **{"i-188": NUMBERS["i-188"]}))
    sent = {
        "a.zip": files[0],
        "again.zip": files[0],
        "b.zip": files[1],
        "b-other.zip": other,
        "cut.zip": files[0][:-40],
        "bomb.zip": b"PK\x03\x04" + b"\0" * 5_000,
        "empty.zip": b"",
        "Thumbs.db": b"\xd0\xcf\x11\xe0",
        f"{SCRIPT}.json": b'{"kind": "another"}',
        "deep.json": b'{"events": ' + b"[" * 200_000 + b"]" * 200_000 + b"}",
        "bytes.json": b'{"\xff\xfe": 1}',
    }
    uploaded = [SimpleUploadedFile(name, content) for name, content in sent.items()]
    page = shown(dee, "counties/receive/", folder=uploaded)
    assert SCRIPT not in page
    found = answers(page)
    assert len(found) == len(sent)
    assert {name: said for name, said in found.items() if said != "refused"} == {
        "a.zip": "Big Sky taken",
        "again.zip": "Big Sky there already",
        "b.zip": "Pine taken",
    }
    assert steps(site).count(b"\n") == 3, "each county once"
    assert "say that it takes the other" in page
