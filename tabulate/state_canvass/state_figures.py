"""The figures of the state: electors and votes by county, by house district and altogether (13-15-506)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from tabulate.county_canvass.canvassed import PlaceKind
from tabulate.election import Choice, ChoiceId, Contest, ContestId
from tabulate.offices import Territory
from tabulate.precincts import DistrictKind
from tabulate.recounts.rights import PositionTotals, RecountLine, VotesFor, line_of
from tabulate.state_canvass.county_package import CountyPackage, PackagedChoice, PackagedContest, PackagedPlace
from tabulate.state_canvass.electors_checks import county_row
from tabulate.state_canvass.package_checks import DoesNotAddUp


class StatePlace(StrEnum):
    """What a row of the state's report is of."""

    COUNTY = "county"
    HOUSE = "house district"
    COUNTY_IN_HOUSE = "county's part of a house district"
    NOT_BY_HOUSE = "not told by house district"
    STATE = "state"


_NO_DISTRICTS = (PlaceKind.PRECINCT, PlaceKind.PART, PlaceKind.COUNTY)
"""Rows of electors that are of no district."""


@dataclass(frozen=True, slots=True)
class StateRow:
    """The votes of a contest in a place; electors None where a county does not tell them."""

    kind: StatePlace
    name: str
    electors: int | None
    votes: tuple[int, ...]
    """In the order of the contest's choices."""
    undervotes: int | None
    overvotes: int | None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class StateContest:
    """A contest in all counties that vote on it."""

    contest: Contest
    choices: tuple[PackagedChoice, ...]
    """As printed, then everybody written in."""
    counties: tuple[str, ...]
    rows: tuple[StateRow, ...]
    """By county, then by house district."""
    total: StateRow
    line: RecountLine


@dataclass(frozen=True, slots=True)
class StateElectors:
    """Electors voting in a place (13-15-506(1)(a))."""

    kind: StatePlace
    name: str
    electors: int | None


@dataclass(frozen=True, slots=True)
class StateFigures:
    """All of them."""

    electors: tuple[StateElectors, ...]
    contests: tuple[StateContest, ...]


@dataclass(frozen=True, slots=True)
class _OfCounty:
    county: str
    contest: PackagedContest
    houses: frozenset[str]


def state_figures(packages: Sequence[CountyPackage]) -> StateFigures:
    """Everything that the packages add up to, contests in the order of the first county's ballot, then the next's."""
    found: dict[ContestId, list[_OfCounty]] = {}
    for package in packages:
        houses = frozenset(row.place for row in package.electors if row.kind == DistrictKind.HOUSE)
        for contest in package.contests:
            found.setdefault(contest.contest, []).append(_OfCounty(package.county, contest, houses))
    return StateFigures(tuple(_electors(packages)), tuple(map(_contest, found.values())))


def faults_between(packages: Sequence[CountyPackage]) -> tuple[DoesNotAddUp, ...]:
    """What one county says of a contest or a house district otherwise than another, and contests that are lacking."""
    found: list[DoesNotAddUp] = []
    first: dict[ContestId, tuple[str, PackagedContest]] = {}
    names: dict[str, tuple[str, str]] = {}
    for package in packages:
        for contest in package.contests:
            county, before = first.setdefault(contest.contest, (package.county, contest))
            if _said(before) != _said(contest):
                words = f"{county} does not say the same of its title, its office or its printed choices."
                found.append(DoesNotAddUp(package.county, contest.title, words))
        for row in (one for one in package.electors if one.kind == DistrictKind.HOUSE):
            county, name = names.setdefault(row.place, (package.county, row.name))
            if name != row.name:
                words = f"{county} calls the district {row.place} {name!r}."
                found.append(DoesNotAddUp(package.county, f"house district {row.name}", words))
    for package in packages:
        own = {one.contest for one in package.contests}
        for county, contest in (one for id_, one in first.items() if id_ not in own):
            if who := _who_votes_here(package, contest):
                words = f"{who}, {county} has it, and this county has not."
                found.append(DoesNotAddUp(package.county, contest.title, words))
    return tuple(found)


def _who_votes_here(package: CountyPackage, contest: PackagedContest) -> str:
    """Who of a county votes on a contest that it does not have; empty where nobody does."""
    if contest.territory is Territory.STATE:
        return "The whole state votes on it"
    rows = (row for row in package.electors if row.kind not in _NO_DISTRICTS and row.place == contest.district)
    lies_here = contest.territory is Territory.COUNTIES and any(row.electors != 0 for row in rows)
    return "Electors of its district voted here" if lies_here else ""


def _said(one: PackagedContest) -> object:
    printed = {(each.choice, each.name) for each in one.choices if not each.write_in}
    places = (one.seats, one.votes_per_elector, one.nominated, one.nonpartisan)
    return one.title, one.kind, one.office, one.territory, one.number, one.method, one.party, places, printed


def _electors(packages: Sequence[CountyPackage]) -> Iterator[StateElectors]:
    rows = [(package.county, county_row(package)) for package in packages]
    counties = [(name, None if row is None else row.electors) for name, row in rows]
    yield from (StateElectors(StatePlace.COUNTY, name, electors) for name, electors in counties)
    houses: dict[str, list[int | None]] = {}
    for package in packages:
        for row in package.electors:
            if row.kind == DistrictKind.HOUSE:
                houses.setdefault(row.name, []).append(row.electors)
    for name in sorted(houses, key=_in_order):
        yield StateElectors(StatePlace.HOUSE, name, _sum(houses[name]))
    yield StateElectors(StatePlace.STATE, "State", _sum([electors for _, electors in counties]))


def _contest(of: Sequence[_OfCounty]) -> StateContest:
    choices = _choices(one.contest for one in of)
    counties = [_row(StatePlace.COUNTY, one.county, [(one.contest, one.contest.county)], choices) for one in of]
    total = _row(StatePlace.STATE, "State, total", [(one.contest, one.contest.county) for one in of], choices)
    houses = list(_houses(of, choices))
    rows = (*counties, *houses, *_not_by_house(total, houses))
    votes = tuple(
        VotesFor(choice_key(choice), choice.name, number) for choice, number in zip(choices, total.votes, strict=True)
    )
    contest = replace(of[0].contest.as_contest, choices=tuple(_deceased(choices)))
    line = line_of(PositionTotals(contest, votes))
    return StateContest(contest, choices, tuple(one.county for one in of), rows, total, line)


def _deceased(choices: Iterable[PackagedChoice]) -> Iterator[Choice]:
    """Those of the printed choices whose votes the law of the deceased is about (13-15-106)."""
    return (Choice(ChoiceId(one.choice), one.name, (), one.death) for one in choices if one.death is not None)


def choice_key(choice: PackagedChoice) -> str:
    """Printed choices are the same by their ids; people written in, by their names."""
    return f"write-in:{' '.join(choice.name.split()).casefold()}" if choice.write_in else choice.choice


def _choices(contests: Iterable[PackagedContest]) -> tuple[PackagedChoice, ...]:
    found: dict[str, PackagedChoice] = {}
    for contest in contests:
        for choice in contest.choices:
            known = found.setdefault(choice_key(choice), choice)
            found[choice_key(choice)] = choice if _told_of_death(choice) > _told_of_death(known) else known
    return tuple(sorted(found.values(), key=lambda one: one.write_in))


def _told_of_death(choice: PackagedChoice) -> int:
    """How much a county says of a candidate's death: nothing, that it was, for which ticket votes count, where printed.

    Not every county entered all of it, and what one knows holds for the sum over all.
    """
    death = choice.death
    return 0 if death is None else 1 + bool(death.counts_as) + bool(death.counts_for)


_Place = tuple[PackagedContest, PackagedPlace]


def _row(kind: StatePlace, name: str, places: Sequence[_Place], choices: Sequence[PackagedChoice]) -> StateRow:
    votes = dict.fromkeys(map(choice_key, choices), 0)
    for contest, place in places:
        for choice, number in zip(contest.choices, place.votes, strict=True):
            votes[choice_key(choice)] += number or 0
    remarks = dict.fromkeys(place.remark for _, place in places if place.remark and kind is not StatePlace.STATE)
    return StateRow(
        kind=kind,
        name=name,
        electors=_sum([place.electors for _, place in places]),
        votes=tuple(votes.values()),
        undervotes=_sum([place.undervotes for _, place in places]),
        overvotes=_sum([place.overvotes for _, place in places]),
        remark="; ".join(remarks),
    )


def _houses(of: Sequence[_OfCounty], choices: Sequence[PackagedChoice]) -> Iterator[StateRow]:
    """Each house district; the part of each county before it, where that is not the county's row once more."""
    found: dict[str, list[tuple[str, _Place]]] = {}
    for one in of:
        for place in one.contest.places:
            if place.kind is PlaceKind.DISTRICT and place.place in one.houses:
                found.setdefault(place.name, []).append((one.county, (one.contest, place)))
    for name in sorted(found, key=_in_order):
        for county, own in found[name] if len(found) > 1 and len(found[name]) > 1 else ():
            yield _row(StatePlace.COUNTY_IN_HOUSE, f"{name}, {county}", [own], choices)
        yield _row(StatePlace.HOUSE, name, [own for _, own in found[name]], choices)


def _not_by_house(total: StateRow, houses: Sequence[StateRow]) -> Iterator[StateRow]:
    """What the house districts lack of the total: counts by hand that are not told by part, counties without any."""
    rows = [row for row in houses if row.kind is StatePlace.HOUSE]
    votes = tuple(number - sum(row.votes[at] for row in rows) for at, number in enumerate(total.votes))
    if any(votes):
        yield StateRow(StatePlace.NOT_BY_HOUSE, "Not told by house district", None, votes, None, None)


def _in_order(name: str) -> tuple[tuple[int, int, str], ...]:
    """House District 2 before House District 10."""
    parts = re.findall(r"[0-9]{1,9}|[^0-9]+|[0-9]+", name)
    return tuple((0, int(part), "") if part.isascii() and part.isdigit() else (1, 0, part) for part in parts)


def _sum(figures: Sequence[int | None]) -> int | None:
    return None if None in figures else sum(one or 0 for one in figures)
