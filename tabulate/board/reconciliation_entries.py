"""What people say of how many ballots there are, and the written report of a difference (13-15-201(2)-(3))."""

from dataclasses import dataclass
from enum import StrEnum

from tabulate.election import PrecinctId


class ExpectedFrom(StrEnum):
    """Where the expected number comes from."""

    POLLBOOK = "pollbook"
    ACCEPTED = "record of accepted ballots"
    """Of 2025 on (13-15-201)."""
    TRANSMITTAL = "transmittal of the batch"


@dataclass(frozen=True, slots=True)
class BallotsExpected:
    """How many ballots there are to be: of a precinct, or of a batch. The last entry for each is what holds."""

    precinct: PrecinctId | None
    batch: str | None
    """Exactly one of the two is named."""
    ballots: int
    source: ExpectedFrom
    entered_by: str


@dataclass(frozen=True, slots=True)
class DifferenceReported:
    """The judges' written report of ballots missing or in excess, with the reasons they know (13-15-201(3))."""

    precinct: PrecinctId | None
    batch: str | None
    missing: int
    excess: int
    reasons: str
    signed_by: tuple[str, ...]
    """All the judges."""
