"""What is said of an action in court against a nomination or an election (13-36-102, 13-36-207, 13-35-107).

The court decides; the record keeps that it was asked, what it found, and when nothing is open any more. Until then
nothing of the election is disposed of (13-1-303(1)(c)). Times are Montana's.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from tabulate.board.county.certificate_entries import CertifiedPerson
from tabulate.board.subjects import About
from tabulate.election import ContestId


class CourtActionKind(StrEnum):
    """What the court is asked for."""

    NOMINATION = "contest of a nomination"
    ELECTION = "contest of an election"
    VOID = "action to void an election"
    VOID_BOND = "action to void a bond election"

    @property
    def of_somebody(self) -> bool:
        """Whether it is against somebody who was nominated or elected; else against the election itself."""
        return self in (CourtActionKind.NOMINATION, CourtActionKind.ELECTION)


class CourtFinding(StrEnum):
    """What a judgment says of the result."""

    STANDS = "the result stands"
    DECLARES_ANOTHER = "another is declared"
    """Who has the most legal votes (13-36-212)."""
    SETS_ASIDE = "the nomination or election is set aside"
    VOIDS = "the election is void"
    """13-35-107."""


class _OfCourt:
    """What every entry about an action says of itself."""

    __slots__ = ()
    about: ClassVar[About] = ()


@dataclass(frozen=True, slots=True)
class CourtActionBegun(_OfCourt):
    """Somebody began an action; it holds what is kept from its first day."""

    kind: ClassVar[str] = "court action begun"

    case: str
    """The court's number of it, by which it is called here."""
    action: CourtActionKind
    contest: ContestId
    against: str | None
    """Whose nomination or election is contested; None where the election itself is."""
    begun_by: str
    grounds: str
    begun_on: str
    """As 2026-11-25; likewise the other days."""
    certified_on: str
    """Of a nomination, the day of its certificate, from which five days run (13-36-102(1)); else empty."""
    at: str
    """When it came in, as in 2026-11-25T16:10-07:00; likewise in the other entries."""
    entered_by: str

    @property
    def day(self) -> str:
        """On which it happened; likewise in the other entries."""
        return self.begun_on

    @property
    def typed(self) -> tuple[str, ...]:
        """What people typed; likewise in the other entries."""
        return (self.case, self.begun_by, self.grounds, self.entered_by)


@dataclass(frozen=True, slots=True)
class IllegalVotesProved:
    """Votes for somebody that the court found illegal (13-36-211)."""

    choice: str
    """The id of the choice, or `write-in:NAME`."""
    votes: int


@dataclass(frozen=True, slots=True)
class CourtActionJudged(_OfCourt):
    """The court found; of several judgments in one action the last holds."""

    kind: ClassVar[str] = "court action judged"

    case: str
    finding: CourtFinding
    declared: CertifiedPerson | None
    """Who is declared nominated or elected; None where nobody else is."""
    illegal: tuple[IllegalVotesProved, ...]
    judged_on: str
    judgment_sha256: str
    """Of its file."""
    at: str
    entered_by: str

    @property
    def day(self) -> str:
        """Of the judgment."""
        return self.judged_on

    @property
    def typed(self) -> tuple[str, ...]:
        """What people typed."""
        return (self.case, self.entered_by)


@dataclass(frozen=True, slots=True)
class CourtActionAppealed(_OfCourt):
    """A judgment was appealed: nothing is disposed of before it is decided."""

    kind: ClassVar[str] = "court action appealed"

    case: str
    appealed_by: str
    appealed_on: str
    at: str
    entered_by: str

    @property
    def day(self) -> str:
        """Of the appeal."""
        return self.appealed_on

    @property
    def typed(self) -> tuple[str, ...]:
        """What people typed."""
        return (self.case, self.appealed_by, self.entered_by)


@dataclass(frozen=True, slots=True)
class CourtActionEnded(_OfCourt):
    """Nothing of it is open: it was withdrawn, or the time to appeal is over."""

    kind: ClassVar[str] = "court action ended"

    case: str
    reason: str
    ended_on: str
    at: str
    entered_by: str

    @property
    def day(self) -> str:
        """Of its end."""
        return self.ended_on

    @property
    def typed(self) -> tuple[str, ...]:
        """What people typed."""
        return (self.case, self.reason, self.entered_by)


CourtEntry = CourtActionBegun | CourtActionJudged | CourtActionAppealed | CourtActionEnded
