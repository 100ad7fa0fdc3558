"""Another system that counts the county's ballots by its own threshold, and the faults planted in its records."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tabulate.election import Contest, Election
from test_ballots.names import LOCALITIES
from test_ballots.voters.true_marks import TargetTruth
from tests.canvass.outside.pictured_county import CountedPaper, batch_names
from tests.outside.table_writers import as_csv

THRESHOLD, TOO_HIGH = 0.10, 0.85
"""The covered part of an oval from which a machine counts a mark. The usual one sees all that a person sees."""
EXCHANGED_IN, EXCHANGED_CONTEST, LOSING_MACHINE, ALTERED_CONTEST = "p3", "justice-1", "0002", "sheriff"
TWICE, MISSING, ALTERED = 4, 7, 2
"""Places of batches: one that went through twice, one whose records are missing, one with the altered record."""
Cell = tuple[str, str]
"""A record's number and a contest."""


@dataclass(slots=True)
class FaultyCount:
    """The records that the system exports, and what was planted in them."""

    election: Election
    papers: Sequence[CountedPaper]
    batches: int
    votes: dict[Cell, list[str]] = field(default_factory=dict)
    """Choices that are counted; more than the contest has seats where it is overvoted."""
    exchanged: set[Cell] = field(default_factory=set)
    lost: set[Cell] = field(default_factory=set)
    overvoted: set[Cell] = field(default_factory=set)
    """On paper: for us a question to people, whatever the machine saw."""
    altered: Cell = ("", "")

    def __post_init__(self) -> None:
        """Count, and plant."""
        for paper in self.papers:
            for contest in self.election.contests:
                self._count(paper, contest)
        self._alter()

    def _count(self, paper: CountedPaper, contest: Contest) -> None:
        cell = paper.key, contest.id
        seen = _seen(paper, contest, THRESHOLD)
        if len(seen) > contest.seats:
            self.overvoted.add(cell)
        if paper.machine == LOSING_MACHINE and len(dark := _seen(paper, contest, TOO_HIGH)) < len(seen):
            self.lost.add(cell)
            seen = dark
        if contest.id == EXCHANGED_CONTEST and paper.precinct == EXCHANGED_IN:
            choices = [str(one.id) for one in contest.choices]
            other = dict(zip(choices, reversed(choices), strict=True))
            turned = [other.get(one, one) for one in seen]
            if set(turned) != set(seen) and len(seen) <= contest.seats:  # An overvote is the same record.
                self.exchanged.add(cell)
            seen = turned
        self.votes[cell] = seen

    def _alter(self) -> None:
        """One record has a vote for another choice than the paper."""
        contest = next(one for one in self.election.contests if one.id == ALTERED_CONTEST)
        printed = {one.id for one in contest.choices}
        paper = next(
            one
            for one in self.papers
            if one.batch == self.batch(ALTERED) and not doubtful(one, contest.id)
            if len(votes := self.votes[one.key, contest.id]) == 1 and printed.issuperset(votes)
        )
        self.altered = paper.key, contest.id
        self.votes[self.altered] = [next(one.id for one in contest.choices if one.id not in self.votes[self.altered])]

    def batch(self, place: int) -> str:
        """The name of a batch."""
        return batch_names(self.batches)[place]

    @property
    def exported(self) -> list[CountedPaper]:
        """The papers with a record: one batch was forgotten."""
        return [one for one in self.papers if one.batch != self.batch(MISSING)]

    def records_csv(self) -> bytes:
        """The export: a row a record, a column a vote."""
        heading = ["Cast Vote Record", "Precinct", "Ballot Style", "Ballot Status"]
        for contest in self.election.contests:
            heading += [contest.title, *[""] * (contest.seats - 1)]
        return as_csv([heading, *(self._row(paper) for paper in self.exported)])

    def _row(self, paper: CountedPaper) -> list[str]:
        row = [paper.key, self._precinct(paper), f"Ballot Style {paper.style}", "Not Reviewed"]
        for contest in self.election.contests:
            votes, names = self.votes[paper.key, contest.id], {one.id: one.name for one in contest.choices}
            if len(votes) > contest.seats:
                row += ["overvote"] * contest.seats
                continue
            row += [names.get(one, "write-in:") for one in votes]  # type: ignore[call-overload]
            row += ["undervote"] * (contest.seats - len(votes))
        return row

    def _precinct(self, paper: CountedPaper) -> str:
        return LOCALITIES[int(paper.precinct[1:]) - 1].upper()

    def ballots_table(self, papers: Iterable[CountedPaper]) -> bytes:
        """The system's table Ballots: precinct, batch and machine of each number, and no votes."""
        heading = ["Cast Vote Record", "Batch", "Ballot Status", "Tabulator CVR", "Precinct"]
        rows = [
            [one.key, one.batch, "Not Reviewed", f"{one.machine}{place:06}", self._precinct(one)]
            for place, one in enumerate(papers, 1)
        ]
        above = [["Ballots"], ["GEN2611"], ["Bunchgrass County,Montana"], ["11/03/2026"], []]
        return as_csv([*above, heading, *rows, [f"Total : {len(rows)}"]])


def _seen(paper: CountedPaper, contest: Contest, threshold: float) -> list[str]:
    return [one.choice for one in _targets(paper, contest.id) if one.intent and one.ink_share >= threshold]


def _targets(paper: CountedPaper, contest: str) -> list[TargetTruth]:
    return [one for one in paper.truth.targets if one.contest == contest]


def doubtful(paper: CountedPaper, contest: str) -> bool:
    """Whether an oval of the contest has a mark that is no plain fill."""
    return any(one.contest == contest and one.marginal for one in paper.truth.contests)
