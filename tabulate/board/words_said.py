"""What entries say alike, each with its one rule: words, names, their hour, days, a file's hash."""

import re
from collections.abc import Iterable
from datetime import date, datetime

from tabulate.board.errors import NotAllowed
from tabulate.hours import MONTANA_TIME, is_day, moment_of
from tabulate.printable import says_something

_MOST_SHOWN = 80
_SHA256 = re.compile(r"[0-9a-f]{64}")


def check_said(texts: Iterable[str], longest: int, expected: str, remedy: str = "Say it.") -> None:
    """Check that each says something that can be printed, with no blanks around it. Raises NotAllowed."""
    for text in texts:
        if text != text.strip() or not says_something(text) or len(text) > longest:
            raise NotAllowed(expected, repr(text[:_MOST_SHOWN]), remedy)


def moment_said(at: str) -> datetime:
    """The minute of an entry. Raises NotAllowed where the text says none, or has no offset."""
    moment = moment_of(at)
    if moment is None:
        raise NotAllowed("a day and an hour with the offset, as 2026-11-17T10:00-07:00", repr(at[:40]), "Say when.")
    return moment


def day_in_montana(at: str) -> date:
    """The day of an entry's hour, in Montana. Raises NotAllowed where the text says no hour."""
    return moment_said(at).astimezone(MONTANA_TIME).date()


def check_day(day: str, last: date, what: str) -> None:
    """Check that a day is one, and not after the last that may be said. Raises NotAllowed."""
    if not is_day(day) or date.fromisoformat(day) > last:
        raise NotAllowed(f"{what}, as 2026-11-25, not after {last}", repr(day[:40]), "Say which day.")


def check_sha256(found: str, what: str) -> None:
    """Check that it is the hash of a file. Raises NotAllowed."""
    if not _SHA256.fullmatch(found):
        raise NotAllowed(
            f"the SHA-256 {what}, 64 digits in hex", repr(found[:_MOST_SHOWN]), "Name the file, or type it anew."
        )
