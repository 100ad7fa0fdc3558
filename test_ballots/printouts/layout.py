"""Where everything of a device printout stands: type, columns of blocks, codes. In points, downwards from the top."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil

import segno
from reportlab.graphics.barcode.code128 import Code128
from reportlab.pdfbase.pdfmetrics import stringWidth

from test_ballots.blocks import BOLD, PLAIN, Line
from test_ballots.errors import PrintoutTooLong
from test_ballots.printouts.type import SIZES, Text, TypeSize, broken, lines_of
from test_ballots.printouts.words import Block

INCH = 72.0
CODE_MODULE_PT = 3 * INCH / 203
"""The narrowest bar: three dots of a thermal printer with 203 dots an inch."""
CODE_HEIGHT_PT = 0.27 * INCH
CODE_GAP_PT = 0.08 * INCH
_QUIET_MODULES = 10
_SMALLEST_QR_PT, _QR_MODULE_PT, _QR_QUIET_MODULES = 1.45 * INCH, CODE_MODULE_PT * 1.34, 4
_GUTTER_PT = 0.35 * INCH
_BODY_GAP_PT = 9.0
_INDENT_PT = 3.0
"""How far the rules reach beyond the widest text."""


class PrintoutForm(StrEnum):
    """The paper of a printout and its columns."""

    LETTER = "letter"
    LETTER_ONE_COLUMN = "letter, one column"
    CARD = "card"
    """4.25 inches wide and as long as needed, up to 14."""

    @property
    def width_pt(self) -> float:
        """Of the paper."""
        return (4.25 if self is PrintoutForm.CARD else 8.5) * INCH

    @property
    def margin_pt(self) -> float:
        """At the left and the right; the top and the bottom have 0.4 inch on every paper."""
        return (0.2 if self is PrintoutForm.CARD else 0.5) * INCH

    @property
    def columns(self) -> int:
        """Of contest blocks."""
        return 2 if self is PrintoutForm.LETTER else 1

    @property
    def inner_pt(self) -> float:
        """The width between the margins."""
        return self.width_pt - 2 * self.margin_pt

    @property
    def most_a_line(self) -> int:
        """Choices in a Code 128 line, so that its bars stay wide: six fit across the narrow card."""
        return 6 if self is PrintoutForm.CARD else 11


TOP_PT = BOTTOM_PT = 0.4 * INCH
_LETTER_HEIGHT_PT, _TALLEST_CARD_PT, _SHORTEST_CARD_PT = 11.0 * INCH, 14.0 * INCH, 6.0 * INCH


@dataclass(frozen=True, slots=True)
class Banner:
    """The words above the blocks."""

    heading: str
    lines: tuple[str, ...]
    """Election and date, county."""
    card: tuple[tuple[str, str], ...]
    """What and which: the precinct, the ballot style."""
    request: str
    """What the elector is asked to do."""


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that is printed, in order."""

    banner: Banner
    qr_texts: tuple[str, ...]
    code_128: tuple[str, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class PlacedBox:
    """A rectangle on the paper, in points from the top left."""

    top: float
    left: float
    bottom: float
    right: float

    @property
    def inches(self) -> tuple[float, float, float, float]:
        """Top, left, bottom, right."""
        return self.top / INCH, self.left / INCH, self.bottom / INCH, self.right / INCH


@dataclass(frozen=True, slots=True)
class PlacedBlock:
    """A contest between its rules: the box reaches from rule to rule."""

    box: PlacedBox
    lines: tuple[tuple[float, Line], ...]
    """Baselines and texts."""


@dataclass(frozen=True, slots=True)
class PlacedPrintout:
    """A printout, ready to be drawn."""

    form: PrintoutForm
    height_pt: float
    banner: tuple[tuple[float, float, Line], ...]
    """Baseline, left and text."""
    qr_codes: tuple[PlacedBox, ...]
    """With their quiet zones."""
    code_128: tuple[PlacedBox, ...]
    """With their quiet zones."""
    blocks: tuple[PlacedBlock, ...]


def place(content: Content, form: PrintoutForm) -> PlacedPrintout:
    """Place everything in the largest type that fits. Raises PrintoutTooLong."""
    banner, qr_codes, body_top = _head(content, form)
    foot_pt = len(content.code_128) * (CODE_HEIGHT_PT + CODE_GAP_PT) + (_BODY_GAP_PT if content.code_128 else 0)
    tallest = _TALLEST_CARD_PT if form is PrintoutForm.CARD else _LETTER_HEIGHT_PT
    for sizes in SIZES:
        columns = _columns(
            [lines_of(block, _column_width(form) - _INDENT_PT, sizes) for block in content.blocks], form.columns, sizes
        )
        body_pt = max((_height(column, sizes) for column in columns), default=0.0)
        height = body_top + body_pt + foot_pt + BOTTOM_PT
        if height <= tallest:
            paper = _paper_height(height, form)
            blocks = tuple(_placed_blocks(columns, form, body_top, sizes))
            return PlacedPrintout(form, paper, banner, qr_codes, _placed_lines(content, form, paper), blocks)
    raise PrintoutTooLong(
        f"The {len(content.blocks)} contests of this ballot style do not fit on one printout ({form.value}, at most "
        f"{tallest / INCH:g} inches long) in type of {SIZES[-1].title_pt:g} points. Choose "
        f'"{PrintoutForm.LETTER.value}" or shorten the contests\' titles.'
    )


def _paper_height(needed_pt: float, form: PrintoutForm) -> float:
    """Letter paper, or the card cut at the next half inch."""
    if form is not PrintoutForm.CARD:
        return _LETTER_HEIGHT_PT
    return max(_SHORTEST_CARD_PT, ceil(needed_pt / INCH * 2) * INCH / 2)


def qr_matrix(text: str) -> list[list[bool]]:
    """The modules of a QR code, without its quiet zone."""
    return [[bool(dark) for dark in row] for row in segno.make_qr(text, error="m", boost_error=False).matrix]


def code_128_width_pt(digits: str) -> float:
    """The width of a Code 128 line without its quiet zones."""
    return float(Code128(digits, barWidth=CODE_MODULE_PT, quiet=0).width)


def _qr_size_pt(text: str) -> float:
    return max(_SMALLEST_QR_PT, (len(qr_matrix(text)) + 2 * _QR_QUIET_MODULES) * _QR_MODULE_PT)


Head = tuple[tuple[tuple[float, float, Line], ...], tuple[PlacedBox, ...], float]


def _head(content: Content, form: PrintoutForm) -> Head:
    """The banner's lines, the QR codes, and where the body begins."""
    sizes = [_qr_size_pt(text) for text in content.qr_texts]
    right = form.width_pt - form.margin_pt
    left = right - sum(sizes) if form is not PrintoutForm.CARD else (form.width_pt - sum(sizes)) / 2
    codes = []
    for size in sizes:
        codes.append(PlacedBox(TOP_PT, left, TOP_PT + size, left + size))
        left += size
    tallest = max(sizes, default=0.0)
    if form is PrintoutForm.CARD:
        lines, bottom = _banner(content.banner, form.margin_pt, TOP_PT + tallest, form.inner_pt, True)
    else:
        lines, bottom = _banner(content.banner, form.margin_pt, TOP_PT, form.inner_pt - sum(sizes), False)
        bottom = max(bottom, TOP_PT + tallest)
    return lines, tuple(codes), bottom + _BODY_GAP_PT


def _banner(
    banner: Banner, left: float, top: float, width: float, centred: bool
) -> tuple[tuple[tuple[float, float, Line], ...], float]:
    texts = [(banner.heading, BOLD, 22.0), *((text, PLAIN, 11.0) for text in banner.lines)]
    cards = [f"{what}: {which}" for what, which in banner.card]
    texts += [(text, BOLD, 11.0) for text in ([", ".join(cards)] if centred else cards)]
    texts.append((banner.request, PLAIN, 10.0))
    placed = []
    for text, font, size in texts:
        for part in broken(text, font, size, width):
            line = Line(part, font, size)
            indent = (width - stringWidth(part, font, size)) / 2 if centred else 0.0
            placed.append((top + size, left + indent, line))
            top += line.leading_pt + (0 if centred else 2)
    return tuple(placed), top


def _column_width(form: PrintoutForm) -> float:
    return (form.inner_pt - _GUTTER_PT * (form.columns - 1)) / form.columns


def _height(column: Sequence[Text], size: TypeSize) -> float:
    return sum(size.block_height([*title, *words]) for title, words in column)


def _columns(blocks: list[Text], count: int, size: TypeSize) -> list[list[Text]]:
    """Whole blocks in their order, in one column or in two as even as can be."""
    if count == 1:
        return [blocks]
    splits = [[blocks[:n], blocks[n:]] for n in range(len(blocks), -1, -1)]
    return min(splits, key=lambda split: max(_height(part, size) for part in split))


def _placed_blocks(columns: list[list[Text]], form: PrintoutForm, top: float, size: TypeSize) -> Iterator[PlacedBlock]:
    width = _column_width(form)
    for number, column in enumerate(columns):
        left, down = form.margin_pt + number * (width + _GUTTER_PT), top
        for title, words in column:
            height = size.block_height([*title, *words])
            box = PlacedBox(down, left, down + height, left + width)
            yield PlacedBlock(box, tuple(_baselines(title, words, down, size)))
            down += height


def _baselines(title: list[Line], words: list[Line], top: float, size: TypeSize) -> Iterator[tuple[float, Line]]:
    down = top + size.air_pt
    for lines in (title, words):
        for line in lines:
            yield down + line.size_pt * 0.92, line
            down += line.leading_pt
        down += size.air_pt / 4


def _placed_lines(content: Content, form: PrintoutForm, height: float) -> tuple[PlacedBox, ...]:
    """The Code 128 lines at the foot, one above the other."""
    quiet = _QUIET_MODULES * CODE_MODULE_PT
    top = height - BOTTOM_PT - len(content.code_128) * (CODE_HEIGHT_PT + CODE_GAP_PT) + CODE_GAP_PT
    placed = []
    for digits in content.code_128:
        width = code_128_width_pt(digits) + 2 * quiet
        left = (form.width_pt - width) / 2
        placed.append(PlacedBox(top, left, top + CODE_HEIGHT_PT, left + width))
        top += CODE_HEIGHT_PT + CODE_GAP_PT
    return tuple(placed)


def code_128_start_pt(box: PlacedBox) -> float:
    """Where the first bar stands in a line's box."""
    return box.left + _QUIET_MODULES * CODE_MODULE_PT


def qr_modules_pt(box: PlacedBox, modules: int) -> tuple[float, float]:
    """Of a QR code in its box: how wide a module is, and the width of the quiet zone."""
    module = (box.right - box.left) / (modules + 2 * _QR_QUIET_MODULES)
    return module, module * _QR_QUIET_MODULES
