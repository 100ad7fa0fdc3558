"""What tells one vendor's ballots from another's. Lengths in inches, type in points."""

from dataclasses import dataclass, replace
from enum import StrEnum


class OutlineShape(StrEnum):
    """The outline of a target."""

    OVAL = "oval"
    BOX = "box"
    ROUNDED = "rounded box"
    ARROW = "broken arrow"


class Marks(StrEnum):
    """What is printed around the page for a machine to find its way by."""

    NONE = "none"
    GRID = "timing marks on all four sides"
    TRACK = "a track of timing marks along the left edge"


class PageCodeKind(StrEnum):
    """What tells which card and page it is."""

    NONE = "none"
    VOTINGWORKS = "a QR code with VotingWorks' bits"
    ADDRESS = "a QR code with an address"
    CARD = "the card code in the bottom row of timing marks"


@dataclass(frozen=True, slots=True)
class TargetOutline:
    """The outline of a target: its outer size, to the stroke's middle, and the stroke.

    Of a broken arrow it is the gap, as high as the tail is; `ends_in` is how long tail and head are beside it.
    """

    shape: OutlineShape
    width_in: float
    height_in: float
    stroke_pt: float
    ends_in: float = 0.0


@dataclass(frozen=True, slots=True)
class Design:
    """A vendor's way of printing ballots."""

    vendor: str
    paper_in: tuple[float, float]
    """Width and height."""
    columns: int
    form: TargetOutline
    second_form: TargetOutline | None
    """Of the targets of yes/no questions, where they differ."""
    target_right: bool
    """True where targets stand to the right of the names."""
    pitch_in: float
    """From one choice to the next."""
    name_pt: float
    bordered: bool
    """True where each choice has its own cell, with rules around it."""
    shaded: bool
    """True where headings stand on gray."""
    party_below: bool
    """True where the party stands below the name, False where beside it."""
    two_languages: bool
    logo: bool
    marks: Marks
    code: PageCodeKind
    front_contests: int | None
    """How many contests stand on the first page; None where all do."""


COTTONWOOD = Design(
    vendor="Cottonwood Press",
    paper_in=(8.5, 11.0),
    columns=3,
    form=TargetOutline(OutlineShape.OVAL, 0.22, 0.145, 0.9),
    second_form=None,
    target_right=False,
    pitch_in=0.42,
    name_pt=10.5,
    bordered=False,
    shaded=False,
    party_below=True,
    two_languages=False,
    logo=True,
    marks=Marks.NONE,
    code=PageCodeKind.VOTINGWORKS,
    front_contests=5,
)
JUNIPER = Design(
    vendor="Juniper Forms",
    paper_in=(8.5, 14.0),
    columns=2,
    form=TargetOutline(OutlineShape.BOX, 0.17, 0.17, 1.1),
    second_form=None,
    target_right=True,
    pitch_in=0.36,
    name_pt=11.0,
    bordered=True,
    shaded=True,
    party_below=False,
    two_languages=False,
    logo=True,
    marks=Marks.NONE,
    code=PageCodeKind.NONE,
    front_contests=None,
)
SILVERBOW = Design(
    vendor="Silverbow Ballots",
    paper_in=(8.5, 11.0),
    columns=3,
    form=TargetOutline(OutlineShape.OVAL, 0.24, 0.13, 0.7),
    second_form=None,
    target_right=False,
    pitch_in=0.375,
    name_pt=9.5,
    bordered=False,
    shaded=True,
    party_below=True,
    two_languages=False,
    logo=False,
    marks=Marks.GRID,
    code=PageCodeKind.CARD,
    front_contests=5,
)
TWO_MEDICINE = Design(
    vendor="Two Medicine Printing",
    paper_in=(8.5, 14.0),
    columns=1,
    form=TargetOutline(OutlineShape.ROUNDED, 0.26, 0.16, 1.0),
    second_form=None,
    target_right=False,
    pitch_in=0.34,
    name_pt=11.0,
    bordered=True,
    shaded=False,
    party_below=False,
    two_languages=True,
    logo=False,
    marks=Marks.NONE,
    code=PageCodeKind.ADDRESS,
    front_contests=4,
)
SWEETGRASS = Design(
    vendor="Sweetgrass Election Supply",
    paper_in=(8.5, 11.0),
    columns=2,
    form=TargetOutline(OutlineShape.OVAL, 0.19, 0.115, 0.8),
    second_form=TargetOutline(OutlineShape.OVAL, 0.27, 0.16, 1.0),
    target_right=True,
    pitch_in=0.32,
    name_pt=10.0,
    bordered=False,
    shaded=False,
    party_below=False,
    two_languages=True,
    logo=True,
    marks=Marks.TRACK,
    code=PageCodeKind.NONE,
    front_contests=6,
)

KOOTENAI = replace(
    JUNIPER,
    vendor="Kootenai Optical",
    form=TargetOutline(OutlineShape.ARROW, 0.36, 0.08, 0.0, ends_in=0.3),
    bordered=False,
    shaded=False,
    logo=False,
)
"""Laid out as Juniper's, with broken arrows: nobody learns them from a blank, so it is none of `DESIGNS`."""
DESIGNS = (COTTONWOOD, JUNIPER, SILVERBOW, TWO_MEDICINE, SWEETGRASS)
