"""The totals as the results page shows them, and what seals them (13-15-207, 13-35-241)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from canvass import clock
from canvass.printout_report import check_finished
from canvass.web.served import Served
from tabulate.election import Contest, Election
from tabulate.ledger_fold import RecordState
from tabulate.results import ContestTally, Results, sealed_until, total
from tabulate.secrecy import FEWEST, ContestByMethod, MethodRow, by_method


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
class Seal:
    """Why no total may be shown yet."""

    until: datetime


def seal(at: Served) -> Seal | None:
    """What seals the totals now, or None where they may be shown."""
    until = sealed_until(at.election, clock.now())
    return None if until is None else Seal(until)


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
    methods: tuple[MethodContest, ...]
    fewest: int = FEWEST

    @property
    def set_aside(self) -> int:
        """Sheets that wait for people."""
        return self.totals.sheets_questioned + self.totals.sheets_not_read


def totals_view(at: Served, view: Breakdown) -> TotalsShown:
    """The totals of the present state. Raises TotalsDoNotAddUp; InputError where batches are open (by method)."""
    return at.state.read(lambda state: _shown(at.election, state, view))


def _shown(election: Election, state: RecordState, view: Breakdown) -> TotalsShown:
    methods: tuple[MethodContest, ...] = ()
    if view is Breakdown.METHOD:
        check_finished(state, test=False)
        contests = {contest.id: contest for contest in election.contests}
        methods = tuple(_method(election, contests[one.contest], one) for one in by_method(election, state.real))
    return TotalsShown(total(election, state.real, test=False), methods)


def _method(election: Election, contest: Contest, shown: ContestByMethod) -> MethodContest:
    names = {precinct.id: precinct.name for precinct in election.precincts}
    lines = [] if shown.whole is None else [_line("All precincts", shown.whole, contest)]
    for row in shown.rows:
        name = "Precinct not stated" if row.precinct is None else names.get(row.precinct, str(row.precinct))
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
