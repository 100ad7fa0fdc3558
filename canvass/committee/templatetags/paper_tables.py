"""The tables of papers on pages, the audit's and the election office's."""

import re
from typing import Any

from django import template

from canvass.reporting.forms import text_of
from canvass.reporting.tables import Table

register = template.Library()
LONG = 15
"""Rows of a table that is not shown at once, where tables are folded."""
_DAY = re.compile(r"([A-Z][a-z]{2} )?[0-9]{4}-[0-9]{2}-[0-9]{2}( [0-9]{2}:[0-9]{2}( [A-Z]{2,4})?)?")


@register.filter
def is_day(cell: object) -> bool:
    """Whether a cell is a day, with its weekday or its hour or without: it is not broken where its hyphens are."""
    return isinstance(cell, str) and _DAY.fullmatch(cell) is not None


@register.inclusion_tag("committee/table.html")
def paper_table(table: Table, number: int) -> dict[str, Any]:
    """One table of a paper, on a page; `number` sets its heading apart from the others on the page."""
    return _shown(table, number)


@register.inclusion_tag("committee/folded_table.html")
def folded_table(table: Table, number: int) -> dict[str, Any]:
    """The same under its heading, which opens and closes it; a long one is closed at first, and printed."""
    return {**_shown(table, number), "long": len(table.rows) > LONG}


def _shown(table: Table, number: int) -> dict[str, Any]:
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
