"""Read a printout's words, block by block between its rules. Whatever the barcodes hold is not known here."""

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from imaging.printouts.codes import SMALLEST_PAGE_PX
from imaging.printouts.decoding import Box, Gray
from imaging.printouts.recognition import recognise, why_words_stay_unread
from imaging.printouts.rules import Region, find_ruling, without_folds
from imaging.printouts.streaks import without_streaks
from imaging.printouts.words_page import words_page
from imaging.sheets import PrintedBlock, PrintedLine

_X_HEIGHT_PX = 17.0
"""Of small letters as Tesseract is shown them."""
_LEAST_SCALE, _MOST_SCALE = 0.5, 3.0
_SPECK = 0.25
"""The side of the largest speck, as a share of the small letters' height."""
_FEWEST_LETTERS = 10
_LEAST_INK_PX = 30
_INK = 205
_MOST_INK, _MOST_PIECES, _SPECK_PX = 0.3, 10_000, 12
"""A densely printed letter page has a tenth of its area inked, in 4,000 letters."""
_LARGEST_PX = 24_000_000


def read_blocks(gray: Gray, turned: bool, codes: Sequence[Box] = ()) -> tuple[PrintedBlock, ...]:
    """Read the words of a printout (uint8 (H, W)), `turned` where it stands upside down.

    The columns from the left, in each the blocks from the top; those without words are left out. `codes` are the
    barcodes' boxes in the image as stored: they are no words. Empty where Tesseract is missing.
    """
    if why_words_stay_unread() is not None or gray.size > _LARGEST_PX or min(gray.shape) < SMALLEST_PAGE_PX:
        return ()
    # a streak is known by going all the way: it is bridged before anything is covered
    page = words_page(_without_codes(without_streaks(gray), codes), turned)
    ruling = find_ruling(page.gray)
    white = without_folds(page.gray, ruling.folds)
    if not _could_be_print(white):
        return ()
    white, x_height_px = _cleaned(white)
    scale = float(np.clip(_X_HEIGHT_PX / x_height_px, _LEAST_SCALE, _MOST_SCALE))
    blocks = (PrintedBlock(_read(white, region, scale, x_height_px)) for region in ruling.regions)
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


def _could_be_print(white: Gray) -> bool:
    """Whether so little is dark, in so few pieces, as on a printed page: recognising noise takes a minute."""
    dark = np.asarray(white < _INK).astype(np.uint8)
    if dark.mean() > _MOST_INK:
        return False
    _, _, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    return int((stats[:, cv2.CC_STAT_AREA] > _SPECK_PX).sum()) <= _MOST_PIECES


def _cleaned(white: Gray) -> tuple[Gray, float]:
    """The page without specks that stand alone, and the height of its small letters in pixels."""
    width = white.shape[1]
    _, labels, stats, _ = cv2.connectedComponentsWithStats(np.asarray(white < _INK).astype(np.uint8), connectivity=8)
    heights, across = stats[:, cv2.CC_STAT_HEIGHT], stats[:, cv2.CC_STAT_WIDTH]
    letters = heights[(heights > 0.004 * width) & (heights < 0.04 * width) & (across < 1.5 * heights)]
    if letters.size < _FEWEST_LETTERS:
        return white, _X_HEIGHT_PX
    x_height = float(np.median(letters))
    is_speck = stats[:, cv2.CC_STAT_AREA] <= (_SPECK * x_height) ** 2
    is_speck[0] = False
    specks = is_speck[labels]
    letters_there = np.asarray((labels > 0) & ~specks).astype(np.uint8)
    # a full stop and the dot of an i are as small, and stand by their letters
    near = cv2.dilate(letters_there, np.ones((int(x_height) | 1, int(x_height) | 1), np.uint8)) > 0
    is_speck[np.unique(labels[specks & near])] = False
    alone = cv2.dilate(is_speck[labels].astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    return np.asarray(np.where(alone, np.uint8(255), white), np.uint8), x_height


def _read(white: Gray, region: Region, scale: float, x_height_px: float) -> tuple[PrintedLine, ...]:
    """The lines of one region from the top down, in the page's pixels."""
    part = white[region.top : region.bottom, region.left : region.right]
    rows, cols = np.nonzero(part < _INK)
    if rows.size < _LEAST_INK_PX:
        return ()
    air = 4
    top, bottom = max(0, int(rows.min()) - air), int(rows.max()) + 1 + air
    left, right = max(0, int(cols.min()) - air), int(cols.max()) + 1 + air
    block = np.ascontiguousarray(part[top:bottom, left:right])
    lines = list(recognise(block, scale))
    for first, last in _overlooked(block, lines, x_height_px):
        strip = np.ascontiguousarray(block[max(0, first - air) : last + air])
        lines += [_moved(line, max(0, first - air), 0) for line in recognise(strip, scale, one_line=True)]
    lines.sort(key=lambda line: (line.top_px + line.bottom_px, line.left_px))
    return tuple(_moved(line, region.top + top, region.left + left) for line in lines)


def _overlooked(block: Gray, lines: Sequence[PrintedLine], x_height_px: float) -> list[tuple[int, int]]:
    """Rows of a block, as high as letters, in which there is print but no line was recognised."""
    inked = (block < _INK).sum(axis=1) > 1
    for line in lines:
        inked[max(0, line.top_px - 1) : line.bottom_px + 1] = False
    edges = np.flatnonzero(np.diff(np.concatenate([[0], inked.astype(np.int8), [0]])))
    runs = zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
    return [(first, last) for first, last in runs if 0.7 * x_height_px <= last - first <= 4 * x_height_px]


def _moved(line: PrintedLine, down_px: int, across_px: int) -> PrintedLine:
    return replace(
        line,
        top_px=line.top_px + down_px,
        bottom_px=line.bottom_px + down_px,
        left_px=line.left_px + across_px,
        right_px=line.right_px + across_px,
    )
