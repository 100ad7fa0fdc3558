"""A simulated pen: how voters mark an oval, and what else pens do on ballots.

Every function returns strokes in inches and takes all its chance from the generator it is given.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from math import sqrt
from types import MappingProxyType

import numpy as np

from test_ballots.strokes import Ink, Oval, Points, Stroke, ink_share, smooth

_MM = 1 / 25.4


class MarkKind(StrEnum):
    """What the pen did at a target."""

    FILL = "fill"
    SCRIBBLE = "scribble"
    CHECK = "check"
    CROSS = "cross"
    LOOP = "loop"
    DOT = "dot"
    LINE = "line"
    FAINT = "faint"
    ERASED = "erased"
    HESITATION = "hesitation"
    STRAY = "stray"


@dataclass(frozen=True, slots=True)
class Pen:
    """A writing tool."""

    name: str
    width_in: float
    ink: Ink


BLUE_BALL = Pen("blue ball pen", 0.5 * _MM, Ink(38, 52, 140))
BLACK_BALL = Pen("black ball pen", 0.5 * _MM, Ink(36, 36, 40))
BLACK_FELT = Pen("black felt pen", 1.0 * _MM, Ink(18, 18, 20))
BLUE_FELT = Pen("blue felt pen", 0.9 * _MM, Ink(24, 40, 120))
PENCIL = Pen("pencil", 0.7 * _MM, Ink(84, 84, 88))
PENS = (BLUE_BALL, BLACK_BALL, BLACK_FELT, BLUE_FELT, PENCIL)

FULL_SHARE = 0.35
"""A fill or scribble covers at least this share of the oval: the pen goes on until it does."""


def _corners(oval: Oval, places: list[tuple[float, float]], shake_in: float, rng: np.random.Generator) -> Points:
    """Places in half sizes of the oval (down, right) as points on the paper, each a little off."""
    half = np.array([oval.half_height_in, oval.half_width_in])
    centre = np.array([oval.down_in, oval.right_in])
    return np.asarray(centre + np.array(places) * half + rng.normal(0, shake_in, (len(places), 2)))


def _moved(oval: Oval, rng: np.random.Generator, spread: float = 0.12) -> Oval:
    """Where the voter thinks the oval is: a little off its place."""
    down, right = np.clip(rng.normal(0, spread, 2), -2 * spread, 2 * spread)
    return replace(
        oval,
        down_in=oval.down_in + down * oval.half_height_in,
        right_in=oval.right_in + right * oval.half_width_in,
    )


def _zigzag(oval: Oval, turns: int, slant: float, overshoot: float, rng: np.random.Generator) -> Points:
    """Back and forth across the short axis, from the left end to the right one."""
    places = []
    for turn in range(turns):
        across = -0.95 + 1.9 * turn / (turns - 1)
        room = sqrt(max(0.0, 1 - max(0.0, abs(across) - 0.4) ** 2 / 0.4))
        side = (-1 if turn % 2 else 1) * (room * 0.85 + overshoot)
        places.append((side, across - slant * side))
    return _corners(oval, places, 0.0012, rng)


def _fill(oval: Oval, pen: Pen, rng: np.random.Generator) -> list[Stroke]:
    """Careful hatching of the whole oval."""
    aimed = _moved(oval, rng, 0.08)
    turns = int(np.ceil(2 * oval.half_width_in / (pen.width_in * rng.uniform(0.55, 0.85)))) + 2
    hatch = _zigzag(aimed, turns, rng.uniform(-0.1, 0.3), rng.uniform(-0.1, 0.12), rng)
    return [Stroke(smooth(hatch, 4), pen.width_in, pen.ink)]


def _scribble(oval: Oval, pen: Pen, rng: np.random.Generator) -> list[Stroke]:
    """A quick zigzag that leaves the oval here and there; gone over again until it covers enough."""
    strokes: list[Stroke] = []
    for _ in range(6):
        aimed = _moved(oval, rng, 0.15)
        hatch = _zigzag(aimed, int(rng.integers(6, 11)), rng.uniform(-0.3, 0.5), rng.uniform(0.0, 0.4), rng)
        strokes.append(Stroke(smooth(hatch, 5), pen.width_in, pen.ink))
        if ink_share(oval, strokes) >= FULL_SHARE:
            return strokes
    return strokes + _fill(oval, pen, rng)


def _check(oval: Oval, pen: Pen, rng: np.random.Generator) -> list[Stroke]:
    tip = rng.uniform(1.2, 2.6), rng.uniform(0.9, 1.8)
    places = [(-0.3, -0.75), (0.75, -0.2), (-tip[0], tip[1])]
    return [Stroke(_corners(_moved(oval, rng), places, 0.006, rng), pen.width_in, pen.ink)]


def _cross(oval: Oval, pen: Pen, rng: np.random.Generator) -> list[Stroke]:
    reach = rng.uniform(0.9, 1.7)
    aimed = _moved(oval, rng)
    falling = _corners(aimed, [(-reach, -0.7), (0.0, 0.0), (reach, 0.75)], 0.006, rng)
    rising = _corners(aimed, [(reach, -0.7), (0.0, 0.05), (-reach, 0.75)], 0.006, rng)
    return [Stroke(smooth(path, 6), pen.width_in, pen.ink) for path in (falling, rising)]


def _loop(oval: Oval, pen: Pen, rng: np.random.Generator) -> list[Stroke]:
    """A circle drawn around the oval, not always outside it."""
    size = rng.uniform(1.1, 1.7)
    angles = np.linspace(0, 2 * np.pi * rng.uniform(1.0, 1.1), 14) + rng.uniform(0, 2 * np.pi)
    places = [(float(np.sin(a) * size * 1.35), float(np.cos(a) * size)) for a in angles]
    return [Stroke(smooth(_corners(_moved(oval, rng), places, 0.004, rng), 5), pen.width_in, pen.ink)]


def _blob(oval: Oval, pen: Pen, size_in: float, spread: float, rng: np.random.Generator) -> list[Stroke]:
    """A dot of about `size_in`, somewhere in the oval."""
    aimed = _moved(oval, rng, spread)
    centre = np.array([aimed.down_in, aimed.right_in])
    wiggle = rng.normal(0, size_in * 0.12, (3, 2))
    return [Stroke(np.asarray(centre + wiggle), max(size_in * 0.85, 0.008), pen.ink)]


def _dot(oval: Oval, pen: Pen, rng: np.random.Generator) -> list[Stroke]:
    return _blob(oval, pen, rng.uniform(0.8, 1.5) * _MM, 0.25, rng)


def _hesitation(oval: Oval, pen: Pen, rng: np.random.Generator) -> list[Stroke]:
    """The pen rested in the oval and went elsewhere (ARM 44.3.2402(2)(d))."""
    return _blob(oval, pen, rng.uniform(0.25, 0.5) * _MM, 0.35, rng)


def _line(oval: Oval, pen: Pen, rng: np.random.Generator) -> list[Stroke]:
    """One stroke of about a millimetre along the long axis."""
    places = [(0.0, -rng.uniform(0.75, 1.3)), (0.0, 0.0), (0.0, rng.uniform(0.75, 1.3))]
    path = smooth(_corners(_moved(oval, rng), places, 0.006, rng), 6)
    return [Stroke(path, max(pen.width_in, rng.uniform(0.7, 1.0) * _MM), pen.ink)]


def _faint(oval: Oval, pen: Pen, rng: np.random.Generator) -> list[Stroke]:
    """A hard pencil's fill."""
    soft = replace(PENCIL, ink=replace(PENCIL.ink, cover=float(rng.uniform(0.35, 0.85))))
    return _fill(oval, soft, rng)


def _erased(oval: Oval, pen: Pen, rng: np.random.Generator) -> list[Stroke]:
    """What an eraser leaves of a pencil's fill: a veil, and a smear beyond the oval."""
    veil = replace(PENCIL, ink=replace(PENCIL.ink, cover=float(rng.uniform(0.05, 0.16))))
    smear = _zigzag(_moved(oval, rng, 0.3), 5, 0.4, 0.6, rng)
    return [*_fill(oval, veil, rng), Stroke(smooth(smear, 5), 0.05, replace(PENCIL.ink, cover=0.04))]


_MAKERS: Mapping[MarkKind, Callable[[Oval, Pen, np.random.Generator], list[Stroke]]] = MappingProxyType(
    {
        MarkKind.FILL: _fill,
        MarkKind.SCRIBBLE: _scribble,
        MarkKind.CHECK: _check,
        MarkKind.CROSS: _cross,
        MarkKind.LOOP: _loop,
        MarkKind.DOT: _dot,
        MarkKind.LINE: _line,
        MarkKind.FAINT: _faint,
        MarkKind.ERASED: _erased,
        MarkKind.HESITATION: _hesitation,
    }
)


def mark_oval(kind: MarkKind, oval: Oval, pen: Pen, rng: np.random.Generator) -> list[Stroke]:
    """Mark the oval. `kind` is any but STRAY, which aims at no oval."""
    return _MAKERS[kind](oval, pen, rng)


def stray_stroke(height_in: float, width_in: float, pen: Pen, rng: np.random.Generator) -> Stroke:
    """A stroke nobody meant: from anywhere, a few inches, across whatever is printed there."""
    start = rng.uniform((1.0, 0.6), (height_in - 1.0, width_in - 0.6))
    direction = rng.uniform(0, 2 * np.pi)
    step = np.array([np.sin(direction), np.cos(direction)]) * rng.uniform(0.3, 1.1)
    corners = start + np.arange(4)[:, None] * step + rng.normal(0, 0.08, (4, 2))
    inside = np.clip(corners, (0.7, 0.4), (height_in - 0.7, width_in - 0.4))
    return Stroke(smooth(inside, 8), min(pen.width_in, 0.5 * _MM), pen.ink)
