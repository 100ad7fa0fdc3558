"""A report's file to lines of text: without the printer's commands, HTML around it, and carriage returns."""

import html
import re
from dataclasses import dataclass

from outside.errors import OutsideFileError
from outside.opening import ContentKind, OpenedFile
from outside.workbooks import cell_text

_COMMAND = re.compile(r"\x1b(?:E|[^A-Z\r\n]{0,60}[A-Z])")
_RESET = "\x1bE"
_TAG = re.compile(r"</?(?:html|head|body|pre|title|meta)\b[^>]{0,200}>", re.IGNORECASE)
_HEAD_LINES = 12
_LONGEST = 1_000
"""Characters of a line, with what of the next page a form feed joins to it."""


@dataclass(frozen=True, slots=True)
class ErmLine:
    """One line of a report."""

    number: int
    """In the file, from 1."""
    text: str
    page: int
    """Of the paper, from 1: form feeds part pages."""

    @property
    def where(self) -> str:
        """For messages."""
        return f"line {self.number:,}"


@dataclass(frozen=True, slots=True)
class ErmText:
    """A report's lines."""

    lines: tuple[ErmLine, ...]
    is_cut: bool
    """Whether the printer was set up for the report, and not set back at its end."""


def erm_text(file: OpenedFile) -> ErmText:
    """The lines of a report; none where the file is no text and no workbook of one column. Raises OutsideFileError."""
    text = _text(file)
    is_cut = "\x1b" in text[:200] and _RESET not in text[200:][-200:]
    if text.lstrip()[:200].lower().startswith(("<html", "<pre", "<!doctype html")):
        is_cut = "</pre>" not in text[-200:].lower()
        text = html.unescape(_TAG.sub("", text))
    text = _COMMAND.sub("", text).replace("\r\n", "\n").replace("\r", "")
    lines = []
    page, number = 1, 0
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > _LONGEST:
            found = f"a line of {len(line):,} characters"
            raise OutsideFileError(found, "lines of a report", "Print the report to a file again.", f"line {number:,}")
        for at, part in enumerate(line.split("\f")):
            page += at > 0
            lines.append(ErmLine(number, part.rstrip(), page))
    return ErmText(tuple(lines), is_cut)


def _text(file: OpenedFile) -> str:
    if file.kind is ContentKind.TEXT:
        return file.text
    if file.kind is ContentKind.WORKBOOK:
        rows = list(file.rows(0))
        if rows and not any(any(cell != "" for cell in row[1:]) for row in rows):
            return "\n".join(_whole(row[0]) if row else "" for row in rows)
    return ""


def _whole(cell: object) -> str:
    """A cell with the blanks at its beginning, which are columns here."""
    return cell if isinstance(cell, str) else cell_text(cell)  # type: ignore[arg-type]


def first_title(file: OpenedFile) -> str:
    """The first line of a report that can be its title, in capitals; empty where the file is no such text."""
    if file.kind is ContentKind.TEXT:
        lines = _COMMAND.sub("", file.text[:8192]).splitlines()
    elif file.kind is ContentKind.WORKBOOK:
        lines = [_whole(row[0]) for row in file.rows(0, _HEAD_LINES) if row]
    else:
        return ""
    for line in lines[:_HEAD_LINES]:
        words = _TAG.sub("", line).strip().upper()
        if words.startswith(TITLES):
            return words
    return ""


TITLES = (
    "PRECINCT REPORT",
    "PREC REPORT-GROUP DETAIL",
    "SUMMARY REPORT",
    "SUMMARY REPT-GROUP DETAIL",
    "NUMBERED KEY CANVASS",
)
"""How the first line of a page begins, by kind of report."""
