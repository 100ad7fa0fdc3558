"""What pieces of ink near targets are, by how they lie: dark, straight, around another target, in a word, in writing.

Pieces are int64 (N, pieces, 13), those near each of N targets, as `pieces_near` tells them. An answer has a place for
each of them: bool (N, pieces).
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from imaging.marks.target_ink import Integers
from imaging.sheets.registered import RegisteredPage
from kernels import columns

SAME_MIDDLE_PITCHES = 0.12
"""What has its middle so near another target's is that one's outline, or a loop around it."""
ALIGNED_PITCHES = 0.05
WORD_PITCHES = 0.9
LEAST_LETTERS = 2
"""Letters stand on one line or hang from one, and have so many others about as high so near. One is enough where both
their tops and their feet are on a line: NO has two letters."""
THICKNESS_PITCHES = 0.05
"""A stroke whose ink deviates less from its main axis is straight; a millimetre's width has 0.045."""
LONG_PITCHES = 1.7
"""A straight stroke so long that does not touch an outline is a scratch, a staple or a part of a line."""
LEAST_DARKNESS_PERMILLE = 420
"""Mean darkness, of the page's contrast: what is lighter may show through from the other side."""
UPRIGHT = 0.12
"""The tangent up to which a straight stroke lies along a row or a column of the page."""

Bools = NDArray[np.bool_]


def are_dark(page: RegisteredPage, pieces: Integers) -> Bools:
    """Which pieces are too dark to shine through from the other side."""
    least = LEAST_DARKNESS_PERMILLE * page.levels.contrast * pieces[:, :, columns.PIECE_PIXELS]
    return np.asarray(1000 * pieces[:, :, columns.PIECE_DARKNESS] >= least)


def are_straight(page: RegisteredPage, pieces: Integers) -> Bools:
    """Which pieces are straight strokes that lie along the page's rows or columns, or are long: no hand draws so."""
    pitch_px = page.placed.pitch_px
    squared = np.maximum(pieces[:, :, columns.PIECE_PIXELS], 1) ** 2
    rows = pieces[:, :, columns.PIECE_ROW_MOMENT] / squared
    cols = pieces[:, :, columns.PIECE_COL_MOMENT] / squared
    both = pieces[:, :, columns.PIECE_BOTH_MOMENT] / squared
    apart = np.hypot(rows - cols, 2 * both)
    across, along = (rows + cols - apart) / 2, (rows + cols + apart) / 2
    thin = across <= (THICKNESS_PITCHES * pitch_px) ** 2
    upright = np.minimum(rows, cols) - across <= UPRIGHT**2 * along
    long = 12 * along >= (LONG_PITCHES * pitch_px) ** 2
    return np.asarray(thin & (upright | long))


def are_in_writing(page: RegisteredPage, pieces: Integers, written: Sequence[int]) -> Bools:
    """Which pieces reach into a write-in area in which something is written: those are asked about as names."""
    inside = np.zeros(pieces.shape[:2], np.bool_)
    for place, target in enumerate(page.placed.writing):
        if target not in written:
            continue
        corners = page.placed.writing_px[place]
        corners = np.concatenate([corners, corners[1:2] + corners[2:] - corners[:1]])
        (top, left), (bottom, right) = corners.min(axis=0), corners.max(axis=0)
        down = (pieces[:, :, columns.PIECE_BOTTOM] > top) & (pieces[:, :, columns.PIECE_TOP] < bottom)
        across = (pieces[:, :, columns.PIECE_RIGHT] > left) & (pieces[:, :, columns.PIECE_LEFT] < right)
        inside |= down & across
    return inside


def are_around_others(page: RegisteredPage, pieces: Integers, targets: Integers, some: Bools) -> Bools:
    """Which of some pieces lie around another target of the page, such as its outline: bool, as many as pieces."""
    around, (place, piece) = np.zeros_like(some), some.nonzero()
    middles, centres = middles_of(pieces[place, piece]), page.placed.centres_px
    away = np.maximum(*(np.abs(middles[:, None, axis] - centres[:, axis]) for axis in (0, 1)))
    away[np.arange(len(place)), targets[place]] = np.inf
    around[place, piece] = away.min(axis=1) <= SAME_MIDDLE_PITCHES * page.placed.pitch_px
    return around


def middles_of(pieces: Integers) -> NDArray[np.float64]:
    """The middles of pieces' bounds: float64 (..., 2), (row, col), as many as pieces."""
    top_left = pieces[..., [columns.PIECE_TOP, columns.PIECE_LEFT]]
    middles: NDArray[np.float64] = (top_left + pieces[..., [columns.PIECE_BOTTOM, columns.PIECE_RIGHT]]) / 2
    return middles


def away_from_targets(page: RegisteredPage, pieces: Integers, targets: Integers) -> NDArray[np.float64]:
    """How far the middles of pieces are from their targets, in pitches: float64 (N, pieces, 2), (down, right)."""
    away = (middles_of(pieces) - page.placed.centres_px[targets][:, None]) @ np.linalg.inv(page.placed.vectors_px)
    return np.asarray(away)


def are_in_words(page: RegisteredPage, pieces: Integers, some: Bools, highest_pitches: float) -> Bools:
    """Which of some pieces stand in a row with others about as high, as letters do: bool, as many as pieces."""
    in_words, (place, piece) = np.zeros_like(some), some.nonzero()
    if place.size == 0:
        return in_words
    pitch_px, pieces, own = page.placed.pitch_px, pieces[place], (np.arange(len(place)), piece)
    top, bottom = pieces[:, :, columns.PIECE_TOP], pieces[:, :, columns.PIECE_BOTTOM]
    middle = (pieces[:, :, columns.PIECE_LEFT] + pieces[:, :, columns.PIECE_RIGHT]) / 2
    high = bottom - top
    letters = (pieces[:, :, columns.PIECE_PIXELS] > 0) & (pieces[:, :, columns.AT_PLACE] == 0)
    letters &= high <= highest_pitches * pitch_px

    def apart(values: NDArray[Any]) -> NDArray[Any]:
        return np.asarray(np.abs(values[own][:, None] - values))

    edges = np.minimum(np.minimum(apart(bottom), apart(top)), apart(bottom + top) / 2)
    aligned = edges <= ALIGNED_PITCHES * pitch_px
    alike = 2 * np.minimum(high[own][:, None], high) >= np.maximum(high[own][:, None], high)
    near = letters[own][:, None] & letters & (apart(middle) <= WORD_PITCHES * pitch_px)
    equal = near & (np.maximum(apart(bottom), apart(top)) <= ALIGNED_PITCHES * pitch_px)
    in_words[place, piece] = ((aligned & alike & near).sum(axis=1) > LEAST_LETTERS) | (equal.sum(axis=1) > 1)
    return in_words
