"""A state's canvass: 56 counties, 727 precincts, from the counties' packages to the report of the state.

`python -m benchmarks.state_canvass` checks the answer first: every total is what the votes were dealt to, and a figure
that is altered in one package is named. Then it says how long receiving, checking and the report took, and how much
memory at most.
"""

import argparse
import json
import random
import resource
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from benchmarks.measures import WrongAnswer, machine
from benchmarks.statewide_audit import PRECINCTS
from canvass.canvassing.package_zip import package_bytes
from canvass.canvassing.sending import seal_of
from canvass.state_canvass.receiving_packages import SentFile, receive_packages
from canvass.state_canvass.state_folder import begin, file_bytes
from canvass.state_canvass.state_report import state_report_bytes
from canvass.state_canvass.state_standing import StateStanding, lacks, state_standing
from tabulate.board.county.sending_entries import ReturnsSent
from tabulate.county_canvass.canvassed import PlaceKind
from tabulate.election import ContestId, ContestKind
from tabulate.hours import lawful_closing
from tabulate.ledger.chain import Head, follow
from tabulate.offices import Method, Office, Territory
from tabulate.state_canvass.counties_of_montana import COUNTIES
from tabulate.state_canvass.county_package import (
    FORMAT,
    CountyPackage,
    PackagedChoice,
    PackagedContest,
    PackagedElectors,
    PackagedPlace,
    hashes_of,
)
from tabulate.state_canvass.package_checks import faults_of
from tabulate.state_canvass.state_steps import StateCanvassOpened

SEED = 2026
HOUSES = 100
_DAY, _AT, _HASH = "2026-11-03", "2026-11-17T11:00-07:00", "ab" * 32
_OFFICES = (
    Office.US_SENATOR,
    Office.US_REPRESENTATIVE,
    Office.GOVERNOR,
    Office.SECRETARY_OF_STATE,
    Office.ATTORNEY_GENERAL,
    Office.STATE_AUDITOR,
    Office.SUPERINTENDENT,
    Office.CHIEF_JUSTICE,
)
_ISSUES = 4
_NAMES = ("Ash", "Birch", "Cedar (write-in)")


@dataclass(frozen=True, slots=True)
class Part:
    """The electors of a precinct in one house district."""

    precinct: int
    house: int
    electors: int


@dataclass(frozen=True, slots=True)
class StateSeconds:
    """Seconds of each part, and the most memory of the whole."""

    receiving: float
    checking: float
    report: float
    memory_mb: float


def main() -> None:
    """Check, then time, and print."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    print(machine())
    packages = counties(random.Random(SEED), PRECINCTS)
    with tempfile.TemporaryDirectory() as folder:
        standing, measured = state_canvass(Path(folder), packages)
    check(packages, standing)
    precincts = sum(row.kind == "precinct" for one in packages for row in one.electors)
    contests = len(standing.figures.contests)
    print(f"{len(packages)} counties, {precincts} precincts, {contests} contests: {_cells(packages):,} figures.")
    print(f"receiving  {measured.receiving:8.2f} s")
    print(f"checking   {measured.checking:8.2f} s")
    print(f"report     {measured.report:8.2f} s")
    print(f"memory     {measured.memory_mb:8.0f} MB at most")


def _cells(packages: Sequence[CountyPackage]) -> int:
    return sum(len(place.figures) for one in packages for contest in one.contests for place in contest.places)


def state_canvass(folder: Path, packages: Sequence[CountyPackage]) -> tuple[StateStanding, StateSeconds]:
    """From the files to the report as PDF, CSV and JSON."""
    files = [folder / f"county-{number}.zip" for number in range(len(packages))]
    for file, package in zip(files, packages, strict=True):
        file.write_bytes(package_bytes(package, b"%PDF-1.4\n"))
    names = tuple(one.county for one in packages)
    begin(folder / "state", StateCanvassOpened("General Election", _DAY, names, _AT, "clerk"))
    started = time.perf_counter()
    sent = [SentFile(file.name, file_bytes(file)) for file in files]
    receive_packages(folder / "state", sent, None, _AT, "clerk", replace=False)
    checked_from = time.perf_counter()
    standing = state_standing(folder / "state")
    reported_from = time.perf_counter()
    for form in ("pdf", "csv", "json"):
        if not state_report_bytes(standing, form):
            raise WrongAnswer(f"The report as {form} is empty.")
    ended = time.perf_counter()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return standing, StateSeconds(checked_from - started, reported_from - checked_from, ended - reported_from, memory)


def check(packages: Sequence[CountyPackage], standing: StateStanding) -> None:
    """Raise WrongAnswer where a total is not what was dealt, or an altered figure is not named."""
    if found := tuple(lacks(standing)):
        raise WrongAnswer(f"{found[0]} Nothing is missing, and everything adds up.")
    for one in standing.figures.contests:
        dealt = [0] * len(one.choices)
        for place in _precincts(packages, one.contest.id):
            dealt = [votes + (more or 0) for votes, more in zip(dealt, place.votes, strict=True)]
        houses = [row.votes for row in one.rows if row.kind.value == "house district"]
        if list(one.total.votes) != dealt or [sum(votes) for votes in zip(*houses, strict=True)] != dealt:
            raise WrongAnswer(f"{one.contest.title} has {one.total.votes}, and was dealt {dealt}.")
    first = packages[0].contests[0]
    place = first.places[0]
    altered = replace(place, votes=((place.votes[0] or 0) + 1, *place.votes[1:]))
    contest = replace(first, places=(altered, *first.places[1:]))
    named = faults_of(replace(packages[0], contests=(contest, *packages[0].contests[1:])))
    if not any(place.name in one.where for one in named):
        raise WrongAnswer("A figure that was altered is not named.")
    json.loads(state_report_bytes(standing, "json"))


def _precincts(packages: Sequence[CountyPackage], contest: ContestId) -> Iterator[PackagedPlace]:
    """A place of each precinct that has the contest: the last of its rows is the precinct, or its only part."""
    for own in (one for package in packages for one in package.contests if one.contest == contest):
        yield from {place.precinct: place for place in own.places if place.precinct}.values()


def counties(dice: random.Random, precincts: Sequence[int]) -> list[CountyPackage]:
    """A package of each county; every third precinct lies in two house districts."""
    whole, packages, before = sum(precincts), [], 0
    for name, count in zip(COUNTIES, precincts, strict=False):
        parts: list[Part] = []
        for number in range(count):
            house = 1 + (before + number) * HOUSES // whole
            for own in (house, house + 1) if number % 3 == 1 and house < HOUSES else (house,):
                parts.append(Part(number + 1, own, dice.randrange(200, 900)))
        packages.append(_package(dice, name, parts))
        before += count
    return packages


def _package(dice: random.Random, county: str, parts: Sequence[Part]) -> CountyPackage:
    issues = tuple(f"I-{200 + number}" for number in range(_ISSUES))
    contests = [_contest(dice, county, parts, office.value, office=office) for office in _OFFICES]
    contests += [_contest(dice, county, parts, number, number=number) for number in issues]
    for house in sorted({part.house for part in parts}):
        own = [part for part in parts if part.house == house]
        title = f"House District {house}"
        split = frozenset(part.precinct for part in parts if part.house != house)
        contests.append(_contest(dice, county, own, title, split, office=Office.STATE_REPRESENTATIVE))
    package = CountyPackage(
        format=FORMAT,
        election="General Election",
        date=_DAY,
        county=county,
        definition_sha256=_HASH,
        report_entry=40,
        figures_sha256=_HASH,
        ledger_number=39,
        ledger_hash=_HASH,
        adopted_at=_AT,
        signed_by=("Ann", "Bo"),
        polls_not_open=(),
        checks=(),
        electors=tuple(_electors(county, parts)),
        contests=tuple(contests),
    )
    hashes = hashes_of(package)
    sent = ReturnsSent(40, hashes.contests, hashes.electors, hashes.rest, _AT, "clerk")
    closing = lawful_closing(date.fromisoformat(_DAY))
    return replace(package, seal=seal_of(follow(Head(41, _HASH), sent, closing)))


def _electors(county: str, parts: Sequence[Part]) -> Iterator[PackagedElectors]:
    for precinct in sorted({part.precinct for part in parts}):
        inside = [part for part in parts if part.precinct == precinct]
        for part in inside if len(inside) > 1 else ():
            name = _part_name(part)
            yield PackagedElectors("precinct part", name, name, part.electors, part.electors)
        own = sum(part.electors for part in inside)
        yield PackagedElectors("precinct", f"P{precinct}", f"Precinct {precinct}", own, own)
    for house in sorted({part.house for part in parts}):
        own = sum(part.electors for part in parts if part.house == house)
        yield PackagedElectors("house district", f"hd-{house}", f"House District {house}", own, own)
    every = sum(part.electors for part in parts)
    yield PackagedElectors("county", county, county, every, every)


def _contest(
    dice: random.Random,
    county: str,
    parts: Sequence[Part],
    title: str,
    split: frozenset[int] = frozenset(),
    *,
    office: Office | None = None,
    number: str = "",
) -> PackagedContest:
    names = _NAMES if office else ("For", "Against")
    choices = tuple(PackagedChoice(name, name, "write-in" in name) for name in names)
    house = office is Office.STATE_REPRESENTATIVE
    return PackagedContest(
        contest=ContestId(title),
        title=title,
        kind=ContestKind.CANDIDATE if office else ContestKind.ISSUE,
        scope=None,
        office=office,
        territory=Territory.COUNTIES if house else Territory.STATE,
        nonpartisan=office is Office.CHIEF_JUSTICE,
        number=number,
        method=Method.INITIATIVE if number else None,
        party="",
        district=None,
        seats=1,
        votes_per_elector=None,
        nominated=None,
        choices=choices,
        sources=(),
        places=tuple(_places(dice, county, parts, split, len(choices))),
    )


def _part_name(part: Part) -> str:
    return f"Precinct {part.precinct}-{part.house}"


def _places(
    dice: random.Random, county: str, parts: Sequence[Part], split: frozenset[int], choices: int
) -> Iterator[PackagedPlace]:
    """A precinct of which another part does not vote on the contest stands as its part; `split` has those precincts."""
    dealt = [(part, _votes(dice, part.electors, choices)) for part in parts]
    for precinct in dict.fromkeys(part.precinct for part in parts):
        own = [(part, votes) for part, votes in dealt if part.precinct == precinct]
        for part, votes in own if len(own) > 1 else ():
            name = _part_name(part)
            yield _place(PlaceKind.PART, f"P{precinct}", name, name, [(part, votes)])
        if precinct in split:
            name = _part_name(own[0][0])
            yield _place(PlaceKind.PART, f"P{precinct}", name, name, own)
            continue
        yield _place(PlaceKind.PRECINCT, f"P{precinct}", f"P{precinct}", f"Precinct {precinct}", own)
    for house in sorted({part.house for part in parts}):
        inside = [(part, votes) for part, votes in dealt if part.house == house]
        yield _place(PlaceKind.DISTRICT, "", f"hd-{house}", f"House District {house}", inside)
    yield _place(PlaceKind.COUNTY, "", county, county, dealt)


def _votes(dice: random.Random, electors: int, choices: int) -> tuple[int, ...]:
    cuts = sorted(dice.randrange(electors + 1) for _ in range(choices))
    return tuple(after - before for before, after in zip((0, *cuts), cuts, strict=False))


def _place(
    kind: PlaceKind, precinct: str, place: str, name: str, own: Sequence[tuple[Part, tuple[int, ...]]]
) -> PackagedPlace:
    electors = sum(part.electors for part, _ in own)
    votes = tuple(sum(column) for column in zip(*(votes for _, votes in own), strict=True))
    return PackagedPlace(kind, precinct, place, name, electors, votes, electors - sum(votes), 0, "")


if __name__ == "__main__":
    main()
