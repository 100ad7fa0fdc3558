"""Where the gaps of a measured page's broken arrows are seen near the places of its map, and how large they are."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from imaging.arrow_gaps import PrintedGap, dark_at, find_gap, upright_places
from imaging.ink_levels import InkLevels
from imaging.measured.forms import PrintedForm
from imaging.measured.page_map import PageMap

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

LEAST_SEEN = 2
"""From so many gaps alike on, the page tells how large they are printed."""
PRINTED_REACH_IN = 0.02
LEAST_REACH_IN = 0.08
"""Both edges and the tail tell a gap so well that it is looked for farther than any ruler is off."""
LEAST_INKED = 0.15
"""From this share of ink in a gap on, a mark may hide where it lies."""


def locate_arrows(
    gray: NDArray[np.uint8],
    levels: InkLevels,
    form: PrintedForm,
    page_map: PageMap,
    expected_px: Floats,
    reach_in: float,
) -> tuple[Floats, Bools, Bools]:
    """Each gap near its expected place, float64 (N, 2): its shift, whether it is seen, whether ink may hide it."""
    vectors = _inch(page_map)
    shifts, seen, dark = np.zeros_like(expected_px), np.zeros(len(expected_px), bool), np.zeros(len(expected_px), bool)
    for i, place in enumerate(expected_px):
        gap = _gap_at(gray, levels, form, page_map, place, max(reach_in, LEAST_REACH_IN))
        if gap is not None:
            seen[i], shifts[i] = True, np.array([gap.down_in, gap.across_in]) @ vectors
            continue
        inside = dark_at(
            gray, upright_places(place, vectors, (form.height_in / 2, form.width_in / 2)), levels.ink_level
        )
        dark[i] = inside.mean() >= LEAST_INKED
    return shifts, seen, dark


def arrow_as_printed(
    gray: NDArray[np.uint8], levels: InkLevels, form: PrintedForm, page_map: PageMap, places_px: Floats
) -> PrintedForm:
    """The gap as the page shows it, where enough arrows do."""
    found = [_gap_at(gray, levels, form, page_map, place, PRINTED_REACH_IN) for place in places_px]
    seen = [gap for gap in found if gap is not None]
    if len(seen) < LEAST_SEEN:
        return form
    width = float(np.median([gap.width_in for gap in seen]))
    return replace(form, width_in=width, height_in=float(np.median([gap.height_in for gap in seen])))


def _gap_at(
    gray: NDArray[np.uint8], levels: InkLevels, form: PrintedForm, page_map: PageMap, place_px: Floats, reach_in: float
) -> PrintedGap | None:
    return find_gap(gray, levels, place_px, _inch(page_map), (form.height_in, form.width_in), reach_in)


def _inch(page_map: PageMap) -> Floats:
    return np.stack([page_map.down_px, page_map.across_px])
