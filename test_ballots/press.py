"""Prints cards: from the drawing to a gray raster of each page, and from a target to its place on the paper."""

from collections import OrderedDict

import numpy as np
import pypdfium2
from numpy.typing import NDArray

from imaging.layout import GridBox, Paper, Target
from tabulate.election import Election
from test_ballots.draw import PrintOptions, draw_cards
from test_ballots.page_layout import OUTLINE
from test_ballots.strokes import Oval

Image = NDArray[np.uint8]


class Press:
    """The printed cards of one election. Rasters are kept, since thousands of sheets are marked on the same page.

    One for each process: PDFium may not be called from several threads at once.
    """

    def __init__(self, election: Election, options: PrintOptions | None = None, kept_pages: int = 64) -> None:
        """Print with `options`; keep at most `kept_pages` rasters in memory."""
        self.election = election
        self.options = options or PrintOptions()
        self._kept_pages = kept_pages
        self._pages: OrderedDict[tuple[int, int, float], Image] = OrderedDict()
        self._ovals: dict[tuple[int, int], tuple[Oval, ...]] = {}

    def raster(self, card: int, page: int, dpi: float) -> Image:
        """A fresh copy of a blank page: (H, W), 0 is black. `card` and `page` are indexes into the layouts."""
        key = (card, page, dpi)
        if key not in self._pages:
            self._pages[key] = self._render(card, page, dpi)
            while len(self._pages) > self._kept_pages:
                self._pages.popitem(last=False)
        self._pages.move_to_end(key)
        return self._pages[key].copy()

    def _render(self, card: int, page: int, dpi: float) -> Image:
        document = pypdfium2.PdfDocument(draw_cards(self.election, [card], self.options))
        try:
            picture = document[page].render(scale=dpi / 72, grayscale=True).to_numpy()
            return np.ascontiguousarray(picture.reshape(picture.shape[:2]), dtype=np.uint8)
        finally:
            document.close()

    def paper(self, card: int) -> Paper:
        """The card's paper. Raises ValueError where the layout has none."""
        paper = self.election.layouts.cards[card].paper
        if paper is None:
            raise ValueError(f"Card {self.election.cards[card].id} has no paper size: it cannot be printed.")
        return paper

    def place_in(self, card: int, row: float, column: float) -> tuple[float, float]:
        """Where a place of the grid lies on the printed paper: inches down and right."""
        paper, scale = self.paper(card), self.options.scale
        down = paper.top_in + row * paper.pitch_in
        right = paper.left_in + column * paper.pitch_in
        middle_down, middle_right = paper.height_in / 2, paper.width_in / 2
        return middle_down + (down - middle_down) * scale, middle_right + (right - middle_right) * scale

    def oval(self, card: int, target: Target) -> Oval:
        """A target's outline on the printed paper."""
        outline = self.election.layouts.cards[card].outline or OUTLINE
        half_in = self.paper(card).pitch_in * self.options.scale / 2
        down, right = self.place_in(card, target.row, target.column)
        return Oval(down, right, outline.width * half_in, outline.height * half_in)

    def ovals(self, card: int, page: int) -> tuple[Oval, ...]:
        """The outlines of all of a page's targets, in its order; the same ones at every call."""
        key = (card, page)
        if key not in self._ovals:
            targets = self.election.layouts.cards[card].pages[page].targets
            self._ovals[key] = tuple(self.oval(card, target) for target in targets)
        return self._ovals[key]

    def box_in(self, card: int, box: GridBox) -> tuple[float, float, float, float]:
        """A box of the grid on the printed paper: top, left, bottom, right in inches."""
        return self.place_in(card, box.top, box.left) + self.place_in(card, box.bottom, box.right)
