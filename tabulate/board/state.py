"""What the boards' entries add up to: the one place that says which entry may follow which.

The fold holds every ballot; the service holds those it was asked about, found by `find`. Both apply the same entries by
the same rules, so what the service lets through the fold accepts.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import assert_never

from tabulate.board.ballot import Ballot
from tabulate.board.boards import JUDGES_A_BOARD, BoardAppointed, BoardDismissed, WorkingMode, WorkingModeSet
from tabulate.board.counting_by_hand import HandCount, check_opened
from tabulate.board.decisions import DecisionReopened, JudgeDecided, ObjectionRecorded, QuestionRaisedByPeople
from tabulate.board.errors import NotAllowed
from tabulate.board.halts import CountHalted, FoundByTest, HaltChoice, HaltEnded
from tabulate.board.hand_counts import HandCountOpened, HandCountReopened, TallySheetEntered
from tabulate.board.pairs import Transfer, check_made, differences, settled_votes
from tabulate.board.places import COUNTED_PLACES, Place, SheetName
from tabulate.board.polls import PollsClosed, WriteInDeclared
from tabulate.board.reconciliation_entries import BallotsExpected, DifferenceReported
from tabulate.board.rulings import Verdict
from tabulate.board.transfers import TransferMade, TransferPaired
from tabulate.election import PrecinctId

BoardEntry = (
    BoardAppointed
    | BoardDismissed
    | WorkingModeSet
    | JudgeDecided
    | QuestionRaisedByPeople
    | DecisionReopened
    | ObjectionRecorded
    | TransferMade
    | TransferPaired
    | WriteInDeclared
    | PollsClosed
    | CountHalted
    | HaltEnded
    | HandCountOpened
    | TallySheetEntered
    | HandCountReopened
    | BallotsExpected
    | DifferenceReported
)
Subject = tuple[PrecinctId | None, str | None]
"""What a number of ballots is expected of: a precinct or a batch."""


@dataclass(slots=True)
class Halt:
    """A halt, and how it ended. What was counted before it is the segment up to its entry."""

    number: int
    halted: CountHalted
    ended: HaltEnded | None = None


@dataclass(slots=True)
class BoardState:
    """Boards, ballots, transfers, halts, hand counts and what was said of numbers."""

    find: Callable[[SheetName], Ballot] = field(compare=False, repr=False)
    """The ballot of a sheet that is not yet in `ballots`, all its entries so far applied. Raises NotAllowed where there
    is no such sheet."""
    is_copy_batch: Callable[[str], bool] = field(compare=False, repr=False)
    """Whether a batch holds new ballots of transfers. Raises NotAllowed where there is no such batch."""
    boards: dict[str, BoardAppointed] = field(default_factory=dict)
    mode: WorkingMode = WorkingMode.OWN_SCREENS
    ballots: dict[SheetName, Ballot] = field(default_factory=dict)
    transfers: dict[str, Transfer] = field(default_factory=dict)
    number_of_original: dict[SheetName, str] = field(default_factory=dict)
    number_of_copy: dict[SheetName, str] = field(default_factory=dict)
    """Spoiled ones too."""
    declared: list[WriteInDeclared] = field(default_factory=list)
    polls_closed: PollsClosed | None = None
    halts: dict[int, Halt] = field(default_factory=dict)
    """By the number of the entry that halted."""
    hand_counts: dict[str, HandCount] = field(default_factory=dict)
    replaced: set[str] = field(default_factory=set)
    """Batches that are counted anew after a halt."""
    expected: dict[Subject, BallotsExpected] = field(default_factory=dict)
    reports: list[DifferenceReported] = field(default_factory=list)
    objections: list[ObjectionRecorded] = field(default_factory=list)

    def ballot(self, name: SheetName) -> Ballot:
        """The ballot of a sheet. Raises NotAllowed where there is none."""
        if name not in self.ballots:
            self.ballots[name] = self.find(name)
        return self.ballots[name]

    def apply(self, number: int, entry: BoardEntry) -> None:
        """Take the entry with this number. Raises NotAllowed, and is then not to be used further."""
        match entry:
            case BoardAppointed():
                self._appoint(entry)
            case BoardDismissed():
                self._board(entry.board)
                del self.boards[entry.board]
            case WorkingModeSet():
                self.mode = entry.mode
            case JudgeDecided():
                self._decide(entry)
            case QuestionRaisedByPeople():
                self.ballot(entry.name).raise_question(entry)
            case DecisionReopened():
                self.ballot(entry.name).reopen(entry)
            case ObjectionRecorded():
                self._object(entry)
            case TransferMade():
                self._transfer(entry)
            case TransferPaired():
                self._pair(entry)
            case WriteInDeclared():
                self._declare(entry)
            case PollsClosed():
                if self.polls_closed is not None:
                    raise NotAllowed("the polls to be closed once", f"again, after {self.polls_closed.closed_by}")
                self.polls_closed = entry
            case CountHalted():
                self.halts[number] = Halt(number, entry)
            case HaltEnded():
                self._end_halt(entry)
            case HandCountOpened():
                self._open_hand_count(entry)
            case TallySheetEntered():
                self._hand_count(entry.count).enter(entry)
            case HandCountReopened():
                self._hand_count(entry.count).reopen(entry)
            case BallotsExpected():
                self._expect(entry)
            case DifferenceReported():
                _check_subject(entry.precinct, entry.batch)
                self.reports.append(entry)
            case _:
                assert_never(entry)

    def place_of(self, name: SheetName) -> Place:
        """Where a sheet stands, transfers and replaced batches considered. Only for sheets that are ballots here."""
        number = self.number_of_original.get(name) or self.number_of_copy.get(name)
        transfer = self.transfers[number] if number is not None else None
        original = transfer.made.original if transfer is not None else name
        if name.batch in self.replaced or (original is not None and original.batch in self.replaced):
            return Place.REPLACED
        if self.is_copy_batch(name.batch):
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

    def original_of(self, copy: SheetName) -> SheetName | None:
        """The original's sheet, where this is a new ballot that is paired with one."""
        number = self.number_of_copy.get(copy)
        return None if number is None else self.transfers[number].made.original

    def sheets_of_transfer(self, number: str) -> tuple[SheetName, ...]:
        """The sheets that bear a transfer's number: original, new ballot, spoiled ones."""
        transfer = self.transfers[number]
        named = (transfer.made.original, transfer.copy, *transfer.spoiled)
        return tuple(name for name in named if name is not None)

    def paired_with(self, name: SheetName) -> tuple[SheetName, ...]:
        """The other sheets of the transfer that a sheet belongs to."""
        number = self.number_of_original.get(name) or self.number_of_copy.get(name)
        return () if number is None else tuple(one for one in self.sheets_of_transfer(number) if one != name)

    def open_halts(self) -> tuple[Halt, ...]:
        """Halts that have not ended: counting on their machines rests."""
        return tuple(halt for halt in self.halts.values() if halt.ended is None)

    def _board(self, board: str) -> BoardAppointed:
        if board not in self.boards:
            raise NotAllowed("a board that is appointed", f"board {board!r}", "Ask the administrator.")
        return self.boards[board]

    def _appoint(self, entry: BoardAppointed) -> None:
        accounts = {judge.account for judge in entry.judges} - {""}
        if len(entry.judges) != JUDGES_A_BOARD or len(accounts) != JUDGES_A_BOARD:
            raise NotAllowed("three different judges (13-15-112)", f"{len(accounts)}", "Name three.")
        for judge in entry.judges:
            if not judge.oath_taken_on or not judge.name.strip():
                raise NotAllowed("the name of each judge and the day of the oath", f"none for {judge.account}")
            if entry.early_count and not judge.affirmation_witness:
                raise NotAllowed(
                    "the non-disclosure affirmation of each judge of an early count (13-15-207(4))",
                    f"none of {judge.name}",
                    "Have it signed before the administrator or chief judge, and enter the witness.",
                )
        for other in self.boards.values():
            busy = accounts & {judge.account for judge in other.judges}
            if other.board != entry.board and busy:
                raise NotAllowed("judges of no other board", f"{min(busy)} on board {other.board}", "Name another.")
        self.boards[entry.board] = entry

    def _decide(self, entry: JudgeDecided) -> None:
        ballot = self.ballot(entry.name)
        for ruling in entry.ballot:
            if ruling.verdict is Verdict.STRUCK:
                self._check_same_as(entry, ruling.same_as_batch, ruling.same_as_sheet)
        ballot.decide(entry, self._board(entry.board), self.mode)
        if ballot.outcome is not None and ballot.outcome.same_as is not None:
            other = self.ballot(ballot.outcome.same_as)
            if other.place is Place.STRUCK:
                raise NotAllowed(
                    f"{other.name} to be counted, if {ballot.name} is struck as the same paper",
                    "it struck as well",
                    "Open one of the two again first.",
                )

    def _check_same_as(self, entry: JudgeDecided, batch: str | None, sheet: int | None) -> None:
        if batch is None or sheet is None:
            raise NotAllowed("the sheet that the paper is counted as", "none", "Name its batch and number.")
        other = SheetName(batch, sheet)
        if other == entry.name:
            raise NotAllowed("another sheet", f"{other} itself")
        self.ballot(other)

    def _object(self, entry: ObjectionRecorded) -> None:
        if entry.name is not None:
            self.ballot(entry.name).objections.append(entry)
        elif (entry.batch, entry.sheet) != (None, None):
            raise NotAllowed("a whole sheet's name, or none", "half of one")
        self.objections.append(entry)

    def _transfer(self, entry: TransferMade) -> None:
        check_made(entry)
        if entry.number in self.transfers:
            raise NotAllowed("a number that no transfer has", f"{entry.number}", "Give the pair a number of its own.")
        if entry.original is not None:
            self.ballot(entry.original)
            if self.is_copy_batch(entry.original.batch):
                raise NotAllowed("an original", f"{entry.original}, a new ballot itself")
            if entry.original in self.number_of_original:
                number = self.number_of_original[entry.original]
                raise NotAllowed("an original that is transferred once", f"one that has number {number}")
            self.number_of_original[entry.original] = entry.number
        self.transfers[entry.number] = Transfer(entry)

    def _pair(self, entry: TransferPaired) -> None:
        if entry.number not in self.transfers:
            raise NotAllowed("the number of a transfer", f"{entry.number!r}", "Enter the transfer first.")
        self.ballot(entry.copy)
        if not self.is_copy_batch(entry.copy.batch):
            raise NotAllowed("a sheet of a batch of new ballots", f"{entry.copy}", "Scan them in a batch of their own.")
        other = self.number_of_copy.get(entry.copy)
        if other is not None and other != entry.number:
            raise NotAllowed("a new ballot of one number", f"{entry.copy}, which has number {other}")
        self.transfers[entry.number].pair(entry)
        self.number_of_copy[entry.copy] = entry.number

    def _declare(self, entry: WriteInDeclared) -> None:
        if any((one.contest, one.person) == (entry.contest, entry.person) for one in self.declared):
            raise NotAllowed("a person who is not declared yet", f"{entry.name}")
        self.declared.append(entry)

    def _end_halt(self, entry: HaltEnded) -> None:
        halt = self.halts.get(entry.halt)
        if halt is None or halt.ended is not None:
            raise NotAllowed("a halt that has not ended", f"entry {entry.halt}")
        sound = entry.found is FoundByTest.NO_ERROR
        if sound is not (entry.choice is HaltChoice.GO_ON):
            raise NotAllowed(
                "to go on exactly where the test found no error, nor the board a doubt (13-15-209)",
                f"{entry.choice.value}, after {entry.found.value}",
                "Choose accordingly.",
            )
        if sound and entry.batches:
            raise NotAllowed("no batches to be counted anew", ", ".join(entry.batches))
        if not {name.strip() for name in entry.decided_by} - {""}:
            raise NotAllowed("the names of those who chose", "none", "Enter them.")
        for batch in entry.batches:
            self.is_copy_batch(batch)
        halt.ended = entry
        self.replaced |= set(entry.batches)

    def _open_hand_count(self, entry: HandCountOpened) -> None:
        check_opened(entry, self.hand_counts)
        for batch in entry.batches:
            if batch not in self.replaced:
                raise NotAllowed(
                    "batches that a halt took out of the count", f"batch {batch}", "End the halt so first."
                )
        self.hand_counts[entry.count] = HandCount(entry)

    def _hand_count(self, count: str) -> HandCount:
        if count not in self.hand_counts:
            raise NotAllowed("a hand count that was opened", f"{count!r}")
        return self.hand_counts[count]

    def _expect(self, entry: BallotsExpected) -> None:
        _check_subject(entry.precinct, entry.batch)
        if entry.ballots < 0:
            raise NotAllowed("a number of ballots", f"{entry.ballots}")
        self.expected[entry.precinct, entry.batch] = entry


def _check_subject(precinct: PrecinctId | None, batch: str | None) -> None:
    if (precinct is None) is (batch is None):
        raise NotAllowed("a precinct or a batch", "both" if batch is not None else "neither", "Name one of the two.")
