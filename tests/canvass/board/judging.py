"""A judge at a keyboard: reads the page as a person would, knows the truth, and presses keys only."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from playwright.sync_api import Page

from tabulate.board.rulings import Verdict
from tabulate.election import ChoiceId, Contest
from tabulate.questions import Question
from tests.canvass.board.decks import AGAIN, ASKED_BY_PEOPLE, NEW, TORN, BoardDeck

_ASKED = """
() => Array.from(document.querySelectorAll('[data-question]')).map((question) => ({
    ballot: question.dataset.ballot || null,
    contest: question.dataset.contest || null,
    line: question.dataset.line || null,
    oval: question.querySelector('[data-oval-key]') !== null,
    several: question.querySelector('[data-several=yes]') !== null,
    options: Array.from(question.querySelectorAll('input[data-key]'))
        .filter((input) => input.closest('[data-question]') === question)
        .map((input) => ({
            value: input.value,
            key: input.dataset.key,
            text: input.closest('label').querySelector('span').firstChild.textContent.trim(),
        })),
}))
"""


@dataclass(frozen=True)
class Judge:
    """One of three. A dissenter finds no vote in the first contest of every fourth sheet."""

    deck: BoardDeck
    page: Page
    dissents: bool = False

    def clear_the_queue(self) -> int:
        """Decide what comes until nothing is left; how many ballots that was."""
        self.page.goto("/board/")
        self.page.get_by_role("button", name="Take the next ballot").focus()
        self._send("Enter")
        ballots = 0
        while "/decide/" in self.page.url:
            self.decide()
            ballots += 1
            assert ballots < 100, f"the queue does not end: {self.page.url}"
        return ballots

    def decide(self) -> None:
        """One ballot, by keys."""
        batch, sheet = self._where()
        if (batch, sheet) not in ((AGAIN, 1), (NEW, 1)) and sheet == TORN:
            self.begin_transfer()
        asked: list[dict[str, Any]] = self.page.evaluate(_ASKED)
        questions = [question for question in asked if question["options"]]
        ended = False
        for place, question in enumerate(questions):
            if ended or (place == 0 and self._chosen_already(question)):
                continue
            for key in self._keys(question, batch, sheet, dissents=self.dissents and place == 0 and sheet % 4 == 2):
                self.page.keyboard.press(key)
            if question["ballot"]:
                ended = self._ends(question, batch, sheet)
                self._type_what_is_asked_beside()
            if place + 1 < len(questions) and not ended:
                self.page.keyboard.press("Enter")
        self._send("Enter")

    def _send(self, key: str) -> None:
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            self.page.keyboard.press(key)

    def _where(self) -> tuple[str, int]:
        parts = unquote(self.page.url).split("/ballots/")[1].split("/")
        return parts[0], int(parts[1])

    def begin_transfer(self) -> None:
        """Torn paper: its votes go to a new ballot, of the style that the judges see."""
        self.page.keyboard.press("1")
        self.page.keyboard.press("Tab")
        self.page.keyboard.type(self.deck.truths[TORN].card)
        self.page.keyboard.press("Escape")
        self._send("Enter")

    def _chosen_already(self, question: dict[str, Any]) -> bool:
        return bool(question["ballot"]) and self.page.locator("[data-ballot] input:checked").count() > 0

    def _verdict(self, question: dict[str, Any], batch: str, sheet: int) -> Verdict:
        if batch == AGAIN:
            return Verdict.STRUCK
        asked, verdict = ASKED_BY_PEOPLE[sheet]
        assert Question(question["ballot"]) is asked
        return verdict

    def _ends(self, question: dict[str, Any], batch: str, sheet: int) -> bool:
        return self._verdict(question, batch, sheet) is not Verdict.COUNTS

    def _type_what_is_asked_beside(self) -> None:
        """How many ballots more than names, where that is asked: the next field."""
        if self.page.locator("input.figure[name$=-excess]").count():
            self.page.keyboard.press("Tab")
            self.page.keyboard.type("0")
            self.page.keyboard.press("Escape")

    def _keys(self, question: dict[str, Any], batch: str, sheet: int, dissents: bool) -> Iterator[str]:
        options = question["options"]
        if question["ballot"]:
            verdict = self._verdict(question, batch, sheet)
            yield next(one["key"] for one in options if one["value"] == verdict.value)
            return
        contest = self.deck.election.contest(question["contest"])
        found = self.deck.meant(TORN if batch == NEW else sheet, contest)
        if question["line"]:
            stands = found.lines.get(question["line"], "OVAL_NOT_MARKED")
            yield self._key_of_line(options, contest, stands)
            if question["oval"] and stands != "OVAL_NOT_MARKED":
                yield "."
        elif dissents:
            yield "-" if found.printed else "0"
        elif found.overvoted:
            yield "-"
        elif found.printed:
            names = [contest.names[ChoiceId(vote)] for vote in found.printed]
            yield from (next(one["key"] for one in options if one["text"] == name) for name in names)
        else:
            yield "0"

    def _key_of_line(self, options: list[dict[str, Any]], contest: Contest, stands: str) -> str:
        value = stands if stands.isupper() else f"DECLARED:{stands}"
        return str(next(one["key"] for one in options if one["value"] == value))
