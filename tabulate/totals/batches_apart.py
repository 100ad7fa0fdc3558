"""Batches whose electors voted on an office apart: on how many of their ballots it does not count (13-12-204(3))."""

from collections.abc import Iterable, Iterator

from tabulate.editions.voted_apart import not_counted_on
from tabulate.election import ContestId, Election
from tabulate.ledger.batch_state import BatchState
from tabulate.ledger.state import RecordState


def batches_apart(election: Election, batches: Iterable[BatchState]) -> Iterator[str]:
    """A sentence for each batch and office, with the number of ballots on which the office does not count."""
    for batch in batches:
        for contest in batch.opened.voted_apart or ():
            number = ballots_left_out(election, batch, contest)
            ballots = "1 of its other ballots" if number == 1 else f"{number:,} of its other ballots"
            title = contest if (known := election.find_contest(contest)) is None else known.title
            yield (
                f"Batch {batch.opened.batch}: its electors had a separate ballot for {title}, so what {ballots} say in "
                "it does not count (13-12-204(3))."
            )


def ballots_left_out(election: Election, batch: BatchState, contest: ContestId) -> int:
    """The ballots of a batch that have the contest, and on which it does not count."""
    cards = (election.find_card(kept.votes.card) for kept in batch.kept if kept.votes is not None)
    styles = (election.ballot_style(card.ballot_style) for card in cards if card is not None)
    return sum(contest in not_counted_on(style, batch.opened.voted_apart) for style in styles)


def copies_apart(state: RecordState) -> Iterator[str]:
    """A sentence for each new ballot whose batch says of separate ballots what its original's does not."""
    for number, transfer in state.board.transfers.by_number.items():
        original, copy = transfer.made.original, transfer.copy
        if original is None or copy is None:
            continue
        said, copied = (state.batches[one.batch].opened.voted_apart or () for one in (original, copy))
        if said != copied:
            yield (
                f"Transfer {number}: of separate ballots for an office, the original's batch says "
                f"{', '.join(said) or 'none'}, and the new ballot's {', '.join(copied) or 'none'}. Withdraw batch "
                f"{copy.batch}, sort it, and count it as the originals were (13-12-204(3))."
            )
