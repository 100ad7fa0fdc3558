"""Where every target of a measured page lies in an image, and how sure that is.

The print tells: roughly by its corners, exactly by its landmarks, at each target by its own outline. Landmarks that are
not there tell that the page is another one; those beside a target are the name of its choice, and without them nobody
may say what a mark in it means.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from imaging.geometry import to_px64
from imaging.ink_levels import InkLevels
from imaging.layout import BoxIn, MeasuredPage, MeasuredTarget
from imaging.measured.features import RoughMatch
from imaging.measured.forms import form_points
from imaging.measured.landmarks import Landmarks
from imaging.measured.page_map import PITCH_IN, PageMap, consistent, fit_map
from imaging.measured.reference import Reference
from imaging.placed import PlacedForm, PlacedTargets
from imaging.refusals import Refusals, most_are_refused, refuse
from imaging.sheets import Refusal
from kernels.outlines import locate_outlines
from kernels.prints import locate_prints

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

FIRST_LANDMARKS = 70
FIRST_REACH_IN, SECOND_REACH_IN, LAST_REACH_IN = 0.07, 0.055, 0.022
EVEN_SHARE = 0.9
"""Where fewer of the first landmarks are found the paper was fed unevenly, and all are looked for once more."""
LEAST_LIKENESS = 0.3
"""A landmark is there if its dark points are so much darker than its clear ones, as a share of the page's contrast."""
NEIGHBOURLY_IN = 0.014
"""A landmark that shifts otherwise than its neighbours by more is not it."""
LEAST_SEEN = 6
"""Fewer landmarks make no map."""
MARGIN_IN = 0.2
LEAST_VISIBLE = 0.5
"""Of the landmarks must lie on the image: what shows less of the page is not read."""
LEAST_FOUND = 0.6
"""Of the landmarks: with fewer, another page is printed there."""
LEAST_COVERED = 0.72
"""A landmark whose dark points are lighter, as a share of the page's contrast, is not there, nor hidden by a pen."""
MOST_UNNAMED = 0.5
"""Of the landmarks beside a target may be absent: with more, another name is printed there."""
LEAST_NAMED_TARGETS = 0.8
"""Of the targets: with fewer names as on the blank, another ballot is printed there."""
OUTLINE_REACH_IN = 0.03
OUTLINE_POINTS = 48
LEAST_OUTLINE_SHARE = 0.12
DARK_INSIDE_SHARE = 0.3
LEAST_OF_USUAL = 0.5
"""An outline is as dark as most of the page's are, at least to this share: otherwise it is a part of something."""
LEAST_FIT = 0.8
LOOP_NEAR, LOOP_FAR, LOOP_INDENT = 0.085, 0.265, 0.07
"""In quarter inches: where a loop around an outline is looked for, and how much shorter than the outline."""
MOST_DOUBT_IN = 0.05
"""Where the map may be off by more, an outline that is seen may be a part of another's."""
UNSEEN_IN = 0.03
"""Where neither an outline is seen nor ink that may hide it the target lies somewhere else: more than is allowed."""
MOST_STRAY_IN = 0.014
MOST_ERROR_IN = 0.0275
"""A target whose place may be off by more is not measured: half an outline's height is about a sixteenth of an inch."""


@dataclass(frozen=True, slots=True)
class MatchedPage:
    """A measured page that was found on an image.

    centres_px  float64 (N, 2), (row, col), in the order of the layout's targets
    errors_px   float64 (N,), the estimated error of each centre
    named       bool (N,), False where the print beside the target is not the blank's
    found       share of the landmarks that are there
    fit         share of the targets that show an outline, or ink that may hide one; 1 if the layout has no targets
    """

    layout: MeasuredPage
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
    def worst_error_px(self) -> float:
        """The largest estimated error of a target's centre."""
        return float(self.errors_px.max(initial=0.0))

    @property
    def most_error_px(self) -> float:
        """What an error may be at most."""
        return MOST_ERROR_IN * self.page_map.px_per_in

    @property
    def refused(self) -> Refusals:
        """For each target why it cannot be measured, None where it can."""
        return refuse([(Refusal.UNCERTAIN, self.errors_px > self.most_error_px)], len(self.errors_px))

    @property
    def is_certain(self) -> bool:
        """Whether every target stands beside the name it has, and most lie where they were found."""
        return bool(self.named.all()) and not most_are_refused(self.refused)

    def placed(self) -> PlacedTargets:
        """The targets as measuring their ink needs them."""
        targets = self.layout.targets
        writing = tuple(i for i, target in enumerate(targets) if target.write_in_area is not None)
        return PlacedTargets(
            side=self.layout.side,
            numbers=tuple(target.number for target in targets),
            blank_ink_permille=tuple(target.blank_ink_permille for target in targets),
            forms=tuple(_placed_form(target) for target in targets),
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


def _placed_form(target: MeasuredTarget) -> PlacedForm:
    """A loop's bands begin as far outside the outline as on pages with timing marks."""
    width, height = (target.width_in - target.stroke_in) / PITCH_IN, (target.height_in - target.stroke_in) / PITCH_IN
    near, far = height / 2 + LOOP_NEAR, height / 2 + LOOP_FAR
    return PlacedForm(target.shape, width, height, ((-far, -near), (near, far)), max(0.1, width / 2 - LOOP_INDENT))


def register_by_print(
    gray: NDArray[np.uint8], levels: InkLevels, layout: MeasuredPage, reference: Reference, rough: RoughMatch
) -> MatchedPage | None:
    """Find a measured page on an image (uint8 (H, W)) that roughly matches it; None where too little of it is there."""
    landmarks = reference.landmarks
    rough_map = fit_map((rough.blank + 0.5) / reference.dpi, rough.page)
    seen, _, near_map = _look(gray, levels, rough_map, _some(landmarks, FIRST_LANDMARKS), FIRST_REACH_IN)
    if near_map is None:
        return None
    if seen.mean() < EVEN_SHARE:
        _, _, near_map = _look(gray, levels, near_map, landmarks, SECOND_REACH_IN)
        if near_map is None:
            return None
    visible = _some_of(landmarks, _on_image(near_map.to_px(landmarks.places_in), gray, near_map.px_per_in))
    if len(visible.beside) < LEAST_VISIBLE * len(landmarks.beside):
        return None
    there, absent, page_map = _look(gray, levels, near_map, visible, LAST_REACH_IN)
    if page_map is None:
        return None
    placed = place_targets(gray, levels, layout, page_map)
    return replace(
        placed,
        named=_named(absent, visible.beside, len(layout.targets)),
        found=float(there.mean()),
        missing=int(absent.sum()),
        writing_blank_permille=reference.writing_permille,
    )


def _on_image(places_px: Floats, gray: NDArray[np.uint8], px_per_in: float) -> Bools:
    """Which landmarks lie wholly on the image: a page may be cropped."""
    margin = MARGIN_IN * px_per_in
    inside = (places_px >= margin) & (places_px <= np.array(gray.shape) - 1 - margin)
    return np.asarray(inside.all(axis=1), bool)


def place_targets(
    gray: NDArray[np.uint8],
    levels: InkLevels,
    layout: MeasuredPage,
    page_map: PageMap,
) -> MatchedPage:
    """Place the layout's targets by the map, and each by its own outline where that is seen; ask nothing else."""
    places = places_of(layout)
    expected, doubt = page_map.to_px_in_doubt(places)
    shifts, outlined, dark = locate_targets(gray, levels, layout, page_map, expected)
    strays = np.hypot(*shifts.T)
    own = outlined & (strays <= MOST_STRAY_IN * page_map.px_per_in + doubt)
    own &= doubt <= MOST_DOUBT_IN * page_map.px_per_in
    unseen = np.where(outlined | dark, 0.0, UNSEEN_IN * page_map.px_per_in)
    centres = expected + np.where(own[:, None], shifts, 0.0)
    page_map = _with_outlines(page_map, places[own], centres[own])
    by_neighbours, doubt = page_map.to_px_in_doubt(places)
    return MatchedPage(
        layout=layout,
        page_map=page_map,
        centres_px=np.where(own[:, None], centres, by_neighbours),
        errors_px=np.where(own, 0.7, 1.0 + doubt + unseen),
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


def places_of(layout: MeasuredPage) -> Floats:
    """The targets' centres: float64 (N, 2), (y, x), in inches."""
    return np.array([(target.y_in, target.x_in) for target in layout.targets], np.float64).reshape(-1, 2)


def _some(landmarks: Landmarks, count: int) -> Landmarks:
    """So many of the landmarks, evenly over the page."""
    order = np.lexsort((landmarks.places_in[:, 1], landmarks.places_in[:, 0]))
    chosen = order[np.unique((np.arange(count) * len(order)) // count)] if len(order) else order
    return _some_of(landmarks, chosen)


def _some_of(landmarks: Landmarks, chosen: NDArray[np.generic]) -> Landmarks:
    return Landmarks(
        landmarks.places_in[chosen], landmarks.dark_in[chosen], landmarks.clear_in[chosen], landmarks.beside[chosen]
    )


def _look(
    gray: NDArray[np.uint8], levels: InkLevels, page_map: PageMap, landmarks: Landmarks, reach_in: float
) -> tuple[Bools, Bools, PageMap | None]:
    """Which landmarks are where the map has them, within the reach, which are certainly not, and the map they make.

    A landmark that a pen wrote over is neither: its dark points are dark, and so are its clear ones.
    """
    expected = page_map.to_px(landmarks.places_in)
    to_px = page_map.affine[:, :2].T
    reach = max(2, round(reach_in * page_map.px_per_in))
    found = locate_prints(
        gray,
        to_px64(expected),
        to_px64(landmarks.dark_in @ to_px),
        to_px64(landmarks.clear_in @ to_px),
        reach,
        1 if reach_in <= LAST_REACH_IN else max(1, round(0.01 * page_map.px_per_in)),
        levels.paper,
        max(1, levels.contrast),
    ).astype(np.float64)
    likeness = found[:, 2] / (landmarks.dark_in.shape[1] * max(1, levels.contrast))
    places = (
        expected
        + found[:, :2]
        + np.stack([_between(found[:, 3:5], found[:, 2]), _between(found[:, 5:7], found[:, 2])], axis=1)
    )
    seen = np.flatnonzero(likeness >= LEAST_LIKENESS)
    there = np.zeros(len(likeness), bool)
    absent = found[:, 7] < LEAST_COVERED * landmarks.dark_in.shape[1] * max(1, levels.contrast)
    if len(seen) < LEAST_SEEN:
        return there, absent, None
    agree = consistent(fit_map(landmarks.places_in[seen], places[seen]), NEIGHBOURLY_IN * page_map.px_per_in)
    there[seen[agree]] = True
    absent &= ~there
    if there.sum() < LEAST_SEEN:
        return there, absent, None
    return there, absent, fit_map(landmarks.places_in[there], places[there])


def _between(beside: Floats, best: Floats) -> Floats:
    """Where between pixels the likeness is highest, from its values a pixel before and behind: float64 (N,)."""
    bend = beside[:, 0] - 2 * best + beside[:, 1]
    part = (beside[:, 0] - beside[:, 1]) / (2 * np.where(bend < 0, bend, -1.0))
    return np.where(bend < 0, np.clip(part, -0.5, 0.5), 0.0)


def _named(absent: Bools, beside: NDArray[np.int64], targets: int) -> Bools:
    """Beside which targets the blank's print stands, or what hides it: bool (N,)."""
    named = np.ones(targets, bool)
    for target in range(targets):
        own = absent[beside == target]
        named[target] = own.size == 0 or own.mean() <= MOST_UNNAMED
    return named


def locate_targets(
    gray: NDArray[np.uint8],
    levels: InkLevels,
    layout: MeasuredPage,
    page_map: PageMap,
    expected: Floats,
    reach_in: float = OUTLINE_REACH_IN,
) -> tuple[Floats, Bools, Bools]:
    """Each target's outline near its expected place: its shift, whether it is seen, whether ink may hide it."""
    count = len(layout.targets)
    shifts, outlined, dark = np.zeros((count, 2)), np.zeros(count, bool), np.zeros(count, bool)
    to_px = page_map.affine[:, :2].T
    most = max(1, levels.contrast)
    reach = max(2, round(reach_in * page_map.px_per_in))
    forms = [(t.shape, t.width_in - t.stroke_in, t.height_in - t.stroke_in) for t in layout.targets]
    for form in dict.fromkeys(forms):
        members = np.array([i for i in range(count) if forms[i] == form])
        points = form_points(*form, OUTLINE_POINTS) @ to_px
        inner = form_points(form[0], form[1] * 0.55, form[2] * 0.45, OUTLINE_POINTS // 2) @ to_px
        found = locate_outlines(
            gray, to_px64(expected[members]), to_px64(points), to_px64(inner), reach, levels.paper, most
        )
        on_outline, around = found[:, 2] / (len(points) * most), found[:, 4] / (len(points) * most)
        inside = found[:, 3] / (len(inner) * most)
        seen = (on_outline - inside > LEAST_OUTLINE_SHARE) & (on_outline - around > LEAST_OUTLINE_SHARE / 2)
        if seen.any():
            seen &= on_outline >= LEAST_OF_USUAL * float(np.quantile(on_outline[seen], 0.75))
        shifts[members] = found[:, :2]
        outlined[members] = seen & (inside < DARK_INSIDE_SHARE)
        dark[members] = inside >= DARK_INSIDE_SHARE / 3
    return shifts, outlined, dark
