"""Pages drawn at known places: a timing-mark grid, targets and ink, laid askew by moving points, never by warping.

Everything is given in grid units and mapped to pixels by a `Lie`, so the true centre of each mark and target is known
to a sixteenth of a pixel. Nothing here is shared with the reader but its nouns.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from operator import itemgetter

import cv2
import numpy as np
from numpy.typing import NDArray

from imaging.layout import CardId, CardLayout, GridBox, Layouts, MarkThresholds, Outline, PageLayout, Side, Target
from imaging.sheets import ImageSource, PageImage, ScannedSheet

Page = NDArray[np.uint8]
Floats = NDArray[np.float64]

PAPER, PRINT, PEN = 238, 25, 55
MARK_WIDTH, MARK_HEIGHT = 0.75, 0.25
OUTLINE = Outline(0.72, 0.5)
STROKE = 0.035
FRONT_CODE, BACK_CODE = frozenset({0, 4, 9, 10, 22, 33}), frozenset({0, 7, 15, 28, 33})


@dataclass(frozen=True, slots=True)
class Lie:
    """How the grid lies in the image."""

    pitch_px: float = 50.0
    columns: int = 34
    rows: int = 41
    skew_deg: float = 0.0
    shear: float = 0.0
    """Columns to the right for each row down."""
    stretch: float = 1.0
    """Along the feed."""
    waves: float = 0.0
    """Uneven feed: rows come up to so many pitches early and late, twice down the page."""
    slip_row: int | None = None
    """Below this row everything lies half a pitch farther down."""
    margin: float = 0.6
    """Paper beyond the outer marks' centres, in pitches."""
    turned: bool = False

    @property
    def shape_px(self) -> tuple[int, int]:
        """Height and width of the image, which holds the whole page."""
        low, high = _bounds(self)
        height, width = np.ceil(high - low).astype(int) + 1
        return int(height), int(width)

    def to_px(self, rows: Sequence[float] | Floats, columns: Sequence[float] | Floats) -> Floats:
        """Where places of the grid are in the image: float64 (N, 2), (row, col)."""
        places = self.askew(np.asarray(rows, float), np.asarray(columns, float)) - _bounds(self)[0]
        return np.array(self.shape_px) - 1 - places if self.turned else places

    def askew(self, rows: Floats, columns: Floats) -> Floats:
        """As `to_px`, on a plane without edges."""
        down = rows * self.stretch + self.waves * np.sin(rows * 4 * np.pi / self.rows)
        if self.slip_row is not None:
            down = down + 0.5 * (rows > self.slip_row)
        right = columns + self.shear * rows
        angle = np.deg2rad(self.skew_deg)
        askew = [np.cos(angle) * down + np.sin(angle) * right, np.cos(angle) * right - np.sin(angle) * down]
        return np.stack(askew, axis=-1) * self.pitch_px


@lru_cache(maxsize=64)  # It is asked for with every place of every page.
def _bounds(lie: Lie) -> tuple[Floats, Floats]:
    far = (
        np.array([-lie.margin, lie.rows - 1 + lie.margin]),
        np.array([-lie.margin, lie.columns - 1 + lie.margin]),
    )
    corners = lie.askew(np.repeat(far[0], 2), np.tile(far[1], 2))
    return np.floor(corners.min(axis=0)), corners.max(axis=0)


class Stroke(Enum):
    """What a pen does at a target, as lines from its centre: (row, column) in pitches."""

    FILL = ()
    SCRIBBLE = (
        (
            (0.15, -0.3),
            (-0.18, -0.22),
            (0.18, -0.13),
            (-0.2, -0.04),
            (0.2, 0.05),
            (-0.18, 0.14),
            (0.17, 0.22),
            (-0.12, 0.3),
        ),
    )
    CHECK = (((-0.03, -0.25), (0.16, -0.08), (-0.4, 0.4)),)
    CROSS = (((-0.22, -0.26), (0.22, 0.26)), ((-0.22, 0.26), (0.22, -0.26)))
    DASH = (((0.0, -0.3), (0.0, 0.3)),)
    DOT = (((0.0, 0.0), (0.0, 0.01)),)
    STRAY = (((-0.9, -0.3), (0.9, 0.4)),)


@dataclass(frozen=True, slots=True)
class Flaws:
    """What is wrong with the printing or the feeding of one page."""

    missing: frozenset[tuple[int, int]] = frozenset()
    """(row, column) of border marks that are not there."""
    cut_left: float = 0.0
    """The share of each left border mark that is cut off, from outside."""
    strokes: tuple[tuple[tuple[float, float], ...], ...] = ()
    """Pen lines over the page, (row, column) each."""
    text: bool = True


NO_FLAWS = Flaws()


def stadium(height: float, width: float, points: int = 40) -> Floats:
    """Points around a box with round ends about (0, 0): float64 (points, 2)."""
    angle = np.linspace(-np.pi / 2, np.pi / 2, points // 2)
    right = np.stack([np.sin(angle), np.cos(angle)], axis=1) * height / 2 + [0, (width - height) / 2]
    return np.concatenate([right, -right])


def draw_page(
    lie: Lie, layout: PageLayout | None = None, votes: Mapping[int, Stroke] | None = None, flaws: Flaws = NO_FLAWS
) -> Page:
    """Draw a page whose targets (by number) are marked as `votes` says; without a layout, only its timing marks."""
    return _drawn(lie, layout, tuple(sorted((votes or {}).items(), key=itemgetter(0))), flaws).copy()


@lru_cache(maxsize=16)  # Many tests begin with the same page.
def _drawn(lie: Lie, layout: PageLayout | None, marked: tuple[tuple[int, Stroke], ...], flaws: Flaws) -> Page:
    votes = dict(marked)
    page = np.full(lie.shape_px, PAPER, np.uint8)
    code = FRONT_CODE if layout is None else layout.bottom_marks or frozenset()
    _draw_marks(page, lie, code, flaws)
    for target in layout.targets if layout else ():
        _draw_target(page, lie, target, flaws.text)
        if target.number in votes:
            mark(page, lie, target, votes[target.number])
    for stroke in flaws.strokes:
        draw_line(page, lie, np.array(stroke), 0.06, PEN)
    return page


def mark(page: Page, lie: Lie, target: Target, stroke: Stroke, width: float = 0.07, level: int = PEN) -> None:
    """Mark one target with a pen `width` pitches wide."""
    centre = np.array([target.row, target.column])
    if stroke is Stroke.FILL:
        _polygon(page, lie, centre + stadium(OUTLINE.height * 0.9, OUTLINE.width * 0.9), level)
    for line in stroke.value:
        draw_line(page, lie, centre + np.array(line), width * (1.6 if stroke is Stroke.DOT else 1), level)


def around(target: Target, *offsets: tuple[float, float]) -> Floats:
    """Places around a target, (row, column) from its centre: float64 (N, 2)."""
    centre = np.array([target.row, target.column])
    places: Floats = centre + np.array(offsets, float)
    return places


def _draw_marks(page: Page, lie: Lie, code: frozenset[int], flaws: Flaws) -> None:
    borders = [(row, column) for row in range(lie.rows) for column in (0, lie.columns - 1)]
    foot = [(lie.rows - 1, column) for column in code]
    for row, column in sorted({*borders, *foot, *((0, column) for column in range(lie.columns))} - flaws.missing):
        left = -MARK_WIDTH / 2 + (flaws.cut_left * MARK_WIDTH if column == 0 else 0.0)
        box = [(-MARK_HEIGHT / 2, left), (-MARK_HEIGHT / 2, MARK_WIDTH / 2)]
        box += [(MARK_HEIGHT / 2, MARK_WIDTH / 2), (MARK_HEIGHT / 2, left)]
        _polygon(page, lie, np.array([row, column]) + np.array(box), PRINT)


def _draw_target(page: Page, lie: Lie, target: Target, text: bool) -> None:
    centre = np.array([target.row, target.column])
    around = centre + stadium(OUTLINE.height, OUTLINE.width)
    draw_line(page, lie, np.concatenate([around, around[:1]]), STROKE, PRINT)
    if text:
        row, col = lie.to_px([target.row + 0.15], [target.column + (6.5 if lie.turned else 0.8)])[0]
        name = f"Name {target.number} of a Candidate"
        cv2.putText(
            page, name, (round(col), round(row)), cv2.FONT_HERSHEY_SIMPLEX, lie.pitch_px / 80, PRINT, 1, cv2.LINE_AA
        )
    if target.write_in_area is not None:
        box = target.write_in_area
        draw_line(page, lie, np.array([(box.bottom, box.left), (box.bottom, box.right)]), 0.02, PRINT)


def _xy16(lie: Lie, places: Floats) -> NDArray[np.int32]:
    """(x, y) in 1/16 pixel, as OpenCV wants it with a shift of 4."""
    return np.rint(lie.to_px(places[:, 0], places[:, 1])[:, ::-1] * 16).astype(np.int32)


def _polygon(page: Page, lie: Lie, places: Floats, level: int) -> None:
    cv2.fillPoly(page, [_xy16(lie, places)], level, cv2.LINE_AA, 4)


def draw_line(page: Page, lie: Lie, places: Floats, width: float, level: int = PEN) -> None:
    """Draw a line through places of the grid, float64 (N, 2), `width` pitches wide."""
    thickness = max(1, round(width * lie.pitch_px))
    cv2.polylines(page, [_xy16(lie, places)], False, level, thickness, cv2.LINE_AA, 4)


def degraded(page: Page, noise: float = 0.0, blur_px: float = 0.0, bitonal: bool = False, seed: int = 1) -> Page:
    """What a scanner makes of it: blur (sigma, px), noise (sigma, gray levels), black and white only."""
    gray = page.astype(np.float32)
    if blur_px:
        gray = np.asarray(cv2.GaussianBlur(gray, (0, 0), blur_px), np.float32)
    if noise:
        gray = gray + (noise * _standard_noise(seed, gray.shape)).astype(np.float32)
    levels = np.clip(np.rint(gray, out=gray), 0, 255, out=gray).astype(np.uint8)
    return np.where(levels < 128, 0, 255).astype(np.uint8) if bitonal else levels


@lru_cache(maxsize=3)  # Drawing it takes longer than all else that is done to a page.
def _standard_noise(seed: int, shape: tuple[int, ...]) -> Floats:
    return np.random.default_rng(seed).standard_normal(shape)


TARGET_PLACES = [(row, column) for column in (4, 14, 24) for row in range(5, 38, 3)]


def page_layout(
    side: Side = Side.FRONT,
    places: Sequence[tuple[float, float]] = TARGET_PLACES,
    first: int = 1,
    code: frozenset[int] | None = FRONT_CODE,
    write_ins: frozenset[int] = frozenset(),
) -> PageLayout:
    """A page with targets at these (row, column) places; those numbered in `write_ins` have an area to write in."""
    targets = tuple(
        Target(
            number=number,
            column=column,
            row=row,
            write_in_area=GridBox(row - 0.6, column + 1, row + 0.4, column + 7) if number in write_ins else None,
        )
        for number, (row, column) in enumerate(places, first)
    )
    return PageLayout(side=side, columns=34, rows=41, targets=targets, bottom_marks=code)


BACK_PLACES = [(row, column) for column in (6, 19) for row in range(4, 37, 4)]


def two_sided(card: str = "card") -> CardLayout:
    """A card with targets on both sides, at different places."""
    front = page_layout()
    back = page_layout(Side.BACK, BACK_PLACES, len(front.targets) + 1, BACK_CODE)
    return CardLayout(CardId(card), (front, back))


def one_sided(card: str = "card", layout: PageLayout | None = None, outline: Outline | None = None) -> CardLayout:
    """A card with targets on its front only."""
    return CardLayout(CardId(card), (layout or page_layout(),), outline)


def layouts(*cards: CardLayout, code_prefix: str | None = None) -> Layouts:
    """An election of these cards, with the usual thresholds."""
    return Layouts(cards, MarkThresholds(), code_prefix)


def scanned(*pages: Page, number: int = 1) -> ScannedSheet:
    """A sheet of these images."""
    images = [
        PageImage(ImageSource(f"{i}.png", 1, f"{i:064x}"), np.ascontiguousarray(page), bitonal=False, dpi=None)
        for i, page in enumerate(pages, 1)
    ]
    return ScannedSheet(number, tuple(images))
