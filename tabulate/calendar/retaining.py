"""How long ballots and records of an election are kept (13-1-303(1))."""

from datetime import date

from tabulate.calendar.months import months_after

_FEDERAL_MONTHS, _OTHER_MONTHS = 22, 12


def months_kept(federal: bool) -> int:
    """22 of a federal election, 12 of others."""
    return _FEDERAL_MONTHS if federal else _OTHER_MONTHS


def disposed_from(day: date, federal: bool) -> date:
    """The first day on which they may be disposed of, counted from election day."""
    return months_after(day, months_kept(federal))
