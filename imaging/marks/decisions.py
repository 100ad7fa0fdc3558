"""Decide of each target of a page: unmarked, ambiguous, marked; and if ambiguous, why.

Two integers a target, inked pixels and target pixels, against what the blank carries there, and two thresholds (in
effect a legal rule: 13-15-206(3)(a)). Nothing but the thresholds makes a vote. Everything else can only ask: what
looks like a mark and need not be one is ambiguous at most, and what may be a vote though the inside is clean is
ambiguous too.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from imaging.geometry import to_px64
from imaging.ink_levels import InkLevels
from imaging.layout import MarkThresholds, TargetShape
from imaging.marks.arrows import with_gaps
from imaging.marks.stamps import stamped
from imaging.marks.target_ink import Integers, PageInk
from imaging.sheets import Doubt, Mark
from imaging.sheets.registered import RegisteredPage
from kernels.writing import follow_strokes

WIDE_INK_PERMILLE = 300
LEAST_SPREAD_CELLS = 6
"""Ink of less than three tenths must reach half of the target's twelve cells to be a mark: a dot does not."""
LEAST_THICKNESS_PITCHES = 0.05
"""The ink's standard deviation across its main axis: a straight stroke a millimetre wide has 0.045, whatever its
direction; pens that fill, scribble, check or cross have more."""
LEAST_THICKNESS_OF_WIDE_PITCHES = 0.058
"""The same for ink of three tenths and more: a stroke of 1.3 millimetres."""
RUN_ON_PITCHES = 0.27
GAP_PITCHES = 0.06
"""A thin stroke that reaches farther beyond the outline's end, over gaps of no more than this, runs on: it was not
drawn for the target alone. One that fills three tenths of the target and ends there is a mark: the smallest of the
federal guidelines, a line a millimetre wide along the target."""
LOOP_INK_PERMILLE = 120
"""A loop crosses the bands just above and just below the outline with at least so much ink."""
MOST_PRINTED_SHARE = 2 / 3
"""What more of a page's targets show than this is print, or the paper, and not a pen's."""
FEW_ARROWS = 6
"""Voters may join most arrows of a page that has no more."""
LIGHT_PERMILLE = 160
"""Gray all over: the mean darkness of the inside, per mille of the page's contrast, of a pencil too light to be ink
and of too little to be a light fill.
An eraser leaves less than 130, clean paper less than 30."""
MIDDLE_CELLS = 0b0000_0110_0000
UNSURE_PLACE_PITCHES = 0.05
"""A target whose place may be off by more is measured with a part of its outline, or without a part of its mark."""

MARKS = (Mark.UNMARKED, Mark.AMBIGUOUS, Mark.MARKED)
UNMARKED, AMBIGUOUS, MARKED = range(3)
DOUBTS = tuple(Doubt)
NO_DOUBT = -1

Bools = NDArray[np.bool_]


@dataclass(slots=True)
class Decisions:
    """Places in MARKS and in DOUBTS of each target: int64 (N,). No rule asks about what one before it asked about."""

    marks: Integers
    doubts: Integers

    def ask(self, about: Bools, doubt: Doubt) -> None:
        """Make these targets ambiguous, but for those that already are."""
        asked = about & (self.marks != AMBIGUOUS)
        if asked.any():
            self.marks[asked] = AMBIGUOUS
            self.doubts[asked] = DOUBTS.index(doubt)


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


def decide_page(page: RegisteredPage, ink: PageInk, bled: Bools, loops: Bools, thresholds: MarkThresholds) -> Decisions:
    """Decide of a page's targets, each by itself.

    bled    bool (N,): whose ink may be the other side's
    loops   bool (N,): around which something is that is no known print, as `looped` tells
    """
    blank, pitch_px = np.array(page.placed.blank_ink_permille, np.int64), page.placed.pitch_px
    decided = Decisions(decide_marks(ink.inked, ink.pixels, blank, thresholds), np.full(len(blank), NO_DOUBT))
    marks = decided.marks
    arrows = np.array([form.shape is TargetShape.ARROW for form in page.placed.forms], np.bool_)
    if arrows.any():
        inked, joined = with_gaps(page, ink, arrows)
        marks[arrows] = (inked.astype(np.int64) + joined)[arrows]
        printed = np.count_nonzero(joined) > MOST_PRINTED_SHARE * max(FEW_ARROWS, int(arrows.sum()))
        decided.ask(joined & printed, Doubt.OUTLINE)
    explained = np.where(bled, ink.inked, ink.lines[:, 0] + ink.lines[:, 1])
    slight = marks == AMBIGUOUS
    if slight.any():
        decided.doubts[slight] = DOUBTS.index(Doubt.SLIGHT)
        decided.doubts[slight & (2 * explained >= ink.inked)] = DOUBTS.index(Doubt.EXPLAINED)
    if (marks == MARKED).any() and explained.any():
        unexplained = decide_marks(ink.inked - explained, ink.pixels, blank, thresholds)
        by_line = np.where(arrows, 2 * explained >= ink.inked, unexplained != MARKED)
        decided.ask((marks == MARKED) & by_line, Doubt.EXPLAINED)
    marked = (marks == MARKED) & ~arrows
    if marked.any():
        wide = 1000 * ink.inked >= WIDE_INK_PERMILLE * ink.pixels
        spread = wide | (np.bitwise_count(ink.cells) >= LEAST_SPREAD_CELLS)
        least = np.where(wide, LEAST_THICKNESS_OF_WIDE_PITCHES, LEAST_THICKNESS_PITCHES) * pitch_px
        thin = marked & _thin(ink, least)
        decided.ask(marked & ~spread & ~thin, Doubt.SMALL)
        drawn_for_it = thin & wide
        if drawn_for_it.any():
            drawn_for_it[drawn_for_it] = ~_runs_on(page, ink, drawn_for_it.nonzero()[0])
        decided.ask(thin & ~drawn_for_it, Doubt.THIN)
        decided.ask(marked & _outlined(ink), Doubt.OUTLINE)
        decided.ask(stamped(page, ink, marked & (marks == MARKED)), Doubt.LETTERS)
    decided.ask((marks == UNMARKED) & loops, Doubt.AROUND)
    decided.ask((marks == UNMARKED) & _light(ink, page.levels, blank), Doubt.LIGHT)
    unsure = page.placed.errors_px > UNSURE_PLACE_PITCHES * pitch_px
    if unsure.any():
        half = MarkThresholds(thresholds.marginal_permille // 2, WIDE_INK_PERMILLE)
        stricter = decide_marks(ink.inked, ink.pixels, blank + _of_outline(page), half)
        decided.ask(unsure & (stricter == AMBIGUOUS), Doubt.POSITION)
    return decided


def variances_px4096(ink: PageInk) -> Integers:
    """Of the inked pixels' rows, of their columns, and of both: int64 (N, 3), in whole 1/64 px, squared."""
    squared: Integers = 4096 * ink.moments // np.maximum(ink.inked * ink.inked, 1)[:, None]
    return squared


def _thin(ink: PageInk, thickness_px: NDArray[np.float64]) -> Bools:
    """Whether the ink's smallest standard deviation, in whichever direction, is below each target's: bool (N,).

    It is exactly where the matrix of variances, less the square on its diagonal, is not positive.
    """
    least = np.rint(64 * thickness_px).astype(np.int64) ** 2
    variances = variances_px4096(ink)
    rows, cols, both = variances[:, 0] - least, variances[:, 1] - least, variances[:, 2]
    return np.asarray((rows <= 0) | (cols <= 0) | (rows * cols <= both * both))


def _runs_on(page: RegisteredPage, ink: PageInk, thin: Integers) -> Bools:
    """Which of these targets' thin strokes go on beyond them: followed along their main axes from their middles."""
    rows, cols, both = variances_px4096(ink)[thin].T.astype(np.float64)
    angles = np.arctan2(2 * both, cols - rows) / 2
    steps = np.stack([np.sin(angles), np.cos(angles)], axis=1)
    starts = ink.sums[thin] / ink.inked[thin][:, None]
    placed, level = page.placed, page.levels.ink_level
    most = np.array([placed.forms[i].width / 2 + RUN_ON_PITCHES for i in thin.tolist()]) * placed.pitch_px
    gap_px = max(2, round(GAP_PITCHES * placed.pitch_px))
    reached = follow_strokes(page.gray, to_px64(starts), to_px64(steps), gap_px, int(most.max()) + 1, level)
    return np.asarray(reached.max(axis=1) > most)


def _of_outline(page: RegisteredPage) -> Integers:
    """How much of each inside its outline takes on two sides, if it is off by its error: per mille, int64 (N,)."""
    forms = page.placed.forms
    stroke = np.array([form.stroke for form in forms]) * page.placed.pitch_px
    over_px = np.clip(page.placed.errors_px - 1, 0, stroke)
    each = np.array([1 / form.width + 1 / form.height for form in forms]) / page.placed.pitch_px
    return np.asarray(np.rint(1000 * over_px * each), np.int64)


def _outlined(ink: PageInk) -> Bools:
    """Which targets have ink, but none in their middles, where most of the page's targets have: bool (N,)."""
    edged = (ink.cells != 0) & (ink.cells & MIDDLE_CELLS == 0)
    return edged if np.count_nonzero(edged) > MOST_PRINTED_SHARE * len(edged) else np.zeros_like(edged)


def looped(ink: PageInk) -> Bools:
    """Which targets have ink both above and below their outline, as a loop around them leaves: bool (N,)."""
    inked = 1000 * ink.bands[:, :, 0] >= np.maximum(LOOP_INK_PERMILLE * ink.bands[:, :, 1], 1)
    return _but_for_print(inked[0] & inked[1])


def _light(ink: PageInk, levels: InkLevels, blank_ink_permille: Integers) -> Bools:
    """Which targets are gray all over, not counting their ink: bool (N,)."""
    least = (LIGHT_PERMILLE + blank_ink_permille) * ink.pixels * levels.contrast
    return _but_for_print((1000 * (ink.darkness - ink.inked * levels.contrast) >= least) & (ink.pixels > 0))


def _but_for_print(seen: Bools) -> Bools:
    return seen if np.count_nonzero(seen) <= MOST_PRINTED_SHARE * len(seen) else np.zeros_like(seen)
