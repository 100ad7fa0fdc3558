"""Draws a vendor's pages to PDF: vectors and text, from the placed pages alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO

import segno
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from test_ballots.blocks import BOLD, PLAIN, Line
from test_ballots.vendors.county import SPANISH
from test_ballots.vendors.designs import Design, Marks, OutlineShape, TargetOutline
from test_ballots.vendors.placing import (
    EXAMPLE_ROW_IN,
    PAD_IN,
    SIDE_IN,
    PaperBox,
    VendorBlock,
    VendorPage,
    VendorTarget,
)

_POINTS = 72.0
MARK_PITCH_IN, MARK_LEFT_IN, MARK_TOP_IN = 0.25, 0.125, 0.5
_MARK_WIDTH_IN, _MARK_HEIGHT_IN = 0.1875, 0.0625
_TRACK_LEFT_IN = 0.3
CODE_IN = 0.62
"""The side of a QR code, in the lower right corner."""


@dataclass(frozen=True, slots=True)
class PrintedSide:
    """What a page says beside its contests."""

    style: str
    precinct: str
    number: int
    of: int
    code: str | None
    """The text of its QR code."""
    bottom_marks: frozenset[int]
    """The columns of the bottom row's timing marks, of a design with a grid."""


def draw_pages(design: Design, pages: Sequence[VendorPage], sides: Sequence[PrintedSide]) -> bytes:
    """Draw the pages of one ballot as a PDF. The same bytes every time."""
    buffer = BytesIO()
    canvas = Canvas(buffer, invariant=1, pageCompression=1)
    canvas.setTitle(f"{design.vendor}, ballot style {sides[0].style}")
    for page, side in zip(pages, sides, strict=True):
        canvas.setPageSize((design.paper_in[0] * _POINTS, design.paper_in[1] * _POINTS))
        _Drawer(canvas, design).page(page, side)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@dataclass(frozen=True, slots=True)
class _Drawer:
    """One page being drawn; places in inches from the upper left corner."""

    canvas: Canvas
    design: Design

    def page(self, page: VendorPage, side: PrintedSide) -> None:
        self._marks(side)
        self._banner(side)
        if page.instructions is not None:
            self._instructions(page.instructions)
        for block in page.blocks:
            self._block(block)
        self._footer(side)

    def _x(self, right_in: float) -> float:
        return right_in * _POINTS

    def _y(self, down_in: float) -> float:
        return (self.design.paper_in[1] - down_in) * _POINTS

    def _text(self, left_in: float, baseline_in: float, line: Line) -> None:
        self.canvas.setFillGray(0)
        self.canvas.setFont(line.font, line.size_pt)
        self.canvas.drawString(self._x(left_in), self._y(baseline_in), line.text)

    def _rule(self, top: float, left: float, bottom: float, right: float, width_pt: float = 0.7) -> None:
        self.canvas.setLineWidth(width_pt)
        self.canvas.line(self._x(left), self._y(top), self._x(right), self._y(bottom))

    def _box(self, box: PaperBox, width_pt: float = 0.8, gray: float | None = None) -> None:
        self.canvas.setLineWidth(width_pt)
        self.canvas.setFillGray(1 if gray is None else gray)
        size = self._x(box.right_in - box.left_in), (box.bottom_in - box.top_in) * _POINTS
        self.canvas.rect(self._x(box.left_in), self._y(box.bottom_in), *size, stroke=1, fill=int(gray is not None))

    def _dark(self, down: float, right: float, width: float = _MARK_WIDTH_IN, height: float = _MARK_HEIGHT_IN) -> None:
        """A black bar around a centre."""
        self.canvas.setFillGray(0)
        left, low = self._x(right - width / 2), self._y(down + height / 2)
        self.canvas.rect(left, low, width * _POINTS, height * _POINTS, stroke=0, fill=1)

    def _marks(self, side: PrintedSide) -> None:
        match self.design.marks:
            case Marks.NONE:
                return
            case Marks.TRACK:
                rows = round((self.design.paper_in[1] - 1.0) / MARK_PITCH_IN)
                for row in range(0, rows + 1, 2):
                    self._dark(MARK_TOP_IN + row * MARK_PITCH_IN, _TRACK_LEFT_IN)
            case Marks.GRID:
                self._grid(side)

    def _grid(self, side: PrintedSide) -> None:
        columns, rows = grid_size(self.design)
        places = {(0, column) for column in range(columns)}
        places |= {(row, column) for row in range(rows - 1) for column in (0, columns - 1)}
        places |= {(rows - 1, column) for column in side.bottom_marks}
        for row, column in sorted(places):
            self._dark(MARK_TOP_IN + row * MARK_PITCH_IN, MARK_LEFT_IN + column * MARK_PITCH_IN)

    def _banner(self, side: PrintedSide) -> None:
        left = SIDE_IN
        if self.design.logo:
            self._logo(left + 0.3, 1.05)
            left += 0.8
        self._text(left, 0.95, Line("OFFICIAL BALLOT", BOLD, 19.0))
        if self.design.two_languages:
            self._text(left + 2.7, 0.95, Line("BOLETA OFICIAL", PLAIN, 15.0))
        self._text(left, 1.2, Line("General Election, November 3, 2026", PLAIN, 11.0))
        self._text(left, 1.42, Line("Bunchgrass County, Montana", PLAIN, 10.0))
        beside = self.design.paper_in[0] - SIDE_IN - 2.1
        self._text(beside, 1.2, Line(f"Precinct: {side.precinct}", BOLD, 9.5))
        self._text(beside, 1.42, Line(f"Style {side.style}   Page {side.number} of {side.of}", BOLD, 9.5))
        self._rule(1.56, SIDE_IN, 1.56, self.design.paper_in[0] - SIDE_IN, 1.6)

    def _logo(self, right: float, down: float) -> None:
        """A seal: rings and a star of lines; round things that are no targets."""
        self.canvas.setLineWidth(1.2)
        for radius in (0.28, 0.22, 0.07):
            self.canvas.circle(self._x(right), self._y(down), radius * _POINTS, stroke=1, fill=0)
        for step_right, step_down in ((0.22, 0.0), (0.0, 0.22), (0.155, 0.155), (0.155, -0.155)):
            self._rule(down - step_down, right - step_right, down + step_down, right + step_right, 0.5)

    def _instructions(self, block: VendorBlock) -> None:
        self._box(block.box)
        self._heading(block)
        form, right = self.design.form, block.box.left_in + PAD_IN + 0.25
        down = block.heading_bottom_in + EXAMPLE_ROW_IN / 2 - 0.05
        for word, filled in (("Right:", True), ("Not marked:", False)):
            self._text(right - 0.2, down + 0.04, Line(word, PLAIN, 8.5))
            self._target(right + 0.8 + form.ends_in, down, form, filled)
            down += EXAMPLE_ROW_IN

    def _heading(self, block: VendorBlock) -> None:
        down = block.box.top_in + 0.05
        for line in block.heading:
            self._text(block.box.left_in + PAD_IN, down + line.size_pt * 0.9 / _POINTS, line)
            down += line.leading_pt / _POINTS

    def _block(self, block: VendorBlock) -> None:
        box = block.box
        if self.design.shaded:
            self._box(PaperBox(box.top_in, box.left_in, block.heading_bottom_in, box.right_in), 0.8, 0.88)
        self._box(box)
        self._heading(block)
        for target in block.targets:
            if self.design.bordered:
                self._cell(target)
            self._target(target.right_in, target.down_in, target.form, filled=False)
            if target.area is not None:
                self._write_in(target.area)
            else:
                self._name(target)

    def _cell(self, target: VendorTarget) -> None:
        self._box(target.cell, 0.6)
        half = target.form.width_in / 2 + target.form.ends_in + 0.1
        beside = target.right_in - half if self.design.target_right else target.right_in + half
        self._rule(target.cell.top_in, beside, target.cell.bottom_in, beside, 0.4)

    def _target(self, right: float, down: float, form: TargetOutline, filled: bool) -> None:
        width, height = form.width_in * _POINTS, form.height_in * _POINTS
        left, low = self._x(right) - width / 2, self._y(down) - height / 2
        self.canvas.setLineWidth(form.stroke_pt)
        self.canvas.setFillGray(0)
        match form.shape:
            case OutlineShape.OVAL:
                self.canvas.roundRect(left, low, width, height, height / 2, stroke=1, fill=int(filled))
            case OutlineShape.ROUNDED:
                self.canvas.roundRect(left, low, width, height, height / 5, stroke=1, fill=int(filled))
            case OutlineShape.BOX:
                self.canvas.rect(left, low, width, height, stroke=1, fill=int(filled))
            case OutlineShape.ARROW:
                self._arrow(right, down, form, filled)

    def _arrow(self, right: float, down: float, form: TargetOutline, filled: bool) -> None:
        """A tail, a gap, which a line crosses if it is `filled`, and a head that points to the names."""
        way = -1 if self.design.target_right else 1
        half, tail, ends = form.width_in / 2, form.height_in, form.ends_in
        self._dark(down, right - way * (half + ends / 2), ends, tail)
        self._dark(down, right + way * (half + ends / 4), ends / 2, tail)
        if filled:
            self._dark(down, right, form.width_in, 0.03)
        head = self.canvas.beginPath()
        head.moveTo(self._x(right + way * (half + ends)), self._y(down))
        for side in (-1, 1):
            head.lineTo(self._x(right + way * (half + ends / 3)), self._y(down + side * 1.4 * tail))
        head.close()
        self.canvas.drawPath(head, stroke=0, fill=1)

    def _name(self, target: VendorTarget) -> None:
        size = self.design.name_pt
        lines = [Line(target.name, BOLD, size)]
        if target.party and self.design.party_below:
            lines.append(Line(target.party, PLAIN, size - 2.5))
        elif target.party:
            lines[0] = Line(f"{target.name}, {target.party}", BOLD, size)
        left, ends = target.cell.left_in + PAD_IN, target.form.ends_in
        if not self.design.target_right:
            left = target.right_in + target.form.width_in / 2 + ends + 0.13
        right = target.right_in - 0.2 - 1.6 * ends if self.design.target_right else target.cell.right_in
        room = right - left
        down = target.down_in + size * 0.36 / _POINTS - (0.055 if len(lines) > 1 else 0.0)
        for line in lines:
            self._text(left, down, _fitted(line, room * _POINTS))
            down += 0.125

    def _write_in(self, area: PaperBox) -> None:
        self._rule(area.bottom_in, area.left_in, area.bottom_in, area.right_in, 0.6)
        label = f"Write-in / {SPANISH['Write-in']}" if self.design.two_languages else "Write-in"
        self._text(area.left_in, area.bottom_in + 0.09, Line(label, PLAIN, 6.0))

    def _footer(self, side: PrintedSide) -> None:
        height = self.design.paper_in[1]
        says = "Vote both sides of the ballot." if side.of == 2 else "End of ballot."
        self._text(SIDE_IN, height - 0.95, Line(f"{self.design.vendor}   {says}", PLAIN, 8.0))
        if side.code is not None:
            self._qr(side.code, height - 0.65 - CODE_IN, self.design.paper_in[0] - SIDE_IN - CODE_IN)

    def _qr(self, text: str, top: float, left: float) -> None:
        modules = [list(row) for row in segno.make_qr(text, error="m", boost_error=False).matrix]
        step = CODE_IN / len(modules)
        for row, line in enumerate(modules):
            for column in _dark_columns(line):
                self._dark(top + (row + 0.5) * step, left + (column + 0.5) * step, step, step)


def _dark_columns(line: Iterable[int]) -> list[int]:
    return [column for column, dark in enumerate(line) if dark]


def _fitted(line: Line, room_pt: float) -> Line:
    """The line, in smaller type where it would not fit."""
    width = float(stringWidth(line.text, line.font, line.size_pt))
    return line if width <= room_pt else Line(line.text, line.font, line.size_pt * room_pt / width)


def grid_size(design: Design) -> tuple[int, int]:
    """Columns and rows of the lattice of a quarter inch that the paper holds."""
    width, height = design.paper_in
    columns = round((width - 2 * MARK_LEFT_IN) / MARK_PITCH_IN) + 1
    return columns, round((height - 2 * MARK_TOP_IN) / MARK_PITCH_IN) + 1
