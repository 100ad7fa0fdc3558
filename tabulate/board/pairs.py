"""A transfer as it stands: which sheet is the new ballot, and whether it says what was decided of the original."""

from dataclasses import dataclass, field

from tabulate.board.ballot import Ballot
from tabulate.board.errors import NotAllowed
from tabulate.board.outcomes import ContestOutcome
from tabulate.board.places import COUNTED_PLACES, SheetName
from tabulate.board.rulings import Verdict
from tabulate.board.transfers import TransferMade, TransferPaired
from tabulate.election import ChoiceId, ContestId
from tabulate.votes import ContestReading, Counted, Questionable

OFFICIALS = 3
"""At least so many make a transfer."""


@dataclass(frozen=True, slots=True)
class ContestVotes:
    """A contest's votes, settled: what original and copy are compared by."""

    contest: ContestId
    votes: frozenset[ChoiceId]
    overvoted: bool


@dataclass(frozen=True, slots=True)
class TransferDifference:
    """A contest in which the new ballot says something else than was decided of the original."""

    contest: ContestId
    original: ContestVotes | None
    """None where the contest is on one of the two only."""
    copy: ContestVotes | None


@dataclass(slots=True)
class Transfer:
    """One number's pair."""

    made: TransferMade
    copy: SheetName | None = None
    spoiled: list[SheetName] = field(default_factory=list)
    """New ballots that others replaced; they never count."""

    def pair(self, entry: TransferPaired) -> None:
        """Take a sheet as the new ballot. Raises NotAllowed."""
        if entry.copy in (self.copy, *self.spoiled):
            raise NotAllowed(f"another new ballot for number {entry.number}", f"{entry.copy}, which was paired before")
        if self.copy is not None:
            self.spoiled.append(self.copy)
        self.copy = entry.copy


def check_made(entry: TransferMade) -> None:
    """Check a transfer by itself. Raises NotAllowed."""
    names = {name.strip() for name in entry.made_by} - {""}
    if len(names) < OFFICIALS:
        raise NotAllowed(f"{OFFICIALS} different names", f"{len(names)}", "A transfer is made by three people.")
    if not entry.number.strip():
        raise NotAllowed("the number that both ballots bear", "none", "Write the same number on both.")
    if (entry.original_batch is None) is not (entry.original_sheet is None):
        raise NotAllowed("the original's batch and sheet, or neither", "one of the two")


def settled_votes(ballot: Ballot) -> tuple[ContestVotes, ...] | None:
    """Every contest's votes once all are settled and the ballot counts or is to be transferred; else None."""
    if ballot.outcome is not None and ballot.outcome.verdict is Verdict.TRANSFER:
        return tuple(map(_of_reading, ballot.outcome.contests))
    if ballot.place not in COUNTED_PLACES or ballot.votes is None:
        return None
    readings = ballot.readings()
    if any(isinstance(reading, Questionable) for reading in readings):
        return None
    return tuple(map(_of_reading, readings))


def differences(original: Ballot, copy: Ballot) -> tuple[TransferDifference, ...] | None:
    """Where the two differ, contest by contest; None while one of them is not settled."""
    of_original, of_copy = settled_votes(original), settled_votes(copy)
    if of_original is None or of_copy is None:
        return None
    left = {one.contest: one for one in of_original}
    right = {one.contest: one for one in of_copy}
    return tuple(
        TransferDifference(contest, left.get(contest), right.get(contest))
        for contest in dict.fromkeys((*left, *right))
        if left.get(contest) != right.get(contest)
    )


def _of_reading(reading: ContestReading | ContestOutcome) -> ContestVotes:
    match reading:
        case ContestOutcome():
            return ContestVotes(reading.contest, frozenset(reading.votes), reading.overvotes > 0)
        case Counted():
            return ContestVotes(reading.contest, frozenset(reading.choices), False)
        case Questionable():
            raise NotAllowed("a settled contest", f"{reading.contest} in question")
