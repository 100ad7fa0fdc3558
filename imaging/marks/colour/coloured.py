"""Ink that only colour shows: a highlighter, or a pen whose colour the gray of a scan drops.

It is never a vote, and never passed over in silence. Paper and print have colours too. Paper's is what the whole page
has most of. Tinted contests are of one colour beyond a target, above it or below. Rows tinted by turns have one pale
colour, single ones on a strong tint stand on a printed band. What is printed in outlines, in a colour that scanners
drop, most of a page's targets have. Ink is what is left.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from imaging.geometry import to_px64
from imaging.marks.colour.colour_traces import traces_of_colour
from imaging.marks.colour.coloured_print import printed_alike
from imaging.marks.colour.colours_around import (
    FEW_TARGETS,
    NONE,
    ColourPage,
    ColoursAround,
    Floats,
    Planes,
    colour_form,
    colour_page,
    colours_around,
    has_colours,
    row_colours,
)
from imaging.marks.colour.tinted_bands import Surface, printed_bands, take_back_tinted
from imaging.marks.decisions import MOST_PRINTED_SHARE, UNMARKED, Decisions
from imaging.marks.target_ink import Integers
from imaging.sheets import Doubt
from imaging.sheets.registered import RegisteredPage
from kernels import columns
from kernels.colours import departing_pixels

MARGINAL_TIMES = 2
"""So many times the lower threshold is asked about: colour is half as sharp as gray, so strokes seem twice as wide."""
BESIDE_PERMILLE = 350
"""So much of what is beside a target, more than is usual, is drawn over the name; coloured letters are less."""
BESIDE_PITCHES = (0.12, 1.9)
BESIDE_HEIGHT_PITCHES = 0.5
SAME_ROW_PITCHES = 0.6

Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Colours:
    """What colour shows at a page's targets: bool (N,) each. `beside` is beside those that are unmarked."""

    inside: Bools
    beside: Bools


def ask_about_colour(page: RegisteredPage, decided: Decisions, marginal_permille: int) -> Bools:
    """Ask about unmarked targets of a page in which only colour shows ink; beside which of the rest it does: bool (N,).

    A page whose gray shows no trace of such ink, and one without colours, costs no more than that look.
    """
    take_back_tinted(page, decided)
    looked = decided.marks == UNMARKED
    looked &= np.array([reason is None for reason in page.placed.refused], np.bool_)
    nowhere = np.zeros(len(looked), np.bool_)
    if page.image.chroma is None or not looked.any():
        return nowhere
    traces = traces_of_colour(page, looked.nonzero()[0])
    if not traces.any():
        return nowhere
    planes = page.image.chroma()
    if planes is None:
        looked[looked] = traces
        decided.ask(looked, Doubt.COLOUR)
        return nowhere
    seen = see_colours(page, planes, marginal_permille)
    decided.ask(looked & seen.inside, Doubt.COLOUR)
    return np.asarray(looked & seen.beside & (decided.marks == UNMARKED))


def see_colours(page: RegisteredPage, planes: Planes, marginal_permille: int) -> Colours:
    """Tell at which targets of a page colour shows ink, by its colour: uint8 (2, H, W), as `PageImage.chroma` gives."""
    here = colour_page(page, planes)
    if not has_colours(here):
        nowhere = np.zeros(len(here.forms), np.bool_)
        return Colours(nowhere, nowhere)
    seen = colours_around(here)
    unbanded = np.full((len(here.forms), 2), NONE, np.int64)
    found = _departing(here, seen, unbanded, marginal_permille)
    asked = found.inside | found.beside
    if not asked.any():
        return found
    bands = _bands(here, seen, asked, Surface.of_page(page, planes, here.paper))
    return _departing(here, seen, bands, marginal_permille) if (bands != NONE).any() else found


def _departing(page: ColourPage, seen: ColoursAround, bands: Integers, marginal_permille: int) -> Colours:
    """What shows at the targets that is neither paper nor print, nor of the bands on which they stand."""
    inside = np.zeros(len(page.forms), np.bool_)
    for around in ([seen.sides], [*seen.rows, seen.tint, bands]):
        expected = _expected([*around, page.paper, seen.usual], len(page.forms))
        shares = _shares(page, page.centres_px, seen.insides, expected, seen.apart)
        inside |= _more_than_usual(shares) >= MARGINAL_TIMES * marginal_permille
        inside |= _departs(seen.middles, expected, seen.whole)
    return Colours(inside, _beside(page, [seen.tint, bands, _to_the_left(page, bands)], seen.apart))


def _bands(page: ColourPage, seen: ColoursAround, asked: Bools, surface: Surface) -> Integers:
    """The colours of the printed bands on which some targets stand, or those on their left: int64 (N, 2); or NONE."""
    own = np.repeat(np.arange(len(asked))[:, None], 2, axis=1)
    on_the_left = _to_the_left(page, own)[asked, 0]
    looked = asked.copy()
    looked[on_the_left[on_the_left != NONE]] = True
    targets = (looked & _departs(seen.sides, _expected([seen.tint, page.paper], len(asked)), seen.whole)).nonzero()[0]
    found = np.full((len(asked), 2), NONE, np.int64)
    found[targets] = printed_bands(surface, page.centres_px[targets], page.sizes[targets])[:, :2]
    return found


def _to_the_left(page: ColourPage, values: Integers) -> Integers:
    """The value of the nearest target on its left, in each target's row: int64 (N, 2); NONE where there is none."""
    down, across = np.linalg.solve(page.vectors_px.T, page.centres_px.T)
    away = across[:, None] - across
    away[(np.abs(down[:, None] - down) > SAME_ROW_PITCHES) | (away <= SAME_ROW_PITCHES)] = np.inf
    return np.where(np.isfinite(away.min(axis=1))[:, None], values[away.argmin(axis=1)], NONE)


def _expected(colours: list[Integers], count: int) -> Integers:
    """Colours of each target, or of all, side by side: int64 (N, C, 2)."""
    return np.ascontiguousarray(np.stack([np.broadcast_to(one, (count, 2)) for one in colours], axis=1))


def _shares(page: ColourPage, centres_px: Floats, forms: Integers, expected: Integers, apart: int) -> Integers:
    """How much of each form has none of the expected colours: per mille, int64 (N,)."""
    kinds = np.arange(len(forms)) if len(forms) == len(centres_px) else np.zeros(len(centres_px), np.int64)
    first, second = page.planes
    seen = departing_pixels(first, second, to_px64(centres_px), kinds, forms, expected, apart)
    return 1000 * seen[:, columns.INKED] // np.maximum(seen[:, columns.PIXELS], 1)


def _departs(colours: Integers, expected: Integers, apart: int) -> Bools:
    """Which colours, int64 (N, 2), are none of the expected ones: bool (N,)."""
    away = np.abs(colours[:, None] - expected).max(axis=2)
    return np.asarray(((away > apart) | (expected[:, :, 0] < 0)).all(axis=1) & (colours[:, 0] >= 0))


def _more_than_usual(shares: Integers) -> Integers:
    """The shares less what more than two thirds of the targets have: that is print."""
    if len(shares) < FEW_TARGETS:
        return shares
    return np.asarray(shares - np.sort(shares)[int((1 - MOST_PRINTED_SHARE) * len(shares))])


def _beside(page: ColourPage, tints: list[Integers], apart: int) -> Bools:
    """Beside which targets something is drawn over what stands there: bool (N,)."""
    near, far = BESIDE_PITCHES
    drawn = np.zeros(len(page.forms), np.bool_)
    for side in (-1, 1):
        across = side * (page.sizes[:, 1] / 2 + (near + far) / 2)
        expected = _expected([*row_colours(page, across, 0.0, far - near), page.paper, *tints], len(across))
        centres = page.centres_px + across[:, None] * page.vectors_px[1]
        box = np.array([colour_form(page, far - near, BESIDE_HEIGHT_PITCHES)], np.int64)
        shares = _shares(page, centres, box, expected, apart)
        shown = _more_than_usual(shares) >= BESIDE_PERMILLE
        drawn |= shown & ~printed_alike(page, shown, side, expected, apart)
    return drawn
