"""Where things are printed on a card: numbered targets at places on a timing-mark grid. Never candidates.

Grid coordinates: the pitch of the timing marks is 1. Column 0 is the centre of the left border's marks, row 0 the
centre of the top border's marks, on the upright page. Everything printed scales with the pitch, so a ballot printed
at 80% keeps its grid coordinates.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

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


@dataclass(frozen=True, slots=True)
class CardLayout:
    """One printed card: its pages, front first. A single-sided card has one page."""

    card: CardId
    pages: tuple[PageLayout, ...]
    outline: Outline | None = None
    """None: not known beforehand, measured on each page."""
    paper: Paper | None = None


@dataclass(frozen=True, slots=True)
class MarkThresholds:
    """The mark thresholds, in effect a legal rule: per mille of a target's inside that is inked.

    Below `marginal` a target is unmarked, from `definite` on it is marked, between them it is ambiguous; `marks` says
    which shapes of ink make it ambiguous besides. From
    `writing` on (per mille of a write-in area) something is written in a write-in area.
    """

    marginal_permille: int = 40
    definite_permille: int = 125
    writing_permille: int = 20


@dataclass(frozen=True, slots=True)
class Layouts:
    """Every card of one election, as the reader needs it."""

    cards: tuple[CardLayout, ...]
    thresholds: MarkThresholds
    code_prefix: str | None = None
    """Each page code of this election begins so; a code of the same family that does not is another election's."""
