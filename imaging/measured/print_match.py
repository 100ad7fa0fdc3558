"""Pages of which the blank is known: found by the landmarks of its print.

Landmarks that are not there tell that the page is another one; those beside a target are the name of its choice, and
without them nobody may say what a mark in it means.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from imaging.geometry import to_px64
from imaging.ink_levels import LITTLE_PRINT, InkLevels, measure_ink_levels
from imaging.layout import MeasuredPage
from imaging.measured.features import RoughMatch, match
from imaging.measured.landmarks import Landmarks
from imaging.measured.name_match import is_there
from imaging.measured.page_map import PageMap, consistent, fit_map
from imaging.measured.reference import Reference, picture_of, reference_of
from imaging.measured.registration import PrintRegistration, place_targets
from kernels import columns
from kernels.prints import locate_prints

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

FIRST_LANDMARKS = 70
FIRST_REACH_IN, SECOND_REACH_IN, LAST_REACH_IN = 0.07, 0.055, 0.022
EVEN_SHARE = 0.9
"""Where fewer of the first landmarks are found the paper was fed unevenly, and all are looked for once more."""
MOST_LOOKS, LEAST_GROWTH = 4, 0.02
"""They are looked for once more, with the map of those that were found, as long as so many more are found."""
LEAST_SPREAD_IN = 0.5
"""The standard deviation of a rough match's corners, down and across: closer together they tell no stretch or shear."""
LEAST_LIKENESS = 0.3
"""A landmark is there if its dark points are so much darker than its clear ones, as a share of the page's contrast."""
NEIGHBOURLY_IN = 0.014
"""A landmark that shifts otherwise than its neighbours by more is not it."""
LEAST_SEEN = 6
"""Fewer landmarks make no map."""
MARGIN_IN = 0.2
LEAST_VISIBLE = 0.5
"""Of the landmarks must lie on the image: what shows less of the page is not read."""
LEAST_COVERED = 0.72
"""A landmark whose dark points are lighter, as a share of the page's contrast, is not there, nor hidden by a pen."""
MOST_FADED = 0.5
"""Of the landmarks of names: where more are absent, another page is printed there."""
MOST_UNNAMED = 0.5
"""Of the landmarks beside a target may be absent: with more, another name is printed there."""
KEPT_PAIRS = 2048
"""So many pairs of blanks are kept compared."""


def register_by_print(
    gray: NDArray[np.uint8], levels: InkLevels, layout: MeasuredPage, reference: Reference, rough: RoughMatch
) -> PrintRegistration | None:
    """Find a measured page on an image (uint8 (H, W)) that roughly matches it; None where too little of it is there."""
    landmarks = reference.landmarks
    near_map = _near_map(gray, levels, landmarks, reference, rough)
    if near_map is None:
        return None
    on_image = _on_image(near_map.to_px(landmarks.places_in), gray, near_map.px_per_in)
    visible = _some_of(landmarks, on_image)
    if len(visible.beside) < LEAST_VISIBLE * len(landmarks.beside):
        return None
    there, absent, page_map = _look(gray, levels, near_map, visible, LAST_REACH_IN)
    if page_map is None:
        return None
    absent = _but_for_faded(gray, page_map, layout, visible, absent)
    placed = place_targets(gray, levels, layout, page_map)
    return replace(
        placed,
        named=_named(absent, visible.beside, len(layout.targets)),
        found=float(there.mean()),
        missing=int((absent & ~reference.of_marks[on_image]).sum()),
        writing_blank_permille=reference.writing_permille,
    )


def _near_map(
    gray: NDArray[np.uint8], levels: InkLevels, landmarks: Landmarks, reference: Reference, rough: RoughMatch
) -> PageMap | None:
    """The map that the landmarks make which a rough match finds: looked for again with each better map."""
    first = _some(landmarks, FIRST_LANDMARKS)
    share, near_map = 0.0, None
    for rough_map in _rough_maps(reference, rough):
        seen, _, found = _look(gray, levels, rough_map, first, FIRST_REACH_IN)
        if found is not None and seen.mean() > share:
            share, near_map = float(seen.mean()), found
        if share >= EVEN_SHARE:
            return near_map
    for _ in range(MOST_LOOKS):
        if near_map is None or share >= EVEN_SHARE:
            break
        seen, _, found = _look(gray, levels, near_map, landmarks, SECOND_REACH_IN)
        if found is None or seen.mean() < share + LEAST_GROWTH:
            return found if found is not None and seen.mean() >= share else near_map
        share, near_map = float(seen.mean()), found
    return near_map


def _rough_maps(reference: Reference, rough: RoughMatch) -> Iterator[PageMap]:
    """What a rough match may mean: where its corners lie close together, a turn and a shift alone."""
    places_in = (rough.blank + 0.5) / reference.dpi
    if float(places_in.std(axis=0).min()) >= LEAST_SPREAD_IN:
        yield fit_map(places_in, rough.page)
    to_px = rough.similarity[:, :2] * reference.dpi
    origin = rough.similarity[:, 2] - rough.similarity[:, :2] @ np.array([0.5, 0.5])
    yield PageMap(np.concatenate([to_px, origin[:, None]], axis=1), np.zeros((1, 2)), np.zeros((1, 2)))


def _but_for_faded(
    gray: NDArray[np.uint8], page_map: PageMap, layout: MeasuredPage, landmarks: Landmarks, absent: Bools
) -> Bools:
    """Which landmarks are absent, also when those of names that seem to be are looked at once more: bool (N,)."""
    names = np.flatnonzero(absent & (landmarks.beside >= 0))
    of_names = np.count_nonzero(landmarks.beside >= 0)
    if layout.blank is None or not 0 < len(names) <= MOST_FADED * of_names:
        return absent
    faded = is_there(gray, page_map, picture_of(layout.blank), layout.blank.dpi, landmarks.places_in[names])
    still = absent.copy()
    still[names[faded]] = False
    return still


def _on_image(places_px: Floats, gray: NDArray[np.uint8], px_per_in: float) -> Bools:
    """Which landmarks lie wholly on the image: a page may be cropped."""
    margin = MARGIN_IN * px_per_in
    inside = (places_px >= margin) & (places_px <= np.array(gray.shape) - 1 - margin)
    return np.asarray(inside.all(axis=1), bool)


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
    best = found[:, columns.LIKENESS]
    likeness = best / (landmarks.dark_in.shape[1] * max(1, levels.contrast))
    between = [_between(found[:, beside], best) for beside in (columns.ABOVE_BELOW, columns.LEFT_RIGHT)]
    places = expected + found[:, columns.SHIFT] + np.stack(between, axis=1)
    seen = np.flatnonzero(likeness >= LEAST_LIKENESS)
    there = np.zeros(len(likeness), bool)
    absent = found[:, columns.DARK_POINTS] < LEAST_COVERED * landmarks.dark_in.shape[1] * max(1, levels.contrast)
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


@lru_cache(maxsize=KEPT_PAIRS)
def print_apart(page: MeasuredPage, other: MeasuredPage) -> int | None:
    """How many landmarks of a page's blank, timing marks apart, the other page's blank lacks; None if one has no blank.

    Raises BlankPrintError.
    """
    if page.blank is None or other.blank is None:
        return None
    if page.blank == other.blank:
        return 0
    reference = reference_of(page.blank, page.targets)
    rough = match(reference.features, reference_of(other.blank, other.targets).features)
    picture = picture_of(other.blank)
    levels = measure_ink_levels(picture, LITTLE_PRINT)
    found = None if rough is None else register_by_print(picture, levels, page, reference, rough)
    return len(reference.landmarks.beside) if found is None else found.missing
