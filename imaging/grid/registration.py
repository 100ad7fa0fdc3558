"""Where every target of a page with timing marks lies in the image, and how sure that is.

The timing marks' grid says where a target should be; its printed outline, searched for nearby, says where it is. A
target whose outline a pen has covered is placed by its neighbours' outlines. What the outlines say about the whole
page tells whether this layout is printed on it at all.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from imaging.clear_insides import measure_clear_inside
from imaging.family import PrintedImage
from imaging.geometry import Grid, as_pairs, to_px64
from imaging.grid.forms import measure_outline, stadium_points
from imaging.grid.slips import BESIDE_SLIP_PITCHES, has_both_edges, slip_doubt
from imaging.ink_levels import InkLevels
from imaging.layout import Outline, PageLayout, TargetShape
from imaging.outlines import (
    INNER_POINTS,
    INNER_SHARES,
    OUTLINE_POINTS,
    UsualOutline,
    look_for_outlines,
)
from imaging.refusals import Refusals, covered, most_are_refused, off_image, refuse, too_many_refused
from imaging.sheets import PageReading, Reason, Refusal
from imaging.sheets.registered import PlacedForm, PlacedTargets, RegisteredPage
from kernels.columns import SPREAD_FOUR_TIMES, USUAL_SHIFT_TWICE
from kernels.neighbours import neighbour_shifts

Floats = NDArray[np.float64]

USUAL_OUTLINE = Outline(0.74, 0.47)
"""Where too few outlines can be measured: the common one for ballots with such timing marks."""
REACH_PITCHES = 0.16
"""How far from its grid place an outline is searched for."""
LEAST_FIT = 0.8
"""A layout is printed on the page if this share of its targets shows an outline or ink that may hide one."""
LOOP_BANDS_PITCHES = ((-0.5, -0.32), (0.32, 0.5))
LOOP_HALF_LENGTH_PITCHES = 0.3
WRITING_INSET_PX = 0.5
"""A rule printed along the foot of a write-in area is not in it, though the area be half a pixel off."""
MOST_ERROR_PITCHES = 0.11
"""A target whose place may be off by more is not measured: half an outline's height is about a quarter pitch."""


@dataclass(frozen=True, slots=True)
class GridRegistration:
    """How a layout lies on a page, by its grid.

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
    def why_uncertain(self) -> Reason | None:
        """Why the page is not read; None where so many targets lie where they were found that it can be."""
        if not most_are_refused(self.refused):
            return None
        places = [f"column {target.column:g}, row {target.row:g}" for target in self.layout.targets]
        missing = f"{self.grid.missing_marks} border marks are missing"
        return too_many_refused(self.layout.side, places, self.refused, self.errors_px, missing)

    def registered(self, printed: PrintedImage) -> RegisteredPage:
        """The page, as reading its marks needs it."""
        grid = self.grid
        lie = PageReading(
            source=printed.image.source,
            side=self.layout.side,
            turned=grid.turned,
            rows=grid.rows,
            columns=grid.columns,
            pitch_px=grid.pitch_px,
            missing_marks=grid.missing_marks,
            worst_error_px=float(self.errors_px.max(initial=0.0)),
            left_px=as_pairs(grid.left),
            right_px=as_pairs(grid.right),
        )
        frame_px = np.array([grid.left[0], grid.right[0], grid.left[-1]])
        return RegisteredPage(printed.image, printed.levels, lie, self._placed(), frame_px)

    def _placed(self) -> PlacedTargets:
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
    gray: NDArray[np.uint8],
    levels: InkLevels,
    grid: Grid,
    layout: PageLayout,
    outline: Outline | None,
    only_if_it_fits: bool = False,
) -> GridRegistration | None:
    """Place the layout's targets on a page (uint8 (H, W)); None where the layout has rows the page does not have.

    None, too, as soon as it is plain that the layout does not fit, if it is wanted only where it does.
    """
    rows = layout.places.rows
    if rows.size == 0:
        none = np.zeros((0, 2))
        return GridRegistration(layout, grid, outline or USUAL_OUTLINE, none, none, np.zeros(0), (), 1.0, 0.0)
    if rows.max() > grid.rows - 1:
        return None
    expected = grid.to_px(rows, layout.places.columns)
    if outline is None:
        outline = measure_outline(gray, levels, grid, expected) or USUAL_OUTLINE
    found = _locate(gray, levels, grid, expected, outline)
    if only_if_it_fits and _share(found.outlined | found.dark_inside) < LEAST_FIT:
        # what is looked at from here on only takes outlines away
        return None
    doubt_px, beside_slip = slip_doubt(grid, rows, grid.doubt_px(rows))
    found.outlined[found.outlined & ~found.whole] = _own_size(gray, levels, grid, outline, expected, found)
    if beside_slip is not None:
        near = found.outlined & beside_slip
        places = expected[near] + found.shift_px64[near] / 64
        found.outlined[near] = has_both_edges(gray, levels, places, _points(grid, outline), grid.down_axis)
    centres, errors = _settle(expected, doubt_px, found, grid.pitch_px)
    if beside_slip is not None:
        errors[beside_slip] += BESIDE_SLIP_PITCHES * grid.pitch_px
    fit, outlined = _share(found.outlined | found.dark_inside), _share(found.outlined)
    refused = _refuse(gray, levels, grid, outline, found, centres, errors)
    return GridRegistration(layout, grid, outline, expected, centres, errors, refused, fit, outlined)


def may_fit(gray: NDArray[np.uint8], levels: InkLevels, grid: Grid, layout: PageLayout, outline: Outline) -> bool:
    """Whether `register_page` may find that a layout fits a page (uint8 (H, W)) on which outlines are so large."""
    rows = layout.places.rows
    if rows.size == 0:
        return True
    if rows.max() > grid.rows - 1:
        return False
    found = _locate(gray, levels, grid, grid.to_px(rows, layout.places.columns), outline)
    return _share(found.outlined | found.dark_inside) >= LEAST_FIT


def _share(seen: NDArray[np.bool_]) -> float:
    return np.count_nonzero(seen) / len(seen)


@dataclass(frozen=True, slots=True)
class _Found:
    """What the outline search saw at each target. `shift_px64` int64 (N, 2), then bool (N,) each."""

    shift_px64: NDArray[np.int64]
    outlined: NDArray[np.bool_]
    dark_inside: NDArray[np.bool_]
    whole: NDArray[np.bool_]
    usual: UsualOutline


def _own_size(
    gray: NDArray[np.uint8], levels: InkLevels, grid: Grid, outline: Outline, expected: Floats, found: _Found
) -> list[bool]:
    """Of the outlines that are not whole as the page's others are, which are of their own size: the paper slipped."""
    places = (expected + found.shift_px64 / 64)[found.outlined & ~found.whole]
    vectors = np.array([grid.row_vector_px, grid.column_vector_px])
    form = (TargetShape.ROUNDED, outline.width, outline.height)
    return [measure_clear_inside(gray, levels, place[None], vectors, form) is not None for place in places]


def _points(grid: Grid, outline: Outline) -> Floats:
    """Points on an outline, from its centre: float64 (OUTLINE_POINTS, 2), (row, col) in pixels."""
    points: Floats = stadium_points(outline, OUTLINE_POINTS) @ np.array([grid.row_vector_px, grid.column_vector_px])
    return points


def _locate(gray: NDArray[np.uint8], levels: InkLevels, grid: Grid, expected: Floats, outline: Outline) -> _Found:
    vectors, points = np.array([grid.row_vector_px, grid.column_vector_px]), _points(grid, outline)
    width, height = outline.width * INNER_SHARES[0], outline.height * INNER_SHARES[1]
    inner = stadium_points(Outline(width, height), INNER_POINTS) @ vectors
    seen = look_for_outlines(gray, levels, expected, points, inner, max(3, round(REACH_PITCHES * grid.pitch_px)))
    shifts = 64 * seen.shift_px + seen.middle_px64
    return _Found(shifts, seen.printed & seen.clear_inside, seen.dark_inside, seen.whole, seen.usual)


def _settle(expected: Floats, doubt_px: Floats, found: _Found, pitch_px: float) -> tuple[Floats, Floats]:
    """Centres and their errors: by the target's own outline, else by its neighbours', else by the grid alone."""
    shifts = found.shift_px64 / 64
    if np.count_nonzero(found.outlined) < 2:
        return expected + found.outlined[:, None] * shifts, doubt_px + 0.08 * pitch_px * ~found.outlined + 0.7
    said = neighbour_shifts(to_px64(expected), found.shift_px64, found.outlined)
    usual, spread = said[:, USUAL_SHIFT_TWICE] / 128, said[:, SPREAD_FOUR_TIMES] / 256
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
    absent = ~found.outlined & ~found.dark_inside
    if hidden.any():
        absent[hidden] = ~found.usual.is_near(gray, centres[hidden])
        hidden[hidden] = covered(gray, levels, centres[hidden], vectors)
    return refuse(
        [
            (Refusal.OFF_IMAGE, off_image(centres, half, gray.shape)),
            (Refusal.COVERED, hidden),
            (Refusal.NOT_PRINTED, absent),
            (Refusal.UNCERTAIN, errors > MOST_ERROR_PITCHES * grid.pitch_px),
        ],
        len(centres),
    )
