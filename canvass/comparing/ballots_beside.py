"""Ballots by precinct, side by side: the report, the records, the pictures, and the electors who voted."""

from dataclasses import dataclass

from canvass.importing.checking.electors_known import electors_of
from outside.comparing.comparison import OutsideComparison
from tabulate.election import Election
from tabulate.ledger.state import RecordState
from tabulate.precincts import PrecinctId


@dataclass(frozen=True, slots=True)
class BallotsBeside:
    """One precinct. None is not told."""

    precinct: str
    report: int | None
    records: int
    pictures: int
    electors: int | None
    """Who voted, as the record has them (13-15-201)."""

    @property
    def are_equal(self) -> bool:
        """Whether all that is told is the same."""
        told = {self.report, self.records, self.pictures, self.electors} - {None}
        return len(told) == 1


def ballots_beside(comparison: OutsideComparison, state: RecordState, election: Election) -> tuple[BallotsBeside, ...]:
    """Every precinct of the definition, and sheets that tell none, where there are some."""
    count = state.outside_count()
    counted = {one.precinct: one for one in comparison.ballots}
    rows = []
    for id_ in (*(one.id for one in election.precincts), PrecinctId("")):
        here = counted.get(id_)
        figures = None if count is None else count.precinct(id_)
        report = None if figures is None else figures.ballots_cast
        electors = electors_of(id_, state, election) if id_ else None
        if here is not None or report is not None:
            pictures, records = (here.pictures, here.records) if here is not None else (0, 0)
            rows.append(BallotsBeside(id_, report, records, pictures, electors))
    return tuple(rows)
