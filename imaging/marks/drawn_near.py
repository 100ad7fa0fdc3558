"""What is drawn by hand at a target whose inside is clean: through its outline, around it, or beside it.

A voter's mark beside an oval may be a vote (ARM 44.3.2402), so it is never passed over in silence; it is never a vote
either. What is printed, and what belongs to the paper, is told by how it lies: lines run on, letters are small, what
stands alike at many targets of a page is its print.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from imaging.geometry import to_px64
from imaging.marks.beside.pieces import (
    are_around_others,
    are_dark,
    are_in_words,
    are_in_writing,
    are_straight,
    away_from_targets,
)
from imaging.marks.beside.short_strokes import are_opposite, are_own
from imaging.marks.decisions import MOST_PRINTED_SHARE, UNMARKED
from imaging.marks.faint_strokes import faint_strokes
from imaging.marks.lines_on_names import lines_on_names, side_of_names
from imaging.marks.surroundings import BESIDE_PITCHES as BESIDE_BOX_PITCHES
from imaging.marks.surroundings import LEAST_RAYS, RAYS, drawn_over_names, longest_ends, more_beside, unusual_rays
from imaging.marks.target_ink import Integers, PageInk, distinct_forms, kernel_form
from imaging.sheets import Nearby
from imaging.sheets.registered import PlacedForm, RegisteredPage
from kernels import columns
from kernels.pieces import pieces_near

SLIGHT_PERMILLE = 25
"""Ink inside from which on a target is asked about though it is unmarked; clean ovals have none, dust has less."""
TRACE_PERMILLE = 6
"""Ink inside from which on it is looked whether a stroke comes in from outside."""
ZONES_PITCHES = (0.14, 0.32, 1.1)
"""How much wider and higher than the outline: what touches it, what lies beyond it, what is close."""
NEAR_PITCHES = (1.25, 1.65)
WINDOW_PITCHES = (1.25, 2.1)
WIDE_WINDOW_PITCHES = (4.0, 5.0)
"""Half the height and the width of what is near, and looked at; what seems drawn is followed in the wide one."""
WINDOW_OF_ENDS = 1.5
"""Both are wider by so many times a target's ends, behind which names stand."""
LINES_PITCHES = (2.0, 1.2)
"""Ink that runs on so far along a row, or a column, is a printed line, a fold or a streak."""
OTHERS_PITCHES = 0.18
LEAST_BEYOND_PITCHES = 0.006
"""In square pitches: a stroke beyond the outline, two pixels by seven at 200 dpi. Smaller is dust."""
LARGE_PITCHES = (0.85, 0.3)
"""Height and width from which on a stroke is larger than print."""
MOST_INK_PERCENT = 45
"""Of the bounds of a large stroke that is not close to an outline; printed pictures and bands have more."""
BESIDE_PITCHES = 0.3
MORE_PITCHES = 0.45
"""How large a stroke beside an outline is where other targets have clean paper; and where more ink is than usual on
that side, be it beyond a printed line: letters of print are smaller, and timing marks and bars are solid."""
OVER_LETTERS_PITCHES = (0.7, 0.5)
MOST_INK_OVER_PERCENT = 70
"""Height and width from which on a stroke over a name, which hangs together with letters, is larger than they are; and
how much of its bounds it is at the most. What is more of them is solid, as bars and timing marks are."""
LETTER_PITCHES, HEADING_PITCHES = 0.7, 1.3
"""Letters are no higher."""
FEW_TARGETS = 6

Bools = NDArray[np.bool_]


def find_drawn(page: RegisteredPage, ink: PageInk, marks: Integers, written: Sequence[int]) -> list[Nearby | None]:
    """What is drawn at each target of a page that is unmarked; None where nothing is, or where it is not unmarked.

    marks     int64 (N,), as decided, places in MARKS
    written   the targets in whose write-in areas something is written: these are asked about by themselves
    """
    drawn: list[Nearby | None] = [None] * len(marks)
    refused = np.array([reason is not None for reason in page.placed.refused], np.bool_)
    clean = (marks == UNMARKED) & (ink.pixels > 0) & ~refused
    clean[list(written)] = False
    targets = clean.nonzero()[0]
    if targets.size == 0:
        return drawn
    unusual, besides = unusual_rays(page, targets)
    above = ink.inked - np.array(page.placed.blank_ink_permille, np.int64) * ink.pixels // 1000
    permille = 1000 * above[targets] // ink.pixels[targets]
    (more, a_little), over = more_beside(page, targets), drawn_over_names(page, targets)
    looked = besides | more.any(axis=1) | over | (permille >= TRACE_PERMILLE)
    looked |= np.count_nonzero(unusual, axis=1) >= LEAST_RAYS
    inside = (permille >= SLIGHT_PERMILLE) | faint_strokes(page, targets)
    found = dict.fromkeys(lines_on_names(page, targets, side := side_of_names(page)), Nearby.LARGE)
    found |= {int(targets[i]): Nearby.INSIDE for i in inside.nonzero()[0].tolist()}
    others = ((marks != UNMARKED) & ~refused).nonzero()[0]
    opposite = targets[a_little[:, 0 if side > 0 else 1]]
    found |= dict.fromkeys(_short_strokes(page, opposite, others, written, side), Nearby.BESIDE)
    if looked.any():
        found |= _strokes(page, _Looked(targets, unusual, more, over).only(looked), others, written)
    if len(marks) >= FEW_TARGETS and len(found) > MOST_PRINTED_SHARE * len(marks):
        return drawn
    for target, what in found.items():
        drawn[target] = what
    return drawn


@dataclass(frozen=True, slots=True)
class _Looked:
    """The targets that are looked at.

    targets   int64 (N,): places on the page
    unusual   bool (N, RAYS): which rays from them meet ink sooner than usual
    more      bool (N, 2): whether more ink than usual is to their left, and to their right
    over      bool (N,): whether ink above and below the line of their names comes sooner than usual
    """

    targets: Integers
    unusual: Bools
    more: Bools
    over: Bools

    def only(self, some: NDArray[Any]) -> "_Looked":
        """Some of them."""
        return _Looked(self.targets[some], self.unusual[some], self.more[some], self.over[some])


def _strokes(page: RegisteredPage, looked: _Looked, others: Integers, written: Sequence[int]) -> dict[int, Nearby]:
    """What strokes are at some targets, looked at twice: where there seem to be any, in a wide window."""
    near = _named(page, _pieces(page, looked.targets, others, WINDOW_PITCHES, False), looked, written)
    again = looked.only(np.array([i for i, what in enumerate(near) if what is not None], np.int64))
    if again.targets.size == 0:
        return {}
    far = _named(page, _pieces(page, again.targets, others, WIDE_WINDOW_PITCHES, True), again, written)
    return {target: what for target, what in zip(again.targets.tolist(), far, strict=True) if what is not None}


def _short_strokes(
    page: RegisteredPage, targets: Integers, others: Integers, written: Sequence[int], side: int
) -> list[int]:
    """Which of some targets have a short stroke opposite their names: looked at twice, as `_strokes` does."""
    for window, slanted_lines in ((WINDOW_PITCHES, False), (WIDE_WINDOW_PITCHES, True)):
        if targets.size == 0:
            break
        pieces = _pieces(page, targets, others, window, slanted_lines)
        own = (pieces[:, :, columns.PIECE_PIXELS] > 0) & (pieces[:, :, columns.AT_OTHERS] == 0)
        short = are_opposite(page, pieces, away_from_targets(page, pieces, targets), own, side)
        if short.any():
            short &= are_dark(page, pieces) & ~are_straight(page, pieces) & ~are_in_writing(page, pieces, written)
        short &= ~are_in_words(page, pieces, short, LETTER_PITCHES)
        targets = targets[are_own(page, pieces, targets, short).any(axis=1)]
    return [int(target) for target in targets]


def _pieces(
    page: RegisteredPage, targets: Integers, others: Integers, window: tuple[float, float], slanted_lines: bool
) -> Integers:
    """The pieces of ink near each target, as `pieces_near` tells them."""
    placed, levels, pitch_px = page.placed, page.levels, page.placed.pitch_px
    ends = WINDOW_OF_ENDS * longest_ends(page.placed, targets)
    near = _to_px((NEAR_PITCHES[0], NEAR_PITCHES[1] + ends), pitch_px)
    forms, form_of = distinct_forms([placed.forms[i] for i in targets.tolist()])
    zones = np.array([_zones(page, form) for form in forms], np.int64)
    pieces = pieces_near(
        page.gray,
        to_px64(placed.centres_px[targets]),
        zones[form_of],
        (near, _to_px((window[0], window[1] + ends), pitch_px)),
        _to_px(LINES_PITCHES, pitch_px),
        (levels.ink_level, levels.paper),
        np.rint(placed.centres_px[others]).astype(np.int64).reshape(-1, 2),
        round(OTHERS_PITCHES * pitch_px),
        slanted_lines,
    )
    most = np.count_nonzero(pieces[:, :, columns.PIECE_PIXELS], axis=1).max()
    return pieces[:, :most]


def _to_px(pitches: tuple[float, float], pitch_px: float) -> tuple[int, int]:
    return round(pitches[0] * pitch_px), round(pitches[1] * pitch_px)


def _zones(page: RegisteredPage, form: PlacedForm) -> list[list[int]]:
    vectors = page.placed.vectors_px.tolist()
    level = page.levels.ink_level
    return [kernel_form(form.shape, form.width + more, form.height + more, vectors, level) for more in ZONES_PITCHES]


def _named(page: RegisteredPage, pieces: Integers, looked: _Looked, written: Sequence[int]) -> list[Nearby | None]:
    """What each target's pieces say of it, the plainest first."""
    pitch_px, ends = page.placed.pitch_px, longest_ends(page.placed, looked.targets)
    own = (pieces[:, :, columns.PIECE_PIXELS] > 0) & (pieces[:, :, columns.AT_OTHERS] == 0)
    crossing = own & (pieces[:, :, columns.AT_PLACE] > 0)
    crossing &= pieces[:, :, columns.BEYOND] >= LEAST_BEYOND_PITCHES * pitch_px**2
    high = pieces[:, :, columns.PIECE_BOTTOM] - pieces[:, :, columns.PIECE_TOP]
    wide = pieces[:, :, columns.PIECE_RIGHT] - pieces[:, :, columns.PIECE_LEFT]
    close = pieces[:, :, columns.CLOSE] > 0
    large = own & (high >= LARGE_PITCHES[0] * pitch_px) & (wide >= LARGE_PITCHES[1] * pitch_px)
    large &= close | (100 * pieces[:, :, columns.PIECE_PIXELS] <= MOST_INK_PERCENT * high * wide)
    solid = 100 * pieces[:, :, columns.PIECE_PIXELS] > MOST_INK_OVER_PERCENT * high * wide
    large |= _over_letters(page, pieces, own & looked.over[:, None] & ~solid, high, wide)
    away = away_from_targets(page, pieces, looked.targets)
    beside = close & (np.maximum(high, wide) >= BESIDE_PITCHES * pitch_px)
    beside &= _in_unusual_directions(away, looked.unusual)
    beside |= _where_more_is(away, looked.more, ends) & (np.maximum(high, wide) >= MORE_PITCHES * pitch_px) & ~solid
    beside &= own
    drawn = large | beside
    if drawn.any():
        drawn &= are_dark(page, pieces) & ~are_straight(page, pieces) & ~are_in_writing(page, pieces, written)
        drawn &= ~are_around_others(page, pieces, looked.targets, drawn)
        large &= drawn
        beside &= drawn
    beside &= ~are_in_words(page, pieces, beside, LETTER_PITCHES)
    named: list[Nearby | None] = [None] * len(pieces)
    for kind, what in ((beside, Nearby.BESIDE), (large, Nearby.LARGE), (crossing, Nearby.CROSSING)):
        for i in kind.any(axis=1).nonzero()[0].tolist():
            named[i] = what
    return named


def _in_unusual_directions(away: NDArray[np.float64], unusual: Bools) -> Bools:
    """Which pieces lie where the page's other targets have clean paper: bool, as many as pieces."""
    rays = np.rint(np.arctan2(away[..., 0], away[..., 1]) * RAYS / (2 * np.pi)).astype(np.int64) % RAYS
    beside = unusual | np.roll(unusual, 1, axis=1) | np.roll(unusual, -1, axis=1)
    return np.take_along_axis(beside, rays, axis=1)


def _where_more_is(away: NDArray[np.float64], more: Bools, ends: float) -> Bools:
    """Which pieces lie on a side of their target on which more ink is than usual: bool, as many as pieces."""
    high, far = BESIDE_BOX_PITCHES
    aside = np.abs(away[..., 1])
    near = (np.abs(away[..., 0]) <= high / 2) & (aside <= far + ends) & (aside >= BESIDE_PITCHES)
    return near & np.where(away[..., 1] < 0, more[:, :1], more[:, 1:])


def _over_letters(page: RegisteredPage, pieces: Integers, over: Bools, high: Integers, wide: Integers) -> Bools:
    """Which pieces are too large for letters, of those that may be drawn over a name: bool, as many as pieces."""
    pitch_px = page.placed.pitch_px
    found = over & (high >= OVER_LETTERS_PITCHES[0] * pitch_px) & (wide >= OVER_LETTERS_PITCHES[1] * pitch_px)
    return found & ~are_in_words(page, pieces, found, HEADING_PITCHES)
