"""A whole election night on the pages, told once: whoever walks it brings a hand, and types one command."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from tests.canvass.night.hands import Hand, Tally
from tests.canvass.night.small_stack import BATCH, SHEETS, SmallStack

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CANVASS = [sys.executable, "-c", "from canvass.cli import main; main()"]
FIRST, OWN = "first given heron 7", "own chosen heron 7"
CLERK, OPERATOR, JUDGES = "afield", "otto", ("jo", "kim", "lou")
ROLES = {OPERATOR: "Scanner operator", **dict.fromkeys(JUDGES, "Counting-board member")}


@contextmanager
def served_folder(folder: Path, scans: Path) -> Iterator[str]:
    """`canvass serve` on a folder that is not there: the address it prints, good once. It must end cleanly."""
    command = [*CANVASS, "serve", str(folder), "--scans", str(scans), "--port", "0"]
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as server:
        try:
            assert server.stdout
            lines = (server.stdout.readline() for _ in range(2))
            found = next((one for line in lines if (one := re.search(r"http://\S+/open/\S+/", line))), None)
            assert found, server.communicate(timeout=60)[1]
            yield found[0]
        finally:
            server.send_signal(signal.SIGTERM)
            _, errors = server.communicate(timeout=60)
    assert (server.returncode, "Traceback" in errors) == (0, False), errors


@dataclass
class Night:
    """Everybody of the night, each at an own computer."""

    browser: Browser
    invited: str
    stack: SmallStack
    hand: Callable[[Page, Tally], Hand]
    tally: Tally = field(default_factory=Tally)

    @property
    def address(self) -> str:
        return self.invited.partition("/open/")[0]

    def walk(self) -> tuple[bytes, bytes]:
        """The released results, as CSV and as PDF."""
        clerk = self._somebody()
        self._open(clerk)
        for name, role in ROLES.items():
            self._let_in(clerk, name, role)
        self._appoint(clerk)
        self._count(self._signed_in(OPERATOR))
        for name in JUDGES:
            self._decide(self._signed_in(name))
        self._reconcile(clerk)
        self._close(clerk)
        self._release(clerk)
        return self._public()

    def _somebody(self) -> Hand:
        context = self.browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-US")
        return self.hand(context.new_page(), self.tally)

    def _open(self, clerk: Hand) -> None:
        clerk.arrive(self.invited)
        clerk.file("Election definition", self.stack.definition)
        clerk.press("button", "Check the files")
        assert clerk.reads("nothing in them is doubtful")
        assert clerk.reads("16 contests")
        clerk.type("Sign-in name", CLERK)
        clerk.type("Full name", "Ann Field")
        clerk.type("New password", OWN)
        clerk.type("New password, again", OWN)
        clerk.press("button", "Open the election")
        self._sign_in(clerk, CLERK, OWN)
        assert clerk.reads("You are signed in as Ann Field")

    def _sign_in(self, who: Hand, name: str, password: str) -> None:
        who.type("Name", name)
        who.type("Password", password)
        who.press("button", "Sign in")

    def _let_in(self, clerk: Hand, name: str, role: str) -> None:
        clerk.press("link", "Accounts")
        clerk.press("link", "Add an account")
        clerk.type("Sign-in name", name)
        clerk.type("Full name", name.capitalize())
        clerk.pick("Role", role)
        clerk.type("New password", FIRST)
        clerk.type("New password, again", FIRST)
        clerk.press("button", "Add the account")
        assert clerk.reads(f"{name.capitalize()} may now sign in")

    def _signed_in(self, name: str) -> Hand:
        who = self._somebody()
        who.arrive(f"{self.address}/accounts/sign-in/")
        self._sign_in(who, name, FIRST)
        who.type("Present password", FIRST)
        who.type("New password", OWN)
        who.type("New password, again", OWN)
        who.press("button", "Set the new password")
        return who

    def _appoint(self, clerk: Hand) -> None:
        clerk.press("link", "Boards")
        clerk.type("Name of the board", "1")
        for place, name in enumerate(JUDGES, 1):
            clerk.pick(f"Judge {place}", name.capitalize())
            clerk.type(f"Oath of judge {place} taken on", (self.stack.day - timedelta(days=1)).strftime("%m%d%Y"))
        clerk.press("button", "Appoint the board")
        assert clerk.reads("Jo")

    def _count(self, operator: Hand) -> None:
        operator.press("link", "Count scans")
        operator.pick("Folder of scans", "scans")
        operator.type("Batch", BATCH)
        operator.type("Scanner", "left scanner")
        operator.type("Sheets, as counted by hand", str(SHEETS))
        operator.press("button", "Start the count")
        operator.wait_until("What the count said")
        assert operator.reads(f"{SHEETS} sheets in = ")

    def _decide(self, judge: Hand) -> None:
        judge.press("link", "Counting board")
        judge.press("button", "Take the next ballot")
        for _ in self.stack.overvoted():
            judge.choose("radio", "Overvote: no vote is counted")
            judge.press("button", "Confirm my decision")
        assert judge.reads("Questions by kind"), "nothing is left to this judge"

    def _reconcile(self, clerk: Hand) -> None:
        clerk.press("link", "Reconciliation")
        assert clerk.reads("Not complete.")
        form = "Enter a number"
        clerk.pick("Of", self.stack.precinct, form)
        clerk.type("Ballots", str(SHEETS), form)
        clerk.press("button", "Enter", form)
        assert clerk.reads("Every number agrees, and nothing waits."), clerk.page.locator("main").inner_text()

    def _close(self, clerk: Hand) -> None:
        clerk.press("link", "Home")
        clerk.press("link", "The seal")
        clerk.choose("checkbox", "The polls of every precinct are closed")
        clerk.press("button", "Close the polls")

    def _release(self, clerk: Hand) -> None:
        clerk.press("link", "Results")
        clerk.choose("radio", "the totals of every precinct")
        clerk.press("button", "Release")
        clerk.press("button", "Release")
        assert clerk.reads("The totals are released"), clerk.page.locator("main").inner_text()

    def _public(self) -> tuple[bytes, bytes]:
        """Somebody who has no account."""
        anybody = self._somebody()
        anybody.arrive(self.address)
        anybody.press("link", "Results")
        assert anybody.reads("Unofficial")
        return anybody.download("CSV"), anybody.download("PDF")
