"""Read the marks of a sheet: measure every target, decide, and say what was seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isqrt

import numpy as np
from numpy.typing import NDArray

from imaging.layout import MarkThresholds
from imaging.marks.arrows import lines_beside, without_arrows
from imaging.marks.bleeding import shines_through
from imaging.marks.colour.coloured import ask_about_colour
from imaging.marks.decisions import DOUBTS, MARKS, NO_DOUBT, UNMARKED, Decisions, decide_page, variances_px4096
from imaging.marks.habits import ask_by_habit
from imaging.marks.light_fills import very_light_fills, with_light_fills
from imaging.marks.looking_again import KnownAt, look_again, seen_around, without_printed_loops
from imaging.marks.printed_ink import page_with_clear_insides
from imaging.marks.shapes import shape_of
from imaging.marks.target_ink import PageInk, measure_ink
from imaging.marks.writing import NO_AREA
from imaging.sheets import Cause, Doubt, Nearby, Shape, TargetReading
from imaging.sheets.registered import RegisteredPage
from imaging.sheets.targets import make_target_readings

RESIDUE_PERMILLE = 60
"""Mean darkness of the inside, of the page's contrast, from which on gray without ink is called erased residue."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """A page's targets as measured, and what is said of each."""

    page: RegisteredPage
    ink: PageInk
    bled: NDArray[np.bool_]
    """Whose ink may be the other side's."""
    decided: Decisions
    coloured: NDArray[np.bool_]
    """Beside which unmarked targets there is ink that only colour shows."""


def read_marks(
    pages: Sequence[RegisteredPage], thresholds: MarkThresholds, known_at: KnownAt
) -> tuple[TargetReading, ...]:
    """Read every target of a sheet's registered pages, in the layouts' order; `known_at` tells their card's print."""
    printed = [page for page in pages if page.placed.numbers]
    seen = []
    for page, ink in [_measured(page, thresholds) for page in printed]:
        behind = next((other for other in pages if other.placed.side is not page.placed.side), None)
        bled = np.zeros(len(ink.inked), bool) if behind is None else shines_through(page, ink, behind)
        bare, loops = without_printed_loops(page, ink, known_at, thresholds)
        decided = decide_page(page, ink, bled, loops, thresholds)
        decided.ask((decided.marks == UNMARKED) & very_light_fills(bare, ink), Doubt.LIGHT)
        seen.append(_Seen(page, ink, bled, decided, np.zeros_like(bled)))
    if not seen:
        return ()
    _ask_by_habit(seen, thresholds)
    for one in seen:
        one.coloured[:] = ask_about_colour(one.page, one.decided, thresholds.marginal_permille)
    return tuple(reading for one in seen for reading in _readings(one, thresholds, known_at))


def _measured(page: RegisteredPage, thresholds: MarkThresholds) -> tuple[RegisteredPage, PageInk]:
    ink = measure_ink(page, thresholds.marginal_permille)
    inside = page_with_clear_insides(page, ink)
    if inside is not page:
        page, ink = inside, measure_ink(inside, thresholds.marginal_permille)
    ink = with_light_fills(page, ink)
    return without_arrows(page), ink


def _ask_by_habit(seen: Sequence[_Seen], thresholds: MarkThresholds) -> None:
    sheet = Decisions(
        np.concatenate([one.decided.marks for one in seen]), np.concatenate([one.decided.doubts for one in seen])
    )
    amounts = [
        1000 * one.ink.inked // np.maximum(one.ink.pixels, 1) - np.array(one.page.placed.blank_ink_permille, np.int64)
        for one in seen
    ]
    darkness = [1000 * one.ink.ink_darkness // np.maximum(one.ink.inked * one.page.levels.contrast, 1) for one in seen]
    ask_by_habit(sheet, np.concatenate(amounts), np.concatenate(darkness), thresholds)
    start = 0
    for one in seen:
        end = start + len(one.decided.marks)
        one.decided.marks[:], one.decided.doubts[:] = sheet.marks[start:end], sheet.doubts[start:end]
        start = end


def _readings(seen: _Seen, thresholds: MarkThresholds, known_at: KnownAt) -> list[TargetReading]:
    ink, placed = seen.ink, seen.page.placed
    around = seen_around(seen.page, ink, seen.decided.marks, thresholds)
    look_again(seen.page, ink, seen.decided, around, known_at, thresholds)
    writing, nearby = around.writing, around.nearby
    count = len(placed.numbers)
    shapes, causes = _words(seen)
    areas = [writing.get(i, NO_AREA) for i in range(count)] if writing else [NO_AREA] * count
    rows, cols = placed.centres_px.T.tolist()
    for i in (lines_beside(seen.page) & (seen.decided.marks == UNMARKED)).nonzero()[0].tolist():
        nearby[i] = nearby[i] or Nearby.BESIDE
    for i in seen.coloured.nonzero()[0].tolist():
        nearby[i] = nearby[i] or Nearby.COLOUR
    return make_target_readings(
        placed.numbers,
        [placed.side] * count,
        [MARKS[mark] for mark in seen.decided.marks.tolist()],
        ink.inked.tolist(),
        ink.pixels.tolist(),
        rows,
        cols,
        placed.errors_px.tolist(),
        *zip(*areas, strict=True),
        ink.bands[:, :, 0].sum(axis=0).tolist(),
        shapes,
        causes,
        [None if doubt == NO_DOUBT else DOUBTS[doubt] for doubt in seen.decided.doubts.tolist()],
        [None] * count,
        nearby,
    )


def _words(seen: _Seen) -> tuple[list[Shape | None], list[Cause | None]]:
    """Shape and cause of each target's ink."""
    ink = seen.ink
    shapes: list[Shape | None] = [None] * len(ink.inked)
    causes: list[Cause | None] = [None] * len(ink.inked)
    residue = RESIDUE_PERMILLE * seen.page.levels.contrast * ink.pixels
    for i in ((ink.cells == 0) & (1000 * ink.darkness >= np.maximum(residue, 1))).nonzero()[0].tolist():
        shapes[i] = Shape.ERASED
    around = DOUBTS.index(Doubt.AROUND)
    for i in (seen.decided.doubts == around).nonzero()[0].tolist():
        shapes[i] = Shape.LOOP
    closer = ink.cells.nonzero()[0]
    if closer.size:
        variances = variances_px4096(ink)[closer].tolist()
        permille = 1000 * ink.inked // np.maximum(ink.pixels, 1)
        pitch_px64 = round(64 * seen.page.placed.pitch_px)
        rows = zip(
            closer.tolist(),
            permille[closer].tolist(),
            ink.cells[closer].tolist(),
            ink.runs[closer].tolist(),
            variances,
            ink.inked[closer].tolist(),
            ink.lines[closer].tolist(),
            strict=True,
        )
        for i, share, cells, runs, variance, inked, lines in rows:
            shapes[i] = shape_of(share, cells, runs, *_axes_px64(*variance), pitch_px64)
            causes[i] = Cause.BLEED if seen.bled[i] else _line_cause(inked, *lines)
    return shapes, causes


def _axes_px64(rows: int, cols: int, both: int) -> tuple[int, int]:
    """Standard deviations along the two main axes, the smaller first, in whole 1/64 px, from variances in 1/4096 px."""
    apart = isqrt((rows - cols) ** 2 + 4 * both**2)
    return isqrt(max(0, rows + cols - apart) // 2), isqrt((rows + cols + apart) // 2)


def _line_cause(inked: int, down: int, across: int) -> Cause | None:
    if 2 * (down + across) < inked:
        return None
    return Cause.STREAK if down >= across else Cause.FOLD
