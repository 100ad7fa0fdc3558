"""The figures of the release as every public export has them: precinct rows, their contests, and one line a choice."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from canvass.exporting.names_shown import name_shown, names_apart
from tabulate.election import Contest, ContestKind, Election
from tabulate.primaries.parties import contest_called, party_name
from tabulate.totals.results import ContestTotals, PrecinctTotals, Results

PENDING = "write-ins"
"""The key of the write-in votes whose names the board has yet to read."""
_OWN_LINES = ("Write-ins", "Over Votes", "Under Votes", "Overvotes", "Undervotes")
_OWN_OFFICES = ("Ballots Cast", "Registered Voters")
"""What the files say themselves: no candidate and no contest is called so."""


class LineKind(StrEnum):
    """What a line of a contest counts."""

    PRINTED = "printed"
    DECLARED = "declared write-in"
    PENDING = "write-ins not yet named"


@dataclass(frozen=True, slots=True)
class FigureLine:
    """The votes of one choice, in a row or in all."""

    key: str
    """The choice's id, or PENDING."""
    name: str
    """Like no other of the contest."""
    party: str
    kind: LineKind
    votes: int


class NamedRows:
    """The rows and contests of a release or of a count, each under a name like no other."""

    def __init__(self, election: Election, totals: Results) -> None:
        """Of figures whose rows and contests may be shown to whom they go."""
        self._election = election
        self.rows = totals.precincts
        self.precincts = names_apart((row_key(row), row.name) for row in totals.precincts)
        titles = ((one.contest, contest_called(election, self.contest(one))) for one in totals.contests)
        self.titles = names_apart(titles, _OWN_OFFICES)
        self.contests = totals.contests

    def contest(self, totals: ContestTotals) -> Contest:
        """The contest that figures are of."""
        return self._election.contest(totals.contest)

    def carrying(self, contest: ContestTotals) -> Iterator[tuple[PrecinctTotals, ContestTotals]]:
        """The rows with ballots of a contest, each with its figures."""
        place = self.contests.index(contest)
        pairs = ((row, row.contests[place]) for row in self.rows)
        return ((row, figures) for row, figures in pairs if figures.sheets)

    def lines(self, whole: ContestTotals, part: ContestTotals) -> list[FigureLine]:
        """The choices of a contest with the votes of a row: the same lines for every row, in the same order."""
        votes = {one.choice: one.votes for one in (*part.choices, *part.write_ins)}
        printed = [(one.choice, one.name) for one in whole.choices]
        declared = [(one.choice, f"{one.name} (Write-in)") for one in whole.write_ins]
        names = names_apart([*printed, *declared], _OWN_LINES)
        found = [
            FigureLine(id_, names[id_], self._party(whole, id_), LineKind.PRINTED, votes.get(id_, 0))
            for id_, _ in printed
        ]
        found += [FigureLine(id_, names[id_], "", LineKind.DECLARED, votes.get(id_, 0)) for id_, _ in declared]
        if whole.write_ins_allowed:
            found.append(FigureLine(PENDING, _OWN_LINES[0], "", LineKind.PENDING, part.write_ins_pending))
        return found

    def _party(self, whole: ContestTotals, choice: str) -> str:
        printed = self.contest(whole).choice(choice)
        printed_with = () if printed is None else self._election.party_names(printed)
        return name_shown(" / ".join(printed_with) or party_name(self._election, self.contest(whole)))


def row_key(row: PrecinctTotals) -> str:
    """A row's id; empty for the sheets of which nothing names the precinct."""
    return "" if row.precinct is None else str(row.precinct)


def is_question(contest: Contest) -> bool:
    """Whether a contest asks whether to adopt or to retain."""
    return contest.kind is not ContestKind.CANDIDATE
