"""A vendor's print shop: the election with that vendor's cards, blanks as PDF or pictures, and the voters' sheets."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import replace

import cv2
import numpy as np
import pypdfium2
from numpy.typing import NDArray

from imaging.layout import CardId, CardLayout, GridBox, Layouts, Outline, PageLayout, Paper, Side, Target
from tabulate.election import Card, ChoiceId, Election, TargetMeaning
from test_ballots.draw import PrintOptions
from test_ballots.press import Press
from test_ballots.strokes import Oval
from test_ballots.vendors.county import election_of
from test_ballots.vendors.designs import Design, Marks, PageCodeKind
from test_ballots.vendors.drawing import (
    MARK_LEFT_IN,
    MARK_PITCH_IN,
    MARK_TOP_IN,
    PrintedSide,
    draw_pages,
    grid_size,
)
from test_ballots.vendors.placing import PaperBox, VendorPage, VendorTarget, place_style

Image = NDArray[np.uint8]
_SIDES = (Side.FRONT, Side.BACK)


class VendorPress(Press):
    """Prints one vendor's ballots of the county. Places on the paper are kept in quarter inches, marks or none."""

    def __init__(self, design: Design, definition: bytes, scale: float = 1.0) -> None:
        """Print the election of `definition` at `scale` about the middle of the paper, as a copier would."""
        self.design = design
        self.definition = election_of(definition)
        self.styles = [self._place(n) for n in range(len(self.definition.ballot_styles))]
        super().__init__(_with_cards(design, self.definition, self.styles), PrintOptions(scale=scale))

    def blank_pdf(self, style: int) -> bytes:
        """The blank ballot of style number `style` (from 0), as the printer's PDF."""
        return draw_pages(self.design, self.styles[style], self._sides(style))

    def _place(self, style: int) -> tuple[VendorPage, ...]:
        """The pages of ballot style number `style` (from 0)."""
        return place_style(self.design, self.definition, style)

    def blank_images(self, style: int, dpi: float) -> list[Image]:
        """The blank's pages as pictures: (H, W), 0 is black."""
        return [self.raster(style, page, dpi) for page in range(len(self.styles[style]))]

    def oval(self, card: int, target: Target) -> Oval:
        """A target's outline on the printed paper, of its own size."""
        placed = self._targets(card)[target.number - 1]
        half = self.options.scale / 2
        down, right = self.place_in(card, target.row, target.column)
        return Oval(down, right, placed.form.width_in * half, placed.form.height_in * half)

    def _targets(self, style: int) -> list[VendorTarget]:
        return [target for page in self.styles[style] for target in page.targets]

    def _sides(self, style: int) -> list[PrintedSide]:
        printed = self.election.cards[style]
        layout = self.election.layouts.cards[style]
        assert printed.precinct is not None
        precinct = self.definition.precinct(printed.precinct).name
        return [
            PrintedSide(
                str(printed.ballot_style),
                precinct,
                number,
                len(layout.pages),
                page.code,
                page.bottom_marks or frozenset(),
            )
            for number, page in enumerate(layout.pages, 1)
        ]

    def _render(self, card: int, page: int, dpi: float) -> Image:
        document = pypdfium2.PdfDocument(self.blank_pdf(card))
        try:
            picture = document[page].render(scale=dpi / 72, grayscale=True).to_numpy()
        finally:
            document.close()
        drawn = np.ascontiguousarray(picture.reshape(picture.shape[:2]), dtype=np.uint8)
        return drawn if self.options.scale == 1.0 else _scaled(drawn, self.options.scale)


def _scaled(page: Image, scale: float) -> Image:
    """The page printed larger or smaller about its middle, on paper of the same size."""
    middle = (np.array(page.shape[::-1]) - 1) / 2
    matrix = np.array([[scale, 0.0, middle[0] * (1 - scale)], [0.0, scale, middle[1] * (1 - scale)]])
    drawn = cv2.warpAffine(page, matrix, page.shape[::-1], None, cv2.INTER_AREA, cv2.BORDER_CONSTANT, (255,) * 3)
    return np.asarray(drawn, np.uint8)


def _with_cards(design: Design, election: Election, styles: Sequence[tuple[VendorPage, ...]]) -> Election:
    """The election with a card for each style, whose grid is a lattice of a quarter inch on the paper."""
    cards, layouts = [], []
    for number, pages in enumerate(styles):
        style = election.ballot_styles[number]
        id_ = CardId(style.id)
        meanings = tuple(_meaning(target) for page in pages for target in page.targets)
        cards.append(Card(id_, style.precincts[0], style.id, meanings))
        width, height = design.paper_in
        paper = Paper(width, height, MARK_PITCH_IN, MARK_LEFT_IN, MARK_TOP_IN)
        outline = Outline(design.form.width_in / MARK_PITCH_IN, design.form.height_in / MARK_PITCH_IN)
        layouts.append(CardLayout(id_, tuple(_pages(design, election, number, pages)), outline, paper))
    return replace(election, cards=tuple(cards), layouts=Layouts(tuple(layouts), election.layouts.thresholds))


def _meaning(target: VendorTarget) -> TargetMeaning:
    return TargetMeaning(
        target.contest,
        ChoiceId(target.choice),
        target.area is not None,
        _column(target.right_in),
        _row(target.down_in),
    )


def _column(right_in: float) -> float:
    return (right_in - MARK_LEFT_IN) / MARK_PITCH_IN


def _row(down_in: float) -> float:
    return (down_in - MARK_TOP_IN) / MARK_PITCH_IN


def _grid_box(box: PaperBox) -> GridBox:
    return GridBox(_row(box.top_in), _column(box.left_in), _row(box.bottom_in), _column(box.right_in))


def _pages(design: Design, election: Election, style: int, pages: Sequence[VendorPage]) -> Iterator[PageLayout]:
    columns, rows = grid_size(design)
    number = 0
    for place, page in enumerate(pages):
        targets = []
        for target in page.targets:
            number += 1
            area = _grid_box(target.area) if target.area else None
            targets.append(Target(number, _column(target.right_in), _row(target.down_in), area))
        marks = _card_code(style, place) if design.marks is Marks.GRID else None
        code = _page_code(design.code, election, style, place)
        yield PageLayout(_SIDES[place], columns, rows, tuple(targets), marks, code)


def _card_code(style: int, page: int) -> frozenset[int]:
    """The bottom row's columns: the corners, a fixed pair that tells the sides apart, and the style in six columns."""
    fixed = {0, 33, 3 + page, 6}
    return frozenset(fixed | {10 + 3 * bit + (style + 1 >> bit & 1) for bit in range(6)})


def _page_code(kind: PageCodeKind, election: Election, style: int, page: int) -> str | None:
    printed = election.ballot_styles[style]
    match kind:
        case PageCodeKind.VOTINGWORKS:
            return _votingworks_code(election, style, page)
        case PageCodeKind.ADDRESS:
            return f"https://ballot.page/?t=_&pr={printed.precincts[0]}&bs={printed.id}&l1=en-US&p={page + 1}-2"
        case PageCodeKind.NONE | PageCodeKind.CARD:
            return None


def _votingworks_code(election: Election, style: int, page: int) -> str:
    """The bits of a VotingWorks hand-marked page, version 1, in base64."""
    precincts = [precinct.id for precinct in election.precincts]
    precinct = precincts.index(election.ballot_styles[style].precincts[0])
    ballot_contests = len({contest.part_of or contest.id for contest in election.contests})
    counts = (len(precincts), len(election.ballot_styles), ballot_contests)
    bits = "".join(f"{count:08b}" for count in counts)
    bits += _bits(precinct, len(precincts) - 1) + _bits(style, len(election.ballot_styles) - 1)
    bits += _bits(0, 251) + "0" + _bits(page + 1, 30) + "0" + _bits(0, 15) + "0"
    bits += "0" * (-len(bits) % 8)
    tail = bytes(int(bits[at : at + 8], 2) for at in range(0, len(bits), 8))
    return b64encode(b"VP\x01\x14" + bytes.fromhex(election.definition_sha256[:20]) + tail).decode()


def _bits(number: int, most: int) -> str:
    return f"{number:0{max(1, most.bit_length())}b}"
