"""The state of a record: one pass over its ledger; of each sheet only its votes are kept, and those shared.

The pass also checks what no single entry can: the record is opened once and first, a batch is opened before its
sheets, sheets are numbered from 1 without a gap, a closed batch says the numbers that were counted, and people decide
only what is theirs to decide, in an order that is possible.
"""

from collections.abc import Iterable, Iterator

from imaging.sheets import ReadPrintout
from tabulate.board.errors import NotAllowed
from tabulate.board.halts import HaltEnded
from tabulate.board.hand_counts import HandCountOpened, HandCountReopened, TallySheetEntered
from tabulate.board.places import SheetName
from tabulate.board.state import BoardEntry
from tabulate.board.touching import sheets_named
from tabulate.board.transfers import TransferPaired
from tabulate.election import CountingMethod
from tabulate.ledger.entries import (
    LEDGER_FORMAT,
    AccessRecorded,
    AuditRecorded,
    BatchClosed,
    BatchOpened,
    Entry,
    RecordOpened,
    RepeatAllowed,
    SheetCounted,
    SheetEntry,
    SheetNotRead,
    SheetQuestioned,
)
from tabulate.ledger.errors import LedgerBroken, NewerLedger
from tabulate.ledger.state import BatchState, KeptSheet, RecordState

__all__ = ["BatchState", "RecordState", "carry_on", "fold"]


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
            _add_decision(state, number, entry)


def _batch(state: RecordState, number: int, batch: str) -> BatchState:
    if batch not in state.batches:
        raise LedgerBroken(number, "a batch that was opened before", f"batch {batch}, which was not")
    return state.batches[batch]


def _add_sheet(state: RecordState, number: int, entry: SheetEntry) -> None:
    batch = _batch(state, number, entry.batch)
    if entry.reading.number != batch.sheets + 1:
        raise LedgerBroken(number, f"sheet {batch.sheets + 1} of batch {entry.batch}", f"sheet {entry.reading.number}")
    batch.closed = False
    if isinstance(entry, SheetNotRead):
        batch.not_read += 1
        codes = tuple(dict.fromkeys(reason.code for reason in entry.reading.reasons))
        batch.reasons.update(codes)
        batch.kept.append(KeptSheet(None, codes))
    else:
        _count_read(batch, number, entry)
        method = CountingMethod.DEVICE if isinstance(entry.reading, ReadPrintout) else CountingMethod.HAND_MARKED
        batch.kept.append(KeptSheet(state.shared(entry.votes), (), method))
    state.put_in(SheetName(entry.batch, batch.sheets))


def _count_read(batch: BatchState, number: int, entry: SheetCounted | SheetQuestioned) -> None:
    votes, precinct = entry.votes, batch.opened.precinct
    if bool(votes.questions) is not isinstance(entry, SheetQuestioned):
        raise LedgerBroken(number, "a sheet set aside exactly when it raises a question", "the opposite")
    if votes.questions:
        batch.questioned += 1
    else:
        batch.counted += 1
    batch.questions.update({raised.question for raised in votes.questions})
    batch.other_precinct += None not in (votes.precinct, precinct) and votes.precinct != precinct


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


def _add_decision(state: RecordState, number: int, entry: BoardEntry) -> None:
    """Take out the figures of every sheet that this may change, apply it, and put them in as they then stand."""
    try:
        touched = dict.fromkeys(_touched(state, entry))
        for name in touched:
            state.take_out(name)
        if isinstance(entry, HandCountReopened):
            _put_hand_count(state, entry.count, -1)
        state.board.apply(number, entry)
        for name in touched:
            state.put_in(name)
    except NotAllowed as refused:
        raise LedgerBroken(number, refused.expected, refused.found) from None
    if isinstance(entry, HandCountOpened):
        state.real.hand_ballots[entry.precinct] += entry.ballots
    if isinstance(entry, HandCountReopened):
        _put_hand_count(state, entry.count, 1)
    if isinstance(entry, TallySheetEntered):
        _add_by_hand(state, entry)


def _touched(state: RecordState, entry: BoardEntry) -> Iterator[SheetName]:
    """The sheets the entry names, every sheet of the batches it replaces, and what is paired with one of them."""
    named = list(sheets_named(entry))
    if isinstance(entry, HaltEnded):
        named += [name for batch in entry.batches for name in state.sheets_of(batch)]
    for name in named:
        state.sheet(name)
        yield name
        yield from state.board.paired_with(name)
    if isinstance(entry, TransferPaired) and entry.number in state.board.transfers:
        yield from state.board.sheets_of_transfer(entry.number)


def _put_hand_count(state: RecordState, name: str, times: int) -> None:
    """Put in a hand count as it stands, ballots and settled contests; or, with -1, take it out."""
    count = state.board.hand_counts.get(name)
    if count is None:
        return
    state.real.hand_ballots[count.opened.precinct] += times * count.ballots
    for figures in count.settled:
        state.real.put_hand_count(count.opened.precinct, figures, times)


def _add_by_hand(state: RecordState, entry: TallySheetEntered) -> None:
    count = state.board.hand_counts[entry.count]
    figures = count.contests[entry.contest].figures
    if figures is not None:
        state.real.put_hand_count(count.opened.precinct, figures)
