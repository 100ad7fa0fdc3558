"""Which closed outlines are targets: those of one size that stand in columns beside text.

What looks like a target and is none: a letter (its neighbours are as tall and close by), an example in the
instructions (words on both sides, or in line with no other), a cell of a table (its stroke is the table's), a part of
a seal (no other of its size in line with it), a letter that stands alone (far smaller than the page's targets), an
initial at the head of several names (another size than the page's targets, and close to its name).
"""

from collections.abc import Sequence
from statistics import median

import numpy as np
from numpy.typing import NDArray

from imaging.layout import TargetShape
from imaging.learning.alike import PageAlike, find_alike
from imaging.learning.neighbours import OutlineNeighbours, look_beside, printed_pieces
from imaging.learning.outlines import ClosedOutline

SAME_SIZE_IN = 0.014
SAME_SIZE_SHARE = 0.075
SAME_COLUMN_IN = 0.035
SAME_ROW_IN = 0.012
WORD_GAP_IN = 0.13
"""Words on both sides within so much: the outline stands in a sentence, unless its whole column does."""
WIDER_THAN_LETTERS = 1.3
"""In heights."""
SURE_LIKENESS = 0.95
"""A form is told apart from another from here on."""
INITIAL_GAP_SHARE = 0.5
"""Of its height: an initial is so close to its apostrophe, its stop or the name after it."""
LETTER_SIZE_SHARE = 0.62
"""Of the height of the page's targets: what is smaller is a letter."""

Gray = NDArray[np.uint8]
Beside = dict[ClosedOutline, OutlineNeighbours]


def select_targets(gray: Gray, dpi: float, outlines: Sequence[ClosedOutline]) -> tuple[ClosedOutline, ...]:
    """Select the targets among a page's outlines (uint8 (H, W)): columns from the left, in each from the top.

    Where some are found, others like them whose outline has a gap are found, too.
    """
    pieces = printed_pieces(gray, dpi)
    beside = {outline: look_beside(outline, pieces, outlines) for outline in outlines}
    classes = _large_enough(_by_size([outline for outline in outlines if _could_be(outline, beside[outline])]))
    page = PageAlike.of(gray, dpi)
    kept: list[ClosedOutline] = []
    for members in classes:
        in_line = _in_line(members, beside, members is classes[0], len(classes) == 1)
        if len(in_line) > 1:
            more = find_alike(page, in_line, [*outlines, *kept])
            beside |= {outline: look_beside(outline, pieces, [*outlines, *more]) for outline in more}
            more = [outline for outline in more if _could_be(outline, beside[outline])]
            in_line = _in_line([*members, *more], beside, members is classes[0], len(classes) == 1)
        kept += in_line
    return _reading_order(kept)


def _could_be(outline: ClosedOutline, beside: OutlineNeighbours) -> bool:
    if outline.width_in < 0.85 * outline.height_in:
        return False
    lettered = beside.lettered and outline.width_in < WIDER_THAN_LETTERS * outline.height_in
    return not lettered and (outline.shape is not TargetShape.BOX or outline.alone)


def _large_enough(classes: list[list[ClosedOutline]]) -> list[list[ClosedOutline]]:
    """Without those that are letters by their size, seen from the largest class."""
    if not classes:
        return []
    usual = median(one.height_in for one in classes[0])
    return [own for own in classes if median(one.height_in for one in own) >= LETTER_SIZE_SHARE * usual]


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
    apart = (one.shape is TargetShape.BOX) != (other.shape is TargetShape.BOX)
    if apart and min(one.likeness, other.likeness) > SURE_LIKENESS:
        return False
    return all(
        abs(mine - theirs) <= max(SAME_SIZE_IN, SAME_SIZE_SHARE * mine)
        for mine, theirs in ((one.width_in, other.width_in), (one.height_in, other.height_in))
    )


def _in_line(members: Sequence[ClosedOutline], beside: Beside, usual: bool, only_class: bool) -> list[ClosedOutline]:
    """The members of a class that stand in a column of at least two, or level with others and like them beside text."""
    if len(members) == 1:
        return [one for one in members if only_class and not _in_words(beside[one])]
    columns = {one: _others(members, one, columns=True) for one in members}
    members = [one for one in members if _has_own_words(one, columns[one], beside, usual)]
    columned = [one for one in members if any(other in members for other in columns[one])]
    rows = {one: _others(members, one, columns=False) for one in members}
    if not columned:
        return [one for one in members if rows[one]]
    right = sum(beside[one].left_in < beside[one].right_in for one in columned) * 2 > len(columned)
    level = [
        one
        for one in members
        if one not in columned and rows[one] and (beside[one].left_in < beside[one].right_in) == right
    ]
    return [*columned, *level]


def _has_own_words(one: ClosedOutline, column: Sequence[ClosedOutline], beside: Beside, usual: bool) -> bool:
    """Whether an outline does not stand in a sentence; of a rarer size, neither in a name nor, as one of two, wordless.

    Outlines drawn in the instructions stand in a frame without words.
    """
    if not usual and _is_initial(one, beside[one]):
        return False
    if _in_words(beside[one]):
        return sum(_in_words(beside[other]) for other in column) * 2 >= max(4, len(column))
    return usual or len(column) > 1 or min(beside[one].left_in, beside[one].right_in) < np.inf


def _is_initial(one: ClosedOutline, beside: OutlineNeighbours) -> bool:
    boxed = one.shape is TargetShape.BOX and one.likeness > SURE_LIKENESS
    if boxed or one.width_in >= WIDER_THAN_LETTERS * one.height_in:
        return False
    return min(beside.left_in, beside.right_in) < INITIAL_GAP_SHARE * one.height_in


def _in_words(beside: OutlineNeighbours) -> bool:
    return beside.left_in < WORD_GAP_IN and beside.right_in < WORD_GAP_IN


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
