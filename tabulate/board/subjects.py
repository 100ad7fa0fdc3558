"""What an entry is about, and whether anyone may know it: each kind of entry says so itself.

`about` names first what the entry belongs to, then what else it touches: a transfer belongs to its number and touches
the original's sheet. The state asks it which figures an entry moves, the database which entries concern a ballot.
By its subjects an entry is found again.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, runtime_checkable

from tabulate.board.places import SheetName


@dataclass(frozen=True, slots=True)
class BatchName:
    """A batch, with its opening and its closings."""

    batch: str

    def __str__(self) -> str:
        """As the record's index has it, forever; so have the others here, and `SheetName`."""
        return f"batch {self.batch}"


@dataclass(frozen=True, slots=True)
class TransferNumber:
    """A transfer, with its pairings."""

    number: str

    def __str__(self) -> str:
        """As the record's index has it."""
        return f"transfer {self.number}"


@dataclass(frozen=True, slots=True)
class HandCountName:
    """A hand count, with its tally sheets and corrections."""

    count: str

    def __str__(self) -> str:
        """As the record's index has it."""
        return f"hand count {self.count}"


@dataclass(frozen=True, slots=True)
class ContainerNumber:
    """A container of ballots or books, with all that was done to it."""

    container: str

    def __str__(self) -> str:
        """As the record's index has it."""
        return f"container {self.container}"


@dataclass(frozen=True, slots=True)
class SealNumber:
    """A numbered seal: of one container, and put on once."""

    seal: str

    @classmethod
    def of(cls, typed: str) -> "SealNumber":
        """The number without what people type differently: spaces around it, and case."""
        return cls(typed.strip().casefold())

    def __str__(self) -> str:
        """As the record's index has it."""
        return f"seal {self.seal}"


@dataclass(frozen=True, slots=True)
class BatchPacked:
    """Where the paper of a batch lies: in one container."""

    batch: str

    def __str__(self) -> str:
        """As the record's index has it."""
        return f"paper of batch {self.batch}"


@dataclass(frozen=True, slots=True)
class RecountPackages:
    """Every container that was opened for a recount."""

    def __str__(self) -> str:
        """As the record's index has it."""
        return "packages of the recount"


@dataclass(frozen=True, slots=True)
class CanvassOfCounty:
    """The county canvass, with all that its board did."""

    def __str__(self) -> str:
        """As the record's index has it."""
        return "county canvass"


@dataclass(frozen=True, slots=True)
class SigningOfPapers:
    """The keys of those who sign, and what was signed with them."""

    def __str__(self) -> str:
        """As the record's index has it."""
        return "signing of papers"


@dataclass(frozen=True, slots=True)
class CountOfAnotherSystem:
    """The files of other voting systems, what their names mean, and the figures that were taken from them."""

    def __str__(self) -> str:
        """As the record's index has it."""
        return "count of another system"


@dataclass(frozen=True, slots=True)
class PicturesName:
    """A batch of another system's pictures that were read for comparison, by its name."""

    batch: str

    def __str__(self) -> str:
        """As the record's index has it."""
        return f"pictures {self.batch}"


class IntakeLog(StrEnum):
    """A log of the office; its name is the record's index, forever."""

    ABSENTEE = "absentee"
    PROVISIONAL = "provisional"
    ELECTRONIC = "electronic"
    """Ballots given and received electronically, and those of covered voters."""
    MAIL = "mail"
    REQUESTS = "requests"


@dataclass(frozen=True, slots=True)
class OfficeLog:
    """One of the office's logs, with all its lines."""

    log: IntakeLog

    def __str__(self) -> str:
        """As the record's index has it."""
        return f"log {self.log}"


Subject = (
    SheetName
    | BatchName
    | TransferNumber
    | HandCountName
    | ContainerNumber
    | SealNumber
    | BatchPacked
    | RecountPackages
    | CanvassOfCounty
    | SigningOfPapers
    | CountOfAnotherSystem
    | PicturesName
    | OfficeLog
)
About = tuple[Subject, ...]
"""Empty for what is about the whole record, and for sheets' own entries, which are found by their images."""


@runtime_checkable
class TakesBatchesOut(Protocol):
    """A kind of entry that takes whole batches out of the totals."""

    @property
    def taken_out(self) -> tuple[str, ...]:
        """The batches, by name."""


class OpenToAnyone:
    """A kind of entry that shows nothing of any ballot, so that anyone may know what it says; all others are closed."""

    __slots__ = ()
