"""A light pencil's whole fill: too light to be ink by the page's level, and plain to see all the same.

It is counted at half its own darkness, and the thresholds decide of it as of any ink; but only where it is even,
reaches every part of the inside, and ends with the outline, so that the paper around is clean. What an eraser leaves is
lighter, and smeared beyond the outline; tinted paper, a shadow and a fold do not end with it. Where most of a page's
targets look so, it is their print. One that is lighter yet, and as whole, is asked about.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from imaging.geometry import to_px64
from imaging.layout import TargetShape
from imaging.marks.decisions import MOST_PRINTED_SHARE
from imaging.marks.target_ink import Integers, PageInk, inside_form, kernel_form
from imaging.sheets.registered import PlacedForm, RegisteredPage
from kernels import columns
from kernels.targets import measure_targets

LEAST_PERMILLE = 200
"""From this mean darkness on, of the page's contrast, what is not ink inside may be a fill; an eraser leaves less than
130."""
LEAST_ASKED_PERMILLE, ERASED_PERMILLE = 110, 130
"""From the first on people are asked about one that is as whole, even and clean around; clean paper has less than 40.
Up to the second an eraser leaves as much, so that the paper around must be cleaner."""
MOST_INK_PERMILLE = 300
"""Where more of the inside is ink by the page's own level, that decides."""
WHOLE_PERMILLE = 800
"""So much of the inside is at least half as dark as the mean of it."""
UNEVEN_PERMILLE = 60
UNEVEN_PERCENT = 170
"""No more of the inside than this is darker than its mean by so much: a dark stroke on gray is not even."""
ALL_CELLS = 0xFFF
CLEAN_PERCENT, CLEANER_PERCENT = 30, 3
"""Three sides of four, at least, have no more than this of the inside's mean darkness: names stand on one. Erasers
smear what they take away: beside nine of ten ovals that were erased is more than the second."""
SIDE_PITCHES = 0.1
"""How thick a side is, and how far from the outline it begins: pens that fill an oval leave it by a little."""

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


def with_light_fills(page: RegisteredPage, ink: PageInk) -> PageInk:
    """A page's ink, with light whole fills counted at half of their own darkness; mostly as it was given."""
    targets, seen = _whole_fills(page, ink, LEAST_PERMILLE)
    return _counted(ink, targets, seen)


def very_light_fills(page: RegisteredPage, ink: PageInk) -> Bools:
    """Which targets of a page are filled whole and evenly, if too lightly to be counted: bool (N,)."""
    found = np.zeros(len(ink.inked), np.bool_)
    found[_whole_fills(page, ink, LEAST_ASKED_PERMILLE)[0]] = True
    return found


def _whole_fills(page: RegisteredPage, ink: PageInk, least_permille: int) -> tuple[Integers, Integers]:
    """The targets filled whole by what is no ink and so dark at least, and what `measure_targets` sees of each."""
    levels = page.levels
    nothing = np.zeros(0, np.int64), np.zeros((0, columns.TARGET_COLUMNS), np.int64)
    veil, veiled = ink.darkness - ink.ink_darkness, ink.pixels - ink.inked
    light = 1000 * veil >= least_permille * levels.contrast * np.maximum(veiled, 1)
    if not light.any():
        return nothing
    # where little ink was not looked at closer, it is taken to be as dark as print
    veil = np.where(ink.ink_darkness > 0, veil, ink.darkness - levels.contrast * ink.inked)
    light &= 1000 * veil >= least_permille * levels.contrast * veiled
    light &= (1000 * ink.inked < MOST_INK_PERMILLE * ink.pixels) & (np.array(page.placed.blank_ink_permille) == 0)
    looked = light.nonzero()[0]
    if not 0 < len(looked) <= MOST_PRINTED_SHARE * len(light):
        return nothing
    means = veil[looked] // veiled[looked]
    seen = _measure(page, looked, means // 2)
    darker = _measure(page, looked, UNEVEN_PERCENT * means // 100)
    inked, pixels = seen[:, columns.INKED], seen[:, columns.PIXELS]
    whole = (1000 * inked >= WHOLE_PERMILLE * pixels) & (seen[:, columns.CELLS] == ALL_CELLS)
    whole &= 1000 * darker[:, columns.INKED] <= UNEVEN_PERMILLE * darker[:, columns.PIXELS]
    if whole.any():
        whole[whole] = _clean_around(page, looked[whole], means[whole])
    return looked[whole], seen[whole]


def _measure(page: RegisteredPage, targets: Integers, darknesses: Integers) -> Integers:
    """What `measure_targets` sees of these targets, of what is so much darker than paper or more."""
    placed, paper = page.placed, page.levels.paper
    forms = [
        inside_form(placed, placed.forms[i], 0, paper - darkness)
        for i, darkness in zip(targets.tolist(), darknesses.tolist(), strict=True)
    ]
    centres = to_px64(placed.centres_px[targets])
    return measure_targets(page.gray, centres, np.arange(len(targets)), np.array(forms, np.int64), paper)


def _clean_around(page: RegisteredPage, targets: Integers, means: Integers) -> Bools:
    """Which of these targets have clean paper on three sides: bool (N,)."""
    placed, levels = page.placed, page.levels
    vectors = placed.vectors_px
    centres, forms = [], []
    for i in targets.tolist():
        for offset, (height, width) in _sides(placed.forms[i]):
            centres.append(placed.centres_px[i] + np.array(offset) @ vectors)
            forms.append(kernel_form(TargetShape.BOX, width, height, vectors.tolist(), levels.ink_level))
    numbers = np.arange(len(forms))
    seen = measure_targets(page.gray, to_px64(np.array(centres)), numbers, np.array(forms, np.int64), levels.paper)
    percent = np.where(1000 * means >= ERASED_PERMILLE * levels.contrast, CLEAN_PERCENT, CLEANER_PERCENT)
    clean = 100 * seen[:, columns.DARKNESS] <= np.repeat(percent * means, 4) * seen[:, columns.PIXELS]
    return np.asarray(clean.reshape(-1, 4).sum(axis=1) >= 3)


def _sides(form: PlacedForm) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """Above, below, left and right of an outline: the offset (down, right) of each from its centre, and its size."""
    down, right = form.height / 2 + 1.5 * SIDE_PITCHES, form.width / 2 + 1.5 * SIDE_PITCHES
    across, upright = (SIDE_PITCHES, form.width / 2), (form.height / 2, SIDE_PITCHES)
    return [((-down, 0.0), across), ((down, 0.0), across), ((0.0, -right), upright), ((0.0, right), upright)]


def _counted(ink: PageInk, targets: Integers, seen: Integers) -> PageInk:
    """The ink, with what was seen of these targets in place of what was measured by the page's level."""
    if targets.size == 0:
        return ink

    def put(values: Integers, own: Integers) -> Integers:
        changed = values.copy()
        changed[targets] = own
        return changed

    return replace(
        ink,
        inked=put(ink.inked, seen[:, columns.INKED]),
        ink_darkness=put(ink.ink_darkness, seen[:, columns.INK_DARKNESS]),
        cells=put(ink.cells, seen[:, columns.CELLS]),
        moments=put(ink.moments, seen[:, columns.MOMENTS]),
        runs=put(ink.runs, seen[:, columns.RUNS]),
        lines=put(ink.lines, seen[:, columns.LINES]),
        sums=put(ink.sums, seen[:, columns.SUMS]),
    )
