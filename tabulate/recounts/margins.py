"""When a margin is small enough for a recount (13-16-201, 13-16-203, 13-16-211). Integers only; "not exceeding" is <=.

V is the total vote for the position: the sum of all votes, over the number elected or nominated only where an elector
may vote for several (13-15-208); kept as a fraction.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from tabulate.errors import TabulateError
from tabulate.recounts.classes import RecountClass

FREE_DIVISOR = 400
"""A quarter of one percent (13-16-201)."""
BOND_DIVISOR = 200
"""Half of one percent (13-16-211)."""


class NoSuchVotes(TabulateError):  # noqa: N818  (said as such)
    """Votes that cannot be: below zero, or for no seat."""


@dataclass(frozen=True, slots=True)
class Margin:
    """The gap between the last winner and the first loser, and the votes it is measured against."""

    margin: int
    votes: int
    """Of all choices together."""
    seats: int = 1
    """What the votes are divided by to give the total vote for the position (13-15-208)."""

    @property
    def tie(self) -> bool:
        """13-16-203: recounted without a petition."""
        return self.margin == 0

    @property
    def total_vote(self) -> Fraction:
        """The total vote for the position."""
        return Fraction(self.votes, self.seats)


def divisor(seats: int, nominated: int | None, votes_per_elector: int | None) -> int:
    """What a sum of votes is divided by: those elected or nominated, where an elector may vote for several (13-15-208).

    An elector has as many votes as there are seats where `votes_per_elector` is None.
    """
    return (nominated or seats) if (votes_per_elector or seats) > 1 else 1


def margin_of(
    votes: Sequence[int],
    seats: int = 1,
    other_votes: int = 0,
    nominated: int | None = None,
    votes_per_elector: int | None = None,
) -> Margin | None:
    """The margin; None where nobody loses. `other_votes` (write-ins) count in the total only.

    Where candidates are nominated, the last who is nominated stands against the first who is not: two are for a
    nonpartisan seat (13-14-117(1)). Raises NoSuchVotes for figures below zero or no seats.
    """
    if seats < 1 or min((*votes, other_votes), default=0) < 0:
        raise NoSuchVotes("Votes are never less than zero, and a contest has at least one seat.")
    places = nominated or seats
    if len(votes) <= places:
        return None
    ranked = sorted(votes, reverse=True)
    total = sum(votes) + other_votes
    return Margin(ranked[places - 1] - ranked[places], total, divisor(seats, nominated, votes_per_elector))


def within_201(margin: Margin, recount_class: RecountClass) -> bool:
    """Whether the loser may petition without a bond (13-16-201): margin <= V/400, or ten votes in class (1)(a)."""
    if margin.margin <= recount_class.floor:
        return True
    return FREE_DIVISOR * margin.margin * margin.seats <= margin.votes


def within_211(margin: Margin, recount_class: RecountClass) -> bool:
    """Whether a candidate for a public office may petition with a bond (13-16-211): V/400 < margin <= V/200."""
    scaled = margin.margin * margin.seats
    return recount_class.office and FREE_DIVISOR * scaled > margin.votes and BOND_DIVISOR * scaled <= margin.votes
