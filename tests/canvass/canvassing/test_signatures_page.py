"""The page *Signatures*, and the pages on which people sign: each under the own password, whoever's browser it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from canvass.accounts.models import Account
from canvass.accounts.roles import Role
from canvass.verifying.ledger import verify_ledger
from tabulate.ledger.entries import Access
from tests.canvass.canvassing.canvassed_record import adopted
from tests.canvass.web.browsing import Pages, check_axe, check_fits, picture
from tests.canvass.web.served_records import PASSWORD, Site, live_address, make_accounts, site_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NEW = "otters under the ice"
ADDRESS = "/accounts/signatures/"


@pytest.fixture
def canvass(record: Path, tmp_path: Path) -> Iterator[Site]:
    adopted(record, tmp_path)
    with site_of(record) as site:
        make_accounts()
        for name, full_name in (("ann", "Ann Ash"), ("bo", "Bo Birch")):
            account = Account(name=name, full_name=full_name, role=Role.OBSERVER.value)
            account.set_password(PASSWORD)
            account.save()
        yield site


def report_of(site: Site) -> int:
    number: int = site.served.state.read(lambda state: state.board.office.canvass.reports[-1][0])
    return number


def signing(site: Site, **changed: Any) -> dict[str, Any]:
    said = {"entry": report_of(site), "account": "ann", "password": PASSWORD, "name": "Ann Ash"}
    return said | {"title": "county commissioner", "back": "/canvass/"} | changed


def test_canvassers_sign_at_the_administrator_s_browser_each_under_the_own_password(canvass: Site) -> None:
    client = canvass.client(Role.ELECTION_ADMINISTRATOR)
    page = client.get("/canvass/").content.decode()
    assert "Sign with your own key" in page
    ann = canvass.client()
    ann.post("/accounts/sign-in/", {"name": "ann", "password": PASSWORD})
    assert "1 paper with your name, not signed with your key yet." in ann.get("/").content.decode()
    assert f'<option value="{report_of(canvass)}"' in page
    for name, full_name in (("ann", "Ann Ash"), ("bo", "Bo Birch")):
        answer = client.post(ADDRESS, signing(canvass, account=name, name=full_name))
        assert (answer.status_code, answer["Location"]) == (302, "/canvass/")
    page = client.get(ADDRESS).content.decode()
    assert page.count('<span class="tag done">holds</span>') == 2
    assert "Sign out" in page, "who is signed in stays so"
    assert "with your name" not in ann.get("/").content.decode()
    assert verify_ledger(canvass.record).problems == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"password": "wrong"}, "The name or the password is not right"),
        ({"name": "Bo Birch"}, "Everyone signs with the own account"),
        ({"title": "\u200d"}, "says nothing"),
        ({"name": "Ann\u202eAsh"}, "no paper shows"),
        ({"account": "observer-1", "name": "Observer 1"}, "bears the signatures of Ann Ash, Bo Birch"),
        ({"entry": 1}, "Select a valid choice"),
        ({"title": ""}, "This field is required"),
    ],
)
def test_what_may_not_be_is_told_and_nothing_is_signed(canvass: Site, changed: dict[str, Any], said: str) -> None:
    client = canvass.client(Role.OBSERVER)
    answer = client.post(ADDRESS, signing(canvass, back="", **changed), follow=True)
    page = answer.content.decode().replace("&#x27;", "'")
    assert said in page
    assert PASSWORD not in page
    assert "holds</span>" not in page


def test_wrong_passwords_are_counted_and_lock_the_name(canvass: Site) -> None:
    client = canvass.client(Role.ELECTION_ADMINISTRATOR)
    for _ in range(5):
        client.post(ADDRESS, signing(canvass, password="wrong"))
    answer = client.post(ADDRESS, signing(canvass, back=""), follow=True)
    assert "it is locked for 15 minutes" in answer.content.decode()
    assert [one.who for one in canvass.accesses(Access.LOCKED_OUT)] == ["ann"]


def test_one_comes_back_to_no_other_site_and_nobody_signs_unseen(canvass: Site) -> None:
    client = canvass.client(Role.OBSERVER)
    for back in ("https://example.org/", "//example.org/", "javascript:alert(1)", ""):
        answer = client.post(ADDRESS, signing(canvass, back=back, password="wrong"))
        assert answer["Location"] == ADDRESS
        Account.objects.get(name="ann")
    assert canvass.client(None).get(ADDRESS).status_code == 302
    assert canvass.client(Role.OBSERVER, enforce_csrf=True).post(ADDRESS, signing(canvass)).status_code == 403


def test_an_own_new_password_keeps_the_key_and_a_first_own_one_makes_it(canvass: Site) -> None:
    client = canvass.client(Role.ELECTION_ADMINISTRATOR)
    client.post(ADDRESS, signing(canvass))
    public = Account.objects.get(name="ann").signing_public
    own = {"present_password": PASSWORD, "new_password": NEW, "again": NEW}
    browser = canvass.client()
    browser.post("/accounts/sign-in/", {"name": "ann", "password": PASSWORD})
    assert browser.post("/accounts/password/", own)["Location"] == "/"
    assert Account.objects.get(name="ann").signing_public == public
    added = {"name": "cy", "full_name": "Cy Cole", "role": "observer", "new_password": PASSWORD, "again": PASSWORD}
    client.post("/accounts/add/", added)
    assert Account.objects.get(name="cy").signing_key is None, "the administrator chose the password"
    browser.post("/accounts/sign-in/", {"name": "cy", "password": PASSWORD})
    browser.post("/accounts/password/", own)
    assert Account.objects.get(name="cy").signing_key is not None
    number = Account.objects.get(name="cy").pk
    client.post(f"/accounts/{number}/password/", {"new_password": PASSWORD, "again": PASSWORD})
    assert Account.objects.get(name="cy").signing_key is None


def test_the_page_can_be_read_by_everyone(canvass: Site, browser: Browser) -> None:
    client = canvass.client(Role.ELECTION_ADMINISTRATOR)
    client.post(ADDRESS, signing(canvass))
    with live_address() as address:
        pages = Pages(browser, canvass, address)
        for width, rules in ((1280, ()), (320, ("color-contrast", "target-size"))):
            page = pages.page_as(Role.ELECTION_ADMINISTRATOR, viewport={"width": width, "height": 900})
            page.goto(ADDRESS)
            picture(page, f"signatures-{width}")
            check_fits(page)
            check_axe(page, *rules)
        page.goto("/canvass/")
        picture(page, "signing-on-canvass")
        for label, value in (
            ("Sign-in name", "bo"),
            ("Password", PASSWORD),
            ("Full name, as a signature", "Bo Birch"),
            ("Title", "county commissioner"),
        ):
            page.locator("form", has=page.get_by_role("button", name="Sign it")).get_by_label(label, exact=True).fill(
                value
            )
        page.get_by_role("button", name="Sign it").click()
        page.get_by_text(f"Report of the county canvass of entry {report_of(canvass)} is signed by Bo Birch").wait_for()
        page.goto(ADDRESS)
        assert page.locator(".tag.done").count() == 2
        for context in browser.contexts:
            context.close()
