"""What naming is given and what it answers. Places in inches from the top left of the upright page."""

from dataclasses import dataclass

from imaging.layout import BoxIn, MeasuredTarget
from tabulate.definitions.layouts.layout_file import Name


@dataclass(frozen=True, slots=True)
class Word:
    """A printed word."""

    text: str
    box: BoxIn

    @property
    def middle_in(self) -> float:
        """Half way down."""
        return (self.box.top_in + self.box.bottom_in) / 2


@dataclass(frozen=True, slots=True)
class PageText:
    """One page of a blank: its targets in reading order, and every word."""

    width_in: float
    height_in: float
    targets: tuple[MeasuredTarget, ...]
    words: tuple[Word, ...]
    rules: tuple[BoxIn, ...] = ()
    """Rules down the page: words beyond one belong to another column."""


@dataclass(frozen=True, slots=True)
class NamedTarget:
    """What became of one target."""

    name: Name | None
    """None where it is not certain."""
    printed: str
    """The words beside it, as people would read them."""
    beside: BoxIn
    """Where these words are looked for."""
