"""Kinds of entries and fields that version 0.1.0 did not have, every field filled: what the golden lines say."""

from dataclasses import replace

from imaging.layout import CardId, MarkThresholds, Side
from imaging.sheets import (
    Nearby,
    Pairing,
    PlacePrint,
    ReadSheet,
)
from tabulate.ballot_sheets import UnmarkedSheets
from tabulate.board.batches.halts import (
    FoundByTest,
    HaltChoice,
    HaltEnded,
    HaltQuestion,
    JudgeVotedOnHalt,
    MachineTested,
)
from tabulate.board.batches.withdrawn_batches import BatchWithdrawn
from tabulate.board.boards import BoardAppointed, Judge, WorkingMode
from tabulate.board.by_hand.hand_counts import (
    BallotSetAside,
    HandCountOpened,
    SetAsideDecided,
)
from tabulate.board.county.sending_entries import ReturnsMailed, ReturnsSent, SentContest
from tabulate.board.decisions import (
    FoldedDecided,
    FoldedTogether,
    JudgeDecided,
)
from tabulate.board.machine.known_print import PrintLearned, SheetReadAgain
from tabulate.board.machine.other_papers import OtherPaperRead
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
from tabulate.board.polls import LateEvent, WriteInDeclared
from tabulate.board.reconciliation_entries import DifferenceReported, PollbookCertified
from tabulate.board.recount.recount_entries import RecountFiled, RecountGround
from tabulate.board.recount.tie_entries import TieAppointed
from tabulate.board.rulings import Verdict
from tabulate.board.signing.signing_entries import PaperSigned, SigningKeyMade
from tabulate.editions.names import NameStated
from tabulate.election import PrecinctId
from tabulate.ledger.edition_entries import EditionTaken
from tabulate.ledger.entries import (
    BatchClosed,
    Entry,
    PassedOver,
    SheetCounted,
)
from tabulate.precincts import PartId
from tabulate.rules_edition import RulesEdition
from tabulate.votes import Counted
from tests.tabulate.every_entry import NORTH, RULING, votes
from tests.tabulate.later_certificate_entries import LATER_CERTIFICATE_ENTRIES
from tests.tabulate.later_county_entries import LATER_COUNTY_ENTRIES
from tests.tabulate.later_court_entries import LATER_COURT_ENTRIES
from tests.tabulate.later_intake_entries import LATER_INTAKE_ENTRIES
from tests.tabulate.later_kind_entries import LATER_KIND_ENTRIES
from tests.tabulate.later_outside_entries import (
    LATER_OUTSIDE_ENTRIES,
    WITH_CHOICES,
    WITH_SEATS,
    WITHDRAWN,
    WRITE_INS,
)
from tests.tabulate.later_picture_entries import LATER_PICTURE_ENTRIES
from tests.tabulate.later_primary_entries import LATER_PRIMARY_ENTRIES
from tests.tabulate.later_record_entries import LATER_RECORD_ENTRIES
from tests.tabulate.ledger_makers import (
    ANN,
    MAYOR,
    batch_opened,
    reading,
    record_opened,
    source,
)


def read_nearby(number: int) -> ReadSheet:
    plain = reading(number, source("front.png"))
    crossed = replace(plain.targets[1], nearby=Nearby.CROSSING)
    return ReadSheet(number, plain.card, plain.pages, (plain.targets[0], crossed))


BY_ITS_OVAL = replace(RULING, lines=tuple(replace(line, oval_on_paper=True) for line in RULING.lines))
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
    SheetCounted("AB-003", (source("front.png"),), read_nearby(1), votes(Counted(MAYOR, (ANN,), 0))),
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
    SheetReadAgain("AB-001", read_nearby(2), votes(Counted(MAYOR, (ANN,), 0))),
    *LATER_COUNTY_ENTRIES,
    *LATER_CERTIFICATE_ENTRIES,
    ReturnsSent(
        45,
        (SentContest(MAYOR, "ab" * 32, ("cd" * 32, "ef" * 32)),),
        ("ab" * 32,),
        "cd" * 32,
        "2026-11-18T09:00-07:00",
        "c",
    ),
    ReturnsMailed(60, "7019 0700 0001", "2026-11-18", "2026-11-18T09:30-07:00", "clerk"),
    replace(batch_opened("AB-006"), first_side=Side.BACK),
    *LATER_COURT_ENTRIES,
    SigningKeyMade("afield", "Ann Field", "ab" * 32),
    PaperSigned(
        45,
        "cd" * 32,
        "Report of the county canvass",
        "ef" * 32,
        "afield",
        "Ann Field",
        "county commissioner",
        "2026-11-17T11:00-07:00",
        "ab" * 32,
        "12" * 64,
    ),
    PollbookCertified(NORTH, 452, "east", ("Ada", "Bea", "Cal"), "2026-11-03T21:40-07:00", "clerk"),
    BatchWithdrawn("AB-006", "counted under a wrong name", "clerk"),
    RecountFiled(
        "R-3",
        MAYOR,
        RecountGround.TIE,
        "2026-11-30",
        "2026-11-30",
        "2026-12-01",
        (NORTH,),
        "clerk",
        noticed_by="ab" * 32,
    ),
    TieAppointed(
        MAYOR,
        "the county commissioners",
        "13-16-506",
        ("bob",),
        "2026-12-01",
        "ab" * 32,
        "2026-12-02T10:00-07:00",
        "clerk",
    ),
    *LATER_OUTSIDE_ENTRIES,
    *LATER_PICTURE_ENTRIES,
    *LATER_RECORD_ENTRIES,
    WITHDRAWN,
    WITH_CHOICES,
    WRITE_INS,
    WITH_SEATS,
    OtherPaperRead("AB-002", read_nearby(3), votes(Counted(MAYOR, (ANN,), 0))),
    *LATER_PRIMARY_ENTRIES,
    *LATER_KIND_ENTRIES,
    replace(batch_opened("AB-008"), voted_apart=(MAYOR,)),
    replace(batch_opened("AB-009"), voted_apart=()),
    *LATER_INTAKE_ENTRIES,
)
"""More are added at the end: the lines kept of these are chained."""
