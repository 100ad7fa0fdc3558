"""What is learned from one page of a blank ballot."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from imaging.layout import BlankPrint, BoxIn, MeasuredPage, MeasuredTarget, PageCode, Side


@dataclass(frozen=True, slots=True)
class PrintedWord:
    """A word of a PDF's text layer, and where it stands on the upright page."""

    text: str
    box: BoxIn


@dataclass(frozen=True, slots=True)
class LearnedPage:
    """One page of a blank: its targets in reading order (columns from the left, in each from the top).

    `upright` is uint8 (H, W), 0 is black, `dpi` pixels an inch: the page as its places are measured, for proofs and for
    reading the words beside the targets. `words` is empty where the blank has no text layer.
    """

    width_in: float
    height_in: float
    targets: tuple[MeasuredTarget, ...]
    """Numbered from 1 on this page."""
    upright: NDArray[np.uint8]
    dpi: float
    blank: BlankPrint
    code: PageCode | None
    words: tuple[PrintedWord, ...]
    rules: tuple[BoxIn, ...] = ()
    """Rules down the page, which part columns of words."""

    def layout(self, side: Side) -> MeasuredPage:
        """The page as the reader needs it, its targets as they are."""
        return MeasuredPage(side, self.width_in, self.height_in, self.targets, self.blank, self.code)
