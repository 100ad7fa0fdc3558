"""What 5% is of in a primary: which parties hold one, and how many sign for an independent (13-10-502, 13-10-601)."""

from collections.abc import Iterable
from dataclasses import dataclass

_SHARE = 20
_MOST_FOR_PRESIDENT = 5_000
"""Signatures for an independent candidate for president (13-10-504(3))."""


@dataclass(frozen=True, slots=True)
class StatewideVotes:
    """A party's votes for one statewide office at one of the last two general elections."""

    party: str
    election: str
    """The day, as in 2024-11-05."""
    office: str
    votes: int


@dataclass(frozen=True, slots=True)
class PartyEligible:
    """Whether a party holds a primary, by its best statewide votes."""

    best: StatewideVotes
    needed: int
    """The fewest votes that are 5% of the governor's."""

    @property
    def holds_primary(self) -> bool:
        """Whether these are enough."""
        return self.best.votes >= self.needed


def fewest_of_share(votes: int) -> int:
    """The fewest votes, or signatures, that are 5% of these."""
    return -(-votes // _SHARE)


def parties_eligible(governor: int, statewide: Iterable[StatewideVotes]) -> tuple[PartyEligible, ...]:
    """Each party by name, with the votes of its candidate who had the most.

    `governor` are the votes of the most recent successful candidate for governor.
    """
    best: dict[str, StatewideVotes] = {}
    for one in statewide:
        if one.party not in best or one.votes > best[one.party].votes:
            best[one.party] = one
    needed = fewest_of_share(governor)
    return tuple(PartyEligible(best[party], needed) for party in sorted(best))


def signatures_for(successful: int) -> int:
    """Signatures that an independent needs, by the votes of who won the office last (13-10-502(2))."""
    return fewest_of_share(successful)


def signatures_for_president(governor: int) -> int:
    """The same for president: 5% of the governor's votes, and never more than 5,000 (13-10-504(3))."""
    return min(fewest_of_share(governor), _MOST_FOR_PRESIDENT)
