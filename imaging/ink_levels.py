"""How dark paper and print are on this page, and from which gray level on a pixel counts as ink."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kernels.histogram import gray_histogram

SAMPLED_ROWS_PER_WIDTH = 240
"""Rows are sampled closer than a timing mark is high: farther apart they could fall between the marks all down the
page, and a page with little else on it would seem blank."""
SAMPLED_COLS_PER_WIDTH = 140
"""Three samples meet a timing mark, and so many the whole page that a stroke of large print weighs what it should."""
PRINT_WITH_MARKS = 200
"""Timing marks alone are about one percent of a page."""
LITTLE_PRINT = 1000
"""For pages without timing marks: a question with two answers may be all that stands there."""
LEAST_CONTRAST = 50
"""A page whose print is not at least this much darker than its paper shows nothing that can be relied on."""

LIGHT_PAPER = 128
"""Paper is the lighter half: a page that is mostly darker than this is none that can be called blank."""


@dataclass(frozen=True, slots=True)
class InkLevels:
    """Gray levels, 0 is black. `print_level` separates print from paper; a pixel at or below `ink_level` is inked."""

    paper: int
    darkest: int
    print_level: int
    ink_level: int

    @property
    def writing_level(self) -> int:
        """A pixel at or below it may be writing: three tenths of the way, as names are written with lighter strokes."""
        return self.paper - (3 * self.contrast + 9) // 10

    @property
    def contrast(self) -> int:
        """Gray levels between paper and the darkest print."""
        return self.paper - self.darkest


def measure_ink_levels(gray: NDArray[np.uint8], least_print: int = PRINT_WITH_MARKS) -> InkLevels:
    """Measure the levels of a page (uint8, (H, W)) from a sample of its pixels.

    Paper is the median gray, the darkest print as dark as one in `least_print` pixels. Print lies below their middle.
    Ink is asked to be only two fifths of the way from paper to black, so that pencil counts as ink while paper's own
    mottling does not.
    """
    counts = _counts(gray)
    paper = int(np.searchsorted(counts, counts[-1] // 2, side="right"))
    darkest = int(np.searchsorted(counts, counts[-1] // least_print, side="right"))
    darkest = min(darkest, paper)
    return InkLevels(
        paper=paper,
        darkest=darkest,
        print_level=(paper + darkest) // 2,
        ink_level=paper - (2 * (paper - darkest) + 4) // 5,
    )


def lightest_level(gray: NDArray[np.uint8], least_print: int) -> int:
    """The level that one in `least_print` pixels of a page (uint8, (H, W)) is at least as light as."""
    counts = _counts(gray)
    return int(np.searchsorted(counts, counts[-1] - counts[-1] // least_print))


def _counts(gray: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Of a sample of the pixels, how many are at each level or darker: int64 (256,)."""
    width = gray.shape[1]
    steps = max(1, width // SAMPLED_ROWS_PER_WIDTH), max(1, width // SAMPLED_COLS_PER_WIDTH)
    return np.cumsum(gray_histogram(gray, *steps))
