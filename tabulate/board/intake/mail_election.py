"""An election by mail: its plan, the day of mailing, and the sealed boxes of its places of deposit (13-19).

Boxes hold envelopes. Two officials or more take a box from a place, and say how many envelopes lie in it; the office
counts them again.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from tabulate.board.custody.container_entries import SealCondition
from tabulate.board.errors import NotAllowed
from tabulate.board.intake.absentee_figures import MOST_BALLOTS
from tabulate.board.intake.intake_words import check_named, check_over, check_people, second_said
from tabulate.board.subjects import About, IntakeLog, OfficeLog
from tabulate.board.words_said import check_day, day_in_montana
from tabulate.calendar.election_days import kind_by_day
from tabulate.election import Election, PrecinctId

PLAN_LINE, SENT_LINE = "plan", "mailing"
"""How the plan and the day of mailing are named, to strike them: no box has such a name."""
_OFFICIALS = 2
_PLAN_DAYS, _FIRST_DAYS, _LAST_DAYS = 60, 20, 15


class _OfMail:
    """What every entry of the log says of itself."""

    __slots__ = ()
    about: ClassVar[About] = (OfficeLog(IntakeLog.MAIL),)

    @property
    def named(self) -> tuple[PrecinctId, ...]:
        """None."""
        return ()


@dataclass(frozen=True, slots=True)
class MailPlanFiled(_OfMail):
    """The plan of the election is with the secretary of state (13-19-205)."""

    kind: ClassVar[str] = "mail election planned"

    filed_on: str
    places: tuple[str, ...]
    """The places of deposit, by name."""
    at: str
    entered_by: str


@dataclass(frozen=True, slots=True)
class MailBallotsSent(_OfMail):
    """Ballots were mailed to every elector, all on one day (13-19-207)."""

    kind: ClassVar[str] = "mail ballots sent"

    mailed_on: str
    ballots: int
    at: str
    entered_by: str


@dataclass(frozen=True, slots=True)
class DepositBoxSealed(_OfMail):
    """A transport box left a place of deposit, sealed."""

    kind: ClassVar[str] = "deposit box sealed"

    box: str
    place: str
    seal: str
    envelopes: int
    officials: tuple[str, ...]
    sealed_at: str
    at: str
    entered_by: str


@dataclass(frozen=True, slots=True)
class DepositBoxOpened(_OfMail):
    """It was opened in the office, and its envelopes counted."""

    kind: ClassVar[str] = "deposit box opened"

    box: str
    seal_found: SealCondition
    envelopes: int
    officials: tuple[str, ...]
    opened_at: str
    at: str
    entered_by: str


@dataclass(frozen=True, slots=True)
class PostedEnvelopes(_OfMail):
    """Envelopes that came by the post on a day, or over the office's counter; the last number of a day holds."""

    kind: ClassVar[str] = "envelopes by post"

    day: str
    envelopes: int
    at: str
    entered_by: str


MailEntry = MailPlanFiled | MailBallotsSent | DepositBoxSealed | DepositBoxOpened | PostedEnvelopes


@dataclass(frozen=True, slots=True)
class DepositBox:
    """A box as it stands."""

    sealed: DepositBoxSealed
    opened: DepositBoxOpened | None = None

    @property
    def differs(self) -> bool:
        """Whether the office found another number than left the place."""
        return self.opened is not None and self.opened.envelopes != self.sealed.envelopes


def check_mail(
    entry: MailEntry, plan: MailPlanFiled | None, sent: MailBallotsSent | None, box: DepositBox | None
) -> None:
    """Check that it may follow, with what is known of the box that it names. Raises NotAllowed."""
    today = day_in_montana(entry.at)
    if isinstance(entry, MailPlanFiled):
        check_day(entry.filed_on, today, "the day on which the plan was filed (13-19-205)")
        check_named(*entry.places)
        if plan is not None or len(set(entry.places)) < len(entry.places):
            raise NotAllowed("one plan, with each place once", "another one", "Strike the first one.")
        return
    if plan is None:
        raise NotAllowed("an election by mail, with its plan (13-19-205)", "none is entered", "Enter the plan first.")
    match entry:
        case MailBallotsSent():
            check_day(entry.mailed_on, today, "the day of mailing (13-19-207)")
            _check_number(entry.ballots)
            if sent is not None:
                raise NotAllowed(
                    "all ballots mailed on one day (13-19-207)", sent.mailed_on, "Strike it if it is wrong."
                )
        case DepositBoxSealed():
            _check_sealed(entry, plan, box)
        case DepositBoxOpened():
            _check_opened(entry, box)
        case PostedEnvelopes():
            check_day(entry.day, today, "the day on which they came")
            _check_number(entry.envelopes)


def _check_number(envelopes: int) -> None:
    if not 0 <= envelopes <= MOST_BALLOTS:
        raise NotAllowed("a number of envelopes", f"{envelopes}", "Count them.")


def _check_sealed(entry: DepositBoxSealed, plan: MailPlanFiled, box: DepositBox | None) -> None:
    check_named(entry.box, entry.seal)
    check_people(entry.officials, _OFFICIALS, "13-19")
    _check_number(entry.envelopes)
    check_over(entry.sealed_at, entry.at, "the hour at which it was sealed")
    if entry.box in (PLAN_LINE, SENT_LINE):
        raise NotAllowed("a name of its own for the box", f"{entry.box}, which names another line", "Name it anew.")
    if box is not None:
        raise NotAllowed("a trip of a box that is not in the log", f"{entry.box}, entered before", "Name it anew.")
    if entry.place not in plan.places:
        raise NotAllowed(f"a place of the plan: {', '.join(plan.places) or 'it names none'}", entry.place, "Name one.")


def _check_opened(entry: DepositBoxOpened, box: DepositBox | None) -> None:
    if box is None or box.opened is not None:
        raise NotAllowed("a box that left its place and is closed", entry.box, "Look at its line.")
    check_people(entry.officials, _OFFICIALS, "13-19")
    _check_number(entry.envelopes)
    opened = check_over(entry.opened_at, entry.at, "the hour at which it was opened")
    if opened < second_said(box.sealed.sealed_at, "the hour"):
        raise NotAllowed(f"an hour after {box.sealed.sealed_at}", entry.opened_at, "Look at both hours.")


def may_be_by_mail(election: Election) -> bool:
    """Whether the election may be held by mail: no regular federal, state or county one (13-19-104)."""
    return not (election.date.year % 2 == 0 and kind_by_day(election.date) is not None)


def check_mail_day(entry: MailPlanFiled | MailBallotsSent, election: Election) -> None:
    """Check that the election may be by mail, and that the day is in time. Raises NotAllowed."""
    if not may_be_by_mail(election):
        found = f"the regular election of {election.date}"
        raise NotAllowed("an election that may be held by mail (13-19-104)", found, "Use the absentee numbers.")
    if isinstance(entry, MailPlanFiled):
        last = election.date - timedelta(days=_PLAN_DAYS)
        if date.fromisoformat(entry.filed_on) > last:
            raise NotAllowed(f"a plan filed by {last} (13-19-205)", entry.filed_on, "Ask the secretary of state.")
        return
    first, last = (election.date - timedelta(days=days) for days in (_FIRST_DAYS, _LAST_DAYS))
    if not first <= date.fromisoformat(entry.mailed_on) <= last:
        raise NotAllowed(f"a day from {first} to {last} (13-19-207)", entry.mailed_on, "Look at the day.")
