"""What a ledger adds up to: batches, sheets as they stand, tallies, and the boards' work."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from sys import intern
from typing import assert_never

from imaging.layout import CardId
from tabulate.board.ballot import Ballot
from tabulate.board.batches.halting import BatchOnMachine
from tabulate.board.by_hand.counting_by_hand import HandCount
from tabulate.board.errors import NotAllowed
from tabulate.board.moving import Moved, moved_by
from tabulate.board.office.marks_as_condition import clean_wait
from tabulate.board.office.open_readings import OpenReading
from tabulate.board.office.readings import ReadingSet
from tabulate.board.office.totals_released import TotalsReleased
from tabulate.board.outcomes import ContestOutcome
from tabulate.board.places import Place, SheetName
from tabulate.board.state import BoardEntry, BoardState
from tabulate.board.subjects import HandCountName
from tabulate.election import BallotStyleId, PrecinctId
from tabulate.ledger.batch_kinds import HELD_KINDS, BatchKind
from tabulate.ledger.batch_state import BatchState, KeptSheet, StandingSheet
from tabulate.ledger.edition_entries import EditionTaken
from tabulate.ledger.entries import RecordOpened
from tabulate.ledger.outside_in_totals import OutsideTally, counted_by_hand_alone, outside_tallies
from tabulate.outside_figures import OutsideCount
from tabulate.publication.releases import CountedFigures, Release, complete_release, figures_of, next_release
from tabulate.tally import IN_THE_TOTALS, SheetFigures, Tally, bump
from tabulate.votes import CastVoteRecord, ContestReading


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

    def outside_count(self) -> OutsideCount | None:
        """Another system's count, as it was taken last; None where there is none. Its seal is that of results."""
        return self.board.office.outside.count

    def countable(self, released: bool) -> Tally:
        """The real tally, with the ballots that were held, once they are released."""
        real, held = self.in_totals()
        return real + held if released else real

    def in_totals(self) -> tuple[Tally, Tally]:
        """What may be shown and what is held, with another system's count of the precincts that it has."""
        outside = self.counted_outside()
        if not outside:
            return self.real, self.held
        real = self.real.without(outside)
        for one in outside.values():
            real.join(one.whole)
        for count in self.hand_counts_in_totals():
            if count.opened.precinct in outside:
                real.put_hand_count(count)
        return real, self.held.without(outside)

    def counted_outside(self) -> Mapping[PrecinctId, OutsideTally]:
        """Another system's count by precinct, as it stands in the totals; nothing where there is none."""
        return outside_tallies(self.board.office.outside)

    def hand_counts_in_totals(self) -> Iterator[HandCount]:
        """Those of the election; where another system counted, those alone of ballots that no machine counted."""
        outside = self.counted_outside()
        for count in self.board.hand_counts.values():
            if count.opened.precinct not in outside or counted_by_hand_alone(count):
                yield count

    def release(self, entry: TotalsReleased) -> None:
        """Publish what is counted now, as far as the entry and what was published before let it be shown."""
        tally = self.countable(entry.with_held)
        now, held = figures_of(tally), CountedFigures() if entry.with_held else figures_of(self.in_totals()[1])
        self.releases.append(complete_release(now) if entry.complete else next_release(self.releases, now, held))
        self.completed = tally + Tally() if entry.complete else None

    def sheet(self, name: SheetName) -> KeptSheet:
        """What is kept of a sheet. Raises NotAllowed where there is none."""
        batch = self.batches.get(name.batch)
        if batch is None or not 1 <= name.sheet <= len(batch.kept):
            raise NotAllowed("a sheet of this record", f"{name}, which there is not")
        return batch.kept[name.sheet - 1]

    def keep_read_again(self, name: SheetName, votes: CastVoteRecord) -> None:
        """Keep a sheet's votes as the machine read it later; its figures are out of the totals meanwhile."""
        batch, kept = self.batches[name.batch], self.sheet(name)
        before = () if kept.votes is None else kept.votes.questions
        batch.questions.subtract({raised.question for raised in before})
        if kept.votes is None:
            batch.reasons.subtract(kept.reasons)
        batch.questions.update({raised.question for raised in votes.questions})
        batch.kept[name.sheet - 1] = replace(kept, votes=self.shared(votes))

    def ballot(self, name: SheetName) -> Ballot:
        """A sheet as the boards have it. Raises NotAllowed where there is none."""
        return self.board.ballots[name] if name in self.board.ballots else self.find(name)

    def place_of(self, name: SheetName) -> Place:
        """Where a sheet stands. Raises NotAllowed where there is none."""
        touched = name in self.board.ballots or self.is_copy_batch(name.batch)
        touched = touched or self.board.out_of_count(name.batch) is not None
        return self.board.place_of(name) if touched else self.find(name).place

    def sheets_of(self, batch: str) -> Iterator[SheetName]:
        """The sheets of a batch; none where there is no such batch."""
        if batch in self.batches:
            yield from (SheetName(batch, number) for number in range(1, len(self.batches[batch].kept) + 1))

    def opened_at(self, batch: str) -> int:
        """The number of the entry that opened a batch. Raises NotAllowed where there is no such batch."""
        if batch not in self.batches:
            raise NotAllowed("a batch of this record", f"batch {batch!r}, which there is not", "Look at its name.")
        return self.batches[batch].number

    def has_audit(self) -> bool:
        """Whether an audit of the record was begun."""
        return self.audit_events > 0

    def struck(self) -> Iterator[SheetName]:
        """Sheets of any batch that the board struck."""
        yield from (name for name, ballot in self.board.ballots.items() if ballot.place is Place.STRUCK)

    def batches_kept(self) -> Iterator[tuple[str, BatchState]]:
        """The batches that nobody withdrew, in the order they were opened."""
        yield from ((name, batch) for name, batch in self.batches.items() if name not in self.board.withdrawn)

    def open_batches(self) -> Iterator[str]:
        """Batches, but for test decks and withdrawn ones, that are not closed since their newest sheet."""
        yield from (name for name, batch in self.batches_kept() if not batch.closed and not batch.test)

    def counted_batches(self) -> Iterator[BatchOnMachine]:
        """Every batch with a sheet, test decks too; none that was withdrawn."""
        for name, batch in self.batches_kept():
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
        """Every sheet of the real count, as it stands: with those of the kinds that are held, or without.

        None of a precinct that another system counted: `standing_beside` has these.
        """
        outside, of = self.counted_outside(), (self.real, self.held) if with_held else (self.real,)
        yield from (one for one in self._standing_in(of) if one.figures.precinct not in outside)

    def standing_beside(self) -> Iterator[StandingSheet]:
        """Own sheets of precincts that another system counted: they are in no total."""
        if outside := self.counted_outside():
            every = self._standing_in((self.real, self.held))
            yield from (one for one in every if one.figures.precinct in outside and one.figures.place in IN_THE_TOTALS)

    def standing_in_test(self) -> Iterator[StandingSheet]:
        """Every sheet of the test decks."""
        return self._standing_in((self.test,))

    def _standing_in(self, tallies: tuple[Tally, ...]) -> Iterator[StandingSheet]:
        for name in (name for batch in self.batches for name in self.sheets_of(batch)):
            if any(self._tally_of(name) is one for one in tallies):
                yield StandingSheet(name, self.sheet(name).votes, self._figures(name))

    def _count_sheet(self, name: SheetName, times: int) -> None:
        figures, batch = self._figures(name), self.batches[name.batch]
        self._tally_of(name).put(figures, times)
        bump(batch.places, (figures.precinct, figures.place), times)
        bump(batch.papers, (figures.place, figures.paper), times)

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
            voted_apart=batch.opened.voted_apart,
        )

    def _readings(self, ballot: Ballot, place: Place) -> tuple[ContestReading | ContestOutcome, ...]:
        """Each contest as it stands in the totals; clean ones of a ballot set aside may wait, as the state reads it."""
        if place not in IN_THE_TOTALS:
            return ()
        found, readings = ballot.readings(), self.board.office.readings
        return clean_wait(found, ballot.votes, readings) if place is Place.WAITING else found

    def moved_by(self, entry: BoardEntry) -> Iterator[Moved]:
        """Whose figures an entry may move: as the boards know it, and every waiting ballot where that is read anew."""
        yield from moved_by(entry, self.board)
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
        apart = self.batches[name.batch].opened.voted_apart
        return Ballot(name, kept.votes, kept.reasons, voted_apart=apart or ())

    def is_copy_batch(self, batch: str) -> bool:
        """Whether a batch holds new ballots of transfers. Raises NotAllowed where there is none of this name."""
        return self._known(batch).opened.batch_kind is BatchKind.TRANSFER

    def is_test_deck(self, batch: str) -> bool:
        """Whether a batch is a test deck. Raises NotAllowed where there is none of this name."""
        return self._known(batch).test

    def _known(self, batch: str) -> BatchState:
        if batch not in self.batches:
            raise NotAllowed("a batch of this record", f"batch {batch!r}, which there is not")
        return self.batches[batch]
