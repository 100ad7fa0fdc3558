"""Find the timing marks around the printed area and make the grid of them.

The left and right borders have a mark in every row, the top row one in every column, the bottom row only those of the
card code: this tells up from down. Nothing is assumed about resolution or paper: the pitch follows from how many
columns the card has. Marks are found in strips; marks that are missing, cut or merged with pen strokes are inferred
from their neighbours, by their inner edges, since the outer ones are what cropping cuts.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from imaging.geometry import Grid
from imaging.ink_levels import InkLevels
from kernels.bars import find_bars
from kernels.chains import longest_chain

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

STRIP_SHARE = 0.3
"""The borders are looked for in this share of the page's width, from either edge (80% prints lie well inside)."""
STEEPEST = 0.115
"""The steepest border, columns a row: a little over 6 degrees."""
FEWEST_ROWS = 8
LEAST_FULL_ROW_SHARE = 0.7
"""The top row is known by this share of its marks between the corners."""
MOST_OVERHANG_ROWS = 4
"""How many corner rows may be missing from the end of a border."""


@dataclass(frozen=True, slots=True)
class NoGrid:
    """Why no grid was found, for the clerk."""

    detail: str


@dataclass(frozen=True, slots=True)
class _Sizes:
    """What a mark may measure, in pixels, given the page's width and its number of columns."""

    least_pitch: float
    most_pitch: float

    @property
    def scan_step(self) -> int:
        return max(1, int(0.08 * self.least_pitch))

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
    width = gray.shape[1]
    sizes = _Sizes(least_pitch=0.56 * width / columns, most_pitch=width / (columns - 1.3))
    strip = int(STRIP_SHARE * width)
    left = _find_border(gray, levels, sizes, (0, strip), inner_edge=3)
    right = _find_border(gray, levels, sizes, (width - strip, width), inner_edge=2)
    if left is None or right is None:
        side = "left" if left is None else "right"
        return NoGrid(f"no column of timing marks was found near the {side} edge of the image")
    spacing = (right.inner.mean() - left.inner.mean()) / (columns - 1.75)
    if not 0.8 < spacing / ((left.pitch + right.pitch) / 2) < 1.25:
        return NoGrid("the timing marks near the left and right edges do not belong to the same grid")
    return _join_borders(gray, levels, sizes, left, right, columns)


def _find_border(
    gray: NDArray[np.uint8], levels: InkLevels, sizes: _Sizes, strip: tuple[int, int], inner_edge: int
) -> _Border | None:
    bars = find_bars(
        gray, levels.print_level, sizes.scan_step, (0, gray.shape[0]), strip, sizes.width, sizes.height
    ).astype(np.float64)
    if len(bars) < FEWEST_ROWS:
        return None
    rows = (bars[:, 0] + bars[:, 1] - 1) / 2
    inner = bars[:, inner_edge]
    on_line = _straightest_line(rows, inner, sizes.least_pitch)
    rows, inner = _merge_hits(rows[on_line], inner[on_line], 0.3 * sizes.least_pitch)
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


def _straightest_line(rows: Floats, inner: Floats, least_pitch: float) -> NDArray[np.bool_]:
    """Which marks' inner edges lie on the straight line that most of them share."""
    slopes = np.linspace(-STEEPEST, STEEPEST, 93)
    centred = rows - rows.mean()
    bin_px = 0.12 * least_pitch
    bins = np.floor((inner[None, :] - slopes[:, None] * centred[None, :]) / bin_px).astype(np.int64)
    bins -= bins.min()
    span = int(bins.max()) + 2
    flat = bins + np.arange(len(slopes))[:, None] * span
    counts = np.bincount(flat.ravel(), minlength=len(slopes) * span).reshape(len(slopes), span)
    pairs = counts[:, :-1] + counts[:, 1:]
    slope_number, first_bin = np.unravel_index(int(np.argmax(pairs)), pairs.shape)
    offset = inner - slopes[slope_number] * centred
    near = (bins[slope_number] == first_bin) | (bins[slope_number] == first_bin + 1)
    middle = float(np.median(offset[near]))
    return np.asarray(np.abs(offset - middle) < 1.3 * bin_px)


def _merge_hits(rows: Floats, inner: Floats, apart_px: float) -> tuple[Floats, Floats]:
    """One place a mark: the median of the hits that lie within `apart_px` of each other."""
    order = np.argsort(rows, kind="stable")
    rows, inner = rows[order], inner[order]
    starts = np.flatnonzero(np.r_[True, np.diff(rows) > apart_px])
    groups = np.split(np.arange(len(rows)), starts[1:])
    merged = [(float(np.median(rows[group])), float(np.median(inner[group]))) for group in groups]
    return np.array([row for row, _ in merged]), np.array([col for _, col in merged])


def _steady(index: Ints, inner: Floats, tolerance_px: float) -> Floats:
    """Replace edges that stand out from their neighbours' line (a pen stroke that runs into a mark)."""
    slope = np.polyfit(index, inner, 1)[0]
    level = inner - slope * index
    steady = np.array([np.median(level[max(0, i - 4) : i + 5]) for i in range(len(level))])
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
class _RowLine:
    """A line of marks across the page: at which index of either border, and in which columns marks were seen."""

    left_index: int
    right_index: int
    marked: frozenset[int]

    @property
    def shift(self) -> int:
        """From a row's index on the left border to its index on the right one."""
        return self.right_index - self.left_index


def _join_borders(
    gray: NDArray[np.uint8], levels: InkLevels, sizes: _Sizes, left: _Border, right: _Border, columns: int
) -> Grid | NoGrid:
    upper = _row_lines(gray, levels, sizes, left, right, columns, at_end=False)
    lower = _row_lines(gray, levels, sizes, left, right, columns, at_end=True)
    best_upper, best_lower = max(upper, key=_marks_seen), max(lower, key=_marks_seen)
    turned = _marks_seen(best_lower) > _marks_seen(best_upper)
    full, others = (best_lower, upper) if turned else (best_upper, lower)
    if _marks_seen(full) < LEAST_FULL_ROW_SHARE * (columns - 2):
        return NoGrid(
            f"no full row of {columns} timing marks was found at the top or the bottom: "
            f"{_marks_seen(full)} of {columns - 2} between the corners at best"
        )
    if _marks_seen(best_upper) == _marks_seen(best_lower):
        return NoGrid("the top and the bottom row of timing marks cannot be told apart")
    code = max((line for line in others if line.shift == full.shift), key=_marks_seen)
    corners = (0, 0) if turned else (left.last, right.last)
    at_corners = next(line for line in others if (line.left_index, line.right_index) == corners)
    if _marks_seen(at_corners) >= _marks_seen(code) + 3:
        return NoGrid("the left and the right border show different numbers of timing marks")
    first, last = _row_range(left, right, full, code, turned)
    return _grid(gray, levels, sizes, left, right, columns, first, last, full, turned)


def _marks_seen(line: _RowLine) -> int:
    return len(line.marked)


def _row_range(left: _Border, right: _Border, full: _RowLine, code: _RowLine, turned: bool) -> tuple[int, int]:
    """The left border's indices of the page's uppermost and lowermost row in the image."""
    known = [code.left_index] if _marks_seen(code) >= 2 else []
    if turned:
        return min(0, -full.shift, *known), full.left_index
    return full.left_index, max(left.last, right.last - full.shift, *known)


def _row_lines(
    gray: NDArray[np.uint8],
    levels: InkLevels,
    sizes: _Sizes,
    left: _Border,
    right: _Border,
    columns: int,
    at_end: bool,
) -> list[_RowLine]:
    """Every pair of border rows near one end of the page, with the timing marks on the line between them."""
    overhang = np.arange(-MOST_OVERHANG_ROWS, MOST_OVERHANG_ROWS + 1)
    left_ends = (left.last if at_end else 0) + overhang
    right_ends = (right.last if at_end else 0) + overhang
    pairs = [(int(a), int(b)) for a in left_ends for b in right_ends]
    starts = left.at(np.array([a for a, _ in pairs], np.float64))
    ends = right.at(np.array([b for _, b in pairs], np.float64))
    marked = _marks_on_lines(gray, levels, sizes, starts, ends, columns)
    return [_RowLine(a, b, marks) for (a, b), marks in zip(pairs, marked, strict=True)]


def _marks_on_lines(
    gray: NDArray[np.uint8], levels: InkLevels, sizes: _Sizes, starts: Floats, ends: Floats, columns: int
) -> list[frozenset[int]]:
    """For each line from a left inner edge to a right one: the columns, corners apart, that show a mark on it."""
    margin = 0.3 * sizes.least_pitch
    rows = np.concatenate([starts[:, 0], ends[:, 0]])
    band = (int(rows.min() - margin), int(rows.max() + margin) + 1)
    across = (int(starts[:, 1].min()), int(ends[:, 1].max()) + 1)
    bars = find_bars(gray, levels.print_level, sizes.scan_step, band, across, sizes.width, sizes.height)
    if len(bars) == 0:
        return [frozenset() for _ in starts]
    bar_rows = (bars[:, 0] + bars[:, 1] - 1) / 2
    bar_cols = (bars[:, 2] + bars[:, 3] - 1) / 2
    # between inner edges lie columns - 1 pitches less one mark's width, three quarters of a pitch
    pitch = (ends[:, 1] - starts[:, 1]) / (columns - 1.75)
    column = (bar_cols[None, :] - starts[:, 1:2]) / pitch[:, None] + 0.375
    nearest = np.rint(column)
    line_rows = starts[:, :1] + (ends[:, :1] - starts[:, :1]) * (nearest / (columns - 1))
    hit = (np.abs(column - nearest) < 0.25) & (np.abs(bar_rows[None, :] - line_rows) < 0.2 * pitch[:, None])
    hit &= (nearest >= 1) & (nearest <= columns - 2)
    return [frozenset(int(c) for c in nearest[i][hit[i]]) for i in range(len(starts))]


def _grid(
    gray: NDArray[np.uint8],
    levels: InkLevels,
    sizes: _Sizes,
    left: _Border,
    right: _Border,
    columns: int,
    first: int,
    last: int,
    full: _RowLine,
    turned: bool,
) -> Grid | NoGrid:
    index = np.arange(first, last + 1)
    if len(index) < FEWEST_ROWS:
        return NoGrid(f"only {len(index)} rows of timing marks were found")
    left_inner, right_inner = left.at(index.astype(np.float64)), right.at((index + full.shift).astype(np.float64))
    # half a mark's width, 0.1875 of 0.25 inch, from the inner edges to the centres
    half_width = 0.375 * (right_inner[:, 1] - left_inner[:, 1]).mean() / (columns - 1.75)
    centre_left = left_inner - np.array([0.0, half_width + 0.5])
    centre_right = right_inner + np.array([0.0, half_width - 0.5])
    found_left, found_right = np.isin(index, left.index), np.isin(index + full.shift, right.index)
    foot = 0 if turned else -1
    marks = _marks_on_lines(gray, levels, sizes, left_inner[[foot]], right_inner[[foot]], columns)[0]
    corners = {0: bool(found_left[foot]), columns - 1: bool(found_right[foot])}
    marks |= {column for column, found in corners.items() if found}
    if not turned:
        return Grid(columns, centre_left, centre_right, found_left, found_right, marks, len(full.marked), False)
    return Grid(
        columns,
        centre_right[::-1].copy(),
        centre_left[::-1].copy(),
        found_right[::-1].copy(),
        found_left[::-1].copy(),
        frozenset(columns - 1 - column for column in marks),
        len(full.marked),
        True,
    )
