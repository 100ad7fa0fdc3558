"""What the office's logs have in common: the exact second of an hour, names, and who was there."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from tabulate.board.errors import NotAllowed
from tabulate.board.words_said import check_said, moment_said

LONGEST = 200
"""Letters of a name, a number or a place."""
_MOST_SHOWN = 40


def second_said(at: str, what: str) -> datetime:
    """The exact second of an event, with its offset. Raises NotAllowed.

    Hours of receipt decide whether a ballot counts: 15:00:01 is not 15:00 (13-21-206(1)(c)).
    """
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None or moment.isoformat(timespec="seconds") != at:
        raise NotAllowed(f"{what}, as 2026-11-09T14:59:00-07:00", repr(at[:_MOST_SHOWN]), "Say the exact hour.")
    return moment


def check_over(at: str, entered: str, what: str) -> datetime:
    """The exact second of an event that is over as it is entered; an entry says its minute. Raises NotAllowed.

    A decision that waits for an hour of the law is not entered before that hour, with a later one.
    """
    moment = second_said(at, what)
    if moment - moment_said(entered) >= timedelta(minutes=1):
        raise NotAllowed(f"{what}, not after the hour of entry, {entered}", at, "Enter it once that hour is over.")
    return moment


def check_named(*texts: str) -> None:
    """Check that each says something, in a line. Raises NotAllowed."""
    check_said(texts, LONGEST, f"names, numbers and words of at most {LONGEST} letters")


def check_people(people: Iterable[str], fewest: int, section: str) -> None:
    """Check that so many different people are named. Raises NotAllowed."""
    names = tuple(people)
    check_named(*names)
    found = len({one.casefold() for one in names})
    if found < fewest or found < len(names):
        raise NotAllowed(f"{fewest} officials or more, each once ({section})", f"{found} of them", "Name each of them.")
