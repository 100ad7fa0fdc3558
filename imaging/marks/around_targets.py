"""What stands around a target, cell by cell, as `imaging.sheets.known_print` counts them: and print taken away again.

Insides of outlines are never looked at, and nothing is ever taken away there: what is measured in them stays.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from imaging.sheets.known_print import CELLS_PER_PITCH, PlacePrint
from imaging.sheets.registered import RegisteredPage
from kernels.spreading import widen_ink

NEAR_PITCHES = (1.4, 2.3)
"""So far down and across around a target's centre is seen what may be drawn at it."""
BESIDE_AREA_PITCHES = 0.3
OUTLINE_PITCHES = 0.07
"""So far beyond its stroke's middle an outline is left alone."""
MARK_PITCHES = 0.5
"""So far beyond its outline a voter's mark may reach: nothing is learned so near one."""
SHIFT_CELLS = 2
"""Places are found so exactly, at the least."""
EDGE_CELLS = SHIFT_CELLS + 1
SAME_CELLS = 2
"""Ink so near to print that is known is that print: blur, and places that are found a little off."""
MOST_MORE = 20
"""Cells of ink that are dust: a pen's stroke of a tenth of an inch has more."""
LEAST_FOUND_PERCENT = 80
"""Of what is known so much is there, or it is not this print."""

Bools = NDArray[np.bool_]
Bounds = tuple[int, int, int, int]
"""First row and column in cells from the centre, rows and columns."""


@dataclass(frozen=True, slots=True)
class CellsAround:
    """What is seen around a target of one sheet.

    top, left   the first row and column, in cells from the target's centre
    ink, known  bool (H, W): which cells are inked; which of them can be the paper's print
    """

    target: int
    top: int
    left: int
    ink: Bools
    known: Bools


def cells_around(page: RegisteredPage, place: int, marked: Sequence[int]) -> CellsAround:
    """What is around a target, a place among the page's; `marked` are those whose ovals a voter may have drawn at."""
    top, left, high, wide = _bounds(page, place)
    ink, on_page = _ink(page, place, (top, left, high, wide))
    known = on_page & ~_at_outlines(page, place, (top, left, high, wide), range(len(page.placed.numbers)), 0.0)
    known &= ~_at_outlines(page, place, (top, left, high, wide), marked, MARK_PITCHES)
    return CellsAround(page.placed.numbers[place], top, left, ink & known, known)


def without_print(page: RegisteredPage, prints: Sequence[tuple[int, PlacePrint]]) -> RegisteredPage | None:
    """The page with what is known to be printed made paper, by the targets' places; None where none of it is found."""
    gray = page.gray.copy()
    wiped = [place for place, known in prints if _wipe(page, gray, place, known)]
    if not wiped:
        return None
    placed = page.placed
    permille = tuple(
        0 if place in wiped else blank
        for place, blank in zip(placed.writing, placed.writing_blank_permille, strict=True)
    )
    return replace(page, image=replace(page.image, gray=gray), placed=replace(placed, writing_blank_permille=permille))


def has_more(page: RegisteredPage, place: int, known: PlacePrint, is_marked: bool) -> bool:
    """Whether more ink than dust is around a target beside what is known to be printed there; not near other targets.

    Print that is taken away takes pieces of what was drawn over it: what is left may seem too little to be a hand's.
    """
    bounds, targets = _bounds(page, place), range(len(page.placed.numbers))
    ink, _ = _ink(page, place, bounds)
    ink &= ~_at_outlines(page, place, bounds, targets, 0.0)
    others = [other for other in targets if other != place or is_marked]
    ink &= ~_at_outlines(page, place, bounds, others, MARK_PITCHES + SHIFT_CELLS / CELLS_PER_PITCH)
    # print at the edge of what is seen was not seen on every sheet
    ink &= np.pad(np.ones(np.array(ink.shape) - 2 * EDGE_CELLS, np.bool_), EDGE_CELLS)
    cells = _laid(known, bounds)
    cells = shifted(cells, *best_shift(cells, ink))
    import cv2

    # of strokes that a scan draws a little thicker one cell's width is left, of a pen's two
    more = cv2.morphologyEx((ink & ~grown(cells, 1)).astype(np.uint8), cv2.MORPH_OPEN, np.ones((2, 2), np.uint8))
    return int(np.count_nonzero(more)) > MOST_MORE


def _laid(known: PlacePrint, bounds: Bounds) -> Bools:
    """What is known, in other bounds: bool (H, W)."""
    picture = picture_of(known)
    top, left = min(known.top, bounds[0]), min(known.left, bounds[1])
    high = max(known.top + picture.shape[0], bounds[0] + bounds[2]) - top
    wide = max(known.left + picture.shape[1], bounds[1] + bounds[3]) - left
    whole = np.zeros((high, wide), np.bool_)
    down, across = known.top - top, known.left - left
    whole[down : down + picture.shape[0], across : across + picture.shape[1]] = picture
    down, across = bounds[0] - top, bounds[1] - left
    return whole[down : down + bounds[2], across : across + bounds[3]]


def picture_of(known: PlacePrint) -> Bools:
    """The cells of what is known: bool (H, W)."""
    rows = [np.frombuffer(bytes.fromhex(row), np.uint8) for row in known.rows]
    return np.unpackbits(np.stack(rows), axis=1).astype(np.bool_)


def place_print(target: int, top: int, left: int, cells: Bools) -> PlacePrint:
    """Cells, bool (H, W) with at least one, as what is known; their empty edges are left out."""
    rows, cols = (np.flatnonzero(cells.any(axis=axis)) for axis in (1, 0))
    part = np.packbits(cells[rows[0] : rows[-1] + 1, cols[0] : cols[-1] + 1], axis=1)
    return PlacePrint(target, top + int(rows[0]), left + int(cols[0]), tuple(row.tobytes().hex() for row in part))


def grown(cells: Bools, by: int) -> Bools:
    """The cells and those beside them, so many to each side: bool (H, W)."""
    return widen_ink(cells.astype(np.uint8), by, by).astype(np.bool_)


def shifted(cells: Bools, down: int, across: int) -> Bools:
    """The cells moved, those that leave the picture lost: bool (H, W)."""
    moved = np.zeros_like(cells)
    high, wide = cells.shape
    moved[max(0, down) : high + min(0, down), max(0, across) : wide + min(0, across)] = cells[
        max(0, -down) : high + min(0, -down), max(0, -across) : wide + min(0, -across)
    ]
    return moved


def best_shift(cells: Bools, to: Bools) -> tuple[int, int]:
    """How far to move cells so that most of them lie upon others; of equals the nearest."""
    steps = sorted(
        ((down, across) for down in _steps() for across in _steps()), key=lambda step: abs(step[0]) + abs(step[1])
    )
    return max(steps, key=lambda step: np.count_nonzero(shifted(cells, *step) & to))


def _steps() -> range:
    return range(-SHIFT_CELLS, SHIFT_CELLS + 1)


def _bounds(page: RegisteredPage, place: int) -> Bounds:
    """What is near the target, and its write-in area with what is around that."""
    placed = page.placed
    corners = np.array([[-NEAR_PITCHES[0], -NEAR_PITCHES[1]], [NEAR_PITCHES[0], NEAR_PITCHES[1]]])
    if place in placed.writing:
        area = placed.writing_px[placed.writing.index(place)] - placed.centres_px[place]
        area = area @ np.linalg.inv(page.placed.vectors_px)
        beside = np.array([area.min(axis=0) - BESIDE_AREA_PITCHES, area.max(axis=0) + BESIDE_AREA_PITCHES])
        corners = np.concatenate([corners, beside])
    return _around_corners(corners)


def _around_corners(corners: NDArray[np.float64]) -> Bounds:
    """The cells that hold all of these places, float64 (N, 2), in pitches from the centre."""
    top, left = np.rint(corners.min(axis=0) * CELLS_PER_PITCH).astype(int).tolist()
    bottom, right = np.rint(corners.max(axis=0) * CELLS_PER_PITCH).astype(int).tolist()
    return top, left, bottom - top, right - left


def _ink(page: RegisteredPage, place: int, bounds: Bounds) -> tuple[Bools, Bools]:
    """Which cells are inked, and which lie on the image."""
    top, left, high, wide = bounds
    down, across = np.mgrid[top : top + high, left : left + wide] + 0.5
    rows, cols = (
        np.floor(centre + (down * along + across * over) / CELLS_PER_PITCH + 0.5).astype(np.int64)
        for centre, along, over in zip(page.placed.centres_px[place], *page.placed.vectors_px, strict=True)
    )
    height, width = page.gray.shape
    on_page = (rows >= 0) & (rows < height) & (cols >= 0) & (cols < width)
    gray = page.gray[rows.clip(0, height - 1), cols.clip(0, width - 1)]
    return on_page & (gray <= _level(page, place)), on_page


def _level(page: RegisteredPage, place: int) -> int:
    return page.levels.writing_level if place in page.placed.writing else page.levels.ink_level


def _at_outlines(
    page: RegisteredPage, place: int, bounds: Bounds, others: Sequence[int] | range, beyond_pitches: float
) -> Bools:
    """Which cells around a target lie in other targets' outlines, or so far beyond them."""
    top, left, high, wide = bounds
    at = np.zeros((high, wide), np.bool_)
    placed = page.placed
    away = (placed.centres_px - placed.centres_px[place]) @ np.linalg.inv(page.placed.vectors_px)
    for other in others:
        form = placed.forms[other]
        reach = np.array([form.height, form.width]) / 2 + form.stroke / 2 + OUTLINE_PITCHES + beyond_pitches
        low, up = (np.rint(edge * CELLS_PER_PITCH).astype(int) for edge in (away[other] - reach, away[other] + reach))
        at[max(0, low[0] - top) : max(0, up[0] - top), max(0, low[1] - left) : max(0, up[1] - left)] = True
    return at


def _wipe(page: RegisteredPage, gray: NDArray[np.uint8], place: int, known: PlacePrint) -> bool:
    """Make what is known to be printed around a target paper; nothing, where it is not there."""
    around = SHIFT_CELLS + SAME_CELLS
    cells = np.pad(picture_of(known), around)
    top, left = known.top - around, known.left - around
    bounds = top, left, *cells.shape
    ink, on_page = _ink(page, place, bounds)
    cells = shifted(cells, *best_shift(cells, ink))
    seen = np.count_nonzero(cells & grown(ink, 1))
    if 100 * seen < LEAST_FOUND_PERCENT * np.count_nonzero(cells):
        return False
    free = ~_at_outlines(page, place, bounds, range(len(page.placed.numbers)), 0.0)
    _make_paper(page, gray, place, (top, left), grown(cells, SAME_CELLS) & free & on_page)
    return True


def _make_paper(
    page: RegisteredPage, gray: NDArray[np.uint8], place: int, first: tuple[int, int], cells: Bools
) -> None:
    """Make all pixels of these cells paper."""
    centre, vectors = page.placed.centres_px[place], page.placed.vectors_px / CELLS_PER_PITCH
    corners = np.array([first, (first[0] + cells.shape[0], first[1] + cells.shape[1])], np.float64)
    edges = np.array([[row, col] for row in corners[:, 0] for col in corners[:, 1]]) @ vectors + centre
    low = np.maximum(np.floor(edges.min(axis=0)).astype(int), 0)
    high = np.minimum(np.ceil(edges.max(axis=0)).astype(int) + 1, gray.shape)
    rows, cols = np.mgrid[low[0] : high[0], low[1] : high[1]]
    places = (np.stack([rows, cols], axis=-1) - centre) @ np.linalg.inv(vectors) - np.array(first)
    down, across = np.floor(places).astype(int).transpose(2, 0, 1)
    inside = (down >= 0) & (across >= 0) & (down < cells.shape[0]) & (across < cells.shape[1])
    wiped = inside & cells[down.clip(0, cells.shape[0] - 1), across.clip(0, cells.shape[1] - 1)]
    part = gray[low[0] : high[0], low[1] : high[1]]
    part[wiped] = np.maximum(part[wiped], page.levels.paper)
