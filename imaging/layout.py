"""Where things are printed on a card: numbered targets at places on a grid, or on a measured page. Never candidates.

Grid coordinates: the pitch of the timing marks is 1. Column 0 is the centre of the left border's marks, row 0 the
centre of the top border's marks, on the upright page. Everything printed scales with the pitch, so a ballot printed
at 80% keeps its grid coordinates.

A measured page needs no timing marks: its places are in inches from the top left of the upright page, `x_in` to the
right, `y_in` down, and sizes are outer sizes, the printed stroke included. It comes from a blank ballot
(`imaging.learning`) or from somebody's ruler. What the blank shows is kept beside the places, since voted sheets are
registered to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NewType

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CardId = NewType("CardId", str)


class Side(StrEnum):
    """A side of a card."""

    FRONT = "front"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class GridBox:
    """A rectangle in grid units: rows `top` to `bottom`, columns `left` to `right`."""

    top: float
    left: float
    bottom: float
    right: float


@dataclass(frozen=True, slots=True)
class Outline:
    """The printed outline of a target: a stadium (a box with round ends), in grid units, to the stroke's middle."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Target:
    """One designated voting area (13-15-206(5)(b)). `number` counts from 1 over the card, front first."""

    number: int
    column: float
    row: float
    write_in_area: GridBox | None = None
    blank_ink_permille: int = 0
    """What the blank carries inside the outline, per mille of the inside; subtracted before deciding."""


@dataclass(frozen=True, slots=True)
class Paper:
    """The sheet of paper and where the grid lies on it, in inches at full size; needed to print, not to read."""

    width_in: float
    height_in: float
    pitch_in: float
    left_in: float
    """From the left edge to column 0."""
    top_in: float
    """From the top edge to row 0."""


@dataclass(frozen=True, slots=True, eq=False)
class TargetPlaces:
    """The targets of a page as arrays, in order, in grid units; of M of them with their write-in areas.

    rows, columns                  float64 (N,)
    writing                        which of the targets have a write-in area; the same as int64 (M,)
    writing_rows, writing_columns  float64 (M, 3): the areas' top left, top right and bottom left corners
    """

    numbers: tuple[int, ...]
    blank_ink_permille: tuple[int, ...]
    rows: "NDArray[np.float64]"
    columns: "NDArray[np.float64]"
    writing: tuple[int, ...]
    writing_targets: "NDArray[np.int64]"
    writing_rows: "NDArray[np.float64]"
    writing_columns: "NDArray[np.float64]"


def _places_of(targets: Sequence[Target]) -> TargetPlaces:
    import numpy as np  # when a page is read: the law and the totals know layouts, too

    areas = {i: area for i, target in enumerate(targets) if (area := target.write_in_area) is not None}
    return TargetPlaces(
        numbers=tuple(target.number for target in targets),
        blank_ink_permille=tuple(target.blank_ink_permille for target in targets),
        rows=np.array([target.row for target in targets], np.float64),
        columns=np.array([target.column for target in targets], np.float64),
        writing=tuple(areas),
        writing_targets=np.array(list(areas), np.int64),
        writing_rows=np.array([[b.top, b.top, b.bottom] for b in areas.values()], np.float64).reshape(-1, 3),
        writing_columns=np.array([[b.left, b.right, b.left] for b in areas.values()], np.float64).reshape(-1, 3),
    )


@dataclass(frozen=True, slots=True)
class PageLayout:
    """One printed side of a card."""

    side: Side
    columns: int
    rows: int | None
    """A hint only: the number of timing-mark rows is what the page shows."""
    targets: tuple[Target, ...]
    bottom_marks: frozenset[int] | None = None
    """The card code: the columns in which the bottom row has a mark."""
    code: str | None = None
    """The exact text of the QR code printed on this page, if it has one."""
    code_box: GridBox | None = None
    sense: int | None = None
    """Pages with the same number mean the same at the same places, though their codes differ; None: pages
    with the same targets do."""
    _places: list[TargetPlaces] = field(default_factory=list, init=False, repr=False, compare=False)

    @property
    def places(self) -> TargetPlaces:
        """The targets again, worked out by the first page that is read, for every later one too."""
        if not self._places:
            self._places.append(_places_of(self.targets))
        return self._places[0]


@dataclass(frozen=True, slots=True)
class CardLayout:
    """One printed card: its pages, front first. A single-sided card has one page."""

    card: CardId
    pages: tuple[PageLayout, ...]
    outline: Outline | None = None
    """None: not known beforehand, measured on each page."""
    paper: Paper | None = None


class TargetShape(StrEnum):
    """The form of a target's printed outline."""

    OVAL = "oval"  # an ellipse; also what is taken where nobody says
    ROUNDED = "rounded"
    """A box with round ends, as beside most timing marks."""
    BOX = "box"
    ARROW = "arrow"
    """A broken arrow: place and size are the gap's, as high as its tail."""


CLOSED_SHAPES = TargetShape.OVAL, TargetShape.ROUNDED, TargetShape.BOX


@dataclass(frozen=True, slots=True)
class BoxIn:
    """A rectangle on the upright page, in inches from its top left."""

    top_in: float
    left_in: float
    bottom_in: float
    right_in: float


@dataclass(frozen=True, slots=True)
class MeasuredTarget:
    """One designated voting area (13-15-206(5)(b)). `number` counts from 1 over the card, first page first."""

    number: int
    x_in: float
    """Of its centre."""
    y_in: float
    width_in: float
    height_in: float
    shape: TargetShape = TargetShape.OVAL
    stroke_in: float = 0.012
    """How thick the outline is printed."""
    write_in_area: BoxIn | None = None
    blank_ink_permille: int = 0
    """What the blank carries inside the outline, per mille of the inside; subtracted before deciding."""


@dataclass(frozen=True, slots=True)
class BlankPrint:
    """What the blank shows: the upright page as a gray PNG file, `dpi` pixels an inch."""

    png: bytes
    dpi: int
    sha256: str
    """Of the PNG file's bytes, in hex: the name under which it can be kept beside the layout."""


@dataclass(frozen=True, slots=True)
class PageCode:
    """What a page's QR code says. None: it does not say so, or it does not matter.

    Codes name style and precinct by their identifiers or by their place in the definition, from 0.
    """

    text: str | None = None
    """The whole text, of codes in no form known here: compared as it is."""
    election: str | None = None
    """The first 20 hex digits of the definition's hash."""
    style: str | None = None
    style_index: int | None = None
    precinct: str | None = None
    precinct_index: int | None = None
    page: int | None = None
    """From 1."""

    def contradicts(self, other: "PageCode") -> bool:
        """Whether the two cannot be codes of the same page (the election aside)."""
        said = ("text", "style", "style_index", "precinct", "precinct_index", "page")
        pairs = ((getattr(self, one), getattr(other, one)) for one in said)
        return any(mine is not None and theirs is not None and mine != theirs for mine, theirs in pairs)


@dataclass(frozen=True, slots=True)
class MeasuredPage:
    """One printed page of a card."""

    side: Side
    width_in: float
    height_in: float
    targets: tuple[MeasuredTarget, ...]
    blank: BlankPrint | None = None
    """None: only the targets are known, and voted sheets are registered to the targets' outlines alone."""
    code: PageCode | None = None
    """What the page's QR code must not contradict, if it has one."""


@dataclass(frozen=True, slots=True)
class MeasuredCard:
    """One sheet of paper, front first. A ballot of several sheets is several cards, scanned sheet by sheet."""

    card: CardId
    pages: tuple[MeasuredPage, ...]


@dataclass(frozen=True, slots=True)
class MarkThresholds:
    """The mark thresholds, in effect a legal rule: per mille of a target's inside that is inked.

    Below `marginal` a target is unmarked, from `definite` on it is marked, between them it is ambiguous; `marks` says
    which shapes of ink make it ambiguous besides. From `writing` on (of a write-in area) something is written there.
    """

    marginal_permille: int = 40
    definite_permille: int = 125
    writing_permille: int = 20


PrintedCard = CardLayout | MeasuredCard


@dataclass(frozen=True, slots=True)
class Layouts:
    """Every card of one election, as the reader needs it."""

    cards: tuple[CardLayout, ...]
    thresholds: MarkThresholds
    code_prefix: str | None = None
    """Each page code of this election begins so; a code of the same family that does not is another election's."""
    measured: tuple[MeasuredCard, ...] = ()
    """The cards whose places were measured; an election's cards may be of both kinds."""
    further_prefixes: tuple[str, ...] = ()
    """How the page codes of further editions of the ballots begin, where these were corrected after printing."""
    card_codes: frozenset[frozenset[int]] = field(init=False, repr=False, compare=False)
    """The marks of the bottom row of each page that states them."""
    _by_card: dict[CardId, PrintedCard] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Lay the cards ready by their ids, and their codes."""
        stated = (page.bottom_marks for card in self.cards for page in card.pages)
        object.__setattr__(self, "card_codes", frozenset(marks for marks in stated if marks is not None))
        object.__setattr__(self, "_by_card", {layout.card: layout for layout in self.printed})

    @property
    def code_prefixes(self) -> tuple[str, ...]:
        """How the page codes of every edition begin; none where pages have no codes of ours."""
        return self.further_prefixes if self.code_prefix is None else (self.code_prefix, *self.further_prefixes)

    @property
    def printed(self) -> tuple[PrintedCard, ...]:
        """Every card, of whichever kind: those with a grid first."""
        return *self.cards, *self.measured

    def of(self, card: CardId) -> PrintedCard | None:
        """Where the targets of a card are, of whichever kind it is; None for a card that has no layout."""
        return self._by_card.get(card)
