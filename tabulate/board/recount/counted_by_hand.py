"""Whatever is counted by hand, for the election or in a recount: both go by the same tally sheets."""

from collections.abc import Container, Mapping
from typing import Protocol

from tabulate.board.boards import BoardAppointed
from tabulate.board.by_hand.counting_by_hand import HandCount, check_hand_count, take_hand_count
from tabulate.board.by_hand.hand_counts import HandCountEntry
from tabulate.board.office.office_state import OfficeState
from tabulate.board.recount.kept_recounts import Recounts as Recounts
from tabulate.board.recount.recount_entries import RecountEntry as RecountEntry
from tabulate.rules_edition import RulesEdition

ByHandEntry = HandCountEntry | RecountEntry


class KeptByHand(Protocol):
    """What of the boards' state counts by hand depend on."""

    recounts: Recounts
    hand_counts: dict[str, HandCount]
    office: OfficeState
    rules: RulesEdition

    @property
    def boards(self) -> Mapping[str, BoardAppointed]:
        """Those appointed, by name."""

    @property
    def replaced(self) -> Container[str]:
        """Batches that are counted anew after a halt."""


def check_by_hand(entry: ByHandEntry, kept: KeptByHand) -> None:
    """Whether the entry may follow those taken. Raises NotAllowed."""
    if isinstance(entry, RecountEntry):
        kept.recounts.check(entry, kept.office.custody, kept.hand_counts)
    else:
        kept.recounts.check_counting(entry.count)
        check_hand_count(entry, kept.recounts.beside(kept.hand_counts), kept.boards, kept.replaced, kept.rules)


def take_by_hand(number: int, entry: ByHandEntry, kept: KeptByHand) -> None:
    """Change what the entry with this number changes."""
    if isinstance(entry, RecountEntry):
        kept.recounts.take(number, entry)
    else:
        take_hand_count(entry, kept.recounts.beside(kept.hand_counts))
