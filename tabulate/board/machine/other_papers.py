"""A sheet that was taken for another scan of a paper, and is another paper as the board found: read after all.

Its own entry says that it was not read. The board finds that it is another paper, and the machine reads its stored
images then; what it reads stands from there on, and whatever is questionable in it is the board's as on every ballot.
"""

from dataclasses import dataclass
from typing import ClassVar

from imaging.sheets import ReadSheet, ReasonCode
from tabulate.board.ballot import Ballot
from tabulate.board.errors import NotAllowed
from tabulate.board.places import SheetName
from tabulate.board.subjects import About
from tabulate.votes import CastVoteRecord


@dataclass(frozen=True, slots=True)
class OtherPaperRead:
    """The machine reads a sheet that the board found to be another paper, and no second scan of one."""

    kind: ClassVar[str] = "other paper read"

    batch: str
    reading: ReadSheet
    votes: CastVoteRecord

    @property
    def name(self) -> SheetName:
        """The sheet."""
        return SheetName(self.batch, self.reading.number)

    @property
    def about(self) -> About:
        """The sheet."""
        return (self.name,)


def check_other_paper(entry: OtherPaperRead, ballot: Ballot) -> None:
    """Whether the board found the sheet to be another paper, which is not read yet. Raises NotAllowed."""
    if not ballot.is_to_be_read:
        raise NotAllowed(
            "a sheet that two of three judges found to be another paper, not read yet",
            f"{entry.name}, which is none",
            "Decide it first.",
        )
    if ReasonCode.REPEATED_IMAGE in ballot.reasons:
        raise NotAllowed("another paper than one that is counted", f"{entry.name}, whose very image is counted")
