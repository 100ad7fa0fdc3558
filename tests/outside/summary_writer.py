"""Electionware's Precinct Summary, drawn as it draws it: names on the left, columns 40 points apart, heads wrapped."""

import io
from dataclasses import dataclass

from reportlab.lib.pagesizes import letter
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from outside.results import OutsideContest, OutsidePrecinct, OutsideResults, OutsideRow, OutsideRowKind
from tests.outside.simulated_county import told

_FONT, _BOLD = "Helvetica", "Helvetica-Bold"
_STEP, _FIRST_END, _PITCH, _NAMES_WIDTH = 40, 200, 14, 140
_Row = tuple[str, tuple[int, ...], int]
"""Its label, its figures, and the votes that percents are of."""
_Line = tuple[str, str | int | _Row]
_LABELS = {
    OutsideRowKind.WRITE_INS: "Write-In Totals",
    OutsideRowKind.NOT_ASSIGNED: "Not Assigned",
    OutsideRowKind.OVERVOTES: "Overvotes",
    OutsideRowKind.UNDERVOTES: "Undervotes",
}


@dataclass(frozen=True, slots=True)
class Look:
    """How a report is printed."""

    percents: bool = False
    county_line: bool = True
    precinct_lines: bool = True
    """Off: an Election Summary, of the whole county."""
    page_rows: int = 36
    label: str = "OFFICIAL RESULTS"
    run_at: str = "11/09/2026 10:04 AM"
    order: tuple[int, ...] | None = None
    """Pages in another order, or only some of them; from 0."""


class SummaryWriter:
    """Draws one report."""

    def __init__(self, results: OutsideResults, look: Look) -> None:
        self.results, self.look = results, look
        self.pages: list[list[_Line]] = []

    def content(self) -> bytes:
        """The PDF."""
        for precinct in self.results.precincts:
            self._plan(precinct)
        out = io.BytesIO()
        canvas = Canvas(out, pagesize=letter, invariant=1)
        order = range(len(self.pages)) if self.look.order is None else self.look.order
        for number in order:
            self._draw(canvas, self.pages[number], number + 1)
            canvas.showPage()
        canvas.save()
        return out.getvalue()

    def _plan(self, precinct: OutsidePrecinct) -> None:
        blocks = [_statistics(precinct), *(self._contest(one) for one in precinct.contests)]
        lines: list[_Line] = [("precinct", precinct.name)]
        for block in blocks:
            if len(lines) > 1 and len(lines) + len(block) > self.look.page_rows:
                self.pages.append(lines)
                lines = [("precinct", precinct.name)]
            for line in block:
                if len(lines) == self.look.page_rows:
                    self.pages.append(lines)
                    lines = [("precinct", precinct.name)]
                lines.append(line)
        self.pages.append(lines)

    def _contest(self, contest: OutsideContest) -> list[_Line]:
        rows: list[_Line] = [
            ("row", (_label(row), (row.total, *(row.by_group or ())), contest.votes)) for row in contest.rows
        ]
        if contest.total_votes is not None:
            over = next((at for at, row in enumerate(contest.rows) if row.kind is OutsideRowKind.OVERVOTES), len(rows))
            groups = tuple(contest.total_votes for _ in self.results.groups)
            rows.insert(over, ("row", ("Total Votes Cast", (contest.total_votes, *groups), 0)))
        if contest.contest_total is not None:
            groups = tuple(contest.contest_total for _ in self.results.groups)
            rows.append(("row", ("Contest Totals", (contest.contest_total, *groups), 0)))
        return [("title", contest.title), ("vote for", told(contest.seats)), ("heads", "TOTAL"), *rows]

    def _draw(self, canvas: Canvas, lines: list[_Line], number: int) -> None:
        canvas.setFont(_FONT, 12)
        canvas.drawString(20, 760, "Summary Results Report")
        canvas.drawString(20, 745, "LARKSPUR COUNTY GENERAL")
        canvas.drawString(20, 730, "November 3, 2026")
        canvas.drawRightString(592, 760, self.look.label)
        if self.look.county_line:
            canvas.drawRightString(592, 730, "Larkspur County")
        y = 704.0
        for kind, value in lines:
            y = self._draw_line(canvas, kind, value, y)
        canvas.setFont(_FONT, 8)
        name = "Precinct Summary" if self.look.precinct_lines else "Election Summary"
        canvas.drawString(22, 38, f"{name} - {self.look.run_at}")
        canvas.drawRightString(576, 38, f"{number} of {len(self.pages)}")
        canvas.drawString(22, 24, "Report generated with Electionware Copyright © 2007-2020")

    def _draw_line(self, canvas: Canvas, kind: str, value: str | int | _Row, y: float) -> float:
        if kind == "precinct":
            canvas.setFont(_BOLD, 12)
            pieces = _wrapped(str(value), 120) if self.look.precinct_lines else [""]
            for line, words in enumerate(pieces):
                canvas.drawString(20, y - 14 * line, words)
            return y - 22 - 14 * (len(pieces) - 1)
        if kind == "title":
            canvas.setFont(_BOLD, 9)
            canvas.drawString(30, y - 8, str(value))
            return y - 18
        if kind == "vote for":
            canvas.setFont(_FONT, 7)
            canvas.drawString(30, y, f"Vote For {value}")
            return y - 12
        canvas.setFont(_FONT, 8)
        if kind == "heads":
            if value == "Statistics":
                canvas.drawString(20, y, "Statistics")
            return self._draw_heads(canvas, y)
        assert isinstance(value, tuple)
        label, figures, of = value
        left = 30 if label.startswith(("Write-In:", "Not Assigned")) else 20
        pieces = _wrapped(label, _NAMES_WIDTH)
        for line, words in enumerate(pieces):
            canvas.drawString(left, y - 9 * line, words)
        for at, figure in enumerate(figures):
            canvas.drawRightString(self._end(at), y, f"{figure:,}")
        if self.look.percents and of:
            canvas.drawRightString(_FIRST_END + _STEP, y, f"{100 * figures[0] / of:.2f}%")
        return y - _PITCH - 9 * (len(pieces) - 1)

    def _end(self, column: int) -> float:
        return _FIRST_END + _STEP * (column + (self.look.percents and column > 0))

    def _draw_heads(self, canvas: Canvas, y: float) -> float:
        heads = ["TOTAL", *self.results.groups]
        pieces = [_pieces(head) for head in heads]
        for at, words in enumerate(pieces):
            for line, word in enumerate(words):
                canvas.drawRightString(self._end(at), y - 9 * line, word)
        if self.look.percents:
            canvas.drawRightString(_FIRST_END + _STEP, y, "VOTE %")
        return y - 9 * (max(map(len, pieces)) - 1) - _PITCH


def _label(row: OutsideRow) -> str:
    if row.kind is OutsideRowKind.WRITE_IN:
        return f"Write-In: {row.name}"
    return _LABELS.get(row.kind, f"{row.party} {row.name}" if row.party else row.name)


def _statistics(precinct: OutsidePrecinct) -> list[_Line]:
    groups = precinct.by_group or ()
    blank = told(precinct.blank_cast)
    rows = [
        ("Registered Voters - Total", (told(precinct.registered),)),
        ("Ballots Cast - Total", (told(precinct.ballots_cast), *groups)),
        ("Ballots Cast - Blank", (blank, *((blank, 0, 0) if groups else ()))),
    ]
    return [("heads", "Statistics"), *(("row", (label, figures, 0)) for label, figures in rows)]


def _wrapped(text: str, width: int) -> list[str]:
    """Lines of a text that is wider than its cell."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and stringWidth(longer, _FONT, 8) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _pieces(head: str) -> list[str]:
    """Words, and pieces of a word that is wider than its column."""
    pieces: list[str] = []
    for word in head.split():
        piece = ""
        for letter_ in word:
            if stringWidth(piece + letter_, _FONT, 8) > _STEP - 2:
                pieces.append(piece)
                piece = ""
            piece += letter_
        pieces.append(piece)
    return pieces


def precinct_summary(results: OutsideResults, look: Look | None = None) -> bytes:
    """The report as PDF."""
    return SummaryWriter(results, look or Look()).content()
