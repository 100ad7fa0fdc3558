"""Business days of Montana: every day but Saturdays, Sundays and legal holidays (1-1-216).

A holiday on a Sunday is kept on the Monday after it too, one on a Saturday on the Friday before it.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from tabulate.calendar.election_days import general_day

_DAY = timedelta(days=1)
_MONDAY, _THURSDAY, _SATURDAY, _SUNDAY = 0, 3, 5, 6


@cache
def holidays_of(year: int) -> frozenset[date]:
    """The legal holidays that are kept on a day of that year, besides Sundays (1-1-216(1), (2))."""
    found = (kept for one in (year, year + 1) for day in _named(one) for kept in (day, _kept(day)))
    return frozenset(day for day in found if day.year == year)


def is_business_day(day: date) -> bool:
    """Whether offices keep that day; a Saturday is no such day where the law counts business days (13-13-241(7))."""
    return day.weekday() < _SATURDAY and day not in holidays_of(day.year)


def business_days_before(day: date, number: int) -> date:
    """The day that is so many business days before another."""
    found = day
    for _ in range(number):
        found = on_or_before(found - _DAY)
    return found


def on_or_before(day: date) -> date:
    """That day, or the business day preceding it."""
    while not is_business_day(day):
        day -= _DAY
    return day


def on_or_after(day: date) -> date:
    """That day, or the business day following it."""
    while not is_business_day(day):
        day += _DAY
    return day


def _named(year: int) -> Iterator[date]:
    yield date(year, 1, 1)
    yield _nth(year, 1, _MONDAY, 3)
    yield _nth(year, 2, _MONDAY, 3)
    yield date(year, 5, 31) - timedelta(days=date(year, 5, 31).weekday())
    yield date(year, 7, 4)
    yield _nth(year, 9, _MONDAY, 1)
    yield _nth(year, 10, _MONDAY, 2)
    yield date(year, 11, 11)
    yield _nth(year, 11, _THURSDAY, 4)
    yield date(year, 12, 25)
    if year % 2 == 0:
        yield general_day(year)


def _nth(year: int, month: int, weekday: int, number: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))


def _kept(day: date) -> date:
    moved = {_SATURDAY: -_DAY, _SUNDAY: _DAY}
    return day + moved.get(day.weekday(), timedelta())
