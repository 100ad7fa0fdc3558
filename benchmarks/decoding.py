"""What decoding costs in the product, beside the fastest decoder at hand for each kind of file."""

from collections.abc import Callable
from functools import partial
from io import BytesIO
from statistics import median

import cv2
import imagecodecs
import numpy as np
import pikepdf
import PIL.Image
import pypdfium2
import simplejpeg
import tifffile
from numpy.typing import NDArray

from benchmarks.measures import MeasuredFigure, WrongAnswer, at_most, paired_ratio, take_turns
from benchmarks.page_files import Gray, PageFile, page_files
from imaging.pages.formats import HEAD_BYTES, LIMITS, MemoryBytes, open_document, tell_format

GOAL = 1.10
ROUNDS = 9
_MOST_DIFFERENT = 3
"""Gray levels: decoders round otherwise where a packing loses pixels."""

Decoder = Callable[[bytes], Gray]


def measure_decoding(pages: dict[int, Gray]) -> list[MeasuredFigure]:
    """Decode a page, given by its dpi, in every kind of file. Raises WrongAnswer where decoders do not agree."""
    cv2.setNumThreads(1)
    return [_measure(file, dpi) for dpi, page in pages.items() for file in page_files(page, dpi)]


def _measure(file: PageFile, dpi: int) -> MeasuredFigure:
    rivals = dict(_rivals(file.kind))
    _check(file, _decode, "the product")
    for name, decode in rivals.items():
        _check(file, decode, name)
    ours, *theirs = take_turns([partial(one, file.content) for one in (_decode, *rivals.values())], ROUNDS)
    name, seconds = min(zip(rivals, theirs, strict=True), key=lambda pair: median(pair[1]))
    return at_most(f"decode / fastest ({name}): {file.kind} {dpi} dpi", paired_ratio(ours, seconds), "times", GOAL)


def _decode(content: bytes) -> Gray:
    """As the product does, from the file's bytes: told, opened, checked, decoded."""
    document = open_document(MemoryBytes(content), tell_format(content[:HEAD_BYTES]), LIMITS)
    return document.decode(1).gray


def _check(file: PageFile, decode: Decoder, name: str) -> None:
    expected = _decode(file.content) if file.truth is None else file.truth
    found = decode(file.content)
    if found.shape != expected.shape or found.dtype != np.uint8:
        raise WrongAnswer(f"{name} decodes {file.kind} to {found.shape} {found.dtype}")
    off = int(cv2.absdiff(found, expected).max())
    if off > (0 if file.truth is not None else _MOST_DIFFERENT):
        raise WrongAnswer(f"{name} decodes {file.kind} to gray values up to {off} off")


def _rivals(kind: str) -> list[tuple[str, Decoder]]:
    """Decoders that may be the fastest: each from the file's bytes to gray, without any check."""
    match kind.split():
        case ["JPEG", _]:
            return [("simplejpeg", _simplejpeg), ("OpenCV", _opencv), ("imagecodecs", _jpeg8), ("Pillow", _pillow)]
        case ["PNG", _]:
            return [("imagecodecs", _png), ("OpenCV", _opencv), ("Pillow", _pillow)]
        case ["TIFF", "JPEG"]:
            return [("imagecodecs", _tiff), ("OpenCV", _opencv), ("tifffile", _tifffile), ("Pillow", _pillow)]
        case ["TIFF", _]:
            return [("imagecodecs", _tiff), ("OpenCV", _opencv), ("tifffile", _tifffile), ("Pillow", _pillow)]
        case ["PDF", packing]:
            return [("pikepdf", partial(_pikepdf, packing)), ("PDFium", partial(_pdfium, packing))]
        case _:
            raise ValueError(f"no decoder for {kind}")


def _simplejpeg(content: bytes) -> Gray:
    return np.asarray(simplejpeg.decode_jpeg(content, "GRAY")[:, :, 0])


def _jpeg8(content: bytes) -> Gray:
    return np.asarray(imagecodecs.jpeg8_decode(content, outcolorspace="GRAYSCALE"))


def _opencv(content: bytes) -> Gray:
    return np.asarray(cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_GRAYSCALE), np.uint8)


def _pillow(content: bytes) -> Gray:
    with PIL.Image.open(BytesIO(content)) as picture:
        if picture.mode == "RGB":
            picture.draft("L", picture.size)
        return np.asarray(picture.convert("L"))


def _png(content: bytes) -> Gray:
    return np.asarray(imagecodecs.png_decode(content))


def _tiff(content: bytes) -> Gray:
    return _eight_bits(imagecodecs.tiff_decode(content))


def _tifffile(content: bytes) -> Gray:
    return _eight_bits(tifffile.imread(BytesIO(content), maxworkers=1))


def _eight_bits(samples: NDArray[np.uint8] | NDArray[np.bool_]) -> Gray:
    return samples.view(np.uint8) * np.uint8(255) if samples.dtype == np.bool_ else np.asarray(samples, np.uint8)


def _pikepdf(packing: str, content: bytes) -> Gray:
    with pikepdf.open(BytesIO(content)) as pdf:
        picture = pdf.pages[0].obj.Resources.XObject.Im0
        return _unpacked(packing, picture.read_raw_bytes(), int(picture.Width), int(picture.Height))


def _pdfium(packing: str, content: bytes) -> Gray:
    with pypdfium2.PdfDocument(content) as pdf:
        (picture,) = pdf[0].get_objects()
        width, height = picture.get_px_size()
        return _unpacked(packing, bytes(picture.get_data(decode_simple=False)), width, height)


def _unpacked(packing: str, stream: bytes, width: int, height: int) -> Gray:
    match packing:
        case "JPEG":
            return _simplejpeg(stream)
        case "Flate":
            plain = imagecodecs.zlib_decode(stream, out=width * height)
            return np.frombuffer(plain, np.uint8).reshape(height, width)
        case "G4":
            return _eight_bits(imagecodecs.tiff_decode(_one_strip(stream, width, height)))
        case _:
            raise ValueError(f"no decoder for {packing} in a PDF")


def _one_strip(stream: bytes, width: int, height: int) -> bytes:
    """A G4 stream as the one strip of the smallest TIFF there is."""
    longs = {256: width, 257: height, 258: 1, 259: 4, 262: 1, 273: 8 + 2 + 12 * 9 + 4, 277: 1, 278: height}
    longs[279] = len(stream)
    entries = [np.array([(tag, 4, 1, value)], "<u2,<u2,<u4,<u4").tobytes() for tag, value in sorted(longs.items())]
    return b"II*\x00\x08\x00\x00\x00" + len(entries).to_bytes(2, "little") + b"".join(entries) + b"\0\0\0\0" + stream
