"""Lines along the feed that a dirty spot on a scanner's glass draws over the whole page: found and bridged.

A streak is the same at every row, print is not. One that crosses a line code breaks it in each of its rows.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

Gray = NDArray[np.uint8]

WIDEST_STREAK_PX = 5
_ROW_STEP = 3
_LEAST_CHANGE = 12
"""Gray levels by which a streak stands out from both its sides."""
_ALMOST_ALL = 0.85
_PARTS, _FEWEST_PARTS = 24, 4
"""A light streak shows only where print lies on both its sides: in so many parts of the page's height at least."""


def without_streaks(gray: Gray) -> Gray:
    """The page (uint8 (H, W)) with vertical streaks bridged from side to side; the page itself where it has none."""
    streaked = streaked_columns(gray)
    if not streaked.any():
        return gray
    bridged = gray.copy()
    edges = np.flatnonzero(np.diff(np.concatenate([[0], streaked.astype(np.int8), [0]])))
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if end - start > WIDEST_STREAK_PX or start == 0 or end == gray.shape[1]:
            continue
        left, right = gray[:, start - 1 : start].astype(np.float32), gray[:, end : end + 1].astype(np.float32)
        share = (np.arange(end - start, dtype=np.float32) + 1) / (end - start + 1)
        bridged[:, start:end] = np.rint(left + (right - left) * share)
    return bridged


def streaked_columns(gray: Gray) -> NDArray[np.bool_]:
    """Which columns of a page (uint8 (H, W)) lie in a streak: bool (W,)."""
    height, width = gray.shape
    streaked = np.zeros(width, np.bool_)
    reach = WIDEST_STREAK_PX
    if width <= 2 * reach or height < 10 * _ROW_STEP:
        return streaked
    rows = np.ascontiguousarray(gray[::_ROW_STEP])
    middle, left, right = (
        np.ascontiguousarray(part) for part in (rows[:, reach:-reach], rows[:, : -2 * reach], rows[:, 2 * reach :])
    )
    darker, lighter = cv2.min(left, right), cv2.max(left, right)
    paper = int(np.median(rows[::16]))
    # a dark streak: darker than both sides wherever both sides are paper
    bare = np.asarray(darker > max(paper - 40, 0))
    dark = _throughout(cv2.subtract(darker, middle) > _LEAST_CHANGE, bare, _PARTS // 2)
    # a light one: lighter than both sides wherever both are print
    print_beside = np.asarray(lighter < max(paper - 80, 0))
    light = _throughout(cv2.subtract(middle, lighter) > 3 * _LEAST_CHANGE, print_beside, _FEWEST_PARTS)
    streaked[reach:-reach] = dark | light
    return streaked


def _throughout(seen: NDArray[np.bool_], where: NDArray[np.bool_], fewest: int) -> NDArray[np.bool_]:
    """In which columns `seen` holds wherever it could (`where`), and these places lie in many parts of the height.

    The gaps of one barcode, row above row, are no streak: they do not go on above and below it.
    """
    edges = np.linspace(0, len(where), _PARTS + 1).astype(np.int64)[:-1]
    could = np.add.reduceat(where, edges, axis=0, dtype=np.int32)
    held = np.add.reduceat(seen & where, edges, axis=0, dtype=np.int32)
    parts = could > 0
    whole = parts & (held >= _ALMOST_ALL * could)
    first, last = parts.argmax(axis=0), _PARTS - 1 - parts[::-1].argmax(axis=0)
    many = (parts.sum(axis=0) >= fewest) & (last - first >= _PARTS // 2)
    return np.asarray(many & (whole.sum(axis=0) >= _ALMOST_ALL * parts.sum(axis=0)), np.bool_)
