"""The page *County canvass*: the administrator's, from missing returns to documents; hostile forms; nobody else's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from canvass.accounts.roles import Role
from canvass.canvassing.county_standing import standing_now
from canvass.canvassing.entering import receive_returns
from canvass.returning.made_return import MadeReturn
from tabulate.ledger.entries import Access
from tests.canvass.web.browsing import Pages, check_axe, check_fits, picture
from tests.canvass.web.served_records import Site, live_address, make_accounts, site_of

if TYPE_CHECKING:
    from django.test import Client
    from playwright.sync_api import Browser

MEETING = {
    "members": "Ann Ash\nBo Birch",
    "officers": "Sam Short=sheriff for Cy Cole",
    "seats": "3",
    "secretary": "Dee Clerk",
    "place": "the courthouse",
}
STEPS = ("receive", "meet", "postpone", "not-open", "settle", "adopt", "declare")


@pytest.fixture
def canvass(record: Path) -> Iterator[Site]:
    with site_of(record) as site:
        make_accounts()
        yield site


@pytest.fixture
def administrator(canvass: Site) -> Client:
    return canvass.client(Role.ELECTION_ADMINISTRATOR)


def received(site: Site, *precincts: str) -> None:
    standing = standing_now(site.record)
    made = (
        MadeReturn(one, standing.head, standing.made_at) for one in standing.returns if one.precinct.id in precincts
    )
    signed = [(one, ("Ada", "Bea", "Cal")) for one in made]
    receive_returns(site.record, signed, "2026-01-01T00:00-07:00", "clerk")


def shown(client: Client, step: str = "", **said: Any) -> str:
    """The page; after a step, with what it says of it."""
    answer = client.post(f"/canvass/{step}/", said, follow=True) if step else client.get("/canvass/")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().replace("&#x27;", "'").split())


def test_the_whole_way_goes_by_the_page(canvass: Site, administrator: Client) -> None:
    received(canvass, "P1", "P2")
    assert "The county canvass: the board has not met." in administrator.get("/").content.decode()
    page = shown(administrator)
    assert "North" in page
    assert "The return of precinct P3 has not come in (13-15-402)" in page
    assert "The board is in session." in shown(administrator, "meet", **MEETING)
    page = shown(administrator, "not-open", precinct="P3", reason="The hall burned down.")
    assert "certified" in page
    assert "The hall burned down." in page
    page = shown(administrator, "adopt", signers=["Ann Ash", "Sam Short"])
    assert "The report is adopted." in page
    page = shown(administrator, "declare", signers=["Ann Ash", "Bo Birch"])
    assert "The results are declared." in page
    assert "certificate to the supreme court" in page
    assert "nothing: the legislature" in page
    page = shown(administrator, "meet", **MEETING)
    assert ("Declare the results" in page, "Adopt the report" in page) == (True, False), "nothing changed"
    assert "declared already" in shown(administrator, "declare", signers=["Ann Ash", "Bo Birch"])
    assert administrator.get("/canvass/report/?form=pdf").content.startswith(b"%PDF")
    assert administrator.get("/canvass/report/?form=json").json()["adopted"]["signed_by"] == ["Ann Ash", "Sam Short"]
    assert administrator.get("/canvass/report/?form=csv&version=1").content.startswith(b"Report of the county canvass")
    assert [one["entry"] for one in administrator.get("/canvass/minutes/?form=json").json()["steps"]]
    found = administrator.get("/canvass/declaration/?contest=sheriff&form=json")
    assert (found.json()["names"], found["Content-Disposition"]) == (["Elm"], 'attachment; filename="002-sheriff.json"')
    exported = [one.detail for one in canvass.accesses(Access.TOTALS_EXPORTED)]
    assert exported == ["report of the county canvass"] * 3 + ["declaration of sheriff"]


def test_a_failing_check_is_shown_and_settled(canvass: Site, administrator: Client) -> None:
    received(canvass, "P1", "P2", "P3")
    assert "none fails" in shown(administrator)
    canvass.record.append(canvass_electors(9))
    shown(administrator, "meet", **MEETING)
    page = shown(administrator)
    assert "Electors voting 9, found 8 ballots: 1 missing." in page
    assert "Adopt the report" not in page
    said = {"how": "explained", "words": "One took it home.", "said_by": "Ann Ash"}
    assert "The check is settled." in shown(administrator, "settle", check="2 P2", **said)
    assert "The check is settled." in shown(administrator, "settle", check="5 P2", **said)
    page = shown(administrator)
    assert "explained: One took it home." in page
    assert "Adopt the report" in page


def return_file(client: Client, precinct: str) -> bytes:
    """The return as the page of results makes it for a machine."""
    answer = client.get("/results/return/", {"precinct": precinct, "form": "json"})
    assert answer["Content-Type"] == "application/json"
    return bytes(answer.content)


def test_a_signed_return_is_entered_on_the_page_and_one_that_was_altered_is_not(
    canvass: Site, administrator: Client
) -> None:
    made = return_file(administrator, "P1")
    judges = {"signers": "Ada\nBea\nCal"}

    def sent(content: bytes, name: str = "P1.json", **said: str) -> str:
        return shown(administrator, "receive", returns=SimpleUploadedFile(name, content), **said)

    before = standing_now(canvass.record).canvass.history
    for content, said, words in (
        (made.replace(b"Elm", b"Oak"), judges, "the file was altered"),
        (made, {"signers": "Ada\nBea"}, "signed by all the judges"),
        (made, {}, "signed by all the judges"),
        (made, judges | {"at": "2999-01-01T00:00"}, "has not come"),
        (b"{}", judges, "The file is no return in JSON"),
        (b"\xff\x00", judges, "The file is no return in JSON"),
        (b"x" * 5_000_001, judges, "such a file at most 5,000,000"),
    ):
        page = sent(content, **said)
        assert words in page, (content[:20], said)
        assert "The returns are in." not in page
    assert "<script>" not in sent(made.replace(b"Elm", b"Oak"), "<script>.json", **judges)
    assert standing_now(canvass.record).canvass.history == before
    page = sent(made, **judges)
    assert "The returns are in." in page
    assert "signed by Ada, Bea, Cal" in page
    others = [SimpleUploadedFile(f"{one}.json", return_file(administrator, one)) for one in ("P2", "P3")]
    page = shown(administrator, "receive", returns=others, **judges)
    assert ("The returns are in." in page, page.count("signed by Ada, Bea, Cal")) == (True, 3)


def canvass_electors(number: int) -> list[Any]:
    from tabulate.board.reconciliation_entries import BallotsExpected, ExpectedFrom
    from tabulate.election import PrecinctId

    return [BallotsExpected(PrecinctId("P2"), None, number, ExpectedFrom.POLLBOOK, "clerk")]


HOSTILE: list[tuple[str, dict[str, Any], str]] = [
    ("meet", {}, "This field is required"),
    ("meet", MEETING | {"members": "Ann Ash", "officers": ""}, "a board of 3 canvassers"),
    ("meet", MEETING | {"officers": "<script>alert(1)</script>"}, "is no county officer"),
    ("meet", MEETING | {"seats": "1e9"}, "Enter a whole number"),
    ("meet", MEETING | {"seats": "-3"}, "greater than or equal to 1"),
    ("meet", MEETING | {"secretary": "x" * 500}, "at most 200 characters"),
    ("meet", MEETING | {"place": "a\x00b"}, "Null characters are not allowed"),
    ("meet", MEETING | {"at": "noon"}, "is no hour"),
    ("meet", MEETING | {"at": "2999-01-01T00:00"}, "has not come"),
    ("postpone", {"reason": "Snow."}, "the board in session"),
    ("postpone", {"reason": "Snow.", "messengers": "Jo=P77"}, "has no precinct"),
    ("not-open", {"precinct": "P77", "reason": "Flood."}, "P77 is not one of the available choices"),
    ("settle", {"check": "9 P1", "how": "explained", "words": "a", "said_by": "b"}, "not one of the available choices"),
    ("settle", {"check": "2 P1", "how": "bribed", "words": "a", "said_by": "b"}, "not one of the available choices"),
    ("settle", {"check": "2 P1", "how": "corrected", "words": "a", "said_by": "b", "entries": "1;2"}, "are no numbers"),
    ("adopt", {"signers": ["Eve"]}, "Eve is not one of the available choices"),
    ("declare", {}, "This field is required"),
]


def test_hostile_forms_write_nothing_and_are_told_why(canvass: Site, administrator: Client) -> None:
    for step, said, words in HOSTILE:
        page = shown(administrator, step, **said)
        assert words in page, (step, said)
        assert "<script>alert" not in page
    assert standing_now(canvass.record).canvass.history == ()


def test_the_page_is_the_administrators_alone_and_asks_for_its_token(canvass: Site) -> None:
    for role in Role:
        if role is not Role.ELECTION_ADMINISTRATOR:
            assert canvass.client(role).get("/canvass/").status_code == 403
    forged = canvass.client(Role.ELECTION_ADMINISTRATOR, enforce_csrf=True)
    for step in STEPS:
        assert canvass.client(Role.OBSERVER).post(f"/canvass/{step}/", MEETING).status_code == 403
        assert forged.post(f"/canvass/{step}/", MEETING).status_code == 403
        assert canvass.client(Role.ELECTION_ADMINISTRATOR).get(f"/canvass/{step}/").status_code == 405
    assert canvass.client().get("/canvass/").status_code == 302


def test_downloads_that_there_are_not_are_told(administrator: Client) -> None:
    assert "cannot be made yet" in " ".join(administrator.get("/canvass/report/", follow=True).content.decode().split())
    assert "none is version 0" in administrator.get("/canvass/report/?version=x", follow=True).content.decode()
    assert administrator.get("/canvass/declaration/?contest=../../etc").status_code == 404
    for contest, words in (("house", "is not declared by the county"), ("sheriff", "no report is adopted")):
        page = administrator.get(f"/canvass/declaration/?contest={contest}", follow=True).content.decode()
        assert words in page


def test_the_page_can_be_read_by_everyone(canvass: Site, browser: Browser) -> None:
    received(canvass, "P1", "P2")
    shown(canvass.client(Role.ELECTION_ADMINISTRATOR), "meet", **MEETING)
    with live_address() as address:
        pages = Pages(browser, canvass, address)
        for width, rules in ((1280, ()), (320, ("color-contrast", "target-size"))):
            page = pages.page_as(Role.ELECTION_ADMINISTRATOR, viewport={"width": width, "height": 900})
            page.goto("/canvass/")
            picture(page, f"canvass-{width}")
            check_fits(page)
            check_axe(page, *rules)
        for context in browser.contexts:
            context.close()
