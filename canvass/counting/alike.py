"""Whether the batch just counted looks like another one scanned again."""

from typing import TYPE_CHECKING

from tabulate.ledger.entries import BatchOpened
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
