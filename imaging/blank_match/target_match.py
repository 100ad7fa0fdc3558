"""Pages of which only the targets are known: found by the constellation that their outlines make."""

import numpy as np
from numpy.typing import NDArray

from imaging.blank_match.registering import MatchedPage
from imaging.ink_levels import InkLevels
from imaging.layout import MeasuredPage


def register_by_targets(gray: NDArray[np.uint8], levels: InkLevels, layout: MeasuredPage) -> MatchedPage | None:
    """Find a page by its targets alone."""
    return None
