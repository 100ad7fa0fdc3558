"""Where the gray of a page leaves it open that there is ink only colour shows: such a page's colour is worth its cost.

Ink takes some light away, whatever its colour. So gray shows a highlighter as paper that is a little darker, which is
no ink by any level; on grayer paper it may shine, and is a little lighter. Looked for is what is inside an outline and
not in the paper to its left and right, and what is there and nowhere else on the page.
"""

import numpy as np
from numpy.typing import NDArray

from imaging.geometry import to_px64
from imaging.layout import TargetShape
from imaging.marks.target_ink import Integers, distinct_forms, inside_form, kernel_form
from imaging.sheets.registered import RegisteredPage
from kernels.colours import level_quantiles

LEAST_FILL_LEVELS = 5
"""So far from the paper beside is the middle one of the levels inside, where a fill may be. Paper's mottling reaches
3 on one page in twenty, and 4 on one in fifty."""
LEAST_STROKE_LEVELS = 7
STROKE_PERMILLE = 80
"""So many of the pixels inside are at least so much darker than the middle one, where a stroke may be, and not in most
of the page's targets: the blur of outlines is in all of them."""
LEAST_PAPER_LEVELS = 5
"""So far from the page's usual one is the paper beside a target, where something may be drawn over target and name."""
LEAST_SIDE_LEVELS = 8
"""So much lighter is it on one side than on the other, other than usual."""
BESIDE_PITCHES = (0.12, 0.4)
BESIDE_HEIGHT_PITCHES = 0.5
"""Where beside is: from so far outside the outline to so far, before names begin; and how high."""

Bools = NDArray[np.bool_]


def traces_of_colour(page: RegisteredPage, targets: Integers) -> Bools:
    """At which of these targets of a page, int64 (N,), such ink may be: bool (N,)."""
    middle, dark = _inside(page, targets).T
    left, right = _beside(page, targets)
    paper = np.maximum(left, right)
    fills = _from_usual(paper - middle) >= LEAST_FILL_LEVELS
    strokes = middle - dark - middle_of(middle - dark) >= LEAST_STROKE_LEVELS
    papers = _from_usual(paper) >= LEAST_PAPER_LEVELS
    sides = _from_usual(left - right) >= LEAST_SIDE_LEVELS
    return np.asarray(fills | strokes | papers | sides)


def middle_of(values: Integers) -> int:
    """The middle one of some values, int64 (N,), the upper one of two: sooner had than their median."""
    return int(np.partition(values, len(values) // 2)[len(values) // 2])


def _from_usual(levels: Integers) -> Integers:
    return np.asarray(np.abs(levels - middle_of(levels)))


def _inside(page: RegisteredPage, targets: Integers) -> Integers:
    """The middle level of the pixels inside each target, and the one that strokes have: int64 (N, 2)."""
    placed = page.placed
    forms, form_of = distinct_forms([placed.forms[i] for i in targets.tolist()])
    rows = np.array([inside_form(placed, form, 0, 0) for form in forms], np.int64)
    permilles = np.array([500, STROKE_PERMILLE], np.int64)
    return level_quantiles(page.gray, to_px64(placed.centres_px[targets]), form_of, rows, 1, permilles)


def _beside(page: RegisteredPage, targets: Integers) -> Integers:
    """The middle level to the left and to the right of each target: int64 (2, N)."""
    placed, (near, far) = page.placed, BESIDE_PITCHES
    vectors = placed.vectors_px.tolist()
    box = kernel_form(TargetShape.BOX, far - near, BESIDE_HEIGHT_PITCHES, vectors, 0)
    halves = np.array([placed.forms[i].width / 2 for i in targets.tolist()])
    aside = (halves + (near + far) / 2)[:, None] * placed.column_vector_px
    centres = np.concatenate([placed.centres_px[targets] - aside, placed.centres_px[targets] + aside])
    kinds, boxes = np.zeros(len(centres), np.int64), np.array([box], np.int64)
    found = level_quantiles(page.gray, to_px64(centres), kinds, boxes, 2, np.array([500], np.int64))
    return found.reshape(2, len(targets))
