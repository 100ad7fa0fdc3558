"""Small ticks, crosses, dots and strokes beside ovals: are people asked about them?

`python -m benchmarks.marks_beside` draws them by seeded pens at empty targets of real sheets, as `real_sheets` reads
them, and of simulated ones. They are 0.06 to 0.12 inch large, on all sides, 0.02 to 0.4 inch beyond the outline. It
says how many are passed over, by pen, kind, side and distance.
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

import numpy as np

from benchmarks.lines_on_names import Lines, ReadPage, drawn_on, empty_targets, real_pages, simulated_pages
from benchmarks.measures import commit, machine
from imaging.marks.drawn_near import find_drawn
from imaging.sheets.registered import PlacedForm, RegisteredPage

SEED = 20261130
PITCHES_AN_INCH = 4
DISTANCES_IN = (0.02, 0.08, 0.16, 0.26, 0.4)
"""Bands of how far beyond the outline a mark begins."""


class SmallMark(StrEnum):
    """What is drawn."""

    TICK = "tick"
    CROSS = "cross"
    DOT = "dot"
    STROKE = "short stroke"


class BesideWhere(StrEnum):
    """On which side of the oval."""

    OPPOSITE = "opposite the names"
    NAMES = "to the names"
    ABOVE = "above"
    BELOW = "below"


class SmallPen(StrEnum):
    """With what: by its share of the page's contrast."""

    HARD = "0.25 to 0.4"
    SOFT = "0.4 to 0.6"
    DARK = "0.6 to 1"

    @property
    def contrast(self) -> tuple[float, float]:
        """The least share of the page's contrast, and the most."""
        least, _, most = self.value.partition(" to ")
        return float(least), float(most)


@dataclass(frozen=True, slots=True)
class Drawn:
    """One mark that was drawn, and whether it was asked about."""

    pen: SmallPen
    kind: SmallMark
    where: BesideWhere
    distance: str
    asked: bool


def lines_of(kind: SmallMark, size: float, rng: np.random.Generator) -> Lines:
    """The strokes of a mark as large as `size`, about its middle: float64 (K, 2) each, (down, across)."""
    half, lean = size / 2, rng.uniform(-0.2, 0.2) * size
    match kind:
        case SmallMark.TICK:
            return [np.array([(0, -half), (half, -half / 3 + lean), (-half, half)])]
        case SmallMark.CROSS:
            return [np.array([(-half, -half), (half, half + lean)]), np.array([(half, -half), (-half, half + lean)])]
        case SmallMark.DOT:
            return [np.array([(0, 0), (0.02, 0.02)])]
        case SmallMark.STROKE:
            angle = rng.uniform(0, np.pi)
            way = half * np.array([np.sin(angle), np.cos(angle)])
            return [np.stack([-way, way])]
        case _:
            assert_never(kind)


def middle_of(where: BesideWhere, form: PlacedForm, away: float, size: float, rng: np.random.Generator) -> list[float]:
    """Where a mark's middle is that begins so far beyond an outline: (down, across to the names), in pitches."""
    high, wide = form.height / 2, form.width / 2
    slipped = rng.uniform(-0.4, 0.4)
    match where:
        case BesideWhere.OPPOSITE:
            return [slipped * high, -(wide + away + size / 2)]
        case BesideWhere.NAMES:
            return [slipped * high, wide + away + size / 2]
        case BesideWhere.ABOVE:
            return [-(high + away + size / 2), slipped * wide]
        case BesideWhere.BELOW:
            return [high + away + size / 2, slipped * wide]
        case _:
            assert_never(where)


def is_on_page(page: RegisteredPage, target: int, side: int, middle: Sequence[float]) -> bool:
    """Whether paper is all around a place so far from a target: half a pitch, which is more than a mark's half."""
    placed = page.placed
    row, col = placed.centres_px[target] + middle[0] * placed.row_vector_px + side * middle[1] * placed.column_vector_px
    edge = placed.pitch_px / 2
    return bool(edge <= row < page.gray.shape[0] - edge and edge <= col < page.gray.shape[1] - edge)


def draw_mark(
    places: Sequence[tuple[ReadPage, int, int]],
    pen: SmallPen,
    kind: SmallMark,
    where: BesideWhere,
    rng: np.random.Generator,
) -> Drawn:
    """A mark at one of the places, where the page has room for it."""
    while True:
        read, target, side = places[int(rng.integers(len(places)))]
        band = int(rng.integers(len(DISTANCES_IN) - 1))
        away = PITCHES_AN_INCH * rng.uniform(DISTANCES_IN[band], DISTANCES_IN[band + 1])
        size = PITCHES_AN_INCH * rng.uniform(0.06, 0.12)
        middle = middle_of(where, read.page.placed.forms[target], away, size, rng)
        if is_on_page(read.page, target, side, middle):
            break
    lines = [line + middle for line in lines_of(kind, size, rng)]
    width_in = rng.uniform(0.03, 0.06) if kind is SmallMark.DOT else rng.uniform(0.01, 0.03)
    width_px = width_in * PITCHES_AN_INCH * read.page.placed.pitch_px
    page = drawn_on(read.page, target, side, lines, width_px, rng.uniform(*pen.contrast))
    asked = find_drawn(page, read.ink, read.marks, read.written)[target] is not None
    return Drawn(pen, kind, where, f"{DISTANCES_IN[band]} to {DISTANCES_IN[band + 1]} inch", asked)


def draw_marks(
    pages: Sequence[ReadPage], count: int, seed: int, pens: Sequence[SmallPen], wheres: Sequence[BesideWhere]
) -> list[Drawn]:
    """So many marks of every pen, kind and side."""
    rng, places = np.random.default_rng(seed), empty_targets(pages)
    return [
        draw_mark(places, pen, kind, where, rng)
        for pen in pens
        for kind in SmallMark
        for where in wheres
        for _ in range(count)
    ]


def unasked(drawn: Sequence[Drawn]) -> list[str]:
    """A line for each pen with each kind, side and distance: how many went unasked."""
    every: Counter[tuple[str, str]] = Counter()
    passed: Counter[tuple[str, str]] = Counter()
    for one in drawn:
        for what in ("all", one.kind, one.where, one.distance):
            every[one.pen, str(what)] += 1
            passed[one.pen, str(what)] += not one.asked
    return [f"{pen}, {what}: {passed[pen, what]} of {number} unasked" for (pen, what), number in every.items()]


def main() -> None:
    """Draw all kinds on real and on simulated sheets."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--count", type=int, default=25)
    asked = arguments.parse_args()
    print(f"{machine()}; commit {commit()}")
    for words, pages in (("real", real_pages()), ("simulated", simulated_pages())):
        for line in unasked(draw_marks(pages, asked.count, SEED, tuple(SmallPen), tuple(BesideWhere))):
            print(f"{words}, contrast {line}", flush=True)


if __name__ == "__main__":
    main()
