"""When a margin is small enough for a recount (13-16-201, 13-16-203, 13-16-211). Integers only; "not exceeding" is <=.

V is the total vote for the position: the sum of all votes, over the number elected or nominated only where an elector
may vote for several (13-15-208); kept as a fraction.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from audit.contests import AuditContest
from audit.errors import FiguresError
from tabulate.election import ContestKind, ContestScope
from tabulate.offices import Purpose, Territory


class RecountClass(StrEnum):
    """The classes of 13-16-201(1)."""

    ONE_COUNTY_OFFICE = "(1)(a)"
    """Precinct, county, municipal or district office voted in one county; no legislator, no district judge."""
    WIDER_OFFICE = "(1)(b)"
    """Congress, state or multi-county office, the legislature, district judges."""
    LOCAL_ISSUE = "(1)(c)"
    STATEWIDE_ISSUE = "(1)(d)"
    MULTI_COUNTY_ISSUE = "(1)(e)"

    @property
    def office(self) -> bool:
        """Whether somebody is elected or nominated."""
        return self in (RecountClass.ONE_COUNTY_OFFICE, RecountClass.WIDER_OFFICE)

    @property
    def floor(self) -> int:
        """The margin that is small enough whatever the votes: ten in class (1)(a), none in the others."""
        return FLOOR_VOTES if self is RecountClass.ONE_COUNTY_OFFICE else 0


def class_of(contest: AuditContest) -> RecountClass:
    """The class of a contest, an office kept by retention like any other.

    It follows from office and territory. Where the definition gives only a scope, that has to do; where it gives
    nothing, the class without a floor is taken.
    """
    if contest.purpose.stated:
        return _by_purpose(contest.kind, contest.purpose)
    local = contest.scope in (ContestScope.COUNTY, ContestScope.LOCAL)
    if contest.kind is ContestKind.ISSUE:
        return RecountClass.LOCAL_ISSUE if local else RecountClass.STATEWIDE_ISSUE
    return RecountClass.ONE_COUNTY_OFFICE if local else RecountClass.WIDER_OFFICE


def _by_purpose(kind: ContestKind, purpose: Purpose) -> RecountClass:
    if kind is not ContestKind.ISSUE:
        return RecountClass.WIDER_OFFICE if purpose.wider else RecountClass.ONE_COUNTY_OFFICE
    match purpose.territory:
        case Territory.STATE:
            return RecountClass.STATEWIDE_ISSUE
        case Territory.COUNTIES:
            return RecountClass.MULTI_COUNTY_ISSUE
        case _:
            return RecountClass.LOCAL_ISSUE


def class_is_told(contest: AuditContest) -> bool:
    """Whether the class follows from what the definition says, or is only taken: a scope does not always tell it."""
    if contest.purpose.stated:
        return True
    match contest.scope:
        case ContestScope.JUDICIAL | ContestScope.LOCAL | None:
            return False
        case ContestScope.STATEWIDE:
            return contest.kind is not ContestKind.ISSUE
        case _:
            return True


FLOOR_VOTES = 10
"""The ten votes of 13-16-201(1)(a)."""
FREE_DIVISOR = 400
"""A quarter of one percent (13-16-201)."""
BOND_DIVISOR = 200
"""Half of one percent (13-16-211)."""


@dataclass(frozen=True, slots=True)
class Margin:
    """The gap between the last winner and the first loser, and the votes it is measured against."""

    margin: int
    votes: int
    """Of all choices together."""
    seats: int = 1
    """What the votes are divided by to give the total vote for the position (13-15-208)."""

    @property
    def tie(self) -> bool:
        """13-16-203: recounted without a petition."""
        return self.margin == 0


def margin_of(
    votes: Sequence[int],
    seats: int = 1,
    other_votes: int = 0,
    nominated: int | None = None,
    votes_per_elector: int | None = None,
) -> Margin | None:
    """The margin; None where nobody loses. `other_votes` (write-ins) count in the total only.

    Where candidates are nominated, the last who is nominated stands against the first who is not: two are for a
    nonpartisan seat (13-14-117(1)). An elector has as many votes as there are seats where `votes_per_elector` is None.
    Raises FiguresError for figures below zero or no seats.
    """
    places, each = nominated or seats, votes_per_elector or seats
    if seats < 1 or min((*votes, other_votes), default=0) < 0:
        raise FiguresError("Votes are never less than zero, and a contest has at least one seat.")
    if len(votes) <= places:
        return None
    ranked = sorted(votes, reverse=True)
    return Margin(ranked[places - 1] - ranked[places], sum(votes) + other_votes, places if each > 1 else 1)


def within_201(margin: Margin, recount_class: RecountClass) -> bool:
    """Whether the loser may petition without a bond (13-16-201): margin <= V/400, or ten votes in class (1)(a)."""
    if margin.margin <= recount_class.floor:
        return True
    return FREE_DIVISOR * margin.margin * margin.seats <= margin.votes


def within_211(margin: Margin, recount_class: RecountClass) -> bool:
    """Whether a candidate for a public office may petition with a bond (13-16-211): V/400 < margin <= V/200."""
    scaled = margin.margin * margin.seats
    return recount_class.office and FREE_DIVISOR * scaled > margin.votes and BOND_DIVISOR * scaled <= margin.votes
