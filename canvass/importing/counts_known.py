"""Another system's count as a record has it, read without the rest of the ledger."""

from typing import TYPE_CHECKING

from canvass.deciding.steps_of_people import refusals, replay_of
from tabulate.board.outside.outside_counts import OutsideCounts
from tabulate.board.subjects import CountOfAnotherSystem

if TYPE_CHECKING:
    from canvass.record.store import Record


def counts_of(record: "Record") -> OutsideCounts:
    """Kept files, names and figures, as they stand now."""
    with refusals():
        replay = replay_of(record)
        replay.load((CountOfAnotherSystem(),))
        return replay.state.office.outside
