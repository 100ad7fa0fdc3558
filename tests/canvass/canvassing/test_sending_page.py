"""The returns for the state by their page: made once somebody is sure, taken, mailed; refusals, roles, its look."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from canvass.accounts.roles import Role
from canvass.canvassing.county_standing import standing_now
from canvass.canvassing.package_zip import package_of
from tabulate.state_canvass.package_checks import faults_of
from tests.canvass.canvassing.canvassed_record import adopted, recounted
from tests.canvass.web.browsing import Pages, check_axe, check_fits, picture
from tests.canvass.web.served_records import Site, live_address, make_accounts, site_of

if TYPE_CHECKING:
    from django.test import Client
    from playwright.sync_api import Browser

HOME = "/canvass/state/"
SURE = {"sure": "yes"}
MAIL = {"number": "7019 0700 0001 2345", "mailed_on": "2026-01-01"}


@pytest.fixture
def site(record: Path) -> Iterator[Site]:
    with site_of(record) as served:
        make_accounts()
        yield served


@pytest.fixture
def clerk(site: Site) -> Client:
    return site.client(Role.ELECTION_ADMINISTRATOR)


def shown(client: Client, step: str = "", **said: Any) -> str:
    path = f"{HOME}{step}"
    answer = client.post(path, said, follow=True) if said else client.get(path, follow=True)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().replace("&#x27;", "'").split())


def test_the_package_is_made_taken_and_mailed_by_the_page(
    site: Site, clerk: Client, record: Path, tmp_path: Path
) -> None:
    assert "no report is adopted" in shown(clerk)
    adopted(record, tmp_path)
    assert "not made</span>" in shown(clerk)
    assert "not made yet" in shown(clerk, "package/")
    day = standing_now(site.record).canvass.reports[-1][1].at[:10]
    assert "that no package" in shown(clerk, "mailed/", **(MAIL | {"mailed_on": day}))
    assert "Are these the returns for the state?" in shown(clerk, "send/", at="")
    assert standing_now(site.record).canvass.sent == ()
    assert "The package is made" in shown(clerk, "send/", at="", **SURE)
    content = clerk.get(f"{HOME}package/").content
    found = package_of(content, "the package")
    assert ([one.contest for one in found.contests], faults_of(found)) == (["house"], ())
    assert clerk.get(f"{HOME}package/").content == content, "the same again is the same bytes"
    for which in ("paper", "label"):
        assert clerk.get(f"{HOME}{which}/").content.startswith(b"%PDF")
    for said, words in (
        ({"mailed_on": "soon"}, "is no day"),
        ({"number": ""}, "This field is required"),
        ({"number": "1\x002"}, "Null characters are not allowed"),
        ({"at": "2999-01-01T00:00"}, "has not come"),
    ):
        assert words in shown(clerk, "mailed/", **(MAIL | {"mailed_on": day} | said)), said
    assert "The certified mail is entered." in shown(clerk, "mailed/", **(MAIL | {"mailed_on": day}))
    assert f"7019 0700 0001 2345, on {day}" in shown(clerk)
    recounted(record, "house", "P1", {"ida": 11}, under=1)
    assert "is superseded" in shown(clerk)
    assert "is superseded" in shown(clerk, "package/")


def test_it_is_the_administrators_alone_and_looking_writes_nothing(
    site: Site, clerk: Client, record: Path, tmp_path: Path
) -> None:
    adopted(record, tmp_path)
    for role in Role:
        if role is not Role.ELECTION_ADMINISTRATOR:
            assert {site.client(role).get(f"{HOME}{one}").status_code for one in ("", "package/")} == {403}
            assert {site.client(role).post(f"{HOME}{one}", SURE).status_code for one in ("send/", "mailed/")} == {403}
    forged = site.client(Role.ELECTION_ADMINISTRATOR, enforce_csrf=True)
    assert {forged.post(f"{HOME}{one}", SURE).status_code for one in ("send/", "mailed/")} == {403}
    for one in ("", "package/", "label/", "send/", "mailed/"):
        clerk.get(f"{HOME}{one}", SURE)
    assert standing_now(site.record).canvass.sent == ()


def test_the_page_can_be_read_by_everyone(
    clerk: Client, site: Site, record: Path, tmp_path: Path, browser: Browser
) -> None:
    adopted(record, tmp_path)
    shown(clerk, "send/", at="", **SURE)
    with live_address() as address:
        pages = Pages(browser, site, address)
        page = pages.page_as(Role.ELECTION_ADMINISTRATOR, viewport={"width": 320, "height": 900}, color_scheme="dark")
        page.goto(HOME)
        picture(page, "for-the-state")
        check_fits(page)
        check_axe(page)
        for context in browser.contexts:
            context.close()
