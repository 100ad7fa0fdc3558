"""The boards' state, read from the database as far as it is asked for: the cost does not grow with the record.

What concerns the whole record (boards, halts, later declarations: a few dozen entries) is read at once; a ballot when
it is asked for, from its own entry and the entries about it.
"""

from collections.abc import Iterable

from canvass.record.models import EntryAboutRow, LedgerRow, SheetImageRow
from canvass.record.subjects import of_batch, of_hand_count, of_sheet, of_transfer
from tabulate.board.ballot import Ballot
from tabulate.board.boards import BoardAppointed, BoardDismissed, WorkingModeSet
from tabulate.board.counting_by_hand import HandCount
from tabulate.board.decisions import DecisionReopened, JudgeDecided, ObjectionRecorded, QuestionRaisedByPeople
from tabulate.board.errors import NotAllowed
from tabulate.board.halts import CountHalted, HaltEnded
from tabulate.board.hand_counts import HandCountOpened, HandCountReopened, TallySheetEntered
from tabulate.board.pairs import Transfer
from tabulate.board.places import SheetName
from tabulate.board.polls import PollsClosed, WriteInDeclared
from tabulate.board.state import BoardEntry, BoardState
from tabulate.board.transfers import TransferMade, TransferPaired
from tabulate.election import PrecinctId
from tabulate.ledger.entries import KINDS, BatchKind, BatchOpened, Entry, SheetCounted, SheetNotRead, SheetQuestioned
from tabulate.ledger.errors import LedgerBroken
from tabulate.ledger.lines import read_entry, read_outline

_OF_THE_WHOLE = (
    BoardAppointed,
    BoardDismissed,
    WorkingModeSet,
    WriteInDeclared,
    PollsClosed,
    CountHalted,
    HaltEnded,
)
WHOLE_KINDS = tuple(kind for kind, noun in KINDS.items() if noun in _OF_THE_WHOLE)


class Replay:
    """Answers for one moment: make a new one in each transaction."""

    def __init__(self, alias: str) -> None:
        """`alias` of a record's database."""
        self._alias = alias
        self._batches: dict[str, BatchOpened] = {}
        self._entry_of: dict[SheetName, int] = {}
        self._read_transfers: set[str] = set()
        self.state = BoardState(self._find, self._is_copy_batch)
        for number, entry in self._rows(LedgerRow.objects.using(alias).filter(kind__in=WHOLE_KINDS)):
            if isinstance(entry, BoardEntry):
                self.state.apply(number, entry)

    def own_entry(self, name: SheetName) -> int:
        """The number of a sheet's own entry. Raises NotAllowed where there is no such sheet."""
        if name not in self._entry_of:
            rows = SheetImageRow.objects.using(self._alias).filter(batch=name.batch, sheet=name.sheet)
            found = rows.order_by("id").values_list("entry", flat=True).first()
            if found is None:
                raise NotAllowed("a sheet of this record", f"{name}, which there is not", "Look at its number.")
            self._entry_of[name] = found
        return self._entry_of[name]

    def batch(self, batch: str) -> BatchOpened:
        """The entry that opened a batch. Raises NotAllowed where there is none."""
        if batch not in self._batches:
            opened = [entry for _, entry in self._about(of_batch(batch)) if isinstance(entry, BatchOpened)]
            if not opened:
                raise NotAllowed("a batch of this record", f"batch {batch!r}, which there is not", "Look at its name.")
            self._batches[batch] = opened[0]
        return self._batches[batch]

    def remember_batch(self, opened: BatchOpened) -> None:
        """Know a batch that was opened in this transaction."""
        self._batches[opened.batch] = opened

    def precinct_of(self, ballot: Ballot) -> PrecinctId | None:
        """The card's precinct, or the batch's where the card names none."""
        if ballot.votes is not None and ballot.votes.precinct is not None:
            return ballot.votes.precinct
        return self.batch(ballot.name.batch).precinct

    def read_transfer(self, number: str) -> None:
        """Make `state` know a transfer, if there is one with this number."""
        if number in self._read_transfers:
            return
        self._read_transfers.add(number)
        for _, entry in self._about(of_transfer(number)):
            self._take_transfer(entry)

    def read_hand_counts_opened(self) -> None:
        """Make `state` know which hand counts there are, without their sheets: no ballot is to be in two."""
        for _, entry in self._rows(LedgerRow.objects.using(self._alias).filter(kind="hand count opened")):
            assert isinstance(entry, HandCountOpened)
            self.state.hand_counts[entry.count] = HandCount(entry)

    def read_hand_count(self, count: str) -> None:
        """Make `state` know a hand count, if there is one of this name."""
        for _, entry in self._about(of_hand_count(count)):
            if isinstance(entry, HandCountOpened):
                self.state.hand_counts[count] = HandCount(entry)
            elif isinstance(entry, TallySheetEntered):
                self.state.hand_counts[count].enter(entry)
            elif isinstance(entry, HandCountReopened):
                self.state.hand_counts[count].reopen(entry)

    def _take_transfer(self, entry: Entry) -> None:
        if isinstance(entry, TransferMade):
            self.state.transfers[entry.number] = Transfer(entry)
            if entry.original is not None:
                self.state.number_of_original[entry.original] = entry.number
        elif isinstance(entry, TransferPaired):
            self.state.transfers[entry.number].pair(entry)
            self.state.number_of_copy[entry.copy] = entry.number

    def _find(self, name: SheetName) -> Ballot:
        ballot = self._as_read(name)
        self.state.ballots[name] = ballot
        for _, entry in self._about(of_sheet(name)):
            match entry:
                case JudgeDecided():
                    ballot.take(entry)
                case QuestionRaisedByPeople():
                    ballot.raise_question(entry)
                case DecisionReopened():
                    ballot.reopen(entry)
                case ObjectionRecorded():
                    ballot.objections.append(entry)
                case TransferMade() | TransferPaired():
                    self.read_transfer(entry.number)
                case _:
                    raise LedgerBroken(0, f"an entry about {name}", type(entry).__name__)
        return ballot

    def _as_read(self, name: SheetName) -> Ballot:
        number = self.own_entry(name)
        rows = LedgerRow.objects.using(self._alias).filter(number=number).values_list("kind", "body")
        kind, body = rows.get()
        return ballot_as_read(read_outline(number, kind, body))

    def _is_copy_batch(self, batch: str) -> bool:
        return self.batch(batch).batch_kind is BatchKind.TRANSFER

    def _about(self, subject: str) -> list[tuple[int, Entry]]:
        about = EntryAboutRow.objects.using(self._alias).filter(subject=subject).order_by("entry")
        rows = about.values_list("entry__number", "entry__kind", "entry__body")
        return [(number, read_entry(number, kind, body)) for number, kind, body in rows]

    def _rows(self, rows: "Iterable[LedgerRow]") -> list[tuple[int, Entry]]:
        found = [(row.number, read_entry(row.number, row.kind, row.body)) for row in rows]
        return sorted(found, key=lambda pair: pair[0])


def ballot_as_read(entry: Entry) -> Ballot:
    """A sheet's ballot as the machine left it. Raises LedgerBroken for an entry that is no sheet's."""
    match entry:
        case SheetCounted() | SheetQuestioned():
            return Ballot(SheetName(entry.batch, entry.reading.number), entry.votes)
        case SheetNotRead():
            codes = tuple(dict.fromkeys(reason.code for reason in entry.reading.reasons))
            return Ballot(SheetName(entry.batch, entry.reading.number), None, codes)
        case _:
            raise LedgerBroken(0, "a sheet's entry", type(entry).__name__)
