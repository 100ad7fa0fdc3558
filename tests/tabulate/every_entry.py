"""One entry of each kind of version 0.1.0 and more where a kind has several shapes, every field filled."""

from dataclasses import replace

from imaging.layout import CardId, Side
from imaging.sheets import (
    Cause,
    Doubt,
    Mark,
    PrintedBlock,
    PrintedCode,
    PrintedLine,
    ReadPrintout,
    ReadSheet,
    Reason,
    ReasonCode,
    Refusal,
    Shape,
    Symbology,
    TargetReading,
    UnreadSheet,
)
from tabulate.board.batches.halts import (
    CountHalted,
    FoundByTest,
    HaltChoice,
    HaltEnded,
)
from tabulate.board.boards import BoardAppointed, BoardDismissed, Judge, WorkingMode, WorkingModeSet
from tabulate.board.by_hand.hand_counts import (
    ChoiceFigure,
    HandCountOpened,
    HandCountReopened,
    TallySheetEntered,
)
from tabulate.board.decisions import (
    DecisionReopened,
    JudgeDecided,
    ObjectionRecorded,
    QuestionRaisedByPeople,
)
from tabulate.board.polls import PollsClosed, WriteInDeclared
from tabulate.board.reconciliation_entries import BallotsExpected, DifferenceReported, ExpectedFrom
from tabulate.board.rulings import BallotRuling, Case, ContestRuling, LineFinding, Verdict, WrittenLine
from tabulate.board.transfers import TransferMade, TransferPaired, TransferReason
from tabulate.election import BallotStyleId, ChoiceId, PrecinctId
from tabulate.ledger.entries import (
    Access,
    AccessRecorded,
    AuditRecorded,
    BatchClosed,
    BatchKind,
    Entry,
    RepeatAllowed,
    SheetCounted,
    SheetNotRead,
    SheetQuestioned,
)
from tabulate.questions import Question, RaisedQuestion
from tabulate.votes import CastVoteRecord, Counted, Questionable, WordsCompared
from tests.tabulate.ledger_makers import (
    ANN,
    BOB,
    MAYOR,
    WRITE_IN,
    batch_opened,
    reading,
    record_opened,
    sha256_of,
    source,
)

NORTH = PrecinctId("north")
CODE = PrintedCode(Symbology.QR, "43565031", ("zbar", "zxing"), 120, 640)
LINES = (PrintedLine("Mayor", 96, 10, 30, 5, 90), PrintedLine("Ann Ö. Ash", 91, 40, 60, 5, 99, least_confidence=71))


def _read(number: int) -> ReadSheet:
    image = source("front.png")
    later = TargetReading(3, Side.FRONT, Mark.AMBIGUOUS, 41, 700, 200.5, 75.04, 1.2, 12, 4000, True, 9, Shape.CHECK)
    refused = TargetReading(4, Side.FRONT, Mark.AMBIGUOUS, 0, 0, 250.5, 75.0, 4.0, refused=Refusal.COVERED)
    plain = reading(number, image)
    more = (replace(later, cause=Cause.FOLD, doubt=Doubt.SLIGHT), refused)
    return ReadSheet(number, plain.card, plain.pages, (*plain.targets, *more))


def votes(*readings: Counted | Questionable, words: WordsCompared | None = None) -> CastVoteRecord:
    questions = tuple(RaisedQuestion(one.question, MAYOR, None) for one in readings if isinstance(one, Questionable))
    return CastVoteRecord(CardId("card"), NORTH, BallotStyleId("1"), readings, questions, words)


def _printout(number: int) -> ReadPrintout:
    return ReadPrintout(number, source("printed.png"), True, (CODE,), (PrintedBlock(LINES),))


SHEETS: tuple[Entry, ...] = (
    SheetCounted("AB-001", (source("front.png"), source("back.png", 2)), _read(1), votes(Counted(MAYOR, (ANN,), 0))),
    SheetCounted(
        "AB-001",
        (source("printed.png"),),
        _printout(2),
        votes(Counted(MAYOR, (ChoiceId("write-in:ZOË"),), 0), words=WordsCompared((MAYOR,), (), ())),
    ),
    SheetQuestioned(
        "AB-001",
        (source("front.png"),),
        _read(3),
        votes(Questionable(MAYOR, Question.OVERVOTE), Counted(MAYOR, (), 1)),
    ),
    SheetNotRead(
        "AB-001",
        UnreadSheet(4, (source("x.png"),), (Reason(ReasonCode.NO_TIMING_MARKS, "3 of 41"),), CardId("card")),
    ),
)
RULING = ContestRuling(
    MAYOR, (ANN,), (WrittenLine(WRITE_IN, LineFinding.DECLARED, "Zoe", ChoiceId("zoe")),), 0, 1, Case.W_D2
)
BOARD: tuple[Entry, ...] = (
    BoardAppointed("east", (Judge("ada", "Ada", "2026-11-02"), Judge("bo", "Bo", "2026-11-02", "C")), True, "admin"),
    BoardDismissed("east", "admin"),
    WorkingModeSet(WorkingMode.SHARED_SCREEN, "admin"),
    JudgeDecided(
        board="east",
        judge="ada",
        batch="AB-001",
        sheet=3,
        round=2,
        mode=WorkingMode.OWN_SCREENS,
        ballot=(BallotRuling(Question.DUPLICATE_IMAGE, Verdict.STRUCK, "AB-002", 7, 3),),
        contests=(RULING,),
        card=CardId("card"),
        objection="not so",
    ),
    QuestionRaisedByPeople("AB-001", 1, Question.IDENTIFYING_MARK, "ada", "initials"),
    DecisionReopened("AB-001", 3, 2, "admin", "a wrong key"),
    ObjectionRecorded("AB-001", 3, "watcher", "so"),
    ObjectionRecorded(None, None, "watcher", "all of it"),
    TransferMade("T-1", TransferReason.DAMAGED, "AB-001", 4, ("a", "b", "c")),
    TransferMade("T-2", TransferReason.ELECTRONIC, None, None, ("a", "b", "c")),
    TransferPaired("T-1", "NEW-1", 1, "ada"),
    WriteInDeclared("mayor", "zoe", "Zoe Zander", ("Zoe Zander", "Z. Zander"), "13-10-211(2)", "admin"),
    PollsClosed("admin"),
    CountHalted(None, "admin", "a noise"),
    CountHalted("left scanner", "admin", "two at once"),
    HaltEnded(21, FoundByTest.ERROR, HaltChoice.HAND_COUNT, ("AB-001",), ("ada", "bo"), "no spare part"),
    HandCountOpened("H-1", NORTH, 40, ("AB-001",), ("ada", "bo"), "cy", "admin"),
    TallySheetEntered("H-1", MAYOR, 1, "ada", 40, (ChoiceFigure(ANN, 20), ChoiceFigure(BOB, 15)), 3, 2),
    HandCountReopened("H-1", None, 41, "admin", "one was found"),
    HandCountReopened("H-1", MAYOR, 41, "admin", "a slip"),
    BallotsExpected(NORTH, None, 40, ExpectedFrom.ACCEPTED, "admin"),
    BallotsExpected(None, "AB-001", 4, ExpectedFrom.TRANSMITTAL, "admin"),
    DifferenceReported(NORTH, None, 1, 0, "an empty envelope", ("ada", "bo")),
)
EVERY_ENTRY: tuple[Entry, ...] = (
    record_opened(),
    replace(record_opened(), layout_sha256=sha256_of("layout")),
    batch_opened(),
    replace(
        batch_opened("AB-002", BatchKind.TRANSFER, "north"),
        expected_sheets=4,
        ballot_style=BallotStyleId("1"),
        accepted_hashes=(sha256_of("other"),),
    ),
    *SHEETS,
    RepeatAllowed("AB-002", 1, source("front.png"), "AB-001", 1),
    BatchClosed("AB-001", 4, 2, 1, 1),
    AuditRecorded("committee appointed", '{"on":"2026-10-30"}'),
    AccessRecorded("ada", "counting board member", Access.TOTALS_SEEN, "page / \u201cresults\u201d"),
    *BOARD,
)
