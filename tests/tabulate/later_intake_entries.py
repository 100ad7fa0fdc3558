"""Entries of the office's logs, which version 0.1.0 did not have: absentee, provisional, electronic, mail, requests."""

from tabulate.board.custody.container_entries import SealCondition
from tabulate.board.intake.absentee_figures import (
    AbsenteeFiguresTaken,
    AcceptedBatch,
    EnvelopeRejection,
    PrecinctIntake,
    RejectedEnvelopes,
)
from tabulate.board.intake.electronic_log import (
    BallotElector,
    BallotGiven,
    BallotReturned,
    BallotWay,
    FederalBallotReceived,
    LoggedBallotTranscribed,
)
from tabulate.board.intake.intake_state import LogLineStruck
from tabulate.board.intake.mail_election import (
    DepositBoxOpened,
    DepositBoxSealed,
    MailBallotsSent,
    MailPlanFiled,
    PostedEnvelopes,
)
from tabulate.board.intake.prepared_ballots import BallotsPrepared
from tabulate.board.intake.provisional_log import (
    OrdinaryBallotsHeldBack,
    ProvisionalDecided,
    ProvisionalOutcome,
    ProvisionalReceived,
    WhyProvisional,
)
from tabulate.board.intake.records_requests import RecordsAnswered, RecordsBilled, RecordsRequested, RequestAnswer
from tabulate.board.subjects import IntakeLog
from tabulate.ledger.entries import Entry
from tests.tabulate.every_entry import NORTH

_AT, _SECOND, _LATER = "2026-11-09T15:10-07:00", "2026-11-03T19:30:00-07:00", "2026-11-04T09:00:01-07:00"
_TWO = ("Ada Ash", "Bo Birch")
LATER_INTAKE_ENTRIES: tuple[Entry, ...] = (
    AbsenteeFiguresTaken(
        _SECOND,
        "ab" * 32,
        (
            PrecinctIntake(
                NORTH,
                "1-410",
                410,
                12,
                5,
                386,
                381,
                (
                    RejectedEnvelopes(EnvelopeRejection.LATE, 4),
                    RejectedEnvelopes(EnvelopeRejection.NO_REQUEST, 1, (_SECOND,)),
                ),
                380,
            ),
        ),
        (AcceptedBatch("AB-001", NORTH, 381, 380),),
        _AT,
        "clerk",
    ),
    BallotsPrepared("2026-10-29", 300, ("S-1",), _TWO, "posted at the door", 9_000, 6_000, _AT, "clerk"),
    ProvisionalReceived("V-1", NORTH, WhyProvisional.NO_IDENTIFICATION, _AT, "clerk"),
    ProvisionalDecided("V-1", ProvisionalOutcome.PROVED, _LATER, _AT, "clerk"),
    OrdinaryBallotsHeldBack(NORTH, 9, _TWO, _AT, "clerk"),
    BallotGiven("E-1", BallotElector.COVERED, BallotWay.SYSTEM, _SECOND, _AT, "clerk"),
    BallotReturned("E-1", BallotWay.EMAIL, _SECOND, _LATER, _AT, "clerk"),
    FederalBallotReceived("F-1", _SECOND, _LATER, _LATER, _AT, "clerk"),
    LoggedBallotTranscribed("E-1", (*_TWO, "Cy Cole"), _LATER, _AT, "clerk"),
    MailPlanFiled("2026-09-01", ("the courthouse",), _AT, "clerk"),
    MailBallotsSent("2026-10-15", 4_000, _AT, "clerk"),
    DepositBoxSealed("B-1", "the courthouse", "S-9", 120, _TWO, _SECOND, _AT, "clerk"),
    DepositBoxOpened("B-1", SealCondition.WHOLE, 120, _TWO, _LATER, _AT, "clerk"),
    PostedEnvelopes("2026-10-20", 31, _AT, "clerk"),
    RecordsRequested("R-1", "a newspaper", "all images", "2026-11-05", _AT, "clerk"),
    RecordsBilled("R-1", 120, 800, 45, 2_100, _AT, "clerk"),
    RecordsAnswered("R-1", RequestAnswer.REDACTED, "without images of few", "2026-11-06", "2026-11-07", _AT, "clerk"),
    LogLineStruck(IntakeLog.PROVISIONAL, "V-1", "entered twice", _AT, "clerk"),
)
"""More are added at the end of `later_entries.py`."""
