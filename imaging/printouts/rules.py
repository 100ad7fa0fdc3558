"""Find the rules of a printout, long thin horizontal lines, and the blocks that they part."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Gray = NDArray[np.uint8]

_WORKING_WIDTH_PX = 1300
_LEAST_DEPTH = 28
"""Gray levels."""
_SHORTEST, _BEYOND, _THICKEST = 0.2, 0.02, 0.012
"""Of the page's width: a column, how far a rule may leave it, a rule's thickness."""
_LEAST_PIECE, _MOST_GAP, _LEAST_LINE = 0.025, 0.01, 0.08
_LEAST_COVERED = 0.5
"""Of a column's width, by the pieces of a rule."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: rows `top` to `bottom`, columns `left` to `right` in pixels, half open."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class Region:
    """Where the lines of one block are looked for, in pixels, half open."""

    top: int
    bottom: int
    left: int
    right: int


def find_rules(white: Gray) -> tuple[Rule, ...]:
    """Find the rules on a level page (uint8 (H, W), paper 255), from the top down."""
    factor = min(1.0, _WORKING_WIDTH_PX / white.shape[1])
    small = cv2.resize(white, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA) if factor < 1 else white
    width = small.shape[1]
    # darker than what is above and below, however much the print has faded
    above_and_below = cv2.morphologyEx(small, cv2.MORPH_BLACKHAT, np.ones((max(5, int(_THICKEST * width)), 1), np.uint8))
    dark = np.asarray(above_and_below > _LEAST_DEPTH).astype(np.uint8)
    # strokes of letters are shorter than the pieces of a rule; a rule's pieces are joined, then what stays short goes
    pieces = cv2.morphologyEx(dark, cv2.MORPH_OPEN, _along(_LEAST_PIECE * width))
    joined = cv2.morphologyEx(pieces, cv2.MORPH_CLOSE, _along(_MOST_GAP * width, 3))
    lines = cv2.morphologyEx(joined, cv2.MORPH_OPEN, _along(_LEAST_LINE * width))
    _, _, stats, _ = cv2.connectedComponentsWithStats(lines, connectivity=8)
    rules = [
        Rule(
            int(top / factor),
            int(np.ceil((top + height) / factor)),
            int(left / factor),
            int(np.ceil((left + across) / factor)),
        )
        for left, top, across, height, _ in stats[1:].tolist()
        if height <= max(4, _THICKEST * width)
    ]
    return tuple(sorted(rules, key=lambda rule: (rule.top, rule.left)))


def _along(length_px: float, rows: int = 1) -> NDArray[np.uint8]:
    return np.ones((rows, max(3, int(length_px))), np.uint8)


def find_regions(rules: Sequence[Rule], shape: tuple[int, int]) -> tuple[Region, ...]:
    """The regions above, between and below the rules, column by column from the left; one region where are none."""
    height, width = shape
    columns = _columns(rules, width)
    if not columns:
        return (Region(0, height, 0, width),)
    middles = [(right + left) // 2 for (_, right), (left, _) in zip(columns, columns[1:], strict=False)]
    edges = [0, *middles, width]
    printed = _printed(rules, columns, width)
    regions: list[Region] = []
    for column, left, right in zip(columns, edges, edges[1:], strict=False):
        top = 0
        for first, last in _boundaries(printed, column):
            regions.append(Region(top, first, left, right))
            top = last
        regions.append(Region(top, height, left, right))
    return tuple(region for region in regions if region.bottom - region.top > 0.006 * width)


def _printed(rules: Sequence[Rule], columns: Sequence[tuple[int, int]], width: int) -> list[Rule]:
    """Without lines that go on beyond the columns (folds, the edge of the scanner's bed), and without their pieces."""
    reach, near = _BEYOND * width, _THICKEST * width
    folds = [rule for rule in rules if rule.left < columns[0][0] - reach or rule.right > columns[-1][1] + reach]

    def is_piece_of_fold(rule: Rule) -> bool:
        ends = ((abs(rule.left - left), abs(rule.right - right)) for left, right in columns)
        if any(max(off) < reach / 2 for off in ends):
            return False
        return any(rule.top - near < fold.bottom and fold.top < rule.bottom + near for fold in folds)

    return [rule for rule in rules if rule not in folds and not is_piece_of_fold(rule)]


def _columns(rules: Sequence[Rule], width: int) -> list[tuple[int, int]]:
    """Where rules lie below one another. Between the columns there is at most a rule over all of them."""
    covered = np.zeros(width + 1, np.int64)
    for rule in rules:
        covered[rule.left] += 1
        covered[rule.right] -= 1
    covered = np.cumsum(covered)[:width]
    least = max(min(2, covered.max(initial=0)), 0.35 * covered.max(initial=0), 1)
    inside = np.concatenate([[0], (covered >= least).astype(np.int8), [0]])
    edges = np.flatnonzero(np.diff(inside))
    spans = zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
    return [(left, right) for left, right in spans if right - left >= _SHORTEST * width]


def _boundaries(rules: Sequence[Rule], column: tuple[int, int]) -> list[tuple[int, int]]:
    """First and last row of each rule of a column; its pieces lie at one height."""
    left, right = column
    pieces = [rule for rule in rules if min(rule.right, right) - max(rule.left, left) > 0]
    groups: list[list[Rule]] = []
    for piece in pieces:
        near = 0.01 * (right - left)
        if groups and piece.top - max(other.bottom for other in groups[-1]) <= near:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return [
        (min(piece.top for piece in group), max(piece.bottom for piece in group))
        for group in groups
        if sum(min(p.right, right) - max(p.left, left) for p in group) >= _LEAST_COVERED * (right - left)
    ]
