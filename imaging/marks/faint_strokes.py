"""Dots and short strokes inside an outline that are too light, or too thin, to be much ink: a hard pencil's, say.

They are darker than the rest of the inside, wherever that is clean, gray or in shade, and end in it. They are never
votes: people are asked about them.
"""

import numpy as np
from numpy.typing import NDArray

from imaging.geometry import to_px64
from imaging.marks.target_ink import STROKE_PITCHES, STROKE_PX, Integers, distinct_forms, kernel_form
from imaging.sheets.registered import PlacedForm, RegisteredPage
from kernels import columns
from kernels.colours import level_quantiles
from kernels.targets import measure_targets

DARKEST_PERMILLE = 25
"""So much of the inside is darker than the rest of it: dust is smaller."""
LEAST_PERCENT = 18
"""By so much of the page's contrast, and by what is usual on the page, up to half as much again: a dim scan's noise."""
MOST_SHADE_PERCENT = 35
"""Where most of an inside is darker than paper by so much, it is filled, or in shade, and other rules decide."""
LINE_RUN_PITCHES = 0.35
"""What runs on so far beyond the inside is a fold, a streak or a shadow's edge."""

Bools = NDArray[np.bool_]


def faint_strokes(page: RegisteredPage, targets: Integers) -> Bools:
    """Inside which of these targets of a page, int64 (N,), there are such strokes: bool (N,)."""
    middle, dark = _levels(page, targets).T
    depths = middle - dark
    least = LEAST_PERCENT * page.levels.contrast
    usual = min(int(np.partition(depths, len(depths) // 2)[len(depths) // 2]), least // 200)
    found = 100 * (depths - usual) >= least
    found &= 100 * (page.levels.paper - middle) < MOST_SHADE_PERCENT * page.levels.contrast
    if found.any():
        found[found] = _ends_inside(page, targets[found], middle[found] - depths[found] // 2)
    return np.asarray(found)


def _levels(page: RegisteredPage, targets: Integers) -> Integers:
    """The middle level inside each target, and the one that its darkest pixels have: int64 (N, 2)."""
    forms, form_of = distinct_forms([page.placed.forms[i] for i in targets.tolist()])
    rows = np.array([_inside(page, form) for form in forms], np.int64)
    centres, permilles = to_px64(page.placed.centres_px[targets]), np.array([500, DARKEST_PERMILLE], np.int64)
    return level_quantiles(page.gray, centres, form_of, rows, 1, permilles)


def _inside(page: RegisteredPage, form: PlacedForm, level: int = 0, line_run_px: int = 0) -> list[int]:
    """The inside of an outline, without two pixels at its stroke, which its blur and its place's error may reach."""
    placed = page.placed
    less = max(2 * STROKE_PITCHES, form.stroke) + 4 * STROKE_PX / placed.pitch_px
    height = max(form.height - less, 0.1)
    vectors = placed.vectors_px.tolist()
    width = max(form.width - less, height if form.shape is form.shape.ROUNDED else 0.1)
    return kernel_form(form.shape, width, height, vectors, level, 0, line_run_px)


def _ends_inside(page: RegisteredPage, targets: Integers, levels: Integers) -> Bools:
    """Which of these targets' strokes, darker than levels, int64 (N,), do not run on beyond them: bool (N,)."""
    run_px = max(6, round(LINE_RUN_PITCHES * page.placed.pitch_px))
    forms = [
        _inside(page, page.placed.forms[i], level, run_px)
        for i, level in zip(targets.tolist(), levels.tolist(), strict=True)
    ]
    centres = to_px64(page.placed.centres_px[targets])
    seen = measure_targets(page.gray, centres, np.arange(len(targets)), np.array(forms, np.int64), page.levels.paper)
    return np.asarray(2 * seen[:, columns.LINES].sum(axis=1) < seen[:, columns.INKED])
