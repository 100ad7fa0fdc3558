"""The colours at a page's targets, and around them: what print and paper have there."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from imaging.geometry import to_px64
from imaging.layout import TargetShape
from imaging.marks.decisions import MOST_PRINTED_SHARE
from imaging.marks.target_ink import STROKE_PITCHES, Integers, kernel_form
from imaging.sheets.registered import PlacedForm, RegisteredPage
from kernels.colours import level_quantiles

LEAST_APART = 12
"""A pixel has another colour from this difference on, of 255, in blue or red against the light: a highlighter's is 30
to 100 from its paper's, what JPEG leaves of paper's colour is within 6."""
LEAST_APART_WHOLE = 8
NOISE_TIMES = 4
"""Noise makes the difference so many times what the middle half of paper's pixels vary by."""
SIDE_PITCHES = 0.16
SIDE_GAP_PITCHES = 0.06
"""How thick the four sides of an outline are, and how far from it they begin."""
ROWS_PITCHES = (0.75, 1.25)
ROWS_WIDER_PITCHES = 0.6
"""Where the rows above and below are, from so far to so far; and how much wider than the outline is looked there."""
MOST_TINT = 24
SAME_TINT = 2
TINTED_PART = 4
"""Rows of names are tinted by turns where one in so many targets has the same colour inside as around it, no farther
from paper's than a pale tint is: pens do not repeat a colour so exactly."""
FEW_TARGETS = 6
"""With fewer targets nothing shows what is usual."""
PAPER_STEP_PX = 8
NONE = -1
Floats = NDArray[np.float64]
Planes = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class ColourPage:
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


@dataclass(frozen=True, slots=True)
class ColoursAround:
    """The colours at a page's targets: int64 (N, 2) each, but as said; NONE where there is none.

    insides         the forms of the outlines' insides, (N, 12)
    middles, sides  the middle ones inside and around
    usual           what most targets have inside: (2,)
    rows            in the rows above and below: two of them
    tint            that of rows tinted by turns
    apart, whole    from which difference on a pixel has another colour, and the middle one
    """

    insides: Integers
    middles: Integers
    usual: Integers
    sides: Integers
    rows: tuple[Integers, Integers]
    tint: Integers
    apart: int
    whole: int


def colour_page(page: RegisteredPage, planes: Planes) -> ColourPage:
    """A registered page's colour: uint8 (2, H, W), as `PageImage.chroma` gives it."""
    placed = page.placed
    sample = planes[:, ::PAPER_STEP_PX, ::PAPER_STEP_PX].reshape(2, -1)
    return ColourPage(
        planes,
        placed.vectors_px / 2,
        # pixel 0 of half the scale lies between pixels 0 and 1
        placed.centres_px / 2 - 0.25,
        placed.forms,
        np.array([int(np.bincount(plane).argmax()) for plane in sample], np.int64),
    )


def has_colours(page: ColourPage) -> bool:
    """Whether any pixel departs from paper's colour: grays that are kept as colours have none that does."""
    planes = page.planes.reshape(2, -1)
    away = np.maximum(planes.max(axis=1) - page.paper, page.paper - planes.min(axis=1))
    return bool(away.max() > LEAST_APART_WHOLE)


def colours_around(page: ColourPage) -> ColoursAround:
    """What lies at a page's targets."""
    noise, insides, sides = NOISE_TIMES * _noise(page), _insides(page), _side_colours(page)
    middles, usual = _inside_colours(page, insides)
    rows = row_colours(page, np.zeros(len(page.forms)), ROWS_WIDER_PITCHES)
    apart, whole = max(LEAST_APART, noise), max(LEAST_APART_WHOLE, noise)
    return ColoursAround(insides, middles, usual, sides, rows, _tints(page, middles, sides), apart, whole)


def _insides(page: ColourPage) -> Integers:
    """The forms of the outlines' insides, int64 (N, 12); a pixel of theirs, blurred by print, is left out."""
    pitch_px = float(np.hypot(*page.vectors_px[1]))
    forms = []
    for form in page.forms:
        less = max(2 * STROKE_PITCHES, form.stroke) + 2 / pitch_px
        height = max(form.height - less, 0.1)
        forms.append(colour_form(page, max(form.width - less, 0.1), height, form.shape))
    return np.array(forms, np.int64)


def colour_form(page: ColourPage, width: float, height: float, shape: TargetShape = TargetShape.BOX) -> list[int]:
    """A form of so many pitches, as kernels take it."""
    if shape is TargetShape.ROUNDED:
        width = max(width, height)
    return kernel_form(shape, width, height, page.vectors_px.tolist(), 0)


def _noise(page: ColourPage) -> int:
    """By how much the middle half of the pixels above the targets varies; half of the targets have it at most."""
    rows = _places(page, np.array([[-1.0, 0.0]]), (0.5, 1.0))
    found = [level_quantiles(plane, *rows, 1, np.array([250, 750], np.int64)) for plane in page.planes]
    return max(int(np.median(spread[:, 1] - spread[:, 0])) for spread in found)


def _places(page: ColourPage, away: Floats, size: tuple[float, float]) -> tuple[Integers, Integers, Integers]:
    """Boxes so far from the targets, (down, across) in pitches, as kernels take them: centres, kinds, forms."""
    centres = page.centres_px + away @ page.vectors_px
    box = np.array([colour_form(page, size[1], size[0])], np.int64)
    return to_px64(centres), np.zeros(len(centres), np.int64), box


def row_colours(
    page: ColourPage, across: Floats, wider: float, width: float | None = None
) -> tuple[Integers, Integers]:
    """The colours in the rows above and below each target, so far to its right: int64 (N, 2), NONE off the page."""
    (near, far), widest = ROWS_PITCHES, float(page.sizes[:, 1].max())
    size = far - near, widest + wider if width is None else width
    above, below = (
        _middle_colours(page, *_places(page, np.stack([np.full(len(across), down), across], axis=1), size))
        for down in (-(near + far) / 2, (near + far) / 2)
    )
    return above, below


def _side_colours(page: ColourPage) -> Integers:
    """The middle colour of the four sides of each outline: int64 (N, 2)."""
    sizes, thick = page.sizes, SIDE_PITCHES
    reach = sizes / 2 + SIDE_GAP_PITCHES + thick / 2
    found = []
    for down, across in ((-1, 0), (1, 0), (0, -1), (0, 1)):
        size = (thick, float(sizes[:, 1].min())) if down else (float(sizes[:, 0].min()), thick)
        found.append(_middle_colours(page, *_places(page, reach * np.array([down, across]), size)))
    return np.asarray(np.median(np.stack(found), axis=0), np.int64)


def _inside_colours(page: ColourPage, forms: Integers) -> tuple[Integers, Integers]:
    """The middle colour inside each target, int64 (N, 2), and the one that most have, NONE where there is none."""
    own = _middle_colours(page, to_px64(page.centres_px), np.arange(len(forms)), forms)
    usual = np.median(own, axis=0).astype(np.int64)
    alike = np.abs(own - usual).max(axis=1) <= LEAST_APART // 2
    if len(own) < FEW_TARGETS or np.count_nonzero(alike) < MOST_PRINTED_SHARE * len(own):
        usual[:] = NONE
    return own, usual


def _tints(page: ColourPage, middles: Integers, sides: Integers) -> Integers:
    """The colours of tinted rows, int64 (N, 2), by the middle colours inside and around; NONE where none is tinted."""
    away = np.abs(middles - page.paper).max(axis=1)
    even = (np.abs(middles - sides).max(axis=1) <= SAME_TINT) & (away > SAME_TINT) & (away <= MOST_TINT)
    alike = np.abs(middles[:, None] - middles[None]).max(axis=2) <= SAME_TINT
    many = TINTED_PART * np.count_nonzero(alike & even, axis=1) >= len(middles)
    return np.where((even & many & (len(middles) >= FEW_TARGETS))[:, None], middles, NONE)


def _middle_colours(page: ColourPage, centres_px64: Integers, form_of: Integers, forms: Integers) -> Integers:
    half = np.array([500], np.int64)
    found = [level_quantiles(plane, centres_px64, form_of, forms, 1, half)[:, 0] for plane in page.planes]
    return np.stack(found, axis=1)


def levels_at(planes: Planes, centre_px: Floats, vectors_px: Floats, down: Floats, across: Floats) -> Planes:
    """The levels at places around a centre, (row, col), so many pitches down and across: uint8 (P, rows, columns).

    Places off the planes, uint8 (P, H, W), have the levels of their edge.
    """
    places = centre_px + down[:, None, None] * vectors_px[0] + across[None, :, None] * vectors_px[1]
    height, width = planes.shape[1:]
    rows, cols = (np.rint(places[:, :, axis]).astype(np.int64) for axis in (0, 1))
    return np.asarray(planes[:, np.clip(rows, 0, height - 1), np.clip(cols, 0, width - 1)])
