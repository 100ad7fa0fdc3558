"""Reports of the audit as PDF. The same bytes for the same figures."""

from reportlab.lib.pagesizes import landscape, letter
from reportlab.lib.units import inch
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Spacer
from reportlab.platypus import Table as PaperTable

from canvass.printing.paper import (
    CELL,
    FIGURE,
    HEAD,
    HEAD_FIGURE,
    HEADING,
    LINES,
    TITLE,
    built,
    paragraph,
    plain,
    signatures,
)
from canvass.reporting.forms import text_of
from canvass.reporting.tables import Column, Document, Table

_CELL_MARGIN = 8.0
"""In points: the padding of `LINES`, and a little."""
_HEADING_ROOM = 1.3 * inch
"""Of a table that begins on a page: its title, its heading and two rows."""


def report_pdf(document: Document) -> bytes:
    """The report, a table below the other, on letter paper lying down."""
    size = landscape(letter)
    flow: list[Flowable] = [paragraph(document.title, TITLE), *map(paragraph, document.lines)]
    for table in document.tables:
        flow += _table(table, size[0] - 1.3 * inch)
    if document.signatures:
        flow.append(KeepTogether([paragraph("Signed", HEADING), signatures(document.signatures)]))
    return built(flow, document.title, document.lines[0], size)


def _table(table: Table, width: float) -> list[Flowable]:
    note = [paragraph(table.note)] if table.note else []
    if not table.rows:
        return [KeepTogether([paragraph(table.title, HEADING), *note, paragraph("None.")])]
    room = CondPageBreak(_HEADING_ROOM)
    return [room, KeepTogether([paragraph(table.title, HEADING), *note, Spacer(1, 3)]), _grid(table, width)]


def _grid(table: Table, width: float) -> Flowable:
    head = [paragraph(column.title, HEAD_FIGURE if column.number else HEAD) for column in table.columns]
    rows = [
        [
            paragraph(text_of(cell), FIGURE if column.number else CELL)
            for cell, column in zip(row, table.columns, strict=True)
        ]
        for row in table.rows
    ]
    widths = _widths(table, width)
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
