"""What people say of how many ballots there are: numbers, reports of a difference, pollbooks (13-15-201, 13-15-204)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from tabulate.board.errors import NotAllowed
from tabulate.board.primary.party_ballot_entries import PartyBallotsKept
from tabulate.board.signing.signed_papers import SignedPaper
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


def sheets_expected(batch: str, sheets: int, source: ExpectedFrom, entered_by: str) -> BallotsExpected:
    """How many sheets a batch is to have."""
    return BallotsExpected(None, batch, sheets, source, entered_by)


KIND_OF_EXPECTED = BallotsExpected.kind
"""Of the entries that say how many there are to be."""


def sheets_said_last(newest_first: Iterable[object], batch: str) -> int | None:
    """How many sheets a batch is to have, as the newest entry about it says; None where none is about it."""
    about = (one for one in newest_first if isinstance(one, BallotsExpected) and one.batch == batch)
    return next((one.ballots for one in about), None)


class BallotsOf(StrEnum):
    """Which of a primary's ballots a number is of: they are held apart against the electors (13-10-311)."""

    PARTIES = "party ballots"
    """Voted, of all parties together, against electors."""
    OTHERS = "other ballots"
    """Of nonpartisan offices and issues, where they are separate ones."""
    SETS = "party ballots handed out"
    """Voted and unvoted together, against the sets."""


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
    """All the judges, by name."""
    board: str | None = None
    """Whose report it is; None only by the first edition of the rules."""
    of: BallotsOf | None = None
    """Of a primary's precinct, which ballots; None for all of them."""

    def states(self, difference: int) -> bool:
        """Whether it is signed, gives reasons, and states exactly this difference."""
        stated = self.excess - self.missing == difference
        return bool(stated and self.reasons.strip() and any(self.signed_by))

    @property
    def paper(self) -> SignedPaper:
        """What people sign."""
        return SignedPaper(f"Judges' report of a difference, {self.precinct or self.batch}", self.signed_by)


@dataclass(frozen=True, slots=True)
class PollbookCertified:
    """The judges signed the pollbook of a precinct and certified it (13-15-204). The last one of a precinct holds."""

    kind: ClassVar[str] = "pollbook certified"
    about: ClassVar[About] = ()

    precinct: PrecinctId
    electors: int
    """Whose names stand in it as having voted."""
    board: str
    """Whose judges signed: all of them."""
    signed_by: tuple[str, ...]
    at: str
    """As in 2026-11-03T21:40-07:00."""
    entered_by: str

    @property
    def paper(self) -> SignedPaper:
        """What people sign."""
        return SignedPaper(f"Certificate of the pollbook of precinct {self.precinct}", self.signed_by)


NumbersEntry = BallotsExpected | DifferenceReported | PollbookCertified | PartyBallotsKept


def check_one_named(precinct: PrecinctId | None, batch: str | None) -> None:
    """Check that a precinct or a batch is named, and not both. Raises NotAllowed."""
    if (precinct is None) is (batch is None):
        found = "both" if batch is not None else "neither"
        raise NotAllowed("a precinct or a batch", found, "Name one of the two.")
