"""Straight lines that a hand draws along a row: a name underlined, struck out or boxed, a stroke from oval to name.

Print, folds and streaks have such lines too. A hand's line ends beside its own target's name, and no other target of
the page has its like: not at the same place, nor one that begins and ends at the same columns.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from imaging.geometry import to_px64
from imaging.layout import TargetShape
from imaging.marks.target_ink import Integers, kernel_form
from imaging.sheets.registered import RegisteredPage
from kernels import columns
from kernels.row_strokes import row_strokes
from kernels.targets import measure_targets

DOWN_PITCHES = (-0.3, 0.56)
ALONG_PITCHES = (0.5, 5.5)
"""Where lines are looked for, from a target's centre to the side of its name."""
FOLLOWED_PITCHES = (-0.8, 10.6)
LEFT_OF_PITCHES = -0.45
"""A line that begins sooner, or ends where it is no longer followed, is the form's."""
NAMES_PITCHES, NAMES_HIGH_PITCHES = (0.6, 3.0), 0.6
"""Boxes from so far to so far beside the targets, and so high, hold more ink on the side of the names."""
NAMES_SEEN = 8
"""So many targets tell it, from all over the page."""
SPACING_PITCHES = 0.55
LEAST_LONG_PITCHES = 1.1
"""A quarter inch; and twice in it ink must lead straight on so far. Letters seldom join so long."""
STRAY_PITCHES = 0.05
HIGHEST_PITCHES = 0.28
"""A broad pen's stroke is no higher; with letters on it the ink is."""
LEAST_INKED_PERCENT = 93
MOST_STROKES = 4
CLEAR_OWN_PERCENT = 92
BARE_PITCHES, SHORT_LONG_PITCHES, BARE_LONG_PITCHES = 0.11, 1.2, 1.6
"""A line of which less has no letters on it may be letters that join. One that goes so far beside no ink at all, out of
the name or over the gap between two words, is so long at the least; shorter than the last where no letters join."""
OVER_LETTERS_LONG_PITCHES = 2.2
"""And so long is any other, which is letters where another target has some that join."""
LETTERS_PITCHES, LETTERS_SHARE = 0.3, 0.5
"""Letters that join elsewhere, so near to a line's row and so long beside it, are its like."""
SAME_DOWN_PITCHES = 0.1
SAME_END_PITCHES = 0.1
LEVEL_SLOPE = 0.02
"""Print slopes no more against its page: about a degree."""
USUAL_PART = 4
"""What one in so many of a page's targets has is its print; of letters that join half as many tell."""
FEW_TARGETS = 8
"""With fewer a second target that has it tells."""
BESIDE_AREA_PITCHES = 0.4
SAME_COLUMN_PITCHES = 3.0
OVER_PITCHES = 0.5
NEXT_ROWS_PITCHES = 8.0
"""A target to the side of the name, so far up or down, begins the next column so much before its centre."""
FOLD_PITCHES, NEAR_FOLD_PITCHES = 0.3, 5.0
FOLD_REACH_PITCHES = 0.04
FOLD_PERCENT = 50
"""What goes on as straight from so far beyond a line's ends, with so much ink so near to it, over the page or so far on
both sides, is a fold or a streak."""
PARALLELS_PITCHES = (0.0, -0.22, -0.12, 0.12, 0.22)
FOLD_TIMES = 1.4
"""It has so many times as much ink as rows beside it: letters have as much there."""

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _RowStrokes:
    """All strokes along rows beside a page's targets, in pitches; arrays (S,).

    target        int64: places on the page
    start, end    columns, counted from the target to the side of its name
    down, slope   the row of the middle; rows a column
    inked         bool: whether there is ink all along
    own_percent   how much of the length has no letters on it
    bare          bool: whether there is no other ink beside a part as long as a gap between words
    """

    target: Integers
    start: Floats
    end: Floats
    down: Floats
    slope: Floats
    inked: Bools
    own_percent: Floats
    bare: Bools

    @property
    def long(self) -> Floats:
        """How long they are."""
        return self.end - self.start

    @property
    def on_letters(self) -> Bools:
        """Which have letters on them, or are letters that join."""
        return self.own_percent < CLEAR_OWN_PERCENT


def lines_on_names(page: RegisteredPage, targets: Integers, side: int) -> list[int]:
    """Beside which of these targets, places on the page, a hand drew a line along the row: on the `side` of names."""
    rise, run = page.placed.column_vector_px.tolist()
    if abs(rise) > abs(run) / 2:
        return []
    strokes = _row_strokes(page, side)
    asked = np.zeros(len(page.placed.numbers), np.bool_)
    asked[targets] = True
    asked[list(page.placed.writing)] = False
    drawn = (_may_be_lines(strokes) & asked[strokes.target]).nonzero()[0]
    if drawn.size:
        drawn = drawn[~_are_print(strokes, drawn, len(page.placed.numbers))]
    own = [int(strokes.target[stroke]) for stroke in drawn.tolist() if _is_own(page, strokes, stroke, side)]
    return list(dict.fromkeys(own))


def side_of_names(page: RegisteredPage) -> int:
    """On which side of a page's targets names stand, by the ink beside them: 1 to the right, -1 to the left."""
    placed, levels = page.placed, page.levels
    near, far = NAMES_PITCHES
    vectors = placed.vectors_px.tolist()
    form = kernel_form(TargetShape.BOX, far - near, NAMES_HIGH_PITCHES, vectors, levels.ink_level)
    aside = (near + far) / 2 * placed.column_vector_px
    some = placed.centres_px[:: max(1, len(placed.centres_px) // NAMES_SEEN)]
    centres = to_px64(np.concatenate([some - aside, some + aside]))
    kinds = np.zeros(len(centres), np.int64)
    seen = measure_targets(page.gray, centres, kinds, np.array([form], np.int64), levels.paper)
    left, right = np.median(seen[:, columns.INKED].reshape(2, -1), axis=1)
    return 1 if right >= left else -1


def _row_strokes(page: RegisteredPage, side: int) -> _RowStrokes:
    placed, pitch = page.placed, page.placed.pitch_px
    rise, run = placed.column_vector_px.tolist()
    way, upright = (1 if run > 0 else -1), (1 if placed.row_vector_px[0] > 0 else -1)

    def to_px(*pitches: float) -> tuple[int, ...]:
        return tuple(round(one * pitch) for one in pitches)

    spacing, stray, least, highest, bare = to_px(
        SPACING_PITCHES, STRAY_PITCHES, LEAST_LONG_PITCHES, HIGHEST_PITCHES, BARE_PITCHES
    )
    top, bottom, near, far, back, end = to_px(*DOWN_PITCHES, *ALONG_PITCHES, *FOLLOWED_PITCHES)
    found = row_strokes(
        page.gray,
        to_px64(placed.centres_px),
        (round(64 * rise * way), round(64 * abs(run)), side * way),
        (min(top * upright, bottom * upright), max(top * upright, bottom * upright), near, far, back, end),
        (spacing, stray + 1, least, highest, bare),
        page.levels.ink_level,
        MOST_STROKES,
    )
    target, place = (found[:, :, columns.STROKE_INKED] > 0).nonzero()
    start, first, end_col, last, inked, own, is_bare = found[target, place].T
    long = end_col - start + 1
    return _RowStrokes(
        target,
        start / pitch,
        end_col / pitch,
        upright * (first + last) / (2 * pitch),
        upright * (last - first) / long,
        100 * inked >= LEAST_INKED_PERCENT * long,
        own / 10,
        is_bare > 0,
    )


def _may_be_lines(strokes: _RowStrokes) -> Bools:
    """Which strokes end beside the name, and are no letters that join: bool (S,)."""
    ends = (strokes.start > LEFT_OF_PITCHES) & (strokes.end < FOLLOWED_PITCHES[1] - SAME_END_PITCHES)
    least = np.where(strokes.bare, SHORT_LONG_PITCHES, OVER_LETTERS_LONG_PITCHES)
    return ends & strokes.inked & (~strokes.on_letters | (strokes.long >= least))


def _are_print(strokes: _RowStrokes, drawn: Integers, targets: int) -> Bools:
    """Which of some strokes, int64 (D,), other targets have too, of so many that the page has: bool (D,)."""
    others = strokes.target[drawn, None] != strokes.target
    least = max(1, targets // USUAL_PART) if targets >= FEW_TARGETS else 1
    apart = np.abs(strokes.down[drawn, None] - strokes.down)
    before, after = strokes.start - strokes.start[drawn, None], strokes.end - strokes.end[drawn, None]
    level = np.abs(strokes.slope) <= LEVEL_SLOPE
    same = others & level[drawn, None] & (apart <= SAME_DOWN_PITCHES)
    same &= (before <= SAME_END_PITCHES) & (after >= -SAME_END_PITCHES)
    twins = others & level[drawn, None] & level & ~strokes.on_letters & ~strokes.on_letters[drawn, None]
    twins &= (np.abs(before) <= SAME_END_PITCHES) & (np.abs(after) <= SAME_END_PITCHES)
    short = (strokes.long < BARE_LONG_PITCHES)[drawn]
    alike = (apart <= LETTERS_PITCHES) & (strokes.long >= LETTERS_SHARE * strokes.long[drawn, None])
    letters = strokes.on_letters & ~strokes.bare & (strokes.own_percent > 0)
    joined = others & strokes.on_letters[drawn, None] & letters & (alike | short[:, None])
    words = np.where(strokes.bare[drawn] & ~short, max(1, least // 2), 1)
    usual = (_targets_of(strokes, same) >= least) | (_targets_of(strokes, joined) >= words)
    return np.asarray(usual | twins.any(axis=1))


def _targets_of(strokes: _RowStrokes, some: Bools) -> Integers:
    """How many targets have some of the strokes, bool (D, S): int64 (D,)."""
    return np.array([len(np.unique(strokes.target[row])) for row in some], np.int64)


def _is_own(page: RegisteredPage, strokes: _RowStrokes, stroke: int, side: int) -> bool:
    """Whether a stroke is no other target's, lies in no write-in area, and is no fold."""
    target, half = int(strokes.target[stroke]), float(strokes.long[stroke]) / 2
    middle = np.array([strokes.down[stroke], side * (strokes.start[stroke] + half)])
    if _nearer_to_others(page, target, middle, half) or _in_areas(page, target, middle, half):
        return False
    return not _goes_on(page, target, middle, half, side * float(strokes.slope[stroke]))


def _nearer_to_others(page: RegisteredPage, target: int, middle: Floats, half: float) -> bool:
    """Whether a stroke is nearer to another target's row, goes over another target, or lies in the next column."""
    placed = page.placed
    away = (placed.centres_px - placed.centres_px[target]) @ np.linalg.inv(page.placed.vectors_px)
    down, aside = away.T * [[1], [np.sign(middle[1])]]
    down[target] = np.inf
    same = (np.abs(aside) <= SAME_COLUMN_PITCHES) & (np.abs(down - middle[0]) < abs(middle[0]))
    over = (np.abs(down - middle[0]) < OVER_PITCHES) & (np.abs(aside - abs(middle[1])) < half)
    next_column = (np.abs(down) <= NEXT_ROWS_PITCHES) & (aside > 1) & (aside < abs(middle[1]) + OVER_PITCHES)
    return bool((same | over | next_column).any())


def _in_areas(page: RegisteredPage, target: int, middle: Floats, half: float) -> bool:
    """Whether a stroke lies in a write-in area, or at its edge."""
    placed = page.placed
    for area in placed.writing_px:
        corners = (area - placed.centres_px[target]) @ np.linalg.inv(page.placed.vectors_px)
        low, high = corners.min(axis=0) - BESIDE_AREA_PITCHES, corners.max(axis=0) + BESIDE_AREA_PITCHES
        if low[0] <= middle[0] <= high[0] and low[1] < middle[1] + half and middle[1] - half < high[1]:
            return True
    return False


def _goes_on(page: RegisteredPage, target: int, middle: Floats, half: float, slope: float) -> bool:
    """Whether ink goes on in a stroke's direction, across the page or beside the stroke on both sides."""
    placed, pitch, (height, wide) = page.placed, page.placed.pitch_px, page.gray.shape
    centre = placed.centres_px[target] + middle @ page.placed.vectors_px
    step = (slope * placed.row_vector_px + placed.column_vector_px) / pitch
    places = np.arange(-wide, wide)
    places = places[np.abs(places) > (half + FOLD_PITCHES) * pitch]
    rows, cols = np.rint(centre + places[:, None] * step).astype(np.int64).T
    rows = rows[:, None] + np.rint(np.array(PARALLELS_PITCHES) * pitch).astype(np.int64)
    reach = max(1, round(FOLD_REACH_PITCHES * pitch))
    on_page = (rows.min(axis=1) >= reach) & (rows.max(axis=1) < height - reach) & (cols >= 0) & (cols < wide)
    rows, cols, places = rows[on_page], cols[on_page], places[on_page]
    near = rows[:, :, None] + np.arange(-reach, reach + 1)
    inked = (page.gray[near, cols[:, None, None]] <= page.levels.writing_level).any(axis=2)
    sides = [inked[(places * way > 0) & (np.abs(places) <= (half + NEAR_FOLD_PITCHES) * pitch)] for way in (-1, 1)]
    return _is_line(inked) or all(map(_is_line, sides))


def _is_line(inked: Bools) -> bool:
    """Whether ink lies all along a line, and more than along its parallels: bool (N, 1 + parallels)."""
    if not len(inked):
        return False
    share, *others = inked.mean(axis=0).tolist()
    return bool(100 * share >= FOLD_PERCENT and share >= FOLD_TIMES * max(others))
