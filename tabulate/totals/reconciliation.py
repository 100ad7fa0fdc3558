"""How many ballots there are to be, and where every one of them is: by precinct and by batch (13-15-201(2)-(3), C17).

Nothing is called complete while a ballot waits, a batch is open, or a number differs that no signed report explains. A
batch's expected number comes from whoever packed it; a precinct's from the pollbook or the record of accepted ballots.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from tabulate.ballots_cast import fewest_ballots, several_sheets, sheet_findings
from tabulate.board.by_hand.counting_by_hand import contests_in, open_contests
from tabulate.board.places import COUNTED_PLACES, WAITING_PLACES, Place
from tabulate.board.reconciliation_entries import DifferenceReported
from tabulate.election import Election, PrecinctId
from tabulate.ledger.batch_state import BatchState
from tabulate.ledger.entries import BatchKind
from tabulate.ledger.state import RecordState
from tabulate.precinct_parts import PartsOfElection, parts_of
from tabulate.totals.electors import entered_for_parts
from tabulate.totals.papers_found import papers_found

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
        sentences = tuple(f"Precinct {one}: {why}" for one in sorted(precincts))
        differences = tuple(_differences(shown, self.batches))
        return replace(self, precincts=shown, differences=differences, unfinished=(*self.unfinished, *sentences))


def reconcile(state: RecordState, election: Election) -> Reconciliation:
    """Hold a record's ballots against the numbers entered. Batches of test decks, and withdrawn ones, are left out."""
    batches = [batch for _, batch in state.batches_kept() if not batch.test]
    by_batch = tuple(_batch_line(state, batch) for batch in batches)
    by_precinct = tuple(_precinct_lines(state, election, batches))
    differences = tuple(_differences(by_precinct, by_batch))
    unstated = (*_never_stated(by_precinct), *_parts_contradict(state, election))
    unfinished = (*unstated, *_unfinished(state, election, batches))
    findings = tuple(sheet_findings(election, papers_found(state)))
    return Reconciliation(by_precinct, by_batch, differences, unfinished, findings, several_sheets(election))


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


def _parts_contradict(state: RecordState, election: Election) -> Iterator[str]:
    parts = parts_of(election)
    for precinct in election.precincts:
        entered, added = (
            state.board.expected.get((precinct.id, None)),
            entered_for_parts(state.board, parts, precinct.id),
        )
        if entered is not None and added is not None and added != entered.ballots:
            yield (
                f"Precinct {precinct.id}: {entered.ballots:,} ballots are entered for it, and {added:,} electors "
                "voting for its parts together. Correct what was entered wrongly (13-15-404(1)(a))."
            )


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
    reports = [one for one in state.board.reports if (one.precinct, one.batch) == (precinct, batch)]
    if not reports or not difference:
        return None
    last = reports[-1]
    states_it = last.excess - last.missing == difference and last.reasons.strip() and any(last.signed_by)
    return last if states_it else None


def _differences(precincts: tuple[ReconciliationLine, ...], batches: tuple[ReconciliationLine, ...]) -> Iterator[str]:
    for line in (*precincts, *batches):
        if line.unexplained:
            subject = f"Batch {line.batch}" if line.batch is not None else f"Precinct {line.precinct}"
            what = "in excess" if line.difference > 0 else "missing"
            unit = "sheets" if line.batch is not None else "ballots"
            yield (
                f"{subject}: expected {line.expected:,} {unit}, found {line.found:,}: {abs(line.difference):,} "
                f"{what}. Find out why; scan what is missing, strike what was scanned twice, or enter the judges' "
                "signed report (13-15-201(3))."
            )


def _never_stated(precincts: tuple[ReconciliationLine, ...]) -> Iterator[str]:
    """A precinct that no number was entered for agrees with nothing: all its ballots may lie in a box."""
    without = [str(line.precinct) for line in precincts if line.precinct is not None and line.expected is None]
    if without:
        named = f"{', '.join(without[:_MOST_NAMED])}{' and others' if len(without) > _MOST_NAMED else ''}"
        yield (
            f"No number of ballots is entered for {len(without):,} of the precincts ({named}): enter it from the "
            "pollbook or the record of accepted ballots (13-15-201(2)), 0 where nobody voted."
        )


def _unfinished(state: RecordState, election: Election, batches: list[BatchState]) -> Iterator[str]:
    if not batches and not state.board.hand_counts and not state.counted_outside():
        yield "Nothing was counted."
    for batch in batches:
        name = batch.opened.batch
        if not batch.closed:
            yield f"Batch {name} is not finished: run the same count again."
        if batch.set_aside and name not in state.board.replaced:
            yield f"Batch {name}: {batch.set_aside:,} sheets wait for the counting board."
        if batch.other_precinct:
            yield f"Batch {name}: {batch.other_precinct:,} sheets are of another precinct than the batch."
    for number, transfer in state.board.transfers.by_number.items():
        if not state.board.in_force(transfer):
            yield f"Transfer {number}: the new ballot is not scanned and paired, or differs from its original."
    yield from halts_and_hand_counts(state, election)


def halts_and_hand_counts(state: RecordState, election: Election) -> Iterator[str]:
    """A sentence for each halt that has not ended, and for each hand count that is to come or is not finished."""
    for halt in state.board.halting.open_halts():
        yield f"The halt of entry {halt.number} has not ended: test, then choose how to go on (13-15-209)."
    counted_anew = {batch for count in state.board.hand_counts.values() for batch in count.opened.batches}
    for halt in state.board.halting.by_number.values():
        lacking = set(halt.ended.batches) - counted_anew if halt.ended is not None else set()
        if halt.ended is not None and lacking and halt.ended.choice.value.endswith("by hand"):
            yield f"The batches {', '.join(sorted(lacking))} are to be counted by hand (entry {halt.number})."
    for name, count in state.board.hand_counts.items():
        waiting = open_contests(count, [contest.id for contest in contests_in(election, count.opened.precinct)])
        if waiting:
            yield f"Hand count {name}: {len(waiting)} contests have not two equal tally sheets (13-15-206(2))."
        if count.undecided:
            numbers = ", ".join(str(one.entry.number) for one in count.undecided)
            yield f"Hand count {name}: the board has not decided the ballots set aside ({numbers}; 13-15-206(2)(a))."
