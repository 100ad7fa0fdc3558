"""What people count on: a tally sheet's rows of boxes, lines to fill in, an empty custody log."""

from reportlab.lib import colors
from reportlab.lib.units import inch
from reportlab.platypus import CondPageBreak, Flowable, TableStyle
from reportlab.platypus import Table as PaperTable

from canvass.printing.paper import BODY, HEAD, HEADING, paragraph

BOXES_A_LINE = 50
SPARE_BOXES = 10
"""Beyond the ballots that are expected."""
_BOX = 0.126 * inch
_GROUP_GAP = 0.07 * inch
_LINE_HEIGHT = 0.185 * inch
_NO_PAGE = 10_000 * inch


class TallyBoxes(Flowable):  # type: ignore[misc]
    """A line of boxes, in fives, with the number reached at its end."""

    def __init__(self, boxes: int, reached: int) -> None:
        """`boxes` of them; `reached` counts those of the lines above too."""
        super().__init__()
        self._boxes, self._reached = boxes, reached
        self.width, self.height = 7.2 * inch, _LINE_HEIGHT

    def draw(self) -> None:
        """On the canvas."""
        paper = self.canv
        paper.setLineWidth(0.5)
        for box in range(self._boxes):
            paper.rect(box * _BOX + (box // 5) * _GROUP_GAP, 2, _BOX, _BOX, stroke=1, fill=0)
        paper.setFont("Times-Roman", 7.5)
        end = self._boxes * _BOX + ((self._boxes - 1) // 5) * _GROUP_GAP
        paper.drawString(end + 4, 4, str(self._reached))


class TallyRow(Flowable):  # type: ignore[misc]
    """A name over lines of boxes. Where a page ends within them, the next one begins with the name again."""

    def __init__(self, head: Flowable, lines: list[TallyBoxes], again: Flowable) -> None:
        """`again` stands over the lines that come on further pages."""
        super().__init__()
        self._head, self._lines, self._again = head, lines, again

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """More than any page has: it is always split."""
        return width, _NO_PAGE

    def split(self, width: float, height: float) -> list[Flowable]:
        """The lines for which there is room below the name, two at least; else a new page first."""
        fitting = int((height - self._head.wrap(width, height)[1]) / _LINE_HEIGHT)
        if fitting < min(2, len(self._lines)):
            return [CondPageBreak(height + 1), self]
        more = self._lines[fitting:]
        return [self._head, *self._lines[:fitting], *([TallyRow(self._again, more, self._again)] if more else [])]


def tally_row(name: str, boxes: int) -> Flowable:
    """A row of a tally sheet: its name, its total, and a box for each vote there can be."""
    lines = [
        TallyBoxes(min(BOXES_A_LINE, boxes - begun), min(boxes, begun + BOXES_A_LINE))
        for begun in range(0, boxes, BOXES_A_LINE)
    ]
    return TallyRow(_head(name, "Total: __________"), lines, _head(f"{name}, continued", ""))


def _head(name: str, beside: str) -> Flowable:
    return PaperTable(
        [[paragraph(name, HEADING), paragraph(beside, BODY)]],
        colWidths=[5.3 * inch, 1.9 * inch],
        hAlign="LEFT",
        style=TableStyle([("LEFTPADDING", (0, 0), (0, 0), 0), ("VALIGN", (0, 0), (-1, -1), "BOTTOM")]),
    )


def blanks(names: tuple[str, ...]) -> Flowable:
    """A line to fill in after each name."""
    cells = [paragraph(f"{name}: ") for name in names]
    width = 7.1 * inch / len(names)
    style = TableStyle([("LINEBELOW", (0, 0), (-1, -1), 0.6, colors.black), ("LEFTPADDING", (0, 0), (-1, -1), 0)])
    return PaperTable([cells], colWidths=[width] * len(names), style=style, hAlign="LEFT")


def custody_rows(rows: int) -> Flowable:
    """An empty custody log of so many rows, for ink."""
    titles = (
        "Package",
        "Seal number",
        "Seal whole?",
        "Opened: date, hour",
        "Opened by (two sign)",
        "Sealed again: seal, date",
    )
    head = [paragraph(title, HEAD) for title in titles]
    empty = [[""] * len(titles) for _ in range(rows)]
    widths = [0.9 * inch, 1.05 * inch, 0.75 * inch, 1.25 * inch, 1.75 * inch, 1.5 * inch]
    grid = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")])
    heights = [None, *[0.42 * inch] * len(empty)]
    return PaperTable([head, *empty], colWidths=widths, rowHeights=heights, style=grid, hAlign="LEFT", repeatRows=1)
