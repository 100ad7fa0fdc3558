"""The state of a record: one pass over its ledger, in memory that does not grow with the number of sheets.

The pass also checks what no single entry can: the record is opened once and first, a batch is opened before its
sheets, sheets are numbered from 1 without a gap, and a closed batch says the numbers that were counted.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import assert_never

from imaging.sheets import ReadPrintout, ReasonCode
from tabulate.ledger_entries import (
    LEDGER_FORMAT,
    AccessRecorded,
    AuditRecorded,
    BatchClosed,
    BatchKind,
    BatchOpened,
    Entry,
    RecordOpened,
    RepeatAllowed,
    SheetCounted,
    SheetEntry,
    SheetNotRead,
    SheetQuestioned,
)
from tabulate.ledger_errors import LedgerBroken, NewerLedger
from tabulate.questions import Question
from tabulate.results import CountingMethod, Tally


@dataclass(slots=True)
class BatchState:
    """A batch so far."""

    opened: BatchOpened
    counted: int = 0
    questioned: int = 0
    not_read: int = 0
    other_precinct: int = 0
    """Sheets whose card names another precinct than the batch."""
    repeats_allowed: int = 0
    closed: bool = False
    """False while sheets may be missing: the count was stopped, or never finished."""
    reasons: Counter[ReasonCode] = field(default_factory=Counter)
    questions: Counter[Question] = field(default_factory=Counter)
    """Sheets, by the kinds of question they raise."""

    @property
    def sheets(self) -> int:
        """Sheets with an outcome."""
        return self.counted + self.questioned + self.not_read

    @property
    def set_aside(self) -> int:
        """Sheets that wait for people."""
        return self.questioned + self.not_read

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
    batches: dict[str, BatchState] = field(default_factory=dict)
    """By batch, in the order they were opened."""
    real: Tally = field(default_factory=Tally)
    test: Tally = field(default_factory=Tally)
    """Of test batches alone; never added to `real`."""
    audit_events: int = 0
    accesses: int = 0


def fold(entries: Iterable[Entry]) -> RecordState:
    """Add up a whole ledger from entry 1. Raises LedgerBroken or NewerLedger."""
    state: RecordState | None = None
    number = 0
    for number, entry in enumerate(entries, start=1):
        if state is None:
            state = _open(entry)
        else:
            _add(state, number, entry)
    if state is None:
        raise LedgerBroken(1, "the entry that opens the record", "an empty ledger")
    return state


def carry_on(state: RecordState, entries: Iterable[Entry]) -> None:
    """Add the entries that follow those already folded. Raises LedgerBroken; `state` is of no use then."""
    for number, entry in enumerate(entries, start=state.entries + 1):
        _add(state, number, entry)


def _open(entry: Entry) -> RecordState:
    if not isinstance(entry, RecordOpened):
        raise LedgerBroken(1, "the entry that opens the record", f"one of another kind ({type(entry).__name__})")
    if entry.ledger_format > LEDGER_FORMAT:
        raise NewerLedger(1, f"of ledger format {entry.ledger_format}", entry.canvass_version)
    return RecordState(entry)


def _add(state: RecordState, number: int, entry: Entry) -> None:
    state.entries = number
    match entry:
        case RecordOpened():
            raise LedgerBroken(number, "an entry of the record already opened", "the record opened once more")
        case BatchOpened():
            if entry.batch in state.batches:
                raise LedgerBroken(number, f"batch {entry.batch} to be opened once", "it opened again")
            state.batches[entry.batch] = BatchState(entry)
        case SheetCounted() | SheetQuestioned() | SheetNotRead():
            _add_sheet(state, number, entry)
        case RepeatAllowed():
            _batch(state, number, entry.batch).repeats_allowed += 1
        case BatchClosed():
            _close(_batch(state, number, entry.batch), number, entry)
        case AuditRecorded():
            state.audit_events += 1
        case AccessRecorded():
            state.accesses += 1
        case _:
            assert_never(entry)


def _batch(state: RecordState, number: int, batch: str) -> BatchState:
    if batch not in state.batches:
        raise LedgerBroken(number, "a batch that was opened before", f"batch {batch}, which was not")
    return state.batches[batch]


def _add_sheet(state: RecordState, number: int, entry: SheetEntry) -> None:
    batch = _batch(state, number, entry.batch)
    if entry.reading.number != batch.sheets + 1:
        raise LedgerBroken(number, f"sheet {batch.sheets + 1} of batch {entry.batch}", f"sheet {entry.reading.number}")
    batch.closed = False
    tally = state.test if batch.test else state.real
    match entry:
        case SheetNotRead():
            batch.not_read += 1
            batch.reasons.update({reason.code for reason in entry.reading.reasons})
            tally.sheets_not_read += 1
        case SheetCounted() | SheetQuestioned():
            _add_votes(batch, tally, number, entry)
        case _:
            assert_never(entry)


def _add_votes(batch: BatchState, tally: Tally, number: int, entry: SheetCounted | SheetQuestioned) -> None:
    votes, precinct = entry.votes, batch.opened.precinct
    if bool(votes.questions) is not isinstance(entry, SheetQuestioned):
        raise LedgerBroken(number, "a sheet set aside exactly when it raises a question", "the opposite")
    if votes.questions:
        batch.questioned += 1
    else:
        batch.counted += 1
    batch.questions.update({raised.question for raised in votes.questions})
    batch.other_precinct += None not in (votes.precinct, precinct) and votes.precinct != precinct
    printout = isinstance(entry.reading, ReadPrintout)
    tally.add(votes, precinct, CountingMethod.DEVICE if printout else CountingMethod.HAND_MARKED)


def _close(batch: BatchState, number: int, entry: BatchClosed) -> None:
    said = (entry.sheets, entry.counted, entry.questioned, entry.not_read)
    found = (batch.sheets, batch.counted, batch.questioned, batch.not_read)
    if said != found:
        raise LedgerBroken(
            number,
            "batch {} to close with {} sheets ({} counted, {} questioned, {} not read)".format(entry.batch, *found),
            "{} ({}, {}, {})".format(*said),
        )
    batch.closed = True
