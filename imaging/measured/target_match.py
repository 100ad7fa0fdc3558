"""Pages of which only the targets are known: found by the constellation that their outlines make.

Outlines are looked for on a small image; two of them and two targets tell how the page may lie, and the right way is
the one in which all targets have their outlines. Where another way would do almost as well (columns of targets at even
distances, moved by one) the page is not read.
"""

from dataclasses import dataclass
from itertools import combinations

import cv2
import numpy as np
from numpy.typing import NDArray

from imaging.arrow_gaps import END_IN
from imaging.ink_levels import InkLevels
from imaging.layout import MeasuredPage, MeasuredTarget, TargetShape
from imaging.measured.features import SMALL_DPI
from imaging.measured.forms import form_points
from imaging.measured.hidden_targets import hidden_centres
from imaging.measured.locating import forms_of, locate_targets, places_of
from imaging.measured.page_map import PageMap, consistent, fit_map
from imaging.measured.registration import PrintRegistration, place_targets

Floats = NDArray[np.float64]

MOST_PEAKS = 160
MOST_PAIRS = 28
SCALES = (0.86, 1.08)
"""Of the resolution that the image would have if it were just the page."""
MOST_TURN_DEG = 6.5
"""From upright, upside down, or on either side."""
WEAK_SHARE, FULL_SHARE = 0.6, 0.9
"""Of the usual outline's answer: what answers no stronger than the first is none, from the second on it surely is."""
CLEAR_LEAD = 1.5
"""A way that is behind the best by no more targets is looked at closer, too."""
MOST_OTHERS, MOST_FIT_OF_OTHERS = 8, 0.6
"""Of no other way of these may so many targets show outlines or solid fills, or the page could lie two ways;"""
LEAD_SHARE, LEAST_LEAD = 0.2, 2
"""unless the best way has so many more of the targets: all outlines are targets, so a way without some is none."""
LEAST_PEAK = 0.1
SOLID_FROM, SOLID_TO = 0.3, 0.5
"""A solid fill's answer: what answers no stronger than the first is none, from the second on it surely is one."""
HIDDEN_FROM, HIDDEN_TO, HIDDEN_SHARE = 0.8, 0.95, 0.7
"""Ink only adds to an outline: where its line is so dark, as a share of the usual answer, strokes may cross it.

It counts less, as letters may lie so, too."""
Layers = tuple[tuple[float, float], ...]
OUTLINE: Layers = ((0.0, 1.0), (-0.05, -0.6), (0.055, -0.4))
SOLID: Layers = ((0.0, 0.4), (-0.05, 0.4), (-0.1, 0.2), (0.075, -1.0))
INKED: Layers = ((0.0, 1.0),)
"""Lines so much wider and higher than an outline, and their weights."""
OTHER_WAY_IN = 0.08
WIDE_REACH_IN = 0.07
RULER_IN = 0.045
"""Somebody measured the places: to 0.03 inch, down and across."""
ABOVE_GAP_IN = 0.05
"""So far above and below an arrow's gap is clear paper, too."""
LEAST_OUTLINED = 0.4
LEAST_FIT = 0.97


@dataclass(frozen=True, slots=True)
class _Answers:
    """What each place of the small image looks like: float32 (H, W) each, 1 is fully.

    outline   the middle of an outline with clear paper inside it and around it
    solid     the middle of a solid fill with clear paper around it
    inked     the middle of an outline, whatever else is there
    """

    outline: NDArray[np.float32]
    solid: NDArray[np.float32]
    inked: NDArray[np.float32]

    def usual(self, peaks: NDArray[np.int64], targets: int) -> float:
        """The answer of most outlines, where any are clear: pens leave a quarter of them, or there are none to see."""
        strongest = np.sort(self.outline[tuple(peaks.T)])[-targets:]
        return max(LEAST_PEAK, float(np.quantile(strongest, 0.75)) if strongest.size else 0.0)

    def share(self, usual: float) -> NDArray[np.float32]:
        """How surely a target lies at each place: float32 (H, W), 0 to 1."""
        seen = (self.outline / usual - WEAK_SHARE) / (FULL_SHARE - WEAK_SHARE)
        filled = (self.solid - SOLID_FROM) / (SOLID_TO - SOLID_FROM)
        hidden = (self.inked / usual - HIDDEN_FROM) / (HIDDEN_TO - HIDDEN_FROM)
        best = np.maximum(np.maximum(seen, filled), np.clip(hidden, 0, 1) * HIDDEN_SHARE)
        return np.asarray(np.clip(best, 0, 1), np.float32)


def register_by_targets(gray: NDArray[np.uint8], levels: InkLevels, layout: MeasuredPage) -> PrintRegistration | None:
    """Find a page (uint8 (H, W)) by its targets alone; None where they are not all there, or could lie two ways."""
    places = places_of(layout)
    if len(places) < 2:
        return None
    nominal = max(gray.shape) / max(layout.width_in, layout.height_in)
    factor = max(1, round(nominal / (SMALL_DPI * 1.3)))
    answers = _answers(gray, levels, layout.targets[0], nominal, factor)
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
        by_fill, solid = hidden_centres(gray, levels, forms, page_map, expected, WIDE_REACH_IN)
        solid &= ~outlined
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


def _answers(
    gray: NDArray[np.uint8], levels: InkLevels, target: MeasuredTarget, nominal: float, factor: int
) -> _Answers:
    """How much each place of the small image looks like the middle of an outline, and of a fill that hides one."""
    height, width = gray.shape[0] // factor, gray.shape[1] // factor
    small = cv2.resize(gray[: height * factor, : width * factor], (width, height), interpolation=cv2.INTER_AREA)
    darkness = np.clip((levels.paper - small.astype(np.float32)) / max(1, levels.contrast), 0, 1)
    on_its_side = (gray.shape[0] < gray.shape[1]) != (target.height_in > target.width_in)
    soft = cv2.GaussianBlur(darkness, (3, 3), 0.8)
    outline, solid, inked = (
        np.asarray(
            np.clip(cv2.filter2D(soft, cv2.CV_32F, form, borderType=cv2.BORDER_CONSTANT), 0, None),
            np.float32,
        )
        for form in (_form(target, nominal / factor, on_its_side, layers) for layers in (OUTLINE, SOLID, INKED))
    )
    return _Answers(outline, solid, inked)


def _form(target: MeasuredTarget, px_per_in: float, on_its_side: bool, layers: Layers) -> NDArray[np.float32]:
    """Points on lines so much outside an outline's stroke (inches), as weights: float32 (S, S)."""
    if target.shape is TargetShape.ARROW:
        return _arrow_form(target, px_per_in, on_its_side, ends_alone=layers is INKED, none=layers is SOLID)
    width, height = target.width_in - target.stroke_in, target.height_in - target.stroke_in
    side = 2 * int(np.ceil((max(width, height) / 2 + 0.06) * px_per_in)) + 1
    form = np.zeros((side, side), np.float32)
    for size, weight in layers:
        points = form_points(target.shape, max(0.02, width + size), max(0.02, height + size), 96) * px_per_in
        if on_its_side:
            points = points[:, ::-1]
        layer = np.zeros_like(form)
        rows, cols = np.rint(points + side // 2).astype(int).T
        np.add.at(layer, (rows, cols), 1.0)
        form += weight * layer / layer.sum()
    return form


def _arrow_form(
    target: MeasuredTarget, px_per_in: float, on_its_side: bool, ends_alone: bool, none: bool
) -> NDArray[np.float32]:
    """The ends of a tail and a head beside a clear gap, or the ends alone, as weights: float32 (S, S)."""
    reach = round((target.width_in / 2 + END_IN) * px_per_in) + 1
    down, across = np.abs(np.mgrid[-reach : reach + 1, -reach : reach + 1]) / px_per_in
    level = down <= target.height_in / 2
    ends = level & (across > target.width_in / 2) & (across <= target.width_in / 2 + END_IN)
    gap = (across < target.width_in / 2 - 1 / px_per_in) & (down <= target.height_in / 2 + ABOVE_GAP_IN)
    form = np.zeros(ends.shape, np.float32)
    if not none:
        form += ends / ends.sum()
    if not (none or ends_alone):
        form -= gap / gap.sum()
    return np.asarray(form.T if on_its_side else form, np.float32)


def _likely_ways(answers: _Answers, places: Floats, nominal: float) -> list[Floats]:
    """The similarities that put the most targets on outlines, float64 (2, 3) each, inches to pixels: the best, and any
    other way that is nearly as good; none where there are too many of those."""
    peaks = _peaks(answers.outline, nominal, LEAST_PEAK)
    usual = answers.usual(peaks, len(places))
    peaks = peaks[answers.outline[tuple(peaks.T)] >= FULL_SHARE * WEAK_SHARE * usual]
    peaks = np.unique(np.concatenate([peaks, _peaks(answers.solid, nominal, SOLID_FROM)]), axis=0)
    if len(peaks) < 2:
        return []
    share = cv2.dilate(answers.share(usual), np.ones((5, 5), np.uint8))
    ways = _ways(peaks.astype(np.float64), places, nominal)
    if len(ways) == 0:
        return []
    at = np.rint(np.einsum("wij,nj->wni", ways[:, :, :2], places) + ways[:, None, :, 2]).astype(int)
    inside = ((at >= 0) & (at < np.array(share.shape))).all(axis=2)
    clipped = np.clip(at, 0, np.array(share.shape) - 1)
    scores = np.where(inside, share[clipped[..., 0], clipped[..., 1]], 0.0).sum(axis=1)
    left = scores >= scores.max() - min(CLEAR_LEAD, 0.3 * len(places))
    chosen: list[Floats] = []
    while left.any() and len(chosen) <= MOST_OTHERS:
        best = int(np.argmax(np.where(left, scores, -1.0)))
        chosen.append(np.asarray(ways[best], np.float64))
        left &= np.hypot(*(at - at[best]).mean(axis=1).T) > OTHER_WAY_IN * nominal
    return [] if left.any() else chosen


def _peaks(answer: NDArray[np.float32], nominal: float, least: float) -> NDArray[np.int64]:
    """Where the answer is strongest around: int64 (N, 2), (row, col), the strongest first."""
    side = 2 * round(0.05 * nominal) + 1
    highest = (answer == cv2.dilate(answer, np.ones((side, side), np.uint8))) & (answer > least)
    places = np.argwhere(highest)
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
    ways = []
    for first, second in apart[::step][:MOST_PAIRS]:
        turn = (complex_peaks[None, :] - complex_peaks[:, None]) / (complex_places[second] - complex_places[first])
        scale, angle = np.abs(turn) / nominal, np.degrees(np.angle(turn))
        off = np.abs((angle + 45) % 90 - 45)
        from_peak, _ = np.nonzero((scale >= SCALES[0]) & (scale <= SCALES[1]) & (off <= MOST_TURN_DEG))
        usable = turn[(scale >= SCALES[0]) & (scale <= SCALES[1]) & (off <= MOST_TURN_DEG)]
        shift = complex_peaks[from_peak] - usable * complex_places[first]
        ways.append(
            np.stack(
                [
                    np.stack([usable.real, -usable.imag, shift.real], axis=1),
                    np.stack([usable.imag, usable.real, shift.imag], axis=1),
                ],
                axis=1,
            )
        )
    return np.concatenate(ways) if ways else np.zeros((0, 2, 3))
