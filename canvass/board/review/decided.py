"""What was decided, put into words: rounds with their outcomes, and the judges' latest decisions."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from canvass.board.words import QUESTIONS, verdict_words
from canvass.web.listing.listed_rows import ListColumn
from canvass.web.templatetags.canvass_pages import when
from tabulate.board.ballot import Ballot
from tabulate.board.decisions import JudgeDecided
from tabulate.board.outcomes import BallotOutcome, ContestOutcome, Objection
from tabulate.board.places import SheetName
from tabulate.board.polls import WriteInDeclared
from tabulate.board.write_ins import declared_in
from tabulate.election import ChoiceId, ContestId, Election
from tabulate.votes import ContestReading, Counted, Questionable

if TYPE_CHECKING:
    from canvass.record.store import Record

_DECISIONS = 150
"""Judges' decisions a page shows; mostly three a ballot."""


@dataclass(frozen=True, slots=True)
class VoteShown:
    """One vote that a judge found, and who else did, in words."""

    vote: str
    counts: bool
    found_by: tuple[str, ...]
    dissent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ContestShown:
    """A contest's outcome, in words."""

    title: str
    question: str
    votes: str
    agreed: int
    dissent: tuple[str, ...]
    cases: tuple[str, ...]
    found: tuple[VoteShown, ...]
    """Vote by vote, where the judges did not all find the same; an overvote, where any found one, is among them."""
    not_possible: str
    """Votes that have a majority each and are together more than the elector had."""


@dataclass(frozen=True, slots=True)
class FindingShown:
    """What was found on the whole ballot, in words."""

    title: str
    verdict: str
    agreed: int
    dissent: tuple[str, ...]
    pollbook: str
    """How many ballots there are more than names in the pollbook; empty where that was not asked."""


@dataclass(frozen=True, slots=True)
class OutcomeShown:
    """One round's outcome, in words."""

    round: int
    current: bool
    board: str
    judges: tuple[str, ...]
    findings: tuple[FindingShown, ...]
    contests: tuple[ContestShown, ...]
    same_as: SheetName | None
    objections: tuple[Objection, ...]


@dataclass(frozen=True, slots=True)
class StandingShown:
    """A contest of a ballot as it stands."""

    title: str
    votes: str
    by: str


@dataclass(frozen=True, slots=True)
class DecisionsShown:
    """One ballot's decisions of one round, as far as this page has them."""

    name: SheetName
    round: int
    when: str
    board: str
    judges: tuple[str, ...]
    objections: int


@dataclass(frozen=True, slots=True)
class DecidedPage:
    """The latest decisions, newest first."""

    ballots: tuple[DecisionsShown, ...]
    older: int | None


def outcomes_shown(election: Election, ballot: Ballot, later: Iterable[WriteInDeclared]) -> tuple[OutcomeShown, ...]:
    """Every round's outcome, the one that holds first."""
    names = _names(election, later)
    current = [] if ballot.outcome is None else [ballot.outcome]
    rounds = [*current, *reversed(ballot.earlier)]
    return tuple(_outcome(outcome, outcome is ballot.outcome, names) for outcome in rounds)


def standing_shown(election: Election, ballot: Ballot, later: Iterable[WriteInDeclared]) -> tuple[StandingShown, ...]:
    """Contest by contest, as the ballot stands."""
    names = _names(election, later)
    return tuple(
        StandingShown(names.title(reading.contest), _votes(reading, names), _by(reading))
        for reading in ballot.readings()
    )


DECIDED_COLUMNS: tuple[ListColumn[DecisionsShown], ...] = (
    ListColumn("Batch", lambda one: one.name.batch, among=()),
    ListColumn("Sheet", lambda one: one.name.sheet),
    ListColumn("Round", lambda one: one.round),
    ListColumn("Board", lambda one: one.board, among=()),
    ListColumn("Judges", lambda one: "; ".join(one.judges)),
    ListColumn("Last decision", lambda one: when(one.when)),
    ListColumn("Objections", lambda one: one.objections),
)


def decided_page(record: "Record", before: int | None, most: int = _DECISIONS) -> DecidedPage:
    """The judges' latest decisions by ballot and round; one query, whatever the record's size."""
    rows = record.newest_of_kind(JudgeDecided.kind, before, most)
    decisions = [(row, entry) for row in rows if isinstance(entry := row.entry(), JudgeDecided)]
    grouped = groupby(decisions, key=lambda pair: (pair[1].name, pair[1].round))
    ballots = tuple(
        DecisionsShown(
            name=name,
            round=round_,
            when=group[0][0].written_at,
            board=group[0][1].board,
            judges=tuple(entry.judge for _, entry in group),
            objections=sum(bool(entry.objection) for _, entry in group),
        )
        for (name, round_), found in grouped
        if (group := list(found))
    )
    return DecidedPage(ballots, rows[-1].number if len(rows) == most else None)


@dataclass(frozen=True, slots=True)
class _Names:
    election: Election
    people: Mapping[tuple[ContestId, ChoiceId], str]

    def title(self, contest: ContestId) -> str:
        found = self.election.find_contest(contest)
        return str(contest) if found is None else found.title

    def votes(self, contest: ContestId, choices: Iterable[ChoiceId]) -> str:
        return ", ".join(self.people.get((contest, choice), "a write-in, pending") for choice in choices)


def _names(election: Election, later: Iterable[WriteInDeclared]) -> _Names:
    declared = tuple(later)
    people = {(contest.id, choice.id): choice.name for contest in election.contests for choice in contest.choices}
    people |= {
        (contest.id, one.id): f"{one.name} (write-in)"
        for contest in election.contests
        for one in declared_in(contest, declared)
    }
    return _Names(election, people)


def _outcome(outcome: BallotOutcome, current: bool, names: _Names) -> OutcomeShown:
    return OutcomeShown(
        round=outcome.round,
        current=current,
        board=outcome.board,
        judges=outcome.judges,
        findings=tuple(
            FindingShown(
                QUESTIONS[finding.question].title,
                verdict_words(finding.question, finding.verdict) if finding.verdict else "no majority: waits on",
                finding.agreed,
                finding.dissent,
                " or ".join(str(figure) for figure in finding.pollbook_excess),
            )
            for finding in outcome.findings
        ),
        contests=tuple(
            ContestShown(
                names.title(contest.contest),
                QUESTIONS[contest.question].title,
                _votes(contest, names),
                contest.agreed,
                contest.dissent,
                tuple(case.value for case in contest.cases),
                tuple(_found(contest, outcome.judges, names)),
                names.votes(contest.contest, contest.not_possible),
            )
            for contest in outcome.contests
        ),
        same_as=outcome.same_as,
        objections=outcome.objections,
    )


def _found(contest: ContestOutcome, judges: tuple[str, ...], names: _Names) -> Iterator[VoteShown]:
    if contest.agreed and not contest.dissent and not any(one.dissent for one in contest.found):
        return
    for one in contest.found:
        counts = one.vote in contest.votes
        yield VoteShown(names.votes(contest.contest, [one.vote]), counts, one.found_by, one.dissent)
    if by := contest.overvote_found_by:
        dissent = tuple(judge for judge in judges if judge not in by)
        yield VoteShown("an overvote", contest.overvotes > 0, by, dissent)


def _votes(reading: ContestReading | ContestOutcome, names: _Names) -> str:
    if isinstance(reading, Questionable):
        return f"waits: {QUESTIONS[reading.question].title.lower()}"
    if isinstance(reading, ContestOutcome):
        if reading.overvotes:
            return "overvote: no vote"
        return names.votes(reading.contest, reading.votes) or "no vote"
    return names.votes(reading.contest, reading.choices) or "no vote"


def _by(reading: ContestReading | ContestOutcome) -> str:
    if isinstance(reading, ContestOutcome):
        return "the board"
    return "the machine" if isinstance(reading, Counted) else ""
