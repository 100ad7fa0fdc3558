"""Accepted envelopes held against the batches of kind absentee: what is missing, and in which batch (13-15-201(2))."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from canvass.auditing.sheet_votes import NOT_HERE
from tabulate.ballots_cast import BallotPaper, fewest_ballots
from tabulate.board.intake.absentee_figures import AbsenteeFiguresTaken
from tabulate.election import Election
from tabulate.ledger.batch_kinds import BatchKind
from tabulate.ledger.batch_state import BatchState
from tabulate.ledger.state import RecordState
from tabulate.publication.cells import FEWEST


@dataclass(frozen=True, slots=True)
class AcceptedLine:
    """One batch: envelopes accepted, and ballots scanned."""

    batch: str
    accepted: int
    deposited: int
    scanned: int | None
    """None where no batch of kind absentee has that name yet."""
    closed: bool

    @property
    def said(self) -> str:
        """How the two stand to each other."""
        if self.scanned is None:
            return "not scanned yet"
        missing = self.accepted - self.scanned
        if not missing:
            return "agree" if self.closed else "agree; the batch is open"
        return f"{abs(missing):,} {'missing' if missing > 0 else 'in excess'}"

    @property
    def agrees(self) -> bool:
        """Whether nothing is missing or in excess."""
        return self.scanned == self.accepted


@dataclass(frozen=True, slots=True)
class AcceptedScanned:
    """Every batch, and the sums."""

    lines: tuple[AcceptedLine, ...]
    accepted: int
    """In all precincts, those in no batch too."""
    in_no_batch: int

    @property
    def scanned(self) -> int:
        """In batches of kind absentee."""
        return sum(one.scanned or 0 for one in self.lines)

    @property
    def agrees(self) -> bool:
        """Whether everything accepted is scanned, batch by batch."""
        return not self.in_no_batch and all(one.agrees for one in self.lines)

    @property
    def said(self) -> str:
        """In one line."""
        rest = f", {self.in_no_batch:,} of them in no batch" if self.in_no_batch else ""
        return f"{self.accepted:,} accepted{rest}; {self.scanned:,} scanned."

    @property
    def differences(self) -> tuple[str, ...]:
        """A sentence for each batch that differs."""
        return tuple(
            f"Batch {one.batch}: {one.accepted:,} accepted, {one.scanned or 0:,} scanned: {one.said}."
            for one in self.lines
            if not one.agrees
        )


def accepted_scanned(state: RecordState, election: Election) -> AcceptedScanned | None:
    """How they stand; None before any numbers are taken."""
    figures = state.board.office.intake.figures
    if figures is None:
        return None
    accepted, deposited = _by_batch(figures)
    scanned = {one.opened.batch: one for _, one in state.batches_kept() if one.opened.batch_kind is BatchKind.ABSENTEE}
    names = sorted({*accepted, *scanned})
    lines = tuple(_line(name, accepted, deposited, scanned.get(name), election) for name in names)
    whole = sum(one.accepted for one in figures.precincts)
    return AcceptedScanned(lines, whole, whole - accepted.total())


def _by_batch(figures: AbsenteeFiguresTaken) -> tuple[Counter[str], Counter[str]]:
    accepted: Counter[str] = Counter()
    deposited: Counter[str] = Counter()
    for one in figures.batches:
        accepted[one.batch] += one.accepted
        deposited[one.batch] += one.deposited
    return accepted, deposited


def _line(
    name: str, accepted: Mapping[str, int], deposited: Mapping[str, int], batch: BatchState | None, election: Election
) -> AcceptedLine:
    ballots = None if batch is None else fewest_ballots(election, papers_in(batch))
    closed = batch is not None and batch.closed
    return AcceptedLine(name, accepted.get(name, 0), deposited.get(name, 0), ballots, closed)


def papers_in(batch: BatchState) -> Counter[BallotPaper]:
    """The sheets of a batch, each paper once."""
    papers: Counter[BallotPaper] = Counter()
    for (place, paper), count in batch.papers.items():
        if place not in NOT_HERE:
            papers[paper] += count
    return papers


@dataclass(frozen=True, slots=True)
class TrackedBatch:
    """Batches as a tracker of envelopes may be told of them: together, where one is small."""

    batches: tuple[str, ...]
    accepted: int
    stands: str
    """accepted, opened or counted."""


def tracked(found: AcceptedScanned) -> tuple[TrackedBatch, ...]:
    """Every batch of FEWEST envelopes or more, smaller ones merged; none where all together are fewer.

    No precinct, no ballot's number and no sheet stands in it: it says nothing that ties an envelope to a ballot.
    """
    groups: list[list[AcceptedLine]] = []
    lines = [one for one in found.lines if one.accepted]
    small = [one for one in lines if one.accepted < FEWEST]
    large = sorted((one for one in lines if one.accepted >= FEWEST), key=lambda one: (one.accepted, one.batch))
    if small and sum(one.accepted for one in small) < FEWEST and large:
        small.append(large.pop(0))
    groups = [small] if small else []
    groups += [[one] for one in large]
    shown = [group for group in groups if sum(one.accepted for one in group) >= FEWEST]
    return tuple(sorted(map(_tracked, shown), key=lambda one: one.batches))


def _tracked(group: list[AcceptedLine]) -> TrackedBatch:
    names = tuple(sorted(one.batch for one in group))
    counted = all(one.closed and (one.scanned or 0) >= one.accepted for one in group)
    opened = all(one.deposited == one.accepted for one in group)
    stands = "counted" if counted else "opened" if opened else "accepted"
    return TrackedBatch(names, sum(one.accepted for one in group), stands)


def tracked_rows(found: AcceptedScanned) -> Iterator[tuple[str, int, str]]:
    """As they are handed out."""
    for one in tracked(found):
        yield " + ".join(one.batches), one.accepted, one.stands
