"""Ballots folded together before the board: decided once the count is complete, held against the pollbook (C13)."""

from typing import TYPE_CHECKING

from canvass.errors import RefusedError
from tabulate.board.places import SheetName
from tabulate.election import Election, PrecinctId
from tabulate.ledger.fold import RecordState, fold
from tabulate.totals.reconciliation import reconcile

if TYPE_CHECKING:
    from canvass.record.store import Record


def pollbook_excess(record: "Record", sheets: tuple[SheetName, ...]) -> int:
    """Ballots more than names in the pollbooks of these ballots' precincts, as the reconciliation has it now.

    Raises RefusedError where a precinct has no number, or a ballot of theirs none.
    """
    return excess_in(fold(record.outlines()), record.election, sheets)


def excess_in(state: RecordState, election: Election, sheets: tuple[SheetName, ...]) -> int:
    """As `pollbook_excess`, of a state."""
    precincts = {_precinct(state, name) for name in sheets}
    lines = [line for line in reconcile(state, election).precincts if line.precinct in precincts]
    lacking = [str(line.precinct) for line in lines if line.precinct is None or line.expected is None]
    if lacking:
        raise RefusedError(
            f"No number of ballots is entered for precinct {', '.join(lacking)}. Nothing was written. Enter it from "
            "the pollbook on the page Reconciliation: ballots folded together are compared with it (13-15-201(5))."
        )
    return sum(line.difference for line in lines)


def _precinct(state: RecordState, name: SheetName) -> PrecinctId | None:
    votes = state.sheet(name).votes
    own = None if votes is None else votes.precinct
    return own if own is not None else state.batches[name.batch].opened.precinct
