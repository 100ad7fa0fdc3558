"""What people say of a primary's party ballots: sets handed out, and ballots that electors left unvoted (13-10-311)."""

from dataclasses import dataclass
from typing import ClassVar

from tabulate.board.errors import NotAllowed
from tabulate.board.subjects import About
from tabulate.election import PartyId, PrecinctId
from tabulate.printable import says_something


@dataclass(frozen=True, slots=True)
class UnvotedOfParty:
    """How many ballots of one party were left unvoted."""

    party: PartyId
    ballots: int


@dataclass(frozen=True, slots=True)
class PartyBallotsKept:
    """The unvoted party ballots of a precinct, counted and kept. No machine counts them. The last entry holds."""

    kind: ClassVar[str] = "unvoted party ballots kept"
    about: ClassVar[About] = ()

    precinct: PrecinctId
    sets: int
    """Handed out: each has one ballot of every party."""
    unvoted: tuple[UnvotedOfParty, ...]
    container: str
    """The number on its label: of unvoted ballots (13-15-205(3))."""
    entered_by: str


KeptByPrecinct = dict[PrecinctId, PartyBallotsKept]
"""What was entered last."""


def check_party_ballots(entry: PartyBallotsKept) -> None:
    """Check that it is numbers of ballots, each party once, none more often than sets. Raises NotAllowed."""
    parties = [one.party for one in entry.unvoted]
    if entry.sets < 0 or not parties or len({*parties}) < len(parties):
        raise NotAllowed("a number of sets, and unvoted ballots of each party once", f"{entry.sets} sets", "Say both.")
    for one in entry.unvoted:
        if not 0 <= one.ballots <= entry.sets:
            raise NotAllowed(
                f"at most one unvoted ballot of a party in each of {entry.sets:,} sets (13-10-311)",
                f"{one.ballots:,} of {one.party}",
                "Count them again.",
            )
    if not says_something(entry.container) or not says_something(entry.entered_by):
        raise NotAllowed("the container's number, and who enters it (13-15-205(3))", "none", "Say both.")
