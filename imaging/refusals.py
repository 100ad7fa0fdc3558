"""Which targets of a page that was found cannot be measured, and why: these are refused, not the sheet.

A refused target counts as nothing, neither marked nor unmarked; its contest is for people. Where most of a page's
targets are refused, the page was not found after all.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from imaging.geometry import to_px64
from imaging.ink_levels import InkLevels
from imaging.layout import Side
from imaging.sheets import Doubt, Mark, Reason, ReasonCode, Refusal, TargetReading
from kernels.rings import longest_dark_runs

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Refusals = tuple[Refusal | None, ...]

MOST_REFUSED_SHARE = 0.5
"""A page with more of its targets refused is not read at all."""
RING_POINTS = 32
RING_PITCHES = np.array([0.44, 0.52])
"""Half of the height and the width of a ring outside every outline, on which a pen leaves little."""
MOST_DARK_OF_RING = 12
"""So many neighbouring points of it, a hundred and thirty degrees, are dark where something covers the place."""
MOST_DARK = 20
"""So many of them in all are dark where light letters stand on a dark ground."""
RING = np.stack([f(np.arange(RING_POINTS) * 2 * np.pi / RING_POINTS) for f in (np.sin, np.cos)], axis=1) * RING_PITCHES


def none_refused(count: int) -> Refusals:
    """As many targets, all of which can be measured."""
    return (None,) * count


def most_are_refused(refused: Refusals) -> bool:
    """Whether so many targets of a page are refused that its other targets are not to be relied on either."""
    return sum(reason is not None for reason in refused) > MOST_REFUSED_SHARE * len(refused)


def too_many_refused(side: Side, places: Sequence[str], refused: Refusals, errors_px: Floats, besides: str) -> Reason:
    """Why a page is not read of whose targets most are refused: how many, where the first of them lies, and why.

    places, errors_px   of all its targets; `places` in a clerk's words
    """
    first = next(i for i, reason in enumerate(refused) if reason is not None)
    count = sum(reason is not None for reason in refused)
    return Reason(
        ReasonCode.POSITION_UNCERTAIN,
        f"{side} of the ballot: {count} of its {len(refused)} targets could not be placed, the first of them at "
        f"{places[first]}: {refused[first]}, its place may be off by {errors_px[first]:.1f} pixels; {besides}",
    )


def refuse(causes: Sequence[tuple[Refusal, Bools]], count: int) -> Refusals:
    """Each target's first cause that holds: bool (count,) each."""
    if not np.concatenate([held for _, held in causes]).any():
        return none_refused(count)
    return tuple(next((cause for cause, held in causes if held[i]), None) for i in range(count))


def off_image(centres_px: Floats, half_px: Floats, shape: tuple[int, ...]) -> Bools:
    """Which targets, of so many half rows and half columns, do not lie on the image whole: bool (N,)."""
    return np.asarray(((centres_px < half_px) | (centres_px > np.array(shape) - 1 - half_px)).any(axis=1))


def covered(gray: NDArray[np.uint8], levels: InkLevels, centres_px: Floats, vectors_px: Floats) -> Bools:
    """Which targets lie under something dark that is larger than they are, such as a band or a hole: bool (N,).

    vectors_px   float64 (2, 2): a pitch down and a pitch across the page, in pixels
    """
    centres, ring = to_px64(centres_px), to_px64(RING @ vectors_px)
    runs = longest_dark_runs(gray, centres, ring, levels.print_level)
    return np.asarray((runs >= MOST_DARK_OF_RING) | (_dark_of_ring(gray, levels, centres + ring[:, None]) >= MOST_DARK))


def _dark_of_ring(gray: NDArray[np.uint8], levels: InkLevels, places_px64: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many of these places, int64 (M, N, 2) in 1/64 px, are dark around each of N targets: int64 (N,)."""
    rows, cols = (np.clip((places_px64[..., axis] + 32) >> 6, 0, gray.shape[axis] - 1) for axis in (0, 1))
    return np.asarray(np.count_nonzero(gray[rows, cols] <= levels.print_level, axis=0), np.int64)


def without_refused(targets: tuple[TargetReading, ...], refused: Refusals) -> tuple[TargetReading, ...]:
    """The readings with the refused targets', one reason a target, in place of what was measured beside them."""
    if not any(refused):
        return targets
    return tuple(
        target if reason is None else _refused(target, reason) for target, reason in zip(targets, refused, strict=True)
    )


def _refused(target: TargetReading, reason: Refusal) -> TargetReading:
    return replace(
        target,
        mark=Mark.AMBIGUOUS,
        ink_px=0,
        target_px=0,
        writing_px=None,
        writing_area_px=None,
        writing=False,
        around_px=0,
        shape=None,
        cause=None,
        doubt=Doubt.POSITION,
        refused=reason,
        nearby=None,
    )
