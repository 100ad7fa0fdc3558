"""How a tie that a recount has left ends: by lot, or by whom an officer appoints (13-16-501 to 13-16-507)."""

from dataclasses import dataclass
from typing import ClassVar

from tabulate.board.subjects import About
from tabulate.election import ContestId


@dataclass(frozen=True, slots=True)
class LotNotice:
    """The written notice to one of those tied."""

    choice: str
    """As totals name them."""
    given_on: str


@dataclass(frozen=True, slots=True)
class LotAnnounced:
    """When and where a tied nomination is drawn by lot (13-16-501(1)); the newest counts."""

    kind: ClassVar[str] = "lot announced"
    about: ClassVar[About] = ()

    contest: ContestId
    officer: str
    """With whom the declarations were filed."""
    at: str
    """As in 2026-06-22T10:00-06:00."""
    place: str
    notices: tuple[LotNotice, ...]
    """In the order in which the die numbers them, from 1."""
    to_draw: int
    """How many of those tied are nominated."""
    entered_by: str


@dataclass(frozen=True, slots=True)
class LotDrawn:
    """The lot, replayable: each number that the die showed, and whom it drew."""

    kind: ClassVar[str] = "lot drawn"
    about: ClassVar[About] = ()

    contest: ContestId
    drawn_at: str
    drawn_by: str
    witnesses: tuple[str, ...]
    rolls: tuple[int, ...]
    """Of a ten-sided die, 1 to 10. A number of nobody, or of somebody drawn already, is rolled again."""
    nominated: tuple[str, ...]
    entered_by: str


@dataclass(frozen=True, slots=True)
class TieAppointed:
    """Whom the officer appointed, or elected, of those tied (13-16-503 to 13-16-507); the newest of a contest holds."""

    kind: ClassVar[str] = "tied candidate appointed"
    about: ClassVar[About] = ()

    contest: ContestId
    officer: str
    """Within a sentence: `the county commissioners`."""
    section: str
    """By which that officer does it."""
    appointed: tuple[str, ...]
    """The choices, as totals name them."""
    appointed_on: str
    """As 2026-12-01."""
    paper_sha256: str
    """Of the order, the letter or the resolution."""
    at: str
    """When it is entered, as in 2026-12-02T10:00-07:00."""
    entered_by: str


TieEntry = LotAnnounced | LotDrawn | TieAppointed
