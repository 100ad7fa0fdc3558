"""Ballots that there are to be against sheets in the record, precinct by precinct and batch by batch (13-15-201).

Whatever differs, or waits, is loud: nothing is complete before every number agrees and nothing waits (rule 2.11).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tabulate.board.places import COUNTED_PLACES, OUT_PLACES, WAITING_PLACES, Place
from tabulate.board.reconciliation_entries import BallotsExpected, DifferenceReported
from tabulate.election import Election, PrecinctId
from tabulate.ledger_entries import BatchKind
from tabulate.record_state import BatchState, RecordState

NOT_OWN_BALLOTS = frozenset({Place.STRUCK, Place.NOT_A_BALLOT, Place.REPLACED, Place.SPOILED_COPY})
"""Sheets in these places are no ballot of an elector: scanned a second time, or never one."""


@dataclass(frozen=True, slots=True)
class Row:
    """One precinct or batch."""

    name: str
    note: str
    expected: int | None
    source: str
    sheets: int
    """Ballots in the record: scanned, without second scans and what is no ballot; with those counted by hand."""
    counted: int
    resolved: int
    waiting: int
    out: int
    difference: int | None
    """In the record more (or, negative, fewer) than expected; None where nothing is expected."""

    @property
    def loud(self) -> bool:
        """Whether it stands in the way of completeness."""
        return bool(self.difference) or self.waiting > 0


@dataclass(frozen=True, slots=True)
class Table:
    """Precincts, or batches."""

    title: str
    of: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class ReportShown:
    """A written report of a difference."""

    of: str
    missing: int
    excess: int
    reasons: str
    signed_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reconciled:
    """How the record stands against the numbers entered."""

    tables: tuple[Table, ...]
    troubles: tuple[str, ...]
    reports: tuple[ReportShown, ...]

    @property
    def complete(self) -> bool:
        """Whether every number agrees, all numbers are entered, and nothing waits."""
        return not self.troubles


def reconciled(election: Election, state: RecordState) -> Reconciled:
    """Compare the record with what is expected; test decks are left out."""
    batches = {name: batch for name, batch in state.batches.items() if not batch.test}
    of_precincts = tuple(_precinct_rows(election, state, batches))
    of_batches = tuple(_batch_rows(state, batches))
    names = {precinct.id: precinct.name for precinct in election.precincts}
    reports = tuple(_report(one, names) for one in state.board.reports)
    return Reconciled(
        (Table("By precinct", "Precinct", of_precincts), Table("By batch", "Batch", of_batches)),
        tuple(_troubles(state, batches, of_precincts, of_batches)),
        reports,
    )


def _precinct_rows(election: Election, state: RecordState, batches: dict[str, BatchState]) -> Iterator[Row]:
    places: dict[PrecinctId | None, Counter[Place]] = {}
    for batch in batches.values():
        new_ballots = batch.opened.batch_kind is BatchKind.TRANSFER
        for (precinct, place), sheets in batch.places.items():
            if not new_ballots:
                places.setdefault(precinct, Counter())[place] += sheets
    by_hand: Counter[PrecinctId | None] = Counter()
    for count in state.board.hand_counts.values():
        by_hand[count.opened.precinct] += count.opened.ballots
    for known in election.precincts:
        expected = state.board.expected.get((known.id, None))
        yield _row(known.name, places.get(known.id, Counter()), expected, None, by_hand[known.id])
    listed = {precinct.id for precinct in election.precincts}
    for precinct, found in places.items():
        if precinct not in listed:
            yield _row("Precinct not stated" if precinct is None else str(precinct), found, None, None, 0)


def _batch_rows(state: RecordState, batches: dict[str, BatchState]) -> Iterator[Row]:
    for name, batch in batches.items():
        found: Counter[Place] = Counter()
        for (_, place), sheets in batch.places.items():
            found[place] += sheets
        expected = state.board.expected.get((None, name))
        row = _row(name, found, expected, batch.opened.expected_sheets, 0, whole=True)
        yield row


def _row(
    name: str,
    places: Counter[Place],
    expected: BallotsExpected | None,
    packed: int | None,
    by_hand: int,
    whole: bool = False,
) -> Row:
    """`whole` where every sheet scanned is compared, as the batch's transmittal counts paper."""
    sheets = sum(count for place, count in places.items() if whole or place not in NOT_OWN_BALLOTS) + by_hand
    said = expected.ballots if expected is not None else packed
    source = expected.source.value if expected is not None else ("as the batch was opened" if packed else "")
    return Row(
        name=name,
        note=f"{by_hand} counted by hand" if by_hand else "",
        expected=said,
        source=source,
        sheets=sheets,
        counted=places[Place.COUNTED] + by_hand,
        resolved=sum(places[place] for place in COUNTED_PLACES if place is not Place.COUNTED),
        waiting=sum(places[place] for place in WAITING_PLACES),
        out=sum(places[place] for place in OUT_PLACES),
        difference=None if said is None else sheets - said,
    )


def _troubles(
    state: RecordState, batches: dict[str, BatchState], precincts: Sequence[Row], of_batches: Sequence[Row]
) -> Iterator[str]:
    for row in precincts:
        if row.expected is None and row.sheets:
            yield f"{row.name}: no number of ballots is entered to compare its {row.sheets:,} with."
    for name, row in (*((row.name, row) for row in precincts), *((f"Batch {row.name}", row) for row in of_batches)):
        if row.difference:
            yield f"{name}: {_amount(row.difference)}; {row.expected:,} expected, {row.sheets:,} there."
    waiting = sum(row.waiting for row in of_batches)
    if waiting:
        yield f"{waiting:,} sheets wait for the counting board."
    for name, batch in batches.items():
        if not batch.closed:
            yield f"Batch {name} is not finished: its count was stopped."
    for halt in state.board.open_halts():
        yield f"The count is halted ({halt.halted.machine or 'all machines'}), since ledger entry {halt.number:,}."


def _amount(difference: int) -> str:
    ballots = "ballot" if abs(difference) == 1 else "ballots"
    return f"{abs(difference):,} {ballots} {'more than expected' if difference > 0 else 'missing'}"


def _report(one: DifferenceReported, names: dict[PrecinctId, str]) -> ReportShown:
    of = f"batch {one.batch}" if one.precinct is None else names.get(one.precinct, str(one.precinct))
    return ReportShown(of, one.missing, one.excess, one.reasons, one.signed_by)
