"""A style's print learned from several voted sheets of it: what stands on all of them is print, what on some is ink.

The first sheet is stood upright, and every other one laid over it by its print. Of each place the sheets that are
lightest there tell: where these are clear paper nothing is printed, however many voters marked it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from imaging.ink_levels import LITTLE_PRINT, measure_ink_levels
from imaging.layout import CardId, Layouts, MarkThresholds, MeasuredCard, MeasuredPage, Side
from imaging.learning.blank import BlankError, keep_print, learn_page
from imaging.learning.learned import LearnedPage
from imaging.learning.upright import set_upright
from imaging.measured.identity import find_pages
from imaging.measured.reference import reference_of
from imaging.measured.registration import PrintRegistration
from imaging.measured.timing.marks_frame import OTHER_SIZE_IN, marks_on, match_frames
from imaging.sheets import ImageSource, PageImage

Gray = NDArray[np.uint8]

LEAST_SHEETS, MOST_SHEETS = 8, 40
"""Fewer sheets do not tell print from what their voters have in common; more tell nothing new."""
LIGHTEST_SHARE, LEAST_LIGHTEST = 10, 2
"""One sheet of so many, and at least so many, say whether a place is clear: one may have a hole there, or dirt."""
PRINT_SHARE = 0.4
"""Of the contrast: where the lightest sheets are darker, all of them have print."""
FILLED_IN, FILLED = (0.045, 0.5), 0.45
"""The sides of what fills a target, and how much of its box it covers."""
LEAST_OTHER_MARKS = 2
"""A code differs in two marks and more; one alone may be damaged."""
STEP_IN = 0.1
"""Places between are mapped between their neighbours'."""
ACROSS_AT_ONCE = 64
"""Rows that are compared at once."""


class VotedSheetsError(BlankError):
    """Voted sheets from which nothing is learned; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class _Laid:
    """A page stood upright like the first one: uint8 (H, W), and its image."""

    image: PageImage
    upright: Gray


def learn_voted(sheets: Sequence[Sequence[PageImage]]) -> tuple[LearnedPage, ...]:
    """Learn every page of a ballot style from voted sheets of it, each with its pages, front first.

    Raises VotedSheetsError where they are too few, are not of one style, or do not show what is printed.
    """
    if len(sheets) < LEAST_SHEETS:
        raise VotedSheetsError(
            f"{len(sheets)} voted sheets are too few to tell what is printed on all of them: name {LEAST_SHEETS} or "
            f"more of this ballot style, better {2 * LEAST_SHEETS} to {MOST_SHEETS}"
        )
    pages = {len(sheet) for sheet in sheets}
    if len(pages) != 1:
        raise VotedSheetsError("some sheets have one page and others two: name both sides of each, or one of each")
    return tuple(_learn([sheet[page] for sheet in sheets[:MOST_SHEETS]]) for page in range(pages.pop()))


def _learn(images: Sequence[PageImage]) -> LearnedPage:
    first = images[0]
    upright = set_upright(first.gray, first.dpi)
    own = MeasuredPage(Side.FRONT, upright.width_in, upright.height_in, (), keep_print(upright.gray, upright.dpi), None)
    size = int(upright.gray.shape[0]), int(upright.gray.shape[1])
    _check_codes(images, own)
    laid = [_Laid(first, upright.gray)]
    laid += [_Laid(image, _laid_over(image, _found(image, own), upright.dpi, size)) for image in images[1:]]
    printed = _common_print([one.upright for one in laid], upright.dpi)
    source = ImageSource(f"{len(images)} voted sheets", first.source.page, "")
    learned = learn_page(PageImage(source, printed, bitonal=False, dpi=upright.dpi))
    _check_each(images, learned)
    return learned


def _check_codes(images: Sequence[PageImage], page: MeasuredPage) -> None:
    """Raise VotedSheetsError where some sheets' timing marks are wide or narrow otherwise than most sheets' are."""
    assert page.blank is not None
    reference = reference_of(page.blank, ())
    sizes = []
    for image in images:
        levels = measure_ink_levels(image.gray, LITTLE_PRINT)
        marks = marks_on(image.gray, levels, max(image.gray.shape) / max(page.width_in, page.height_in))
        (found,) = match_frames([(reference.marks, reference.dpi)], marks)
        if found is None:
            return  # Without a frame of marks there is no such code.
        sizes.append(found.sizes_in)
    seen = np.stack(sizes)
    usual = np.nanmedian(np.where(np.isnan(seen).all(axis=0), 0.0, seen), axis=0)
    differing = (np.abs(seen - usual) > OTHER_SIZE_IN).any(axis=2).sum(axis=1)
    others = [image for image, count in zip(images, differing.tolist(), strict=True) if count >= LEAST_OTHER_MARKS]
    _refuse(others, len(images), "timing marks")


def _refuse(others: Sequence[PageImage], of: int, what: str) -> None:
    """Raise VotedSheetsError where there are sheets that differ from the rest."""
    if others:
        named = ", ".join(one.source.file for one in others[:5]) + (", ..." if len(others) > 5 else "")
        raise VotedSheetsError(
            f"{len(others)} of {of} sheets have other {what} than the rest ({named}). Name sheets of one ballot style "
            "alone: names stand in another order on others (13-12-205)"
        )


def _found(image: PageImage, page: MeasuredPage) -> PrintRegistration:
    """How a page lies. Raises VotedSheetsError where its print is another, or is not found."""
    card = MeasuredCard(CardId("learned"), (page,))
    found = find_pages([image], Layouts((), MarkThresholds(), measured=(card,)))
    if not found.pages:
        raise VotedSheetsError(
            f"{image.source.file}, page {image.source.page}: the print of the first sheet is not on it. Name sheets of "
            "one ballot style alone, front first"
        )
    return found.pages[0].as_page_of(card)[0]


def _laid_over(image: PageImage, found: PrintRegistration, dpi: float, size: tuple[int, int]) -> Gray:
    """The image laid over the first sheet's upright page, by where its landmarks are."""
    rows, cols = (np.linspace(0, side - 1, max(2, round(side / dpi / STEP_IN))) for side in size)
    down, across = np.meshgrid((rows + 0.5) / dpi, (cols + 0.5) / dpi, indexing="ij")
    places = found.page_map.to_px(np.stack([down.ravel(), across.ravel()], axis=1)).reshape(*down.shape, 2)
    fine = [_between(places[..., axis], rows, cols, size) for axis in (0, 1)]
    paper = int(np.median(image.gray))
    laid = cv2.remap(image.gray, fine[1], fine[0], cv2.INTER_LINEAR, borderValue=(paper,))
    return np.asarray(laid, np.uint8)


def _between(
    coarse: NDArray[np.float64], rows: NDArray[np.float64], cols: NDArray[np.float64], size: tuple[int, int]
) -> NDArray[np.float32]:
    """Values at every pixel, from those at some rows and columns: float32 of that size."""
    at_row = np.interp(np.arange(size[0]), rows, np.arange(len(rows))).astype(np.float32)
    at_col = np.interp(np.arange(size[1]), cols, np.arange(len(cols))).astype(np.float32)
    to_col, to_row = np.meshgrid(at_col, at_row)
    values = cv2.remap(coarse.astype(np.float32), to_col, to_row, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(values, np.float32)


def _common_print(uprights: Sequence[Gray], dpi: float) -> Gray:
    """What stands on all of them. Where solid ink of a target's size is missing on one alone, that one tells."""
    levels = [measure_ink_levels(gray, LITTLE_PRINT) for gray in uprights]
    paper = np.median([one.paper for one in levels])
    dark = int(paper - PRINT_SHARE * np.median([one.contrast for one in levels]))
    common = np.empty_like(uprights[0])
    by_one = np.empty_like(common)
    lightest = max(LEAST_LIGHTEST, len(uprights) // LIGHTEST_SHARE)
    for top in range(0, common.shape[0], ACROSS_AT_ONCE):
        ordered = np.sort(np.stack([gray[top : top + ACROSS_AT_ONCE] for gray in uprights]), axis=0)
        middle = ordered[len(uprights) // 2]
        for told, light in ((common, ordered[-lightest:].mean(axis=0)), (by_one, ordered[-1])):
            told[top : top + ACROSS_AT_ONCE] = np.where(light <= dark, middle, light).astype(np.uint8)
    for box in _filled(np.asarray((common <= dark) & (by_one > dark), np.uint8), dpi):
        common[box] = by_one[box]
    return common


def _filled(ink: NDArray[np.uint8], dpi: float) -> list[tuple[slice, slice]]:
    """Boxes around the pieces of ink (uint8 (H, W)) that fill a target, as far as size and form tell."""
    _, _, counted, _ = cv2.connectedComponentsWithStats(ink, connectivity=4)
    left, top, width, height, area = np.asarray(counted[1:], np.int64).T.reshape(5, -1)
    low, high = (round(side * dpi) for side in FILLED_IN)
    fills = (np.minimum(width, height) >= low) & (np.maximum(width, height) <= high) & (area >= FILLED * width * height)
    return [
        (
            slice(max(0, top[one] - 1), top[one] + height[one] + 1),
            slice(max(0, left[one] - 1), left[one] + width[one] + 1),
        )
        for one in np.flatnonzero(fills)
    ]


def _check_each(images: Sequence[PageImage], learned: LearnedPage) -> None:
    """Raise VotedSheetsError where a sheet has not the print that was learned, with the names beside its targets."""
    page = learned.layout(Side.FRONT)
    others = []
    for image in images:
        try:
            found = _found(image, replace(page))
        except VotedSheetsError:
            others.append(image)
            continue
        if not found.fits or not bool(found.named.all()):
            others.append(image)
    _refuse(others, len(images), "print beside their ovals")
