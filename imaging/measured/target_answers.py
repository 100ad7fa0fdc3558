"""What each place of a page, seen small, looks like: the middle of a target's outline, or of a fill that hides one."""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from imaging.arrow_gaps import END_IN
from imaging.ink_levels import InkLevels
from imaging.layout import MeasuredTarget, TargetShape
from imaging.measured.forms import form_points
from kernels.ways import WHOLE

WEAK_SHARE, FULL_SHARE = 0.6, 0.9
"""Of the usual outline's answer: what answers no stronger than the first is none, from the second on it surely is."""
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
ABOVE_GAP_IN = 0.05
"""So far above and below an arrow's gap is clear paper, too."""


@dataclass(frozen=True, slots=True)
class TargetAnswers:
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

    def share(self, usual: float) -> NDArray[np.int32]:
        """How surely a target lies at each place: int32 (H, W), 0 to WHOLE."""
        best = _between(self.outline / usual, WEAK_SHARE, FULL_SHARE)
        np.maximum(best, _between(self.solid.copy(), SOLID_FROM, SOLID_TO), out=best)
        hidden = _between(self.inked / usual, HIDDEN_FROM, HIDDEN_TO)
        np.minimum(hidden, 1, out=hidden)
        hidden *= HIDDEN_SHARE
        np.maximum(best, hidden, out=best)
        np.clip(best, 0, 1, out=best)
        best *= WHOLE
        return np.rint(best, out=best).astype(np.int32)


def answers_of(
    gray: NDArray[np.uint8], levels: InkLevels, target: MeasuredTarget, nominal: float, factor: int
) -> TargetAnswers:
    """How much each place of the small image looks like the middle of an outline, and of a fill that hides one."""
    height, width = gray.shape[0] // factor, gray.shape[1] // factor
    small = cv2.resize(gray[: height * factor, : width * factor], (width, height), interpolation=cv2.INTER_AREA)
    darkness = cv2.LUT(small, _darkness_of_levels(levels))
    on_its_side = (gray.shape[0] < gray.shape[1]) != (target.height_in > target.width_in)
    soft = cv2.GaussianBlur(darkness, (3, 3), 0.8)
    outline, solid, inked = (
        _not_below_0(cv2.filter2D(soft, cv2.CV_32F, form, borderType=cv2.BORDER_CONSTANT))
        for form in (_form(target, nominal / factor, on_its_side, layers) for layers in (OUTLINE, SOLID, INKED))
    )
    return TargetAnswers(outline, solid, inked)


def _darkness_of_levels(levels: InkLevels) -> NDArray[np.float32]:
    """How dark each gray level is, as a share of the page's contrast: float32 (256,)."""
    darkness = (levels.paper - np.arange(256, dtype=np.float32)) / np.float32(max(1, levels.contrast))
    return np.asarray(np.clip(darkness, 0, 1), np.float32)


def _not_below_0(answer: Any) -> NDArray[np.float32]:
    found: NDArray[np.float32] = np.maximum(answer, 0, out=answer)
    return found


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


def _between(values: NDArray[np.float32], low: float, high: float) -> NDArray[np.float32]:
    """What is `low` becomes 0, what is `high` 1: in place."""
    values -= low
    values /= high - low
    return values
