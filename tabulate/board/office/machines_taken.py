"""The county's register of machines, as a record took it: which machines may count here (13-17-507(2)(a))."""

from dataclasses import dataclass
from typing import ClassVar

from tabulate.board.errors import NotAllowed
from tabulate.board.subjects import About


@dataclass(frozen=True, slots=True)
class MachineStanding:
    """A machine of the register, or one that is barred."""

    machine: str
    machine_type: str
    """Empty of a machine that is barred and not, or no more, in use."""
    software_sha256: str
    barred_by: str
    """The election whose audit bars it, with its day; empty where none does."""
    missing: tuple[str, ...]
    """What has to be recorded before it may be used, in the law's words."""

    @property
    def in_use(self) -> bool:
        """Whether the register lists it as the county's."""
        return bool(self.machine_type)


@dataclass(frozen=True, slots=True)
class MachineRegisterTaken:
    """The register as it stood when it was taken; the newest holds."""

    kind: ClassVar[str] = "machine register taken"
    about: ClassVar[About] = ()

    sha256: str
    """Of the register's last line, in its chain."""
    lines: int
    machines: tuple[MachineStanding, ...]
    taken_by: str


def check_taken(entry: MachineRegisterTaken, before: MachineRegisterTaken | None) -> None:
    """Check that a register is not taken back to fewer lines. Raises NotAllowed."""
    if before is not None and entry.lines < before.lines:
        raise NotAllowed(
            f"a register of machines with at least the {before.lines} lines that were taken before",
            f"one of {entry.lines}",
            "Take the county's newest register.",
        )
