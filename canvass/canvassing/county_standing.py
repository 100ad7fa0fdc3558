"""How the county canvass of a record stands: returns, checks, figures, and what the law wants before each step."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from audit.opening import audited_as_federal
from audit.state import AuditState
from canvass import clock
from canvass.recounting.recount_steps import RecountStep, recount_steps
from canvass.recounting.tie_steps import tie_steps
from canvass.recounting.votes_by_precinct import folded_before, with_ballots
from canvass.reporting.not_held import NotHeldShown, not_held_shown
from canvass.reporting.outside_words import outside_notes
from canvass.reporting.sealing import check_open, provisional_released
from canvass.returning.precinct_return import PrecinctReturn, precinct_returns
from tabulate.board.county.canvass_state import CountyCanvass
from tabulate.board.county.canvass_terms import ReturnCheck
from tabulate.board.county.certificate_state import Certificates
from tabulate.board.county.court_actions import CourtActions
from tabulate.board.county.entitling import EndedTie, Entitling
from tabulate.board.office.open_readings import OpenReading, TotalVotes
from tabulate.board.signing.signatures import Signatures
from tabulate.calendar.duties import LastDay
from tabulate.county_canvass.audit_of_returns import CheckedReturn, CheckStanding, PrecinctCanvassed, checks_of
from tabulate.county_canvass.canvassed import CanvassedChoice, CanvassedContest, CountedPrecinct, canvassed
from tabulate.county_canvass.return_rows import RowKind
from tabulate.election import ContestId, Election
from tabulate.hours import MONTANA_TIME
from tabulate.ledger.chain import Head
from tabulate.ledger.state import RecordState
from tabulate.precinct_parts import parts_of
from tabulate.precincts import PartId, Precinct, PrecinctId
from tabulate.recounts.rights import PositionTotals, RecountLine, VotesFor, line_of
from tabulate.totals.electors import electors_by_part
from tabulate.totals.part_totals import PartTotals, TotalsByPart, totals_by_part

if TYPE_CHECKING:
    from canvass.record.store import Record


@dataclass(frozen=True, slots=True)
class CountyCounts:
    """What the record says of ballots and votes, whatever the board does about it."""

    election: Election
    with_held: bool
    """Whether ballots held until the sixth day are counted."""
    held: int
    """Sheets that were held, counted by now or not."""
    returns: tuple[PrecinctReturn, ...]
    by_part: TotalsByPart
    electors: Mapping[PartId, int]
    """Electors voting by part, as far as they are entered."""
    not_held: tuple[NotHeldShown, ...]
    """Elections that were cancelled, which the report names without figures."""
    qualified: Mapping[str, int]
    """Electors qualified to vote on a school bond, by contest, as far as they are entered (20-9-428)."""
    strays: int
    """Ballots in the count that are in no precinct of the definition."""
    audit_wanted: str
    """Why the audit keeps the board from meeting; empty where it does not (13-17-506(1))."""
    ballots_are_votes: bool
    """As the state reads the total of an office of one county (13-16-201(1)(a))."""
    last_day: LastDay
    """As the state reads the last day of acceptances (1-1-307)."""
    ties_ended: Mapping[ContestId, EndedTie]
    """Lots and appointments, by contest."""
    courts: CourtActions
    """Actions against a nomination or an election."""
    signatures: Signatures
    """Made with own keys, under whichever paper."""
    recounts: tuple[RecountStep, ...]
    """That were filed, and certified or withdrawn."""
    ties: tuple[RecountStep, ...]
    """Lots and appointments after ties, a line a step."""
    outside: tuple[str, ...]
    """That another system counted, and where, in sentences; nothing where none did."""


@dataclass(frozen=True, slots=True)
class CountyStanding:
    """The county canvass at one place of the ledger."""

    counts: CountyCounts
    head: Head
    made_at: datetime
    """In Montana."""
    canvass: CountyCanvass
    certificates: Certificates
    contests: tuple[CanvassedContest, ...]
    lines: tuple[RecountLine, ...]
    """Of each contest in order: who has the most votes, and which recount its margin allows."""
    checks: tuple[CheckedReturn, ...]
    """By precinct."""

    @property
    def election(self) -> Election:
        """The record's."""
        return self.counts.election

    @property
    def entitling(self) -> Entitling:
        """By what people are nominated or elected: declarations, ends of ties, judgments."""
        return Entitling(self.canvass, self.counts.ties_ended, self.counts.courts)

    @property
    def returns(self) -> tuple[PrecinctReturn, ...]:
        """Of every precinct."""
        return self.counts.returns

    @property
    def parts_without_electors(self) -> tuple[str, ...]:
        """Parts of precincts that the definition gives in parts, whose electors voting nobody entered."""
        parts, not_opened = parts_of(self.election), self.canvass.not_opened
        given = (one for one in parts.parts if one.precinct in parts.given and one.precinct not in not_opened)
        return tuple(parts.called(one) for one in given if one.id not in self.counts.electors)

    @property
    def missing(self) -> tuple[Precinct, ...]:
        """The precincts whose signed returns have not come in, and whose polls were not certified closed."""
        there = self.canvass.received.keys() | self.canvass.not_opened.keys()
        return tuple(one for one in self.election.precincts if one.id not in there)

    @property
    def failing(self) -> tuple[CheckedReturn, ...]:
        """The checks that fail, and of which the board has said nothing that fits."""
        return tuple(one for one in self.checks if one.standing is CheckStanding.FAILS)


def standing_now(record: "Record") -> CountyStanding:
    """How it stands now, from the whole ledger.

    Raises SealedError until the polls are closed (13-15-207, 13-35-241); TotalsDoNotAddUp.
    """
    head, with_held = record.head(), provisional_released(record.election)
    state, audit = folded_before(record, head.number + 1)
    check_open(record.election, state)
    return county_standing(record.election, state, audit, head, with_held)


def standing_at(record: "Record", head: Head, with_held: bool) -> CountyStanding:
    """As it was at a place that the ledger goes through; whether totals are sealed is asked before, of now."""
    state, audit = folded_before(record, head.number + 1)
    return county_standing(record.election, state, audit, head, with_held)


def county_standing(
    election: Election, state: RecordState, audit: AuditState | None, head: Head, with_held: bool
) -> CountyStanding:
    """By a state at a place of the ledger. Whether totals are sealed is asked before. Raises TotalsDoNotAddUp."""
    tally, readings = state.countable(with_held), state.board.office.readings
    election = state.board.office.deaths.applied(election)
    counts = CountyCounts(
        election=election,
        with_held=with_held,
        held=state.held.sheets.total(),
        returns=precinct_returns(election, state, audit, election.precincts, with_held),
        by_part=totals_by_part(election, state, with_held),
        electors=electors_by_part(state.board, parts_of(election)),
        not_held=not_held_shown(election, state),
        qualified=state.board.office.qualified,
        strays=_strays(election, tally.sheets + tally.hand_ballots),
        audit_wanted=_audit_wanted(election, audit),
        ballots_are_votes=readings.choice(OpenReading.TOTAL_VOTES) == TotalVotes.BALLOTS,
        last_day=LastDay(readings.choice(OpenReading.LAST_DAY)),
        ties_ended=state.board.recounts.ties_ended,
        courts=state.board.office.courts,
        signatures=state.board.office.signatures,
        recounts=tuple(recount_steps(election, state)),
        ties=tuple(tie_steps(election, state)),
        outside=outside_notes(state),
    )
    office = state.board.office
    return standing_of(counts, office.canvass, office.certificates, head)


def standing_of(counts: CountyCounts, canvass: CountyCanvass, certificates: Certificates, head: Head) -> CountyStanding:
    """By the counts, by what the board did, and by what was said of certificates."""
    closed, election = canvass.not_opened, counts.election
    counted = [
        CountedPrecinct(one.precinct, one.electors, one.precinct.id in closed, one.contests) for one in counts.returns
    ]
    contests = canvassed(election, counted, counts.by_part, counts.electors)
    return CountyStanding(
        counts=counts,
        head=head,
        made_at=clock.now().astimezone(MONTANA_TIME),
        canvass=canvass,
        certificates=certificates,
        contests=contests,
        lines=tuple(line_of(_position(one, counts.ballots_are_votes)) for one in contests),
        checks=tuple(_checks(canvass, counts.returns, _by_precinct(counts.by_part.parts))),
    )


def as_adopted(standing: CountyStanding, number: int) -> CountyStanding:
    """How it stood at an entry, as far as recounts go that were certified later and found the same (13-16-419)."""
    every = (own for one in standing.returns for own in one.contests)
    if all(own.without_agreeing(number) is own for own in every):
        return standing
    returns = tuple(
        replace(one, contests=tuple(own.without_agreeing(number) for own in one.contests)) for one in standing.returns
    )
    counts = replace(standing.counts, returns=returns)
    return standing_of(counts, standing.canvass, standing.certificates, standing.head)


def _position(one: CanvassedContest, ballots_read: bool) -> PositionTotals:
    votes = tuple(
        VotesFor(choice.key, _bare_name(one, choice), votes or 0)
        for choice, votes in zip(one.choices, one.county.votes, strict=True)
        if choice.key != RowKind.UNREAD_WRITE_INS.value
    )
    unread = sum(votes or 0 for votes in one.county.votes) - sum(one.votes for one in votes)
    rows = (own.row(RowKind.BALLOTS) for _, own in one.by_precinct)
    sheets = sum(row.counted if row.counts is None else row.counts for row in rows if row is not None)
    found = PositionTotals(one.contest, votes, unread)
    return with_ballots(found, sheets) if ballots_read else found


def _bare_name(one: CanvassedContest, choice: CanvassedChoice) -> str:
    """As printed: on which editions, and whether the bearer died, is no part of a name that is declared."""
    printed = one.contest.choice(choice.key)
    return choice.name if printed is None else printed.name


def _by_precinct(parts: Sequence[PartTotals]) -> Mapping[PrecinctId, tuple[PartTotals, ...]]:
    found: dict[PrecinctId, tuple[PartTotals, ...]] = {}
    for one in parts:
        if one.union.precinct is not None:
            found[one.union.precinct] = (*found.get(one.union.precinct, ()), one)
    return {precinct: own for precinct, own in found.items() if len(own) > 1}


def _checks(
    canvass: CountyCanvass, returns: Sequence[PrecinctReturn], parts: Mapping[PrecinctId, tuple[PartTotals, ...]]
) -> Iterator[CheckedReturn]:
    for one in returns:
        precinct = one.precinct.id
        closed = precinct in canvass.not_opened
        given = PrecinctCanvassed(
            precinct=one.precinct,
            electors=0 if closed and one.electors is None else one.electors,
            ballots=one.ballots,
            explained=one.explained,
            contests=one.contests,
            parts=parts.get(precinct, ()),
            found_wrong={check: _wrong(one, check, closed) for check in ReturnCheck},
            received=canvass.received.get(precinct),
            not_opened=closed,
        )
        settled = {check: said for (where, check), said in canvass.settled.items() if where == precinct}
        yield from checks_of(given, settled)


def _wrong(one: PrecinctReturn, check: ReturnCheck, not_opened: bool) -> tuple[str, ...]:
    """What waits that fails a check; where the polls were not open, nobody has to enter that nobody voted."""
    nobody = not_opened and one.electors is None
    return tuple(
        waits.what for waits in one.waits if waits.check is check and not (nobody and check is ReturnCheck.ELECTORS)
    )


def _strays(election: Election, ballots: Counter[PrecinctId | None]) -> int:
    return sum(count for precinct, count in ballots.items() if election.find_precinct(precinct) is None)


def _audit_wanted(election: Election, audit: AuditState | None) -> str:
    """A federal election is audited before the canvass, unless the county is exempt (13-17-506(1), 13-17-503(5))."""
    rehearsed = audit is not None and audit.opened.rehearsal
    done = audit is not None and not rehearsed and (audit.exemption is not None or audit.certified is not None)
    if done or not audited_as_federal(election):
        return ""
    found = "no audit is opened in the record" if audit is None else "the audit is not certified"
    found = "the record's audit is a rehearsal" if rehearsed else found
    return (
        f"This is a federal election, and {found}. The audit is done at least one day before the county canvass "
        "(13-17-506(1)); or the county gives notice that it is exempt (13-17-503(5))."
    )
