"""Printouts drawn for the tests: codes and blocks at known places, then what a scanner does to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

import cv2
import numpy as np
import pypdfium2
import segno
from numpy.typing import NDArray
from reportlab.graphics.barcode.code128 import Code128
from reportlab.pdfgen.canvas import Canvas

from imaging.sheets import ImageSource, PageImage

Page = NDArray[np.uint8]

WIDTH_IN, HEIGHT_IN = 8.5, 11.0
_INCH = 72.0

MAYOR = ("Mayor", "Larkspur Quartzmere / Meadow")
SHERIFF = ("County Sheriff", "[no selection]")
COUNCIL = ("City Council", "Juniper Velvetstone / Lantern", "CLOVER BASALTBY (write-in)", "[1 of 3 not used]")
LEVY = ("Road Levy: Shall the county mend its", "gravel roads and timber bridges?", "YES")
BLOCKS = (MAYOR, SHERIFF, COUNCIL, LEVY)
QR_TEXT = "CVP1:6BF76DHS7TG.5CA30.S5/A0C8GKRS2TG1"
LINE_DIGITS = "7101010123450101020003010300420"


@dataclass(frozen=True, slots=True)
class Qr:
    """A QR code: what it holds, and its top left corner and side in inches."""

    data: str | bytes = QR_TEXT
    down_in: float = 0.5
    across_in: float = 6.5
    side_in: float = 1.4


@dataclass(frozen=True, slots=True)
class Line:
    """A Code 128 line: what it holds, and its top left corner in inches."""

    text: str = LINE_DIGITS
    down_in: float = 9.6
    across_in: float = 1.2


def printout(
    blocks: Sequence[Sequence[str]] = BLOCKS,
    codes: Sequence[Qr | Line] = (Qr(), Line()),
    dpi: int = 200,
    columns: int = 2,
    rules_above: bool = True,
) -> Page:
    """An upright, clean printout: uint8 (H, W). The blocks go down the columns, with a rule below each."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDTH_IN * _INCH, HEIGHT_IN * _INCH), invariant=1)
    canvas.setFont("Helvetica-Bold", 18)
    canvas.drawString(0.7 * _INCH, (HEIGHT_IN - 0.9) * _INCH, "OFFICIAL BALLOT")
    per_column = -(-len(blocks) // columns)
    for column in range(columns):
        width = (WIDTH_IN - 1.4 - 0.4 * (columns - 1)) / columns
        left = 0.7 + column * (width + 0.4)
        _column(canvas, blocks[column * per_column : (column + 1) * per_column], left, width, rules_above)
    for code in codes:
        _code(canvas, code)
    canvas.save()
    page = pypdfium2.PdfDocument(buffer.getvalue())[0].render(scale=dpi / _INCH, grayscale=True)
    return np.ascontiguousarray(page.to_numpy().squeeze())


def _column(
    canvas: Canvas, blocks: Sequence[Sequence[str]], left_in: float, width_in: float, rules_above: bool
) -> None:
    down = 2.3
    for number, lines in enumerate(blocks):
        if number == 0 and rules_above:
            _rule(canvas, down, left_in, width_in)
        for place, text in enumerate(lines):
            canvas.setFont("Helvetica" if place == 0 else "Helvetica-Bold", 11 if place == 0 else 13)
            down += 0.22
            canvas.drawString(left_in * _INCH, (HEIGHT_IN - down) * _INCH, text)
        down += 0.12
        _rule(canvas, down, left_in, width_in)


def _rule(canvas: Canvas, down_in: float, left_in: float, width_in: float) -> None:
    canvas.setLineWidth(0.8)
    height = (HEIGHT_IN - down_in) * _INCH
    canvas.line(left_in * _INCH, height, (left_in + width_in) * _INCH, height)


def _code(canvas: Canvas, code: Qr | Line) -> None:
    if isinstance(code, Line):
        symbol = Code128(code.text, barWidth=1.1, barHeight=0.3 * _INCH, quiet=0)
        symbol.drawOn(canvas, code.across_in * _INCH, (HEIGHT_IN - code.down_in - 0.3) * _INCH)
        return
    mode = "byte" if isinstance(code.data, bytes) else None
    matrix = segno.make_qr(code.data, error="m", mode=mode, boost_error=False).matrix
    module = code.side_in / len(matrix)
    for row, line in enumerate(matrix):
        for column, dark in enumerate(line):
            if dark:
                left, top = code.across_in + column * module, code.down_in + row * module
                canvas.rect(
                    left * _INCH, (HEIGHT_IN - top - module) * _INCH, module * _INCH, module * _INCH, stroke=0, fill=1
                )


def skewed(page: Page, degrees: float) -> Page:
    """Turned clockwise on a larger sheet of paper."""
    margin = page.shape[1] // 10
    wide = cv2.copyMakeBorder(page, margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=(255,))
    matrix = cv2.getRotationMatrix2D((wide.shape[1] / 2, wide.shape[0] / 2), -degrees, 1.0)
    return np.asarray(cv2.warpAffine(wide, matrix, wide.shape[::-1], borderValue=(255,)), np.uint8)


def faded(page: Page, gray: int = 150) -> Page:
    """Black print as light as this gray at the bottom, less so above; paper a little darker than white."""
    strength = np.linspace(1.0, (255 - gray) / 255, len(page))[:, None]
    return np.asarray(np.rint(245 - (255 - page) * strength * 0.95), np.uint8)


def blurred(page: Page, sigma_px: float) -> Page:
    return np.asarray(cv2.GaussianBlur(page, (0, 0), sigma_px), np.uint8)


def jpeg(page: Page, quality: int) -> Page:
    stored = cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return np.asarray(cv2.imdecode(stored, cv2.IMREAD_GRAYSCALE), np.uint8)


def streaked(page: Page, across_in: float, gray: int, dpi: int = 200, width_px: int = 2) -> Page:
    """A line down the whole page, darker or lighter than what it crosses."""
    worn = page.copy()
    left = round(across_in * dpi)
    worn[:, left : left + width_px] = gray
    return worn


def turned(page: Page, quarters: int) -> Page:
    """Quarter turns clockwise."""
    return np.ascontiguousarray(np.rot90(page, -quarters))


def image(page: Page, name: str = "printout.png") -> PageImage:
    return PageImage(ImageSource(name, 1, "00" * 32), page, bitonal=False, dpi=None)
