"""The timing-mark grid of each image of a sheet: upright or upside down, else on its side, else by what else may be so.

What costs little is tried first. Only where no grid is found, or one whose bottom row is no card's code, are all the
borders tried that the page may have.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from imaging.family import FoundPages, PrintedImage, found_pages, printed_image
from imaging.geometry import Grid
from imaging.grid.hypotheses import find_counted_grid, find_grid_anew
from imaging.grid.joined import NoGrid
from imaging.grid.sideways import find_sideways
from imaging.grid.timing_marks import find_grid
from imaging.ink_levels import PRINT_WITH_MARKS
from imaging.layout import Layouts
from imaging.sheets import PageImage, Reason, ReasonCode

MOST_CODE_DIFFERENCES = 1
"""A card code may differ from the definition's in so many columns (a damaged mark), if no other card is as near."""

Find = Callable[[NDArray[np.uint8]], Grid | NoGrid]


@dataclass(frozen=True, slots=True)
class GriddedPage:
    """A page image whose timing-mark grid was found."""

    printed: PrintedImage
    grid: Grid


def find_pages(images: Sequence[PageImage], layouts: Layouts) -> FoundPages[GriddedPage]:
    """Find a grid on each image, with as many columns as some layout has."""
    return found_pages([_find_page(image, layouts) for image in images])


def _find_page(image: PageImage, layouts: Layouts) -> GriddedPage | Reason:
    printed = printed_image(image, PRINT_WITH_MARKS)
    if isinstance(printed, Reason):
        return printed
    widths = sorted({layout.columns for card in layouts.cards for layout in card.pages})
    usual = [_find_usual(printed, columns) for columns in widths]
    detail = "the election has no layouts"
    for find in usual:
        grid = find(printed.gray)
        if isinstance(grid, Grid):
            return GriddedPage(printed, _confirmed(printed, grid, layouts))
        detail = grid.detail
    anew = [_find_anew(printed, columns, layouts) for columns in widths]
    turned, tried = (
        (grid for way in ways if isinstance(grid := way(printed.gray), Grid))
        for ways in (_sideways(usual), [*anew, *_sideways(anew)])
    )
    found = next(turned, None) or next((grid for grid in tried if _may_be_a_card(grid, layouts)), None)
    if found is not None:
        return GriddedPage(printed, found)
    return Reason(ReasonCode.NO_TIMING_MARKS, f"{printed.where}: {detail}")


def _sideways(ways: Sequence[Find]) -> list[Find]:
    return [partial(find_sideways, find=find) for find in ways]


def _find_usual(printed: PrintedImage, columns: int) -> Find:
    return lambda gray: find_grid(gray, printed.levels, columns)


def _find_anew(printed: PrintedImage, columns: int, layouts: Layouts) -> Find:
    return lambda gray: find_grid_anew(gray, printed.levels, columns, layouts.card_codes)


def _confirmed(printed: PrintedImage, grid: Grid, layouts: Layouts) -> Grid:
    """The grid; or a better one, where its bottom row is no card's code though each page has one, or marks lack.

    Where both borders lack marks, the paper may have been drawn out and the marks been miscounted.
    """
    if not (grid.left_found.all() or grid.right_found.all()):
        counted = find_counted_grid(printed.gray, printed.levels, grid.columns, layouts.card_codes)
        if isinstance(counted, Grid) and counted.rows != grid.rows:
            return counted
    if _may_be_a_card(grid, layouts):
        return grid
    anew = find_grid_anew(printed.gray, printed.levels, grid.columns, layouts.card_codes)
    return anew if isinstance(anew, Grid) and _may_be_a_card(anew, layouts) else grid


def _may_be_a_card(grid: Grid, layouts: Layouts) -> bool:
    """Whether the bottom row is a card's code, or some page has none: what all borders gave may be a page of text."""
    if not layouts.card_codes or any(page.bottom_marks is None for card in layouts.cards for page in card.pages):
        return True
    return _code_differences(grid, layouts) <= MOST_CODE_DIFFERENCES


def _code_differences(grid: Grid, layouts: Layouts) -> int:
    """In how many columns between the corners the bottom row differs from the nearest card code's."""
    if grid.bottom_marks in layouts.card_codes:
        return 0
    corners = {0, grid.columns - 1}
    return min(len((grid.bottom_marks ^ marks) - corners) for marks in layouts.card_codes)
