"""Read the lines of one block, and read again, by themselves and at other sizes, those that were hardly read.

Which reading of a line stands is decided by the recogniser's confidence alone: what could be expected is not known.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from imaging.printouts.debris import INK, Gray
from imaging.printouts.recognition import recognise
from imaging.sheets import PrintedLine

_SURE = 88
"""Clean print is recognised with 90 and more."""
_SURE_WORD = 85
"""Of the word least clearly read: a line's confidence is its words' average and hides one with a stroke worn off."""
_SETTLED = 90
_SCALES = (1.15, 0.9, 0.6, 1.5, 1.0)
"""Of a line read again, times the block's: what is misread at one size is seldom misread alike at another."""
_AIR_PX = 4
_SHARED, _HARDLY = 0.5, 70
"""Of two readings of the same print: the share of rows and columns both lie in; one less sure was hardly read."""
_BETTER = 3
"""By so much must another reading of a line be surer."""


@dataclass(slots=True)
class Patience:
    """How many more strips of a page are read: worn printouts need some dozens, spoiled ones would take thousands."""

    strips: int = 90

    def is_left(self) -> bool:
        """Whether one more may be read, which is then counted."""
        self.strips -= 1
        return self.strips >= 0


def read_lines(block: Gray, scale: float, x_height_px: float, patience: Patience) -> tuple[PrintedLine, ...]:
    """The lines of a block (uint8 (H, W), level, paper 255) from the top down, in its pixels."""
    found = [_again(block, line, scale, patience) for line in recognise(block, scale)]
    rest = _without(block, found)
    overlooked = (
        line
        for top, bottom in _overlooked(block, found, x_height_px)
        if patience.is_left()
        for line in _one_line(rest, top, bottom, scale)
    )
    lines = _each_once([*found, *(_again(rest, line, scale, patience) for line in overlooked)])
    return tuple(sorted(lines, key=lambda line: (line.top_px + line.bottom_px, line.left_px)))


def _without(block: Gray, lines: Sequence[PrintedLine]) -> Gray:
    """The block without what was read: the feet of a line's letters reach into the rows below it."""
    rest = block.copy()
    for line in lines:
        rest[max(0, line.top_px) : line.bottom_px, max(0, line.left_px) : line.right_px] = 255
    return rest


def _each_once(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """The lines without second readings of the same print: what was hardly read, or says the same less surely."""
    kept: list[PrintedLine] = []
    for line in sorted(lines, key=_sureness, reverse=True):
        if not any(_is_read_in(line, other) for other in kept):
            kept.append(line)
    return kept


def _is_read_in(line: PrintedLine, other: PrintedLine) -> bool:
    """Whether a line's print is that of another, which was read more surely."""
    rows = min(line.bottom_px, other.bottom_px) - max(line.top_px, other.top_px)
    columns = min(line.right_px, other.right_px) - max(line.left_px, other.left_px)
    shared = rows >= _SHARED * min(line.bottom_px - line.top_px, other.bottom_px - other.top_px)
    beneath = columns >= _SHARED * (line.right_px - line.left_px)
    return shared and beneath and (line.text == other.text or line.confidence < _HARDLY < other.confidence)


def _again(block: Gray, line: PrintedLine, scale: float, patience: Patience) -> PrintedLine:
    """The line, or the surest reading of its strip where that is surer."""
    if line.confidence >= _SURE and line.worst_word >= _SURE_WORD:
        return line
    best = line
    for factor in _SCALES:
        if not patience.is_left():
            break
        lines = _one_line(block, line.top_px, line.bottom_px, factor * scale)
        if len(lines) == 1 and _sureness(lines[0]) >= _sureness(best) + _BETTER:
            best = lines[0]
        if best.confidence >= _SETTLED and best.worst_word >= _SURE_WORD:
            break
    return best


def _sureness(line: PrintedLine) -> float:
    return (line.confidence + line.worst_word) / 2


def _one_line(block: Gray, top_px: int, bottom_px: int, scale: float) -> tuple[PrintedLine, ...]:
    top = max(0, top_px - _AIR_PX)
    strip = np.ascontiguousarray(block[top : bottom_px + _AIR_PX])
    return tuple(moved(line, top, 0) for line in recognise(strip, scale, one_line=True))


def _overlooked(block: Gray, lines: Sequence[PrintedLine], x_height_px: float) -> list[tuple[int, int]]:
    """Rows of a block, as high as letters, in which there is print but no line was recognised."""
    inked = (block < INK).sum(axis=1) > 1
    for line in lines:
        inked[max(0, line.top_px - 1) : line.bottom_px + 1] = False
    edges = np.flatnonzero(np.diff(np.concatenate([[0], inked.astype(np.int8), [0]])))
    runs = zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
    return [(first, last) for first, last in runs if 0.7 * x_height_px <= last - first <= 4 * x_height_px]


def moved(line: PrintedLine, down_px: int, across_px: int) -> PrintedLine:
    """The line in the pixels of a larger image."""
    return replace(
        line,
        top_px=line.top_px + down_px,
        bottom_px=line.bottom_px + down_px,
        left_px=line.left_px + across_px,
        right_px=line.right_px + across_px,
    )
