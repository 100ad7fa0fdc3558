"""What may be released to the public now, and as what: the entry that says so."""

from typing import TYPE_CHECKING

from canvass.console.text import hour, plural
from canvass.errors import RefusedError
from canvass.reporting.sealing import check_open, provisional_released
from tabulate.board.office.totals_released import TotalsReleased
from tabulate.election import Election
from tabulate.ledger.state import RecordState
from tabulate.totals.results import provisional_from
from tabulate.totals.unfinished_work import halts_and_hand_counts

if TYPE_CHECKING:
    from canvass.record.store import Record
    from tabulate.ledger.chain import ChainedEntry


def releasing(election: Election, state: RecordState, complete: bool, released_by: str) -> TotalsReleased:
    """The entry that releases the totals as they now are; `complete` where the count is.

    Raises SealedError while no total may be shown, RefusedError where a count that is called complete is not.
    """
    check_open(election, state)
    if complete:
        _check_complete(election, state)
    return TotalsReleased(complete, provisional_released(election), released_by)


def newest_release(record: "Record") -> "ChainedEntry":
    """The entry of the newest release, where there is one."""
    (entry,) = record.newest_of_kind(TotalsReleased.kind, None, 1)
    return entry


def _check_complete(election: Election, state: RecordState) -> None:
    unfinished = [name for name, batch in state.batches_kept() if not batch.test and not batch.closed]
    waiting = sum(batch.set_aside for batch in state.batches.values() if not batch.test)
    held = state.held.places.total()
    by_hand = next(halts_and_hand_counts(state, election), "")
    for found, what in (
        (unfinished, f"batch {', '.join(unfinished)} is not counted to its end. Count it first."),
        (waiting, f"{plural(waiting, 'sheet')} wait for the counting board. Decide upon them first."),
        (
            held and not provisional_released(election),
            f"{plural(held, 'ballot')} are held until {hour(provisional_from(election))} (13-15-107(6)). Wait for it.",
        ),
        (by_hand, by_hand),
    ):
        if found:
            raise RefusedError(f"The count is not complete: {what} Nothing was released.")
