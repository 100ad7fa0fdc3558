"""Seals by pages: sealed, handed over, opened on a ground of the law, sealed again; refusals, roles, how they look."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from canvass.accounts.roles import Role
from tests.canvass.web.browsing import Pages, check_axe, check_fits, picture
from tests.canvass.web.served_records import Site, live_address, make_accounts, site_of

if TYPE_CHECKING:
    from django.test import Client
    from playwright.sync_api import Browser

ADMINISTRATOR = Role.ELECTION_ADMINISTRATOR
HOME = "/board/containers/"
STEPS = ("seal/", "1/hand-over/", "1/open/", "1/seal/")
SEALED: dict[str, Any] = {
    "container": "P01-3",
    "holds": "voted",
    "precincts": "P01",
    "batches": "P01-polls",
    "seals": "10421\n10422",
    "signers": "Ada Ash=chief\nBo Birch=judge\nCy Cole=judge",
}
HANDED = {"given_by": "Bo Birch=judge", "taken_by": "Dee Clerk=administrator", "appointed_by": "Ada Ash"}
OPENED: dict[str, Any] = {
    "ground": "court-order",
    "authority": "DV-26-14",
    "present": "Dee Clerk=administrator",
    "found_0": "whole",
    "found_1": "broken",
    "note": "torn at one end",
}
AGAIN: dict[str, Any] = {"seals": "10501", "signers": "Dee Clerk=administrator", "batches": ""}
SURE = {"sure": "yes"}
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def site(counted: Path, tmp_path: Path) -> Iterator[Site]:
    with site_of(Path(shutil.copytree(counted, tmp_path / "served"))) as served:
        make_accounts()
        yield served


@pytest.fixture
def clerk(site: Site) -> Client:
    return site.client(ADMINISTRATOR)


def sent(client: Client, step: str, **said: Any) -> str:
    answer = client.post(f"{HOME}{step}", said, follow=True)
    assert answer.status_code in (200, 422)
    return " ".join(answer.content.decode().replace("&#x27;", "'").split())


def entered(site: Site) -> list[str]:
    return [entry.kind for entry in site.record.entries() if entry.kind.startswith("container")]


def test_a_container_goes_its_whole_way_by_pages(site: Site, clerk: Client) -> None:
    assert "The container is sealed: print its label." in sent(clerk, "seal/", **SEALED)
    assert clerk.get(f"{HOME}1/label/").content.startswith(b"%PDF")
    page = sent(clerk, "1/hand-over/", **HANDED)
    assert "Container P01-3 is handed over." in page
    assert "Dee Clerk" in page
    before = entered(site)
    asked = sent(clerk, "1/open/", **OPENED)
    for words in ("Was this container opened?", "court order", "DV-26-14", "10421 whole, 10422 broken"):
        assert words in asked
    assert entered(site) == before, "nothing is written before somebody is sure"
    page = sent(clerk, "1/open/", **OPENED, **SURE)
    assert "CONTAINER P01-3: SEALS WERE NOT WHOLE when it was opened: 10422." in page
    assert "is open already" in clerk.get(f"{HOME}1/open/", follow=True).content.decode()
    assert "Enter its new seals first" in clerk.get(f"{HOME}1/label/", follow=True).content.decode()
    page = sent(clerk, "1/seal/", **AGAIN)
    assert "Container P01-3 is sealed again" in page
    assert "P01-polls" in page, "what lay in it lies there still"
    assert clerk.get(f"{HOME}log/").content.startswith(b"%PDF")
    assert len(entered(site)) == 4


def test_what_the_law_does_not_allow_and_hostile_words_are_refused(site: Site, clerk: Client) -> None:
    for said, words in (
        ({"container": ""}, "This field is required"),
        ({"container": "x" * 41}, "at most 40 characters"),
        ({"holds": "gold"}, "not one of the available choices"),
        ({"precincts": "P99"}, "has no precinct"),
        ({"batches": "AB-999"}, "Nothing was written"),
        ({"seals": "10421\n10421"}, "Nothing was written"),
        ({"signers": "Ada Ash"}, "no person with an office"),
        ({"signers": "Ada Ash=king"}, "no person with an office"),
        ({"signers": "Ada\u202eAsh=judge"}, "no person with an office"),
        ({"seals": "1\x002"}, "Null characters are not allowed"),
        ({"at": "2999-01-01T00:00"}, "has not come"),
        ({"at": "noon"}, "is no hour"),
    ):
        page = sent(clerk, "seal/", **(SEALED | said))
        assert words in page, said
        assert "It is sealed</button>" in page, "the form stands again, with what was typed"
    assert SCRIPT not in sent(clerk, "seal/", **(SEALED | {"seals": SCRIPT, "at": "noon"}))
    assert entered(site) == []
    sent(clerk, "seal/", **SEALED)
    for said, words in (
        ({"ground": "audit"}, "13-1-303"),
        ({"ground": "curiosity"}, "not one of the available choices"),
        ({"ground": "recount"}, "13-16"),
        ({"authority": ""}, "Nothing was written"),
        ({"found_1": ""}, "This field is required"),
        ({"found_1": "chewed"}, "not one of the available choices"),
        ({"note": ""}, "Nothing was written"),
        ({"present": ""}, "This field is required"),
    ):
        page = sent(clerk, "1/open/", **(OPENED | said), **SURE)
        assert words in page, said
    assert "Nothing was written" in sent(clerk, "1/seal/", **AGAIN), "it is sealed"
    assert "Nothing was written" in sent(clerk, "1/hand-over/", **(HANDED | {"appointed_by": ""}))
    assert len(entered(site)) == 1
    for place in ("0", "2", "99999999999999999999"):
        for step in ("open/", "seal/", "hand-over/", "label/"):
            assert clerk.get(f"{HOME}{place}/{step}").status_code == 404


def test_the_steps_are_the_administrators_alone_and_looking_writes_nothing(site: Site, clerk: Client) -> None:
    assert clerk.get(f"{HOME}log/").status_code == 404, "nothing is there to print"
    sent(clerk, "seal/", **SEALED)
    every = ("", *STEPS, "log/", "1/label/")
    for role in Role:
        if role is not ADMINISTRATOR:
            assert {site.client(role).get(f"{HOME}{one}").status_code for one in every} == {403}, role
            assert {site.client(role).post(f"{HOME}{one}", SEALED | SURE).status_code for one in STEPS} == {403}
    forged = site.client(ADMINISTRATOR, enforce_csrf=True)
    assert {forged.post(f"{HOME}{one}", SEALED | OPENED | SURE).status_code for one in STEPS} == {403}
    for one in every:
        clerk.get(f"{HOME}{one}", SEALED | OPENED | SURE)
    assert len(entered(site)) == 1


def test_the_pages_can_be_read_by_everyone(site: Site, clerk: Client, browser: Browser) -> None:
    sent(clerk, "seal/", **SEALED)
    with live_address() as address:
        pages = Pages(browser, site, address)
        windows: list[tuple[int, Any, tuple[str, ...], tuple[str, ...]]] = [
            (1280, "dark", ("color-contrast",), ("", "1/open/")),
            (320, "light", (), ("", "1/open/")),
        ]
        for width, scheme, rules, names in windows:
            page = pages.page_as(ADMINISTRATOR, viewport={"width": width, "height": 900}, color_scheme=scheme)
            for name in names:
                page.goto(f"{HOME}{name}")
                picture(page, f"containers-{name.replace('/', '-')}{width}")
                check_fits(page)
                check_axe(page, *rules)
        page.get_by_label("Who was there").fill("Dee Clerk=administrator")
        page.get_by_label("The order, notice or petition").fill("DV-26-14")
        page.get_by_label("Why the law lets it be opened").select_option("court-order")
        for seal in ("10421", "10422"):
            page.get_by_label(f"Seal {seal} was found").select_option("whole")
        page.get_by_role("button", name="It is opened").press("Enter")
        page.get_by_role("button", name="It was opened").press("Enter")
        assert page.get_by_text("CONTAINER P01-3 IS OPEN since").is_visible()
        for context in browser.contexts:
            context.close()
