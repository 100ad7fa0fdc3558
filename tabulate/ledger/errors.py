"""What stops work on a ledger.

LedgerError
├── LedgerBroken       an entry is not what the chain, or its own meaning, says it must be
└── NewerLedger        written by a later version of Canvass, in words this one does not know
"""

from tabulate.errors import TabulateError


class LedgerError(TabulateError):
    """Base of the family."""


class LedgerBroken(LedgerError):  # noqa: N818  (a broken ledger is said as such)
    """An entry is not what it must be. `number` counts from 1."""

    def __init__(self, number: int, expected: str, found: str) -> None:
        """Say which entry is wrong, what was expected there and what was found instead."""
        self.number = number
        self.expected = expected
        self.found = found
        super().__init__(
            f"The ledger is broken at entry {number}: expected {expected}, found {found}. "
            "Nothing was changed. Keep this record as it is for the inquiry, restore the last good copy of its "
            "directory, and run `canvass verify` on the copy."
        )


class NewerLedger(LedgerError):  # noqa: N818
    """The entry's kind or format is not known to this version."""

    def __init__(self, number: int, found: str, written_by: str | None = None) -> None:
        """Say which entry cannot be understood and, if known, the version that opened the record."""
        self.number = number
        self.found = found
        opened = f" The record was opened by Canvass {written_by}." if written_by else ""
        super().__init__(
            f"Entry {number} of the ledger is {found}, which this version of Canvass does not know: a newer version "
            f"wrote it.{opened} Nothing was changed. Use that version or a later one."
        )
