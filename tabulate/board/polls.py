"""The seal and its hours: no total before the polls are closed, nor provisional ballots before the sixth day."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from tabulate.board.errors import NotAllowed
from tabulate.board.subjects import About, OpenToAnyone


@dataclass(frozen=True, slots=True)
class PollsClosed(OpenToAnyone):
    """The election administrator closes the polls in the record; with the hour past, totals are open from here on."""

    kind: ClassVar[str] = "polls closed"
    about: ClassVar[About] = ()

    closed_by: str


class LateGround(StrEnum):
    """Why a write-in candidate may be entered who had not declared by the deadline."""

    CANDIDATE_LOST = "13-10-211(2)"
    """After the deadline a candidate for the office died or was charged with a felony."""
    NOBODY_FILED = "13-10-211(7)"
    """Nobody filed for the office at all."""


class LateEvent(StrEnum):
    """What happened to a candidate after the deadline for write-in declarations (13-10-211(2))."""

    DIED = "died"
    CHARGED = "was charged with a felony"


@dataclass(frozen=True, slots=True)
class WriteInDeclared(OpenToAnyone):
    """A write-in candidate who is not in the definition: a late declaration, or an office that needs none."""

    kind: ClassVar[str] = "write-in declared"
    about: ClassVar[About] = ()

    contest: str
    person: str
    """The id that votes are counted under."""
    name: str
    forms: tuple[str, ...]
    """The designations filed (13-10-211(1)(a))."""
    ground: str
    """The section, as 13-10-211(2)."""
    entered_by: str
    event: LateEvent | None = None
    """What happened to another candidate after the deadline; None with 13-10-211(7)."""
    candidate: str = ""
    """The id of the candidate to whom it happened."""
    happened_on: str = ""
    """As in 2026-10-20."""
    filed_at: str = ""
    """When the declaration was filed, by Montana's clock, as in 2026-11-02T16:30."""


def check_closed_once(closed: PollsClosed | None) -> None:
    """Check that nobody has closed the polls before. Raises NotAllowed."""
    if closed is not None:
        raise NotAllowed("the polls to be closed once", f"again, after {closed.closed_by}")


def check_declared(entry: WriteInDeclared, declared: Iterable[WriteInDeclared]) -> None:
    """Check that the person is not declared for the contest yet. Raises NotAllowed."""
    if any((one.contest, one.person) == (entry.contest, entry.person) for one in declared):
        raise NotAllowed("a person who is not declared yet", f"{entry.name}")
