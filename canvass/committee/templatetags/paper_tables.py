"""The tables of papers on pages, the audit's and the election office's."""

import re
from typing import Any

from django import template

from canvass.reporting.forms import text_of
from canvass.reporting.tables import Table

register = template.Library()
_DAY = re.compile(r"([A-Z][a-z]{2} )?[0-9]{4}-[0-9]{2}-[0-9]{2}( [0-9]{2}:[0-9]{2}( [A-Z]{2,4})?)?")


@register.filter
def is_day(cell: object) -> bool:
    """Whether a cell is a day, with its weekday or its hour or without: it is not broken where its hyphens are."""
    return isinstance(cell, str) and _DAY.fullmatch(cell) is not None


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
