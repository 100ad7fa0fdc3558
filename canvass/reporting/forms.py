"""The forms of a report: CSV, a page of HTML that stands alone, and words on stdout. Paper is in auditing/papers."""

import csv
import io
from collections.abc import Iterator, Sequence
from html import escape

from canvass.console.answers import answer_held
from canvass.console.narrow_tables import say_narrow_table
from canvass.console.text import say
from canvass.reporting.tables import Cell, Document, Table
from tabulate.csv_rows import spreadsheet_cell

_STYLE = (
    "body{font:11pt/1.45 Georgia,serif;max-width:72rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}"
    "table{border-collapse:collapse;width:100%;margin:.5rem 0 1.5rem;font-size:.9em}"
    "th,td{border-bottom:1px solid #999;padding:.25rem .5rem;text-align:left;vertical-align:top}"
    ".n{text-align:right;font-variant-numeric:tabular-nums}.scroll{overflow-x:auto}"
    "p{overflow-wrap:anywhere}@media print{h2{break-after:avoid}tr{break-inside:avoid}}"
)
_ON_EVERY_PAGE = (
    ".every{font-weight:bold;border:2px solid #111;padding:.3rem .6rem;background:#fff}"
    ".again{display:none}@media print{.again{display:block}section{break-inside:avoid}}"
)


def csv_of(document: Document) -> str:
    """Every table below the other, title and note in lines of their own, and an empty line between two."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows(map(_written, _rows(document)))
    return text.getvalue()


def _rows(document: Document) -> Iterator[Sequence[Cell]]:
    yield (document.title,)
    if document.on_every_page:
        yield (document.on_every_page,)
    yield from ((line,) for line in document.lines)
    for table in document.tables:
        yield ()
        yield (table.title,)
        if table.note:
            yield (table.note,)
        yield [column.title for column in table.columns] if table.rows else ("None.",)
        yield from table.rows


def _written(row: Sequence[Cell]) -> list[str | int]:
    """Empty where there is nothing; what a spreadsheet would compute is quoted."""
    return ["" if cell is None else spreadsheet_cell(cell) if isinstance(cell, str) else cell for cell in row]


def html_of(document: Document) -> str:
    """A page that needs nothing else."""
    body = "\n".join(_section_html(table, document.on_every_page) for table in document.tables)
    lines = "\n".join(f"<p>{escape(line)}</p>" for line in document.lines)
    title = escape(document.title)
    every = f'<p class="every">{escape(document.on_every_page)}</p>\n' if document.on_every_page else ""
    style = _STYLE + _ON_EVERY_PAGE if document.on_every_page else _STYLE
    signed = "".join(f"<li>{escape(name)}: ____________________</li>" for name in document.signatures)
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f"<style>{style}</style>\n</head>\n<body>\n<main>\n{every}<h1>{title}</h1>\n{lines}\n{body}\n"
        + (f"<h2>Signed</h2>\n<ul>{signed}</ul>\n" if signed else "")
        + "</main>\n</body>\n</html>\n"
    )


def _section_html(table: Table, on_every_page: str) -> str:
    """A table; on paper with what stands on every page, since a page may begin with any table."""
    if not on_every_page:
        return _table_html(table)
    return f'<section>\n<p class="every again">{escape(on_every_page)}</p>\n{_table_html(table)}\n</section>'


def _table_html(table: Table) -> str:
    note = f"<p>{escape(table.note)}</p>\n" if table.note else ""
    if not table.rows:
        return f"<h2>{escape(table.title)}</h2>\n{note}<p>None.</p>"
    classes = [' class="n"' if column.number else "" for column in table.columns]
    pairs = zip(table.columns, classes, strict=True)
    head = "".join(f'<th scope="col"{shown}>{escape(column.title)}</th>' for column, shown in pairs)
    rows = "\n".join(
        f"<tr>{''.join(f'<td{shown}>{_shown(cell)}</td>' for cell, shown in zip(row, classes, strict=True))}</tr>"
        for row in table.rows
    )
    return (
        f'<h2>{escape(table.title)}</h2>\n{note}<div class="scroll"><table>\n<thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{rows}\n</tbody>\n</table></div>"
    )


def _shown(cell: Cell) -> str:
    return escape(text_of(cell))


def text_of(cell: Cell) -> str:
    """A cell as people read it."""
    if cell is None:
        return ""
    return f"{cell:,}" if isinstance(cell, int) else cell


def say_document(document: Document) -> None:
    """Print it on stdout. Where the answer is held back, each table is one for programs, however wide it is."""
    answer = answer_held()
    say(document.title)
    if document.on_every_page:
        say(document.on_every_page)
    for line in document.lines:
        say(line)
    for table in document.tables:
        say(f"\n{table.title}")
        if table.note:
            say(table.note)
        if not table.rows:
            say("  none")
            continue
        if answer is not None:
            answer.take_table([column.title for column in table.columns], table.rows)
            continue
        # Numbers stand on the right; words, wherever their column is, on the left of what follows.
        left = next((index for index, column in enumerate(table.columns) if column.number), len(table.columns))
        rows, numbers = [tuple(map(text_of, row)) for row in table.rows], [column.number for column in table.columns]
        say_narrow_table([column.title for column in table.columns], rows, numbers, left)
