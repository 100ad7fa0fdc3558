"""When a report was made, held to when the polls closed and when the last ballots may be counted."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, time

from canvass.importing.count_findings import CountFinding, CountFindingKind
from canvass.importing.other_election import day_in
from tabulate.board.outside.outside_entries import OutsideFileKept
from tabulate.election import Election
from tabulate.hours import MONTANA_TIME, held_until

_HOUR = re.compile(r"(\d{1,2}):(\d\d)(?::\d\d)?\s*([AaPp]\.?[Mm])?")


def made_at(run_at: str) -> datetime | None:
    """The moment that a report prints, in Montana; None where it prints no day. Without an hour it is midnight."""
    day = day_in(run_at)
    if day is None:
        return None
    found = _HOUR.search(run_at)
    hour, minute = (int(found[1]), int(found[2])) if found else (0, 0)
    if found and found[3]:
        hour = hour % 12 + 12 * (found[3][0] in "pP")
    if hour > 23 or minute > 59:
        return None
    return datetime.combine(day, time(hour, minute), MONTANA_TIME)


def run_findings(
    file: str, run_at: str, election: Election, now: datetime, before: Sequence[OutsideFileKept] = ()
) -> Iterator[CountFinding]:
    """A report of before the polls closed may be a test; one of before the sixth day lacks provisional ballots.

    One is also held to the versions `before` it, in whose place it stands, and an hour must be one that has been.
    """
    made = made_at(run_at)
    if made is None:
        if run_at.strip():
            words = f"nobody can tell when the report was made: it prints {run_at!r}, which is no day and hour"
            yield CountFinding(CountFindingKind.RUN.value, file, "", words)
        return
    yield from _made_before_others(file, run_at, made, before)
    kind = CountFindingKind.RUN.value
    if made > now:
        here = now.astimezone(MONTANA_TIME)
        words = (
            f"the report says that it was made at {run_at}, and here it is {here:%Y-%m-%d %H:%M}: its system's clock, "
            "or this computer's, is wrong, or it is another report"
        )
        yield CountFinding(kind, file, "", words)
    if made.date() < election.date:
        days = (election.date - made.date()).days
        words = (
            f"the report was made at {run_at}, {days:,} day{'s' if days > 1 else ''} before the election: it is of a "
            "test, or of nothing counted yet"
        )
        yield CountFinding(kind, file, "", words)
    elif made < election.polls_close:
        words = f"the report was made at {run_at}, before the polls closed: it may be of a test"
        yield CountFinding(kind, file, "", words)
    elif made < held_until(election.date):
        last = held_until(election.date)
        words = (
            f"the report was made at {run_at}; provisional ballots may be counted until after {last:%I %p} on "
            f"{last:%B} {last.day} (13-15-107)"
        )
        yield CountFinding(kind, file, "", words.replace(" 0", " "))


def _made_before_others(
    file: str, run_at: str, made: datetime, before: Sequence[OutsideFileKept]
) -> Iterator[CountFinding]:
    """Kept later, and made earlier: most likely an old report, offered once more by mistake."""
    for one in before:
        other = made_at(one.run_at)
        if other is not None and made < other:
            words = (
                f"it stands in the place of {one.name}, and is older: made at {run_at}, and that one at {one.run_at}; "
                "if it was kept by mistake: canvass outside withdraw RECORD"
            )
            yield CountFinding(CountFindingKind.RUN.value, file, "", words)
