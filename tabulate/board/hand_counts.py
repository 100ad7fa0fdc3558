"""Hand counts: one judge reads, two record apart, and the count is repeated until both are equal (13-15-206(2))."""

from dataclasses import dataclass
from typing import ClassVar

from tabulate.board.subjects import About, HandCountName
from tabulate.election import ChoiceId, ContestId, PrecinctId


@dataclass(frozen=True, slots=True)
class HandCountOpened:
    """Ballots of one precinct are counted by hand: all of them, or those of batches that a halt took out."""

    kind: ClassVar[str] = "hand count opened"

    count: str
    """The hand count's name."""
    precinct: PrecinctId
    ballots: int
    """As counted before the tally."""
    batches: tuple[str, ...]
    """Machine-counted batches that this replaces; none for a precinct that is counted by hand alone."""
    recorders: tuple[str, str]
    """The accounts of the two who record."""
    reader: str
    opened_by: str

    @property
    def about(self) -> About:
        """The hand count."""
        return (HandCountName(self.count),)


@dataclass(frozen=True, slots=True)
class ChoiceFigure:
    """What a tally sheet says of one choice: printed, or a declared write-in."""

    choice: ChoiceId
    votes: int


@dataclass(frozen=True, slots=True)
class TallySheetEntered:
    """One recorder's sheet for one contest. Two equal ones of a round are the count; else the next round begins."""

    kind: ClassVar[str] = "tally sheet"

    count: str
    contest: ContestId
    round: int
    recorder: str
    ballots: int
    """Ballots that carry the contest."""
    figures: tuple[ChoiceFigure, ...]
    """Choices with votes, sorted by id."""
    undervotes: int
    overvotes: int
    """Slots: the seats for each overvoted ballot."""

    @property
    def about(self) -> About:
        """The hand count."""
        return (HandCountName(self.count),)


@dataclass(frozen=True, slots=True)
class HandCountReopened:
    """What two equal tally sheets said was found wrong: it leaves the totals, and the next round begins."""

    kind: ClassVar[str] = "hand count reopened"

    count: str
    contest: ContestId | None
    """None: the whole hand count, every contest of it."""
    ballots: int
    """As counted before the tally; another number than before only where the whole count is opened again."""
    reopened_by: str
    reason: str

    @property
    def about(self) -> About:
        """The hand count."""
        return (HandCountName(self.count),)
