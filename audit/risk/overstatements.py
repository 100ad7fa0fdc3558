"""By how much a precinct's public figures overstate who won, in shares of the margin between a winner and a loser.

    u = max over pairs (v_w - v_l + b) / V        at most: every ballot may be the loser's
    e = max over pairs ((v_w - v_l) - (a_w - a_l) + unseen) / V

Public votes are v, counted by hand a, public ballots b, the contest's margin V. Ballots that the committee did not see
may each be a vote for the loser that the figures have for the winner. If the outcome is wrong, all e make 1 or more.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from audit.coverage import ChoiceVotes
from tabulate.election import ChoiceId, ContestId, PrecinctId


@dataclass(frozen=True, slots=True)
class PublicUnit:
    """A precinct's figures of one contest, as they were made public before the dice."""

    precinct: PrecinctId
    ballots: int
    """With this contest; more do not lie in its boxes."""
    votes: tuple[ChoiceVotes, ...]
    """Of everybody, in the contest's order; who is not named has none."""


@dataclass(frozen=True, slots=True)
class PublicContest:
    """A contest's public figures in every precinct that has it."""

    contest: ContestId
    places: int
    """How many win."""
    people: tuple[ChoiceId, ...]
    """Printed choices and declared write-ins, in the contest's order."""
    units: tuple[PublicUnit, ...]


@dataclass(frozen=True, slots=True)
class UnitByHand:
    """What the committee counted in one precinct."""

    precinct: PrecinctId
    ballots: int
    votes: tuple[ChoiceVotes, ...]

    @property
    def most_votes(self) -> int:
        """Of anybody, printed and written in together. No honest count has more than ballots (13-17-103(1)(b))."""
        return max(_added(self.votes).values(), default=0)


@dataclass(frozen=True, slots=True)
class WinnerOverLoser:
    """A pair, and its margin in the county."""

    winner: ChoiceId
    loser: ChoiceId
    margin: int


def pairs_of(public: PublicContest) -> tuple[WinnerOverLoser, ...]:
    """Each winner with each loser, by the public figures of the county. A tie gives a margin of 0."""
    votes = _added(one for unit in public.units for one in unit.votes)
    order = sorted(public.people, key=lambda one: -votes[one])
    winners, losers = order[: public.places], order[public.places :]
    return tuple(WinnerOverLoser(one, other, votes[one] - votes[other]) for one in winners for other in losers)


def bound(unit: PublicUnit, pairs: Sequence[WinnerOverLoser]) -> Fraction:
    """u: the largest overstatement that the unit could hide."""
    votes = _added(unit.votes)
    return max(Fraction(votes[one.winner] - votes[one.loser] + unit.ballots, one.margin) for one in pairs)


def overstatement(unit: PublicUnit, counted: UnitByHand, pairs: Sequence[WinnerOverLoser]) -> Fraction:
    """e: below zero where the figures understate every winner. Never more than the bound.

    Raises ValueError where more ballots were counted than the public figures have: then there is no bound.
    """
    unseen = unit.ballots - counted.ballots
    if unseen < 0:
        raise ValueError("more ballots were counted than are in the public figures")
    public, by_hand = _added(unit.votes), _added(counted.votes)
    return max(Fraction(_lead(public, one) - _lead(by_hand, one) + unseen, one.margin) for one in pairs)


def _lead(votes: Mapping[ChoiceId, int], pair: WinnerOverLoser) -> int:
    return votes[pair.winner] - votes[pair.loser]


def _added(votes: Iterable[ChoiceVotes]) -> Counter[ChoiceId]:
    totals: Counter[ChoiceId] = Counter()
    for one in votes:
        totals[one.choice] += one.votes
    return totals
