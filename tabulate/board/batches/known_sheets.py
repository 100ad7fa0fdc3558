"""Whoever knows batches and sheets, as the boards' state asks it."""

from collections.abc import Iterable
from typing import Protocol

from tabulate.board.ballot import Ballot
from tabulate.board.batches.halting import BatchesKnown
from tabulate.board.places import SheetName


class Sheets(BatchesKnown, Protocol):
    """Whoever knows batches and sheets: the fold has them in memory, the service finds them in the database."""

    def find(self, name: SheetName) -> Ballot:
        """A sheet's ballot, all its entries so far taken. Raises NotAllowed where there is no such sheet."""

    def is_test_deck(self, batch: str) -> bool:
        """Whether a batch is a test deck. Raises NotAllowed where there is no such batch."""

    def open_batches(self) -> Iterable[str]:
        """Batches, but for test decks and withdrawn ones, that are not closed since their newest sheet."""

    def sheets_of(self, batch: str) -> Iterable[SheetName]:
        """The sheets of a batch; none where there is no such batch."""

    def opened_at(self, batch: str) -> int:
        """The number of the entry that opened a batch. Raises NotAllowed where there is no such batch."""

    def has_audit(self) -> bool:
        """Whether an audit of the record was begun."""

    def struck(self) -> Iterable[SheetName]:
        """Sheets of any batch that the board struck."""
