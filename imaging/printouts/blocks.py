"""Read a printout's words, block by block between its rules. Whatever the barcodes hold is not known here."""

from collections.abc import Sequence

import cv2
import numpy as np

from imaging.printouts.attempts import Patience, moved, read_lines
from imaging.printouts.codes import SMALLEST_PAGE_PX
from imaging.printouts.debris import INK, without_rests_of_rules, without_specks
from imaging.printouts.decoding import Box, Gray
from imaging.printouts.fading import without_fading
from imaging.printouts.recognition import why_words_stay_unread
from imaging.printouts.rules import Region, find_ruling, without_folds
from imaging.printouts.streaks import without_streaks
from imaging.printouts.words_page import WordsPage, words_page
from imaging.sheets import PrintedBlock, PrintedLine

_X_HEIGHT_PX = 17.0
"""Of small letters as Tesseract is shown them."""
_LEAST_SCALE, _MOST_SCALE = 0.5, 3.0
_FEWEST_LETTERS = 10
_LEAST_INK_PX = 30
_MOST_INK, _MOST_PIECES, _SPECK_PX = 0.3, 10_000, 12
"""A densely printed letter page has a tenth of its area inked, in 4,000 letters."""
_FEWEST_SPECKS, _DENSEST_PIECES = 500, 0.6
"""Letters set as closely as can be are 0.4 to a square as high as a small letter; a block of few pieces says little."""
_LARGEST_PX = 24_000_000


def read_blocks(gray: Gray, turned: bool, codes: Sequence[Box] = ()) -> tuple[PrintedBlock, ...]:
    """Read the words of a printout (uint8 (H, W)), `turned` where it stands upside down.

    The columns from the left, in each the blocks from the top; those without words are left out. `codes` are the
    barcodes' boxes in the image as stored: they are no words. Empty where Tesseract is missing.
    """
    if why_words_stay_unread() is not None or gray.size > _LARGEST_PX or min(gray.shape) < SMALLEST_PAGE_PX:
        return ()
    page = level_page(gray, turned, codes)
    ruling = find_ruling(page.gray)
    white = without_folds(page.gray, ruling.folds)
    if not _could_be_print(white):
        return ()
    white = without_fading(white)
    x_height_px = _x_height_px(white)
    white = without_specks(white, x_height_px) if x_height_px else white
    scale = float(np.clip(_X_HEIGHT_PX / (x_height_px or _X_HEIGHT_PX), _LEAST_SCALE, _MOST_SCALE))
    patience = Patience()
    blocks = (
        PrintedBlock(_read(white, region, scale, x_height_px or _X_HEIGHT_PX, patience)) for region in ruling.regions
    )
    return tuple(block for block in blocks if block.lines)


def level_page(gray: Gray, turned: bool, codes: Sequence[Box] = ()) -> WordsPage:
    """The page as its words are looked for, upright and level, its barcodes covered; arguments as for `read_blocks`."""
    # a streak is known by going all the way: it is bridged before anything is covered
    return words_page(_without_codes(without_streaks(gray), codes), turned)


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


def _could_be_print(white: Gray) -> bool:
    """Whether so little is dark, in so few pieces, as on a printed page: recognising noise takes a minute."""
    dark = np.asarray(white < INK).astype(np.uint8)
    if dark.mean() > _MOST_INK:
        return False
    _, _, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    return int((stats[:, cv2.CC_STAT_AREA] > _SPECK_PX).sum()) <= _MOST_PIECES


def _is_noise(block: Gray, x_height_px: float) -> bool:
    """Whether a block is in more pieces than letters of that height could be: recognising it takes a second."""
    pieces = cv2.connectedComponents(np.asarray(block < INK).astype(np.uint8), connectivity=8)[0]
    return pieces > _FEWEST_SPECKS and pieces * x_height_px**2 > _DENSEST_PIECES * block.size


def _x_height_px(white: Gray) -> float | None:
    """The height of the page's small letters in pixels; None where there are too few letters to say."""
    width = white.shape[1]
    _, _, stats, _ = cv2.connectedComponentsWithStats(np.asarray(white < INK).astype(np.uint8), connectivity=8)
    heights, across = stats[:, cv2.CC_STAT_HEIGHT], stats[:, cv2.CC_STAT_WIDTH]
    letters = heights[(heights > 0.004 * width) & (heights < 0.04 * width) & (across < 1.5 * heights)]
    return float(np.median(letters)) if letters.size >= _FEWEST_LETTERS else None


def _read(white: Gray, region: Region, scale: float, x_height_px: float, patience: Patience) -> tuple[PrintedLine, ...]:
    """The lines of one region from the top down, in the page's pixels."""
    part = without_rests_of_rules(white[region.top : region.bottom, region.left : region.right], x_height_px)
    rows, cols = np.nonzero(part < INK)
    if rows.size < _LEAST_INK_PX:
        return ()
    air = 4
    top, bottom = max(0, int(rows.min()) - air), int(rows.max()) + 1 + air
    left, right = max(0, int(cols.min()) - air), int(cols.max()) + 1 + air
    block = np.ascontiguousarray(part[top:bottom, left:right])
    if _is_noise(block, x_height_px):
        return ()
    lines = read_lines(block, scale, x_height_px, patience)
    return tuple(moved(line, region.top + top, region.left + left) for line in lines)
