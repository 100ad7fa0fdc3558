"""Ink beside a mark where no other target of the page has any: letters or the frame of a rubber stamp.

The official stamp is on every ballot (13-13-116), and may cross a target. A voter's mark is drawn for its target, and
little of it lies outside; of letters that cross a target most does. Print stands beside many targets alike. So people
are asked about a mark with more ink beside it, on paper that is clean beside the others, than marks leave there.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from imaging.geometry import to_px64
from imaging.layout import TargetShape
from imaging.marks.larger_ink import OWN_PITCHES, part_of_larger
from imaging.marks.odd_ink import at_outline, is_one_sided, look_around, reach_px, window
from imaging.marks.target_ink import Integers, PageInk, distinct_forms, kernel_form
from imaging.sheets.registered import PlacedForm, RegisteredPage
from kernels import columns
from kernels.runs import hanging_together
from kernels.targets import measure_targets

Bools = NDArray[np.bool_]

DOWN_PITCHES, ACROSS_PITCHES = 0.5, 0.8
"""How far beyond the outline is looked, above and below, and to either side."""
MUCH_INK_PITCHES = 0.065
"""So much ink beside it, in square pitches, of a mark that does not fill its target."""
LOOSE_INK_PITCHES, MUCH_OF_A_CROSS_PITCHES, LEAST_OF_AN_ARM = 0.02, 0.15, 8
"""What hangs together with such a mark is the arms of a large cross where it is less than this, little else lies there,
and at least an eighth of it lies in each of four quarters."""
WHOLE_PERMILLE, MUCH_BESIDE_WHOLE_PITCHES = 700, 0.15
"""Of one that fills so much of it, more than twice as much: pens that fill run out."""
FILLED_PERMILLE, MUCH_BESIDE_FILLED_PITCHES = 900, 0.3
"""Only letters as thick as the target is high fill so much; as much of them again lies beside it, on either side. A
heading's bar beside a fill is on one."""
SIDE_PITCHES = 0.3
LEAST_BESIDE_PERMILLE = 15
"""Names stand on one side of a target. Where the other three have less ink than this, nothing crosses it."""


def stamped(page: RegisteredPage, ink: PageInk, marked: Bools) -> Bools:
    """Beside which of the marked targets, bool (N,), more ink stands than marks leave there: bool (N,)."""
    beside = marked.copy()
    if beside.any():
        beside[beside] = _inked_beside(page, beside.nonzero()[0])
    if beside.any():
        chosen = beside.nonzero()[0]
        beside[chosen] = _has_odd_ink(page, ink, chosen)
    return np.asarray(beside | part_of_larger(page, ink, marked & ~beside))


def _much(ink: PageInk) -> NDArray[np.float64]:
    """How much ink beside each target is more than its mark leaves there: square pitches, float64 (N,)."""
    full = 1000 * ink.inked // np.maximum(ink.pixels, 1)
    whole = np.where(full < WHOLE_PERMILLE, MUCH_INK_PITCHES, MUCH_BESIDE_WHOLE_PITCHES)
    return np.where(full < FILLED_PERMILLE, whole, MUCH_BESIDE_FILLED_PITCHES)


def _inked_beside(page: RegisteredPage, targets: Integers) -> Bools:
    """Beside which of these targets at least two of four sides are inked: bool (N,)."""
    placed, levels = page.placed, page.levels
    vectors = placed.vectors_px
    different, own = distinct_forms([placed.forms[i] for i in targets.tolist()])
    sides = [_sides(form) for form in different]
    forms = [
        kernel_form(TargetShape.BOX, width, height, vectors.tolist(), levels.ink_level)
        for side in sides
        for _, (height, width) in side
    ]
    away = np.array([[offset for offset, _ in side] for side in sides])
    centres = placed.centres_px[targets, None] + away[own] @ vectors
    form_of = 4 * own[:, None] + np.arange(4)
    seen = measure_targets(
        page.gray, to_px64(centres.reshape(-1, 2)), form_of.ravel(), np.array(forms, np.int64), levels.paper
    )
    inked = 1000 * seen[:, columns.INKED] >= LEAST_BESIDE_PERMILLE * np.maximum(seen[:, columns.PIXELS], 1)
    return np.asarray(np.count_nonzero(inked.reshape(-1, 4), axis=1) >= 2)


def _sides(form: PlacedForm) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """Above, below, left and right of an outline: the offset (down, right) of each from its centre, and its size."""
    down, right = (size / 2 + OWN_PITCHES + SIDE_PITCHES / 2 for size in (form.height, form.width))
    across, upright = (SIDE_PITCHES, form.width), (form.height, SIDE_PITCHES)
    return [((-down, 0.0), across), ((down, 0.0), across), ((0.0, -right), upright), ((0.0, right), upright)]


def _has_odd_ink(page: RegisteredPage, ink: PageInk, targets: Integers) -> Bools:
    """Beside which of these targets enough pixels are inked where the page's other targets have none: bool (N,)."""
    reach = reach_px(page.placed, page.placed.forms, DOWN_PITCHES, ACROSS_PITCHES)
    much = _much(ink) * page.placed.pitch_px**2
    enough = [
        np.count_nonzero(_beside(page, i, window(page, page.placed.centres_px[i], reach))) >= much[i]
        for i in targets.tolist()
    ]
    if not any(enough):
        return np.array(enough, np.bool_)
    around = look_around(page, reach)
    found = []
    for i, is_enough in zip(targets.tolist(), enough, strict=True):
        beside = _beside(page, i, around.odd_ink(i)) if is_enough else None
        found.append(beside is not None and np.count_nonzero(beside) >= much[i] and not _is_own(page, ink, i, beside))
    return np.array(found, np.bool_)


def _is_own(page: RegisteredPage, ink: PageInk, target: int, beside: Bools) -> bool:
    """Whether the odd ink beside a target, in its window, may be its mark's: arms of a cross, or a heading's bar."""
    full = 1000 * int(ink.inked[target]) // max(int(ink.pixels[target]), 1)
    if full >= WHOLE_PERMILLE:
        return full >= FILLED_PERMILLE and is_one_sided(beside)
    return _are_arms(page, target, beside)


def _are_arms(page: RegisteredPage, target: int, beside: Bools) -> bool:
    """Whether ink beside a target is the four arms of a cross: all of one piece with its middle, and short."""
    least, most = (pitches * page.placed.pitch_px**2 for pitches in (LOOSE_INK_PITCHES, MUCH_OF_A_CROSS_PITCHES))
    row, col = beside.shape[0] // 2, beside.shape[1] // 2
    quarters = beside[:row, :col], beside[:row, col:], beside[row:, :col], beside[row:, col:]
    much = np.count_nonzero(beside)
    if much >= most or LEAST_OF_AN_ARM * min(map(np.count_nonzero, quarters)) < much:
        return False
    inked = window(page, page.placed.centres_px[target], (row, col))
    inside = at_outline(page, target, inked.shape, -OWN_PITCHES)
    seeds = np.zeros_like(inked)
    seeds[inside] = inked[inside]
    return bool(np.count_nonzero(beside & (hanging_together(inked, seeds) == 0)) < least)


def _beside(page: RegisteredPage, target: int, inked: NDArray[Any]) -> NDArray[Any]:
    """A target's window without what belongs to its mark; it is changed."""
    inked[at_outline(page, target, inked.shape, OWN_PITCHES)] = 0
    return inked
