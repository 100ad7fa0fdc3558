"""Where the outlines of a measured page's targets are seen near the places of its map, and what form they have."""

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from imaging.clear_insides import ClearInside, measure_clear_inside
from imaging.ink_levels import InkLevels
from imaging.layout import MeasuredPage, TargetShape
from imaging.measured.arrow_places import arrow_as_printed, locate_arrows
from imaging.measured.forms import Forms, PrintedForm, form_points
from imaging.measured.page_map import PITCH_IN, PageMap
from imaging.outlines import INNER_POINTS, INNER_SHARES, OUTLINE_POINTS, look_for_outlines, or_stretched

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

LEAST_OF_USUAL = 0.5
"""An outline is as dark as most of the page's are, at least to this share: otherwise it is a part of something."""
STRETCHES = (1.05, 0.95)
"""So much an uneven feed draws an outline out down the page, or presses it together: a thin one is then missed."""


def forms_of(layout: MeasuredPage) -> Forms:
    """The targets' outlines as the layout has them."""
    return tuple(
        PrintedForm(t.shape, t.width_in, t.height_in, 0.0, t.shape)
        if t.shape is TargetShape.ARROW
        else PrintedForm(t.shape, t.width_in - t.stroke_in, t.height_in - t.stroke_in, t.stroke_in, t.shape)
        for t in layout.targets
    )


def places_of(layout: MeasuredPage) -> Floats:
    """The targets' centres: float64 (N, 2), (y, x), in inches."""
    return np.array([(target.y_in, target.x_in) for target in layout.targets], np.float64).reshape(-1, 2)


def as_printed(gray: NDArray[np.uint8], levels: InkLevels, forms: Forms, page_map: PageMap, places_px: Floats) -> Forms:
    """The outlines as this page shows them, where enough of it does."""
    vectors = np.stack([page_map.down_px, page_map.across_px]) * PITCH_IN
    printed = {}
    for form in dict.fromkeys(forms):
        members = np.array([one == form for one in forms])
        if form.shape is TargetShape.ARROW:
            printed[form] = arrow_as_printed(gray, levels, form, page_map, places_px[members])
            continue
        expected = (form.shape, form.width_in / PITCH_IN, form.height_in / PITCH_IN)
        inside = measure_clear_inside(gray, levels, places_px[members], vectors, expected)
        printed[form] = form if inside is None else _around(inside, form)
    return tuple(printed[form] for form in forms)


def better_seen(forms: Forms, printed: Forms, by_layout: Bools, by_page: Bools) -> Forms:
    """The outlines as the page seems to show them, or as the layout has them where more are seen so."""
    gained: Counter[PrintedForm] = Counter()
    for form, was, now in zip(forms, by_layout.tolist(), by_page.tolist(), strict=True):
        gained[form] += now - was
    return tuple(own if gained[form] >= 0 else form for form, own in zip(forms, printed, strict=True))


def _around(inside: ClearInside, form: PrintedForm) -> PrintedForm:
    stroke = inside.stroke * PITCH_IN or form.stroke_in
    width, height = inside.width * PITCH_IN, inside.height * PITCH_IN
    return PrintedForm(inside.outline, width + stroke, height + stroke, stroke, inside.shape, inside.share)


def locate_targets(
    gray: NDArray[np.uint8],
    levels: InkLevels,
    forms: Forms,
    page_map: PageMap,
    expected: Floats,
    reach_in: float,
    also_in_part: bool = False,
) -> tuple[Floats, Bools, Bools]:
    """Each target's outline near its expected place: its shift, whether it is seen, whether ink may hide it.

    An outline that is seen `also_in_part` tells where the page lies, and not yet that it is one.
    """
    count = len(forms)
    shifts, outlined, dark = np.zeros((count, 2)), np.zeros(count, bool), np.zeros(count, bool)
    to_px = page_map.affine[:, :2].T
    reach = max(2, round(reach_in * page_map.px_per_in))
    for form in dict.fromkeys(forms):
        members = np.array([i for i in range(count) if forms[i] == form])
        if form.shape is TargetShape.ARROW:
            shifts[members], outlined[members], dark[members] = locate_arrows(
                gray, levels, form, page_map, expected[members], reach_in
            )
            continue
        shape, width, height = form.shape, form.width_in, form.height_in
        points = form_points(shape, width, height, OUTLINE_POINTS) @ to_px
        inner = form_points(shape, width * INNER_SHARES[0], height * INNER_SHARES[1], INNER_POINTS) @ to_px
        found = look_for_outlines(gray, levels, expected[members], points, inner, reach)
        for stretch in STRETCHES:
            along_feed = np.linalg.inv(to_px) @ np.diag([stretch, 1.0]) @ to_px
            found = or_stretched(gray, levels, found, expected[members], points, inner, reach, along_feed)
        printed = found.printed
        if printed.any():
            printed = printed & (found.darkness >= LEAST_OF_USUAL * float(np.quantile(found.darkness[printed], 0.75)))
        shifts[members] = found.shift_px + found.middle_px64 / 64
        outlined[members] = printed & found.clear_inside & (found.whole | also_in_part)
        dark[members] = found.dark_inside & (found.whole | found.usual.is_near(gray, expected[members]))
    return shifts, outlined, dark
