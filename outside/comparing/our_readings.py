"""What Canvass read in one picture of another system, in the definition's ids. No pixels: marks are elsewhere."""

from dataclasses import dataclass
from enum import StrEnum


class DoubtKind(StrEnum):
    """Why the machine leaves a contest of a picture to people."""

    OVERVOTE = "overvote"
    AMBIGUOUS = "ambiguous mark"
    POSITION = "position uncertain"
    PRINTOUT = "printout not sure"
    """A ballot-marking card whose words and codes do not agree, or were not read surely."""


@dataclass(frozen=True, slots=True)
class OurVotes:
    """The machine is sure. A contest of a wholly unmarked ballot stands here too, without a choice."""

    contest: str
    choices: tuple[str, ...]
    """Printed choices alone, in the definition's order."""
    write_ins: int = 0
    """Write-in lines whose oval is marked."""
    names_without_oval: int = 0
    """Write-in lines on which something is written beside an unmarked oval."""


@dataclass(frozen=True, slots=True)
class OurQuestion:
    """The machine is not sure; people decide."""

    contest: str
    kind: DoubtKind
    marked: tuple[str, ...] = ()
    """The printed choices that are marked surely, in the definition's order."""
    write_ins: int = 0


@dataclass(frozen=True, slots=True)
class OurUnread:
    """The sheet, or the side with this contest, could not be read."""

    contest: str


OurContest = OurVotes | OurQuestion | OurUnread


@dataclass(frozen=True, slots=True)
class PictureReading:
    """One picture: both sides of one sheet of paper, read before any record was opened."""

    key: str
    """What joins it with its record: for ES&S the digits of the file's name. Empty where the name tells none."""
    precinct: str | None
    """By its own code, or the folder it lay in; None where neither tells."""
    style: str | None
    """The definition's ballot style, by what is printed; None where the sheet was not recognised."""
    sheet: int | None
    """Which sheet of the ballot, from 1; None where the sheet was not recognised."""
    batch: str
    """As the package or the Ballots table names it; empty where neither does."""
    contests: tuple[OurContest, ...]
    """Each contest on the sheet once; none where the sheet was not recognised."""
    reason: str = ""
    """Why it was not read, in words; empty where it was."""
    paper: str = ""
    """Equal for pictures of one and the same paper, where that is known; else empty."""
    same_ink: str = ""
    """Equal for pictures whose marks have the same ink: most likely one paper, scanned again. Else empty."""
    picture: str = ""
    """Where people find the picture: the batch of this record and the number of the sheet, or a file's name."""

    @property
    def is_read(self) -> bool:
        """Whether the sheet was recognised."""
        return not self.reason
