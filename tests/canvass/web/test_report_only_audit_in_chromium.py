"""A county with only another system's report, in real browsers: from the dice to a certified audit, counted blind."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from audit.publication import replay
from canvass.accounts.roles import Role
from canvass.auditing.papers.packets import packet_pdf, packets_of
from canvass.cli import run
from canvass.record.audit_log import AuditLog
from tabulate.ledger.fold import fold
from tests.canvass.auditing.reported.records_beside import records_of_drawn, takes_records
from tests.canvass.reported_county import SENATOR, ReportedCounty, figures_shown, reported_county
from tests.canvass.web.audit_site import EA, MEMBER, SOS, Audit, state_of
from tests.canvass.web.browsing import Pages
from tests.canvass.web.served_records import Site, account_name, live_address, make_accounts, site_of

MEMBERS = 3
OF_RECORDS = "P05"
"""The drawn precinct whose first count is the sum of cast vote records."""
DRAWN, RESERVES = ("P02", "P05"), ("P09", "P11", "P16")
ROLLS = ("0 2", "0 5", "0 9", "1 1", "1 6")
_LINKS = re.compile(r'href="([/?][^"#]*)')
_ENTRY = re.compile(r"Ledger entry [0-9,]+")
_EVENTS = "/events/"
_EVENT = re.compile(r"""(<tr><td class="number">|^)[0-9,]+(?=</td>|,"?[0-9]{4}-)""", re.MULTILINE)
"""An entry's number in the event log, on the page or in its file. It is no figure of a count, whatever it comes to."""
_TAGS = re.compile(r"<[^>]*>")
_SAID = re.compile(r'''(?:value|title|placeholder|alt|content|aria-[a-z]+|data-[a-z-]+)="([^"]*)"''')
"""Attributes that say something; places in drawings are numbers, too, and say nothing."""


class ReportAudit(Audit):
    """A committee of three: one reads, two record."""

    county: ReportedCounty

    def appoint(self, before_the_election: str) -> None:
        page = self.clerk
        page.goto("/audit/committee/appoint/")
        page.fill("#id_secretary", "Clerk Field")
        page.fill("#id_on", before_the_election)
        for number in range(1, MEMBERS + 1):
            page.select_option(f"#id_m{number - 1}-account", account_name(MEMBER, number))
            page.fill(f"#id_m{number - 1}-name", f"Member {number}")
            page.check(f"#id_m{number - 1}-county_resident")
        self.press(page, "Record the appointment")
        for _ in range(MEMBERS):
            page.locator("input[name=sworn_before]").first.fill("the chair")
            page.get_by_role("button", name="Record the oath").first.click()
        self.says(page, "the work may begin")

    def select(self) -> None:
        self.clerk.goto("/audit/")
        self.press(self.clerk, "Record that the unofficial results are public")
        self.press(self.clerk, "Record that the unofficial results are public")
        page = self.person(SOS)
        page.goto("/audit/selection/")
        self.press(page, "Freeze and publish the lists")
        for roll in ROLLS:
            self.roll(page, roll)
        self.press(page, "Announce the selection")
        self.says(page, "The selection is complete")

    def open_precinct(self, precinct: str) -> None:
        """The county says what report or records cannot tell; then the boxes are opened."""
        page = self.clerk
        page.goto(f"/audit/boxes/{int(precinct[1:])}/")
        if precinct == OF_RECORDS:
            page.get_by_label("Its cast vote records").check()
        else:
            page.fill("#id_machines", "DS450 left\nDS450 right")
        self.look(page, "report-chosen")
        page.fill("#id_added_by_hand", "2")
        self.press(page, "Take it as the first count")
        self.look(page, "report-boxes")
        for number in range(page.locator("input[id^=id_seal_]").count()):
            page.fill(f"#id_seal_{number}", f"{precinct}-a, {precinct}-b")
        page.fill("#id_opened_by", "Member 1\nMember 2")
        self.press(page, "The boxes are open")

    def rows(self, precinct: str, contest: str, moved: int = 0) -> dict[str, str]:
        """The sheet of a recorder who finds what the report says, but for votes moved from the first to the second."""
        figures = [figure for _, figure in self.county.choices_of(precinct, contest)]
        figures[0] -= moved
        figures[1] += moved
        *votes, over, under = figures
        rows = {f"row_{at}": str(figure) for at, figure in enumerate((*votes, under, over))}
        return {"ballots": str(sum(figures)), **rows}

    def on_screen(self, unit: int, member: int, rows: dict[str, str]) -> Page:
        page = self.person(MEMBER, member)
        page.goto(f"/audit/counts/{unit}/")
        self.look(page, "report-sheet")
        for name, figure in rows.items():
            page.fill(f".figures-form [name={name}]", figure)
        self.press(page, "Hand in the sheet")
        return page

    def count_of(self, site: Site, unit: int, moved: int = 0, shown: bool = False) -> None:
        """Both recorders find the same; without a screen where the test is about something else."""
        where = state_of(site).units[unit - 1].unit
        rows = self.rows(where.precinct, where.contest, moved)
        rounds = len(state_of(site).units[unit - 1].rounds) + 1
        if shown:
            self.start(unit)
            for member in (2, 3):
                self.on_screen(unit, member, rows)
            return
        reader = {"reader": account_name(MEMBER), "round_number": str(rounds)}
        site.client(EA).post(f"/audit/counts/{unit}/start/", reader)
        for member in (2, 3):
            site.client(MEMBER, member).post(f"/audit/counts/{unit}/sheet/", {**rows, "round_number": str(rounds)})


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ReportedCounty:
    county = reported_county(tmp_path / "county", monkeypatch)
    takes_records(county, records_of_drawn(county))
    return county


@pytest.fixture
def audited(county: ReportedCounty, browser: Browser) -> "Iterator[tuple[Site, ReportAudit]]":
    with site_of(county.directory) as site:
        make_accounts(each=MEMBERS)
        with live_address() as address:
            audit = ReportAudit(Pages(browser, site, address))
            audit.county = county
            yield site, audit
        for context in browser.contexts:
            context.close()


_OF_NO_RECORD = ("/static/", "/help/documents/")
"""The documents are those of every installation, and their figures examples."""


def walked(site: Site, role: Role | None, number: int = 1) -> str:
    """Every page and paper that somebody reaches by links, from the pages where each role begins."""
    client = site.client(role, number)
    waiting, seen, texts = ["/", "/audit/", "/results/", "/status/", "/office/"], set(), []
    while waiting:
        address = waiting.pop()
        if address in seen or "sign-out" in address or address.startswith(_OF_NO_RECORD):
            continue
        seen.add(address)
        answer = client.get(address)
        if answer.status_code != 200:
            continue
        content = answer.getvalue()
        text = _text(content, answer.headers.get("Content-Type", ""))
        if address.startswith(_EVENTS):
            text = _EVENT.sub(r"\1", text)
        texts.append(_ENTRY.sub("", " ".join((_TAGS.sub(" ", text), *_SAID.findall(text)))))
        waiting += [_absolute(one, address, role) for one in _LINKS.findall(text)]
    assert len(texts) > 5
    return "\n".join(texts)


def _absolute(link: str, address: str, role: Role | None) -> str:
    """With its question, as ?by=precinct, but for the two who must see totals by precinct while others count."""
    path, _, query = link.replace("&amp;", "&").partition("?")
    path = path or address.partition("?")[0]
    return f"{path}?{query}" if query and role not in (EA, SOS) else path


def _text(content: bytes, kind: str) -> str:
    if "pdf" not in kind:
        return content.decode(errors="replace")
    import pypdfium2

    with pypdfium2.PdfDocument(content) as paper:
        return "\n".join(page.get_textpage().get_text_range() for page in paper)


def test_from_a_precinct_summary_to_a_certified_audit(
    audited: tuple[Site, ReportAudit], county: ReportedCounty, tmp_path: Path
) -> None:
    site, audit = audited
    audit.open()
    audit.appoint("2026-10-20")
    audit.select()
    state = state_of(site)
    assert {str(one.unit.precinct) for one in state.units} == set(DRAWN)
    assert len(state.units) == 8
    for precinct in DRAWN:
        audit.open_precinct(precinct)

    # Nobody finds a figure of the report anywhere, whatever page they open, as whomever; nor on paper.
    blind = county.figures(DRAWN)
    for role in (*Role, None):
        assert not figures_shown(walked(site, role), blind), role
    for packet in packets_of(state_of(site), fold(site.record.outlines())):
        assert not figures_shown(_text(packet_pdf(state_of(site), packet), "pdf"), blind)
    audit.clerk.goto("/audit/counts/1/comparison/")
    audit.says(audit.clerk, "not shown before the manual count is locked")

    # The sheets of one count differ: only that is said. Counted again, they are equal, and eight votes are elsewhere.
    first = next(at for at, one in enumerate(state_of(site).units, 1) if one.unit.contest == SENATOR)
    where = state_of(site).units[first - 1].unit
    audit.start(first)
    audit.on_screen(first, 2, audit.rows(where.precinct, where.contest, 8))
    page = audit.on_screen(first, 3, audit.rows(where.precinct, where.contest, 7))
    audit.says(page, "The sheets of round")
    assert not figures_shown(walked(site, MEMBER, 1), blind)
    audit.count_of(site, first, moved=8, shown=True)
    for unit in range(1, 9):
        if unit != first:
            assert not figures_shown(audit.person(MEMBER, 1).inner_text("body"), blind)
            audit.count_of(site, unit)

    # The machine is found at fault, and three precincts more are counted for that contest: the reserves.
    page = audit.clerk
    page.goto(f"/audit/counts/{first}/comparison/")
    audit.says(page, "whole precinct, all groups")
    audit.says(page, "DS450 left")
    assert figures_shown(page.inner_text("body"), blind), "after the lock they are shown"
    audit.look(page, "report-comparison")
    page.goto("/audit/causes/")
    page.get_by_role("link", name="Record the finding").click()
    page.check("input[name=machines][value='DS450 left']")
    for member in (1, 2, 3):
        page.check(f"input[name=found_by][value=audit-committee-member-{member}]")
    page.fill("#id_evidence", "Its log has a jam at the hour of these ballots.")
    page.check("#id_informed")
    audit.press(page, "Record the finding")
    audit.says(page, "More precincts are counted for this contest")
    escalated = [str(one.unit.precinct) for one in state_of(site).units[8:]]
    assert escalated == list(RESERVES)
    for precinct in RESERVES:
        audit.open_precinct(precinct)
    locked = [one.figures for one in state_of(site).units if one.manual and one.figures]
    manual = frozenset(audit.rows(where.precinct, where.contest, 8).values())
    manual |= {f"{batch.ballots:,}" for one in locked for batch in one.batches}
    assert not figures_shown(walked(site, MEMBER, 2), county.figures(RESERVES) - blind - manual)
    for unit in (9, 10, 11):
        audit.count_of(site, unit)

    page.goto("/audit/report/")
    audit.look(page, "report-of-report")
    audit.says(page, "Report of another system")
    audit.says(page, "Cast vote records of another system")
    for member in (1, 2, 3):
        page.check(f"input[name=signed][value=audit-committee-member-{member}]")
    audit.press(page, "Record the certificate")
    audit.press(page, "Certify")
    audit.press(page, "Publish the results of the audit")
    audit.press(page, "Make them public")
    published = site.client(None).get("/audit/published/published.json").content.decode()
    found = replay(published)
    assert found.state.phase.value == "certified"
    machines = {(str(one.precinct) == OF_RECORDS, one.outside.machines) for one in found.report.units if one.outside}
    assert machines == {(False, ("DS450 left", "DS450 right")), (True, ("0003", "0004"))}
    assert json.loads(published)["report"]["units"][0]["outside"]["added_by_hand"] == 2
    assert AuditLog(site.record).state == state_of(site)
    file = tmp_path / "published.json"
    file.write_text(published)
    assert run(["audit", "replay", str(file)]) == 0
