"""A batch so far: its sheets as they are kept, and where they stand."""

from collections import Counter
from dataclasses import dataclass, field

from imaging.sheets import ReasonCode
from tabulate.ballots_cast import BallotPaper
from tabulate.board.places import OUT_PLACES, WAITING_PLACES, Place, SheetName
from tabulate.election import CountingMethod, PrecinctId
from tabulate.ledger.batch_kinds import BatchKind
from tabulate.ledger.entries import BatchOpened, PassedOver
from tabulate.questions import Question
from tabulate.tally import SheetFigures
from tabulate.votes import CastVoteRecord


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

    name: SheetName
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
    def test(self) -> bool:
        """True for a test deck."""
        return self.opened.batch_kind is BatchKind.TEST
