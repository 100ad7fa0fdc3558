"""Another system's report as the first count of a precinct (13-17-503(2)): the whole precinct, all groups together.

The report's rows are taken as they are. What it does not tell is said so, and never taken for nought.
"""

from dataclasses import dataclass

from audit.contests import WRITE_INS, AuditContest, Unit
from audit.coverage import BatchFigures, ChoiceVotes, MachineFigures
from audit.errors import Refused
from audit.events.counting import OutsideReportChosen
from audit.outside_reports import ALL_GROUPS, OutsideReport
from canvass.auditing.poll_book import BallotsCast
from tabulate.election import Election, PrecinctId
from tabulate.outside_figures import OutsideContestFigures, OutsideCount, OutsidePrecinctFigures

_RULE = "13-17-503(2)"


def report_name(count: OutsideCount) -> str:
    """System, report and its own day and hour: the name of what the boxes are compared with."""
    return f"{count.source}, {count.run_at}" if count.run_at else count.source


def groups_of(count: OutsideCount, precinct: PrecinctId) -> tuple[str, ...]:
    """The groups of a precinct with ballots, as its boxes may be kept; all together where the report tells none."""
    found = count.precinct(precinct)
    groups = tuple(one.name for one in found.by_group if one.ballots) if found else ()
    return groups or (ALL_GROUPS,)


def on_every_style(election: Election, unit: Unit) -> bool:
    """Whether every ballot of the precinct has the contest, as the definition says."""
    styles = [one for one in election.ballot_styles if unit.precinct in one.precincts and one.separate_by is None]
    return all(unit.contest in one.contests for one in styles)


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
    found: ReportedUnit, unit: Unit, contest: AuditContest, chosen: OutsideReportChosen, cast: int | None, every: bool
) -> MachineFigures:
    """The report's figures of one unit.

    `cast` is the poll book's number of ballots with the contest. `every` says whether each ballot there has it.
    Raises Refused where neither tells how many ballots were cast.
    """
    precinct, told = found.precinct, found.contest
    ballots = told.ballots if told.ballots is not None else precinct.ballots_cast if every else cast
    bound = cast if cast is not None else precinct.ballots_cast
    base = cast if cast is not None else ballots
    if ballots is None and bound is None:
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
    return MachineFigures(unit, base if base is not None else bound or 0, (batch,), outside=report)


def _batch(found: ReportedUnit, contest: AuditContest, ballots: int | None) -> tuple[BatchFigures, bool]:
    """The figures, and whether overvotes are told apart from undervotes. They always add up to the ballots."""
    told = found.contest
    named = dict(zip((choice.id for choice in contest.printed), told.votes, strict=True))
    rows = {**named, WRITE_INS: told.write_ins or 0}
    votes = tuple(ChoiceVotes(choice.id, rows[choice.id]) for choice in contest.choices)
    voted = sum(one.votes for one in votes)
    over, under = told.overvotes, told.undervotes
    counted = max(ballots or 0, -(-voted // contest.seats))
    apart = over is not None and under is not None and voted + over + under == contest.seats * counted
    over, under = (over, under) if apart and over is not None and under is not None else (0, 0)
    under = under if apart else contest.seats * counted - voted
    return BatchFigures(report_name(found.count), "", counted, votes, under, over), apart


def poll_book_number(cast: BallotsCast, unit: Unit, every: bool) -> int | None:
    """The poll book's ballots with the contest, where it says them."""
    return cast.of(unit.contest, every)
