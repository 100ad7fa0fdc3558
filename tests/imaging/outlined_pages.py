"""Pages with outlines of every stroke and shape at known places, known by their targets alone."""

from dataclasses import dataclass
from enum import Enum

import cv2
import numpy as np
from numpy.typing import NDArray

from imaging.layout import CardId, Layouts, MarkThresholds, MeasuredCard, MeasuredPage, MeasuredTarget, Side
from tests.imaging.measured_ballots import Gray

WIDTH_IN, HEIGHT_IN = 8.5, 11.0
PAPER, PEN = 245, 60
PLACES_IN = tuple(
    (y, x) for x, rows in ((0.8, 9), (3.4, 7), (6.1, 5)) for y in np.arange(rows) * (0.55 + x / 50) + 1.5 + x / 7
)
"""(y, x) of each target: columns of uneven distances, as ballots have them."""


class Drawn(Enum):
    """An outline's shape, with its outer width and height in inches."""

    OVAL = (0.24, 0.15)
    STADIUM = (0.25, 0.145)
    ROUND_CORNERS = (0.26, 0.18)
    BOX = (0.24, 0.17)
    CIRCLE = (0.17, 0.17)


@dataclass(frozen=True, slots=True)
class Print:
    """How the outlines are printed, and the page scanned."""

    drawn: Drawn
    stroke_in: float = 0.012
    level: int = 20
    dpi: int = 200
    blur_px: float = 0.5


def draw_outlined(how: Print, filled: set[int], seed: int = 1) -> Gray:
    """A page of such outlines, those of these numbers filled by a pen: drawn four times as large, and made smaller."""
    scale = 4 * how.dpi
    page = np.full((round(HEIGHT_IN * scale), round(WIDTH_IN * scale)), PAPER, np.uint8)
    rng = np.random.default_rng(seed)
    for number, (y, x) in enumerate(PLACES_IN, 1):
        _fill(page, how, (y * scale, x * scale), scale, how.level)
        inner = _fill(page, how, (y * scale, x * scale), scale, PAPER, how.stroke_in)
        if number in filled:
            axes = (round(inner[1] / 2 - 0.01 * scale), round(inner[0] / 2 - 0.01 * scale))
            cv2.ellipse(page, (round(x * scale), round(y * scale)), axes, 0, 0, 360, PEN, cv2.FILLED)
        name = "".join(rng.choice(list("abcdefghimnorstu"), 9))
        place = (round((x + 0.3) * scale), round((y + 0.04) * scale))
        cv2.putText(page, name, place, cv2.FONT_HERSHEY_SIMPLEX, scale / 260, 15, max(1, scale // 90))
    small = cv2.resize(page, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.GaussianBlur(small, (0, 0), how.blur_px), np.uint8)


def draw_out(page: Gray, how: Print, number: int, stretch: float) -> Gray:
    """The page with one target's outline drawn out down the page, or pressed together, as an uneven feed does it."""
    row, col = (round(place * how.dpi) for place in PLACES_IN[number - 1])
    down, across = round(0.12 * how.dpi), round(0.2 * how.dpi)
    rows, cols = np.mgrid[-down : down + 1, -across : across + 1].astype(np.float32)
    drawn = page.copy()
    drawn[row - down : row + down + 1, col - across : col + across + 1] = cv2.remap(
        page, col + cols, (row + rows / stretch).astype(np.float32), cv2.INTER_LINEAR
    )
    return drawn


def _fill(
    page: Gray, how: Print, centre: tuple[float, float], scale: int, level: int, inset_in: float = 0.0
) -> tuple[float, float]:
    """Fill the form, smaller by so much on every side; its height and width in pixels."""
    width, height = ((size - 2 * inset_in) * scale for size in how.drawn.value)
    radius = max(0.0, _radius_in(how.drawn) - inset_in) * scale
    rows = np.abs(np.arange(page.shape[0]) - centre[0])
    cols = np.abs(np.arange(page.shape[1]) - centre[1])
    near = np.flatnonzero(rows <= height / 2), np.flatnonzero(cols <= width / 2)
    down, across = rows[near[0]][:, None], cols[near[1]][None, :]
    if how.drawn is Drawn.OVAL:
        inside = (2 * down / height) ** 2 + (2 * across / width) ** 2 <= 1
    else:
        beyond = np.maximum(down - height / 2 + radius, 0), np.maximum(across - width / 2 + radius, 0)
        inside = np.hypot(*np.broadcast_arrays(*beyond)) <= max(radius, 1e-9)
    part: NDArray[np.uint8] = page[near[0][0] : near[0][-1] + 1, near[1][0] : near[1][-1] + 1]
    part[inside] = level
    return height, width


def _radius_in(drawn: Drawn) -> float:
    width, height = drawn.value
    return {Drawn.BOX: 0.0, Drawn.ROUND_CORNERS: height / 5}.get(drawn, min(width, height) / 2)


def outlined_layouts(how: Print, off_in: float = 0.0, size: float = 1.0, seed: int = 1) -> Layouts:
    """The targets as somebody's ruler has them: ovals of the outer size, their places off by up to so much."""
    rng = np.random.default_rng(seed)
    width, height = (size * side for side in how.drawn.value)
    places = np.array(PLACES_IN) + rng.uniform(-off_in, off_in, (len(PLACES_IN), 2))
    targets = tuple(MeasuredTarget(i, x, y, width, height) for i, (y, x) in enumerate(places.tolist(), 1))
    card = MeasuredCard(CardId("card"), (MeasuredPage(Side.FRONT, WIDTH_IN, HEIGHT_IN, targets),))
    return Layouts((), MarkThresholds(), measured=(card,))
