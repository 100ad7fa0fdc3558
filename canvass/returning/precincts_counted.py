"""How far the count of every precinct is, as its return would say (13-15-101): complete, partly counted, not begun."""

from canvass.reporting.shown.precinct_progress import CountOfPrecinct, PrecinctProgress, settled_in
from canvass.returning.what_waits import WholeCount, what_waits, whole_count
from tabulate.election import Election
from tabulate.ledger.state import RecordState
from tabulate.totals.results import PrecinctTotals, total


def precincts_counted(election: Election, state: RecordState, released: bool) -> tuple[PrecinctProgress, ...]:
    """Every precinct in order. `released`: whether ballots held until the sixth day are counted.

    Raises TotalsDoNotAddUp.
    """
    whole = whole_count(state, election)
    totals = total(election, state.countable(released), False, state.board.declared)
    rows = {row.precinct: row for row in totals.precincts}
    return tuple(
        PrecinctProgress(
            one.id,
            one.name,
            _standing(state, election, rows[one.id], whole, released),
            settled_in(rows[one.id]),
        )
        for one in election.precincts
    )


def _standing(
    state: RecordState, election: Election, row: PrecinctTotals, whole: WholeCount, released: bool
) -> CountOfPrecinct:
    precinct = row.precinct
    assert precinct is not None
    if not what_waits(state, election, precinct, released, whole):
        return CountOfPrecinct.COMPLETE
    begun = row.sheets or whole.line_of(precinct).found
    return CountOfPrecinct.PARTLY if begun else CountOfPrecinct.NOT_BEGUN
