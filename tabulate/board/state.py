"""What the boards' entries add up to: the one place that says which entry may follow which.

`check` says of each kind when it may follow, `take` what it changes, `moved_by` whose figures it moves. The fold
applies every entry; the service applies one, with what it is about found by `Sheets`. Both go by the same rules, so
what the service lets through the fold accepts.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import assert_never, get_args

from tabulate.board.ballot import Ballot, Sheets, check_folded, take_folded
from tabulate.board.boards import BoardAppointed, BoardDismissed, WorkingMode, WorkingModeSet, check_appointed
from tabulate.board.counting_by_hand import HandCount
from tabulate.board.decisions import (
    DecisionReopened,
    FoldedEntry,
    JudgeDecided,
    ObjectionRecorded,
    QuestionRaisedByPeople,
    same_papers,
)
from tabulate.board.errors import NotAllowed
from tabulate.board.halting import Halting
from tabulate.board.halts import Halt, HaltEnded, HaltEntry
from tabulate.board.hand_counts import HandCountOpened
from tabulate.board.machine.known_print import KnownPrint, PrintEntry
from tabulate.board.office.office_state import KNOWN_OF_OFFICE, OfficeState, OfficeWork, OtherWork
from tabulate.board.office.totals_released import TotalsReleased, check_released
from tabulate.board.places import COUNTED_PLACES, Place, SheetName
from tabulate.board.polls import PollsClosed, WriteInDeclared, check_closed_once, check_declared
from tabulate.board.reconciliation_entries import BallotsExpected, DifferenceReported, NumbersEntry, PollbookCertified
from tabulate.board.reconciling.numbers_said import check_numbers, take_numbers
from tabulate.board.recount.counted_by_hand import ByHandEntry, RecountEntry, Recounts, check_by_hand, take_by_hand
from tabulate.board.subjects import HandCountName, TransferNumber
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
    | ByHandEntry
    | NumbersEntry
    | OfficeWork
    | TotalsReleased
    | PrintEntry
)
KNOWN_TO_ALL = (
    BoardAppointed,
    BoardDismissed,
    WorkingModeSet,
    WriteInDeclared,
    PollsClosed,
    HandCountOpened,
    *get_args(HaltEntry),
    *KNOWN_OF_OFFICE,
    *get_args(RecountEntry),
    TotalsReleased,
)
"""A few dozen entries on which others depend, whatever these are about: whoever checks an entry has taken them all."""
Moved = SheetName | HandCountName
"""What has figures in the totals: they are taken out before an entry that moves them is taken, and then put in anew."""


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
    hand_counts: dict[str, HandCount] = field(default_factory=dict)
    recounts: Recounts = field(default_factory=Recounts)
    expected: dict[tuple[PrecinctId | None, str | None], BallotsExpected] = field(default_factory=dict)
    """By precinct or batch."""
    reports: list[DifferenceReported] = field(default_factory=list)
    pollbooks: dict[PrecinctId, PollbookCertified] = field(default_factory=dict)
    objections: list[ObjectionRecorded] = field(default_factory=list)
    office: OfficeState = field(default_factory=OfficeState)
    released: TotalsReleased | None = None
    """The newest release of totals."""
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
        if isinstance(entry, PrintEntry):
            self.print.check(entry, self.ballot, self.is_untouched, self.sheets.is_test_deck)
            return
        if isinstance(entry, NumbersEntry):
            check_numbers(entry, self.boards, self.rules)
            return
        if isinstance(entry, FoldedEntry):
            check_folded(entry, self.ballot, self.boards, self.sheets.open_batches)
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
            case TransferMade():
                self.transfers.check_made(entry, self.ballot, self.sheets.is_copy_batch)
            case TransferPaired():
                self.transfers.check_paired(entry, self.ballot, self.sheets.is_copy_batch)
            case WriteInDeclared():
                check_declared(entry, self.declared)
            case PollsClosed():
                check_closed_once(self.polls_closed)
            case TotalsReleased():
                check_released(entry, self.released)
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
        if isinstance(entry, PrintEntry):
            self.print.take(entry, self.ballot)
            return
        if isinstance(entry, NumbersEntry):
            take_numbers(entry, self.expected, self.reports, self.pollbooks)
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
            case TransferMade():
                self.transfers.make(entry)
            case TransferPaired():
                self.transfers.pair(entry)
            case WriteInDeclared():
                self.declared.append(entry)
            case PollsClosed():
                self.polls_closed = entry
            case TotalsReleased():
                self.released = entry
            case _:
                assert_never(entry)

    def moved_by(self, entry: BoardEntry) -> Iterator[Moved]:
        """Whose figures an entry may move: its subjects', its batches', and those of what is paired with them."""
        for subject in entry.about:
            match subject:
                case SheetName():
                    yield from self._with_pair(subject)
                case TransferNumber() if subject.number in self.transfers.by_number:
                    yield from self.transfers.by_number[subject.number].sheets
                case HandCountName():
                    yield subject
                case _:
                    pass
        for batch in entry.batches if isinstance(entry, HaltEnded) else ():
            for name in self.sheets.sheets_of(batch):
                yield from self._with_pair(name)

    def _with_pair(self, name: SheetName) -> tuple[SheetName, ...]:
        return (name, *self.transfers.paired_with(name))

    def place_of(self, name: SheetName) -> Place:
        """Where a sheet stands, transfers and replaced batches considered. Only for sheets that are ballots here."""
        transfer = self.transfers.of(name)
        original = transfer.made.original if transfer is not None else name
        if name.batch in self.replaced or (original is not None and original.batch in self.replaced):
            return Place.REPLACED
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

    @property
    def halts(self) -> dict[int, Halt]:
        """By the number of the entry that halted."""
        return self.halting.by_number

    @property
    def replaced(self) -> set[str]:
        """Batches that are counted anew after a halt."""
        return self.halting.replaced

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
        if same_as is not None and self.ballot(same_as).place is Place.STRUCK:
            raise NotAllowed(
                f"{same_as} to be counted, if {ballot.name} is struck as the same paper",
                "it struck as well",
                "Open one of the two again first.",
            )
