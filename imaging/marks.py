"""Measure the ink of every target and decide: unmarked, ambiguous, marked.

Two integers a target, inked pixels and target pixels, against what the blank carries there, and two thresholds (in
effect a legal rule: 13-15-206(3)(a)). What only looks like a mark is never a vote: ink that a scanner's streak or a
fold explains, or a thin line across the target, makes it ambiguous at most. What may be a vote though the inside is
clean, a loop around the target, makes it ambiguous too.
"""

import numpy as np
from numpy.typing import NDArray

from imaging.ink_levels import InkLevels
from imaging.layout import MarkThresholds, Outline
from imaging.registration import RegisteredPage, to_px64
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
LOOP_BANDS_PITCHES = ((-0.5, -0.32), (0.32, 0.5))
LOOP_HALF_LENGTH_PITCHES = 0.3
MOST_LOOPS_SHARE = 2 / 3
"""Ink above and below more of a page's targets than this is print, not pen."""
LINE_RUN_PITCHES = 0.7
"""A streak or a fold runs on beyond the target at least so far on both sides."""


def read_marks(
    gray: NDArray[np.uint8], levels: InkLevels, page: RegisteredPage, thresholds: MarkThresholds
) -> tuple[TargetReading, ...]:
    """Read every target of a registered page (uint8 (H, W)), in the layout's order."""
    if not page.layout.targets:
        return ()
    ink = _target_ink(gray, levels, page)
    explained = _explained_ink(gray, levels, page, ink, thresholds)
    looped = _looped(gray, levels, page)
    writing = _writing_ink(gray, levels, page)
    return tuple(
        _reading(page, i, ink[i], int(explained[i]), bool(looped[i]), writing[i], thresholds)
        for i in range(len(page.layout.targets))
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
    page: RegisteredPage,
    i: int,
    ink: Moments,
    explained_px: int,
    looped: bool,
    writing: Counts | None,
    thresholds: MarkThresholds,
) -> TargetReading:
    target = page.layout.targets[i]
    ink_px, target_px, cells = (int(value) for value in ink[:3])
    mark = decide_mark(ink_px, target_px, target.blank_ink_permille, thresholds)
    unexplained = decide_mark(ink_px - explained_px, target_px, target.blank_ink_permille, thresholds)
    spread = cells >= LEAST_SPREAD_CELLS or 1000 * ink_px >= WIDE_INK_PERMILLE * target_px
    if mark is Mark.MARKED and not (unexplained is mark and spread and not _is_thin(ink, page.grid.pitch_px)):
        mark = Mark.AMBIGUOUS
    if mark is Mark.UNMARKED and looped:
        mark = Mark.AMBIGUOUS
    writing_px, area_px = (None, None) if writing is None else (int(writing[0]), int(writing[1]))
    return TargetReading(
        number=target.number,
        side=page.layout.side,
        mark=mark,
        ink_px=ink_px,
        target_px=target_px,
        centre_row_px=float(page.centres_px[i, 0]),
        centre_col_px=float(page.centres_px[i, 1]),
        error_px=float(page.errors_px[i]),
        writing_px=writing_px,
        writing_area_px=area_px,
        writing=bool(writing_px and area_px and 1000 * writing_px >= thresholds.writing_permille * area_px),
    )


def _is_thin(ink: Moments, pitch_px: float) -> bool:
    """Whether the ink's smallest variance, in whichever direction, is below that of a line: in exact integers."""
    inked, _, _, rows, cols, both = (int(value) for value in ink)
    # a variance in 1/4096 px squared; below it lies a direction exactly where this matrix is not positive
    least = round(LEAST_THICKNESS_PITCHES * pitch_px * 64) ** 2 * inked**2
    rows, cols, both = 4096 * rows - least, 4096 * cols - least, 4096 * both
    return rows <= 0 or cols <= 0 or rows * cols <= both * both


def _target_ink(gray: NDArray[np.uint8], levels: InkLevels, page: RegisteredPage) -> Moments:
    vectors = np.stack([page.grid.row_vector_px, page.grid.column_vector_px])
    to_grid = np.linalg.inv(vectors)
    to_unit = np.ascontiguousarray(np.rint(np.stack([to_grid[:, 1], to_grid[:, 0]]) * 2**20).astype(np.int64))
    inside = _inside(page.outline, page.grid.pitch_px)
    return stadium_ink(
        gray,
        to_px64(page.centres_px),
        to_unit,
        round((inside.width - inside.height) / 2 * 65536),
        round(inside.height / 2 * 65536),
        _reach(inside, vectors),
        levels.ink_level,
    )


def _reach(outline: Outline, vectors: NDArray[np.float64]) -> tuple[int, int]:
    """How many rows and columns of pixels an outline reaches from its centre, however it is turned."""
    rows, cols = np.abs(vectors).T @ np.array([outline.height, outline.width]) / 2
    return int(rows) + 2, int(cols) + 2


def _inside(outline: Outline, pitch_px: float) -> Outline:
    """The outline less its stroke, in grid units."""
    stroke = 2 * (STROKE_PITCHES + STROKE_PX / pitch_px)
    height = max(outline.height - stroke, 0.1)
    return Outline(max(outline.width - stroke, height), height)


def _explained_ink(
    gray: NDArray[np.uint8], levels: InkLevels, page: RegisteredPage, ink: Moments, thresholds: MarkThresholds
) -> Counts:
    """Inked pixels of each target that a crossing streak or fold explains; only looked for where there is ink."""
    explained = np.zeros(len(ink), np.int32)
    inked = np.flatnonzero(1000 * ink[:, 0] >= thresholds.marginal_permille * ink[:, 1])
    if inked.size == 0:
        return explained
    inside = _inside(page.outline, page.grid.pitch_px)
    half = np.array([inside.height, inside.width]) / 2 * page.grid.pitch_px
    low = np.rint(page.centres_px[inked] - half).astype(np.int32)
    high = np.rint(page.centres_px[inked] + half).astype(np.int32) + 1
    boxes = np.ascontiguousarray(np.stack([low[:, 0], high[:, 0], low[:, 1], high[:, 1]], axis=1))
    run = max(6, round(LINE_RUN_PITCHES * page.grid.pitch_px))
    explained[inked] = np.minimum(crossing_lines(gray, boxes, run, levels.ink_level), ink[inked, 0])
    return explained


def _looped(gray: NDArray[np.uint8], levels: InkLevels, page: RegisteredPage) -> NDArray[np.bool_]:
    """Which targets have ink both above and below their outline, as a loop around them leaves: bool (N,)."""
    down, across = page.grid.row_vector_px, page.grid.column_vector_px
    half = LOOP_HALF_LENGTH_PITCHES * across
    corners = [
        np.stack(
            [
                page.centres_px + top * down - half,
                page.centres_px + top * down + half,
                page.centres_px + bottom * down - half,
            ],
            axis=1,
        )
        for top, bottom in LOOP_BANDS_PITCHES
    ]
    ink = box_ink(gray, to_px64(np.concatenate(corners)), levels.ink_level).astype(np.int64)
    inked = ((1000 * ink[:, 0] >= LOOP_INK_PERMILLE * ink[:, 1]) & (ink[:, 1] > 0)).reshape(2, -1).all(axis=0)
    return np.asarray(inked & (inked.mean() <= MOST_LOOPS_SHARE))


def _writing_ink(gray: NDArray[np.uint8], levels: InkLevels, page: RegisteredPage) -> list[Counts | None]:
    """Ink in each target's write-in area, which lies as far from its grid place as the target itself does."""
    writing: list[Counts | None] = [None] * len(page.layout.targets)
    numbers = [i for i, target in enumerate(page.layout.targets) if target.write_in_area is not None]
    if not numbers:
        return writing
    boxes = [box for target in page.layout.targets if (box := target.write_in_area) is not None]
    rows = np.array([[b.top, b.top, b.bottom] for b in boxes], np.float64)
    columns = np.array([[b.left, b.right, b.left] for b in boxes], np.float64)
    bottom = page.grid.rows - 1
    corners = page.grid.to_px(np.clip(rows, 0, bottom).ravel(), columns.ravel()).reshape(len(boxes), 3, 2)
    places = [page.layout.targets[i] for i in numbers]
    expected = page.grid.to_px(np.array([t.row for t in places], float), np.array([t.column for t in places], float))
    corners += (page.centres_px[numbers] - expected)[:, None, :]
    for i, counts in zip(numbers, box_ink(gray, to_px64(corners), levels.ink_level), strict=True):
        writing[i] = counts
    return writing
