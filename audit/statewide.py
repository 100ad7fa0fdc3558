"""All counties of an election beside each other: the secretary of state's list (13-17-505, 13-17-507(4))."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from audit.contests import Category
from audit.report import CountyReport
from audit.rules import RuleSetId
from audit.state import Phase, UnitPhase
from audit.state_races import STATE_CATEGORIES


@dataclass(frozen=True, slots=True)
class CountyLine:
    """One county in the statewide list."""

    county: str
    phase: Phase
    exempt: bool
    precincts: int
    sample: tuple[str, ...]
    reserves: tuple[str, ...]
    contests: tuple[str, ...]
    """Titles of the contests drawn, those on no ballot of the county too."""
    units: int
    units_locked: int
    units_that_differ: int
    contests_over: tuple[str, ...]
    machines_barred: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatewideReport:
    """The counties, by name, and what they add up to."""

    election_date: date
    rules: RuleSetId
    counties: tuple[CountyLine, ...]

    @property
    def precincts(self) -> int:
        """Precincts of all counties."""
        return sum(line.precincts for line in self.counties)

    @property
    def precincts_drawn(self) -> int:
        """Precincts drawn in all counties."""
        return sum(len(line.sample) for line in self.counties)

    @property
    def reserves_drawn(self) -> int:
        """Reserve precincts of all counties."""
        return sum(len(line.reserves) for line in self.counties)

    @property
    def units_that_differ(self) -> int:
        """Units in which the manual count differs from the machines'."""
        return sum(line.units_that_differ for line in self.counties)

    @property
    def unfinished(self) -> tuple[str, ...]:
        """Counties that have neither certified nor been exempt."""
        done = (Phase.CERTIFIED, Phase.PUBLISHED, Phase.EXEMPT)
        return tuple(line.county for line in self.counties if line.phase not in done)


def statewide_report(reports: Iterable[CountyReport]) -> StatewideReport:
    """The list of all counties of one election.

    Raises ValueError without reports, with two elections among them, or with two reports of one county.
    """
    reports = sorted(reports, key=lambda report: report.county)
    elections = {(report.election_date, report.rules) for report in reports}
    if len(elections) != 1:
        raise ValueError(f"The statewide list is of one election; {len(elections)} were given.")
    for one, _ in given_twice(reports):
        raise ValueError(f"The statewide list has each county once; {reports[one].county} was given twice.")
    ((election_date, rules),) = elections
    return StatewideReport(election_date, rules, tuple(_line(report) for report in reports))


def drawn_apart(reports: Iterable[CountyReport]) -> tuple[Category, ...]:
    """The kinds of races and issues of which two counties drew different ones: the board draws them once for all.

    Source: 13-17-505(1)(a).
    """
    drawn: dict[str, set[frozenset[str]]] = {}
    for one in (one for report in reports for one in report.lists if one.draw.complete):
        drawn.setdefault(one.numbered.drawn, set()).add(frozenset(item.id for item in one.sample))
    return tuple(category for category in STATE_CATEGORIES if len(drawn.get(category.value, ())) > 1)


def given_twice(reports: Sequence[CountyReport]) -> list[tuple[int, int]]:
    """Which reports are of a county that an earlier one is of: places of the first and of the later one, in order.

    A county is the same however its name is written: capitals, spaces, "&" and the word "County" tell none apart.
    """
    first: dict[str, int] = {}
    places = [(first.setdefault(_county_key(report.county), at), at) for at, report in enumerate(reports)]
    return [(one, other) for one, other in places if one != other]


def _county_key(name: str) -> str:
    words = re.findall(r"\w+", name.casefold().replace("&", " and "))
    return " ".join(word for word in words if word not in ("county", "of")) or name


def _line(report: CountyReport) -> CountyLine:
    precincts = [one for one in report.lists if one.numbered.drawn == "precincts"]
    contests = [one for one in report.lists if one.numbered.drawn in set(Category)]
    titles = {unit.contest: unit.contest_title for unit in report.units}
    return CountyLine(
        county=report.county,
        phase=report.phase,
        exempt=report.exemption is not None,
        precincts=sum(len(one.numbered.items) for one in precincts),
        sample=tuple(item.name for one in precincts for item in one.sample),
        reserves=tuple(item.name for one in precincts for item in one.reserves),
        contests=tuple(item.name for one in contests for item in one.sample),
        units=len(report.units),
        units_locked=sum(unit.phase is UnitPhase.TALLIED for unit in report.units),
        units_that_differ=len(report.units_that_differ()),
        contests_over=tuple(titles[contest] for contest in report.contests_over),
        machines_barred=tuple(one.machine for one in report.machines if one.barred),
    )
