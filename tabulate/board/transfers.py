"""Transferred ballots: original and new ballot paired by number; exactly one of the two is in a total."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from tabulate.board.ballot import Ballot
from tabulate.board.errors import NotAllowed
from tabulate.board.outcomes import BallotOutcome, ContestOutcome
from tabulate.board.places import COUNTED_PLACES, SheetName
from tabulate.board.rulings import Verdict
from tabulate.board.subjects import About, TransferNumber
from tabulate.election import ChoiceId, ContestId
from tabulate.votes import CastVoteRecord, ContestReading, Counted, Questionable


class TransferReason(StrEnum):
    """The three workflows."""

    DAMAGED = "damaged ballot"
    """13-15-206(4)(b): by the counting board."""
    DEVICE = "voter interface device"
    """13-3-208(3)-(5): by at least three officials."""
    ELECTRONIC = "electronic ballot"
    """13-13-246(4), 13-21-104: by at least three officials."""


@dataclass(frozen=True, slots=True)
class TransferMade:
    """People put the votes of one ballot on a new one, and gave both the same number."""

    kind: ClassVar[str] = "transfer made"

    number: str
    reason: TransferReason
    original_batch: str | None
    """None, as `original_sheet`, where the original was never scanned: it lies in its numbered secrecy envelope."""
    original_sheet: int | None
    made_by: tuple[str, ...]
    """At least three names."""

    @property
    def original(self) -> SheetName | None:
        """The original's sheet, where it was scanned."""
        if self.original_batch is None or self.original_sheet is None:
            return None
        return SheetName(self.original_batch, self.original_sheet)

    @property
    def about(self) -> About:
        """The transfer, and the original."""
        number = TransferNumber(self.number)
        return (number,) if self.original is None else (number, self.original)


@dataclass(frozen=True, slots=True)
class TransferPaired:
    """The sheet with this number in a batch of new ballots. A later one for the same number replaces a spoiled copy."""

    kind: ClassVar[str] = "transfer paired"

    number: str
    copy_batch: str
    copy_sheet: int
    paired_by: str

    @property
    def copy(self) -> SheetName:
        """The new ballot's sheet."""
        return SheetName(self.copy_batch, self.copy_sheet)

    @property
    def about(self) -> About:
        """The transfer, and the new ballot."""
        return (TransferNumber(self.number), self.copy)


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

    @property
    def sheets(self) -> tuple[SheetName, ...]:
        """The sheets that bear the number: original, new ballot, spoiled ones."""
        named = (self.made.original, self.copy, *self.spoiled)
        return tuple(name for name in named if name is not None)

    def check_paired(self, entry: TransferPaired) -> None:
        """Check that the sheet was not paired with this number before. Raises NotAllowed."""
        if entry.copy in (self.copy, *self.spoiled):
            raise NotAllowed(f"another new ballot for number {entry.number}", f"{entry.copy}, which was paired before")

    def pair(self, entry: TransferPaired) -> None:
        """Take a sheet as the new ballot."""
        if self.copy is not None:
            self.spoiled.append(self.copy)
        self.copy = entry.copy


@dataclass(slots=True)
class Transfers:
    """Every transfer, found by its number or by a sheet that bears it."""

    by_number: dict[str, Transfer] = field(default_factory=dict)
    number_of_original: dict[SheetName, str] = field(default_factory=dict)
    number_of_copy: dict[SheetName, str] = field(default_factory=dict)
    """Spoiled ones too."""

    def check(
        self,
        entry: TransferMade | TransferPaired,
        ballot_of: Callable[[SheetName], Ballot],
        is_copy_batch: Callable[[str], bool],
    ) -> None:
        """Check that a transfer may be made, or a new ballot paired. Raises NotAllowed."""
        if isinstance(entry, TransferMade):
            self._check_made(entry, ballot_of, is_copy_batch)
        else:
            self._check_paired(entry, ballot_of, is_copy_batch)

    def take(self, entry: TransferMade | TransferPaired) -> None:
        """Take a transfer, or a sheet as a transfer's new ballot."""
        if isinstance(entry, TransferMade):
            self._make(entry)
        else:
            self._pair(entry)

    def _make(self, entry: TransferMade) -> None:
        self.by_number[entry.number] = Transfer(entry)
        if entry.original is not None:
            self.number_of_original[entry.original] = entry.number

    def _pair(self, entry: TransferPaired) -> None:
        self.by_number[entry.number].pair(entry)
        self.number_of_copy[entry.copy] = entry.number

    def of(self, name: SheetName) -> Transfer | None:
        """The transfer whose number a sheet bears."""
        number = self.number_of_original.get(name) or self.number_of_copy.get(name)
        return None if number is None else self.by_number[number]

    def original_of(self, copy: SheetName) -> SheetName | None:
        """The original's sheet, where this is a new ballot that is paired with one."""
        number = self.number_of_copy.get(copy)
        return None if number is None else self.by_number[number].made.original

    def paired_with(self, name: SheetName) -> tuple[SheetName, ...]:
        """The other sheets of the transfer that a sheet belongs to."""
        transfer = self.of(name)
        return () if transfer is None else tuple(one for one in transfer.sheets if one != name)

    def _check_made(
        self, entry: TransferMade, ballot_of: Callable[[SheetName], Ballot], is_copy_batch: Callable[[str], bool]
    ) -> None:
        """Check a transfer by itself, that its number is new, and its original once transferred. Raises NotAllowed."""
        _check_by_itself(entry)
        if entry.number in self.by_number:
            raise NotAllowed("a number that no transfer has", f"{entry.number}", "Give the pair a number of its own.")
        if entry.original is None:
            return
        ballot_of(entry.original)
        if is_copy_batch(entry.original.batch):
            raise NotAllowed("an original", f"{entry.original}, a new ballot itself")
        if entry.original in self.number_of_original:
            number = self.number_of_original[entry.original]
            raise NotAllowed("an original that is transferred once", f"one that has number {number}")

    def _check_paired(
        self, entry: TransferPaired, ballot_of: Callable[[SheetName], Ballot], is_copy_batch: Callable[[str], bool]
    ) -> None:
        """Check that a new ballot has a known number, no other, and was not paired with it. Raises NotAllowed."""
        if entry.number not in self.by_number:
            raise NotAllowed("the number of a transfer", f"{entry.number!r}", "Enter the transfer first.")
        ballot_of(entry.copy)
        if not is_copy_batch(entry.copy.batch):
            raise NotAllowed("a sheet of a batch of new ballots", f"{entry.copy}", "Scan them in a batch of their own.")
        other = self.number_of_copy.get(entry.copy)
        if other is not None and other != entry.number:
            raise NotAllowed("a new ballot of one number", f"{entry.copy}, which has number {other}")
        self.by_number[entry.number].check_paired(entry)


def _check_by_itself(entry: TransferMade) -> None:
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
        return _to_be_transferred(ballot.votes, ballot.outcome)
    if ballot.place not in COUNTED_PLACES or ballot.votes is None:
        return None
    readings = ballot.readings()
    if any(isinstance(reading, Questionable) for reading in readings):
        return None
    return tuple(map(_of_reading, readings))


def _to_be_transferred(votes: CastVoteRecord | None, outcome: BallotOutcome) -> tuple[ContestVotes, ...]:
    """What the board decided, and the rest as the machine read it."""
    decided = {one.contest: one for one in outcome.contests}
    readings = outcome.contests if votes is None else tuple(decided.get(one.contest, one) for one in votes.contests)
    return tuple(map(_of_reading, readings))


def differences(original: Ballot, copy: Ballot) -> tuple[TransferDifference, ...] | None:
    """Where the two differ, contest by contest; None while one of them is not settled."""
    of_original, of_copy = settled_votes(original), settled_votes(copy)
    if of_original is None or of_copy is None:
        return None
    right = {one.contest: one for one in of_copy}
    left = {one.contest: one for one in of_original if one.contest in right or not _voted_apart(original, one)}
    return tuple(
        TransferDifference(contest, left.get(contest), right.get(contest))
        for contest in dict.fromkeys((*left, *right))
        if left.get(contest) != right.get(contest)
    )


def _voted_apart(original: Ballot, decided: ContestVotes) -> bool:
    """Whether judges told of an unread original what it says in an office that does not count on it (13-12-204(3))."""
    return original.votes is None and decided.contest in original.voted_apart


def _of_reading(reading: ContestReading | ContestOutcome) -> ContestVotes:
    match reading:
        case ContestOutcome():
            return ContestVotes(reading.contest, frozenset(reading.votes), reading.overvotes > 0)
        case Counted():
            return ContestVotes(reading.contest, frozenset(reading.choices), False)
        case Questionable():
            raise NotAllowed("a settled contest", f"{reading.contest} in question")
