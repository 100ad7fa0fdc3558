"""What is said of halting a count that is suspected of error, and of how to go on (13-15-209, ARM 44.3.1714)."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from tabulate.board.subjects import About, OpenToAnyone


@dataclass(frozen=True, slots=True)
class CountHalted(OpenToAnyone):
    """The administrator, or anyone on the board, has reason to believe that the system errs."""

    kind: ClassVar[str] = "count halted"
    about: ClassVar[About] = ()

    machine: str | None
    """None: the whole count."""
    halted_by: str
    reason: str


class HaltQuestion(StrEnum):
    """What the judges of a board vote on while a machine is halted."""

    MAY_BE_FAULTY = "the system may not function"
    """13-15-209(3): by a majority of the counting board, votes are counted manually."""
    OTHER_MACHINE = "count on another tested machine"
    """Instead of by hand, where a rule allows it."""


@dataclass(frozen=True, slots=True)
class JudgeVotedOnHalt:
    """One judge's vote while a machine is halted; the last one on each question holds."""

    kind: ClassVar[str] = "halt vote"
    about: ClassVar[About] = ()

    halt: int
    """The number of the entry that halted."""
    board: str
    judge: str
    """The judge's account."""
    question: HaltQuestion
    yes: bool


@dataclass(frozen=True, slots=True)
class MachineTested:
    """A test deck was counted on a machine, and its result is what it was to be, or is not."""

    kind: ClassVar[str] = "machine tested"
    about: ClassVar[About] = ()

    machine: str
    deck: str
    """The test batch."""
    passed: bool
    tested_by: str
    note: str = ""


class FoundByTest(StrEnum):
    """What testing after the halt found."""

    NO_ERROR = "no error"
    CORRECTED = "an error that was corrected"
    ERROR = "an error that cannot be corrected"
    DOUBT = "a majority of the board thinks that it may be faulty"


class HaltChoice(StrEnum):
    """How the count goes on."""

    GO_ON = "go on with the machine"
    HAND_COUNT = "count the affected batches by hand"
    OTHER_MACHINE = "count the affected batches on another tested machine"


@dataclass(frozen=True, slots=True)
class HaltEnded(OpenToAnyone):
    """The test, and the choice. Without an error or doubt the count must go on with the system."""

    kind: ClassVar[str] = "halt ended"
    about: ClassVar[About] = ()

    halt: int
    """The number of the entry that halted."""
    found: FoundByTest
    choice: HaltChoice
    batches: tuple[str, ...]
    """The affected ones; none where no error was found. They leave the totals, to be counted anew."""
    decided_by: tuple[str, ...]
    reason: str
    left_out_because: str = ""
    """Why not every batch of the machine since its last good test is among them."""
    corrected: str = ""
    """CORRECTED only: what was wrong, and what was done."""
    deck_before: str = ""
    """CORRECTED only: the test batch that showed the error."""
    deck_after: str = ""
    """CORRECTED only: the test batch that came out right afterwards."""
    rule: str = ""
    """OTHER_MACHINE only: the rule that allows it."""

    @property
    def taken_out(self) -> tuple[str, ...]:
        """The affected batches."""
        return self.batches


@dataclass(slots=True)
class Halt:
    """A halt, and how it ended. What was counted before it is the segment up to its entry."""

    number: int
    halted: CountHalted
    ended: HaltEnded | None = None
    ended_at: int = 0
    """The number of the entry that ended it; 0 before."""
    votes: dict[tuple[HaltQuestion, str], JudgeVotedOnHalt] = field(default_factory=dict)
    """By question and judge, the last one."""

    def covers(self, machine: str) -> bool:
        """Whether the halt is this machine's, or the whole count's."""
        return self.halted.machine in (None, machine)


HaltEntry = CountHalted | JudgeVotedOnHalt | MachineTested | HaltEnded
