"""What is said of a container: sealed, handed over, opened, sealed again (13-15-205, 13-15-301, 13-1-303).

Judges close what they deliver, and sign across every seal. The election administrator keeps it unopened, but for the
grounds of the law; each opening and each new seal is one more entry. Times are Montana's, with their offset.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from tabulate.board.subjects import About, BatchPacked, ContainerNumber, RecountPackages, SealNumber
from tabulate.election import PrecinctId


class ContainerHolds(StrEnum):
    """What the law lets lie in one container (13-15-205, 13-15-108(2))."""

    REGISTERS = "precinct register and pollbook"
    """With the list of challenged electors and both tally sheets; return forms lie in no container."""
    UNUSED = "unused ballots"
    """With their stubs."""
    VOTED = "ballots voted"
    """All of them, those that are not counted too, and detached stubs of absentee ballots."""
    UNVOTED = "unvoted ballots"
    """Of a primary: the party ballots that electors left blank."""
    REJECTED = "rejected ballots"
    """Dated and marked; a court's order opens them."""


class CustodyOffice(StrEnum):
    """As what somebody signs, or is there."""

    CHIEF_JUDGE = "chief election judge"
    ELECTION_JUDGE = "election judge"
    ADMINISTRATOR = "election administrator"
    CANVASSER = "county canvasser"
    RECOUNT_BOARD = "recount board member"
    AUDIT_COMMITTEE = "audit committee member"
    OBSERVER = "observer"
    OTHER = "other"


class OpeningGround(StrEnum):
    """Why a container may be opened."""

    CANVASS = "canvass"
    PROVISIONAL = "provisional ballots"
    RECOUNT = "recount"
    SEARCH = "search for missing ballots"
    AUDIT = "audit"
    FURTHER_COUNT = "further count"
    COURT_ORDER = "court order"


class SealCondition(StrEnum):
    """How a seal was found."""

    WHOLE = "whole"
    BROKEN = "broken"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class CustodySigner:
    """Somebody who signed across the seals, or was there."""

    name: str
    office: CustodyOffice


@dataclass(frozen=True, slots=True)
class SealFound:
    """One seal, as it was found before it was opened."""

    seal: str
    condition: SealCondition


class _Closing:
    """What first seals and new ones have in common."""

    __slots__ = ()

    container: str
    batches: tuple[str, ...]
    seals: tuple[str, ...]
    signers: tuple[CustodySigner, ...]

    @property
    def people(self) -> tuple[CustodySigner, ...]:
        """Who was there: here, who signed; likewise in the other entries."""
        return self.signers

    @property
    def said_of_seals(self) -> tuple[str, ...]:
        """The seals' numbers, and how they were found where it is an opening; likewise."""
        return self.seals

    @property
    def about(self) -> About:
        """The container; and its seals and batches, which nothing else may have."""
        return (ContainerNumber(self.container), *map(SealNumber.of, self.seals), *map(BatchPacked, self.batches))


@dataclass(frozen=True, slots=True)
class ContainerSealed(_Closing):
    """A container was closed for the first time, and is known from then on."""

    kind: ClassVar[str] = "container sealed"

    container: str
    """Its number, as it stands on the label."""
    holds: ContainerHolds
    precincts: tuple[PrecinctId, ...]
    batches: tuple[str, ...]
    """Of ballots voted, the batches that lie in it; a hand count as `hand count H-1`."""
    seals: tuple[str, ...]
    """Their numbers."""
    signers: tuple[CustodySigner, ...]
    """Who signed across all the seals."""
    at: str
    """As in 2026-11-03T21:40-07:00; likewise in the other entries."""
    entered_by: str

    @property
    def did(self) -> str:
        """What was done, in words; likewise in the other entries."""
        return f"sealed: {self.holds}"


@dataclass(frozen=True, slots=True)
class ContainerHandedOver:
    """Somebody gave it to somebody else."""

    kind: ClassVar[str] = "container handed over"

    container: str
    given_by: CustodySigner
    taken_by: CustodySigner
    at: str
    entered_by: str
    appointed_by: str = ""
    """The chief election judge who appointed the judge that delivers it (13-15-205)."""

    @property
    def did(self) -> str:
        """In words."""
        appointed = f", appointed by {self.appointed_by}," if self.appointed_by else ""
        return f"handed over by {self.given_by.name}{appointed} to {self.taken_by.name}"

    @property
    def people(self) -> tuple[CustodySigner, ...]:
        """Giver and taker."""
        return (self.given_by, self.taken_by)

    @property
    def said_of_seals(self) -> tuple[str, ...]:
        """Nothing."""
        return ()

    @property
    def about(self) -> About:
        """The container."""
        return (ContainerNumber(self.container),)


@dataclass(frozen=True, slots=True)
class ContainerOpened:
    """Its seals were looked at and cut."""

    kind: ClassVar[str] = "container opened"

    container: str
    ground: OpeningGround
    authority: str
    """The order, notice or petition, by its number or day; empty where the ground needs none."""
    present: tuple[CustodySigner, ...]
    found: tuple[SealFound, ...]
    """Every seal that it bore."""
    at: str
    entered_by: str
    note: str = ""
    """What was seen where a seal was not whole."""

    @property
    def did(self) -> str:
        """In words."""
        on = f", {self.authority}" if self.authority else ""
        return f"opened for {self.ground}{on}" + (f". {self.note}" if self.note else "")

    @property
    def people(self) -> tuple[CustodySigner, ...]:
        """Who was present."""
        return self.present

    @property
    def said_of_seals(self) -> tuple[str, ...]:
        """Each with how it was found."""
        return tuple(f"{one.seal} {one.condition}" for one in self.found)

    @property
    def about(self) -> About:
        """The container; of a recount its packages, since precincts are opened one by one."""
        packages = (RecountPackages(),) if self.ground is OpeningGround.RECOUNT else ()
        return (ContainerNumber(self.container), *packages)


@dataclass(frozen=True, slots=True)
class ContainerResealed(_Closing):
    """It was closed again, with new seals."""

    kind: ClassVar[str] = "container sealed again"

    container: str
    batches: tuple[str, ...]
    """That lie in it now."""
    seals: tuple[str, ...]
    signers: tuple[CustodySigner, ...]
    at: str
    entered_by: str

    @property
    def did(self) -> str:
        """In words."""
        return "sealed again"


@dataclass(frozen=True, slots=True)
class ContainerDisposed:
    """What lay in it is gone, as it stood, sealed; nothing is done to it after that (13-1-303(1))."""

    kind: ClassVar[str] = "container disposed of"

    container: str
    how: str
    """As: shredded at the courthouse."""
    authority: str
    """The approval by the plan for the retention of records."""
    present: tuple[CustodySigner, ...]
    at: str
    entered_by: str

    @property
    def did(self) -> str:
        """In words."""
        return f"disposed of: {self.how}, by {self.authority}"

    @property
    def people(self) -> tuple[CustodySigner, ...]:
        """Who was present."""
        return self.present

    @property
    def said_of_seals(self) -> tuple[str, ...]:
        """Nothing."""
        return ()

    @property
    def about(self) -> About:
        """The container."""
        return (ContainerNumber(self.container),)


ContainerEntry = ContainerSealed | ContainerHandedOver | ContainerOpened | ContainerResealed | ContainerDisposed
