"""A cell of published figures, and when it shows nobody's choices (13-1-102, 13-15-107(5), 13-3-208(4)).

A cell is a set of ballots that a reader can tell apart: a published figure, or the difference of two. It is *safe*
where it is empty, or where it holds enough ballots and enough of them differ from the answer that most of them give.
"No vote" is an answer, too.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from tabulate.election import ChoiceId
from tabulate.tally import ContestTally

FEWEST = 10
"""Ballots in a cell that is shown. The law gives no number; this one is a setting."""
DISSENT = 2
"""Ballots in it that must differ from the leading answer: one alone could take himself away and know all others."""


@dataclass(frozen=True, slots=True)
class ContestCell:
    """The settled figures of one contest among some ballots; the difference of two cells may have negative ones."""

    ballots: int = 0
    """On which the contest is settled."""
    votes: tuple[tuple[ChoiceId, int], ...] = ()
    """By choice, in order of their ids; choices without votes are left out."""
    undervotes: int = 0
    overvotes: int = 0
    outside: int = 0
    """Ballots that another system counted, among them: what it does not tell is in no figure."""

    def __add__(self, other: "ContestCell") -> "ContestCell":
        """Both together."""
        return self._with(other, 1)

    def __sub__(self, other: "ContestCell") -> "ContestCell":
        """What is left without the other."""
        return self._with(other, -1)

    def _with(self, other: "ContestCell", times: int) -> "ContestCell":
        votes = Counter(dict(self.votes))
        for choice, count in other.votes:
            votes[choice] += times * count
        return ContestCell(
            self.ballots + times * other.ballots,
            tuple(sorted((choice, count) for choice, count in votes.items() if count)),
            self.undervotes + times * other.undervotes,
            self.overvotes + times * other.overvotes,
            self.outside + times * other.outside,
        )

    def shows_nobody(self, fewest: int = FEWEST, dissent: int = DISSENT) -> bool:
        """Whether these figures, or this difference of figures, are safe.

        CountedFigures that partly rise and partly fall are a correction of some ballots, and are not.
        """
        figures = (self.ballots, self.undervotes, self.overvotes, *(count for _, count in self.votes))
        if min(figures) < 0 < max(figures):
            return False
        ballots = abs(self.ballots)
        leading = max([self._without_a_vote(), *(abs(count) for _, count in self.votes)])
        return self == NOTHING or (ballots >= fewest and leading <= ballots - dissent)

    def _without_a_vote(self) -> int:
        """The most ballots that may give nobody a vote: each has as many undervotes or overvotes as there are seats."""
        none = abs(self.undervotes + self.overvotes)
        slots = none + sum(abs(count) for _, count in self.votes)
        return none * abs(self.ballots) // slots if slots else 0


NOTHING = ContestCell()


def settled(tally: ContestTally) -> ContestCell:
    """The figures of a tally, without the ballots on which the contest waits."""
    votes = tuple(sorted((choice, count) for choice, count in tally.votes.items() if count))
    ballots = tally.sheets - tally.questionable.total()
    return ContestCell(ballots, votes, tally.undervotes, tally.overvotes, tally.outside)


def together(cells: Iterable[ContestCell]) -> ContestCell:
    """The sum of cells."""
    return sum(cells, NOTHING)
