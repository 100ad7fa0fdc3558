"""One border of a page: the column of timing marks near its left or right edge.

Marks that are cut or merged with pen strokes are placed by their inner edges, since the outer ones are what cropping
cuts; those that are missing are inferred from their neighbours.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from imaging.ink_levels import InkLevels
from kernels.bars import find_bars
from kernels.border_places import border_places
from kernels.borders import trace_border

Ints = NDArray[np.int64]

STEEPEST = 0.115
"""The steepest border, columns a row: a little over 6 degrees."""
SLOPES_PX1024 = np.rint(np.linspace(-STEEPEST, STEEPEST, 47) * 1024).astype(np.int64)


@dataclass(frozen=True, slots=True)
class MarkSizes:
    """What a mark may measure, in pixels, given between which bounds the pitch lies."""

    least_pitch: float
    most_pitch: float

    @property
    def scan_step(self) -> int:
        """How many rows apart marks are looked for: every mark, a quarter pitch high, is met."""
        return max(1, int(0.15 * self.least_pitch))

    @property
    def width(self) -> tuple[int, int]:
        """The least and the most; least for a mark that is cut."""
        return max(2, int(0.2 * self.least_pitch)), int(0.95 * self.most_pitch)

    @property
    def line_px1024(self) -> int:
        """Edges within so much of each other, in 1/1024 px, lie on one line."""
        return max(1, round(0.12 * self.least_pitch * 1024))

    @property
    def height(self) -> tuple[int, int]:
        """The least and the most."""
        return max(2, int(0.12 * self.least_pitch)), int(0.42 * self.most_pitch) + 1


@dataclass(frozen=True, slots=True)
class Border:
    """One side's chain of marks from top to bottom of the image.

    index          int64 (M,), pitches from the first mark
    places_px1024  int64 (M, 2), the middle row and the inner edge's column in 1/1024 px
    pitch_px       the mean distance of its rows
    """

    index: Ints
    places_px1024: Ints
    pitch_px: float

    @property
    def last(self) -> int:
        """The last mark's index."""
        return int(self.index[-1])

    @property
    def mean_edge_px(self) -> float:
        """The mean column of the marks' inner edges."""
        return int(self.places_px1024[:, 1].sum()) / (1024 * len(self.places_px1024))

    def places(self, first: int, count: int) -> tuple[Ints, NDArray[np.bool_]]:
        """The places of the rows from index `first` on, inferred where there is no mark, and where there is one.

        int64 (count, 2), in 1/1024 px; bool (count,).
        """
        return border_places(self.index, self.places_px1024, first, count)


def find_border(
    gray: NDArray[np.uint8], levels: InkLevels, sizes: MarkSizes, strip: tuple[int, int], inner_edge: int
) -> Border | None:
    """Find the border in a strip of columns [first, last) of a page; None where there is none."""
    return border_of(bars_in_strip(gray, levels, sizes, strip), sizes, inner_edge)


def bars_in_strip(
    gray: NDArray[np.uint8], levels: InkLevels, sizes: MarkSizes, strip: tuple[int, int]
) -> NDArray[np.int32]:
    """The bars as large as marks in a strip of columns [first, last) of a page: int32 (B, 4), TOP to RIGHT, in px."""
    return find_bars(gray, levels.print_level, sizes.scan_step, (0, gray.shape[0]), strip, sizes.width, sizes.height)


def border_of(bars: NDArray[np.int32], sizes: MarkSizes, inner_edge: int) -> Border | None:
    """The border that most of these bars belong to; None where there is none."""
    index, places = trace_border(
        bars,
        inner_edge,
        SLOPES_PX1024,
        sizes.line_px1024,
        round(0.3 * sizes.least_pitch * 1024),
        (round(0.85 * sizes.least_pitch * 1024), round(1.2 * sizes.most_pitch * 1024)),
    )
    if index.size == 0:
        return None
    (first_row, _), (last_row, _) = places[0].tolist(), places[-1].tolist()
    return Border(index, places, (last_row - first_row) / (1024 * int(index[-1])))
