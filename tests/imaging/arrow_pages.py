"""Pages with broken arrows, drawn and marked, known by their gaps alone."""

from dataclasses import dataclass
from enum import Enum

import cv2
import numpy as np

from imaging.layout import (
    CardId,
    Layouts,
    MarkThresholds,
    MeasuredCard,
    MeasuredPage,
    MeasuredTarget,
    Side,
    TargetShape,
)
from tests.imaging.measured_ballots import Floats, Gray

WIDTH_IN, HEIGHT_IN = 8.5, 11.0
PAPER, PRINT, PEN = 245, 20, 60
OVER = 3
"""So many times as large a page is drawn."""
PLACES_IN = tuple((y, x) for x, rows in ((3.0, 9), (7.2, 6)) for y in np.arange(rows) * (0.7 + x / 40) + 1.6 + x / 9)
"""(y, x) of each gap's middle; names stand to the left."""


class Line(Enum):
    """What a voter draws at an arrow: lines through (right, down) in widths of the gap and in inches."""

    JOINED = (((-0.55, 0.0), (0.55, 0.01)),)
    WAVY = (((-0.6, -0.02), (-0.2, 0.02), (0.2, -0.015), (0.6, 0.02)),)
    HALF = (((-0.5, 0.0), (-0.05, 0.0)),)
    DOT = (((0.0, 0.0), (0.02, 0.0)),)
    ABOVE = (((-0.5, -0.15), (0.5, -0.13)),)
    RING = (tuple((1.25 * np.cos(a), 0.25 * np.sin(a)) for a in np.linspace(0, 2 * np.pi, 40)),)
    AT_NAME = (((-2.3, 0.05), (-2.0, 0.15), (-1.5, -0.2)),)


@dataclass(frozen=True, slots=True)
class Arrows:
    """How the arrows are printed, and the page scanned."""

    dpi: int = 200
    gap_in: float = 0.35
    tail_in: float = 0.08
    """How high the tail is."""
    head_left: bool = False
    shaft: bool = True
    """Whether the head has a piece of the tail before it."""
    level: int = PRINT
    blur_px: float = 0.5
    pen_in: float = 0.03
    pen: int = PEN


def draw_arrows(how: Arrows, drawn: dict[int, Line], seed: int = 1) -> Gray:
    """A page of arrows with what is drawn at those of these numbers."""
    scale = OVER * how.dpi
    page = np.full((round(HEIGHT_IN * scale), round(WIDTH_IN * scale)), PAPER, np.uint8)
    rng = np.random.default_rng(seed)
    for number, (y, x) in enumerate(PLACES_IN, 1):
        _arrow(page, how, y * scale, x * scale, scale)
        name = "".join(rng.choice(list("abcdefghimnorstu"), 12))
        place = (round((x - 1.8) * scale), round((y + 0.04) * scale))
        cv2.putText(page, name, place, cv2.FONT_HERSHEY_SIMPLEX, scale / 260, 15, max(1, scale // 90), cv2.LINE_AA)
        for line in drawn[number].value if number in drawn else ():
            points = np.array([(x + right * how.gap_in, y + down) for right, down in line]) * scale
            cv2.polylines(page, [np.rint(points).astype(np.int32)], False, how.pen, max(1, round(how.pen_in * scale)))
    small = cv2.resize(page, None, fx=1 / OVER, fy=1 / OVER, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.GaussianBlur(small, (0, 0), how.blur_px), np.uint8)


def _arrow(page: Gray, how: Arrows, row: float, col: float, scale: int) -> None:
    way = -1 if how.head_left else 1
    half, tall = how.gap_in / 2 * scale, how.tail_in / 2 * scale

    def filled(points: list[tuple[float, float]]) -> None:
        places = np.array([(col + way * right, row + down) for right, down in points])
        cv2.fillPoly(page, [np.rint(places).astype(np.int32)], how.level)

    filled([(-half - 0.3 * scale, -tall), (-half, -tall), (-half, tall), (-half - 0.3 * scale, tall)])
    head = half + (0.12 * scale if how.shaft else 0.0)
    filled([(half, -tall), (head, -tall), (head, tall), (half, tall)])
    filled([(head, -0.11 * scale), (head + 0.2 * scale, 0.0), (head, 0.11 * scale)])


def arrow_layouts(how: Arrows, off_in: float = 0.0, seed: int = 1) -> Layouts:
    """The gaps as somebody's ruler has them, their places and sizes off by up to so much."""
    rng = np.random.default_rng(seed)
    places: Floats = np.array(PLACES_IN) + rng.uniform(-off_in, off_in, (len(PLACES_IN), 2))
    width, height = how.gap_in + rng.uniform(-off_in, off_in) / 2, how.tail_in + rng.uniform(-off_in, off_in) / 4
    targets = tuple(
        MeasuredTarget(i, x, y, width, height, TargetShape.ARROW) for i, (y, x) in enumerate(places.tolist(), 1)
    )
    card = MeasuredCard(CardId("card"), (MeasuredPage(Side.FRONT, WIDTH_IN, HEIGHT_IN, targets),))
    return Layouts((), MarkThresholds(), measured=(card,))
