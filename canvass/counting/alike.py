"""Whether the batch just counted looks like another one scanned again."""

from dataclasses import replace
from typing import TYPE_CHECKING

from tabulate.ledger.entries import BatchClosed, BatchOpened
from tabulate.ledger.fold import fold
from tabulate.totals.batches_alike import AlikeRun, batches_alike

if TYPE_CHECKING:
    from canvass.record.store import Record

MOST_ENTRIES = 20_000
"""In a longer ledger, to add it up takes as long as to count a batch: there `canvass status` alone compares."""


def alike_runs(record: "Record", batch: str) -> tuple[AlikeRun, ...]:
    """The runs in which the batch looks like another; none in a long ledger, or where there is no other batch."""
    if record.head().number > MOST_ENTRIES or len(record.newest_of_kind(BatchOpened.kind, None, 2)) < 2:
        return ()
    return tuple(run for run in batches_alike(fold(record.outlines())) if batch in (run.batch, run.earlier_batch))


def allow_alike(record: "Record", closed: BatchClosed, runs: tuple[AlikeRun, ...]) -> BatchClosed:
    """Record the operator's word that the batch is of other papers, though it has the same votes in order."""
    others = {other for run in runs for other in (run.batch, run.earlier_batch)} - {closed.batch}
    allowed = replace(closed, alike_allowed=tuple(sorted({*closed.alike_allowed, *others})))
    record.append([allowed])
    return allowed
