"""How many ballots there are to be, and where every one of them is: by precinct and by batch (13-15-201(2)-(3), C17).

Nothing is called complete while a ballot waits, a batch is open, or a number differs that no signed report explains. A
batch's expected number comes from whoever packed it; a precinct's from the pollbook or the record of accepted ballots.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from tabulate.ballots_cast import fewest_ballots, several_sheets, sheet_findings
from tabulate.board.places import COUNTED_PLACES, WAITING_PLACES, Place
from tabulate.board.reconciliation_entries import DifferenceReported
from tabulate.election import Election, PrecinctId
from tabulate.ledger.batch_state import BatchState
from tabulate.ledger.entries import BatchKind
from tabulate.ledger.state import RecordState
from tabulate.precinct_parts import PartsOfElection, parts_of
from tabulate.primaries.parties import is_primary
from tabulate.primaries.party_ballots import (
    PrecinctPapers,
    PrimaryLine,
    primary_differences,
    primary_line,
    primary_unfinished,
)
from tabulate.primaries.party_batches import other_parties
from tabulate.totals.batches_apart import batches_apart, copies_apart
from tabulate.totals.electors import entered_for_parts
from tabulate.totals.papers_found import papers_found
from tabulate.totals.unfinished_work import parts_contradict, unfinished_work

_MOST_NAMED = 8
_REJECTED = (Place.REJECTED, Place.VOID)


@dataclass(frozen=True, slots=True)
class ReconciliationLine:
    """One precinct's ballots, or one batch's."""

    precinct: PrecinctId | None
    batch: str | None
    """Exactly one is named, but for ballots whose precinct is not stated: then neither."""
    expected: int | None
    scanned: int
    """Sheets that went through the scanner, repeats too."""
    counted: int
    """By the machine, nothing in question; of a precinct that another system counted, by that system."""
    resolved: int
    """By the board."""
    waiting: int
    rejected: int
    """Rejected or void."""
    struck: int
    """Second scans of the same paper, and what is no ballot."""
    transferred: int
    """Originals whose new ballots are counted in their stead."""
    by_hand: int
    found: int
    """Ballots that there are: the scanned ones, each paper once, and those counted by hand. Of a batch: sheets."""
    reported: DifferenceReported | None
    """The signed report, where it explains exactly this difference."""
    kind: BatchKind | None = None
    """Of the batch; None for a precinct."""
    sheets: int = 0
    """Sheets that there are, each paper once. Ballots are fewer where they have several sheets."""

    @property
    def difference(self) -> int:
        """Ballots in excess (or, negative, missing); 0 where nothing is expected."""
        return 0 if self.expected is None else self.found - self.expected

    @property
    def unexplained(self) -> bool:
        """Whether the difference has no report that states it."""
        return bool(self.difference) and self.reported is None

    @property
    def live(self) -> int:
        """Ballots in the totals."""
        return self.counted + self.resolved + self.by_hand


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The whole count, held against what was expected."""

    precincts: tuple[ReconciliationLine, ...]
    batches: tuple[ReconciliationLine, ...]
    differences: tuple[str, ...]
    """A sentence for each number that differs and that no signed report explains."""
    unfinished: tuple[str, ...]
    """A sentence for each other thing that keeps the count from being complete."""
    findings: tuple[str, ...] = ()
    """A sentence for each ballot style of which more of one sheet came than of another; no obstacle."""
    several_sheets: bool = False
    """Whether sheets and ballots are different counts."""
    primary: tuple[PrimaryLine, ...] = ()
    """Of a primary, each precinct's party ballots and other ballots apart (13-10-311)."""

    @property
    def ballots(self) -> int:
        """Ballots that there are, in all precincts."""
        return sum(line.found for line in self.precincts)

    @property
    def sheets(self) -> int:
        """Sheets that there are, in all precincts."""
        return sum(line.sheets for line in self.precincts)

    @property
    def obstacles(self) -> tuple[str, ...]:
        """All of these."""
        return (*self.differences, *self.unfinished)

    @property
    def complete(self) -> bool:
        """Whether the count may be called complete."""
        return not self.obstacles

    def without(self, precincts: Collection[PrecinctId], why: str) -> "Reconciliation":
        """No figure of these precincts; a sentence for each that says why."""
        shown = tuple(line for line in self.precincts if line.precinct not in precincts)
        primary = tuple(line for line in self.primary if line.precinct not in precincts)
        sentences = tuple(f"Precinct {one}: {why}" for one in sorted(precincts))
        differences = tuple(_differences(shown, self.batches, primary))
        unfinished = (*self.unfinished, *sentences)
        return replace(self, precincts=shown, primary=primary, differences=differences, unfinished=unfinished)


def reconcile(state: RecordState, election: Election) -> Reconciliation:
    """Hold a record's ballots against the numbers entered. Batches of test decks, and withdrawn ones, are left out."""
    batches = [batch for _, batch in state.batches_kept() if not batch.test]
    by_batch = tuple(_batch_line(state, batch) for batch in batches)
    lines = tuple(_precinct_lines(state, election, batches))
    primary = tuple(_primary_lines(state, election, lines)) if is_primary(election) else ()
    by_precinct = tuple(_with_column(line, primary) for line in lines)
    differences = tuple(_differences(by_precinct, by_batch, primary))
    unstated = (*_never_stated(by_precinct), *parts_contradict(state, election), *primary_unfinished(primary))
    unfinished = (*unstated, *unfinished_work(state, election, batches), *other_parties(election, batches))
    unfinished = (*unfinished, *copies_apart(state))
    findings = () if primary else tuple(sheet_findings(election, papers_found(state)))
    findings = (*batches_apart(election, batches), *findings)
    return Reconciliation(by_precinct, by_batch, differences, unfinished, findings, several_sheets(election), primary)


def _primary_lines(
    state: RecordState, election: Election, lines: tuple[ReconciliationLine, ...]
) -> Iterator[PrimaryLine]:
    """Each precinct's; none of one that another system counted, which tells no ballot's party."""
    outside, found = state.counted_outside(), papers_found(state)
    for line in lines:
        if line.precinct is None or line.precinct in outside:
            continue
        papers = {paper: count for paper, count in found.items() if paper.precinct == line.precinct}
        reports = tuple(one for one in state.board.reports if one.precinct == line.precinct)
        kept = state.board.party_ballots.get(line.precinct)
        yield primary_line(election, PrecinctPapers(line.precinct, line.expected, papers, line.by_hand, kept, reports))


def _with_column(line: ReconciliationLine, primary: tuple[PrimaryLine, ...]) -> ReconciliationLine:
    """The line of a precinct whose difference is one column's: what the judges reported of that explains it."""
    own = (one for each in primary if each.precinct == line.precinct for one in each.differences)
    reported = next((one.reported for one in own if line.difference and one.ballots == line.difference), None)
    return line if reported is None else replace(line, reported=reported)


def _batch_line(state: RecordState, batch: BatchState) -> ReconciliationLine:
    name = batch.opened.batch
    entered = state.board.expected.get((None, name))
    places: Counter[Place] = Counter()
    for (_, place), count in batch.places.items():
        places[place] += count
    expected = entered.ballots if entered is not None else batch.opened.expected_sheets
    paper = places.total() - places[Place.STRUCK] - places[Place.NOT_A_BALLOT]
    found = places.total() if places.total() == expected else paper  # a batch may be packed with what is struck later
    line = _line(state, None, name, expected, places, places, 0, found)
    return replace(line, kind=batch.opened.batch_kind, sheets=paper)


def _precinct_lines(state: RecordState, election: Election, batches: list[BatchState]) -> Iterator[ReconciliationLine]:
    originals: Counter[tuple[PrecinctId | None, Place]] = Counter()
    copies: Counter[tuple[PrecinctId | None, Place]] = Counter()
    outside, whole = state.counted_outside(), state.in_totals()[0]
    for batch in batches:
        own = {key: count for key, count in batch.places.items() if key[0] not in outside}
        (copies if batch.opened.batch_kind is BatchKind.TRANSFER else originals).update(own)
    found = Counter({one: count for one, count in papers_found(state).items() if one.precinct not in outside})
    for elsewhere, counted in outside.items():
        originals[elsewhere, Place.COUNTED] = counted.system.sheets[elsewhere]
        found.update(counted.system.papers)
    named: list[PrecinctId | None] = [precinct.id for precinct in election.precincts]
    parts = parts_of(election)
    for precinct in [*named, None]:
        places = Counter({place: count for (where, place), count in originals.items() if where == precinct})
        of_copies = Counter({place: count for (where, place), count in copies.items() if where == precinct})
        by_hand = whole.hand_ballots[precinct]
        if precinct is None and not (places or of_copies or by_hand):
            continue
        papers = {paper: count for paper, count in found.items() if paper.precinct == precinct}
        line = _line(
            state,
            precinct,
            None,
            None if precinct is None else _expected(state, parts, precinct),
            places,
            places + Counter({place: of_copies[place] for place in COUNTED_PLACES}),
            by_hand,
            found=fewest_ballots(election, papers) + by_hand,
        )
        yield replace(line, sheets=sum(papers.values()))


def _expected(state: RecordState, parts: PartsOfElection, precinct: PrecinctId) -> int | None:
    """As entered for the precinct; where nothing was, as entered for its parts."""
    entered = state.board.expected.get((precinct, None))
    return entered.ballots if entered is not None else entered_for_parts(state.board, parts, precinct)


def _line(
    state: RecordState,
    precinct: PrecinctId | None,
    batch: str | None,
    expected: int | None,
    scanned: Counter[Place],
    live: Counter[Place],
    by_hand: int,
    found: int,
) -> ReconciliationLine:
    difference = 0 if expected is None else found - expected
    return ReconciliationLine(
        precinct=precinct,
        batch=batch,
        expected=expected,
        scanned=scanned.total(),
        counted=live[Place.COUNTED],
        resolved=live[Place.RESOLVED],
        waiting=sum(scanned[place] for place in WAITING_PLACES),
        rejected=sum(scanned[place] for place in _REJECTED),
        struck=scanned[Place.STRUCK] + scanned[Place.NOT_A_BALLOT],
        transferred=scanned[Place.TRANSFERRED],
        by_hand=by_hand,
        found=found,
        reported=_report(state, precinct, batch, difference),
    )


def _report(
    state: RecordState, precinct: PrecinctId | None, batch: str | None, difference: int
) -> DifferenceReported | None:
    """The last report of this subject, where it is signed, gives reasons and states exactly this difference."""
    reports = [one for one in state.board.reports if (one.precinct, one.batch, one.of) == (precinct, batch, None)]
    return reports[-1] if difference and reports and reports[-1].states(difference) else None


def _differences(
    precincts: tuple[ReconciliationLine, ...],
    batches: tuple[ReconciliationLine, ...],
    primary: tuple[PrimaryLine, ...] = (),
) -> Iterator[str]:
    yield from primary_differences(primary)
    for line in (*precincts, *batches):
        if line.unexplained and not told_by_column(line, primary):
            subject = f"Batch {line.batch}" if line.batch is not None else f"Precinct {line.precinct}"
            what = "in excess" if line.difference > 0 else "missing"
            unit = "sheets" if line.batch is not None else "ballots"
            yield (
                f"{subject}: expected {line.expected:,} {unit}, found {line.found:,}: {abs(line.difference):,} "
                f"{what}. Find out why; scan what is missing, strike what was scanned twice, or enter the judges' "
                "signed report (13-15-201(3))."
            )


def told_by_column(line: ReconciliationLine, primary: tuple[PrimaryLine, ...]) -> bool:
    """Whether what a precinct's line lacks, or has too many of, is said of one column of a primary (13-10-311)."""
    columns = next((one for one in primary if one.precinct == line.precinct), None)
    if columns is None or line.precinct is None:
        return False
    among = line.difference in [one.ballots for one in columns.differences]
    return among or (columns.others is not None and line.difference < 0)


def _never_stated(precincts: tuple[ReconciliationLine, ...]) -> Iterator[str]:
    """A precinct that no number was entered for agrees with nothing: all its ballots may lie in a box."""
    without = [str(line.precinct) for line in precincts if line.precinct is not None and line.expected is None]
    if without:
        named = f"{', '.join(without[:_MOST_NAMED])}{' and others' if len(without) > _MOST_NAMED else ''}"
        yield (
            f"No number of ballots is entered for {len(without):,} of the precincts ({named}): enter it from the "
            "pollbook or the record of accepted ballots (13-15-201(2)), 0 where nobody voted."
        )
