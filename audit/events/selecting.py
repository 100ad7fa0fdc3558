"""The selection in public: lists frozen, dice rolled, announced (13-17-505, ARM 44.3.1719)."""

from dataclasses import dataclass
from datetime import date

from audit.dice import Faces
from audit.selection import NumberedList


@dataclass(frozen=True, slots=True)
class ListFrozen:
    """A numbered list was published, with its hash, before the first roll for it."""

    numbered: NumberedList
    sha256: str
    on: date


@dataclass(frozen=True, slots=True)
class DiceRolled:
    """One roll, also one that selects nothing."""

    drawn: str
    """Which list, as in `NumberedList.drawn`."""
    rehearsal: bool
    roll_number: int
    """From 1 for each list."""
    faces: Faces
    rolled_by: str


@dataclass(frozen=True, slots=True)
class SelectionAnnounced:
    """The selection is complete, announced and sent to the election administrator (13-17-505)."""

    on: date
    announced_by: str


SelectingEvent = ListFrozen | DiceRolled | SelectionAnnounced
