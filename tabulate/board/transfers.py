"""Transferred ballots: original and new ballot paired by number; exactly one of the two is in a total."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from tabulate.board.places import SheetName
from tabulate.board.subjects import About, TransferNumber


class TransferReason(StrEnum):
    """The three workflows."""

    DAMAGED = "damaged ballot"
    """13-15-206(4)(b): by the counting board."""
    DEVICE = "voter interface device"
    """13-3-208(3)-(5): by at least three officials."""
    ELECTRONIC = "electronic ballot"
    """13-13-246(4), 13-21-104: by at least three officials."""


@dataclass(frozen=True, slots=True)
class TransferMade:
    """People put the votes of one ballot on a new one, and gave both the same number."""

    kind: ClassVar[str] = "transfer made"

    number: str
    reason: TransferReason
    original_batch: str | None
    """None, as `original_sheet`, where the original was never scanned: it lies in its numbered secrecy envelope."""
    original_sheet: int | None
    made_by: tuple[str, ...]
    """At least three names."""

    @property
    def original(self) -> SheetName | None:
        """The original's sheet, where it was scanned."""
        if self.original_batch is None or self.original_sheet is None:
            return None
        return SheetName(self.original_batch, self.original_sheet)

    @property
    def about(self) -> About:
        """The transfer, and the original."""
        number = TransferNumber(self.number)
        return (number,) if self.original is None else (number, self.original)


@dataclass(frozen=True, slots=True)
class TransferPaired:
    """The sheet with this number in a batch of new ballots. A later one for the same number replaces a spoiled copy."""

    kind: ClassVar[str] = "transfer paired"

    number: str
    copy_batch: str
    copy_sheet: int
    paired_by: str

    @property
    def copy(self) -> SheetName:
        """The new ballot's sheet."""
        return SheetName(self.copy_batch, self.copy_sheet)

    @property
    def about(self) -> About:
        """The transfer, and the new ballot."""
        return (TransferNumber(self.number), self.copy)
