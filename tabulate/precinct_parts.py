"""Which parts an election's precincts have, and which electors have which ballots (13-2-116(2), 13-15-404(1)(a)).

A precinct that the definition does not give in parts is one part, with the precinct's own id. A ballot belongs to the
parts of its precinct that its ballot style is for. Where these are several, the ballot cannot be told below them all:
then figures are of their union.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from tabulate.ballot_sheets import SeparateBy
from tabulate.election import BallotStyle, BallotStyleId, Contest, ContestId, Election
from tabulate.offices import Office, Territory
from tabulate.precincts import District, DistrictId, DistrictKind, PartId, Precinct, PrecinctId, PrecinctPart

BallotFor = tuple[frozenset[str], SeparateBy | None]
"""Whose ballot a style is: the parties that nominate on it, and by what it is a separate ballot (13-10-209)."""
_OF_OFFICE = {Office.STATE_REPRESENTATIVE: DistrictKind.HOUSE, Office.STATE_SENATOR: DistrictKind.SENATE}


@dataclass(frozen=True, slots=True)
class UnionOfParts:
    """Parts of one precinct whose ballots are not told apart; a single one where they are."""

    precinct: PrecinctId | None
    """None for ballots of which nothing names the precinct."""
    parts: tuple[PartId, ...]
    """In the definition's order; none where the precinct is not the definition's."""


@dataclass(frozen=True, slots=True)
class PartsOfElection:
    """Every precinct in its parts."""

    parts: tuple[PrecinctPart, ...]
    """By precinct, in the definition's order."""
    given: frozenset[PrecinctId]
    """The precincts that the definition gives in parts."""
    municipalities: tuple[DistrictId, ...]
    """What a part names as its municipality, or a contest says that a municipality votes on it."""
    _of_precinct: Mapping[PrecinctId, tuple[PrecinctPart, ...]]
    _of_ballot: Mapping[tuple[PrecinctId, BallotStyleId], tuple[PartId, ...]]
    _styles: Mapping[PartId, tuple[BallotStyle, ...]]
    _ballot_for: Mapping[BallotStyleId, BallotFor]
    _first: frozenset[BallotStyleId]
    _voted_on: Mapping[DistrictId, frozenset[ContestId]]
    _kinds: Mapping[DistrictId, DistrictKind]
    _names_twice: frozenset[str]

    def find(self, part: str) -> PrecinctPart | None:
        """The part of an id from outside; None where there is none."""
        return next((one for one in self.parts if one.id == part), None)

    def of_precinct(self, precinct: PrecinctId | None) -> tuple[PrecinctPart, ...]:
        """The precinct's parts; none where the election has no such precinct."""
        return () if precinct is None else self._of_precinct.get(precinct, ())

    def whole(self, precinct: PrecinctId | None) -> UnionOfParts:
        """All the parts of a precinct: what a ballot belongs to of which no more is known."""
        return UnionOfParts(precinct, tuple(part.id for part in self.of_precinct(precinct)))

    def of_ballot(self, precinct: PrecinctId | None, style: BallotStyleId) -> UnionOfParts:
        """The parts that a ballot of this style, counted in this precinct, may be from: exactly one union."""
        parts = () if precinct is None else self._of_ballot.get((precinct, style), ())
        return UnionOfParts(precinct, parts) if parts else self.whole(precinct)

    def called(self, part: PrecinctPart) -> str:
        """Its name; with its id where another part has the same name."""
        return f"{part.name} ({part.id})" if part.name in self._names_twice else part.name

    def name_of(self, union: UnionOfParts) -> str:
        """What people call it: `P2-A`, or `P2-A + P2-B`."""
        named = [self.called(part) for part in self.of_precinct(union.precinct) if part.id in union.parts]
        return " + ".join(named) or ("precinct not stated" if union.precinct is None else str(union.precinct))

    def contests_of(self, part: PartId) -> frozenset[ContestId]:
        """The contests on any ballot of a part's electors."""
        return frozenset(contest for style in self._styles.get(part, ()) for contest in style.contests)

    def all_vote_on(self, part: PartId, contest: ContestId) -> bool:
        """Whether every ballot of a part's electors carries it; not so where a primary's parties have their own."""
        styles = self._styles.get(part, ())
        return bool(styles) and all(contest in style.contests for style in styles)

    def voting_on(self, union: UnionOfParts, contest: ContestId) -> UnionOfParts:
        """Of a union, the parts whose electors vote on a contest: a ballot that carries it is one of theirs."""
        voting = tuple(part for part in union.parts if contest in self.contests_of(part))
        return UnionOfParts(union.precinct, voting or union.parts)

    def lies_in(self, part: PrecinctPart, district: DistrictId) -> bool | None:
        """Whether a part lies in a district; None where it may be that only some of it does, or nothing says it.

        Of a precinct that is not given in parts a definition says the districts "wholly or in part": it lies in one
        wholly where all its ballots, as first printed, carry what is voted on there, and where it lies in no other of
        the same house. A party's ballots of a primary, and separate ballots, tell it among themselves: all of them
        carry it, or none does.
        """
        if part.precinct in self.given:
            return district in part.lies_in
        listed, contests = district in part.districts, self._voted_on.get(district, frozenset())
        if listed and self._in_two(part, district):
            return None
        if not contests:
            return listed if part.districts else None
        every = self._styles.get(part.id, ())
        styles = [style for style in every if style.id in self._first] or every
        carrying: defaultdict[BallotFor, set[bool]] = defaultdict(set)
        for style in styles:
            carrying[self._ballot_for[style.id]].add(not contests.isdisjoint(style.contests))
        found = list(carrying.values())
        if {True, False} in found:
            return None
        return True if {True} in found else None if listed else False

    def _in_two(self, part: PrecinctPart, district: DistrictId) -> bool:
        kind = self._kinds.get(district)
        return kind is not None and sum(self._kinds.get(one) is kind for one in part.districts) > 1

    def district_of(self, part: PrecinctPart, kind: DistrictKind) -> DistrictId | None:
        """The house or senate district that a part lies in (13-15-506(1)(a)); None where that is not known."""
        found = [one for one, its_kind in self._kinds.items() if its_kind is kind and self.lies_in(part, one)]
        return found[0] if len(found) == 1 else None

    def kind_of(self, district: DistrictId) -> DistrictKind | None:
        """Whether a district elects to either house; None for any other."""
        return self._kinds.get(district)

    def municipality_of(self, part: PrecinctPart) -> DistrictId | None:
        """The city or town that a part lies in (13-15-404(1)(f)); None outside of all, and where that is not known."""
        found = [one for one in self.municipalities if self.lies_in(part, one)]
        return found[0] if len(found) == 1 else None


def parts_of(election: Election) -> PartsOfElection:
    """The parts of an election's precincts."""
    given: defaultdict[PrecinctId, list[PrecinctPart]] = defaultdict(list)
    for part in election.parts:
        given[part.precinct].append(part)
    by_precinct = {one.id: tuple(given.get(one.id, ())) or (one_part(one),) for one in election.precincts}
    styles: defaultdict[PartId, list[BallotStyle]] = defaultdict(list)
    of_ballot: dict[tuple[PrecinctId, BallotStyleId], tuple[PartId, ...]] = {}
    for style in election.ballot_styles:
        named = frozenset(style.parts)
        for precinct in style.precincts:
            there = (part.id for part in by_precinct.get(precinct, ()) if precinct not in given or part.id in named)
            of_ballot[precinct, style.id] = tuple(there)
            for id_ in of_ballot[precinct, style.id]:
                styles[id_].append(style)
    voted_on: defaultdict[DistrictId, set[ContestId]] = defaultdict(set)
    for contest in election.contests:
        if contest.district is not None:
            voted_on[contest.district].add(contest.id)
    every = tuple(part for parts in by_precinct.values() for part in parts)
    names = Counter(part.name for part in every)
    return PartsOfElection(
        parts=every,
        given=frozenset(given),
        municipalities=_municipalities(election),
        _of_precinct=by_precinct,
        _of_ballot=of_ballot,
        _styles={part: tuple(named) for part, named in styles.items()},
        _ballot_for={style.id: _ballot_for(election, style) for style in election.ballot_styles},
        _first=frozenset(style.id for style in election.first_styles),
        _voted_on={district: frozenset(contests) for district, contests in voted_on.items()},
        _kinds=kinds_of_districts(election.districts, election.contests),
        _names_twice=frozenset(name for name, times in names.items() if times > 1),
    )


def _ballot_for(election: Election, style: BallotStyle) -> BallotFor:
    parties = (one.purpose.party for one in election.contests_of(style))
    return frozenset(party for party in parties if party is not None), style.separate_by


def _municipalities(election: Election) -> tuple[DistrictId, ...]:
    named = {part.municipality for part in election.parts}
    named |= {one.district for one in election.contests if one.purpose.territory is Territory.MUNICIPALITY}
    return tuple(one.id for one in election.districts if one.id in named)


def one_part(precinct: Precinct) -> PrecinctPart:
    """A precinct that the definition does not give in parts."""
    return PrecinctPart(PartId(precinct.id), precinct.name, precinct.id, precinct.districts)


def kinds_of_districts(districts: Iterable[District], contests: Iterable[Contest]) -> Mapping[DistrictId, DistrictKind]:
    """The house and senate districts: as stated, or by the office that is voted on there."""
    by_office = ((one.district, kind_by_office(one)) for one in contests)
    found = {district: kind for district, kind in by_office if district is not None and kind is not None}
    return found | {one.id: one.kind for one in districts if one.kind is not None}


def kind_by_office(contest: Contest) -> DistrictKind | None:
    """The kind of district that elects to the contest's office; None where any may."""
    return None if contest.purpose.office is None else _OF_OFFICE.get(contest.purpose.office)


def several(districts: Collection[DistrictId], kinds: Mapping[DistrictId, DistrictKind]) -> DistrictKind | None:
    """The house or the senate, where these districts hold more than one of it; None where they hold one at most."""
    found = Counter(kinds[one] for one in frozenset(districts) if one in kinds)
    return next((kind for kind, number in found.items() if number > 1), None)
