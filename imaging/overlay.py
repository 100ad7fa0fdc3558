"""Draw what the reader saw over the page: the grid, each target by its decision, and its figures."""

import cv2
import numpy as np
from numpy.typing import NDArray

from imaging.sheets import Mark, PageReading, TargetReading

Colour = tuple[int, int, int]

COLOURS: dict[Mark, Colour] = {
    Mark.MARKED: (60, 150, 30),
    Mark.AMBIGUOUS: (0, 130, 240),
    Mark.UNMARKED: (200, 160, 110),
}
"""Blue, green, red."""
GRID_COLOUR: Colour = (210, 60, 160)
WRITING_COLOUR: Colour = (0, 80, 220)


def draw_overlay(gray: NDArray[np.uint8], page: PageReading, targets: tuple[TargetReading, ...]) -> NDArray[np.uint8]:
    """Draw over a page (uint8 (H, W)) and return it upright: uint8 (H, W, 3), blue, green, red.

    `targets` may hold other pages' targets too; those of `page.side` are drawn.
    """
    picture = cv2.cvtColor(gray, cv2.COLOR_GRAY2BGR)
    paled = cv2.addWeighted(picture, 0.75, np.full_like(picture, 255), 0.25, 0)
    canvas = np.ascontiguousarray(paled[::-1, ::-1] if page.turned else paled, np.uint8)
    thickness = max(1, round(page.pitch_px / 28))
    _draw_border(canvas, page, thickness)
    for target in targets:
        if target.side is page.side:
            _draw_target(canvas, page, target, thickness)
    return canvas


def _place(canvas: NDArray[np.uint8], page: PageReading, row_px: float, col_px: float) -> tuple[int, int]:
    """(x, y), as OpenCV wants it, on the upright picture."""
    height, width = canvas.shape[:2]
    if page.turned:
        row_px, col_px = height - 1 - row_px, width - 1 - col_px
    return round(col_px), round(row_px)


def _draw_border(canvas: NDArray[np.uint8], page: PageReading, thickness: int) -> None:
    places = [_place(canvas, page, row, col) for row, col in (*page.left_px, *page.right_px)]
    for place in places:
        cv2.drawMarker(canvas, place, GRID_COLOUR, cv2.MARKER_CROSS, max(6, round(page.pitch_px / 4)), thickness)
    corners = [page.left_px[0], page.right_px[0], page.right_px[-1], page.left_px[-1]]
    frame = np.array([_place(canvas, page, row, col) for row, col in corners], np.int32)
    cv2.polylines(canvas, [frame], True, GRID_COLOUR, thickness, cv2.LINE_AA)


def _draw_target(canvas: NDArray[np.uint8], page: PageReading, target: TargetReading, thickness: int) -> None:
    centre = _place(canvas, page, target.centre_row_px, target.centre_col_px)
    colour = WRITING_COLOUR if target.writing and target.mark is Mark.UNMARKED else COLOURS[target.mark]
    half = round(page.pitch_px * 0.45), round(page.pitch_px * 0.33)
    low = centre[0] - half[0], centre[1] - half[1]
    high = centre[0] + half[0], centre[1] + half[1]
    cv2.rectangle(canvas, low, high, colour, 2 * thickness if target.mark is not Mark.UNMARKED else thickness)
    share = f"{target.ink_px / target.target_px:.0%}" if target.target_px else "-"
    scale = page.pitch_px / 110
    (width, height), _ = cv2.getTextSize(share, cv2.FONT_HERSHEY_SIMPLEX, scale, thickness)
    if target.mark is Mark.UNMARKED and target.ink_px == 0:
        return
    at = low[0] - width - 2 * thickness, centre[1] + height // 2
    cv2.putText(canvas, share, at, cv2.FONT_HERSHEY_SIMPLEX, scale, colour, thickness, cv2.LINE_AA)
