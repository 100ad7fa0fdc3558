"""Where every target of a measured page lies in an image, and how sure that is.

The print tells, or the constellation of all targets (`print_match`, `target_match`), and at each target its own outline
has the last word.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from imaging.family import PrintedImage
from imaging.geometry import as_pairs
from imaging.ink_levels import InkLevels
from imaging.layout import BoxIn, MeasuredPage, TargetShape
from imaging.measured.forms import Forms, PrintedForm
from imaging.measured.hidden_targets import hidden_centres
from imaging.measured.locating import as_printed, better_seen, forms_of, locate_targets, places_of
from imaging.measured.page_map import PITCH_IN, PageMap
from imaging.refusals import Refusals, most_are_refused, refuse, too_many_refused
from imaging.sheets import PageReading, Reason, ReasonCode, Refusal
from imaging.sheets.registered import PlacedForm, PlacedTargets, RegisteredPage

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

LEAST_FOUND = 0.6
"""Of the landmarks: with fewer, another page is printed there."""
LEAST_NAMED_TARGETS = 0.8
"""Of the targets: with fewer names as on the blank, another ballot is printed there."""
OUTLINE_REACH_IN = 0.03
LEAST_FIT = 0.8
LOOP_NEAR, LOOP_FAR, LOOP_INDENT = 0.085, 0.265, 0.07
"""In quarter inches: where a loop around an outline is looked for, and how much shorter than the outline."""
BESIDE_GAP_IN = 0.03
"""So far above and below an arrow's tail a line is one that joins it."""
MOST_DOUBT_IN = 0.05
"""Where the map may be off by more, an outline that is seen may be a part of another's."""
UNSEEN_IN = 0.03
"""Where neither an outline is seen nor ink that may hide it the target lies somewhere else: more than is allowed."""
MOST_STRAY_IN = 0.014
MOST_STRAY_OF_RULER_IN, RULER_REACH_IN = 0.05, 0.05
"""Where no blank tells the places, somebody measured them, to 0.03 inch."""
OUTLINE_ERROR_PX, OUTLINE_ERROR_OF_RULER_PX = 0.7, 1.25
"""Where a ruler told its size and shape, too, an outline is found to less than a pixel down and across."""
FILL_REACH_IN, FILL_ERROR_IN = 0.07, 0.02
"""A pen that fills a target runs out of it by as much, on one side more than on the other."""
MOST_ERROR_IN = 0.0275
"""A target whose place may be off by more is not measured: half an outline's height is about a sixteenth of an inch."""


@dataclass(frozen=True, slots=True)
class PrintRegistration:
    """How a measured page lies on an image, by its print.

    centres_px  float64 (N, 2), (row, col), in the order of the layout's targets
    errors_px   float64 (N,), the estimated error of each centre
    named       bool (N,), False where the print beside the target is not the blank's
    found       share of the landmarks that are there
    fit         share of the targets that show an outline, or ink that may hide one; 1 if the layout has no targets
    """

    layout: MeasuredPage
    forms: Forms
    page_map: PageMap
    centres_px: Floats
    errors_px: Floats
    named: Bools
    found: float
    missing: int
    """How many landmarks are not there, timing marks apart: those are looked at where nothing else tells the card."""
    fit: float
    writing_blank_permille: tuple[int, ...]
    """What the blank carries in each target's write-in area; 0 without one."""

    @property
    def fits(self) -> bool:
        """Whether this page is printed on the image."""
        named = not self.named.size or float(self.named.mean()) >= LEAST_NAMED_TARGETS
        return self.found >= LEAST_FOUND and self.fit >= LEAST_FIT and named

    @property
    def refused(self) -> Refusals:
        """For each target why it cannot be measured, None where it can."""
        uncertain = self.errors_px > MOST_ERROR_IN * self.page_map.px_per_in
        return refuse([(Refusal.UNCERTAIN, uncertain), (Refusal.UNNAMED, ~self.named)], len(self.errors_px))

    @property
    def why_uncertain(self) -> Reason | None:
        """Why the page is not read; None where targets stand beside their names, and most where they were found."""
        side = self.layout.side
        places = [f"{target.x_in:.2f} inches across and {target.y_in:.2f} down" for target in self.layout.targets]
        # a write-in line has no name of its own, and writing covers its label: the target alone is asked about
        lines = np.array([target.write_in_area is not None for target in self.layout.targets], bool)
        if not (self.named | lines).all():
            unnamed = places[int(np.flatnonzero(~self.named & ~lines)[0])]
            detail = f"{side} of the ballot, target {unnamed}: what is printed beside it could not be found"
            return Reason(ReasonCode.POSITION_UNCERTAIN, detail)
        if not most_are_refused(self.refused):
            return None
        return too_many_refused(side, places, self.refused, self.errors_px, "its print lies unevenly")

    def registered(self, printed: PrintedImage) -> RegisteredPage:
        """The page, as reading its marks needs it. It has no rows and columns; its pitch is a quarter inch."""
        edges = np.array([[0.0, 0.0], [self.layout.height_in, 0.0]])
        down_px = self.page_map.down_px
        lie = PageReading(
            source=printed.image.source,
            side=self.layout.side,
            turned=bool(down_px[0] < -abs(down_px[1])),
            rows=0,
            columns=0,
            pitch_px=self.page_map.px_per_in * PITCH_IN,
            missing_marks=0,
            worst_error_px=float(self.errors_px.max(initial=0.0)),
            left_px=as_pairs(self.page_map.plain(edges)),
            right_px=as_pairs(self.page_map.plain(edges + np.array([0.0, self.layout.width_in]))),
        )
        return RegisteredPage(printed.image, printed.levels, lie, self._placed())

    def _placed(self) -> PlacedTargets:
        targets = self.layout.targets
        writing = tuple(i for i, target in enumerate(targets) if target.write_in_area is not None)
        return PlacedTargets(
            side=self.layout.side,
            numbers=tuple(target.number for target in targets),
            blank_ink_permille=tuple(target.blank_ink_permille for target in targets),
            forms=_placed_forms(self.forms),
            row_vector_px=self.page_map.down_px * PITCH_IN,
            column_vector_px=self.page_map.across_px * PITCH_IN,
            centres_px=self.centres_px,
            errors_px=self.errors_px,
            refused=self.refused,
            writing=writing,
            writing_blank_permille=tuple(self.writing_blank_permille[i] for i in writing),
            writing_px=self._writing_px([box for i in writing if (box := targets[i].write_in_area) is not None]),
        )

    def _writing_px(self, boxes: list[BoxIn]) -> Floats:
        corners = [
            ((box.top_in, box.left_in), (box.top_in, box.right_in), (box.bottom_in, box.left_in)) for box in boxes
        ]
        return self.page_map.to_px(np.array(corners, np.float64).reshape(-1, 2)).reshape(-1, 3, 2)


def _placed_forms(forms: Forms) -> tuple[PlacedForm, ...]:
    placed = {form: _placed_form(form) for form in dict.fromkeys(forms)}
    return tuple(placed[form] for form in forms)


def _placed_form(form: PrintedForm) -> PlacedForm:
    """A loop's bands begin as far outside the outline as on pages with timing marks."""
    if form.shape is TargetShape.ARROW:
        return _placed_gap(form)
    width, height, stroke = form.width_in / PITCH_IN, form.height_in / PITCH_IN, form.stroke_in / PITCH_IN
    near, far = height / 2 + LOOP_NEAR, height / 2 + LOOP_FAR
    bands = ((-far, -near), (near, far))
    stroke += (1 - form.share) * (height - stroke)
    return PlacedForm(form.inside, width, height, bands, max(0.1, width / 2 - LOOP_INDENT), stroke)


def _placed_gap(form: PrintedForm) -> PlacedForm:
    """A voter's line may run a little above or below the tail and the head that it joins."""
    width, height = form.width_in / PITCH_IN, (form.height_in + 2 * BESIDE_GAP_IN) / PITCH_IN
    near, far = height / 2 + LOOP_NEAR, height / 2 + LOOP_FAR
    bands = ((-far, -near), (near, far))
    return PlacedForm(TargetShape.ARROW, width, height, bands, max(0.1, width / 2 - LOOP_INDENT), 0.0)


def place_targets(
    gray: NDArray[np.uint8],
    levels: InkLevels,
    layout: MeasuredPage,
    page_map: PageMap,
) -> PrintRegistration:
    """Place the layout's targets by the map, and each by its own outline where that is seen; ask nothing else."""
    places = places_of(layout)
    expected, doubt = page_map.to_px_in_doubt(places)
    forms = forms_of(layout)
    reach_in = OUTLINE_REACH_IN if layout.blank is not None else RULER_REACH_IN
    shifts, outlined, dark = locate_targets(gray, levels, forms, page_map, expected, reach_in)
    near = expected + np.where(outlined[:, None], shifts, 0.0)
    printed = as_printed(gray, levels, forms, page_map, near)
    by_layout = outlined | dark
    shifts, outlined, dark = locate_targets(gray, levels, printed, page_map, expected, reach_in)
    better = better_seen(forms, printed, by_layout, outlined | dark)
    if better != printed:
        printed = better
        shifts, outlined, dark = locate_targets(gray, levels, printed, page_map, expected, reach_in)
    strays = np.hypot(*shifts.T)
    most_stray_in = MOST_STRAY_IN if layout.blank is not None else MOST_STRAY_OF_RULER_IN
    own = outlined & (strays <= most_stray_in * page_map.px_per_in + doubt)
    own &= doubt <= MOST_DOUBT_IN * page_map.px_per_in
    errors = np.where(own, OUTLINE_ERROR_PX if layout.blank is not None else OUTLINE_ERROR_OF_RULER_PX, np.inf)
    if layout.blank is None and not own.all():
        by_fill, solid = hidden_centres(gray, levels, printed, page_map, expected, FILL_REACH_IN, ~own)
        shifts, own, dark = np.where(solid[:, None], by_fill, shifts), own | solid, dark | solid
        errors[solid] = FILL_ERROR_IN * page_map.px_per_in
    unseen = np.where(outlined | dark, 0.0, UNSEEN_IN * page_map.px_per_in)
    centres = expected + np.where(own[:, None], shifts, 0.0)
    page_map = _with_outlines(page_map, places[own], centres[own])
    by_neighbours, doubt = page_map.to_px_in_doubt(places)
    return PrintRegistration(
        layout=layout,
        forms=printed,
        page_map=page_map,
        centres_px=np.where(own[:, None], centres, by_neighbours),
        errors_px=np.minimum(errors, 1.0 + doubt + unseen),
        named=np.ones(len(expected), bool),
        found=1.0,
        missing=0,
        writing_blank_permille=(0,) * len(expected),
        fit=float((outlined | dark).mean()) if len(expected) else 1.0,
    )


def _with_outlines(page_map: PageMap, places_in: Floats, centres_px: Floats) -> PageMap:
    """The map with the outlines that were seen as further landmarks: they tell where a covered one beside them lies."""
    shifts = centres_px - page_map.plain(places_in)
    return PageMap(
        page_map.affine,
        np.concatenate([page_map.places_in, places_in]),
        np.concatenate([page_map.shifts_px, shifts]),
    )
