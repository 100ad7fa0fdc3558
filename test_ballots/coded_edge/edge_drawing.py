"""Draws coded-edge pages to PDF: timing marks on four edges, black bars, dotted contest heads, ovals under rules."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from test_ballots.blocks import BOLD, PLAIN, Line
from test_ballots.coded_edge.edge_placing import (
    ABSAROKA,
    BAR_IN,
    BODY_TOP_IN,
    COLUMN_WIDTH_IN,
    COLUMNS_LEFT_IN,
    PAD_IN,
    EdgePage,
)
from test_ballots.vendors.placing import PaperBox, VendorBlock, VendorTarget

_POINTS = 72.0
ROWS, COLUMNS = 52, 26
"""Timing marks down each side and along top and bottom."""
_ROW_TOP_IN, _ROW_PITCH_IN = 0.6, 0.25
_COLUMN_LEFT_IN, _COLUMN_PITCH_IN = 0.5, 0.3
_MARK_IN = (0.08, 0.125)
"""Height and width."""
_WIDE_IN = 0.2
_DOTS_PT = (0.65, 1.55)
"""Of a contest's head: black and clear along a line; the lines are as far apart as both together."""


@dataclass(frozen=True, slots=True)
class EdgeSide:
    """What a page says beside its contests."""

    style: int
    """From 0: the number in print and in the code is one more."""
    precinct: str
    number: int
    of: int


def wide_rows(style: int, page: int) -> frozenset[int]:
    """The rows whose left timing mark is wide: a start and an end, the side, and eight bits of the style's number."""
    bits = {8 + 5 * bit + (style + 1 >> bit & 1) for bit in range(8)}
    return frozenset({0, 3 + page, ROWS - 1} | bits)


def draw_edge_pages(pages: Sequence[EdgePage], sides: Sequence[EdgeSide]) -> bytes:
    """Draw the pages of one ballot as a PDF. The same bytes every time."""
    buffer = BytesIO()
    canvas = Canvas(buffer, invariant=1, pageCompression=1)
    canvas.setTitle(f"{ABSAROKA.vendor}, ballot style {sides[0].style + 1}")
    width, height = ABSAROKA.paper_in
    for page, side in zip(pages, sides, strict=True):
        canvas.setPageSize((width * _POINTS, height * _POINTS))
        _Drawer(canvas, height).page(page, side)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@dataclass(frozen=True, slots=True)
class _Drawer:
    """One page being drawn; places in inches from the upper left corner."""

    canvas: Canvas
    height_in: float

    def page(self, page: EdgePage, side: EdgeSide) -> None:
        self._marks(side)
        self._corners()
        if side.number == 1:
            self._banner(side)
            self._stub(side)
        else:
            self._text(3.4, 0.95, Line(f"Ballot Style {side.style + 1}   Page 2 of 2", BOLD, 9.0))
        if page.page.instructions is not None:
            self._instructions(page.page.instructions)
        for bar in page.bars:
            self._bar(bar.box, bar.words)
        for block in page.page.blocks:
            self._block(block)
        self._text(1.2, 13.2, Line("Continue voting on the other side." if side.number < side.of else "", PLAIN, 8.0))

    def _x(self, right_in: float) -> float:
        return right_in * _POINTS

    def _y(self, down_in: float) -> float:
        return (self.height_in - down_in) * _POINTS

    def _text(self, left_in: float, baseline_in: float, line: Line, gray: float = 0.0) -> None:
        self.canvas.setFillGray(gray)
        self.canvas.setFont(line.font, line.size_pt)
        self.canvas.drawString(self._x(left_in), self._y(baseline_in), line.text)

    def _centred(self, middle_in: float, baseline_in: float, line: Line, gray: float = 0.0) -> None:
        self.canvas.setFillGray(gray)
        self.canvas.setFont(line.font, line.size_pt)
        self.canvas.drawCentredString(self._x(middle_in), self._y(baseline_in), line.text)

    def _dark(self, box: PaperBox) -> None:
        self.canvas.setFillGray(0)
        size = self._x(box.right_in - box.left_in), (box.bottom_in - box.top_in) * _POINTS
        self.canvas.rect(self._x(box.left_in), self._y(box.bottom_in), *size, stroke=0, fill=1)

    def _rule(self, top: float, left: float, bottom: float, right: float, width_pt: float = 0.6) -> None:
        self.canvas.setLineWidth(width_pt)
        self.canvas.line(self._x(left), self._y(top), self._x(right), self._y(bottom))

    def _frame(self, box: PaperBox) -> None:
        self.canvas.setLineWidth(0.7)
        size = self._x(box.right_in - box.left_in), (box.bottom_in - box.top_in) * _POINTS
        self.canvas.rect(self._x(box.left_in), self._y(box.bottom_in), *size, stroke=1, fill=0)

    def _marks(self, side: EdgeSide) -> None:
        for box in _timing_marks(wide_rows(side.style, side.number - 1)):
            self._dark(box)
        for row in sorted(wide_rows(side.style, side.number - 1)):
            down = _ROW_TOP_IN + row * _ROW_PITCH_IN
            self._text(0.61, down + 0.02, Line(str(row + 1), PLAIN, 4.5))

    def _corners(self) -> None:
        """Crosses of the printer's, outside of the marks."""
        for down, right in ((0.35, 0.8), (0.35, 7.7), (13.65, 0.8), (13.65, 7.7)):
            self._rule(down - 0.05, right, down + 0.05, right, 0.5)
            self._rule(down, right - 0.05, down, right + 0.05, 0.5)

    def _banner(self, side: EdgeSide) -> None:
        for baseline, words, size in (
            (1.02, "Official Ballot", 15.0),
            (1.24, "General Election", 13.0),
            (1.45, "November 3, 2026", 13.0),
        ):
            self._centred(4.25, baseline, Line(words, BOLD, size))
        self._text(7.2, 1.02, Line(str(side.style + 1), PLAIN, 10.0))
        self._text(0.85, 1.68, Line(_NOTICE, PLAIN, 7.5))
        self._text(0.85, 1.82, Line(_NOTICE_MORE, PLAIN, 7.5))

    def _stub(self, side: EdgeSide) -> None:
        """The third column of the front: whose ballot it is, and places for the judges to sign."""
        left, top = COLUMNS_LEFT_IN[2], BODY_TOP_IN[True] + 0.8
        middle = left + COLUMN_WIDTH_IN / 2
        self._frame(PaperBox(top, left, 12.6, left + COLUMN_WIDTH_IN))
        for step, words in enumerate(("Official Ballot", "General Election", "November 3, 2026", "for")):
            self._centred(middle, top + 0.22 + 0.2 * step, Line(words, BOLD, 10.0))
        self._centred(middle, top + 1.25, Line(side.precinct, BOLD, 9.0))
        self._centred(middle, top + 1.45, Line(f"Ballot Style {side.style + 1}", BOLD, 9.0))
        self._text(left + PAD_IN, top + 2.4, Line("Ballot issued by", BOLD, 8.5))
        for step in range(2):
            self._rule(top + 2.75 + 0.35 * step, left + PAD_IN, top + 2.75 + 0.35 * step, left + 2.0)
        self._text(left + PAD_IN, top + 3.22, Line("Initials of election judges", PLAIN, 7.5))
        self._bar(PaperBox(top + 4.4, left, top + 4.4 + BAR_IN, left + COLUMN_WIDTH_IN), "For Official Use Only")
        self._text(left + PAD_IN, top + 4.8, Line("Reason for remaking ballot:", BOLD, 8.5))
        for step, words in enumerate(("Overvoted", "Damaged", "Other")):
            down = top + 5.05 + 0.2 * step
            self._frame(PaperBox(down - 0.06, left + 0.5, down, left + 0.56))
            self._text(left + 0.7, down, Line(words, PLAIN, 8.0))

    def _bar(self, box: PaperBox, words: str) -> None:
        self._dark(box)
        self._centred((box.left_in + box.right_in) / 2, box.bottom_in - 0.05, Line(words, BOLD, 9.0), 1.0)

    def _instructions(self, block: VendorBlock) -> None:
        box = block.box
        self._frame(box)
        self._bar(PaperBox(box.top_in, box.left_in, box.top_in + BAR_IN, box.right_in), "Instructions")
        down = box.top_in + BAR_IN + 0.15
        for line in block.heading:
            self._text(box.left_in + PAD_IN, down, line)
            if line.text.endswith("this:"):
                width = self.canvas.stringWidth(line.text, line.font, line.size_pt) / _POINTS
                self._oval(box.left_in + PAD_IN + width + 0.14, down - 0.03, filled=True)
            down += line.leading_pt / _POINTS

    def _block(self, block: VendorBlock) -> None:
        box = block.box
        self._dots(PaperBox(box.top_in, box.left_in, block.heading_bottom_in, box.right_in))
        down = box.top_in + 0.13
        for line in block.heading:
            self._text(box.left_in + PAD_IN, down, line)
            down += line.leading_pt / _POINTS
        self._frame(box)
        for target in block.targets:
            self._row(target)

    def _dots(self, box: PaperBox) -> None:
        """A gray of black dots, as a bitonal picture shows every gray."""
        step = sum(_DOTS_PT)
        self.canvas.saveState()
        self.canvas.setLineWidth(_DOTS_PT[0])
        rows = int((box.bottom_in - box.top_in) * _POINTS / step)
        for row in range(1, rows):
            self.canvas.setDash(list(_DOTS_PT), (row % 2) * step / 2)
            down = box.top_in + row * step / _POINTS
            self._rule(down, box.left_in, down, box.right_in, _DOTS_PT[0])
        self.canvas.restoreState()

    def _row(self, target: VendorTarget) -> None:
        cell = target.cell
        self._rule(cell.top_in, cell.left_in, cell.top_in, cell.right_in)
        self._oval(target.right_in, target.down_in, filled=False)
        words = f"{target.name}, {target.party}" if target.party else target.name or "write-in:"
        size = ABSAROKA.name_pt
        while self.canvas.stringWidth(words, PLAIN, size) > (cell.right_in - target.right_in - 0.2) * _POINTS:
            size -= 0.25
        self._text(target.right_in + 0.18, target.down_in + 0.045, Line(words, PLAIN, size))

    def _oval(self, right: float, down: float, filled: bool) -> None:
        form = ABSAROKA.form
        self.canvas.setLineWidth(form.stroke_pt)
        self.canvas.setFillGray(0)
        left, right_ = self._x(right - form.width_in / 2), self._x(right + form.width_in / 2)
        low, high = self._y(down + form.height_in / 2), self._y(down - form.height_in / 2)
        self.canvas.ellipse(left, low, right_, high, stroke=1, fill=int(filled))


def _timing_marks(wide: frozenset[int]) -> Iterator[PaperBox]:
    high, across = _MARK_IN
    right = _COLUMN_LEFT_IN + (COLUMNS - 1) * _COLUMN_PITCH_IN
    for row in range(ROWS):
        down = _ROW_TOP_IN + row * _ROW_PITCH_IN
        inner = _COLUMN_LEFT_IN + across / 2
        left = inner - (_WIDE_IN if row in wide else across)
        yield PaperBox(down - high / 2, left, down + high / 2, inner)
        yield PaperBox(down - high / 2, right - across / 2, down + high / 2, right + across / 2)
    for column in range(1, COLUMNS - 1):
        middle = _COLUMN_LEFT_IN + column * _COLUMN_PITCH_IN
        for row in (0, ROWS - 1):
            down = _ROW_TOP_IN + row * _ROW_PITCH_IN
            yield PaperBox(down - high / 2, middle - across / 2, down + high / 2, middle + across / 2)


_NOTICE = "Notice to voters: Your ballot must be initialed by two election judges. Fill in the oval next to each choice"
_NOTICE_MORE = "with black ink. Do not make other marks on the ballot."
