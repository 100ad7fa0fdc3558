"""How large the outlines are on a page where nearly all of them are hidden by crosses, ticks and loops.

Rays from inside an oval meet the pen there, not the outline. But a pen's strokes lie otherwise in every oval, and the
outlines lie alike in all: the size whose points are darkest, over all the targets together, is theirs.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from imaging.geometry import Grid, to_px64
from imaging.grid.forms import stadium_points
from imaging.grid.registration import REACH_PITCHES, GridRegistration, register_page
from imaging.ink_levels import InkLevels
from imaging.layout import Outline
from kernels.columns import AROUND, ON_OUTLINE, SHIFT
from kernels.outlines import locate_outlines

WIDTHS, HEIGHTS = np.arange(0.56, 0.9, 0.04), np.arange(0.34, 0.64, 0.04)
"""What outlines beside timing marks may measure, in pitches, a stroke's width apart."""
FINER = (-0.02, 0.0, 0.02)
POINTS = 48
MOST_LOOKED_AT = 24
"""So many targets of a page, evenly spread over it, tell the size as well as all of them."""
MOST_SEEN_SHARE = 0.6
"""Where more of a page's outlines are seen, their size is measured well."""
LEAST_TOGETHER_SHARE = 0.55
"""Of outlines that are there, so many lie together; of what pens drew, each where it likes."""
TOGETHER_PITCHES = 0.05
MOST_REFUSED_SHARE = 0.2
"""The outlines explain a page of which so many targets are refused at most."""


def may_be_hidden(page: GridRegistration) -> bool:
    """Whether so few outlines are seen, between whole borders, that pens may hide the others."""
    return page.grid.missing_marks == 0 and page.outlined < MOST_SEEN_SHARE and any(page.refused)


def register_hidden(gray: NDArray[np.uint8], levels: InkLevels, seen: GridRegistration) -> GridRegistration:
    """The layout registered again on the page (uint8 (H, W)), where that leaves nearly all its targets their places.

    What was `seen` is kept where the outlines that fit best do not explain the page either, or lie apart.
    """
    look = _Look(gray, levels, seen.grid, to_px64(seen.expected_px))
    outline = _fit_outline(look)
    if not _lie_together(look, outline):
        return seen
    again = register_page(gray, levels, seen.grid, seen.layout, outline)
    if again is None or not again.fits or _refused(again) >= _refused(seen):
        return seen
    return again if _refused(again) <= MOST_REFUSED_SHARE * len(again.refused) else seen


def _refused(page: GridRegistration) -> int:
    return sum(reason is not None for reason in page.refused)


@dataclass(frozen=True, slots=True)
class _Look:
    """A page and where its targets should be: int64 (N, 2) in 1/64 px."""

    gray: NDArray[np.uint8]
    levels: InkLevels
    grid: Grid
    places_px64: NDArray[np.int64]

    def at(self, outline: Outline, every: int = 1) -> NDArray[np.int32]:
        """What is darkest near every so many-th place: int32 (N, 7), SHIFT_ROWS to MIDDLE_COLS of `columns`."""
        vectors = np.array([self.grid.row_vector_px, self.grid.column_vector_px])
        points = to_px64(stadium_points(outline, POINTS) @ vectors)
        reach, most = max(3, round(REACH_PITCHES * self.grid.pitch_px)), max(1, self.levels.contrast)
        places = np.ascontiguousarray(self.places_px64[::every])
        return locate_outlines(self.gray, places, points, points[:1] * 0, reach, self.levels.paper, most)


def _fit_outline(look: _Look) -> Outline:
    """The outline that is darkest near the expected places of a page, at least one."""
    every = -(-len(look.places_px64) // MOST_LOOKED_AT)

    def standing_out(outline: Outline) -> int:
        found = look.at(outline, every)
        return int((found[:, ON_OUTLINE] - found[:, AROUND]).sum())

    coarse = max((Outline(float(width), float(height)) for width in WIDTHS for height in HEIGHTS), key=standing_out)
    near = (Outline(coarse.width + wider, coarse.height + higher) for wider in FINER for higher in FINER)
    return max(near, key=standing_out)


def _lie_together(look: _Look, outline: Outline) -> bool:
    """Whether most outlines lie as far from their expected places as the usual one does, and that is not far."""
    shifts = look.at(outline)[:, SHIFT]
    usual = np.median(shifts, axis=0)
    near = TOGETHER_PITCHES * look.grid.pitch_px
    together = np.abs(shifts - usual).max(axis=1) <= near
    few = np.count_nonzero(together) < LEAST_TOGETHER_SHARE * len(shifts)
    return not few and bool(np.abs(usual).max() <= 1.5 * near)
