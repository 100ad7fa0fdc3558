"""What is printed in colour beside several targets, as a party's sign or an arrow: it is the same beside each of them.

A pen does not draw the same figure three times, to a pixel, in the same place; what goes on beyond the place that is
looked at, as a stroke over a name, has no figure there.
"""

import numpy as np
from numpy.typing import NDArray

from imaging.marks.colour.colours_around import NONE, ColourPage, levels_at

FROM_PITCHES, TO_PITCHES = 0.08, 2.4
HEIGHT_PITCHES = 1.3
"""Where beside an outline is looked, and how high: signs are smaller."""
LEAST_ALIKE = 3
LEAST_COMMON = 0.85
"""So much of what two figures cover together both of them cover, moved by a pixel at most."""
SAME_COLOUR = 5
ENDS_SHARE = 0.04
"""A figure ends within the place: so little of the place's rim is covered."""

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Bools = NDArray[np.bool_]


def printed_alike(page: ColourPage, drawn: Bools, side: int, expected: Integers, apart: int) -> Bools:
    """Beside which of the targets where something shows it is such print: bool (N,).

    drawn      bool (N,)
    side       -1 for what is on their left, 1 for their right
    expected   the colours of paper and of other print there: int64 (N, C, 2); NONE where there is none
    apart      from which difference on a pixel has another colour
    """
    places = drawn.nonzero()[0]
    found = np.zeros(len(drawn), np.bool_)
    if len(places) < LEAST_ALIKE:
        return found
    figures, colours = [], []
    for place in places.tolist():
        seen = _beside(page, place, side)
        figures.append(_departing(seen, expected[place], apart))
        colours.append(np.median(seen[:, figures[-1]], axis=1) if figures[-1].any() else np.zeros(2))
    near = np.abs(np.array(colours)[:, None] - np.array(colours)).max(axis=2) <= SAME_COLOUR
    for place, own, one in zip(places.tolist(), near, figures, strict=True):
        alike = sum(_same(one, other) for other, is_near in zip(figures, own, strict=True) if is_near)
        found[place] = alike >= LEAST_ALIKE and _ends(one)
    return found


def _beside(page: ColourPage, place: int, side: int) -> Integers:
    """The colours beside a target: int64 (2, rows, columns), from the outline on."""
    pitch_px = float(np.hypot(*page.vectors_px[1]))
    down = np.arange(-HEIGHT_PITCHES / 2, HEIGHT_PITCHES / 2, 1 / pitch_px)
    across = side * (page.sizes[place, 1] / 2 + np.arange(FROM_PITCHES, TO_PITCHES, 1 / pitch_px))
    return levels_at(page.planes, page.centres_px[place], page.vectors_px, down, across).astype(np.int64)


def _departing(seen: Integers, expected: Integers, apart: int) -> Bools:
    away = [np.abs(seen - colour[:, None, None]).max(axis=0) for colour in expected if colour[0] != NONE]
    return np.asarray(np.min(away, axis=0) > apart)


def _same(one: Bools, other: Bools) -> bool:
    """Whether two figures cover the same pixels, one of them moved by a pixel at most."""
    height, width = one.shape
    middle = one[1:-1, 1:-1]
    for down in range(3):
        for right in range(3):
            moved = other[down : down + height - 2, right : right + width - 2]
            both, either = int(np.count_nonzero(middle & moved)), int(np.count_nonzero(middle | moved))
            if both > 0 and both >= LEAST_COMMON * either:
                return True
    return False


def _ends(figure: Bools) -> bool:
    rim = np.concatenate([figure[0], figure[-1], figure[:, -1]])
    return bool(rim.mean() <= ENDS_SHARE)
