"""Decide of every target: unmarked, ambiguous, marked.

Two integers a target, inked pixels and target pixels, against what the blank carries there, and two thresholds (in
effect a legal rule: 13-15-206(3)(a)). What only looks like a mark is never a vote: ink that a scanner's streak or a
fold explains, or a thin line across the target, makes it ambiguous at most. What may be a vote though the inside is
clean, a loop around the target, makes it ambiguous too.
"""

import numpy as np
from numpy.typing import NDArray

from imaging.ink_levels import InkLevels
from imaging.layout import MarkThresholds
from imaging.placed import PlacedTargets
from imaging.sheets import Mark, TargetReading, make_target_reading
from imaging.target_ink import Integers, PageInk, measure_ink

WIDE_INK_PERMILLE = 300
LEAST_SPREAD_CELLS = 6
"""Ink of less than three tenths must reach half of the target's twelve cells to be a mark: a dot does not."""
LEAST_THICKNESS_PITCHES = 0.05
"""The ink's standard deviation across its main axis: a straight stroke a millimetre wide has 0.045, whatever its
direction; pens that fill, scribble, check or cross have more."""
LOOP_INK_PERMILLE = 120
"""A loop crosses the bands just above and just below the outline with at least so much ink."""
MOST_LOOPS_SHARE = 2 / 3
"""Ink above and below more of a page's targets than this is print, not pen."""

MARKS = (Mark.UNMARKED, Mark.AMBIGUOUS, Mark.MARKED)
_UNMARKED, _AMBIGUOUS, _MARKED = range(3)

Bools = NDArray[np.bool_]


def read_marks(
    gray: NDArray[np.uint8], levels: InkLevels, page: PlacedTargets, thresholds: MarkThresholds
) -> tuple[TargetReading, ...]:
    """Read every target of a registered page (uint8 (H, W)), in the layout's order."""
    if not page.numbers:
        return ()
    ink = measure_ink(gray, levels, page, thresholds.marginal_permille)
    marks = _decide(ink, np.array(page.blank_ink_permille, np.int64), page.pitch_px, thresholds)
    writing = _writing(ink, page, thresholds)
    return tuple(
        make_target_reading(number, page.side, MARKS[mark], inked, pixels, row, col, error, *writing.get(i, _NO_AREA))
        for i, (number, mark, inked, pixels, (row, col), error) in enumerate(
            zip(
                page.numbers,
                marks.tolist(),
                ink.inked.tolist(),
                ink.pixels.tolist(),
                page.centres_px.tolist(),
                page.errors_px.tolist(),
                strict=True,
            )
        )
    )


def decide_marks(
    ink_px: Integers, target_px: Integers, blank_ink_permille: Integers, thresholds: MarkThresholds
) -> Integers:
    """Apply the two thresholds, in integers, to the ink above the blank's: places in MARKS, int64 (N,).

    A target without pixels is unmarked.
    """
    above_blank = 1000 * ink_px - blank_ink_permille * target_px
    marginal = above_blank >= thresholds.marginal_permille * target_px
    definite = above_blank >= thresholds.definite_permille * target_px
    decided: Integers = (marginal.astype(np.int64) + (marginal & definite)) * (target_px > 0)
    return decided


def _decide(ink: PageInk, blank: Integers, pitch_px: float, thresholds: MarkThresholds) -> Integers:
    marks = decide_marks(ink.inked, ink.pixels, blank, thresholds)
    unexplained = decide_marks(ink.inked - ink.lines.sum(axis=1), ink.pixels, blank, thresholds)
    wide = 1000 * ink.inked >= WIDE_INK_PERMILLE * ink.pixels
    spread = wide | (np.bitwise_count(ink.cells) >= LEAST_SPREAD_CELLS)
    sure = (unexplained == _MARKED) & spread & ~_thin(ink, pitch_px)
    marks[(marks == _MARKED) & ~sure] = _AMBIGUOUS
    marks[(marks == _UNMARKED) & _looped(ink)] = _AMBIGUOUS
    return marks


def _thin(ink: PageInk, pitch_px: float) -> Bools:
    """Whether the ink's smallest variance, in whichever direction, is below that of a line: bool (N,).

    In whole 1/64 px, squared. Below the least lies a direction exactly where the matrix less it is not positive.
    """
    least = round(LEAST_THICKNESS_PITCHES * pitch_px * 64) ** 2
    variances = 4096 * ink.moments // np.maximum(ink.inked * ink.inked, 1)[:, None]
    rows, cols, both = variances[:, 0] - least, variances[:, 1] - least, variances[:, 2]
    return np.asarray((rows <= 0) | (cols <= 0) | (rows * cols <= both * both))


def _looped(ink: PageInk) -> Bools:
    """Which targets have ink both above and below their outline, as a loop around them leaves: bool (N,)."""
    inked = 1000 * ink.bands[:, :, 0] >= np.maximum(LOOP_INK_PERMILLE * ink.bands[:, :, 1], 1)
    both: Bools = inked[0] & inked[1]
    if np.count_nonzero(both) > MOST_LOOPS_SHARE * len(both):
        both[:] = False
    return both


_Writing = tuple[int | None, int | None, bool]
_NO_AREA: _Writing = (None, None, False)


def _writing(ink: PageInk, page: PlacedTargets, thresholds: MarkThresholds) -> dict[int, _Writing]:
    """Ink in write-in areas and whether it is writing, by the target's place on the page."""
    return {
        i: (inked, area, inked > 0 and 1000 * inked >= (thresholds.writing_permille + printed) * area)
        for i, (inked, area), printed in zip(
            page.writing, ink.writing.tolist(), page.writing_blank_permille, strict=True
        )
    }
