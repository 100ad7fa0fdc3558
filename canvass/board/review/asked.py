"""What a review page asks, as types: questions, the answers that may be given, and the key of each."""

from dataclasses import dataclass

from canvass.board.ballot_page import BallotPage
from canvass.board.pictures.addresses import PictureShown
from canvass.board.same_paper import ScanShown
from canvass.board.words import QUESTIONS, QuestionWords
from canvass.reading.printout_words import SaidTwice
from tabulate.board.boards import BoardAppointed, Judge
from tabulate.board.rulings import Verdict
from tabulate.election import Card, Choice, ChoiceId, Contest
from tabulate.questions import Question

CHOICE_KEYS = "123456789qwertyip"
"""One for each choice of a contest; further choices have none and are reached with the arrow keys."""
CASE_KEYS = "asdfghjklzxcvbnm"
NOBODY_KEY = "0"
OVERVOTE_KEY = "-"
_UNMARKED = frozenset({QUESTIONS[Question.UNMARKED_BALLOT], QUESTIONS[Question.UNMARKED_SHEET]})
NO_VOTE, OVERVOTED = "none", "over"
"""Answers beside the choices' places, in forms."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer."""

    value: str
    """In forms."""
    text: str
    key: str = ""
    aside: str = ""
    """A party, or what the machine saw there."""
    machine: str = ""
    """`marked` or `ambiguous`, as the machine saw it; empty where it saw nothing."""
    seen: str = ""
    """Shape, ink and doubt in words; empty where the machine saw nothing."""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class LineAsked:
    """A write-in line whose name the board reads."""

    field: str
    line: ChoiceId
    title: str
    picture: PictureShown | None
    typed: str
    """As a device printed it; empty for handwriting."""
    options: tuple[Option, ...]
    oval_marked: bool
    asks_oval: bool = False
    """Whether the judge may say that the oval is marked on the paper, which the machine did not see."""
    oval_on_paper: bool = False
    """As the judge said it."""
    name: str = ""
    """As the judge typed it."""
    told: str = ""
    """Whom the typed name is like, where that was asked."""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class ContestAsked:
    """A contest that the board decides."""

    field: str
    contest: Contest
    questions: tuple[QuestionWords, ...]
    standing: tuple[Choice, ...] | None
    """With a vote that the machine counted, which stands (13-15-206(3)(a)); None where the board decides them."""
    choices: tuple[Option, ...]
    """Printed ones, and then no vote and overvote; none where the machine's votes stand."""
    lines: tuple[LineAsked, ...]
    cases: tuple[Option, ...]
    pictures: tuple[PictureShown, ...]
    printed: SaidTwice | None
    """On a device printout, the printed words and what the barcode says."""
    problem: str = ""

    @property
    def several(self) -> bool:
        """Whether more than one may be chosen."""
        return self.contest.seats > 1


@dataclass(frozen=True, slots=True)
class BallotAsked:
    """A question about the whole ballot."""

    field: str
    question: Question
    words: QuestionWords
    rule: str
    verdicts: tuple[Option, ...]
    same_batch: str = ""
    same_sheet: str = ""
    excess: str = ""
    problem: str = ""

    @property
    def may_be_struck(self) -> bool:
        """Whether the page asks for the sheet that the paper is counted as."""
        return any(option.value == Verdict.STRUCK.value for option in self.verdicts)

    @property
    def may_transfer(self) -> bool:
        """Whether its votes may be put on a new ballot."""
        return any(option.value == Verdict.TRANSFER.value for option in self.verdicts)

    @property
    def compares_pollbook(self) -> bool:
        """Whether the page asks for the pollbook's difference (13-15-201(5))."""
        return self.question is Question.FOLDED_TOGETHER


@dataclass(frozen=True, slots=True)
class ContestStanding:
    """A contest that is not in question, as the machine counted it."""

    title: str
    votes: tuple[str, ...]
    undervotes: int


@dataclass(frozen=True, slots=True)
class Review:
    """Everything asked of one ballot, in order: of the whole ballot first."""

    ballot: tuple[BallotAsked, ...]
    contests: tuple[ContestAsked, ...]
    standing: tuple[ContestStanding, ...]
    transfer: bool
    """Whether the page is for putting the ballot's votes on a new one: every contest is asked."""
    card: Card | None

    @property
    def may_have_no_vote(self) -> bool:
        """Whether several contests are decided at once, so that one answer for all of them is offered."""
        return sum(bool(one.choices) for one in self.contests) > 1

    @property
    def is_unmarked(self) -> bool:
        """Whether the machine found no mark anywhere: contests then show little until they are looked at."""
        return len(self.contests) > 1 and all(_UNMARKED.intersection(one.questions) for one in self.contests)

    @property
    def questions(self) -> int:
        """How many answers are needed, lines of a contest counted with it."""
        return len(self.ballot) + len(self.contests)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPage(BallotPage):
    """A ballot before a judge: what is asked, what was answered so far, and what is wrong with it."""

    board: BoardAppointed
    review: Review
    same_paper: tuple[ScanShown, ...]
    same_evidence: tuple[str, ...]
    """Why the machine took this paper for another's second scan."""
    waiting: int
    """Ballots that a board can take."""
    trouble: str
    objection: str
    shared: bool
    """Whether the board works at one screen."""
    have_pins: frozenset[str]
    """The accounts of those who may confirm with a PIN at this screen."""
    confirmed: frozenset[str]
    """The accounts of the judges who have decided."""
    judges_left: tuple[Judge, ...]
    left_by: tuple[str, ...]
    """The names of the judges who left it for later."""
    chosen_judge: str
    password_problem: str
    cards: tuple[Card, ...]
    """To choose from where nobody knows which one the paper is."""
    style: str
    style_problem: str
    preload: tuple[str, ...]
    """Addresses of the next ballot's pictures."""
