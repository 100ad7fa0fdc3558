"""When a margin is small enough for a recount (13-16-201, 13-16-203, 13-16-211). Integers only; "not exceeding" is <=.

V is the total vote for the position: for S seats the sum of all votes over S (13-15-208), kept as a fraction.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from audit.contests import AuditContest
from audit.errors import FiguresError
from tabulate.election import ContestKind, ContestScope


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


def class_of(contest: AuditContest) -> RecountClass:
    """The class of a contest of one county's ballot. A scope not stated is taken for the class without a floor."""
    if contest.kind is ContestKind.ISSUE:
        local = contest.scope in (ContestScope.COUNTY, ContestScope.LOCAL)
        return RecountClass.LOCAL_ISSUE if local else RecountClass.STATEWIDE_ISSUE
    local = contest.kind is ContestKind.CANDIDATE and contest.scope in (ContestScope.COUNTY, ContestScope.LOCAL)
    return RecountClass.ONE_COUNTY_OFFICE if local else RecountClass.WIDER_OFFICE


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

    @property
    def tie(self) -> bool:
        """13-16-203: recounted without a petition."""
        return self.margin == 0


def margin_of(votes: Sequence[int], seats: int = 1, other_votes: int = 0) -> Margin | None:
    """The margin; None where nobody loses. `other_votes` (write-ins) count in the total only.

    Raises FiguresError for figures below zero or no seats.
    """
    if seats < 1 or min((*votes, other_votes), default=0) < 0:
        raise FiguresError("Votes are never less than zero, and a contest has at least one seat.")
    if len(votes) <= seats:
        return None
    ranked = sorted(votes, reverse=True)
    return Margin(ranked[seats - 1] - ranked[seats], sum(votes) + other_votes, seats)


def within_201(margin: Margin, recount_class: RecountClass) -> bool:
    """Whether the loser may petition without a bond (13-16-201): margin <= V/400, or ten votes in class (1)(a)."""
    if recount_class is RecountClass.ONE_COUNTY_OFFICE and margin.margin <= FLOOR_VOTES:
        return True
    return FREE_DIVISOR * margin.margin * margin.seats <= margin.votes


def within_211(margin: Margin, recount_class: RecountClass) -> bool:
    """Whether a candidate for a public office may petition with a bond (13-16-211): V/400 < margin <= V/200."""
    scaled = margin.margin * margin.seats
    return recount_class.office and FREE_DIVISOR * scaled > margin.votes and BOND_DIVISOR * scaled <= margin.votes
