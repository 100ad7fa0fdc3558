"""The precincts, their parts and their ballots, as they follow from the two lists.

A contest is on the ballot of every part that lies in its district. Parts with the same contests have one ballot style:
so within a precinct no two styles are alike (13-12-205).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tabulate.defining.certified import CertifiedContest, CertifiedPart, NamedDistrict
from tabulate.defining.given_ids import fresh_id, precinct_id
from tabulate.defining.places_voted import MUNICIPALITY, PRECINCT, NumberedDistrict


@dataclass(frozen=True, slots=True)
class DerivedPart:
    """A part, with its ids; of a precinct that is not given in parts the part's id is the precinct's."""

    id: str
    name: str
    precinct: str
    """The precinct's id."""
    given: bool
    """Whether the definition gives the precinct in parts."""
    source: CertifiedPart
    districts: tuple[str, ...]
    municipality: str | None
    styles: tuple[str, ...] = ()

    @property
    def lies_in(self) -> frozenset[str]:
        """Its districts and its municipality."""
        return frozenset((*self.districts, *([] if self.municipality is None else [self.municipality])))


@dataclass(frozen=True, slots=True)
class DerivedStyle:
    """A ballot style: what stands on it, and for which parts."""

    id: str
    contests: tuple[str, ...]
    parts: tuple[str, ...]
    party: str = ""
    """In a primary, whose ballot it is."""


def derived_parts(rows: Sequence[CertifiedPart], districts: Sequence[NumberedDistrict]) -> tuple[DerivedPart, ...]:
    """Every part in the order of its precinct, the precincts in the order of the list."""
    ids = {one.named: one.id for one in districts}
    place = {one.id: number for number, one in enumerate(districts)}
    of_precinct: dict[str, list[CertifiedPart]] = {}
    for row in rows:
        of_precinct.setdefault(row.precinct, []).append(row)
    taken: set[str] = set()
    precincts = {name: precinct_id(name, taken) for name in of_precinct}
    every = (part for name, rows in of_precinct.items() for part in _parts(name, rows, precincts[name], ids, taken))
    return tuple(replace(one, districts=tuple(sorted(one.districts, key=place.__getitem__))) for one in every)


def _parts(
    name: str, rows: Sequence[CertifiedPart], precinct: str, ids: Mapping[NamedDistrict, str], taken: set[str]
) -> Iterator[DerivedPart]:
    given = len(rows) > 1 or any(row.municipality for row in rows)
    committee = ids.get(NamedDistrict(PRECINCT, name))
    called = f"Precinct {name}" if name.isdigit() else name
    for number, row in enumerate(rows, 1):
        part_name = f"{called}, {row.name}" if row.name else f"{called}, part {number}" if len(rows) > 1 else called
        own = [*(ids[one] for one in row.districts), *([] if committee is None else [committee])]
        municipality = ids[NamedDistrict(MUNICIPALITY, row.municipality)] if row.municipality else None
        yield DerivedPart(
            id=fresh_id(f"{precinct}-{number}", taken).upper() if given else precinct,
            name=part_name,
            precinct=precinct,
            given=given,
            source=row,
            districts=tuple(dict.fromkeys(one for one in own if one != municipality)),
            municipality=municipality,
        )


def derived_styles(
    parts: Sequence[DerivedPart], contests: Sequence[CertifiedContest], places: Mapping[str, str | None]
) -> tuple[DerivedStyle, ...]:
    """One style for the parts with the same contests, of each party in a primary; contests in the order given."""
    parties = list(dict.fromkeys(one.of_party for one in contests if one.of_party)) or [""]
    alike: dict[tuple[str, ...], tuple[str, list[str]]] = {}
    for part in parts:
        for party in parties:
            on_it = [one for one in contests if one.of_party in ("", party)]
            voted = tuple(one.id for one in on_it if places[one.id] is None or places[one.id] in part.lies_in)
            if voted:
                of_party = party if any(one.of_party for one in on_it if one.id in voted) else ""
                served = alike.setdefault(voted, (of_party, []))[1]
                if part.id not in served:
                    served.append(part.id)
    return tuple(
        DerivedStyle(f"style-{number}", voted, tuple(served), party)
        for number, (voted, (party, served)) in enumerate(alike.items(), 1)
    )


def with_styles(parts: Sequence[DerivedPart], styles: Sequence[DerivedStyle]) -> tuple[DerivedPart, ...]:
    """The parts, each with its ballot styles."""
    return tuple(replace(part, styles=tuple(one.id for one in styles if part.id in one.parts)) for part in parts)
