"""Find the timing marks around the printed area and make the grid of them.

The left and right borders have a mark in every row, the top row one in every column, the bottom row only those of the
card code: this tells up from down. Nothing is assumed about resolution or paper: the pitch follows from how many
columns the card has. Marks are found in strips; marks that are missing, cut or merged with pen strokes are inferred
from their neighbours, by their inner edges, since the outer ones are what cropping cuts.
"""

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from imaging.geometry import Grid
from imaging.ink_levels import InkLevels
from kernels.bars import find_bars
from kernels.chains import longest_chain
from kernels.lines import bars_on_lines, straightest_line

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

STRIP_SHARES = (0.13, 0.3)
"""The borders are looked for in these shares of the page's width, from either edge: where they usually are, then also
farther in, where 80% prints have them."""
STEEPEST = 0.115
"""The steepest border, columns a row: a little over 6 degrees."""
SLOPES_PX1024 = np.rint(np.linspace(-STEEPEST, STEEPEST, 47) * 1024).astype(np.int64)
FEWEST_ROWS = 8
LEAST_FULL_ROW_SHARE = 0.7
"""The top row is known by this share of its marks between the corners."""
MOST_MISSING_SHARE = 1 / 3
"""A border with more of its marks missing, and more than four, is none: noise has chains like that."""
MOST_OVERHANG_ROWS = 4
"""How many corner rows may be missing from the end of a border."""


@dataclass(frozen=True, slots=True)
class NoGrid:
    """Why no grid was found, for the clerk."""

    detail: str


@dataclass(frozen=True, slots=True)
class _Sizes:
    """What a mark may measure, in pixels, given between which bounds the pitch lies."""

    least_pitch: float
    most_pitch: float

    @property
    def scan_step(self) -> int:
        return max(1, int(0.11 * self.least_pitch))

    @property
    def width(self) -> tuple[int, int]:
        return max(2, int(0.2 * self.least_pitch)), int(0.95 * self.most_pitch)

    @property
    def height(self) -> tuple[int, int]:
        return max(2, int(0.12 * self.least_pitch)), int(0.42 * self.most_pitch) + 1


@dataclass(frozen=True, slots=True)
class _Border:
    """One side's chain of marks from top to bottom of the image. `index` counts pitches from the first mark."""

    index: Ints
    rows: Floats
    inner: Floats
    pitch: float

    @property
    def last(self) -> int:
        return int(self.index[-1])

    def at(self, index: Floats) -> Floats:
        """(N, 2) places (row, inner edge's col) of these indices, inferred where there is no mark."""
        return np.stack([_extend(index, self.index, self.rows), _extend(index, self.index, self.inner)], axis=-1)


def find_grid(gray: NDArray[np.uint8], levels: InkLevels, columns: int) -> Grid | NoGrid:
    """Find the grid of a page (uint8 (H, W)) whose cards have `columns` timing-mark columns."""
    for share in STRIP_SHARES:
        strip = int(share * gray.shape[1])
        grid = _find_grid_in_strips(gray, levels, columns, strip)
        if isinstance(grid, Grid) and _within_strips(grid, strip, gray.shape):
            break
    return grid


def _within_strips(grid: Grid, strip: int, shape: tuple[int, ...]) -> bool:
    """Whether the borders' lines stay in their strips from the image's first row to its last: no mark lies beyond."""
    height, width = shape
    left, right = (grid.right, grid.left) if grid.turned else (grid.left, grid.right)
    inner = grid.pitch_px / 2
    return all(
        _col_at(left, row) + inner < strip and _col_at(right, row) - inner >= width - strip for row in (0, height - 1)
    )


def _col_at(border_px: Floats, row: float) -> float:
    """Where the straight line from a border's first mark to its last crosses a row of the image."""
    (first_row, first_col), (last_row, last_col) = border_px[0], border_px[-1]
    return float(first_col + (row - first_row) * (last_col - first_col) / (last_row - first_row))


def _find_grid_in_strips(gray: NDArray[np.uint8], levels: InkLevels, columns: int, strip: int) -> Grid | NoGrid:
    """Find the grid whose borders lie in strips so many pixels wide along the left and right edges of the image."""
    width = gray.shape[1]
    sizes = _Sizes(least_pitch=0.56 * width / columns, most_pitch=width / (columns - 1.3))
    left = _find_border(gray, levels, sizes, (0, strip), inner_edge=3)
    right = _find_border(gray, levels, sizes, (width - strip, width), inner_edge=2)
    if left is None or right is None:
        side = "left" if left is None else "right"
        return NoGrid(f"no column of timing marks was found near the {side} edge of the image")
    spacing = (right.inner.mean() - left.inner.mean()) / (columns - 1.75)
    if not 0.8 < spacing / ((left.pitch + right.pitch) / 2) < 1.25:
        return NoGrid("the timing marks near the left and right edges do not belong to the same grid")
    pitches = sorted((spacing, left.pitch, right.pitch))
    return _join_borders(gray, levels, _Sizes(0.9 * pitches[0], 1.1 * pitches[-1]), left, right, columns)


def _find_border(
    gray: NDArray[np.uint8], levels: InkLevels, sizes: _Sizes, strip: tuple[int, int], inner_edge: int
) -> _Border | None:
    bars = find_bars(gray, levels.print_level, sizes.scan_step, (0, gray.shape[0]), strip, sizes.width, sizes.height)
    if len(bars) < FEWEST_ROWS:
        return None
    rows, inner = _marks_in_line(bars, inner_edge, sizes)
    gaps = np.diff(rows)
    gaps = gaps[(gaps > 0.85 * sizes.least_pitch) & (gaps < 1.2 * sizes.most_pitch)]
    if len(gaps) < FEWEST_ROWS // 2:
        return None
    pitch = float(np.median(gaps))
    members, index = longest_chain(np.rint(rows * 64).astype(np.int64), round(pitch * 64))
    if len(members) < FEWEST_ROWS:
        return None
    rows = rows[members]
    pitch = float(rows[-1] - rows[0]) / float(index[-1])
    return _Border(index, rows, _steady(index, inner[members], 0.06 * pitch), pitch)


def _marks_in_line(bars: NDArray[np.int32], inner_edge: int, sizes: _Sizes) -> tuple[Floats, Floats]:
    """The rows and inner edges of the marks whose edges lie on the straight line that most share, from the top down."""
    places = np.empty((len(bars), 2), np.int64)
    places[:, 0] = (bars[:, 0] + bars[:, 1] - 1) * 32
    places[:, 1] = bars[:, inner_edge] * 64
    on_line = straightest_line(places, SLOPES_PX1024, max(1, round(0.12 * sizes.least_pitch * 64)))
    rows, inner = (places[on_line] / 64).T
    return _merge_hits(rows, inner, 0.3 * sizes.least_pitch)


def _merge_hits(rows: Floats, inner: Floats, apart_px: float) -> tuple[Floats, Floats]:
    """One place a mark: the mean of the hits that lie within `apart_px` of each other."""
    order = np.argsort(rows, kind="stable")
    rows, inner = rows[order], inner[order]
    starts = np.flatnonzero(np.r_[True, np.diff(rows) > apart_px])
    sizes = np.diff(np.r_[starts, len(rows)])
    return np.add.reduceat(rows, starts) / sizes, np.add.reduceat(inner, starts) / sizes


def _steady(index: Ints, inner: Floats, tolerance_px: float) -> Floats:
    """Replace edges that stand out from their neighbours' line (a pen stroke that runs into a mark)."""
    centred = index - index.mean()
    slope = (centred @ inner) / (centred @ centred)
    level = inner - slope * index
    padded = np.concatenate([level[4:0:-1], level, level[-2:-6:-1]])
    steady = np.partition(sliding_window_view(padded, 9), 4, axis=1)[:, 4]
    kept = np.where(np.abs(level - steady) <= tolerance_px, level, steady)
    return np.asarray(kept + slope * index)


def _extend(index: Floats, known: Ints, values: Floats) -> Floats:
    """Interpolate; beyond the ends go on at the mean step of the nearest rows."""
    inside = np.interp(index, known, values)
    reach = min(len(known) - 1, 6)
    first_step = (values[reach] - values[0]) / (known[reach] - known[0])
    last_step = (values[-1] - values[-1 - reach]) / (known[-1] - known[-1 - reach])
    before = np.minimum(index - known[0], 0) * first_step
    after = np.maximum(index - known[-1], 0) * last_step
    return np.asarray(inside + before + after)


@dataclass(frozen=True, slots=True)
class _RowLines:
    """Lines of marks across the page, at each pair of border rows near one of its ends.

    left_index, right_index  int64 (N,), the pairs; the left border's ascend first
    seen                     int64 (N,), how many columns, corners apart, show a mark on the line
    """

    left_index: Ints
    right_index: Ints
    seen: Ints

    @property
    def shift(self) -> Ints:
        """int64 (N,): from a row's index on the left border to its index on the right one."""
        return self.right_index - self.left_index

    def only(self, kept: NDArray[np.bool_]) -> "_RowLines":
        """Those where `kept`, bool (N,), is True."""
        return _RowLines(self.left_index[kept], self.right_index[kept], self.seen[kept])


def _join_borders(
    gray: NDArray[np.uint8], levels: InkLevels, sizes: _Sizes, left: _Border, right: _Border, columns: int
) -> Grid | NoGrid:
    upper = _row_lines(gray, levels, sizes, left, right, columns, at_end=False)
    lower = _row_lines(gray, levels, sizes, left, right, columns, at_end=True)
    most_upper, most_lower = int(upper.seen.max()), int(lower.seen.max())
    turned = most_lower > most_upper
    most, full, others = (most_lower, lower, upper) if turned else (most_upper, upper, lower)
    if most < LEAST_FULL_ROW_SHARE * (columns - 2):
        return NoGrid(
            f"no full row of {columns} timing marks was found at the top or the bottom: "
            f"{most} of {columns - 2} between the corners at best"
        )
    if most_upper == most_lower:
        return NoGrid("the top and the bottom row of timing marks cannot be told apart")
    best = int(full.seen.argmax())
    shift, full_index = int(full.shift[best]), int(full.left_index[best])
    in_line = others.only(others.shift == shift)
    corners = (0, 0) if turned else (left.last, right.last)
    at_corners = others.only((others.left_index == corners[0]) & (others.right_index == corners[1]))
    if not in_line.seen.size or at_corners.seen[0] >= in_line.seen.max() + 3:
        return NoGrid("the left and the right border show different numbers of timing marks")
    first, last = _row_range(left, right, full_index, shift, in_line, turned)
    return _grid(gray, levels, sizes, left, right, columns, first, last, shift, turned)


def _row_range(
    left: _Border, right: _Border, full_index: int, shift: int, others: _RowLines, turned: bool
) -> tuple[int, int]:
    """The left border's indices of the page's uppermost and lowermost row in the image.

    A row of the card code beyond the last marks of both borders (their corners are missing) is a row too.
    """
    if turned:
        first = min(0, -shift)
        return _beyond(others.only(others.left_index < first), first), full_index
    last = max(left.last, right.last - shift)
    return full_index, _beyond(others.only(others.left_index > last), last)


def _beyond(lines: _RowLines, otherwise: int) -> int:
    """The left border's index of the line that shows most marks, at least two."""
    if not lines.seen.size or lines.seen.max() < 2:
        return otherwise
    return int(lines.left_index[lines.seen.argmax()])


def _row_lines(
    gray: NDArray[np.uint8],
    levels: InkLevels,
    sizes: _Sizes,
    left: _Border,
    right: _Border,
    columns: int,
    at_end: bool,
) -> _RowLines:
    """Every pair of border rows near one end of the page, with the timing marks on the line between them."""
    overhang = np.arange(-MOST_OVERHANG_ROWS, MOST_OVERHANG_ROWS + 1)
    left_ends = (left.last if at_end else 0) + overhang
    right_ends = (right.last if at_end else 0) + overhang
    starts = np.repeat(left.at(left_ends.astype(np.float64)), len(overhang), axis=0)
    ends = np.tile(right.at(right_ends.astype(np.float64)), (len(overhang), 1))
    marked = _marks_on_lines(gray, levels, sizes, starts, ends, columns)
    return _RowLines(
        np.repeat(left_ends, len(overhang)), np.tile(right_ends, len(overhang)), np.count_nonzero(marked, axis=1)
    )


def _marks_on_lines(
    gray: NDArray[np.uint8], levels: InkLevels, sizes: _Sizes, starts: Floats, ends: Floats, columns: int
) -> NDArray[np.bool_]:
    """For each line from a left inner edge to a right one, bool (N, columns): where, corners apart, it shows a mark."""
    margin = 0.3 * sizes.least_pitch
    rows = np.concatenate([starts[:, 0], ends[:, 0]])
    band = (int(rows.min() - margin), int(rows.max() + margin) + 1)
    across = (int(starts[:, 1].min()), int(ends[:, 1].max()) + 1)
    bars = find_bars(gray, levels.print_level, sizes.scan_step, band, across, sizes.width, sizes.height)
    # between inner edges lie columns - 1 pitches less one mark's width, three quarters of a pitch
    step = (ends - starts) / (columns - 1.75)
    lines = np.rint(np.concatenate([starts, step], axis=1) * 64).astype(np.int64)
    marked = np.zeros((len(starts), columns), np.bool_)
    marked[:, 1:-1] = bars_on_lines(bars, lines, round(0.625 * 1024), columns - 2)
    return marked


def _among(index: Ints, known: Ints) -> NDArray[np.bool_]:
    """Which of the consecutive numbers `index` are in `known`: bool, as long as `index`."""
    found = np.zeros(len(index), np.bool_)
    found[known[(known >= index[0]) & (known <= index[-1])] - index[0]] = True
    return found


def _grid(
    gray: NDArray[np.uint8],
    levels: InkLevels,
    sizes: _Sizes,
    left: _Border,
    right: _Border,
    columns: int,
    first: int,
    last: int,
    shift: int,
    turned: bool,
) -> Grid | NoGrid:
    index = np.arange(first, last + 1)
    if len(index) < FEWEST_ROWS:
        return NoGrid(f"only {len(index)} rows of timing marks were found")
    left_inner, right_inner = left.at(index.astype(np.float64)), right.at((index + shift).astype(np.float64))
    # half a mark's width, 0.1875 of 0.25 inch, from the inner edges to the centres
    half_width = 0.375 * (right_inner[:, 1] - left_inner[:, 1]).mean() / (columns - 1.75)
    centre_left = left_inner - np.array([0.0, half_width + 0.5])
    centre_right = right_inner + np.array([0.0, half_width - 0.5])
    found_left, found_right = _among(index, left.index), _among(index + shift, right.index)
    missing = int(max((~found_left).sum(), (~found_right).sum()))
    if missing > max(4, MOST_MISSING_SHARE * len(index)):
        return NoGrid(f"{missing} of the {len(index)} timing marks of one border are missing")
    foot = 0 if turned else -1
    marked = _marks_on_lines(gray, levels, sizes, left_inner[[foot]], right_inner[[foot]], columns)[0]
    marked[0], marked[-1] = found_left[foot], found_right[foot]
    if turned:
        centre_left, centre_right = centre_right[::-1].copy(), centre_left[::-1].copy()
        found_left, found_right, marked = found_right[::-1].copy(), found_left[::-1].copy(), marked[::-1]
    marks = frozenset(int(column) for column in np.flatnonzero(marked))
    return Grid(columns, centre_left, centre_right, found_left, found_right, marks, turned)
