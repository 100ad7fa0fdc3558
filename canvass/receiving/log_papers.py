"""What every paper of the office's logs has in common, and its forms."""

import json
from typing import Any

from canvass.auditing.papers.report_files import bytes_of
from canvass.reporting.tables import Document, PaperLook, Table
from tabulate.election import Election, PrecinctId

OFFICIALS = ("Election administrator", "Day")


def paper_of(
    election: Election, title: str, lines: tuple[str, ...], *tables: Table, signed: tuple[str, ...] = OFFICIALS
) -> Document:
    """A paper of the election's, upright."""
    held_in = f"{election.county}, {election.title} of {election.date}"
    return Document(title, (f"{held_in}.", *lines), tables, signed, paper=PaperLook(upright=True, foot=held_in))


def paper_bytes(document: Document, form: str) -> bytes:
    """The paper in a form; as JSON, its lines and its tables by their columns."""
    return bytes_of(document, form, json.dumps(_json_of(document), ensure_ascii=False, indent=1))


def _json_of(document: Document) -> dict[str, Any]:
    return {
        "title": document.title,
        "lines": list(document.lines),
        "tables": [
            {
                "title": table.title,
                "note": table.note,
                "rows": [
                    {column.title: cell for column, cell in zip(table.columns, row, strict=True)} for row in table.rows
                ],
            }
            for table in document.tables
        ],
    }


def name_of(election: Election, precinct: PrecinctId) -> str:
    """A precinct's name; its id where the election does not know it."""
    return next((one.name for one in election.precincts if one.id == precinct), str(precinct))


def hour_words(at: str) -> str:
    """An exact hour as people read it: `2026-11-09 14:59:00`."""
    return at[:19].replace("T", " ")
