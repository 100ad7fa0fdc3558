"""The colour test page: ovals printed in the colours of inks that scanners drop, and empty ones for a county's pens.

It is laid out as a ballot is, so that the reader itself says what it sees of each colour on a scan of the page.
"""

from dataclasses import dataclass
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from imaging.layout import CardId, CardLayout, Layouts, MarkThresholds, Outline, PageLayout, Side, Target

COLUMNS, ROWS = 34, 41
OUTLINE = Outline(0.72, 0.5)
_PITCH_PT, _LEFT_PT, _TOP_PT = 18.0, 9.0, 36.0
_WIDTH_PT, _HEIGHT_PT = 612.0, 792.0
_MARK_PITCHES = (0.75, 0.25)
_STROKE_PT = 0.9
_FIRST_ROW, _ROWS_APART = 12, 2
_PRINTED_COLUMN, _PEN_COLUMN = 3, 19
_BOTTOM = frozenset({0, 1, 2, 33, 5, 8, 13, 14, 20, 26, 27})
PENS = 10


@dataclass(frozen=True, slots=True)
class PrintedColour:
    """An ink's colour, as it is printed into an oval: red, green, blue."""

    name: str
    rgb: tuple[int, int, int]


COLOURS = (
    PrintedColour("black", (0, 0, 0)),
    PrintedColour("yellow", (255, 242, 80)),
    PrintedColour("light green", (165, 240, 120)),
    PrintedColour("orange", (255, 190, 90)),
    PrintedColour("pink", (255, 150, 195)),
    PrintedColour("light blue", (150, 210, 250)),
    PrintedColour("violet", (205, 170, 245)),
    PrintedColour("red", (225, 40, 40)),
    PrintedColour("green", (30, 130, 60)),
    PrintedColour("blue", (30, 70, 190)),
)
"""Black first: where it is not seen, the page was not printed or scanned as it must be."""
_WORDS = (
    "Print this page in colour at full size. Fill the empty ovals with pens and highlighters that voters may have,",
    "and write beside each which one it is. Scan the page as ballots are scanned, and run: canvass doctor SCAN",
)


def colour_page_layouts() -> Layouts:
    """The page as the reader needs it: target i + 1 is COLOURS[i]; the pens' follow."""
    page = PageLayout(Side.FRONT, COLUMNS, ROWS, _targets(), bottom_marks=_BOTTOM)
    return Layouts((CardLayout(CardId("colour test page"), (page,), OUTLINE),), MarkThresholds())


def colour_page_pdf() -> bytes:
    """The page to be printed: the same bytes each time."""
    paper = BytesIO()
    canvas = Canvas(paper, pagesize=(_WIDTH_PT, _HEIGHT_PT), invariant=1)
    canvas.setTitle("Canvass colour test page")
    _draw_marks(canvas)
    _write(canvas, 3, 2.2, "Colour test page", 20)
    for line, words in enumerate(_WORDS):
        _write(canvas, 5 + line, 2.2, words, 10)
    _write(canvas, _FIRST_ROW - 2, _PRINTED_COLUMN - 0.4, "Printed colours", 12)
    _write(canvas, _FIRST_ROW - 2, _PEN_COLUMN - 0.4, "Pens", 12)
    for target in _targets():
        _draw_target(canvas, target)
    canvas.save()
    return paper.getvalue()


def _targets() -> tuple[Target, ...]:
    rows = [_FIRST_ROW + _ROWS_APART * place for place in range(max(len(COLOURS), PENS))]
    places = [(_PRINTED_COLUMN, row) for row in rows[: len(COLOURS)]] + [(_PEN_COLUMN, row) for row in rows[:PENS]]
    return tuple(Target(number, column, row) for number, (column, row) in enumerate(places, start=1))


def _at(row: float, column: float) -> tuple[float, float]:
    """A place of the grid in points from the paper's lower left: (x, y)."""
    return _LEFT_PT + column * _PITCH_PT, _HEIGHT_PT - _TOP_PT - row * _PITCH_PT


def _draw_marks(canvas: Canvas) -> None:
    width, height = (size * _PITCH_PT for size in _MARK_PITCHES)
    border = {(row, column) for row in range(ROWS) for column in (0, COLUMNS - 1)}
    border |= {(0, column) for column in range(COLUMNS)} | {(ROWS - 1, column) for column in _BOTTOM}
    for row, column in sorted(border):
        x, y = _at(row, column)
        canvas.rect(x - width / 2, y - height / 2, width, height, stroke=0, fill=1)


def _draw_target(canvas: Canvas, target: Target) -> None:
    (x, y), pen = _at(target.row, target.column), target.number - len(COLOURS)
    width, height = OUTLINE.width * _PITCH_PT, OUTLINE.height * _PITCH_PT
    name = f"pen {pen}" if pen > 0 else COLOURS[target.number - 1].name
    canvas.setLineWidth(_STROKE_PT)
    canvas.setFillColorRGB(*(level / 255 for level in (COLOURS[target.number - 1].rgb if pen <= 0 else (255,) * 3)))
    canvas.roundRect(x - width / 2, y - height / 2, width, height, height / 2, stroke=1, fill=1)
    canvas.setFillColorRGB(0, 0, 0)
    _write(canvas, target.row + 0.2, target.column + 0.8, name, 11)


def _write(canvas: Canvas, row: float, column: float, words: str, size_pt: float) -> None:
    canvas.setFont("Helvetica", size_pt)
    canvas.drawString(*_at(row, column), words)
