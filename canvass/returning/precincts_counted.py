"""How far the count of every precinct is, as its return would say (13-15-101): complete, partly counted, not begun."""

from canvass.reporting.shown.precinct_progress import CountOfPrecinct, PrecinctProgress
from canvass.returning.what_waits import WholeCount, what_waits, whole_count
from tabulate.election import Election, Precinct
from tabulate.ledger.state import RecordState
from tabulate.tally import Tally


def precincts_counted(election: Election, state: RecordState, released: bool) -> tuple[PrecinctProgress, ...]:
    """Every precinct in order. `released`: whether ballots held until the sixth day are counted."""
    tally, whole = state.countable(released), whole_count(state, election)
    return tuple(_of(one, election, state, tally, whole, released) for one in election.precincts)


def _of(
    precinct: Precinct, election: Election, state: RecordState, tally: Tally, whole: WholeCount, released: bool
) -> PrecinctProgress:
    counted = tally.sheets[precinct.id] + tally.hand_ballots[precinct.id]
    if not what_waits(state, election, precinct.id, released, whole):
        standing = CountOfPrecinct.COMPLETE
    else:
        begun = counted or whole.line_of(precinct.id).found
        standing = CountOfPrecinct.PARTLY if begun else CountOfPrecinct.NOT_BEGUN
    return PrecinctProgress(precinct.id, precinct.name, standing, counted)
