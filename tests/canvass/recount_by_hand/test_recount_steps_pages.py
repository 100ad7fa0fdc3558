"""A recount is filed, its board assembled and its certificate entered on pages; refusals, hostile forms, their look."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from canvass.accounts.roles import Role
from canvass.web.served import serve_record
from tabulate.board.polls import PollsClosed
from tests.canvass.recount_by_hand.counted_by_hand import LEVY, SHERIFF, STATEMENT, hd45, make_record
from tests.canvass.web.browsing import Pages, check_axe, check_fits, picture
from tests.canvass.web.served_records import Site, account_name, live_address, make_accounts, site_of

if TYPE_CHECKING:
    from django.test import Client
    from playwright.sync_api import Browser

ADMINISTRATOR, MEMBER = Role.ELECTION_ADMINISTRATOR, Role.RECOUNT_BOARD_MEMBER
PEOPLE = [account_name(MEMBER, number) for number in range(1, 7)]
HD45, SENATE, LEVIES = "/recounts/file/1/", "/recounts/file/2/", "/recounts/file/4/"
DAYS = {"canvassed_on": "2024-11-19", "filed_on": "2024-11-21", "notice_on": "2024-11-22"}
BOND: dict[str, Any] = {
    **DAYS,
    "recount": "R-1",
    "ground": "petition with a bond",
    "petitioner": "d",
    "statement": STATEMENT,
    "verified_before": "Nan Notary",
    "bond": "1,200.00",
}
BOARD: dict[str, Any] = {
    **{f"member_{number}": PEOPLE[number - 1] for number in (1, 2, 3)},
    **{f"from_{number}": "governing body" for number in (1, 2, 3)},
    "clerks": PEOPLE[3:],
    "secretary": "Dee Clerk",
    "met_on": "2024-11-26",
}
CERTIFICATE: dict[str, Any] = {
    "signers": ["Recount-board member 1", "Recount-board member 3"],
    "attested_by": "Dee Clerk",
    "proceedings": "Both precincts were recounted in public.",
    "appearances": "D, by Lou Lark\nC",
    "costs": "850.50",
    "certified_on": "2024-11-26",
}
SURE = {"sure": "yes"}
COUNTED = {
    precinct: {"hd45": hd, "senate": senate, "sheriff": sheriff, "levy": levy}
    for precinct, hd, senate, sheriff, levy in (
        ("P1", (300, 298, 14), (400, 200, 12), (305, 300, 7), (300, 299, 13)),
        ("P2", (102, 100, 12), (100, 100, 14), (101, 106, 7), (100, 100, 14)),
    )
}
STEPS = ("1/board/", "1/certify/", "1/withdraw/", "1/notice/", "1/papers/certificate/", "file/", "file/1/")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """To be copied."""
    senate = hd45(id="senate", title="Senate District 9", office="state senator", territory="several counties")
    contests = [hd45(), senate, SHERIFF, LEVY]
    record = make_record(tmp_path_factory.mktemp("steps") / "record", contests, COUNTED)
    with serve_record(record) as served:
        served.record.append([PollsClosed("clerk")])
        make_accounts(each=6)
    return record


@pytest.fixture
def site(template: Path, tmp_path: Path) -> Iterator[Site]:
    with site_of(Path(shutil.copytree(template, tmp_path / "record"))) as served:
        yield served


@pytest.fixture
def clerk(site: Site) -> Client:
    return site.client(ADMINISTRATOR)


def sent(client: Client, address: str, **said: Any) -> str:
    """What the page says, words alone parted by single spaces."""
    answer = client.post(address, said, follow=True)
    assert answer.status_code in (200, 422), answer.status_code
    return " ".join(answer.content.decode().replace("&#x27;", "'").replace("&quot;", '"').split())


def counted(site: Site) -> None:
    """Both precincts, as they were canvassed but for two votes."""
    figures = {1: (298, 300, 14), 2: (102, 101, 11)}
    for place, (c, d, under) in figures.items():
        address, ballots = f"/recounts/1/precincts/{place}/", c + d + under
        begin = {"number": ballots, "reader": PEOPLE[3], "recorder_1": PEOPLE[4], "recorder_2": PEOPLE[5]}
        site.client(ADMINISTRATOR).post(f"{address}begin/", begin)
        sheet = {"ballots": ballots, "votes_0": c, "votes_1": d, "undervotes": under, "overvotes": 0, "round": 1}
        for number in (5, 6):
            assert site.client(MEMBER, number).post(address, sheet).status_code == 302


def test_from_the_petition_to_the_certificate_by_pages_alone(site: Site, clerk: Client) -> None:
    margins = clerk.get("/recounts/file/").content.decode()
    for words in ("House District 45", "C 402", "D 398, 4 votes behind", "for a bond"):
        assert words in margins
    before = site.record.head().number
    asked = sent(clerk, HD45, **BOND)
    for words in ("File this recount?", "petition with a bond (13-16-211)", "$1,200.00", "Precinct P1, Precinct P2"):
        assert words in asked
    assert "Nothing is written yet" in asked
    assert "The recount is filed." in sent(clerk, HD45, **BOND, **SURE)
    assert site.record.head().number > before
    assert "Is this the recount board?" in sent(clerk, "/recounts/1/board/", **BOARD)
    assert "The board is entered." in sent(clerk, "/recounts/1/board/", **BOARD, **SURE)
    assert "not at its end" in clerk.get("/recounts/1/certify/", follow=True).content.decode()
    assert "is not certified" in clerk.get("/recounts/1/papers/certificate/", follow=True).content.decode()
    for address in ("notice/", "precincts/1/packet/"):
        assert clerk.get(f"/recounts/1/{address}").content.startswith(b"%PDF"), address
    counted(site)
    asked = sent(clerk, "/recounts/1/certify/", **CERTIFICATE)
    for words in ("Certify this recount?", "402 canvassed, 400 recounted", "398 canvassed, 401 recounted", "$850.50"):
        assert words in asked
    assert "The recount is certified." in sent(clerk, "/recounts/1/certify/", **CERTIFICATE, **SURE)
    found = clerk.get("/recounts/1/papers/certificate/?form=csv").content.decode()
    assert ("Appearances: D, by Lou Lark; C" in found, "850.50" in found) == (True, True)
    for which in ("certificate", "abstract"):
        assert clerk.get(f"/recounts/1/papers/{which}/").content.startswith(b"%PDF")
    assert clerk.get("/recounts/1/papers/../../etc/").status_code == 404
    assert clerk.get("/recounts/1/papers/secrets/").status_code == 404


def test_the_page_that_asks_once_more_says_all_that_will_be_written_by_names(site: Site, clerk: Client) -> None:
    asked = sent(clerk, HD45, **BOND)
    for heading, words in (("Petitioner", "D"), ("Oath taken by", "Nan Notary"), ("Bond", "$1,200.00")):
        assert f"<dt>{heading}</dt><dd>{words}</dd>" in asked
    assert f'href="{HD45}"' in asked, "back to where it was typed"
    issue = {"ground": "petition", "elector": "Ann Elector", "signatures": "Big Sky=1,200"}
    asked = sent(clerk, LEVIES, **(BOND | issue))
    for heading, words in (("Petitioner", "Ann Elector"), ("Signed", "Big Sky 1,200")):
        assert f"<dt>{heading}</dt><dd>{words}</dd>" in asked
    order = {"order": "DV-24-9", "applied_on": "2024-11-20", "deposit": "300"}
    elsewhere = {"elsewhere_0": "1000", "elsewhere_1": "1150"}
    asked = sent(clerk, SENATE, **(BOND | order | elsewhere | {"ground": "court order", "bond": ""}))
    for heading, words in (
        ("Order", "DV-24-9, applied for on 2024-11-20; deposit $300.00"),
        ("Votes in the other counties", "C 1,000; D 1,150"),
    ):
        assert f"<dt>{heading}</dt><dd>{words}</dd>" in asked


def test_what_the_law_does_not_allow_is_refused_on_the_page_with_what_was_typed(site: Site, clerk: Client) -> None:
    before = [one for one in site.record.entries() if one.kind.startswith("recount")]
    for address, said, words in (
        (HD45, {"filed_on": "2024-11-25", "notice_on": "2024-11-25"}, "within five days of the canvass"),
        (HD45, {"bond": ""}, "bond"),
        (HD45, {"ground": "petition", "bond": ""}, "a bond for a margin over 2 and up to 4 votes"),
        (HD45, {"petitioner": "c"}, "a candidate who was defeated"),
        (HD45, {"statement": "I want it."}, "a petition that says under oath"),
        (HD45, {"ground": "tie"}, "13-16-203"),
        (HD45, {"ground": "court order", "bond": ""}, "The day of the application is not said"),
        (SENATE, {}, "voted on in several counties"),
        (LEVIES, {"ground": "petition", "elector": "Ann Elector", "signatures": "Big Sky=9"}, "at least 10 electors"),
        (LEVIES, {"ground": "petition", "elector": "Ann Elector", "signatures": "Big Sky=many"}, "COUNTY=NUMBER"),
    ):
        page = sent(clerk, address, **(BOND | said), **SURE)
        assert words in page, (address, said)
        assert "Nothing was written" in page, (address, said)
        assert "File it</button>" in page, "the form stands again, with what was typed"
    after = [one for one in site.record.entries() if one.kind.startswith("recount")]
    assert before == after == []


def test_hostile_forms_write_nothing(site: Site, clerk: Client) -> None:
    script = "<script>alert(1)</script>"
    for said in (
        {"recount": script},
        {"recount": "../R"},
        {"recount": "R" * 41},
        {"ground": "bribe"},
        {"petitioner": "zed"},
        {"precincts": ["P9"]},
        {"canvassed_on": "yesterday"},
        {"canvassed_on": "2999-01-01"},
        {"bond": "1e9"},
        {"bond": "-5"},
        {"verified_before": "a\x00b"},
        {"statement": f"{STATEMENT}\u202e"},
    ):
        page = sent(clerk, HD45, **(BOND | said), **SURE)
        assert script not in page
        assert "File it</button>" in page, said
    for number in ("0", "9", "99999999999999999999"):
        assert clerk.get(f"/recounts/file/{number}/").status_code == 404
    assert script not in sent(clerk, HD45, **(BOND | {"verified_before": script}))
    sent(clerk, HD45, **BOND, **SURE)
    for said, words in (
        ({"member_3": PEOPLE[0]}, "each member and clerk once"),
        ({"member_3": "zed"}, "not one of the available choices"),
        ({"member_1": ""}, "This field is required"),
        ({"from_1": "friend"}, "not one of the available choices"),
        ({"clerks": ["zed"]}, "not one of the available choices"),
        ({"met_on": "2999-01-01"}, "has not come"),
    ):
        assert words in sent(clerk, "/recounts/1/board/", **(BOARD | said), **SURE), said
    assert "The board is entered." in sent(clerk, "/recounts/1/board/", **BOARD, **SURE)
    withdrawn = {"reason": "The candidate withdrew.", "withdrawn_on": "2024-11-26"}
    assert "Withdraw this recount?" in sent(clerk, "/recounts/1/withdraw/", **withdrawn)
    assert "This field is required" in sent(clerk, "/recounts/1/withdraw/", withdrawn_on="2024-11-26", **SURE)
    assert "The recount is withdrawn." in sent(clerk, "/recounts/1/withdraw/", **withdrawn, **SURE)
    assert "Nothing was written" in sent(clerk, "/recounts/1/withdraw/", **withdrawn, **SURE), "once"


def test_the_steps_are_the_administrators_alone_and_looking_writes_nothing(site: Site, clerk: Client) -> None:
    sent(clerk, HD45, **BOND, **SURE)
    for role in Role:
        if role is not ADMINISTRATOR:
            assert {site.client(role).get(f"/recounts/{one}").status_code for one in STEPS} == {403}, role
            assert {site.client(role).post(f"/recounts/{one}", BOND | SURE).status_code for one in STEPS} == {403}, role
    assert site.client().post(HD45, BOND | SURE).status_code == 302
    forged = site.client(ADMINISTRATOR, enforce_csrf=True)
    assert {forged.post(f"/recounts/{one}", BOND | SURE).status_code for one in ("file/1/", "1/board/")} == {403}
    for one in ("", "1/", *STEPS):
        clerk.get(f"/recounts/{one}", BOND | SURE)
    assert len([entry for entry in site.record.entries() if entry.kind.startswith("recount")]) == 1


def test_the_pages_can_be_read_by_everyone(site: Site, clerk: Client, browser: Browser) -> None:
    sent(clerk, HD45, **BOND, **SURE)
    with live_address() as address:
        pages = Pages(browser, site, address)
        for width, scheme, rules, names in (
            (1280, "dark", ("color-contrast",), ("1/", "file/2/")),
            (320, "light", (), ("", "1/", "file/", "file/2/", "1/board/")),
        ):
            window: dict[str, Any] = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
            page = pages.page_as(ADMINISTRATOR, **window)
            for name in names:
                page.goto(f"/recounts/{name}")
                picture(page, f"recount-steps-{name.replace('/', '-')}{width}")
                check_fits(page)
                check_axe(page, *rules)
        for context in browser.contexts:
            context.close()
