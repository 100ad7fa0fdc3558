"""The order in which people number scans and programs date them: 2 before 10, and 12.59 PM before 1.00 PM."""

import os
import re
from collections.abc import Callable, Sequence
from pathlib import PurePath

_NUMBERS = re.compile(r"([0-9]+)")
_HALF_DAY = re.compile(
    r"(?<![0-9])(?P<hour>0?[1-9]|1[0-2])(?P<rest>(?:[.:_\- ]?[0-5][0-9]){1,2})"
    r"(?P<gap>[\s._\-]*)(?P<half>[ap])\.?m(?![a-z])"
)
"""A time of the twelve-hour clock in a name, as macOS and phones write it."""

_TIME = re.compile(
    r".*?(?<![0-9])(?P<hour>[01]?[0-9]|2[0-3])[.:_\-h ](?P<minute>[0-5][0-9])[.:_\-m ](?P<second>[0-5][0-9])"
)
"""A time of day at the end of a name."""
_HALF_DAY_S = 12 * 3600
_PAUSE_S = 2 * 3600
"""A run scanned over one o'clock has no such pause in it, but for the one that sorting makes."""

NameKey = tuple[tuple[tuple[str | int, ...], str, str], ...]


def natural_key(name: str) -> NameKey:
    """Sorts scan2 before scan10, and times of day as they pass, folder by folder.

    Names that differ only in case or zeros keep one fixed order.
    """
    return tuple(_part_key(part, _of_the_day) for part in PurePath(name).parts)


def starts_after_one_o_clock(names: Sequence[str]) -> int:
    """Where the first of a run's sorted names is, if their times are of a clock that goes from 12.59 to 1.00; else 0.

    Such a clock is told by hours from 1 to 12 alone, and by a pause between two names but none from the last one round
    to the first.
    """
    times = [_time(name) for name in names]
    told = [time for time in times if time is not None]
    hours = {time // 3600 for time in told}
    if len(told) < max(2, len(times)) or 12 not in hours or hours == {12} or hours - set(range(1, 13)):
        return 0
    around = [time % _HALF_DAY_S for time in told]
    waits = [(around[at] - around[at - 1]) % _HALF_DAY_S for at in range(len(around))]
    longest = max(range(len(waits)), key=waits.__getitem__)
    return longest if waits[longest] >= _PAUSE_S > waits[0] else 0


def _time(name: str) -> int | None:
    """Seconds since the day began, as the name ends; None where it says no time, or which half of the day."""
    stem = PurePath(name).stem
    found = None if _HALF_DAY.search(stem.casefold()) else _TIME.fullmatch(stem)
    if found is None:
        return None
    return 3600 * int(found["hour"]) + 60 * int(found["minute"]) + int(found["second"])


def first_key(name: str) -> NameKey:
    """As `natural_key` was when only numbers told the order: batches that were opened so are planned so."""
    return tuple(_part_key(part, str) for part in PurePath(name).parts)


def _part_key(part: str, as_told: Callable[[str], str]) -> tuple[tuple[str | int, ...], str, str]:
    stem, suffix = os.path.splitext(part)
    pieces = _NUMBERS.split(as_told(stem.casefold()))
    # Texts and numbers take turns, texts first, so that like is compared with like.
    return (tuple(int(piece) if at % 2 else piece for at, piece in enumerate(pieces)), suffix.casefold(), part)


def _of_the_day(stem: str) -> str:
    """The name with its twelve-hour times as those of twenty-four."""
    return _HALF_DAY.sub(lambda found: f"{_hour(found):02d}{found['rest']}{found['gap']}m", stem)


def _hour(found: re.Match[str]) -> int:
    return int(found["hour"]) % 12 + 12 * (found["half"] == "p")
