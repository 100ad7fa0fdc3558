"""Invented Montana counties and their general election of 2026, each from a seed."""

from collections.abc import Sequence

from tabulate.election import BallotStyleId, Contest, ContestId, District, DistrictId, Precinct, PrecinctId
from test_ballots.contests import PARTIES, invented_contests
from test_ballots.names import LOCALITIES
from test_ballots.plan import Plan, PlannedStyle, rotation_sets

_COUNTY = DistrictId("county")
_TITLE = "General Election"

_DISTRICTS = {
    "state": "State of Montana",
    "us": "United States House District {}",
    "psc": "Public Service Commission District {}",
    "jd": "Judicial District {}",
    "sd": "Senate District {}",
    "hd": "House District {}",
    "library": "Library District",
}
"""By the first part of a district's id; the second is its number."""


def _district_name(id_: str) -> str:
    kind, _, number = id_.partition("-")
    if kind == "town":
        return f"Town of {LOCALITIES[int(number)]}"
    return _DISTRICTS.get(kind, "Whole county").format(number)


def _styles(
    contests: tuple[Contest, ...], precincts: Sequence[tuple[Precinct, tuple[DistrictId, ...]]]
) -> tuple[PlannedStyle, ...]:
    """One set per precinct, sets in turn; precincts with the same contests and set share a style (13-12-205)."""
    sets = rotation_sets(contests)
    found: dict[tuple[tuple[ContestId, ...], int], list[PrecinctId]] = {}
    for number, (precinct, districts) in enumerate(precincts):
        own = tuple(contest.id for contest in contests if contest.district in districts)
        found.setdefault((own, number % sets), []).append(precinct.id)
    return tuple(
        PlannedStyle(BallotStyleId(f"S{number:02d}"), tuple(members), own, rotation)
        for number, ((own, rotation), members) in enumerate(found.items(), 1)
    )


def county(
    seed: int, precincts: int, house_districts: Sequence[int] = (27, 28), towns: int = 1, full: bool = False
) -> Plan:
    """Plan a county's general election of 2026.

    House districts follow one another over the precincts; by fours, precincts lie in a town or in the library
    district, so that every rotation set meets every contest. `full` adds offices until letter paper no longer holds
    them.
    """
    contests = invented_contests(seed, house_districts, towns, full)
    always = (_COUNTY, *(DistrictId(d) for d in ("state", "us-2", "psc-1", "jd-14", "sd-14")))
    placed = []
    for index in range(precincts):
        own = [*always, DistrictId(f"hd-{house_districts[index * len(house_districts) // precincts]}")]
        if (index // 4) % 2 == 0 and towns:
            own.append(DistrictId(f"town-{index // 8 % towns}"))
        else:
            own.append(DistrictId("library"))
        name = LOCALITIES[index % len(LOCALITIES)] + (f" {index // len(LOCALITIES) + 1}" if precincts > 24 else "")
        placed.append((Precinct(PrecinctId(f"P{index + 1:02d}"), name), tuple(own)))
    voted_on = {district for _, own in placed for district in own}
    contests = tuple(contest for contest in contests if contest.district in voted_on)
    districts = sorted({contest.district for contest in contests if contest.district} | {_COUNTY})
    return Plan(
        f"mt-larkspur-2026-{seed}",
        _TITLE,
        "Larkspur County",
        tuple(District(d, _district_name(d)) for d in districts),
        PARTIES,
        tuple(placed),
        contests,
        _styles(contests, placed),
    )


def small_county(seed: int = 2026) -> Plan:
    """Six precincts, two house districts, one town: what the demonstration counts."""
    return county(seed, precincts=6)


def large_county(seed: int, precincts: int = 40) -> Plan:
    """Many precincts, four house districts and four towns: dozens of ballot styles."""
    return county(seed, precincts, house_districts=(27, 28, 29, 30), towns=4, full=True)
