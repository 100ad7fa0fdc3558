"""A whole audit by keyboard alone, from its rules to what is published, with a ballot to take out on the way."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from canvass.accounts.roles import Role
from imaging.sheets import Mark
from tabulate.board.polls import PollsClosed
from tabulate.election import PrecinctId
from tests.canvass.audited_county import CountedCounty, election_day, usual_votes
from tests.canvass.web.audit_site import EA, MEMBER, SOS, state_of
from tests.canvass.web.browsing import PICTURES, Pages, check_axe, check_fits, picture
from tests.canvass.web.keyboard import Keyboard
from tests.canvass.web.served_records import Site, account_name, live_address, make_accounts, site_of

DOUBTFUL = PrecinctId("P02")
"""The precinct whose scans are in the record: its last ballot has a faint mark in the senator's contest."""
MEMBERS = 3
SENATOR = ("20", "9", "7", "3", "0", "1", "0")
ISSUE = {"P01": ("20", "11", "9", "0", "0"), "P02": ("21", "12", "9", "0", "0")}
MOST_PAGES = {EA: 36, SOS: 11, MEMBER: 16}
"""Pages that each has to load for this audit of four counts: the clerk, the secretary of state, a member.

Four of the clerk's ask once more before something is written.
"""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    county = CountedCounty(tmp_path / "record", precincts=4, pictured=DOUBTFUL)
    for number in (1, 3, 4):
        county.count_precinct(number)
    faint = {"ash": Mark.AMBIGUOUS, "for": Mark.MARKED}
    county.count_batch("P02-polls", DOUBTFUL, [*(usual_votes(place) for place in range(20)), faint])
    county.record.images.settle()
    county.record.close()
    with site_of(tmp_path / "record") as served:
        make_accounts(each=MEMBERS)
        served.record.append([PollsClosed(account_name(EA))])
        yield served


class People:
    """Everybody of the audit, each at a keyboard, and on Home."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self.of: dict[tuple[Role, int], Keyboard] = {}

    def at(self, role: Role, number: int = 1) -> Keyboard:
        if (role, number) not in self.of:
            page = self._pages.page_as(role, number, viewport={"width": 1280, "height": 900}, locale="en-US")
            page.add_init_script("addEventListener('pointerdown', () => { throw new Error('a mouse') }, true)")
            page.goto("/")
            self.of[role, number] = Keyboard(page)
            self.of[role, number].follow("The random-sample audit", exact=False)
        return self.of[role, number]


def test_a_whole_audit_by_keyboard_from_the_rules_to_what_is_published(site: Site, browser: Browser) -> None:
    with live_address() as address:
        people = People(Pages(browser, site, address))
        clerk = people.at(EA)
        appoint(clerk)
        select(clerk, people.at(SOS))
        assert [one.unit.precinct for one in state_of(site).units[::2]] == ["P01", "P02"]
        open_boxes(clerk)
        look_at_what_is_taken_out(people.at(MEMBER, 2))
        for number, unit in enumerate(state_of(site).units, 1):
            rows = SENATOR if unit.unit.contest == "us-senator" else ISSUE[unit.unit.precinct]
            begin_round(clerk, number)
            for member in (2, 3):
                hand_in(people.at(MEMBER, member), number, rows)
        assert all(one.manual is not None and not one.excess for one in state_of(site).units)
        certify(clerk)
        assert state_of(site).published is not None
        report(people)
        for (role, _), person in people.of.items():
            assert person.pages <= MOST_PAGES[role], f"{role.value}: {person.pages} pages"
        for context in browser.contexts:
            context.close()


def appoint(clerk: Keyboard) -> None:
    for _ in range(2):  # asked once more
        clerk.press("Open the audit")
    assert "Rules in force" in clerk.page.locator("main").inner_text()
    clerk.follow("Committee")
    clerk.follow("Enter the appointment")
    clerk.type("id_secretary", "Clerk Field")
    clerk.type("id_on", (election_day() - timedelta(days=10)).strftime("%m%d%Y"))
    for number in range(MEMBERS):
        clerk.choose(f"id_m{number}-account", number + 1)
        clerk.type(f"id_m{number}-name", f"Member {number + 1}")
        clerk.tick(clerk.page.locator(f"#id_m{number}-county_resident"))
    clerk.press("Record the appointment")
    for number in range(1, MEMBERS + 1):
        clerk.type(f"before-{number}", "the chair")
        clerk.press("Record")
    assert "the work may begin" in clerk.page.locator("main").inner_text()


def select(clerk: Keyboard, state: Keyboard) -> None:
    clerk.follow("Overview")
    for _ in range(2):
        clerk.press("Record that the unofficial results are public")
    state.follow("Selection")
    state.press("Freeze and publish the lists")
    for face in "1234":
        if not state.page.locator("#die_red").count():
            break
        state.type("die_red", face)
        state.press("Record the roll")
        state.press("Record the roll")
    state.press("Announce the selection")


def open_boxes(clerk: Keyboard) -> None:
    """The board has yet to decide a ballot of the second precinct: it is asked, and answered."""
    for number in (1, 2):
        clerk.follow("Counts")
        clerk.follow(f"Custody log of Larkspur {number}")
        clerk.type("id_seal_0", f"471{number}")
        clerk.type("id_opened_by", "Member 1\nMember 2")
        if number == 2:
            assert "1 ballot of this precinct waits for the counting board." in clerk.page.locator("main").inner_text()
            look(clerk, "boxes-undecided")
            clerk.tick(clerk.page.locator("#id_sure"))
        clerk.press("The boxes are open")


def look_at_what_is_taken_out(member: Keyboard) -> None:
    member.follow("Counts")
    member.follow("ballots to take out in Larkspur 2")
    shown = member.page.locator("main")
    assert "20 ballots of 21; left out: batch P02-polls, 21st of 21." in shown.inner_text()
    assert shown.locator("img").count() == 1
    shown.locator("img").evaluate("one => one.decode()")
    look(member, "taken-out")


def begin_round(clerk: Keyboard, number: int) -> None:
    clerk.follow("Counts")
    clerk.enter(clerk.page.locator(f"main a[href='/audit/counts/{number}/']"))
    clerk.press("Begin the round", exact=False)


def hand_in(member: Keyboard, number: int, rows: tuple[str, ...]) -> None:
    member.follow("Counts")
    member.enter(member.page.locator(f"main a[href='/audit/counts/{number}/']"))
    if number == 3:
        look(member, "sheet-with-a-ballot-taken-out")
    ballots, *votes = rows
    member.type("id_ballots", ballots)
    for row, count in enumerate(votes):
        member.type(f"id_row_{row}", count)
    member.press("Hand in the sheet")


def certify(clerk: Keyboard) -> None:
    clerk.follow("Comparison")
    assert "differ" not in clerk.page.locator("details").first.locator("summary").inner_text()
    look(clerk, "comparison-folded")
    clerk.follow("Report")
    for box in clerk.page.locator("input[name=signed]").all():
        clerk.tick(box)
    clerk.press("Record the certificate")
    clerk.press("Certify")
    clerk.press("Publish the results of the audit")
    clerk.press("Make them public")


def look(person: Keyboard, name: str) -> None:
    picture(person.page, f"keyboard-{name}")
    check_axe(person.page)
    check_fits(person.page)


def report(people: People) -> None:
    """How much work it was, where somebody wants to know."""
    if folder := os.environ.get(PICTURES):
        lines = [
            f"{role.value} {number}: {one.pages} pages in {one.seconds:.1f} s; keys: {dict(sorted(one.keys.items()))}"
            for (role, number), one in people.of.items()
        ]
        Path(folder, "keyboard.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
