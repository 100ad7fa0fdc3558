"""Ink that only colour shows: a highlighter, or a pen whose colour the gray of a scan drops.

It is never a vote, and never passed over in silence. Paper and print have colours too. Paper's is what the whole page
has most of. Tinted contests are of one colour beyond a target, above it or below. Rows tinted by turns have one pale
colour. What is printed in outlines, in a colour that scanners drop, most of a page's targets have. Ink is what is left.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from imaging.geometry import to_px64
from imaging.layout import TargetShape
from imaging.marks.colour_traces import traces_of_colour
from imaging.marks.decisions import MOST_PRINTED_SHARE, UNMARKED, Decisions
from imaging.marks.target_ink import STROKE_PITCHES, Integers, kernel_form
from imaging.sheets import Doubt
from imaging.sheets.registered import PlacedForm, RegisteredPage
from kernels import columns
from kernels.colours import departing_pixels, level_quantiles

LEAST_APART = 12
"""A pixel has another colour from this difference on, of 255, in blue or red against the light: a highlighter's is 30
to 100 from its paper's, what JPEG leaves of paper's colour is within 6."""
LEAST_APART_WHOLE = 8
WHOLE_PERMILLE = 500
"""Where half of an inside differs alike, so little is enough."""
NOISE_TIMES = 4
"""Noise makes the difference so many times what the middle half of paper's pixels vary by."""
MARGINAL_TIMES = 2
"""So many times the lower threshold is asked about: colour is half as sharp as gray, so strokes seem twice as wide."""
BESIDE_PERMILLE = 350
"""So much of what is beside a target, more than is usual, is drawn over the name; coloured letters are less."""
SIDE_PITCHES = 0.16
SIDE_GAP_PITCHES = 0.06
"""How thick the four sides of an outline are, and how far from it they begin."""
ROWS_PITCHES = (0.75, 1.25)
ROWS_WIDER_PITCHES = 0.6
"""Where the rows above and below are, from so far to so far; and how much wider than the outline is looked there."""
BESIDE_PITCHES = (0.12, 1.9)
BESIDE_HEIGHT_PITCHES = 0.5
MOST_TINT = 24
SAME_TINT = 2
TINTED_PART = 4
"""Rows of names are tinted by turns where one in so many targets has the same colour inside as around it, no farther
from paper's than a pale tint is: pens do not repeat a colour so exactly."""
FEW_TARGETS = 6
"""With fewer targets nothing shows what is usual."""
PAPER_STEP_PX = 8
NONE = -1

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Planes = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Colours:
    """What colour shows at a page's targets: bool (N,) each. `beside` is beside those that are unmarked."""

    inside: Bools
    beside: Bools


@dataclass(frozen=True, slots=True)
class _Page:
    """A page's colour, and its targets as they lie in it, at half of the page's scale.

    vectors_px    float64 (2, 2): a pitch down and a pitch across, (row, col)
    centres_px    float64 (N, 2)
    paper         the commonest colour of the whole page: int64 (2,)
    """

    planes: Planes
    vectors_px: Floats
    centres_px: Floats
    forms: tuple[PlacedForm, ...]
    paper: Integers

    @property
    def sizes(self) -> Floats:
        """Heights and widths of the outlines, in pitches: float64 (N, 2)."""
        return np.array([(form.height, form.width) for form in self.forms])


def ask_about_colour(page: RegisteredPage, decided: Decisions, marginal_permille: int) -> Bools:
    """Ask about unmarked targets of a page in which only colour shows ink; beside which of the rest it does: bool (N,).

    A page whose gray shows no trace of such ink, and one without colours, costs no more than that look.
    """
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
    here = _page_of(page, planes)
    if not _has_colours(here):
        nowhere = np.zeros(len(here.forms), np.bool_)
        return Colours(nowhere, nowhere)
    rows = _row_colours(here, np.zeros(len(here.forms)), ROWS_WIDER_PITCHES)
    sides = _side_colours(here)
    noise = NOISE_TIMES * _noise(here)
    apart, whole = max(LEAST_APART, noise), max(LEAST_APART_WHOLE, noise)
    insides = _insides(here)
    middles, usual = _inside_colours(here, insides)
    common = [here.paper, usual]
    tint = _tints(here, middles, sides)
    inside = np.zeros(len(here.forms), np.bool_)
    for around in ([sides], [*rows, tint]):
        expected = _expected([*around, *common], len(here.forms))
        shares = _shares(here, here.centres_px, insides, expected, apart)
        inside |= _more_than_usual(shares) >= MARGINAL_TIMES * marginal_permille
        inside |= _departs(middles, expected, whole)
    return Colours(inside, _beside(here, tint, apart))


def _page_of(page: RegisteredPage, planes: Planes) -> _Page:
    placed = page.placed
    sample = planes[:, ::PAPER_STEP_PX, ::PAPER_STEP_PX].reshape(2, -1)
    return _Page(
        planes,
        np.stack([placed.row_vector_px, placed.column_vector_px]) / 2,
        # pixel 0 of half the scale lies between pixels 0 and 1
        placed.centres_px / 2 - 0.25,
        placed.forms,
        np.array([int(np.bincount(plane).argmax()) for plane in sample], np.int64),
    )


def _has_colours(page: _Page) -> bool:
    """Whether any pixel departs from paper's colour: grays that are kept as colours have none that does."""
    planes = page.planes.reshape(2, -1)
    away = np.maximum(planes.max(axis=1) - page.paper, page.paper - planes.min(axis=1))
    return bool(away.max() > LEAST_APART_WHOLE)


def _insides(page: _Page) -> Integers:
    """The forms of the outlines' insides, int64 (N, 12); a pixel of theirs, blurred by print, is left out."""
    pitch_px = float(np.hypot(*page.vectors_px[1]))
    forms = []
    for form in page.forms:
        less = max(2 * STROKE_PITCHES, form.stroke) + 2 / pitch_px
        height = max(form.height - less, 0.1)
        forms.append(_form(page, max(form.width - less, 0.1), height, form.shape))
    return np.array(forms, np.int64)


def _form(page: _Page, width: float, height: float, shape: TargetShape = TargetShape.BOX) -> list[int]:
    if shape is TargetShape.ROUNDED:
        width = max(width, height)
    return kernel_form(shape, width, height, page.vectors_px.tolist(), 0)


def _noise(page: _Page) -> int:
    """By how much the middle half of the pixels above the targets varies; half of the targets have it at most."""
    rows = _places(page, np.array([[-1.0, 0.0]]), (0.5, 1.0))
    found = [level_quantiles(plane, *rows, 1, np.array([250, 750], np.int64)) for plane in page.planes]
    return max(int(np.median(spread[:, 1] - spread[:, 0])) for spread in found)


def _places(page: _Page, away: Floats, size: tuple[float, float]) -> tuple[Integers, Integers, Integers]:
    """Boxes so far from the targets, (down, across) in pitches, as kernels take them: centres, kinds, forms."""
    centres = page.centres_px + away @ page.vectors_px
    box = np.array([_form(page, size[1], size[0])], np.int64)
    return to_px64(centres), np.zeros(len(centres), np.int64), box


def _row_colours(page: _Page, across: Floats, wider: float, width: float | None = None) -> tuple[Integers, Integers]:
    """The colours in the rows above and below each target, so far to its right: int64 (N, 2), NONE off the page."""
    (near, far), widest = ROWS_PITCHES, float(page.sizes[:, 1].max())
    size = far - near, widest + wider if width is None else width
    above, below = (
        _middle_colours(page, *_places(page, np.stack([np.full(len(across), down), across], axis=1), size))
        for down in (-(near + far) / 2, (near + far) / 2)
    )
    return above, below


def _side_colours(page: _Page) -> Integers:
    """The middle colour of the four sides of each outline: int64 (N, 2)."""
    sizes, thick = page.sizes, SIDE_PITCHES
    reach = sizes / 2 + SIDE_GAP_PITCHES + thick / 2
    found = []
    for down, across in ((-1, 0), (1, 0), (0, -1), (0, 1)):
        size = (thick, float(sizes[:, 1].min())) if down else (float(sizes[:, 0].min()), thick)
        found.append(_middle_colours(page, *_places(page, reach * np.array([down, across]), size)))
    return np.asarray(np.median(np.stack(found), axis=0), np.int64)


def _inside_colours(page: _Page, forms: Integers) -> tuple[Integers, Integers]:
    """The middle colour inside each target, int64 (N, 2), and the one that most have, NONE where there is none."""
    own = _middle_colours(page, to_px64(page.centres_px), np.arange(len(forms)), forms)
    usual = np.median(own, axis=0).astype(np.int64)
    alike = np.abs(own - usual).max(axis=1) <= LEAST_APART // 2
    if len(own) < FEW_TARGETS or np.count_nonzero(alike) < MOST_PRINTED_SHARE * len(own):
        usual[:] = NONE
    return own, usual


def _tints(page: _Page, middles: Integers, sides: Integers) -> Integers:
    """The colours of tinted rows, int64 (N, 2), by the middle colours inside and around; NONE where none is tinted."""
    away = np.abs(middles - page.paper).max(axis=1)
    even = (np.abs(middles - sides).max(axis=1) <= SAME_TINT) & (away > SAME_TINT) & (away <= MOST_TINT)
    alike = np.abs(middles[:, None] - middles[None]).max(axis=2) <= SAME_TINT
    many = TINTED_PART * np.count_nonzero(alike & even, axis=1) >= len(middles)
    return np.where((even & many & (len(middles) >= FEW_TARGETS))[:, None], middles, NONE)


def _middle_colours(page: _Page, centres_px64: Integers, form_of: Integers, forms: Integers) -> Integers:
    half = np.array([500], np.int64)
    found = [level_quantiles(plane, centres_px64, form_of, forms, 1, half)[:, 0] for plane in page.planes]
    return np.stack(found, axis=1)


def _expected(colours: list[Integers], count: int) -> Integers:
    """Colours of each target, or of all, side by side: int64 (N, C, 2)."""
    return np.ascontiguousarray(np.stack([np.broadcast_to(one, (count, 2)) for one in colours], axis=1))


def _shares(page: _Page, centres_px: Floats, forms: Integers, expected: Integers, apart: int) -> Integers:
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


def _beside(page: _Page, tint: Integers, apart: int) -> Bools:
    """Beside which targets something is drawn over what stands there: bool (N,)."""
    near, far = BESIDE_PITCHES
    drawn = np.zeros(len(page.forms), np.bool_)
    for side in (-1, 1):
        across = side * (page.sizes[:, 1] / 2 + (near + far) / 2)
        expected = _expected([*_row_colours(page, across, 0.0, far - near), page.paper, tint], len(across))
        centres = page.centres_px + across[:, None] * page.vectors_px[1]
        box = np.array([_form(page, far - near, BESIDE_HEIGHT_PITCHES)], np.int64)
        shares = _shares(page, centres, box, expected, apart)
        drawn |= _more_than_usual(shares) >= BESIDE_PERMILLE
    return drawn
