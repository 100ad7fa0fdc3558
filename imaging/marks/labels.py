"""Printed words that reach into a write-in area: an office's label that stands lower than it should is no handwriting.

Letters of print stand on one line to the pixel and have one of two heights. Hands do not write so. Only words that
reach over the area's edge are taken for such a label: what is written stands in the area.
"""

import numpy as np

from imaging.geometry import to_px64
from imaging.layout import TargetShape
from imaging.marks.target_ink import Integers, kernel_form
from imaging.sheets.registered import RegisteredPage
from kernels import columns
from kernels.pieces import pieces_near

BESIDE_PITCHES = 0.6
"""So far around an area its letters are seen whole."""
LINES_PITCHES = (2.0, 1.2)
LEAST_LETTERS = 3
LETTER_PITCHES = 0.7
WORD_PITCHES = 1.0
TALLEST = 1.7
"""Letters are no higher and, where some run together, no wider; and no more times as high as the usual one."""
SPECK_PITCHES = 0.12
"""Dots of letters, commas and dust are neither letters nor handwriting."""
SAME_PITCHES = 0.035
"""Letters that stand on one line, or have one height, differ by no more, and by a pixel."""
LEAST_BEYOND_SHARE = 0.15
"""So much of a label's ink lies outside the area at the least."""


def only_labels(page: RegisteredPage, areas: Integers) -> list[bool]:
    """Whether all that stands in each of these write-in areas, places among the page's, is letters of a label."""
    return [_only_a_label(page, one) for one in _letters(page, areas)]


def _letters(page: RegisteredPage, areas: Integers) -> Integers:
    """The pieces of ink that reach into each area, as `pieces_near` tells them."""
    placed, levels, pitch_px = page.placed, page.levels, page.placed.pitch_px
    corners = placed.writing_px[areas]
    edges = corners[:, [2, 1]] - corners[:, :1]
    own = [kernel_form(TargetShape.BOX, 1.0, 1.0, one, levels.writing_level) for one in edges.tolist()]
    high, wide = (np.abs(edges).sum(axis=1).max(axis=0) / 2 + BESIDE_PITCHES * pitch_px).round().astype(int).tolist()
    return pieces_near(
        page.gray,
        to_px64((corners[:, 1] + corners[:, 2]) / 2),
        np.repeat(np.array(own, np.int64)[:, None], 3, axis=1),
        ((high, wide), (high, wide)),
        (round(LINES_PITCHES[0] * pitch_px), round(LINES_PITCHES[1] * pitch_px)),
        (levels.writing_level, levels.paper),
        np.zeros((0, 2), np.int64),
        0,
        False,
    )


def _only_a_label(page: RegisteredPage, pieces: Integers) -> bool:
    pitch_px = page.placed.pitch_px
    high = pieces[:, columns.PIECE_BOTTOM] - pieces[:, columns.PIECE_TOP]
    wide = pieces[:, columns.PIECE_RIGHT] - pieces[:, columns.PIECE_LEFT]
    large = np.maximum(high, wide) > SPECK_PITCHES * pitch_px
    own = pieces[large & (pieces[:, columns.AT_PLACE] > 0)]
    feet, high = own[:, columns.PIECE_BOTTOM], own[:, columns.PIECE_BOTTOM] - own[:, columns.PIECE_TOP]
    wide = own[:, columns.PIECE_RIGHT] - own[:, columns.PIECE_LEFT]
    if len(own) < LEAST_LETTERS or wide.max() > WORD_PITCHES * pitch_px:
        return False
    if high.max() > min(LETTER_PITCHES * pitch_px, TALLEST * float(np.median(high))):
        return False
    same_px = max(1, round(SAME_PITCHES * pitch_px))
    standing = np.abs(feet - np.median(feet)) <= same_px
    tallest, lowest = high[standing].max(initial=0), high[standing].min(initial=high.max())
    alike = np.minimum(np.abs(high - tallest), np.abs(high - lowest)) <= same_px
    hanging = feet - np.median(feet) > same_px
    beyond = own[:, columns.BEYOND].sum() >= LEAST_BEYOND_SHARE * own[:, columns.PIECE_PIXELS].sum()
    enough = np.count_nonzero(standing & alike) >= max(LEAST_LETTERS, 0.7 * len(own))
    return bool(beyond and enough and (standing | hanging).all())
