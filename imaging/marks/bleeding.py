"""Ink that shines through from the other side: lighter than ink is, where the other side has as much that is darker."""

import numpy as np
from numpy.typing import NDArray

from imaging.geometry import to_px64
from imaging.layout import TargetShape
from imaging.marks.target_ink import Integers, PageInk, kernel_form
from imaging.sheets.registered import PlacedForm, RegisteredPage
from kernels.columns import INK_DARKNESS, INKED
from kernels.targets import measure_targets

LIGHT_PERMILLE = 500
"""Ink that shines through has a mean darkness below this, of the page's contrast; a soft pencil has 600 and more."""
DARKER_PERCENT = 150
"""The ink behind it is darker by half."""
PRINTED_APART_PITCHES = 0.25
"""How far the two sides' printing may lie from being back to back."""

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


def shines_through(page: RegisteredPage, ink: PageInk, behind: RegisteredPage) -> Bools:
    """Which targets' ink need only be that of the page behind, seen through the paper: bool (N,)."""
    found = np.zeros(len(ink.inked), bool)
    if page.frame_px is None or behind.frame_px is None:
        return found
    light = 1000 * ink.ink_darkness < LIGHT_PERMILLE * page.levels.contrast * ink.inked
    looked = (light & (ink.cells != 0)).nonzero()[0]
    if looked.size == 0:
        return found
    places = _behind(page.placed.centres_px[looked], page.frame_px, behind.frame_px)
    seen = _measure_behind(places, [page.placed.forms[i] for i in looked.tolist()], behind)
    # mean darkness, per mille of each page's contrast
    here = 1000 * ink.ink_darkness[looked] // (ink.inked[looked] * page.levels.contrast)
    inked = seen[:, INKED]
    there = 1000 * seen[:, INK_DARKNESS] // np.maximum(inked * behind.levels.contrast, 1)
    found[looked] = (inked >= ink.inked[looked]) & (100 * there >= DARKER_PERCENT * here)
    return found


def _behind(places_px: Floats, frame_px: Floats, behind_px: Floats) -> Floats:
    """Where places of one side lie on the other: left is right there. float64 (N, 2)."""
    edges = np.stack([frame_px[1] - frame_px[0], frame_px[2] - frame_px[0]])
    across_and_down = (places_px - frame_px[0]) @ np.linalg.inv(edges)
    mirrored = across_and_down * np.array([-1.0, 1.0]) + np.array([1.0, 0.0])
    there: Floats = behind_px[0] + mirrored @ np.stack([behind_px[1] - behind_px[0], behind_px[2] - behind_px[0]])
    return there


def _measure_behind(places_px: Floats, forms: list[PlacedForm], behind: RegisteredPage) -> Integers:
    vectors = behind.placed.vectors_px.tolist()
    apart = 2 * PRINTED_APART_PITCHES
    level = behind.levels.ink_level
    rows = [
        kernel_form(TargetShape.BOX, form.width + apart, form.height + apart, vectors, level, closer_permille=0)
        for form in forms
    ]
    numbers = np.arange(len(rows))
    return measure_targets(behind.gray, to_px64(places_px), numbers, np.array(rows, np.int64), behind.levels.paper)
