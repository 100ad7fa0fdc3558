"""Sheets of one card by the ink of their marks: which of very many may be the paper that was just scanned again.

Of each mark only the signs of its shape's 48 numbers are held, in one number with its target: eight bytes. All sheets
of the card are looked through, in a compiled loop; the few that are left are compared whole.
"""

from collections.abc import Sequence
from math import asin, pi
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from imaging.papers.same_ink import LEAST_MARKS, correlation_needed
from imaging.sheets import InkFingerprint
from kernels.fingerprints import PICTURE_COLS, PICTURE_ROWS
from kernels.sketches import HEAD_WORDS, alike_sheets, targets_and_heads

WAVES = PICTURE_ROWS * PICTURE_COLS
MANY_WAYS = 12.0
SLACK_PERMILLE = 50
"""A sheet is compared whole if this much less of its signs agree than is usual where the correlation is just enough,
for marks that vary in many ways: about four times as far from chance as chance reaches."""
_TARGETS_A_WORD = 48
_SIGNS = np.int64(1) << np.arange(WAVES, dtype=np.int64)

Numbers = NDArray[np.int64]
Number = TypeVar("Number", np.int64, np.uint64)


def sketch_of(sheet: InkFingerprint) -> Numbers:
    """The signs of each mark's numbers in the lower 48 bits, its target above: int64 (M,)."""
    shapes = np.frombuffer(bytes.fromhex(sheet.shapes), np.int8).reshape(-1, WAVES)
    signs: Numbers = (shapes > 0) @ _SIGNS
    return signs | np.array(sheet.targets, np.int64) << WAVES


def has_sketch(sheet: InkFingerprint) -> bool:
    """Whether it has marks enough to be like any other: sheets without are not to be added."""
    return len(sheet.targets) >= LEAST_MARKS


class InkIndex:
    """Grows by sheets, each with a number of the caller's by which it is found again."""

    def __init__(self, targets: int, sheets: int = 64, marks: int = 1024) -> None:
        """`targets`: the highest number a target of the card has; room is made for so many sheets and marks."""
        self._words = max(1, -(-targets // _TARGETS_A_WORD))
        self._sketches = np.empty(max(1, marks), np.int64)
        self._starts = np.zeros(sheets + 1, np.int64)
        self._targets = np.empty((sheets, self._words), np.int64)
        self._heads = np.empty((sheets, HEAD_WORDS), np.uint64)
        self._numbers = np.empty(sheets, np.int64)
        self._sheets = 0

    def __len__(self) -> int:
        """How many sheets it holds."""
        return self._sheets

    @property
    def size_bytes(self) -> int:
        """What its sheets take in memory, room for more left out."""
        return 8 * (int(self._starts[self._sheets]) + self._sheets * (2 + self._words + HEAD_WORDS))

    def add_all(self, numbers: Sequence[int], sheets: Sequence[InkFingerprint]) -> None:
        """Add sheets that have a sketch, in this order."""
        if sheets:
            marks = np.array([len(sheet.targets) for sheet in sheets], np.int64)
            self.add_sketches(np.array(numbers, np.int64), marks, np.concatenate([sketch_of(one) for one in sheets]))

    def add_sketches(self, numbers: Numbers, marks: Numbers, sketches: Numbers) -> None:
        """Add sheets by their sketches, one after the other: int64 (N,) numbers and counts of marks, (M,) sketches."""
        starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(marks)])
        if len(numbers) != len(marks) or starts[-1] != len(sketches) or (marks < LEAST_MARKS).any():
            raise ValueError(f"expected sketches of sheets with {LEAST_MARKS} marks or more")
        begins, first = int(self._starts[self._sheets]), self._sheets
        end, last = begins + len(sketches), first + len(numbers)
        self._make_room(last, end)
        self._sketches[begins:end] = sketches
        self._starts[first : last + 1] = begins + starts
        self._targets[first:last], self._heads[first:last] = targets_and_heads(
            self._sketches[begins:end], starts, self._words
        )
        self._numbers[first:last] = numbers
        self._sheets = last

    def alike(self, sheet: InkFingerprint) -> list[int]:
        """The numbers of the sheets that may be of the same paper, in the order they were added."""
        if not has_sketch(sheet) or not self._sheets:
            return []
        own = sketch_of(sheet)
        own_targets, _ = targets_and_heads(own, np.array([0, len(own)]), self._words)
        found = alike_sheets(
            own,
            own_targets[0],
            self._sketches,
            self._starts[: self._sheets + 1],
            self._targets[: self._sheets],
            self._heads[: self._sheets],
            _least_alike_permille(len(own)),
        )
        return [int(number) for number in self._numbers[found]]

    def _make_room(self, sheets: int, marks: int) -> None:
        if marks > len(self._sketches):
            self._sketches = _longer(self._sketches, 2 * marks)
        if sheets > len(self._numbers):
            room = 2 * sheets
            self._starts, self._numbers = _longer(self._starts, room + 1), _longer(self._numbers, room)
            self._targets, self._heads = _longer(self._targets, room), _longer(self._heads, room)


def _least_alike_permille(marks: int) -> int:
    """How many of the signs agree where two lines of numbers have the correlation that is needed, less the slack."""
    return round(500 + 1000 * asin(correlation_needed(marks, MANY_WAYS)) / pi) - SLACK_PERMILLE


def _longer(numbers: NDArray[Number], length: int) -> NDArray[Number]:
    longer = np.empty((length, *numbers.shape[1:]), numbers.dtype)
    longer[: len(numbers)] = numbers
    return longer
