"""The tour is walked as it is written: its commands are typed, its links and buttons pressed, in its own order."""

import os
import re
import shlex
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page

from canvass.cli import run
from tests.canvass.demonstrating.conftest import ServedDemo
from tests.house.tree import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser

TOUR = (ROOT / "docs" / "tour.md").read_text("utf-8")
STEP = re.compile(r"^(canvass .*)$|\*\*([^*]+)\*\*|[Ss]ign in as `(\w+)`|\b(Answer)\b", re.MULTILINE)


def steps() -> Iterator[tuple[str, str]]:
    """Every step in its order: what is typed, pressed, who signs in, where a ballot is answered."""
    for typed, pressed, name, answer in STEP.findall(" ".join(TOUR.partition("## 1.")[2].split(" "))):
        kind = "type" if typed else "press" if pressed else "sign in" if name else "answer"
        yield kind, re.sub(r"\s+", " ", typed or pressed or name or answer)


def press(page: Page, words: str) -> None:
    target = page.get_by_role("link", name=words, exact=True).or_(page.get_by_role("button", name=words, exact=True))
    target.first.click()
    page.wait_for_load_state()


def sign_in(page: Page, name: str, password: str) -> None:
    press(page, "Sign in")
    page.get_by_label("Name", exact=False).first.fill(name)
    page.locator("input[type=password]").fill(password)
    page.locator("main").get_by_role("button", name="Sign in").click()
    page.wait_for_load_state()


def answer(page: Page) -> None:
    """Choose the first answer of each question and confirm, by keys, until another page comes."""
    asked = page.url
    assert "/decide/" in asked
    questions = page.locator("[data-question]").count()
    for number in range(questions):
        page.keyboard.press("1")
        if number + 1 < questions:
            page.keyboard.press("Enter")
    with page.expect_navigation():
        page.keyboard.press("Enter")


def type_command(line: str, served: ServedDemo) -> None:
    words = shlex.split(line, comments=True)
    if "--serve" in words:
        assert words == ["canvass", "demo", "--serve"], "what the fixture typed"
    else:
        assert run(words[1:]) in (0, 1), line


def test_the_tour_can_be_walked_as_it_is_written(
    served_demo: ServedDemo, browser: "Browser", monkeypatch: pytest.MonkeyPatch
) -> None:
    walked = list(steps())
    assert [kind for kind, _ in walked].count("sign in") == 5
    monkeypatch.chdir(served_demo.place)
    page = browser.new_context().new_page()
    page.goto(served_demo.address)
    for kind, words in walked:
        match kind:
            case "type":
                type_command(words, served_demo)
            case "press":
                press(page, words)
            case "sign in":
                sign_in(page, words, served_demo.passwords[words])
            case "answer":
                answer(page)
    assert "rehearsal" in page.url
    assert "Roll 1 for precincts" in page.inner_text("main")
    page.context.close()
    monkeypatch.chdir(os.fspath(ROOT))
