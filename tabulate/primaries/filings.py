"""Who filed for what before a primary: which parties need a ballot, which nonpartisan primaries are held.

A party needs none where it has candidates for not more than half of the offices and more than one for none of them;
precinct committees are left aside (13-10-209(2)-(4)). A nonpartisan primary is not held where not more than half of the
offices have more than three candidates a seat, and none more than one too many. A county office with fewer than three
candidates has none (13-14-115). The governing body may still ask for one.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

_A_SEAT = 3
"""More candidates than so many for each seat are too many to leave to one election (13-14-115)."""
_OF_A_COUNTY = 3
"""With so many candidates a county office has its primary (13-14-115)."""


class FilingOf(StrEnum):
    """What an office is, as far as it decides who holds a primary."""

    PARTISAN = "partisan"
    COMMITTEE = "precinct committee"
    """Left aside: of no weight for or against a ballot of the party."""
    COUNTY = "county nonpartisan"
    NONPARTISAN = "nonpartisan"


@dataclass(frozen=True, slots=True)
class OfficeFiled:
    """One office, and who filed for it."""

    office: str
    of: FilingOf
    seats: int
    parties: tuple[str, ...]
    """Of each candidate the party, in the order filed; empty words for nonpartisan offices."""


@dataclass(frozen=True, slots=True)
class PartyBallotNeeded:
    """Whether a ballot of the party is prepared."""

    party: str
    offices: int
    """For which it has candidates, committees left aside."""
    of_offices: int
    several: tuple[str, ...]
    """Offices for which it has more than one."""

    @property
    def needed(self) -> bool:
        """Whether more than half of the offices have a candidate of the party, or one has several."""
        return 2 * self.offices > self.of_offices or bool(self.several)


@dataclass(frozen=True, slots=True)
class NonpartisanHeld:
    """Whether the primary of one nonpartisan office is held."""

    office: str
    of: FilingOf
    seats: int
    candidates: int
    held: bool
    why: str


def party_ballots_needed(filed: Sequence[OfficeFiled]) -> tuple[PartyBallotNeeded, ...]:
    """Each party that anybody filed for, by name."""
    partisan = [one for one in filed if one.of is FilingOf.PARTISAN]
    every = {party for one in filed if one.of in (FilingOf.PARTISAN, FilingOf.COMMITTEE) for party in one.parties}
    return tuple(
        PartyBallotNeeded(
            party,
            sum(party in one.parties for one in partisan),
            len(partisan),
            tuple(one.office for one in partisan if Counter(one.parties)[party] > 1),
        )
        for party in sorted(every - {""})
    )


def nonpartisan_held(filed: Iterable[OfficeFiled]) -> tuple[NonpartisanHeld, ...]:
    """Each nonpartisan office in order: county offices by their own number, the others by all of them together."""
    offices = [one for one in filed if one.of in (FilingOf.COUNTY, FilingOf.NONPARTISAN)]
    others = [one for one in offices if one.of is FilingOf.NONPARTISAN]
    over = [excess for one in others if (excess := len(one.parties) - _A_SEAT * one.seats) > 0]
    needed = 2 * len(over) > len(others) or any(excess > 1 for excess in over)
    why = _why_others(len(over), len(others), max(over, default=0), needed=needed)
    return tuple(_county(one) if one.of is FilingOf.COUNTY else _other(one, needed, why) for one in offices)


def _county(one: OfficeFiled) -> NonpartisanHeld:
    held = len(one.parties) >= _OF_A_COUNTY
    why = f"a county office with {'fewer than ' if not held else ''}three candidates{' or more' if held else ''}"
    return NonpartisanHeld(one.office, one.of, one.seats, len(one.parties), held, why)


def _other(one: OfficeFiled, needed: bool, why: str) -> NonpartisanHeld:
    own = len(one.parties) > _A_SEAT * one.seats
    why = why if own or not needed else "not more than three candidates a seat: all go on"
    return NonpartisanHeld(one.office, one.of, one.seats, len(one.parties), needed and own, why)


def _why_others(over: int, offices: int, most: int, *, needed: bool) -> str:
    counted = f"{over} of {offices} offices {'has' if over == 1 else 'have'} more than three candidates a seat"
    if 2 * over > offices:
        return f"{counted}: more than half"
    return f"{counted}, {'one of them' if needed else 'none'} by more than one"


@dataclass(frozen=True, slots=True)
class CommitteeHeld:
    """Whether a party's electors vote on an office of its precinct committee (13-38-201(4))."""

    office: str
    party: str
    seats: int
    candidates: int

    @property
    def held(self) -> bool:
        """Whether there are more candidates than places; else they are certified to the party by acclamation."""
        return self.candidates > self.seats


def committees_held(filed: Iterable[OfficeFiled]) -> tuple[CommitteeHeld, ...]:
    """Each committee office in order, by party."""
    return tuple(
        CommitteeHeld(one.office, party, one.seats, candidates)
        for one in filed
        if one.of is FilingOf.COMMITTEE
        for party, candidates in sorted(Counter(one.parties).items())
    )
