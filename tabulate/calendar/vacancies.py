"""When a special election for a vacancy in Congress may be held (13-25-203(3), 13-25-206(4))."""

from dataclasses import dataclass
from datetime import date, timedelta

_FIRST_DAY, _LAST_DAY = 85, 100


@dataclass(frozen=True, slots=True)
class VacancyWindow:
    """The first and the last day."""

    first: date
    last: date


def vacancy_window(since: date) -> VacancyWindow:
    """From 85 to 100 days after the day from which the law counts."""
    return VacancyWindow(since + timedelta(days=_FIRST_DAY), since + timedelta(days=_LAST_DAY))
