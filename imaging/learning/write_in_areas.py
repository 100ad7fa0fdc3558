"""Where a name would be written: the free place beside a write-in line's target."""

import numpy as np
from numpy.typing import NDArray

from imaging.layout import BoxIn
from imaging.learning.learned import LearnedPage

_CELL_IN = 0.02
_SHORTEST_RULE_IN = 0.6
_LEAST_HEIGHT_IN, _LEAST_WIDTH_IN = 0.1, 0.6
_INSET_IN = 0.02
_DARK_SHARE = 0.75
"""Of the paper's gray: what is darker is print."""

Cells = NDArray[np.bool_]


def find_write_in_area(page: LearnedPage, beside: BoxIn) -> BoxIn | None:
    """The largest place without print in a box of the page, above its rule where it has one. None where it is full."""
    dark = _dark_cells(page, beside)
    if dark.size == 0:
        return None
    rule = _rule(dark)
    if rule is not None:
        row, left, right = rule
        dark = dark.copy()
        dark[:, :left] = True
        dark[:, right:] = True
        dark[row:] = True
    found = _largest_free(dark)
    if found is None:
        return None
    top, left, bottom, right = found
    area = BoxIn(
        round(beside.top_in + top * _CELL_IN + _INSET_IN, 4),
        round(beside.left_in + left * _CELL_IN + _INSET_IN, 4),
        round(beside.top_in + bottom * _CELL_IN - _INSET_IN, 4),
        round(beside.left_in + right * _CELL_IN - _INSET_IN, 4),
    )
    wide = area.right_in - area.left_in >= _LEAST_WIDTH_IN
    return area if wide and area.bottom_in - area.top_in >= _LEAST_HEIGHT_IN else None


def _dark_cells(page: LearnedPage, box: BoxIn) -> Cells:
    """The box in square cells, True where anything is printed."""
    gray, dpi = page.upright, page.dpi
    rows, columns = int((box.bottom_in - box.top_in) / _CELL_IN), int((box.right_in - box.left_in) / _CELL_IN)
    if rows < 1 or columns < 1:
        return np.zeros((0, 0), np.bool_)
    row_edges = np.clip(np.rint((box.top_in + np.arange(rows) * _CELL_IN) * dpi), 0, gray.shape[0] - 1)
    column_edges = np.clip(np.rint((box.left_in + np.arange(columns) * _CELL_IN) * dpi), 0, gray.shape[1] - 1)
    bottom, right = (
        min(int(np.ceil(end * dpi)), size)
        for end, size in ((box.bottom_in, gray.shape[0]), (box.right_in, gray.shape[1]))
    )
    part = gray[:bottom, :right]
    lowest = np.minimum.reduceat(part, row_edges.astype(np.int64), axis=0)
    lowest = np.minimum.reduceat(lowest, column_edges.astype(np.int64), axis=1)
    return np.asarray(lowest < _DARK_SHARE * float(np.median(gray[::8, ::8])))


def _rule(dark: Cells) -> tuple[int, int, int] | None:
    """The row, first and last column of the longest run of print: the line to write on. The lower of two as long."""
    best: tuple[int, int, int] | None = None
    for row in range(dark.shape[0]):
        edges = np.flatnonzero(np.diff(np.concatenate([[0], dark[row].astype(np.int8), [0]])))
        for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
            if best is None or end - start >= 0.95 * (best[2] - best[1]):
                best = row, start, end
    long_enough = best is not None and (best[2] - best[1]) * _CELL_IN >= _SHORTEST_RULE_IN
    return best if long_enough and best is not None and best[0] * _CELL_IN >= _LEAST_HEIGHT_IN else None


def _largest_free(dark: Cells) -> tuple[int, int, int, int] | None:
    """The free rectangle of most cells: top, left, bottom, right."""
    best, most = None, 0
    heights = np.zeros(dark.shape[1], np.int64)
    for row in range(dark.shape[0]):
        heights = np.where(dark[row], 0, heights + 1)
        open_runs: list[tuple[int, int]] = []
        for column, height in enumerate([*heights.tolist(), 0]):
            start = column
            while open_runs and open_runs[-1][1] > height:
                start, tall = open_runs.pop()
                if tall * (column - start) > most:
                    best, most = (row + 1 - tall, start, row + 1, column), tall * (column - start)
            if height and (not open_runs or open_runs[-1][1] < height):
                open_runs.append((start, height))
    return best
