"""A record's own totals as the canvass uses them: audited precincts by the committee's manual count (13-17-507(1))."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from audit.contests import WRITE_INS
from canvass.auditing.definitive import AuditedContest, audited_results
from canvass.console.text import plural
from canvass.record.audit_log import AuditLog
from canvass.reporting.results import shown_results
from canvass.reporting.sealing import check_open
from tabulate.board.office.open_readings import OpenReading, TotalVotes
from tabulate.election import Contest, ContestId, Election
from tabulate.ledger.fold import fold
from tabulate.recounts.classes import RecountClass, class_of
from tabulate.recounts.margins import divisor
from tabulate.recounts.rights import PositionTotals, VotesFor
from tabulate.recounts.totals_csv import WRITE_IN
from tabulate.totals.results import ContestTotals

if TYPE_CHECKING:
    from canvass.record.store import Record


@dataclass(frozen=True, slots=True)
class RecordTotals:
    """The totals of every contest in a record, and what is to be known of them."""

    positions: tuple[PositionTotals, ...]
    """In the definition's order; without contests that no counted sheet carries."""
    waiting: tuple[str, ...]
    """What is not counted yet, in sentences."""
    said: tuple[str, ...]
    """Readings that decide, and whose figures they are, in sentences."""


def record_totals(record: "Record") -> RecordTotals:
    """The totals as they are now.

    Raises SealedError until the polls are closed (13-15-207, 13-35-241); TotalsDoNotAddUp.
    """
    election, state = record.election, fold(record.outlines())
    check_open(election, state)
    shown = shown_results(election, state)
    audited = audited_results(AuditLog(record).state, shown.totals, state)
    by_contest = {one.contest: one for one in audited.contests} if audited else {}
    readings = state.board.office.readings
    ballots = readings.choice(OpenReading.TOTAL_VOTES) == TotalVotes.BALLOTS
    counted = [one for one in shown.totals.contests if one.sheets]
    said = [f"Read by the state: {words}" for words in readings.sentences(OpenReading.TOTAL_VOTES)]
    return RecordTotals(
        tuple(position_of(election.contest(one.contest), one, by_contest.get(one.contest), ballots) for one in counted),
        tuple(_waiting(counted, shown.totals.sheets_waiting, shown.held)),
        (*said, *(f"{one.title}: {one.said}" for one in by_contest.values() if one.differs or one.not_counted)),
    )


def position_of(
    contest: Contest, totals: ContestTotals, audited: AuditedContest | None, ballots: bool = False
) -> PositionTotals:
    """One contest's vote for the canvass: by the audit's definitive figures, where there are any (13-17-507(1)).

    With `ballots` whoever left an office of one county blank is among its total, as the state reads 13-16-201(1)(a).
    """
    printed = {one.choice: VotesFor(one.choice, one.name, one.votes) for one in totals.choices}
    written = {one.choice: VotesFor(WRITE_IN + one.name, one.name, one.votes) for one in totals.write_ins}
    pending = totals.write_ins_pending
    names = {one.id: one.name for one in contest.declared_write_ins} | {one.choice: one.name for one in totals.choices}
    for row in audited.rows if audited else ():
        if row.choice == WRITE_INS:
            pending = row.definitive
        elif row.choice in printed:
            printed[row.choice] = VotesFor(row.choice, printed[row.choice].name, row.definitive)
        elif row.definitive or row.choice in written:
            name = written[row.choice].name if row.choice in written else names.get(row.choice, row.name)
            written[row.choice] = VotesFor(WRITE_IN + name, name, row.definitive)
    votes = (*printed.values(), *written.values())
    return PositionTotals(contest, votes, others_of(contest, votes, pending, totals.sheets, ballots))


def others_of(contest: Contest, votes: Sequence[VotesFor], pending: int, sheets: int, ballots: bool) -> int:
    """The votes among the total that are for none of these: those not read yet, and as `position_of` has `ballots`."""
    if not ballots or class_of(contest) is not RecountClass.ONE_COUNTY_OFFICE:
        return pending
    purpose = contest.purpose
    places = divisor(contest.seats, purpose.nominated, purpose.votes_per_elector)
    return max(pending, sheets * places - sum(one.votes for one in votes))


def _waiting(contests: list[ContestTotals], sheets: int, held: int) -> list[str]:
    found = [f"Waiting for people: {plural(sheets, 'sheet')}. These margins may change."] if sheets else []
    found += [f"Held (13-15-107(6)), in no total: {plural(held, 'sheet')}. These margins may change."] if held else []
    return found + [
        f"{one.title}: {plural(one.write_ins_pending, 'write-in vote')} that the board has yet to read."
        for one in contests
        if one.write_ins_pending
    ]


def without_totals(election: Election, positions: tuple[PositionTotals, ...]) -> list[ContestId]:
    """The contests that have no totals, and so no line."""
    found = {one.contest.id for one in positions}
    return [one.id for one in election.contests if one.id not in found]
