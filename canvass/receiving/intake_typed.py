"""What people type of the office's logs: exact hours, numbers of ballots, money."""

import re
from datetime import datetime

from canvass.errors import InputError
from tabulate.hours import MONTANA_TIME
from tabulate.whole_numbers import figure

_MOST, _SHOWN = 9_999_999, 40
_WITH_MINUTE = re.compile("[0-9-]+[T ][0-9]{2}:?[0-9]{2}.*", re.IGNORECASE)
"""A day alone is no hour: it would be its midnight, and what came in late would count."""


def second_typed(typed: str) -> str:
    """An hour to the second, with its offset; Montana's where none is typed. Raises InputError.

    A minute is its first second: what came in at 15:00:01 is not typed as 15:00.
    """
    try:
        if not _WITH_MINUTE.fullmatch(typed.strip()):
            raise ValueError
        moment = datetime.fromisoformat(typed.strip())
        moment = moment.replace(tzinfo=MONTANA_TIME) if moment.tzinfo is None else moment.astimezone(MONTANA_TIME)
    except (ValueError, OverflowError):
        raise InputError(
            f"{typed[:_SHOWN]!r} is no hour. Nothing was written. Write it as 2026-11-09T14:59 or 2026-11-09T14:59:30."
        ) from None
    if moment.microsecond:
        # A part of a second after 15:00:00 is after it.
        raise InputError(
            f"{typed[:_SHOWN]!r} has parts of a second. Nothing was written. Write the second that follows."
        )
    return moment.isoformat(timespec="seconds")


def count_typed(typed: str, what: str) -> int:
    """A number of ballots, envelopes or pages. Raises InputError."""
    number = figure(typed.strip(), _MOST)
    if number is None:
        raise InputError(f"{typed[:_SHOWN]!r} is no number of {what}. Nothing was written. Write 1204 or 1,204.")
    return number
