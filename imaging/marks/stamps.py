"""Ink beside a mark where no other target of the page has any: letters or the frame of a rubber stamp.

The official stamp is on every ballot (13-13-116), and may cross a target. A voter's mark is drawn for its target, and
little of it lies outside; of letters that cross a target most does. Print stands beside many targets alike. So people
are asked about a mark with more ink beside it, on paper that is clean beside the others, than marks leave there.
"""

import numpy as np
from numpy.typing import NDArray

from imaging.geometry import to_px64
from imaging.layout import TargetShape
from imaging.marks.target_ink import Integers, PageInk, kernel_form
from imaging.sheets.registered import PlacedForm, PlacedTargets, RegisteredPage
from kernels import columns
from kernels.targets import measure_targets

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Pixels = NDArray[np.uint8]

DOWN_PITCHES, ACROSS_PITCHES = 0.5, 0.8
"""How far beyond the outline is looked, above and below, and to either side."""
OWN_PITCHES = 0.1
"""What lies so near to the outline belongs to the mark."""
USUAL_SHARE = 0.12
"""Of the page's other targets: what so many of them have there, and two where there are eight, is print."""
NEAR_PITCHES = 0.06
"""Print lies a little otherwise beside each target."""
MUCH_INK_PITCHES = 0.065
"""So much ink beside it, in square pitches, of a mark that does not fill its target; crosses leave less."""
WHOLE_PERMILLE = 700
MUCH_BESIDE_WHOLE_PITCHES = 0.15
"""Of one that does twice as much: pens that fill run out."""
FILLED_PERMILLE = 900
"""Letters fill no target so far."""
SIDE_PITCHES = 0.3
LEAST_BESIDE_PERMILLE = 15
"""Names stand on one side of a target. Where the other three have less ink than this, nothing crosses it."""


def stamped(page: RegisteredPage, ink: PageInk, marked: Bools) -> Bools:
    """Beside which of the marked targets, bool (N,), more ink stands than marks leave there: bool (N,)."""
    beside = marked & (1000 * ink.inked < FILLED_PERMILLE * ink.pixels)
    if beside.any():
        beside[beside] = _inked_beside(page, beside.nonzero()[0])
    if beside.any():
        much = np.where(1000 * ink.inked < WHOLE_PERMILLE * ink.pixels, MUCH_INK_PITCHES, MUCH_BESIDE_WHOLE_PITCHES) * (
            page.placed.pitch_px**2
        )
        chosen = beside.nonzero()[0]
        beside[chosen] = _odd_ink(page, chosen) >= much[chosen]
    return beside


def _inked_beside(page: RegisteredPage, targets: Integers) -> Bools:
    """Beside which of these targets at least two of four sides are inked: bool (N,)."""
    placed, levels = page.placed, page.levels
    vectors = np.stack([placed.row_vector_px, placed.column_vector_px])
    numbers = {form: place for place, form in enumerate(dict.fromkeys(placed.forms))}
    forms = [
        kernel_form(TargetShape.BOX, width, height, vectors.tolist(), levels.ink_level)
        for form in numbers
        for _, (height, width) in _sides(form)
    ]
    away = np.array([[offset for offset, _ in _sides(form)] for form in numbers])
    own = np.array([numbers[placed.forms[i]] for i in targets.tolist()])
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


def _odd_ink(page: RegisteredPage, targets: Integers) -> Integers:
    """How many inked pixels lie beside each of these targets where the page's other targets have none: int64 (N,)."""
    placed = page.placed
    reach = _around(placed, max(form.height for form in placed.forms), max(form.width for form in placed.forms))
    windows = np.stack([_window(page, centre, reach) for centre in placed.centres_px])
    near_px = round(NEAR_PITCHES * placed.pitch_px)
    print_near = np.stack([_spread(window, near_px) for window in windows])
    seen = print_near.sum(axis=0, dtype=np.int64)
    others = len(windows) - 1
    least = max(2.0 if others >= 8 else 1.0, USUAL_SHARE * others)
    odd = []
    for i in targets.tolist():
        beside = windows[i] & (seen - print_near[i] < least)
        beside[_own(beside.shape, placed, placed.forms[i])] = 0
        odd.append(int(np.count_nonzero(beside)))
    return np.array(odd, np.int64)


def _around(placed: PlacedTargets, height: float, width: float) -> tuple[int, int]:
    """How many rows and columns around a centre are looked at, however the page lies."""
    far = np.array([height / 2 + DOWN_PITCHES, width / 2 + ACROSS_PITCHES])
    rows, cols = np.rint(far @ np.abs(np.stack([placed.row_vector_px, placed.column_vector_px]))).astype(int).tolist()
    return rows, cols


def _window(page: RegisteredPage, centre_px: Floats, reach: tuple[int, int]) -> Pixels:
    """Which pixels around a centre are inked: uint8, 0 or 1; off the page none is."""
    row, col = np.rint(centre_px).astype(int).tolist()
    window = np.zeros((2 * reach[0] + 1, 2 * reach[1] + 1), np.uint8)
    top, left = row - reach[0], col - reach[1]
    part = page.gray[max(top, 0) : max(top + len(window), 0), max(left, 0) : max(left + window.shape[1], 0)]
    inside = window[max(-top, 0) :, max(-left, 0) :]
    inside[: part.shape[0], : part.shape[1]] = part <= page.levels.ink_level
    return window


def _own(shape: tuple[int, ...], placed: PlacedTargets, form: PlacedForm) -> tuple[slice, slice]:
    """The rows and columns of a window that belong to the target."""
    near = np.array([form.height / 2 + OWN_PITCHES, form.width / 2 + OWN_PITCHES])
    rows, cols = np.rint(near @ np.abs(np.stack([placed.row_vector_px, placed.column_vector_px]))).astype(int).tolist()
    row, col = shape[0] // 2, shape[1] // 2
    return slice(row - rows, row + rows + 1), slice(col - cols, col + cols + 1)


def _spread(window: Pixels, reach_px: int) -> Pixels:
    """1 within so many pixels of what is not 0, along rows and columns, of a window (H, W)."""
    counts = (window != 0).astype(np.int32)
    for axis in (0, 1):
        around = [(0, 0), (0, 0)]
        around[axis] = (reach_px + 1, reach_px)
        added, size = np.cumsum(np.pad(counts, around), axis), counts.shape[axis]
        first = np.arange(size)
        counts = np.take(added, first + 2 * reach_px + 1, axis) - np.take(added, first, axis)
    return np.asarray(counts > 0, np.uint8)
