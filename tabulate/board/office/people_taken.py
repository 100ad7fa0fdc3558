"""The county's register of people, as a record took it: boards are held to what it has of their judges (13-15-112).

The register lies beside the record. Here stands only which line of it was taken: people's years of birth and kin are
no part of a ledger that others are given.
"""

from dataclasses import dataclass
from typing import ClassVar

from tabulate.board.errors import NotAllowed
from tabulate.board.subjects import About


@dataclass(frozen=True, slots=True)
class PeopleRegisterTaken:
    """The register as it stood when it was taken; the newest holds."""

    kind: ClassVar[str] = "people register taken"
    about: ClassVar[About] = ()

    sha256: str
    """Of the register's last line, in its chain."""
    lines: int
    taken_by: str


def check_people_taken(entry: PeopleRegisterTaken, before: PeopleRegisterTaken | None) -> None:
    """Check that a register is not taken back to fewer lines. Raises NotAllowed."""
    if before is not None and entry.lines < before.lines:
        raise NotAllowed(
            f"a register of people with at least the {before.lines} lines that were taken before",
            f"one of {entry.lines}",
            "Take the county's newest register.",
        )
