"""What the ink at a target looks like, in words. Whole numbers in, a word out; it decides nothing by itself."""

from imaging.marks.decisions import LEAST_THICKNESS_OF_WIDE_PITCHES, MIDDLE_CELLS
from imaging.sheets import Shape

FILLED_PERMILLE = 800
DOT_CELLS = 5
DOT_LENGTH_PITCHES = 0.08
"""Of twelve cells a dot reaches no more than these; its ink's standard deviation along its main axis is no more."""
LOOP_CELLS = 6
"""A loop inside the outline leaves the two middle cells clean and reaches as many of the others."""
CROSS_LENGTH_PITCHES = 0.13
"""A cross is about as long as it is wide."""
MANY_RUNS_PERCENT = 120
"""Rows, or columns, of which many are cut in two: runs for each hundred of them."""
CHECK_DEPTH_PITCHES = 0.085
"""The two arms of a check lie close along its main axis; a scribble fills more of the height."""


def shape_of(
    ink_permille: int, cells: int, runs: list[int], across_px64: int, along_px64: int, pitch_px64: int
) -> Shape:
    """Name the shape of the ink inside an outline.

    cells                    which of twelve are inked, one bit each
    runs                     rows with ink, runs in rows; columns with ink, runs in columns
    across_px64, along_px64  the ink's standard deviations along its two main axes, the smaller first
    """
    if ink_permille >= FILLED_PERMILLE:
        return Shape.FILLED
    if cells.bit_count() <= DOT_CELLS and along_px64 < DOT_LENGTH_PITCHES * pitch_px64:
        return Shape.DOT
    if across_px64 < LEAST_THICKNESS_OF_WIDE_PITCHES * pitch_px64:
        return Shape.LINE
    if not cells & MIDDLE_CELLS and cells.bit_count() >= LOOP_CELLS:
        return Shape.LOOP
    row_runs, col_runs = 100 * runs[1] // max(1, runs[0]), 100 * runs[3] // max(1, runs[2])
    if min(row_runs, col_runs) >= MANY_RUNS_PERCENT and along_px64 < CROSS_LENGTH_PITCHES * pitch_px64:
        return Shape.CROSS
    if col_runs < MANY_RUNS_PERCENT <= row_runs and across_px64 < CHECK_DEPTH_PITCHES * pitch_px64:
        return Shape.CHECK
    return Shape.SCRIBBLE
