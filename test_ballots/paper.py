"""A PDF page with the coordinates of the timing-mark grid: columns to the right, rows down."""

from reportlab.pdfgen.canvas import Canvas

from imaging.layout import GridBox, Outline, Paper
from test_ballots.blocks import Line

POINTS_PER_INCH = 72.0
_OUTLINE_STROKE_PT = 0.75


class Page:
    """A canvas with the grid's coordinates: columns to the right, rows down."""

    def __init__(self, canvas: Canvas, paper: Paper) -> None:
        """Draw on `canvas`, whose page is a sheet of `paper`."""
        self.canvas = canvas
        self.paper = paper
        self.pitch_pt = paper.pitch_in * POINTS_PER_INCH

    def x(self, column: float) -> float:
        """The canvas's x of a column."""
        return (self.paper.left_in + column * self.paper.pitch_in) * POINTS_PER_INCH

    def y(self, row: float) -> float:
        """The canvas's y of a row; the canvas's y runs up."""
        return (self.paper.height_in - self.paper.top_in - row * self.paper.pitch_in) * POINTS_PER_INCH

    def box(self, box: GridBox, gray: float) -> None:
        """Fill a box; `gray` is 0 for black, 1 for white."""
        self.canvas.setFillGray(gray)
        width, height = (box.right - box.left) * self.pitch_pt, (box.bottom - box.top) * self.pitch_pt
        self.canvas.rect(self.x(box.left), self.y(box.bottom), width, height, stroke=0, fill=1)
        self.canvas.setFillGray(0)

    def rule(self, row: float, left: float, right: float, width_pt: float) -> None:
        """A horizontal line."""
        self.canvas.setLineWidth(width_pt)
        self.canvas.line(self.x(left), self.y(row), self.x(right), self.y(row))

    def upright(self, column: float, top: float, bottom: float, width_pt: float) -> None:
        """A vertical line."""
        self.canvas.setLineWidth(width_pt)
        self.canvas.line(self.x(column), self.y(top), self.x(column), self.y(bottom))

    def text(self, column: float, baseline_pt: float, line: Line, gray: float = 0.0) -> None:
        """One line of text that begins at a column."""
        self.canvas.setFillGray(gray)
        self.canvas.setFont(line.font, line.size_pt)
        self.canvas.drawString(self.x(column), baseline_pt, line.text)
        self.canvas.setFillGray(0)

    def stadium(self, target_column: float, target_row: float, outline: Outline, fill: bool) -> None:
        """The outline of a target, or the same filled."""
        width, height = outline.width * self.pitch_pt, outline.height * self.pitch_pt
        self.canvas.setLineWidth(_OUTLINE_STROKE_PT)
        left, bottom = self.x(target_column) - width / 2, self.y(target_row) - height / 2
        self.canvas.roundRect(left, bottom, width, height, height / 2, stroke=1, fill=int(fill))
