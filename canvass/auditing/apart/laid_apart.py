"""The ballots that are laid apart before a unit is counted by hand: they are not in the first count (13-17-503(2)).

The committee needs them in its hand, not after the lock: they are on the packet, and on the page of each count. What
the machine asked about a ballot is not said: the paper is to be recognised, not read.
"""

from dataclasses import dataclass
from typing import assert_never

from audit.coverage import ListedBallot, MachineFigures, Treatment
from tabulate.questions import Question

_ASKED = frozenset(question.value for question in Question)


@dataclass(frozen=True, slots=True)
class BallotApart:
    """A ballot by its place in its batch, why it was set aside, and what the committee does with it."""

    ballot: ListedBallot
    to_do: str

    @property
    def surely_here(self) -> bool:
        """Whether it is known to be a ballot of the precinct."""
        return self.ballot.treatment is not Treatment.PRECINCT_UNKNOWN

    @property
    def why(self) -> str:
        """What became of it. Nothing that was read of its votes."""
        asked = set(self.ballot.reason.split(", ")) & _ASKED
        return "went to the counting board" if asked else f"not counted by the machine: {self.ballot.reason}"


def ordinal(number: int) -> str:
    """`1st`, `12th`, `46th`."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number:,}{ending}"


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
            return f"lay apart: count its copy, batch {ballot.copy_batch}, {ordinal(ballot.copy_sheet or 0)} as scanned"
        case Treatment.PRECINCT_UNKNOWN:
            return "lay apart if it lies here: not read"
        case Treatment.RESOLVED:
            return ""
        case _:
            assert_never(ballot.treatment)
