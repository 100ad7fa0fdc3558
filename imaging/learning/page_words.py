"""The printed words of a blank page and their places: from the PDF's text layer, else recognised from the picture."""

from collections.abc import Iterable

import cv2
import numpy as np
from numpy.typing import NDArray

from imaging.layout import BoxIn
from imaging.learning.learned import LearnedPage, PrintedWord
from imaging.printouts.recognition import recognise_words
from imaging.printouts.words_page import on_white
from imaging.sheets import PrintedLine

Gray = NDArray[np.uint8]

_SHOWN_DPI = 300
_RULE_IN = (0.6, 0.3)
"""What is darker for so long, across and down, is a rule and no letter."""
_DARK = 170
_DOT_IN, _DOTTED_IN, _DOTTED_SHARE = 0.016, 0.22, 0.02
"""Pieces so small are dots. Where they cover so much of so wide a square, they are a gray."""
_EVEN_IN, _EVEN_DARK, _EVEN_CLEAR = 0.0055, 70.0, 175.0
"""So wide are dots spread; letters stay as dark, and what the dots leave is paper."""
_LEAST_CONFIDENCE = 30
_AIR_IN = 0.02


def page_words(page: LearnedPage) -> tuple[PrintedWord, ...]:
    """Every word of the page. Empty where it has no text layer and Tesseract is missing."""
    if page.words:
        return page.words
    shown = _without_targets(page)
    words = recognise_words(shown, _SHOWN_DPI / page.dpi, scattered=True)
    return _placed((word for word in words if word.confidence >= _LEAST_CONFIDENCE), page.dpi, 0, 0)


def words_in(page: LearnedPage, box: BoxIn, hardly_legible: bool) -> tuple[PrintedWord, ...]:
    """The words of one part of the page, looked at again by themselves, as one block of lines.

    With `hardly_legible` also those that were read with no confidence: what they are compared with is known.
    """
    shown = _without_targets(page)
    top, left, bottom, right = (
        max(0, round(place * page.dpi)) for place in (box.top_in, box.left_in, box.bottom_in, box.right_in)
    )
    part = np.ascontiguousarray(shown[top:bottom, left:right])
    if min(part.shape, default=0) < _AIR_IN * page.dpi or int(part.min()) > _DARK:
        return ()
    words = recognise_words(part, _SHOWN_DPI / page.dpi, scattered=False)
    least = 0 if hardly_legible else _LEAST_CONFIDENCE
    return _placed((word for word in words if word.confidence >= least), page.dpi, top, left)


def _without_targets(page: LearnedPage) -> Gray:
    """The page with its targets and rules white: an outline is easily taken for an O, a rule for an l."""
    white = _without_dots(on_white(page.upright), page.dpi)
    dark = np.asarray(white < _DARK).astype(np.uint8)
    rules = np.zeros_like(dark)
    for along, shape in zip(_RULE_IN, ((1, 0), (0, 1)), strict=True):
        length = max(3, round(along * page.dpi))
        kernel = np.ones((length if shape[1] else 1, length if shape[0] else 1), np.uint8)
        rules |= np.asarray(cv2.morphologyEx(dark, cv2.MORPH_OPEN, kernel), np.uint8)
    white = white.copy()
    white[cv2.dilate(rules, np.ones((3, 3), np.uint8)) > 0] = 255
    for target in page.targets:
        half_width, half_height = target.width_in / 2 + _AIR_IN, target.height_in / 2 + _AIR_IN
        top, bottom = (max(0, round((target.y_in + side * half_height) * page.dpi)) for side in (-1, 1))
        left, right = (max(0, round((target.x_in + side * half_width) * page.dpi)) for side in (-1, 1))
        white[top:bottom, left:right] = 255
    return white


def _without_dots(white: Gray, dpi: float) -> Gray:
    """The page with fields of dots made even and then white: a bitonal picture shows gray so, under words too."""
    dark = np.asarray(white < _DARK).astype(np.uint8)
    count, pieces, sizes, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    widths, heights = sizes[:, cv2.CC_STAT_WIDTH], sizes[:, cv2.CC_STAT_HEIGHT]
    small = np.maximum(widths, heights) <= max(2, round(_DOT_IN * dpi))
    small[0] = False
    dots = small[pieces] if count > 1 else np.zeros(dark.shape, bool)
    around = 2 * round(_DOTTED_IN * dpi / 2) + 1
    share = cv2.boxFilter(dots.astype(np.float32), -1, (around, around))
    whole = cv2.morphologyEx(
        np.asarray(share >= _DOTTED_SHARE).astype(np.uint8), cv2.MORPH_CLOSE, np.ones((around, around), np.uint8)
    )
    inner = 2 * round(_DOTTED_IN * dpi / 8) + 1
    field = cv2.erode(whole, np.ones((inner, inner), np.uint8)) > 0
    if not field.any():
        return white
    even = cv2.GaussianBlur(white, (0, 0), _EVEN_IN * dpi).astype(np.float32)
    low, high = _EVEN_DARK, _EVEN_CLEAR
    stretched = np.clip((even - low) * (255 / (high - low)), 0, 255).astype(np.uint8)
    return np.asarray(np.where(field, stretched, white), np.uint8)


def _placed(words: Iterable[PrintedLine], dpi: float, down_px: int, across_px: int) -> tuple[PrintedWord, ...]:
    return tuple(
        PrintedWord(
            word.text,
            BoxIn(
                (word.top_px + down_px) / dpi,
                (word.left_px + across_px) / dpi,
                (word.bottom_px + down_px) / dpi,
                (word.right_px + across_px) / dpi,
            ),
        )
        for word in words
        if any(character.isalnum() for character in word.text)
    )
