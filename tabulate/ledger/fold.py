"""The state of a record: one pass over its ledger; of each sheet only its votes are kept, and those shared.

The pass also checks what no single entry can: the record is opened once and first, a batch is opened before its
sheets, sheets are numbered from 1 without a gap, a closed batch says the numbers that were counted, and people decide
only what is theirs to decide, in an order that is possible.
"""

from collections.abc import Iterable

from imaging.sheets import ReadPrintout
from tabulate.board.errors import NotAllowed
from tabulate.board.machine.known_print import ReadLater
from tabulate.board.office.totals_released import TotalsReleased
from tabulate.board.places import SheetName
from tabulate.board.state import BoardEntry
from tabulate.election import CountingMethod
from tabulate.ledger.batch_state import BatchState, KeptSheet
from tabulate.ledger.edition_entries import EditionTaken, check_taken
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
from tabulate.ledger.state import RecordState

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
        case EditionTaken():
            _take_edition(state, number, entry)
        case BatchOpened():
            if entry.batch in state.batches:
                raise LedgerBroken(number, f"batch {entry.batch} to be opened once", "it opened again")
            if entry.edition is not None and not 1 <= entry.edition <= len(state.editions) + 1:
                raise LedgerBroken(number, "a batch of an edition taken before", f"one of edition {entry.edition}")
            state.batches[entry.batch] = BatchState(entry, number)
        case SheetCounted() | SheetQuestioned() | SheetNotRead():
            _add_sheet(state, number, entry)
        case RepeatAllowed():
            again = entry.earlier_batch not in state.board.withdrawn
            _batch(state, number, entry.batch).repeats_allowed += again
        case BatchClosed():
            _close(_batch(state, number, entry.batch), number, entry)
        case AuditRecorded():
            state.audit_events += 1
        case AccessRecorded():
            state.accesses += 1
        case TotalsReleased():
            _add_decision(state, number, entry)
            state.release(entry)
        case _:
            _add_decision(state, number, entry)


def _take_edition(state: RecordState, number: int, entry: EditionTaken) -> None:
    check_taken(number, entry, state.opened.definition_sha256, state.editions)
    if state.is_complete:
        raise LedgerBroken(number, "no further edition of ballots once the complete totals are released", "one")
    state.editions.append(entry)


def _batch(state: RecordState, number: int, batch: str) -> BatchState:
    if batch not in state.batches:
        raise LedgerBroken(number, "a batch that was opened before", f"batch {batch}, which was not")
    return state.batches[batch]


def _add_sheet(state: RecordState, number: int, entry: SheetEntry) -> None:
    batch = _batch(state, number, entry.batch)
    if entry.reading.number != batch.sheets + 1:
        raise LedgerBroken(number, f"sheet {batch.sheets + 1} of batch {entry.batch}", f"sheet {entry.reading.number}")
    batch.closed = False
    batch.last_sheet = number
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
    batch.passed_over = entry.passed_over
    batch.alike_allowed = entry.alike_allowed
    batch.streaked = entry.streaked


def _add_decision(state: RecordState, number: int, entry: BoardEntry) -> None:
    """Take out the figures of all that this may move, apply it, and put them in as they then stand."""
    try:
        moved = tuple(dict.fromkeys(state.moved_by(entry)))
        for one in moved:
            state.take_out(one)
        state.board.apply(number, entry)
        if isinstance(entry, ReadLater):
            state.keep_read_again(entry.name, entry.votes)
        for one in moved:
            state.put_in(one)
    except NotAllowed as refused:
        raise LedgerBroken(number, refused.expected, refused.found) from None
