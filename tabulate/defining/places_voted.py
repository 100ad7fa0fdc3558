"""Which district of the list of precincts a contest is voted on in, by what its own list says."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from tabulate.defining.certified import CertifiedContest, CertifiedPart, NamedDistrict
from tabulate.defining.given_ids import fresh_id
from tabulate.defining.list_columns import compared
from tabulate.defining.precinct_rows import district_number
from tabulate.election import ContestKind
from tabulate.errors import Problem
from tabulate.offices import OF_A_COUNTY, Office
from tabulate.precincts import DistrictKind

MUNICIPALITY, PRECINCT = "municipality", "precinct"
_EVERYWHERE = frozenset({"", "all", "county", "countywide", "county wide", "state", "statewide", "state wide",
                         "at large", "state of montana", "montana"})  # fmt: skip
_KINDS: Mapping[Office, tuple[str, ...]] = {
    Office.STATE_REPRESENTATIVE: (DistrictKind.HOUSE.value,),
    Office.STATE_SENATOR: (DistrictKind.SENATE.value,),
    Office.US_REPRESENTATIVE: ("congressional district",),
    Office.PUBLIC_SERVICE_COMMISSIONER: ("public service commission district", "psc district"),
    Office.DISTRICT_JUDGE: ("judicial district",),
    Office.COUNTY_COMMISSIONER: ("commissioner district", "county commissioner district"),
    Office.JUSTICE_OF_THE_PEACE: ("justice court district", "justice of the peace district"),
    Office.PRECINCT_COMMITTEE: (PRECINCT,),
}
_MUST_HAVE_ONE = frozenset({Office.STATE_REPRESENTATIVE, Office.STATE_SENATOR, Office.PRECINCT_COMMITTEE})
_OF_A_PLACE = frozenset({Office.MUNICIPAL_OFFICE, Office.CITY_JUDGE, Office.SCHOOL, Office.SPECIAL_DISTRICT})
_OF_A_CITY = frozenset({Office.MUNICIPAL_OFFICE, Office.CITY_JUDGE})
_BOUNDED = frozenset({*_OF_A_CITY, Office.SCHOOL})
"""Never voted on in the whole county because their place is called like it."""
_LAST_NUMBER = re.compile(r"(\d{1,6}) *\D*$")
_SHOWN_NEAR = 4


@dataclass(frozen=True, slots=True)
class NumberedDistrict:
    """A district with its id in the definition."""

    id: str
    named: NamedDistrict


def numbered_districts(parts: Iterable[CertifiedPart], committees: bool) -> list[NumberedDistrict]:
    """Every district and municipality of the list; where committees are elected, a district of each precinct."""
    named: dict[NamedDistrict, None] = {}
    rows = tuple(parts)
    for part in rows:
        named.update(dict.fromkeys(part.districts))
    named.update((NamedDistrict(MUNICIPALITY, one.municipality), None) for one in rows if one.municipality)
    if committees:
        named.update((NamedDistrict(PRECINCT, one.precinct), None) for one in rows)
    taken: set[str] = set()
    return [NumberedDistrict(fresh_id(_id_words(one), taken), one) for one in sorted(named, key=_order)]


def _order(one: NamedDistrict) -> tuple[bool, bool, str, int, str]:
    """The legislature's first, then by kind and number: whatever the order of the columns is."""
    digits = re.search(r"\d+", one.name)
    legislature = one.kind in tuple(DistrictKind)
    return not legislature, one.kind == PRECINCT, one.kind, int(digits[0]) if digits else 0, one.name


def _id_words(one: NamedDistrict) -> str:
    number = district_number(one.kind, one.name) if one.kind else None
    if one.kind == PRECINCT:
        return f"precinct {one.name}"
    initials = {DistrictKind.HOUSE.value: "hd", DistrictKind.SENATE.value: "sd"}
    return f"{initials[one.kind]} {number}" if number and one.kind in initials else one.name


def place_of(
    contest: CertifiedContest, office: Office | None, districts: Sequence[NumberedDistrict], county: str
) -> str | Problem | None:
    """The district's id; None for the whole county; a problem where the list of precincts has no such district.

    A county and its city may have one name: then the office says which is meant, or it is asked.
    """
    kinds = () if office is None else _KINDS.get(office, ())
    plain, of_the_county = compared(contest.area), compared(county)
    possible = [one for one in districts if office is not Office.SCHOOL or one.named.kind != MUNICIPALITY]
    if plain in _EVERYWHERE or plain == compared(f"{county} county"):
        if office not in _MUST_HAVE_ONE:
            return None
        number = _LAST_NUMBER.search(contest.title)
        numbered = _by_number(possible, kinds, number[1]) if number else []
        return numbered[0].id if len(numbered) == 1 else _lacking(contest, possible, kinds)
    is_asked = office is None and contest.kind is not ContestKind.ISSUE
    found = _named(contest.area, kinds, possible, of_city=is_asked or office in _OF_A_CITY)
    if plain == of_the_county and (office in OF_A_COUNTY or not (found or office in _BOUNDED)):
        return None
    if not found:
        return _lacking(contest, possible, kinds)
    if is_asked or (len(found) == 1 and (plain != of_the_county or office in _OF_A_PLACE)):
        return found[0].id
    return _of_several(contest, found) if len(found) > 1 else _of_the_county_too(contest, county)


def _named(
    area: str, kinds: Sequence[str], districts: Sequence[NumberedDistrict], of_city: bool
) -> Sequence[NumberedDistrict]:
    """The one district of that name or number; several where nothing tells which is meant, none where there is none.

    A school district often has its city's name: the city is taken before others only for what is `of_city`.
    """
    plain, city = compared(area), _city(area)
    by_name = [one for one in districts if compared(one.named.name) == plain]
    of_kind = [one for one in by_name if one.named.kind in kinds]
    by_number = [found for kind in kinds for found in _by_number(districts, (kind,), area)]
    cities = (one for one in districts if one.named.kind == MUNICIPALITY and _city(one.named.name) == city)
    ways = (of_kind, by_name, by_number, [] if by_name and not of_city else list(cities))
    return next((found for found in ways if len(found) == 1), None) or next((found for found in ways if found), [])


def _city(name: str) -> str:
    return re.sub(r"^(?:city|town) of | (?:city|town)$", "", compared(name))


def _by_number(districts: Iterable[NumberedDistrict], kinds: Sequence[str], text: str) -> list[NumberedDistrict]:
    found = []
    for one in districts:
        if one.named.kind in kinds:
            wanted, number = district_number(one.named.kind, text), district_number(one.named.kind, one.named.name)
            if wanted is not None and wanted == number:
                found.append(one)
    return found


def _lacking(contest: CertifiedContest, districts: Sequence[NumberedDistrict], kinds: Sequence[str]) -> Problem:
    names = [one.named.name for one in districts if not kinds or one.named.kind in kinds]
    every = {one.named.name.casefold(): one.named.name for one in districts}
    near = [every[one] for one in get_close_matches(contest.area.casefold(), every, _SHOWN_NEAR, 0.6)]
    known = near or names[:_SHOWN_NEAR]
    said = f", as {', '.join(known)}" if known else "; it has none of this kind"
    found = f"{contest.area[:60]!r}" if contest.area else "no district"
    return Problem(
        _line_of(contest),
        found,
        f"a district that the list of precincts has{said}",
        "Correct the contest's district; or give the precincts a column for it, so that their electors vote on it.",
    )


def _of_several(contest: CertifiedContest, found: Sequence[NumberedDistrict]) -> Problem:
    named = ", ".join(f"{one.named.kind or 'other district'} {one.named.name[:60]!r}" for one in found[:_SHOWN_NEAR])
    return Problem(
        _line_of(contest),
        f"{contest.area[:60]!r}, which is the name of {len(found)} districts: {named}",
        "the name of one district alone",
        "Give each a name of its own in the list of precincts, and write the one that is meant at the contest.",
    )


def _of_the_county_too(contest: CertifiedContest, county: str) -> Problem:
    return Problem(
        _line_of(contest),
        f"{contest.area[:60]!r}, which is the county's name and that of a district",
        f"one of the two: '{county} County', or the district by more than the name",
        "Leave the district empty for the whole county; or name it in both lists so that it is told from the county.",
    )


def _line_of(contest: CertifiedContest) -> str:
    return f"contests, line {contest.line} ({contest.title[:60]})"
