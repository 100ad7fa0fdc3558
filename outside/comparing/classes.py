"""How one contest of one sheet compares: the closed list of classes, and a line for what is not the same."""

from dataclasses import dataclass
from enum import StrEnum

from outside.comparing.our_readings import OurContest, PictureReading
from outside.comparing.their_records import TheirContest, TheirRecord


class ComparedAs(StrEnum):
    """Every contest of every joined sheet is in exactly one class; the value is its name in files."""

    SAME = "same"
    """Equal; both overvoted and both without a vote are equal too."""
    DIFFER = "differ"
    """We are sure of other votes than the system counted."""
    WE_DOUBT = "we doubt"
    """We leave it to people; no disagreement."""
    THEY_DECIDED = "they decided"
    """We leave it to people, and people of the other system decided it already."""
    WRITE_IN_ASSIGNED = "write-in assigned"
    """A marked write-in was given to a printed or declared name (13-15-206(5))."""
    NAME_WITHOUT_OVAL = "name without oval"
    """A name stands on a write-in line beside an unmarked oval, and a vote is left."""
    STYLE_DIFFERS = "style differs"
    """The sheet has other contests in the record than on the picture."""
    UNREAD = "unread"
    """We did not read it, and say nothing."""
    REDACTED = "redacted"
    """Its votes are hidden in the file."""


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """One contest of one joined sheet."""

    kind: ComparedAs
    contest: str
    picture: PictureReading
    record: TheirRecord
    ours: OurContest | None
    """None where it is not on the picture, or the picture was not read."""
    theirs: TheirContest | None
    """None where it is not in the record."""
