"""Halting a count that is suspected of error, and the recorded choice of how to go on (13-15-209, ARM 44.3.1714)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from tabulate.board.errors import NotAllowed
from tabulate.board.subjects import About


@dataclass(frozen=True, slots=True)
class CountHalted:
    """The administrator, or anyone on the board, has reason to believe that the system errs."""

    kind: ClassVar[str] = "count halted"
    about: ClassVar[About] = ()

    machine: str | None
    """None: the whole count."""
    halted_by: str
    reason: str


class FoundByTest(StrEnum):
    """What testing after the halt found."""

    NO_ERROR = "no error"
    ERROR = "an error that cannot be corrected"
    DOUBT = "a majority of the board thinks that it may be faulty"


class HaltChoice(StrEnum):
    """How the count goes on."""

    GO_ON = "go on with the machine"
    HAND_COUNT = "count the affected batches by hand"
    OTHER_MACHINE = "count the affected batches on another tested machine"


@dataclass(frozen=True, slots=True)
class HaltEnded:
    """The test, and the choice. Without an error or doubt the count must go on with the system."""

    kind: ClassVar[str] = "halt ended"
    about: ClassVar[About] = ()

    halt: int
    """The number of the entry that halted."""
    found: FoundByTest
    choice: HaltChoice
    batches: tuple[str, ...]
    """The affected ones; none with GO_ON. They leave the totals."""
    decided_by: tuple[str, ...]
    reason: str


@dataclass(slots=True)
class Halt:
    """A halt, and how it ended. What was counted before it is the segment up to its entry."""

    number: int
    halted: CountHalted
    ended: HaltEnded | None = None


def check_ended(entry: HaltEnded, halt: Halt | None) -> None:
    """Check that the halt is open, and that the choice follows from what the test found. Raises NotAllowed."""
    if halt is None or halt.ended is not None:
        raise NotAllowed("a halt that has not ended", f"entry {entry.halt}")
    sound = entry.found is FoundByTest.NO_ERROR
    if sound is not (entry.choice is HaltChoice.GO_ON):
        raise NotAllowed(
            "to go on exactly where the test found no error, nor the board a doubt (13-15-209)",
            f"{entry.choice.value}, after {entry.found.value}",
            "Choose accordingly.",
        )
    if sound and entry.batches:
        raise NotAllowed("no batches to be counted anew", ", ".join(entry.batches))
    if not {name.strip() for name in entry.decided_by} - {""}:
        raise NotAllowed("the names of those who chose", "none", "Enter them.")
