"""Boards: three named election judges each, under oath (13-15-112), and how the election lets them work."""

from dataclasses import dataclass
from enum import StrEnum

JUDGES_A_BOARD = 3


class WorkingMode(StrEnum):
    """How a board decides; one way for the whole election."""

    OWN_SCREENS = "own screens"
    """Each judge decides alone; nobody sees another's decision until all three are in."""
    SHARED_SCREEN = "shared screen"
    """They decide together, and each confirms under the own password."""


@dataclass(frozen=True, slots=True)
class Judge:
    """An election judge on a board."""

    account: str
    """By which the judge signs in and is named in decisions."""
    name: str
    oath_taken_on: str
    """The day of the constitutional oath, as in 2026-11-02."""
    affirmation_witness: str | None = None
    """Before whom the non-disclosure affirmation was signed (13-15-207(4)): needed for an early count."""


@dataclass(frozen=True, slots=True)
class BoardAppointed:
    """A board as appointed; the same name again is the board with another judge in somebody's place."""

    board: str
    judges: tuple[Judge, ...]
    early_count: bool
    """Works before the polls close: every judge has signed the affirmation."""
    appointed_by: str


@dataclass(frozen=True, slots=True)
class BoardDismissed:
    """The board's work is over. What it decided stands; what it had begun is to be opened again."""

    board: str
    dismissed_by: str


@dataclass(frozen=True, slots=True)
class WorkingModeSet:
    """How boards work from here on."""

    mode: WorkingMode
    set_by: str
