"""Draw what the reader saw over the page: the grid, each target by its decision, and its figures."""

from collections.abc import Sequence

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
WRITING_COLOUR: Colour = (20, 20, 210)
REFUSED_COLOUR: Colour = (0, 0, 0)
REFUSED_WORDS = "not measured"
WRITING_WORDS = "writing beside an unmarked oval"
LEGEND = {mark.value: colour for mark, colour in COLOURS.items()}


def draw_overlay(gray: NDArray[np.uint8], page: PageReading, targets: tuple[TargetReading, ...]) -> NDArray[np.uint8]:
    """Draw over a page (uint8 (H, W)) and return it upright, with a legend one pitch high below it.

    Returns uint8 (H + pitch, W, 3), blue, green, red; H and W change places for a page that lay on its side.

    `targets` may hold other pages' targets too; those of `page.side` are drawn.
    """
    picture = cv2.cvtColor(gray, cv2.COLOR_GRAY2BGR)
    paled = cv2.addWeighted(picture, 0.75, np.full_like(picture, 255), 0.25, 0)
    canvas = np.ascontiguousarray(np.rot90(paled, quarter_turns(page)), np.uint8)
    thickness = max(1, round(page.pitch_px / 28))
    _draw_border(canvas, page, thickness)
    for target in targets:
        if target.side is page.side:
            _draw_target(canvas, page, target, thickness)
    return draw_legend(
        canvas, page.pitch_px, (*LEGEND.items(), (REFUSED_WORDS, REFUSED_COLOUR), (WRITING_WORDS, WRITING_COLOUR))
    )


def _place(canvas: NDArray[np.uint8], page: PageReading, row_px: float, col_px: float) -> tuple[int, int]:
    """(x, y), as OpenCV wants it, on the upright picture."""
    ((row, col),) = upright_places(np.array([[row_px, col_px]]), page, *canvas.shape[:2])
    return round(col), round(row)


def upright_places(
    places_px: NDArray[np.float64], page: PageReading, height_px: int, width_px: int
) -> NDArray[np.float64]:
    """Places on the image as stored (float64 (N, 2), (row, col)) on its upright picture, whose size is given."""
    rows, cols = places_px.T
    match quarter_turns(page):
        case 1:
            rows, cols = height_px - 1 - cols, rows
        case 2:
            rows, cols = height_px - 1 - rows, width_px - 1 - cols
        case 3:
            rows, cols = cols, width_px - 1 - rows
    return np.stack([rows, cols], axis=1)


def quarter_turns(page: PageReading) -> int:
    """How many quarter turns against the clock set the image upright; its left edge tells."""
    if len(page.left_px) < 2:
        return 2 if page.turned else 0
    down, across = (page.left_px[-1][axis] - page.left_px[0][axis] for axis in (0, 1))
    if abs(down) >= abs(across):
        return 0 if down > 0 else 2
    return 3 if across > 0 else 1


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
    decided = target.mark is not Mark.UNMARKED or target.writing
    if target.refused is not None:
        _cross_out(canvas, low, high, thickness)
        draw_label(canvas, target.refused.value, low, REFUSED_COLOUR, page.pitch_px)
        return
    cv2.rectangle(canvas, low, high, colour, 2 * thickness if decided else thickness)
    if target.ink_px and target.target_px:
        draw_label(canvas, f"{target.ink_px / target.target_px:.0%}", low, colour, page.pitch_px)


def _cross_out(canvas: NDArray[np.uint8], low: tuple[int, int], high: tuple[int, int], thickness: int) -> None:
    cv2.line(canvas, low, high, REFUSED_COLOUR, 2 * thickness, cv2.LINE_AA)
    cv2.line(canvas, (low[0], high[1]), (high[0], low[1]), REFUSED_COLOUR, 2 * thickness, cv2.LINE_AA)


def draw_label(
    canvas: NDArray[np.uint8], text: str, foot: tuple[int, int], colour: Colour, pitch_px: float
) -> tuple[int, int]:
    """White text on a tag of the colour that stands on `foot`; returns the tag's far lower corner."""
    scale, thickness = pitch_px / 115, max(1, round(pitch_px / 40))
    (width, height), _ = cv2.getTextSize(text, cv2.FONT_HERSHEY_SIMPLEX, scale, thickness)
    pad = max(2, round(pitch_px / 20))
    far = foot[0] + width + 2 * pad, foot[1] - height - 2 * pad
    cv2.rectangle(canvas, foot, far, colour, cv2.FILLED)
    at = foot[0] + pad, foot[1] - pad
    cv2.putText(canvas, text, at, cv2.FONT_HERSHEY_SIMPLEX, scale, (255, 255, 255), thickness, cv2.LINE_AA)
    return far[0], foot[1]


def draw_legend(canvas: NDArray[np.uint8], pitch_px: float, entries: Sequence[tuple[str, Colour]]) -> NDArray[np.uint8]:
    """The picture with a strip below it, one pitch high, that says what the colours mean."""
    strip = np.full((round(pitch_px), canvas.shape[1], 3), 255, np.uint8)
    place = round(pitch_px / 2), round(0.78 * pitch_px)
    for text, colour in entries:
        end, _ = draw_label(strip, text, place, colour, pitch_px)
        place = end + round(pitch_px / 2), place[1]
    return np.concatenate([canvas, strip])
