"""What neither begins nor goes on counting: a machine halted, or barred after a halt (13-15-209), a batch withdrawn."""

from typing import TYPE_CHECKING

from canvass.errors import InputError, Interrupted
from tabulate.board.batches.halts import Halt
from tabulate.rules_edition import RulesEdition

if TYPE_CHECKING:
    from canvass.record.store import Record


def check_goes_on(record: "Record", machine: str, batch: str, test: bool = False) -> None:
    """Raise Interrupted where the machine, or the whole count, is halted; what was committed stays.

    Raise InputError where the batch was withdrawn, or where a halt ended with an error or a doubt, and no test that the
    machine passed is recorded since. A test deck is counted all the same: `test` says that this is one.
    """
    from canvass.record.work.replay import Replay

    state = Replay(record.alias).state
    if (withdrawn := state.withdrawn.get(batch)) is not None:
        raise InputError(
            f"Batch {batch} was withdrawn by {withdrawn.withdrawn_by} ({withdrawn.reason}). None of its sheets counts, "
            "and no more are read into it. Count the folder under another batch name."
        )
    for halt in () if test else state.halting.open_halts():
        if halt.covers(machine):
            what = "The count" if halt.halted.machine is None else f"Machine {machine}"
            raise Interrupted(
                f"{what} was halted by {halt.halted.halted_by} ({halt.halted.reason}; ledger entry {halt.number}). "
                "What is committed stays. Test the machine, have the halt ended with the choice of how to go on "
                "(13-15-209), then run the same command again."
            )
    barring = state.halting.barring(machine)
    if barring is not None and not test and state.rules is not RulesEdition.FIRST:
        raise InputError(_barred(machine, barring))


def _barred(machine: str, halt: Halt) -> str:
    found = halt.ended.found.value if halt.ended is not None else ""
    return (
        f"Machine {machine} is barred from this count: the halt of ledger entry {halt.number} ended with {found} "
        "(13-15-209(3)). Nothing was counted. Count a test deck on it (--kind test), and have the administrator record "
        "on the page Halts that it passed; or count on another machine, or by hand, as was chosen."
    )
