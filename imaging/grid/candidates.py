"""All the chains of bars on one side of a page that may be its border, where the likeliest one was not.

A ragged edge of the paper, or letters flush with the marks, may make a better chain than the border does. And a black
bed that touches the outer ends of marks makes them too long for marks: they are looked at again, cut off at several
columns, since their inner ends are all that counts.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from imaging.grid.borders import Border, MarkSizes, bars_in_strip, border_of
from imaging.ink_levels import InkLevels
from kernels.columns import BOTTOM, LEFT, RIGHT, TOP

Bars = NDArray[np.int32]

MOST_CHAINS = 4
"""So many chains are taken of one set of bars."""
CUT_PITCHES = 0.3
"""Columns so far apart, at which what the bed touches is cut: every mark, three quarters of a pitch wide, is met."""
WIDEST_LINE = 1.4
"""A line takes in bars as far as this many bins from it."""
DRAWN_OUT = 0.25
"""A step is one step while it is shorter by this share of the pitch than two."""


def candidate_borders(
    gray: NDArray[np.uint8], levels: InkLevels, sizes: MarkSizes, strip: tuple[int, int], inner_edge: int
) -> list[Border]:
    """The chains in a strip of columns [first, last) of a page, of whole bars first, then with those cut free."""
    whole = bars_in_strip(gray, levels, sizes, strip)
    freed = np.concatenate([whole, *_cut_free(gray, levels, sizes, strip, inner_edge)])
    return [*_chains(whole, sizes, inner_edge), *_chains(freed, sizes, inner_edge)]


def _cut_free(
    gray: NDArray[np.uint8], levels: InkLevels, sizes: MarkSizes, strip: tuple[int, int], inner_edge: int
) -> Iterator[Bars]:
    """Bars that end at a cut through the strip, cut after cut."""
    first, last = strip
    for cut in range(first, last, max(1, round(CUT_PITCHES * sizes.least_pitch))):
        if inner_edge == RIGHT:
            bars = bars_in_strip(gray, levels, sizes, (cut, last))
            yield bars[bars[:, LEFT] == cut]
        else:
            end = first + last - cut
            bars = bars_in_strip(gray, levels, sizes, (first, end))
            yield bars[bars[:, RIGHT] == end]


def _chains(bars: Bars, sizes: MarkSizes, inner_edge: int) -> Iterator[Border]:
    """The best chain, then the best of the bars that are not on its line, and so on."""
    for _ in range(MOST_CHAINS):
        chain = border_of(bars, sizes, inner_edge)
        if chain is None:
            return
        yield chain
        bars = bars[_off_line(bars, chain, sizes, inner_edge)]


def _off_line(bars: Bars, chain: Border, sizes: MarkSizes, inner_edge: int) -> NDArray[np.bool_]:
    """Which bars' inner edges do not lie on the straight line of a chain: bool (B,)."""
    (first_row, first_col), (last_row, last_col) = (chain.places_px1024[[0, -1]] / 1024).tolist()
    line = first_col + (_rows(bars) - first_row) * (last_col - first_col) / (last_row - first_row)
    off: NDArray[np.bool_] = np.abs(bars[:, inner_edge] - line) * 1024 > WIDEST_LINE * sizes.line_px1024
    return off


def _rows(bars: Bars) -> NDArray[np.float64]:
    """The middle rows of bars, float64 (B,), in px."""
    middles: NDArray[np.float64] = (bars[:, TOP] + bars[:, BOTTOM] - 1) / 2
    return middles


def counted_borders(
    gray: NDArray[np.uint8], levels: InkLevels, sizes: MarkSizes, strip: tuple[int, int], inner_edge: int
) -> list[Border]:
    """The columns of bars in a strip, mark after mark, where the feed drew the paper out and steps are unlike."""
    bars = bars_in_strip(gray, levels, sizes, strip)
    counted = []
    for chain in _chains(bars, sizes, inner_edge):
        on_line = bars[~_off_line(bars, chain, sizes, inner_edge)]
        counted.append(_counted(on_line[np.argsort(_rows(on_line), kind="stable")], chain.pitch_px, inner_edge))
    return [border for border in counted if len(border.index) > 1]


def _counted(bars: Bars, pitch_px: float, inner_edge: int) -> Border:
    """Bars of a line, in order, as a border: those of one mark at their mean, a step from each to the next.

    Only a step as long as a step and three quarters stands for more than one.
    """
    rows = _rows(bars)
    starts = np.flatnonzero(np.diff(rows, prepend=rows[:1] - pitch_px) > pitch_px / 4)
    places = np.stack([_means(rows, starts), _means(bars[:, inner_edge].astype(np.float64), starts)], axis=1)
    steps = np.maximum(1, np.floor(np.diff(places[:, 0]) / pitch_px + DRAWN_OUT)).astype(np.int64)
    index = np.concatenate([[0], np.cumsum(steps)]).astype(np.int64)
    return Border(index, np.rint(places * 1024).astype(np.int64), pitch_px)


def _means(values: NDArray[np.float64], starts: NDArray[np.int64]) -> NDArray[np.float64]:
    """The mean of each run of values that begins at one of these places."""
    counts = np.diff(starts, append=len(values))
    means: NDArray[np.float64] = np.add.reduceat(values, starts) / counts
    return means
