"""What the records' totals are, and how far all that is not the same could move a margin."""

from collections import Counter
from dataclasses import dataclass

from outside.comparing.comparable_contests import ComparableContest
from outside.comparing.their_records import TheirContest, TheirHidden, TheirVotes

WRITE_INS = "write-ins"
"""All write-ins together, among the choices of totals."""


@dataclass(frozen=True, slots=True)
class CouldMove:
    """The two choices between which the outcome is nearest to moving."""

    winner: str
    loser: str
    margin: int
    possible: int
    """The largest possible change of this margin: two for a sheet whose vote for one could be for the other."""

    @property
    def could_change(self) -> bool:
        """Whether all together could reach a tie or more."""
        return 0 < self.possible >= self.margin


class MarginBound:
    """Adds up one contest: totals of the records, and for each two choices what sheets in doubt could move.

    A sheet whose vote counts for the winner and not for the loser could move the margin by two; one that counts for
    neither or both by one; one for the loser alone cannot make the margin smaller.
    """

    __slots__ = ("_choices", "_contest", "_doubtful", "_hidden", "totals")

    def __init__(self, contest: ComparableContest) -> None:
        """Nothing is added yet."""
        self._contest = contest
        self._choices = (*contest.choices, WRITE_INS)
        self.totals: Counter[str] = Counter(dict.fromkeys(self._choices, 0))
        self._doubtful: Counter[frozenset[str]] = Counter()
        self._hidden = 0

    def count(self, theirs: TheirContest, times: int = 1) -> None:
        """A record's votes."""
        for choice, votes in counted(theirs).items():
            self.totals[choice] += votes * times

    def doubt(self, theirs: TheirContest | None) -> None:
        """A sheet that is not the same; None where the system has no such contest. Hidden votes may be the winner's."""
        if isinstance(theirs, TheirHidden):
            self._hidden += 1
        else:
            self._doubtful[frozenset(counted(theirs)) if theirs else frozenset()] += 1

    def nearest(self) -> CouldMove | None:
        """The winner and loser whose margin is nearest to moving; None where nobody can lose."""
        ordered = sorted(self._choices, key=lambda choice: (-self.totals[choice], self._choices.index(choice)))
        if not self._contest.has_write_ins and not self.totals[WRITE_INS]:
            ordered.remove(WRITE_INS)
        winners, losers = ordered[: self._contest.seats], ordered[self._contest.seats :]
        pairs = [self._pair(winner, loser) for winner in winners for loser in losers]
        return max(pairs, key=lambda one: (one.could_change, one.possible - one.margin), default=None)

    def _pair(self, winner: str, loser: str) -> CouldMove:
        moved = sum(sheets * (1 + (winner in votes) - (loser in votes)) for votes, sheets in self._doubtful.items())
        margin = self.totals[winner] - self.totals[loser]
        return CouldMove(winner, loser, margin, moved + 2 * self._hidden)


def counted(theirs: TheirContest) -> Counter[str]:
    """What one record adds to the totals."""
    if not isinstance(theirs, TheirVotes):
        return Counter()
    votes = Counter(dict.fromkeys(theirs.choices, 1))
    if theirs.write_ins or theirs.declared:
        votes[WRITE_INS] = theirs.write_ins + len(theirs.declared)
    return votes
