"""The days on which elections are held, and what kind of election is held on a day."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class ElectionKind(StrEnum):
    """What is held on the day."""

    GENERAL = "general"
    PRIMARY = "primary"
    SPECIAL = "special"
    """Of a special district or a school district, on its own day."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """An election, as far as its days follow from it."""

    day: date
    kind: ElectionKind
    federal: bool
    """13-1-101(19)."""
    by_mail: bool = False
    """Whether every elector is mailed a ballot (Title 13, chapter 19)."""


def general_day(year: int) -> date:
    """The first Tuesday after the first Monday of November (13-1-104)."""
    return _tuesday_after_first_monday(year, 11)


def primary_day(year: int) -> date:
    """The first Tuesday after the first Monday of June (13-1-107(1)), of even years."""
    return _tuesday_after_first_monday(year, 6)


def municipal_primary_day(year: int) -> date:
    """The Tuesday after the second Monday of September (13-1-107(2)), of odd years: municipalities nominate."""
    return _tuesday_after_first_monday(year, 9) + timedelta(days=7)


def kind_by_day(day: date) -> ElectionKind | None:
    """The primary or the general election of that day; None on other days."""
    if day == general_day(day.year):
        return ElectionKind.GENERAL
    primary = municipal_primary_day(day.year) if day.year % 2 else primary_day(day.year)
    return ElectionKind.PRIMARY if day == primary else None


def _tuesday_after_first_monday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=-first.weekday() % 7 + 1)
