"""What the ink of a sheet's marks looks like, in numbers that survive another scan of the same paper.

Ballots carry no number (13-12-202(3)), so a paper that went through a scanner twice can only be known by its ink. Of
each marked target a coarse picture is taken around the ink's own middle and turned into waves (a discrete cosine
transform). A scanner's contrast, blur and threshold change all marks of a sheet alike; so what is kept is how each mark
differs from the sheet's usual one, in units of what careful hand fills differ. Where the marks lie on the image, how
large it is and which way up it stands makes no difference.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sqrt

import numpy as np
from numpy.typing import NDArray

from imaging.geometry import to_px64
from imaging.ink_levels import InkLevels
from imaging.marks.target_ink import distinct_forms
from imaging.sheets import Doubt, InkFingerprint, Mark, TargetReading
from imaging.sheets.registered import PlacedForm, PlacedTargets
from kernels.fingerprints import PICTURE_COLS, PICTURE_ROWS, ink_pictures

CELL_PITCHES = 0.11
MARGIN_PITCHES = 0.16
"""Ink so far beyond the printed outline is looked at, less and less: more would reach names and neighbours."""
MOST_PRINT_PERMILLE = 100
"""Print inside a target is the same on every ballot: one that has more tells no paper from another."""
STEPS = 16
"""A shape's numbers are in sixteenths of the spread below."""
FILLS_SPREAD = (
    (183, 12, 72, 31, 52, 29, 32, 21),
    (7, 194, 58, 39, 36, 64, 50, 50),
    (126, 44, 70, 24, 47, 24, 38, 20),
    (66, 104, 53, 90, 43, 49, 25, 22),
    (63, 29, 76, 33, 30, 20, 23, 17),
    (46, 47, 36, 31, 18, 30, 17, 17),
)
"""How much each wave varies among careful fills of one sheet: a standard deviation in thousandths of a full cell, as
measured on 300 simulated sheets, five pens, 144 to 600 dpi."""
LEAST_NOISE_PERMILLE = 30
NOISE_AT_50_PX_PERMILLE = {False: 50, True: 150}
"""What another scan changes in careful fills, against what they vary, at a pitch of 50 pixels (200 dpi), for gray and
for bitonal images. It grows with the fourth power of the pixel's size."""

Waves = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class MarkWaves:
    """The marked targets of one page: int64 (N, 48) waves, in 1/2**20 of a full cell, and the scan's noise."""

    targets: tuple[int, ...]
    waves: Waves
    noise_permille: int


def mark_waves(
    gray: NDArray[np.uint8], bitonal: bool, levels: InkLevels, page: PlacedTargets, readings: Sequence[TargetReading]
) -> MarkWaves:
    """Picture the marks of a registered page (uint8 (H, W)). `readings` are those of the page's targets, in order."""
    marked = [
        i
        for i, reading in enumerate(readings)
        if reading.mark is not Mark.UNMARKED
        and reading.refused is None
        and reading.doubt is not Doubt.COLOUR
        and page.blank_ink_permille[i] <= MOST_PRINT_PERMILLE
    ]
    waves = np.zeros((len(marked), PICTURE_ROWS * PICTURE_COLS), np.int64)
    forms, form_of = distinct_forms([page.forms[i] for i in marked])
    for place, form in enumerate(forms):
        own = form_of == place
        waves[own] = _waves(gray, levels, page, form, page.centres_px[marked][own])
    return MarkWaves(tuple(page.numbers[i] for i in marked), waves, _noise_permille(page.pitch_px, bitonal))


def fingerprint_of(pages: Sequence[MarkWaves]) -> InkFingerprint:
    """The fingerprint of a sheet from the marks of its pages."""
    numbers = [number for page in pages for number in page.targets]
    if not numbers:
        return InkFingerprint((), "", 0)
    order = np.argsort(numbers, kind="stable")
    waves = np.concatenate([page.waves for page in pages])[order]
    unusual = len(waves) * waves - waves.sum(axis=0)
    steps = unusual * (STEPS * 1000 / 2**20) / (len(waves) * np.array(FILLS_SPREAD).ravel())
    shapes = np.minimum(np.maximum(np.rint(steps), -127), 127).astype(np.int8)
    noise = max(page.noise_permille for page in pages if page.targets)
    return InkFingerprint(tuple(sorted(numbers)), shapes.tobytes().hex(), noise)


def _waves(
    gray: NDArray[np.uint8], levels: InkLevels, page: PlacedTargets, form: PlacedForm, centres_px: NDArray[np.float64]
) -> Waves:
    vectors = page.vectors_px
    (down_row, down_col), (across_row, across_col) = vectors.tolist()
    area = down_row * across_col - down_col * across_row
    to_cells = np.array([[across_col, -across_row], [-down_col, down_row]]) / (area * CELL_PITCHES)
    half = np.array([form.height / 2 + MARGIN_PITCHES, form.width / 2 + MARGIN_PITCHES])
    rows, cols = np.abs(vectors).T @ half
    pictures = ink_pictures(
        gray,
        to_px64(centres_px),
        np.rint(to_cells * 2**20).astype(np.int64),
        (round(half[0] / CELL_PITCHES * 65536), round(half[1] / CELL_PITCHES * 65536)),
        (int(rows) + 2, int(cols) + 2),
        levels.paper,
        levels.ink_level,
    )
    pixels_a_cell = CELL_PITCHES**2 * abs(area)
    # a full cell's weights add up to 2**24 a pixel; kept in 1/1024
    cells = np.rint(pictures / (2**14 * pixels_a_cell)).astype(np.int64)
    waves: Waves = cells @ _TO_WAVES
    return waves


def _to_waves() -> Waves:
    """The transform of a picture, flattened, as int64 (48, 48), in 1/1024."""
    down, across = _cosines(PICTURE_ROWS), _cosines(PICTURE_COLS)
    transform: Waves = np.rint(1024 * np.kron(down, across)).astype(np.int64)
    return np.ascontiguousarray(transform.T)


def _cosines(count: int) -> NDArray[np.float64]:
    """The orthonormal cosine transform of so many values, a wave a row."""
    lengths = [sqrt((1 if wave == 0 else 2) / count) for wave in range(count)]
    return np.array([[a * cos(pi * (i + 0.5) * wave / count) for i in range(count)] for wave, a in enumerate(lengths)])


_TO_WAVES = _to_waves()


def _noise_permille(pitch_px: float, bitonal: bool) -> int:
    return LEAST_NOISE_PERMILLE + round(min(NOISE_AT_50_PX_PERMILLE[bitonal] * (50 / pitch_px) ** 4, 100_000))
