"""The small county of the canvass, counted by another system alone: its figures as the ledger takes them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from canvass import VERSION
from canvass.record import create_record
from tabulate.board.boards import BoardAppointed, Judge
from tabulate.board.outside.outside_entries import OutsideFiguresTaken
from tabulate.board.polls import PollsClosed
from tabulate.election import ContestId, PrecinctId
from tabulate.ledger.entries import Entry
from tabulate.outside_figures import (
    OutsideContestFigures,
    OutsideCount,
    OutsideGroupBallots,
    OutsidePrecinctFigures,
    with_choices,
)
from tests.canvass.audited_county import election_day
from tests.canvass.canvassing.canvassed_counties import JUDGES
from tests.canvass.canvassing.canvassed_record import CanvassedRecord, definition
from tests.tabulate.later_outside_entries import FILE, NAMED

Told = dict[str, tuple[tuple[int, ...], int | None, int | None, int | None]]
"""By contest: votes, write-ins, overvotes, undervotes."""
NORTH: Told = {
    "house": ((7, 4), None, 0, 1),
    "sheriff": ((8, 2), 1, 0, 1),
    "judge": ((6, 5), None, 1, 0),
    "council": ((9, 8, 3), None, 2, 2),
    "levy": ((5, 7), None, 0, 0),
}
SOUTH: Told = {
    "house": ((2, 5), None, 0, 1),
    "sheriff": ((3, 4), 0, 0, 1),
    "judge": ((4, 4), None, 0, 0),
    "levy": ((5, 3), None, 0, 0),
}


def figures(precinct: str, ballots: int | None, told: Told) -> OutsidePrecinctFigures:
    contests = tuple(
        OutsideContestFigures(ContestId(name), ballots, votes, written, over, under)
        for name, (votes, written, over, under) in told.items()
    )
    groups = () if ballots is None else (OutsideGroupBallots("Absentee", ballots),)
    return OutsidePrecinctFigures(PrecinctId(precinct), ballots, groups, contests)


ALL = (figures("P1", 12, NORTH), figures("P2", 8, SOUTH), figures("P3", 0, {}))


class CountedElsewhere(CanvassedRecord):
    """North has 12 ballots and South 8, in another system's report; Canvass has read no sheet."""

    def __init__(self, directory: Path) -> None:
        self.record = create_record(directory, definition(), VERSION, "0" * 64)
        self._cards = {card.precinct: card for card in self.election.cards}
        day = election_day().isoformat()
        judges = tuple(Judge(one, one.title(), day) for one in JUDGES)
        self.record.append([BoardAppointed("east", judges, False, "c"), PollsClosed("clerk")])
        self.record.append(self.taken(*ALL))
        self.expect(P1=12, P2=8, P3=0)

    def taken(self, *precincts: OutsidePrecinctFigures) -> list[Entry]:
        """The file, what its names mean, and the figures of these precincts."""
        return [replace(FILE, earlier=""), NAMED, self.figures_taken(*precincts)]

    def figures_taken(self, *precincts: OutsidePrecinctFigures) -> OutsideFiguresTaken:
        """The figures, by names that are entered just before."""
        source, run_at = "Electionware Precinct Summary (PDF)", "11/09/2026 10:04 AM"
        count = OutsideCount(source, (FILE.sha256,), run_at, "OFFICIAL", precincts)
        return OutsideFiguresTaken(with_choices(count, self.election), self.record.head().number + 2, (), "clerk")
