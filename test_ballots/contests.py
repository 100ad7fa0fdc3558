"""The contests of an invented Montana county's general ballot, by office and territory, in the order of 13-12-207."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from tabulate.election import (
    Choice,
    ChoiceId,
    Contest,
    ContestId,
    ContestKind,
    DeclaredWriteIn,
    DistrictId,
    Party,
    PartyId,
)
from tabulate.offices import JUDICIAL, Method, Numbering, Office, Purpose, Territory, territories_of
from test_ballots.names import LOCALITIES, people, surname

PARTIES = (
    Party(PartyId("sunrise"), "Sunrise"),
    Party(PartyId("lantern"), "Lantern"),
    Party(PartyId("meadow"), "Meadow"),
    Party(PartyId("independent"), "Independent"),
    Party(PartyId("nonpartisan"), "Nonpartisan"),
)
_PARTISAN = PARTIES[:4]
_NONPARTISAN = PARTIES[4]


@dataclass(frozen=True, slots=True)
class _Office:
    """An office to be filled: its candidates come from the roster."""

    id: str
    title: str
    office: Office
    district: str
    candidates: int
    seats: int = 1
    partisan: bool = True
    declared: int = 0
    territory: Territory | None = None
    """None where the office can have only one."""


@dataclass(frozen=True, slots=True)
class _Question:
    """A ballot issue or a retention question."""

    id: str
    title: str
    kind: ContestKind
    purpose: Purpose
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
        None,
        DistrictId(office.district),
        office.seats,
        _candidates(office, roster.take(office.candidates)),
        office.seats,
        _declared(office, roster.take(office.declared)),
        purpose=Purpose(
            office.office,
            office.territory or territories_of(office.office)[0],
            nonpartisan=office.office in JUDICIAL or not office.partisan,
        ),
    )


def _question(question: _Question) -> Contest:
    """A yes/no question; no write-in line in a retention contest (13-14-212) nor at an issue."""
    answers = (Choice(ChoiceId(f"{question.id}-yes"), "YES"), Choice(ChoiceId(f"{question.id}-no"), "NO"))
    return Contest(
        ContestId(question.id),
        question.title,
        question.kind,
        None,
        DistrictId(question.district),
        1,
        answers,
        0,
        purpose=question.purpose,
    )


_CLERK_SUPREME_COURT = _Office(
    "clerk-supreme-court", "Clerk of the Supreme Court", Office.CLERK_OF_THE_SUPREME_COURT, "state", 3
)
_CORONER = _Office("coroner", "Coroner", Office.CORONER, "county", 1, territory=Territory.COUNTY)


def _retention(id_: str, judge: str, office: Office, title: str, court: str, district: str) -> _Question:
    text = (
        f"Retention of {judge}: Shall {title} {judge} of the {court} of the state of Montana be retained in office "
        "for another term?"
    )
    purpose = Purpose(office, territories_of(office)[0], nonpartisan=True, judge_court=court, incumbent=judge)
    return _Question(id_, text, ContestKind.RETENTION, purpose, district)


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
        _office(_Office("us-senator", "United States Senator", Office.US_SENATOR, "state", 4, declared=1), roster),
        _office(
            _Office(
                "us-representative",
                "United States Representative, Second District",
                Office.US_REPRESENTATIVE,
                "us-2",
                3,
                territory=Territory.COUNTIES,
            ),
            roster,
        ),
        _office(
            _Office("psc-1", "Public Service Commissioner, District 1", Office.PUBLIC_SERVICE_COMMISSIONER, "psc-1", 2),
            roster,
        ),
        *([_office(_CLERK_SUPREME_COURT, roster)] if full else []),
        _question(_retention("retain-justice-3", associate, Office.JUSTICE, "Justice", "Supreme Court", "state")),
        _office(
            _Office("justice-5", "Supreme Court Justice, Seat 5", Office.JUSTICE, "state", 2, partisan=False),
            roster,
        ),
        _question(
            _retention(
                "retain-district-judge",
                chief,
                Office.DISTRICT_JUDGE,
                "District Court Judge",
                "Fourteenth Judicial District",
                "jd-14",
            )
        ),
    ]


def _county_offices(roster: _Roster, full: bool) -> list[Contest]:
    """The county's own offices in the order of 13-12-207(2)."""

    def office(id_: str, title: str, code: Office, candidates: int, seats: int = 1, declared: int = 0) -> Contest:
        here = Territory.COUNTY
        return _office(_Office(id_, title, code, "county", candidates, seats, True, declared, here), roster)

    return [
        office("clerk-district-court", "Clerk of the District Court", Office.CLERK_OF_THE_DISTRICT_COURT, 2),
        office("commissioner", "County Commissioners", Office.COUNTY_COMMISSIONER, 4, seats=2, declared=1),
        office("sheriff", "Sheriff", Office.SHERIFF, 2, declared=1),
        *([_office(_CORONER, roster)] if full else []),
        office("attorney", "County Attorney", Office.COUNTY_ATTORNEY, 2),
    ]


def _issues() -> list[Contest]:
    """Constitutional amendments, then statewide initiatives, then local issues (13-12-207(4))."""
    issue = ContestKind.ISSUE
    amendment = Purpose(
        territory=Territory.STATE, numbering=Numbering("Constitutional Amendment 116", Method.LEGISLATURE_AMENDMENT)
    )
    initiative = Purpose(territory=Territory.STATE, numbering=Numbering("Initiative 188", Method.INITIATIVE))
    return [
        _question(_Question("ca-116", _ISSUE_116, issue, amendment, "state")),
        _question(_Question("i-188", _ISSUE_188, issue, initiative, "state")),
        _question(_Question("road-levy", _LEVY, issue, Purpose(territory=Territory.COUNTY), "county")),
        _question(_Question("library-levy", _LIBRARY, issue, Purpose(territory=Territory.DISTRICT), "library")),
    ]


def _legislative(roster: _Roster, house_districts: Sequence[int]) -> list[Contest]:
    """One senate district and the house districts of the county."""
    senate = _office(_Office("sd-14", "State Senator, District 14", Office.STATE_SENATOR, "sd-14", 2), roster)
    title = "State Representative, District {}"
    houses = [_Office(f"hd-{n}", title.format(n), Office.STATE_REPRESENTATIVE, f"hd-{n}", 2) for n in house_districts]
    return [senate, *(_office(house, roster) for house in houses)]


def _local(roster: _Roster, towns: int) -> list[Contest]:
    """Town councils (vote for three) of the county's towns."""
    return [
        _office(
            _Office(
                f"council-{n}",
                f"Town Council, {LOCALITIES[n]}",
                Office.MUNICIPAL_OFFICE,
                f"town-{n}",
                4,
                3,
                partisan=False,
            ),
            roster,
        )
        for n in range(towns)
    ]


def invented_contests(seed: int, house_districts: Sequence[int], towns: int, full: bool) -> tuple[Contest, ...]:
    """Every contest that some precinct of the county may vote on; `full` adds offices."""
    roster = _Roster(np.random.default_rng(seed))
    offices = [*_top(roster, full), *_legislative(roster, house_districts)]
    offices += [*_county_offices(roster, full), *_local(roster, towns)]
    return (*offices, *_issues())
