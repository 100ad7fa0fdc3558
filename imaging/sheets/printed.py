"""What stands on a device printout (13-1-101(53)): its barcodes and its printed lines."""

from dataclasses import dataclass
from enum import StrEnum


class Symbology(StrEnum):
    """The kinds of barcode a device prints."""

    QR = "QR"
    CODE_128 = "Code 128"


@dataclass(frozen=True, slots=True)
class PrintedCode:
    """A barcode on a device printout. Both decoders read it alike, or `decoders` names the one that read it."""

    symbology: Symbology
    payload_hex: str
    """The bytes it holds, in hex."""
    decoders: tuple[str, ...]
    """Sorted: `zbar`, `zxing`."""
    row_px: int
    col_px: int
    """Its centre in the image as stored."""


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of printed words as recognised; rows and columns half open, on the upright page."""

    text: str
    confidence: int
    """0 to 100, as the recogniser says; its own scale."""
    top_px: int
    bottom_px: int
    left_px: int
    right_px: int
    least_confidence: int | None = None
    """Of its words, that of the one least clearly read; None in ledgers written before it was kept."""

    @property
    def worst_word(self) -> int:
        """The confidence of the word least clearly read, or the line's where that was not kept."""
        return self.confidence if self.least_confidence is None else self.least_confidence


@dataclass(frozen=True, slots=True)
class PrintedBlock:
    """Lines between two rules in one column: on a device printout, one contest."""

    lines: tuple[PrintedLine, ...]
