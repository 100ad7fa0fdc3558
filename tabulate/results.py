"""Totals: what the counted contests add up to, overall and by precinct.

Sealed until the polls close (13-15-207, 13-35-241). Write-in votes are counted as *pending* until the counting board
names the person (13-15-206(5)); they are labelled as write-ins (13-15-404). A contest in question adds nothing but the
fact that it waits. For a contest of k seats, always: votes + undervotes + k * questionable = k * sheets.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import assert_never

from tabulate.election import ChoiceId, Contest, ContestId, Election, PrecinctId
from tabulate.questions import Question
from tabulate.votes import CastVoteRecord, Counted, Questionable, WordsCompared


class TotalsDoNotAddUp(Exception):  # noqa: N818
    """The arithmetic of a contest fails: totals must not be shown."""

    def __init__(self, contest: str, precinct: str | None, detail: str) -> None:
        """Say which contest and where."""
        where = f" in precinct {precinct}" if precinct is not None else ""
        super().__init__(
            f"The totals of contest {contest}{where} do not add up: {detail}. No totals are shown. "
            "Run `canvass verify` on the record and keep it as it is for the inquiry."
        )


class CountingMethod(StrEnum):
    """How the elector made the choices that were counted: by pen, or with a voter interface device (13-3-208)."""

    HAND_MARKED = "hand-marked"
    DEVICE = "device printout"


@dataclass(frozen=True, slots=True)
class WordsTotals:
    """Device printouts read, and how often their printed words and barcodes said the same, contest by contest."""

    printouts: int = 0
    agree: int = 0
    differ: int = 0
    unread: int = 0

    def with_printout(self, words: WordsCompared | None) -> "WordsTotals":
        """These and one printout more; `words` is None where the rule compares none."""
        if words is None:
            return WordsTotals(self.printouts + 1, self.agree, self.differ, self.unread)
        return WordsTotals(
            self.printouts + 1,
            self.agree + len(words.agree),
            self.differ + len(words.differ),
            self.unread + len(words.unread),
        )


@dataclass(slots=True)
class ContestTally:
    """A contest's running figures in one precinct (or with none stated)."""

    sheets: int = 0
    votes: Counter[ChoiceId] = field(default_factory=Counter)
    undervotes: int = 0
    questionable: Counter[Question] = field(default_factory=Counter)

    def __add__(self, other: "ContestTally") -> "ContestTally":
        """Both together."""
        return ContestTally(
            self.sheets + other.sheets,
            self.votes + other.votes,
            self.undervotes + other.undervotes,
            self.questionable + other.questionable,
        )


TallyKey = tuple[PrecinctId | None, ContestId]


@dataclass(slots=True)
class Tally:
    """Running figures of one count. Its size depends on the ballot, not on the number of sheets."""

    contests: dict[TallyKey, ContestTally] = field(default_factory=dict)
    sheets: Counter[PrecinctId | None] = field(default_factory=Counter)
    """Sheets read, with or without questions."""
    sheets_in_question: Counter[PrecinctId | None] = field(default_factory=Counter)
    sheets_not_read: int = 0
    by_device: dict[TallyKey, ContestTally] = field(default_factory=dict)
    """The part of `contests` that comes from device printouts. Show it only as `secrecy` lets it."""
    words: WordsTotals = field(default_factory=WordsTotals)

    def add(
        self,
        votes: CastVoteRecord,
        batch_precinct: PrecinctId | None = None,
        method: CountingMethod = CountingMethod.HAND_MARKED,
    ) -> None:
        """Add a sheet that was read. Where the card names no precinct, the batch's counts."""
        precinct = votes.precinct if votes.precinct is not None else batch_precinct
        self.sheets[precinct] += 1
        self.sheets_in_question[precinct] += bool(votes.questions)
        _add_contests(self.contests, votes, precinct)
        if method is CountingMethod.DEVICE:
            self.words = self.words.with_printout(votes.words)
            _add_contests(self.by_device, votes, precinct)


def _add_contests(tallies: dict[TallyKey, ContestTally], votes: CastVoteRecord, precinct: PrecinctId | None) -> None:
    for reading in votes.contests:
        contest = tallies.setdefault((precinct, reading.contest), ContestTally())
        contest.sheets += 1
        match reading:
            case Counted():
                contest.votes.update(reading.choices)
                contest.undervotes += reading.undervotes
            case Questionable():
                contest.questionable[reading.question] += 1
            case _:
                assert_never(reading)


@dataclass(frozen=True, slots=True)
class ChoiceTotal:
    """Votes for one printed choice."""

    choice: ChoiceId
    name: str
    votes: int


@dataclass(frozen=True, slots=True)
class ContestTotals:
    """One contest's figures."""

    contest: ContestId
    title: str
    seats: int
    sheets: int
    """Sheets read that carry this contest."""
    choices: tuple[ChoiceTotal, ...]
    """Every printed choice, in the definition's order, also those without votes."""
    write_ins_allowed: bool
    write_ins_pending: int
    """Write-in votes whose names the board has yet to read."""
    undervotes: int
    questionable: tuple[tuple[Question, int], ...]
    """Sheets on which this contest waits for the board, by question, in the order of `Question`."""

    @property
    def votes(self) -> int:
        """All votes counted, write-ins included."""
        return sum(total.votes for total in self.choices) + self.write_ins_pending

    @property
    def waiting(self) -> int:
        """Sheets on which this contest waits for the board."""
        return sum(count for _, count in self.questionable)


@dataclass(frozen=True, slots=True)
class PrecinctTotals:
    """A precinct's contests. `precinct` None holds the sheets of which neither card nor batch names the precinct."""

    precinct: PrecinctId | None
    name: str
    sheets: int
    contests: tuple[ContestTotals, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """The totals of one count, real or test."""

    title: str
    test: bool
    sheets_counted: int
    """Read, nothing in question."""
    sheets_questioned: int
    """Read, and set aside for the counting board."""
    sheets_not_read: int
    """Set aside because they could not be read or do not belong."""
    contests: tuple[ContestTotals, ...]
    """In the definition's order, those without sheets too."""
    precincts: tuple[PrecinctTotals, ...]
    """In the definition's order, those without sheets too."""
    words: WordsTotals = field(default_factory=WordsTotals)


def sealed_until(election: Election, now: datetime) -> datetime | None:
    """The hour until which no total may be shown, or None once the polls are closed (13-15-207, 13-35-241)."""
    return election.polls_close if now < election.polls_close else None


def total(election: Election, tally: Tally, test: bool) -> Results:
    """The results of a tally, checked. Raises TotalsDoNotAddUp."""
    read = sum(tally.sheets.values())
    questioned = sum(tally.sheets_in_question.values())
    results = Results(
        title=election.title,
        test=test,
        sheets_counted=read - questioned,
        sheets_questioned=questioned,
        sheets_not_read=tally.sheets_not_read,
        contests=tuple(_contest_totals(contest, _overall(tally, contest.id)) for contest in election.contests),
        precincts=_precinct_totals(election, tally),
        words=tally.words,
    )
    check(election, tally, results)
    return results


def check(election: Election, tally: Tally, results: Results) -> None:
    """Check the arithmetic of every contest, overall and by precinct, and that precincts add up to the whole."""
    known = {contest.id for contest in election.contests}
    for precinct, contest_id in tally.contests:
        if contest_id not in known:
            raise TotalsDoNotAddUp(contest_id, precinct, "the election has no such contest")
    for totals in results.contests:
        _check_contest(totals, None)
    for precinct_totals in results.precincts:
        for totals in precinct_totals.contests:
            _check_contest(totals, precinct_totals.precinct)
    for number, totals in enumerate(results.contests):
        _check_sum(totals, [precinct.contests[number] for precinct in results.precincts])


def _check_contest(totals: ContestTotals, precinct: PrecinctId | None) -> None:
    found = totals.votes + totals.undervotes + totals.seats * totals.waiting
    if found != totals.seats * totals.sheets:
        detail = (
            f"{totals.votes} votes, {totals.undervotes} undervotes and {totals.waiting} waiting on "
            f"{totals.sheets} sheets with {totals.seats} to vote for"
        )
        raise TotalsDoNotAddUp(totals.contest, precinct, detail)
    if totals.write_ins_pending and not totals.write_ins_allowed:
        raise TotalsDoNotAddUp(totals.contest, precinct, "votes for choices that are not on the ballot")


def _check_sum(whole: ContestTotals, parts: Iterable[ContestTotals]) -> None:
    parts = list(parts)
    figures = [(part.sheets, part.votes, part.undervotes, part.waiting) for part in parts]
    added = tuple(sum(column) for column in zip(*figures, strict=True)) if figures else (0, 0, 0, 0)
    if added != (whole.sheets, whole.votes, whole.undervotes, whole.waiting):
        raise TotalsDoNotAddUp(whole.contest, None, "the precincts do not add up to the whole")


def _overall(tally: Tally, contest: ContestId) -> ContestTally:
    return sum((part for (_, key), part in tally.contests.items() if key == contest), ContestTally())


def _contest_totals(contest: Contest, tally: ContestTally) -> ContestTotals:
    printed = {choice.id for choice in contest.choices}
    return ContestTotals(
        contest=contest.id,
        title=contest.title,
        seats=contest.seats,
        sheets=tally.sheets,
        choices=tuple(ChoiceTotal(choice.id, choice.name, tally.votes[choice.id]) for choice in contest.choices),
        write_ins_allowed=contest.write_ins > 0,
        write_ins_pending=sum(votes for choice, votes in tally.votes.items() if choice not in printed),
        undervotes=tally.undervotes,
        questionable=tuple((kind, tally.questionable[kind]) for kind in Question if tally.questionable[kind]),
    )


def _precinct_totals(election: Election, tally: Tally) -> tuple[PrecinctTotals, ...]:
    names: dict[PrecinctId | None, str] = {precinct.id: precinct.name for precinct in election.precincts}
    others = sorted((key for key in tally.sheets if key is not None and key not in names), key=str)
    names |= {precinct: f"{precinct} (not in the definition)" for precinct in others}
    if tally.sheets[None]:
        names[None] = "precinct not stated"
    return tuple(_one_precinct(election, tally.contests, tally.sheets[key], key, name) for key, name in names.items())


def _one_precinct(
    election: Election,
    tallies: Mapping[TallyKey, ContestTally],
    sheets: int,
    precinct: PrecinctId | None,
    name: str,
) -> PrecinctTotals:
    empty = ContestTally()
    contests = tuple(
        _contest_totals(contest, tallies.get((precinct, contest.id), empty)) for contest in election.contests
    )
    return PrecinctTotals(precinct, name, sheets, contests)
