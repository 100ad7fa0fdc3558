"""Ballots cast by the other system, held to the electors who voted as the record has them."""

from collections.abc import Iterator

from canvass.importing.count_findings import CountFinding, CountFindingKind
from tabulate.election import Election
from tabulate.ledger.state import RecordState
from tabulate.outside_figures import OutsideCount, sum_told
from tabulate.precinct_parts import parts_of
from tabulate.precincts import PrecinctId


def electors_findings(count: OutsideCount, state: RecordState, election: Election) -> Iterator[CountFinding]:
    """Precincts whose ballots cast are not the electors who voted; those for which nobody entered these are left."""
    for one in count.precincts:
        electors = electors_of(one.precinct, state, election)
        if electors is not None and one.ballots_cast is not None and electors != one.ballots_cast:
            words = f"{one.ballots_cast:,} ballots are cast, and {electors:,} electors voted"
            where = election.precinct_name(one.precinct)
            yield CountFinding(CountFindingKind.ELECTORS.value, "", where, words)


def electors_of(precinct: PrecinctId, state: RecordState, election: Election) -> int | None:
    """Who voted, as entered by part of the precinct (13-15-201); None where one part has none."""
    parts = parts_of(election).of_precinct(precinct)
    return sum_told(state.board.office.electors.get(one.id) for one in parts) if parts else None
