"""The audit's report as data: the certification of a county, and the list of all counties (13-17-506(2)(c), -507(4)).

PDF, HTML, CSV and JSON are all made from a `CountyReport`, so that the figures are the same in each. A unit that is not
locked shows no figures at all.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from audit.audit_json import JSON, later
from audit.contests import Unit
from audit.coverage import ListedBallot
from audit.discrepancy import Difference, Measured, explained_difference
from audit.edition import AuditEdition
from audit.eligibility import EligibleList, NotEligible, eligibility
from audit.events.before import ExemptionNoticed
from audit.events.consequences import CauseFound
from audit.machines import Standing
from audit.outside_reports import OutsideReport
from audit.rules import Base, Measure, Parameter, RuleSetId, parameters
from audit.selection import DrawnList
from audit.state import AuditState, Phase, Stage, UnitPhase, UnitState
from tabulate.election import ChoiceId, ContestId, PrecinctId


@later("counted")
@dataclass(frozen=True, slots=True)
class ShortfallLine:
    """A category with fewer eligible contests than the rules ask for, or fewer that are counted in the county."""

    category: str
    required: int
    eligible: int
    counted: int | None = None
    """Those on a drawn precinct's ballot, where these are fewer than required; None in older audits."""


@later("explained")
@dataclass(frozen=True, slots=True)
class ChoiceLine:
    """One choice of one unit: both figures."""

    name: str
    machine: int
    manual: int
    explained: int = 0
    """Votes that the first count could not say, and that are no difference."""

    @property
    def difference(self) -> int:
        """Manual less machine, without what is explained."""
        return explained_difference(self.machine, self.manual, self.explained)


@later("write_ins", "excess", "outside", "apart")
@dataclass(frozen=True, slots=True)
class UnitReport:
    """One contest in one precinct. `choices` is empty, and the numbers None, until the manual count is locked."""

    precinct: PrecinctId
    precinct_name: str
    contest: ContestId
    contest_title: str
    stage: Stage
    phase: UnitPhase
    rounds: int
    machines: tuple[str, ...] = ()
    ballots_cast: int | None = None
    machine_ballots: int | None = None
    manual_ballots: int | None = None
    unaccounted: int | None = None
    choices: tuple[ChoiceLine, ...] = ()
    listed: tuple[ListedBallot, ...] = ()
    """Ballots not simply in both counts, one by one."""
    write_ins: tuple[ChoiceLine, ...] = ()
    """Valid write-in votes by person: machine and board, and the committee."""
    excess: int = 0
    """Ballots found in excess of those that the record and the poll book have."""
    outside: OutsideReport | None = None
    """Where the machines' figures are another system's report, with what the county says of it."""
    apart: tuple[ChoiceLine, ...] = ()
    """Rows that are shown, and not compared."""

    @property
    def differs(self) -> bool:
        """Whether the manual figures replace the machine's in the canvass (13-17-507(1))."""
        by_name = any(line.machine != line.manual for line in self.write_ins)
        return by_name or any(line.difference for line in self.choices)

    @property
    def without_machine(self) -> bool:
        """Whether it was counted by hand alone, before the committee counted it."""
        return self.phase is UnitPhase.TALLIED and not self.machines


@dataclass(frozen=True, slots=True)
class ReadingLine:
    """All readings of one contest over one base."""

    contest: ContestId
    contest_title: str
    stage: Stage
    base: Base
    precinct: PrecinctId | None
    ballots: int
    threshold: str
    d1: int
    d2: int
    d3: int
    over: tuple[Measure, ...]
    decides: bool
    """Whether this base is one of the policy's."""


@dataclass(frozen=True, slots=True)
class CountyReport:
    """Everything the county certifies and the public may see."""

    county: str
    election_title: str
    election_date: date
    definition_sha256: str
    rules: RuleSetId
    parameters: tuple[Parameter, ...]
    phase: Phase
    committee: tuple[str, ...]
    secretary: str
    exemption: ExemptionNoticed | None
    not_eligible: tuple[NotEligible, ...]
    shortfalls: tuple[ShortfallLine, ...]
    lists: tuple[DrawnList, ...]
    units: tuple[UnitReport, ...]
    readings: tuple[ReadingLine, ...]
    findings: tuple[CauseFound, ...]
    machines: tuple[Standing, ...]
    certified_on: date | None

    def units_that_differ(self) -> tuple[UnitReport, ...]:
        """Where the canvass takes the manual figures."""
        return tuple(unit for unit in self.units if unit.differs)

    @property
    def precincts_drawn(self) -> tuple[str, ...]:
        """The names of the drawn precincts, in the order drawn."""
        return tuple(item.name for one in self.lists if one.numbered.drawn == "precincts" for item in one.sample)

    @property
    def contests_over(self) -> tuple[ContestId, ...]:
        """Contests with a reading over the threshold among those that decide."""
        over = (line.contest for line in self.readings if line.decides and line.over)
        return tuple(dict.fromkeys(over))


def county_report(state: AuditState) -> CountyReport:
    """The report as the audit stands."""
    opened = state.opened
    eligible = eligibility(opened.contests, opened.precincts, state.rules, state.countywide_requested)
    return CountyReport(
        county=opened.county,
        election_title=opened.election_title,
        election_date=opened.election_date,
        definition_sha256=opened.definition_sha256,
        rules=opened.rules,
        parameters=rules_in_force(state),
        phase=state.phase,
        committee=tuple(member.name for member in state.committee.members),
        secretary=state.committee.secretary,
        exemption=state.exemption,
        not_eligible=eligible.not_eligible,
        shortfalls=tuple(_shortfalls(state, eligible.lists)),
        lists=state.selection.lists,
        units=tuple(_unit(state, one) for one in state.units),
        readings=tuple(_readings(state)),
        findings=state.findings,
        machines=state.machines,
        certified_on=None if state.certified is None else state.certified.on,
    )


def rules_in_force(state: AuditState) -> tuple[Parameter, ...]:
    """The rules of the election's date, and the readings that the audit was opened with; once there were none."""
    of_the_date = parameters(state.rules)
    if state.opened.edition is AuditEdition.FIRST:
        return of_the_date
    return (*of_the_date, Parameter("ballots compared", state.opened.compared.said, "13-17-503(2)"))


def _shortfalls(state: AuditState, lists: Iterable[EligibleList]) -> Iterator[ShortfallLine]:
    """Also where the state drew for all counties, and what it drew is on no drawn precinct's ballot here."""
    says_counted = state.opened.edition is not AuditEdition.FIRST and state.announced is not None
    for one in lists:
        here = len({contest.id for contest in one.contests} & set(state.audited_contests))
        if says_counted and here < one.required:
            yield ShortfallLine(one.category.value, one.required, len(one.contests), here)
        elif one.shortfall:
            yield ShortfallLine(one.category.value, one.required, len(one.contests))


def _unit(state: AuditState, one: UnitState) -> UnitReport:
    head = _head(state, one.unit)
    if one.manual is None or one.figures is None:
        return UnitReport(*head, one.stage, state.unit_phase(one.unit), len(one.rounds))
    contest = state.contest(one.unit.contest)
    names = contest.names
    figures = one.figures.with_head_count(one.manual.ballots, contest.seats)
    both = state.comparison(one.unit)
    people = {each.person: each.name for each in one.figures.write_ins}
    return UnitReport(
        *head,
        one.stage,
        UnitPhase.TALLIED,
        len(one.rounds),
        one.figures.machines,
        figures.ballots_cast,
        figures.ballots,
        one.manual.ballots,
        figures.unaccounted,
        _lines(both.differences, names),
        one.figures.listed,
        _lines(both.written, people),
        one.excess,
        one.figures.outside,
        _lines(both.apart, names),
    )


def _lines(rows: Iterable[Difference], names: Mapping[ChoiceId, str]) -> tuple[ChoiceLine, ...]:
    return tuple(ChoiceLine(names[one.choice], one.machine, one.manual, one.explained) for one in rows)


def _head(state: AuditState, unit: Unit) -> tuple[PrecinctId, str, ContestId, str]:
    return unit.precinct, state.precinct(unit.precinct).name, unit.contest, state.contest(unit.contest).title


def _readings(state: AuditState) -> list[ReadingLine]:
    lines = []
    for contest in state.audited_contests:
        for stage in Stage:
            measurement = state.measurement(contest, stage)
            if measurement is not None:
                bases = measurement.policy.bases
                lines += [_reading(state, contest, stage, one, one.base in bases) for one in measurement.measured]
    return lines


def _reading(state: AuditState, contest: ContestId, stage: Stage, one: Measured, decides: bool) -> ReadingLine:
    found = {reading.measure: reading.discrepancy for reading in one.readings}
    return ReadingLine(
        contest=contest,
        contest_title=state.contest(contest).title,
        stage=stage,
        base=one.base,
        precinct=one.precinct,
        ballots=one.ballots,
        threshold=one.threshold,
        d1=found[Measure.D1],
        d2=found[Measure.D2],
        d3=found[Measure.D3],
        over=tuple(reading.measure for reading in one.readings if reading.over),
        decides=decides,
    )


def report_json(report: CountyReport) -> str:
    """The report as canonical JSON."""
    return JSON.write(report)


def report_sha256(report: CountyReport) -> str:
    """The report's hash, in hex: what the committee signs."""
    return hashlib.sha256(report_json(report).encode("ascii")).hexdigest()
