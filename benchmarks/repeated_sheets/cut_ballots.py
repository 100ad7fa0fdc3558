"""Ballots cut down to their voted ovals: real pixels, pens, scanner and fingerprint, in a tenth of the time.

A sheet is a slip of paper with nothing on it but printed outlines and the pen's strokes. It passes the simulated
scanner like a page (feed, blur, noise, tone) and is stored as JPEG or bitonal; only finding the ovals is left out: they
are put where they lie, give or take the reader's usual error. `whole_pages.py` says how whole pages compare.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from imaging.ink_levels import measure_ink_levels
from imaging.layout import Side, TargetShape
from imaging.papers.fingerprint import fingerprint_of, mark_waves
from imaging.refusals import none_refused
from imaging.sheets import InkFingerprint, Mark, TargetReading
from imaging.sheets.registered import PlacedForm, PlacedTargets
from test_ballots.page_layout import OUTLINE
from test_ballots.scanning.degradation import Flaw, PageForm, draw_degradation
from test_ballots.scanning.feed import PrintedArea
from test_ballots.scanning.files import bitonal
from test_ballots.scanning.scanner import PageToScan, scan
from test_ballots.strokes import Oval, Stroke, lay_on
from test_ballots.voters.pens import PENS, MarkKind, mark_oval

PITCH_IN = 0.25
READING_ERROR_PX = 0.5
"""Standard deviation of what the reader misses an oval's centre by."""
FLAWS = {
    Flaw.SKEW: 0.6,
    Flaw.SHEAR: 0.2,
    Flaw.STRETCH: 0.5,
    Flaw.BLUR: 0.6,
    Flaw.PAPER: 0.5,
    Flaw.LIGHT: 0.6,
}
"""What befalls a scan, each flaw with a chance of six in ten; so does noise, of up to `MOST_NOISE` gray levels."""
OFTEN = 0.6
MOST_NOISE = 8.4
_ACROSS = 5
_STEP_IN = (0.3, 0.34)
_MARGIN_IN = 0.27
_TILE = 2048
_STROKE_IN = 0.008
_FORM = PageForm(11.0, 8.5, 41, 34, frozenset())
_PLACED = PlacedForm(TargetShape.ROUNDED, OUTLINE.width, OUTLINE.height, ((0.0, 0.0), (0.0, 0.0)), 0.0)

Image = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Scanner:
    """How slips are scanned: chosen anew for each."""

    dpis: tuple[int, ...] = (144, 150, 200, 200, 200, 200, 240, 300)
    bitonal_share: float = 0.25
    qualities: tuple[int, int] = (40, 95)
    levels: tuple[int, int] = (130, 175)


@dataclass(frozen=True, slots=True)
class Slip:
    """A voter's marks on the ovals of a slip."""

    marks: int
    kind: MarkKind
    strokes: tuple[Stroke, ...]


def voted_slip(marks: int, kind: MarkKind, rng: np.random.Generator) -> Slip:
    """Mark every oval of a slip with one pen and in one manner."""
    pen = PENS[int(rng.integers(len(PENS)))]
    strokes = [stroke for oval in _ovals(marks) for stroke in mark_oval(kind, oval, pen, rng)]
    return Slip(marks, kind, tuple(strokes))


def machine_marked_slip(marks: int) -> Slip:
    """Every oval filled by a machine, each exactly like the others."""
    strokes = []
    for oval in _ovals(marks):
        reach = oval.half_width_in - oval.half_height_in
        line = np.array([[oval.down_in, oval.right_in - reach], [oval.down_in, oval.right_in + reach]])
        strokes.append(Stroke(line, 2 * oval.half_height_in, PENS[1].ink))
    return Slip(marks, MarkKind.FILL, tuple(strokes))


def scanned_ink(slip: Slip, scanner: Scanner, rng: np.random.Generator) -> InkFingerprint:
    """Scan the slip once and take the fingerprint of its ink."""
    dpi = int(rng.choice(scanner.dpis))
    is_bitonal = bool(rng.random() < scanner.bitonal_share)
    quality, level = (int(rng.integers(low, high + 1)) for low, high in (scanner.qualities, scanner.levels))
    size = _size_in(slip.marks)
    page = _printed(slip.marks, dpi).copy()
    lay_on(page, slip.strokes, dpi)
    area = PrintedArea(0.1, 0.1, size[0] - 0.1, size[1] - 0.1)
    flaws = draw_degradation(FLAWS, bool(rng.random() < 0.5), _FORM, rng, OFTEN)
    image, transform = scan(PageToScan(page, dpi, size, area), flaws, rng)
    image = _noisy(image, MOST_NOISE * float(rng.random()), rng) if rng.random() < OFTEN else image
    gray = bitonal(image, level) if is_bitonal else _as_jpeg(image, quality)
    origin, down, across = transform.to_px([(0.5, 0.5), (0.5 + PITCH_IN, 0.5), (0.5, 0.5 + PITCH_IN)])
    centres = transform.to_px([(oval.down_in, oval.right_in) for oval in _ovals(slip.marks)])
    centres += rng.normal(0, READING_ERROR_PX, centres.shape)
    placed = _placed(slip.marks, down - origin, across - origin, centres)
    levels = measure_ink_levels(gray)
    return fingerprint_of([mark_waves(gray, is_bitonal, levels, placed, _readings(slip.marks))])


def _size_in(marks: int) -> tuple[float, float]:
    rows = -(-marks // _ACROSS)
    return (rows - 1) * _STEP_IN[0] + 2 * _MARGIN_IN, (_ACROSS - 1) * _STEP_IN[1] + 2 * _MARGIN_IN


@lru_cache
def _ovals(marks: int) -> tuple[Oval, ...]:
    half = OUTLINE.width * PITCH_IN / 2, OUTLINE.height * PITCH_IN / 2
    places = [divmod(number, _ACROSS) for number in range(marks)]
    return tuple(Oval(_MARGIN_IN + _STEP_IN[0] * row, _MARGIN_IN + _STEP_IN[1] * col, *half) for row, col in places)


@lru_cache
def _printed(marks: int, dpi: int) -> Image:
    """The slip as printed, drawn four times finer than it is kept."""
    height, width = (round(length * dpi) for length in _size_in(marks))
    fine = np.full((4 * height, 4 * width), 255, np.uint8)
    for oval in _ovals(marks):
        radius, straight = oval.half_height_in, oval.half_width_in - oval.half_height_in
        turns = np.linspace(-np.pi / 2, np.pi / 2, 24)
        right = np.stack([oval.right_in + straight + radius * np.cos(turns), oval.down_in + radius * np.sin(turns)], 1)
        left = np.array([2 * oval.right_in, 2 * oval.down_in]) - right
        rim = np.rint((np.concatenate([right, left]) * 4 * dpi - 0.5) * 16).astype(np.int32)
        cv2.polylines(fine, [rim.reshape(-1, 1, 2)], True, 40, max(1, round(_STROKE_IN * 4 * dpi)), cv2.LINE_8, 4)
    return np.asarray(cv2.resize(fine, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


@lru_cache(maxsize=1)
def _noise() -> NDArray[np.float32]:
    """Drawn once; each slip takes it from another place."""
    return np.random.default_rng(20261103).standard_normal((_TILE, _TILE)).astype(np.float32)


def _noisy(image: Image, spread: float, rng: np.random.Generator) -> Image:
    height, width = image.shape
    down, right = int(rng.integers(_TILE - height)), int(rng.integers(_TILE - width))
    noisy = image + _noise()[down : down + height, right : right + width] * np.float32(spread)
    return np.asarray(np.clip(np.rint(noisy), 0, 255), np.uint8)


def _as_jpeg(image: Image, quality: int) -> Image:
    stored = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return np.ascontiguousarray(cv2.imdecode(stored, cv2.IMREAD_GRAYSCALE), np.uint8)


def _placed(
    marks: int, down_px: NDArray[np.float64], across_px: NDArray[np.float64], centres_px: NDArray[np.float64]
) -> PlacedTargets:
    return PlacedTargets(
        side=Side.FRONT,
        numbers=tuple(range(1, marks + 1)),
        blank_ink_permille=(0,) * marks,
        forms=(_PLACED,) * marks,
        row_vector_px=down_px,
        column_vector_px=across_px,
        centres_px=centres_px,
        errors_px=np.zeros(marks),
        refused=none_refused(marks),
        writing=(),
        writing_blank_permille=(),
        writing_px=np.zeros((0, 3, 2)),
    )


@lru_cache
def _readings(marks: int) -> Sequence[TargetReading]:
    return [TargetReading(number, Side.FRONT, Mark.MARKED, 1, 1, 0.0, 0.0, 0.0) for number in range(1, marks + 1)]
