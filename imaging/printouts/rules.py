"""Find the rules of a printout, long thin horizontal lines, and the blocks that they part."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

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
_DARKER_THAN_FOLD = 1.6
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


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the lines across a page part, and which of them are folds."""

    regions: tuple[Region, ...]
    """Above, between and below the rules, column by column from the left; one region where there are no rules."""
    folds: NDArray[np.bool_] | None
    """(H, W): where folds lie; None where there are none."""


def find_ruling(white: Gray) -> Ruling:
    """Find the rules on a level page (uint8 (H, W), paper 255) and the regions they part."""
    factor = min(1.0, _WORKING_WIDTH_PX / white.shape[1])
    small = cv2.resize(white, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA) if factor < 1 else white
    lines = _find_lines(np.asarray(small, np.uint8))
    columns = _columns(lines.rules, small.shape[1])
    if not columns:
        return Ruling((Region(0, white.shape[0], 0, white.shape[1]),), None)
    printed, folds = _sorted_out(lines, columns)
    regions = (
        Region(
            round(part.top / factor), round(part.bottom / factor), round(part.left / factor), round(part.right / factor)
        )
        for part in _regions(printed, columns, small.shape)
    )
    if not folds:
        return Ruling(tuple(regions), None)
    mask = cv2.dilate(np.isin(lines.labels, folds).astype(np.uint8), np.ones((3, 1), np.uint8))
    grown = cv2.resize(mask, white.shape[::-1], interpolation=cv2.INTER_NEAREST)
    return Ruling(tuple(regions), np.asarray(grown > 0))


def without_folds(white: Gray, folds: NDArray[np.bool_] | None) -> Gray:
    """The page (uint8 (H, W)) with folds as light as paper; what is much darker than the folds is print and stays."""
    if folds is None or not folds.any():
        return white
    # most of a fold lies on bare paper
    depth = 255 - float(np.median(white[folds]))
    is_fold = folds & np.asarray(white > 255 - 2 * depth - _LEAST_DEPTH)
    return np.asarray(np.where(is_fold, np.uint8(255), white), np.uint8)


@dataclass(frozen=True, slots=True)
class _Lines:
    """All long thin lines: `rules[i]` is where `labels` is i + 1; `depth` is how much darker than above and below."""

    rules: list[Rule]
    numbers: list[int]
    labels: NDArray[np.int32]
    depth: Gray


def _find_lines(small: Gray) -> _Lines:
    width = small.shape[1]
    # darker than what is above and below, however much the print has faded
    depth = cv2.morphologyEx(small, cv2.MORPH_BLACKHAT, np.ones((max(5, int(_THICKEST * width)), 1), np.uint8))
    dark = np.asarray(depth > _LEAST_DEPTH).astype(np.uint8)
    # strokes of letters are shorter than the pieces of a rule; a rule's pieces are joined, then what stays short goes
    pieces = cv2.morphologyEx(dark, cv2.MORPH_OPEN, _along(_LEAST_PIECE * width))
    joined = cv2.morphologyEx(pieces, cv2.MORPH_CLOSE, _along(_MOST_GAP * width, 3))
    lines = cv2.morphologyEx(joined, cv2.MORPH_OPEN, _along(_LEAST_LINE * width))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(lines, connectivity=8)
    found = [
        (Rule(top, top + height, left, left + across), number)
        for number, (left, top, across, height, _) in enumerate(stats.tolist())
        if number > 0 and height <= max(4, _THICKEST * width)
    ]
    found.sort(key=lambda one: (one[0].top, one[0].left))
    return _Lines(
        [rule for rule, _ in found],
        [number for _, number in found],
        np.asarray(labels, np.int32),
        np.asarray(depth, np.uint8),
    )


def _sorted_out(lines: _Lines, columns: Sequence[tuple[int, int]]) -> tuple[list[Rule], list[int]]:
    """The printed rules, and the labels of the lines that go on beyond the columns: folds."""
    width = lines.labels.shape[1]
    reach, near = _BEYOND * width, _THICKEST * width
    first, last = columns[0][0] - reach, columns[-1][1] + reach
    beyond = [rule.left < first or rule.right > last for rule in lines.rules]
    folds = [rule for rule, is_beyond in zip(lines.rules, beyond, strict=True) if is_beyond]
    printed: list[Rule] = []
    for rule, number, is_beyond in zip(lines.rules, lines.numbers, beyond, strict=True):
        if is_beyond:
            printed += _rules_on_fold(lines, rule, number, columns)
            continue
        fills_column = any(max(abs(rule.left - left), abs(rule.right - right)) < reach / 2 for left, right in columns)
        by_fold = any(rule.top - near < fold.bottom and fold.top < rule.bottom + near for fold in folds)
        if fills_column or not by_fold:
            printed.append(rule)
    labels = [number for number, is_beyond in zip(lines.numbers, beyond, strict=True) if is_beyond]
    return sorted(printed, key=lambda rule: (rule.top, rule.left)), labels


def _rules_on_fold(lines: _Lines, fold: Rule, number: int, columns: Sequence[tuple[int, int]]) -> list[Rule]:
    """Rules with which a fold falls together: all along the column the line is much darker than beyond it."""
    rows = slice(fold.top, fold.bottom)
    is_line = lines.labels[rows] == number
    along = np.where(is_line, lines.depth[rows], 0).max(axis=0)
    outside = is_line.any(axis=0)
    for left, right in columns:
        outside[left:right] = False
    if not outside.any():
        return []
    least = _DARKER_THAN_FOLD * float(np.median(along[outside]))
    # between the letters of a line of print a fold is no darker than elsewhere
    return [
        Rule(fold.top, fold.bottom, left, right)
        for left, right in columns
        if float(np.percentile(along[left:right], 15)) > least
    ]


def _along(length_px: float, rows: int = 1) -> NDArray[np.uint8]:
    return np.ones((rows, max(3, int(length_px))), np.uint8)


def _regions(rules: Sequence[Rule], columns: Sequence[tuple[int, int]], shape: tuple[int, ...]) -> tuple[Region, ...]:
    height, width = shape[:2]
    middles = [(right + left) // 2 for (_, right), (left, _) in pairwise(columns)]
    edges = [0, *middles, width]
    regions: list[Region] = []
    for column, left, right in zip(columns, edges[:-1], edges[1:], strict=True):
        top = 0
        for first, last in _boundaries(rules, column):
            regions.append(Region(top, first, left, right))
            top = last
        regions.append(Region(top, height, left, right))
    return tuple(region for region in regions if region.bottom - region.top > 0.006 * width)


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
