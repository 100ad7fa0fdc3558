"""Where a sheet stands: every sheet that was scanned has exactly one place."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class SheetName:
    """A sheet by its batch and its number there, from 1."""

    batch: str
    sheet: int

    def __str__(self) -> str:
        """For people."""
        return f"sheet {self.sheet} of batch {self.batch}"


class Place(StrEnum):
    """What became of a sheet. The first two are in the totals, with all their contests."""

    COUNTED = "counted"
    """By the machine, nothing in question."""
    RESOLVED = "resolved"
    """By the board; its votes are in the totals."""
    WAITING = "waiting"
    """Read and set aside: contests in question add nothing yet, the others are counted."""
    NOT_READ = "not read"
    """Set aside because the machine could not read it; adds nothing."""
    LAID_ASIDE = "laid aside"
    """A question about the whole ballot is open; all its contests wait."""
    COPY_WAITING = "copy waiting"
    """The new ballot of a transfer that is not yet paired with its original, or differs from it."""
    REJECTED = "rejected"
    VOID = "void"
    STRUCK = "struck"
    """A second scan of paper that is counted as another sheet."""
    NOT_A_BALLOT = "not a ballot"
    TRANSFERRED = "transferred"
    """Its votes were put on a new ballot, which is counted in its stead (13-15-206(4)(b))."""
    SPOILED_COPY = "spoiled copy"
    """A new ballot that another one replaced."""
    REPLACED = "counted anew"
    """Its batch is counted by hand, or on another machine, after a halt (13-15-209)."""
    WITHDRAWN = "withdrawn"
    """Its batch was taken back whole, with the reason."""


OUT_OF_COUNT = frozenset({Place.REPLACED, Place.WITHDRAWN})
"""With the whole batch."""
COUNTED_PLACES = frozenset({Place.COUNTED, Place.RESOLVED})
WAITING_PLACES = frozenset({Place.WAITING, Place.NOT_READ, Place.LAID_ASIDE, Place.COPY_WAITING})
OUT_PLACES = frozenset(Place) - COUNTED_PLACES - WAITING_PLACES
