"""Paper: the look of every PDF of the audit, and reports as PDF. The same bytes for the same figures."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from io import BytesIO
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import landscape, letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import inch
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    KeepTogether,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    TableStyle,
)
from reportlab.platypus import Table as PaperTable

from canvass.reporting.forms import text_of
from canvass.reporting.tables import Column, Document, Table

TITLE = ParagraphStyle("title", fontName="Times-Bold", fontSize=18, leading=22, spaceAfter=6)
HEADING = ParagraphStyle("heading", fontName="Times-Bold", fontSize=12.5, leading=15, spaceBefore=12, spaceAfter=3)
BODY = ParagraphStyle("body", fontName="Times-Roman", fontSize=10, leading=12.5)
CELL = ParagraphStyle("cell", parent=BODY, fontSize=8.5, leading=10.5, splitLongWords=1)
FIGURE = ParagraphStyle("figure", parent=CELL, alignment=TA_RIGHT, rightIndent=9)
HEAD = ParagraphStyle("head", parent=CELL, fontName="Times-Bold")
HEAD_FIGURE = ParagraphStyle("head figure", parent=HEAD, alignment=TA_RIGHT, rightIndent=9)
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
_CELL_MARGIN = 8.0
"""In points: the padding of `LINES`, and a little."""
_HEADING_ROOM = 1.3 * inch
"""Of a table that begins on a page: its title, its heading and two rows."""


def plain(text: str) -> str:
    """Text for a paragraph: nothing in it is taken for markup, and what the paper's letters lack is shown as `?`."""
    return escape(text.encode("cp1252", "replace").decode("cp1252"))


def paragraph(text: str, style: ParagraphStyle = BODY) -> Paragraph:
    """A paragraph of plain text."""
    return Paragraph(plain(text), style)


def report_pdf(document: Document) -> bytes:
    """The report, a table below the other, on letter paper; its copies one after the other."""
    size = letter if document.paper.upright else landscape(letter)
    foot = document.paper.foot or document.lines[0]
    if not document.paper.copies:
        return built(
            _flow(document, size), document.title, foot, size, lambda page: PageEnds(document.on_every_page, page)
        )
    per_copy = _pages_of(_flow(document, size), size)
    flow = _flow(document, size)
    for _ in document.paper.copies[1:]:
        flow += [PageBreak(), *_flow(document, size)]

    def ends(page: int) -> PageEnds:
        copy, before = divmod(page - 1, per_copy)
        heads = (document.on_every_page, document.paper.copies[copy])
        return PageEnds(". ".join(head for head in heads if head), before + 1, per_copy)

    return built(flow, document.title, foot, size, ends)


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


def _flow(document: Document, size: tuple[float, float]) -> list[Flowable]:
    flow: list[Flowable] = [paragraph(document.title, TITLE), *map(paragraph, document.lines)]
    for table in document.tables:
        width = size[0] - 1.3 * inch
        flow += _whole(table, document, width) if document.paper.whole_tables else _table(table, width)
    if document.signatures:
        flow.append(KeepTogether([paragraph("Signed", HEADING), signatures(document.signatures)]))
    return flow


def _pages_of(flow: list[Flowable], size: tuple[float, float]) -> int:
    pages: list[PageEnds] = []

    def ends(page: int) -> PageEnds:
        pages.append(_numbered(page))
        return pages[-1]

    built(flow, "", "", size, ends)
    return len(pages)


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
        canvas.drawString(0.65 * inch, 0.42 * inch, _fitting(foot[:150], size[0] - 2.1 * inch, "Times-Roman"))
        canvas.drawRightString(size[0] - 0.65 * inch, 0.42 * inch, own.numbered)
        if own.head:
            canvas.setFont("Times-Bold", 8.5)
            canvas.drawCentredString(
                size[0] / 2, size[1] - 0.4 * inch, _fitting(own.head, size[0] - inch, "Times-Bold")
            )

    template.build(flow, onFirstPage=draw_ends, onLaterPages=draw_ends)
    return paper.getvalue()


def _fitting(text: str, width: float, font: str, size: float = 8.5) -> str:
    """As much of a line as there is room for."""
    shown = text.encode("cp1252", "replace").decode("cp1252")
    while stringWidth(shown, font, size) > width:
        shown = shown[:-1]
    return shown


def _table(table: Table, width: float) -> list[Flowable]:
    if not table.rows:
        return [KeepTogether([*_heading(table), paragraph("None.")])]
    grid = _grid(table, _widths(table, width))
    return [CondPageBreak(_HEADING_ROOM), KeepTogether([*_heading(table), Spacer(1, 3)]), grid]


def _whole(table: Table, document: Document, width: float) -> list[Flowable]:
    """On one page, with its heading, where it is no longer; its columns stand below the same ones of other tables."""
    alike = (row for one in document.tables if one.columns == table.columns for row in one.rows)
    widths = _widths(replace(table, rows=tuple(alike)), width)
    return [KeepTogether([*_heading(table), Spacer(1, 3), _grid(table, widths)])]


def _heading(table: Table) -> list[Flowable]:
    return [paragraph(table.title, HEADING), *([paragraph(table.note)] if table.note else [])]


def _grid(table: Table, widths: list[float]) -> Flowable:
    head = [paragraph(column.title, HEAD_FIGURE if column.number else HEAD) for column in table.columns]
    rows = [
        [
            paragraph(text_of(cell), FIGURE if column.number else CELL)
            for cell, column in zip(row, table.columns, strict=True)
        ]
        for row in table.rows
    ]
    return PaperTable([head, *rows], colWidths=widths, repeatRows=1, style=LINES, hAlign="LEFT")


def _widths(table: Table, width: float) -> list[float]:
    """No word of a heading or cell is broken where the paper is wide enough; what is left goes to the longest cells."""
    columns = [
        _column_widths(column, [text_of(row[index]) for row in table.rows], width)
        for index, column in enumerate(table.columns)
    ]
    least, wanted = [one[0] for one in columns], [one[1] for one in columns]
    if sum(least) >= width:
        return [width * one / sum(least) for one in least]
    more = [one - other for one, other in zip(wanted, least, strict=True)]
    share = min(1.0, (width - sum(least)) / sum(more)) if sum(more) else 0.0
    given = [one + share * other for one, other in zip(least, more, strict=True)]
    return [width * one / sum(given) for one in given]


def _column_widths(column: Column, cells: list[str], width: float) -> tuple[float, float]:
    """What the longest word of a column needs, and what its longest cell would."""
    margin = _CELL_MARGIN + (FIGURE.rightIndent if column.number else 0)
    words = [stringWidth(plain(word), HEAD.fontName, HEAD.fontSize) for word in column.title.split()]
    words += [stringWidth(plain(word), CELL.fontName, CELL.fontSize) for cell in cells for word in cell.split()]
    whole = [stringWidth(plain(cell), CELL.fontName, CELL.fontSize) for cell in cells]
    least = min(max(words, default=0.0), width / 4)
    return least + margin, max(least, min(max(whole, default=0.0), width / 2)) + margin


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
    heights = [0.42 * inch, 0.26 * inch] * (len(rows) // 2)
    widths = [3.2 * inch, 0.4 * inch, 3.2 * inch]
    return PaperTable(rows, colWidths=widths, rowHeights=heights, style=style, hAlign="LEFT")
