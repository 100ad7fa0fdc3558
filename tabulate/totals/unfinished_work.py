"""What keeps a count from being complete besides numbers that differ: what waits, what is open, what contradicts."""

from collections.abc import Iterator

from tabulate.board.by_hand.counting_by_hand import contests_in, open_contests
from tabulate.election import Election
from tabulate.ledger.batch_state import BatchState
from tabulate.ledger.state import RecordState
from tabulate.precinct_parts import parts_of
from tabulate.totals.electors import entered_for_parts


def unfinished_work(state: RecordState, election: Election, batches: list[BatchState]) -> Iterator[str]:
    """A sentence for each batch that is open or waits, and each transfer, halt and hand count that is not done."""
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


def parts_contradict(state: RecordState, election: Election) -> Iterator[str]:
    """A sentence for each precinct whose parts together have other electors voting than the precinct."""
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
