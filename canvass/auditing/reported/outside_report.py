"""Another system's report as the first count of a precinct (13-17-503(2)): the whole precinct, all groups together.

The report's rows are taken as they are. What it does not tell is said so, and never taken for nought.
"""

from dataclasses import dataclass

from audit.contests import WRITE_INS, AuditContest, Unit
from audit.coverage import BatchFigures, ChoiceVotes, MachineFigures
from audit.errors import Refused
from audit.events import AuditEvent
from audit.events.counting import OutsideReportChosen
from audit.outside_reports import ALL_GROUPS, OutsideReport, report_sha256
from audit.state import AuditState
from canvass.auditing.batch_figures import PrecinctBatch, batches_of
from canvass.auditing.poll_book import BallotsCast
from tabulate.election import PrecinctId
from tabulate.ledger.state import RecordState
from tabulate.outside_figures import OutsideContestFigures, OutsideCount, OutsidePrecinctFigures

ALL_BOXES = ("all", ALL_GROUPS)
"""As people type that a box may hold ballots of any group."""
_HUNDRED = 100
_RULE = "13-17-503(2)"


def report_name(count: OutsideCount) -> str:
    """System, report and its own day and hour: the name of what the boxes are compared with."""
    return f"{count.source}, {count.run_at}" if count.run_at else count.source


def is_outside(counted: RecordState, precinct: PrecinctId) -> bool:
    """Whether a precinct's count is another system's: own sheets of it are in no total, and nothing is held to them."""
    return precinct in counted.counted_outside() or (_is_told(counted, precinct) and not batches_of(counted, precinct))


def _is_told(counted: RecordState, precinct: PrecinctId) -> bool:
    count = counted.outside_count()
    return count is not None and count.precinct(precinct) is not None


def groups_of(state: AuditState, counted: RecordState, precinct: PrecinctId) -> tuple[PrecinctBatch, ...]:
    """The groups of a precinct with ballots, as its boxes may be kept; all together where the report tells none.

    Empty where the precinct's first count is not another system's. Their ballots are rounded up to hundreds: paper for
    tally sheets is printed by them, and nobody is told the report's own number before the committee has counted.
    """
    count, chosen = counted.outside_count(), state.report_of(precinct)
    found = None if count is None else count.precinct(precinct)
    if found is None or (chosen is None and not is_outside(counted, precinct)):
        return ()
    machines = ", ".join(chosen.machines) if chosen else "another system"
    if chosen and chosen.records and chosen.records.batches:
        return _batches(chosen.records.batches, machines, found.ballots_cast)
    groups = [(one.name, one.ballots) for one in found.by_group if one.ballots]
    return tuple(
        PrecinctBatch(name, machines, "outside report", -(-ballots // _HUNDRED) * _HUNDRED, told=False)
        for name, ballots in groups or [(ALL_GROUPS, found.ballots_cast or _HUNDRED)]
    )


def _batches(names: tuple[str, ...], machines: str, ballots: int | None) -> tuple[PrecinctBatch, ...]:
    """Batches of records: paper is for the precinct as a whole, so the first of them stands for its ballots."""
    whole = -(-(ballots or _HUNDRED) // _HUNDRED) * _HUNDRED
    return tuple(
        PrecinctBatch(name, machines, "outside records", 0 if at else whole, told=False)
        for at, name in enumerate(names)
    )


@dataclass(frozen=True, slots=True)
class ReportedUnit:
    """One unit in the report."""

    count: OutsideCount
    precinct: OutsidePrecinctFigures
    contest: OutsideContestFigures


def reported_unit(count: OutsideCount | None, unit: Unit) -> ReportedUnit:
    """What the report has of a unit. Raises Refused where it has nothing."""
    precinct = None if count is None else count.precinct(unit.precinct)
    contest = None if precinct is None else precinct.contest(unit.contest)
    if count is None or precinct is None or contest is None:
        found = f"No figures of another system are taken for {unit}."
        raise Refused(_RULE, found, "Take a report by precinct that has it: canvass outside take.")
    return ReportedUnit(count, precinct, contest)


def outside_figures(
    count: OutsideCount | None, unit: Unit, contest: AuditContest, chosen: OutsideReportChosen, book: BallotsCast
) -> MachineFigures:
    """The report's figures of one unit, and what the poll book says beside it.

    Raises Refused where the report has nothing of the unit, or neither tells how many ballots were cast.
    """
    found = reported_unit(count, unit)
    every = unit.contest in book.every_style
    cast = book.of(unit.contest, every)
    precinct, told = found.precinct, found.contest
    ballots = told.ballots if told.ballots is not None else precinct.ballots_cast if every else cast
    base = next((one for one in (cast, ballots, precinct.ballots_cast) if one is not None), None)
    if base is None:
        remedy = "Say the poll book's number when the boxes are opened (--cast)."
        raise Refused("13-17-507(2)", f"The report does not tell how many ballots were cast in {unit}.", remedy)
    batch, apart = _batch(found, contest, ballots)
    report = OutsideReport(
        report_name(found.count),
        found.count.files,
        found.count.label,
        tuple(one.name for one in precinct.by_group if one.ballots),
        chosen.machines,
        chosen.added_by_hand,
        chosen.ovals,
        told.write_ins is not None,
        ballots is not None,
        apart,
    )
    return MachineFigures(unit, base, (batch,), outside=report)


def _batch(found: ReportedUnit, contest: AuditContest, ballots: int | None) -> tuple[BatchFigures, bool]:
    """The figures, and whether overvotes are told apart from undervotes. They always add up to the ballots."""
    told = found.contest
    rows = found.count.votes_by_choice(told, (choice.id for choice in contest.printed))
    rows[WRITE_INS] = told.write_ins or 0
    votes = tuple(ChoiceVotes(choice.id, rows[choice.id]) for choice in contest.choices)
    voted = sum(one.votes for one in votes)
    over, under = told.overvotes, told.undervotes
    counted = max(ballots or 0, -(-voted // contest.seats))
    name, left = report_name(found.count), contest.seats * counted - voted
    if over is not None and under is not None and over + under == left:
        return BatchFigures(name, "", counted, votes, under, over), True
    return BatchFigures(name, "", counted, votes, left, 0), False


def choosing_report(state: AuditState, counted: RecordState, chosen: OutsideReportChosen) -> list[AuditEvent]:
    """The event that makes the report a precinct's first count. Raises Refused where no report has it, or it is sealed.

    The unofficial results that are public must be that very report (13-17-503(1)).
    """
    count = counted.outside_count()
    for unit in (one.unit for one in state.units if one.unit.precinct == chosen.precinct):
        reported_unit(count, unit)
    if count is not None and state.results is not None and not state.results.has_report(report_sha256(count.files)):
        found = f"The unofficial results that are public are not {report_name(count)}."
        raise Refused("13-17-503(1)", found, "The audit compares with the report that was made public.")
    return [chosen]
