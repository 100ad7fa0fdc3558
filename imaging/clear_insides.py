"""The clear paper inside printed outlines, as a page shows it: layouts may say a little otherwise.

Rays go outward from the middle of each target to the first print. What most of a page's targets say is the outline;
what single ones say besides is a pen's. Lengths are in pitches.
"""

from dataclasses import dataclass
from typing import assert_never

import numpy as np
from numpy.typing import NDArray

from imaging.geometry import to_px64
from imaging.ink_levels import InkLevels
from imaging.layout import CLOSED_SHAPES, TargetShape
from kernels.outlines import clear_distances

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

FAINT_SHARE = 4
"""A pixel is print from a quarter of the page's contrast on, so that an outline's blur is no paper."""
LEAST_FAINT = 24
RAYS_ASIDE = (-0.08, -0.04, 0.0, 0.04, 0.08)
SIZES = (0.5, 1.3)
"""A clear inside is not smaller nor larger than so much of what the layout has."""
SAME_SIZE_PITCHES = 0.03
"""So far two outlines of one size may be apart."""
LEAST_CLEAR = 2
"""From so many targets alike on, they tell; one alone only where its inside has one of the forms, all around."""
DIRECTIONS = 24
SLACK_PX = 1.25
ALONE_SLACK_PX, ALONE_SLACK_PITCHES = 1.5, 0.035
LEAST_SHARE = 0.8
"""Where no form of so much of the inside is clear, print stands inside."""
MOST_AWAY = 2
"""So many of the directions may end elsewhere: a thin outline has gaps."""
OUTSIDE_PITCHES = 0.3
"""So far outside the clear paper the stroke is looked for from."""
MOST_STROKE_PITCHES = 0.2


@dataclass(frozen=True, slots=True)
class ClearInside:
    """The clear paper inside an outline, and how thick the print around it is.

    outline   the shape that is the most like its edge
    shape     the largest that holds none of the print, of so large a share of its width and height
    """

    outline: TargetShape
    width: float
    height: float
    stroke: float
    shape: TargetShape
    share: float


@dataclass(frozen=True, slots=True)
class _Page:
    """A page and its pitches, float64 (2, 2), down and across, in pixels (row, col)."""

    gray: NDArray[np.uint8]
    dark_level: int
    vectors_px: Floats

    def distances(self, centres_px: Floats, rays: Floats, most_pitches: float) -> Floats:
        """How far the print is along each ray, float64 (R, 4) in pitches: float64 (N, R), NaN where none is met."""
        starts, ways = rays[:, :2] @ self.vectors_px, rays[:, 2:] @ self.vectors_px
        steps = ways / np.hypot(*ways.T)[:, None]
        pitch_px = np.hypot(*self.vectors_px[1])
        rays_px64 = to_px64(np.concatenate([starts, steps], axis=1))
        met = clear_distances(
            self.gray, to_px64(centres_px), rays_px64, self.dark_level, int(most_pitches * pitch_px) + 1
        )
        # the print begins half a pixel before the middle of its first one
        return np.where(met < 0, np.nan, (met - 0.5) / pitch_px)


def measure_clear_inside(
    gray: NDArray[np.uint8],
    levels: InkLevels,
    centres_px: Floats,
    vectors_px: Floats,
    expected: tuple[TargetShape, float, float],
    least_share: float = 0.0,
) -> ClearInside | None:
    """Measure the inside that most targets around these places have; None where no such share of them shows it.

    centres_px   float64 (N, 2), (row, col), in the image (uint8 (H, W)): off by no more than a third of the inside
    vectors_px   float64 (2, 2): a pitch down and a pitch across, in pixels
    expected     the shape, width and height of the outline, in pitches, to its stroke's middle
    """
    if len(centres_px) == 0:
        return None
    page = _Page(gray, levels.paper - max(LEAST_FAINT, levels.contrast // FAINT_SHARE), vectors_px)
    shape, *size = expected
    ends = page.distances(centres_px, _four_ways(), max(size) * SIZES[1]).reshape(len(centres_px), 2, 2, -1)
    sizes = ends.sum(axis=2)
    width, height = (commonest(sizes[:, axis], SIZES[0] * size[axis], SIZES[1] * size[axis]) for axis in (0, 1))
    if width is None or height is None:
        return None
    own = _medians(sizes)
    clear = (np.abs(own - (width, height)) <= SAME_SIZE_PITCHES).all(axis=1)
    if np.count_nonzero(clear) < least_share * len(centres_px):
        return None
    off = _medians(ends[clear, ::-1, 1] - ends[clear, ::-1, 0]) / 2
    centres = centres_px[clear] + off @ vectors_px
    return _inside(page, centres, shape, width, height) if len(centres) else None


def _inside(page: _Page, centres_px: Floats, shape: TargetShape, width: float, height: float) -> ClearInside | None:
    angles = np.arange(DIRECTIONS) * 2 * np.pi / DIRECTIONS
    ways = np.stack([np.sin(angles) * height, np.cos(angles) * width], axis=1)
    rays = np.concatenate([np.zeros_like(ways), ways], axis=1)
    met = page.distances(centres_px, rays, max(width, height))
    reach = _medians(met.T)
    unit = ways / np.hypot(*ways.T)[:, None]
    px = 1 / float(np.hypot(*page.vectors_px[1]))
    radii = {each: _radii(each, width, height, unit) for each in (shape, *CLOSED_SHAPES)}
    if len(centres_px) < LEAST_CLEAR and not any(_alike(radius, reach, px) for radius in radii.values()):
        return None
    nearest = min(radii, key=lambda each: float(np.abs(radii[each] - reach).sum()))
    fitting = [each for each, radius in radii.items() if (radius <= reach + SLACK_PX * px).all()]
    inside = max(fitting, key=lambda each: float(radii[each].sum()), default=TargetShape.OVAL)
    share = 1.0 if fitting else float(np.min(reach / radii[inside]))
    if share < LEAST_SHARE:
        return None
    stroke = _stroke(page, centres_px, width, height)
    return ClearInside(nearest, width, height, stroke, shape if shape in fitting else inside, share)


def _alike(radius: Floats, reach: Floats, px: float) -> bool:
    away = np.abs(radius - reach) > max(ALONE_SLACK_PX * px, ALONE_SLACK_PITCHES)
    return int(np.count_nonzero(away)) <= MOST_AWAY


def _radii(shape: TargetShape, width: float, height: float, unit: Floats) -> Floats:
    """How far a form's edge is from its middle in each direction, float64 (R, 2), (down, across): float64 (R,)."""
    down, across = np.maximum(np.abs(unit), 1e-9).T
    match shape:
        case TargetShape.OVAL:
            return np.asarray(1 / np.hypot(2 * down / height, 2 * across / width))
        case TargetShape.BOX | TargetShape.ARROW:
            return np.asarray(np.minimum(height / 2 / down, width / 2 / across))
        case TargetShape.ROUNDED:
            radius, core = min(width, height) / 2, abs(width - height) / 2
            along, aside = (across, down) if width >= height else (down, across)
            straight = radius / aside
            on_round = core * along + np.sqrt(np.maximum(radius**2 - (core * aside) ** 2, 0))
            return np.asarray(np.where(straight * along <= core, straight, on_round))
        case _:
            assert_never(shape)


def _stroke(page: _Page, centres_px: Floats, width: float, height: float) -> float:
    """How thick the print around clear insides is, looked for from outside; 0 where it does not show."""
    half = (width / 2 + OUTSIDE_PITCHES, height / 2 + OUTSIDE_PITCHES)
    rays = _four_ways()
    inward = rays.copy()
    inward[:, 2:] = -rays[:, 2:]
    inward[:, :2] += rays[:, 2:] * np.array([half[1], half[0]])
    met = page.distances(centres_px, inward, OUTSIDE_PITCHES)
    return commonest(OUTSIDE_PITCHES - met, 0.0, MOST_STROKE_PITCHES) or 0.0


def _four_ways() -> Floats:
    """Rays to the left, right, top and bottom, some beside each other: float64 (20, 4), starts and directions."""
    rays = []
    for axis in (1, 0):
        for sign in (-1.0, 1.0):
            for beside in RAYS_ASIDE:
                start, way = [0.0, 0.0], [0.0, 0.0]
                start[1 - axis], way[axis] = beside, sign
                rays.append([*start, *way])
    return np.array(rays)


def _medians(values: Floats) -> Floats:
    """Over the last axis; infinite where most are not there."""
    return np.asarray(np.median(np.where(np.isnan(values), np.inf, values), axis=-1))


def commonest(sizes: Floats, least: float, most: float) -> float | None:
    """The size, in pitches, around which most of the measured ones lie."""
    usable = sizes[(sizes > least) & (sizes < most)]
    if usable.size < 4:
        return None
    # rays count whole pixels, so that many sizes are the same
    ordered = np.sort(usable)
    starts = np.concatenate([[0], (ordered[1:] != ordered[:-1]).nonzero()[0] + 1])
    different, counts = ordered[starts], np.diff(starts, append=len(ordered))
    near = (np.abs(different[:, None] - different) < 0.03) @ counts
    likeliest = different[near == near.max()]
    # of sizes that are alike common the one that was measured first
    middle = likeliest[0] if len(likeliest) == 1 else usable[np.isin(usable, likeliest).argmax()]
    alike = ordered[np.abs(ordered - middle) < 0.04]
    return float((alike[(len(alike) - 1) // 2] + alike[len(alike) // 2]) / 2)
