"""The recounts' pages: who may see them, blind entry until the sheets are equal, hostile forms, how they look."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from canvass.accounts.roles import Role
from canvass.web.served import serve_record
from tests.canvass.recount_by_hand.counted_by_hand import BY, FILED, PETITION, W2, hd45, make_record, recount
from tests.canvass.web.browsing import Pages, check_axe, check_fits, picture
from tests.canvass.web.served_records import Site, account_name, live_address, make_accounts, site_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ADMINISTRATOR, MEMBER, OBSERVER = Role.ELECTION_ADMINISTRATOR, Role.RECOUNT_BOARD_MEMBER, Role.OBSERVER
INSIDE = {ADMINISTRATOR, MEMBER, OBSERVER, Role.SECRETARY_OF_STATE}
ONE = "/recounts/1/precincts/1/"
PEOPLE = [account_name(MEMBER, number) for number in range(1, 7)]
"""Three members, then three clerks."""
BEGIN = {"number": 612, "reader": PEOPLE[3], "recorder_1": PEOPLE[4], "recorder_2": PEOPLE[5]}


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A recount whose board has met, with accounts. To be copied."""
    record = make_record(tmp_path_factory.mktemp("recount") / "record", [hd45()], W2)
    words = ("--contest", "hd45", *PETITION, "--bond", "1200", *FILED)
    assert recount(record, "petition", "R-1", *words) == 0
    names = ("Eve Elm", "Flo Fern", "Gus Gray", "Hal Hart", "Ida Ivy", "Jo Joy")
    typed = [f"{name}={account}" for name, account in zip(names, PEOPLE, strict=True)]
    board = [word for one in typed[:3] for word in ("--member", one)]
    board += [word for one in typed[3:] for word in ("--clerk", one)]
    assert recount(record, "open", "R-1", *board, "--secretary", "Dee Clerk", "--met", "2024-11-26", *BY) == 0
    with serve_record(record):
        make_accounts(each=6)
    return record


@pytest.fixture
def site(template: Path, tmp_path: Path) -> Iterator[Site]:
    with site_of(Path(shutil.copytree(template, tmp_path / "record"))) as served:
        yield served


def sheet(c: int, d: int, under: int, number: int = 1) -> dict[str, object]:
    return {
        "ballots": c + d + under,
        "votes_0": c,
        "votes_1": d,
        "undervotes": under,
        "overvotes": 0,
        "round": number,
    }


def text_of(site: Site, role: Role, address: str = ONE, number: int = 1) -> str:
    answer = site.client(role, number).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def enter(site: Site, who: int, figures: dict[str, object]) -> str:
    answer = site.client(MEMBER, who).post(ONE, figures, follow=True)
    return str(answer.content.decode())


def test_w19_on_the_page_nobody_sees_a_figure_until_both_sheets_are_equal_and_all_is_decided(site: Site) -> None:
    assert "Begin the precinct" in text_of(site, ADMINISTRATOR)
    answer = site.client(ADMINISTRATOR).post(f"{ONE}begin/", BEGIN, follow=True)
    assert "The precinct is begun" in answer.content.decode()
    assert "Your tally sheet" in text_of(site, MEMBER, number=5)
    assert "You read here" in text_of(site, MEMBER, number=4)
    assert "sheet for House District 45 is in" in enter(site, 5, sheet(297, 297, 18))
    assert "they differ. The whole precinct is counted again" in enter(site, 6, sheet(296, 297, 19))
    for number in (1, 2, 3):
        site.client(MEMBER, 4).post(f"{ONE}set-aside/", {"aside-contests": ["hd45"], "aside-why": f"cross {number}"})
    enter(site, 5, sheet(297, 297, 15, 2))
    shown = enter(site, 6, sheet(297, 297, 15, 2))
    assert "sheets equal; 3 ballots set aside to decide" in shown
    found = ((1, ("c", "c", "c")), (2, ("d", "d", "c")), (3, ("c", "d", "")))
    for ballot, votes in found:
        for who, vote in enumerate(votes, 1):
            sent = {f"aside-{ballot}-votes_0": [vote]} if vote else {}
            before = text_of(site, OBSERVER)
            assert not {"297", "298", "300"} & {word.strip("<>/td") for word in before.split()}
            assert "As canvassed" not in before
            site.client(MEMBER, who).post(f"{ONE}set-aside/{ballot}/", sent)
    locked = text_of(site, OBSERVER)
    assert "As canvassed and as recounted" in locked
    assert locked.count('<td class="number">298</td>') == 3
    assert "C (3 of 3)" in locked
    assert "no majority" in locked
    assert "No sheet of yours is open" in enter(site, 5, sheet(300, 294, 15, 3))


def test_each_enters_their_own_sheet_alone_and_hostile_forms_write_nothing(site: Site) -> None:
    site.client(ADMINISTRATOR).post(f"{ONE}begin/", BEGIN)
    before = site.record.head().number
    assert "No sheet of yours is open" in enter(site, 1, sheet(1, 1, 1)), "a member who does not record"
    assert "does not add up" in enter(site, 5, sheet(1, 1, 1) | {"undervotes": 9})
    for wrong in (
        {"votes_0": "-1"},
        {"votes_0": "1e9"},
        {"votes_0": "x" * 9_999},
        {"ballots": ""},
        {"votes_1": "\x00"},
    ):
        assert site.client(MEMBER, 5).post(ONE, sheet(1, 1, 1) | wrong).status_code == 200
    assert "round 1" in enter(site, 5, sheet(1, 1, 1, 7))
    assert "round 1" in enter(site, 5, sheet(1, 1, 1) | {"round": "¹"})
    aside = {"aside-contests": ["sheriff"], "aside-why": "x"}
    site.client(MEMBER, 4).post(f"{ONE}set-aside/", aside)
    assert site.client(MEMBER, 1).post(f"{ONE}set-aside/9/", {}).status_code == 404
    for address in ("/recounts/9/", "/recounts/1/precincts/9/", "/recounts/0/", "/recounts/1/precincts/99999999999/"):
        assert site.client(ADMINISTRATOR).get(address).status_code == 404
    again = site.client(ADMINISTRATOR).post(f"{ONE}begin/", BEGIN, follow=True).content.decode()
    assert "cannot be begun now" in again
    wrong_people = BEGIN | {"reader": "zed"}
    site.client(ADMINISTRATOR).post("/recounts/1/precincts/2/begin/", wrong_people)
    twice = BEGIN | {"reader": PEOPLE[4]}
    said = site.client(ADMINISTRATOR).post("/recounts/1/precincts/2/begin/", twice, follow=True).content.decode()
    assert "one who reads and two who record" in said
    assert site.record.head().number == before


def test_forms_that_are_not_ours_and_people_of_other_roles_are_turned_away(site: Site) -> None:
    for role in Role:
        inside = role in INSIDE
        for address in ("/recounts/", "/recounts/1/", ONE):
            assert (site.client(role).get(address).status_code == 200) is inside, (role, address)
        for address, allowed in (("begin/", ADMINISTRATOR), ("set-aside/", MEMBER), ("set-aside/1/", MEMBER)):
            answer = site.client(role).post(f"{ONE}{address}", {})
            assert (answer.status_code == 403) is (role is not allowed), (role, address)
    assert site.client().get(ONE).status_code == 302
    assert site.client(ADMINISTRATOR, enforce_csrf=True).post(f"{ONE}begin/", BEGIN).status_code == 403


def test_the_home_page_says_what_waits(site: Site) -> None:
    site.client(ADMINISTRATOR).post(f"{ONE}begin/", BEGIN)
    assert "Your tally sheets" in text_of(site, MEMBER, "/", 5)
    assert "How far each precinct has come." in text_of(site, ADMINISTRATOR, "/")


@pytest.fixture
def pages(site: Site, browser: Browser) -> Iterator[Pages]:
    with live_address() as address:
        yield Pages(browser, site, address)
        for context in browser.contexts:
            context.close()


def test_it_can_be_read_by_everyone_and_on_a_telephone(pages: Pages) -> None:
    site = pages.site
    site.client(ADMINISTRATOR).post(f"{ONE}begin/", BEGIN)
    site.client(MEMBER, 4).post(f"{ONE}set-aside/", {"aside-contests": ["hd45"], "aside-why": "a cross"})
    page = pages.page_as(MEMBER, 5, viewport={"width": 320, "height": 900})
    for address in ("/recounts/", "/recounts/1/", ONE):
        page.goto(address)
        picture(page, f"recount-{address.strip('/').replace('/', '-')}")
        check_fits(page)
        check_axe(page)
    page.get_by_label("Ballots that carry this contest").fill("611")
    for label, figure in (("C", "299"), ("D", "297"), ("Undervotes", "15"), ("Overvotes", "0")):
        page.get_by_label(f"{label} (may be left empty)", exact=True).first.fill(figure)
    page.get_by_role("button", name="Enter my tally sheet").click()
    assert page.get_by_text("sheet is in").first.is_visible()
    enter(site, 6, sheet(299, 297, 15))
    for who in (1, 2, 3):
        site.client(MEMBER, who).post(f"{ONE}set-aside/1/", {"aside-1-votes_0": ["d"]})
    watching = pages.page_as(OBSERVER, viewport={"width": 1280, "height": 900})
    watching.goto(ONE)
    picture(watching, "recount-locked")
    assert watching.get_by_role("heading", name="As canvassed and as recounted").is_visible()
