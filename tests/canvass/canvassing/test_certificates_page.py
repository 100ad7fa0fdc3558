"""The page *Certificates*: the administrator's, from the commissioner's notice to the paper; hostile forms."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from canvass.accounts.roles import Role
from canvass.canvassing.county_standing import standing_now
from tabulate.ledger.entries import Access
from tests.canvass.audited_county import election_day
from tests.canvass.canvassing.certified_record import make
from tests.canvass.web.browsing import Pages, check_axe, check_fits, picture
from tests.canvass.web.served_records import Site, live_address, make_accounts, site_of

if TYPE_CHECKING:
    from django.test import Client
    from playwright.sync_api import Browser

STEPS = ("clear", "accept", "choose", "last-general", "issue", "annul")
SURE = {"sure": "yes"}
WINDOWS: list[tuple[int, str, tuple[str, ...]]] = [
    (1280, "light", ()),
    (1280, "dark", ("color-contrast",)),
    (320, "light", ("color-contrast", "target-size")),
]
DAY = election_day().isoformat()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """To be copied."""
    return make(tmp_path_factory.mktemp("certified"))


@pytest.fixture
def canvass(made: Path, tmp_path: Path) -> Iterator[Site]:
    with site_of(Path(shutil.copytree(made, tmp_path / "record"))) as site:
        make_accounts()
        yield site


def shown(client: Client, step: str = "", **said: Any) -> str:
    """The page; after a step, with what it says of it."""
    path = f"/canvass/certificates/{step}/" if step else "/canvass/certificates/"
    answer = client.post(path, said, follow=True) if step else client.get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().replace("&#x27;", "'").split())


def notice() -> SimpleUploadedFile:
    return SimpleUploadedFile("notice.pdf", b"The candidate complied.")


def whole_way(client: Client) -> None:
    """Quinn is nominated by writing in, Zoe has a certificate of election."""
    stated = shown(client, "last-general", person="attorney-d q", won_with="812", source="the report of 2024")
    assert "The votes are stated." in stated
    page = shown(client, "accept", person="attorney-d q", fee="none for this office", dollars="", reports_on=DAY)
    assert "The acceptance is entered." in page
    fee = "paid with the acceptance"
    assert "entered." in shown(client, "accept", person="clerk z", fee=fee, dollars="42.50", reports_on=DAY)
    for person in ("clerk z", "attorney-r quinn"):
        assert "The notice is entered." in shown(client, "clear", person=person, notice_date=DAY, notice=notice())
    issue = {"person": "clerk z", "issued_by": "Dee Clerk"}
    asked = shown(client, "issue", **issue)
    assert "Issue this certificate?" in asked
    for words in ("Nothing is written yet", "election, for Zoe", "<dd>50</dd>", "Dee Clerk", 'name="sure" value="yes"'):
        assert words in asked
    assert "The certificate is issued" in shown(client, "issue", **issue, **SURE)
    assert "may have been done already, in another window" in shown(client, "issue", **issue, **SURE)


def test_the_whole_way_goes_by_the_page(canvass: Site) -> None:
    client = canvass.client(Role.ELECTION_ADMINISTRATOR)
    assert 'href="/canvass/certificates/"' in client.get("/canvass/").content.decode()
    whole_way(client)
    page = shown(client)
    assert [page.count(f">{state}</span>") for state in ("issued", "to choose a party")] == [1, 2], (
        "Quinn is nominated by two parties (13-10-303)"
    )
    (number, issued), *others = standing_now(canvass.record).certificates.issued
    assert (issued.person.called, issued.issued_by, others) == ("Zoe", "Dee Clerk", [])
    paper = client.get(f"/canvass/certificates/paper/?entry={number}&form=json").json()
    assert (paper["name"], paper["certificate_sha256"]) == ("Zoe", issued.certificate_sha256)
    assert client.get(f"/canvass/certificates/paper/?entry={number}").content.startswith(b"%PDF")
    assert client.get("/canvass/certificates/paper/?entry=1e9").status_code == 404
    assert [one.detail for one in canvass.accesses(Access.TOTALS_EXPORTED)] == [f"certificate of entry {number}"] * 2


def test_a_judgment_makes_it_void_once_somebody_is_sure(canvass: Site) -> None:
    client = canvass.client(Role.ELECTION_ADMINISTRATOR)
    assert "A court took it away" not in shown(client), "before there is a certificate"
    whole_way(client)
    before = canvass.record.head().number
    judged = {"person": "clerk z", "judgment": "DV-26-14", "judged_on": DAY}
    asked = shown(client, "annul", **judged)
    for words in ("Is this certificate void by a judgment?", "DV-26-14", DAY, "for Zoe", "they are given no other"):
        assert words in asked
    assert canvass.record.head().number == before, "nothing is written before somebody is sure"
    for wrong, words in (
        ({"judgment": ""}, "This field is required"),
        ({"judgment": "\x00"}, "Null characters are not allowed"),
        ({"judged_on": "2999-01-01"}, "the judgment's day (13-36-212)"),
        ({"judged_on": "soon"}, "is no day"),
        ({"person": "attorney-r quinn"}, "not one of the available choices"),
    ):
        assert words in shown(client, "annul", **(judged | wrong), **SURE)
    assert "void by the judgment" in shown(client, "annul", **judged, **SURE)
    page = shown(client)
    assert "13-36-212" in page
    assert "A court took it away" not in page
    assert "not one of the available choices" in shown(client, "issue", person="clerk z", issued_by="Dee", **SURE)


def test_a_nominee_of_two_parties_chooses_one_once(canvass: Site) -> None:
    client = canvass.client(Role.ELECTION_ADMINISTRATOR)
    assert "A nominee of two parties chooses one" not in shown(client), "Quinn's votes by writing in are too few yet"
    whole_way(client)
    assert "A nominee of two parties chooses one" in shown(client)
    chosen = {"person": "attorney-d q", "filed_on": DAY}
    for wrong, words in (
        ({"filed_on": ""}, "This field is required"),
        ({"filed_on": "2999-01-01"}, "within 10 days after the election"),
        ({"filed_on": "soon"}, "is no day"),
        ({"person": "clerk z"}, "not one of the available choices"),
    ):
        assert words in shown(client, "choose", **(chosen | wrong), **SURE)
    asked = shown(client, "choose", **chosen)
    for words in ("Enter this choice of a party?", "There is one written choice", "And not", DAY, "<dd>Quinn</dd>"):
        assert words in asked
    assert standing_now(canvass.record).certificates.chosen == (), "nothing is written before somebody is sure"
    assert "The choice of a party is entered." in shown(client, "choose", **chosen, **SURE)
    page = shown(client)
    assert "no nominee: another party" in page
    assert "A nominee of two parties chooses one" not in page
    (filed,) = standing_now(canvass.record).certificates.chosen
    assert (filed.person.contest, filed.others, filed.filed_on) == ("attorney-d", ("attorney-r",), DAY)
    assert "not one of the available choices" in shown(client, "choose", **(chosen | {"person": "attorney-r quinn"}))


def test_what_asks_once_more_shows_what_was_typed_and_never_runs_it(canvass: Site) -> None:
    client = canvass.client(Role.ELECTION_ADMINISTRATOR)
    whole_way(client)
    hostile = "<script>alert(1)</script>"
    asked = shown(client, "annul", person="clerk z", judgment=hostile, judged_on=DAY)
    assert hostile not in asked
    assert "&lt;script&gt;" in asked


HOSTILE: list[tuple[str, dict[str, Any], str]] = [
    ("clear", {}, "This field is required"),
    ("clear", {"person": "clerk kay", "notice_date": DAY}, "clerk kay is not one of the available choices"),
    ("clear", {"person": "attorney-r quinn", "notice_date": "soon"}, "is no day"),
    ("clear", {"person": "attorney-r quinn", "notice_date": "2999-01-01"}, "the notice's day (13-37-127)"),
    ("accept", {"person": "attorney-r quinn", "fee": "none for this office", "reports_on": DAY}, "not one of the"),
    ("accept", {"person": "clerk z", "fee": "bribe", "reports_on": DAY}, "not one of the available choices"),
    ("accept", {"person": "clerk z", "fee": "none for this office", "dollars": "1e9", "reports_on": DAY}, "no sum"),
    ("accept", {"person": "clerk z", "fee": "none for this office", "dollars": "5", "reports_on": DAY}, "500 cents"),
    ("last-general", {"person": "clerk z", "won_with": "812", "source": "x"}, "not one of the available choices"),
    ("last-general", {"person": "attorney-d q", "won_with": "0", "source": "x"}, "greater than or equal to 1"),
    ("choose", {"person": "attorney-r quinn", "filed_on": DAY}, "not one of the available choices"),
    ("issue", {"person": "attorney-r quinn", "issued_by": "Dee"}, "not one of the available choices"),
]


def test_hostile_forms_write_nothing_and_are_told_why(canvass: Site) -> None:
    client = canvass.client(Role.ELECTION_ADMINISTRATOR)
    for step, said, words in HOSTILE:
        given = said | ({"notice": notice()} if step == "clear" and said else {})
        assert words in shown(client, step, **given), (step, said)
    assert standing_now(canvass.record).certificates.history == ()


def test_the_page_is_the_administrators_alone_and_asks_for_its_token(canvass: Site) -> None:
    forged = canvass.client(Role.ELECTION_ADMINISTRATOR, enforce_csrf=True)
    observer = canvass.client(Role.OBSERVER)
    for path in ("", "paper/?entry=1"):
        assert observer.get(f"/canvass/certificates/{path}").status_code == 403
    for step in STEPS:
        assert observer.post(f"/canvass/certificates/{step}/", {}).status_code == 403
        assert forged.post(f"/canvass/certificates/{step}/", {}).status_code == 403


def test_the_page_can_be_read_by_everyone(canvass: Site, browser: Browser) -> None:
    whole_way(canvass.client(Role.ELECTION_ADMINISTRATOR))
    with live_address() as address:
        pages = Pages(browser, canvass, address)
        for width, scheme, rules in WINDOWS:
            window: dict[str, Any] = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
            page = pages.page_as(Role.ELECTION_ADMINISTRATOR, **window)
            page.goto("/canvass/certificates/")
            picture(page, f"certificates-{width}-{scheme}")
            check_fits(page)
            check_axe(page, *rules)
            page.get_by_label("The court's case, by its number").fill("DV-26-14")
            page.get_by_label("The judgment's day").fill(DAY)
            page.get_by_role("button", name="Make it void").press("Enter")
            assert page.get_by_text("Nothing is written yet").is_visible()
            picture(page, f"certificate-asked-again-{width}-{scheme}")
            check_fits(page)
            check_axe(page, *rules)
            page.get_by_role("link", name="Back, without writing").press("Enter")
            assert page.get_by_role("heading", name="Certificates").is_visible()
        for context in browser.contexts:
            context.close()
