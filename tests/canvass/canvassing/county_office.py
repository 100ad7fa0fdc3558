"""The people of a county, each at their own browser, the papers they make, and what the clerk enters at each turn."""

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
from tests.canvass.canvassing.audited_treasurer import AuditedTreasurer, after
from tests.canvass.web.browsing import PICTURES, Pages, check_fits, picture
from tests.canvass.web.served_records import live_address, make_accounts, site_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

EA, COMMITTEE, RECOUNTERS = (
    Role.ELECTION_ADMINISTRATOR,
    Role.AUDIT_COMMITTEE_MEMBER,
    Role.RECOUNT_BOARD_MEMBER,
)
BOARD = "Ann Ames\nBo Bell\nCy Cole"


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
