"""A duty of the calendar: its section, its first and last day, and how it stands on a day or at a moment."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from tabulate.calendar.holidays import is_business_day, on_or_after
from tabulate.hours import montana

SOON_DAYS = 7
"""What has a last day alone is due in so many days before it."""


class LastDay(StrEnum):
    """Whether a last day that is no business day moves on (1-1-307)."""

    AS_IT_FALLS = "as-it-falls"
    NEXT_BUSINESS_DAY = "next-business-day"


@dataclass(frozen=True, slots=True)
class Duty:
    """Something that is to be done, or may be done, on some days."""

    id: str
    what: str
    section: str
    first: date | None = None
    """None where the law sets only an end."""
    last: date | None = None
    """None where the law sets only a beginning; with both None it depends on a day that is not known."""
    opens: datetime | None = None
    """The hour, on the first day, where the law names one."""
    closes: datetime | None = None
    """The hour, on the last day, where the law names one."""
    remark: str = ""

    @property
    def begins(self) -> datetime | None:
        """The first moment."""
        return self.opens or (None if self.first is None else montana(self.first))

    @property
    def ends(self) -> datetime | None:
        """The first moment after it; where the law names an hour, that one is still in time."""
        if self.closes is not None:
            return self.closes + timedelta(microseconds=1)
        return None if self.last is None else montana(self.last, 1)


def from_hour(id_: str, what: str, section: str, opens: datetime, closes: datetime | None = None) -> Duty:
    """What begins at an hour; days are Montana's."""
    return Duty(id_, what, section, opens.date(), None if closes is None else closes.date(), opens, closes)


def until_hour(id_: str, what: str, section: str, closes: datetime, first: date | None = None) -> Duty:
    """What ends at an hour; days are Montana's."""
    return Duty(id_, what, section, first, closes.date(), None, closes)


def moved(duty: Duty, last_day: LastDay) -> Duty:
    """A petition, an acceptance or a recount, whose last day may move on where it is no business day (1-1-307)."""
    if duty.last is None or is_business_day(duty.last):
        return duty
    next_day = on_or_after(duty.last)
    if last_day is LastDay.NEXT_BUSINESS_DAY:
        said = f"{duty.last:%A} {duty.last} is no business day: as the state reads 1-1-307, the day moves on."
        return replace(duty, last=next_day, remark=said)
    said = f"No business day. Whether it moves on to {next_day:%A} {next_day} (1-1-307) is for the state to say."
    return replace(duty, remark=said)


class DutyStanding(StrEnum):
    """How a duty stands."""

    AHEAD = "ahead"
    DUE = "due"
    DONE = "done"
    DONE_LATE = "done late"
    LATE = "late"
    OVER = "over"
    """Its days are past, and nothing here tells whether it was done."""
    OPEN = "open"
    """It has begun, and the law sets no end."""
    UNKNOWN = "day not known"
    """It depends on a day that is not known yet."""


@dataclass(frozen=True, slots=True)
class DutyProgress:
    """What a record tells of a duty."""

    done: bool
    on: date | None = None
    """The day, where it is known."""


def standing_of(duty: Duty, now: date | datetime, progress: Mapping[str, DutyProgress] = {}) -> DutyStanding:
    """How a duty stands at a moment (aware), or on a day: a day is due that holds any moment of it."""
    told = progress.get(duty.id)
    if told is not None and told.done:
        late = told.on is not None and duty.last is not None and told.on > duty.last
        return DutyStanding.DONE_LATE if late else DutyStanding.DONE
    since, until = _moments(now)
    begins, ends = duty.begins, duty.ends
    if begins is None and ends is not None:
        begins = ends - timedelta(days=SOON_DAYS)
    if begins is None:
        return DutyStanding.UNKNOWN
    if until <= begins:
        return DutyStanding.AHEAD
    if ends is None:
        return DutyStanding.OPEN
    if since < ends:
        return DutyStanding.DUE
    return DutyStanding.OVER if told is None else DutyStanding.LATE


def _moments(now: date | datetime) -> tuple[datetime, datetime]:
    """The first moment meant, and the first after it."""
    if isinstance(now, datetime):
        return now, now + timedelta(microseconds=1)
    return montana(now), montana(now, 1)
