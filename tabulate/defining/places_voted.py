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
    plain = compared(contest.area)
    if plain in _EVERYWHERE or plain == compared(f"{county} county"):
        if office not in _MUST_HAVE_ONE:
            return None
        number = _LAST_NUMBER.search(contest.title)
        found = _by_number(districts, kinds, number[1]) if number else []
        return found[0] if len(found) == 1 else _lacking(contest, districts, kinds)
    found = _named(contest.area, kinds, districts)
    if plain != compared(county):
        return found[0] if found else _lacking(contest, districts, kinds)
    if not found or office in OF_A_COUNTY:
        return None
    if (office is None and contest.kind is not ContestKind.ISSUE) or office in _OF_A_PLACE:
        return found[0]
    return Problem(
        _line_of(contest),
        f"{contest.area[:60]!r}, which is the county's name and that of a district",
        f"one of the two: '{county} County', or the district by more than the name",
        "Leave the district empty for the whole county; or name it in both lists so that it is told from the county.",
    )


def _named(area: str, kinds: Sequence[str], districts: Sequence[NumberedDistrict]) -> list[str]:
    """The one district of that name or number, if there is one."""
    plain, city = compared(area), _city(area)
    by_name = [one for one in districts if compared(one.named.name) == plain]
    of_kind = [one.id for one in by_name if one.named.kind in kinds]
    by_number = [found for kind in kinds for found in _by_number(districts, (kind,), area)]
    by_city = [one.id for one in districts if one.named.kind == MUNICIPALITY and _city(one.named.name) == city]
    ways = (of_kind, [one.id for one in by_name], by_number, by_city)
    return next((found for found in ways if len(found) == 1), [])


def _city(name: str) -> str:
    return re.sub(r"^(?:city|town) of | (?:city|town)$", "", compared(name))


def _by_number(districts: Iterable[NumberedDistrict], kinds: Sequence[str], text: str) -> list[str]:
    found = []
    for one in districts:
        if one.named.kind in kinds:
            wanted, number = district_number(one.named.kind, text), district_number(one.named.kind, one.named.name)
            if wanted is not None and wanted == number:
                found.append(one.id)
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


def _line_of(contest: CertifiedContest) -> str:
    return f"contests, line {contest.line} ({contest.title[:60]})"
