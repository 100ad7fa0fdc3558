"""The costs of the audit by its page: entered once, struck, and claimed in every form (13-17-508)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from canvass.accounts.roles import Role
from canvass.auditing.papers.cost_claim import machines_known
from tests.canvass.audit_of_county import CountyAudit
from tests.canvass.audited_county import CountedCounty, election_day
from tests.canvass.web.browsing import Pages, check_axe, check_fits, picture
from tests.canvass.web.served_records import Site, live_address, make_accounts, site_of

if TYPE_CHECKING:
    from django.test import Client
    from playwright.sync_api import Browser

HOME = "/audit/costs/"
DAY = election_day().isoformat()
COST: dict[str, Any] = {
    "cost": "wages",
    "what": "committee, 3 members",
    "hours": "7.5",
    "dollars": "210.50",
    "incurred_on": DAY,
    "machine": "",
}
FAILED: dict[str, Any] = {"bought": "2012-05-01", "cause": "defect of the software", "words": "found by the expert"}


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """An audit is opened, and one precinct is counted."""
    made = CountedCounty(tmp_path / "record")
    with made.record:
        made.count_precinct(1, ballots=3)
        CountyAudit(made)
    with site_of(made.record.directory) as served:
        make_accounts()
        yield served


@pytest.fixture
def clerk(site: Site) -> Client:
    return site.client(Role.ELECTION_ADMINISTRATOR)


def sent(client: Client, step: str, **said: Any) -> str:
    answer = client.post(f"{HOME}{step}", said, follow=True)
    assert answer.status_code in (200, 422)
    return " ".join(answer.content.decode().replace("&#x27;", "'").split())


def shown(client: Client, page: str = "") -> str:
    return " ".join(client.get(f"{HOME}{page}").content.decode().split())


def after(client: Client) -> str:
    """What the form says of the costs that its page had."""
    found = re.search(r'name="after" value="(\d+)"', shown(client, "add/"))
    assert found
    return found[1]


def add(client: Client, **said: Any) -> str:
    return sent(client, "add/", **(COST | {"after": after(client)} | said))


def entered(site: Site) -> list[str]:
    kinds = ("audit cost", "machine failure")
    return [entry.kind for entry in site.record.entries() if entry.kind.startswith(kinds)]


def test_costs_are_entered_struck_and_claimed_by_pages(site: Site, clerk: Client) -> None:
    (machine,) = machines_known(site.record)
    once = after(clerk)
    page = sent(clerk, "add/", **COST, after=once)
    assert ("It is entered." in page, "$210.50" in page, "NOT FINAL" in page) == (True, True, True)
    assert "A cost was entered meanwhile" in sent(clerk, "add/", **COST, after=once), "sent twice, written once"
    add(clerk, cost="travel", hours="", dollars="1,000", machine=machine)
    page = sent(clerk, "failure/", machine=machine, **FAILED)
    assert "Paid by the vendor: $1,000.00" in page
    place = re.search(r"/audit/costs/(\d+)/strike/", page)
    assert place
    assert "typed twice" in sent(clerk, f"{place[1]}/strike/", reason="typed twice")
    assert clerk.get(f"{HOME}{place[1]}/strike/").status_code == 404, "it is struck"
    for form, begins in (("pdf", b"%PDF"), ("html", b"<!doctype"), ("csv", b"Costs of the"), ("json", b"{")):
        assert clerk.get(f"{HOME}audit-costs.{form}").content.startswith(begins)
    assert clerk.get(f"{HOME}audit-costs.exe").status_code == 404
    claim = clerk.get(f"{HOME}audit-costs.json").json()
    assert (claim["repaid_cents"], claim["vendor_cents"], len(claim["struck"])) == (0, 100_000, 1)
    assert entered(site) == ["audit cost entered"] * 2 + ["machine failure stated", "audit cost struck"]


def test_what_the_command_refuses_the_page_refuses_and_keeps_what_was_typed(site: Site, clerk: Client) -> None:
    for said, words in (
        ({"what": ""}, "This field is required"),
        ({"what": "\u2800"}, "it says nothing"),
        ({"what": "a\u202eb"}, "characters that are no letters"),
        ({"hours": ""}, "wages with their hours (13-17-508)"),
        ({"hours": "-1"}, "is no sum of money"),
        ({"cost": "travel"}, "only wages have them"),
        ({"cost": "gold"}, "not one of the available choices"),
        ({"dollars": "850,50"}, "is no sum of money"),
        ({"dollars": "0"}, "a sum above nought"),
        ({"incurred_on": "2999-01-01"}, "the day of the cost"),
        ({"machine": "none such"}, "not one of the available choices"),
        ({"at": "2999-01-01T00:00"}, "has not come"),
        ({"after": "9"}, "Nothing was written"),
    ):
        page = add(clerk, **said)
        assert (words in page, said.get("dollars", "210.50") in page) == (True, True), said
    (machine,) = machines_known(site.record)
    assert "is no day" in sent(clerk, "failure/", machine=machine, **(FAILED | {"bought": "then"}))
    assert clerk.get(f"{HOME}99999999999999999999/strike/").status_code == 404
    assert entered(site) == []


def test_costs_are_the_administrators_to_enter_and_the_states_to_see(site: Site, clerk: Client) -> None:
    state, observer = site.client(Role.SECRETARY_OF_STATE), site.client(Role.OBSERVER)
    forged = site.client(Role.ELECTION_ADMINISTRATOR, enforce_csrf=True)
    assert "Enter a cost" not in shown(state)
    assert [state.get(f"{HOME}{one}").status_code for one in ("", "audit-costs.csv", "add/")] == [200, 200, 403]
    assert {observer.get(f"{HOME}{one}").status_code for one in ("", "audit-costs.csv", "add/")} == {403}
    assert {one.post(f"{HOME}add/", COST).status_code for one in (state, observer, forged)} == {403}
    assert entered(site) == []


def test_the_pages_can_be_read_by_everyone(site: Site, clerk: Client, browser: Browser) -> None:
    add(clerk)
    windows: list[tuple[int, Any, tuple[str, ...]]] = [
        (1280, "light", ()),
        (1280, "dark", ("color-contrast",)),
        (320, "light", ("color-contrast", "target-size")),
    ]
    with live_address() as address:
        pages = Pages(browser, site, address)
        for width, scheme, rules in windows:
            window: dict[str, Any] = {"viewport": {"width": width, "height": 900}, "java_script_enabled": True}
            page = pages.page_as(Role.ELECTION_ADMINISTRATOR, color_scheme=scheme, **window)
            for name in ("", "add/"):
                page.goto(f"{HOME}{name}")
                picture(page, f"costs-{name.replace('/', '-')}{width}-{scheme}")
                check_fits(page)
                check_axe(page, *rules)
        page.get_by_label("In words").fill("supplies for the room")
        page.get_by_label("For what the county paid").select_option("supplies")
        page.get_by_label("Dollars").fill("12")
        page.get_by_role("button", name="Enter the cost").press("Enter")
        assert page.get_by_text("It is entered.").is_visible()
        for context in browser.contexts:
            context.close()


def test_before_an_audit_is_opened_there_is_no_page_of_costs(tmp_path: Path) -> None:
    made = CountedCounty(tmp_path / "bare")
    made.record.close()
    with site_of(made.record.directory) as bare:
        make_accounts()
        client = bare.client(Role.ELECTION_ADMINISTRATOR)
        assert {client.get(f"{HOME}{one}").status_code for one in ("", "add/", "failure/", "1/strike/")} == {404}
