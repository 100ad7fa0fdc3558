"""Single rows that are printed on a tint: the band is far wider than a stroke, flat, and has straight edges.

A highlighter's stroke over oval and name is as long, but no pen is as broad as a row is high; where two strokes meet
they are darker, and no hand draws both edges straight along the page.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from imaging.geometry import to_px64
from imaging.marks.colour.colours_around import NONE, levels_at
from imaging.marks.decisions import AMBIGUOUS, DOUBTS, NO_DOUBT, UNMARKED, Decisions
from imaging.marks.target_ink import inside_form
from imaging.sheets import Doubt
from imaging.sheets.registered import RegisteredPage
from kernels.colours import level_quantiles

FRAME_PITCHES = (0.06, 0.22)
"""Where around an outline its paper is looked at, from so far to so far."""
REACH_PITCHES = (2.2, 3.0, 11.0)
"""How far is looked: up and down, to the left, and to the right."""
LEAST_HEIGHT_PITCHES = 0.9
"""A quarter of an inch: the broadest highlighters draw a fifth."""
LEAST_WIDTH_PITCHES = 6.0
LEAST_APART, MOST_APART = 4, 12
APART_PART = 4
"""A band's pixels have its colour by so many levels: a part of what it is apart from paper's, since print blurs it."""
MOST_APART_GRAY = 14
"""In gray the paper's grain and noise show."""
FLAT_SHARE = 0.75
GAP_PITCHES = 0.4
"""Tall letters may interrupt a band, between its edges and the row's middle, for so long."""
STRAIGHT_PITCHES = 0.04
STRAIGHT_SHARE = 0.9
MOST_SLOPE = 0.012
"""Edges keep to their line by so much, in so many of their places, and run so straight along the page."""
COLUMN_STEP_PX = 2
"""So many pixels to the right is looked."""
BLUR_PX = 1.5
FILLED_PERMILLE = 100
"""Where less of an inside than this is darker or lighter than its band, nothing was filled in."""

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Bools = NDArray[np.bool_]
Planes = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Surface:
    """A page's planes, uint8 (P, H, W), the last of them gray; paper's levels there, and a pitch down and across.

    paper       int64 (P,)
    vectors_px  float64 (2, 2), on the planes
    """

    planes: Planes
    paper: Integers
    vectors_px: Floats

    @classmethod
    def of_page(cls, page: RegisteredPage, chroma: Planes, paper: Integers) -> "Surface":
        """A page at half of its scale, with its colour and paper's: uint8 (2, H, W) and int64 (2,), or (0, H, W)."""
        vectors_px = page.placed.vectors_px / 2
        planes = np.concatenate([chroma, page.gray[::2, ::2][None]])
        return cls(planes, np.append(paper, page.levels.paper), vectors_px)

    def flat(self, seen: Integers, colour: Integers) -> Bools:
        """Which of some pixels, int64 (P, rows, columns), have a colour, int64 (P,): bool (rows, columns)."""
        away = np.abs(colour - self.paper)[:-1].max(initial=0)
        most = [min(max(LEAST_APART, away // APART_PART), MOST_APART)] * (len(colour) - 1) + [MOST_APART_GRAY]
        return np.asarray((np.abs(seen - colour[:, None, None]) <= np.array(most)[:, None, None]).all(axis=0))


def printed_bands(surface: Surface, centres_px: Floats, sizes: Floats) -> Integers:
    """The colours of the bands on which targets stand: int64 (N, P); NONE where a target stands on none.

    centres_px   float64 (N, 2), on the planes
    sizes        heights and widths of the outlines, in pitches: float64 (N, 2)
    """
    found = np.full((len(centres_px), len(surface.planes)), NONE, np.int64)
    for place, (centre, size) in enumerate(zip(centres_px, sizes, strict=True)):
        colour = _band(surface, centre, size)
        if colour is not None:
            found[place] = colour
    return found


def take_back_tinted(page: RegisteredPage, decided: Decisions) -> None:
    """Ask no longer about targets that are gray all over where the band is as gray on which they stand."""
    light = np.flatnonzero((decided.marks == AMBIGUOUS) & (decided.doubts == DOUBTS.index(Doubt.LIGHT)))
    if light.size == 0:
        return
    placed = page.placed
    sizes = np.array([(placed.forms[i].height, placed.forms[i].width) for i in light.tolist()])
    height, width = page.gray[::2, ::2].shape
    surface = Surface.of_page(page, np.empty((0, height, width), np.uint8), np.empty(0, np.int64))
    bands = printed_bands(surface, placed.centres_px[light] / 2, sizes)[:, 0]
    forms = np.array([inside_form(placed, placed.forms[i], 0, 0) for i in light.tolist()], np.int64)
    numbers, shares = np.arange(len(light)), np.array([FILLED_PERMILLE, 1000 - FILLED_PERMILLE], np.int64)
    darker, lighter = level_quantiles(page.gray, to_px64(placed.centres_px[light]), numbers, forms, 1, shares).T
    plain = (bands >= 0) & (bands - darker <= MOST_APART_GRAY) & (lighter - bands <= MOST_APART_GRAY)
    decided.marks[light[plain]] = UNMARKED
    decided.doubts[light[plain]] = NO_DOUBT


def _band(surface: Surface, centre_px: Floats, size: Floats) -> Integers | None:
    """The colour of the band on which a target stands: int64 (P,)."""
    pitch_px = float(np.hypot(*surface.vectors_px[1]))
    rows, left, right = REACH_PITCHES
    down, across = np.arange(-rows, rows, 1 / pitch_px), np.arange(-left, right, COLUMN_STEP_PX / pitch_px)
    columns = pitch_px / COLUMN_STEP_PX
    levels = levels_at(surface.planes, centre_px, surface.vectors_px, down, across)
    import cv2

    seen = np.stack([cv2.blur(plane, (3, 3)) for plane in levels]).astype(np.int64)
    above, beside = np.abs(down)[:, None] - size[0] / 2, np.abs(across)[None, :] - size[1] / 2
    near, far = FRAME_PITCHES
    frame = (np.maximum(above, beside) >= near) & (np.maximum(above, beside) <= far)
    colour = np.median(seen[:, frame], axis=1).astype(np.int64)
    flat = surface.flat(seen, colour)
    if flat[frame].mean() < FLAT_SHARE:
        return None
    around = np.broadcast_to(beside <= near, flat.shape)
    outside = above[:, 0] > near + BLUR_PX / pitch_px
    top = _end(flat, around, np.flatnonzero(outside & (down < 0))[::-1])
    bottom = _end(flat, around, np.flatnonzero(outside & (down > 0)))
    is_free = outside & (down > down[top] + near) & (down < down[bottom] - near)
    if down[bottom] - down[top] < LEAST_HEIGHT_PITCHES or not is_free.any():
        return None
    is_band = _columns(flat[is_free].mean(axis=0) >= FLAT_SHARE, int(np.searchsorted(across, 0)), columns)
    if np.count_nonzero(is_band) < LEAST_WIDTH_PITCHES * columns:
        return None
    straight = [_is_straight(flat[:, is_band], rows, pitch_px) for rows in _edges(is_free, len(down))]
    return colour if all(straight) else None


def _end(flat: Bools, around: Bools, rows: Integers) -> int:
    """The last of the rows, from a target's outline on, up to which the paper above or below it is flat."""
    shares = (flat & around).sum(axis=1) / np.maximum(around.sum(axis=1), 1)
    stops = np.flatnonzero(shares[rows] < FLAT_SHARE)
    return int(rows[max(0, stops[0] - 1)] if stops.size else rows[-1])


def _columns(is_flat: Bools, middle: int, pitch: float) -> Bools:
    """The flat columns from the middle to either side, until more than a letter is between them."""
    kept = np.zeros_like(is_flat)
    for side in (np.arange(middle, len(is_flat)), np.arange(middle - 1, -1, -1)):
        flats = np.flatnonzero(is_flat[side])
        breaks = np.flatnonzero(np.diff(flats, prepend=0) > GAP_PITCHES * pitch)
        kept[side[flats[: breaks[0] if breaks.size else len(flats)]]] = True
    return kept


def _edges(is_free: Bools, rows: int) -> tuple[Integers, Integers]:
    """The rows from within a band over its upper edge, and over its lower one."""
    free = np.flatnonzero(is_free)
    return np.arange(free[0], -1, -1), np.arange(free[-1], rows)


def _is_straight(flat: Bools, rows: Integers, pitch_px: float) -> bool:
    """Whether the columns of a band end along a straight line, or beyond what is looked at."""
    left = ~flat[rows]
    left[:-1] &= left[1:]
    ends = np.where(left.any(axis=0), left.argmax(axis=0), len(rows))
    if np.mean(ends == len(rows)) > STRAIGHT_SHARE:
        return True
    places = np.arange(len(ends))
    third = max(1, len(ends) // 3)
    slope = (np.median(ends[-third:]) - np.median(ends[:third])) / max(len(ends) - third, 1)
    apart = np.abs(ends - slope * places - np.median(ends - slope * places))
    return bool(
        abs(slope) <= COLUMN_STEP_PX * MOST_SLOPE
        and np.mean(apart <= STRAIGHT_PITCHES * pitch_px + 0.5) >= STRAIGHT_SHARE
    )
