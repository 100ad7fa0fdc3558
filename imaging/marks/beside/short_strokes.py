"""Ticks, crosses and short strokes smaller than letters, beside targets on the side opposite their names.

Paper is clean there, but for what is printed beside many targets alike, and the end of the next column's names. Nothing
else is so strong a sign of a hand as ink that no other target of the page has at the same place.
"""

import numpy as np
from numpy.typing import NDArray

from imaging.geometry import to_px64
from imaging.layout import TargetShape
from imaging.marks.beside.pieces import middles_of
from imaging.marks.target_ink import Integers, kernel_form
from imaging.sheets.registered import RegisteredPage
from kernels import columns
from kernels.targets import measure_targets

DOWN_PITCHES, ASIDE_PITCHES = 0.6, (0.35, 2.0)
"""How far from a target's row, and from its centre, a stroke's middle lies."""
LEAST_PITCHES, MOST_PITCHES = 0.2, 0.7
"""Dust is smaller than a twentieth of an inch; what is larger is looked for by other rules."""
LEAST_INK_PITCHES = 0.012
MORE_PITCHES = 0.1
"""Print lies a little otherwise beside each target."""
SAME_INK_PERCENT = 60
"""What another target has there is the same where it is so much of it, and it so much of that."""
USUAL_PART, LEAST_ALIKE, FEW_TARGETS = 10, 2, 8
"""What one in so many of a page's targets has is its print, and two at least where there are a few."""

ALONE_PITCHES = 0.7
"""What has other ink so near, more than dust, away from the target, is the end of the next column's names."""
DUST_PITCHES = 0.004

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]


def are_opposite(page: RegisteredPage, pieces: Integers, away: Floats, some: Bools, side: int) -> Bools:
    """Which of some pieces lie opposite the names, in their target's row, and are larger than dust: bool (N, pieces).

    away   float64 (N, pieces, 2), as of `away_from_targets`
    side   where names are: 1 to the right, -1 to the left
    """
    pitch_px = page.placed.pitch_px
    high = pieces[:, :, columns.PIECE_BOTTOM] - pieces[:, :, columns.PIECE_TOP]
    wide = pieces[:, :, columns.PIECE_RIGHT] - pieces[:, :, columns.PIECE_LEFT]
    aside = -side * away[..., 1]
    near = (np.abs(away[..., 0]) <= DOWN_PITCHES) & (aside >= ASIDE_PITCHES[0]) & (aside <= ASIDE_PITCHES[1])
    size = np.maximum(high, wide)
    large = (size >= LEAST_PITCHES * pitch_px) & (size <= MOST_PITCHES * pitch_px)
    much = pieces[:, :, columns.PIECE_PIXELS] >= LEAST_INK_PITCHES * pitch_px**2
    return np.asarray(some & near & large & much)


def are_own(page: RegisteredPage, pieces: Integers, targets: Integers, some: Bools) -> Bools:
    """Which of some pieces are their target's alone, and neither print nor a word's end: bool (N, pieces)."""
    own = np.zeros_like(some)
    for place, piece in zip(*(where.tolist() for where in some.nonzero()), strict=True):
        one, target = pieces[place, piece], int(targets[place])
        own[place, piece] = (
            _is_nearest(page, one, target) and _is_alone(page, one, target) and not _is_repeated(page, one, target)
        )
    return own


def _is_nearest(page: RegisteredPage, piece: Integers, target: int) -> bool:
    """Whether no other target is so near to a piece as its own."""
    away = np.hypot(*(page.placed.centres_px - middles_of(piece)).T)
    return bool(np.count_nonzero(away <= away[target]) == 1)


def _is_alone(page: RegisteredPage, piece: Integers, target: int) -> bool:
    """Whether paper is clean beside a piece, in its rows, away from its target: no word ends there."""
    reach = round(ALONE_PITCHES * page.placed.pitch_px)
    left, right = int(piece[columns.PIECE_LEFT]), int(piece[columns.PIECE_RIGHT])
    is_left = middles_of(piece)[1] < page.placed.centres_px[target][1]
    first, last = (left - reach, left) if is_left else (right, right + reach)
    rows = slice(int(piece[columns.PIECE_TOP]), int(piece[columns.PIECE_BOTTOM]))
    inked = page.gray[rows, max(first, 0) : max(last, 0)] <= page.levels.ink_level
    return int(np.count_nonzero(inked)) < DUST_PITCHES * page.placed.pitch_px**2


def _is_repeated(page: RegisteredPage, piece: Integers, target: int) -> bool:
    placed, levels = page.placed, page.levels
    centres = placed.centres_px + (middles_of(piece) - placed.centres_px[target])
    high, wide = (
        (piece[last] - piece[first]) / placed.pitch_px + MORE_PITCHES
        for first, last in (
            (columns.PIECE_TOP, columns.PIECE_BOTTOM),
            (columns.PIECE_LEFT, columns.PIECE_RIGHT),
        )
    )
    upright = [[placed.pitch_px, 0.0], [0.0, placed.pitch_px]]
    form = kernel_form(TargetShape.BOX, wide, high, upright, levels.ink_level)
    kinds = np.zeros(len(centres), np.int64)
    seen = measure_targets(page.gray, to_px64(centres), kinds, np.array([form], np.int64), levels.paper)
    inked = seen[:, columns.INKED]
    own = int(inked[target])
    same = (100 * inked >= SAME_INK_PERCENT * own) & (SAME_INK_PERCENT * inked <= 100 * own)
    return int(np.count_nonzero(same)) - 1 >= max(
        LEAST_ALIKE if len(same) >= FEW_TARGETS else 1, len(same) // USUAL_PART
    )
