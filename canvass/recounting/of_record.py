"""A record's own totals as the canvass uses them.

Audited precincts stand by the committee's manual count (13-17-507(1)), recounted ones by the recount (13-16-418).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from audit.state import AuditState
from canvass.auditing.definitive import AuditedContest, audited_results
from canvass.console.text import plural
from canvass.recounting.votes_by_precinct import (
    PrecinctVotes,
    canvassed_votes,
    corrected,
    folded_before,
    position_of,
    recounted_in,
    with_ballots,
)
from canvass.reporting.results import shown_results
from canvass.reporting.sealing import check_open
from tabulate.board.office.open_readings import OpenReading, TotalVotes
from tabulate.board.recount.one_recount import KeptRecount
from tabulate.election import Contest, ContestId, Election, PrecinctId
from tabulate.ledger.chain import Head
from tabulate.ledger.state import RecordState
from tabulate.recounts.rights import PositionTotals
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
    head: Head | None = None
    """Of the record, as far as it was gone through; None of totals that are no record's."""


def record_totals(record: "Record") -> RecordTotals:
    """The totals as they are now.

    Raises SealedError until the polls are closed (13-15-207, 13-35-241); TotalsDoNotAddUp.
    """
    election, head = record.election, record.head()
    state, audit = folded_before(record, head.number + 1)
    check_open(election, state)
    return replace(totals_in(election, state, audit), head=head)


def totals_in(election: Election, state: RecordState, audit: AuditState | None) -> RecordTotals:
    """The totals of a state of the record. Whether they are sealed is asked before. Raises TotalsDoNotAddUp."""
    election = state.board.office.deaths.applied(election)
    shown = shown_results(election, state)
    audited = audited_results(audit, shown.totals, state)
    by_contest = {one.contest: one for one in audited.contests} if audited else {}
    counted = [one for one in shown.totals.contests if one.sheets]
    said = [f"Read by the state: {words}" for words in state.board.office.readings.sentences(OpenReading.TOTAL_VOTES)]
    return RecordTotals(
        tuple(_position(election, state, audit, one, by_contest.get(one.contest)) for one in counted),
        tuple(_waiting(counted, shown.totals.sheets_waiting, shown.held)),
        (
            *said,
            *shown.outside,
            *(f"{one.title}: {one.said}" for one in by_contest.values() if one.differs or one.not_counted),
            *(
                f"{election.contest(kept.filed.contest).title}: {said_of_recount(kept)}."
                for kept in state.board.recounts.certified()
            ),
        ),
    )


def contest_position(
    election: Election,
    state: RecordState,
    audit: AuditState | None,
    contest: Contest,
    recounted: Mapping[PrecinctId, PrecinctVotes],
) -> PositionTotals:
    """One contest's whole vote here, with these precincts as recounted; all others as the canvass has them."""
    election = state.board.office.deaths.applied(election)
    contest, shown = election.contest(contest.id), shown_results(election, state)
    totals = next(one for one in shown.totals.contests if one.contest == contest.id)
    audited = audited_results(audit, shown.totals, state)
    manual = next((one for one in audited.contests if one.contest == contest.id), None) if audited else None
    ballots = state.board.office.readings.choice(OpenReading.TOTAL_VOTES) == TotalVotes.BALLOTS
    if not recounted:
        return position_of(contest, totals, manual, ballots)
    canvassed = canvassed_votes(election, state, audit, contest)
    pairs = [(canvassed.get(precinct), found) for precinct, found in recounted.items()]
    whole = corrected(position_of(contest, totals, manual), pairs)
    sheets = totals.sheets + sum(found.ballots - (was.ballots if was else 0) for was, found in pairs)
    return with_ballots(whole, sheets) if ballots else whole


def _position(
    election: Election,
    state: RecordState,
    audit: AuditState | None,
    totals: ContestTotals,
    audited: AuditedContest | None,
) -> PositionTotals:
    contest = election.contest(totals.contest)
    if recounted := recounted_in(election, state, contest):
        return contest_position(election, state, audit, contest, recounted)
    ballots = state.board.office.readings.choice(OpenReading.TOTAL_VOTES) == TotalVotes.BALLOTS
    return position_of(contest, totals, audited, ballots)


def said_of_recount(kept: KeptRecount) -> str:
    """That the recount's votes count, in words."""
    assert kept.certified is not None
    where, on = plural(len(kept.filed.precincts), "precinct"), kept.certified.certified_on
    return f"recounted in {where} by recount {kept.filed.recount}, certified on {on} (13-16-418)"


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
