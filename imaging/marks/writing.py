"""Is anything written in a write-in area? Names are asked about also where their ovals are empty (13-15-206(5)(b)).

The share of ink says so where there is much of it. Where there is little, strokes do: cells that hang together, once
lines that run across the area (folds, printed rules) or down through it (streaks) are taken out. A printed label that
reaches into the area is no writing (`labels`).
"""

import numpy as np

from imaging.geometry import to_px64
from imaging.layout import MarkThresholds
from imaging.marks.labels import only_labels
from imaging.marks.target_ink import Integers
from imaging.sheets.registered import RegisteredPage
from kernels.writing import stroke_cells

CELLS_PER_PITCH = 12
LEAST_STROKE_CELLS = 5
"""Strokes of fewer cells, each a twelfth of a pitch wide, are dust."""
LEAST_CELLS = 8
USUAL_PERMILLE = 20
"""An initial in small writing fills about fifteen cells. Where the definition's threshold for writing is higher than
the usual one, more cells are asked for in proportion."""

Writing = tuple[int | None, int | None, bool]
"""Inked pixels, pixels of the area, and whether anything is written there."""
NO_AREA: Writing = (None, None, False)


def read_writing(page: RegisteredPage, ink: Integers, thresholds: MarkThresholds) -> dict[int, Writing]:
    """What is in the write-in areas of a page, by the target's place on the page.

    ink   int64 (M, 2): inked pixels and pixels of the page's areas
    """
    placed = page.placed
    if not placed.writing:
        return {}
    cell_px = max(2, round(placed.pitch_px / CELLS_PER_PITCH))
    strokes = np.zeros((len(ink), 2), np.int64)
    some = (ink[:, 0] >= LEAST_STROKE_CELLS * 2).nonzero()[0]
    if some.size:
        corners = to_px64(placed.writing_px[some])
        strokes[some] = stroke_cells(page.gray, corners, cell_px, LEAST_STROKE_CELLS, page.levels.writing_level)
    written = [
        _is_written(inked, area, cells, on_lines, printed, thresholds)
        for (inked, area), (cells, on_lines), printed in zip(
            ink.tolist(), strokes.tolist(), placed.writing_blank_permille, strict=True
        )
    ]
    looked = np.array(written, np.bool_).nonzero()[0]
    if looked.size:
        for i, is_label in zip(looked.tolist(), only_labels(page, looked), strict=True):
            written[i] = not is_label
    return {
        i: (inked, area, is_written)
        for i, (inked, area), is_written in zip(placed.writing, ink.tolist(), written, strict=True)
    }


def _is_written(
    inked: int, area: int, cells: int, on_lines: int, printed_permille: int, thresholds: MarkThresholds
) -> bool:
    """Much ink that is on no line, above what is printed there; or strokes, where nothing is."""
    free = max(0, inked - on_lines)
    much = free > 0 and 1000 * free >= (thresholds.writing_permille + printed_permille) * area
    least = LEAST_CELLS * max(thresholds.writing_permille, USUAL_PERMILLE)
    return much or (printed_permille == 0 and USUAL_PERMILLE * cells >= least)
