"""Whether a county's votes fit its electors and its ballots (13-15-504).

Each contest's electors are held against those of the place, and its votes, undervotes and overvotes against the
ballots there. What the county's board settled is not asked again. Nor is what a recount or a manual count changed.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from tabulate.calendar.election_days import ElectionKind, kind_by_day
from tabulate.county_canvass.canvassed import PlaceKind
from tabulate.hours import is_day
from tabulate.offices import Territory
from tabulate.state_canvass.county_package import CountyPackage, PackagedContest, PackagedElectors, PackagedPlace

_COUNTY, _PRECINCT, _PART = "county", "precinct", "precinct part"
Found = tuple[str, str]
"""Where, and what was found there."""


def county_row(package: CountyPackage) -> PackagedElectors | None:
    """The one row of the county's electors; None where there is none, or several."""
    rows = [row for row in package.electors if row.kind == _COUNTY]
    return rows[0] if len(rows) == 1 else None


def electors_faults(package: CountyPackage) -> Iterator[Found]:
    """What is wrong with the rows of electors by themselves."""
    rows = [row for row in package.electors if row.kind == _COUNTY]
    if len(rows) != 1:
        found = f"{len(rows)} rows of the county's electors" if rows else "no row of the county's electors"
        yield "electors voting, county", f"The package has {found}, and one belongs there (13-15-404(1)(a))."
    for (kind, place), times in Counter((row.kind, row.place) for row in package.electors).items():
        if times > 1 and kind != _COUNTY:
            yield f"electors voting, {kind} {place}", f"It stands there {times} times."
    precincts = [row.electors for row in package.electors if row.kind == _PRECINCT]
    every = _sum(precincts)
    for row in rows:
        if row.electors is None:
            yield "electors voting, county", "No figure is told, so the state's sum would lack this county."
        elif row.electors != every:
            yield "electors voting, county", f"The precincts make {every}, and the county has {row.electors}."


def contest_faults(package: CountyPackage, contest: PackagedContest) -> Iterator[Found]:
    """What does not fit of a contest: its electors by place, and its votes by the ballots there."""
    work = _Fitting(package, contest, _rows(package), _excused(package, contest))
    for at, place in enumerate(contest.places):
        where = f"{contest.title}, {place.kind} {place.name}"
        yield from ((where, said) for said in (*work.electors(at, place), *work.ballots(at, place)))


_Rows = Mapping[tuple[str, str], PackagedElectors]


@dataclass(frozen=True, slots=True)
class _Fitting:
    package: CountyPackage
    contest: PackagedContest
    rows: _Rows
    excused: frozenset[str]
    """Precincts whose ballots the board, a recount or a manual count has explained."""

    def electors(self, at: int, place: PackagedPlace) -> Iterator[str]:
        """Who had the contest are those who voted there, or some of them where only part of the place votes on it."""
        row = self._row(place)
        if place.electors is None or row is None or row.electors is None or place.electors == row.electors:
            return
        had, voted = f"{place.electors:,} electors had the contest", f"{row.electors:,} voted there"
        if place.electors > row.electors:
            yield f"{had}, and {voted}."
        elif self._every(at, place):
            yield f"{had}, and {voted}: all of them vote on it."

    def ballots(self, at: int, place: PackagedPlace) -> Iterator[str]:
        """So many votes as the ballots have room for, undervotes and overvotes among them."""
        figures, row = place.figures, self._row(place)
        if None in figures or row is None or self._explained(place):
            return
        width, made = self.contest.votes_per_elector or self.contest.seats, sum(one or 0 for one in figures)
        most = row.ballots + self._not_told_by_part(place)
        short = made < width * row.ballots and self._every(at, place) and not self._by_party()
        if made > width * most or short:
            ballots = row.ballots if short else most
            yield (
                f"Votes, undervotes and overvotes make {made:,}, and {ballots:,} ballots have room for "
                f"{width * ballots:,}."
            )

    def _not_told_by_part(self, place: PackagedPlace) -> int:
        """Ballots of several parts together, as people or another system count them: some may be a part's here."""
        match place.kind:
            case PlaceKind.PART:
                parts = {place.place}
            case PlaceKind.DISTRICT if place.place == self.contest.district:
                parts = {one.place for one in self.contest.places if one.kind is PlaceKind.PART}
            case _:
                return 0
        together = ((row, set(named.split(" + "))) for (kind, named), row in self.rows.items() if kind == _PART)
        return sum(row.ballots for row, of in together if len(of) > 1 and of & parts)

    def _row(self, place: PackagedPlace) -> PackagedElectors | None:
        match place.kind:
            case PlaceKind.COUNTY:
                return county_row(self.package)
            case PlaceKind.PRECINCT:
                return self.rows.get((_PRECINCT, place.place))
            case PlaceKind.PART:
                return self.rows.get((_PART, place.place))
            case PlaceKind.DISTRICT:
                return next((row for (_, named), row in self.rows.items() if named == place.place), None)
            case PlaceKind.NOT_BY_PART:
                return None

    def _every(self, at: int, place: PackagedPlace) -> bool:
        """Whether all electors of a place vote on the contest."""
        own = self.contest
        match place.kind:
            case PlaceKind.COUNTY:
                return own.territory is Territory.STATE
            case PlaceKind.PRECINCT:
                return at == 0 or own.places[at - 1].precinct != place.precinct
            case PlaceKind.DISTRICT:
                return place.place == own.district
            case PlaceKind.PART:
                return True
            case PlaceKind.NOT_BY_PART:
                return False

    def _explained(self, place: PackagedPlace) -> bool:
        return place.precinct in self.excused if place.precinct else bool(self.excused or place.remark)

    def _by_party(self) -> bool:
        """In a primary an elector votes one party's ballot, or none, so a contest is not on every ballot."""
        day = self.package.date
        primary = is_day(day) and kind_by_day(date.fromisoformat(day)) is ElectionKind.PRIMARY
        return primary or any(one.party for one in self.package.contests)


def _rows(package: CountyPackage) -> _Rows:
    return {(row.kind, row.place): row for row in package.electors if row.kind != _COUNTY}


def _excused(package: CountyPackage, contest: PackagedContest) -> frozenset[str]:
    """By id: checks have the precinct's name."""
    settled = {check.precinct for check in package.checks}
    named = {row.place for row in package.electors if row.kind == _PRECINCT and {row.name, row.place} & settled}
    changed = {one.place for one in contest.sources if one.recount is not None or one.manual is not None}
    by_hand = {place.precinct for place in contest.places if place.kind is PlaceKind.NOT_BY_PART}
    return frozenset(named | changed | by_hand)


def _sum(figures: list[int | None]) -> int | None:
    return None if None in figures else sum(one or 0 for one in figures)
