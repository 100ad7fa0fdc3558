"""One ballot before the board: what is asked of it, who has decided in this round, and what came of it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from imaging.sheets import REPEATS, ReasonCode
from tabulate.board.boards import JUDGES_A_BOARD, BoardAppointed, WorkingMode
from tabulate.board.decisions import (
    PEOPLE_ASK,
    DecisionReopened,
    FoldedEntry,
    FoldedSet,
    FoldedTogether,
    JudgeDecided,
    ObjectionRecorded,
    QuestionRaisedByPeople,
    check_folded_decided,
    check_kept,
)
from tabulate.board.errors import NotAllowed
from tabulate.board.outcomes import BallotOutcome, ContestOutcome, settle, verdict_of
from tabulate.board.places import Place, SheetName
from tabulate.board.rules import rule_of
from tabulate.board.rulings import Verdict
from tabulate.election import ContestId
from tabulate.questions import Question
from tabulate.rules_edition import RulesEdition
from tabulate.votes import CastVoteRecord, ContestReading, Questionable

_OUT = {
    Verdict.REJECTED: Place.REJECTED,
    Verdict.VOID: Place.VOID,
    Verdict.STRUCK: Place.STRUCK,
    Verdict.NOT_A_BALLOT: Place.NOT_A_BALLOT,
}


class BoardProgress(StrEnum):
    """How far a board has come with a ballot in this round."""

    NOT_ASKED = "nothing asked"
    WAITING = "waiting"
    BEGUN = "begun"
    """One or two of the three have decided."""
    DECIDED = "decided"
    UNDECIDED = "no majority"
    """On a question about the whole ballot that has to be answered: open it again."""


@dataclass(slots=True)
class Ballot:
    """A sheet that the machine, or somebody, asks about. Changed only by its entries, in the ledger's order."""

    name: SheetName
    votes: CastVoteRecord | None
    """As the machine read it; None where it could not."""
    reasons: tuple[ReasonCode, ...] = ()
    """Why it could not."""
    raised: list[QuestionRaisedByPeople] = field(default_factory=list)
    round: int = 1
    board: str | None = None
    """Whose it is in this round, from the first decision on."""
    decisions: list[JudgeDecided] = field(default_factory=list)
    """Of this round."""
    outcome: BallotOutcome | None = None
    """Of this round, once three judges have decided."""
    earlier: list[BallotOutcome] = field(default_factory=list)
    """Of rounds that were opened again; they count nothing."""
    reopened: list[DecisionReopened] = field(default_factory=list)
    objections: list[ObjectionRecorded] = field(default_factory=list)
    folded: FoldedSet | None = None
    """The ballots that it was folded together with, and what the board finds of all of them."""
    voted_apart: tuple[ContestId, ...] = ()
    """The offices for which its elector had a separate ballot, as its batch says (13-12-204(3))."""

    @property
    def ballot_questions(self) -> tuple[Question, ...]:
        """What is asked of the whole ballot beyond its votes, in the order of `Question`."""
        asked = {raised.question for raised in self.raised}
        if self.votes is None:
            repeated = not REPEATS.isdisjoint(self.reasons)
            asked.add(Question.DUPLICATE_IMAGE if repeated else Question.CONDITION)
        # Nearly always nothing is asked, and a walk through every question was a third of the fold.
        return tuple(question for question in Question if question in asked) if asked else ()

    @property
    def contests_in_question(self) -> tuple[ContestId, ...]:
        """The contests that the board decides, in ballot order; all of them where the whole ballot is in question."""
        if self.votes is None:
            return ()
        named = {raised.contest for raised in self.votes.questions}
        return tuple(reading.contest for reading in self.votes.contests if None in named or reading.contest in named)

    @property
    def is_untouched(self) -> bool:
        """Whether people did nothing about it yet: no round begun or ended, nothing raised, objected to or folded."""
        return self.round == 1 and not self.decisions and not self.objections and self.folded is None

    @property
    def asked(self) -> bool:
        """Whether anything is asked of it."""
        return bool(self.ballot_questions or self.contests_in_question)

    @property
    def progress(self) -> BoardProgress:
        """How far the board has come in this round."""
        if not self.asked:
            return BoardProgress.NOT_ASKED
        if self.outcome is not None:
            return BoardProgress.UNDECIDED if self.outcome.verdict is None else BoardProgress.DECIDED
        return BoardProgress.BEGUN if self.decisions else BoardProgress.WAITING

    @property
    def is_to_be_read(self) -> bool:
        """Whether the board found another paper in what was taken for a second scan; the machine has yet to read it."""
        return self.votes is None and self.outcome is not None and self.outcome.verdict is Verdict.COUNTS

    @property
    def place(self) -> Place:
        """Where it stands by its own questions; a transfer, or its batch, may say otherwise."""
        if self.folded is not None and not self.folded.counts(self.name):
            return Place.LAID_ASIDE if self.folded.verdict is None else Place.REJECTED
        if self.outcome is None or self.outcome.verdict in (None, Verdict.TRANSFER) or self.is_to_be_read:
            return self._waiting_place() if self.asked else Place.COUNTED
        return _OUT.get(self.outcome.verdict, Place.RESOLVED)

    @property
    def to_transfer(self) -> bool:
        """Whether the board found that its votes go to a new ballot (13-15-206(4)(b))."""
        return self.outcome is not None and self.outcome.verdict is Verdict.TRANSFER

    def _waiting_place(self) -> Place:
        if self.votes is None:
            return Place.NOT_READ
        return Place.LAID_ASIDE if self.ballot_questions or self.to_transfer else Place.WAITING

    def readings(self) -> tuple[ContestReading | ContestOutcome, ...]:
        """Each contest as it stands: as the machine read it, as the board decided it, or waiting."""
        if self.votes is None:
            return ()
        if self.place is Place.LAID_ASIDE:
            own = Question.CONDITION if self.to_transfer else Question.FOLDED_TOGETHER
            waits_for = (*self.ballot_questions, own)[0]
            return tuple(Questionable(reading.contest, waits_for) for reading in self.votes.contests)
        decided = {one.contest: one for one in self.outcome.contests} if self.outcome else {}
        return tuple(decided.get(reading.contest, reading) for reading in self.votes.contests)

    def check_question(self, entry: QuestionRaisedByPeople, rules: RulesEdition) -> None:
        """Check that the question is about the whole ballot, and new. Raises NotAllowed."""
        if entry.question not in PEOPLE_ASK:
            raise NotAllowed("a question about the whole ballot", f"{entry.question.value!r}", "Choose one of these.")
        if entry.question is Question.FOLDED_TOGETHER and rules is not RulesEdition.FIRST:
            raise NotAllowed("all the ballots folded together (13-15-201(5))", "one of them", "Name them all.")
        if entry.question in self.ballot_questions:
            raise NotAllowed("a question that is not asked yet", f"{entry.question.value!r}, which is", "Decide it.")

    def raise_question(self, entry: QuestionRaisedByPeople) -> None:
        """Somebody asks about the whole ballot; a new round begins."""
        self._next_round()
        self.raised.append(entry)

    def check_decision(self, entry: JudgeDecided, board: BoardAppointed, mode: WorkingMode) -> None:
        """Check that this judge may decide now, and answers all that is asked. Raises NotAllowed."""
        self._check_open(entry)
        self._check_judge(entry, board, mode)
        self._check_questions(entry)

    def decide(self, entry: JudgeDecided, rules: RulesEdition) -> None:
        """Add one judge's decision; the third makes the outcome, by the record's edition of the rules."""
        self.outcome = self.outcome_with(entry, rules)
        self.board = entry.board
        self.decisions.append(entry)

    def outcome_with(self, entry: JudgeDecided, rules: RulesEdition) -> BallotOutcome | None:
        """What came of the ballot, were this decision the next: the outcome if it is the third, else None."""
        decisions = [*self.decisions, entry]
        return settle(self.votes, decisions, rules) if len(decisions) == JUDGES_A_BOARD else None

    def same_as_with(self, entry: JudgeDecided, rules: RulesEdition) -> SheetName | None:
        """The sheet that the paper is counted as, were this decision the third that strikes it; else None."""
        found = (ruling.verdict for one in (*self.decisions, entry) for ruling in one.ballot)
        outcome = self.outcome_with(entry, rules) if Verdict.STRUCK in found else None
        return None if outcome is None else outcome.same_as

    def check_reopened(self, entry: DecisionReopened) -> None:
        """Check that there is something to decide anew. Raises NotAllowed."""
        if not self.decisions:
            raise NotAllowed("a ballot that somebody has decided", f"{self.name}, which nobody has", "Decide it.")
        if entry.round != self.round:
            raise NotAllowed(f"round {self.round} of {self.name}", f"round {entry.round}")

    def take_read(self, votes: CastVoteRecord) -> None:
        """The machine has read it after all; what is questionable in it is asked in a new round."""
        self._next_round()
        self.votes = votes

    def reopen(self, entry: DecisionReopened) -> None:
        """End this round without effect and begin the next."""
        self.reopened.append(entry)
        self._next_round()

    def _next_round(self) -> None:
        if self.outcome is not None:
            self.earlier.append(self.outcome)
        self.round += 1
        self.board, self.outcome = None, None
        self.decisions = []

    def _check_open(self, entry: JudgeDecided) -> None:
        if not self.asked:
            raise NotAllowed(
                "a ballot with an open question", f"{self.name}, of which nothing is asked any more", "Take the next."
            )
        if entry.round != self.round:
            raise NotAllowed(
                f"round {self.round} of {self.name}",
                f"a decision of round {entry.round}: it was opened again meanwhile",
            )
        if self.outcome is not None:
            raise NotAllowed("a ballot that waits", f"{self.name}, which three judges have decided", "Take the next.")

    def _check_judge(self, entry: JudgeDecided, board: BoardAppointed, mode: WorkingMode) -> None:
        if self.board not in (None, entry.board):
            raise NotAllowed(f"a judge of board {self.board}, which has this ballot", f"board {entry.board}")
        if entry.judge not in {judge.account for judge in board.judges}:
            raise NotAllowed(f"a judge of board {board.board}", f"{entry.judge}", "Ask the administrator.")
        if entry.judge in {one.judge for one in self.decisions}:
            raise NotAllowed(f"one decision of {entry.judge} in a round", "a second one", "Take the next ballot.")
        if entry.mode is not mode:
            raise NotAllowed(f"boards to work at {mode.value}", f"a decision made at {entry.mode.value}")

    def _check_questions(self, entry: JudgeDecided) -> None:
        asked = self.ballot_questions
        _same("the ballot's questions", asked, tuple(ruling.question for ruling in entry.ballot))
        for ruling in entry.ballot:
            rule = rule_of(ruling.question, self.votes is not None)
            same_image = ReasonCode.REPEATED_IMAGE in self.reasons and ruling.question is Question.DUPLICATE_IMAGE
            if ruling.verdict is Verdict.COUNTS and self.votes is None and same_image:
                raise NotAllowed("another verdict where the very image is counted", "another paper", "Strike the scan.")
            if ruling.verdict not in rule.allowed:
                allowed = ", ".join(verdict.value for verdict in rule.allowed)
                raise NotAllowed(f"one of {allowed} ({rule.rule})", f"{ruling.verdict.value!r}")
        match verdict_of(entry.ballot):
            case Verdict.COUNTS:
                expected = self.contests_in_question
            case Verdict.TRANSFER if self.votes is not None:
                expected = tuple(reading.contest for reading in self.votes.contests)
            case Verdict.TRANSFER:
                expected = tuple(dict.fromkeys(ruling.contest for ruling in entry.contests))
            case _:
                expected = ()
        _same("the contests in question", expected, tuple(ruling.contest for ruling in entry.contests))


def check_folded(
    entry: FoldedEntry,
    ballot_of: Callable[[SheetName], Ballot],
    boards: Mapping[str, BoardAppointed],
    open_batches: Callable[[], Iterable[str]],
    *,
    one_counts: bool = False,
) -> None:
    """Check that ballots may be laid aside as folded together, or a judge decide on them (C13). Raises NotAllowed."""
    folded = _common_set(entry, ballot_of)
    if not isinstance(entry, FoldedTogether):
        check_kept(entry, folded, one_counts=one_counts)
        check_folded_decided(entry, folded, boards.get(entry.board), tuple(open_batches()))


def _common_set(entry: FoldedEntry, ballot_of: Callable[[SheetName], Ballot]) -> FoldedSet | None:
    if len(set(entry.sheets)) != len(entry.sheets) or len(entry.sheets) < 2:
        raise NotAllowed("two or more ballots, each once", f"{len(set(entry.sheets))}", "Name them all.")
    sets = {name: ballot_of(name).folded for name in entry.sheets}
    for name, folded in sets.items():
        if folded is not None and folded.raised.sheets != entry.sheets:
            raise NotAllowed("ballots of no other set", f"{name}, which is in one", "Name that whole set again.")
    return sets[entry.sheets[0]]


def take_folded(entry: FoldedEntry, ballot_of: Callable[[SheetName], Ballot]) -> None:
    """Lay the ballots aside together, or add a judge's finding on them."""
    if isinstance(entry, FoldedTogether):
        folded = FoldedSet(entry)
        for name in entry.sheets:
            ballot_of(name).folded = folded
    elif (decided := ballot_of(entry.sheets[0]).folded) is not None:
        decided.decisions.append(entry)


def _same(what: str, expected: Sequence[str], found: Sequence[str]) -> None:
    if tuple(expected) != tuple(found):
        raise NotAllowed(f"{what} each once, in order ({_listed(expected)})", _listed(found))


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) or "none"
