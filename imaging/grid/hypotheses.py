"""The two borders, the top row and the card code, tried together: where the likeliest borders made no grid.

Every pair of chains that may be borders is tried. Text above the top row or below the card code, flush with a border,
lengthens a chain; so the full row is looked for all along a pair, and the row with the card code among all those
beyond. The pair that explains most is taken: its full row, its marks row by row, and the code, where the election's
cards have one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray

from imaging.geometry import Grid
from imaging.grid.borders import Border, MarkSizes
from imaging.grid.candidates import candidate_borders, counted_borders
from imaging.grid.joined import NoGrid, PageRows, joined_grid
from imaging.grid.row_lines import BESIDE, BorderedPage, RowLines
from imaging.ink_levels import InkLevels
from kernels.columns import LEFT, RIGHT

Codes = frozenset[frozenset[int]]
_Borders = Callable[[NDArray[np.uint8], InkLevels, MarkSizes, tuple[int, int], int], list[Border]]

STRIP_SHARES = (0.13, 0.3)
MOST_APART = 1.25
"""The pitches along both borders and across the page differ by no more than this factor."""
LEAST_FULL_ROW_SHARE = 0.85
"""The top row, wherever it lies, is known by this share of its marks between the corners."""
FEWEST_ROWS = 8
CODE_COUNTS = 8
"""A card code that is some card's counts as much as so many rows of marks."""
MOST_BEYOND = 8
"""A border that goes on for more marks beyond a row does not end there: of the other one a piece is torn off."""
CLEARLY_MORE = 3
"""Where a line out of step shows so many marks more than the foot does, a border has lost or gained a row."""


@dataclass(frozen=True, slots=True)
class _Foot:
    """The last row of a hypothesis: how many rows from the top one, what it explains, and the code it shows."""

    rows: int
    explains: int
    code: list[int]


def find_grid_anew(gray: NDArray[np.uint8], levels: InkLevels, columns: int, codes: Codes) -> Grid | NoGrid:
    """Find the grid of a page (uint8 (H, W)) on which `find_grid` found none, or none with a card's code.

    codes   the columns of the marks of the bottom row, for each page that states them
    """
    grid = _most_explaining(gray, levels, columns, codes, candidate_borders)
    return find_counted_grid(gray, levels, columns, codes) if isinstance(grid, NoGrid) else grid


def find_counted_grid(gray: NDArray[np.uint8], levels: InkLevels, columns: int, codes: Codes) -> Grid | NoGrid:
    """Find the grid of a page (uint8 (H, W)) that was drawn out somewhere: both borders whole, mark after mark."""
    grid = _most_explaining(gray, levels, columns, codes, counted_borders)
    if isinstance(grid, Grid) and grid.missing_marks:
        return NoGrid(f"{grid.missing_marks} border marks are missing where the paper was drawn out")
    return grid


def _most_explaining(
    gray: NDArray[np.uint8], levels: InkLevels, columns: int, codes: Codes, borders: _Borders
) -> Grid | NoGrid:
    """The grid of the pair of borders that explains most, in strips of the edges first."""
    for share in STRIP_SHARES:
        best: tuple[int, Grid] | None = None
        for page in _bordered_pages(gray, levels, columns, int(share * gray.shape[1]), borders):
            one = _explained(page, codes)
            if one is None or (best is not None and one[0] <= best[0]):
                continue
            best = one
            if _explains_all(one[1], one[0]):
                break
        if best is not None:
            return best[1]
    return NoGrid("no two columns of dark marks near the edges belong to a full row of timing marks")


def _bordered_pages(
    gray: NDArray[np.uint8], levels: InkLevels, columns: int, strip: int, borders: _Borders
) -> Iterator[BorderedPage]:
    """Every pair of chains near the left and right edges that may be borders of one grid."""
    width = gray.shape[1]
    sizes = MarkSizes(least_pitch=0.56 * width / columns, most_pitch=width / (columns - 1.3))
    rights = borders(gray, levels, sizes, (width - strip, width), LEFT)
    for left in borders(gray, levels, sizes, (0, strip), RIGHT):
        for right in rights:
            spacing = (right.mean_edge_px - left.mean_edge_px) / (columns - 1.75)
            pitches = sorted((spacing, left.pitch_px, right.pitch_px))
            if pitches[0] > 0 and pitches[-1] < MOST_APART * pitches[0]:
                yield BorderedPage(gray, levels, MarkSizes(0.9 * pitches[0], 1.1 * pitches[-1]), left, right, columns)


def _explained(page: BorderedPage, codes: Codes) -> tuple[int, Grid] | None:
    """How much a pair of borders explains with its full row and its code, and the grid; None where it has none."""
    lines = page.all_lines(least=ceil(LEAST_FULL_ROW_SHARE * (page.columns - 2)))
    if lines is None:
        return None
    top, right_top = lines.best()
    shift = right_top - top
    turned = _marks_above(page, top, shift) > _marks_above(page, top, shift, below=True)
    foot = _foot(page, lines, top, shift, turned, codes)
    if foot is None:
        return None
    first, last = (top - foot.rows, top) if turned else (top, top + foot.rows)
    grid = joined_grid(page, PageRows(first, last, shift, turned, foot.code))
    return None if isinstance(grid, NoGrid) else (lines.most + foot.explains, grid)


def _explains_all(grid: Grid, explained: int) -> bool:
    """Whether no mark is missing: every one of the borders, the top row between the corners, and a card's code."""
    return explained >= grid.columns - 2 + grid.rows - 1 + CODE_COUNTS


def _marks_above(page: BorderedPage, top: int, shift: int, below: bool = False) -> int:
    """How many marks both borders show on one side of a row."""
    sides = ((page.left, top), (page.right, top + shift))
    return sum(int(np.count_nonzero(side.index > row if below else side.index < row)) for side, row in sides)


def _foot(page: BorderedPage, lines: RowLines, top: int, shift: int, turned: bool, codes: Codes) -> _Foot | None:
    """The row with the card code: where marks, rows without them and the code together explain most."""
    step = -1 if turned else 1
    best: _Foot | None = None
    explained = 0
    for rows in range(1, len(lines.marked)):
        row = top + step * rows
        code = lines.columns(row, row + shift)
        if code is None:
            break
        explained += int(row in page.left.index) + int(row + shift in page.right.index) - 1
        counts = _code_counts(code, page.columns, turned, codes)
        ends = _in_step(lines, row, shift) and _marks_beyond(page, row, shift, turned) <= MOST_BEYOND
        if rows < FEWEST_ROWS - 1 or not (counts == CODE_COUNTS or ends):
            continue
        foot = _Foot(rows, explained + counts, code)
        if best is None or foot.explains > best.explains:
            best = foot
    return best


def _code_counts(code: list[int], columns: int, turned: bool, codes: Codes) -> int:
    """What a row's marks count as some card's code: all, half where one mark is damaged, or nothing."""
    marks = {columns - 1 - column for column in code} if turned else set(code)
    corners = {0, columns - 1}
    apart = min((len((marks ^ one) - corners) for one in codes), default=columns)
    return max(0, CODE_COUNTS - apart * CODE_COUNTS // 2)


def _marks_beyond(page: BorderedPage, row: int, shift: int, turned: bool) -> int:
    """How many marks the longer border goes on for beyond a row, away from the top one."""
    sides = ((page.left, row), (page.right, row + shift))
    return max(int(np.count_nonzero(side.index < end if turned else side.index > end)) for side, end in sides)


def _in_step(lines: RowLines, row: int, shift: int) -> bool:
    """Whether no line beside this row, from another row on the right, shows clearly more marks."""
    beside = [lines.columns(row, row + shift + by) for by in range(-BESIDE, BESIDE + 1)]
    seen = [0 if code is None else len(code) for code in beside]
    return max(seen) < seen[BESIDE] + CLEARLY_MORE
