"""The judges' latest decisions, ballot by ballot: what was asked and decided, who dissented; all, or some of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from canvass.board.review.decided import OutcomeShown, outcomes_shown
from canvass.web.listing.listed_rows import ListColumn
from canvass.web.templatetags.canvass_pages import when
from tabulate.board.decisions import JudgeDecided
from tabulate.board.places import SheetName
from tabulate.board.state import BoardState
from tabulate.election import Election

if TYPE_CHECKING:
    from canvass.record.store import Record

_DECISIONS = 150
"""Judges' decisions read at once; mostly three a ballot."""
_MOST_READ = 40
"""How often more are read to find those that are asked for."""


class DecisionsAsked(StrEnum):
    """Which decisions are listed."""

    ALL = "all"
    DISSENT = "with dissent"
    NO_MAJORITY = "without a majority"
    OBJECTION = "with an objection"


@dataclass(frozen=True, slots=True)
class QuestionDecided:
    """One question of a ballot, and what the board decided."""

    question: str
    of: str
    """The contest, or empty for the whole ballot."""
    decided: str
    majority: bool
    dissent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DecisionsShown:
    """One ballot's decisions of one round."""

    name: SheetName
    round: int
    when: str
    board: str
    judges: tuple[str, ...]
    objections: int
    questions: tuple[QuestionDecided, ...]
    """Empty until all three judges have decided."""
    holds: bool
    """Whether it is the ballot's round that holds, and was not opened again."""

    def is_one(self, asked: DecisionsAsked, question: str) -> bool:
        """Whether it is among those asked for; `question` is the title of one, or empty."""
        if question and question not in {one.question for one in self.questions}:
            return False
        match asked:
            case DecisionsAsked.ALL:
                return True
            case DecisionsAsked.DISSENT:
                return any(one.dissent for one in self.questions)
            case DecisionsAsked.NO_MAJORITY:
                return any(not one.majority for one in self.questions)
            case DecisionsAsked.OBJECTION:
                return self.objections > 0


@dataclass(frozen=True, slots=True)
class DecidedPage:
    """The latest decisions, newest first."""

    ballots: tuple[DecisionsShown, ...]
    older: int | None


DECIDED_COLUMNS: tuple[ListColumn[DecisionsShown], ...] = (
    ListColumn("Batch", lambda one: one.name.batch),
    ListColumn("Sheet", lambda one: one.name.sheet),
    ListColumn("Round", lambda one: one.round),
    ListColumn("Holds", lambda one: "yes" if one.holds else "no"),
    ListColumn("Board", lambda one: one.board),
    ListColumn("Judges", lambda one: "; ".join(one.judges)),
    ListColumn("Decided", lambda one: "; ".join(map(_in_words, one.questions))),
    ListColumn("Last decision", lambda one: when(one.when)),
    ListColumn("Objections", lambda one: one.objections),
)


def _in_words(one: QuestionDecided) -> str:
    said = f"{one.question}{', ' * bool(one.of)}{one.of}: {one.decided}"
    dissent = f" (dissent of {', '.join(one.dissent)})" if one.dissent else ""
    return said + (dissent if one.majority else " (no majority)")


def every_decision(
    record: "Record", board: BoardState, asked: DecisionsAsked, question: str
) -> Iterator[DecisionsShown]:
    """All that are asked for, newest first."""
    page = decided_page(record, board, None, asked, question)
    yield from page.ballots
    while page.older is not None:
        page = decided_page(record, board, page.older, asked, question)
        yield from page.ballots


def decided_page(
    record: "Record", board: BoardState, before: int | None, asked: DecisionsAsked, question: str
) -> DecidedPage:
    """The judges' latest decisions that are asked for, by ballot and round; mostly one query. `board` is folded."""
    shown: list[DecisionsShown] = []
    for _ in range(_MOST_READ):
        rows = record.newest_of_kind(JudgeDecided.kind, before, _DECISIONS)
        found = [(row.written_at, entry) for row in rows if isinstance(entry := row.entry(), JudgeDecided)]
        shown += (one for one in _by_ballot(found, board, record.election) if one.is_one(asked, question))
        before = rows[-1].number if len(rows) == _DECISIONS else None
        if before is None or len(shown) * 3 >= _DECISIONS:
            break
    return DecidedPage(tuple(shown), before)


def _by_ballot(
    found: list[tuple[str, JudgeDecided]], board: BoardState, election: Election
) -> Iterator[DecisionsShown]:
    """One for each ballot and round, where its last decision stands: at own screens those of ballots alternate."""
    rounds: dict[tuple[SheetName, int], list[tuple[str, JudgeDecided]]] = {}
    for one in found:
        rounds.setdefault((one[1].name, one[1].round), []).append(one)
    for (name, round_), here in rounds.items():
        ballot, (written_at, last) = board.ballot(name), here[0]
        outcomes = outcomes_shown(election, ballot, board.declared)
        outcome = next((one for one in outcomes if one.round == round_), None)
        holds = round_ == ballot.round
        # of a round that was opened again before its third decision the state keeps nothing
        decisions = ballot.decisions if holds else [entry for _, entry in reversed(here)]
        judges = outcome.judges if outcome is not None else tuple(entry.judge for entry in decisions)
        if judges[-1] != last.judge:
            continue
        yield DecisionsShown(
            name=name,
            round=round_,
            when=written_at,
            board=last.board,
            judges=judges,
            objections=len(outcome.objections) if outcome else sum(bool(entry.objection) for entry in decisions),
            questions=tuple(_questions(outcome)) if outcome is not None else (),
            holds=holds,
        )


def _questions(outcome: OutcomeShown) -> Iterator[QuestionDecided]:
    for finding in outcome.findings:
        yield QuestionDecided(finding.title, "", finding.verdict, finding.has_majority, finding.dissent)
    for contest in outcome.contests:
        yield QuestionDecided(contest.question, contest.title, contest.votes, contest.agreed > 0, contest.dissent)
