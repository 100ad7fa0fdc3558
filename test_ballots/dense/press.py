"""Prints dense ballots: timing marks and codes as every ballot has, ovals wherever they fit, a word beside each."""

from io import BytesIO

import numpy as np
import pypdfium2
from numpy.typing import NDArray
from reportlab.pdfgen.canvas import Canvas

from imaging.layout import CardLayout, PageLayout
from tabulate.election import ContestId
from test_ballots.blocks import BOLD, PLAIN, Line
from test_ballots.dense.election import dense_election
from test_ballots.dense.forms import DenseForm
from test_ballots.draw import PrintOptions, draw_code, draw_timing_marks
from test_ballots.page_layout import OUTLINE
from test_ballots.paper import POINTS_PER_INCH, Page
from test_ballots.press import Press

Image = NDArray[np.uint8]
_NAME_PT, _HEADING_PT = 5.5, 6.0
_LETTERS = 4
"""Of a name: what fits between two ovals."""


class DensePress(Press):
    """Prints one form's dense ballots."""

    def __init__(self, form: DenseForm, seed: int, scale: float = 1.0, kept_pages: int = 16) -> None:
        """Print the election of `form` and `seed` at `scale` about the middle of the paper."""
        election, self.definition = dense_election(form, seed)
        super().__init__(election, PrintOptions(scale=scale), kept_pages)
        self.form = form

    def _render(self, card: int, page: int, dpi: float) -> Image:
        layout = self.election.layouts.cards[card]
        document = pypdfium2.PdfDocument(self._drawn(layout, layout.pages[page]))
        try:
            picture = document[0].render(scale=dpi / 72, grayscale=True).to_numpy()
            return np.ascontiguousarray(picture.reshape(picture.shape[:2]), dtype=np.uint8)
        finally:
            document.close()

    def _drawn(self, card: CardLayout, layout: PageLayout) -> bytes:
        """One page as PDF."""
        paper = self.paper(0)
        buffer = BytesIO()
        canvas = Canvas(buffer, invariant=1, pageCompression=1)
        width, height = paper.width_in * POINTS_PER_INCH, paper.height_in * POINTS_PER_INCH
        scale = self.options.scale
        canvas.setPageSize((width, height))
        canvas.translate(width * (1 - scale) / 2, height * (1 - scale) / 2)
        canvas.scale(scale, scale)
        page = Page(canvas, paper)
        draw_timing_marks(page, layout)
        draw_code(page, layout)
        page.text(2.0, page.y(1.6), Line(f"OFFICIAL BALLOT  {layout.side.upper()}  {self.election.title}", BOLD, 10.0))
        self._draw_contests(page, card, layout)
        canvas.showPage()
        canvas.save()
        return buffer.getvalue()

    def _draw_contests(self, page: Page, card: CardLayout, layout: PageLayout) -> None:
        begun: set[ContestId] = set()
        for target in layout.targets:
            meaning = self.election.cards[0].meanings[target.number - 1]
            contest = self.election.contest(meaning.contest)
            page.stadium(target.column, target.row, card.outline or OUTLINE, fill=False)
            if meaning.contest not in begun:
                begun.add(meaning.contest)
                self._draw_heading(page, target.column, target.row - self.form.row_step, contest.seats)
            if self.form.names:
                baseline = page.y(target.row) - _NAME_PT * 0.36
                name = contest.names[meaning.choice][:_LETTERS]
                page.text(target.column + 0.55, baseline, Line(name, PLAIN, _NAME_PT))

    def _draw_heading(self, page: Page, column: float, row: float, seats: int) -> None:
        """A rule across the contest's column, and how many may be voted for."""
        left = column - 0.5
        page.rule(row - 0.2, left, left + self.form.column_step - 0.1, 0.6)
        page.text(left, page.y(row + 0.25), Line(f"for {seats}", BOLD, _HEADING_PT))
