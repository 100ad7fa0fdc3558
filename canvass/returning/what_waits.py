"""What a precinct's return waits for, each with what settles it (13-15-101, 13-15-201, 13-15-206)."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from canvass.console.text import hour, plural
from canvass.reporting.kinds import held_words
from tabulate.board.by_hand.counting_by_hand import contests_in, open_contests
from tabulate.board.county.canvass_terms import ReturnCheck
from tabulate.board.places import WAITING_PLACES, SheetName
from tabulate.board.transfers import Transfer
from tabulate.election import Election, PrecinctId
from tabulate.ledger.batch_state import BatchState
from tabulate.ledger.outside_in_totals import counted_by_hand_alone
from tabulate.ledger.state import RecordState
from tabulate.primaries.party_ballots import primary_differences, primary_unfinished
from tabulate.totals.batches_alike import AlikeRun, batches_alike
from tabulate.totals.reconciliation import Reconciliation, ReconciliationLine, reconcile, told_by_column
from tabulate.totals.results import provisional_from

_BOARD = "Decide upon them: page Counting board."
_RECONCILIATION = (
    "Find out why; scan what is missing, strike what was scanned twice, or enter the judges' signed report: page "
    "Reconciliation (13-15-201(3))."
)


@dataclass(frozen=True, slots=True)
class WaitsFor:
    """One thing that keeps a precinct from being complete."""

    what: str
    settled_by: str
    """The command or the page."""

    check: ReturnCheck | None = None
    """What of the county canvass fails by it, where the canvassers may settle it (13-15-403); None for the rest."""

    @property
    def sentence(self) -> str:
        """Both."""
        return f"{self.what} {self.settled_by}"


@dataclass(frozen=True, slots=True)
class WholeCount:
    """What is worked out of the whole record, for every precinct of it."""

    numbers: Reconciliation
    alike: tuple[AlikeRun, ...]
    beside: Mapping[tuple[PrecinctId | None, str], int]
    """Own sheets of precincts that another system counted, by batch."""

    def line_of(self, precinct: PrecinctId) -> ReconciliationLine:
        """A precinct's own line."""
        return next(one for one in self.numbers.precincts if one.precinct == precinct)


def whole_count(state: RecordState, election: Election) -> WholeCount:
    """Work it out."""
    beside = Counter((one.figures.precinct, one.name.batch) for one in state.standing_beside())
    return WholeCount(reconcile(state, election), batches_alike(state), beside)


def what_waits(
    state: RecordState, election: Election, precinct: PrecinctId, released: bool, whole: WholeCount
) -> tuple[WaitsFor, ...]:
    """All that waits in a precinct; nothing where it is complete. `released`: whether held ballots are counted."""
    return tuple(_Precinct(state, election, precinct, whole).waits(released))


@dataclass(frozen=True, slots=True)
class _Precinct:
    state: RecordState
    election: Election
    precinct: PrecinctId
    whole: WholeCount

    def waits(self, released: bool) -> Iterator[WaitsFor]:
        for batch in self._batches():
            yield from self._of_batch(batch)
        if not released:
            yield from self._held()
        yield from self._numbers()
        yield from self._transfers()
        yield from self._halts()
        yield from self._hand_counts()
        yield from self._alike()
        yield from self._counted_twice()

    def _batches(self) -> Iterator[BatchState]:
        for name, batch in self.state.batches.items():
            if not batch.test and name not in self.state.board.taken_out:
                yield batch

    def _holds(self, batch: BatchState) -> bool:
        """Whether it has ballots of this precinct, or was packed for it."""
        return batch.opened.precinct == self.precinct or any(
            count for (where, _), count in batch.places.items() if where == self.precinct
        )

    def _of_batch(self, batch: BatchState) -> Iterator[WaitsFor]:
        name, anybodys = batch.opened.batch, batch.opened.precinct is None
        if not batch.closed and (anybodys or self._holds(batch)):
            more = "" if self._holds(batch) else ", and may hold ballots of this precinct"
            yield WaitsFor(f"Batch {name} is not finished{more}.", "Run the same `canvass count` again: it goes on.")
        if own := self._waiting(batch, self.precinct):
            yield WaitsFor(f"Batch {name}: for the counting board, {plural(own, 'sheet')} of this precinct.", _BOARD)
        if anybodys and (unknown := self._waiting(batch, None)):
            what = f"Batch {name}: not read, {plural(unknown, 'sheet')} that may be of this precinct."
            yield WaitsFor(what, _BOARD)

    @staticmethod
    def _waiting(batch: BatchState, precinct: PrecinctId | None) -> int:
        return sum(
            count for (where, place), count in batch.places.items() if where == precinct and place in WAITING_PLACES
        )

    def _held(self) -> Iterator[WaitsFor]:
        if held := self.state.held.sheets[self.precinct]:
            until = hour(provisional_from(self.election))
            what = f"{plural(held, 'sheet')} of {held_words(self.state)} ballots held until {until} (13-15-107(6))."
            yield WaitsFor(what, "Wait for the hour.")

    def _numbers(self) -> Iterator[WaitsFor]:
        found, line = self.whole.numbers, self.whole.line_of(self.precinct)
        if line.expected is None:
            enter = "Enter it from the pollbook, 0 where nobody voted: page Reconciliation."
            yield WaitsFor("No number of electors voting is entered (13-15-201(2)).", enter, ReturnCheck.ELECTORS)
        own = {batch.opened.batch for batch in self._batches() if self._holds(batch)}
        for one in (line, *(batch for batch in found.batches if batch.batch in own)):
            if one.unexplained and not told_by_column(one, found.primary):
                yield WaitsFor(_difference(one), _RECONCILIATION, ReturnCheck.ELECTORS)
        columns = tuple(one for one in found.primary if one.precinct == self.precinct)
        for what in (*primary_differences(columns), *primary_unfinished(columns)):
            yield WaitsFor(what, _RECONCILIATION, ReturnCheck.ELECTORS)

    def _transfers(self) -> Iterator[WaitsFor]:
        for number, transfer in self.state.board.transfers.by_number.items():
            if not self.state.board.in_force(transfer) and self._may_be_own(transfer):
                what = f"Transfer {number}: the new ballot is not scanned and paired, or differs from its original."
                yield WaitsFor(what, "Pair it: page Transfers.", ReturnCheck.COPIES)

    def _may_be_own(self, transfer: Transfer) -> bool:
        original = transfer.made.original or transfer.copy
        return original is None or self._precinct_of(original) in (None, self.precinct)

    def _precinct_of(self, name: SheetName) -> PrecinctId | None:
        votes = self.state.sheet(name).votes
        named = None if votes is None else votes.precinct
        return named or self.state.batches[name.batch].opened.precinct

    def _halts(self) -> Iterator[WaitsFor]:
        machines = {batch.opened.machine for batch in self._batches() if self._holds(batch)}
        for halt in self.state.board.halting.open_halts():
            if halt.halted.machine is None or halt.halted.machine in machines:
                what = f"The halt of entry {halt.number} has not ended."
                yield WaitsFor(what, "Test, then choose how to go on: page Halts (13-15-209).")
        anew = {batch for count in self.state.board.hand_counts.values() for batch in count.opened.batches}
        for halt in self.state.board.halting.by_number.values():
            ended = halt.ended
            by_hand = () if ended is None or not ended.choice.value.endswith("by hand") else ended.batches
            lacking = [name for name in by_hand if name not in anew and self._holds(self.state.batches[name])]
            if lacking:
                what = f"Batch {', '.join(lacking)} is to be counted by hand (entry {halt.number})."
                yield WaitsFor(what, "Count it: page Hand counts.")

    def _hand_counts(self) -> Iterator[WaitsFor]:
        contests = [contest.id for contest in contests_in(self.election, self.precinct)]
        for name, count in self.state.board.hand_counts.items():
            if count.opened.precinct != self.precinct:
                continue
            if waiting := open_contests(count, contests):
                what = f"Hand count {name}: {plural(len(waiting), 'contest')} without two equal tally sheets."
                yield WaitsFor(what, "Enter them: page Hand counts (13-15-206(2)).")
            if count.undecided:
                what = f"Hand count {name}: {plural(len(count.undecided), 'ballot')} set aside and not decided."
                yield WaitsFor(what, "Decide upon them: page Hand counts (13-15-206(2)(a)).")

    def _counted_twice(self) -> Iterator[WaitsFor]:
        """What the own count and another system's both have: it is in the totals once, and people say which stands."""
        for (precinct, batch), sheets in self.whole.beside.items():
            if precinct == self.precinct:
                what = (
                    f"Another system's count of this precinct was taken: batch {batch} has {plural(sheets, 'sheet')} "
                )
                settle = "Withdraw the batch: canvass batches withdraw. Or take figures without this precinct."
                yield WaitsFor(f"{what}of it that are in no total.", settle, ReturnCheck.ELECTORS)
        if self.precinct in self.state.counted_outside():
            for name, count in self.state.board.hand_counts.items():
                if count.opened.precinct == self.precinct and not counted_by_hand_alone(count):
                    what = f"Another system's count of this precinct was taken: hand count {name} is in no total."
                    settle = "Take figures without this precinct, if the hand count is to stand."
                    yield WaitsFor(what, settle, ReturnCheck.ELECTORS)

    def _alike(self) -> Iterator[WaitsFor]:
        own = {batch.opened.batch for batch in self._batches() if self._holds(batch)}
        for run in self.whole.alike:
            if {run.batch, run.earlier_batch} & own:
                settle = "The board strikes one of the two; or, for other papers, count again with --allow-repeats."
                yield WaitsFor(f"The same papers may be counted twice: {run}.", settle, ReturnCheck.ELECTORS)


def _difference(line: ReconciliationLine) -> str:
    subject = "Electors voting" if line.batch is None else f"Batch {line.batch}: expected"
    unit = "ballot" if line.batch is None else "sheet"
    what = "in excess" if line.difference > 0 else "missing"
    return f"{subject} {line.expected:,}, found {plural(line.found, unit)}: {abs(line.difference):,} {what}."
