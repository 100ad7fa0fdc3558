"""What people say of how many ballots there are, and the written report of a difference (13-15-201(2)-(3))."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from tabulate.board.errors import NotAllowed
from tabulate.board.subjects import About
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

    kind: ClassVar[str] = "ballots expected"
    about: ClassVar[About] = ()

    precinct: PrecinctId | None
    batch: str | None
    """Exactly one of the two is named."""
    ballots: int
    source: ExpectedFrom
    entered_by: str


@dataclass(frozen=True, slots=True)
class DifferenceReported:
    """The judges' written report of ballots missing or in excess, with the reasons they know (13-15-201(3))."""

    kind: ClassVar[str] = "difference reported"
    about: ClassVar[About] = ()

    precinct: PrecinctId | None
    batch: str | None
    missing: int
    excess: int
    reasons: str
    signed_by: tuple[str, ...]
    """All the judges."""


def check_expected(entry: BallotsExpected) -> None:
    """Check that a number is expected of one precinct or one batch. Raises NotAllowed."""
    check_one_named(entry.precinct, entry.batch)
    if entry.ballots < 0:
        raise NotAllowed("a number of ballots", f"{entry.ballots}")


def check_one_named(precinct: PrecinctId | None, batch: str | None) -> None:
    """Check that a precinct or a batch is named, and not both. Raises NotAllowed."""
    if (precinct is None) is (batch is None):
        found = "both" if batch is not None else "neither"
        raise NotAllowed("a precinct or a batch", found, "Name one of the two.")
