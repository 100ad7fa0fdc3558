"""How many electors of a precinct part voted: the report of the canvass states it (13-15-404(1)(a))."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from tabulate.board.errors import NotAllowed
from tabulate.board.subjects import About
from tabulate.precincts import PartId


class ElectorsFrom(StrEnum):
    """The book that tells who voted (13-15-201(2))."""

    POLLBOOK = "pollbook"
    ACCEPTED = "record of accepted ballots"


@dataclass(frozen=True, slots=True)
class ElectorsVoting:
    """Electors of one part who voted. The last entry for each part holds."""

    kind: ClassVar[str] = "electors voting"
    about: ClassVar[About] = ()

    part: PartId
    """A precinct's id where the precinct is one part."""
    electors: int
    source: ElectorsFrom
    entered_by: str


def check_electors(entry: ElectorsVoting) -> None:
    """Check that it is a number of electors. Raises NotAllowed."""
    if entry.electors < 0:
        raise NotAllowed("a number of electors", f"{entry.electors}", "Enter it from the pollbook.")
