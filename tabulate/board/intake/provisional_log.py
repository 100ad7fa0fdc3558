"""The log of provisional ballots: each with its outcome and the reason for the elector's letter (13-15-107(4)).

The envelope's number, and never a name. Reasons are those of the list: no line can say what a ballot holds. Nothing
ties an envelope to a sheet or a batch.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from tabulate.board.errors import NotAllowed
from tabulate.board.intake.intake_words import check_named, check_over, check_people, second_said
from tabulate.board.subjects import About, IntakeLog, OfficeLog
from tabulate.board.words_said import moment_said
from tabulate.election import Election, PrecinctId
from tabulate.hours import held_until, lawful_closing, montana, next_day_deadline

_MOST_HELD_BACK = 9_999


class WhyProvisional(StrEnum):
    """Why the elector voted provisionally."""

    NO_IDENTIFICATION = "identification not sufficient"
    NOT_ON_REGISTER = "not on the precinct register"
    ABSENTEE_SENT = "an absentee ballot had been sent"
    CHALLENGED = "challenged"
    CHALLENGED_STATUS = "challenged for unsound mind or a felony"
    """Counts, unless documents prove it by 5 p.m. of the day after (13-15-107)."""
    NOT_VERIFIED = "absentee envelope not verified"


class ProvisionalOutcome(StrEnum):
    """What the letter says (13-15-107(4))."""

    PROVED = "counted: eligibility and identity are verified"
    NOT_DISPROVED = "counted: no document proved the challenge in time"
    NO_PROOF = "rejected: no sufficient proof of identity in time"
    NOT_ELIGIBLE = "rejected: not registered in the county"
    OTHER_PRECINCT = "rejected: registered in another precinct"
    VOTED = "rejected: another ballot of the elector was accepted"
    NO_SIGNATURE = "rejected: the envelope's affirmation is not signed or not verified"
    DISPROVED = "rejected: documents proved the challenge in time"

    @property
    def counts(self) -> bool:
        """Whether the ballot is counted."""
        return self in (ProvisionalOutcome.PROVED, ProvisionalOutcome.NOT_DISPROVED)


@dataclass(frozen=True, slots=True)
class ProvisionalReceived:
    """A provisional ballot came in, in its envelope."""

    kind: ClassVar[str] = "provisional ballot received"
    about: ClassVar[About] = (OfficeLog(IntakeLog.PROVISIONAL),)

    number: str
    """Of the envelope."""
    precinct: PrecinctId
    why: WhyProvisional
    at: str
    entered_by: str

    @property
    def named(self) -> tuple[PrecinctId, ...]:
        """Its precinct."""
        return (self.precinct,)


@dataclass(frozen=True, slots=True)
class ProvisionalDecided:
    """Whether it counts; a later decision about it takes the place of an earlier one."""

    kind: ClassVar[str] = "provisional ballot decided"
    about: ClassVar[About] = (OfficeLog(IntakeLog.PROVISIONAL),)

    number: str
    outcome: ProvisionalOutcome
    decided_at: str
    """The exact second: those of election day count with the others (13-15-107(5))."""
    at: str
    entered_by: str

    @property
    def named(self) -> tuple[PrecinctId, ...]:
        """None."""
        return ()


@dataclass(frozen=True, slots=True)
class OrdinaryBallotsHeldBack:
    """Ordinary ballots of a precinct that are counted with its provisional ones, so that none is told."""

    kind: ClassVar[str] = "ordinary ballots held back"
    about: ClassVar[About] = (OfficeLog(IntakeLog.PROVISIONAL),)

    precinct: PrecinctId
    ballots: int
    """All of them; the last number of a precinct holds."""
    officials: tuple[str, ...]
    at: str
    entered_by: str

    @property
    def named(self) -> tuple[PrecinctId, ...]:
        """Its precinct."""
        return (self.precinct,)


ProvisionalEntry = ProvisionalReceived | ProvisionalDecided | OrdinaryBallotsHeldBack


@dataclass(frozen=True, slots=True)
class ProvisionalLine:
    """One ballot of the log."""

    received: ProvisionalReceived
    decided: ProvisionalDecided | None = None

    def resolved_by(self, election: Election) -> bool:
        """Whether it was resolved by the end of election day: it counts with the others then."""
        end = montana(election.date, 1)
        return self.decided is not None and second_said(self.decided.decided_at, "the hour") < end


def check_provisional(entry: ProvisionalEntry, known: ProvisionalLine | None) -> None:
    """Check that it may follow in the log. Raises NotAllowed."""
    if isinstance(entry, OrdinaryBallotsHeldBack):
        check_people(entry.officials, 2, "13-15-107(5)")
        if not 0 <= entry.ballots <= _MOST_HELD_BACK:
            raise NotAllowed("a number of ballots", f"{entry.ballots}", "Count them.")
        return
    check_named(entry.number)
    if isinstance(entry, ProvisionalReceived):
        if known is not None:
            raise NotAllowed("an envelope that is not in the log", f"{entry.number}, entered before", "Look at it.")
        return
    check_over(entry.decided_at, entry.at, "the hour of the decision")
    if known is None:
        raise NotAllowed("an envelope of the log", f"{entry.number}, not received", "Enter that it was received.")
    status = known.received.why is WhyProvisional.CHALLENGED_STATUS
    of_status = entry.outcome in (ProvisionalOutcome.NOT_DISPROVED, ProvisionalOutcome.DISPROVED)
    if of_status is not status:
        expected = "whether documents proved the challenge in time" if status else "an outcome of that ground"
        raise NotAllowed(f"{expected} (13-15-107)", entry.outcome.value, "Choose another outcome.")


def check_provisional_hour(entry: ProvisionalDecided, election: Election) -> None:
    """Check that electors had all the time that the law gives them. Raises NotAllowed."""
    moment, expected = second_said(entry.decided_at, "the hour of the decision"), ""
    if moment < montana(election.date):
        expected = f"a decision on {election.date} or later"
    if entry.outcome is ProvisionalOutcome.NO_PROOF and moment < held_until(election.date):
        expected = f"mailed proof is in by {held_until(election.date):%A %Y-%m-%d %H:%M} (13-15-107(1), (6))"
    if entry.outcome is ProvisionalOutcome.NOT_DISPROVED and moment < next_day_deadline(election.date):
        expected = f"documents are in by {next_day_deadline(election.date):%A %Y-%m-%d %H:%M} (13-15-107)"
    if expected:
        raise NotAllowed(expected, entry.decided_at, "Decide it once that hour is over.")


def check_held_back_hour(entry: OrdinaryBallotsHeldBack, election: Election) -> None:
    """Check that ballots can have been held back already. Raises NotAllowed."""
    if moment_said(entry.at) < lawful_closing(election.date):
        raise NotAllowed("ballots held back once the polls are closed", entry.at, "Enter it then.")
