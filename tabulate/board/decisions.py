"""What the ledger says of decisions. A judge's decision is one entry; what the board decides follows from three."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from imaging.layout import CardId
from tabulate.board.boards import JUDGES_A_BOARD, BoardAppointed, WorkingMode
from tabulate.board.errors import NotAllowed
from tabulate.board.places import Place, SheetName
from tabulate.board.rules import MAJORITY, rule_of, verdict_by
from tabulate.board.rulings import BallotRuling, ContestRuling, Verdict
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
    marks_are_condition: bool = False
    """Whether an ambiguous mark keeps the ballot from being processed, as the state reads 13-15-206(4)(b)."""

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


class SetAsked(StrEnum):
    """Why several ballots are laid aside with one question over them all."""

    FOLDED = "folded together"
    """13-15-201(5)."""
    TWO_PARTIES = "two party ballots of one elector"
    """Of a primary: an elector votes the ballot of one party (13-10-301(2))."""


@dataclass(frozen=True, slots=True)
class FoldedTogether:
    """Ballots that were folded or stuck together: one question over all of them, laid aside till the count is complete.

    The same ballots named again are decided anew (13-15-201(5)).
    """

    kind: ClassVar[str] = "ballots folded together"

    sheets: tuple[SheetName, ...]
    raised_by: str
    note: str = ""
    why: SetAsked = SetAsked.FOLDED

    @property
    def about(self) -> About:
        """The sheets."""
        return self.sheets


@dataclass(frozen=True, slots=True)
class FoldedDecided:
    """One judge's finding on ballots folded together; three of these reject them all, or count them all."""

    kind: ClassVar[str] = "folded ballots decided"

    sheets: tuple[SheetName, ...]
    board: str
    judge: str
    """The judge's account."""
    verdict: Verdict
    """REJECTED where the judge believes that one elector marked them, else COUNTS."""
    excess: int
    """Ballots more than names in the pollbook (negative: fewer), as the reconciliation had it then."""
    kept: SheetName | None = None
    """Of two party ballots that one elector voted, the one that counts where the state reads the law so."""

    @property
    def about(self) -> About:
        """The sheets."""
        return self.sheets


FoldedEntry = FoldedTogether | FoldedDecided


@dataclass(slots=True)
class FoldedSet:
    """Ballots folded together, and what the judges find."""

    raised: FoldedTogether
    decisions: list[FoldedDecided] = field(default_factory=list)

    @property
    def verdict(self) -> Verdict | None:
        """What holds for all of them; None before three judges have decided."""
        if len(self.decisions) < JUDGES_A_BOARD:
            return None
        return verdict_by(rule_of(Question.FOLDED_TOGETHER, True), tuple(one.verdict for one in self.decisions))

    @property
    def kept(self) -> SheetName | None:
        """The one that counts of those that are rejected, where two judges find the same; else none does."""
        found = [one.kept for one in self.decisions]
        return next((one for one in found if one is not None and found.count(one) >= MAJORITY), None)

    def counts(self, name: SheetName) -> bool:
        """Whether a ballot of the set counts, as far as the set decides."""
        return self.verdict is Verdict.COUNTS or (self.verdict is Verdict.REJECTED and self.kept == name)


def check_folded_decided(
    entry: FoldedDecided, folded: FoldedSet | None, board: BoardAppointed | None, open_batches: tuple[str, ...]
) -> None:
    """Check one judge's finding on ballots folded together: not before the count is complete. Raises NotAllowed."""
    if folded is None or folded.raised.sheets != entry.sheets or folded.verdict is not None:
        raise NotAllowed("ballots laid aside as folded together, all of them", "others, or decided ones")
    if open_batches:
        raise NotAllowed(
            "the count to be complete before ballots folded together are decided (13-15-201(5))",
            f"batch {', '.join(open_batches)} not finished",
            "Finish it, then decide.",
        )
    if board is None or entry.judge not in {judge.account for judge in board.judges}:
        raise NotAllowed(f"a judge of board {entry.board}", entry.judge, "Ask the administrator.")
    if any(one.judge == entry.judge or one.board != entry.board for one in folded.decisions):
        raise NotAllowed("one decision of each judge of one board", f"another of {entry.judge} of board {entry.board}")
    if entry.kept is not None and (entry.kept not in entry.sheets or entry.verdict is not Verdict.REJECTED):
        raise NotAllowed("one of the ballots to count, where one elector voted them all", f"{entry.kept}", "Choose.")
    allowed = rule_of(Question.FOLDED_TOGETHER, True).allowed
    if entry.verdict not in allowed:
        raise NotAllowed(f"one of {', '.join(one.value for one in allowed)}", f"{entry.verdict.value!r}")


def check_kept(entry: FoldedDecided, folded: FoldedSet | None, *, one_counts: bool) -> None:
    """Check that a judge lets one ballot of a set count only as the state reads the law. Raises NotAllowed."""
    if entry.kept is None:
        return
    if folded is None or folded.raised.why is not SetAsked.TWO_PARTIES or not one_counts:
        raise NotAllowed(
            "none of the ballots to count, but of two party ballots where the reading two-party-ballots says one does",
            f"{entry.kept}",
            "Reject them all, or have the state's reading entered first (13-10-301(2)).",
        )


def same_papers(entry: JudgeDecided) -> Iterator[SheetName]:
    """The sheets that a judge says the paper is counted as. Raises NotAllowed for none, and for the sheet itself."""
    for ruling in entry.ballot:
        if ruling.verdict is Verdict.STRUCK:
            if ruling.same_as_batch is None or ruling.same_as_sheet is None:
                raise NotAllowed("the sheet that the paper is counted as", "none", "Name its batch and number.")
            other = SheetName(ruling.same_as_batch, ruling.same_as_sheet)
            if other == entry.name:
                raise NotAllowed("another sheet", f"{other} itself")
            yield other


def check_counted(struck: SheetName, same_as: SheetName, place: Place) -> None:
    """Check that the paper of a sheet that would be struck counts as the other. Raises NotAllowed."""
    if place is Place.STRUCK:
        raise NotAllowed(
            f"{same_as} to be counted, if {struck} is struck as the same paper",
            "it struck as well",
            "Open one of the two again first.",
        )
    if place is Place.WITHDRAWN:
        raise NotAllowed(
            f"{same_as} to be counted, if {struck} is struck as the same paper",
            f"batch {same_as.batch} withdrawn",
            "Find the sheet as which the paper counts now, or read it as another paper.",
        )
