"""Under which conditions anything is published: at what time it says it is, and how many persons it takes."""

from collections.abc import Iterable
from datetime import datetime

from tabulate.hours import MONTANA_TIME

_PERSONS = 2


def published_time(at: datetime) -> datetime:
    """The only time that what is published has: on the whole minute, in Montana's time.

    Seconds would tell which ballot was counted or decided between two publications.
    """
    return at.astimezone(MONTANA_TIME).replace(second=0, microsecond=0)


def enough_persons(names: Iterable[str], *, first: bool) -> bool:
    """Whether those who publish may: two different persons for the first results, one for those that follow."""
    different = {" ".join(name.split()).casefold() for name in names} - {""}
    return len(different) >= (_PERSONS if first else 1)
