"""Broken arrows: a line that leads from the tail to the head is a mark, and less ink in the gap is asked about."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from imaging.arrow_gaps import dark_at, upright_places
from imaging.layout import TargetShape
from imaging.marks.target_ink import GAP_PERMILLE, PageInk, inside_size
from imaging.sheets.registered import PlacedForm, RegisteredPage

Bools = NDArray[np.bool_]

LEAST_LENGTH = 0.85
"""Of the gap's length a piece of ink must reach to join the arrow's ends."""
ARROW_PITCHES = 0.8, 2.6
"""So far above and below the gap, and beyond its ends, the arrow's print is looked for."""
SAME_PITCHES = 0.05
"""Ink so near to print that most arrows have is that print: blur, and places that are found a little off."""

ENDS_PITCHES, LEAST_RUN, RUN_ASIDE_PX = (1.8, 2.0), 0.6, 3
"""Where a line is dark to so much, so far beyond a gap's ends and from there on, it runs on beyond the arrow."""
RULE_PITCHES, LEAST_OF_RULE = (0.0, 1.2), 0.9
"""The same of a printed rule beside a gap, from the gap's ends on."""
BESIDE_PITCHES, LEAST_BESIDE = 0.72, 0.4
"""So far above and below its middle a line that misses a gap is looked for, and how long it is, in gaps."""


def with_gaps(page: RegisteredPage, ink: PageInk, arrows: Bools) -> tuple[Bools, Bools]:
    """Which of the targets that are arrows, bool (N,), have ink in their gaps, and which of them are joined by it."""
    inked = arrows & (1000 * ink.inked >= GAP_PERMILLE * ink.pixels) & (ink.inked > 0)
    joined = np.zeros_like(inked)
    for i in inked.nonzero()[0].tolist():
        joined[i] = _is_joined(page, i)
    return inked, joined


def _is_joined(page: RegisteredPage, target: int) -> bool:
    """Whether one piece of the ink in a gap reaches from end to end, and does not run on beyond the arrow's ends."""
    placed = page.placed
    width, height = inside_size(placed.forms[target], placed.pitch_px)
    places = upright_places(placed.centres_px[target], placed.vectors_px, (height / 2, width / 2))
    inks = _long_pieces(dark_at(page.gray, places, page.levels.ink_level), LEAST_LENGTH)
    return any(not _runs_on(page, target, ink, ENDS_PITCHES, LEAST_RUN) for ink in inks)


def _long_pieces(dark: Bools, least: float) -> list[NDArray[np.int64]]:
    """The pieces of ink in a window, bool (H, W), as long as so much of it: int64 (N, 2), pixels from its middle."""
    import cv2

    _, labels, pieces, _ = cv2.connectedComponentsWithStats(dark.astype(np.uint8), connectivity=8)
    long = np.flatnonzero(pieces[1:, cv2.CC_STAT_WIDTH] >= least * dark.shape[1]) + 1
    return [np.argwhere(labels == piece) - np.array(dark.shape) // 2 for piece in long]


def _runs_on(
    page: RegisteredPage, target: int, ink: NDArray[np.int64], beyond_pitches: tuple[float, float], least: float
) -> bool:
    """Whether a piece of ink, int64 (N, 2), pixels down and across from a gap's middle, runs on both ways.

    A streak and a fold do, beyond tail and head, where paper is clear or names stand.
    """
    placed = page.placed
    slope, offset = np.polyfit(ink[:, 1], ink[:, 0], 1) / np.array([1.0, placed.pitch_px])
    from_pitches = placed.forms[target].width / 2 + beyond_pitches[0]
    across = np.arange(from_pitches, from_pitches + beyond_pitches[1], 1 / placed.pitch_px)
    vectors = placed.vectors_px
    aside = np.arange(-RUN_ASIDE_PX, RUN_ASIDE_PX + 1)[:, None, None] * vectors[0] / placed.pitch_px
    for side in (-1, 1):
        line = np.stack([offset + slope * side * across, side * across], axis=1) @ vectors + placed.centres_px[target]
        dark = np.asarray(dark_at(page.gray, line + aside, page.levels.writing_level).any(axis=0), np.bool_)
        on_page = np.asarray(((np.rint(line) >= 0) & (np.rint(line) < np.array(page.gray.shape))).all(axis=1), np.bool_)
        if dark[on_page].size and dark[on_page].mean() < least:
            return False
    return True


def lines_beside(page: RegisteredPage) -> Bools:
    """Above or below which targets' gaps there is ink as long as a line that misses the gap: bool (N,).

    The page is one without its arrows. A rule is no hand's: it runs on as far as tail and head do.
    """
    placed = page.placed
    beside = np.zeros(len(placed.forms), np.bool_)
    for i, form in enumerate(placed.forms):
        if form.shape is not TargetShape.ARROW or placed.refused[i] is not None:
            continue
        rows, cols = _places(page, i, (BESIDE_PITCHES, form.width / 2))
        inks = _long_pieces(np.asarray(page.gray[rows, cols] <= page.levels.ink_level), LEAST_BESIDE)
        beside[i] = any(not _runs_on(page, i, ink, RULE_PITCHES, LEAST_OF_RULE) for ink in inks)
    return beside


def without_arrows(page: RegisteredPage) -> RegisteredPage:
    """The page with the tails and heads of its arrows made paper: what is drawn around them is left.

    They are what more than half of the arrows have at the same places, at least two. Gaps stay as they are.
    """
    placed = page.placed
    shown = {form for form in placed.forms if form.shape is TargetShape.ARROW}
    if not shown:
        return page
    import cv2

    wiped = np.zeros(page.gray.shape, np.uint8)
    for form in shown:
        _mark_print(page, form, [i for i, own in enumerate(placed.forms) if own == form], wiped)
    same = 2 * max(1, round(SAME_PITCHES * placed.pitch_px)) + 1
    near = cv2.dilate(wiped, np.ones((same, same), np.uint8)) > 0
    for i, own in enumerate(placed.forms):
        if own.shape is TargetShape.ARROW:
            rows, cols = _places(page, i, (own.height / 2, own.width / 2 - SAME_PITCHES))
            near[rows, cols] = False
    gray = page.gray.copy()
    gray[near] = np.maximum(gray[near], page.levels.paper)
    return replace(page, image=replace(page.image, gray=gray))


def _mark_print(page: RegisteredPage, form: PlacedForm, members: list[int], wiped: NDArray[np.uint8]) -> None:
    """Mark the pixels of what most of these arrows have beside their gaps."""
    half = ARROW_PITCHES[0], form.width / 2 + ARROW_PITCHES[1]
    places = [_places(page, i, half) for i in members]
    dark = np.stack([page.gray[rows, cols] <= page.levels.writing_level for rows, cols in places])
    printed = dark.sum(axis=0) >= max(2, len(members) // 2 + 1)
    for (rows, cols), own in zip(places, dark, strict=True):
        wiped[rows[printed & own], cols[printed & own]] = 1


def _places(
    page: RegisteredPage, target: int, half: tuple[float, float]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The rows and columns of the pixels around a target, those beyond the image at its edge: int64 (H, W) each."""
    placed = page.placed
    places = upright_places(placed.centres_px[target], placed.vectors_px, half)
    rows, cols = np.moveaxis(np.rint(places).astype(np.int64), -1, 0)
    return rows.clip(0, page.gray.shape[0] - 1), cols.clip(0, page.gray.shape[1] - 1)
