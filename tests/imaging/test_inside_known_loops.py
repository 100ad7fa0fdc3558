"""A printed box around an oval is asked about until it is known, and then hides no ink inside that is asked about."""

from functools import cache

import numpy as np
import pytest

from imaging.papers.common_print import LEAST_SHEETS, print_common
from imaging.reader import look_around
from imaging.sheets import CardPrint, Doubt, Mark, ScannedSheet, TargetReading
from tests.imaging.coloured_pages import HIGHLIGHTERS, ink_over, on_paper, scanned_in_colour, strokes
from tests.imaging.drawn_pages import (
    Flaws,
    Lie,
    Page,
    Stroke,
    around,
    degraded,
    draw_line,
    draw_page,
    layouts,
    mark,
    one_sided,
    page_layout,
    scanned,
)
from tests.imaging.drawn_readings import sheet_read

LIE = Lie(pitch_px=50.0)
LAYOUT = page_layout()
LAYOUTS = layouts(one_sided())
BOXED = LAYOUT.targets[8]
BOX = ((-0.42, -0.62), (-0.42, 0.62), (0.42, 0.62), (0.42, -0.62), (-0.42, -0.62))


def _boxed(seed: int = 0) -> Page:
    """A page on which one empty oval has a printed box around it, and others are filled at random."""
    rng = np.random.default_rng(seed)
    voted = {one.number: Stroke.FILL for one in LAYOUT.targets if one is not BOXED and rng.random() < 0.3}
    page = draw_page(LIE, LAYOUT, voted, flaws=Flaws(text=False))
    draw_line(page, LIE, around(BOXED, *BOX), 0.06)
    return page


def _at_box(sheet: ScannedSheet, learned: tuple[CardPrint, ...] = ()) -> TargetReading:
    return sheet_read(sheet, LAYOUTS, learned).targets[BOXED.number - 1]


@cache
def _learned() -> tuple[CardPrint, ...]:
    sheets = [scanned(degraded(_boxed(seed), blur_px=0.5)) for seed in range(LEAST_SHEETS)]
    place = print_common(
        [one for sheet in sheets for one in look_around(sheet, LAYOUTS, sheet_read(sheet, LAYOUTS), [BOXED.number])]
    )
    assert place is not None
    return (CardPrint(one_sided().card, (place,)),)


def test_an_empty_oval_in_a_printed_box_is_asked_about_until_the_box_is_known() -> None:
    sheet = scanned(degraded(_boxed(), blur_px=0.5))
    assert _at_box(sheet).doubt is Doubt.AROUND
    assert (_at_box(sheet, _learned()).mark, _at_box(sheet, _learned()).doubt) == (Mark.UNMARKED, None)


@pytest.mark.parametrize("level", [160, 180, 200])
def test_a_light_fill_in_a_box_that_is_known_is_asked_about(level: int) -> None:
    page = _boxed()
    mark(page, LIE, BOXED, Stroke.FILL, level=level)
    assert _at_box(scanned(degraded(page, blur_px=0.5)), _learned()).doubt is Doubt.LIGHT


def test_a_highlighters_fill_in_a_box_that_is_known_is_asked_about() -> None:
    page = _boxed()
    rgb = on_paper(page)
    ink_over(rgb, strokes(page, LIE, BOXED, Stroke.FILL), HIGHLIGHTERS["yellow"])
    assert _at_box(scanned_in_colour(rgb), _learned()).doubt is Doubt.COLOUR
