"""Pages with timing marks along their edges: found by the frame of marks, before their print is looked at.

A frame tells a page's lie also where little is printed on it, and how wide each mark is tells most other pages apart.
It only says where to look, and which blanks are worth a look: what is printed there decides.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

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
LOOKS = 3


@dataclass(frozen=True, slots=True)
class FrameMatch:
    """A blank's marks found on a page: how it lies, and in how many of their marks the two differ."""

    rough: RoughMatch
    unlike: int


@dataclass(frozen=True, slots=True)
class FrameMarks:
    """The timing marks of an image: `places_px` float64 (N, 2), (row, col); `sizes_px` likewise, height and width."""

    places_px: Floats
    sizes_px: Floats
    px_per_in: float


def marks_on(gray: NDArray[np.uint8], levels: InkLevels, px_per_in: float) -> FrameMarks:
    """What looks like timing marks on an image (uint8 (H, W)) of roughly so many dots an inch."""
    found = find_solid_marks(gray, levels, px_per_in)
    return FrameMarks(found.places_in * px_per_in - 0.5, found.sizes_in * px_per_in, px_per_in)


def is_frame(marks: SolidMarks) -> bool:
    """Whether a blank's marks are many, and all around."""
    if not LEAST_MARKS <= len(marks.places_in) <= MOST_MARKS:
        return False
    return bool((np.ptp(marks.places_in, axis=0) >= LEAST_SPREAD_IN).all())


def match_frame(marks: SolidMarks, blank_dpi: float, page: FrameMarks) -> FrameMatch | None:
    """Find a blank's frame of marks on a page, either way up; None where too few of its marks are there.

    Where the marks do not tell which way up it is, None too.
    """
    if not is_frame(marks) or not LEAST_MARKS <= len(page.places_px) <= MOST_MARKS:
        return None
    on_blank, on_page = _corners(marks.places_in), _corners(page.places_px)
    ways = [found for turn in (0, 2) if (found := _best(marks, blank_dpi, page, on_blank, np.roll(on_page, turn)))]
    ways.sort(key=lambda one: one.unlike)
    if len(ways) == 2 and ways[0].unlike == ways[1].unlike:
        return None
    return ways[0] if ways else None


def _corners(places: Floats) -> NDArray[np.int64]:
    """Upper left, upper right, lower right and lower left: by their number, int64 (4,)."""
    down, across = places.T
    ends = (np.argmin(down + across), np.argmin(down - across), np.argmax(down + across), np.argmax(down - across))
    return np.array(ends, np.int64)


def _best(
    marks: SolidMarks, blank_dpi: float, page: FrameMarks, on_blank: NDArray[np.int64], on_page: NDArray[np.int64]
) -> FrameMatch | None:
    """The frame that four corners make, or three of them where one is lost."""
    for corners in ((0, 1, 2, 3), *combinations(range(4), 3)):
        chosen = list(corners)
        affine = _fitted(marks.places_in[on_blank[chosen]], page.places_px[on_page[chosen]])
        found = None if affine is None else _followed(marks, blank_dpi, page, affine)
        if found is not None:
            return found
    return None


def _followed(marks: SolidMarks, blank_dpi: float, page: FrameMarks, affine: Floats) -> FrameMatch | None:
    """The marks that a first frame leads to, and the frame that they make."""
    pairs = np.empty((0, 2), np.int64)
    for _ in range(LOOKS):
        pairs = _pairs(_placed(affine, marks.places_in), page)
        if len(pairs) < LEAST_SEEN * len(marks.places_in):
            return None
        better = _fitted(marks.places_in[pairs[:, 0]], page.places_px[pairs[:, 1]])
        if better is None:
            return None
        affine = better
    sizes_in = page.sizes_px[pairs[:, 1]] / page.px_per_in
    other = np.abs(sizes_in - marks.sizes_in[pairs[:, 0]]).max(axis=1) > OTHER_SIZE_IN
    similarity = affine.copy()
    similarity[:, :2] /= blank_dpi
    similarity[:, 2] = affine[:, 2] + affine[:, :2] @ np.array([0.5, 0.5]) / blank_dpi
    rough = RoughMatch(marks.places_in[pairs[:, 0]] * blank_dpi - 0.5, page.places_px[pairs[:, 1]], similarity)
    return FrameMatch(rough, len(marks.places_in) - len(pairs) + int(np.count_nonzero(other)))


def _placed(affine: Floats, places_in: Floats) -> Floats:
    return np.asarray(places_in @ affine[:, :2].T + affine[:, 2], np.float64)


def _pairs(expected_px: Floats, page: FrameMarks) -> NDArray[np.int64]:
    """Each mark of the blank with the page's nearest that is near: int64 (M, 2)."""
    away = np.hypot(*np.moveaxis(expected_px[:, None] - page.places_px[None], 2, 0))
    nearest = away.argmin(axis=1)
    near = np.flatnonzero(away[np.arange(len(nearest)), nearest] <= NEAR_IN * page.px_per_in)
    return np.stack([near, nearest[near]], axis=1)


def _fitted(places_in: Floats, places_px: Floats) -> Floats | None:
    """The affine map, float64 (2, 3), that takes the places nearest to where they are seen; None where it is none."""
    design = np.concatenate([places_in, np.ones((len(places_in), 1))], axis=1)
    solved, _, rank, _ = np.linalg.lstsq(design, places_px, rcond=None)
    return np.asarray(solved.T, np.float64) if rank == design.shape[1] else None


def nearest_frames(found: Sequence[FrameMatch | None], more: int) -> list[int]:
    """Which of several blanks a page may be by its marks: those that differ from it least, and by at most so many more."""
    least = min((one.unlike for one in found if one is not None), default=0)
    return [at for at, one in enumerate(found) if one is not None and one.unlike <= least + more]
