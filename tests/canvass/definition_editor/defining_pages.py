"""`canvass define serve` as a person starts it, and a hand that counts its clicks and its words."""

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

_SERVE = [sys.executable, "-c", "from canvass.cli import main; main()", "define", "serve"]


@contextmanager
def defining(draft: Path) -> Iterator[str]:
    """The address that the command prints. Ended by Ctrl-C, which must be clean."""
    command = [*_SERVE, str(draft), "--no-open"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, bufsize=1) as running:
        try:
            assert running.stdout is not None
            for line in running.stdout:
                if found := re.search(r"http://127\.0\.0\.1:\d+/open/\S+", line):
                    yield found.group()
                    break
            else:
                raise AssertionError("the command printed no address")
        finally:
            running.send_signal(signal.SIGINT)
            assert running.wait(timeout=20) == 0


@dataclass
class Hand:
    """A person at the page: every click is one, and so is every field that is typed into or chosen."""

    page: Page
    clicks: int = 0
    fields: int = 0

    def click(self, name: str) -> None:
        """A button or link by its words."""
        self.clicks += 1
        target = self.page.get_by_role("button", name=name).or_(self.page.get_by_role("link", name=name))
        target.first.click()

    def type(self, label: str, text: str) -> None:
        """Into a field by its label."""
        self.fields += 1
        self.page.get_by_label(label, exact=True).fill(text)

    def choose(self, label: str, option: str, within: str = "") -> None:
        """From a field by its label; `within` a fieldset by its legend."""
        self.fields += 1
        place = self.page.get_by_role("group", name=within, exact=True) if within else self.page
        place.get_by_label(label, exact=True).select_option(option)

    def give(self, label: str, file: Path) -> None:
        """A file."""
        self.fields += 1
        self.page.locator("input[type=file]").and_(self.page.get_by_label(label)).set_input_files(file)
