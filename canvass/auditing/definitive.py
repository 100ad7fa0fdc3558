"""The manual figures in the county's results, beside the machines' (13-17-507(1)): from the certificate on.

Any difference makes the manual count of that precinct and contest definitive. The county's definitive total is its
total with the machine's figures of these counts taken out and the manual ones put in.
"""

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from audit.certification import Definitive, definitive_figures
from audit.contests import WRITE_INS
from audit.state import AuditState
from canvass.auditing.audit_log import AuditLog
from canvass.console.text import say, say_table
from tabulate.election import ChoiceId, ContestId
from tabulate.totals.results import ContestTotals, Results

if TYPE_CHECKING:
    from canvass.record.store import Record


@dataclass(frozen=True, slots=True)
class BothFigures:
    """One choice: the machine's votes and those that the canvass uses."""

    choice: ChoiceId
    name: str
    machine: int
    definitive: int


@dataclass(frozen=True, slots=True)
class AuditedUnit:
    """One precinct's count of one contest."""

    precinct: str
    contest: ContestId
    title: str
    rows: tuple[BothFigures, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class AuditedContest:
    """The county's totals of a contest that was audited."""

    contest: ContestId
    title: str
    rows: tuple[BothFigures, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class AuditedResults:
    """What the audit makes of the county's results."""

    certified_on: str
    contests: tuple[AuditedContest, ...]
    units: tuple[AuditedUnit, ...]

    @property
    def differing(self) -> tuple[AuditedUnit, ...]:
        """Where the manual figures replace the machine's."""
        return tuple(unit for unit in self.units if unit.differs)


def audited_results(record: "Record", totals: Results) -> AuditedResults | None:
    """Both figures of everything audited; None before the audit is certified."""
    return audited_of(AuditLog(record).state, totals)


def audited_of(state: AuditState | None, totals: Results) -> AuditedResults | None:
    """The same, of an audit's state."""
    if state is None or state.certified is None:
        return None
    figures = definitive_figures(state)
    by_id = {one.contest: one for one in totals.contests}
    contests = tuple(_contest(state, by_id[contest], figures) for contest in state.audited_contests if contest in by_id)
    return AuditedResults(state.certified.on, contests, tuple(_unit(state, one) for one in figures))


def _unit(state: AuditState, one: Definitive) -> AuditedUnit:
    contest = state.contest(one.unit.contest)
    names = contest.names
    rows = tuple(
        BothFigures(machine.choice, names[machine.choice], machine.votes, manual.votes)
        for machine, manual in zip(one.machine, one.manual.votes, strict=True)
    )
    return AuditedUnit(state.precinct(one.unit.precinct).name, contest.id, contest.title, rows, one.differs)


def _contest(state: AuditState, totals: ContestTotals, figures: tuple[Definitive, ...]) -> AuditedContest:
    change: Counter[ChoiceId] = Counter()
    for one in figures:
        if one.unit.contest == totals.contest:
            for machine, manual in zip(one.machine, one.manual.votes, strict=True):
                change[machine.choice] += manual.votes - machine.votes
    counted = {choice.choice: choice.votes for choice in totals.choices}
    counted[WRITE_INS] = totals.votes - sum(counted.values())
    rows = tuple(
        BothFigures(choice.id, choice.name, counted[choice.id], counted[choice.id] + change[choice.id])
        for choice in state.contest(totals.contest).choices
    )
    return AuditedContest(totals.contest, totals.title, rows, any(change.values()))


def audit_json(audited: AuditedResults) -> dict[str, Any]:
    """For `canvass results --json`."""
    return {
        "certified_on": audited.certified_on,
        "contests": [
            {"contest": one.contest, "title": one.title, "differs": one.differs, "choices": list(map(_row, one.rows))}
            for one in audited.contests
        ],
        "precincts": [
            {
                "precinct": one.precinct,
                "contest": one.contest,
                "differs": one.differs,
                "choices": list(map(_row, one.rows)),
            }
            for one in audited.units
        ],
    }


def _row(one: BothFigures) -> dict[str, Any]:
    return {"choice": one.choice, "name": one.name, "machine": one.machine, "definitive": one.definitive}


def say_audited(audited: AuditedResults) -> None:
    """For `canvass results`."""
    say(f"\nManual count, certified on {audited.certified_on} (13-17-507(1))")
    for one in audited.contests:
        say(f"\n{one.title}: {'the audit changed the total' if one.differs else 'both counts agree'}")
        say_table(("", "machine", "definitive"), [(row.name, row.machine, row.definitive) for row in one.rows])
    for unit in audited.differing:
        say(f"\n{unit.title} in {unit.precinct}: the manual count is definitive")
        say_table(("", "machine", "manual"), [(row.name, row.machine, row.definitive) for row in unit.rows])
