"""Other software counts than was tested: a question that somebody answers with a ground (13-17-212(1), 13-17-509(1)).

The system is tested in public before the election, and nothing is applied to a machine in the 30 days that follow a
federal election. Where the software differs all the same, the record says who let it count, and why.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from tabulate.board.errors import NotAllowed
from tabulate.board.subjects import About


@dataclass(frozen=True, slots=True)
class SoftwareSeen:
    """What is known of the software that counts what a machine scanned."""

    canvass_version: str
    reader_digest: str
    """Of the built-in sheet's reading."""
    software_sha256: str
    """Of this program's files; empty where the batch was opened by a version that did not note it."""
    machine_sha256: str
    """Of the software installed on the machine, as the register taken then has it; empty where none was taken."""

    def differs_from(self, other: "SoftwareSeen") -> tuple[str, ...]:
        """What differs, in words; what one of the two does not say is not compared."""
        pairs = (
            ("the version of Canvass", self.canvass_version, other.canvass_version),
            ("how the built-in sheet is read", self.reader_digest, other.reader_digest),
            ("the files of Canvass or its libraries", self.software_sha256, other.software_sha256),
            ("the software on the machine, as the register has it", self.machine_sha256, other.machine_sha256),
        )
        return tuple(what for what, one, two in pairs if one and two and one != two)


@dataclass(frozen=True, slots=True)
class SoftwareAnswered:
    """Somebody says on what ground a machine's ballots are counted with software that was not tested on it."""

    kind: ClassVar[str] = "software answered"
    about: ClassVar[About] = ()

    machine: str
    tested_in: str
    """The test batch."""
    tested: SoftwareSeen
    now: SoftwareSeen
    ground: str
    answered_by: str


def check_answered(entry: SoftwareAnswered) -> None:
    """Check that there is a difference, a ground, and somebody who gives it. Raises NotAllowed."""
    if not entry.now.differs_from(entry.tested):
        raise NotAllowed("software that differs from what was tested", "the same", "Count: nothing is to be answered.")
    if not entry.ground.strip() or not entry.answered_by.strip():
        raise NotAllowed("the ground, and who gives it (13-17-212(1))", "one of them empty", "Say both.")


def answer_of(
    answers: Iterable[SoftwareAnswered], machine: str, tested: SoftwareSeen, now: SoftwareSeen
) -> SoftwareAnswered | None:
    """The newest answer to just this difference, or None."""
    found = [one for one in answers if (one.machine, one.tested, one.now) == (machine, tested, now)]
    return found[-1] if found else None
