"""Contests of every class, and their votes."""

from dataclasses import replace

from tabulate.election import Contest, ContestKind
from tabulate.offices import Office, Purpose, Territory
from tabulate.recounts.rights import PositionTotals, RecountLine, VotesFor, line_of
from tests.tabulate.elections import contest

ATTORNEY = Purpose(Office.COUNTY_ATTORNEY, Territory.COUNTY)
COUNCIL = Purpose(Office.MUNICIPAL_OFFICE, Territory.MUNICIPALITY)
LEGISLATOR = Purpose(Office.STATE_REPRESENTATIVE, Territory.COUNTIES)
JUSTICE_OF_THE_PEACE = Purpose(Office.JUSTICE_OF_THE_PEACE, Territory.COUNTY, nonpartisan=True, nominated=2)
LOCAL_LEVY = Purpose(None, Territory.DISTRICT)
STATE_ISSUE = Purpose(None, Territory.STATE)
HOSPITAL_LEVY = Purpose(None, Territory.COUNTIES)


def position(
    purpose: Purpose,
    *votes: int,
    seats: int = 1,
    written: dict[str, int] | None = None,
    kind: ContestKind | None = None,
) -> PositionTotals:
    """Choices a, b, c, ... with these votes, and people who were written in."""
    names = [chr(ord("a") + number) for number in range(len(votes))]
    shown = contest("one", names, seats, write_ins=seats)
    asked = kind or (ContestKind.CANDIDATE if purpose.office else ContestKind.ISSUE)
    found: Contest = replace(shown, scope=None, purpose=purpose, kind=asked)
    printed = [VotesFor(name, name.title(), number) for name, number in zip(names, votes, strict=True)]
    people = [VotesFor(f"write-in:{name}", name, number) for name, number in (written or {}).items()]
    return PositionTotals(found, (*printed, *people))


def line(purpose: Purpose, *votes: int, seats: int = 1, written: dict[str, int] | None = None) -> RecountLine:
    return line_of(position(purpose, *votes, seats=seats, written=written))


def two_and_others(total: int, margin: int) -> tuple[int, int, int]:
    """The votes of two who are so far apart, and of somebody far behind who makes the total."""
    behind = 1 if (total - margin) % 2 else 2
    last = (total - margin - behind) // 2
    return last + margin, last, behind
