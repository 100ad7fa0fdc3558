"""What stops the disposal of an election's ballots and records, beside court actions and recounts (13-1-303(1)(c)).

A hold has a name, and holds until it is lifted. Times are Montana's.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from tabulate.board.subjects import About


class HoldGround(StrEnum):
    """Why something has to be kept longer."""

    AUDIT_APPEAL = "appeal of a decision of the audit"
    COURT = "proceeding in a court"
    INVESTIGATION = "investigation"
    RECORDS_REQUEST = "request for public records"
    OTHER = "another ground"


@dataclass(frozen=True, slots=True)
class RetentionHeld:
    """From here on nothing of the election is disposed of."""

    kind: ClassVar[str] = "retention held"
    about: ClassVar[About] = ()

    hold: str
    """Its name, as the court's number or the request's."""
    ground: HoldGround
    words: str
    """By what: the order, the letter, the request."""
    held_on: str
    """As 2027-01-20."""
    at: str
    """When it was entered, as in 2027-01-20T09:10-07:00."""
    entered_by: str

    @property
    def day(self) -> str:
        """From which it holds; likewise in the other entry."""
        return self.held_on

    @property
    def typed(self) -> tuple[str, ...]:
        """What people typed; likewise in the other entry."""
        return (self.hold, self.words, self.entered_by)


@dataclass(frozen=True, slots=True)
class RetentionReleased:
    """A hold is lifted; it does not come back, and another may follow."""

    kind: ClassVar[str] = "retention hold lifted"
    about: ClassVar[About] = ()

    hold: str
    reason: str
    lifted_on: str
    at: str
    entered_by: str

    @property
    def day(self) -> str:
        """On which it was lifted."""
        return self.lifted_on

    @property
    def typed(self) -> tuple[str, ...]:
        """What people typed."""
        return (self.hold, self.reason, self.entered_by)


RetentionEntry = RetentionHeld | RetentionReleased
