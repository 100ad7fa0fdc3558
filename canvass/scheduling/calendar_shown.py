"""The calendar for programs and for people."""

from datetime import date, datetime
from typing import Any

from canvass.console.text import say, say_table
from canvass.scheduling.with_audit import ElectionCalendar
from tabulate.calendar.duties import Duty, DutyStanding


def calendar_json(calendar: ElectionCalendar, now: date | datetime | None) -> dict[str, Any]:
    """As a program reads it; days as 2026-11-03, hours with Montana's difference from UTC."""
    return {
        "election_date": calendar.election.day.isoformat(),
        "kind": calendar.election.kind.value,
        "federal": calendar.election.federal,
        "by_mail": calendar.election.by_mail,
        "on": None if now is None else now.isoformat(),
        "duties": [_duty_json(calendar, duty, now) for duty in calendar.duties],
    }


def _duty_json(calendar: ElectionCalendar, duty: Duty, now: date | datetime | None) -> dict[str, Any]:
    told = calendar.progress.get(duty.id)
    return {
        "duty": duty.id,
        "what": duty.what,
        "section": duty.section,
        "first": _iso(duty.first),
        "last": _iso(duty.last),
        "opens": _iso(duty.opens),
        "closes": _iso(duty.closes),
        "remark": duty.remark or None,
        "standing": None if now is None else calendar.standing(duty, now).value,
        "done_on": _iso(told.on) if told is not None else None,
    }


def _iso(day: date | datetime | None) -> str | None:
    return None if day is None else day.isoformat()


def say_calendar(calendar: ElectionCalendar, now: date | datetime | None) -> None:
    """As people read it."""
    election = calendar.election
    federal = "federal " if election.federal else ""
    say(f"The {federal}{election.kind.value} election of {day_words(election.day, None)}")
    if now is None:
        say_table(("first", "last", "what", "section"), map(_cells, calendar.duties), left=4)
    else:
        rows = [(calendar.standing(duty, now).value, *_cells(duty)) for duty in calendar.duties]
        say_table(("", "first", "last", "what", "section"), rows, left=5)
    for duty in calendar.duties:
        if duty.remark and (duty.first or duty.last):
            say(f"{duty.what}: {duty.remark}")
    late = [
        duty.what for duty in calendar.duties if now is not None and calendar.standing(duty, now) is DutyStanding.LATE
    ]
    if late:
        say(f"LATE: {'; '.join(late)}.")


def _cells(duty: Duty) -> tuple[str, str, str, str]:
    first, last = day_words(duty.first, duty.opens), day_words(duty.last, duty.closes)
    unknown = duty.remark if not (first or last) else ""
    return first, last, f"{duty.what}. {unknown}" if unknown else duty.what, duty.section


def day_words(day: date | None, hour: datetime | None) -> str:
    """A day with its weekday, and the hour where there is one: `Tue 2026-11-03 20:00`."""
    if day is None:
        return ""
    return f"{day:%a %Y-%m-%d}" if hour is None else f"{hour:%a %Y-%m-%d %H:%M}"
