"""A contest's votes precinct by precinct: as they were canvassed, and as a recount board found them.

What was canvassed is the record's figure, the audit's manual count where that is definitive (13-17-507(1)).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from audit.contests import WRITE_INS
from audit.events import AuditEvent
from audit.random_sample import fold as fold_audit
from audit.state import AuditState
from canvass.auditing.definitive import AuditedContest, certified_units
from canvass.record.audit_log import event_in
from canvass.reporting.sealing import provisional_released
from tabulate.board.by_hand.hand_counts import TallySheetEntered
from tabulate.board.write_ins import declared_in
from tabulate.election import Contest, Election, PrecinctId
from tabulate.ledger.entries import Entry
from tabulate.ledger.fold import fold
from tabulate.ledger.state import RecordState
from tabulate.recounts.classes import RecountClass, class_of
from tabulate.recounts.margins import divisor
from tabulate.recounts.rights import PositionTotals, VotesFor
from tabulate.recounts.totals_csv import WRITE_IN
from tabulate.totals.results import ContestTotals, total

if TYPE_CHECKING:
    from canvass.record.store import Record


@dataclass(frozen=True, slots=True)
class PrecinctVotes:
    """One contest in one precinct."""

    precinct: PrecinctId
    position: PositionTotals
    ballots: int
    undervotes: int | None = None
    """None where a manual count is definitive for votes alone."""
    overvotes: int | None = None

    @property
    def figures(self) -> dict[str, int]:
        """The votes of everyone who has a row, as totals name them."""
        return _figures(self.position)


def canvassed_votes(
    election: Election, state: RecordState, audit: AuditState | None, contest: Contest
) -> dict[PrecinctId, PrecinctVotes]:
    """The precincts whose ballots carry the contest. Whether totals are sealed is asked before.

    Raises TotalsDoNotAddUp.
    """
    election = state.board.office.deaths.applied(election)
    contest = election.contest(contest.id)
    found = total(election, state.countable(provisional_released(election)), False, state.board.declared)
    units, votes = certified_units(audit), dict[PrecinctId, PrecinctVotes]()
    for precinct in found.precincts:
        own = next(one for one in precinct.contests if one.contest == contest.id)
        if precinct.precinct is None or not own.sheets:
            continue
        audited = () if units is None else units.in_precinct(precinct.precinct, (own,), state)
        manual = audited[0].contest if audited else None
        changed = manual is not None and (manual.differs or bool(manual.not_counted))
        votes[precinct.precinct] = PrecinctVotes(
            precinct.precinct,
            position_of(contest, own, manual),
            own.sheets,
            None if changed else own.undervotes,
            None if changed else own.overvotes,
        )
    return votes


def recounted_votes(
    election: Election, state: RecordState, sheet: TallySheetEntered, where: PrecinctId
) -> PrecinctVotes:
    """What a recount board found in a precinct: everyone printed or declared, with votes or without."""
    election = state.board.office.deaths.applied(election)
    contest, votes = election.contest(sheet.contest), {one.choice: one.votes for one in sheet.figures}
    people = declared_in(contest, state.board.declared)
    printed = (VotesFor(one.id, one.name, votes.get(one.id, 0)) for one in contest.choices)
    written = (VotesFor(WRITE_IN + one.name, one.name, votes[one.id]) for one in people if one.id in votes)
    position = PositionTotals(contest, (*printed, *written))
    return PrecinctVotes(where, position, sheet.ballots, sheet.undervotes, sheet.overvotes)


def recounted_in(
    election: Election, state: RecordState, contest: Contest, before: int = 0
) -> dict[PrecinctId, PrecinctVotes]:
    """Every precinct's votes of the contest by certified recounts; of several, the last (13-16-418, 13-16-419).

    With `before` only by those certified before the entry of that number.
    """
    found: dict[PrecinctId, PrecinctVotes] = {}
    for one in state.board.recounts.certified():
        counts = one.filed.contest == contest.id and (not before or one.certified_in < before)
        for precinct in one.filed.precincts if counts else ():
            if (sheet := one.locked(precinct)) is not None:
                found[precinct] = recounted_votes(election, state, sheet, precinct)
    return found


def recounts_in(
    election: Election, state: RecordState, contest: Contest, precinct: PrecinctId
) -> Iterator[tuple[int, PrecinctVotes]]:
    """A precinct's votes of the contest by each certified recount, in their order, with the certificate's entry."""
    for one in state.board.recounts.certified():
        if one.filed.contest == contest.id and (sheet := one.locked(precinct)) is not None:
            yield one.certified_in, recounted_votes(election, state, sheet, precinct)


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
    found = PositionTotals(contest, (*printed.values(), *written.values()), pending)
    return with_ballots(found, totals.sheets) if ballots else found


def with_ballots(position: PositionTotals, ballots: int) -> PositionTotals:
    """The vote of an office of one county with whoever left it blank among its total; any other as it is."""
    contest, purpose = position.contest, position.contest.purpose
    if class_of(contest) is not RecountClass.ONE_COUNTY_OFFICE:
        return position
    places = divisor(contest.seats, purpose.nominated, purpose.votes_per_elector)
    blank = ballots * places - sum(one.votes for one in position.votes)
    return replace(position, others=max(position.others, blank))


def corrected(whole: PositionTotals, replaced: Iterable[tuple[PrecinctVotes | None, PrecinctVotes]]) -> PositionTotals:
    """The whole vote with what a recount found in the place of what was canvassed there (13-16-418, 13-16-419)."""
    votes, names = Counter(_figures(whole)), {one.choice: one.name for one in whole.votes}
    others = whole.others
    for canvassed, recounted in replaced:
        if canvassed is not None:
            votes.subtract(canvassed.figures)
            others -= canvassed.position.others
        votes.update(recounted.figures)
        names |= {one.choice: one.name for one in recounted.position.votes}
    found = (VotesFor(choice, name, votes[choice]) for choice, name in names.items())
    return PositionTotals(whole.contest, tuple(found), max(0, others))


def added(position: PositionTotals, elsewhere: Mapping[str, int]) -> PositionTotals:
    """With the votes of other counties, by choice as totals name them."""
    known = {one.choice: one.name for one in position.votes}
    names = known | {one: one.removeprefix(WRITE_IN) for one in elsewhere if one not in known}
    own = Counter(_figures(position))
    votes = (VotesFor(choice, name, own[choice] + elsewhere.get(choice, 0)) for choice, name in names.items())
    return replace(position, votes=tuple(votes))


def _figures(position: PositionTotals) -> dict[str, int]:
    return {one.choice: one.votes for one in position.votes}


def folded_before(record: "Record", number: int) -> tuple[RecordState, AuditState | None]:
    """The record and its audit as they were before the entry of that number."""
    events: list[AuditEvent] = []

    def kept(entry: Entry) -> Entry:
        if (event := event_in(entry)) is not None:
            events.append(event)
        return entry

    state = fold(map(kept, islice(record.outlines(), number - 1)))
    return state, fold_audit(events) if events else None
