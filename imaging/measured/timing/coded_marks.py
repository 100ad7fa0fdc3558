"""Which of two cards a sheet is whose prints differ in the timing marks' code: by the marks that one of them lacks.

What they say is believed where each is seen for certain: the card's own are there, alike to the nearest marks that both
have, and where the other card's would be is clear paper. A card is told by marks that it has, never by missing ones
alone: a mark that a printer left out, or a tear, would make another card of it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from imaging.family import PrintedImage
from imaging.ink_levels import LITTLE_PRINT, measure_ink_levels
from imaging.layout import MeasuredPage
from imaging.measured.reference import picture_of, reference_of
from imaging.measured.registration import PrintRegistration
from imaging.measured.solid_marks import MarksOnImage, SolidMarks

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]

KEPT_PAIRS = 2048
"""So many pairs of blanks are kept compared."""
MOST_APART_IN = 0.12
"""Marks of two blanks that are farther apart are not one mark, however the blanks were scanned."""
SAME_LINE_IN, SAME_SIZE_IN = 0.02, 0.02
LEAST_IN_LINE = 2
"""A coded mark has the size of so many marks that both blanks have, and stands in one row or column with them."""
ANCHORS = 4
"""So many of the nearest marks of its size that both blanks have must be seen, or nothing is said of a mark."""
ANCHOR_REACH_IN, REACH_IN = 0.04, 0.015
"""How far from its place on the map a mark is looked for; and from where its neighbours say that it is."""
AGREEING_IN = 0.012
"""Neighbours that are shifted otherwise than the others by more are none."""
LEAST_ALIKE = 0.98
"""Correlation with its neighbours: printed marks have 0.983 and more on scans of 150 dpi and better, blots 0.975."""


@dataclass(frozen=True, slots=True)
class _CodedMarks:
    """Which of a blank's marks another blank lacks, and which both have: int64 (N,) each, by their number."""

    own: Indices
    shared: Indices


@dataclass(frozen=True, slots=True)
class _Neighbour:
    """A mark that both blanks have, and how far from its place on the map it is seen: float64 (2,), pixels."""

    mark: int
    shift_px: Floats


def differ_in_marks(one: Sequence[PrintRegistration], other: Sequence[PrintRegistration]) -> bool:
    """Whether the blanks of two cards, each as its pages lie on the same images, have other coded marks."""
    pairs = [pair for mine, theirs in zip(one, other, strict=True) for pair in ((mine, theirs), (theirs, mine))]
    return any(_coded(mine.layout, theirs.layout).own.size > 0 for mine, theirs in pairs)


def shows_marks_of(
    images: Sequence[PrintedImage], card: Sequence[PrintRegistration], other: Sequence[PrintRegistration]
) -> bool:
    """Whether marks that a card alone has tell it from another one, and all in which they differ say this card.

    Of both it is known how their pages lie on the images. Raises BlankPrintError.
    """
    found = 0
    for printed, mine, theirs in zip(images, card, other, strict=True):
        own, lacking = _coded(mine.layout, theirs.layout), _coded(theirs.layout, mine.layout)
        if not (_all_are(_is_there, printed, mine, own) and _all_are(_is_missing, printed, theirs, lacking)):
            return False
        found += own.own.size
    return found > 0


def _all_are(
    seen: Callable[[MarksOnImage, int, Indices], bool],
    printed: PrintedImage,
    page: PrintRegistration,
    coded: _CodedMarks,
) -> bool:
    """Whether each of a page's own marks is seen so on the image."""
    if coded.own.size == 0:
        return True
    on = _placed(printed, page)
    return all(seen(on, mark, coded.shared) for mark in coded.own.tolist())


def _placed(printed: PrintedImage, page: PrintRegistration) -> MarksOnImage:
    marks = _marks_of(page.layout)
    to_px = page.page_map.affine[:, :2]
    return MarksOnImage(printed.gray, printed.levels, marks, page.page_map.to_px(marks.places_in), to_px)


def _marks_of(page: MeasuredPage) -> SolidMarks:
    if page.blank is None:
        return SolidMarks(np.empty((0, 2)), np.empty((0, 2)))
    return reference_of(page.blank, page.targets).marks


@lru_cache(maxsize=KEPT_PAIRS)
def _coded(mine: MeasuredPage, theirs: MeasuredPage) -> _CodedMarks:
    """What the blank of one page has of marks that the other's has not, as its picture shows."""
    nothing = np.empty(0, np.int64)
    marks, others = _marks_of(mine), _marks_of(theirs)
    if theirs.blank is None or mine.blank == theirs.blank or min(len(marks.places_in), len(others.places_in)) == 0:
        return _CodedMarks(nothing, nothing)
    picture = picture_of(theirs.blank)
    dpi = float(theirs.blank.dpi)
    places_px = (marks.places_in + _apart(marks, others)) * dpi - 0.5
    on = MarksOnImage(picture, measure_ink_levels(picture, LITTLE_PRINT), marks, places_px, np.diag([dpi, dpi]))
    there = [on.shift_of(one, np.zeros(2), ANCHOR_REACH_IN) is not None for one in range(len(places_px))]
    shared = np.flatnonzero(there)
    absent = np.flatnonzero(~np.array(there))
    own = [one for one in absent.tolist() if _is_coded(marks, one, shared) and _is_missing(on, one, shared)]
    return _CodedMarks(np.array(own, np.int64), shared)


def _apart(marks: SolidMarks, others: SolidMarks) -> Floats:
    """How far the marks of one blank lie from the other's, for most of those that both have: float64 (2,), inches."""
    ways = others.places_in[None] - marks.places_in[:, None]
    nearest = np.take_along_axis(ways, np.hypot(ways[..., 0], ways[..., 1]).argmin(axis=1)[:, None, None], axis=1)[:, 0]
    near = nearest[np.hypot(*nearest.T) <= MOST_APART_IN]
    return np.asarray(np.median(near, axis=0), np.float64) if len(near) else np.zeros(2)


def _is_coded(marks: SolidMarks, one: int, shared: Indices) -> bool:
    """Whether a mark is like those that both blanks have, in a row or column with them: a blot is not."""
    like = (np.abs(marks.sizes_in[shared] - marks.sizes_in[one]) <= SAME_SIZE_IN).all(axis=1)
    in_line = (np.abs(marks.places_in[shared] - marks.places_in[one]) <= SAME_LINE_IN).any(axis=1)
    return int(np.count_nonzero(like & in_line)) >= LEAST_IN_LINE


def _is_there(on: MarksOnImage, mark: int, shared: Indices) -> bool:
    neighbours = _neighbours(on, mark, shared)
    if neighbours is None or on.shift_of(mark, _moved(neighbours), REACH_IN) is None:
        return False
    usual = np.mean([on.piece(one.mark, one.shift_px) for one in neighbours], axis=0)
    seen = on.piece(mark, _moved(neighbours), REACH_IN)
    return float(cv2.matchTemplate(seen, usual.astype(np.float32), cv2.TM_CCOEFF_NORMED).max()) >= LEAST_ALIKE


def _is_missing(on: MarksOnImage, mark: int, shared: Indices) -> bool:
    neighbours = _neighbours(on, mark, shared)
    return neighbours is not None and on.is_clear(mark, _moved(neighbours))


def _neighbours(on: MarksOnImage, mark: int, shared: Indices) -> list[_Neighbour] | None:
    """The nearest marks of a mark's size that both blanks have; None where any is not seen or they do not agree."""
    like = shared[(np.abs(on.marks.sizes_in[shared] - on.marks.sizes_in[mark]) <= SAME_SIZE_IN).all(axis=1)]
    away = np.hypot(*(on.marks.places_in[like] - on.marks.places_in[mark]).T)
    found = []
    for one in like[np.argsort(away, kind="stable")[:ANCHORS]].tolist():
        shift = on.shift_of(one, np.zeros(2), ANCHOR_REACH_IN)
        if shift is None:
            return None
        found.append(_Neighbour(one, shift))
    moved = [neighbour.shift_px for neighbour in found]
    if len(found) < ANCHORS or np.hypot(*(moved - _moved(found)).T).max() > AGREEING_IN * on.px_per_in:
        return None
    return found


def _moved(neighbours: Sequence[_Neighbour]) -> Floats:
    """How far from its place on the map a mark should be, as its neighbours are: float64 (2,), pixels."""
    return np.asarray(np.median([neighbour.shift_px for neighbour in neighbours], axis=0), np.float64)
