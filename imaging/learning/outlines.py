"""Closed empty outlines on an upright page: everything that could be a target by its form alone.

The inside is looked for, not the stroke: a light hole in dark print of the right size, convex, empty, filling its box
as an ellipse, a box with round ends or a rectangle does. Faint outlines close only at a light threshold and heavy
JPEG blur only at a dark one, so several are tried.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from imaging.ink_levels import LITTLE_PRINT, measure_ink_levels
from imaging.layout import TargetShape

WORKING_DPI = 300
"""Pages of fewer dots an inch are made larger first: a thin outline then closes, and its middle is found finer."""
LEAST_IN = 0.085
MOST_WIDTH_IN = 0.50
MOST_HEIGHT_IN = 0.34
"""Outer sizes of targets: smaller ones are letters, larger ones frames."""
DARKNESS_SHARES = (0.5, 0.32, 0.18)
"""Of the page's contrast: from this darkness on a pixel is print."""
LEAST_DARKNESS = 14
LEAST_SOLIDITY = 0.93
LEAST_LIKENESS = 0.90
"""Intersection over union of the hole with the ideal form of its size."""
MOST_INSIDE_SHARE = 0.06
"""Of the inside that may be print."""
MOST_STROKE_SHARE = 0.17
"""Of the outer height: bold letters have more."""
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
    scale = max(1.0, WORKING_DPI / dpi)
    if scale > 1:
        gray = np.asarray(cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC), np.uint8)
    found: list[ClosedOutline] = []
    for share in DARKNESS_SHARES:
        below = max(LEAST_DARKNESS, round(share * levels.contrast))
        dark = (gray < levels.paper - below).astype(np.uint8)
        for outline in _closed_holes(dark, dpi * scale):
            _keep_better(found, outline)
    return tuple(sorted(found, key=lambda o: (o.y_in, o.x_in)))


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
    stroke = _stroke_px(dark, left, top, width, height)
    if stroke is None or stroke > MOST_STROKE_SHARE * (height + 2 * stroke):
        return None
    if min(width, height) + 2 * stroke < LEAST_IN * dpi:
        return None
    alone = all(extent <= size + 2 * stroke + 0.03 * dpi for extent, size in zip(around, (width, height), strict=True))
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
    for shape in TargetShape:
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


def _stroke_px(dark: NDArray[np.uint8], left: int, top: int, width: int, height: int) -> float | None:
    """How thick the print around the hole is: the middle one of runs to the four sides; None without one."""
    most = 2 * max(width, height)
    rows = [top + round(height * part) for part in (0.35, 0.5, 0.65)]
    cols = [left + round(width * part) for part in (0.35, 0.5, 0.65)]
    lines = [dark[row, left + width // 2 :][:most] for row in rows]
    lines += [dark[row, : left + width // 2][::-1][:most] for row in rows]
    lines += [dark[top + height // 2 :, col][:most] for col in cols]
    lines += [dark[: top + height // 2, col][::-1][:most] for col in cols]
    runs = [run for line in lines if (run := _first_run(line)) is not None]
    return float(np.median(runs)) if len(runs) >= 8 else None


def _first_run(line: NDArray[np.uint8]) -> int | None:
    inked = np.flatnonzero(line)
    if inked.size == 0:
        return None
    clear = np.flatnonzero(line[inked[0] :] == 0)
    return int(clear[0]) if clear.size else int(line.size - inked[0])
