"""The selection in public: lists frozen, dice rolled, announced (13-17-505, ARM 44.3.1719)."""

from dataclasses import dataclass
from datetime import date

from audit.dice import Faces
from audit.selection import NumberedList
from audit.state_races import StateSelection


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


@dataclass(frozen=True, slots=True)
class StateRacesTaken:
    """The county takes the races and issues that the board of state canvassers drew for all (13-17-505(1)(a))."""

    selection: StateSelection
    """Whole, so that every roll is done again by whoever replays the audit."""
    sha256: str
    """Of the file in which the board published it."""
    on: date


SelectingEvent = ListFrozen | DiceRolled | SelectionAnnounced | StateRacesTaken
