"""Draws a device printout to PDF (13-1-101(53)): the choices in words, and the same in a QR code and Code 128 lines.

No serial number and no time stands on it (13-12-202(3)).
"""

from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from itertools import groupby

from reportlab.graphics.barcode.code128 import Code128
from reportlab.pdfgen.canvas import Canvas

from tabulate.election import Election
from test_ballots.printouts.code import code_128_lines, coded_ballot, qr_text
from test_ballots.printouts.layout import (
    CODE_HEIGHT_PT,
    CODE_MODULE_PT,
    Banner,
    Content,
    PlacedBox,
    PlacedPrintout,
    PrintoutForm,
    code_128_start_pt,
    place,
    qr_matrix,
    qr_modules_pt,
)
from test_ballots.printouts.votes import Votes
from test_ballots.printouts.words import blocks_of

_RULE_PT = 0.8


class BallotWord(StrEnum):
    """What kind of ballot a printout is. A sample has no codes, so that no machine counts it."""

    OFFICIAL = "OFFICIAL BALLOT"
    TEST = "TEST BALLOT"
    SAMPLE = "SAMPLE BALLOT"


@dataclass(frozen=True, slots=True)
class DrawnPrintout:
    """A printout as PDF, and where its parts stand: boxes of top, left, bottom, right in inches."""

    pdf: bytes
    placed: PlacedPrintout
    content: Content


def write_printout(
    election: Election,
    card: int,
    votes: Votes,
    form: PrintoutForm = PrintoutForm.LETTER,
    word: BallotWord = BallotWord.OFFICIAL,
) -> bytes:
    """Print the votes of the card with this index as a PDF of one page; the same bytes every time.

    Raises PrintoutTooLong where the contests do not fit, TestBallotError where the card has no page code.
    """
    return draw_content(content_of(election, card, votes, form, word), form).pdf


def content_of(
    election: Election, card: int, votes: Votes, form: PrintoutForm, word: BallotWord = BallotWord.OFFICIAL
) -> Content:
    """Everything that an honest printout of these votes shows."""
    ballot = coded_ballot(election, card, votes, word is BallotWord.TEST)
    codes = word is not BallotWord.SAMPLE
    return Content(
        banner_of(election, card, word),
        (qr_text(ballot),) if codes else (),
        code_128_lines(ballot, form.most_a_line) if codes else (),
        blocks_of(election, card, votes),
    )


def banner_of(election: Election, card: int, word: BallotWord = BallotWord.OFFICIAL) -> Banner:
    """The words above the contests of the card with this index."""
    printed = election.cards[card]
    precinct = election.precinct(printed.precinct).name if printed.precinct else "All precincts"
    day = f"{election.date:%B} {election.date.day}, {election.date.year}"
    return Banner(
        word.value,
        (f"{election.title}, {day}", f"{election.county}, State of {election.state}"),
        (("Precinct", precinct), ("Ballot style", str(printed.ballot_style))),
        "Check your choices. Then put this ballot into the ballot box.",
    )


def draw_content(content: Content, form: PrintoutForm) -> DrawnPrintout:
    """Draw a printout whatever it says. Raises PrintoutTooLong."""
    placed = place(content, form)
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(form.width_pt, placed.height_pt), invariant=1, pageCompression=1)
    canvas.setTitle(content.banner.heading)
    pen = _Pen(canvas, placed.height_pt)
    for baseline, left, line in placed.banner:
        pen.text(left, baseline, line.text, line.font, line.size_pt)
    for text, box in zip(content.qr_texts, placed.qr_codes, strict=True):
        pen.qr(text, box)
    _draw_blocks(pen, placed)
    for digits, box in zip(content.code_128, placed.code_128, strict=True):
        pen.code_128(digits, box)
    canvas.save()
    return DrawnPrintout(buffer.getvalue(), placed, content)


@dataclass(frozen=True, slots=True)
class _Pen:
    """Draws at places that are measured downwards from the top."""

    canvas: Canvas
    height_pt: float

    def text(self, left: float, baseline: float, text: str, font: str, size_pt: float) -> None:
        self.canvas.setFont(font, size_pt)
        self.canvas.drawString(left, self.height_pt - baseline, text)

    def rule(self, down: float, left: float, right: float) -> None:
        self.canvas.setLineWidth(_RULE_PT)
        self.canvas.line(left, self.height_pt - down, right, self.height_pt - down)

    def qr(self, text: str, box: PlacedBox) -> None:
        matrix = qr_matrix(text)
        module, quiet = qr_modules_pt(box, len(matrix))
        path = self.canvas.beginPath()
        for row, line in enumerate(matrix):
            bottom = self.height_pt - (box.top + quiet + (row + 1) * module)
            column = 0
            for dark, run in groupby(line):
                length = len(list(run))
                if dark:
                    path.rect(box.left + quiet + column * module, bottom, length * module, module)
                column += length
        self.canvas.drawPath(path, stroke=0, fill=1)

    def code_128(self, digits: str, box: PlacedBox) -> None:
        symbol = Code128(digits, barWidth=CODE_MODULE_PT, barHeight=CODE_HEIGHT_PT, quiet=0)
        symbol.drawOn(self.canvas, code_128_start_pt(box), self.height_pt - box.bottom)


def _draw_blocks(pen: _Pen, placed: PlacedPrintout) -> None:
    """Each block with a rule above and below; neighbours share one."""
    for block in placed.blocks:
        box = block.box
        pen.rule(box.top, box.left, box.right)
        pen.rule(box.bottom, box.left, box.right)
        for baseline, line in block.lines:
            pen.text(box.left, baseline, line.text, line.font, line.size_pt)
