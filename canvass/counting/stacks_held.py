"""What is held against a batch's stacks before it is opened: only then does anything count."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from canvass.counting.batches import Remaining
from canvass.reading.outcomes import layouts_for
from canvass.reading.stack_order import StackSaid, check_stacks, look_with
from canvass.reading.usual_order import ToldBySheet
from imaging.layout import Side
from imaging.pages import PlannedSheet
from imaging.sheets import Pairing
from tabulate.election import Election
from tabulate.ledger.entries import BatchOpened

if TYPE_CHECKING:
    from canvass.record.store import Record

NEWEST_BATCHES = 100
"""Among so many batches it is looked what was said last of the machine."""


def stacks_held(
    record: "Record",
    election: Election,
    batch: BatchOpened,
    planned: Sequence[PlannedSheet],
    todo: Remaining,
    told: Sequence[ToldBySheet],
) -> Side | None:
    """The usual first side of stacks whose first sheets leave it open. Raises InputError where a stack is in doubt."""
    if batch.pairing is Pairing.BY_NAMES:
        return None
    is_known = not any(page.is_closed for sheet in planned for page in sheet.pages)
    all_there = is_known and todo.held + len(todo.sheets) == batch.expected_sheets
    said = StackSaid(batch.first_side, _said_before(record, batch), all_there)
    return check_stacks(planned, todo.sheets, said, look_with(layouts_for(election, batch.ballot_style)), told)


def _said_before(record: "Record", batch: BatchOpened) -> Side | None:
    """The first side that was said last of the machine's newest batches."""
    for opened in (row.entry() for row in record.newest_of_kind(BatchOpened.kind, None, NEWEST_BATCHES)):
        if isinstance(opened, BatchOpened) and opened.machine == batch.machine and opened.first_side is not None:
            return opened.first_side
    return None


def begin_batch(
    record: "Record",
    opens: BatchOpened | None,
    held_to: Callable[[Sequence[ToldBySheet]], Side | None],
    told: Sequence[ToldBySheet],
) -> Side | None:
    """Hold the stacks to what their first sheets tell, then open the batch where it is new; the usual first side."""
    usual = held_to(told)
    if opens is not None:
        record.append([opens])
    return usual
