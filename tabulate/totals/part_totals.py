"""Totals by precinct part and by portion of a district, for the county's officials (13-15-404(1)).

A ballot belongs to the parts that its style is for in its precinct; where these are several, to their union: figures of
the union are given, and none below it. A ballot that was counted by hand, whose style nobody entered, belongs to the
union of all its precinct's parts. The unions of a precinct add up to the precinct, figure by figure, or nothing is
shown. Nothing here is for the public: few electors may live in a part (13-1-102).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tabulate.board.polls import WriteInDeclared
from tabulate.election import ContestId, Election
from tabulate.ledger.state import RecordState
from tabulate.precinct_parts import PartsOfElection, UnionOfParts, parts_of
from tabulate.precincts import District, DistrictId, PartId
from tabulate.tally import ContestTally, Tally
from tabulate.totals.electors import electors_by_part, together
from tabulate.totals.part_tallies import Tallies, ballots_of, check_parts_add_up, tallies_by_part, unions_in_order
from tabulate.totals.results import ContestTotals, contest_totals


@dataclass(frozen=True, slots=True)
class PartTotals:
    """What was counted of one part, or of several that are not told apart."""

    union: UnionOfParts
    name: str
    electors: int | None
    """Electors voting; None where they are not entered for each of the parts."""
    ballots: int
    contests: tuple[ContestTotals, ...]
    """Those with ballots, in the definition's order."""


@dataclass(frozen=True, slots=True)
class DistrictPortion:
    """What was counted in this county's portion of a district."""

    district: DistrictId
    name: str
    kind: str
    """House district, senate district, municipality or district."""
    parts: tuple[PartId, ...]
    """Those that lie in it."""
    electors: int | None
    """Electors voting there; None where they are not entered for each part, or it is not told which parts lie in it."""
    ballots: int
    """Those that are surely from there."""
    contests: tuple[ContestTotals, ...]
    """What is surely from there: contests with ballots, in the definition's order."""
    not_told: tuple[PartTotals, ...]
    """Ballots of which it cannot be told whether they are from there. They are in no figure above."""


@dataclass(frozen=True, slots=True)
class WholeOfParts:
    """A precinct, or the county: all its parts together."""

    name: str
    electors: int | None
    """Electors voting; None where they are not entered for each part."""
    ballots: int


@dataclass(frozen=True, slots=True)
class TotalsByPart:
    """A count by parts and by portions."""

    parts: tuple[PartTotals, ...]
    """By precinct, in the definition's order; those without ballots, too."""
    precincts: tuple[WholeOfParts, ...]
    """Those of the definition, in its order."""
    county: WholeOfParts
    portions: tuple[DistrictPortion, ...]
    """In the definition's order."""


def totals_by_part(election: Election, state: RecordState, with_held: bool) -> TotalsByPart:
    """The real count by part and portion, checked against its totals by precinct. Raises TotalsDoNotAddUp."""
    parts = parts_of(election)
    tallies = tallies_by_part(parts, state, with_held)
    check_parts_add_up(tallies, state.countable(with_held))
    totals = _Totals(election, parts, electors_by_part(state.board, parts), tuple(state.board.declared))
    return TotalsByPart(
        tuple(totals.by_part(tallies)),
        tuple(totals.precincts(tallies)),
        totals.county(tallies),
        tuple(totals.portions(tallies)),
    )


@dataclass(frozen=True, slots=True)
class _Totals:
    election: Election
    parts: PartsOfElection
    electors: Mapping[PartId, int]
    declared: tuple[WriteInDeclared, ...]

    def by_part(self, tallies: Tallies) -> Iterator[PartTotals]:
        for union in unions_in_order(self.election, self.parts, tallies):
            tally = tallies.get(union, Tally())
            yield self._part(
                union,
                ballots_of(self.election, tally),
                {contest: found for (_, contest), found in tally.contests.items()},
            )

    def precincts(self, tallies: Tallies) -> Iterator[WholeOfParts]:
        for precinct in self.election.precincts:
            electors = together(self.electors, (part.id for part in self.parts.of_precinct(precinct.id)))
            own = (tally for union, tally in tallies.items() if union.precinct == precinct.id)
            yield WholeOfParts(precinct.name, electors, ballots_of(self.election, *own))

    def county(self, tallies: Tallies) -> WholeOfParts:
        electors = together(self.electors, (part.id for part in self.parts.parts))
        return WholeOfParts(self.election.county, electors, ballots_of(self.election, *tallies.values()))

    def _part(self, union: UnionOfParts, ballots: int, tallies: Mapping[ContestId, ContestTally]) -> PartTotals:
        electors = together(self.electors, union.parts)
        return PartTotals(union, self.parts.name_of(union), electors, ballots, self._contests(tallies))

    def _contests(self, tallies: Mapping[ContestId, ContestTally]) -> tuple[ContestTotals, ...]:
        return tuple(
            contest_totals(self.election, contest, tallies[contest.id], self.declared)
            for contest in self.election.contests
            if contest.id in tallies
        )

    def portions(self, tallies: Tallies) -> Iterator[DistrictPortion]:
        for district in self.election.districts:
            yield self._portion(district, tallies)

    def _portion(self, district: District, tallies: Tallies) -> DistrictPortion:
        lies_in = {part.id: self.parts.lies_in(part, district.id) for part in self.parts.parts}
        told: dict[ContestId, ContestTally] = {}
        not_told: dict[UnionOfParts, dict[ContestId, ContestTally]] = {}
        for union, tally in tallies.items():
            for (_, contest), figures in tally.contests.items():
                voting = self.parts.voting_on(union, contest)
                if (inside := self._voted_in(contest, district.id, _inside(voting, lies_in))) is not False:
                    into = told if inside else not_told.setdefault(voting, {})
                    into[contest] = into.get(contest, ContestTally()) + figures
        within = tuple(part for part, inside in lies_in.items() if inside)
        electors = None if None in lies_in.values() else together(self.electors, within)
        return DistrictPortion(
            district=district.id,
            name=district.name,
            kind=self._kind(district.id),
            parts=within,
            electors=electors,
            ballots=ballots_of(self.election, *(tally for union, tally in tallies.items() if _inside(union, lies_in))),
            contests=self._contests(told),
            not_told=tuple(
                self._part(union, max(one.sheets for one in found.values()), found) for union, found in not_told.items()
            ),
        )

    def _voted_in(self, contest: ContestId, district: DistrictId, by_parts: bool | None) -> bool | None:
        """Whether votes on a contest are from a district: surely those on the district's own, whoever's they are.

        Nobody votes on a contest of another district of the same house, or of another municipality.
        """
        own = self.election.contest(contest).district
        if own is None or by_parts is not None:
            return by_parts
        if own == district:
            return True
        kind, towns = self.parts.kind_of(district), self.parts.municipalities
        apart = (kind is not None and kind is self.parts.kind_of(own)) or {own, district} <= {*towns}
        return False if apart else None

    def _kind(self, district: DistrictId) -> str:
        if (kind := self.parts.kind_of(district)) is not None:
            return kind.value
        return "municipality" if district in self.parts.municipalities else "district"


def _inside(union: UnionOfParts, lies_in: Mapping[PartId, bool | None]) -> bool | None:
    """Whether all of a union lies in a district; None where some of it may and some may not."""
    found = {lies_in[part] for part in union.parts}
    return found.pop() if len(found) == 1 else None
