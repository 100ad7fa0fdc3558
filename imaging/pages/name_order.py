"""The order in which people number scans and programs date them: 2 before 10, and 12.59 PM before 1.00 PM."""

import os
import re
from collections.abc import Callable
from pathlib import PurePath

_NUMBERS = re.compile(r"([0-9]+)")
_HALF_DAY = re.compile(
    r"(?<![0-9])(?P<hour>0?[1-9]|1[0-2])(?P<rest>(?:[.:_\- ]?[0-5][0-9]){1,2})"
    r"(?P<gap>[\s._\-]*)(?P<half>[ap])\.?m(?![a-z])"
)
"""A time of the twelve-hour clock in a name, as macOS and phones write it."""

NameKey = tuple[tuple[tuple[str | int, ...], str, str], ...]


def natural_key(name: str) -> NameKey:
    """Sorts scan2 before scan10, and times of day as they pass, folder by folder.

    Names that differ only in case or zeros keep one fixed order.
    """
    return tuple(_part_key(part, _of_the_day) for part in PurePath(name).parts)


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
