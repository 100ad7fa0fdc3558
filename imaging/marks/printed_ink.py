"""Pages on which the outlines themselves were measured as ink: their strokes are thicker than is usual.

Where half of a page's targets have ink at all, it may be their print. Then the clear paper inside the outlines is
measured on the page, and only that is looked at.
"""

from dataclasses import replace

import numpy as np

from imaging.clear_insides import ClearInside, measure_clear_inside
from imaging.layout import TargetShape
from imaging.marks.target_ink import PageInk
from imaging.sheets.registered import PlacedForm, RegisteredPage

LEAST_SHOWN_SHARE = 0.3
"""So many of a page's outlines must show the same clear paper: on a page that is drawn on all over, pens leave some."""
LEAST_USUAL_PERMILLE = 20
"""So much ink in half of a page's targets is no dust."""


def page_with_clear_insides(page: RegisteredPage, ink: PageInk) -> RegisteredPage:
    """The page with its outlines as it shows them, where they seem to be ink; mostly as it was given."""
    inked = np.count_nonzero(1000 * ink.inked >= LEAST_USUAL_PERMILLE * np.maximum(ink.pixels, 1))
    if 2 * inked < len(ink.inked):
        return page
    placed = page.placed
    vectors = placed.vectors_px
    shown: dict[PlacedForm, PlacedForm] = {}
    for form in dict.fromkeys(placed.forms):
        if form.shape is TargetShape.ARROW:
            shown[form] = form
            continue
        members = np.array([other == form for other in placed.forms])
        expected = (form.shape, form.width, form.height)
        centres = placed.centres_px[members]
        inside = measure_clear_inside(page.gray, page.levels, centres, vectors, expected, LEAST_SHOWN_SHARE)
        shown[form] = form if inside is None else _as_shown(form, inside)
    return replace(page, placed=replace(placed, forms=tuple(shown[form] for form in placed.forms)))


def _as_shown(form: PlacedForm, inside: ClearInside) -> PlacedForm:
    """The form with a stroke that leaves the clear paper inside it; no larger than it was."""
    stroke = max(form.width - inside.share * inside.width, form.height - inside.share * inside.height, form.stroke)
    return replace(form, shape=inside.shape, stroke=stroke)
