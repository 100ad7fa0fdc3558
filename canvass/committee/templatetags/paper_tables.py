"""The tables of papers on pages, the audit's and the election office's."""

from typing import Any

from django import template

from canvass.reporting.forms import text_of
from canvass.reporting.tables import Table
from tabulate.hours import is_day

register = template.Library()
register.filter("is_day", is_day)


@register.inclusion_tag("committee/table.html")
def paper_table(table: Table, number: int) -> dict[str, Any]:
    """One table of a paper, on a page; `number` sets its heading apart from the others on the page."""
    numbers = [column.number for column in table.columns]
    shown = [[(text_of(cell), number) for cell, number in zip(row, numbers, strict=True)] for row in table.rows]
    return {
        "table": {
            "title": table.title,
            "note": table.note,
            "columns": table.columns,
            "rows": table.rows,
            "shown": shown,
        },
        "number": number,
    }
