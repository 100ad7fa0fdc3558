"""Until when a nomination or an election is contested in court, or an election voided (13-36-102, 13-35-107)."""

from datetime import date, timedelta

from tabulate.calendar.duties import Duty, LastDay, moved
from tabulate.calendar.months import months_after

_NOMINATION_DAYS, _BOND_DAYS, _ELECTION_MONTHS = 5, 60, 12


def nomination_contested_until(certified_on: date, last_day: LastDay) -> date:
    """Five days after the nomination was certified (13-36-102(1))."""
    return _last(certified_on + timedelta(days=_NOMINATION_DAYS), last_day)


def election_contested_until(day: date, last_day: LastDay) -> date:
    """A year after election day; likewise an action to void an election (13-36-102(2), 13-35-107)."""
    return _last(months_after(day, _ELECTION_MONTHS), last_day)


def bond_election_voided_until(day: date, last_day: LastDay) -> date:
    """Sixty days after election day (13-35-107)."""
    return _last(day + timedelta(days=_BOND_DAYS), last_day)


def contests_duty(day: date, last_day: LastDay) -> Duty:
    """What the calendar says of all of them but nominations, which follow from their certificates."""
    bond = bond_election_voided_until(day, last_day)
    what = f"Contests of the election, and actions to void it, are begun; to void a bond election by {bond}"
    last = months_after(day, _ELECTION_MONTHS)
    return moved(Duty("court-actions", what, "13-36-102(2), 13-35-107", None, last), last_day)


def _last(day: date, last_day: LastDay) -> date:
    found = moved(Duty("", "", "", None, day), last_day).last
    assert found is not None
    return found
