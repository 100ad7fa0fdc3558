"""A transfer as pages show it: the pair, whether it is in force, and where the two differ."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tabulate.board.errors import NotAllowed
from tabulate.board.subjects import TransferNumber
from tabulate.board.transfers import Transfer, TransferDifference, differences

if TYPE_CHECKING:
    from canvass.record.work.replay import Replay


@dataclass(frozen=True, slots=True)
class TransferView:
    """A transfer as it stands."""

    transfer: Transfer
    in_force: bool
    """The new ballot is in the totals, the original is not."""
    differences: tuple[TransferDifference, ...] | None
    """None while one of the two is missing or not settled."""


def transfer_view(replay: "Replay", number: str) -> TransferView:
    """A transfer by its number. Raises NotAllowed where there is none."""
    replay.load((TransferNumber(number),))
    transfer = replay.state.transfers.by_number.get(number)
    if transfer is None:
        raise NotAllowed("the number of a transfer", f"{number!r}", "Look at the number.")
    original, copy = transfer.made.original, transfer.copy
    found = None
    if original is not None and copy is not None:
        found = differences(replay.state.ballot(original), replay.state.ballot(copy))
    return TransferView(transfer, replay.state.in_force(transfer), found)
