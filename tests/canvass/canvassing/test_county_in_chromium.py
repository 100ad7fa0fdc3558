"""A county's whole way in real browsers: returns, audit, canvass, certificate, recount, a new certificate (W6, W21).

The audit of one precinct elects Ash by three votes. Birch has the votes recounted without a bond, and wins by three.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2

from canvass.accounts.roles import Role
from canvass.web.served import serve_record
from tests.canvass.canvassing.audited_treasurer import MEMBERS, AuditedTreasurer, after
from tests.canvass.recount_by_hand.counted_by_hand import STATEMENT
from tests.canvass.web.browsing import PICTURES, Pages, check_fits, picture
from tests.canvass.web.served_records import account_name, live_address, make_accounts, site_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

EA, COMMITTEE, RECOUNTERS = (
    Role.ELECTION_ADMINISTRATOR,
    Role.AUDIT_COMMITTEE_MEMBER,
    Role.RECOUNT_BOARD_MEMBER,
)
BOARD = "Ann Ames\nBo Bell\nCy Cole"
FIRST_DAY, SECOND_DAY = f"{after(10)}T10:00", f"{after(11)}T10:00"


@dataclass
class Office:
    """The people of the county, each at their own browser, and the papers they made."""

    pages: Pages
    papers: Path
    looked_at: set[str] = field(default_factory=set)
    _open: dict[tuple[Role, int], Page] = field(default_factory=dict)

    def person(self, role: Role, number: int = 1) -> Page:
        if (role, number) not in self._open:
            self._open[role, number] = self.pages.page_as(role, number, viewport={"width": 1280, "height": 900})
        return self._open[role, number]

    @property
    def clerk(self) -> Page:
        return self.person(EA)

    def look(self, name: str) -> None:
        """Its width, and a picture for people; tests of the pages alone have axe look at them."""
        picture(self.clerk, f"county-{name}")
        check_fits(self.clerk)

    def fill(self, card: str, button: str, says: str, **typed: str) -> None:
        """Fill in a card of the page by the labels' first words, and press its button."""
        section = self.clerk.get_by_role("region", name=card, exact=True)
        for label, value in typed.items():
            found = section.get_by_label(re.compile(rf"^{label.replace('_', ' ')}(?!')\b"))
            if value == "tick":
                found.check()
            elif found.evaluate("one => one.tagName") == "SELECT":
                found.select_option(label=value)
            elif found.get_attribute("type") == "file":
                found.set_input_files(value)
            else:
                found.fill(value)
        section.get_by_role("button", name=button, exact=True).click()
        self.says(says)

    def says(self, words: str, page: Page | None = None) -> None:
        shown = (page or self.clerk).locator("main").inner_text()
        assert words in shown, f"{words!r} is not on the page: {shown[:900]}"

    def paper(self, address: str, name: str) -> str:
        """A file that the clerk downloads: kept, and the words of a PDF."""
        answer = self.clerk.request.get(f"{self.pages.address}{address}")
        assert answer.ok, (address, answer.status)
        file = self.papers / name
        file.write_bytes(answer.body())
        if folder := os.environ.get(PICTURES):
            (Path(folder) / name).write_bytes(answer.body())
        if not name.endswith(".pdf"):
            return file.read_text("utf-8")
        assert answer.body().startswith(b"%PDF"), answer.text()[:300]
        words = (page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(file))
        return " ".join(" ".join(words).split())


@contextmanager
def office(folder: Path, browser: Browser) -> Iterator[Office]:
    """The county counted and drawn, every account made, and a server."""
    AuditedTreasurer(folder / "record").record.close()
    with serve_record(folder / "record"):
        make_accounts(each=5)
    with site_of(folder / "record") as site, live_address() as address:
        (folder / "papers").mkdir()
        yield Office(Pages(browser, site, address), folder / "papers")
        for context in browser.contexts:
            context.close()


def test_from_returns_over_audit_and_recount_to_a_new_certificate(tmp_path: Path, browser: Browser) -> None:
    with office(tmp_path, browser) as county:
        first = county.paper("/results/return/?precinct=P1&form=pdf", "return-riverside.pdf")
        assert "Riverside" in first
        audited(county)
        canvassed_on_the_second_day(county)
        certified(county, "Ash", "Treasurer", f"{after(11)}T12:00")
        petitioned_and_recounted(county)
        canvassed_again(county)


def audited(county: Office) -> None:
    """The committee finds six votes more for Ash than the machine; a mark was read otherwise by voters' light pens."""
    clerk = county.clerk
    clerk.goto("/audit/counts/1/")
    clerk.select_option("#reader", MEMBERS[0])
    clerk.get_by_role("button", name="Begin the round").click()
    for number in (2, 3):
        member = county.person(COMMITTEE, number)
        member.goto("/audit/counts/1/")
        for label, figure in (("Ballots", 1_199), ("Ash", 606), ("Birch", 580), ("Undervotes", 13), ("Overvotes", 0)):
            member.get_by_label(label).fill(str(figure))
        member.get_by_role("button", name="Hand in the sheet").click()
    clerk.goto("/audit/causes/")
    clerk.get_by_role("link", name="Record the finding").click()
    clerk.get_by_label("Due to").select_option("user error")
    for number in (0, 1):
        clerk.check(f"input[name=found_by][value={MEMBERS[number]}]")
    clerk.get_by_label("Evidence").fill("Six voters marked beside the oval.")
    clerk.get_by_label("The secretary of state is informed").check()
    clerk.fill("#id_on", after(9))
    clerk.get_by_role("button", name="Record the finding").click()
    clerk.goto("/audit/report/")
    for name in MEMBERS:
        clerk.check(f"input[name=signed][value={name}]")
    clerk.fill("#id_on", after(9))
    clerk.get_by_role("button", name="Record the certificate").click()
    county.says("Certified on")
    address = clerk.get_by_role("link", name="PDF", exact=True).get_attribute("href")
    assert "606" in county.paper(address or "", "audit-report.pdf")


def signed_return(county: Office, precinct: str, at: str) -> None:
    """The clerk prints it, the judges sign it, and it comes in."""
    county.paper(f"/results/return/?precinct={precinct}&form=pdf", f"return-{precinct}.pdf")
    county.paper(f"/results/return/?precinct={precinct}&form=json", f"return-{precinct}.json")
    county.clerk.goto("/canvass/")
    file = str(county.papers / f"return-{precinct}.json")
    typed = {"The returns' files": file, "Judges who signed": "Ada\nBea\nCal", "When": at}
    county.fill("Signed returns came in", "Enter the returns", "The returns are in.", **typed)


def meet(county: Office, at: str = "") -> None:
    typed = {"Members_of_the_governing_body": BOARD, "Secretary": "Dee Clerk", "Where_it_meets": "the courthouse"}
    county.fill("The board meets", "Enter the meeting", "The board is in session.", When=at, **typed)


def sign(county: Office, card: str, button: str, says: str, at: str) -> None:
    """Two of the three sign."""
    section = county.clerk.get_by_role("region", name=card, exact=True)
    for name in ("Ann Ames", "Bo Bell"):
        section.get_by_label(name).check()
    county.fill(card, button, says, When=at)


def canvassed_on_the_second_day(county: Office) -> None:
    """A return is missing on the first; the manual count elects Ash on the second."""
    signed_return(county, "P1", f"{after(10)}T09:00")
    meet(county, FIRST_DAY)
    county.look("first-day")
    county.says("The return of precinct P7 has not come in (13-15-402)")
    reason = {"Why_returns_are_missing": "Snow on the pass.", "Messengers": "Jo Jay=P7"}
    county.fill("Postpone to the next day", "Postpone", "postponed to the next day", When=FIRST_DAY, **reason)
    signed_return(county, "P7", f"{after(11)}T08:00")
    meet(county, SECOND_DAY)
    county.says("none fails")
    sign(county, "Adopt the report", "The board adopted it", "The report is adopted.", SECOND_DAY)
    sign(county, "Declare the results", "The board declared them", "The results are declared.", SECOND_DAY)
    county.look("declared")
    report = county.paper("/canvass/report/?form=pdf", "report-1.pdf")
    for words in ("5,216", "5,213", "audit"):
        assert words in report
    declared = county.paper("/canvass/declaration/?contest=treasurer", "declaration-1.pdf")
    for words in ("Ash", "10,429", "13-16-201"):
        assert words in declared
    minutes = county.paper("/canvass/minutes/?form=pdf", "minutes.pdf")
    for words in ("Snow on the pass.", "Jo Jay", "adopted"):
        assert words in minutes


def certified(county: Office, name: str, contest: str, at: str) -> None:
    """The commissioner's notice, and then the certificate, once the clerk is sure."""
    clerk, notice = county.clerk, county.papers / f"notice-{name}.pdf"
    notice.write_bytes(f"{name} complied.".encode())
    clerk.goto("/canvass/certificates/")
    who, day = f"{name}, {contest}", at[:10] or after(13)
    typed = {"Who": who, "The notice's day": day, "The notice": str(notice), "When": at}
    county.fill("The commissioner's notice", "Enter the notice", "The notice is entered.", **typed)
    signer = {"Election_administrator_who_signs_it": "Dee Clerk"}
    county.fill("Issue a certificate", "Issue it", "Issue this certificate?", Who=who, When=at, **signer)
    clerk.get_by_role("button", name="Issue the certificate").click()
    county.says("The certificate is issued")
    county.look(f"certificate-{name}")


def petitioned_and_recounted(county: Office) -> None:
    """Birch petitions within five days; both precincts are recounted, one of them twice."""
    clerk = county.clerk
    clerk.goto("/recounts/")
    clerk.get_by_role("link", name="File a recount").click()
    county.says("Birch 5,213, 3 votes behind")
    county.look("margins")
    clerk.get_by_role("link", name="Treasurer").click()
    clerk.get_by_label("Who petitions or applies").select_option(label="Birch, 5,213 votes")
    clerk.get_by_label("What it says under oath").fill(STATEMENT)
    clerk.get_by_label("Who took the oath").fill("Nan Notary")
    clerk.get_by_label("The day of the petition, or of the order").fill(after(12))
    clerk.get_by_label("The day of the notice to the board").fill(after(12))
    county.look("petition")
    clerk.get_by_role("button", name="File it").click()
    county.says("petition (13-16-201)")
    county.look("petition-asked-again")
    clerk.get_by_role("button", name="File the recount").click()
    clerk.get_by_role("link", name="R-1").click()
    assert "Notice of a recount" in county.paper("/recounts/1/notice/", "recount-notice.pdf")
    clerk.get_by_role("link", name="The board meets").click()
    for number in (1, 2, 3):
        clerk.get_by_label(f"Member {number}", exact=True).select_option(account_name(RECOUNTERS, number))
    for number in (4, 5):
        clerk.get_by_label(f"Recount-board member {number} ({account_name(RECOUNTERS, number)})").check()
    clerk.get_by_label("Secretary").fill("Dee Clerk")
    county.look("recount-board")
    clerk.get_by_role("button", name="Enter the board").click()
    clerk.get_by_role("button", name="Enter the board").click()
    county.says("0 of 2 precincts locked")
    packet = county.paper("/recounts/1/precincts/2/packet/", "recount-packet.pdf")
    assert "5,21" not in packet
    recounted(county, 1, 9_300, (4_610, 4_633, 57), (4_611, 4_632, 57))
    recounted(county, 2, 1_199, (601, 581, 17))
    clerk.goto("/recounts/1/")
    clerk.get_by_role("link", name="Certify").click()
    county.says("5,213 canvassed, 5,214 recounted")
    for name in ("Recount-board member 1", "Recount-board member 2"):
        clerk.get_by_label(name, exact=True).check()
    clerk.get_by_label("Attested under seal by").fill("Dee Clerk")
    clerk.get_by_label("The proceedings, in substance").fill("Both precincts were recounted in public.")
    clerk.get_by_label("Who appeared, and for whom").fill("Birch, in person")
    clerk.get_by_label("Costs of the recount").fill("850.50")
    county.look("recount-certificate")
    clerk.get_by_role("button", name="Certify").click()
    clerk.get_by_role("button", name="Certify").click()
    county.says("certified on")
    found = county.paper("/recounts/1/papers/certificate/", "recount-certificate.pdf")
    assert "The first certificate, of Ash, is void" in found
    assert "5,214" in county.paper("/recounts/1/papers/abstract/", "recount-abstract.pdf")


Sheet = tuple[int, int, int]


def recounted(county: Office, place: int, ballots: int, found: Sheet, wrong: Sheet | None = None) -> None:
    """One reads, two record at their own screens; where they differ, all of it again."""
    clerk, address = county.clerk, f"/recounts/1/precincts/{place}/"
    clerk.goto(address)
    clerk.get_by_label("Ballots with the contest").fill(str(ballots))
    for label, number in (("Who reads the ballots", 1), ("First recorder", 4), ("Second recorder", 5)):
        clerk.get_by_label(label).select_option(account_name(RECOUNTERS, number))
    clerk.get_by_role("button", name="Begin", exact=True).click()
    for one, other in ((found, wrong), (found, found)) if wrong else ((found, found),):
        for number, sheet in ((4, one), (5, other)):
            recorder = county.person(RECOUNTERS, number)
            recorder.goto(address)
            shown = recorder.locator("main").inner_text()
            assert not [figure for figure in found if f"{figure:,}" in shown], "nothing of the other's sheet"
            assert sheet is not None
            labels = ("Ballots that carry this contest", "Ash", "Birch", "Undervotes", "Overvotes")
            for label, figure in zip(labels, (ballots, *sheet, 0), strict=True):
                recorder.get_by_label(label).first.fill(str(figure))
            recorder.get_by_role("button", name="Enter my tally sheet").click()
        if other is wrong and wrong is not None:
            county.says("The whole precinct is counted again", recorder)
    county.says("The precinct is locked", recorder)


def canvassed_again(county: Office) -> None:
    """The first certificate is void at once; the board adopts a corrected report, and Birch has the second."""
    clerk = county.clerk
    clerk.goto("/canvass/certificates/")
    county.says("Void: the recount found another result")
    clerk.goto("/canvass/")
    county.says("THE ADOPTED REPORT IS SUPERSEDED")
    meet(county)
    sign(county, "Adopt the report", "The board adopted it", "The report is adopted.", "")
    sign(county, "Declare the results", "The board declared them", "The results are declared.", "")
    certified(county, "Birch", "Treasurer", "")
    listed = clerk.get_by_role("row", name="Treasurer").all_inner_texts()
    assert [("void" in one, "issued" in one) for one in listed] == [(True, False), (False, True)]
    addresses = [link.get_attribute("href") or "" for link in clerk.get_by_role("link", name="PDF").all()]
    first, second = (county.paper(one, f"certificate-{number}.pdf") for number, one in enumerate(addresses, 1))
    assert ("VOID" in first, "VOID" in second) == (True, False)
    assert ("Ash was declared elected" in first, "Birch was declared elected" in second) == (True, True)
    report = county.paper("/canvass/report/?form=pdf", "report-2.pdf")
    assert ("5,214" in report, "recount" in report) == (True, True)
    assert "SUPERSEDED" in county.paper("/canvass/report/?version=1", "report-1-superseded.pdf")
    assert "Birch" in county.paper("/canvass/declaration/?contest=treasurer", "declaration-2.pdf")
    county.paper("/canvass/minutes/?form=pdf", "minutes.pdf")
