"""The manual figures in the county's results, beside the machines' (13-17-507(1)): from the certificate on.

Any difference makes the manual count of that precinct and contest definitive. The county's definitive total is its
total without what it holds of the ballots compared, and with the manual figures. Write-in votes go in by person, as far
as they are valid; the ovals marked were compared with the machine, and are in no total. Nothing is ever below zero.
Where the total does not hold the batches that were compared, nothing can be taken out of it, and nothing is added up.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from audit.certification import Definitive, definitive_figures
from audit.contests import WRITE_INS, AuditContest
from audit.edition import AuditEdition
from audit.sheet_figures import Figures
from audit.state import AuditState
from canvass.auditing.county_parts import in_the_countys_total, not_in_the_count
from canvass.auditing.papers.report_tables import written_name
from canvass.console.text import say, say_table
from tabulate.election import ChoiceId, ContestId, PrecinctId
from tabulate.ledger.state import RecordState
from tabulate.totals.results import ContestTotals, Results, TotalsDoNotAddUp


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
    """Empty where there is no definitive total."""
    differs: bool
    not_counted: tuple[str, ...] = ()
    """Batches that were compared and are in no total of the record: with any of them there is no definitive total."""

    @property
    def said(self) -> str:
        """What the audit makes of the total, or why there is no definitive one."""
        if not self.not_counted:
            return "the audit changed the total" if self.differs else "both counts agree"
        return (
            f"no definitive total. The audit compared {', '.join(self.not_counted)}. This record's totals hold no such "
            "batch: it was never in the record, or was counted anew after a halt. So the manual counts (13-17-507(1)) "
            "cannot take its place here. Verify the record. Then work the total out for the canvass from the results "
            "by precinct and the manual counts."
        )


@dataclass(frozen=True, slots=True)
class AuditedResults:
    """What the audit makes of the county's results."""

    certified_on: date
    contests: tuple[AuditedContest, ...]
    units: tuple[AuditedUnit, ...]

    @property
    def differing(self) -> tuple[AuditedUnit, ...]:
        """Where the manual figures replace the machine's."""
        return tuple(unit for unit in self.units if unit.differs)


def audited_results(state: AuditState | None, totals: Results, counted: RecordState) -> AuditedResults | None:
    """Both figures of everything audited; None before the audit is certified. Raises TotalsDoNotAddUp."""
    if state is None or state.certified is None:
        return None
    figures = definitive_figures(state)
    by_id = {one.contest: one for one in totals.contests}
    contests = tuple(
        _contest(state, by_id[contest], [one for one in figures if one.unit.contest == contest], counted)
        for contest in state.audited_contests
        if contest in by_id
    )
    return AuditedResults(state.certified.on, contests, tuple(_unit(state, one) for one in figures))


@dataclass(frozen=True, slots=True)
class AuditedUnitTotals:
    """A precinct's totals of a contest that was audited there."""

    contest: AuditedContest
    manual: Figures
    """What the committee counted."""


@dataclass(frozen=True, slots=True)
class CertifiedUnits:
    """What a certified audit has of every precinct and contest."""

    state: AuditState
    figures: tuple[Definitive, ...]

    def in_precinct(
        self, precinct: PrecinctId, totals: Sequence[ContestTotals], counted: RecordState
    ) -> tuple[AuditedUnitTotals, ...]:
        """What the audit makes of a precinct's own `totals`. Raises TotalsDoNotAddUp."""
        by_id = {one.contest: one for one in totals}
        return tuple(
            AuditedUnitTotals(_contest(self.state, by_id[one.unit.contest], [one], counted), one.manual)
            for one in self.figures
            if one.unit.precinct == precinct and one.unit.contest in by_id
        )


def certified_units(state: AuditState | None) -> CertifiedUnits | None:
    """Those of an audit; None before it is certified."""
    if state is None or state.certified is None:
        return None
    return CertifiedUnits(state, tuple(definitive_figures(state)))


def _unit(state: AuditState, one: Definitive) -> AuditedUnit:
    contest = state.contest(one.unit.contest)
    names = contest.names
    rows = tuple(
        BothFigures(machine.choice, names[machine.choice], machine.votes, manual.votes)
        for machine, manual in zip(one.machine.votes, one.manual.votes, strict=True)
    )
    valid = tuple(
        BothFigures(found.person, written_name(found.name), found.votes, manual.votes)
        for found, manual in zip(one.machine.write_ins, one.manual.write_ins, strict=True)
    )
    return AuditedUnit(state.precinct(one.unit.precinct).name, contest.id, contest.title, rows + valid, one.differs)


def _contest(
    state: AuditState, totals: ContestTotals, figures: Sequence[Definitive], counted: RecordState
) -> AuditedContest:
    contest = state.contest(totals.contest)
    strange = dict.fromkeys(batch for one in figures for batch in not_in_the_count(counted, one.machine))
    if strange:
        return AuditedContest(totals.contest, totals.title, (), any(one.differs for one in figures), tuple(strange))
    if state.opened.edition is AuditEdition.FIRST:
        rows = _rows_of_the_first_edition(contest, totals, figures, counted)
    else:
        rows = _rows(contest, totals, figures, counted)
    for row in rows:
        if row.definitive < 0:
            found = f"{row.name} has {row.machine} votes, and the audit leaves {row.definitive}"
            raise TotalsDoNotAddUp(contest.id, None, found)
    return AuditedContest(totals.contest, totals.title, rows, any(row.machine != row.definitive for row in rows))


def _rows(
    contest: AuditContest, totals: ContestTotals, figures: Sequence[Definitive], counted: RecordState
) -> tuple[BothFigures, ...]:
    """Taken out is exactly what the county's total holds of the ballots compared; put in, the committee's valid votes.

    The ovals marked are no votes, and stay out (13-15-206(5)).
    """
    change: Counter[ChoiceId] = Counter()
    printed = {choice.id for choice in contest.choices}
    for one in figures:
        # Of somebody declared since, the committee said nothing: what the board found stands.
        said = {*printed, *one.machine.people}
        if one.machine.outside is not None:
            # Another system names nobody who was written in: the committee's names take the place of the judges'.
            said |= {found.choice for found in one.manual.write_ins}
        in_total = in_the_countys_total(counted, contest, one.machine)
        change.subtract({choice: votes for choice, votes in in_total.items() if choice in said})
        for votes in (*one.manual.votes, *one.manual.write_ins):
            change[votes.choice] += votes.votes if votes.choice != WRITE_INS else 0
    rows = [_changed(one.choice, one.name, one.votes, change) for one in totals.choices]
    rows += [_changed(person, written_name(name), votes, change) for person, name, votes in _people(totals, figures)]
    if totals.write_ins_pending:
        rows.append(_changed(WRITE_INS, "write-ins not yet read", totals.write_ins_pending, change))
    return tuple(rows)


def _changed(choice: ChoiceId, name: str, votes: int, change: Counter[ChoiceId]) -> BothFigures:
    return BothFigures(choice, name, votes, votes + change[choice])


def _people(totals: ContestTotals, figures: Sequence[Definitive]) -> Iterator[tuple[ChoiceId, str, int]]:
    """Everyone written in by name who has votes in the county, or is on an audited sheet; each with the votes now."""
    printed = {one.choice for one in totals.choices}
    votes = {one.choice: one.votes for one in totals.write_ins}
    names = {one.choice: one.name for one in totals.write_ins}
    for one in figures:
        names |= {found.person: found.name for found in one.machine.write_ins if found.person not in printed}
    for person, name in names.items():
        yield person, name, votes.get(person, 0)


def _rows_of_the_first_edition(
    contest: AuditContest, totals: ContestTotals, figures: Sequence[Definitive], counted: RecordState
) -> tuple[BothFigures, ...]:
    """The row of write-ins did not say whether ovals or valid votes were meant, and was compared with the ovals.

    Where that leaves less than nothing, only valid votes can have been meant, and they are taken as such.
    """
    change: Counter[ChoiceId] = Counter()
    valid = 0
    for one in figures:
        in_total = in_the_countys_total(counted, contest, one.machine)
        printed = {choice.id for choice in contest.printed}
        for machine, manual in zip(one.machine.votes, one.manual.votes, strict=True):
            change[machine.choice] += manual.votes - machine.votes
        valid += one.manual.ovals - sum(votes for choice, votes in in_total.items() if choice not in printed)
    now = {choice.choice: choice.votes for choice in totals.choices}
    now[WRITE_INS] = totals.votes - sum(now.values())
    if now[WRITE_INS] + change[WRITE_INS] < 0:
        change[WRITE_INS] = valid
    return tuple(_changed(choice.id, choice.name, now[choice.id], change) for choice in contest.choices)


def audit_json(audited: AuditedResults) -> dict[str, Any]:
    """For `canvass results --json`."""
    return {
        "certified_on": str(audited.certified_on),
        "contests": [
            {"contest": one.contest, "title": one.title, "differs": one.differs, "choices": list(map(_row, one.rows))}
            | ({"batches_not_counted": list(one.not_counted)} if one.not_counted else {})
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
        say(f"\n{one.title}: {one.said}")
        if one.rows:
            say_table(("", "machine", "definitive"), [(row.name, row.machine, row.definitive) for row in one.rows])
    for unit in audited.differing:
        say(f"\n{unit.title} in {unit.precinct}: the manual count is definitive")
        say_table(("", "machine", "manual"), [(row.name, row.machine, row.definitive) for row in unit.rows])
