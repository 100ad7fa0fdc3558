"""Closed empty outlines on an upright page: everything that could be a target by its form alone.

The inside is looked for, not the stroke: a light hole in dark print of the right size, convex, empty, filling its box
as an ellipse, a box with round ends or a rectangle does, with a stroke as thick all around. Faint outlines close only
at a light threshold and heavy JPEG blur only at a dark one, so several are tried.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from imaging.ink_levels import LITTLE_PRINT, measure_ink_levels
from imaging.layout import CLOSED_SHAPES, TargetShape

WORKING_DPI = 300
"""Pages of fewer dots an inch are made larger first: a thin outline then closes, and its middle is found finer."""
LEAST_IN = 0.085
MOST_WIDTH_IN = 0.50
MOST_HEIGHT_IN = 0.34
"""Outer sizes of targets: smaller ones are letters, larger ones frames."""
DARKNESS_SHARES = (0.5, 0.32, 0.18, 0.09, 0.05)
"""Of the page's contrast: from this darkness on a pixel is print."""
LEAST_DARKNESS = 6
NOISE_TIMES = 4.0
"""What differs from the paper by less than so many of its grain's deviations is no print."""
LEAST_SOLIDITY = 0.93
LEAST_LIKENESS = 0.90
"""Intersection over union of the hole with the ideal form of its size."""
MOST_INSIDE_SHARE = 0.06
"""Of the inside that may be print."""
MOST_STROKE_SHARE, MOST_STROKE_IN = 0.30, 0.06
"""Of the outer height, and in itself."""
RAYS = 32
EVEN_SHARE = 0.75
"""Of the ways out through the stroke so many are as long as the middle one: a letter's strokes differ."""
UNEVEN_SHARE, UNEVEN_PX = 0.3, 2.0
TOUCHES_IN, LETTER_IN = 0.03, 0.2
"""Print that holds a hole and reaches out so far is more than an outline: little more is a letter, a rule much more."""
SAME_PLACE_IN = 0.03


@dataclass(frozen=True, slots=True)
class ClosedOutline:
    """An outline on the upright page: centre and outer size in inches."""

    x_in: float
    y_in: float
    width_in: float
    height_in: float
    stroke_in: float
    shape: TargetShape
    alone: bool
    """Whether its stroke touches no other print."""
    likeness: float


def find_outlines(gray: NDArray[np.uint8], dpi: float) -> tuple[ClosedOutline, ...]:
    """Find the closed empty outlines on an upright page (uint8 (H, W)), from the top down."""
    levels = measure_ink_levels(gray, LITTLE_PRINT)
    least = max(LEAST_DARKNESS, NOISE_TIMES * _grain(gray, levels.paper))
    scale = max(1.0, WORKING_DPI / dpi)
    if scale > 1:
        gray = np.asarray(cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC), np.uint8)
    found: list[ClosedOutline] = []
    for below in sorted({round(max(least, share * levels.contrast)) for share in DARKNESS_SHARES}, reverse=True):
        dark = np.asarray(gray < levels.paper - below).astype(np.uint8)
        for outline in _closed_holes(dark, dpi * scale):
            _keep_better(found, outline)
    return tuple(sorted(found, key=lambda o: (o.y_in, o.x_in)))


def _grain(gray: NDArray[np.uint8], paper: int) -> float:
    """By how much the paper's own gray varies: half of its pixels are within 0.67 deviations of it."""
    sample = gray[::5, ::5].astype(np.int16)
    off = np.abs(sample[np.abs(sample - paper) < 60] - paper)
    return float(np.median(off) / 0.67) if off.size else 0.0


def _keep_better(found: list[ClosedOutline], new: ClosedOutline) -> None:
    for i, old in enumerate(found):
        if abs(old.x_in - new.x_in) < SAME_PLACE_IN and abs(old.y_in - new.y_in) < SAME_PLACE_IN:
            if (new.alone, new.likeness) > (old.alone, old.likeness + 0.02):
                found[i] = new
            return
    found.append(new)


def _closed_holes(dark: NDArray[np.uint8], dpi: float) -> Iterator[ClosedOutline]:
    """The holes of the print that have a target's size and form."""
    contours, tree = cv2.findContours(dark, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    if tree is None:
        return
    for i, contour in enumerate(contours):
        parent = int(tree[0][i][3])
        if parent < 0:
            continue
        left, top, width, height = cv2.boundingRect(contour)
        # the contour of a hole runs on the print around it
        inner = width - 2, height - 2
        if not (0.5 * LEAST_IN * dpi <= min(inner) and inner[0] <= MOST_WIDTH_IN * dpi):
            continue
        if inner[1] > MOST_HEIGHT_IN * dpi:
            continue
        _, _, *around = cv2.boundingRect(contours[parent])
        outline = _outline(dark, np.asarray(contour, np.int32), (left + 1, top + 1, *inner), around, dpi)
        if outline is not None:
            yield outline


def _outline(
    dark: NDArray[np.uint8],
    contour: NDArray[np.int32],
    box: tuple[int, int, int, int],
    around: list[int],
    dpi: float,
) -> ClosedOutline | None:
    left, top, width, height = box
    area, hull = cv2.contourArea(contour), cv2.contourArea(cv2.convexHull(contour))
    if hull == 0 or area < LEAST_SOLIDITY * hull:
        return None
    hole = np.zeros((height, width), np.uint8)
    cv2.drawContours(hole, [contour - np.array([left, top])], -1, 1, cv2.FILLED)
    window = dark[top : top + height, left : left + width]
    edge = np.zeros_like(hole)
    cv2.drawContours(edge, [contour - np.array([left, top])], -1, 1, 2)
    inside = (hole > 0) & (edge == 0)
    if window[inside].sum() > MOST_INSIDE_SHARE * inside.sum():
        return None
    shape, likeness = _form(hole & ~window)
    if likeness < LEAST_LIKENESS:
        return None
    stroke = _stroke_px(dark, contour)
    if stroke is None or stroke > min(MOST_STROKE_SHARE * (height + 2 * stroke), MOST_STROKE_IN * dpi):
        return None
    if min(width, height) + 2 * stroke < LEAST_IN * dpi:
        return None
    beyond = [extent - size - 2 * stroke for extent, size in zip(around, (width, height), strict=True)]
    alone = max(beyond) <= TOUCHES_IN * dpi
    if not alone and max(beyond) < LETTER_IN * dpi:
        return None
    return ClosedOutline(
        x_in=(left + width / 2) / dpi,
        y_in=(top + height / 2) / dpi,
        width_in=(width + 2 * stroke) / dpi,
        height_in=(height + 2 * stroke) / dpi,
        stroke_in=stroke / dpi,
        shape=shape,
        alone=alone,
        likeness=likeness,
    )


def _form(hole: NDArray[np.uint8]) -> tuple[TargetShape, float]:
    """The form that the hole is most like, and how much."""
    best = TargetShape.OVAL, 0.0
    for shape in CLOSED_SHAPES:
        ideal = ideal_form(shape, *hole.shape)
        likeness = float((hole & ideal).sum() / max(1, (hole | ideal).sum()))
        if likeness > best[1]:
            best = shape, likeness
    return best


def ideal_form(shape: TargetShape, height: int, width: int) -> NDArray[np.uint8]:
    """A filled form that just fits its array: uint8 (height, width), 1 inside."""
    rows = np.abs(np.arange(height) + 0.5 - height / 2)[:, None]
    cols = np.abs(np.arange(width) + 0.5 - width / 2)[None, :]
    if shape is TargetShape.BOX:
        return np.ones((height, width), np.uint8)
    if shape is TargetShape.OVAL:
        return np.asarray((2 * rows / height) ** 2 + (2 * cols / width) ** 2 <= 1, np.uint8)
    radius = min(height, width) / 2
    beyond_rows, beyond_cols = np.maximum(rows - height / 2 + radius, 0), np.maximum(cols - width / 2 + radius, 0)
    return np.asarray(beyond_rows**2 + beyond_cols**2 <= radius**2, np.uint8)


def _stroke_px(dark: NDArray[np.uint8], contour: NDArray[np.int32]) -> float | None:
    """How thick the print around the hole is: the middle one of the ways straight out; None where these differ."""
    points = contour[:, 0, :].astype(np.float64)
    at = np.linspace(0, len(points), RAYS, endpoint=False).astype(np.int64)
    span = max(2, len(points) // 16)
    along = np.roll(points, -span, axis=0)[at] - np.roll(points, span, axis=0)[at]
    out = np.stack([along[:, 1], -along[:, 0]], axis=1) / np.hypot(*along.T).clip(1e-9)[:, None]
    out *= np.sign(((points[at] - points.mean(axis=0)) * out).sum(axis=1, keepdims=True))
    reach = np.arange(0.0, round(np.ptp(points, axis=0).max()), 0.5)
    places = np.rint(points[at][:, None] + out[:, None] * reach[None, :, None]).astype(np.int64)
    cols, rows = (places[..., axis].clip(0, dark.shape[1 - axis] - 1) for axis in (0, 1))
    clear = dark[rows, cols] == 0
    runs = np.where(clear.any(axis=1), clear.argmax(axis=1), reach.size) / 2
    stroke = float(np.median(runs))
    even = np.abs(runs - stroke) <= max(UNEVEN_PX, UNEVEN_SHARE * stroke)
    return stroke if np.count_nonzero(even) >= EVEN_SHARE * RAYS else None
