"""What lies beside the timing marks on real paper: lines of text, ragged edges, a black bed, and a feed that stretched.

Drawn onto pages of `drawn_pages`, from a seed. Nothing here is shared with the reader.
"""

from dataclasses import replace

import cv2
import numpy as np

from imaging.layout import PageLayout
from tests.imaging.drawn_pages import MARK_WIDTH, PRINT, Floats, Lie, Page, draw_line

WIDE = Lie(pitch_px=40, margin=7)
"""A page printed at four fifths, with room around its marks."""


def random_lie(rng: np.random.Generator, margin: float, most_skew_deg: float = 0.6) -> Lie:
    """A page at 160 to 200 dpi, a little askew, either way up."""
    skew = float(rng.uniform(-most_skew_deg, most_skew_deg))
    return replace(WIDE, pitch_px=float(rng.uniform(40, 50)), margin=margin, skew_deg=skew, turned=rng.random() < 0.3)


def print_text(page: Page, lie: Lie, rng: np.random.Generator) -> None:
    """Lines of text above the top row, below the last or both, flush with the outer or inner ends of the marks."""
    where = rng.choice(["above", "below", "both"])
    spacing, flush = rng.uniform(0.55, 1.15), rng.choice([-1, 1]) * MARK_WIDTH / 2
    for line in range(int(rng.integers(1, 6))):
        away = 1 + line * spacing
        if where != "below":
            _print_line(page, lie, -away, flush, rng)
        if where != "above":
            _print_line(page, lie, lie.rows - 1 + away, flush, rng)


def _print_line(page: Page, lie: Lie, row: float, flush: float, rng: np.random.Generator) -> None:
    """Letters from end to end of a line: stems, bars and dots of many widths, the outermost flush with the marks."""
    column, last = flush, lie.columns - 1 - flush
    while column < last:
        width, height = rng.uniform(0.12, 0.6), rng.uniform(0.12, 0.4)
        box = [(row - height / 2, column), (row + height / 2, min(last, column + width))]
        _fill(page, lie, np.array([box[0], (box[0][0], box[1][1]), box[1], (box[1][0], box[0][1])]), PRINT)
        column += width + rng.uniform(0.1, 0.5)


def lay_on_black(page: Page, lie: Lie, rng: np.random.Generator, most_deg: float = 1.5) -> None:
    """Paper trimmed on one side to the marks' outer ends or into them, up to a degree and a half askew to the print."""
    right = rng.random() < 0.5
    across = MARK_WIDTH * rng.uniform(-0.5, 0.1)
    askew = np.tan(np.deg2rad(rng.uniform(-most_deg, most_deg)))
    far = lie.margin + 4
    rows = np.array([-far, lie.rows - 1 + far])
    # nowhere more than half of a mark is cut away
    edge = np.minimum(across + askew * (rows - rng.choice([0, lie.rows - 1])), across + 99)
    inside = np.clip(edge[0] + (edge[1] - edge[0]) * (np.array([0, lie.rows - 1]) + far) / (rows[1] - rows[0]), -99, 99)
    edge -= max(0.0, inside.max())
    column = lie.columns - 1 - edge if right else edge
    beyond = lie.columns - 1 + far if right else -far
    _fill(page, lie, np.array([(rows[0], column[0]), (rows[1], column[1]), (rows[1], beyond), (rows[0], beyond)]), 0)


def tear_edge(page: Page, lie: Lie, rng: np.random.Generator) -> None:
    """A ragged dark edge beside one border: teeth as high as marks and as far apart as they please."""
    right, away = rng.random() < 0.5, rng.uniform(0.8, 1.6)
    pitch = rng.uniform(0.5, 1.0)
    for row in np.arange(-lie.margin, lie.rows - 1 + lie.margin, pitch):
        height, inner = rng.uniform(0.16, 0.3), away + rng.uniform(-0.04, 0.04)
        columns = np.array([-inner - rng.uniform(0.3, 0.7), -inner])
        columns = lie.columns - 1 - columns if right else columns
        box = [(row, columns[0]), (row, columns[1]), (row + height, columns[1]), (row + height, columns[0])]
        _fill(page, lie, np.array(box), 20)


def stretch(page: Page, lie: Lie, rng: np.random.Generator) -> Page:
    """The scan drawn out along the feed by a fifth to two fifths over one to three rows."""
    first = int(page.shape[0] * rng.uniform(0.1, 0.8))
    length = int(lie.pitch_px * rng.uniform(1, 3))
    longer = cv2.resize(page[first : first + length], None, fx=1, fy=rng.uniform(1.2, 1.4))
    return np.concatenate([page[:first], longer, page[first + length :]]).astype(np.uint8)


def _fill(page: Page, lie: Lie, places: Floats, level: int) -> None:
    corners = np.rint(lie.to_px(places[:, 0], places[:, 1])[:, ::-1] * 16).astype(np.int32)
    cv2.fillPoly(page, [corners], level, cv2.LINE_AA, 4)


def loop_targets(page: Page, lie: Lie, layout: PageLayout, rng: np.random.Generator) -> None:
    """Loops around every other target, near its outline or outside it."""
    angles = np.linspace(0, 6.6, 30)
    for target in layout.targets:
        if rng.random() < 0.5:
            down = np.sin(angles) * rng.uniform(0.3, 0.45) + rng.uniform(-0.1, 0.1)
            right = np.cos(angles) * rng.uniform(0.35, 0.6)
            draw_line(page, lie, np.array([target.row, target.column]) + np.stack([down, right], axis=1), 0.05)


def scrawl(page: Page, lie: Lie, layout: PageLayout, rng: np.random.Generator) -> None:
    """Three to six pen strokes through every target, each another way."""
    for target in layout.targets:
        for _ in range(int(rng.integers(3, 7))):
            ends = rng.uniform(-1, 1, (2, 2)) * np.array([0.3, 0.45])
            draw_line(page, lie, np.array([target.row, target.column]) + ends, 0.06)
