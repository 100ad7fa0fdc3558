"""Where each vote is marked on paper, in inches from the upper left of the upright page, for both kinds of layouts."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from imaging.layout import CardLayout, MeasuredCard, PrintedCard, Side
from tabulate.election import Card

_DIGITS = 4


@dataclass(frozen=True, slots=True)
class PlaceIn:
    """A box by its upper left corner and its size."""

    left_in: float
    top_in: float
    width_in: float
    height_in: float

    @property
    def rounded(self) -> dict[str, float]:
        """As the ballot definition's format names them."""
        sides = {"X": self.left_in, "Y": self.top_in, "W": self.width_in, "H": self.height_in}
        return {name: round(one, _DIGITS) for name, one in sides.items()}


@dataclass(frozen=True, slots=True)
class PrintedPlace:
    """A target and what a vote there is for."""

    contest: str
    choice: str
    side: Side
    sheet: int
    target: PlaceIn
    writing: PlaceIn | None


def paper_size(layout: PrintedCard) -> tuple[float, float] | None:
    """Width and height in inches; None where the layout does not say."""
    match layout:
        case CardLayout():
            return None if layout.paper is None else (layout.paper.width_in, layout.paper.height_in)
        case MeasuredCard():
            return layout.pages[0].width_in, layout.pages[0].height_in
        case _:
            assert_never(layout)


def printed_places(card: Card, layout: PrintedCard) -> Iterator[PrintedPlace]:
    """The targets of a card in their order; none where their places or size are not known in inches."""
    for number, side, target, writing in _boxes(layout):
        meaning = card.meanings[number - 1]
        yield PrintedPlace(meaning.contest, meaning.choice, side, card.sheet.number, target, writing)


def _boxes(layout: PrintedCard) -> Iterator[tuple[int, Side, PlaceIn, PlaceIn | None]]:
    match layout:
        case CardLayout():
            return _of_grid(layout)
        case MeasuredCard():
            return _of_measured(layout)
        case _:
            assert_never(layout)


def _of_grid(layout: CardLayout) -> Iterator[tuple[int, Side, PlaceIn, PlaceIn | None]]:
    paper, outline = layout.paper, layout.outline
    if paper is None or outline is None:
        return
    pitch = paper.pitch_in
    width, height = outline.width * pitch, outline.height * pitch
    for page in layout.pages:
        for one in page.targets:
            left, top = paper.left_in + one.column * pitch, paper.top_in + one.row * pitch
            area = one.write_in_area
            writing = None
            if area is not None:
                corner = paper.left_in + area.left * pitch, paper.top_in + area.top * pitch
                writing = PlaceIn(*corner, (area.right - area.left) * pitch, (area.bottom - area.top) * pitch)
            yield one.number, page.side, PlaceIn(left - width / 2, top - height / 2, width, height), writing


def _of_measured(layout: MeasuredCard) -> Iterator[tuple[int, Side, PlaceIn, PlaceIn | None]]:
    for page in layout.pages:
        for one in page.targets:
            corner = one.x_in - one.width_in / 2, one.y_in - one.height_in / 2
            area = one.write_in_area
            writing = None
            if area is not None:
                size = area.right_in - area.left_in, area.bottom_in - area.top_in
                writing = PlaceIn(area.left_in, area.top_in, *size)
            yield one.number, page.side, PlaceIn(*corner, one.width_in, one.height_in), writing
