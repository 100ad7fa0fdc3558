"""Plain twin of the kernel that takes the ink near places apart."""

from itertools import product

import numpy as np
from numpy.typing import NDArray

from kernels import columns
from kernels.pieces import MOST_PIECES
from tests.plain.marks import dark_runs
from tests.plain.outlines import nearest_px
from tests.plain.records import record
from tests.plain.targets import near_lines

Page = NDArray[np.uint8]
Places = NDArray[np.int64]
Bools = NDArray[np.bool_]
Pixels = set[tuple[int, int]]


def pieces_near(
    page: Page,
    centres_px64: Places,
    zones: Places,
    reaches_px: tuple[tuple[int, int], tuple[int, int]],
    line_runs_px: tuple[int, int],
    levels: tuple[int, int],
    others_px: Places,
    other_reach_px: int,
    slanted_lines: bool,
) -> NDArray[np.int64]:
    found = np.zeros((len(centres_px64), MOST_PIECES, columns.PIECE_COLUMNS), np.int64)
    for i, centre in enumerate(centres_px64.tolist()):
        row, col = nearest_px(centre[0]), nearest_px(centre[1])
        (near_rows, near_cols), (rows, cols) = reaches_px
        top, left = max(row - rows, 0), max(col - cols, 0)
        inked = page[top : max(row + rows + 1, 0), left : max(col + cols + 1, 0)].astype(int) <= levels[0]
        if not inked.size:
            continue
        free = inked & ~_lines(inked, line_runs_px, slanted_lines)
        for pixels in _in_pieces({(r + top, c + left) for r, c in np.argwhere(free).tolist()}):
            told = _told(page, pixels, centre, zones[i].tolist(), levels[1], others_px.tolist(), other_reach_px)
            piece = record(columns.PIECE_COLUMNS, told)
            above, below = told[columns.PIECE_TOP] - row, told[columns.PIECE_BOTTOM] - row
            before, behind = told[columns.PIECE_LEFT] - col, told[columns.PIECE_RIGHT] - col
            if above <= near_rows and below > -near_rows and before <= near_cols and behind > -near_cols:
                least = int(np.argmin(found[i, :, columns.PIECE_PIXELS]))
                if len(pixels) > found[i, least, columns.PIECE_PIXELS]:
                    found[i, least] = piece
    return found


def _lines(inked: Bools, line_runs_px: tuple[int, int], slanted: bool) -> Bools:
    lines = _runs(inked, line_runs_px[0]) | _runs(inked.T, line_runs_px[1]).T
    if slanted:
        rows, cols = inked.shape
        lines |= near_lines(inked, (cols + 1) // 2) | near_lines(inked.T, (rows + 1) // 2).T
    return lines


def _runs(inked: Bools, least_px: int) -> Bools:
    padded = np.pad(inked, ((1, 1), (0, 0)))
    found = np.zeros_like(inked)
    for row, line in enumerate(padded[:-2] | padded[1:-1] | padded[2:]):
        for start, end in dark_runs(line):
            if end - start >= least_px:
                found[max(row - 1, 0) : row + 2, start:end] = True
    return found


def _in_pieces(pixels: Pixels) -> list[Pixels]:
    """In order of their first pixels."""
    pieces = []
    for first in sorted(pixels):
        if first not in pixels:
            continue
        piece, fresh = set(), {first}
        while fresh:
            piece |= fresh
            pixels -= fresh
            beside = {(r + i, c + j) for r, c in fresh for i, j in product((-1, 0, 1), repeat=2)}
            fresh = beside & pixels
        pieces.append(piece)
    return pieces


def _told(
    page: Page,
    pixels: Pixels,
    centre: list[int],
    zones: list[list[int]],
    paper_level: int,
    others: list[list[int]],
    other_reach_px: int,
) -> dict[int, int]:
    rows, cols = np.array(sorted(pixels), dtype=object).T
    count = len(pixels)
    inside = [tuple(_inside(zone, 64 * r - centre[0], 64 * c - centre[1]) for zone in zones) for r, c in pixels]
    near = [
        (abs(r - row) <= other_reach_px and abs(c - col) <= other_reach_px) for r, c in pixels for row, col in others
    ]
    return {
        columns.PIECE_PIXELS: count,
        columns.PIECE_TOP: min(rows),
        columns.PIECE_BOTTOM: max(rows) + 1,
        columns.PIECE_LEFT: min(cols),
        columns.PIECE_RIGHT: max(cols) + 1,
        columns.PIECE_ROW_MOMENT: count * sum(rows * rows) - sum(rows) ** 2,
        columns.PIECE_COL_MOMENT: count * sum(cols * cols) - sum(cols) ** 2,
        columns.PIECE_BOTH_MOMENT: count * sum(rows * cols) - sum(rows) * sum(cols),
        columns.PIECE_DARKNESS: sum(paper_level - int(page[place]) for place in pixels),
        columns.AT_PLACE: sum(close and margin and at for at, margin, close in inside),
        columns.BEYOND: sum(not (close and margin) for _, margin, close in inside),
        columns.CLOSE: sum(close and not margin for _, margin, close in inside),
        columns.AT_OTHERS: sum(near),
    }


def _inside(form: list[int], down: int, right: int) -> bool:
    if abs(down) > 64 * form[columns.ROW_REACH] or abs(right) > 64 * form[columns.COL_REACH]:
        return False
    along = form[columns.ALONG_BY_ROW] * down + form[columns.ALONG_BY_COL] * right
    across = form[columns.ACROSS_BY_ROW] * down + form[columns.ACROSS_BY_COL] * right
    beyond = max(abs(along) - form[columns.HALF_LENGTH], 0)
    aside = max(abs(across) - form[columns.HALF_DEPTH], 0)
    return bool(beyond**2 + aside**2 <= form[columns.RADIUS] ** 2)


def hanging_together(inked: Page, seeds: Page) -> Page:
    found = np.zeros_like(inked)
    waiting = [(row, col) for row, col in np.argwhere(seeds).tolist() if inked[row, col]]
    while waiting:
        row, col = waiting.pop()
        if not found[row, col]:
            found[row, col] = 1
            near = [(row + down, col + right) for down in (-1, 0, 1) for right in (-1, 0, 1)]
            inside = [(r, c) for r, c in near if 0 <= r < len(inked) and 0 <= c < inked.shape[1]]
            waiting += [(r, c) for r, c in inside if inked[r, c]]
    return found
