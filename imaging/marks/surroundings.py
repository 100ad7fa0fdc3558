"""Which targets of a page have ink about them that its other targets have not: those are worth a closer look.

From each outline rays go out until they meet ink. What many of a page's targets have in a direction, such as names and
the lines of a table, is usual there; ink that comes much sooner is not.
"""

import numpy as np
from numpy.typing import NDArray

from imaging.geometry import to_px64
from imaging.ink_levels import InkLevels
from imaging.layout import TargetShape
from imaging.marks.target_ink import Integers, distinct_forms, kernel_form
from imaging.sheets.registered import PlacedForm, PlacedTargets, RegisteredPage
from kernels import columns
from kernels.outlines import clear_distances
from kernels.targets import measure_targets

PENCIL_PERCENT = 30
"""A stroke is darker than paper by so much of the page's contrast."""
RAYS = 32
GAP_PITCHES = 0.1
"""Rays begin so far from the outline: the blur of its stroke ends before."""
REACH_PITCHES = 1.3
STEPS_PER_PITCH = 50
"""Rays go on by so much at a time, and no less than a pixel: less than strokes are wide."""
SOONER_PITCHES = 0.15
"""Ink that comes sooner than usual by so much is unusual."""
USUAL_PART = 4
"""What one in so many of a page's targets has in a direction is usual there."""
ALL_AROUND_RAYS = 28
"""Where so many rays meet ink there may be a loop, however usual that is: some voters draw one for every choice."""
LEAST_ALIKE = 8
"""With fewer targets nothing shows what is usual, and all ink is unusual."""
MARKS_PITCHES = 2.0
"""So near to the border timing marks stand beside a target."""
LEAST_RAYS = 3
OVER_NAMES_PITCHES = (-0.6, -0.5, -0.4, 0.4, 0.5, 0.6)
OVER_REACH_PITCHES = 1.5
OVER_STEPS_PER_PITCH = 25
"""Beside outlines rays go along the row so much above and below its middle, where the letters of a name do not reach,
and so far."""
LEAST_RAYS_OVER = 2
BESIDE_PITCHES = 1.4, 1.6
MORE_INK_PITCHES = 0.06
NAMES_PITCHES = 0.12
"""Boxes so high, from beside the outline so far to the left and the right, have this much more ink than usual, in
square pitches, where a few letters are written; but not on the side of the names, where much is usual."""
LITTLE_INK_PITCHES, TIMING_MARK_PITCHES = 0.012, 0.3
"""And so much where a small tick may be; beside no more than what a timing mark has."""
ARROW_END_PITCHES = 1.4
"""The tail and the head of a broken arrow are about so long."""
ADJOINING_PITCHES = 0.06
"""Ink that a ray meets so soon may touch the outline."""

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]


def pencil_level(levels: InkLevels) -> int:
    """The gray level at or below which a pixel may be a stroke beside a target: a hard pencil's."""
    return levels.paper - PENCIL_PERCENT * levels.contrast // 100


def _ends_of(form: PlacedForm) -> float:
    """How far, in pitches, a target's print reaches beyond its form on either side: names stand behind it."""
    return ARROW_END_PITCHES if form.shape is TargetShape.ARROW else 0.0


def longest_ends(placed: PlacedTargets, targets: Integers) -> float:
    """The longest such ends of some targets."""
    return max(map(_ends_of, distinct_forms([placed.forms[i] for i in targets.tolist()])[0]))


def _beside_all(placed: PlacedTargets) -> tuple[float, float]:
    """How far from a page's targets there is paper beside each of them, in pitches; and the longest ends of all."""
    forms, _ = distinct_forms(placed.forms)
    return max(form.width / 2 + _ends_of(form) for form in forms) + 2 * GAP_PITCHES, max(map(_ends_of, forms))


def unusual_rays(page: RegisteredPage, targets: Integers) -> tuple[Bools, Bools]:
    """Which rays from these targets of a page meet ink sooner than usual: bool (N, RAYS); and whose rays say more.

    Ray k goes out in the direction of angle 2 pi k / RAYS, from straight right downwards. Rays say more, bool (N,),
    where one meets ink at once or nearly all meet some.
    """
    steps_per_pitch = min(STEPS_PER_PITCH, round(page.placed.pitch_px))
    reach = round(REACH_PITCHES * steps_per_pitch)
    met = _met(page, targets, page.placed.pitch_px / steps_per_pitch, reach)
    sooner = _sooner(page, targets, met, reach, round(SOONER_PITCHES * steps_per_pitch))
    adjoining = (met <= round(ADJOINING_PITCHES * steps_per_pitch)).any(axis=1)
    all_around = np.count_nonzero(met < reach, axis=1) >= ALL_AROUND_RAYS
    return sooner, np.asarray(adjoining | all_around)


def drawn_over_names(page: RegisteredPage, targets: Integers) -> Bools:
    """Beside which targets ink comes sooner than usual above and below the line of the name: bool (N,).

    A ring around a name, or a cross through it, reaches higher and lower than its letters.
    """
    placed, levels = page.placed, page.levels
    steps_per_pitch = min(OVER_STEPS_PER_PITCH, round(placed.pitch_px))
    reach = round(OVER_REACH_PITCHES * steps_per_pitch)
    widest, _ = _beside_all(placed)
    starts = np.array([(high, side * widest) for side in (-1, 1) for high in OVER_NAMES_PITCHES])
    ways = np.array([(0.0, side / steps_per_pitch) for side in (-1, 1) for _ in OVER_NAMES_PITCHES])
    vectors = placed.vectors_px
    rays = to_px64(np.concatenate([starts @ vectors, ways @ vectors], axis=1))
    met = clear_distances(page.gray, to_px64(placed.centres_px[targets]), rays, pencil_level(levels), reach)
    met[met < 0] = reach
    sooner = _sooner(page, targets, met.astype(np.int64), reach, round(SOONER_PITCHES * steps_per_pitch))
    return np.asarray((sooner.reshape(len(met), 2, -1).sum(axis=2) >= LEAST_RAYS_OVER).any(axis=1))


def _sooner(page: RegisteredPage, targets: Integers, met: Integers, reach: int, least: int) -> Bools:
    """Where ink is met sooner than usual: bool, as many as rays."""
    sooner = met < reach
    for alike in _alike(page, targets):
        usual = np.partition(met[alike], len(alike) // USUAL_PART, axis=0)[len(alike) // USUAL_PART]
        sooner[alike] = met[alike] + least < usual
    return np.asarray(sooner)


def _alike(page: RegisteredPage, targets: Integers) -> list[Integers]:
    """Places among the targets, int64 each, of those that are compared: those beside timing marks apart, if enough."""
    every = np.arange(len(targets))
    if len(targets) < LEAST_ALIKE:
        return []
    if page.frame_px is None:
        return [every]
    corner, across = page.frame_px[0], page.frame_px[1] - page.frame_px[0]
    share = (page.placed.centres_px[targets] - corner) @ across / (across @ across)
    beside = np.minimum(share, 1 - share) * np.hypot(*across) < MARKS_PITCHES * page.placed.pitch_px
    groups = [every[beside], every[~beside]]
    return groups if min(map(len, groups)) >= LEAST_ALIKE else [every]


def more_beside(page: RegisteredPage, targets: Integers) -> tuple[Bools, Bools]:
    """Which targets have more ink to their left, and to their right, than usual: bool (N, 2); also beyond a line.

    First where there is as much more as of a few letters, then where there is as much as of a small stroke.
    """
    placed, levels = page.placed, page.levels
    (high, far), (down, across) = BESIDE_PITCHES, (placed.row_vector_px.tolist(), placed.column_vector_px.tolist())
    widest, ends = _beside_all(placed)
    far += ends
    form = kernel_form(TargetShape.BOX, far - widest, high, [down, across], levels.ink_level)
    aside = (far + widest) / 2 * placed.column_vector_px
    centres = np.concatenate([placed.centres_px[targets] - aside, placed.centres_px[targets] + aside])
    kinds = np.zeros(len(centres), np.int64)
    seen = measure_targets(page.gray, to_px64(centres), kinds, np.array([form], np.int64), levels.paper)
    inked = seen[:, columns.INKED].reshape(2, len(targets))
    area, more = placed.pitch_px**2, np.zeros((2, 2, len(targets)), np.bool_)
    least, most = (
        area * np.array([MORE_INK_PITCHES, LITTLE_INK_PITCHES]),
        area * np.array([NAMES_PITCHES, TIMING_MARK_PITCHES]),
    )
    for alike in _alike(page, targets) or [np.arange(len(targets))]:
        usual = np.median(inked[:, alike], axis=1, keepdims=True)
        for kind in (0, 1):
            more[kind][:, alike] = (inked[:, alike] > usual + least[kind]) & (usual <= most[kind])
    return more[0].T, more[1].T


def _met(page: RegisteredPage, targets: Integers, step_px: float, reach: int) -> Integers:
    """How many steps each ray goes before it meets ink: int64 (N, RAYS), `reach` where it meets none."""
    placed = page.placed
    vectors = placed.vectors_px
    forms, form_of = distinct_forms([placed.forms[i] for i in targets.tolist()])
    met = np.empty((len(targets), RAYS), np.int64)
    for kind, form in enumerate(forms):
        starts = _ray_starts(form) @ vectors
        steps = starts * (step_px / np.hypot(starts[:, 0], starts[:, 1])[:, None])
        rays = to_px64(np.concatenate([starts, steps], axis=1))
        own = form_of == kind
        centres = to_px64(placed.centres_px[targets[own]])
        met[own] = clear_distances(page.gray, centres, rays, pencil_level(page.levels), reach)
    met[met < 0] = reach
    return met


def _ray_starts(form: PlacedForm) -> Floats:
    """Places around a form, GAP_PITCHES outside it: float64 (RAYS, 2), (row, column) in pitches."""
    angles = 2 * np.pi * np.arange(RAYS) / RAYS
    around = np.stack([np.sin(angles), np.cos(angles)], axis=1)
    if form.shape is TargetShape.BOX:
        around /= np.abs(around).max(axis=1, keepdims=True)
    starts: Floats = around * (np.array([form.height, form.width]) / 2 + GAP_PITCHES)
    return starts
