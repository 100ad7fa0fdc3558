"""A county whose ballots an invented vendor of the coded edge prints: its definition, its layout without learning."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from imaging.layout import MeasuredTarget
from imaging.learning.blank import keep_print
from tabulate.definitions.layouts.layout_file import (
    BallotLayout,
    KnownNames,
    LayoutCard,
    LayoutPage,
    LayoutTarget,
    Name,
    SheetOfBallot,
    numbered,
)
from tabulate.definitions.layouts.layout_json import layout_bytes
from test_ballots.coded_edge.edge_packages import EDGE_SCANNING, PICTURE_DPI, EdgePicture, edge_pictures
from test_ballots.coded_edge.edge_press import EdgePress
from test_ballots.sheets import Scanning
from test_ballots.vendors.county import definition_bytes
from test_ballots.vendors.placing import VendorPage
from test_ballots.voters.true_marks import SheetTruth, TrueMark
from test_ballots.voters.voting import CAREFUL, VotingHabits

STYLES = 2


@dataclass(frozen=True, slots=True)
class EdgeCounty:
    """A definition and a layout, on the disk."""

    definition: Path
    layout: Path


@cache
def edge_press(styles: int = STYLES) -> EdgePress:
    return EdgePress(definition_bytes(3, styles))


@cache
def edge_layout(styles: int = STYLES) -> BallotLayout:
    """What learning the blanks comes to, from where they were drawn."""
    press = edge_press(styles)
    cards = []
    for number, style in enumerate(press.definition.ballot_styles):
        pages = tuple(_page(press, number, page) for page in range(len(press.styles[number])))
        cards.append(LayoutCard(style.id, numbered(pages), SheetOfBallot(1)))
    return BallotLayout(tuple(cards), KnownNames.of(press.definition))


def _page(press: EdgePress, style: int, page: int) -> LayoutPage:
    placed: VendorPage = press.styles[style][page]
    width, height = press.design.paper_in
    targets = tuple(
        LayoutTarget(
            MeasuredTarget(at, one.right_in, one.down_in, one.form.width_in, one.form.height_in, stroke_in=0.0076),
            Name(one.contest, one.choice),
            one.name,
        )
        for at, one in enumerate(placed.targets, start=1)
    )
    blank = keep_print(press.blank_images(style, PICTURE_DPI)[page], PICTURE_DPI)
    return LayoutPage(width, height, targets, blank, None)


def write_county(folder: Path) -> EdgeCounty:
    (folder / "definition.json").write_bytes(definition_bytes(3, STYLES))
    (folder / "layout.json").write_bytes(layout_bytes(edge_layout()))
    return EdgeCounty(folder / "definition.json", folder / "layout.json")


@cache
def pictures(
    sheets: int = 6, seed: int = 5, habits: VotingHabits = CAREFUL, scanning: Scanning = EDGE_SCANNING
) -> tuple[EdgePicture, ...]:
    return tuple(edge_pictures(edge_press(), sheets, seed, habits, scanning))


def votes_of(truth: SheetTruth) -> dict[str, set[str]]:
    """By contest, the choices that are marked for certain."""
    found: dict[str, set[str]] = {one.contest: set() for one in truth.targets}
    for one in truth.targets:
        if one.mark is TrueMark.YES:
            found[one.contest].add(one.choice)
    return found
