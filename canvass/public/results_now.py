"""What pages say beside totals, worked out once for each place of the ledger: precincts, and how official they are."""

from canvass.canvassing.county_standing import county_standing
from canvass.canvassing.official.official_step import UNOFFICIAL, OfficialResults, official_results
from canvass.reporting.sealing import provisional_released
from canvass.reporting.shown.precinct_progress import PrecinctProgress
from canvass.returning.precincts_counted import precincts_counted
from canvass.web.served import served
from tabulate.ledger.state import RecordState


def progress_now() -> tuple[PrecinctProgress, ...]:
    """How far the count of every precinct is."""
    at, released = served(), provisional_released(served().election)
    name = f"precincts counted, {'with' if released else 'without'} those held"
    kept = at.answers.find(at.record, name)
    if isinstance(kept, tuple):
        return kept
    head = at.record.head()
    found = at.state.read(lambda state: precincts_counted(at.election, state, released))
    at.answers.keep(name, head, found)
    return found


def official_now() -> OfficialResults:
    """How official the results are, and what is. Raises TotalsDoNotAddUp."""
    at, released = served(), provisional_released(served().election)
    if not at.state.read(lambda state: state.board.office.canvass.reports):
        return UNOFFICIAL
    name = f"official results, {'with' if released else 'without'} those held"
    kept = at.answers.find(at.record, name)
    if isinstance(kept, OfficialResults):
        return kept
    head, audit = at.record.head(), at.audit.state

    def work(state: RecordState) -> OfficialResults:
        return official_results(county_standing(at.election, state, audit, head, released))

    found = at.state.read(work)
    at.answers.keep(name, head, found)
    return found
