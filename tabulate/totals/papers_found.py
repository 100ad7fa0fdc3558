"""The sheets of paper that a record knows of, each once, as they count towards ballots (13-15-201(2))."""

from collections import Counter
from dataclasses import replace

from tabulate.ballots_cast import BallotPaper
from tabulate.board.places import OUT_OF_COUNT, Place
from tabulate.board.transfers import Transfer
from tabulate.election import CountingMethod
from tabulate.ledger.batch_kinds import BatchKind
from tabulate.ledger.state import RecordState

_NO_BALLOT = OUT_OF_COUNT | {Place.STRUCK, Place.NOT_A_BALLOT}
"""Scans that are no ballot of their own; those of a batch taken out are counted anew, or none of this count."""


def papers_found(state: RecordState) -> Counter[BallotPaper]:
    """Every paper that was scanned, and new ballots in force whose originals were not; test batches are left out.

    Of an original that could not be read, its new ballot says which sheet it is.
    """
    found: Counter[BallotPaper] = Counter()
    for batch in state.batches.values():
        if not batch.test and batch.opened.batch_kind is not BatchKind.TRANSFER:
            for (place, paper), count in batch.papers.items():
                if place not in _NO_BALLOT:
                    found[paper] += count
    for transfer in state.board.transfers.by_number.values():
        if transfer.copy is not None and state.board.in_force(transfer):
            _take_copy(found, state, transfer, _paper_of_copy(state, transfer))
    return +found


def _take_copy(found: Counter[BallotPaper], state: RecordState, transfer: Transfer, copy: BallotPaper) -> None:
    original = transfer.made.original
    if original is None:
        found[copy] += 1
        return
    batch = state.batches[original.batch]
    opened = batch.opened
    unread = BallotPaper(opened.precinct, None, opened.batch_kind.value, voted_apart=opened.voted_apart)
    if state.sheet(original).votes is None and found[unread]:
        found[unread] -= 1
        found[replace(copy, precinct=unread.precinct)] += 1


def _paper_of_copy(state: RecordState, transfer: Transfer) -> BallotPaper:
    assert transfer.copy is not None
    kept, batch = state.sheet(transfer.copy), state.batches[transfer.copy.batch]
    votes, kind = kept.votes, batch.opened.batch_kind
    if transfer.made.original is not None:
        kind = state.batches[transfer.made.original.batch].opened.batch_kind
    precinct = votes.precinct if votes is not None and votes.precinct is not None else batch.opened.precinct
    return BallotPaper(
        precinct,
        None if votes is None else votes.card,
        kind.value,
        kept.method is CountingMethod.DEVICE,
        voted_apart=batch.opened.voted_apart,
    )
