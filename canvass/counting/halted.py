"""A halted machine does not count: neither begins nor goes on (13-15-209)."""

from typing import TYPE_CHECKING

from canvass.errors import Interrupted

if TYPE_CHECKING:
    from canvass.record.store import Record


def check_not_halted(record: "Record", machine: str) -> None:
    """Raise Interrupted where the machine, or the whole count, is halted; what was committed stays."""
    from canvass.record.work.replay import Replay

    for halt in Replay(record.alias).state.open_halts():
        if halt.halted.machine in (None, machine):
            what = "The count" if halt.halted.machine is None else f"Machine {machine}"
            raise Interrupted(
                f"{what} was halted by {halt.halted.halted_by} ({halt.halted.reason}; ledger entry {halt.number}). "
                "What is committed stays. Test the machine, have the halt ended with the choice of how to go on "
                "(13-15-209), then run the same command again."
            )
