"""What the boards' entries add up to: the one place that says which entry may follow which.

`check` says of each kind when it may follow, `take` what it changes. The fold applies every entry; the service applies
one, with what it is about found by `Sheets`. Both go by the same rules: what the service lets through the fold accepts.
"""

from dataclasses import dataclass, field
from typing import assert_never, get_args

from tabulate.board.ballot import Ballot, check_folded, take_folded
from tabulate.board.batches.halting import Halting
from tabulate.board.batches.halts import HaltEntry
from tabulate.board.batches.known_sheets import Sheets
from tabulate.board.batches.withdrawn_batches import BatchWithdrawn, check_withdrawn
from tabulate.board.boards import BoardAppointed, BoardDismissed, WorkingMode, WorkingModeSet, check_appointed
from tabulate.board.by_hand.counting_by_hand import HandCount
from tabulate.board.by_hand.hand_counts import HandCountOpened
from tabulate.board.decisions import (
    DecisionReopened,
    FoldedEntry,
    JudgeDecided,
    ObjectionRecorded,
    QuestionRaisedByPeople,
    check_counted,
    same_papers,
)
from tabulate.board.errors import NotAllowed
from tabulate.board.machine.known_print import KnownPrint, MachineEntry
from tabulate.board.office.office_state import KNOWN_OF_OFFICE, OfficeState, OfficeWork, OtherWork
from tabulate.board.office.totals_released import TotalsReleased, check_released
from tabulate.board.places import COUNTED_PLACES, Place, SheetName
from tabulate.board.polls import PollsClosed, WriteInDeclared, check_closed_once, check_declared
from tabulate.board.primary.party_ballot_entries import KeptByPrecinct
from tabulate.board.reconciliation_entries import BallotsExpected, DifferenceReported, NumbersEntry, PollbookCertified
from tabulate.board.reconciling.numbers_said import check_numbers, take_numbers
from tabulate.board.recount.counted_by_hand import ByHandEntry, RecountEntry, Recounts, check_by_hand, take_by_hand
from tabulate.board.transfers import Transfer, TransferMade, TransferPaired, Transfers, differences, settled_votes
from tabulate.election import PrecinctId
from tabulate.rules_edition import RulesEdition

BoardEntry = (
    BoardAppointed
    | BoardDismissed
    | WorkingModeSet
    | JudgeDecided
    | QuestionRaisedByPeople
    | DecisionReopened
    | FoldedEntry
    | ObjectionRecorded
    | TransferMade
    | TransferPaired
    | WriteInDeclared
    | PollsClosed
    | HaltEntry
    | BatchWithdrawn
    | ByHandEntry
    | NumbersEntry
    | OfficeWork
    | TotalsReleased
    | MachineEntry
)
KNOWN_TO_ALL = (
    BoardAppointed,
    BoardDismissed,
    WorkingModeSet,
    WriteInDeclared,
    PollsClosed,
    HandCountOpened,
    *get_args(HaltEntry),
    BatchWithdrawn,
    *KNOWN_OF_OFFICE,
    *get_args(RecountEntry),
    TotalsReleased,
)
"""A few dozen entries on which others depend, whatever these are about: whoever checks an entry has taken them all."""


@dataclass(slots=True)
class BoardState:
    """Boards, ballots, transfers, halts, hand counts and what was said of numbers."""

    sheets: Sheets = field(compare=False, repr=False)
    rules: RulesEdition
    """The record's edition: what decisions come to."""
    boards: dict[str, BoardAppointed] = field(default_factory=dict)
    mode: WorkingMode = WorkingMode.OWN_SCREENS
    ballots: dict[SheetName, Ballot] = field(default_factory=dict)
    transfers: Transfers = field(default_factory=Transfers)
    declared: list[WriteInDeclared] = field(default_factory=list)
    polls_closed: PollsClosed | None = None
    halting: Halting = field(default_factory=Halting)
    withdrawn: dict[str, BatchWithdrawn] = field(default_factory=dict)
    hand_counts: dict[str, HandCount] = field(default_factory=dict)
    recounts: Recounts = field(default_factory=Recounts)
    expected: dict[tuple[PrecinctId | None, str | None], BallotsExpected] = field(default_factory=dict)
    """By precinct or batch."""
    reports: list[DifferenceReported] = field(default_factory=list)
    pollbooks: dict[PrecinctId, PollbookCertified] = field(default_factory=dict)
    party_ballots: KeptByPrecinct = field(default_factory=dict)
    """Of a primary: sets, and ballots left unvoted."""
    objections: list[ObjectionRecorded] = field(default_factory=list)
    office: OfficeState = field(default_factory=OfficeState)
    released: TotalsReleased | None = None
    """The newest release of totals."""
    released_at: int = 0
    print: KnownPrint = field(default_factory=KnownPrint)
    """Of cards; of one sheet's ballot, only what concerns it."""

    def ballot(self, name: SheetName) -> Ballot:
        """The ballot of a sheet. Raises NotAllowed where there is none."""
        if name not in self.ballots:
            self.ballots[name] = self.sheets.find(name)
        return self.ballots[name]

    def is_untouched(self, name: SheetName) -> bool:
        """Whether people did nothing about a sheet yet, nor made a transfer of it. Raises NotAllowed."""
        return self.ballot(name).is_untouched and self.transfers.of(name) is None

    def board_of(self, account: str) -> BoardAppointed | None:
        """The board that an account's judge sits on, or None."""
        return next((one for one in self.boards.values() if account in {judge.account for judge in one.judges}), None)

    def apply(self, number: int, entry: BoardEntry) -> None:
        """Check and take the entry with this number. Raises NotAllowed; the state is then as it was."""
        self.check(entry)
        self.take(number, entry)

    def check(self, entry: BoardEntry) -> None:
        """Whether the entry may follow those taken. Raises NotAllowed."""
        if isinstance(entry, OfficeWork):
            self.office.check(entry, OtherWork(self.sheets, self.hand_counts, self.replaced, self.recounts))
            return
        if isinstance(entry, ByHandEntry):
            check_by_hand(entry, self)
            return
        if isinstance(entry, HaltEntry):
            self.halting.check(entry, self.boards, self.sheets, self.rules)
            return
        if isinstance(entry, MachineEntry):
            self.print.check(entry, self.ballot, self.is_untouched, self.sheets.is_test_deck)
            return
        if isinstance(entry, NumbersEntry):
            check_numbers(entry, self.boards, self.rules)
            return
        if isinstance(entry, FoldedEntry):
            one_counts = self.office.readings.one_party_ballot_counts
            check_folded(entry, self.ballot, self.boards, self.sheets.open_batches, one_counts=one_counts)
            return
        match entry:
            case BoardAppointed():
                check_appointed(entry, self.boards.values())
            case BoardDismissed():
                self._appointed(entry.board)
            case JudgeDecided():
                self._check_decision(entry)
            case QuestionRaisedByPeople():
                self.ballot(entry.name).check_question(entry, self.rules)
            case DecisionReopened():
                self.ballot(entry.name).check_reopened(entry)
            case ObjectionRecorded():
                entry.check()
                if entry.name is not None:
                    self.ballot(entry.name)
            case TransferMade() | TransferPaired():
                self.transfers.check(entry, self.ballot, self.sheets.is_copy_batch)
            case WriteInDeclared():
                check_declared(entry, self.declared)
            case PollsClosed():
                check_closed_once(self.polls_closed)
            case TotalsReleased():
                check_released(entry, self.released)
            case BatchWithdrawn():
                check_withdrawn(entry, self)
            case WorkingModeSet():
                pass
            case _:
                assert_never(entry)

    def take(self, number: int, entry: BoardEntry) -> None:
        """Change what the entry with this number changes; it was found allowed, now or when it was written."""
        if isinstance(entry, OfficeWork):
            self.office.take(number, entry)
            return
        if isinstance(entry, ByHandEntry):
            take_by_hand(number, entry, self)
            return
        if isinstance(entry, HaltEntry):
            self.halting.take(number, entry)
            return
        if isinstance(entry, MachineEntry):
            self.print.take(entry, self.ballot)
            return
        if isinstance(entry, NumbersEntry):
            take_numbers(entry, self.expected, self.reports, self.pollbooks, self.party_ballots)
            return
        if isinstance(entry, FoldedEntry):
            take_folded(entry, self.ballot)
            return
        match entry:
            case BoardAppointed():
                self.boards[entry.board] = entry
            case BoardDismissed():
                del self.boards[entry.board]
            case WorkingModeSet():
                self.mode = entry.mode
            case JudgeDecided():
                self.ballot(entry.name).decide(entry, self.rules)
            case QuestionRaisedByPeople():
                self.ballot(entry.name).raise_question(entry)
            case DecisionReopened():
                self.ballot(entry.name).reopen(entry)
            case ObjectionRecorded():
                if entry.name is not None:
                    self.ballot(entry.name).objections.append(entry)
                self.objections.append(entry)
            case TransferMade() | TransferPaired():
                self.transfers.take(entry)
            case WriteInDeclared():
                self.declared.append(entry)
            case PollsClosed():
                self.polls_closed = entry
            case TotalsReleased():
                self.released, self.released_at = entry, number
            case BatchWithdrawn():
                self.withdrawn[entry.batch] = entry
            case _:
                assert_never(entry)

    def place_of(self, name: SheetName) -> Place:
        """Where a sheet stands, transfers and replaced batches considered. Only for sheets that are ballots here."""
        transfer = self.transfers.of(name)
        original = transfer.made.original if transfer is not None else name
        if (out := self.out_of_count(name.batch if original is None else original.batch, name.batch)) is not None:
            return out
        if self.sheets.is_copy_batch(name.batch):
            return self._place_of_copy(name, transfer)
        if transfer is not None and self.in_force(transfer):
            return Place.TRANSFERRED
        return self.ballot(name).place

    def _place_of_copy(self, name: SheetName, transfer: Transfer | None) -> Place:
        if transfer is not None and name in transfer.spoiled:
            return Place.SPOILED_COPY
        own = self.ballot(name).place
        if own not in COUNTED_PLACES or (transfer is not None and self.in_force(transfer)):
            return own
        return Place.COPY_WAITING

    def in_force(self, transfer: Transfer) -> bool:
        """Whether the new ballot counts and the original does not: both settled, and equal in every contest."""
        if transfer.copy is None:
            return False
        copy = self.ballot(transfer.copy)
        if transfer.made.original is None:
            return settled_votes(copy) is not None
        return differences(self.ballot(transfer.made.original), copy) == ()

    def out_of_count(self, *batches: str) -> Place | None:
        """Where sheets stand if one of these batches was taken out of the count; None where none was."""
        if not self.withdrawn.keys().isdisjoint(batches):
            return Place.WITHDRAWN
        return None if self.halting.replaced.isdisjoint(batches) else Place.REPLACED

    @property
    def replaced(self) -> frozenset[str]:
        """Batches that are counted anew after a halt."""
        return frozenset(self.halting.replaced)

    @property
    def taken_out(self) -> frozenset[str]:
        """Batches of which no sheet counts: withdrawn, or counted anew after a halt."""
        return self.replaced | self.withdrawn.keys()

    def _appointed(self, board: str) -> BoardAppointed:
        if board not in self.boards:
            raise NotAllowed("a board that is appointed", f"board {board!r}", "Ask the administrator.")
        return self.boards[board]

    def _check_decision(self, entry: JudgeDecided) -> None:
        ballot = self.ballot(entry.name)
        for other in same_papers(entry):
            self.ballot(other)
        ballot.check_decision(entry, self._appointed(entry.board), self.mode)
        self.office.readings.check_rejecting(entry.needed_to_reject)
        self.office.readings.check_marks(entry.marks_are_condition)
        same_as = ballot.same_as_with(entry, self.rules)
        if same_as is not None:
            check_counted(ballot.name, same_as, self.out_of_count(same_as.batch) or self.ballot(same_as).place)
