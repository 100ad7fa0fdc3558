"""A report as a file, for the command line and for pages: the same bytes from both."""

from canvass.reporting.forms import csv_of, html_of
from canvass.reporting.tables import Document

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}
"""The formats there are, by the ending of their files."""


def bytes_of(document: Document, form: str, as_json: str = "") -> bytes:
    """The document in one of the formats. Its JSON is made elsewhere: it holds more than the tables."""
    match form:
        case "pdf":
            from canvass.auditing.papers.pdf import report_pdf

            return report_pdf(document)
        case "html":
            return html_of(document).encode()
        case "csv":
            return csv_of(document).encode()
        case _:
            return f"{as_json}\n".encode()
