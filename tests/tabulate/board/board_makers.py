"""Boards, ballots and decisions made by hand, for the tests of the boards' domain."""

from collections.abc import Sequence

from imaging.layout import CardId
from tabulate.board.boards import BoardAppointed, Judge, WorkingMode
from tabulate.board.decisions import JudgeDecided
from tabulate.board.places import SheetName
from tabulate.board.rulings import BallotRuling, ContestRuling, LineFinding, WrittenLine
from tabulate.election import BallotStyleId, ChoiceId, PrecinctId
from tabulate.ledger.entries import Entry
from tabulate.questions import Question, RaisedQuestion
from tabulate.votes import CastVoteRecord, Counted, Questionable
from tests.tabulate.ledger_makers import MAYOR, WRITE_IN, read_sheet_entry

JUDGES = {"east": ("ada", "bea", "cal"), "west": ("dan", "eva", "flo")}
CARD = CardId("card")
ZOE = ChoiceId("zoe")
"""A declared write-in candidate."""


def board(name: str = "east", early: bool = True) -> BoardAppointed:
    judges = tuple(Judge(account, account.title(), "2026-11-02", "the clerk") for account in JUDGES[name])
    return BoardAppointed(name, judges, early, "the administrator")


def votes_record(*contests: Counted | Questionable, questions: Sequence[RaisedQuestion] = ()) -> CastVoteRecord:
    return CastVoteRecord(CARD, PrecinctId("north"), BallotStyleId("1"), contests, tuple(questions))


def overvoted_sheet(batch: str, number: int) -> Entry:
    raised = RaisedQuestion(Question.OVERVOTE, MAYOR, None)
    return read_sheet_entry(batch, number, votes_record(Questionable(MAYOR, Question.OVERVOTE), questions=[raised]))


def written_sheet(batch: str, number: int) -> Entry:
    raised = RaisedQuestion(Question.WRITE_IN, MAYOR, WRITE_IN)
    return read_sheet_entry(batch, number, votes_record(Counted(MAYOR, (WRITE_IN,), 0), questions=[raised]))


def mayor(*votes: ChoiceId, overvoted: bool = False) -> ContestRuling:
    """A finding in a contest with one seat; Zoe is written in, all others are printed."""
    if overvoted:
        return ContestRuling(MAYOR, (), (), 0, 1)
    lines = (WrittenLine(WRITE_IN, LineFinding.DECLARED, "Zoe Zander", ZOE),) if ZOE in votes else ()
    return ContestRuling(MAYOR, tuple(one for one in votes if one != ZOE), lines, 1 - len(votes))


def decided(
    judge: str,
    name: SheetName,
    contests: Sequence[ContestRuling] = (),
    ballot: Sequence[BallotRuling] = (),
    round: int = 1,
    card: CardId | None = None,
) -> JudgeDecided:
    of = next(one for one, judges in JUDGES.items() if judge in judges)
    rulings = tuple(ballot)
    return JudgeDecided(
        of, judge, name.batch, name.sheet, round, WorkingMode.OWN_SCREENS, rulings, tuple(contests), card
    )


def by_all(name: SheetName, ruling: ContestRuling, of: str = "east") -> list[Entry]:
    return [decided(judge, name, [ruling]) for judge in JUDGES[of]]
