"""A name on a write-in line: strokes that look like cursive writing and say nothing."""

from dataclasses import dataclass, replace

import numpy as np

from test_ballots.strokes import Stroke, smooth
from test_ballots.voters.pens import Pen

_WIDEST_IN = 0.55 / 25.4
"""Nobody writes a name with the flat of a felt pen."""


@dataclass(frozen=True, slots=True)
class Hand:
    """How somebody writes: how many words of how many letters, how large, how hard."""

    words: int = 2
    letters: tuple[int, int] = (4, 7)
    """The fewest and the most small letters of a word, after its capital."""
    size: float = 1.0
    cover: float = 1.0
    """How much of the paper the ink covers, of what the pen would."""


USUAL = Hand()
HANDS = (
    USUAL,
    Hand(words=1),
    Hand(words=1, letters=(1, 3)),
    Hand(words=2, letters=(0, 0)),
    Hand(size=0.6),
    Hand(words=1, letters=(2, 4), size=0.6),
    Hand(cover=0.6),
    Hand(words=1, letters=(2, 4), cover=0.6),
)
"""From a full name to two initials, in small writing and with a light pen."""


def write_name(
    top_in: float,
    left_in: float,
    bottom_in: float,
    right_in: float,
    pen: Pen,
    rng: np.random.Generator,
    hand: Hand = USUAL,
) -> list[Stroke]:
    """Write a name in the box, from its left, in letters about half its height."""
    ink = replace(pen.ink, cover=pen.ink.cover * hand.cover)
    pen = replace(pen, width_in=min(pen.width_in, _WIDEST_IN), ink=ink)
    height = bottom_in - top_in
    letter = height * rng.uniform(0.3, 0.42) * hand.size
    base, column = bottom_in - height * rng.uniform(0.14, 0.24), left_in + rng.uniform(0.04, 0.12)
    strokes: list[Stroke] = []
    for word in range(hand.words):
        letters = int(rng.integers(hand.letters[0], hand.letters[1] + 1))
        advance = min(letter * rng.uniform(0.75, 0.95), (right_in - column - 0.1) / (letters + 1))
        strokes.append(_capital(base, column, letter, pen, rng))
        if letters:
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
