"""Hand counts: one judge reads, two record apart, and the count is repeated until both are equal (13-15-206(2)).

A ballot with a vote that is not cast according to the instructions is set aside, with a number. The board decides each
questionable vote of it, and what it decides is added to both tally sheets (13-15-206(2)(a), (4)).
"""

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import ClassVar

from tabulate.board.boards import JUDGES_A_BOARD
from tabulate.board.errors import NotAllowed
from tabulate.board.outcomes import ContestOutcome, vote_by_vote
from tabulate.board.rulings import ContestRuling
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
    """The account of the judge who reads; by the first edition of the rules, any name."""
    opened_by: str
    board: str | None = None
    """Whose count it is; None only by the first edition."""

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
    def said(self) -> tuple[object, ...]:
        """What must be equal on both recorders' sheets."""
        return self.ballots, self.figures, self.undervotes, self.overvotes

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


@dataclass(frozen=True, slots=True)
class BallotSetAside:
    """A ballot of the count with votes that are not cast according to the instructions (13-15-206(2)(a))."""

    kind: ClassVar[str] = "ballot set aside by hand"

    count: str
    number: int
    """Written on the ballot's envelope or list; from 1, without a gap."""
    contests: tuple[ContestId, ...]
    """Whose votes are questionable: the tally sheets leave the ballot out there."""
    why: str
    set_aside_by: str

    @property
    def about(self) -> About:
        """The hand count."""
        return (HandCountName(self.count),)


@dataclass(frozen=True, slots=True)
class SetAsideDecided:
    """One judge's findings on a ballot that was set aside; three of these are the board's decision."""

    kind: ClassVar[str] = "set-aside ballot decided"

    count: str
    number: int
    judge: str
    """The judge's account."""
    contests: tuple[ContestRuling, ...]
    """One for each questionable contest, in the list's order."""

    @property
    def about(self) -> About:
        """The hand count."""
        return (HandCountName(self.count),)


HandCountEntry = HandCountOpened | TallySheetEntered | HandCountReopened | BallotSetAside | SetAsideDecided


@dataclass(slots=True)
class ContestByHand:
    """One contest of a hand count."""

    round: int = 1
    sheets: list[TallySheetEntered] = field(default_factory=list)
    """Of this round: none, one, or the two that are equal."""
    unequal: list[tuple[TallySheetEntered, TallySheetEntered]] = field(default_factory=list)
    """Rounds that were counted again."""
    overturned: list[TallySheetEntered] = field(default_factory=list)
    """What was the count until it was opened again."""

    @property
    def figures(self) -> TallySheetEntered | None:
        """The count, once both recorders have the same; None before."""
        return self.sheets[0] if len(self.sheets) == 2 else None

    def reopen(self) -> None:
        """Begin the next round; sheets of this one count no longer."""
        if self.figures is not None:
            self.overturned.append(self.figures)
        self.sheets = []
        self.round += 1


@dataclass(slots=True)
class SetAside:
    """A ballot on the list."""

    entry: BallotSetAside
    decisions: list[SetAsideDecided] = field(default_factory=list)

    @property
    def decided(self) -> bool:
        """Whether all three judges have decided."""
        return len(self.decisions) == JUDGES_A_BOARD

    def outcome(self, contest: ContestId) -> ContestOutcome | None:
        """What the board decided in a contest, vote by vote; None before, and where it is not in question."""
        if not self.decided or contest not in self.entry.contests:
            return None
        rulings = {one.judge: ruling for one in self.decisions for ruling in one.contests if ruling.contest == contest}
        return vote_by_vote(contest, None, tuple(rulings), rulings)


def with_decided(figures: TallySheetEntered, outcomes: list[ContestOutcome]) -> TallySheetEntered:
    """A tally sheet with the board's decisions added."""
    votes = Counter({figure.choice: figure.votes for figure in figures.figures})
    votes.update(choice for outcome in outcomes for choice in outcome.votes)
    return replace(
        figures,
        ballots=figures.ballots + len(outcomes),
        figures=tuple(ChoiceFigure(choice, votes[choice]) for choice in sorted(votes)),
        undervotes=figures.undervotes + sum(outcome.undervotes for outcome in outcomes),
        overvotes=figures.overvotes + sum(outcome.overvotes for outcome in outcomes),
    )


def check_figures(entry: TallySheetEntered) -> None:
    """Check that a tally sheet's figures are counts and each choice stands once, sorted. Raises NotAllowed."""
    choices = [figure.choice for figure in entry.figures]
    if choices != sorted(set(choices)):
        raise NotAllowed("each choice once, sorted", ", ".join(choices))
    if any(figure.votes <= 0 for figure in entry.figures) or min(entry.undervotes, entry.overvotes) < 0:
        raise NotAllowed("choices with votes, and no figure below zero", "another", "Leave out who has no vote.")
