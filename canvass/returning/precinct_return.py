"""The return of a precinct: every contest by the source of its figures, and which figures the canvass uses.

The judges copy the totals on the return form immediately after the ballots of the precinct are counted (13-15-101(2)).
Machine, board and hand counts add up to the record's figure. Where the precinct was audited and the two counts differ,
the manual count takes the place of what it was compared with (13-17-507(1)).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from audit.contests import WRITE_INS
from audit.sheet_figures import Figures
from audit.state import AuditState
from canvass.auditing.definitive import AuditedUnitTotals, CertifiedUnits, certified_units
from canvass.auditing.papers.report_tables import written_name
from canvass.console.text import plural
from canvass.reporting.kinds import held_words
from canvass.reporting.separate_words import separate_words
from canvass.returning.posting import for_officials
from canvass.returning.signers import signers_of
from canvass.returning.what_waits import WaitsFor, WholeCount, what_waits, whole_count
from tabulate.board.counting_by_hand import contests_in
from tabulate.board.places import Place
from tabulate.county_canvass.return_rows import ReturnContest, ReturnRow, RowKind
from tabulate.election import ChoiceId, Contest, Election, Precinct
from tabulate.ledger.state import RecordState
from tabulate.tally import ContestTally
from tabulate.totals.reconciliation import ReconciliationLine
from tabulate.totals.results import ContestTotals, check_contest, contest_totals
from tabulate.totals.sources import ContestBySource, TalliesBySource, tallies_by_source


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
    named = tuple(one.id for one in precincts)
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
            in_totals=sources.machine.sheets[precinct.id] + sources.hand.hand_ballots[precinct.id],
            electors=line.expected,
            explained=_explained(line),
            held_counted=self.released,
            held=0 if self.released else state.held.sheets[precinct.id],
            held_words=held_words(state),
            contests=tuple(_contests(self.election, state, self.audited, sources)),
            waits=what_waits(state, self.election, precinct.id, self.released, self.whole),
            for_officials=officials,
            notes=(*separate_words(self.election), *_notes(state, precinct)),
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
    for name, batch in state.batches.items():
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
    for contest in contests:
        found = return_contest(contest, sources.of(contest.id), whole[contest.id], audited.get(contest.id))
        party = next((one.name for one in election.parties if one.id == contest.purpose.party), "")
        yield replace(found, party=party)


def return_contest(
    contest: Contest, by_source: ContestBySource, whole: ContestTotals, audited: AuditedUnitTotals | None
) -> ReturnContest:
    """A contest's rows: choices as printed, people by name, what is no vote, what waits. Raises TotalsDoNotAddUp."""
    check_contest(whole, None)
    rows = _Rows(by_source, audited)
    found = [rows.of(RowKind.CHOICE, one.choice, one.label) for one in whole.choices]
    found += [rows.of(RowKind.WRITE_IN, person, name) for person, name in _people(whole, audited)]
    if whole.write_ins_pending:
        found.append(rows.unread(whole))
    found += rows.no_votes(None if audited is None else audited.manual)
    return ReturnContest(contest.id, contest.title, contest.seats, tuple(found), _audited_words(audited))


def _people(whole: ContestTotals, audited: AuditedUnitTotals | None) -> Iterator[tuple[ChoiceId, str]]:
    """Everyone written in by name who has a vote by any source, so labelled (13-15-404)."""
    names = {one.choice: written_name(one.name) for one in whole.write_ins}
    printed = {one.choice for one in whole.choices}
    yield from names.items()
    for row in () if audited is None else audited.contest.rows:
        if row.choice not in {*names, *printed, WRITE_INS} and (row.machine or row.definitive):
            yield row.choice, row.name


def _audited_words(audited: AuditedUnitTotals | None) -> str:
    if audited is None:
        return ""
    if audited.contest.not_counted:
        return f"Audited: {audited.contest.said}"
    counts = "The counts differ, and the manual count is definitive" if audited.contest.differs else "Both counts agree"
    return f"Audited. {counts} (13-17-507(1))."


class _Rows:
    """Makes the rows of one contest."""

    def __init__(self, by_source: ContestBySource, audited: AuditedUnitTotals | None) -> None:
        self.tallies: tuple[ContestTally, ...] = (by_source.machine, by_source.board, by_source.hand)
        self._manual = None if audited is None else _votes(audited.manual)
        self._replaced = audited is not None and (audited.contest.differs or bool(audited.contest.not_counted))
        rows = () if audited is None else audited.contest.rows
        self._definitive = {row.choice: row.definitive for row in rows} if self._replaced else None

    def of(self, kind: RowKind, choice: ChoiceId, name: str) -> ReturnRow:
        """A choice's votes, or a person's."""
        machine, board, hand = (one.votes[choice] for one in self.tallies)
        manual = None if self._manual is None else self._manual[choice]
        counts = machine + board + hand if self._definitive is None else self._definitive.get(choice)
        return ReturnRow(kind, choice, name, machine, board, hand, manual, counts)

    def unread(self, whole: ContestTotals) -> ReturnRow:
        """Write-in lines whose names the board has yet to read: the machine's alone."""
        counts = whole.write_ins_pending if self._definitive is None else self._definitive.get(WRITE_INS)
        kind = RowKind.UNREAD_WRITE_INS
        return ReturnRow(kind, None, kind.value, whole.write_ins_pending, 0, 0, None, counts)

    def no_votes(self, manual: Figures | None) -> Iterator[ReturnRow]:
        """Undervotes, overvotes, what waits, and the ballots."""
        tallies = self.tallies
        yield self._no_vote(
            RowKind.UNDERVOTES, [one.undervotes for one in tallies], None if manual is None else manual.undervotes
        )
        yield self._no_vote(
            RowKind.OVERVOTES, [one.overvotes for one in tallies], None if manual is None else manual.overvotes
        )
        if waiting := [one.questionable.total() for one in tallies if one.questionable]:
            yield self._no_vote(RowKind.WAITING, [sum(waiting), 0, 0], None)
        yield self._no_vote(
            RowKind.BALLOTS, [one.sheets for one in tallies], None if manual is None else manual.ballots
        )

    def _no_vote(self, kind: RowKind, figures: Sequence[int], manual: int | None) -> ReturnRow:
        """The definitive figures are of votes: beside them, the manual count's own stand in its column."""
        machine, board, hand = figures
        counts = None if self._replaced else machine + board + hand
        return ReturnRow(kind, None, kind.value, machine, board, hand, manual, counts)


def _votes(figures: Figures) -> Counter[ChoiceId]:
    """Of printed choices and of people; ovals marked are no votes (13-15-206(5))."""
    votes = Counter({one.choice: one.votes for one in figures.votes if one.choice != WRITE_INS})
    for one in figures.write_ins:
        votes[one.choice] += one.votes
    return votes
