"""Months after a day."""

from datetime import date


def months_after(day: date, months: int) -> date:
    """The same day so many months later; where that month has no such day, the first of the next.

    What is kept for months is then never kept a day too short.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    try:
        return date(year, month + 1, day.day)
    except ValueError:
        return date(year + (month == 11), (month + 1) % 12 + 1, 1)
