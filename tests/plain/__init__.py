"""Plain twins: what the kernels' docstrings say, word for word and slowly."""

from tests.plain.beyond import ink_beyond
from tests.plain.colours import departing_pixels, level_quantiles
from tests.plain.fingerprints import alike_sheets, ink_pictures, targets_and_heads
from tests.plain.marks import (
    border_places,
    dark_runs,
    find_bars,
    gray_histogram,
    marks_between,
    neighbour_shifts,
    step_score,
    trace_border,
)
from tests.plain.outlines import (
    clear_distances,
    light_points,
    locate_outlines,
    locate_prints,
    longest_dark_runs,
    nearest_px,
)
from tests.plain.pieces import hanging_together, pieces_near
from tests.plain.row_strokes import row_strokes
from tests.plain.spreading import ink_runs_out, inked_windows, widen_ink
from tests.plain.targets import follow_strokes, measure_targets, stroke_cells
from tests.plain.ways import score_ways

__all__ = [
    "alike_sheets",
    "border_places",
    "clear_distances",
    "dark_runs",
    "departing_pixels",
    "find_bars",
    "follow_strokes",
    "gray_histogram",
    "hanging_together",
    "ink_beyond",
    "ink_pictures",
    "ink_runs_out",
    "inked_windows",
    "level_quantiles",
    "light_points",
    "locate_outlines",
    "locate_prints",
    "longest_dark_runs",
    "marks_between",
    "measure_targets",
    "nearest_px",
    "neighbour_shifts",
    "pieces_near",
    "row_strokes",
    "score_ways",
    "step_score",
    "stroke_cells",
    "targets_and_heads",
    "trace_border",
    "widen_ink",
]
