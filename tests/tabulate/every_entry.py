"""One entry of each kind and more where a kind has several shapes, every field filled: what the golden lines say."""

from dataclasses import replace

from imaging.layout import CardId, MarkThresholds, Side
from imaging.sheets import (
    Cause,
    Doubt,
    Mark,
    Nearby,
    Pairing,
    PlacePrint,
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
from tabulate.ballot_sheets import UnmarkedSheets
from tabulate.board.boards import BoardAppointed, BoardDismissed, Judge, WorkingMode, WorkingModeSet
from tabulate.board.custody.container_entries import (
    ContainerHandedOver,
    ContainerHolds,
    ContainerOpened,
    ContainerResealed,
    ContainerSealed,
    CustodyOffice,
    CustodySigner,
    OpeningGround,
    SealCondition,
    SealFound,
)
from tabulate.board.decisions import (
    DecisionReopened,
    FoldedDecided,
    FoldedTogether,
    JudgeDecided,
    ObjectionRecorded,
    QuestionRaisedByPeople,
)
from tabulate.board.halts import (
    CountHalted,
    FoundByTest,
    HaltChoice,
    HaltEnded,
    HaltQuestion,
    JudgeVotedOnHalt,
    MachineTested,
)
from tabulate.board.hand_counts import (
    BallotSetAside,
    ChoiceFigure,
    HandCountOpened,
    HandCountReopened,
    SetAsideDecided,
    TallySheetEntered,
)
from tabulate.board.machine.known_print import PrintLearned, SheetReadAgain
from tabulate.board.office.early_count import AffirmationSigned, DesigneesNamed, WitnessCapacity
from tabulate.board.office.electors_voting import ElectorsFrom, ElectorsVoting
from tabulate.board.office.machines_taken import MachineRegisterTaken, MachineStanding
from tabulate.board.office.open_readings import OpenReading
from tabulate.board.office.people_taken import PeopleRegisterTaken
from tabulate.board.office.qualifications import (
    NO_LIST,
    CertificateOfInstruction,
    Designation,
    KinOfCandidate,
    Kinship,
)
from tabulate.board.office.readings import ReadingSet
from tabulate.board.office.software_answered import SoftwareAnswered, SoftwareSeen
from tabulate.board.office.totals_released import TotalsReleased
from tabulate.board.places import SheetName
from tabulate.board.polls import LateEvent, PollsClosed, WriteInDeclared
from tabulate.board.reconciliation_entries import BallotsExpected, DifferenceReported, ExpectedFrom
from tabulate.board.recount.recount_entries import (
    CountySignatures,
    CourtOrder,
    LotAnnounced,
    LotDrawn,
    LotNotice,
    MemberFrom,
    Petition,
    RecountBallotsMissing,
    RecountBegun,
    RecountBoardMet,
    RecountCertified,
    RecountClerk,
    RecountFiled,
    RecountGround,
    RecountMember,
    RecountWithdrawn,
)
from tabulate.board.rulings import BallotRuling, Case, ContestRuling, LineFinding, Verdict, WrittenLine
from tabulate.board.transfers import TransferMade, TransferPaired, TransferReason
from tabulate.editions.names import NameStated
from tabulate.election import BallotStyleId, ChoiceId, PrecinctId
from tabulate.ledger.edition_entries import EditionTaken
from tabulate.ledger.entries import (
    Access,
    AccessRecorded,
    AuditRecorded,
    BatchClosed,
    BatchKind,
    Entry,
    PassedOver,
    RepeatAllowed,
    SheetCounted,
    SheetNotRead,
    SheetQuestioned,
)
from tabulate.precincts import PartId
from tabulate.questions import Question, RaisedQuestion
from tabulate.rules_edition import RulesEdition
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


def _read_nearby(number: int) -> ReadSheet:
    plain = reading(number, source("front.png"))
    crossed = replace(plain.targets[1], nearby=Nearby.CROSSING)
    return ReadSheet(number, plain.card, plain.pages, (plain.targets[0], crossed))


def _votes(*readings: Counted | Questionable, words: WordsCompared | None = None) -> CastVoteRecord:
    questions = tuple(RaisedQuestion(one.question, MAYOR, None) for one in readings if isinstance(one, Questionable))
    return CastVoteRecord(CardId("card"), NORTH, BallotStyleId("1"), readings, questions, words)


def _printout(number: int) -> ReadPrintout:
    return ReadPrintout(number, source("printed.png"), True, (CODE,), (PrintedBlock(LINES),))


SHEETS: tuple[Entry, ...] = (
    SheetCounted("AB-001", (source("front.png"), source("back.png", 2)), _read(1), _votes(Counted(MAYOR, (ANN,), 0))),
    SheetCounted(
        "AB-001",
        (source("printed.png"),),
        _printout(2),
        _votes(Counted(MAYOR, (ChoiceId("write-in:ZOË"),), 0), words=WordsCompared((MAYOR,), (), ())),
    ),
    SheetQuestioned(
        "AB-001",
        (source("front.png"),),
        _read(3),
        _votes(Questionable(MAYOR, Question.OVERVOTE), Counted(MAYOR, (), 1)),
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
BY_ITS_OVAL = replace(RULING, lines=tuple(replace(line, oval_on_paper=True) for line in RULING.lines))
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
RENAMED = NameStated(MAYOR, ANN, "Ann", "Anne", same=True)
LATER_ENTRIES: tuple[Entry, ...] = (
    HaltEnded(
        21,
        FoundByTest.CORRECTED,
        HaltChoice.OTHER_MACHINE,
        ("AB-001",),
        ("ada",),
        "cleaned",
        left_out_because="AB-002 was counted after the test",
        corrected="dust on the glass; cleaned",
        deck_before="T-1",
        deck_after="T-2",
        rule="ARM 44.3.1714",
    ),
    HandCountOpened("H-2", NORTH, 40, (), ("ada", "bo"), "cy", "admin", "east"),
    BallotSetAside("H-2", 1, (MAYOR,), "circled", "ada"),
    SetAsideDecided("H-2", 1, "bo", (RULING,)),
    FoldedTogether((SheetName("AB-001", 1), SheetName("AB-001", 2)), "ada", "stuck"),
    FoldedDecided((SheetName("AB-001", 1), SheetName("AB-001", 2)), "east", "ada", Verdict.REJECTED, -1),
    JudgeVotedOnHalt(21, "east", "ada", HaltQuestion.MAY_BE_FAULTY, True),
    JudgeVotedOnHalt(21, "east", "bo", HaltQuestion.OTHER_MACHINE, False),
    MachineTested("left scanner", "T-1", False, "admin", "12 of 40 differ"),
    TotalsReleased(complete=False, with_held=True, released_by="admin"),
    AffirmationSigned("ada", "2026-11-02", "clerk", WitnessCapacity.CHIEF_ELECTION_JUDGE, "clerk"),
    DesigneesNamed(("bo", "cy"), "clerk"),
    MachineRegisterTaken("ab" * 32, 3, (MachineStanding("left", "DS200", "cd" * 32, "Primary", ("approval",)),), "c"),
    BoardAppointed(
        "east",
        (
            Judge(
                "ada",
                "Ada",
                "2026-11-02",
                None,
                "Green",
                True,
                (KinOfCandidate("Ann", Kinship.SIBLING),),
                CertificateOfInstruction("C-1", "2026-09-01", "2028-09-01"),
            ),
            Judge("bo", "Bo", "2026-11-02", None, NO_LIST, False, ()),
        ),
        False,
        "admin",
        Designation("Resolution 41", "2026-09-15"),
        (PrecinctId("north"),),
    ),
    ReadingSet(OpenReading.CLEAN_CONTESTS, "with-the-ballot", "opinion 7", "2026-09-01", "clerk"),
    JudgeDecided("east", "ada", "AB-001", 3, 2, WorkingMode.OWN_SCREENS, (), (RULING,), needed_to_reject=3),
    WriteInDeclared(
        "mayor", "zoe", "Zoe", ("Zoe",), "13-10-211(2)", "c", LateEvent.DIED, "ann", "2026-10-20", "2026-11-02T16:59"
    ),
    replace(record_opened(), rules=RulesEdition.SECOND),
    replace(batch_opened("AB-003"), pairing=Pairing.PROVED, thresholds=MarkThresholds(45, 130, 25)),
    SheetCounted("AB-003", (source("front.png"),), _read_nearby(1), _votes(Counted(MAYOR, (ANN,), 0))),
    BatchClosed("AB-003", 1, 1, 0, 0, (PassedOver("notes.txt", "not a picture"),), ("AB-001",), 1),
    JudgeDecided("east", "ada", "AB-001", 3, 3, WorkingMode.OWN_SCREENS, (), (BY_ITS_OVAL,)),
    DifferenceReported(None, "AB-003", 0, 1, "two stuck together", ("ada", "bo", "cy"), "east"),
    EditionTaken(2, "cd" * 32, "misprint", "2026-10-20", "clerk", "0.2.0", "ef" * 32, (RENAMED,), apart=True),
    EditionTaken(3, "ab" * 32, "Ann died", "", "clerk", "0.2.0"),
    replace(batch_opened("AB-004"), edition=2),
    JudgeDecided("east", "ada", "AB-001", 3, 4, WorkingMode.OWN_SCREENS, (), (RULING,), marks_are_condition=True),
    PeopleRegisterTaken("ab" * 32, 3, "clerk"),
    BoardAppointed("west", (Judge("dan", "Dan", "2026-11-02"),), False, "admin", register_sha256="ab" * 32),
    ElectorsVoting(PartId("P2-A"), 214, ElectorsFrom.ACCEPTED, "clerk"),
    replace(batch_opened("AB-004"), software_sha256="cd" * 32),
    SoftwareAnswered(
        "left",
        "T-1",
        SoftwareSeen("0.2.0", "ab" * 32, "", "cd" * 32),
        SoftwareSeen("0.2.1", "ab" * 32, "ef" * 32, "cd" * 32),
        "directive 9",
        "clerk",
    ),
    replace(batch_opened("AB-005"), unmarked_sheets=UnmarkedSheets.UNDERVOTES),
    PrintLearned(
        CardId("S1-north"),
        (PlacePrint(2, -3, 40, ("0180", "fe01")),),
        (SheetName("AB-001", 1), SheetName("AB-001", 2)),
        "0.2.0",
    ),
    SheetReadAgain("AB-001", _read_nearby(2), _votes(Counted(MAYOR, (ANN,), 0))),
    ContainerSealed(
        "N-3",
        ContainerHolds.VOTED,
        (NORTH,),
        ("AB-001", "hand count H-1"),
        ("10421", "10422"),
        (CustodySigner("Ada", CustodyOffice.CHIEF_JUDGE), CustodySigner("Bo", CustodyOffice.ELECTION_JUDGE)),
        "2026-11-03T21:40-07:00",
        "clerk",
    ),
    ContainerHandedOver(
        "N-3",
        CustodySigner("Bo", CustodyOffice.ELECTION_JUDGE),
        CustodySigner("Cy", CustodyOffice.ADMINISTRATOR),
        "2026-11-03T22:10-07:00",
        "clerk",
        "Ada",
    ),
    ContainerOpened(
        "N-3",
        OpeningGround.RECOUNT,
        "notice of 2026-11-20",
        (CustodySigner("Cy", CustodyOffice.ADMINISTRATOR),),
        (SealFound("10421", SealCondition.WHOLE), SealFound("10422", SealCondition.BROKEN)),
        "2026-11-24T09:05-07:00",
        "clerk",
        "torn at the edge",
    ),
    ContainerResealed(
        "N-3",
        ("AB-001",),
        ("10501",),
        (CustodySigner("Cy", CustodyOffice.ADMINISTRATOR),),
        "2026-11-24T16:30-07:00",
        "clerk",
    ),
    RecountFiled(
        "R-1",
        MAYOR,
        RecountGround.BOND,
        "2026-11-17",
        "2026-11-19",
        "2026-11-20",
        (NORTH,),
        "clerk",
        Petition("bob", "as the law has it", "Cy", (CountySignatures("Big Sky", 10),), 120000),
        elsewhere=(ChoiceFigure(ANN, 3),),
    ),
    RecountFiled(
        "R-2",
        MAYOR,
        RecountGround.COURT,
        "2026-11-17",
        "2026-11-23",
        "2026-11-23",
        (NORTH,),
        "clerk",
        Petition("bob", "13-15-206 was not followed", "Cy"),
        CourtOrder("DV-26-14", "2026-11-20", "2026-11-23", 50000),
    ),
    RecountBoardMet(
        "R-1",
        (RecountMember("eve", "Eve"), RecountMember("gus", "Gus", MemberFrom.COUNTY_OFFICER)),
        "Cy",
        (RecountClerk("hal", "Hal"),),
        "2026-11-24",
        "clerk",
    ),
    RecountBegun("R-1", NORTH, 12, "hal", ("eve", "gus"), "clerk"),
    RecountBallotsMissing("R-1", NORTH, 1, 2, "petition of 2026-11-24; in the package of South", "clerk"),
    RecountCertified(
        "R-1",
        (NORTH,),
        "2026-11-24",
        ("Eve", "Gus"),
        "Cy",
        "north was recounted",
        ("Bob",),
        30000,
        "clerk",
        (ChoiceFigure(ANN, 4),),
    ),
    LotAnnounced(
        MAYOR,
        "the election administrator",
        "2026-06-22T10:00-06:00",
        "the office",
        (LotNotice("ann", "2026-06-18"), LotNotice("bob", "2026-06-18")),
        1,
        "clerk",
    ),
    LotDrawn(MAYOR, "2026-06-22T10:05-06:00", "Cy", ("Ann", "Bob"), (7, 2), ("bob",), "clerk"),
    RecountWithdrawn("R-2", "the candidate withdrew the application", "2026-11-25", "clerk"),
)
"""Kinds and fields that version 0.1.0 did not have. More are added at the end: the lines kept of these are chained."""
