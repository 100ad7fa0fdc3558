"""A precinct's figures by their source: machine, another system, board, hand count.

Each contest on each sheet has one source: the board where it decided that contest, and else the machine. A contest that
waits for the board is the machine's, and adds nothing but that it waits. A precinct that another system counted has no
own sheets in the totals. All sources add up to the precinct's totals.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from tabulate.board.outcomes import ContestOutcome
from tabulate.election import ContestId, PrecinctId
from tabulate.ledger.state import RecordState
from tabulate.tally import ContestTally, Tally
from tabulate.totals.results import TotalsDoNotAddUp


@dataclass(frozen=True, slots=True)
class ContestBySource:
    """One contest in one precinct, by source."""

    machine: ContestTally
    outside: ContestTally
    board: ContestTally
    hand: ContestTally

    @property
    def whole(self) -> ContestTally:
        """All together."""
        return self.machine + self.outside + self.board + self.hand


@dataclass(frozen=True, slots=True)
class TalliesBySource:
    """All contests of one precinct, by source."""

    precinct: PrecinctId
    machine: Tally = field(default_factory=Tally)
    outside: Tally = field(default_factory=Tally)
    """What another system counted of it; then own sheets are in no total."""
    board: Tally = field(default_factory=Tally)
    hand: Tally = field(default_factory=Tally)

    def of(self, contest: ContestId) -> ContestBySource:
        """One contest; nothing but zeros where no ballot carries it."""
        tallies = (tally.contests.get((self.precinct, contest), ContestTally()) for tally in self._all)
        return ContestBySource(*tallies)

    @property
    def contests(self) -> tuple[ContestId, ...]:
        """Those with ballots."""
        return tuple(dict.fromkeys(contest for tally in self._all for _, contest in tally.contests))

    @property
    def in_totals(self) -> int:
        """Sheets in the totals, ballots that another system counted, and ballots counted by hand."""
        sheets = self.machine.sheets[self.precinct] + self.outside.sheets[self.precinct]
        return sheets + self.hand.hand_ballots[self.precinct]

    @property
    def _all(self) -> tuple[Tally, Tally, Tally, Tally]:
        return self.machine, self.outside, self.board, self.hand


def tallies_by_source(
    state: RecordState, precincts: Iterable[PrecinctId], with_held: bool
) -> Mapping[PrecinctId, TalliesBySource]:
    """The real count of each precinct by source, checked against its totals; the sheets are gone through once.

    Raises TotalsDoNotAddUp.
    """
    by_precinct = {precinct: TalliesBySource(precinct) for precinct in precincts}
    for sheet in state.standing(with_held):
        found = None if sheet.figures.precinct is None else by_precinct.get(sheet.figures.precinct)
        if found is not None:
            decided = tuple(one for one in sheet.figures.readings if isinstance(one, ContestOutcome))
            others = tuple(one for one in sheet.figures.readings if not isinstance(one, ContestOutcome))
            found.machine.put(replace(sheet.figures, readings=others))
            found.board.put(replace(sheet.figures, readings=decided))
    for precinct, counted in state.counted_outside().items():
        if precinct in by_precinct:
            by_precinct[precinct].outside.join(counted.system)
            by_precinct[precinct].board.join(counted.board)
    for count in state.hand_counts_in_totals():
        if count.opened.precinct in by_precinct:
            by_precinct[count.opened.precinct].hand.put_hand_count(count)
    whole = state.countable(with_held)
    for found in by_precinct.values():
        _check(found, whole)
    return by_precinct


def _check(found: TalliesBySource, whole: Tally) -> None:
    own = [contest for where, contest in whole.contests if where == found.precinct]
    for contest in dict.fromkeys((*found.contests, *own)):
        if found.of(contest).whole != whole.contests.get((found.precinct, contest), ContestTally()):
            detail = "the sources do not add up to the precinct"
            raise TotalsDoNotAddUp(contest, found.precinct, detail)
