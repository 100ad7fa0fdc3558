"""What a scan suffers: the parameters, and drawing them from a seed at a wished strength."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np

from test_ballots.scanning.feed import Feed

_PLAIN_FEED = Feed()


class Flaw(StrEnum):
    """The kinds of degradation."""

    SKEW = "skew"
    SHEAR = "shear"
    STRETCH = "stretch"
    LOCAL_STRETCH = "local stretch"
    CROP = "crop"
    BAND = "band"
    BLUR = "blur"
    NOISE = "noise"
    PAPER = "paper"
    LIGHT = "light"
    STREAKS = "streaks"
    FOLDS = "folds"
    DUST = "dust"
    HOLES = "holes"
    MISSING_MARKS = "missing marks"
    BLEED = "bleed-through"
    TURN = "turn"
    SLIP = "slip"


class Edge(StrEnum):
    """An edge of the upright page."""

    TOP = "top"
    LEFT = "left"
    BOTTOM = "bottom"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Streak:
    """A dirty spot on the glass: a line along the feed, in the image."""

    across: float
    """0 is the left of the image, 1 the right."""
    width_px: int
    gray: int


@dataclass(frozen=True, slots=True)
class Fold:
    """A line across the whole sheet, darker or lighter than the paper."""

    down_in: float
    tilt: float
    change: int
    """Gray levels, negative is darker."""


@dataclass(frozen=True, slots=True)
class LostMark:
    """A damaged timing mark: its grid place and the share of its width that is gone, from the left."""

    row: int
    column: int
    share: float


@dataclass(frozen=True, slots=True)
class Degradation:
    """Everything that befell one page."""

    feed: Feed = _PLAIN_FEED
    cut_edge: Edge | None = None
    cut_in: float = 0.0
    """How far the image's edge cuts into the outermost timing marks of `cut_edge`."""
    band_edge: Edge | None = None
    band_in: float = 0.0
    background: int = 255
    """Gray of the scanner's bed beyond the paper."""
    blur_in: float = 0.0
    """Standard deviation."""
    noise: float = 0.0
    """Standard deviation in gray levels."""
    paper_gray: int = 255
    mottle: float = 0.0
    """Standard deviation in gray levels, of patches about a quarter inch wide."""
    contrast: float = 1.0
    brightness: float = 0.0
    gamma: float = 1.0
    streaks: tuple[Streak, ...] = ()
    folds: tuple[Fold, ...] = ()
    dust: int = 0
    holes: tuple[tuple[float, float], ...] = ()
    """Punched, 0.25 inch wide: down and right, in inches."""
    lost_marks: tuple[LostMark, ...] = ()
    bleed: float = 0.0
    """How much of the other side shines through, 0 to 1."""


ALL_FLAWS: Mapping[Flaw, float] = {flaw: 1.0 for flaw in Flaw if flaw is not Flaw.SLIP}
"""Every flaw but the slip, which came later and takes nothing from the generator where it is not asked for."""
OFFICE_FLAWS: Mapping[Flaw, float] = {
    Flaw.SKEW: 0.2,
    Flaw.SHEAR: 0.2,
    Flaw.STRETCH: 0.3,
    Flaw.BLUR: 0.4,
    Flaw.NOISE: 0.4,
    Flaw.PAPER: 0.3,
    Flaw.LIGHT: 0.3,
    Flaw.DUST: 0.3,
    Flaw.TURN: 0.5,
}


@dataclass(frozen=True, slots=True)
class PageForm:
    """What drawing a degradation must know of the page."""

    height_in: float
    width_in: float
    rows: int
    columns: int
    bottom_marks: frozenset[int]


@dataclass(slots=True)
class _Drawing:
    """The generator and the strengths while one degradation is drawn."""

    rng: np.random.Generator
    strengths: Mapping[Flaw, float]
    often: float
    share: dict[Flaw, float] = field(default_factory=dict)

    def strength(self, flaw: Flaw) -> float:
        """This page's strength of a flaw: 0 where it is spared. Always takes two numbers from the generator."""
        happens, size = self.rng.random(2)
        return float(self.strengths.get(flaw, 0.0) * size) if happens < self.often else 0.0

    def signed(self, flaw: Flaw, most: float) -> float:
        """A value between -most and most, times the strength."""
        side = 1.0 if self.rng.random() < 0.5 else -1.0
        return float(side * most * self.strength(flaw))


def draw_degradation(
    strengths: Mapping[Flaw, float], turned: bool, form: PageForm, rng: np.random.Generator, often: float = 0.5
) -> Degradation:
    """Draw what befalls one page. Each flaw happens with chance `often`, at most as strong as `strengths` says, 0 to 1.

    At strength 1: skew 5 degrees, shear 0.02, stretch 2 %, local stretch 5 %, crop to two thirds of a mark's width, a
    slip of half the timing marks' pitch.
    """
    drawing = _Drawing(rng, strengths, often)
    feed = Feed(
        skew_deg=drawing.signed(Flaw.SKEW, 5.0),
        shear=drawing.signed(Flaw.SHEAR, 0.02),
        stretch=drawing.signed(Flaw.STRETCH, 0.02),
        local_stretch=drawing.signed(Flaw.LOCAL_STRETCH, 0.05),
        local_phase=float(rng.uniform(0, 2 * np.pi)),
        turned=turned,
    )
    cut, band = drawing.strength(Flaw.CROP), drawing.strength(Flaw.BAND)
    edges = list(Edge)
    cut_edge, band_edge = edges[int(rng.integers(4))], edges[int(rng.integers(4))]
    depth = 0.125 if cut_edge in (Edge.LEFT, Edge.RIGHT) else 0.04
    paper, light = drawing.strength(Flaw.PAPER), drawing.strength(Flaw.LIGHT)
    degradation = Degradation(
        feed=feed,
        cut_edge=cut_edge if cut else None,
        cut_in=depth * cut,
        band_edge=band_edge if band else None,
        band_in=0.5 * band,
        background=int(rng.choice([0, 20, 235, 255])),
        blur_in=0.006 * drawing.strength(Flaw.BLUR),
        noise=14.0 * drawing.strength(Flaw.NOISE),
        paper_gray=round(255 - 45 * paper),
        mottle=6.0 * paper,
        contrast=float(1 + rng.uniform(-0.2, 0.3) * light),
        brightness=float(rng.uniform(-18, 25) * light),
        gamma=float(np.exp(rng.uniform(-0.35, 0.35) * light)),
        streaks=_streaks(drawing),
        folds=_folds(drawing, form),
        dust=round(150 * drawing.strength(Flaw.DUST)),
        holes=_holes(drawing, form),
        lost_marks=_lost_marks(drawing, form),
        bleed=0.12 * drawing.strength(Flaw.BLEED),
    )
    if Flaw.SLIP not in strengths:
        return degradation
    slip_in, slip_at = 0.125 * drawing.strength(Flaw.SLIP), float(rng.uniform(0.1, 0.9))
    return replace(degradation, feed=replace(feed, slip_in=slip_in, slip_at=slip_at)) if slip_in else degradation


def _streaks(drawing: _Drawing) -> tuple[Streak, ...]:
    count = int(np.ceil(3 * drawing.strength(Flaw.STREAKS)))
    rng = drawing.rng
    return tuple(Streak(float(rng.random()), int(rng.integers(1, 5)), int(rng.integers(40, 170))) for _ in range(count))


def _folds(drawing: _Drawing, form: PageForm) -> tuple[Fold, ...]:
    count = int(np.ceil(2 * drawing.strength(Flaw.FOLDS)))
    rng = drawing.rng
    middles = form.height_in * rng.choice([1 / 3, 1 / 2, 2 / 3], count)
    return tuple(
        Fold(float(middle + rng.normal(0, 0.1)), float(rng.normal(0, 0.01)), int(rng.choice([-55, -40, -25, 30])))
        for middle in middles
    )


def _holes(drawing: _Drawing, form: PageForm) -> tuple[tuple[float, float], ...]:
    """Two holes in the upper margin, above the timing marks."""
    if not drawing.strength(Flaw.HOLES):
        return ()
    return ((0.2, form.width_in / 2 - 1.375), (0.2, form.width_in / 2 + 1.375))


def _lost_marks(drawing: _Drawing, form: PageForm) -> tuple[LostMark, ...]:
    """Up to four marks of each side of the grid; the corners stay."""
    most = 4 * drawing.strength(Flaw.MISSING_MARKS)
    rng = drawing.rng
    bottom = sorted(form.bottom_marks - {0, form.columns - 1})
    sides = (
        [(0, column) for column in range(1, form.columns - 1)],
        [(row, 0) for row in range(1, form.rows - 1)],
        [(row, form.columns - 1) for row in range(1, form.rows - 1)],
        [(form.rows - 1, column) for column in bottom],
    )
    lost: list[LostMark] = []
    for side in sides:
        for index in rng.permutation(len(side))[: int(rng.integers(0, int(np.ceil(most)) + 1))]:
            row, column = side[int(index)]
            lost.append(LostMark(row, column, float(rng.choice([0.4, 0.7, 1.0, 1.0]))))
    return tuple(lost)
