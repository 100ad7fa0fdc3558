"""What a blank shows around its targets: print that no sheet of the card need teach."""

from functools import lru_cache

import numpy as np

from imaging.family import PrintedImage
from imaging.ink_levels import LITTLE_PRINT, measure_ink_levels
from imaging.layout import MeasuredCard, MeasuredPage
from imaging.marks.around_targets import cells_around, place_print
from imaging.measured.page_map import fit_map
from imaging.measured.reference import KEPT_BLANKS, picture_of
from imaging.measured.registration import place_targets
from imaging.sheets import ImageSource, PageImage, PlacePrint
from imaging.sheets.registered import RegisteredPage


def blank_print_of(card: MeasuredCard, target: int) -> PlacePrint | None:
    """What the card's blank shows around a target, by its number; None where it has no blank or shows nothing there."""
    for page in card.pages:
        numbers = [one.number for one in page.targets]
        if target in numbers and page.blank is not None:
            return _around(_placed_on_blank(page), numbers.index(target))
    return None


def _around(blank: RegisteredPage, place: int) -> PlacePrint | None:
    seen = cells_around(blank, place, ())
    return place_print(seen.target, seen.top, seen.left, seen.ink) if seen.ink.any() else None


@lru_cache(maxsize=KEPT_BLANKS)
def _placed_on_blank(layout: MeasuredPage) -> RegisteredPage:
    """The blank as a page of which every target is placed."""
    assert layout.blank is not None
    gray = picture_of(layout.blank)
    levels = measure_ink_levels(gray, LITTLE_PRINT)
    corners = np.array([(row, col) for row in (0, gray.shape[0] - 1) for col in (0, gray.shape[1] - 1)], np.float64)
    page_map = fit_map((corners + 0.5) / layout.blank.dpi, corners)
    image = PageImage(ImageSource("blank", 1, layout.blank.sha256), gray, bitonal=False, dpi=layout.blank.dpi)
    return place_targets(gray, levels, layout, page_map).registered(PrintedImage(image, levels))
