"""Ballots given and received electronically, covered voters' ballots, and transcriptions by three officials.

13-13-246, 13-3-208, 13-21-206, 13-21-226. Each has one number: on the envelope, on the new ballot, and here. No line
says what a ballot holds, or whose it is.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar

from tabulate.board.errors import NotAllowed
from tabulate.board.intake.intake_words import check_named, check_over, check_people, second_said
from tabulate.board.subjects import About, IntakeLog, OfficeLog
from tabulate.election import Election, PrecinctId
from tabulate.hours import federal_write_ins_until, lawful_closing, next_day_deadline

_OFFICIALS = 3


class BallotElector(StrEnum):
    """Whose ballot it is, by kind."""

    COVERED = "covered voter"
    DISABLED = "elector with a disability"


class BallotWay(StrEnum):
    """How a ballot went out, or came back."""

    SYSTEM = "electronic system"
    EMAIL = "e-mail"
    FAX = "fax"
    MAIL = "mail"
    IN_PERSON = "in person"

    @property
    def electronic(self) -> bool:
        """Whether it came over a wire, and so has to be transcribed."""
        return self not in (BallotWay.MAIL, BallotWay.IN_PERSON)


class _OfLog:
    """What every entry of the log says of itself."""

    __slots__ = ()
    about: ClassVar[About] = (OfficeLog(IntakeLog.ELECTRONIC),)

    @property
    def named(self) -> tuple[PrecinctId, ...]:
        """None."""
        return ()


@dataclass(frozen=True, slots=True)
class BallotGiven(_OfLog):
    """A ballot was sent to a covered voter, or given electronically to an elector with a disability."""

    kind: ClassVar[str] = "logged ballot given"

    number: str
    elector: BallotElector
    way: BallotWay
    given_at: str
    at: str
    entered_by: str


@dataclass(frozen=True, slots=True)
class BallotReturned(_OfLog):
    """It came back."""

    kind: ClassVar[str] = "logged ballot received"

    number: str
    way: BallotWay
    sent_at: str
    """As its transmission says; empty where nothing says it."""
    received_at: str
    at: str
    entered_by: str


@dataclass(frozen=True, slots=True)
class FederalBallotReceived(_OfLog):
    """A federal write-in absentee ballot came in; entered again for the same number, the last entry holds."""

    kind: ClassVar[str] = "federal write-in ballot received"

    number: str
    sent_at: str
    received_at: str
    regular_received_at: str
    """When the elector's regular absentee ballot came in; empty where none did."""
    at: str
    entered_by: str


@dataclass(frozen=True, slots=True)
class LoggedBallotTranscribed(_OfLog):
    """Three officials or more transcribed it to a standard ballot, and sign beside its number (13-13-246(4)(d))."""

    kind: ClassVar[str] = "logged ballot transcribed"

    number: str
    officials: tuple[str, ...]
    transcribed_at: str
    at: str
    entered_by: str


ElectronicEntry = BallotGiven | BallotReturned | FederalBallotReceived | LoggedBallotTranscribed


@dataclass(frozen=True, slots=True)
class LoggedBallot:
    """One number of the log."""

    number: str
    given: BallotGiven | None = None
    returned: BallotReturned | None = None
    federal: FederalBallotReceived | None = None
    transcribed: LoggedBallotTranscribed | None = None

    @property
    def to_be_transcribed(self) -> bool:
        """Whether it came in a form that no machine of the county reads."""
        return self.federal is not None or (self.returned is not None and self.returned.way.electronic)

    @property
    def is_out(self) -> bool:
        """Whether it was given, and did not come back."""
        return self.given is not None and self.returned is None

    @property
    def waits(self) -> bool:
        """Whether it is to be transcribed, as far as its hours allow."""
        return self.to_be_transcribed and self.transcribed is None

    def why_not(self, election: Election) -> str:
        """Why it does not count, in words; empty where it does. Only of one that came in."""
        if self.federal is not None:
            return _federal_not(self.federal, election)
        assert self.returned is not None
        return _returned_not(self.returned, self.covered, election)

    @property
    def covered(self) -> bool:
        """Whether it is a covered voter's."""
        return self.federal is not None or (self.given is not None and self.given.elector is BallotElector.COVERED)


def _federal_not(one: FederalBallotReceived, election: Election) -> str:
    """13-21-206: no regular ballot by 8 p.m. of election day, sent by then, in by 3 p.m. of the Monday after."""
    closing, last = lawful_closing(election.date), federal_write_ins_until(election.date)
    if one.regular_received_at and second_said(one.regular_received_at, "the hour") <= closing:
        return "the elector's regular ballot was in by 8 p.m. of election day (13-21-206)"
    if second_said(one.sent_at, "the hour") > closing:
        return "it was sent after 8 p.m. of election day (13-21-206(1)(c))"
    if second_said(one.received_at, "the hour") > last:
        return f"it came in after 3 p.m. of {last:%A} {last.date()} (13-21-206(1)(c))"
    return ""


def _returned_not(one: BallotReturned, covered: bool, election: Election) -> str:
    closing, received = lawful_closing(election.date), second_said(one.received_at, "the hour")
    if received <= closing:
        return ""
    if not covered or not one.way.electronic:
        return "it came in after 8 p.m. of election day (13-15-201(7)(b))"
    if not one.sent_at or second_said(one.sent_at, "the hour") > closing:
        return "nothing says that it was sent by 8 p.m. of election day (13-21-226(1))"
    if received > next_day_deadline(election.date):
        return "it came in after 5 p.m. of the day after the election (13-21-226(1))"
    return ""


def check_electronic(entry: ElectronicEntry, known: LoggedBallot) -> None:
    """Check that it may follow of that number. Raises NotAllowed."""
    check_named(entry.number)
    match entry:
        case BallotGiven():
            check_over(entry.given_at, entry.at, "the hour at which it was given")
            if known.given is not None or known.federal is not None:
                raise NotAllowed("a number that is not in the log", f"{entry.number}, entered before", "Look at it.")
            if entry.elector is BallotElector.DISABLED and not entry.way.electronic:
                raise NotAllowed("a ballot given electronically (13-13-246)", entry.way.value, "This log has no other.")
        case BallotReturned():
            if known.given is None or known.returned is not None:
                found = "one that came back before" if known.returned else "a number that was not given"
                raise NotAllowed("a ballot that was given and is out", found, "Look at its line.")
            given = second_said(known.given.given_at, "the hour")
            if _received(entry, sent_known=False) < given:
                raise NotAllowed(f"an hour after {known.given.given_at}", entry.received_at, "Look at both hours.")
        case FederalBallotReceived():
            if known.given is not None or known.transcribed is not None:
                raise NotAllowed("a number of its own, not transcribed yet", entry.number, "Number it anew.")
            _received(entry, sent_known=True)
            if entry.regular_received_at:
                check_over(entry.regular_received_at, entry.at, "the hour at which the regular ballot came in")
        case _:
            _check_transcribed(entry, known)


def _received(entry: BallotReturned | FederalBallotReceived, *, sent_known: bool) -> datetime:
    """When it came in, after it was sent; clocks of two machines differ by a little."""
    received = check_over(entry.received_at, entry.at, "the hour at which it came in")
    if entry.sent_at or sent_known:
        sent = second_said(entry.sent_at, "the hour at which it was sent")
        if sent - received > timedelta(minutes=5):
            raise NotAllowed("an hour of sending before that of receipt", entry.sent_at, "Look at both hours.")
    return received


def _check_transcribed(entry: LoggedBallotTranscribed, known: LoggedBallot) -> None:
    if not known.to_be_transcribed or known.transcribed is not None:
        found = "one that is transcribed" if known.transcribed else "a number of which nothing came in electronically"
        raise NotAllowed("a ballot that came in and is to be transcribed", found, "Look at its line.")
    check_people(entry.officials, _OFFICIALS, "13-13-246(4)(c), (d)")
    moment = check_over(entry.transcribed_at, entry.at, "the hour at which it was transcribed")
    came = known.federal.received_at if known.federal else known.returned.received_at if known.returned else ""
    if moment < second_said(came, "the hour"):
        raise NotAllowed(f"an hour after {came}", entry.transcribed_at, "Look at both hours.")


def check_may_be_transcribed(entry: LoggedBallotTranscribed, known: LoggedBallot, election: Election) -> None:
    """Check that it counts; of a federal write-in ballot that is known once the polls are closed. Raises NotAllowed."""
    closing = lawful_closing(election.date)
    if known.federal is not None and second_said(entry.transcribed_at, "the hour") < closing:
        raise NotAllowed(
            f"an hour from {closing:%Y-%m-%d %H:%M} on: until then the regular ballot may come in (13-21-206)",
            entry.transcribed_at,
            "Keep it sealed until the polls are closed.",
        )
    if why := known.why_not(election):
        raise NotAllowed("a ballot that counts", f"{known.number}: {why}", "Keep it unopened, with the rejected ones.")
