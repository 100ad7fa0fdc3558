"""Outlines too faint and too thin for the search, made dark and thick enough for it: gray hairlines.

Only for finding places, and only where a ruler told them and the picture as it is shows no page: no ink is measured
on such a picture.
"""

import numpy as np
from numpy.typing import NDArray

from imaging.ink_levels import InkLevels
from imaging.measured.forms import Forms

TIMES_DARKER = 4
LEAST_DARK = 4
NOISE_SIGMAS = 3
"""What is less dark than this is the paper's own grain, and stays light."""
ONE_SIGMA = 0.8413
"""This share of a bell curve lies below its middle and one standard deviation."""
THICKER_PX = 3
"""A line of a single pixel becomes so wide: a ruler's shape is no nearer to the printed one."""
THICKER_ERROR_PX = 1.0
"""By so much less exactly an outline's place is told where its line was made thicker."""

MOST_LINE_PX = 6
"""A hairline is no wider so, its blur and what was added included: a wider line is placed better as it is."""


def with_dark_outlines(gray: NDArray[np.uint8], levels: InkLevels) -> NDArray[np.uint8]:
    """The page (uint8 (H, W)) with all that is darker than its paper's grain four times as dark, and thicker.

    Nothing becomes darker so than the page's print is.
    """
    import cv2

    # ink is only darker than paper, so the lighter side of it shows its grain
    sigma = max(0.0, float(np.quantile(gray[::4, ::4], ONE_SIGMA)) - levels.paper)
    darkness = levels.paper - np.arange(256)
    more = np.minimum(TIMES_DARKER * (darkness - max(LEAST_DARK, round(NOISE_SIGMAS * sigma))), levels.contrast)
    table = np.clip(levels.paper - np.maximum(np.maximum(more, 0), darkness * (darkness > levels.contrast)), 0, 255)
    darkened = cv2.LUT(gray, table.astype(np.uint8))
    return np.asarray(cv2.erode(darkened, np.ones((THICKER_PX, THICKER_PX), np.uint8)), np.uint8)


def is_hairline(forms: Forms, px_per_in: float) -> bool:
    """Whether outlines as such a picture shows them are hairlines."""
    return float(np.median([form.stroke_in for form in forms])) * px_per_in <= MOST_LINE_PX
