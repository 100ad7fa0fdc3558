"""A name on a write-in line: strokes that look like cursive writing and say nothing."""

from dataclasses import replace

import numpy as np

from test_ballots.pens import Pen
from test_ballots.strokes import Stroke, smooth

_WIDEST_IN = 0.55 / 25.4
"""Nobody writes a name with the flat of a felt pen."""


def write_name(
    top_in: float, left_in: float, bottom_in: float, right_in: float, pen: Pen, rng: np.random.Generator
) -> list[Stroke]:
    """Write two words in the box, from its left, in letters about half its height."""
    pen = replace(pen, width_in=min(pen.width_in, _WIDEST_IN))
    height = bottom_in - top_in
    letter = height * rng.uniform(0.3, 0.42)
    base, column = bottom_in - height * rng.uniform(0.14, 0.24), left_in + rng.uniform(0.04, 0.12)
    strokes: list[Stroke] = []
    for word in range(2):
        letters = int(rng.integers(4, 8))
        advance = min(letter * rng.uniform(0.75, 0.95), (right_in - column - 0.1) / (letters + 1))
        strokes.append(_capital(base, column, letter, pen, rng))
        strokes.append(_word(base, column + advance, letter, advance, letters, pen, rng))
        column += advance * (letters + 1.6)
        if word == 0 and column > right_in - 0.5:
            break
    return strokes


def _capital(base: float, column: float, letter: float, pen: Pen, rng: np.random.Generator) -> Stroke:
    """A tall first letter with a bow."""
    shape = np.array([(0.0, 0.0), (-1.7, 0.2), (-1.75, 0.6), (-0.95, 0.65), (-0.85, 0.15), (-0.1, 0.8)])
    corners = np.array([base, column]) + (shape + rng.normal(0, 0.1, shape.shape)) * letter
    return Stroke(smooth(corners, 5), pen.width_in, pen.ink)


def _word(
    base: float, column: float, letter: float, advance: float, letters: int, pen: Pen, rng: np.random.Generator
) -> Stroke:
    """Joined small letters: each goes up, over, down and on; some have an ascender."""
    corners = []
    for number in range(letters):
        start = column + number * advance
        tall = rng.choice([0.8, 0.95, 1.0, 1.1, 1.8])
        corners += [
            (base - 0.05 * letter, start),
            (base - tall * letter, start + 0.45 * advance),
            (base - tall * letter * 0.85, start + 0.2 * advance),
            (base, start + 0.6 * advance),
        ]
    shaken = np.array(corners) + rng.normal(0, 0.09 * letter, (len(corners), 2))
    return Stroke(smooth(shaken, 4), pen.width_in, pen.ink)
