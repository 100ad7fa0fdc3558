"""What the two families of pages have in common: those with a grid of timing marks, and those that were measured.

A family finds its pages on a sheet's images, tells which card they are, and says where every target lies. What both
set a sheet aside for is said here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from imaging.ink_levels import (
    LEAST_CONTRAST,
    LIGHT_PAPER,
    PRINT_WITH_MARKS,
    InkLevels,
    lightest_level,
    measure_ink_levels,
)
from imaging.layout import CardLayout, Layouts, MeasuredCard
from imaging.sheets import PageImage, Reason, ReasonCode, UnreadSheet
from imaging.sheets.registered import RegisteredPage

Page = TypeVar("Page")
"""An image on which a page of the family was found."""


@dataclass(frozen=True, slots=True)
class PrintedImage:
    """A page image with print on it."""

    image: PageImage
    levels: InkLevels

    @property
    def gray(self) -> NDArray[np.uint8]:
        """The image's pixels: (H, W)."""
        return self.image.gray

    @property
    def where(self) -> str:
        """To name it to people."""
        return f"{self.image.source.file}, page {self.image.source.page}"


def printed_image(image: PageImage, least_print: int) -> PrintedImage | Reason:
    """The image with its levels, as `measure_ink_levels` has them; the reason where nothing is printed on it."""
    printed = PrintedImage(image, measure_ink_levels(image.gray, least_print))
    if printed.levels.contrast < LEAST_CONTRAST:
        return _nothing_stands_out(printed)
    return printed


def _nothing_stands_out(printed: PrintedImage) -> Reason:
    """Why: the page is blank; or it may not be, as most of its picture is dark."""
    if printed.levels.paper >= LIGHT_PAPER:
        detail = f"{printed.where}: nothing is printed on it that stands out from the paper"
        return Reason(ReasonCode.BLANK_PAGE, detail)
    if lightest_level(printed.gray, PRINT_WITH_MARKS) - printed.levels.paper >= LEAST_CONTRAST:
        what = "most of the picture is dark, and what stands out is lighter: a negative, or a small page on a dark bed"
        remedy = "Scan the sheet again, dark print on light paper, the picture cut to the paper"
    else:
        what = "the whole picture is dark, so nothing on it can be told"
        remedy = "Look at the scanner's light and settings, and scan the sheet again"
    return Reason(ReasonCode.DARK_PAGE, f"{printed.where}: {what}. The page need not be blank. {remedy}")


@dataclass(frozen=True, slots=True)
class FoundPages(Generic[Page]):
    """What came of a sheet's images: those on which pages were found, and for each other one the reason."""

    pages: list[Page]
    bare: list[Reason]


def found_pages(found: Sequence[Page | Reason]) -> FoundPages[Page]:
    """What came of each image, sorted out."""
    pages = [one for one in found if not isinstance(one, Reason)]
    return FoundPages(pages, [one for one in found if isinstance(one, Reason)])


class Registration(Protocol):
    """How a page of a layout lies on an image."""

    @property
    def why_uncertain(self) -> Reason | None:
        """Why the page is not read; None where so many targets lie where they were found that it can be."""

    def registered(self, printed: PrintedImage) -> RegisteredPage:
        """The page, as reading its marks needs it."""


@dataclass(frozen=True, slots=True)
class IdentifiedSheet:
    """The card, and its pages in the card's order, each with the image that shows it."""

    card: CardLayout | MeasuredCard
    pages: tuple[tuple[PrintedImage, Registration], ...]


@dataclass(frozen=True, slots=True)
class Family(Generic[Page]):
    """The steps from a sheet's images to its card.

    identify    of one page at least
    not_found   the reasons that say no more than that none of the family's pages was found
    """

    find_pages: Callable[[Sequence[PageImage], Layouts], FoundPages[Page]]
    identify: Callable[[Sequence[Page], Layouts], IdentifiedSheet | Reason]
    not_found: frozenset[ReasonCode]

    def leaves_open(self, unread: UnreadSheet) -> bool:
        """Whether a sheet that the family could not read may be of the other one, or a device printout."""
        return unread.card is None and self.not_found.issuperset(reason.code for reason in unread.reasons)


NOTHING_PRINTED = frozenset({ReasonCode.BLANK_PAGE, ReasonCode.DARK_PAGE})
"""Reasons for which an image was not searched for any page."""
SIDE_TWICE = Reason(ReasonCode.SIDE_TWICE, "two images show the same side of the ballot")
PAGES_DISAGREE = Reason(ReasonCode.PAGES_DISAGREE, "the images show pages of different ballots")


def clearly_best(scored: Sequence[tuple[float, IdentifiedSheet]], lead: float) -> IdentifiedSheet | Reason:
    """Of one sheet seen as different cards (at least one) the highest score; the reason where another is that near."""
    (best, sheet), *others = sorted(scored, key=lambda one: -one[0])
    if not others or others[0][0] <= best - lead:
        return sheet
    return Reason(
        ReasonCode.UNKNOWN_CARD,
        "several ballot styles fit this sheet and nothing on it tells them apart: "
        f"{sheet.card.card} and {others[0][1].card.card}; name the style with --ballot-style",
    )
