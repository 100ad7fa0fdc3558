"""The layout editor as a person starts it, and a page to look at it with."""

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

EDIT = [sys.executable, "-c", "from canvass.cli import main; main()", "layout", "edit"]


@contextmanager
def editor(layout: Path) -> Iterator[str]:
    """`canvass layout edit` on a layout's file: the address it prints. Ended by Ctrl-C, which must be clean."""
    command = [*EDIT, str(layout), "--no-open"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, bufsize=1) as running:
        try:
            assert running.stdout is not None
            for line in running.stdout:
                if found := re.search(r"http://127\.0\.0\.1:\d+/open/\S+", line):
                    yield found.group()
                    break
            else:
                raise AssertionError("the editor printed no address")
        finally:
            running.send_signal(signal.SIGINT)
            assert running.wait(timeout=20) == 0
            assert running.stdout is not None
            assert running.stdout.read().endswith("Ended.\n")


@contextmanager
def browser_page(browser: Browser) -> Iterator[Page]:
    """A page of a browser's own context; what its console complains of fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    try:
        page = context.new_page()
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
        yield page
        assert complaints == []
    finally:
        context.close()
