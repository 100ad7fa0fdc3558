"""The page of the calendar: every day of the law for the record's election, and how each stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from canvass import clock
from canvass.accounts.roles import EVERY_ROLE
from canvass.errors import InputError
from canvass.scheduling.calendar_shown import day_words
from canvass.scheduling.with_audit import ElectionCalendar, calendar_in_record, occasion_in
from canvass.web.access import page
from canvass.web.listing.listed_rows import ListColumn, Listing, listed
from canvass.web.served import Served, served
from tabulate.board.office.open_readings import OpenReading
from tabulate.calendar.duties import Duty, DutyStanding, LastDay
from tabulate.calendar.election_days import ElectionKind
from tabulate.hours import MONTANA_TIME, is_day, is_reckoned
from tabulate.ledger.state import RecordState

_TAGS = {DutyStanding.DONE_LATE: "stopped", DutyStanding.UNKNOWN: "info"}
"""Of what does not stand as its group's title says."""
_GROUPS = (
    ("Late", (DutyStanding.LATE,)),
    ("Due now", (DutyStanding.DUE,)),
    ("Ahead", (DutyStanding.AHEAD, DutyStanding.UNKNOWN)),
    ("Begun, without an end", (DutyStanding.OPEN,)),
    ("Done", (DutyStanding.DONE, DutyStanding.DONE_LATE)),
    ("Over", (DutyStanding.OVER,)),
)


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A duty as the page has it."""

    duty: Duty
    standing: DutyStanding

    @property
    def first(self) -> str:
        """The first day, and the hour where the law names one."""
        return day_words(self.duty.first, self.duty.opens)

    @property
    def last(self) -> str:
        """The last day, and the hour where the law names one."""
        return day_words(self.duty.last, self.duty.closes)

    @property
    def sections(self) -> list[str]:
        """Each of them apart: a line never ends within one."""
        return self.duty.section.split(", ")

    @property
    def tag(self) -> str:
        """The style sheet's word for how it stands, where the title of its group does not say it."""
        return _TAGS.get(self.standing, "")


@dataclass(frozen=True, slots=True)
class DutyGroup:
    """Duties that stand alike."""

    title: str
    lines: tuple[DutyLine, ...]


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """The calendar as it stands on a day, or at this moment."""

    calendar: ElectionCalendar
    day: date
    today: bool
    groups: tuple[DutyGroup, ...]
    """Those that hold a duty."""
    listing: Listing[DutyLine]


_COLUMNS: tuple[ListColumn[DutyLine], ...] = (
    ListColumn("What", lambda line: line.duty.what),
    ListColumn("First", lambda line: line.first),
    ListColumn("Last", lambda line: line.last),
    ListColumn("Section", lambda line: line.duty.section),
    ListColumn("Stands", lambda line: line.standing.value, among=()),
    ListColumn("Remark", lambda line: line.duty.remark),
)


@page(*EVERY_ROLE)
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """What is due, done and late now; or on the day that is asked for."""
    asked = request.GET.get("on", "")
    now = clock.now().astimezone(MONTANA_TIME)
    at: date | datetime = _asked_for(asked) or now
    found = _calendar(served())
    lines = [DutyLine(duty, found.standing(duty, at)) for duty in found.duties]
    those = listed(request, "days of the law", lines, _COLUMNS, keeping=("on",))
    day = at.date() if isinstance(at, datetime) else at
    shown = CalendarPage(found, day, at is now, _grouped(those.shown), those)
    return those.file() or render(request, "public/calendar.html", {"page": shown})


def _asked_for(text: str) -> date | None:
    """The day that was asked for; None where it is none that can be reckoned with."""
    day = date.fromisoformat(text) if is_day(text) else None
    return day if day is not None and is_reckoned(day) else None


def in_short(at: Served) -> str:
    """How many duties are late and due, in a sentence."""
    found, now = _calendar(at), clock.now()
    standing = [found.standing(duty, now) for duty in found.duties]
    late, due = standing.count(DutyStanding.LATE), standing.count(DutyStanding.DUE)
    return f"By the days of the law {late:,} late, {due:,} due now."


def _calendar(at: Served) -> ElectionCalendar:
    audit = at.audit.state
    try:
        election = occasion_in(at.election)
    except InputError:
        # The day is of no regular election; what the record does not say is not asked on a page.
        election = occasion_in(at.election, ElectionKind.SPECIAL)

    def with_ledger(state: RecordState) -> ElectionCalendar:
        last_day = LastDay(state.board.office.readings.choice(OpenReading.LAST_DAY))
        board = state.board
        closed, canvassed_on = board.polls_closed is not None, board.office.canvass.canvassed_on

        recounts = board.recounts
        held = board.office.held_by(recounts.open_names)
        return calendar_in_record(
            election, closed, audit, last_day=last_day, recounts=recounts, canvassed_on=canvassed_on, held=held
        )

    return at.state.read(with_ledger)


def _grouped(lines: Sequence[DutyLine]) -> tuple[DutyGroup, ...]:
    groups = (DutyGroup(title, tuple(one for one in lines if one.standing in alike)) for title, alike in _GROUPS)
    return tuple(group for group in groups if group.lines)
