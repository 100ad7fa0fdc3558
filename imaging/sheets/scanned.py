"""A sheet as it was scanned: its images, and nothing known of them yet."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class ImageSource:
    """One page image as it was offered. `page` counts from 1 in files of several pages."""

    file: str
    page: int
    sha256: str
    """Of the whole file's bytes, in hex."""


@dataclass(frozen=True, slots=True)
class PageImage:
    """A decoded page."""

    source: ImageSource
    gray: "NDArray[np.uint8]"
    """(H, W), C order, 0 is black."""
    bitonal: bool
    dpi: float | None
    """What the file says, if anything; never trusted for geometry."""
    chroma: "Callable[[], NDArray[np.uint8] | None] | None" = field(default=None, compare=False, repr=False)
    """Gives the page's colour: (2, H, W) in C order, blue and red against the light, 128 where there is none, at half
    of the page's scale, rounded up; None where it cannot be had any more. None where the file keeps no colours."""


@dataclass(frozen=True, slots=True)
class UnreadablePage:
    """A page that could not be decoded: what is wrong with the file, in a clerk's words."""

    source: ImageSource
    detail: str
    unopened: bool = False
    """True where the file could not be opened, and is none of a single image: it may hold any number of sheets."""


class Pairing(StrEnum):
    """How a batch's images are put together to sheets. A batch keeps the way in which it was opened."""

    BY_NAMES = "by names"
    """By names, and where these do not tell by their order alone: of batches opened before the order was proved."""
    PROVED = "proved"
    """What pairs by order is held against gaps in the numbers and against the sides that the pages show."""


@dataclass(frozen=True, slots=True)
class ScannedSheet:
    """The images that belong to one sheet of paper, in the order they were offered."""

    number: int
    """Counts from 1 in the batch (or the command)."""
    pages: tuple[PageImage | UnreadablePage, ...]
