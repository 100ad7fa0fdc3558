"""A mark that is a part of something larger: a rubber stamp's ring, box, bar or letter goes on beyond the target.

A voter's mark is drawn for its target. A check or a cross may run out of it, a fill's last stroke too; but little of
their ink lies so far out, or all of it on one side. The ink that hangs together with a mark is followed beyond the
outline, over the gaps that a worn stamp leaves, and what is print beside other targets is not counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from imaging.geometry import to_px64
from imaging.marks.odd_ink import (
    OWN_PITCHES,
    Bools,
    Part,
    at_outline,
    is_one_sided,
    look_around,
    reach_px,
)
from imaging.marks.target_ink import Integers, PageInk, distinct_forms, kernel_form
from imaging.sheets.registered import RegisteredPage
from kernels import columns
from kernels.beyond import ON_LINE, ink_beyond
from kernels.reaching import ink_runs_out
from kernels.targets import measure_targets

LOOK_PITCHES = 2.0
NEAR_LOOK_PITCHES = 0.75
"""So far beyond the outline ink is followed; first a little way, in which most marks end."""
RIM_PITCHES = 0.2
LEAST_RIM_PITCHES = 0.005
"""Between these two there is so much ink, in square pitches, at least, where anything crosses the outline."""
LINE_PITCHES = (2.0, 1.2)
"""Ink that runs on so far along a row, or a column, is a printed line; beside a target it is none of its mark's."""
BRIDGE_PITCHES = 0.08
"""Pieces of ink hang together over gaps of twice as much: a worn stamp has gaps."""
AWAY_PITCHES, FAR_PITCHES = 0.6, 1.1
"""Beyond the outline, nearly as far as an oval is long, and half as far again: arms of large crosses have 0.9."""
OTHERS_PITCHES = 0.12
"""So near to another target's outline ink is that one's."""
OWN_MARK_PERMILLE = 300
"""Another target with so much ink has a mark of its own, with which a mark's ink may hang together by chance: it is
not followed through that one."""
FAR_AWAY_PX = 2**30
"""No target is so far from another one: the own one is as good as away."""
BORDER_PITCHES = 0.6
"""So near to the border that is printed alike on both sides, timing marks stand."""
FULL_PERMILLE = 700
BOTH_SIDES_PITCHES, ONE_SIDE_PITCHES = 0.06, 0.13
"""So much of it, in square pitches, lies beyond the target where it goes on far."""
MUCH_PITCHES = 0.2
"""And so much where it does not."""
BOTH_SIDES_FULL_PITCHES, ONE_SIDE_FULL_PITCHES = 0.3, 0.5
"""The same of a mark that fills its target, however far it goes on: pens that fill run out."""


def part_of_larger(page: RegisteredPage, ink: PageInk, marked: Bools) -> Bools:
    """Which of the marked targets, bool (N,), have ink that is part of something larger: bool (N,)."""
    found = marked & (ink.pixels > 0)
    if found.any():
        found[found] = _inked_rims(page, found.nonzero()[0])
    if found.any():
        found[found] = _runs_out(page, found.nonzero()[0])
    if found.any() and len(distinct_forms(page.placed.forms)[0]) > 1:
        # where all are alike, what lies beyond is looked for in the same window
        found[found] = [_goes_on(page, target) for target in found.nonzero()[0].tolist()]
    if found.any():
        found[found] = _are_larger(page, ink, found.nonzero()[0].tolist())
    return found


def _runs_out(page: RegisteredPage, targets: Integers) -> Bools:
    """Which of these targets' ink hangs together with any that is a little away, lines too: bool (N,)."""
    placed, ways = page.placed, (-OWN_PITCHES, AWAY_PITCHES, NEAR_LOOK_PITCHES)
    forms, form_of = distinct_forms([placed.forms[i] for i in targets.tolist()])
    reaches = np.array([[reach_px(placed, (form,), way, way) for way in ways] for form in forms], np.int64)
    centres = np.rint(placed.centres_px[targets]).astype(np.int64)
    bridge_px = max(1, round(BRIDGE_PITCHES * placed.pitch_px))
    return ink_runs_out(page.gray, centres, reaches[form_of], bridge_px, page.levels.ink_level)


def _inked_rims(page: RegisteredPage, targets: Integers) -> Bools:
    """Which of these targets have ink just beyond their outlines: bool (N,)."""
    placed, levels = page.placed, page.levels
    vectors = placed.vectors_px.tolist()
    forms, form_of = distinct_forms([placed.forms[i] for i in targets.tolist()])
    rings = [
        kernel_form(form.shape, form.width + 2 * more, form.height + 2 * more, vectors, levels.ink_level)
        for more in (OWN_PITCHES, RIM_PITCHES)
        for form in forms
    ]
    centres = np.tile(to_px64(placed.centres_px[targets]), (2, 1))
    numbers = np.concatenate([form_of, form_of + len(forms)])
    seen = measure_targets(page.gray, centres, numbers, np.array(rings, np.int64), levels.paper)
    own, wider = seen[:, columns.INKED].reshape(2, -1)
    return np.asarray(wider - own >= LEAST_RIM_PITCHES * placed.pitch_px**2)


def _followed(
    page: RegisteredPage, targets: Sequence[int], reach: tuple[int, int], own_mark: Bools | None
) -> NDArray[np.uint8]:
    """What `ink_beyond` finds of the ink inside each of these targets, in windows that reach so many rows and columns.

    own_mark   which targets have a mark of their own, bool (N,); without it nothing of other targets is left out
    """
    placed, bridge_px = page.placed, max(1, round(BRIDGE_PITCHES * page.placed.pitch_px))
    reaches = [[reach_px(placed, (placed.forms[i],), by, by) for by in (-OWN_PITCHES, OWN_PITCHES)] for i in targets]
    different, form_of = distinct_forms(placed.forms)
    others = [reach_px(placed, (form,), OTHERS_PITCHES, OTHERS_PITCHES) for form in different]
    away = np.rint(placed.centres_px - placed.centres_px[targets, None]).astype(np.int64)
    away[range(len(targets)), targets] = FAR_AWAY_PX
    if own_mark is None:
        away, form_of, own_mark = away[:, :0], form_of[:0], np.zeros(0, np.bool_)
    along, down = (round(pitches * placed.pitch_px) // 2 for pitches in LINE_PITCHES)
    return ink_beyond(
        page.gray,
        np.rint(placed.centres_px[targets]).astype(np.int64),
        np.array(reaches, np.int64),
        np.ascontiguousarray(away),
        np.array(others, np.int64)[form_of],
        own_mark,
        (*reach, along, down, bridge_px),
        page.levels.ink_level,
    )


def _reaches(page: RegisteredPage, target: int, piece: Bools, far_pitches: float) -> bool:
    """Whether anything of a piece, in a target's window, lies so far beyond its outline."""
    far = piece.copy()
    far[at_outline(page, target, far.shape, far_pitches)] = False
    return bool(far.any())


def _goes_on(page: RegisteredPage, target: int) -> bool:
    """Whether the ink inside hangs together with any that is away, be it print, and is on no line."""
    reach = reach_px(page.placed, (page.placed.forms[target],), LOOK_PITCHES, LOOK_PITCHES)
    (found,) = _followed(page, [target], reach, None)
    return _reaches(page, target, found != 0, AWAY_PITCHES)


def _are_larger(page: RegisteredPage, ink: PageInk, targets: list[int]) -> list[bool]:
    """Whether so much of what hangs together with each of these marks, and is no print, lies beyond its target."""
    reach = reach_px(page.placed, page.placed.forms, LOOK_PITCHES, LOOK_PITCHES)
    followed = _followed(page, targets, reach, np.asarray(1000 * ink.inked >= OWN_MARK_PERMILLE * ink.pixels))
    seen = ((target, _beyond(page, ink, target, found)) for target, found in zip(targets, followed, strict=True))
    beyond = {target: out for target, out in seen if out is not None}
    if not beyond:
        return [False] * len(targets)
    around = look_around(page, reach, _bounds([one.out for one in beyond.values()]))
    return [
        target in beyond and _is_larger(page, beyond[target].no_print(around.odd_ink(target)), ink, target)
        for target in targets
    ]


def _bounds(pieces: Sequence[Bools]) -> Part:
    """The rows and columns in which pieces lie, in windows alike: at least one pixel does."""
    there = np.logical_or.reduce(pieces)
    rows, cols = (there.any(axis=axis).nonzero()[0].tolist() for axis in (1, 0))
    return slice(rows[0], rows[-1] + 1), slice(cols[0], cols[-1] + 1)


@dataclass(frozen=True, slots=True)
class _Beyond:
    """What hangs together with a mark and lies beyond its target, be it print; and lines through the target: bool."""

    out: Bools
    through: Bools

    def no_print(self, odd_ink: Bools) -> Bools:
        """What is odd beside other targets, or runs through the target."""
        return np.asarray(self.out & (odd_ink | self.through))


def _beyond(page: RegisteredPage, ink: PageInk, target: int, found: NDArray[np.uint8]) -> _Beyond | None:
    """What of the ink followed in a mark's window lies beyond its target; None if too little, be it print."""
    out = found != 0
    least = BOTH_SIDES_FULL_PITCHES if _is_full(ink, target) else BOTH_SIDES_PITCHES
    if np.count_nonzero(out) / page.placed.pitch_px**2 < least:
        return None
    _leave_out_border(page, target, out)
    enough = np.count_nonzero(out) / page.placed.pitch_px**2 >= least
    through = np.asarray(found == ON_LINE)
    return _Beyond(out, through) if enough and _reaches(page, target, out, AWAY_PITCHES) else None


def _is_full(ink: PageInk, target: int) -> bool:
    return bool(1000 * ink.inked[target] >= FULL_PERMILLE * ink.pixels[target])


def _is_larger(page: RegisteredPage, out: Bools, ink: PageInk, target: int) -> bool:
    """Whether enough lies beyond a target, of what is no print."""
    if not _reaches(page, target, out, AWAY_PITCHES):
        return False
    much, to_one_side = np.count_nonzero(out) / page.placed.pitch_px**2, is_one_sided(out)
    if _is_full(ink, target):
        return bool(much >= (ONE_SIDE_FULL_PITCHES if to_one_side else BOTH_SIDES_FULL_PITCHES))
    goes_far = _reaches(page, target, out, FAR_PITCHES)
    return bool(much >= ((ONE_SIDE_PITCHES if to_one_side else BOTH_SIDES_PITCHES) if goes_far else MUCH_PITCHES))


def _leave_out_border(page: RegisteredPage, target: int, out: Bools) -> None:
    """Take out of a target's window the timing marks on the border, and what lies beyond."""
    if page.frame_px is None:
        return
    corner, edges = page.frame_px[0], page.frame_px[1:] - page.frame_px[0]
    margin, to_shares = BORDER_PITCHES * page.placed.pitch_px / np.hypot(edges[:, 0], edges[:, 1]), np.linalg.inv(edges)

    def beyond(places: Integers) -> Bools:
        away = places - np.array(out.shape) // 2 + page.placed.centres_px[target] - corner
        share = away @ to_shares
        return np.asarray(~((share >= margin) & (share <= 1 - margin)).all(axis=1))

    ends = np.array([(row, col) for row in (0, len(out)) for col in (0, out.shape[1])])
    if beyond(ends).any():
        inked = np.argwhere(out)
        rows, cols = inked[beyond(inked)].T
        out[rows, cols] = False
