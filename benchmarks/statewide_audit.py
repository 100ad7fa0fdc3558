"""A statewide audit: 56 counties, 727 precincts, from the frozen lists to the certificates and the state's list.

`python -m benchmarks.statewide_audit` checks the answer first (the numbers of precincts the rules ask for, and a few
planted differences, all found) and then says how long selection, counting and reports took.
"""

import argparse
import random
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from audit.committee import Member, MemberId
from audit.contests import AuditChoice, AuditContest, AuditPrecinct, Unit
from audit.coverage import BatchFigures, ChoiceVotes, Container, MachineFigures
from audit.eligibility import contest_list, eligibility, precinct_list
from audit.events import AuditEvent
from audit.events.before import AuditOpened, CommitteeAppointed, OathTaken, ResultsPublished
from audit.events.certifying import AuditCertified
from audit.events.counting import BoxesOpened, MachineFiguresTaken, SheetEntered, TallyStarted
from audit.events.selecting import DiceRolled, ListFrozen, SelectionAnnounced
from audit.publication import publish, replay
from audit.random_sample import apply
from audit.report import CountyReport, county_report, report_sha256
from audit.rules import MCA_2023
from audit.sheet_figures import Figures
from audit.state import AuditState
from audit.statewide import StatewideReport, statewide_report
from audit.tally_sheets import EntryMode
from benchmarks.measures import WrongAnswer, machine
from canvass.auditing.papers.report_tables import county_document
from canvass.reporting.forms import csv_of, html_of
from tabulate.election import ChoiceId, ContestId, ContestKind, ContestScope, PrecinctId

PRECINCTS = (65, 59, 56, 46, 32, 31, 26, 25, 23, 22, *(18,) * 6, *(9,) * 14, 6, *(5,) * 19, 2, *(1,) * 5)
"""The ten largest counties as in 2024, the others about as small as they are: 56 counties, 727 precincts."""
SEED = 2024
_HASH = "00" * 32
_DAY = date(2024, 11, 13)
_TITLES = (
    ("President", ContestScope.FEDERAL),
    ("Senator", ContestScope.FEDERAL),
    ("Governor", ContestScope.STATEWIDE),
    ("Secretary of State", ContestScope.STATEWIDE),
    ("House District", ContestScope.LEGISLATIVE),
)
_CHOICES = (AuditChoice(ChoiceId("a"), "Ash"), AuditChoice(ChoiceId("b"), "Birch"), AuditChoice(ChoiceId("c"), "Cedar"))
CONTESTS = tuple(
    AuditContest(ContestId(title), title, ContestKind.CANDIDATE, scope, 1, _CHOICES) for title, scope in _TITLES
)
MEMBERS = tuple(Member(MemberId(name), name, False, True, False, False, False) for name in ("one", "two", "three"))


@dataclass(frozen=True, slots=True)
class Seconds:
    """How long each part took, over all counties."""

    selection: float
    counting: float
    reports: float


def main() -> None:
    """Check, then time, and print."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    print(machine())
    report, seconds = statewide_audit(random.Random(SEED))
    check(report)
    print(
        f"{len(report.counties)} counties, {report.precincts} precincts: {report.precincts_drawn} drawn, "
        f"{report.reserves_drawn} in reserve, {sum(line.units for line in report.counties)} contests in precincts "
        f"counted, {report.units_that_differ} differences planted and found."
    )
    print(f"selection  {seconds.selection:8.2f} s")
    print(f"counting   {seconds.counting:8.2f} s")
    print(f"reports    {seconds.reports:8.2f} s")


def check(report: StatewideReport) -> None:
    """Raise WrongAnswer where the list is not what the rules and the planted differences make it."""
    drawn = [(line.precincts, len(line.sample), len(line.reserves)) for line in report.counties]
    expected = [(count, MCA_2023.precincts_needed(count), MCA_2023.reserves_needed(count)) for count in PRECINCTS]
    if sorted(drawn) != sorted(expected):
        raise WrongAnswer("The counties did not draw what the rules ask for.")
    if report.units_that_differ != len(PRECINCTS):
        raise WrongAnswer(f"{report.units_that_differ} differences were found; {len(PRECINCTS)} were planted.")
    if report.unfinished or any(line.units != line.units_locked for line in report.counties):
        raise WrongAnswer("A county did not finish.")


def statewide_audit(dice: random.Random) -> tuple[StatewideReport, Seconds]:
    """Every county's audit, one difference of two votes planted in each; its list, and the time it took."""
    started = time.perf_counter()
    selected = [_select(number, count, dice) for number, count in enumerate(PRECINCTS, 1)]
    counted_from = time.perf_counter()
    audited = [_count(events, state) for events, state in selected]
    reported_from = time.perf_counter()
    report = statewide_report([_report(events, state) for events, state in audited])
    ended = time.perf_counter()
    return report, Seconds(counted_from - started, reported_from - counted_from, ended - reported_from)


Audited = tuple[list[AuditEvent], AuditState]


def _do(audited: Audited, happened: Iterable[AuditEvent]) -> Audited:
    events, state = audited
    for event in happened:
        state = apply(state, event)
        events.append(event)
    return events, state


def _select(number: int, count: int, dice: random.Random) -> Audited:
    names = tuple(contest.id for contest in CONTESTS)
    precincts = tuple(AuditPrecinct(PrecinctId(str(n)), f"Precinct {n}", names) for n in range(1, count + 1))
    opened = AuditOpened(
        MCA_2023.id,
        MCA_2023.policy,
        "General Election",
        date(2024, 11, 5),
        f"County {number:02}",
        _HASH,
        CONTESTS,
        precincts,
    )
    start: list[AuditEvent] = [
        CommitteeAppointed(MEMBERS, "Clerk", "the commissioners", date(2024, 10, 1)),
        *(OathTaken(member.id, "the chair", date(2024, 10, 2)) for member in MEMBERS),
        ResultsPublished(date(2024, 11, 6), _HASH, 800 * count),
    ]
    audited = _do(([opened], apply(None, opened)), start)
    eligible = eligibility(CONTESTS, precincts, MCA_2023)
    where = (opened.county, opened.election_date)
    lists = [precinct_list(precincts, MCA_2023, *where)]
    lists += [contest_list(one, *where) for one in eligible.lists if one.needed]
    for numbered in lists:
        audited = _do(audited, [ListFrozen(numbered, numbered.sha256(), _DAY)])
        audited = _roll_out(audited, numbered.drawn, dice)
    return _do(audited, [SelectionAnnounced(_DAY, "the secretary of state")])


def _roll_out(audited: Audited, drawn: str, dice: random.Random) -> Audited:
    number = 0
    while (found := audited[1].selection.of(drawn)) is not None and not found.draw.complete:
        number += 1
        faces = tuple(dice.randrange(10) for _ in range(found.draw.dice))
        audited = _do(audited, [DiceRolled(drawn, False, number, faces, "the secretary of state")])
    return audited


def _count(events: list[AuditEvent], state: AuditState) -> Audited:
    audited = events, state
    planted = state.units[0].unit
    for precinct in dict.fromkeys(one.unit.precinct for one in state.units):
        audited = _do(audited, [BoxesOpened(precinct, (Container("1", (f"B-{precinct}",)),), ("one",), _DAY)])
    for one in state.units:
        audited = _do(audited, _tally(one.unit, 2 if one.unit == planted else 0))
    report = county_report(audited[1])
    return _do(audited, [AuditCertified(tuple(m.id for m in MEMBERS), date(2024, 11, 18), report_sha256(report))])


def _tally(unit: Unit, difference: int) -> list[AuditEvent]:
    batch = BatchFigures(f"B-{unit.precinct}", "scanner", 800, _votes(400), 60, 0)
    figures = Figures(800, _votes(400 + difference), 60 - difference, 0)
    recorders = tuple(member.id for member in MEMBERS[1:])
    sheets = [
        SheetEntered(unit.precinct, unit.contest, 1, member, member, EntryMode.TOTALS, figures) for member in recorders
    ]
    return [
        MachineFiguresTaken(MachineFigures(unit, 800, (batch,))),
        TallyStarted(unit.precinct, unit.contest, 1, MEMBERS[0].id, recorders),
        *sheets,
    ]


def _votes(first: int) -> tuple[ChoiceVotes, ...]:
    return tuple(ChoiceVotes(one.id, votes) for one, votes in zip(_CHOICES, (first, 300, 40), strict=True))


def _report(events: list[AuditEvent], state: AuditState) -> CountyReport:
    """The county's report as CSV and HTML, and its published file replayed: what the state receives."""
    report = county_report(state)
    document = county_document(report, report_sha256(report))
    if not csv_of(document) or not html_of(document) or replay(publish(events)).report != report:
        raise WrongAnswer(f"What {report.county} published does not lead to its report.")
    return report


if __name__ == "__main__":
    main()
