"""Writes scanned pages to files as scanners do: JPEG, PNG, TIFF (G4 where bitonal), PDF."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from io import BytesIO

import cv2
import numpy as np
import PIL.Image
from numpy.typing import NDArray
from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

Image = NDArray[np.uint8]


class FileKind(StrEnum):
    """What a scan is saved as. The value is the file's suffix, without its dot."""

    JPEG = "jpg"
    PNG = "png"
    TIFF_G4 = "tif"
    PDF = "pdf"

    @property
    def holds_sheet(self) -> bool:
        """Whether both pages of a sheet go into one file."""
        return self in (FileKind.PDF, FileKind.TIFF_G4)


def encode_sheet(
    pages: Sequence[Image], kind: FileKind, dpi: float, quality: int = 85, level: int = 160
) -> list[bytes]:
    """Encode the pages of one sheet: one file a page, or one file in all where the kind holds a sheet.

    `quality` is JPEG's, also inside PDF; below `level` a gray value is black in a bitonal image.
    """
    match kind:
        case FileKind.JPEG:
            return [_jpeg(page, quality) for page in pages]
        case FileKind.PNG:
            return [_png(page) for page in pages]
        case FileKind.TIFF_G4:
            return [_tiff_g4([bitonal(page, level) for page in pages], dpi)]
        case FileKind.PDF:
            return [_pdf([_jpeg(page, quality) for page in pages], [page.shape for page in pages], dpi)]


def bitonal(page: Image, level: int) -> Image:
    """Black where the page is darker than `level`, white elsewhere: 0 and 255."""
    gray = page if page.ndim == 2 else cv2.cvtColor(page, cv2.COLOR_RGB2GRAY)
    return np.where(np.asarray(gray) < level, 0, 255).astype(np.uint8)


def _for_opencv(page: Image) -> Image:
    return page if page.ndim == 2 else np.ascontiguousarray(page[:, :, ::-1])


def _jpeg(page: Image, quality: int) -> bytes:
    return bytes(cv2.imencode(".jpg", _for_opencv(page), [cv2.IMWRITE_JPEG_QUALITY, quality])[1])


def _png(page: Image) -> bytes:
    return bytes(cv2.imencode(".png", _for_opencv(page), [cv2.IMWRITE_PNG_COMPRESSION, 1])[1])


def _tiff_g4(pages: Sequence[Image], dpi: float) -> bytes:
    buffer = BytesIO()
    first, *others = (PIL.Image.fromarray(page > 0) for page in pages)
    first.save(buffer, "TIFF", compression="group4", dpi=(dpi, dpi), save_all=True, append_images=others)
    return buffer.getvalue()


def _pdf(jpegs: Sequence[bytes], shapes: Sequence[tuple[int, ...]], dpi: float) -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, invariant=1)
    for jpeg, shape in zip(jpegs, shapes, strict=True):
        size = shape[1] / dpi * 72, shape[0] / dpi * 72
        canvas.setPageSize(size)
        with _images_as_they_are():
            canvas.drawImage(ImageReader(BytesIO(jpeg)), 0, 0, *size)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@contextmanager
def _images_as_they_are() -> Iterator[None]:
    """Images go into a PDF byte for byte, as scanners put them there; ReportLab writes them out in letters, slowly."""
    before = rl_config.useA85
    rl_config.useA85 = 0
    try:
        yield
    finally:
        rl_config.useA85 = before
