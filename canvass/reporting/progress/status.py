"""How far the count has come: sheets and batches, never a vote. JSON, words and the page are made of this."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from canvass.reporting.edition_words import edition_words
from canvass.reporting.outside_words import outside_notes
from canvass.reporting.print_words import prints_said
from imaging.sheets import ReasonCode
from tabulate.board.batches.halts import CountHalted
from tabulate.board.custody.kept_containers import Custody
from tabulate.board.office.open_readings import OpenReading
from tabulate.board.places import COUNTED_PLACES, OUT_PLACES, WAITING_PLACES, Place
from tabulate.board.state import BoardState
from tabulate.election import Election
from tabulate.ledger.batch_state import BatchState
from tabulate.ledger.edition_entries import EditionTaken
from tabulate.ledger.entries import BatchKind, BatchOpened, PassedOver, RecordOpened
from tabulate.ledger.state import RecordState
from tabulate.questions import Question
from tabulate.totals.results import WordsTotals


@dataclass(frozen=True, slots=True)
class SheetSums:
    """Sheets by where they now stand: `sheets` is `counted` + `set_aside` + all that are `out`."""

    sheets: int
    counted: int
    """By the machine, or decided by the board."""
    set_aside: int
    """Waiting for people: `with_questions` + `not_read`."""
    with_questions: int
    not_read: int
    resolved: int
    """Of those counted, decided by the board."""
    out: tuple[tuple[Place, int], ...]
    """Scanned, and by people's decision in no total: struck, rejected, transferred, ... Only places with sheets."""
    questions: tuple[tuple[Question, int], ...]
    """Sheets by the kinds of question the machine raised, for good; only kinds with sheets."""
    reasons: tuple[tuple[ReasonCode, int], ...]
    """The same by why the machine could not read them."""

    @property
    def unopened_files(self) -> int:
        """Files that could not be opened. Each stands for one sheet here, and may hold any number."""
        return dict(self.reasons).get(ReasonCode.UNOPENED_FILE, 0)

    @property
    def left_out(self) -> int:
        """Sheets in no total."""
        return sum(count for _, count in self.out)


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """That a batch was taken back."""

    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One batch."""

    opened: BatchOpened
    expected: int | None
    """Sheets, as was said last."""
    difference: int
    """Sheets more (or, negative, fewer) than expected; 0 where nothing was expected."""
    finished: bool
    other_precinct: int
    """Sheets of another precinct than the batch."""
    repeats_allowed: int
    passed_over: tuple[PassedOver, ...]
    """Files that were not taken as scans, and are to be looked at."""
    sums: SheetSums
    streaked: int
    """Sheets on which a line runs down the image at the same place."""
    withdrawn: Withdrawn | None = None
    """Who took the batch back, and why: none of its sheets is in a total."""

    @property
    def test(self) -> bool:
        """Whether it is a test deck."""
        return self.opened.batch_kind is BatchKind.TEST

    @property
    def needs_people(self) -> bool:
        """True where a sheet or question waits, the batch is not finished, or it is not what was expected."""
        if self.withdrawn is not None:
            return False
        open_ends = not self.finished or self.difference or self.other_precinct or self.passed_over
        return bool(self.sums.set_aside or open_ends)


@dataclass(frozen=True, slots=True)
class CountStatus:
    """The whole count."""

    opened: RecordOpened
    entries: int
    real: SheetSums
    test: SheetSums
    words: WordsTotals
    """Of device printouts."""
    test_words: WordsTotals
    batches: tuple[BatchLine, ...]
    """In the order they were opened."""
    halts: tuple[tuple[int, CountHalted], ...]
    """Those that have not ended, each with its entry's number."""
    readings: tuple[str, ...] = ()
    """Readings of the law that the state has settled, in words."""
    editions: tuple[EditionTaken, ...] = ()
    """Of the ballots, after the first."""
    prints: tuple[str, ...] = ()
    """What was learned to be printed on cards, in words."""
    custody: Custody = field(default_factory=Custody)
    """Containers of ballots and books."""
    outside: tuple[str, ...] = ()
    """That another system counted, and which precincts; no figure."""

    @property
    def editions_said(self) -> tuple[str, ...]:
        """The editions in words."""
        return tuple(map(edition_words, self.editions))

    @property
    def has_test(self) -> bool:
        """Whether a test deck was counted."""
        return any(batch.test for batch in self.batches)

    @property
    def needs_people(self) -> bool:
        """True where a batch does, a halt has not ended, or a container is open."""
        containers = any(one.is_open for one in self.custody.containers.values())
        return bool(self.halts) or containers or any(batch.needs_people for batch in self.batches)


def count_status(state: RecordState, election: Election) -> CountStatus:
    """The status of a record's state; `election` names places on its cards."""
    batches = state.batches.values()
    return CountStatus(
        opened=state.opened,
        entries=state.entries,
        real=_sums([batch for batch in batches if not batch.test]),
        test=_sums([batch for batch in batches if batch.test]),
        words=state.real.words,
        test_words=state.test.words,
        batches=tuple(_line(batch, state.board) for batch in batches),
        halts=tuple((halt.number, halt.halted) for halt in state.board.halting.open_halts()),
        readings=state.board.office.readings.sentences(*OpenReading),
        editions=tuple(state.editions),
        prints=tuple(prints_said(state.board.print, election)),
        custody=state.board.office.custody,
        outside=outside_notes(state),
    )


def _line(batch: BatchState, board: BoardState) -> BatchLine:
    sums, name = _sums([batch]), batch.opened.batch
    withdrawn, entered = board.withdrawn.get(name), board.expected.get((None, name))
    expected = batch.opened.expected_sheets if entered is None else entered.ballots
    return BatchLine(
        opened=batch.opened,
        expected=expected,
        difference=0 if expected is None or withdrawn is not None else batch.sheets - expected,
        finished=batch.closed,
        other_precinct=batch.other_precinct,
        repeats_allowed=batch.repeats_allowed,
        passed_over=batch.passed_over,
        sums=sums,
        streaked=batch.streaked,
        withdrawn=None if withdrawn is None else Withdrawn(withdrawn.withdrawn_by, withdrawn.reason),
    )


def _sums(batches: Sequence[BatchState]) -> SheetSums:
    places: Counter[Place] = Counter()
    for batch in batches:
        for (_, place), count in batch.places.items():
            places[place] += count
    set_aside = sum(places[place] for place in WAITING_PLACES)
    questions = ((kind, sum(batch.questions[kind] for batch in batches)) for kind in Question)
    reasons = ((code, sum(batch.reasons[code] for batch in batches)) for code in ReasonCode)
    return SheetSums(
        sheets=sum(batch.sheets for batch in batches),
        counted=sum(places[place] for place in COUNTED_PLACES),
        set_aside=set_aside,
        with_questions=set_aside - places[Place.NOT_READ],
        not_read=places[Place.NOT_READ],
        resolved=places[Place.RESOLVED],
        out=tuple((place, places[place]) for place in Place if place in OUT_PLACES and places[place]),
        questions=tuple((kind, sheets) for kind, sheets in questions if sheets),
        reasons=tuple((code, sheets) for code, sheets in reasons if sheets),
    )
