"""What a ledger adds up to: batches, sheets as they stand, tallies, and the boards' work."""

from collections import Counter
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from sys import intern
from typing import TypeVar, assert_never

from imaging.layout import CardId
from imaging.sheets import ReasonCode
from tabulate.ballots_cast import BallotPaper
from tabulate.board.ballot import Ballot
from tabulate.board.errors import NotAllowed
from tabulate.board.halting import BatchOnMachine
from tabulate.board.office.marks_as_condition import has_ambiguous_mark
from tabulate.board.office.readings import OpenReading, ReadingSet
from tabulate.board.office.totals_released import TotalsReleased
from tabulate.board.outcomes import ContestOutcome
from tabulate.board.places import OUT_PLACES, WAITING_PLACES, Place, SheetName
from tabulate.board.state import BoardEntry, BoardState, Moved
from tabulate.board.subjects import HandCountName
from tabulate.election import BallotStyleId, CountingMethod, PrecinctId
from tabulate.ledger.batch_kinds import HELD_KINDS, BatchKind
from tabulate.ledger.edition_entries import EditionTaken
from tabulate.ledger.entries import BatchOpened, PassedOver, RecordOpened
from tabulate.publication.releases import CountedFigures, Release, complete_release, figures_of, next_release
from tabulate.questions import Question
from tabulate.tally import IN_THE_TOTALS, SheetFigures, Tally
from tabulate.votes import CastVoteRecord, ContestReading, Counted, Questionable

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class KeptSheet:
    """What is kept of a sheet: enough to take it out of the totals again."""

    votes: CastVoteRecord | None
    """As the machine read it; None where it could not."""
    reasons: tuple[ReasonCode, ...] = ()
    method: CountingMethod = CountingMethod.HAND_MARKED


@dataclass(frozen=True, slots=True)
class StandingSheet:
    """A sheet with its figures in the totals."""

    votes: CastVoteRecord | None
    """As the machine read it; None where it could not."""
    figures: SheetFigures


@dataclass(slots=True)
class BatchState:
    """A batch so far. `counted`, `questioned`, `not_read` are what the machine made of its sheets, for good."""

    opened: BatchOpened
    number: int = 0
    """Of the entry that opened it."""
    counted: int = 0
    questioned: int = 0
    not_read: int = 0
    other_precinct: int = 0
    """Sheets whose card names another precinct than the batch."""
    repeats_allowed: int = 0
    passed_over: tuple[PassedOver, ...] = ()
    """Files that were not taken as scans when the batch was closed last."""
    alike_allowed: tuple[str, ...] = ()
    """Batches that look like this one scanned again, and are other papers as the operator said."""
    closed: bool = False
    """False while sheets may be missing: the count was stopped, or never finished."""
    streaked: int = 0
    """Sheets on which a line runs down the image at the same place."""
    reasons: Counter[ReasonCode] = field(default_factory=Counter)
    questions: Counter[Question] = field(default_factory=Counter)
    """Sheets, by the kinds of question the machine raised."""
    kept: list[KeptSheet] = field(default_factory=list)
    """Sheet number n at n - 1."""
    last_sheet: int = 0
    """The number of the entry of its newest sheet; 0 where it has none."""
    places: Counter[tuple[PrecinctId | None, Place]] = field(default_factory=Counter)
    """Sheets by precinct and by where they now stand."""
    papers: Counter[tuple[Place, BallotPaper]] = field(default_factory=Counter)
    """The same sheets by what they count as towards ballots."""

    @property
    def sheets(self) -> int:
        """Sheets with an outcome."""
        return self.counted + self.questioned + self.not_read

    def at(self, *places: Place) -> int:
        """Sheets that now stand in one of these places."""
        return sum(count for (_, place), count in self.places.items() if place in places)

    @property
    def set_aside(self) -> int:
        """Sheets that wait for people."""
        return self.at(*WAITING_PLACES)

    @property
    def out(self) -> Counter[Place]:
        """Sheets that are in no total, by why."""
        counts: Counter[Place] = Counter()
        for (_, place), count in self.places.items():
            if place in OUT_PLACES:
                counts[place] += count
        return counts

    @property
    def difference(self) -> int:
        """Sheets more (or, negative, fewer) than expected; 0 where nothing was expected."""
        expected = self.opened.expected_sheets
        return 0 if expected is None else self.sheets - expected

    @property
    def test(self) -> bool:
        """True for a test deck."""
        return self.opened.batch_kind is BatchKind.TEST


@dataclass(slots=True)
class RecordState:
    """What a ledger adds up to."""

    opened: RecordOpened
    entries: int = 1
    editions: list[EditionTaken] = field(default_factory=list)
    """Of the ballots, after the first, in order."""
    batches: dict[str, BatchState] = field(default_factory=dict)
    """By batch, in the order they were opened."""
    real: Tally = field(default_factory=Tally)
    """Without ballots that are held: ask `countable` for what may be shown."""
    held: Tally = field(default_factory=Tally)
    """Of the kinds held until the sixth day after the election, all together (13-15-107(5), (6), 13-21-226(2))."""
    test: Tally = field(default_factory=Tally)
    """Of test batches alone; never added to the others."""
    audit_events: int = 0
    accesses: int = 0
    releases: list[Release] = field(default_factory=list)
    """What was published, in order."""
    completed: Tally | None = None
    """What was counted at the newest release of a complete count."""
    board: BoardState = field(init=False)
    _shared: dict[ContestReading, ContestReading] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        """Let the boards' state find its ballots here."""
        self.board = BoardState(self, self.opened.rules)

    @property
    def is_complete(self) -> bool:
        """Whether the complete totals were released (13-15-404)."""
        return any(release.complete for release in self.releases)

    def countable(self, released: bool) -> Tally:
        """The real tally, with the ballots that were held, once they are released."""
        return self.real + self.held if released else self.real

    def release(self, entry: TotalsReleased) -> None:
        """Publish what is counted now, as far as the entry and what was published before let it be shown."""
        tally = self.countable(entry.with_held)
        now, held = figures_of(tally), CountedFigures() if entry.with_held else figures_of(self.held)
        self.releases.append(complete_release(now) if entry.complete else next_release(self.releases, now, held))
        self.completed = tally + Tally() if entry.complete else None

    def sheet(self, name: SheetName) -> KeptSheet:
        """What is kept of a sheet. Raises NotAllowed where there is none."""
        batch = self.batches.get(name.batch)
        if batch is None or not 1 <= name.sheet <= len(batch.kept):
            raise NotAllowed("a sheet of this record", f"{name}, which there is not")
        return batch.kept[name.sheet - 1]

    def ballot(self, name: SheetName) -> Ballot:
        """A sheet as the boards have it. Raises NotAllowed where there is none."""
        return self.board.ballots[name] if name in self.board.ballots else self.find(name)

    def place_of(self, name: SheetName) -> Place:
        """Where a sheet stands. Raises NotAllowed where there is none."""
        touched = name in self.board.ballots or name.batch in self.board.replaced or self.is_copy_batch(name.batch)
        return self.board.place_of(name) if touched else self.find(name).place

    def sheets_of(self, batch: str) -> Iterator[SheetName]:
        """The sheets of a batch; none where there is no such batch."""
        if batch in self.batches:
            yield from (SheetName(batch, number) for number in range(1, len(self.batches[batch].kept) + 1))

    def open_batches(self) -> Iterator[str]:
        """Batches, but for test decks, that are not closed since their newest sheet."""
        yield from (name for name, batch in self.batches.items() if not batch.closed and not batch.test)

    def counted_batches(self) -> Iterator[BatchOnMachine]:
        """Every batch with a sheet, test decks too."""
        for name, batch in self.batches.items():
            if batch.last_sheet:
                yield BatchOnMachine(name, batch.opened.machine, batch.test, batch.last_sheet)

    def shared(self, votes: CastVoteRecord) -> CastVoteRecord:
        """The same votes, in parts that sheets share, which keeps a county's votes small."""
        return CastVoteRecord(
            card=CardId(intern(votes.card)),
            precinct=None if votes.precinct is None else PrecinctId(intern(votes.precinct)),
            ballot_style=BallotStyleId(intern(votes.ballot_style)),
            contests=tuple([self._one_for_all(reading) for reading in votes.contests]),
            questions=votes.questions,
            words=votes.words,
        )

    def _one_for_all(self, reading: ContestReading) -> ContestReading:
        return self._shared.setdefault(reading, reading)

    def put_in(self, what: Moved) -> None:
        """Count a sheet, or what was counted by hand, as it stands."""
        self._count(what, 1)

    def take_out(self, what: Moved) -> None:
        """Take away what `put_in` counted; before anything changes how it stands."""
        self._count(what, -1)

    def _count(self, what: Moved, times: int) -> None:
        match what:
            case SheetName():
                self._count_sheet(what, times)
            case HandCountName() if what.count in self.board.hand_counts:
                self.real.put_hand_count(self.board.hand_counts[what.count], times)
            case HandCountName():
                pass  # It is about to be opened.
            case _:
                assert_never(what)

    def standing(self, with_held: bool) -> Iterator[StandingSheet]:
        """Every sheet of the real count, as it stands: with those of the kinds that are held, or without."""
        for name in (name for batch in self.batches for name in self.sheets_of(batch)):
            tally = self._tally_of(name)
            if tally is self.real or (with_held and tally is self.held):
                yield StandingSheet(self.sheet(name).votes, self._figures(name))

    def _count_sheet(self, name: SheetName, times: int) -> None:
        figures, batch = self._figures(name), self.batches[name.batch]
        self._tally_of(name).put(figures, times)
        _bump(batch.places, (figures.precinct, figures.place), times)
        _bump(batch.papers, (figures.place, figures.paper), times)

    def _figures(self, name: SheetName) -> SheetFigures:
        kept, batch = self.sheet(name), self.batches[name.batch]
        ballot, place = self.ballot(name), self.place_of(name)
        named = kept.votes.precinct if kept.votes is not None else None
        return SheetFigures(
            place=place,
            precinct=named if named is not None else batch.opened.precinct,
            method=kept.method,
            readings=self._readings(ballot, place),
            words=kept.votes.words if kept.votes is not None else None,
            card=kept.votes.card if kept.votes is not None else None,
            group=self._kind_of(name).value,
        )

    def _readings(self, ballot: Ballot, place: Place) -> tuple[ContestReading | ContestOutcome, ...]:
        """Each contest as it stands in the totals; clean ones of a ballot set aside may wait, as the state reads it."""
        if place not in IN_THE_TOTALS:
            return ()
        found = ballot.readings()
        readings = self.board.office.readings
        condition = readings.marks_are_condition and has_ambiguous_mark(ballot.votes)
        if place is not Place.WAITING or ballot.votes is None or not (readings.clean_contests_wait or condition):
            return found
        waits_for = ballot.votes.questions[0].question
        return tuple(Questionable(one.contest, waits_for) if isinstance(one, Counted) else one for one in found)

    def moved_by(self, entry: BoardEntry) -> Iterator[Moved]:
        """Whose figures an entry may move: as the boards know it, and every waiting ballot where that is read anew."""
        yield from self.board.moved_by(entry)
        if isinstance(entry, ReadingSet) and entry.reading in (OpenReading.CLEAN_CONTESTS, OpenReading.MARGINAL_MARK):
            names = (name for batch in self.batches for name in self.sheets_of(batch))
            yield from (name for name in names if self.place_of(name) is Place.WAITING)

    def _kind_of(self, name: SheetName) -> BatchKind:
        """A new ballot belongs where its original does."""
        original = self.board.transfers.original_of(name) or name
        return self.batches[original.batch].opened.batch_kind

    def _tally_of(self, name: SheetName) -> Tally:
        kind = self._kind_of(name)
        if kind is BatchKind.TEST:
            return self.test
        return self.held if kind in HELD_KINDS else self.real

    def find(self, name: SheetName) -> Ballot:
        """A sheet's ballot as the machine left it. Raises NotAllowed where there is none."""
        kept = self.sheet(name)
        return Ballot(name, kept.votes, kept.reasons)

    def is_copy_batch(self, batch: str) -> bool:
        """Whether a batch holds new ballots of transfers. Raises NotAllowed where there is none of this name."""
        if batch not in self.batches:
            raise NotAllowed("a batch of this record", f"batch {batch!r}, which there is not")
        return self.batches[batch].opened.batch_kind is BatchKind.TRANSFER


def _bump(counter: Counter[Key], key: Key, times: int) -> None:
    """Count up or down; what comes to nothing leaves."""
    counter[key] += times
    if not counter[key]:
        del counter[key]
