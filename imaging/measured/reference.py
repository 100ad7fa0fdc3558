"""What the reader needs to know of a blank to find it on a page; worked out once for each blank."""

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from imaging.ink_levels import LITTLE_PRINT, InkLevels, measure_ink_levels
from imaging.layout import BlankPrint, BoxIn, MeasuredTarget
from imaging.measured.features import Features, describe
from imaging.measured.landmarks import Landmarks, find_landmarks
from imaging.measured.page_code import code_place
from imaging.measured.solid_marks import SolidMarks, find_solid_marks, lie_on_marks

KEPT_BLANKS = 512
"""So many blanks are kept ready; an election with more still works."""

OF_MARKS_SHARE = 0.5
"""Of a landmark's dark points lie on timing marks: what it says is the code's to say."""


class BlankPrintError(ValueError):
    """What a layout keeps of its blank is no picture, or another than it was."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A blank's corners, landmarks and timing marks.

    `features.places` are pixels of the blank's picture, `dpi` of them an inch.
    """

    features: Features
    landmarks: Landmarks
    code_place: BoxIn | None
    """Where its QR code stands."""
    marks: SolidMarks
    of_marks: NDArray[np.bool_]
    """bool (N,): the landmarks whose print is mostly a timing mark's."""
    writing_permille: tuple[int, ...]
    """What the blank carries in each target's write-in area, per mille of it; 0 without one."""
    dpi: float


@lru_cache(maxsize=KEPT_BLANKS)
def reference_of(blank: BlankPrint, targets: tuple[MeasuredTarget, ...]) -> Reference:
    """Work out a blank's corners, landmarks and timing marks. Raises BlankPrintError."""
    gray = picture_of(blank)
    levels = measure_ink_levels(gray, LITTLE_PRINT)
    landmarks = find_landmarks(gray, levels, blank.dpi, targets)
    marks = find_solid_marks(gray, levels, blank.dpi)
    return Reference(
        features=describe(gray, blank.dpi),
        landmarks=landmarks,
        code_place=code_place(gray, blank.dpi),
        marks=marks,
        of_marks=lie_on_marks(marks, landmarks.places_in[:, None] + landmarks.dark_in).mean(axis=1) >= OF_MARKS_SHARE,
        writing_permille=tuple(_print_in(gray, levels, target.write_in_area, blank.dpi) for target in targets),
        dpi=float(blank.dpi),
    )


def _print_in(gray: NDArray[np.uint8], levels: InkLevels, area: BoxIn | None, dpi: int) -> int:
    """What is printed in an area, per mille of it; a little more, since print is scanned darker and lighter."""
    if area is None:
        return 0
    top, left = max(0, round(area.top_in * dpi)), max(0, round(area.left_in * dpi))
    part = gray[top : round(area.bottom_in * dpi), left : round(area.right_in * dpi)]
    printed = int(1000 * np.count_nonzero(part <= levels.ink_level) // max(1, part.size))
    return printed + printed // 3


def picture_of(blank: BlankPrint) -> NDArray[np.uint8]:
    """The blank's picture: uint8 (H, W), 0 is black. Raises BlankPrintError."""
    picture = cv2.imdecode(np.frombuffer(blank.png, np.uint8), cv2.IMREAD_GRAYSCALE)
    if picture is None:
        raise BlankPrintError(f"The picture of the blank ({blank.sha256[:12]}) is no PNG file: learn the blank again.")
    return np.asarray(picture, np.uint8)
