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

STEPS = ("clear", "accept", "last-general", "issue")
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
    assert "The certificate is issued" in shown(client, "issue", person="clerk z", issued_by="Dee Clerk")


def test_the_whole_way_goes_by_the_page(canvass: Site) -> None:
    client = canvass.client(Role.ELECTION_ADMINISTRATOR)
    assert 'href="/canvass/certificates/"' in client.get("/canvass/").content.decode()
    whole_way(client)
    page = shown(client)
    assert [page.count(f">{state}</span>") for state in ("issued", "cleared", "declared")] == [1, 1, 1]
    (number, issued), *others = standing_now(canvass.record).certificates.issued
    assert (issued.person.called, issued.issued_by, others) == ("Zoe", "Dee Clerk", [])
    paper = client.get(f"/canvass/certificates/paper/?entry={number}&form=json").json()
    assert (paper["name"], paper["certificate_sha256"]) == ("Zoe", issued.certificate_sha256)
    assert client.get(f"/canvass/certificates/paper/?entry={number}").content.startswith(b"%PDF")
    assert client.get("/canvass/certificates/paper/?entry=1e9").status_code == 404
    assert [one.detail for one in canvass.accesses(Access.TOTALS_EXPORTED)] == [f"certificate of entry {number}"] * 2


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
        for width, rules in ((1280, ()), (320, ("color-contrast", "target-size"))):
            page = pages.page_as(Role.ELECTION_ADMINISTRATOR, viewport={"width": width, "height": 900})
            page.goto("/canvass/certificates/")
            picture(page, f"certificates-{width}")
            check_fits(page)
            check_axe(page, *rules)
        for context in browser.contexts:
            context.close()
