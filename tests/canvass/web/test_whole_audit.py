"""A whole audit from its rules to what is published: by keys alone, by a mouse alone, by what is heard alone."""

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
from tests.canvass.web.hands import Hand, Keys, Mouse, Tree
from tests.canvass.web.served_records import Site, account_name, live_address, make_accounts, site_of

DOUBTFUL = PrecinctId("P02")
"""The precinct whose scans are in the record: its last ballot has a faint mark in the senator's contest."""
MEMBERS = 3
SENATOR = ("20", "9", "7", "3", "0", "1", "0")
ISSUE = {"P01": ("20", "11", "9", "0", "0"), "P02": ("21", "12", "9", "0", "0")}
TITLES = {"us-senator": "United States Senator", "ca-116": "Constitutional Amendment 116"}
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
    """Everybody of the audit, each with this kind of hand, and on Home."""

    def __init__(self, pages: Pages, hand: type[Hand]) -> None:
        self._pages = pages
        self._hand = hand
        self.of: dict[tuple[Role, int], Hand] = {}

    def at(self, role: Role, number: int = 1) -> Hand:
        if (role, number) not in self.of:
            page = self._pages.page_as(role, number, viewport={"width": 1280, "height": 900}, locale="en-US")
            self.of[role, number] = self._hand(page)
            page.goto("/")
            self.of[role, number].follow("The random-sample audit", exact=False)
        return self.of[role, number]


HANDS = [
    pytest.param(Keys, id="keys"),
    pytest.param(Mouse, id="mouse", marks=pytest.mark.long),
    pytest.param(Tree, id="what is heard", marks=pytest.mark.long),
]


@pytest.mark.parametrize("hand", HANDS)
def test_a_whole_audit_from_the_rules_to_what_is_published(site: Site, browser: Browser, hand: type[Hand]) -> None:
    with live_address() as address:
        people = People(Pages(browser, site, address), hand)
        clerk = people.at(EA)
        appoint(clerk)
        select(clerk, people.at(SOS))
        assert [one.unit.precinct for one in state_of(site).units[::2]] == ["P01", "P02"]
        open_boxes(clerk)
        look_at_what_is_taken_out(people.at(MEMBER, 2))
        for unit in (one.unit for one in state_of(site).units):
            rows = SENATOR if unit.contest == "us-senator" else ISSUE[unit.precinct]
            called = f"{TITLES[unit.contest]} in Larkspur {unit.precinct[-1]}"
            begin_round(clerk, called)
            for member in (2, 3):
                hand_in(people.at(MEMBER, member), called, rows)
        assert all(one.manual is not None and not one.excess for one in state_of(site).units)
        certify(clerk)
        assert state_of(site).published is not None
        report(people, hand)
        for (role, _), person in people.of.items():
            assert person.faults == []
            assert person.pages <= MOST_PAGES[role], f"{role.value}: {person.pages} pages"
        for context in browser.contexts:
            context.close()


def appoint(clerk: Hand) -> None:
    for _ in range(2):  # asked once more
        clerk.press("Open the audit")
    assert clerk.says("Rules in force")
    clerk.follow("Committee")
    clerk.follow("Enter the appointment")
    clerk.type("Secretary: the election administrator", "Clerk Field")
    clerk.type("Day", (election_day() - timedelta(days=10)).strftime("%m%d%Y"))
    for number in range(1, MEMBERS + 1):
        clerk.choose("Sign-in account", number, f"Member {number}")
        clerk.type("Full name", f"Member {number}", f"Member {number}")
        clerk.tick("Resident of the county", f"Member {number}")
    clerk.press("Record the appointment")
    for number in range(1, MEMBERS + 1):
        clerk.type(f"Who heard the oath of Member {number}", "the chair")
        clerk.press(f"Record the oath of Member {number}")
    assert clerk.says("the work may begin")


def select(clerk: Hand, state: Hand) -> None:
    clerk.follow("Overview")
    for _ in range(2):
        clerk.press("Record that the unofficial results are public")
    state.follow("Selection")
    state.press("Freeze and publish the lists")
    for face in "1234":
        if "Red" not in state.fields():
            break
        state.type("Red", face)
        state.press("Record the roll")
        state.press("Record the roll")
    state.press("Announce the selection")


def open_boxes(clerk: Hand) -> None:
    """The board has yet to decide a ballot of the second precinct: it is asked, and answered."""
    for number in (1, 2):
        clerk.follow("Counts")
        clerk.follow(f"Custody log of Larkspur {number}")
        clerk.type(f"Batch P{number:02d}-polls (may be left empty)", f"471{number}")
        clerk.type("Opened by", "Member 1\nMember 2")
        if number == 2:
            assert clerk.says("1 ballot of this precinct waits for the counting board.")
            look(clerk, "boxes-undecided")
            clerk.tick("Open the boxes all the same")
        clerk.press("The boxes are open")


def look_at_what_is_taken_out(member: Hand) -> None:
    member.follow("Counts")
    member.follow("ballots to take out in Larkspur 2")
    assert member.says("20 ballots of 21; left out: batch P02-polls, 21st of 21.")
    shown = member.page.locator("main img")
    assert shown.count() == 1
    shown.evaluate("one => one.decode()")
    look(member, "taken-out")


def begin_round(clerk: Hand, called: str) -> None:
    clerk.follow("Counts")
    clerk.follow(called)
    clerk.press("Begin the round", exact=False)


def hand_in(member: Hand, called: str, rows: tuple[str, ...]) -> None:
    member.follow("Counts")
    member.follow(called)
    if called == f"{TITLES['us-senator']} in Larkspur 2":
        look(member, "sheet-with-a-ballot-taken-out")
    for name, count in zip(member.fields(), rows, strict=True):
        member.type(name, count)
    member.press("Hand in the sheet")


def certify(clerk: Hand) -> None:
    clerk.follow("Comparison")
    assert "differ" not in clerk.page.locator("details").first.locator("summary").inner_text()
    look(clerk, "comparison-folded")
    clerk.follow("Report")
    for number in range(1, MEMBERS + 1):
        clerk.tick(f"Member {number}")
    clerk.press("Record the certificate")
    clerk.press("Certify")
    clerk.press("Publish the results of the audit")
    clerk.press("Make them public")


def look(person: Hand, name: str) -> None:
    picture(person.page, f"keyboard-{name}")
    check_axe(person.page)
    check_fits(person.page)


def report(people: People, hand: type[Hand]) -> None:
    """How much work it was, where somebody wants to know."""
    if folder := os.environ.get(PICTURES):
        lines = [
            f"{role.value} {number}: {one.pages} pages in {one.seconds:.1f} s; {dict(sorted(one.strokes.items()))}"
            for (role, number), one in people.of.items()
        ]
        Path(folder, f"audit-by-{hand.__name__.lower()}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
