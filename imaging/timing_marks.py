"""Find the timing marks around the printed area and make the grid of them.

The left and right borders have a mark in every row, the top row one in every column, the bottom row only those of the
card code: this tells up from down. Nothing is assumed about resolution or paper: the pitch follows from how many
columns the card has. Marks are found in strips; marks that are missing, cut or merged with pen strokes are inferred
from their neighbours, by their inner edges, since the outer ones are what cropping cuts.
"""

from dataclasses import dataclass
from operator import attrgetter

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from imaging.geometry import Grid
from imaging.ink_levels import InkLevels
from kernels.bars import find_bars
from kernels.chains import longest_chain
from kernels.lines import bars_on_lines

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

STRIP_SHARE = 0.3
"""The borders are looked for in this share of the page's width, from either edge (80% prints lie well inside)."""
STEEPEST = 0.115
"""The steepest border, columns a row: a little over 6 degrees."""
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
    """What a mark may measure, in pixels, given the page's width and its number of columns."""

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
    slopes = np.linspace(-STEEPEST, STEEPEST, 47)
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
    """One place a mark: the mean of the hits that lie within `apart_px` of each other."""
    order = np.argsort(rows, kind="stable")
    rows, inner = rows[order], inner[order]
    starts = np.flatnonzero(np.r_[True, np.diff(rows) > apart_px])
    sizes = np.diff(np.r_[starts, len(rows)])
    return np.add.reduceat(rows, starts) / sizes, np.add.reduceat(inner, starts) / sizes


def _steady(index: Ints, inner: Floats, tolerance_px: float) -> Floats:
    """Replace edges that stand out from their neighbours' line (a pen stroke that runs into a mark)."""
    slope = np.polyfit(index, inner, 1)[0]
    level = inner - slope * index
    steady = np.median(sliding_window_view(np.pad(level, 4, mode="reflect"), 9), axis=1)
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
    marked: NDArray[np.bool_]
    """bool (columns,); the corners are always False."""
    seen: int
    """How many of them are marked."""

    @property
    def shift(self) -> int:
        """From a row's index on the left border to its index on the right one."""
        return self.right_index - self.left_index


_SEEN = attrgetter("seen")


def _join_borders(
    gray: NDArray[np.uint8], levels: InkLevels, sizes: _Sizes, left: _Border, right: _Border, columns: int
) -> Grid | NoGrid:
    upper = _row_lines(gray, levels, sizes, left, right, columns, at_end=False)
    lower = _row_lines(gray, levels, sizes, left, right, columns, at_end=True)
    best_upper, best_lower = max(upper, key=_SEEN), max(lower, key=_SEEN)
    turned = best_lower.seen > best_upper.seen
    full, others = (best_lower, upper) if turned else (best_upper, lower)
    if full.seen < LEAST_FULL_ROW_SHARE * (columns - 2):
        return NoGrid(
            f"no full row of {columns} timing marks was found at the top or the bottom: "
            f"{full.seen} of {columns - 2} between the corners at best"
        )
    if best_upper.seen == best_lower.seen:
        return NoGrid("the top and the bottom row of timing marks cannot be told apart")
    in_line = [line for line in others if line.shift == full.shift]
    seen_in_line = max((line.seen for line in in_line), default=0)
    corners = (0, 0) if turned else (left.last, right.last)
    at_corners = next(line for line in others if (line.left_index, line.right_index) == corners)
    if not in_line or at_corners.seen >= seen_in_line + 3:
        return NoGrid("the left and the right border show different numbers of timing marks")
    first, last = _row_range(left, right, full, in_line, turned)
    return _grid(gray, levels, sizes, left, right, columns, first, last, full, turned)


def _row_range(left: _Border, right: _Border, full: _RowLine, others: list[_RowLine], turned: bool) -> tuple[int, int]:
    """The left border's indices of the page's uppermost and lowermost row in the image.

    A row of the card code beyond the last marks of both borders (their corners are missing) is a row too.
    """
    if turned:
        first = min(0, -full.shift)
        beyond = max((line for line in others if line.left_index < first), key=_SEEN, default=None)
        return (beyond.left_index if beyond and beyond.seen >= 2 else first), full.left_index
    last = max(left.last, right.last - full.shift)
    beyond = max((line for line in others if line.left_index > last), key=_SEEN, default=None)
    return full.left_index, (beyond.left_index if beyond and beyond.seen >= 2 else last)


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
    seen = marked.sum(axis=1).tolist()
    return [_RowLine(a, b, marks, count) for (a, b), marks, count in zip(pairs, marked, seen, strict=True)]


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
