"""Halting a count that is suspected of error, and the recorded choice of how to go on (13-15-209, ARM 44.3.1714)."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class CountHalted:
    """The administrator, or anyone on the board, has reason to believe that the system errs."""

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

    halt: int
    """The number of the entry that halted."""
    found: FoundByTest
    choice: HaltChoice
    batches: tuple[str, ...]
    """The affected ones; none with GO_ON. They leave the totals."""
    decided_by: tuple[str, ...]
    reason: str
