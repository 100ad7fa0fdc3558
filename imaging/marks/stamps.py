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
from imaging.marks.larger_ink import part_of_larger
from imaging.marks.odd_ink import (
    OWN_PITCHES,
    Pixels,
    at_outline,
    inside_of,
    is_one_sided,
    look_around,
    others_near,
    reach_px,
    window,
)
from imaging.marks.target_ink import Integers, PageInk, distinct_forms, kernel_form
from imaging.sheets.registered import PlacedForm, RegisteredPage
from kernels import columns
from kernels.runs import hanging_together
from kernels.spreading import widen_ink
from kernels.targets import measure_targets

Bools = NDArray[np.bool_]

DOWN_PITCHES, ACROSS_PITCHES = 0.5, 0.8
"""How far beyond the outline is looked, above and below, and to either side."""
MUCH_INK_PITCHES = 0.055
"""So much ink beside it, in square pitches, of a mark that does not fill its target."""
ARMS_PITCHES, LARGE_ARMS_PITCHES, LEAST_OF_AN_ARM = 0.08, 0.15, 8
"""What hangs together with the mark itself is arms of a check or a cross, where it is less than this; less than the
second where all of it is on one side, or an eighth of it, at least, in each of four quarters."""
SOLID_PITCHES = 0.45
"""Ink as thick as this, upright and across, is a heading's bar in the next column, or another target's fill."""
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
        beside = _of_no_mark(page, i, _beside(page, i, around.odd_ink(i)), much[i]) if is_enough else None
        found.append(beside is not None and not _runs_out(ink, i, beside))
    return np.array(found, np.bool_)


def _runs_out(ink: PageInk, target: int, beside: Bools) -> bool:
    """Whether the odd ink beside a target, in its window, lies on one side of a fill."""
    return bool(1000 * ink.inked[target] >= FILLED_PERMILLE * ink.pixels[target]) and is_one_sided(beside)


def _of_no_mark(page: RegisteredPage, target: int, beside: Bools, much: float) -> Bools | None:
    """Odd ink beside a target, in its window, without solid bars, arms of its own mark, and marks of other targets.

    None where that is less than so many pixels. What takes longest to find out is asked last.
    """
    if np.count_nonzero(beside) < much:
        return None
    half_px = round(SOLID_PITCHES * page.placed.pitch_px / 2)
    rows, cols = beside.shape[0] // 2 + half_px, beside.shape[1] // 2 + half_px
    inked = window(page, page.placed.centres_px[target], (rows, cols))
    middle = slice(half_px, -half_px), slice(half_px, -half_px)
    own = hanging_together(inked, inside_of(page, target, inked))[middle] != 0
    arms = beside & own
    if _are_arms(page, arms):
        arms[:] = False
    loose = beside & ~own
    for takes_out in (_at_others, _on_solid_ink):
        if np.count_nonzero(loose) + np.count_nonzero(arms) < much:
            return None
        loose &= ~takes_out(page, target, inked)[middle]
    loose &= _nearest(page, target, beside.shape)
    left = np.asarray(loose | arms)
    return left if np.count_nonzero(left) >= much else None


def _at_others(page: RegisteredPage, target: int, inked: Pixels) -> Bools:
    """What of a target's window hangs together with ink well inside others: bool (H, W)."""
    inside = _inside_others(page, target, inked)
    return np.asarray(hanging_together(inked, inside) != 0 if inside.any() else np.zeros(inked.shape, np.bool_))


def _on_solid_ink(page: RegisteredPage, target: int, inked: Pixels) -> Bools:
    """What of a target's window lies on ink as thick as bars: bool (H, W)."""
    half_px = round(SOLID_PITCHES * page.placed.pitch_px / 2)
    return np.asarray(widen_ink(1 - widen_ink(1 - inked, half_px, half_px), half_px, half_px) != 0)


def _are_arms(page: RegisteredPage, out: Bools) -> bool:
    """Whether what hangs together with a mark, in a target's window, is the arm of a check, or four of a cross."""
    much, (row, col) = np.count_nonzero(out), (size // 2 for size in out.shape)
    quarters = out[:row, :col], out[:row, col:], out[row:, :col], out[row:, col:]
    is_drawn_for_it = is_one_sided(out) or LEAST_OF_AN_ARM * min(map(np.count_nonzero, quarters)) >= much
    most = LARGE_ARMS_PITCHES if is_drawn_for_it else ARMS_PITCHES
    return bool(much < most * page.placed.pitch_px**2)


def _nearest(page: RegisteredPage, target: int, shape: tuple[int, ...]) -> Bools:
    """Which pixels of a target's window lie nearer to its outline than to another's: bool (H, W)."""
    placed = page.placed
    middle = np.array(shape) // 2
    away = np.rint(placed.centres_px - placed.centres_px[target]).astype(int) + middle
    near = (np.abs(away - middle) <= 3 * middle).all(axis=1).nonzero()[0].tolist()
    row, col = np.ogrid[: shape[0], : shape[1]]

    def distance_px(i: int) -> Integers:
        rows, cols = reach_px(placed, (placed.forms[i],), 0, 0)
        return np.asarray(np.maximum(abs(row - away[i, 0]) - rows, abs(col - away[i, 1]) - cols))

    own = distance_px(target)
    return np.asarray(np.logical_and.reduce([own <= distance_px(i) for i in near if i != target] or [own >= 0]))


def _inside_others(page: RegisteredPage, target: int, inked: Pixels) -> Pixels:
    """The ink of a target's window well inside others: uint8 (H, W), 0 or 1."""
    inside = np.zeros_like(inked)
    for _, place in others_near(page, target, inked.shape, -OWN_PITCHES):
        inside[place] = inked[place]
    return inside


def _beside(page: RegisteredPage, target: int, inked: NDArray[Any]) -> NDArray[Any]:
    """A target's window without what belongs to its mark; it is changed."""
    inked[at_outline(page, target, inked.shape, OWN_PITCHES)] = 0
    return inked
