"""A blank's page set straight: its skew taken out, its size in inches told."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

_PORTRAIT_IN = ((8.5, 11.0), (8.5, 14.0), (8.5, 17.0), (8.5, 18.0), (8.5, 19.0), (8.5, 20.0), (8.5, 22.0), (11.0, 17.0))
PAPERS_IN = (*_PORTRAIT_IN, *((height, width) for width, height in _PORTRAIT_IN))
"""What ballots are usually printed on."""
SAME_SIZE_SHARE = 0.04
_SAID_WITHOUT_KNOWING = (72, 96)
_SHORT_SIDES_IN, _LONGEST_IN = (3.5, 12.5), 25.0
_SAME_SHAPE = 0.012
"""Of the logarithms of height over width."""
MOST_SKEW_DEG = 5.0
LEAST_SKEW_DEG = 0.04
WORKING_WIDTH_PX = 850


@dataclass(frozen=True, slots=True)
class UprightPage:
    """A blank's page: uint8 (H, W), 0 is black, `dpi` pixels an inch."""

    gray: NDArray[np.uint8]
    dpi: float

    @property
    def width_in(self) -> float:
        """The image's width."""
        return float(self.gray.shape[1] / self.dpi)

    @property
    def height_in(self) -> float:
        """The image's height."""
        return float(self.gray.shape[0] / self.dpi)


def set_upright(gray: NDArray[np.uint8], file_dpi: float | None) -> UprightPage:
    """Take the skew (up to 5 degrees) out of a page (uint8 (H, W)) and tell its resolution."""
    return UprightPage(_straightened(gray, measure_skew_deg(gray)), resolution(gray.shape, file_dpi))


def resolution(shape: tuple[int, ...], file_dpi: float | None) -> float:
    """Dots an inch: what the file says where a paper can be so large, else those of the paper of this shape.

    Programs that know nothing say 72 or 96: these are believed where the shape is no usual paper's.
    """
    height, width = shape[:2]
    paper = min(PAPERS_IN, key=lambda size: abs(np.log(height / width) - np.log(size[1] / size[0])))
    if file_dpi and (
        any(_fits(width / file_dpi, height / file_dpi, usual) for usual in PAPERS_IN)
        or (
            _could_be_paper(width / file_dpi, height / file_dpi)
            and (round(file_dpi) not in _SAID_WITHOUT_KNOWING or not _shaped_as(height / width, paper))
        )
    ):
        return float(file_dpi)
    return float(width / paper[0])


def _fits(width_in: float, height_in: float, paper: tuple[float, float]) -> bool:
    return all(
        abs(size - usual) <= SAME_SIZE_SHARE * usual for size, usual in zip((width_in, height_in), paper, strict=True)
    )


def _could_be_paper(width_in: float, height_in: float) -> bool:
    short, long = sorted((width_in, height_in))
    return _SHORT_SIDES_IN[0] <= short <= _SHORT_SIDES_IN[1] and long <= _LONGEST_IN


def _shaped_as(ratio: float, paper: tuple[float, float]) -> bool:
    return bool(abs(np.log(ratio) - np.log(paper[1] / paper[0])) < _SAME_SHAPE)


def measure_skew_deg(gray: NDArray[np.uint8]) -> float:
    """By how much the page's lines and rows of text are turned clockwise: where their profile down is sharpest."""
    factor = max(1, round(gray.shape[1] / WORKING_WIDTH_PX))
    small = cv2.resize(gray, None, fx=1 / factor, fy=1 / factor, interpolation=cv2.INTER_AREA)
    paper = float(np.median(small))
    dark = np.clip(paper - small.astype(np.float32), 0, 128)
    rough = max(np.arange(-MOST_SKEW_DEG, MOST_SKEW_DEG + 0.01, 0.25), key=lambda deg: _sharpness(dark, float(deg)))
    fine = max(np.arange(rough - 0.25, rough + 0.251, 0.02), key=lambda deg: _sharpness(dark, float(deg)))
    return float(fine)


def _sharpness(dark: NDArray[np.float32], deg: float) -> float:
    """How much neighbouring rows of the page, turned back by so much, differ."""
    height, width = dark.shape
    slope = np.tan(np.radians(deg))
    bands = np.array_split(np.arange(width), 24)
    profile = np.zeros(height)
    for band in bands:
        shift = (band.mean() - width / 2) * slope
        profile += np.interp(np.arange(height) + shift, np.arange(height), dark[:, band].sum(axis=1))
    return float((np.diff(profile) ** 2).sum())


def _straightened(gray: NDArray[np.uint8], skew_deg: float) -> NDArray[np.uint8]:
    if abs(skew_deg) < LEAST_SKEW_DEG:
        return gray
    height, width = gray.shape
    turn = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), skew_deg, 1.0)
    paper = int(np.median(gray))
    return np.asarray(cv2.warpAffine(gray, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=paper), np.uint8)
