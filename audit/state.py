"""Where an audit stands: what the events so far have come to. Built only by `random_sample.fold`."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from audit.calendar import AuditCalendar, AuditProgress, calendar_of
from audit.committee import Committee
from audit.contests import AuditContest, AuditPrecinct, Unit
from audit.coverage import Container, MachineFigures
from audit.discrepancy import Measurement, UnitComparison, compared, measure
from audit.edition import AuditEdition
from audit.eligibility import precinct_list
from audit.errors import Refused
from audit.events.before import AuditOpened, CommitteeAppointed, ExemptionNoticed, ResultsPublished
from audit.events.certifying import AuditCertified, AuditPublished
from audit.events.consequences import CauseFound
from audit.events.counting import OutsideReportChosen
from audit.events.selecting import SelectionAnnounced, StateRacesTaken
from audit.further import Escalation, escalation, escalation_name
from audit.machines import Machines
from audit.rules import RULE_SETS, RuleSet
from audit.selection import Selection
from audit.sheet_figures import Figures, TallyRows
from audit.tally_sheets import Rounds, locked
from tabulate.election import ContestId, PrecinctId


class Phase(StrEnum):
    """The state of the whole audit (reference 3.6), as people read it."""

    OPENED = "opened"
    COMMITTEE_READY = "committee ready"
    UNOFFICIAL_PUBLIC = "unofficial results public"
    EXEMPT = "exempt"
    SELECTED = "selected"
    TALLYING = "tallying"
    CAUSE_FINDING = "cause finding"
    ESCALATED = "escalated"
    COMPARED = "compared"
    """Every unit is counted and compared; nothing stands in the way of certification."""
    CERTIFIED = "certified"
    PUBLISHED = "published"


class Stage(StrEnum):
    """Why a unit is audited."""

    SAMPLE = "sample"
    ESCALATION = "escalation"


class UnitPhase(StrEnum):
    """The state of one unit."""

    SEALED = "boxes sealed"
    UNSEALED = "boxes opened"
    READY = "ready to tally"
    TALLYING = "tallying"
    DIFFERENT = "sheets differ, count again"
    TALLIED = "locked"


@dataclass(frozen=True, slots=True)
class UnitState:
    """One contest in one precinct, as far as it has got."""

    unit: Unit
    stage: Stage
    figures: MachineFigures | None = None
    rounds: Rounds = ()

    @property
    def manual(self) -> Figures | None:
        """The locked manual count."""
        return locked(self.rounds)

    @property
    def without_machine(self) -> bool:
        """Whether it was counted by hand alone: a difference is definitive, and no machine's (13-17-507(1), (2))."""
        return self.figures is not None and not self.figures.machines

    @property
    def excess(self) -> int:
        """Ballots found in excess of those that the record and the poll book have."""
        if self.manual is None or self.figures is None:
            return 0
        return max(0, self.manual.ballots - self.figures.most_ballots)


_NO_COMMITTEE = Committee()
_NO_SELECTION = Selection(rehearsal=False)
_NO_REHEARSAL = Selection(rehearsal=True)


@dataclass(frozen=True, slots=True)
class AuditState:
    """The audit after some events. `units` keeps the order in which the units were selected."""

    opened: AuditOpened
    committee: Committee = _NO_COMMITTEE
    appointed: CommitteeAppointed | None = None
    results: ResultsPublished | None = None
    exemption: ExemptionNoticed | None = None
    countywide_requested: bool = False
    selection: Selection = _NO_SELECTION
    rehearsal: Selection = _NO_REHEARSAL
    announced: SelectionAnnounced | None = None
    state_races: StateRacesTaken | None = None
    """What the board of state canvassers drew; None where the county's record drew everything itself."""
    reports: tuple[OutsideReportChosen, ...] = ()
    """Of precincts whose first count is another system's report."""
    boxes: tuple[tuple[PrecinctId, tuple[Container, ...]], ...] = ()
    units: tuple[UnitState, ...] = ()
    findings: tuple[CauseFound, ...] = ()
    machines: Machines = ()
    canvass_on: date | None = None
    certified: AuditCertified | None = None
    published: AuditPublished | None = None

    @property
    def rules(self) -> RuleSet:
        """The rule set in force, with the policy this audit was opened under."""
        return replace(RULE_SETS[self.opened.rules], policy=self.opened.policy)

    @property
    def calendar(self) -> AuditCalendar:
        """The dates."""
        meeting = None if self.announced is None else self.announced.on
        return calendar_of(self.rules, self.opened.election_date, self.canvass_on, meeting)

    def contest(self, contest: ContestId) -> AuditContest:
        """The contest of that id. Raises Refused."""
        for one in self.opened.contests:
            if one.id == contest:
                return one
        raise Refused("13-17-503(3)", f"The election has no contest {contest}.", "Check the name.")

    def precinct(self, precinct: PrecinctId) -> AuditPrecinct:
        """The precinct of that id. Raises Refused."""
        for one in self.opened.precincts:
            if one.id == precinct:
                return one
        raise Refused("13-17-503(3)", f"The county has no precinct {precinct}.", "Check the name.")

    def unit(self, unit: Unit) -> UnitState:
        """The state of that unit. Raises Refused for one that is not audited."""
        for one in self.units:
            if one.unit == unit:
                return one
        found = f"{unit} is not among what was selected."
        raise Refused("13-17-505", found, "Audit what was drawn, and nothing else.")

    def rows_of(self, unit: Unit) -> TallyRows:
        """What every tally sheet of that unit has rows for, once the machine's figures are fixed. Raises Refused."""
        figures = self.unit(unit).figures
        return TallyRows(self.contest(unit.contest), () if figures is None else figures.people)

    def report_of(self, precinct: PrecinctId) -> OutsideReportChosen | None:
        """What the county says of the report that is a precinct's first count; None where there is none."""
        return next((one for one in self.reports if one.precinct == precinct), None)

    def boxes_of(self, precinct: PrecinctId) -> tuple[Container, ...] | None:
        """The opened boxes of a precinct."""
        return dict(self.boxes).get(precinct)

    def unit_phase(self, unit: Unit) -> UnitPhase:
        """How far one unit has got."""
        state = self.unit(unit)
        if state.manual is not None:
            return UnitPhase.TALLIED
        if state.rounds:
            return UnitPhase.TALLYING if state.rounds[-1].waiting_for else UnitPhase.DIFFERENT
        if state.figures is not None:
            return UnitPhase.READY
        return UnitPhase.SEALED if self.boxes_of(unit.precinct) is None else UnitPhase.UNSEALED

    def comparison(self, unit: Unit) -> UnitComparison:
        """Both counts of a unit. Raises Refused before the manual count is locked: nobody sees the machine's before."""
        state = self.unit(unit)
        if state.manual is None or state.figures is None:
            raise Refused(
                "13-17-506(2)",
                f"The machine's figures for {unit} are not shown before the manual count is locked.",
                "Finish the tally sheets first.",
            )
        seats = self.contest(unit.contest).seats
        return compared(state.figures.with_head_count(state.manual.ballots, seats), state.manual, seats)

    def units_of(self, contest: ContestId, stage: Stage) -> tuple[UnitState, ...]:
        """The units of one contest at one stage."""
        return tuple(one for one in self.units if one.unit.contest == contest and one.stage is stage)

    def measurement(self, contest: ContestId, stage: Stage) -> Measurement | None:
        """Every reading for one contest, once all its units of that stage are locked; None before, or without any.

        What was counted by hand alone is no machine's discrepancy: it is compared, and measured against no threshold.
        """
        if stage is Stage.ESCALATION and contest in self.awaiting_dice:
            return None
        units = [one for one in self.units_of(contest, stage) if not one.without_machine]
        if not units or any(one.manual is None for one in units):
            return None
        county = None if self.results is None else self.results.county_ballots
        return measure([self.comparison(one.unit) for one in units], self.rules, county)

    def finding(self, contest: ContestId, stage: Stage) -> CauseFound | None:
        """The finding for one contest at one stage: the first is for the sample, the second for the escalation."""
        found = [one for one in self.findings if one.contest == contest]
        number = list(Stage).index(stage)
        return found[number] if number < len(found) else None

    @property
    def escalated(self) -> tuple[ContestId, ...]:
        """Contests in which a machine was found at fault in the sample: more precincts are counted, some by dice."""
        if self.opened.edition is AuditEdition.FIRST:
            return ()
        first = {one.contest: one for one in reversed(self.findings)}
        return tuple(contest for contest in self.audited_contests if contest in first and first[contest].machines)

    def escalation_of(self, contest: ContestId) -> Escalation:
        """In which precincts it is counted besides the sample (13-17-507(2)(b))."""
        opened, drawn = self.opened, self.selection.precincts
        reserves = () if drawn is None else (PrecinctId(item.id) for item in drawn.reserves)
        sample = frozenset(one.unit.precinct for one in self.units_of(contest, Stage.SAMPLE))
        blank = precinct_list(opened.precincts, self.rules, opened.county, opened.election_date)
        return escalation(blank, contest, opened.precincts, reserves, sample, self.rules.escalation_precincts)

    @property
    def awaiting_dice(self) -> tuple[ContestId, ...]:
        """Contests whose further precincts are yet to be drawn."""
        return tuple(contest for contest in self.escalated if self._awaits_dice(contest))

    def _awaits_dice(self, contest: ContestId) -> bool:
        if self.escalation_of(contest).numbered is None:
            return False
        frozen = self.selection.of(escalation_name(contest))
        return frozen is None or not frozen.draw.complete

    @property
    def audited_contests(self) -> tuple[ContestId, ...]:
        """The contests of the units, each once, in order."""
        return tuple(dict.fromkeys(one.unit.contest for one in self.units))

    @property
    def awaiting_cause(self) -> tuple[tuple[ContestId, Stage], ...]:
        """Contests over the threshold whose cause has yet to be found."""
        return tuple(
            (contest, stage)
            for contest in self.audited_contests
            for stage in Stage
            if (found := self.measurement(contest, stage)) is not None
            and found.over
            and self.finding(contest, stage) is None
        )

    @property
    def phase(self) -> Phase:
        """Where the whole audit stands."""
        if self.published is not None:
            return Phase.PUBLISHED
        if self.certified is not None:
            return Phase.CERTIFIED
        if self.exemption is not None:
            return Phase.EXEMPT
        return self._phase_of_units() if self.announced is not None else self._phase_before()

    def _phase_before(self) -> Phase:
        if self.results is not None:
            return Phase.UNOFFICIAL_PUBLIC
        return Phase.COMMITTEE_READY if self.committee.ready else Phase.OPENED

    def _phase_of_units(self) -> Phase:
        if self.awaiting_cause:
            return Phase.CAUSE_FINDING
        if not self.awaiting_dice and all(one.manual is not None for one in self.units):
            return Phase.COMPARED
        if self.awaiting_dice or any(one.stage is Stage.ESCALATION for one in self.units):
            return Phase.ESCALATED
        return Phase.TALLYING if self.boxes else Phase.SELECTED

    def progress(self) -> AuditProgress:
        """How far it has got, for the calendar's warnings."""
        return AuditProgress(
            None if self.exemption is None else self.exemption.on,
            self.committee.ready,
            self.announced is not None,
            None if self.certified is None else self.certified.on,
        )
