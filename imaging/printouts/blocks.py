"""Read a printout's words, block by block between its rules. Whatever the barcodes hold is not known here."""

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from imaging.printouts.decoding import Box, Gray
from imaging.printouts.recognition import recognise, why_words_stay_unread
from imaging.printouts.rules import Region, find_ruling, without_folds
from imaging.printouts.words_page import WordsPage, words_page
from imaging.sheets import PrintedBlock, PrintedLine

_X_HEIGHT_PX = 16.0
"""Of small letters as Tesseract is shown them."""
_LEAST_SCALE, _MOST_SCALE = 0.5, 3.0
_LEAST_INK_PX = 30
_INK = 205
_LARGEST_PX = 24_000_000


def read_blocks(gray: Gray, turned: bool, codes: Sequence[Box] = ()) -> tuple[PrintedBlock, ...]:
    """Read the words of a printout (uint8 (H, W)), `turned` where it stands upside down.

    The columns from the left, in each the blocks from the top; those without words are left out. `codes` are the
    barcodes' boxes in the image as stored: they are no words. Empty where Tesseract is missing.
    """
    if why_words_stay_unread() is not None or gray.size > _LARGEST_PX:
        return ()
    covered = _without_codes(gray, codes)
    page = words_page(covered, turned)
    ruling = find_ruling(page.gray)
    white = without_folds(page.gray, ruling.folds)
    scale = _scale(page)
    blocks = (PrintedBlock(_read(white, region, scale)) for region in ruling.regions)
    return tuple(block for block in blocks if block.lines)


def _without_codes(gray: Gray, codes: Sequence[Box]) -> Gray:
    if not codes:
        return gray
    covered = gray.copy()
    for box in codes:
        wide = box.grown(2.0, 2.0)
        part = covered[max(0, int(wide.top)) : int(wide.bottom) + 1, max(0, int(wide.left)) : int(wide.right) + 1]
        if part.size:
            part[:] = int(np.percentile(gray[::8, ::8], 75))
    return covered


def _scale(page: WordsPage) -> float:
    """How much larger the page must be shown for its small letters to have the height that is read best."""
    dark = np.asarray(page.gray < _INK).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    width, heights, across = page.gray.shape[1], stats[1:, cv2.CC_STAT_HEIGHT], stats[1:, cv2.CC_STAT_WIDTH]
    letters = heights[(heights > 0.004 * width) & (heights < 0.04 * width) & (across < 1.5 * heights)]
    if letters.size < 10:
        return 1.0
    return float(np.clip(_X_HEIGHT_PX / np.median(letters), _LEAST_SCALE, _MOST_SCALE))


def _read(white: Gray, region: Region, scale: float) -> tuple[PrintedLine, ...]:
    """The lines of one region, in the page's pixels."""
    part = white[region.top : region.bottom, region.left : region.right]
    rows, cols = np.nonzero(part < _INK)
    if rows.size < _LEAST_INK_PX:
        return ()
    air = 4
    top, bottom = max(0, int(rows.min()) - air), int(rows.max()) + 1 + air
    left, right = max(0, int(cols.min()) - air), int(cols.max()) + 1 + air
    down, across = region.top + top, region.left + left
    return tuple(
        replace(
            line,
            top_px=line.top_px + down,
            bottom_px=line.bottom_px + down,
            left_px=line.left_px + across,
            right_px=line.right_px + across,
        )
        for line in recognise(np.ascontiguousarray(part[top:bottom, left:right]), scale)
    )
