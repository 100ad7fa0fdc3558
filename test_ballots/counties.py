"""Invented Montana counties and their general election of 2026, each from a seed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from tabulate.election import (
    BallotStyleId,
    Choice,
    ChoiceId,
    Contest,
    ContestId,
    ContestKind,
    ContestScope,
    DeclaredWriteIn,
    District,
    DistrictId,
    Party,
    PartyId,
    Precinct,
    PrecinctId,
)
from test_ballots.names import LOCALITIES, people, surname
from test_ballots.plan import Plan, PlannedStyle, rotation_sets

PARTIES = (
    Party(PartyId("sunrise"), "Sunrise"),
    Party(PartyId("lantern"), "Lantern"),
    Party(PartyId("meadow"), "Meadow"),
    Party(PartyId("independent"), "Independent"),
    Party(PartyId("nonpartisan"), "Nonpartisan"),
)
_PARTISAN = PARTIES[:4]
_NONPARTISAN = PARTIES[4]
_COUNTY = DistrictId("county")
_TITLE = "General Election"


@dataclass(frozen=True, slots=True)
class _Office:
    """An office to be filled: its candidates come from the roster."""

    id: str
    title: str
    scope: ContestScope
    district: str
    candidates: int
    seats: int = 1
    partisan: bool = True
    declared: int = 0


@dataclass(frozen=True, slots=True)
class _Question:
    """A ballot issue or a retention question."""

    id: str
    title: str
    kind: ContestKind
    scope: ContestScope
    district: str


class _Roster:
    """Hands out names, each once."""

    def __init__(self, rng: np.random.Generator) -> None:
        self._names: Iterator[str] = iter(people(rng, 480))

    def take(self, count: int) -> list[str]:
        return [next(self._names) for _ in range(count)]


def _candidates(office: _Office, names: Iterable[str]) -> tuple[Choice, ...]:
    """In alphabetical order by surname (13-12-205); parties in turn, "Nonpartisan" beside the others (13-12-203)."""
    ordered = sorted(names, key=surname)
    choices = []
    for index, name in enumerate(ordered):
        party = _PARTISAN[(index + len(office.id)) % len(_PARTISAN)] if office.partisan else _NONPARTISAN
        choices.append(Choice(ChoiceId(f"{office.id}-{surname(name).lower()}"), name, (party.id,)))
    return tuple(choices)


def _declared(office: _Office, names: Iterable[str]) -> tuple[DeclaredWriteIn, ...]:
    return tuple(
        DeclaredWriteIn(ChoiceId(f"{office.id}-{surname(name).lower()}"), name, (name, f"{name[0]}. {surname(name)}"))
        for name in names
    )


def _office(office: _Office, roster: _Roster) -> Contest:
    return Contest(
        ContestId(office.id),
        office.title,
        ContestKind.CANDIDATE,
        office.scope,
        DistrictId(office.district),
        office.seats,
        _candidates(office, roster.take(office.candidates)),
        office.seats,
        _declared(office, roster.take(office.declared)),
    )


def _question(question: _Question) -> Contest:
    """A yes/no question; no write-in line in a retention contest (13-14-212) nor at an issue."""
    answers = (Choice(ChoiceId(f"{question.id}-yes"), "YES"), Choice(ChoiceId(f"{question.id}-no"), "NO"))
    return Contest(
        ContestId(question.id),
        question.title,
        question.kind,
        question.scope,
        DistrictId(question.district),
        1,
        answers,
        0,
    )


_CLERK_SUPREME_COURT = _Office("clerk-supreme-court", "Clerk of the Supreme Court", ContestScope.STATEWIDE, "state", 3)
_CORONER = _Office("coroner", "Coroner", ContestScope.COUNTY, "county", 1)


def _retention(id_: str, judge: str, title: str, court: str, district: str) -> _Question:
    text = (
        f"Retention of {judge}: Shall {title} {judge} of the {court} of the state of Montana be retained in office "
        "for another term?"
    )
    return _Question(id_, text, ContestKind.RETENTION, ContestScope.JUDICIAL, district)


_ISSUE_116 = (
    "Constitutional Amendment 116: An act submitting to the qualified electors an amendment to the constitution that "
    "would require the huckleberry to be named in the preamble."
)
_ISSUE_188 = (
    "Initiative 188: An initiative that would let each county set aside one day in May to count its meadowlarks, paid "
    "for from the interest of the grasslands account."
)
_LEVY = (
    "Road and Bridge Levy: Shall the county be authorized to levy 12 mills each year for five years to mend its gravel "
    "roads and timber bridges? A home of $100,000 would pay about $16 more a year."
)
_LIBRARY = "Library District Levy: Shall the library district levy 5 mills, without limit of time, for books and hours?"


def _top(roster: _Roster, full: bool) -> list[Contest]:
    """The offices every elector of the state votes on, in the order of 13-12-207(1)."""
    chief, associate = roster.take(2)
    return [
        _office(_Office("us-senator", "United States Senator", ContestScope.FEDERAL, "state", 4, declared=1), roster),
        _office(
            _Office(
                "us-representative", "United States Representative, Second District", ContestScope.FEDERAL, "us-2", 3
            ),
            roster,
        ),
        _office(
            _Office("psc-1", "Public Service Commissioner, District 1", ContestScope.STATEWIDE, "psc-1", 2), roster
        ),
        *([_office(_CLERK_SUPREME_COURT, roster)] if full else []),
        _question(_retention("retain-justice-3", associate, "Justice", "Supreme Court", "state")),
        _office(
            _Office("justice-5", "Supreme Court Justice, Seat 5", ContestScope.JUDICIAL, "state", 2, partisan=False),
            roster,
        ),
        _question(
            _retention("retain-district-judge", chief, "District Court Judge", "Fourteenth Judicial District", "jd-14")
        ),
    ]


def _county_offices(roster: _Roster, full: bool) -> list[Contest]:
    """The county's own offices in the order of 13-12-207(2)."""
    county, scope = "county", ContestScope.COUNTY
    return [
        _office(_Office("clerk-district-court", "Clerk of the District Court", scope, county, 2), roster),
        _office(_Office("commissioner", "County Commissioners", scope, county, 4, seats=2, declared=1), roster),
        _office(_Office("sheriff", "Sheriff", scope, county, 2, declared=1), roster),
        *([_office(_CORONER, roster)] if full else []),
        _office(_Office("attorney", "County Attorney", scope, county, 2), roster),
    ]


def _issues() -> list[Contest]:
    """Constitutional amendments, then statewide initiatives, then local issues (13-12-207(4))."""
    issue = ContestKind.ISSUE
    return [
        _question(_Question("ca-116", _ISSUE_116, issue, ContestScope.STATEWIDE, "state")),
        _question(_Question("i-188", _ISSUE_188, issue, ContestScope.STATEWIDE, "state")),
        _question(_Question("road-levy", _LEVY, issue, ContestScope.COUNTY, "county")),
        _question(_Question("library-levy", _LIBRARY, issue, ContestScope.LOCAL, "library")),
    ]


def _legislative(roster: _Roster, house_districts: Sequence[int]) -> list[Contest]:
    """One senate district and the house districts of the county."""
    senate = _office(_Office("sd-14", "State Senator, District 14", ContestScope.LEGISLATIVE, "sd-14", 2), roster)
    title = "State Representative, District {}"
    houses = [_Office(f"hd-{n}", title.format(n), ContestScope.LEGISLATIVE, f"hd-{n}", 2) for n in house_districts]
    return [senate, *(_office(house, roster) for house in houses)]


def _local(roster: _Roster, towns: int) -> list[Contest]:
    """Town councils (vote for three) of the county's towns."""
    return [
        _office(
            _Office(
                f"council-{n}", f"Town Council, {LOCALITIES[n]}", ContestScope.LOCAL, f"town-{n}", 4, 3, partisan=False
            ),
            roster,
        )
        for n in range(towns)
    ]


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
    roster = _Roster(np.random.default_rng(seed))
    offices = [*_top(roster, full), *_legislative(roster, house_districts)]
    offices += [*_county_offices(roster, full), *_local(roster, towns)]
    contests: tuple[Contest, ...] = (*offices, *_issues())
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
