"""Lines along the feed that a dirty spot on a scanner's glass draws over the whole page: found and taken away.

A streak is the same at every row, print is not. One that crosses a line code breaks it in each of its rows. A dark one
hides paper and not always print: what is darker than the streak is seen through it, as through a shaded glass.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Gray = NDArray[np.uint8]

WIDEST_STREAK_PX = 5
_WIDEST_GROUP_PX = 24
"""Of dark streaks side by side, with paper between them."""
_ROW_STEP = 3
_LEAST_CHANGE = 12
"""Gray levels by which a streak stands out from both its sides."""
_UNEVEN = 5
"""Gray levels by which a streak is darker in one place than in another."""
_LEAST_SEEN, _MOST_GAIN = 14, 8.0
"""Gray levels by which print must be darker than a streak to be seen through it; by how much it is made clearer."""
_MOST_OPAQUE = 0.5
"""Of the rows in which darker print crosses it, the share in which it is seen through a streak at least."""
_PRINT = 60
"""Gray levels by which print is darker than paper at least, for it to matter whether it is seen."""
_ALMOST_ALL = 0.85
_PARTS, _FEWEST_PARTS = 24, 4
"""A light streak shows only where print lies on both its sides: in so many parts of the page's height at least."""


def without_streaks(gray: Gray) -> Gray:
    """The page (uint8 (H, W)) without vertical streaks; the page itself where it has none.

    A dark one is lightened to the paper's level, and bridged from side to side where no print can be seen through it; a
    light one is bridged.
    """
    if _is_small(gray):
        return gray
    lit = _lightened(gray)
    light = _light_columns(lit)
    if not light.any():
        return lit
    bridged = lit.copy()
    for start, end in _runs(light):
        if end - start <= WIDEST_STREAK_PX and start > 0 and end < gray.shape[1]:
            bridged[:, start:end] = _bridge(lit, start, end)
    return bridged


def _is_small(gray: Gray) -> bool:
    height, width = gray.shape
    return bool(width <= 2 * _WIDEST_GROUP_PX or height < 2 * _PARTS * _ROW_STEP)


def _runs(columns: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], columns.astype(np.int8), [0]])))
    return zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)


def _bridge(gray: Gray, start: int, end: int) -> NDArray[np.float32]:
    """What stands to the left of these columns passing into what stands to the right."""
    left, right = gray[:, start - 1 : start].astype(np.float32), gray[:, end : end + 1].astype(np.float32)
    share = (np.arange(end - start, dtype=np.float32) + 1) / (end - start + 1)
    return np.asarray(np.rint(left + (right - left) * share), np.float32)


@dataclass(frozen=True, slots=True)
class _Levels:
    """How light the paper is: (parts of the height, W), in each part of each column, and by what is beside it."""

    own: Gray
    beside: Gray
    dark: NDArray[np.bool_]
    """(W,): which columns are streaks darker than paper."""


def _part_edges(rows: int) -> NDArray[np.int64]:
    return np.linspace(0, rows, _PARTS + 1).astype(np.int64)


def _levels(gray: Gray) -> _Levels:
    rows = gray[::_ROW_STEP]
    # between its lines of print paper comes into sight in every part; in a dark streak it never does
    own = np.asarray(np.maximum.reduceat(rows, _part_edges(len(rows))[:-1], axis=0), np.uint8)
    beside = cv2.morphologyEx(own, cv2.MORPH_CLOSE, np.ones((1, _WIDEST_GROUP_PX + 1), np.uint8))
    darker = np.asarray(cv2.subtract(beside, own) > _LEAST_CHANGE)
    dark = darker.sum(axis=0) >= _ALMOST_ALL * _PARTS
    for start, end in _runs(dark):
        if end - start > WIDEST_STREAK_PX + 1 or start == 0 or end == gray.shape[1]:
            dark[start:end] = False
    return _Levels(own, np.asarray(beside, np.uint8), np.asarray(dark, np.bool_))


def _lightened(gray: Gray) -> Gray:
    """The page with its dark streaks as light as the paper beside them."""
    levels = _levels(gray)
    if not levels.dark.any():
        return gray
    lit = gray.copy()
    edges = _part_edges(len(gray))
    for start, end in _runs(levels.dark):
        own = np.median(gray[::_ROW_STEP, start:end], axis=0).astype(np.float32)
        streak, bridge = max(float(own.mean()), 1.0), _bridge(gray, start, end)
        hides = _is_opaque(gray[:, start:end], bridge, streak)
        for top, bottom in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
            paper, ink = _beside(gray[top:bottom], levels.dark, start, end)
            # as much lighter as makes what is print in the streak as dark as the print beside it
            darker = (paper - ink) / max(streak - ink, 1.0) if ink < paper - _PRINT else paper / streak
            gain = min(darker, _MOST_GAIN)
            depth = own - gray[top:bottom, start:end]
            through = np.clip(paper - gain * np.where(depth > _UNEVEN, depth, 0), 0, 255)
            if hides or (ink < paper - _PRINT and ink > streak - _LEAST_SEEN):
                through = np.minimum(bridge[top:bottom], np.maximum(through, ink))
            lit[top:bottom, start:end] = np.rint(through)
    return lit


def _is_opaque(streak: Gray, bridge: NDArray[np.float32], level: float) -> bool:
    """Whether a streak (H, columns) stays as it is where print crosses it that is darker."""
    crossed = np.asarray(bridge.max(axis=1) < level - _LEAST_SEEN)
    return not crossed.any() or float((streak[crossed].mean(axis=1) < level - _LEAST_SEEN / 2).mean()) < _MOST_OPAQUE


def _beside(part: Gray, dark: NDArray[np.bool_], start: int, end: int) -> tuple[float, float]:
    """How light the paper is beside a streak, and how dark the print; the paper's level where there is none."""
    first, last = max(0, start - _WIDEST_GROUP_PX), end + _WIDEST_GROUP_PX
    beside = part[:, first:last][:, ~dark[first:last]]
    paper, ink = np.percentile(beside, (80, 4)) if beside.size else (255.0, 255.0)
    return float(paper), float(ink)


def _light_columns(gray: Gray) -> NDArray[np.bool_]:
    """Which columns are lighter than both sides wherever both are print: a printer's dead element, a scratch."""
    reach = WIDEST_STREAK_PX
    streaked = np.zeros(gray.shape[1], np.bool_)
    rows = np.ascontiguousarray(gray[::_ROW_STEP])
    middle, left, right = (
        np.ascontiguousarray(part) for part in (rows[:, reach:-reach], rows[:, : -2 * reach], rows[:, 2 * reach :])
    )
    lighter = cv2.max(left, right)
    paper = int(np.median(rows[::16]))
    print_beside = np.asarray(lighter < max(paper - 80, 0))
    streaked[reach:-reach] = _throughout(cv2.subtract(middle, lighter) > 3 * _LEAST_CHANGE, print_beside)
    return streaked


def _throughout(seen: NDArray[np.bool_], where: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """In which columns `seen` holds wherever it could (`where`), and these places lie in many parts of the height.

    The gaps of one barcode, row above row, are no streak: they do not go on above and below it.
    """
    edges = _part_edges(len(where))[:-1]
    could = np.add.reduceat(where, edges, axis=0, dtype=np.int32)
    held = np.add.reduceat(seen & where, edges, axis=0, dtype=np.int32)
    parts = could > 0
    whole = parts & (held >= _ALMOST_ALL * could)
    first, last = parts.argmax(axis=0), _PARTS - 1 - parts[::-1].argmax(axis=0)
    many = (parts.sum(axis=0) >= _FEWEST_PARTS) & (last - first >= _PARTS // 2)
    return np.asarray(many & (whole.sum(axis=0) >= _ALMOST_ALL * parts.sum(axis=0)), np.bool_)
