"""Measure a page's targets: the ink inside, around and across each, and in the write-in areas; nothing is decided here.

What the layout says of the targets becomes arrays of integers for a few calls of kernels, each for the whole page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

import numpy as np
from numpy.typing import NDArray

from imaging.geometry import to_px64
from imaging.ink_levels import InkLevels
from imaging.layout import TargetShape
from imaging.sheets.registered import PlacedForm, PlacedTargets, RegisteredPage
from kernels import columns
from kernels.targets import measure_targets

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]

STROKE_PITCHES = 0.04
STROKE_PX = 1.0
"""The outline's own stroke, and a pixel for its blur, are kept out of the measured inside."""
LINE_RUN_PITCHES = 0.7
"""A streak or a fold runs on beyond the target at least so far on both sides."""
LINE_RUN_OF_ARROW_PITCHES = 3.0
"""What joins an arrow runs on over its tail and its head."""
GAP_PERMILLE = 7
"""A line of any pen across an arrow's gap is more; what is less is dust."""
NEVER = 1001
"""More ink than there can be: not to be looked at closer."""


@dataclass(frozen=True, slots=True)
class PageInk:
    """What was measured at each target: int64 (N,), but as said.

    Fields after `darkness` are 0 where a target was not looked at closer.

    inked, pixels     inside the outline
    darkness          of all those pixels together, in gray levels below paper
    ink_darkness      of the inked ones together
    cells             which of twelve cells are inked, one bit each
    moments           (N, 3): of the inked pixels' rows, columns and both, times the square of their number, px
    runs              (N, 4): rows with ink, runs in rows; columns with ink, runs in columns
    lines             (N, 2): inked pixels on lines that run on down the image, and on others that run on across it
    sums              (N, 2): the inked pixels' rows and columns, added up
    bands             (2, N, 2): inked pixels and pixels of the bands above and below, which a loop around crosses
    writing           (M, 2): inked pixels and pixels of the write-in areas
    """

    inked: Integers
    pixels: Integers
    darkness: Integers
    ink_darkness: Integers
    cells: Integers
    moments: Integers
    runs: Integers
    lines: Integers
    sums: Integers
    bands: Integers
    writing: Integers


def measure_ink(page: RegisteredPage, closer_permille: int) -> PageInk:
    """Measure the targets of a page; from `closer_permille` of ink on they are looked at closer."""
    forms, form_of = distinct_forms(page.placed.forms)
    targets, kinds = len(form_of), len(forms)
    centres, kernel_forms = _places(page.placed, forms, form_of, page.levels, closer_permille)
    areas = 3 * kinds + np.arange(len(page.placed.writing))
    numbers = np.concatenate([form_of, form_of + kinds, form_of + 2 * kinds, areas])
    seen = measure_targets(page.gray, to_px64(centres), numbers, kernel_forms, page.levels.paper)
    own = seen[:targets]
    return PageInk(
        inked=own[:, columns.INKED],
        pixels=own[:, columns.PIXELS],
        darkness=own[:, columns.DARKNESS],
        ink_darkness=own[:, columns.INK_DARKNESS],
        cells=own[:, columns.CELLS],
        moments=own[:, columns.MOMENTS],
        runs=own[:, columns.RUNS],
        lines=own[:, columns.LINES],
        sums=own[:, columns.SUMS],
        bands=seen[targets : 3 * targets, columns.INKED_AND_PIXELS].reshape(2, targets, 2),
        writing=seen[3 * targets :, columns.INKED_AND_PIXELS],
    )


def distinct_forms(forms: Sequence[PlacedForm]) -> tuple[list[PlacedForm], Integers]:
    """The different forms, and the place among them of each target's. Mostly all are one and the same object."""
    if all(form is forms[0] for form in forms):
        return list(forms[:1]), np.zeros(len(forms), np.int64)
    different = {form: place for place, form in enumerate(dict.fromkeys(forms))}
    return list(different), np.array([different[form] for form in forms], np.int64)


def _places(
    page: PlacedTargets, forms: Sequence[PlacedForm], form_of: Integers, levels: InkLevels, closer_permille: int
) -> tuple[Floats, Integers]:
    """Centres and forms of the targets, of the bands above them and below them, and of the write-in areas."""
    vectors = page.vectors_px.tolist()
    insides = [inside_form(page, form, closer_permille, levels.ink_level) for form in forms]
    bands = [
        kernel_form(TargetShape.BOX, 2 * form.loop_half_length, bottom - top, vectors, levels.ink_level)
        for band in (0, 1)
        for form in forms
        for top, bottom in (form.loop_bands[band],)
    ]
    down = np.array([[sum(form.loop_bands[band]) / 2 for form in forms] for band in (0, 1)])
    beside = page.centres_px + down[:, form_of, None] * page.row_vector_px
    centres, rows = [page.centres_px, *beside], [*insides, *bands]
    if page.writing:
        centres.append((page.writing_px[:, 1] + page.writing_px[:, 2]) / 2)
        edges = page.writing_px[:, [2, 1]] - page.writing_px[:, :1]
        # by its edges down and across, an area is one wide and high: no pitch fits areas of every kind
        rows += [kernel_form(TargetShape.BOX, 1.0, 1.0, one, levels.writing_level) for one in edges.tolist()]
    return np.concatenate(centres), np.array(rows, np.int64)


def inside_form(page: PlacedTargets, form: PlacedForm, closer_permille: int, ink_level: int) -> list[int]:
    """The inside of an outline as `measure_targets` wants it."""
    vectors = page.vectors_px.tolist()
    run_pitches = LINE_RUN_PITCHES
    if form.shape is TargetShape.ARROW:
        closer_permille, run_pitches = min(closer_permille, GAP_PERMILLE), LINE_RUN_OF_ARROW_PITCHES
    line_run_px = max(6, round(run_pitches * page.pitch_px))
    return kernel_form(form.shape, *inside_size(form, page.pitch_px), vectors, ink_level, closer_permille, line_run_px)


def inside_size(form: PlacedForm, pitch_px: float) -> tuple[float, float]:
    """The width and height of the outline less its stroke, in pitches."""
    stroke = max(2 * STROKE_PITCHES, form.stroke) + 2 * STROKE_PX / pitch_px
    height = max(form.height - stroke, 0.1)
    if form.shape is TargetShape.ROUNDED:
        return max(form.width - stroke, height), height
    return max(form.width - stroke, 0.1), height


def kernel_form(
    shape: TargetShape,
    width: float,
    height: float,
    vectors_px: Sequence[Sequence[float]],
    ink_level: int,
    closer_permille: int = NEVER,
    line_run_px: int = 0,
) -> list[int]:
    """A form `width` by `height` pitches as `measure_targets` wants it: what stands where is said in `kernels.columns`.

    vectors_px   a pitch down and a pitch across, each (row, col)
    """
    (down_row, down_col), (across_row, across_col) = vectors_px
    area = down_row * across_col - down_col * across_row
    stretch, core, radius = _rounded_box(shape, width, height)
    along, across = 2**20 * stretch / area, 2**20 / area
    form = [0] * columns.FORM_COLUMNS
    form[columns.ALONG_BY_ROW], form[columns.ALONG_BY_COL] = round(-down_col * along), round(down_row * along)
    form[columns.ACROSS_BY_ROW], form[columns.ACROSS_BY_COL] = round(across_col * across), round(-across_row * across)
    form[columns.HALF_LENGTH], form[columns.HALF_DEPTH] = round(core[0] * 2**26), round(core[1] * 2**26)
    form[columns.RADIUS] = max(1, round(radius * 2**26))
    form[columns.ROW_REACH] = int((abs(down_row) * height + abs(across_row) * width + 1) / 2) + 1
    form[columns.COL_REACH] = int((abs(down_col) * height + abs(across_col) * width + 1) / 2) + 1
    form[columns.CLOSER_PERMILLE], form[columns.LINE_RUN_PX] = closer_permille, line_run_px
    form[columns.INK_LEVEL] = ink_level
    return form


def _rounded_box(shape: TargetShape, width: float, height: float) -> tuple[float, tuple[float, float], float]:
    """A form as a rounded box: how much to stretch it across first, half its core across and down, its radius."""
    match shape:
        case TargetShape.OVAL:
            return height / width, (0.0, 0.0), height / 2
        case TargetShape.ROUNDED:
            radius = min(width, height) / 2
            return 1.0, (width / 2 - radius, height / 2 - radius), radius
        case TargetShape.BOX | TargetShape.ARROW:
            return 1.0, (width / 2, height / 2), 0.0
        case _:
            assert_never(shape)
