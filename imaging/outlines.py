"""Printed outlines of targets, looked for near where they should be: the search that both families of pages make."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from imaging.geometry import to_px64
from imaging.ink_levels import InkLevels
from kernels import columns
from kernels.outlines import locate_outlines
from kernels.rings import light_points

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

OUTLINE_POINTS, INNER_POINTS = 48, 24
INNER_SHARES = (0.55, 0.45)
"""Points well inside an outline lie on one of so much of its width and height."""
LEAST_OUTLINE_SHARE = 0.12
"""An outline is there if its points are darker than the points inside it by this share of the page's contrast, and than
what is around it by half of that."""
MOST_LIGHT_SHARE = 0.1
"""Ink only adds to an outline: where more of its points are light it is none. Letters leave an eighth at least."""
NEAR_PX = (-1.5, 0.0, 1.5)
"""An outline that a mark hides is looked for so far from its place, which is known less well."""
USUAL_QUANTILE, LIGHT_SHARE = 0.75, 0.35
"""A point is light that is less than a third as dark as most of the page's outlines are, in the mean."""
LEAST_DARK = 12
ENOUGH = 12
"""So many outlines of a page, or up to twice as many, tell what they have in common."""
DARK_INSIDE_SHARE = 0.3
"""From this mean darkness inside on, a mark may hide the outline."""


@dataclass(frozen=True, slots=True)
class UsualOutline:
    """What the outlines that stand out on a page have in common.

    points_px    float64 (P, 2): the points of the outline that are dark in most of them
    dark_level   a point is dark that is at least a third as dark as they are in the mean
    """

    points_px: Floats
    dark_level: int

    def is_at(self, gray: NDArray[np.uint8], places_px: Floats) -> Bools:
        """At which places, float64 (N, 2), it may be printed, with a pen's ink over it or not: bool (N,)."""
        light = light_points(gray, to_px64(places_px), to_px64(self.points_px), self.dark_level)
        return np.asarray(np.count_nonzero(light, axis=1) <= MOST_LIGHT_SHARE * len(self.points_px))

    def is_near(self, gray: NDArray[np.uint8], places_px: Floats) -> Bools:
        """The same, within a pixel or two of each place."""
        beside = np.array([(down, right) for down in NEAR_PX for right in NEAR_PX])
        near = self.is_at(gray, (places_px + beside[:, None]).reshape(-1, 2)).reshape(len(beside), -1)
        return np.asarray(near.any(axis=0))


@dataclass(frozen=True, slots=True)
class SeenOutlines:
    """What the search saw at each of N targets.

    shift_px      int64 (N, 2), (row, col): from the place where it was expected to where it is darkest
    middle_px64   int64 (N, 2): from there to the middle of its stroke, in 1/64 px
    darkness      float64 (N,): of the outline's points, mean, as a share of the page's contrast
    printed       bool (N,): whether it stands out from what is inside it and around it
    clear_inside  bool (N,): whether too little is inside it for a mark that may hide it
    dark_inside   bool (N,): whether so much is inside that it may be hidden
    whole         bool (N,): whether none of it, or next to none, is missing
    usual         what the page's outlines have in common
    """

    shift_px: NDArray[np.int64]
    middle_px64: NDArray[np.int64]
    darkness: Floats
    printed: Bools
    clear_inside: Bools
    dark_inside: Bools
    whole: Bools
    usual: UsualOutline


def look_for_outlines(
    gray: NDArray[np.uint8], levels: InkLevels, expected_px: Floats, outline_px: Floats, inner_px: Floats, reach_px: int
) -> SeenOutlines:
    """Look for an outline near each expected place, float64 (N, 2), on a page (uint8 (H, W)).

    outline_px, inner_px  float64 (P, 2) and (Q, 2), (row, col): points on the outline and well inside, from its centre
    """
    most = max(1, levels.contrast)
    found = locate_outlines(
        gray, to_px64(expected_px), to_px64(outline_px), to_px64(inner_px), reach_px, levels.paper, most
    )
    on_outline = found[:, columns.ON_OUTLINE] / (len(outline_px) * most)
    around = found[:, columns.AROUND] / (len(outline_px) * most)
    inside = found[:, columns.ON_INNER] / (len(inner_px) * most)
    printed = (on_outline - inside > LEAST_OUTLINE_SHARE) & (on_outline - around > LEAST_OUTLINE_SHARE / 2)
    clear = inside < DARK_INSIDE_SHARE
    places = expected_px + found[:, columns.SHIFT] + found[:, columns.MIDDLE] / 64
    usual = _usual_outline(gray, levels, places[printed & clear], outline_px, on_outline[printed & clear])
    return SeenOutlines(
        shift_px=found[:, columns.SHIFT].astype(np.int64),
        middle_px64=found[:, columns.MIDDLE].astype(np.int64),
        darkness=on_outline,
        printed=printed,
        clear_inside=clear,
        dark_inside=inside >= DARK_INSIDE_SHARE / 3,
        whole=usual.is_at(gray, places),
        usual=usual,
    )


def or_stretched(
    gray: NDArray[np.uint8],
    levels: InkLevels,
    found: SeenOutlines,
    expected_px: Floats,
    outline_px: Floats,
    inner_px: Floats,
    reach_px: int,
    stretch: Floats,
) -> SeenOutlines:
    """The same outlines; where a part of one was missed and it is whole, and darker, if it is stretched, that one.

    stretch   float64 (2, 2): takes points (row, col) from an outline's centre to where they are on a stretched one
    """
    in_part = found.printed & found.clear_inside & ~found.whole
    if not in_part.any():
        return found
    again = look_for_outlines(gray, levels, expected_px[in_part], outline_px @ stretch, inner_px, reach_px)
    usual = UsualOutline(found.usual.points_px @ stretch, found.usual.dark_level)
    places = expected_px[in_part] + again.shift_px + again.middle_px64 / 64
    better = again.printed & again.clear_inside & (again.darkness > found.darkness[in_part]) & usual.is_at(gray, places)
    own = in_part.copy()
    own[in_part] = better
    shift_px, middle_px64, darkness = found.shift_px.copy(), found.middle_px64.copy(), found.darkness.copy()
    shift_px[own], middle_px64[own] = again.shift_px[better], again.middle_px64[better]
    darkness[own] = again.darkness[better]
    return replace(found, shift_px=shift_px, middle_px64=middle_px64, darkness=darkness, whole=found.whole | own)


def _usual_outline(
    gray: NDArray[np.uint8], levels: InkLevels, places_px: Floats, outline_px: Floats, darkness: Floats
) -> UsualOutline:
    if len(darkness) == 0:
        return UsualOutline(outline_px, levels.print_level)
    usual = float(np.sort(darkness)[int(USUAL_QUANTILE * (len(darkness) - 1))])
    dark_level = levels.paper - max(LEAST_DARK, int(LIGHT_SHARE * usual * levels.contrast))
    some = places_px[:: max(1, len(places_px) // ENOUGH)]
    light = light_points(gray, to_px64(some), to_px64(outline_px), dark_level)
    dark_in_most = 2 * np.count_nonzero(light, axis=0) < len(light)
    return UsualOutline(outline_px[dark_in_most], dark_level)
