"""The hours of the law by Montana's clock on the wall, which may change between election day and the sixth day after.

Days count from election day E. Every hour is aware, and right to the second over the change of clocks.
"""

from datetime import date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

MONTANA_TIME = ZoneInfo("America/Denver")
RECKONED_YEARS = range(1900, 3000)
"""Days in other years are slips of the hand, and near the ends of the calendar nothing can be reckoned from them."""


def is_day(text: str) -> bool:
    """Whether a text is a day, written as in 2026-11-03."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def is_reckoned(day: date) -> bool:
    """Whether the days of the law around a day can be reckoned."""
    return day.year in RECKONED_YEARS


def moment_of(text: str) -> datetime | None:
    """The minute that a text says with its offset, as 2026-11-03T21:40-07:00 does; None where it says none."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None and moment.isoformat(timespec="minutes") == text else None


def zone_of(moment: datetime) -> tzinfo:
    """Montana's time, which has a name and its summer, where a moment is written with its offset; else its own zone."""
    if moment.astimezone(MONTANA_TIME).utcoffset() == moment.utcoffset():
        return MONTANA_TIME
    return moment.tzinfo or MONTANA_TIME


def montana(day: date, after: int = 0, hour: time = time()) -> datetime:
    """An hour in Montana on the day so many days after `day`, or before it."""
    return datetime.combine(day + timedelta(days=after), hour, MONTANA_TIME)


def lawful_closing(day: date) -> datetime:
    """When the polls close in Montana: 8 p.m. of election day (13-1-106(1))."""
    return montana(day, hour=time(20))


def machine_count_from(day: date) -> datetime:
    """When machines may begin to count: the day before election day (13-13-241(7)(a), 13-15-104(2)(b))."""
    return montana(day, -1)


def hand_count_from(day: date) -> datetime:
    """When a count by hand may begin: election day (13-13-241(7)(a), 13-15-104(4))."""
    return montana(day)


def held_until(day: date) -> datetime:
    """Ballots that are held are counted *after* 3 p.m. of the sixth day (13-15-107(6), 13-21-206, 13-21-226)."""
    return montana(day, 6, time(15))


def write_in_deadline(day: date, local: bool) -> datetime:
    """Until when write-in candidates declare: 5 p.m. ten days before the first ballots (13-10-211(1), 13-13-205(2)).

    For local governments and special districts it is E-65 (13-1-403(2), 13-1-502(3)), else E-55.
    """
    return montana(day, -65 if local else -55, time(17))


def late_write_ins_until(day: date) -> datetime:
    """Until when somebody may declare after a candidate died or was charged: 5 p.m. of E-1 (13-10-211(2))."""
    return montana(day, -1, time(17))


def polls_open(day: date) -> datetime:
    """When the polls open: 7 a.m. of election day (13-1-106(1))."""
    return montana(day, hour=time(7))


def filing_deadline(day: date) -> datetime:
    """Until when candidates file: 5 p.m. of E-85 (13-10-201(7), 13-1-403(1), 13-1-502(1))."""
    return montana(day, -85, time(17))


def next_day_deadline(day: date) -> datetime:
    """Until when provisional electors bring proof, and ballots sent electronically are in: 5 p.m. of the day after.

    13-15-107(1), 13-21-226(1).
    """
    return montana(day, 1, time(17))


def federal_write_ins_until(day: date) -> datetime:
    """Until when covered voters' federal write-in ballots are in: 3 p.m. of the Monday after (13-21-206(1)(c))."""
    return montana(day, 7 - day.weekday(), time(15))
