"""Rubber stamps drawn across a page: rings, boxes, bars and words, however turned, solid or worn."""

from dataclasses import dataclass

import cv2
import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from tests.imaging.measured_ballots import Gray

KINDS = ("ring", "double ring", "box", "bars", "words", "heavy words")
_FINER = 2
_SIZE_IN = 2.6


@dataclass(frozen=True, slots=True)
class Stamp:
    """A stamp: its kind, how it is turned, how dark it is, and how much of it was worn off."""

    kind: str
    turn_deg: float
    level: int
    worn: bool
    seed: int


STAMPS = st.builds(
    Stamp,
    st.sampled_from(KINDS),
    st.one_of(st.floats(5, 45), st.floats(-45, -5)),
    st.integers(30, 110),
    st.booleans(),
    st.integers(0, 9999),
)


def stamped(gray: Gray, at_px: tuple[float, float], dpi: float, stamp: Stamp) -> Gray:
    """The page with the stamp on it, some of whose ink lies on this place (row, col)."""
    rng = np.random.default_rng(stamp.seed)
    drawn = _drawn(stamp, dpi * _FINER, rng)
    rows, cols = np.nonzero(drawn > 128)
    chosen = int(rng.integers(len(rows)))
    move = np.array(
        [[1 / _FINER, 0, at_px[1] - cols[chosen] / _FINER], [0, 1 / _FINER, at_px[0] - rows[chosen] / _FINER]]
    )
    soft = cv2.GaussianBlur(drawn, (0, 0), _FINER / 2)
    inked = cv2.warpAffine(soft, move, gray.shape[::-1], flags=cv2.INTER_LINEAR).astype(np.float32) / 255
    if stamp.worn:
        inked *= _worn(gray.shape, dpi, rng)
    darker = np.minimum(stamp.level, gray)
    return np.asarray(np.clip(np.rint(gray - (gray - darker) * inked), 0, 255), np.uint8)


def _drawn(stamp: Stamp, scale: float, rng: np.random.Generator) -> Gray:
    side = round(_SIZE_IN * scale)
    page, middle = np.zeros((side, side), np.uint8), side // 2
    thick = max(1, round(rng.uniform(0.012, 0.035) * scale))
    match stamp.kind:
        case "ring" | "double ring":
            radius = rng.uniform(0.35, 0.7) * scale
            for less in (0.0, rng.uniform(0.05, 0.14) * scale)[: 1 + (stamp.kind == "double ring")]:
                cv2.circle(page, (middle, middle), round(radius - less), 255, thick, cv2.LINE_AA)
        case "box":
            wide, high = round(rng.uniform(0.4, 1.0) * scale), round(rng.uniform(0.15, 0.5) * scale)
            corners = (middle - wide, middle - high), (middle + wide, middle + high)
            cv2.rectangle(page, *corners, 255, thick, cv2.LINE_AA)
        case "bars":
            gap, long = rng.uniform(0.05, 0.16) * scale, round(rng.uniform(0.6, 1.1) * scale)
            for i in range(int(rng.integers(2, 7))):
                row = round(middle + (i - 2) * gap)
                cv2.line(page, (middle - long, row), (middle + long, row), 255, thick, cv2.LINE_AA)
        case _:
            tall = rng.uniform(0.12, 0.25) * scale if stamp.kind == "words" else rng.uniform(0.35, 0.5) * scale
            stroke = max(1, round(tall * rng.uniform(0.1, 0.22)))
            size = cv2.getFontScaleFromHeight(cv2.FONT_HERSHEY_DUPLEX, round(tall), stroke)
            for i, line in enumerate(("OFFICIAL BALLOT", "LARKSPUR COUNTY")):
                place = round(0.1 * scale), round(middle + 1.6 * i * tall)
                cv2.putText(page, line, place, cv2.FONT_HERSHEY_DUPLEX, size, 255, stroke, cv2.LINE_AA)
    turn = cv2.getRotationMatrix2D((float(middle), float(middle)), stamp.turn_deg, 1)
    return np.asarray(cv2.warpAffine(page, turn, (side, side)), np.uint8)


def _worn(shape: tuple[int, ...], dpi: float, rng: np.random.Generator) -> NDArray[np.float32]:
    """What is left of a worn stamp's ink at each pixel: a third is gone, in specks."""
    cell = max(1, round(0.012 * dpi))
    left = rng.normal(0.6, 1, (shape[0] // cell + 1, shape[1] // cell + 1)).astype(np.float32)
    return np.asarray(np.clip(cv2.resize(left, (shape[1], shape[0])) * 1.2, 0, 1), np.float32)
