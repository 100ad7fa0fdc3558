"""Ink as the tables keep it for searching: the sketches of a card's sheets that were written together."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from imaging.layout import CardId
from imaging.papers.ink_index import has_sketch, sketch_of
from imaging.sheets import InkFingerprint

_NUMBER = np.dtype("<i8")
BYTES_A_SHEET, BYTES_A_MARK = 16, 8


@dataclass(frozen=True, slots=True)
class SheetSketch:
    """A sheet's own, as one of a row."""

    card: str
    batch: str
    marks: bytes


@dataclass(frozen=True, slots=True)
class CardSketches:
    """A row, as the table is to have it."""

    card: str
    batch: str
    sheets: bytes
    marks: bytes

    def each(self) -> Iterator[tuple[int, SheetSketch]]:
        """Entry and sketch of each sheet. Raises ValueError for bytes that are no row's."""
        read, first = read_back([(self.sheets, self.marks)]), 0
        for entry, count in zip(read.entries.tolist(), read.counts.tolist(), strict=True):
            yield entry, SheetSketch(self.card, self.batch, read.marks[first : first + count].tobytes())
            first += count


@dataclass(frozen=True, slots=True)
class Sketches:
    """Rows read back: int64 (N,) entries and counts of marks, int64 (M,) marks."""

    entries: NDArray[np.int64]
    counts: NDArray[np.int64]
    marks: NDArray[np.int64]


def sketches_by_card(kept: Iterable[tuple[int, CardId, str, InkFingerprint]]) -> Iterator[CardSketches]:
    """Entry, card, batch and ink of sheets, as rows; sheets that can be like no other are left out."""
    groups: dict[tuple[CardId, str], list[tuple[int, InkFingerprint]]] = {}
    for entry, card, batch, ink in kept:
        if has_sketch(ink):
            groups.setdefault((card, batch), []).append((entry, ink))
    for (card, batch), sheets in groups.items():
        numbers = np.array([(entry, len(ink.targets)) for entry, ink in sheets], _NUMBER)
        marks = np.concatenate([sketch_of(ink) for _, ink in sheets]).astype(_NUMBER)
        yield CardSketches(card, batch, numbers.tobytes(), marks.tobytes())


def read_back(rows: Sequence[tuple[bytes, bytes]]) -> Sketches:
    """What the `sheets` and `marks` of rows hold."""
    numbers = np.frombuffer(b"".join(sheets for sheets, _ in rows), _NUMBER).reshape(-1, 2)
    marks = np.frombuffer(b"".join(marks for _, marks in rows), _NUMBER)
    return Sketches(numbers[:, 0], numbers[:, 1], marks)
