"""Printed outlines of targets, looked for near where they should be: the search that both families of pages make."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from imaging.geometry import to_px64
from imaging.ink_levels import InkLevels
from kernels import columns
from kernels.outlines import locate_outlines

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

OUTLINE_POINTS, INNER_POINTS = 48, 24
INNER_SHARES = (0.55, 0.45)
"""Points well inside an outline lie on one of so much of its width and height."""
LEAST_OUTLINE_SHARE = 0.12
"""An outline is there if its points are darker than the points inside it by this share of the page's contrast, and than
what is around it by half of that."""
DARK_INSIDE_SHARE = 0.3
"""From this mean darkness inside on, a mark may hide the outline."""


@dataclass(frozen=True, slots=True)
class SeenOutlines:
    """What the search saw at each of N targets.

    shift_px      int64 (N, 2), (row, col): from the place where it was expected to where it is darkest
    middle_px64   int64 (N, 2): from there to the middle of its stroke, in 1/64 px
    darkness      float64 (N,): of the outline's points, mean, as a share of the page's contrast
    printed       bool (N,): whether it stands out from what is inside it and around it
    clear_inside  bool (N,): whether too little is inside it for a mark that may hide it
    dark_inside   bool (N,): whether so much is inside that it may be hidden
    """

    shift_px: NDArray[np.int64]
    middle_px64: NDArray[np.int64]
    darkness: Floats
    printed: Bools
    clear_inside: Bools
    dark_inside: Bools


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
    return SeenOutlines(
        shift_px=found[:, columns.SHIFT].astype(np.int64),
        middle_px64=found[:, columns.MIDDLE].astype(np.int64),
        darkness=on_outline,
        printed=(on_outline - inside > LEAST_OUTLINE_SHARE) & (on_outline - around > LEAST_OUTLINE_SHARE / 2),
        clear_inside=inside < DARK_INSIDE_SHARE,
        dark_inside=inside >= DARK_INSIDE_SHARE / 3,
    )
