"""Sheets of one card by the ink of their marks: which of very many may be the paper that was just scanned again.

Of each mark only the signs of its shape's 48 numbers are held, in one number with its target: eight bytes. All sheets
of the card are looked through, in a compiled loop; the few that are left are compared whole.
"""

from collections.abc import Sequence
from math import asin, pi

import numpy as np
from numpy.typing import NDArray

from imaging.same_ink import LEAST_MARKS, correlation_needed
from imaging.sheets import InkFingerprint
from kernels.fingerprints import PICTURE_COLS, PICTURE_ROWS, alike_sheets

WAVES = PICTURE_ROWS * PICTURE_COLS
MANY_WAYS = 12.0
SLACK_PERMILLE = 50
"""A sheet is compared whole if this much less of its signs agree than is usual where the correlation is just enough,
for marks that vary in many ways: about four times as far from chance as chance reaches."""
_TARGETS_A_WORD = 48

Numbers = NDArray[np.int64]


class InkIndex:
    """Grows by sheets, each with a number of the caller's by which it is found again."""

    def __init__(self, targets: int) -> None:
        """`targets`: the highest number a target of the card has."""
        self._words = max(1, -(-targets // _TARGETS_A_WORD))
        self._sketches = np.empty(1024, np.int64)
        self._starts = np.zeros(65, np.int64)
        self._targets = np.empty((64, self._words), np.int64)
        self._numbers = np.empty(64, np.int64)
        self._sheets = 0

    def __len__(self) -> int:
        """How many sheets it holds."""
        return self._sheets

    @property
    def size_bytes(self) -> int:
        """What its sheets take in memory, room for more left out."""
        return 8 * (int(self._starts[self._sheets]) + self._sheets * (2 + self._words))

    def add(self, number: int, sheet: InkFingerprint) -> None:
        """Add a sheet."""
        self.add_all([number], [sheet])

    def add_all(self, numbers: Sequence[int], sheets: Sequence[InkFingerprint]) -> None:
        """Add sheets, in this order."""
        if not sheets:
            return
        sketches = [_sketch(sheet) for sheet in sheets]
        begins = int(self._starts[self._sheets])
        ends = begins + np.cumsum([0, *(len(sketch) for sketch in sketches)])
        self._make_room(len(sheets), int(ends[-1]))
        last = self._sheets + len(sheets)
        self._sketches[begins : ends[-1]] = np.concatenate(sketches)
        self._starts[self._sheets : last + 1] = ends
        self._targets[self._sheets : last] = [self._words_of(sheet) for sheet in sheets]
        self._numbers[self._sheets : last] = numbers
        self._sheets = last

    def alike(self, sheet: InkFingerprint) -> list[int]:
        """The numbers of the sheets that may be of the same paper, in the order they were added."""
        if len(sheet.targets) < LEAST_MARKS:
            return []
        found = alike_sheets(
            _sketch(sheet),
            np.array(self._words_of(sheet), np.int64),
            self._sketches,
            self._starts[: self._sheets + 1],
            self._targets[: self._sheets],
            _least_alike_permille(len(sheet.targets)),
        )
        return [int(number) for number in self._numbers[found]]

    def _words_of(self, sheet: InkFingerprint) -> list[int]:
        words = [0] * self._words
        for target in sheet.targets:
            word, bit = divmod(target - 1, _TARGETS_A_WORD)
            words[word] |= 1 << bit
        return words

    def _make_room(self, sheets: int, marks: int) -> None:
        if marks > len(self._sketches):
            self._sketches = _longer(self._sketches, 2 * marks)
        if self._sheets + sheets > len(self._numbers):
            room = 2 * (self._sheets + sheets)
            self._starts, self._numbers = _longer(self._starts, room + 1), _longer(self._numbers, room)
            self._targets = _longer(self._targets, room)


def _least_alike_permille(marks: int) -> int:
    """How many of the signs agree where two lines of numbers have the correlation that is needed, less the slack."""
    return round(500 + 1000 * asin(correlation_needed(marks, MANY_WAYS)) / pi) - SLACK_PERMILLE


def _sketch(sheet: InkFingerprint) -> Numbers:
    """The signs of each mark's numbers in the lower 48 bits, its target above: int64 (N,)."""
    shapes = np.frombuffer(bytes.fromhex(sheet.shapes), np.int8).reshape(-1, WAVES)
    signs: Numbers = (shapes > 0) @ (np.int64(1) << np.arange(WAVES, dtype=np.int64))
    return signs | np.array(sheet.targets, np.int64) << WAVES


def _longer(numbers: Numbers, length: int) -> Numbers:
    longer = np.empty((length, *numbers.shape[1:]), np.int64)
    longer[: len(numbers)] = numbers
    return longer
