"""The ballots that are laid apart before a unit is counted by hand: they are not in the first count (13-17-503(2)).

The committee needs them in its hand, not after the lock: they are on the packet, and on the page of each count.
"""

from dataclasses import dataclass
from typing import assert_never

from audit.coverage import ListedBallot, MachineFigures, Treatment


@dataclass(frozen=True, slots=True)
class BallotApart:
    """A ballot by its place in its batch, why it was set aside, and what the committee does with it."""

    ballot: ListedBallot
    to_do: str


def apart_of(figures: MachineFigures | None) -> tuple[BallotApart, ...]:
    """What is laid apart, in the order of the batches."""
    listed = () if figures is None else figures.listed
    told = ((ballot, _to_do(ballot)) for ballot in listed)
    return tuple(BallotApart(ballot, to_do) for ballot, to_do in told if to_do)


def _to_do(ballot: ListedBallot) -> str:
    """Nothing for a ballot that is in both counts."""
    match ballot.treatment:
        case Treatment.UNRESOLVED:
            return "lay apart: not resolved"
        case Treatment.ADDED_BY_HAND:
            return "lay apart: the board added its votes"
        case Treatment.REMADE:
            return f"lay apart: count its copy, {ballot.copy_batch}, sheet {ballot.copy_sheet}"
        case Treatment.PRECINCT_UNKNOWN:
            return "lay apart if it lies here: not read"
        case Treatment.RESOLVED:
            return ""
        case _:
            assert_never(ballot.treatment)
