"""Where every target of a measured page lies in an image, and how sure that is.

The print tells, or the constellation of all targets (`print_match`, `target_match`), and at each target its own outline
has the last word.
"""

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from imaging.clear_insides import ClearInside, measure_clear_inside
from imaging.family import PrintedImage
from imaging.geometry import as_pairs
from imaging.ink_levels import InkLevels
from imaging.layout import BoxIn, MeasuredPage, TargetShape
from imaging.measured.forms import form_points
from imaging.measured.page_map import PITCH_IN, PageMap
from imaging.outlines import INNER_POINTS, INNER_SHARES, OUTLINE_POINTS, look_for_outlines, or_stretched
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
LEAST_OF_USUAL = 0.5
"""An outline is as dark as most of the page's are, at least to this share: otherwise it is a part of something."""
STRETCHES = (1.05, 0.95)
"""So much an uneven feed draws an outline out down the page, or presses it together: a thin one is then missed."""
LEAST_FIT = 0.8
LOOP_NEAR, LOOP_FAR, LOOP_INDENT = 0.085, 0.265, 0.07
"""In quarter inches: where a loop around an outline is looked for, and how much shorter than the outline."""
MOST_DOUBT_IN = 0.05
"""Where the map may be off by more, an outline that is seen may be a part of another's."""
UNSEEN_IN = 0.03
"""Where neither an outline is seen nor ink that may hide it the target lies somewhere else: more than is allowed."""
MOST_STRAY_IN = 0.014
MOST_STRAY_OF_RULER_IN, RULER_REACH_IN = 0.05, 0.05
"""Where no blank tells the places, somebody measured them, to 0.03 inch."""
MOST_ERROR_IN = 0.0275
"""A target whose place may be off by more is not measured: half an outline's height is about a sixteenth of an inch."""


@dataclass(frozen=True, slots=True)
class PrintedForm:
    """An outline to its stroke's middle, its stroke, and which form of such a share of its inside is clear."""

    shape: TargetShape
    width_in: float
    height_in: float
    stroke_in: float
    inside: TargetShape
    share: float = 1.0


Forms = tuple[PrintedForm, ...]


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
    """How many landmarks are not there."""
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
    width, height, stroke = form.width_in / PITCH_IN, form.height_in / PITCH_IN, form.stroke_in / PITCH_IN
    near, far = height / 2 + LOOP_NEAR, height / 2 + LOOP_FAR
    bands = ((-far, -near), (near, far))
    stroke += (1 - form.share) * (height - stroke)
    return PlacedForm(form.inside, width, height, bands, max(0.1, width / 2 - LOOP_INDENT), stroke)


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
    printed = _as_printed(gray, levels, forms, page_map, near)
    by_layout = outlined | dark
    shifts, outlined, dark = locate_targets(gray, levels, printed, page_map, expected, reach_in)
    better = _better_seen(forms, printed, by_layout, outlined | dark)
    if better != printed:
        printed = better
        shifts, outlined, dark = locate_targets(gray, levels, printed, page_map, expected, reach_in)
    strays = np.hypot(*shifts.T)
    most_stray_in = MOST_STRAY_IN if layout.blank is not None else MOST_STRAY_OF_RULER_IN
    own = outlined & (strays <= most_stray_in * page_map.px_per_in + doubt)
    own &= doubt <= MOST_DOUBT_IN * page_map.px_per_in
    unseen = np.where(outlined | dark, 0.0, UNSEEN_IN * page_map.px_per_in)
    centres = expected + np.where(own[:, None], shifts, 0.0)
    page_map = _with_outlines(page_map, places[own], centres[own])
    by_neighbours, doubt = page_map.to_px_in_doubt(places)
    return PrintRegistration(
        layout=layout,
        forms=printed,
        page_map=page_map,
        centres_px=np.where(own[:, None], centres, by_neighbours),
        errors_px=np.where(own, 0.7, 1.0 + doubt + unseen),
        named=np.ones(len(expected), bool),
        found=1.0,
        missing=0,
        writing_blank_permille=(0,) * len(expected),
        fit=float((outlined | dark).mean()) if len(expected) else 1.0,
    )


def forms_of(layout: MeasuredPage) -> Forms:
    """The targets' outlines as the layout has them."""
    return tuple(
        PrintedForm(t.shape, t.width_in - t.stroke_in, t.height_in - t.stroke_in, t.stroke_in, t.shape)
        for t in layout.targets
    )


def _as_printed(
    gray: NDArray[np.uint8], levels: InkLevels, forms: Forms, page_map: PageMap, places_px: Floats
) -> Forms:
    """The outlines as this page shows them, where enough of it does."""
    vectors = np.stack([page_map.down_px, page_map.across_px]) * PITCH_IN
    printed = {}
    for form in dict.fromkeys(forms):
        members = np.array([one == form for one in forms])
        expected = (form.shape, form.width_in / PITCH_IN, form.height_in / PITCH_IN)
        inside = measure_clear_inside(gray, levels, places_px[members], vectors, expected)
        printed[form] = form if inside is None else _around(inside, form)
    return tuple(printed[form] for form in forms)


def _better_seen(forms: Forms, printed: Forms, by_layout: Bools, by_page: Bools) -> Forms:
    """The outlines as the page seems to show them, or as the layout has them where more are seen so."""
    gained: Counter[PrintedForm] = Counter()
    for form, was, now in zip(forms, by_layout.tolist(), by_page.tolist(), strict=True):
        gained[form] += now - was
    return tuple(own if gained[form] >= 0 else form for form, own in zip(forms, printed, strict=True))


def _around(inside: ClearInside, form: PrintedForm) -> PrintedForm:
    stroke = inside.stroke * PITCH_IN or form.stroke_in
    width, height = inside.width * PITCH_IN, inside.height * PITCH_IN
    return PrintedForm(inside.outline, width + stroke, height + stroke, stroke, inside.shape, inside.share)


def _with_outlines(page_map: PageMap, places_in: Floats, centres_px: Floats) -> PageMap:
    """The map with the outlines that were seen as further landmarks: they tell where a covered one beside them lies."""
    shifts = centres_px - page_map.plain(places_in)
    return PageMap(
        page_map.affine,
        np.concatenate([page_map.places_in, places_in]),
        np.concatenate([page_map.shifts_px, shifts]),
    )


def places_of(layout: MeasuredPage) -> Floats:
    """The targets' centres: float64 (N, 2), (y, x), in inches."""
    return np.array([(target.y_in, target.x_in) for target in layout.targets], np.float64).reshape(-1, 2)


def locate_targets(
    gray: NDArray[np.uint8],
    levels: InkLevels,
    forms: Forms,
    page_map: PageMap,
    expected: Floats,
    reach_in: float,
    also_in_part: bool = False,
) -> tuple[Floats, Bools, Bools]:
    """Each target's outline near its expected place: its shift, whether it is seen, whether ink may hide it.

    An outline that is seen `also_in_part` tells where the page lies, and not yet that it is one.
    """
    count = len(forms)
    shifts, outlined, dark = np.zeros((count, 2)), np.zeros(count, bool), np.zeros(count, bool)
    to_px = page_map.affine[:, :2].T
    reach = max(2, round(reach_in * page_map.px_per_in))
    for form in dict.fromkeys(forms):
        members = np.array([i for i in range(count) if forms[i] == form])
        shape, width, height = form.shape, form.width_in, form.height_in
        points = form_points(shape, width, height, OUTLINE_POINTS) @ to_px
        inner = form_points(shape, width * INNER_SHARES[0], height * INNER_SHARES[1], INNER_POINTS) @ to_px
        found = look_for_outlines(gray, levels, expected[members], points, inner, reach)
        for stretch in STRETCHES:
            along_feed = np.linalg.inv(to_px) @ np.diag([stretch, 1.0]) @ to_px
            found = or_stretched(gray, levels, found, expected[members], points, inner, reach, along_feed)
        printed = found.printed
        if printed.any():
            printed = printed & (found.darkness >= LEAST_OF_USUAL * float(np.quantile(found.darkness[printed], 0.75)))
        shifts[members] = found.shift_px + found.middle_px64 / 64
        outlined[members] = printed & found.clear_inside & (found.whole | also_in_part)
        dark[members] = found.dark_inside & (found.whole | found.usual.is_near(gray, expected[members]))
    return shifts, outlined, dark
