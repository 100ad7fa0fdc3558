"""What is known to be printed around a card's targets: learned from its sheets, or taken from its blank.

It is told in cells, CELLS_PER_PITCH to a pitch down and across the page, counted from a target's centre: so it is the
same on every scan of the card, whatever its resolution and however it lies.
"""

from dataclasses import dataclass

from imaging.layout import CardId

CELLS_PER_PITCH = 40
"""Of quarter-inch pitches a cell is 1/160 inch wide."""


@dataclass(frozen=True, slots=True)
class PlacePrint:
    """The print around one target: a picture of cells that are inked, its first row and column from the centre."""

    target: int
    top: int
    left: int
    rows: tuple[str, ...]
    """Each row's cells from the left, a bit each, the highest first, in hex: all rows are equally long."""


@dataclass(frozen=True, slots=True)
class CardPrint:
    """What was learned to be printed on a card."""

    card: CardId
    places: tuple[PlacePrint, ...]


def place_print_of(known: tuple[CardPrint, ...], card: CardId, target: int) -> PlacePrint | None:
    """What is known around a card's target, the newest of it; None where nothing is."""
    places = (place for one in reversed(known) if one.card == card for place in one.places)
    return next((place for place in places if place.target == target), None)
