"""Reports of the audit as PDF. The same bytes for the same figures."""

from dataclasses import replace

from reportlab.lib.pagesizes import landscape, letter
from reportlab.lib.units import inch
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, PageBreak, Spacer
from reportlab.platypus import Table as PaperTable

from canvass.printing.paper import (
    CELL,
    FIGURE,
    HEAD,
    HEAD_FIGURE,
    HEADING,
    LINES,
    TITLE,
    FigureCell,
    PageEnds,
    built,
    fitting,
    paragraph,
    plain,
    signatures,
)
from canvass.reporting.forms import text_of
from canvass.reporting.tables import Cell, Column, Document, Table

_CELL_MARGIN = 8.0
"""In points: the padding of `LINES`, and a little."""
_HEADING_ROOM = 1.3 * inch
"""Of a table that begins on a page: its title, its heading and two rows."""


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


def _flow(document: Document, size: tuple[float, float]) -> list[Flowable]:
    flow: list[Flowable] = [paragraph(document.title, TITLE), *_said_whole(document, size[0])]
    flow += map(paragraph, document.lines)
    for table in document.tables:
        width = size[0] - 1.3 * inch
        look = document.paper
        flow += _whole(table, document, width) if look.whole_tables else _table(table, width, look.drawn_figures)
    if document.signatures:
        flow.append(KeepTogether([paragraph("Signed", HEADING), signatures(document.signatures)]))
    return flow


def _said_whole(document: Document, width: float) -> list[Flowable]:
    """What stands on every page, once under the title, where the head of a page has no room for all of it."""
    said, copies = document.on_every_page, document.paper.copies or ("",)
    heads = (". ".join(filter(None, (said, copy))) for copy in copies)
    cut = any(len(fitting(head, width - inch, "Times-Bold")) < len(head) for head in heads)
    return [paragraph(said, HEADING)] if said and cut else []


def _pages_of(flow: list[Flowable], size: tuple[float, float]) -> int:
    pages: list[PageEnds] = []

    def ends(page: int) -> PageEnds:
        pages.append(PageEnds(number=page))
        return pages[-1]

    built(flow, "", "", size, ends)
    return len(pages)


def _table(table: Table, width: float, drawn: bool) -> list[Flowable]:
    if not table.rows:
        return [KeepTogether([*_heading(table), paragraph("None.")])]
    grid = _grid(table, _widths(table, width), drawn)
    return [CondPageBreak(_HEADING_ROOM), KeepTogether([*_heading(table), Spacer(1, 3)]), grid]


def _whole(table: Table, document: Document, width: float) -> list[Flowable]:
    """On one page, with its heading, where it is no longer; its columns stand below the same ones of other tables."""
    alike = (row for one in document.tables if one.columns == table.columns for row in one.rows)
    widths = _widths(replace(table, rows=tuple(alike)), width)
    return [KeepTogether([*_heading(table), Spacer(1, 3), _grid(table, widths, document.paper.drawn_figures)])]


def _heading(table: Table) -> list[Flowable]:
    return [paragraph(table.title, HEADING), *([paragraph(table.note)] if table.note else [])]


def _grid(table: Table, widths: list[float], drawn: bool) -> Flowable:
    head = [paragraph(column.title, HEAD_FIGURE if column.number else HEAD) for column in table.columns]
    rows = [
        [
            FigureCell(text_of(cell)) if drawn and isinstance(cell, int) and column.number else _words(cell, column)
            for cell, column in zip(row, table.columns, strict=True)
        ]
        for row in table.rows
    ]
    return PaperTable([head, *rows], colWidths=widths, repeatRows=1, style=LINES, hAlign="LEFT")


def _words(cell: Cell, column: Column) -> Flowable:
    return paragraph(text_of(cell), FIGURE if column.number else CELL)


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
