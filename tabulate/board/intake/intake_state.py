"""The office's logs as they stand, and lines that were struck."""

from dataclasses import dataclass, field, replace
from typing import ClassVar, assert_never

from tabulate.board.errors import NotAllowed
from tabulate.board.intake.absentee_figures import AbsenteeFiguresTaken, check_figures
from tabulate.board.intake.electronic_log import (
    BallotGiven,
    BallotReturned,
    ElectronicEntry,
    FederalBallotReceived,
    LoggedBallot,
    LoggedBallotTranscribed,
    check_electronic,
    check_may_be_transcribed,
)
from tabulate.board.intake.intake_words import check_named
from tabulate.board.intake.mail_election import (
    PLAN_LINE,
    SENT_LINE,
    DepositBox,
    DepositBoxOpened,
    DepositBoxSealed,
    MailBallotsSent,
    MailEntry,
    MailPlanFiled,
    PostedEnvelopes,
    check_mail,
    check_mail_day,
)
from tabulate.board.intake.prepared_ballots import BallotsPrepared, check_prepared, check_prepared_on
from tabulate.board.intake.provisional_log import (
    OrdinaryBallotsHeldBack,
    ProvisionalDecided,
    ProvisionalEntry,
    ProvisionalLine,
    ProvisionalReceived,
    check_held_back_hour,
    check_provisional,
    check_provisional_hour,
)
from tabulate.board.intake.records_requests import (
    PublicRequest,
    RecordsBilled,
    RecordsRequested,
    RequestEntry,
    check_request,
)
from tabulate.board.subjects import About, IntakeLog, OfficeLog
from tabulate.board.words_said import moment_said
from tabulate.election import Election, PrecinctId


@dataclass(frozen=True, slots=True)
class LogLineStruck:
    """A line of a log was entered in error: nothing goes by it any more."""

    kind: ClassVar[str] = "log line struck"

    log: IntakeLog
    line: str
    """The number of the envelope, the box or the request."""
    reason: str
    at: str
    entered_by: str

    @property
    def about(self) -> About:
        """Its log."""
        return (OfficeLog(self.log),)

    @property
    def named(self) -> tuple[PrecinctId, ...]:
        """None."""
        return ()


IntakeEntry = (
    AbsenteeFiguresTaken
    | BallotsPrepared
    | ProvisionalEntry
    | ElectronicEntry
    | MailEntry
    | RequestEntry
    | LogLineStruck
)


@dataclass(slots=True)
class IntakeState:
    """Every log."""

    figures: AbsenteeFiguresTaken | None = None
    prepared: list[BallotsPrepared] = field(default_factory=list)
    provisional: dict[str, ProvisionalLine] = field(default_factory=dict)
    held_back: dict[PrecinctId, OrdinaryBallotsHeldBack] = field(default_factory=dict)
    electronic: dict[str, LoggedBallot] = field(default_factory=dict)
    plan: MailPlanFiled | None = None
    sent: MailBallotsSent | None = None
    boxes: dict[str, DepositBox] = field(default_factory=dict)
    posted: dict[str, PostedEnvelopes] = field(default_factory=dict)
    """By day."""
    requests: dict[str, PublicRequest] = field(default_factory=dict)

    def check(self, entry: IntakeEntry) -> None:
        """Whether it may follow. Raises NotAllowed."""
        check_named(entry.entered_by)
        moment_said(entry.at)
        match entry:
            case AbsenteeFiguresTaken():
                check_figures(entry, self.figures)
            case BallotsPrepared():
                check_prepared(entry)
            case ProvisionalReceived() | ProvisionalDecided():
                check_provisional(entry, self.provisional.get(entry.number))
            case OrdinaryBallotsHeldBack():
                check_provisional(entry, None)
            case BallotGiven() | BallotReturned() | FederalBallotReceived() | LoggedBallotTranscribed():
                check_electronic(entry, self.logged(entry.number))
            case DepositBoxSealed() | DepositBoxOpened():
                check_mail(entry, self.plan, self.sent, self.boxes.get(entry.box))
            case MailPlanFiled() | MailBallotsSent() | PostedEnvelopes():
                check_mail(entry, self.plan, self.sent, None)
            case LogLineStruck():
                check_named(entry.reason)
                if not self._lines(entry.log, entry.line):
                    raise NotAllowed(f"a line of the {entry.log} log", entry.line[:80], "Look at the log.")
            case _:
                check_request(entry, self.requests.get(entry.request))

    def logged(self, number: str) -> LoggedBallot:
        """What is known of a number of the electronic log."""
        return self.electronic.get(number) or LoggedBallot(number)

    def _lines(self, log: IntakeLog, line: str) -> bool:
        match log:
            case IntakeLog.PROVISIONAL:
                return line in self.provisional
            case IntakeLog.ELECTRONIC:
                return line in self.electronic
            case IntakeLog.REQUESTS:
                return line in self.requests
            case IntakeLog.MAIL:
                named = {PLAN_LINE: self.plan, SENT_LINE: self.sent}
                return line in self.boxes or named.get(line) is not None
            case IntakeLog.ABSENTEE:
                return any(one.day == line for one in self.prepared)
            case _:
                assert_never(log)

    def take(self, entry: IntakeEntry) -> None:
        """Take what was found allowed."""
        match entry:
            case AbsenteeFiguresTaken():
                self.figures = entry
            case BallotsPrepared():
                self.prepared.append(entry)
            case ProvisionalReceived():
                self.provisional[entry.number] = ProvisionalLine(entry)
            case ProvisionalDecided():
                self.provisional[entry.number] = replace(self.provisional[entry.number], decided=entry)
            case OrdinaryBallotsHeldBack():
                self.held_back[entry.precinct] = entry
            case BallotGiven() | BallotReturned() | FederalBallotReceived() | LoggedBallotTranscribed():
                self._take_electronic(entry)
            case MailPlanFiled() | MailBallotsSent() | DepositBoxSealed() | DepositBoxOpened() | PostedEnvelopes():
                self._take_mail(entry)
            case LogLineStruck():
                self._strike(entry)
            case _:
                self._take_request(entry)

    def _take_electronic(self, entry: ElectronicEntry) -> None:
        known = self.logged(entry.number)
        match entry:
            case BallotGiven():
                known = replace(known, given=entry)
            case BallotReturned():
                known = replace(known, returned=entry)
            case FederalBallotReceived():
                known = replace(known, federal=entry)
            case _:
                known = replace(known, transcribed=entry)
        self.electronic[entry.number] = known

    def _take_mail(self, entry: MailEntry) -> None:
        match entry:
            case MailPlanFiled():
                self.plan = entry
            case MailBallotsSent():
                self.sent = entry
            case DepositBoxSealed():
                self.boxes[entry.box] = DepositBox(entry)
            case DepositBoxOpened():
                self.boxes[entry.box] = replace(self.boxes[entry.box], opened=entry)
            case _:
                self.posted[entry.day] = entry

    def _take_request(self, entry: RequestEntry) -> None:
        if isinstance(entry, RecordsRequested):
            self.requests[entry.request] = PublicRequest(entry)
        elif isinstance(entry, RecordsBilled):
            self.requests[entry.request] = replace(self.requests[entry.request], billed=entry)
        else:
            self.requests[entry.request] = replace(self.requests[entry.request], answered=entry)

    def _strike(self, entry: LogLineStruck) -> None:
        match entry.log:
            case IntakeLog.PROVISIONAL:
                del self.provisional[entry.line]
            case IntakeLog.ELECTRONIC:
                del self.electronic[entry.line]
            case IntakeLog.REQUESTS:
                del self.requests[entry.line]
            case IntakeLog.ABSENTEE:
                self.prepared = [one for one in self.prepared if one.day != entry.line]
            case IntakeLog.MAIL:
                if entry.line == PLAN_LINE:
                    self.plan = None
                elif entry.line == SENT_LINE:
                    self.sent = None
                else:
                    del self.boxes[entry.line]
            case _:
                assert_never(entry.log)


def check_intake(entry: IntakeEntry, state: IntakeState, election: Election) -> None:
    """Check what the election knows: its precincts, its days and hours. Raises NotAllowed."""
    known = {one.id for one in election.precincts}
    if other := next((one for one in entry.named if one not in known), None):
        raise NotAllowed("a precinct of the election", str(other)[:80], "Name one by its id.")
    match entry:
        case BallotsPrepared():
            check_prepared(entry)
            check_prepared_on(entry, election)
        case ProvisionalDecided():
            check_provisional_hour(entry, election)
        case OrdinaryBallotsHeldBack():
            check_held_back_hour(entry, election)
        case MailPlanFiled() | MailBallotsSent():
            state.check(entry)
            check_mail_day(entry, election)
        case LoggedBallotTranscribed():
            state.check(entry)
            check_may_be_transcribed(entry, state.logged(entry.number), election)
        case _:
            pass
