"""Audits made step by step, for the tests: a county, its committee, its dice and its tally sheets."""

import random
from collections.abc import Iterable, Sequence
from datetime import date

from audit.committee import Member, MemberId
from audit.contests import WRITE_INS, AuditChoice, AuditContest, AuditPrecinct, Unit
from audit.coverage import BatchFigures, ChoiceVotes, Container, ListedBallot, MachineFigures
from audit.eligibility import contest_list, eligibility, precinct_list
from audit.errors import Refused
from audit.events import AuditEvent
from audit.events.before import AuditOpened, CommitteeAppointed, OathTaken, ResultsPublished
from audit.events.certifying import AuditCertified
from audit.events.consequences import CauseFound, CauseOfDiscrepancy
from audit.events.counting import BoxesOpened, MachineFiguresTaken, SheetEntered, TallyStarted
from audit.events.selecting import DiceRolled, ListFrozen, SelectionAnnounced
from audit.random_sample import apply
from audit.report import county_report, report_sha256
from audit.rules import MCA_2023, RuleSet
from audit.selection import PRECINCTS, NumberedList
from audit.sheet_figures import Figures
from audit.state import AuditState
from audit.tally_sheets import EntryMode
from tabulate.election import ChoiceId, ContestId, ContestKind, ContestScope, PrecinctId

E_DAY = date(2024, 11, 5)
SELECTION_DAY = date(2024, 11, 13)
AUDIT_DAY = date(2024, 11, 15)
HASH = "ab" * 32
BALLOTS = 800


def contest(
    name: str,
    scope: ContestScope | None,
    kind: ContestKind = ContestKind.CANDIDATE,
    choices: Sequence[str] = ("ash", "birch"),
    seats: int = 1,
    write_ins: bool = False,
) -> AuditContest:
    rows = [AuditChoice(ChoiceId(choice), choice.title()) for choice in choices]
    rows += [AuditChoice(WRITE_INS, "write-ins")] if write_ins else []
    return AuditContest(ContestId(name), name.title(), kind, scope, seats, tuple(rows))


BALLOT = (
    contest("senator", ContestScope.FEDERAL),
    contest("representative", ContestScope.FEDERAL),
    contest("governor", ContestScope.STATEWIDE, choices=("cedar", "doug", "elm"), write_ins=True),
    contest("secretary", ContestScope.STATEWIDE),
    contest("auditor", ContestScope.STATEWIDE, choices=("fir",)),
    contest("house-1", ContestScope.LEGISLATIVE),
    contest("house-2", ContestScope.LEGISLATIVE),
    contest("commissioner", ContestScope.COUNTY),
    contest("judge", ContestScope.JUDICIAL, ContestKind.RETENTION, ("yes", "no")),
    contest("initiative-1", ContestScope.STATEWIDE, ContestKind.ISSUE, ("for", "against")),
    contest("levy", ContestScope.COUNTY, ContestKind.ISSUE, ("for", "against")),
)
EVERYWHERE = tuple(one.id for one in BALLOT if not one.id.startswith("house"))
BIRCH = MemberId("birch")


def precinct(number: int) -> AuditPrecinct:
    """House district 1 has the odd precincts, 2 the even ones."""
    house = ContestId("house-1" if number % 2 else "house-2")
    return AuditPrecinct(PrecinctId(f"p{number}"), f"Precinct {number}", (*EVERYWHERE, house))


def opened(precincts: int = 12, rules: RuleSet = MCA_2023, day: date = E_DAY) -> AuditOpened:
    return AuditOpened(
        rules.id,
        rules.policy,
        "General Election",
        day,
        "Big Sky",
        HASH,
        BALLOT,
        tuple(precinct(number) for number in range(1, precincts + 1)),
    )


def member(name: str, **bars: bool) -> Member:
    asked = {"county_employee": False, "county_resident": True, "election_judge": False}
    asked |= {"vendor_employee": False, "maintained_machines": False}
    return Member(MemberId(name), name.title(), **(asked | bars))


NAMES = ("ann", "ben", "cal", "dee", "eve")


class Audit:
    """An audit under way: events done one by one, each through the same door as in earnest."""

    def __init__(self, start: AuditOpened | None = None) -> None:
        self.events: list[AuditEvent] = []
        self._state: AuditState | None = None
        self.do(start or opened())

    @property
    def state(self) -> AuditState:
        assert self._state is not None
        return self._state

    def do(self, *happened: AuditEvent) -> "Audit":
        for event in happened:
            self._state = apply(self._state, event)
            self.events.append(event)
        return self

    def refusal(self, event: AuditEvent) -> Refused:
        """The refusal of an event, which changes nothing."""
        before = self._state
        try:
            apply(self._state, event)
        except Refused as refused:
            assert self._state is before
            return refused
        raise AssertionError(f"{event} was not refused")

    def appoint(self, names: Iterable[str] = NAMES) -> "Audit":
        members = tuple(member(name) for name in names)
        self.do(CommitteeAppointed(members, "Clerk", "the county commissioners", date(2024, 10, 1)))
        return self.do(*(OathTaken(one.id, "the chair", date(2024, 10, 2)) for one in members))

    def publish_results(self) -> "Audit":
        return self.do(ResultsPublished(date(2024, 11, 6), HASH, 60_000))

    def lists(self, rehearsal: bool = False) -> list[NumberedList]:
        start = self.state.opened
        eligible = eligibility(start.contests, start.precincts, self.state.rules, self.state.countywide_requested)
        where = (start.county, start.election_date, rehearsal)
        contests = [contest_list(one, *where) for one in eligible.lists if one.needed]
        return [precinct_list(start.precincts, self.state.rules, *where), *contests]

    def freeze(self, numbered: NumberedList) -> "Audit":
        return self.do(ListFrozen(numbered, numbered.sha256(), SELECTION_DAY))

    def roll(self, drawn: str, *rolls: tuple[int, ...], rehearsal: bool = False) -> "Audit":
        for faces in rolls:
            selection = self.state.rehearsal if rehearsal else self.state.selection
            found = selection.of(drawn)
            assert found is not None
            number = len(found.draw.outcomes) + 1
            self.do(DiceRolled(drawn, rehearsal, number, faces, "the secretary of state"))
        return self

    def roll_out(self, drawn: str, dice: random.Random) -> "Audit":
        """Roll until the list is drawn."""
        while (found := self.state.selection.of(drawn)) is not None and not found.draw.complete:
            self.roll(drawn, tuple(dice.randrange(10) for _ in range(found.draw.dice)))
        return self

    def select(self, seed: int = 1, first: Sequence[tuple[int, ...]] = ()) -> "Audit":
        """Freeze and draw every list, and announce; the precincts' rolls begin with `first`."""
        self.select_all_but_announce(seed, first)
        return self.do(SelectionAnnounced(SELECTION_DAY, "the secretary of state"))

    def select_all_but_announce(self, seed: int = 1, first: Sequence[tuple[int, ...]] = ()) -> "Audit":
        dice = random.Random(seed)
        for numbered in self.lists():
            self.freeze(numbered)
            if numbered.drawn == PRECINCTS:
                self.roll(PRECINCTS, *first)
            self.roll_out(numbered.drawn, dice)
        return self

    def begin(self, seed: int = 1, first: Sequence[tuple[int, ...]] = ()) -> "Audit":
        """Everything before the boxes are opened."""
        return self.appoint().publish_results().select(seed, first)

    def open_boxes(self, precinct_id: PrecinctId) -> "Audit":
        box = Container(f"seal of {precinct_id}", (f"{precinct_id}-absentee", f"{precinct_id}-polls"))
        assert self.state.announced is not None
        return self.do(BoxesOpened(precinct_id, (box,), ("ann", "ben"), self.state.announced.on))

    def prepare(self, unit: Unit, votes: Sequence[int] | None = None, cast: int | None = None) -> "Audit":
        """Open the unit's boxes where they are sealed, and fix the machine's figures."""
        if self.state.boxes_of(unit.precinct) is None:
            self.open_boxes(unit.precinct)
        return self.do(MachineFiguresTaken(self.machine_figures(unit, votes, cast)))

    def machine_figures(
        self,
        unit: Unit,
        votes: Sequence[int] | None = None,
        cast: int | None = None,
        listed: tuple[ListedBallot, ...] = (),
        ballots: int = BALLOTS,
    ) -> MachineFigures:
        """Two batches on two machines; the absentee batch has one ballot in four."""
        found = self.state.contest(unit.contest)
        votes = self.usual_votes(unit.contest) if votes is None else votes
        some = [count // 4 for count in votes]
        rest = [count - part for count, part in zip(votes, some, strict=True)]
        first = _batch(found, f"{unit.precinct}-absentee", "left", some, ballots // 4)
        second = _batch(found, f"{unit.precinct}-polls", "right", rest, ballots - ballots // 4)
        return MachineFigures(unit, ballots if cast is None else cast, (first, second), listed)

    def usual_votes(self, contest_id: ContestId) -> list[int]:
        return [300 - 20 * number for number, _ in enumerate(self.state.contest(contest_id).choices)][:2] + [
            40 for _ in self.state.contest(contest_id).choices[2:]
        ]

    def figures(self, contest_id: ContestId, votes: Sequence[int] | None = None, ballots: int = BALLOTS) -> Figures:
        found = self.state.contest(contest_id)
        votes = self.usual_votes(contest_id) if votes is None else votes
        return figures_of(found, votes, ballots)

    def start(self, unit: Unit, reader: str = "ann") -> "Audit":
        members = [one.id for one in self.state.committee.members]
        recorders = tuple(one for one in members if one != reader)
        number = len(self.state.unit(unit).rounds) + 1
        return self.do(TallyStarted(unit.precinct, unit.contest, number, MemberId(reader), recorders))

    def sheet(
        self, unit: Unit, name: str, votes: Sequence[int] | None = None, ballots: int = BALLOTS, by: str | None = None
    ) -> SheetEntered:
        number = len(self.state.unit(unit).rounds)
        figures = self.figures(unit.contest, votes, ballots)
        entered_by = MemberId(by or name)
        return SheetEntered(unit.precinct, unit.contest, number, MemberId(name), entered_by, EntryMode.TOTALS, figures)

    def tally(self, unit: Unit, votes: Sequence[int] | None = None, ballots: int = BALLOTS) -> "Audit":
        """One round in which all recorders write the same."""
        self.start(unit)
        for name in self.state.unit(unit).rounds[-1].recorders:
            self.do(self.sheet(unit, name, votes, ballots))
        return self

    def count_all(self) -> "Audit":
        """Prepare and count what is not locked, and find what the machines found."""
        for one in self.state.units:
            if self.state.unit(one.unit).manual is None:
                if one.figures is None:
                    self.prepare(one.unit)
                self.tally(one.unit)
        return self

    def find(
        self,
        contest_id: str,
        cause: CauseOfDiscrepancy = CauseOfDiscrepancy.MACHINE,
        machines: tuple[str, ...] = ("left",),
    ) -> "Audit":
        return self.do(self.finding(contest_id, cause, machines))

    def finding(
        self,
        contest_id: str,
        cause: CauseOfDiscrepancy = CauseOfDiscrepancy.MACHINE,
        machines: tuple[str, ...] = ("left",),
    ) -> CauseFound:
        finders = tuple(one.id for one in self.state.committee.members[:3])
        named = machines if cause is CauseOfDiscrepancy.MACHINE else ()
        return CauseFound(ContestId(contest_id), cause, named, finders, "a worn roller", True, AUDIT_DAY.isoformat())

    def certificate(self) -> AuditCertified:
        members = tuple(one.id for one in self.state.committee.members)
        return AuditCertified(members, date(2024, 11, 18), report_sha256(county_report(self.state)))

    def certify(self) -> "Audit":
        return self.do(self.certificate())

    @property
    def first_unit(self) -> Unit:
        """The senator's contest, of two choices, in the precinct drawn first."""
        return next(one.unit for one in self.state.units if one.unit.contest == "senator")


def _batch(found: AuditContest, name: str, machine: str, votes: Sequence[int], ballots: int) -> BatchFigures:
    figures = figures_of(found, votes, ballots)
    return BatchFigures(name, machine, ballots, figures.votes, figures.undervotes, figures.overvotes)


def figures_of(found: AuditContest, votes: Sequence[int], ballots: int) -> Figures:
    """The rest of the votes is undervoted."""
    rows = tuple(ChoiceVotes(choice.id, count) for choice, count in zip(found.choices, votes, strict=True))
    return Figures(ballots, rows, found.seats * ballots - sum(votes), 0)


def whole_audit() -> list[AuditEvent]:
    """Four precincts; the senator's contest over in one by a machine, escalated, certified."""
    audit = Audit(opened(4)).begin(first=[(4,), (2,), (1,)])
    unit = audit.first_unit
    audit.prepare(unit).tally(unit, [310, 280]).count_all().find("senator").count_all().certify()
    return audit.events


WHOLE = whole_audit()
