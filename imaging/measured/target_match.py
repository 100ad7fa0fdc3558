"""Pages of which only the targets are known: found by the constellation that their outlines make.

Outlines are looked for on a small image; two of them and two targets tell how the page may lie, and the right way is
the one in which all targets have their outlines. Where another way would do almost as well (columns of targets at even
distances, moved by one) the page is not read.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

import cv2
import numpy as np
from numpy.typing import NDArray

from imaging.ink_levels import InkLevels
from imaging.layout import MeasuredPage, TargetShape
from imaging.measured.features import SMALL_DPI
from imaging.measured.hidden_targets import hidden_centres
from imaging.measured.locating import forms_of, locate_targets, places_of
from imaging.measured.page_map import PageMap, consistent, fit_map
from imaging.measured.registration import PrintRegistration, place_targets
from imaging.measured.target_answers import (
    FULL_SHARE,
    LEAST_PEAK,
    SOLID_FROM,
    WEAK_SHARE,
    TargetAnswers,
    answers_of,
)
from kernels.ways import BEHIND, UNIT_BITS, WHOLE, score_ways

Floats = NDArray[np.float64]

MOST_PEAKS = 160
MOST_PAIRS = 28
SCALES = (0.86, 1.08)
"""Of the resolution that the image would have if it were just the page."""
MOST_TURN_DEG = 6.5
"""From upright, upside down, or on either side."""
CLEAR_LEAD = 1.5
"""A way that is behind the best by no more targets is looked at closer, too."""
MOST_OTHERS, MOST_FIT_OF_OTHERS = 8, 0.6
"""Of no other way of these may so many targets show outlines or solid fills, or the page could lie two ways;"""
LEAD_SHARE, LEAST_LEAD = 0.2, 2
"""unless the best way has so many more of the targets: all outlines are targets, so a way without some is none."""
OTHER_WAY_IN = 0.08
WIDE_REACH_IN = 0.07
RULER_IN = 0.045
"""Somebody measured the places: to 0.03 inch, down and across."""
LEAST_OUTLINED = 0.4
LEAST_FIT = 0.97


@dataclass(frozen=True, slots=True)
class _Printed:
    """What answers depend on besides the image: layouts that have the same first target share them."""

    shape: TargetShape
    width_in: float
    height_in: float
    stroke_in: float
    nominal: float


def register_by_targets(
    gray: NDArray[np.uint8], levels: InkLevels, layouts: Iterable[MeasuredPage]
) -> Iterator[tuple[MeasuredPage, PrintRegistration]]:
    """Find pages on an image (uint8 (H, W)) by their targets alone: each that is there, all of it, and lies one way."""
    answered: dict[_Printed, TargetAnswers] = {}
    for layout in layouts:
        if len(layout.targets) < 2:
            continue
        target, nominal = layout.targets[0], max(gray.shape) / max(layout.width_in, layout.height_in)
        asked = _Printed(target.shape, target.width_in, target.height_in, target.stroke_in, nominal)
        if asked not in answered:
            answered[asked] = answers_of(gray, levels, target, nominal, _factor(nominal))
        placed = _registered(gray, levels, layout, answered[asked], nominal)
        if placed is not None:
            yield layout, placed


def _factor(nominal: float) -> int:
    """How many pixels of the image are one of the small one."""
    return max(1, round(nominal / (SMALL_DPI * 1.3)))


def _registered(
    gray: NDArray[np.uint8], levels: InkLevels, layout: MeasuredPage, answers: TargetAnswers, nominal: float
) -> PrintRegistration | None:
    """The page; None where its targets are not all there, or could lie two ways."""
    places, factor = places_of(layout), _factor(nominal)
    ways = _likely_ways(answers, places, nominal / factor)
    placed = [one for way in ways if (one := _refined(gray, levels, layout, _full_size(way, factor))) is not None]
    best = max(placed, key=lambda one: one.fit, default=None)
    if best is None or best.fit < LEAST_FIT:
        return None
    rival = max((other.fit for other in placed if _lies_elsewhere(other, best)), default=0.0)
    lead = max(LEAD_SHARE, LEAST_LEAD / len(places))
    return None if rival > max(MOST_FIT_OF_OTHERS, best.fit - lead) else best


def _lies_elsewhere(one: PrintRegistration, other: PrintRegistration) -> bool:
    """Whether two ways put the targets at other places: two that were told apart may come to the same."""
    apart_px = np.hypot(*(one.centres_px - other.centres_px).T)
    return bool(apart_px.max() > OTHER_WAY_IN * other.page_map.px_per_in)


def _full_size(similarity: Floats, factor: int) -> PageMap:
    """The map of the whole image of a similarity, float64 (2, 3), of the small one."""
    affine = similarity * factor
    affine[:, 2] += (factor - 1) / 2
    return PageMap(affine, np.zeros((1, 2)), np.zeros((1, 2)))


def _refined(
    gray: NDArray[np.uint8], levels: InkLevels, layout: MeasuredPage, page_map: PageMap
) -> PrintRegistration | None:
    places = places_of(layout)
    forms, expected = forms_of(layout), page_map.plain(places)
    shifts, outlined, _ = locate_targets(gray, levels, forms, page_map, expected, WIDE_REACH_IN, also_in_part=True)
    if not outlined.all():
        by_fill, solid = hidden_centres(gray, levels, forms, page_map, expected, WIDE_REACH_IN, ~outlined)
        shifts, outlined = np.where(solid[:, None], by_fill, shifts), outlined | solid
    seen = np.flatnonzero(outlined)
    if len(seen) < max(2, LEAST_OUTLINED * len(places)):
        return None
    found = expected[seen] + shifts[seen]
    better = _fitted(places[seen], found)
    agree = consistent(better, RULER_IN * better.px_per_in)
    if agree.sum() < 2:
        return None
    return place_targets(gray, levels, layout, _fitted(places[seen][agree], found[agree]))


def _fitted(places_in: Floats, places_px: Floats) -> PageMap:
    """An affine map where the places reach out in both directions, else a similarity."""
    spread = np.linalg.svd(places_in - places_in.mean(axis=0), compute_uv=False)
    if len(places_in) >= 4 and spread[-1] / np.sqrt(len(places_in)) > 0.5:
        return fit_map(places_in, places_px)
    affine = _similarity(places_in, places_px)
    return PageMap(affine, places_in, places_px - (places_in @ affine[:, :2].T + affine[:, 2]))


def _similarity(places_in: Floats, places_px: Floats) -> Floats:
    """The turn, scale and shift nearest to these places: float64 (2, 3)."""
    of = (places_in - places_in.mean(axis=0)) @ np.array([1.0, 1j])
    to = (places_px - places_px.mean(axis=0)) @ np.array([1.0, 1j])
    turn = complex((np.conj(of) * to).sum() / (np.abs(of) ** 2).sum())
    matrix = np.array([[turn.real, -turn.imag], [turn.imag, turn.real]])
    return np.concatenate([matrix, (places_px.mean(axis=0) - matrix @ places_in.mean(axis=0))[:, None]], axis=1)


def _likely_ways(answers: TargetAnswers, places: Floats, nominal: float) -> list[Floats]:
    """The similarities that put the most targets on outlines, float64 (2, 3) each, inches to pixels: the best, and any
    other way that is nearly as good; none where there are too many of those."""
    peaks = _peaks(answers.outline, nominal, LEAST_PEAK)
    usual = answers.usual(peaks, len(places))
    peaks = peaks[answers.outline[tuple(peaks.T)] >= FULL_SHARE * WEAK_SHARE * usual]
    peaks = np.unique(np.concatenate([peaks, _peaks(answers.solid, nominal, SOLID_FROM)]), axis=0)
    if len(peaks) < 2:
        return []
    ways = _ways(peaks.astype(np.float64), places, nominal)
    if len(ways) == 0:
        return []
    share = cv2.dilate(answers.share(usual).astype(np.float32), np.ones((5, 5), np.uint8)).astype(np.int32)
    scores = score_ways(share, _in_units(ways), _in_units(places), int(WHOLE * min(CLEAR_LEAD, 0.3 * len(places))))
    ways, scores = ways[scores > BEHIND], scores[scores > BEHIND]
    at = np.rint(np.einsum("wij,nj->wni", ways[:, :, :2], places) + ways[:, None, :, 2]).astype(int)
    left = np.ones(len(ways), bool)
    chosen: list[Floats] = []
    while left.any() and len(chosen) <= MOST_OTHERS:
        best = int(np.argmax(np.where(left, scores, -1)))
        chosen.append(np.asarray(ways[best], np.float64))
        left &= np.hypot(*(at - at[best]).mean(axis=1).T) > OTHER_WAY_IN * nominal
    return [] if left.any() else chosen


def _peaks(answer: NDArray[np.float32], nominal: float, least: float) -> NDArray[np.int64]:
    """Where the answer is strongest around: int64 (N, 2), (row, col), the strongest first."""
    side = 2 * round(0.05 * nominal) + 1
    highest = (answer == cv2.dilate(answer, np.ones((side, side), np.uint8))) & (answer > least)
    # along one axis the places are found in a third of the time
    places = np.stack(np.divmod(np.flatnonzero(highest), answer.shape[1]), axis=1)
    order = np.argsort(-answer[highest], kind="stable")[:MOST_PEAKS]
    return np.asarray(places[order], np.int64)


def _ways(peaks: Floats, places: Floats, nominal: float) -> Floats:
    """The similarities that put two targets on two peaks, as far as a scan may lie so: float64 (W, 2, 3)."""
    complex_peaks = peaks @ np.array([1.0, 1j])
    complex_places = places @ np.array([1.0, 1j])
    apart = sorted(
        combinations(range(len(places)), 2), key=lambda pair: -abs(complex_places[pair[0]] - complex_places[pair[1]])
    )
    step = max(1, len(apart) // 2 // MOST_PAIRS)
    between = (complex_peaks[None, :] - complex_peaks[:, None]).ravel()
    order = np.argsort(np.abs(between), kind="stable")
    distance, angle = np.abs(between)[order], np.degrees(np.angle(between))[order]
    ways = []
    for first, second in apart[::step][:MOST_PAIRS]:
        of_places = complex_places[second] - complex_places[first]
        if of_places == 0:
            continue
        low, high = np.searchsorted(distance, np.array(SCALES) * nominal * abs(of_places))
        off = np.abs((angle[low:high] - np.degrees(np.angle(of_places)) + 45) % 90 - 45)
        usable = np.sort(order[low:high][off <= MOST_TURN_DEG])
        turn = between[usable] / of_places
        shift = complex_peaks[usable // len(peaks)] - turn * complex_places[first]
        down, across = np.stack([turn.real, turn.imag], axis=1), np.stack([-turn.imag, turn.real], axis=1)
        ways.append(np.stack([down, across, np.stack([shift.real, shift.imag], axis=1)], axis=2))
    return np.concatenate(ways) if ways else np.zeros((0, 2, 3))


def _in_units(values: Floats) -> NDArray[np.int64]:
    """Places, float64 (N, 2), or similarities, float64 (W, 2, 3), as `score_ways` takes them."""
    kept = values if values.ndim == 2 else np.concatenate([values[:, :, 0], values[:, :, 2]], axis=1)
    return np.ascontiguousarray(np.rint(kept * (1 << UNIT_BITS)).astype(np.int64))
