"""Which closed outlines are targets: those of one size that stand in columns beside text.

What looks like a target and is none: a letter (its neighbours are as tall and close by), an example in the
instructions (words on both sides, or in line with no other), a cell of a table (its stroke is the table's), a part of
a seal (no other of its size in line with it).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from imaging.ink_levels import LITTLE_PRINT, measure_ink_levels
from imaging.layout import TargetShape
from imaging.learning.outlines import ClosedOutline

SAME_SIZE_IN = 0.014
SAME_SIZE_SHARE = 0.075
SAME_COLUMN_IN = 0.035
SAME_ROW_IN = 0.012
LETTER_GAP_SHARE = 0.2
"""Of its height: a letter's neighbour is so close."""
WORD_GAP_IN = 0.13
"""Words on both sides within so much: the outline stands in a sentence."""
BAR_FILL = 0.85
"""Print that fills its box so far is a timing mark, not a word."""
TEXT_HEIGHT_IN = 0.3
"""Taller print is a rule or a picture, not text."""


@dataclass(frozen=True, slots=True)
class _Print:
    """The page's print in pieces, in inches: float64 (N,) each."""

    left: NDArray[np.float64]
    top: NDArray[np.float64]
    right: NDArray[np.float64]
    bottom: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Beside:
    """The gaps to the nearest text, in inches, and whether a piece as tall as the outline adjoins it."""

    left_in: float
    right_in: float
    lettered: bool


def select_targets(gray: NDArray[np.uint8], dpi: float, outlines: Sequence[ClosedOutline]) -> tuple[ClosedOutline, ...]:
    """Select the targets among a page's outlines (uint8 (H, W)): columns from the left, in each from the top."""
    pieces = _pieces(gray, dpi)
    beside = {outline: _look_beside(outline, pieces) for outline in outlines}
    usable = [outline for outline in outlines if _could_be(outline, beside[outline])]
    classes = _by_size(usable)
    kept = [outline for members in classes for outline in _in_line(members, beside, len(classes) == 1)]
    return _reading_order(kept)


def _pieces(gray: NDArray[np.uint8], dpi: float) -> _Print:
    """The pieces of print that may be text."""
    levels = measure_ink_levels(gray, LITTLE_PRINT)
    dark = np.asarray(gray < levels.paper - max(14, levels.contrast // 3), np.uint8)
    _, _, counted, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    left, top, width, height, area = np.asarray(counted[1:], np.float64).T
    speck = area < max(2, (0.01 * dpi) ** 2)
    bar = (area > BAR_FILL * width * height) & (width > 0.06 * dpi) & (height > 0.03 * dpi)
    left, top, width, height = (edge[~speck & ~bar] / dpi for edge in (left, top, width, height))
    return _Print(left, top, left + width, top + height)


def _look_beside(outline: ClosedOutline, pieces: _Print) -> _Beside:
    top, bottom = outline.y_in - outline.height_in / 2, outline.y_in + outline.height_in / 2
    left, right = outline.x_in - outline.width_in / 2, outline.x_in + outline.width_in / 2
    level = (pieces.top < bottom - 0.1 * outline.height_in) & (pieces.bottom > top + 0.1 * outline.height_in)
    level &= pieces.bottom - pieces.top < TEXT_HEIGHT_IN
    before, after = left - pieces.right, pieces.left - right
    slack = 0.012
    to_left = np.where(level & (before > -slack), before, np.inf).clip(min=0)
    to_right = np.where(level & (after > -slack), after, np.inf).clip(min=0)
    tall = np.abs(pieces.bottom - pieces.top - outline.height_in) < 0.25 * outline.height_in
    tall &= np.abs(pieces.bottom - bottom) < 0.15 * outline.height_in
    close = np.minimum(to_left, to_right) < LETTER_GAP_SHARE * outline.height_in
    return _Beside(
        left_in=float(to_left.min(initial=np.inf)),
        right_in=float(to_right.min(initial=np.inf)),
        lettered=bool((tall & close).any()),
    )


def _could_be(outline: ClosedOutline, beside: _Beside) -> bool:
    if outline.width_in < 0.85 * outline.height_in:
        return False
    if outline.shape is TargetShape.BOX and not outline.alone:
        return False
    return not beside.lettered and not (beside.left_in < WORD_GAP_IN and beside.right_in < WORD_GAP_IN)


def _by_size(outlines: Sequence[ClosedOutline]) -> list[list[ClosedOutline]]:
    """The outlines in classes of one size, the largest class first."""
    classes: list[list[ClosedOutline]] = []
    rest = list(outlines)
    while rest:
        around = [[other for other in rest if _same_size(one, other)] for one in rest]
        members = max(around, key=len)
        classes.append(members)
        rest = [outline for outline in rest if outline not in members]
    return classes


def _same_size(one: ClosedOutline, other: ClosedOutline) -> bool:
    if (one.shape is TargetShape.BOX) != (other.shape is TargetShape.BOX) and min(one.likeness, other.likeness) > 0.95:
        return False
    return all(
        abs(mine - theirs) <= max(SAME_SIZE_IN, SAME_SIZE_SHARE * mine)
        for mine, theirs in ((one.width_in, other.width_in), (one.height_in, other.height_in))
    )


def _in_line(
    members: Sequence[ClosedOutline], beside: dict[ClosedOutline, _Beside], only_class: bool
) -> list[ClosedOutline]:
    """The members of a class that stand in a column of at least two, or level with others and like them beside text."""
    if len(members) == 1:
        return list(members) if only_class else []
    columns = {one: _others(members, one, columns=True) for one in members}
    columned = [one for one in members if columns[one]]
    rows = {one: _others(members, one, columns=False) for one in members}
    if not columned:
        return [one for one in members if rows[one]]
    right = sum(beside[one].left_in < beside[one].right_in for one in columned) * 2 > len(columned)
    level = [
        one
        for one in members
        if not columns[one] and rows[one] and (beside[one].left_in < beside[one].right_in) == right
    ]
    return [*columned, *level]


def _others(members: Sequence[ClosedOutline], one: ClosedOutline, columns: bool) -> list[ClosedOutline]:
    if columns:
        return [other for other in members if other is not one and abs(other.x_in - one.x_in) <= SAME_COLUMN_IN]
    return [other for other in members if other is not one and abs(other.y_in - one.y_in) <= SAME_ROW_IN]


def _reading_order(outlines: Sequence[ClosedOutline]) -> tuple[ClosedOutline, ...]:
    """Columns from the left, in each from the top; a column's outlines stand within half a width of each other."""
    columns: list[list[ClosedOutline]] = []
    for outline in sorted(outlines, key=lambda o: o.x_in):
        if columns and outline.x_in - columns[-1][-1].x_in <= max(SAME_COLUMN_IN, outline.width_in / 2):
            columns[-1].append(outline)
        else:
            columns.append([outline])
    return tuple(outline for column in columns for outline in sorted(column, key=lambda o: o.y_in))
