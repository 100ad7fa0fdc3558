"""Before any counting the reader reads a built-in sheet whose answer is known; its digest opens ledger and batch.

The sheet is drawn here, in a few lines that share nothing with the reader: border marks on a grid, four ovals of which
one is filled, one is empty, one carries a slight mark and one, on the upside-down back, is filled.
"""

import hashlib

import cv2
import numpy as np
from numpy.typing import NDArray

from canvass.errors import CanvassError
from imaging.layout import CardId, CardLayout, Layouts, MarkThresholds, Outline, PageLayout, Side, Target
from imaging.reader import read_sheet
from imaging.sheets import ImageSource, Mark, PageImage, ReadSheet, ScannedSheet

_PITCH_PX = 50
_COLUMNS, _ROWS = 34, 41
_MARGIN_PX = 25
_OUTLINE = Outline(0.84, 0.56)
_FRONT = (Target(1, 6, 8), Target(2, 6, 10), Target(3, 20, 30))
_BACK = (Target(4, 12, 20),)
_FILLS = {1: 1.0, 2: 0.0, 3: 0.08, 4: 1.0}
"""How much of each target is filled."""
_ANSWER = (Mark.MARKED, Mark.UNMARKED, Mark.AMBIGUOUS, Mark.MARKED)


def run_self_test() -> str:
    """Read the built-in sheet and return the digest of the reading, in hex. Raises CanvassError for a wrong answer."""
    layouts = _layouts()
    pages = (_page(Side.FRONT, _FRONT, turned=False), _page(Side.BACK, _BACK, turned=True))
    reading = read_sheet(ScannedSheet(1, pages), layouts, images_per_sheet=2)
    if not isinstance(reading, ReadSheet) or tuple(target.mark for target in reading.targets) != _ANSWER:
        raise CanvassError(
            "The reader does not read its built-in sheet as it must, so nothing was counted. Install Canvass again; "
            "if it stays so, do not count with this machine."
        )
    seen = ";".join(f"{t.number} {t.side} {t.mark} {t.ink_px} {t.target_px}" for t in reading.targets)
    return hashlib.sha256(seen.encode()).hexdigest()


def _layouts() -> Layouts:
    front = PageLayout(Side.FRONT, _COLUMNS, _ROWS, _FRONT, bottom_marks=_bottom(Side.FRONT))
    back = PageLayout(Side.BACK, _COLUMNS, _ROWS, _BACK, bottom_marks=_bottom(Side.BACK))
    return Layouts((CardLayout(CardId("built-in"), (front, back), _OUTLINE),), MarkThresholds())


def _bottom(side: Side) -> frozenset[int]:
    code = range(1, _COLUMNS - 1, 3) if side is Side.FRONT else range(2, _COLUMNS - 1, 4)
    return frozenset({0, _COLUMNS - 1, *code})


def _page(side: Side, targets: tuple[Target, ...], turned: bool) -> PageImage:
    height, width = (_ROWS - 1) * _PITCH_PX + 2 * _MARGIN_PX + 30, (_COLUMNS - 1) * _PITCH_PX + 2 * _MARGIN_PX + 30
    gray = np.full((height, width), 244, np.uint8)
    for row in range(_ROWS):
        for column in (0, _COLUMNS - 1):
            _draw_mark(gray, row, column)
    for column in range(_COLUMNS):
        _draw_mark(gray, 0, column)
        if column in _bottom(side):
            _draw_mark(gray, _ROWS - 1, column)
    for target in targets:
        _draw_target(gray, target)
    image = np.ascontiguousarray(gray[::-1, ::-1]) if turned else gray
    return PageImage(ImageSource(f"built-in {side}", 1, "0" * 64), image, bitonal=False, dpi=None)


def _centre(row: float, column: float) -> tuple[int, int]:
    """(row, col) in pixels."""
    return round(row * _PITCH_PX) + _MARGIN_PX + 15, round(column * _PITCH_PX) + _MARGIN_PX + 15


def _draw_mark(gray: NDArray[np.uint8], row: int, column: int) -> None:
    top, left = _centre(row, column)
    gray[top - 6 : top + 7, left - 18 : left + 19] = 20


def _draw_target(gray: NDArray[np.uint8], target: Target) -> None:
    row, col = _centre(target.row, target.column)
    half_width, half_height = round(_OUTLINE.width * _PITCH_PX / 2), round(_OUTLINE.height * _PITCH_PX / 2)
    straight = half_width - half_height
    for end in (-straight, straight):
        cv2.circle(gray, (col + end, row), half_height, 60, 2, cv2.LINE_8)
    gray[row - half_height + 2 : row + half_height - 1, col - straight : col + straight + 1] = 244
    for edge in (row - half_height, row + half_height):
        gray[edge - 1 : edge + 1, col - straight : col + straight + 1] = 60
    filled = round(_FILLS[target.number] * (half_width - 4))
    if filled:
        gray[row - half_height + 3 : row + half_height - 3, col - filled : col + filled] = 70
