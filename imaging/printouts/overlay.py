"""Draw what was read over a device printout: its barcodes by who read them, its words block by block, line by line."""

import cv2
import numpy as np
from numpy.typing import NDArray

from imaging.overlay import Colour, draw_label, draw_legend
from imaging.printouts.blocks import level_page
from imaging.printouts.decoding import DECODERS, Box, Gray
from imaging.printouts.reading import upright_page
from imaging.sheets import PrintedBlock, ReadPrintout

READ_COLOUR: Colour = (60, 150, 30)
UNSURE_COLOUR: Colour = (0, 130, 240)
BLOCK_COLOUR: Colour = (210, 60, 160)
"""Blue, green, red."""
LEAST_CONFIDENCE = 70
"""Below, a line of words is drawn as unsure."""
_LEGEND = (
    ("barcode both decoders read, words", READ_COLOUR),
    ("one decoder, unsure words", UNSURE_COLOUR),
    ("block", BLOCK_COLOUR),
)
_PITCHES_A_PAGE = 44
"""Of a quarter inch on letter paper, as the legend is high on hand-marked pages."""


def draw_printout_overlay(gray: Gray, reading: ReadPrintout) -> NDArray[np.uint8]:
    """Draw over the page (uint8 (H, W)) that the reading is of, and return it upright and level, with a legend below.

    Returns uint8 (H + legend, W, 3): blue, green, red. What barcodes held is not written: no voter can read them.
    """
    page = upright_page(gray)
    upright, codes, boxes = (gray, (), ()) if page is None else (page.gray, page.codes, page.boxes)
    skew = level_page(upright, False, boxes).skew_deg
    height, width = upright.shape
    matrix = np.asarray(cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0), np.float64)
    picture = cv2.warpAffine(upright, matrix, (width, height), borderValue=(255,))
    coloured = cv2.cvtColor(np.asarray(picture, np.uint8), cv2.COLOR_GRAY2BGR)
    canvas = np.asarray(cv2.addWeighted(coloured, 0.75, np.full_like(coloured, 255), 0.25, 0), np.uint8)
    pitch = max(height, width) / _PITCHES_A_PAGE
    for code, box in zip(codes, boxes, strict=True):
        colour = READ_COLOUR if len(code.decoders) == len(DECODERS) else UNSURE_COLOUR
        _draw_code(canvas, box, matrix, f"{code.symbology.value}: {', '.join(code.decoders)}", colour, pitch)
    for block in reading.blocks:
        _draw_block(canvas, block, pitch)
    return draw_legend(canvas, pitch, _LEGEND)


def _draw_code(
    canvas: NDArray[np.uint8], box: Box, matrix: NDArray[np.float64], text: str, colour: Colour, pitch_px: float
) -> None:
    corners = [(box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom)]
    level = np.array([matrix @ (col, row, 1.0) for col, row in corners])
    cv2.polylines(canvas, [np.rint(level).astype(np.int32)], True, colour, _thickness(pitch_px), cv2.LINE_AA)
    left, top = np.rint(level.min(axis=0)).astype(int).tolist()
    draw_label(canvas, text, (max(0, left), max(round(pitch_px), top)), colour, pitch_px)


def _draw_block(canvas: NDArray[np.uint8], block: PrintedBlock, pitch_px: float) -> None:
    air = round(pitch_px / 5)
    for line in block.lines:
        colour = READ_COLOUR if line.confidence >= LEAST_CONFIDENCE else UNSURE_COLOUR
        cv2.rectangle(canvas, (line.left_px, line.top_px), (line.right_px, line.bottom_px), colour, 1)
    low = min(line.left_px for line in block.lines) - air, min(line.top_px for line in block.lines) - air
    high = max(line.right_px for line in block.lines) + air, max(line.bottom_px for line in block.lines) + air
    cv2.rectangle(canvas, low, high, BLOCK_COLOUR, _thickness(pitch_px))


def _thickness(pitch_px: float) -> int:
    return max(1, round(pitch_px / 28))
