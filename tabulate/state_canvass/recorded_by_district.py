"""The permanent record made of the counties' packages and of the secretary's list of places (13-1-204).

The votes of a place are those of its part, or of its precinct where that is one part. A union of parts, whose ballots
are not told apart, is in a district where all of them are.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from tabulate.county_canvass.canvassed import PlaceKind
from tabulate.election import ContestKind
from tabulate.offices import Office
from tabulate.state_canvass.county_package import CountyPackage, PackagedContest, PackagedElectors, PackagedPlace
from tabulate.state_canvass.permanent_record import (
    ONE_EACH,
    DistrictRecord,
    DistrictVotes,
    KindSum,
    ListedPlace,
    PermanentRecord,
    RecordedContest,
    RecordedDistrict,
    RecordedPlace,
    SuccessfulCandidate,
)
from tabulate.state_canvass.presidential import elects_electors
from tabulate.state_canvass.state_figures import StateContest, choice_key


def places_of(package: CountyPackage) -> dict[str, str]:
    """The smallest places of a county by id, with their precincts.

    Parts where electors voting are told by part; else the parts that a contest tells, and the precinct as what is left.
    """
    found: dict[str, str] = {}
    for precinct, rows in _electors_by_precinct(package):
        parts = [part for row in rows if row.kind == PlaceKind.PART for part in _apart(row.place)]
        told = parts or [*_told_by_contests(package, precinct), precinct]
        found |= dict.fromkeys(told, precinct)
    return found


def _electors_by_precinct(package: CountyPackage) -> Iterator[tuple[str, list[PackagedElectors]]]:
    """The rows of each precinct, those of its parts before its own."""
    rows: list[PackagedElectors] = []
    for row in package.electors:
        if row.kind == PlaceKind.PART:
            rows.append(row)
        elif row.kind == PlaceKind.PRECINCT:
            yield row.place, [*rows, row]
            rows = []


def _told_by_contests(package: CountyPackage, precinct: str) -> Iterator[str]:
    every = (one for contest in package.contests for one in contest.places)
    yield from (
        part for one in every if one.kind is PlaceKind.PART and one.precinct == precinct for part in _apart(one.place)
    )


def _apart(place: str) -> list[str]:
    """The parts of a union of them, whose ballots are not told apart."""
    return place.split(" + ")


def lacking_places(packages: Mapping[str, CountyPackage], listed: Sequence[ListedPlace]) -> Iterator[str]:
    """What the list lacks, has twice, or has of nowhere, each in words; counties as the canvass has them."""
    known = {(county, place) for county, package in packages.items() for place in places_of(package)}
    there = [(one.county, one.place) for one in listed]
    for county, place in sorted(known - set(there)):
        yield f"{county}, {place}: the list has it not"
    for county, place in sorted(set(there) - known):
        yield f"{county}, {place}: no precinct or part of the county's package"
    for county, place in sorted(one for one, times in Counter(there).items() if times > 1):
        yield f"{county}, {place}: the list has it twice"


def permanent_record(
    packages: Mapping[str, CountyPackage], contests: Sequence[StateContest], listed: Sequence[ListedPlace]
) -> PermanentRecord:
    """Everything. The list has each place once, which `lacking_places` asks before."""
    units = {county: places_of(package) for county, package in packages.items()}
    work = _Recording(packages, {(one.county, one.place): one for one in listed}, units)
    places = tuple(work.places())
    return PermanentRecord(
        places,
        tuple(work.districts(places)),
        tuple(map(work.contest, contests)),
        tuple(_successful(contests)),
    )


_OWN_KIND = {
    Office.STATE_REPRESENTATIVE: RecordedDistrict.HOUSE,
    Office.STATE_SENATOR: RecordedDistrict.SENATE,
}


def districts_astray(record: PermanentRecord) -> Iterator[str]:
    """Where the list contradicts the ballots: a legislative district's votes lie in one listed district, and alone."""
    for office, kind in _OWN_KIND.items():
        where: dict[str, set[str]] = {}
        whose: dict[str, set[str]] = {}
        for each in record.contests:
            contest = each.contest.contest
            if contest.purpose.office is office and contest.district:
                for one in (one for one in each.districts if one.kind is kind and any(one.votes)):
                    where.setdefault(contest.title, set()).add(one.district)
                    whose.setdefault(one.district, set()).add(contest.district)
        for title, names in where.items():
            if len(names) > 1:
                yield f"{title} was voted on in {' and in '.join(sorted(names))}"
        for name, districts in whose.items():
            if len(districts) > 1:
                yield f"the {kind} {name} has votes of {len(districts)} districts' contests"


def _successful(contests: Iterable[StateContest]) -> Iterator[SuccessfulCandidate]:
    for one in contests:
        own, office = one.contest, one.contest.purpose.office
        if own.kind is ContestKind.CANDIDATE and office is not None and not elects_electors(own):
            for winner in one.line.winners:
                yield SuccessfulCandidate(own.id, own.title, office, own.district or "", winner.name, winner.votes)


@dataclass(frozen=True, slots=True)
class _Recording:
    packages: Mapping[str, CountyPackage]
    listed: Mapping[tuple[str, str], ListedPlace]
    units: Mapping[str, Mapping[str, str]]
    """By county, its smallest places with their precincts."""

    def places(self) -> Iterator[RecordedPlace]:
        for county, package in self.packages.items():
            rows = {row.place: row for row in package.electors if row.kind in (PlaceKind.PRECINCT, PlaceKind.PART)}
            for place, precinct in self.units[county].items():
                row = rows.get(place)
                left = place == precinct and list(self.units[county].values()).count(precinct) > 1
                votes = None if row is None or left else row.electors
                yield RecordedPlace(self.listed[county, place], precinct, place if row is None else row.name, votes)

    def districts(self, places: Sequence[RecordedPlace]) -> Iterator[DistrictRecord]:
        rows = [
            (self._districts_of(county, row.place, precinct), row.electors)
            for county, package in self.packages.items()
            for precinct, found in _electors_by_precinct(package)
            for row in found[:-1] or found
        ]
        for kind in RecordedDistrict:
            untold = {name for where, _ in rows if not where[kind].told for name in where[kind].names}
            for name in self._names(kind):
                own = tuple(one for one in places if name in one.listed.districts.get(kind, ()))
                voting = [electors for where, electors in rows if where[kind].lies_in(name)]
                every = None if None in voting or name in untold else sum(one or 0 for one in voting)
                yield DistrictRecord(kind, name, own, every)

    def _names(self, kind: RecordedDistrict) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for one in self.listed.values() for name in one.districts.get(kind, ())))

    def contest(self, one: StateContest) -> RecordedContest:
        keys = list(map(choice_key, one.choices))
        rows = [
            (self._districts_of(county, place.place, place.precinct), _in_order(contest, place, keys))
            for county, package in self.packages.items()
            for contest in package.contests
            if contest.contest == one.contest.id
            for place in _smallest(contest.places)
        ]
        found: list[DistrictVotes] = []
        for kind in RecordedDistrict:
            names = dict.fromkeys(name for where, _ in rows for name in where[kind].names)
            found += [
                DistrictVotes(kind, name, _sum(keys, (votes for where, votes in rows if where[kind].lies_in(name))))
                for name in names
            ]
        return RecordedContest(one, tuple(found), tuple(_sums(keys, rows, one.total.votes)))

    def _districts_of(self, county: str, place: str, precinct: str) -> "_Where":
        """The districts of each kind that a row lies in."""
        own = self.units[county]
        units = [one for one, of in own.items() if of == precinct] if place == precinct else _apart(place)
        found: dict[RecordedDistrict, _Inside] = {}
        for kind in RecordedDistrict:
            every = {self.listed[county, unit].districts.get(kind, ()) for unit in units}
            names = dict.fromkeys(name for one in sorted(every) for name in one)
            found[kind] = _Inside(tuple(names), told=len(every) == 1)
        return found


@dataclass(frozen=True, slots=True)
class _Inside:
    """The districts of a kind in which a row's places lie."""

    names: tuple[str, ...]
    told: bool
    """Whether all of them lie in all of these; else no count tells which votes are whose."""

    def lies_in(self, name: str) -> bool:
        return self.told and name in self.names


_Where = Mapping[RecordedDistrict, _Inside]
_Row = tuple[_Where, tuple[int, ...]]


def _smallest(places: Sequence[PackagedPlace]) -> Iterator[PackagedPlace]:
    """Parts with what is not told by part; else the precinct."""
    rows = [one for one in places if one.precinct]
    for _, together in groupby(rows, key=lambda one: one.precinct):
        *parts, whole = together
        yield from parts or [whole]


def _in_order(contest: PackagedContest, place: PackagedPlace, keys: Sequence[str]) -> tuple[int, ...]:
    votes = dict(zip(map(choice_key, contest.choices), place.votes, strict=True))
    return tuple(votes.get(key) or 0 for key in keys)


def _sum(keys: Sequence[str], rows: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    found = [0] * len(keys)
    for row in rows:
        found = [one + other for one, other in zip(found, row, strict=True)]
    return tuple(found)


def _sums(keys: Sequence[str], rows: Sequence[_Row], total: tuple[int, ...]) -> Iterator[KindSum]:
    for kind in ONE_EACH:
        yield KindSum(
            kind,
            covers=bool(rows) and all(where[kind].names for where, _ in rows),
            districts=_sum(keys, (votes for where, votes in rows if where[kind].told and where[kind].names)),
            not_told=_sum(keys, (votes for where, votes in rows if not where[kind].told)),
            outside=_sum(keys, (votes for where, votes in rows if where[kind].told and not where[kind].names)),
            total=total,
        )
