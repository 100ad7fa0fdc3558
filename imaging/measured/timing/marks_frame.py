"""Pages with timing marks along their edges: found by the frame of marks, before their print is looked at.

A frame tells a page's lie also where little is printed on it, and how wide each mark is tells most other pages apart.
It only says where to look, and which blanks are worth a look: what is printed there decides.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import cv2
import numpy as np
from numpy.typing import NDArray

from imaging.ink_levels import InkLevels
from imaging.measured.features import RoughMatch
from imaging.measured.solid_marks import SolidMarks, find_solid_marks

Floats = NDArray[np.float64]

LEAST_MARKS, MOST_MARKS = 24, 600
"""Fewer marks are no frame; a page of more solid squares than this is something else."""
LEAST_SPREAD_IN = 3.0
"""From the first mark to the last, down and across."""
NEAR_IN = 0.07
"""A mark lies so near to where the frame has it: two marks are farther apart."""
LEAST_SEEN = 0.75
"""Of a blank's marks so many are on the page, or it is not found by them."""
OTHER_SIZE_IN = 0.035
"""A mark whose width or height differs by more is another one."""
TURNS = (0, 2)
"""Upright and upside down, in quarters."""
NEARLY_ALL = 0.97
"""With so many no other corners are tried: a corner may be lost, and the next mark is taken for it."""
LOOKS = 3
MORE_UNLIKE, MORE_UNLIKE_DAMAGED = 1, 3
"""So many more marks may differ than of the most alike blank; and where that one's are damaged."""
WORKING_DPI = 100
"""A mark is some five pixels high on an image of so many dots an inch: enough to know it."""


@dataclass(frozen=True, slots=True)
class FrameMatch:
    """A blank's marks found on a page: how it lies, and in how many of their marks the two differ."""

    rough: RoughMatch
    unlike: int
    sizes_in: Floats
    """float64 (N, 2): height and width of each of the blank's marks on the page; NaN where it is not seen."""


@dataclass(frozen=True, slots=True)
class FrameMarks:
    """The timing marks of an image: `places_px` float64 (N, 2), (row, col); `sizes_px` likewise, height and width."""

    places_px: Floats
    sizes_px: Floats
    px_per_in: float


def marks_on(gray: NDArray[np.uint8], levels: InkLevels, px_per_in: float) -> FrameMarks:
    """What looks like timing marks on an image (uint8 (H, W)) of roughly so many dots an inch."""
    factor = max(1, int(px_per_in / WORKING_DPI))
    height, width = gray.shape[0] // factor, gray.shape[1] // factor
    small = gray
    if factor > 1:
        cut = gray[: height * factor, : width * factor]
        small = np.asarray(cv2.resize(cut, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
    found = find_solid_marks(small, levels, px_per_in / factor)
    return FrameMarks(found.places_in * px_per_in - 0.5, found.sizes_in * px_per_in, px_per_in)


def is_frame(marks: SolidMarks) -> bool:
    """Whether a blank's marks are many, and all around."""
    if not LEAST_MARKS <= len(marks.places_in) <= MOST_MARKS:
        return False
    return bool((np.ptp(marks.places_in, axis=0) >= LEAST_SPREAD_IN).all())


def match_frames(blanks: Sequence[tuple[SolidMarks, float]], page: FrameMarks) -> list[FrameMatch | None]:
    """Find each blank's frame of marks, with its dots an inch, on a page, either way up.

    None for a blank of whose marks too few are there, and where they do not tell which way up it is.
    """
    if not LEAST_MARKS <= len(page.places_px) <= MOST_MARKS:
        return [None] * len(blanks)
    framed = [marks if is_frame(marks) else None for marks, _ in blanks]
    known: dict[int, Floats] = {}
    first = [_ways(marks, page, known) for marks in framed]
    _keep_best(known, first)
    found = []
    for (marks, dpi), ways in zip(blanks, first, strict=True):
        again = [_better(way, marks, page, known.get(turn)) for turn, way in zip(TURNS, ways, strict=True)]
        seen = sorted((way for way in again if way is not None), key=lambda way: way.unlike)
        told = bool(seen) and (len(seen) == 1 or seen[0].unlike < seen[1].unlike)
        found.append(_match(marks, dpi, page, seen[0]) if told else None)
    return found


@dataclass(frozen=True, slots=True)
class _Way:
    """A way in which a blank may lie on a page.

    affine  float64 (2, 3), takes (y, x, 1) in inches to (row, col)
    pairs   int64 (M, 2), which of the blank's marks is which of the page's
    unlike  in how many marks the two differ
    """

    affine: Floats
    pairs: NDArray[np.int64]
    unlike: int


def _ways(marks: SolidMarks | None, page: FrameMarks, known: dict[int, Floats]) -> list[_Way | None]:
    """How a blank lies on a page for each turn; none for one without a frame."""
    return [None if marks is None else _way(marks, page, turn, known) for turn in TURNS]


def _keep_best(known: dict[int, Floats], found: Sequence[Sequence[_Way | None]]) -> None:
    """Keep for each turn how that blank lies of which most marks are seen: the others lie so, too."""
    for place, turn in enumerate(TURNS):
        ways = [way for ways in found if (way := ways[place]) is not None]
        if ways:
            known[turn] = max(ways, key=lambda way: len(way.pairs)).affine


def _better(way: _Way | None, marks: SolidMarks, page: FrameMarks, affine: Floats | None) -> _Way | None:
    """The way in which a blank lies, or as others do where it is more alike so: all are held to the same places."""
    other = None if way is None or affine is None else _followed(marks, page, affine, LOOKS)
    return other if way is not None and other is not None and other.unlike <= way.unlike else way


def _way(marks: SolidMarks, page: FrameMarks, turn: int, known: dict[int, Floats]) -> _Way | None:
    """How a blank lies on a page turned by so many quarters: as another blank did, or as their corners tell."""
    if turn in known and (found := _followed(marks, page, known[turn], 1)) is not None:
        return found
    on_blank, on_page = _corners(marks.places_in), np.roll(_corners(page.places_px), turn)
    best: _Way | None = None
    for corners in ((0, 1, 2, 3), *combinations(range(4), 3)):
        chosen = list(corners)
        affine = _fitted(marks.places_in[on_blank[chosen]], page.places_px[on_page[chosen]])
        found = None if affine is None else _followed(marks, page, affine, LOOKS)
        if found is not None and (best is None or len(found.pairs) > len(best.pairs)):
            best = found
        if best is not None and len(best.pairs) >= NEARLY_ALL * len(marks.places_in):
            break
    if best is not None:
        known.setdefault(turn, best.affine)
    return best


def _corners(places: Floats) -> NDArray[np.int64]:
    """Upper left, upper right, lower right and lower left: by their number, int64 (4,)."""
    down, across = places.T
    ends = (np.argmin(down + across), np.argmin(down - across), np.argmax(down + across), np.argmax(down - across))
    return np.array(ends, np.int64)


def _followed(marks: SolidMarks, page: FrameMarks, affine: Floats, looks: int) -> _Way | None:
    """The marks that a first frame leads to, and the frame that they make."""
    pairs = np.empty((0, 2), np.int64)
    for _ in range(looks):
        pairs = _pairs(marks.places_in @ affine[:, :2].T + affine[:, 2], page)
        if len(pairs) < LEAST_SEEN * len(marks.places_in):
            return None
        better = _fitted(marks.places_in[pairs[:, 0]], page.places_px[pairs[:, 1]])
        if better is None:
            return None
        affine = better
    sizes_in = page.sizes_px[pairs[:, 1]] / page.px_per_in
    other = np.abs(sizes_in - marks.sizes_in[pairs[:, 0]]).max(axis=1) > OTHER_SIZE_IN
    return _Way(affine, pairs, len(marks.places_in) - len(pairs) + int(np.count_nonzero(other)))


def _match(marks: SolidMarks, blank_dpi: float, page: FrameMarks, way: _Way) -> FrameMatch:
    similarity = way.affine.copy()
    similarity[:, :2] /= blank_dpi
    similarity[:, 2] = way.affine[:, 2] + way.affine[:, :2] @ np.array([0.5, 0.5]) / blank_dpi
    on_blank = marks.places_in[way.pairs[:, 0]] * blank_dpi - 0.5
    sizes_in = np.full((len(marks.places_in), 2), np.nan)
    sizes_in[way.pairs[:, 0]] = page.sizes_px[way.pairs[:, 1]] / page.px_per_in
    return FrameMatch(RoughMatch(on_blank, page.places_px[way.pairs[:, 1]], similarity), way.unlike, sizes_in)


def _pairs(expected_px: Floats, page: FrameMarks) -> NDArray[np.int64]:
    """Each mark of the blank with the page's nearest that is near: int64 (M, 2)."""
    down, across = (np.subtract.outer(expected_px[:, axis], page.places_px[:, axis]) for axis in (0, 1))
    away = down * down + across * across
    nearest = away.argmin(axis=1)
    near = np.flatnonzero(away[np.arange(len(nearest)), nearest] <= (NEAR_IN * page.px_per_in) ** 2)
    return np.stack([near, nearest[near]], axis=1)


def _fitted(places_in: Floats, places_px: Floats) -> Floats | None:
    """The affine map, float64 (2, 3), that takes the places nearest to where they are seen; None where it is none."""
    design = np.concatenate([places_in, np.ones((len(places_in), 1))], axis=1)
    solved, _, rank, _ = np.linalg.lstsq(design, places_px, rcond=None)
    return np.asarray(solved.T, np.float64) if rank == design.shape[1] else None


def nearest_frames(found: Sequence[FrameMatch | None]) -> list[int]:
    """Which of several blanks a page may be by its marks: those that differ least, or in few more, by their number."""
    least = min((one.unlike for one in found if one is not None), default=0)
    more = MORE_UNLIKE if least == 0 else MORE_UNLIKE_DAMAGED
    return [at for at, one in enumerate(found) if one is not None and one.unlike <= least + more]
