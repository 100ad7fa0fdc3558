"""Measure the ink of every target and decide: unmarked, ambiguous, marked.

Two integers a target, inked pixels and target pixels, against what the blank carries there, and two thresholds (in
effect a legal rule: 13-15-206(3)(a)). What only looks like a mark is never a vote: ink that a scanner's streak or a
fold explains, or a thin line across the target, makes it ambiguous at most. What may be a vote though the inside is
clean, a loop around the target, makes it ambiguous too.
"""

from typing import assert_never

import numpy as np
from numpy.typing import NDArray

from imaging.ink_levels import InkLevels
from imaging.layout import MarkThresholds, TargetShape
from imaging.placed import PlacedForm, PlacedTargets
from imaging.registration import to_px64
from imaging.sheets import Mark, TargetReading
from kernels.defects import crossing_lines
from kernels.ink import box_ink, stadium_ink

Counts = NDArray[np.int32]
Moments = NDArray[np.int64]

STROKE_PITCHES = 0.04
STROKE_PX = 1.0
"""The outline's own stroke, and a pixel for its blur, are kept out of the measured inside."""
WIDE_INK_PERMILLE = 300
LEAST_SPREAD_CELLS = 6
"""Ink of less than three tenths must reach half of the target's twelve cells to be a mark: a dot does not."""
LEAST_THICKNESS_PITCHES = 0.05
"""The ink's standard deviation across its main axis: a straight stroke a millimetre wide has 0.045, whatever its
direction; pens that fill, scribble, check or cross have more."""
LOOP_INK_PERMILLE = 120
"""A loop crosses the bands just above and just below the outline with at least so much ink."""
MOST_LOOPS_SHARE = 2 / 3
"""Ink above and below more of a page's targets than this is print, not pen."""
LINE_RUN_PITCHES = 0.7
"""A streak or a fold runs on beyond the target at least so far on both sides."""


def read_marks(
    gray: NDArray[np.uint8], levels: InkLevels, page: PlacedTargets, thresholds: MarkThresholds
) -> tuple[TargetReading, ...]:
    """Read every target of a registered page (uint8 (H, W)), in the layout's order."""
    if not page.numbers:
        return ()
    ink = _target_ink(gray, levels, page)
    explained = _explained_ink(gray, levels, page, ink, thresholds)
    looped = _looped(gray, levels, page)
    writing = _writing_ink(gray, levels, page)
    printed = dict(zip(page.writing, page.writing_blank_permille, strict=True))
    return tuple(
        _reading(page, i, ink[i], int(explained[i]), bool(looped[i]), writing[i], printed.get(i, 0), thresholds)
        for i in range(len(page.numbers))
    )


def decide_mark(ink_px: int, target_px: int, blank_ink_permille: int, thresholds: MarkThresholds) -> Mark:
    """Apply the two thresholds, in integers, to the ink above the blank's. A target without pixels is unmarked."""
    above_blank = 1000 * ink_px - blank_ink_permille * target_px
    if target_px == 0 or above_blank < thresholds.marginal_permille * target_px:
        return Mark.UNMARKED
    if above_blank < thresholds.definite_permille * target_px:
        return Mark.AMBIGUOUS
    return Mark.MARKED


def _reading(
    page: PlacedTargets,
    i: int,
    ink: Moments,
    explained_px: int,
    looped: bool,
    writing: Counts | None,
    printed_permille: int,
    thresholds: MarkThresholds,
) -> TargetReading:
    blank_ink = page.blank_ink_permille[i]
    ink_px, target_px, cells = (int(value) for value in ink[:3])
    mark = decide_mark(ink_px, target_px, blank_ink, thresholds)
    unexplained = decide_mark(ink_px - explained_px, target_px, blank_ink, thresholds)
    spread = cells >= LEAST_SPREAD_CELLS or 1000 * ink_px >= WIDE_INK_PERMILLE * target_px
    if mark is Mark.MARKED and not (unexplained is mark and spread and not _is_thin(ink, page.pitch_px)):
        mark = Mark.AMBIGUOUS
    if mark is Mark.UNMARKED and looped:
        mark = Mark.AMBIGUOUS
    writing_px, area_px = (None, None) if writing is None else (int(writing[0]), int(writing[1]))
    return TargetReading(
        number=page.numbers[i],
        side=page.side,
        mark=mark,
        ink_px=ink_px,
        target_px=target_px,
        centre_row_px=float(page.centres_px[i, 0]),
        centre_col_px=float(page.centres_px[i, 1]),
        error_px=float(page.errors_px[i]),
        writing_px=writing_px,
        writing_area_px=area_px,
        writing=bool(
            writing_px and area_px and 1000 * writing_px >= (thresholds.writing_permille + printed_permille) * area_px
        ),
    )


def _is_thin(ink: Moments, pitch_px: float) -> bool:
    """Whether the ink's smallest variance, in whichever direction, is below that of a line: in exact integers."""
    inked, _, _, rows, cols, both = (int(value) for value in ink)
    # a variance in 1/4096 px squared; below it lies a direction exactly where this matrix is not positive
    least = round(LEAST_THICKNESS_PITCHES * pitch_px * 64) ** 2 * inked**2
    rows, cols, both = 4096 * rows - least, 4096 * cols - least, 4096 * both
    return rows <= 0 or cols <= 0 or rows * cols <= both * both


def _target_ink(gray: NDArray[np.uint8], levels: InkLevels, page: PlacedTargets) -> Moments:
    vectors = np.stack([page.row_vector_px, page.column_vector_px])
    to_pitches = np.linalg.inv(vectors)
    ink = np.zeros((len(page.numbers), 6), np.int64)
    for form, members in page.by_form():
        width, height = _inside(form, page.pitch_px)
        stretch, core, radius = _rounded_box(form.shape, width, height)
        to_unit = np.stack([to_pitches[:, 1] * stretch, to_pitches[:, 0]])
        ink[members] = stadium_ink(
            gray,
            to_px64(page.centres_px[members]),
            np.ascontiguousarray(np.rint(to_unit * 2**20).astype(np.int64)),
            (round(core[0] * 65536), round(core[1] * 65536)),
            max(1, round(radius * 65536)),
            _reach(width, height, vectors),
            levels.ink_level,
        )
    return ink


def _rounded_box(shape: TargetShape, width: float, height: float) -> tuple[float, tuple[float, float], float]:
    """A form as a rounded box: how much to stretch it across first, half its core across and down, its radius."""
    match shape:
        case TargetShape.OVAL:
            return height / width, (0.0, 0.0), height / 2
        case TargetShape.ROUNDED:
            radius = min(width, height) / 2
            return 1.0, (width / 2 - radius, height / 2 - radius), radius
        case TargetShape.BOX:
            return 1.0, (width / 2, height / 2), 0.0
        case _:
            assert_never(shape)


def _reach(width: float, height: float, vectors: NDArray[np.float64]) -> tuple[int, int]:
    """How many rows and columns of pixels an outline reaches from its centre, however it is turned."""
    rows, cols = np.abs(vectors).T @ np.array([height, width]) / 2
    return int(rows) + 2, int(cols) + 2


def _inside(form: PlacedForm, pitch_px: float) -> tuple[float, float]:
    """The width and height of the outline less its stroke, in pitches."""
    stroke = 2 * (STROKE_PITCHES + STROKE_PX / pitch_px)
    height = max(form.height - stroke, 0.1)
    if form.shape is TargetShape.ROUNDED:
        return max(form.width - stroke, height), height
    return max(form.width - stroke, 0.1), height


def _explained_ink(
    gray: NDArray[np.uint8], levels: InkLevels, page: PlacedTargets, ink: Moments, thresholds: MarkThresholds
) -> Counts:
    """Inked pixels of each target that a crossing streak or fold explains; only looked for where there is ink."""
    explained = np.zeros(len(ink), np.int32)
    vectors = np.abs(np.stack([page.row_vector_px, page.column_vector_px]))
    run = max(6, round(LINE_RUN_PITCHES * page.pitch_px))
    for form, members in page.by_form():
        inked = members[1000 * ink[members, 0] >= thresholds.marginal_permille * ink[members, 1]]
        if inked.size == 0:
            continue
        width, height = _inside(form, page.pitch_px)
        half = _upright_half(width, height, vectors, page.pitch_px)
        low = np.rint(page.centres_px[inked] - half).astype(np.int32)
        high = np.rint(page.centres_px[inked] + half).astype(np.int32) + 1
        boxes = np.ascontiguousarray(np.stack([low[:, 0], high[:, 0], low[:, 1], high[:, 1]], axis=1))
        explained[inked] = np.minimum(crossing_lines(gray, boxes, run, levels.ink_level), ink[inked, 0])
    return explained


def _upright_half(width: float, height: float, vectors: NDArray[np.float64], pitch_px: float) -> NDArray[np.float64]:
    """Half the rows and half the columns that an inside takes up on the image, which may lie on its side."""
    on_its_side = vectors[0, 1] > vectors[0, 0]
    return np.array([width, height] if on_its_side else [height, width]) / 2 * pitch_px


def _looped(gray: NDArray[np.uint8], levels: InkLevels, page: PlacedTargets) -> NDArray[np.bool_]:
    """Which targets have ink both above and below their outline, as a loop around them leaves: bool (N,)."""
    down, across = page.row_vector_px, page.column_vector_px
    half = np.array([form.loop_half_length for form in page.forms])[:, None] * across
    corners = []
    for band in (0, 1):
        top, bottom = (
            np.array([form.loop_bands[band][edge] for form in page.forms])[:, None] * down for edge in (0, 1)
        )
        centres = page.centres_px
        corners.append(np.stack([centres + top - half, centres + top + half, centres + bottom - half], axis=1))
    ink = box_ink(gray, to_px64(np.concatenate(corners)), levels.ink_level).astype(np.int64)
    inked = ((1000 * ink[:, 0] >= LOOP_INK_PERMILLE * ink[:, 1]) & (ink[:, 1] > 0)).reshape(2, -1).all(axis=0)
    return np.asarray(inked & (inked.mean() <= MOST_LOOPS_SHARE))


def _writing_ink(gray: NDArray[np.uint8], levels: InkLevels, page: PlacedTargets) -> list[Counts | None]:
    """Ink in each target's write-in area; None for targets without one."""
    writing: list[Counts | None] = [None] * len(page.numbers)
    if page.writing:
        counts = box_ink(gray, to_px64(page.writing_px), levels.ink_level)
        for i, own in zip(page.writing, counts, strict=True):
            writing[i] = own
    return writing
