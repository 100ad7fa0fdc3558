"""PDFium, behind one lock: the library is not safe to use from several threads."""

import atexit
import threading
import weakref
from collections.abc import Callable

import numpy as np
import pypdfium2
from numpy.typing import NDArray

from imaging.pages.formats.byte_sources import ByteSource
from imaging.pages.formats.colours import Rgb, rgb_of_samples
from imaging.pages.formats.errors import UnreadableScanError
from imaging.pages.formats.raster import Gray, luminance

# Reentrant: a document may be closed by the garbage collector while its own thread holds the lock.
_ONE_AT_A_TIME = threading.RLock()
_open_documents: "weakref.WeakSet[pypdfium2.PdfDocument]" = weakref.WeakSet()
_PICTURE_OBJECT = 3
_POINTS_PER_INCH = 72


class PdfiumDocument:
    """A PDF opened with PDFium; every call waits for the lock."""

    def __init__(self, source: ByteSource) -> None:
        """Open the document. Raises UnreadableScanError."""
        with _ONE_AT_A_TIME:
            try:
                self._document = pypdfium2.PdfDocument(source.open(), autoclose=True)
            except pypdfium2.PdfiumError as error:
                raise _damaged(error) from error
        _open_documents.add(self._document)
        weakref.finalize(self, _close, self._document)

    def draw(self, page: int, dpi: int) -> Gray:
        """The page (from 1) drawn as it is shown, cropped to its box and turned. Raises UnreadableScanError."""
        with _ONE_AT_A_TIME:
            try:
                drawn = self._document[page - 1].render(scale=dpi / _POINTS_PER_INCH, grayscale=True)
                return _gray(drawn)
            except pypdfium2.PdfiumError as error:
                raise _damaged(error) from error

    def draw_colours(self, page: int, dpi: int) -> Rgb:
        """As `draw`, in red, green and blue: (H, W, 3)."""
        with _ONE_AT_A_TIME:
            try:
                return _rgb(self._document[page - 1].render(scale=dpi / _POINTS_PER_INCH))
            except pypdfium2.PdfiumError as error:
                raise _damaged(error) from error

    def picture(self, page: int) -> Gray:
        """The pixels of the page's only picture, as stored. Raises UnreadableScanError."""
        return self._picture(page, _gray)

    def picture_colours(self, page: int) -> Rgb:
        """As `picture`, in red, green and blue: (H, W, 3)."""
        return self._picture(page, _rgb)

    def _picture(self, page: int, pixels: Callable[[pypdfium2.PdfBitmap], NDArray[np.uint8]]) -> NDArray[np.uint8]:
        with _ONE_AT_A_TIME:
            try:
                pictures = list(self._document[page - 1].get_objects(filter=(_PICTURE_OBJECT,)))
                if len(pictures) != 1:
                    raise UnreadableScanError("the picture on the PDF page cannot be taken out: scan the sheet again")
                picture = pictures[0]
                assert isinstance(picture, pypdfium2.PdfImage)
                return pixels(picture.get_bitmap(render=False))
            except pypdfium2.PdfiumError as error:
                raise _damaged(error) from error


def _gray(bitmap: pypdfium2.PdfBitmap) -> Gray:
    """A copy: the bitmap's memory is PDFium's. Colours come as blue, green, red."""
    samples: NDArray[np.uint8] = bitmap.to_numpy()
    if samples.ndim == 2 or samples.shape[2] == 1:
        return np.array(samples.reshape(samples.shape[:2]), dtype=np.uint8, order="C")
    return luminance(samples[:, :, 2::-1])


def _rgb(bitmap: pypdfium2.PdfBitmap) -> Rgb:
    """As `_gray`, in red, green and blue."""
    samples: NDArray[np.uint8] = bitmap.to_numpy()
    if samples.ndim == 2 or samples.shape[2] == 1:
        return rgb_of_samples(samples.reshape(samples.shape[:2]))
    return np.array(samples[:, :, 2::-1], dtype=np.uint8, order="C")


def _close(document: pypdfium2.PdfDocument) -> None:
    with _ONE_AT_A_TIME:
        document.close()


@atexit.register
def _close_all() -> None:
    """Close what is still open before PDFium itself ends, which would complain of it on the screen."""
    for document in list(_open_documents):
        _close(document)


def _damaged(error: Exception) -> UnreadableScanError:
    return UnreadableScanError(f"the PDF page cannot be read ({error}): scan the sheet again or print it to a new PDF")
