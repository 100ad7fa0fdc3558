"""An audited county served within a test, and an audit driven through real pages by the people who do it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.test import Client
from playwright.sync_api import Page

from audit.state import AuditState
from canvass.accounts.roles import Role
from canvass.record.audit_log import AuditLog
from tabulate.board.polls import PollsClosed
from tests.canvass.audited_county import USUAL_ISSUE, USUAL_SENATOR, make_county
from tests.canvass.web.browsing import Pages, check_axe, check_fits, picture
from tests.canvass.web.served_records import Site, account_name, make_accounts, site_of

SAMPLE = (65, 1, 17, 23, 40, 42, 58)
RESERVES = (3, 9, 12)
ROLLS = ("6 5", "6 6", "0 1", "1 7", "2 3", "6 5", "4 0", "4 2", "5 8", "0 3", "0 9", "1 2")
"""One out of range, one already chosen."""
MEMBERS = 5
EA, SOS, MEMBER = Role.ELECTION_ADMINISTRATOR, Role.SECRETARY_OF_STATE, Role.AUDIT_COMMITTEE_MEMBER


@contextmanager
def audited_site(directory: Path, precincts: Sequence[int] = (*SAMPLE, *RESERVES)) -> Iterator[Site]:
    """The county, counted, its polls closed, five members' accounts made."""
    make_county(directory, precincts).close()
    with site_of(directory) as site:
        make_accounts(each=MEMBERS)
        site.record.append([PollsClosed(account_name(EA))])
        yield site


def state_of(site: Site) -> AuditState:
    """The audit as the ledger has it."""
    state = AuditLog(site.record).state
    assert state is not None
    return state


def sheet_form(figures: Mapping[str, int], round_number: int = 1, ballots: int | None = None) -> dict[str, str]:
    """What a recorder sends: votes in ballot order; whatever is missing to 20 ballots is undervoted."""
    votes = list(figures.values())
    ballots = sum(votes) + (1 if figures.keys() == USUAL_SENATOR.keys() else 0) if ballots is None else ballots
    rows = [*votes, ballots - sum(votes), 0]
    return {"round_number": str(round_number), "ballots": str(ballots)} | {
        f"row_{number}": str(count) for number, count in enumerate(rows)
    }


@dataclass
class Audit:
    """The people of an audit, each at their own browser."""

    pages: Pages
    looked_at: set[str] = field(default_factory=set)
    _open: dict[tuple[Role, int], Page] = field(default_factory=dict)

    def person(self, role: Role, number: int = 1) -> Page:
        key = (role, number)
        if key not in self._open:
            self._open[key] = self.pages.page_as(role, number, viewport={"width": 1280, "height": 900})
        return self._open[key]

    @property
    def clerk(self) -> Page:
        return self.person(EA)

    def look(self, page: Page, name: str) -> None:
        """Axe, width, and a picture for people: once for each page."""
        if name not in self.looked_at:
            self.looked_at.add(name)
            picture(page, f"audit-{name}")
            check_axe(page)
            check_fits(page)

    def press(self, page: Page, button: str) -> None:
        page.get_by_role("button", name=button, exact=True).click()

    def says(self, page: Page, text: str) -> None:
        found = page.locator("main").inner_text()
        assert text in found, f"{text!r} is not on {page.url}: {found[:600]}"

    def open(self) -> None:
        self.clerk.goto("/audit/")
        self.look(self.clerk, "not-open")
        self.press(self.clerk, "Open the audit")
        self.says(self.clerk, "Nothing is written yet.")
        self.press(self.clerk, "Open the audit")
        self.look(self.clerk, "overview")

    def appoint(self, before_the_election: str) -> None:
        page = self.clerk
        page.goto("/audit/committee/appoint/")
        self.look(page, "appoint")
        page.fill("#id_secretary", "Clerk Field")
        page.fill("#id_on", before_the_election)
        for number in range(1, MEMBERS + 1):
            page.select_option(f"#id_m{number - 1}-account", account_name(MEMBER, number))
            page.fill(f"#id_m{number - 1}-name", f"Member {number}")
            page.check(f"#id_m{number - 1}-county_resident")
        self.press(page, "Record the appointment")
        self.look(page, "members-unsworn")
        for _ in range(MEMBERS):
            page.locator("input[name=sworn_before]").first.fill("the chair")
            page.get_by_role("button", name="Record the oath").first.click()
        self.says(page, "the work may begin")
        self.look(page, "members")

    def select(self) -> None:
        self.clerk.goto("/audit/")
        self.press(self.clerk, "Record that the unofficial results are public")
        self.press(self.clerk, "Record that the unofficial results are public")
        page = self.person(SOS)
        page.goto("/audit/selection/")
        self.press(page, "Freeze and publish the lists")
        self.look(page, "selection-frozen")
        for roll in ROLLS:
            self.roll(page, roll)
            if roll == "6 6":
                self.says(page, "Roll again: out of range")
        self.says(page, "nothing: already chosen, rolled again")
        self.look(page, "selection-drawn")
        self.press(page, "Announce the selection")
        self.says(page, "The selection is complete")

    def roll(self, page: Page, dice: str) -> None:
        for color, face in zip(("red", "white", "blue"), dice.split(), strict=False):
            page.fill(f"#die_{color}", face)
        self.press(page, "Record the roll")
        self.says(page, "Do the dice show this?")
        self.look(page, "roll-asked")
        self.press(page, "Record the roll")

    def open_boxes(self, precincts: Sequence[int]) -> None:
        page = self.clerk
        for number in precincts:
            page.goto(f"/audit/boxes/{number}/")
            self.look(page, "boxes")
            page.fill("#id_seal_0", f"seal {number}")
            page.fill("#id_opened_by", "Member 1\nMember 2")
            self.press(page, "The boxes are open")

    def start(self, unit: int, reader: int = 1) -> None:
        page = self.clerk
        page.goto(f"/audit/counts/{unit}/")
        page.select_option("#reader", account_name(MEMBER, reader))
        page.get_by_role("button", name=re.compile("Begin the round")).click()

    def hand_in(self, unit: int, member: int, figures: Mapping[str, int]) -> Page:
        page = self.person(MEMBER, member)
        page.goto(f"/audit/counts/{unit}/")
        self.look(page, "sheet")
        given = sheet_form(figures)
        page.evaluate(
            """rows => { for (const [name, value] of Object.entries(rows)) {
                const field = document.querySelector(`.figures-form [name=${name}]`);
                if (name !== "round_number") field.value = value;
            } }""",
            given,
        )
        self.press(page, "Hand in the sheet")
        return page

    def count(self, unit: int, figures: Mapping[str, int], reader: int = 1) -> None:
        """One round in which all four recorders write the same."""
        self.start(unit, reader)
        for member in range(1, MEMBERS + 1):
            if member != reader:
                self.hand_in(unit, member, figures)


def count_in_process(site: Site, unit: int, figures: Mapping[str, int]) -> None:
    """The same round sent to the same pages without a screen, where a test is about something else."""
    clerk: Client = site.client(EA)
    rounds = len(state_of(site).units[unit - 1].rounds) + 1
    clerk.post(f"/audit/counts/{unit}/start/", {"reader": account_name(MEMBER), "round_number": str(rounds)})
    for member in range(2, MEMBERS + 1):
        site.client(MEMBER, member).post(f"/audit/counts/{unit}/sheet/", sheet_form(figures, rounds))


USUAL = (USUAL_SENATOR, USUAL_ISSUE)
