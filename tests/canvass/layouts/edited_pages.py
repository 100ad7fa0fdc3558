"""The layout editor as a person starts it, and a Chromium to look at it with."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str:
    """Where the system's Chromium is."""
    names = [os.environ.get("CANVASS_CHROMIUM"), "chromium", "chromium-browser", "google-chrome"]
    found = next((place for name in names if name and (place := shutil.which(name))), None)
    assert found, "The editor's test needs Chromium: apt-get install chromium, or name it: CANVASS_CHROMIUM"
    return found


@contextmanager
def editor(layout: Path) -> Iterator[str]:
    """`canvass layout edit` on a layout's file: the address it prints. Ended by Ctrl-C."""
    command = [sys.executable, "-c", "from canvass.cli import main; main()"]
    command += ["layout", "edit", str(layout), "--no-open"]
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
            running.wait(timeout=20)


@contextmanager
def browser_page() -> Iterator[Page]:
    """A page of a real Chromium; what its console complains of fails the test."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        try:
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            complaints: list[str] = []
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
            yield page
            assert complaints == []
        finally:
            browser.close()
