"""Words on a page of a report to lines, and lines to a name with figures."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from outside.errors import OutsideFileError
from outside.pdf_pages import PdfWord

_FIGURE = re.compile(r"[0-9][0-9,]*")
_PERCENT = re.compile(r"[0-9]{1,3}(?:\.[0-9]+)?%|N/A")
_FOOT = re.compile(r"(\S.{2,60}?)\s+-\s+([0-9]{1,2}/[0-9]{1,2}/[0-9]{4}\s+\S.*?)\s+([0-9,]+)\s+of\s+([0-9,]+)")
VOTE_FOR = re.compile(r"\(?vote for\)?:?\s+(?:no more than\s+|up to\s+)?([0-9]{1,2})\)?", re.IGNORECASE)
"""The line that ends a contest's title."""
_LONGEST = 500
_MADE_WITH = "Report generated with Electionware"


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One line of a report."""

    page: int
    """As the file numbers its pages, from 1."""
    words: tuple[PdfWord, ...]
    """From left to right."""

    @property
    def text(self) -> str:
        """The words, joined with one blank."""
        return " ".join(word.text for word in self.words)

    @property
    def middle(self) -> float:
        """Height on the page, in points from below."""
        return sum(word.bottom + word.top for word in self.words) / (2 * len(self.words))

    @property
    def left(self) -> float:
        """Where it begins, in points."""
        return self.words[0].left

    @property
    def where(self) -> str:
        """For messages."""
        return f"page {self.page:,}, {self.text[:60]!r}"


@dataclass(frozen=True, slots=True)
class ReportPage:
    """One page without its foot."""

    number: int
    """In the file, from 1."""
    lines: tuple[ReportLine, ...]
    """From above to below."""
    report: str
    """The report's name, as its foot says it; empty where there is no foot."""
    run_at: str
    printed_number: int | None
    printed_count: int | None
    made_with: bool
    """Whether the foot says that Electionware made it."""


@dataclass(frozen=True, slots=True)
class NamedFigures:
    """A line that ends in figures."""

    name: str
    figures: tuple[PdfWord, ...]
    percents: tuple[PdfWord, ...]


def page_lines(number: int, words: Iterable[PdfWord]) -> ReportPage:
    """A page, parted into lines and foot."""
    lines: list[ReportLine] = []
    report, run_at, printed_number, printed_count, made_with = "", "", None, None, False
    for line in _lines(number, words):
        foot = _FOOT.fullmatch(line.text)
        if foot:
            report, run_at = foot[1], foot[2]
            printed_number, printed_count = (int(text.replace(",", "")) for text in foot.group(3, 4))
        elif line.text.startswith(_MADE_WITH):
            made_with = True
        else:
            lines.append(line)
    return ReportPage(number, tuple(lines), report, run_at, printed_number, printed_count, made_with)


def _lines(page: int, words: Iterable[PdfWord]) -> list[ReportLine]:
    """Words that lie beside one another, line by line from above."""
    rows: list[list[PdfWord]] = []
    for word in sorted(words, key=lambda one: (-(one.top + one.bottom), one.left)):
        if rows and _beside(rows[-1], word):
            rows[-1].append(word)
        else:
            rows.append([word])
    lines = [ReportLine(page, tuple(sorted(row, key=lambda one: one.left))) for row in rows]
    if any(len(line.text) > _LONGEST for line in lines):
        raise OutsideFileError("a line of text without end", "lines of a report", "Print it again.", f"page {page:,}")
    return lines


def _beside(row: list[PdfWord], word: PdfWord) -> bool:
    """Whether a word lies as high as a row does: a dash and a letter with a tail differ, and are beside each other."""
    top, bottom = max(one.top for one in row), min(one.bottom for one in row)
    middle = (word.top + word.bottom) / 2
    row_middle = (top + bottom) / 2
    return bottom <= middle <= top and word.bottom <= row_middle <= max(word.top, word.bottom + 4)


def named_figures(line: ReportLine, most: int | None = None) -> NamedFigures:
    """A line's name and the figures at its end, at most so many: a name may end in digits of its own."""
    words = list(line.words)
    figures: list[PdfWord] = []
    percents: list[PdfWord] = []
    while words and (most is None or len(figures) < most or _PERCENT.fullmatch(words[-1].text)):
        if _PERCENT.fullmatch(words[-1].text):
            percents.append(words.pop())
        elif _FIGURE.fullmatch(words[-1].text):
            figures.append(words.pop())
        else:
            break
    return NamedFigures(" ".join(word.text for word in words), tuple(figures[::-1]), tuple(percents[::-1]))
