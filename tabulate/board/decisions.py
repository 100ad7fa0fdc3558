"""What the ledger says of decisions. A judge's decision is one entry; what the board decides follows from three."""

from dataclasses import dataclass
from typing import ClassVar

from imaging.layout import CardId
from tabulate.board.boards import WorkingMode
from tabulate.board.errors import NotAllowed
from tabulate.board.places import SheetName
from tabulate.board.rulings import BallotRuling, ContestRuling
from tabulate.board.subjects import About
from tabulate.questions import Question


@dataclass(frozen=True, slots=True)
class JudgeDecided:
    """One judge's findings on every open question of one ballot, in one round. Three of these are a decision."""

    kind: ClassVar[str] = "judge decided"

    board: str
    judge: str
    """The judge's account."""
    batch: str
    sheet: int
    round: int
    """Counts from 1; opening a ballot again, or a new question about it, begins the next."""
    mode: WorkingMode
    ballot: tuple[BallotRuling, ...]
    """One for each open question about the whole ballot."""
    contests: tuple[ContestRuling, ...]
    """One for each contest in question; with TRANSFER, for each contest of the card."""
    card: CardId | None = None
    """Which card a sheet is that the machine could not read; TRANSFER only."""
    objection: str = ""
    """The judge's objection to the decision or how it was made (13-15-206(8)(d))."""
    needed_to_reject: int = 2
    """Judges who must agree to reject the ballot for an identifying mark, as the state reads 13-15-201(8)(a)(ii)."""

    @property
    def name(self) -> SheetName:
        """The sheet."""
        return SheetName(self.batch, self.sheet)

    @property
    def about(self) -> About:
        """The sheet."""
        return (self.name,)


@dataclass(frozen=True, slots=True)
class QuestionRaisedByPeople:
    """Somebody saw what the machine does not: the ballot is laid aside until the board has decided. A new round."""

    kind: ClassVar[str] = "question raised"

    batch: str
    sheet: int
    question: Question
    """One about the whole ballot, in `PEOPLE_ASK`."""
    raised_by: str
    note: str = ""

    @property
    def name(self) -> SheetName:
        """The sheet."""
        return SheetName(self.batch, self.sheet)

    @property
    def about(self) -> About:
        """The sheet."""
        return (self.name,)


@dataclass(frozen=True, slots=True)
class DecisionReopened:
    """The ballot is to be decided anew: what was decided no longer counts, and stays in the ledger."""

    kind: ClassVar[str] = "decision reopened"

    batch: str
    sheet: int
    round: int
    """The round that this ends."""
    reopened_by: str
    reason: str

    @property
    def name(self) -> SheetName:
        """The sheet."""
        return SheetName(self.batch, self.sheet)

    @property
    def about(self) -> About:
        """The sheet."""
        return (self.name,)


@dataclass(frozen=True, slots=True)
class ObjectionRecorded:
    """Anybody's objection to one decision, or to the whole process: a public record (13-15-206(8)(d)-(e))."""

    kind: ClassVar[str] = "objection"

    batch: str | None
    """None, as `sheet`, for the process as a whole."""
    sheet: int | None
    objected_by: str
    objection: str

    @property
    def name(self) -> SheetName | None:
        """The sheet, if one is meant."""
        return None if self.batch is None or self.sheet is None else SheetName(self.batch, self.sheet)

    @property
    def about(self) -> About:
        """The sheet, if one is meant."""
        return () if self.name is None else (self.name,)

    def check(self) -> None:
        """Check that a whole sheet is named, or none. Raises NotAllowed."""
        if self.name is None and (self.batch, self.sheet) != (None, None):
            raise NotAllowed("a whole sheet's name, or none", "half of one")


PEOPLE_ASK = frozenset(
    {
        Question.NOT_OFFICIAL,
        Question.FOLDED_TOGETHER,
        Question.SEVERAL_IN_ENVELOPE,
        Question.IDENTIFYING_MARK,
        Question.DUPLICATE_IMAGE,
        Question.CONDITION,
    }
)
"""Questions about the whole ballot; people raise them, the last two the machine as well."""
