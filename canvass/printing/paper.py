"""Paper: the look of every PDF that people sign or keep. The same bytes for the same words."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import inch
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, TableStyle
from reportlab.platypus import Table as PaperTable

TITLE = ParagraphStyle("title", fontName="Times-Bold", fontSize=18, leading=22, spaceAfter=6)
HEADING = ParagraphStyle("heading", fontName="Times-Bold", fontSize=12.5, leading=15, spaceBefore=12, spaceAfter=3)
BODY = ParagraphStyle("body", fontName="Times-Roman", fontSize=10, leading=12.5)
CELL = ParagraphStyle("cell", parent=BODY, fontSize=8.5, leading=10.5, splitLongWords=1)
FIGURE = ParagraphStyle("figure", parent=CELL, alignment=TA_RIGHT, rightIndent=9)
HEAD = ParagraphStyle("head", parent=CELL, fontName="Times-Bold")
HEAD_FIGURE = ParagraphStyle("head figure", parent=HEAD, alignment=TA_RIGHT, rightIndent=9)
_SIGNATURE_WIDTH = 3.2 * inch
_SIGNATURE_PADDING = 6.0
"""In points: of a cell at its right, and above and below together."""
LINES = TableStyle(
    [
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, colors.Color(0.6, 0.6, 0.6)),
        ("LINEBELOW", (0, 0), (-1, 0), 0.9, colors.black),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ("TOPPADDING", (0, 0), (-1, -1), 1.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
    ]
)


def plain(text: str) -> str:
    """Text for a paragraph: nothing in it is taken for markup, and what the paper's letters lack is shown as `?`."""
    return escape(text.encode("cp1252", "replace").decode("cp1252"))


def paragraph(text: str, style: ParagraphStyle = BODY) -> Paragraph:
    """A paragraph of plain text."""
    return Paragraph(plain(text), style)


class FigureCell(Flowable):  # type: ignore[misc]
    """A number in a table, as a paragraph of FIGURE shows it and at a tenth of its time: a report has thousands."""

    def __init__(self, text: str) -> None:
        """Its digits."""
        super().__init__()
        self._text = text
        self._broken: Paragraph | None = None
        self._needs = stringWidth(text, FIGURE.fontName, FIGURE.fontSize) + FIGURE.rightIndent

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """One line; a paragraph where the column is narrower than that."""
        self.width, self.height = width, FIGURE.leading
        if self._needs > width:
            self._broken = paragraph(self._text, FIGURE)
            self.width, self.height = self._broken.wrap(width, height)
        return self.width, self.height

    def draw(self) -> None:
        """At the right."""
        if self._broken is not None:
            self._broken.drawOn(self.canv, 0, 0)
            return
        self.canv.setFillColor(FIGURE.textColor)
        self.canv.setFont(FIGURE.fontName, FIGURE.fontSize)
        self.canv.drawRightString(self.width - FIGURE.rightIndent, self.height - FIGURE.fontSize, self._text)


@dataclass(frozen=True, slots=True)
class PageEnds:
    """What stands at the ends of a page."""

    head: str = ""
    number: int = 1
    of: int | None = None
    """How many pages there are, where that is said."""

    @property
    def numbered(self) -> str:
        """The page's number in words."""
        return f"page {self.number}" if self.of is None else f"page {self.number} of {self.of}"


def _numbered(page: int) -> PageEnds:
    return PageEnds(number=page)


def built(
    flow: list[Flowable],
    title: str,
    foot: str,
    size: tuple[float, float] = letter,
    ends: Callable[[int], PageEnds] = _numbered,
) -> bytes:
    """The PDF of these parts, with a foot and its number on each page; `ends` says more of a page, by its place."""
    paper = BytesIO()
    template = SimpleDocTemplate(
        paper,
        pagesize=size,
        leftMargin=0.65 * inch,
        rightMargin=0.65 * inch,
        topMargin=0.6 * inch,
        bottomMargin=0.7 * inch,
        title=title,
        author="Canvass",
        invariant=1,
    )

    def draw_ends(canvas: Canvas, page: SimpleDocTemplate) -> None:
        own = ends(page.page)
        canvas.setFont("Times-Roman", 8.5)
        canvas.drawString(0.65 * inch, 0.42 * inch, fitting(foot[:150], size[0] - 2.1 * inch, "Times-Roman"))
        canvas.drawRightString(size[0] - 0.65 * inch, 0.42 * inch, own.numbered)
        if own.head:
            canvas.setFont("Times-Bold", 8.5)
            canvas.drawCentredString(size[0] / 2, size[1] - 0.4 * inch, fitting(own.head, size[0] - inch, "Times-Bold"))

    template.build(flow, onFirstPage=draw_ends, onLaterPages=draw_ends)
    return paper.getvalue()


def fitting(text: str, width: float, font: str, size: float = 8.5) -> str:
    """As much of a line as there is room for."""
    shown = text.encode("cp1252", "replace").decode("cp1252")
    while stringWidth(shown, font, size) > width:
        shown = shown[:-1]
    return shown


def _height_of_names(row: "list[Flowable | str]") -> float:
    """However long a name is, there is room to sign above the next."""
    lines = (cell.wrap(_SIGNATURE_WIDTH - _SIGNATURE_PADDING, inch)[1] for cell in row if isinstance(cell, Flowable))
    needed: float = max(0.26 * inch, *(height + _SIGNATURE_PADDING for height in lines))
    return needed


def signatures(names: tuple[str, ...]) -> Flowable:
    """A line to sign above each name, two abreast."""
    rows: list[list[Flowable | str]] = []
    for index in range(0, len(names), 2):
        pair = [paragraph(name) for name in names[index : index + 2]]
        rows += [["", "", ""], [pair[0], "", pair[1] if len(pair) > 1 else ""]]
    style = TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)])
    for row in range(1, len(rows), 2):
        for column in (0, 2):
            if rows[row][column]:
                style.add("LINEABOVE", (column, row), (column, row), 0.7, colors.black)
    heights = [height for row in rows[1::2] for height in (0.42 * inch, _height_of_names(row))]
    widths = [_SIGNATURE_WIDTH, 0.4 * inch, _SIGNATURE_WIDTH]
    return PaperTable(rows, colWidths=widths, rowHeights=heights, style=style, hAlign="LEFT")
