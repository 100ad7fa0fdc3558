"""Where every target of a page lies in the image, and how sure that is.

The timing marks' grid says where a target should be; its printed outline, searched for nearby, says where it is. A
target whose outline a pen has covered is placed by its neighbours' outlines. What the outlines say about the whole
page tells whether this layout is printed on it at all.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from imaging.geometry import Grid, to_px64
from imaging.grid.slips import BESIDE_SLIP_PITCHES, has_both_edges, slip_doubt
from imaging.ink_levels import InkLevels
from imaging.layout import Outline, PageLayout, TargetShape
from imaging.placed import PlacedForm, PlacedTargets
from imaging.refusals import Refusals, covered, most_are_refused, off_image, refuse
from imaging.sheets import Refusal
from kernels.neighbours import neighbour_shifts
from kernels.outlines import clear_distances, locate_outlines

Floats = NDArray[np.float64]

USUAL_OUTLINE = Outline(0.74, 0.47)
"""Where too few outlines can be measured: the common one for ballots with such timing marks."""
REACH_PITCHES = 0.16
"""How far from its grid place an outline is searched for."""
OUTLINE_POINTS = 48
RAYS_ASIDE = (-0.08, -0.04, 0.0, 0.04, 0.08)
OUTSIDE_PITCHES = np.array([0.62, 0.46])
"""Outlines end before so many pitches from their centres, across and down."""
LEAST_OUTLINE_SHARE = 0.12
"""An outline is there if its points are darker than the points inside it by this share of the page's contrast."""
DARK_INSIDE_SHARE = 0.3
"""From this mean darkness inside on, a mark may hide the outline."""
LEAST_FIT = 0.8
"""A layout is printed on the page if this share of its targets shows an outline or ink that may hide one."""
LOOP_BANDS_PITCHES = ((-0.5, -0.32), (0.32, 0.5))
LOOP_HALF_LENGTH_PITCHES = 0.3
WRITING_INSET_PX = 0.5
"""A rule printed along the foot of a write-in area is not in it, though the area be half a pixel off."""
MOST_ERROR_PITCHES = 0.11
"""A target whose place may be off by more is not measured: half an outline's height is about a quarter pitch."""


@dataclass(frozen=True, slots=True)
class RegisteredPage:
    """A page whose layout was found on it.

    expected_px    float64 (N, 2), (row, col), in the order of the layout's targets: where the grid alone has them
    centres_px     float64 (N, 2), where their outlines, or their neighbours', have them
    errors_px      float64 (N,), the estimated error of each centre
    refused        for each target why it cannot be measured, None where it can
    outline        as given by the layout, or as measured on this page
    fit            share of the targets that show an outline, or ink that may hide one; 1 if the layout has no targets
    outlined       share of the targets that show an outline
    """

    layout: PageLayout
    grid: Grid
    outline: Outline
    expected_px: Floats
    centres_px: Floats
    errors_px: Floats
    refused: Refusals
    fit: float
    outlined: float

    @property
    def fits(self) -> bool:
        """Whether the layout's targets are printed on this page."""
        return self.fit >= LEAST_FIT

    @property
    def worst_error_px(self) -> float:
        """The largest estimated error of a target's centre."""
        return float(self.errors_px.max(initial=0.0))

    @property
    def is_certain(self) -> bool:
        """Whether so many targets lie where they were found that the page can be read."""
        return not most_are_refused(self.refused)

    def placed(self) -> PlacedTargets:
        """The targets as measuring their ink needs them."""
        places = self.layout.places
        form = PlacedForm(
            TargetShape.ROUNDED, self.outline.width, self.outline.height, LOOP_BANDS_PITCHES, LOOP_HALF_LENGTH_PITCHES
        )
        return PlacedTargets(
            side=self.layout.side,
            numbers=places.numbers,
            blank_ink_permille=places.blank_ink_permille,
            forms=(form,) * len(places.numbers),
            row_vector_px=self.grid.row_vector_px,
            column_vector_px=self.grid.column_vector_px,
            centres_px=self.centres_px,
            errors_px=self.errors_px,
            refused=self.refused,
            writing=places.writing,
            writing_blank_permille=(0,) * len(places.writing),
            writing_px=self._writing_px(),
        )

    def _writing_px(self) -> Floats:
        """Write-in areas lie as far from their grid places as the targets themselves do: float64 (M, 3, 2)."""
        places = self.layout.places
        rows = places.writing_rows - np.array([0, 0, WRITING_INSET_PX / self.grid.pitch_px])
        rows = np.minimum(np.maximum(rows, 0), self.grid.rows - 1)
        corners = self.grid.to_px(rows.ravel(), places.writing_columns.ravel()).reshape(*rows.shape, 2)
        shifted: Floats = corners + (self.centres_px - self.expected_px)[places.writing_targets, None]
        return shifted


def register_page(
    gray: NDArray[np.uint8], levels: InkLevels, grid: Grid, layout: PageLayout, outline: Outline | None
) -> RegisteredPage | None:
    """Place the layout's targets on a page (uint8 (H, W)); None where the layout has rows the page does not have."""
    rows = layout.places.rows
    if rows.size == 0:
        none = np.zeros((0, 2))
        return RegisteredPage(layout, grid, outline or USUAL_OUTLINE, none, none, np.zeros(0), (), 1.0, 0.0)
    if rows.max() > grid.rows - 1:
        return None
    expected = grid.to_px(rows, layout.places.columns)
    if outline is None:
        outline = _measure_outline(gray, levels, grid, expected) or USUAL_OUTLINE
    found = _locate(gray, levels, grid, expected, outline)
    doubt_px, beside_slip = slip_doubt(grid, rows, grid.doubt_px(rows))
    if beside_slip is not None:
        near = found.outlined & beside_slip
        points = stadium_points(outline, OUTLINE_POINTS) @ np.stack([grid.row_vector_px, grid.column_vector_px])
        found.outlined[near] = has_both_edges(gray, levels, expected[near] + found.shift_px64[near] / 64, points)
    centres, errors = _settle(expected, doubt_px, found, grid.pitch_px)
    if beside_slip is not None:
        errors[beside_slip] += BESIDE_SLIP_PITCHES * grid.pitch_px
    fit, outlined = _share(found.outlined | found.dark_inside), _share(found.outlined)
    refused = _refuse(gray, levels, grid, outline, found, centres, errors)
    return RegisteredPage(layout, grid, outline, expected, centres, errors, refused, fit, outlined)


def _share(seen: NDArray[np.bool_]) -> float:
    return np.count_nonzero(seen) / len(seen)


@lru_cache(64)
def stadium_points(outline: Outline, count: int) -> Floats:
    """`count` evenly spaced points on a stadium around (0, 0): float64 (count, 2), (row, column) in grid units.

    The array is the same one at every call and cannot be written to.
    """
    radius = outline.height / 2
    straight = max(0.0, outline.width - outline.height)
    length = 2 * straight + 2 * np.pi * radius
    points = np.array([_stadium_point(i * length / count, straight, radius) for i in range(count)])
    points.flags.writeable = False
    return points


def _stadium_point(along: float, straight: float, radius: float) -> tuple[float, float]:
    arc = np.pi * radius
    if along < straight:
        return -radius, along - straight / 2
    if along < straight + arc:
        angle = (along - straight) / radius
        return -radius * np.cos(angle), straight / 2 + radius * np.sin(angle)
    if along < 2 * straight + arc:
        return radius, straight / 2 - (along - straight - arc)
    angle = (along - 2 * straight - arc) / radius
    return radius * np.cos(angle), -straight / 2 - radius * np.sin(angle)


def _measure_outline(gray: NDArray[np.uint8], levels: InkLevels, grid: Grid, expected: Floats) -> Outline | None:
    """The size that most targets' outlines have: rays from inside and outside each, up, down, left and right."""
    if len(expected) == 0:
        return None
    across, down = grid.column_vector_px, grid.row_vector_px
    centres, pitch = to_px64(expected), grid.pitch_px
    faint = levels.paper - max(24, levels.contrast // 4)

    def steps(rays: Floats) -> Floats:
        """float64 (N, 2 axes, 2 ends, rays aside each other), in pitches; NaN where nothing was met."""
        met = clear_distances(gray, centres, to_px64(rays), faint, int(0.7 * pitch)).astype(np.float64)
        met[met < 0] = np.nan
        return (met / pitch).reshape(len(expected), 2, 2, len(RAYS_ASIDE))

    inner = steps(_rays(across, down, outward=True))
    stroke = OUTSIDE_PITCHES[:, None, None] - inner - steps(_rays(across, down, outward=False))
    sizes = inner.sum(axis=2)
    width, height = _commonest(sizes[:, 0], 0.45, 1.1), _commonest(sizes[:, 1], 0.25, 0.75)
    if width is None or height is None:
        return None
    # half a stroke at either end, to its middle
    between = _commonest(stroke, -0.01, 0.12) or 0.0
    return Outline(width + between, height + between)


def _rays(across: Floats, down: Floats, outward: bool) -> Floats:
    """Rays to the left, right, top and bottom of an outline, a pixel a step: float64 (20, 4)."""
    rays = []
    for axis, aside, outside in ((across, down, OUTSIDE_PITCHES[0]), (down, across, OUTSIDE_PITCHES[1])):
        for sign in (-1, 1):
            unit = sign * axis / np.hypot(*axis)
            start, step = (0.0, unit) if outward else (sign * outside * axis, -unit)
            rays += [np.concatenate([start + beside * aside, step]) for beside in RAYS_ASIDE]
    return np.array(rays)


def _commonest(sizes: Floats, least: float, most: float) -> float | None:
    """The size, in pitches, around which most of the measured ones lie."""
    usable = sizes[(sizes > least) & (sizes < most)]
    if usable.size < 4:
        return None
    near = np.abs(usable[:, None] - usable[None, :]) < 0.03
    middle = usable[int(np.argmax(near.sum(axis=1)))]
    return float(np.median(usable[np.abs(usable - middle) < 0.04]))


@dataclass(frozen=True, slots=True)
class _Found:
    """What the outline search saw at each target. `shift_px64` int64 (N, 2); the others bool (N,)."""

    shift_px64: NDArray[np.int64]
    outlined: NDArray[np.bool_]
    dark_inside: NDArray[np.bool_]


def _locate(gray: NDArray[np.uint8], levels: InkLevels, grid: Grid, expected: Floats, outline: Outline) -> _Found:
    vectors = np.array([grid.row_vector_px, grid.column_vector_px])
    points = stadium_points(outline, OUTLINE_POINTS) @ vectors
    inner = stadium_points(Outline(outline.width * 0.55, outline.height * 0.45), OUTLINE_POINTS // 2) @ vectors
    reach = max(3, round(REACH_PITCHES * grid.pitch_px))
    most = max(1, levels.contrast)
    found = locate_outlines(gray, to_px64(expected), to_px64(points), to_px64(inner), reach, levels.paper, most)
    on_outline = found[:, 2] / (len(points) * most)
    inside = found[:, 3] / (len(inner) * most)
    around = found[:, 4] / (len(points) * most)
    outlined = (on_outline - inside > LEAST_OUTLINE_SHARE) & (on_outline - around > LEAST_OUTLINE_SHARE / 2)
    outlined &= inside < DARK_INSIDE_SHARE
    return _Found(64 * found[:, :2].astype(np.int64) + found[:, 5:7], outlined, inside >= DARK_INSIDE_SHARE / 3)


def _settle(expected: Floats, doubt_px: Floats, found: _Found, pitch_px: float) -> tuple[Floats, Floats]:
    """Centres and their errors: by the target's own outline, else by its neighbours', else by the grid alone."""
    shifts = found.shift_px64 / 64
    if np.count_nonzero(found.outlined) < 2:
        return expected + found.outlined[:, None] * shifts, doubt_px + 0.08 * pitch_px * ~found.outlined + 0.7
    said = neighbour_shifts(to_px64(expected), found.shift_px64, found.outlined)
    usual, spread = said[:, :2] / 128, said[:, 2] / 256
    strays = shifts - usual
    apart = np.hypot(strays[:, 0], strays[:, 1])
    own: NDArray[np.bool_] = found.outlined & (apart <= 0.06 * pitch_px + 2 * spread + doubt_px)
    centres = expected + np.where(own[:, None], shifts, usual)
    # an outline that lies otherwise than its neighbours' may be something else
    return centres, np.where(own, 0.7 + 0.7 * apart, 0.7 + 0.012 * pitch_px + 2 * spread + doubt_px)


def _refuse(
    gray: NDArray[np.uint8],
    levels: InkLevels,
    grid: Grid,
    outline: Outline,
    found: _Found,
    centres: Floats,
    errors: Floats,
) -> Refusals:
    vectors = np.array([grid.row_vector_px, grid.column_vector_px])
    half = np.abs(vectors).T @ np.array([outline.height, outline.width]) / 2
    hidden = ~found.outlined & found.dark_inside
    if hidden.any():
        hidden[hidden] = covered(gray, levels, centres[hidden], vectors)
    return refuse(
        [
            (Refusal.OFF_IMAGE, off_image(centres, half, gray.shape)),
            (Refusal.COVERED, hidden),
            (Refusal.NOT_PRINTED, ~found.outlined & ~found.dark_inside),
            (Refusal.UNCERTAIN, errors > MOST_ERROR_PITCHES * grid.pitch_px),
        ],
        len(centres),
    )
