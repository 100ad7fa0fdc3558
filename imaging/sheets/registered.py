"""A sheet as it was registered: known for a card of the election, and every target placed on its images.

Lengths are in pitches: those of the timing marks, or quarter inches on pages that were measured.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from imaging.ink_levels import InkLevels
from imaging.layout import CardId, Side, TargetShape
from imaging.sheets.read import PageReading
from imaging.sheets.scanned import PageImage
from imaging.sheets.targets import Refusal

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class PlacedForm:
    """A printed outline, to the stroke's middle, and the bands above and below it that a loop around it crosses.

    loop_bands         where the bands begin and end, down from the centre
    loop_half_length   how far they reach to either side
    stroke             how thick the outline is printed; 0 where nothing is known of it
    """

    shape: TargetShape
    width: float
    height: float
    loop_bands: tuple[tuple[float, float], tuple[float, float]]
    loop_half_length: float
    stroke: float = 0.0


@dataclass(frozen=True, slots=True)
class PlacedTargets:
    """The targets of one page.

    numbers, blank_ink_permille, forms  one for each target
    row_vector_px, column_vector_px     float64 (2,): a pitch down and a pitch across the page, in pixels (row, col)
    centres_px, errors_px               float64 (N, 2), (row, col), and (N,)
    refused                             one for each target: why it cannot be measured, None where it can
    writing                             the places, among the targets, of those with write-in areas
    writing_blank_permille              what the blank carries in their areas
    writing_px                          float64 (M, 3, 2): their areas' top left, top right and bottom left corners
    """

    side: Side
    numbers: tuple[int, ...]
    blank_ink_permille: tuple[int, ...]
    forms: tuple[PlacedForm, ...]
    row_vector_px: Floats
    column_vector_px: Floats
    centres_px: Floats
    errors_px: Floats
    refused: tuple[Refusal | None, ...]
    writing: tuple[int, ...]
    writing_blank_permille: tuple[int, ...]
    writing_px: Floats
    pitch_px: float = field(init=False)
    """A pitch across the page."""
    vectors_px: Floats = field(init=False)
    """Both vectors, down and across: float64 (2, 2)."""

    def __post_init__(self) -> None:
        """Measure the pitch and put the vectors together once: every rule asks for them."""
        object.__setattr__(self, "pitch_px", float(np.hypot(*self.column_vector_px)))
        object.__setattr__(self, "vectors_px", np.stack([self.row_vector_px, self.column_vector_px]))


@dataclass(frozen=True, slots=True)
class RegisteredPage:
    """A page whose targets were placed.

    frame_px   float64 (3, 2): the top left, top right and bottom left corners, (row, col), of what is printed alike on
               both sides; None where they are not known, and then nothing is looked for behind the page
    """

    image: PageImage
    levels: InkLevels
    lie: PageReading
    """How it lies in the image, for the record."""
    placed: PlacedTargets
    frame_px: Floats | None = None

    @property
    def gray(self) -> NDArray[np.uint8]:
        """The image's pixels: (H, W)."""
        return self.image.gray


@dataclass(frozen=True, slots=True)
class RegisteredSheet:
    """A sheet whose card is known, its pages in the card's order."""

    number: int
    card: CardId
    pages: tuple[RegisteredPage, ...]
