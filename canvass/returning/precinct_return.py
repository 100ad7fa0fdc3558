"""The return of a precinct: every contest by the source of its figures, and which figures the canvass uses.

The judges copy the totals on the return form immediately after the ballots of the precinct are counted (13-15-101(2)).
Machine, board and hand counts add up to the record's figure. Where the precinct was audited and the two counts differ,
the manual count takes the place of what it was compared with (13-17-507(1)). What a recount board has certified takes
the place of them all (13-16-418).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from audit.state import AuditState
from canvass.auditing.definitive import CertifiedUnits, certified_units
from canvass.console.text import plural
from canvass.recounting.votes_by_precinct import recounts_in
from canvass.reporting.kinds import held_words
from canvass.reporting.outside_words import outside_notes, outside_of, outside_words
from canvass.reporting.separate_words import separate_words
from canvass.returning.posting import for_officials
from canvass.returning.return_rows import return_contest, with_recount
from canvass.returning.signers import signers_of
from canvass.returning.what_waits import WaitsFor, WholeCount, what_waits, whole_count
from tabulate.board.by_hand.counting_by_hand import contests_in
from tabulate.board.places import Place
from tabulate.board.write_ins import declared_in
from tabulate.county_canvass.return_rows import ReturnContest
from tabulate.election import Election, Precinct
from tabulate.ledger.state import RecordState
from tabulate.totals.reconciliation import ReconciliationLine
from tabulate.totals.results import contest_totals
from tabulate.totals.sources import TalliesBySource, tallies_by_source


@dataclass(frozen=True, slots=True)
class PrecinctReturn:
    """A whole return, but for the ledger's head and the moment."""

    title: str
    election_date: str
    county: str
    definition_sha256: str
    precinct: Precinct
    ballots: int
    """Found: those in the totals, those that wait, and those rejected."""
    in_totals: int
    """Sheets in the totals, and ballots counted by hand."""
    electors: int | None
    """Electors voting, as entered; None where nothing is."""
    explained: str
    """The judges' signed report of a difference; empty where there is none."""
    held_counted: bool
    """Whether ballots held until the sixth day are among the figures (13-15-107(6))."""
    held: int
    """Sheets of the precinct that are held and in no figure."""
    held_words: str
    contests: tuple[ReturnContest, ...]
    waits: tuple[WaitsFor, ...]
    """Nothing where the precinct is complete."""
    for_officials: tuple[str, ...]
    """Why it may not be displayed; nothing where it may."""
    notes: tuple[str, ...]
    signers: tuple[str, ...]

    @property
    def partial(self) -> bool:
        """Whether anything waits."""
        return bool(self.waits)


def precinct_return(
    election: Election, state: RecordState, audit: AuditState | None, precinct: Precinct, released: bool
) -> PrecinctReturn:
    """The return as the record has it. Whether totals are sealed is asked before. Raises TotalsDoNotAddUp.

    `released`: whether ballots held until the sixth day are counted.
    """
    (found,) = precinct_returns(election, state, audit, (precinct,), released)
    return found


def precinct_returns(
    election: Election, state: RecordState, audit: AuditState | None, precincts: Sequence[Precinct], released: bool
) -> tuple[PrecinctReturn, ...]:
    """The returns of several precincts, as `precinct_return` has each: the record is gone through once for them all."""
    named, election = tuple(one.id for one in precincts), state.board.office.deaths.applied(election)
    sources, officials = tallies_by_source(state, named, released), for_officials(state, named, released)
    work = _Returns(election, state, certified_units(audit), released, whole_count(state, election))
    return tuple(work.of(one, sources[one.id], officials[one.id]) for one in precincts)


@dataclass(frozen=True, slots=True)
class _Returns:
    """What is worked out once for every precinct."""

    election: Election
    state: RecordState
    audited: CertifiedUnits | None
    released: bool
    whole: WholeCount

    def of(self, precinct: Precinct, sources: TalliesBySource, officials: tuple[str, ...]) -> PrecinctReturn:
        state, line = self.state, self.whole.line_of(precinct.id)
        return PrecinctReturn(
            title=state.opened.title,
            election_date=state.opened.election_date,
            county=self.election.county,
            definition_sha256=self.election.definition_sha256,
            precinct=precinct,
            ballots=line.found,
            in_totals=sources.in_totals,
            electors=line.expected,
            explained=_explained(line),
            held_counted=self.released,
            held=0 if self.released else state.held.sheets[precinct.id],
            held_words=held_words(state),
            contests=tuple(_contests(self.election, state, self.audited, sources)),
            waits=what_waits(state, self.election, precinct.id, self.released, self.whole),
            for_officials=officials,
            notes=(*separate_words(self.election), *outside_notes(state, [precinct.id]), *_notes(state, precinct)),
            signers=signers_of(state, precinct.id),
        )


def _explained(line: ReconciliationLine) -> str:
    if line.reported is None:
        return ""
    return (
        f"{line.reported.missing:,} missing, {line.reported.excess:,} in excess: {line.reported.reasons} "
        f"Signed by {', '.join(line.reported.signed_by)} (13-15-201(3))."
    )


def _notes(state: RecordState, precinct: Precinct) -> Iterator[str]:
    for name, batch in state.batches_kept():
        own, packed_for = sum(batch.places[precinct.id, place] for place in Place), batch.opened.precinct
        if batch.test or packed_for is None:
            continue
        if batch.other_precinct and packed_for == precinct.id:
            yield f"Batch {name} of this precinct: of another precinct, {plural(batch.other_precinct, 'sheet')}."
        if own and packed_for != precinct.id:
            yield f"Batch {name} of precinct {packed_for}: of this precinct, {plural(own, 'sheet')}."


def _contests(
    election: Election, state: RecordState, units: CertifiedUnits | None, sources: TalliesBySource
) -> Iterator[ReturnContest]:
    voted = {*sources.contests, *(one.id for one in contests_in(election, sources.precinct))}
    contests = [one for one in election.contests if one.id in voted]
    declared = tuple(state.board.declared)
    whole = {one.id: contest_totals(election, one, sources.of(one.id).whole, declared) for one in contests}
    own = () if units is None else units.in_precinct(sources.precinct, tuple(whole.values()), state)
    audited = {one.contest.contest: one for one in own}
    counted, words = outside_of(state, sources.precinct), outside_words(state.outside_count())
    for contest in contests:
        outside = None if counted is None else counted.contest(contest.id)
        found = return_contest(contest, sources.of(contest.id), whole[contest.id], audited.get(contest.id), outside)
        found = replace(found, outside="" if outside is None else words)
        people = {one.name: one.id for one in declared_in(contest, declared)}
        found = replace(
            found, party=next((one.name for one in election.parties if one.id == contest.purpose.party), "")
        )
        for certified_in, recounted in recounts_in(election, state, contest, sources.precinct):
            found = with_recount(found, certified_in, recounted, people)
        yield found
