"""The totals as the results page shows them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from canvass import clock
from canvass.reporting.methods import check_finished
from tabulate.election import Contest, Election
from tabulate.ledger.state import RecordState
from tabulate.totals.results import ContestTally, Results, Tally, provisional_from, total
from tabulate.totals.secrecy import FEWEST, ContestByMethod, MethodRow, by_method


class Breakdown(StrEnum):
    """How totals are broken down."""

    CONTEST = "contest"
    PRECINCT = "precinct"
    METHOD = "counting method"

    @staticmethod
    def named(name: str) -> "Breakdown":
        """The view of this name; by contest where there is none."""
        return next((view for view in Breakdown if view.name.lower() == name), Breakdown.CONTEST)

    @property
    def key(self) -> str:
        """As the address has it."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class MethodLine:
    """One contest in one precinct (or all) by counting method, choice by choice."""

    title: str
    rows: tuple[tuple[str, int, int], ...]
    """What is counted, among hand-marked ballots, among device printouts."""


@dataclass(frozen=True, slots=True)
class MethodContest:
    """A contest by counting method."""

    title: str
    lines: tuple[MethodLine, ...]
    whole_suppressed: bool
    suppressed: int
    """Precincts whose figures are not shown."""


@dataclass(frozen=True, slots=True)
class TotalsShown:
    """What the results page shows."""

    totals: Results
    held: int
    """Sheets of provisional ballots that are not yet released and not among the totals."""
    released_from: datetime
    methods: tuple[MethodContest, ...]
    fewest: int = FEWEST


def totals_view(election: Election, state: RecordState, view: Breakdown) -> TotalsShown:
    """The totals of this state. Raises TotalsDoNotAddUp; InputError where batches are open (by method)."""
    released_from = provisional_from(election)
    released = clock.now() >= released_from
    tally = state.countable(released)
    methods: tuple[MethodContest, ...] = ()
    if view is Breakdown.METHOD:
        check_finished(state, test=False)
        methods = _methods(election, tally)
    totals = total(election, tally, test=False, declared_later=state.board.declared)
    held = 0 if released else state.held.places.total()
    return TotalsShown(totals, held, released_from, methods)


def _methods(election: Election, tally: Tally) -> tuple[MethodContest, ...]:
    return tuple(_method(election, election.contest(one.contest), one) for one in by_method(election, tally))


def _method(election: Election, contest: Contest, shown: ContestByMethod) -> MethodContest:
    lines = [] if shown.whole is None else [_line("All precincts", shown.whole, contest)]
    for row in shown.rows:
        name = "Precinct not stated" if row.precinct is None else election.precinct_name(row.precinct)
        lines.append(_line(name, row, contest))
    return MethodContest(contest.title, tuple(lines), shown.whole is None, len(shown.suppressed))


def _line(title: str, row: MethodRow, contest: Contest) -> MethodLine:
    return MethodLine(title, tuple(_rows(row.hand_marked, row.device, contest)))


def _rows(marked: ContestTally, device: ContestTally, contest: Contest) -> Iterator[tuple[str, int, int]]:
    for choice in contest.choices:
        yield choice.name, marked.votes[choice.id], device.votes[choice.id]
    if contest.write_ins:
        yield "Write-ins", _write_ins(marked, contest), _write_ins(device, contest)
    yield "Undervotes", marked.undervotes, device.undervotes
    yield "Waiting for the board", marked.questionable.total(), device.questionable.total()
    yield "Sheets", marked.sheets, device.sheets


def _write_ins(cell: ContestTally, contest: Contest) -> int:
    printed = {choice.id for choice in contest.choices}
    return sum(votes for choice, votes in cell.votes.items() if choice not in printed)
