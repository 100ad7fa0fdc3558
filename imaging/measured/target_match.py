"""Pages of which only the targets are known: found by the constellation that their outlines make.

Outlines are looked for on a small image; two of them and two targets tell how the page may lie, and the right way is
the one in which all targets have their outlines. Where another way would do almost as well (columns of targets at even
distances, moved by one) the page is not read.
"""

from itertools import combinations

import cv2
import numpy as np
from numpy.typing import NDArray

from imaging.ink_levels import InkLevels
from imaging.layout import MeasuredPage, MeasuredTarget
from imaging.measured.features import SMALL_DPI
from imaging.measured.forms import form_points
from imaging.measured.page_map import PageMap, consistent, fit_map
from imaging.measured.registration import PrintRegistration, forms_of, locate_targets, place_targets, places_of

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
"""By so many targets must the best way be ahead of any other."""
OTHER_WAY_IN = 0.08
WIDE_REACH_IN = 0.07
RULER_IN = 0.045
"""Somebody measured the places: to 0.03 inch, down and across."""
LEAST_OUTLINED = 0.4
LEAST_FIT = 0.97


def register_by_targets(gray: NDArray[np.uint8], levels: InkLevels, layout: MeasuredPage) -> PrintRegistration | None:
    """Find a page (uint8 (H, W)) by its targets alone; None where they are not all there, or could lie two ways."""
    places = places_of(layout)
    if len(places) < 2:
        return None
    nominal = max(gray.shape) / max(layout.width_in, layout.height_in)
    factor = max(1, round(nominal / (SMALL_DPI * 1.3)))
    answer = _answer(gray, levels, layout.targets[0], nominal, factor)
    similarity = _best_similarity(answer, places, nominal / factor)
    if similarity is None:
        return None
    affine = similarity * factor
    affine[:, 2] += (factor - 1) / 2
    return _refined(gray, levels, layout, PageMap(affine, np.zeros((1, 2)), np.zeros((1, 2))))


def _refined(
    gray: NDArray[np.uint8], levels: InkLevels, layout: MeasuredPage, page_map: PageMap
) -> PrintRegistration | None:
    places = places_of(layout)
    shifts, outlined, _ = locate_targets(
        gray, levels, forms_of(layout), page_map, page_map.plain(places), WIDE_REACH_IN, also_in_part=True
    )
    seen = np.flatnonzero(outlined)
    if len(seen) < max(2, LEAST_OUTLINED * len(places)):
        return None
    found = page_map.plain(places)[seen] + shifts[seen]
    better = _fitted(places[seen], found)
    agree = consistent(better, RULER_IN * better.px_per_in)
    if agree.sum() < 2:
        return None
    placed = place_targets(gray, levels, layout, _fitted(places[seen][agree], found[agree]))
    return placed if placed.fit >= LEAST_FIT else None


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


def _answer(
    gray: NDArray[np.uint8], levels: InkLevels, target: MeasuredTarget, nominal: float, factor: int
) -> NDArray[np.float32]:
    """How much each place of the small image looks like the middle of an outline: float32, 1 is fully."""
    height, width = gray.shape[0] // factor, gray.shape[1] // factor
    small = cv2.resize(gray[: height * factor, : width * factor], (width, height), interpolation=cv2.INTER_AREA)
    darkness = np.clip((levels.paper - small.astype(np.float32)) / max(1, levels.contrast), 0, 1)
    on_its_side = (gray.shape[0] < gray.shape[1]) != (target.height_in > target.width_in)
    form = _ring(target, nominal / factor, on_its_side)
    soft = cv2.GaussianBlur(darkness, (3, 3), 0.8)
    ring = cv2.filter2D(soft, cv2.CV_32F, form, borderType=cv2.BORDER_CONSTANT)
    return np.asarray(np.clip(ring, 0, None), np.float32)


def _ring(target: MeasuredTarget, px_per_in: float, on_its_side: bool) -> NDArray[np.float32]:
    """The outline's points as positive weights, its inside's and its surroundings' as negative ones."""
    width, height = target.width_in - target.stroke_in, target.height_in - target.stroke_in
    side = 2 * int(np.ceil((max(width, height) / 2 + 0.06) * px_per_in)) + 1
    form = np.zeros((side, side), np.float32)
    for size, weight in ((0.0, 1.0), (-0.05, -0.6), (0.055, -0.4)):
        points = form_points(target.shape, max(0.02, width + size), max(0.02, height + size), 96) * px_per_in
        if on_its_side:
            points = points[:, ::-1]
        layer = np.zeros_like(form)
        rows, cols = np.rint(points + side // 2).astype(int).T
        np.add.at(layer, (rows, cols), 1.0)
        form += weight * layer / layer.sum()
    return form


def _best_similarity(answer: NDArray[np.float32], places: Floats, nominal: float) -> Floats | None:
    """The similarity that puts all targets on outlines, if it is clearly the best: float64 (2, 3), inches to pixels."""
    peaks = _peaks(answer, nominal)
    if len(peaks) < 2:
        return None
    wide = cv2.dilate(answer, np.ones((5, 5), np.uint8))
    usual = float(np.median(np.sort(answer[tuple(peaks.T)])[-len(places) :]))
    if usual <= 0:
        return None
    peaks = peaks[answer[tuple(peaks.T)] >= FULL_SHARE * WEAK_SHARE * usual]
    share = np.clip((wide / usual - WEAK_SHARE) / (FULL_SHARE - WEAK_SHARE), 0, 1)
    ways = _ways(peaks.astype(np.float64), places, nominal)
    if len(ways) == 0:
        return None
    at = np.rint(np.einsum("wij,nj->wni", ways[:, :, :2], places) + ways[:, None, :, 2]).astype(int)
    inside = ((at >= 0) & (at < np.array(answer.shape))).all(axis=2)
    clipped = np.clip(at, 0, np.array(answer.shape) - 1)
    scores = np.where(inside, share[clipped[..., 0], clipped[..., 1]], 0.0).sum(axis=1)
    best = int(np.argmax(scores))
    away = np.hypot(*(at - at[best]).mean(axis=1).T)
    others = scores[away > OTHER_WAY_IN * nominal]
    if others.size and others.max() > scores[best] - min(CLEAR_LEAD, 0.3 * len(places)):
        return None
    return np.asarray(ways[best], np.float64)


def _peaks(answer: NDArray[np.float32], nominal: float) -> NDArray[np.int64]:
    """Where the answer is strongest around: int64 (N, 2), (row, col), the strongest first."""
    side = 2 * round(0.05 * nominal) + 1
    highest = (answer == cv2.dilate(answer, np.ones((side, side), np.uint8))) & (answer > 0.1)
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
