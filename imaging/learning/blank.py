"""From a blank ballot's file to what is learned from each of its pages."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from imaging.ink_levels import LEAST_CONTRAST, LITTLE_PRINT, InkLevels, measure_ink_levels
from imaging.layout import BlankPrint, MeasuredTarget, PageCode
from imaging.learning.broken_arrows import broken_arrows
from imaging.learning.learned import LearnedPage, PrintedWord
from imaging.learning.neighbours import rules_down
from imaging.learning.outlines import ClosedOutline, find_outlines
from imaging.learning.pdf_words import read_pdf_words
from imaging.learning.selection import select_targets
from imaging.learning.upright import set_upright
from imaging.measured.forms import form_points
from imaging.measured.page_code import codes_on
from imaging.page_codes import read_page_code
from imaging.pages import ScanFile, load_sheet, plan_sheets
from imaging.printouts.decoding import zbar_symbols, zxing_symbols
from imaging.sheets import ImageSource, PageImage, UnreadablePage

KEPT_DPI = 150
"""Of the picture kept with the layout: fine enough for the landmarks, and small."""


class BlankError(ValueError):
    """A blank ballot cannot be learned; the message says which, why, and what to do."""


def learn_blank(path: Path) -> tuple[LearnedPage, ...]:
    """Learn every page of a blank ballot's file (JPEG, PNG, TIFF or PDF), in their order. Raises BlankError."""
    if not path.is_file():
        raise BlankError(f"{path}: there is no such file. Name the blank ballot's picture or PDF.")
    planned = plan_sheets([ScanFile(path, path.name)], images_per_sheet=1)
    return tuple(page for sheet in planned for page in _learn_images(path, load_sheet(sheet).sheet.pages))


def _learn_images(path: Path, pages: tuple[PageImage | UnreadablePage, ...]) -> Iterator[LearnedPage]:
    for page in pages:
        if isinstance(page, UnreadablePage):
            raise BlankError(f"{path}, page {page.source.page}: {page.detail}.")
        words: tuple[PrintedWord, ...] = ()
        if path.suffix.lower() == ".pdf":
            words = read_pdf_words(path, page.source.page, page.gray.shape[0] / (page.dpi or 72))
        yield learn_page(page, words)


def learn_page(page: PageImage, words: tuple[PrintedWord, ...] = ()) -> LearnedPage:
    """Learn one page of a blank ballot. Raises BlankError where nothing is printed on it."""
    levels = measure_ink_levels(page.gray, LITTLE_PRINT)
    if levels.contrast < LEAST_CONTRAST:
        raise BlankError(
            f"{page.source.file}, page {page.source.page}: nothing printed on it stands out from the paper. "
            "Leave an empty back out, or scan the blank ballot again, darker."
        )
    upright = set_upright(page.gray, page.dpi)
    _stop_at_arrows(page.source, broken_arrows(upright.gray, upright.dpi))
    outlines = select_targets(upright.gray, upright.dpi, find_outlines(upright.gray, upright.dpi))
    return LearnedPage(
        width_in=upright.width_in,
        height_in=upright.height_in,
        targets=tuple(
            _target(number, outline, upright.gray, levels, upright.dpi) for number, outline in enumerate(outlines, 1)
        ),
        upright=upright.gray,
        dpi=upright.dpi,
        blank=keep_print(upright.gray, upright.dpi),
        code=find_page_code(upright.gray),
        words=words,
        rules=rules_down(upright.gray, upright.dpi),
    )


def _stop_at_arrows(source: ImageSource, gaps: NDArray[np.float64]) -> None:
    """Raise BlankError where targets are broken arrows: a layout without them would be one of a part of the ballot."""
    if len(gaps) == 0:
        return
    y, x, height, width = gaps[np.lexsort((gaps[:, 0], gaps[:, 1]))[0]].tolist()
    raise BlankError(
        f"{source.file}, page {source.page}: {len(gaps)} broken arrows are printed on it, the first with its gap "
        f"{x:.2f} inches across and {y:.2f} down, {width:.2f} wide and {height:.2f} high. Targets of this kind are not "
        "learned from a blank. Measure their gaps with a ruler, and give the layout as a file with "
        '"shape": "arrow" (tabulate/definitions/LAYOUT.md, "Broken arrows")'
    )


def learn_turned(page: LearnedPage) -> LearnedPage:
    """What is learned from the same page turned upside down. Its words are to be recognised anew."""
    gray = np.ascontiguousarray(page.upright[::-1, ::-1])
    return learn_page(PageImage(ImageSource("blank", 1, ""), gray, bitonal=False, dpi=page.dpi))


def keep_print(gray: NDArray[np.uint8], dpi: float) -> BlankPrint:
    """The picture of a blank (uint8 (H, W)) that a layout keeps, to register voted sheets to."""
    size = round(gray.shape[1] * KEPT_DPI / dpi), round(gray.shape[0] * KEPT_DPI / dpi)
    way = cv2.INTER_AREA if dpi > KEPT_DPI else cv2.INTER_CUBIC
    encoded, png = cv2.imencode(".png", cv2.resize(gray, size, interpolation=way), [cv2.IMWRITE_PNG_COMPRESSION, 9])
    if not encoded:
        raise BlankError("The blank's picture could not be encoded as PNG.")
    content = png.tobytes()
    return BlankPrint(content, KEPT_DPI, hashlib.sha256(content).hexdigest())


def find_page_code(gray: NDArray[np.uint8]) -> PageCode | None:
    """What the page's QR code says (uint8 (H, W)); None where it shows none, or several."""
    for decode in (zxing_symbols, zbar_symbols):
        payloads = codes_on(gray, decode)
        if payloads:
            # a blank may be of another edition than the ballots: what is printed there counts, not the hash
            return replace(read_page_code(min(payloads)), election=None) if len(payloads) == 1 else None
    return None


def _target(
    number: int, outline: ClosedOutline, gray: NDArray[np.uint8], levels: InkLevels, dpi: float
) -> MeasuredTarget:
    return MeasuredTarget(
        number=number,
        x_in=round(outline.x_in, 4),
        y_in=round(outline.y_in, 4),
        width_in=round(outline.width_in, 4),
        height_in=round(outline.height_in, 4),
        shape=outline.shape,
        stroke_in=round(outline.stroke_in, 4),
        blank_ink_permille=_ink_inside(outline, gray, levels, dpi),
    )


def _ink_inside(outline: ClosedOutline, gray: NDArray[np.uint8], levels: InkLevels, dpi: float) -> int:
    """What the blank carries inside the outline, per mille of the pixels there."""
    clear_in = 2 * (outline.stroke_in + 0.01 + 1 / dpi)
    width, height = outline.width_in - clear_in, outline.height_in - clear_in
    if min(width, height) <= 0:
        return 0
    points = form_points(outline.shape, width, height, 64) + np.array([outline.y_in, outline.x_in])
    mask = np.zeros(gray.shape, np.uint8)
    cv2.fillPoly(mask, [np.rint(points[:, ::-1] * dpi - 0.5).astype(np.int32)], 1)
    inside = gray[mask > 0]
    return int(1000 * np.count_nonzero(inside <= levels.ink_level) // max(1, inside.size))
